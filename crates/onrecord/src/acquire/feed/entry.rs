//! One entry of a feed in XML to a draft: whichever of its elements holds each field.

use super::{
    super::{
        address,
        draft::{Draft, one_line, paragraphs},
        page::body::decoded,
        xml::{Element, Space, has_tag},
    },
    Around, OWN,
};

/// Elements that hold the whole text, then those that hold a summary.
const CONTENT: &[(&[Space], &str)] = &[
    (&[Space::Content], "encoded"),
    (OWN, "content"),
    (&[Space::Xhtml], "body"),
    (OWN, "fullitem"),
    (OWN, "body"),
    (&[Space::Content], "items"),
    (OWN, "description"),
    (OWN, "summary"),
    (OWN, "abstract"),
    (&[Space::Dublin], "description"),
    (&[Space::Media], "description"),
    (OWN, "tagline"),
    // iTunes and the like.
    (&[Space::Other], "summary"),
];

/// Elements that tell when an entry was published, best first; the last ones when it was changed.
const DATES: &[(&[Space], &str)] = &[
    (OWN, "pubDate"),
    (OWN, "published"),
    (OWN, "issued"),
    (&[Space::Dublin], "issued"),
    (&[Space::News], "publication_date"),
    (&[Space::Dublin], "date"),
    (&[Space::Dublin], "created"),
    (OWN, "created"),
    (OWN, "date"),
    (OWN, "updated"),
    (OWN, "modified"),
    (&[Space::Dublin], "modified"),
    (OWN, "lastmod"),
];

/// The draft of an `item`, `entry` or `url`.
pub(super) fn draft(entry: Element<'_, '_>, around: &Around<'_>) -> Draft {
    let news = entry.child(&[Space::News], "news");
    let base = entry.attribute("xml:base").and_then(|it| address::joined(around.base, &it));
    let base = base.as_deref().or(around.base);
    let titles = [entry.child(OWN, "title"), entry.child(&[Space::Dublin, Space::Media], "title")];
    let titles = titles.into_iter().flatten().chain(news.and_then(|it| it.child(&[Space::News], "title")));
    let mut draft = Draft {
        title: titles.map(|it| prose(it).0).find_map(|it| one_line(&it)),
        outlet: outlet(entry, news).or_else(|| around.outlet.map(str::to_owned)),
        published: date(entry).or_else(|| date(news?)),
        url: link(entry, base),
        language: stated_language(entry, news).or_else(|| around.language.map(str::to_owned)),
        id: ["guid", "id"].iter().find_map(|name| entry.child(OWN, name).and_then(|it| one_line(&it.text()))),
        ..Draft::default()
    };
    writers(entry, &mut draft);
    if draft.byline.is_empty() {
        draft.byline.extend_from_slice(around.writers);
    }
    let contents = CONTENT.iter().filter_map(|(spaces, name)| find(entry, spaces, name)).map(prose);
    if let Some((content, html)) = contents.into_iter().find(|(content, _)| !content.trim().is_empty()) {
        (draft.content, draft.html) = (content, html);
    }
    draft
}

/// A child of the entry, or of a `media:group` in it.
fn find<'t, 'a>(entry: Element<'t, 'a>, spaces: &[Space], name: &str) -> Option<Element<'t, 'a>> {
    entry.child(spaces, name).or_else(|| entry.child(&[Space::Media], "group")?.child(spaces, name))
}

/// What an element of prose holds, and whether it is HTML.
pub(super) fn prose(element: Element<'_, '_>) -> (String, bool) {
    let kind = element.attribute("type").map(|it| it.to_ascii_lowercase()).unwrap_or_default();
    let kind = kind.trim();
    if element.attribute("mode").is_some_and(|it| it.eq_ignore_ascii_case("base64")) {
        let text = super::super::base64::decoded(&element.text()).map(|it| String::from_utf8_lossy(&it).into_owned());
        return (text.unwrap_or_default(), kind.contains("html"));
    }
    if let Some(markup) = element.markup() {
        return (markup, true);
    }
    let text = element.text();
    if element.space() == Space::Atom && matches!(kind, "text" | "text/plain")
        || (element.space() == Space::Atom && kind.is_empty())
    {
        // Atom says: plain text. Many feeds put HTML there all the same.
        return if has_tag(&text) { (text, true) } else { (paragraphs(&text), false) };
    }
    if has_tag(&text) { (text, true) } else { (paragraphs(&decoded(&text)), false) }
}

fn date(entry: Element<'_, '_>) -> Option<String> {
    let stated = DATES.iter().filter_map(|(spaces, name)| entry.child(spaces, name));
    stated.map(|it| it.text()).find_map(|it| one_line(&it)).or_else(|| entry.attribute("LASTMOD"))
}

/// Who published it, where that is not the feed.
fn outlet(entry: Element<'_, '_>, news: Option<Element<'_, '_>>) -> Option<String> {
    let source = entry.child(OWN, "source");
    let titled = source.and_then(|it| it.child(OWN, "title").or(it.children().next().is_none().then_some(it)));
    let named = news.and_then(|it| it.child(&[Space::News], "publication")?.child(&[Space::News], "name"));
    let publisher = entry.child(&[Space::Dublin], "publisher");
    [named, titled, publisher].into_iter().flatten().find_map(|it| one_line(&prose(it).0))
}

fn stated_language(entry: Element<'_, '_>, news: Option<Element<'_, '_>>) -> Option<String> {
    let stated = entry.child(&[Space::Dublin, Space::Plain], "language");
    let stated = stated.or_else(|| news?.child(&[Space::News], "publication")?.child(&[Space::News], "language"));
    let content = entry.child(OWN, "content").and_then(|it| it.attribute("xml:lang"));
    content.or_else(|| entry.attribute("xml:lang")).or_else(|| stated.map(|it| it.text())).and_then(|it| language(&it))
}

/// A language tag, where it looks like one.
pub(super) fn language(stated: &str) -> Option<String> {
    let tag = stated.trim().replace('_', "-");
    let shaped = (2..=35).contains(&tag.len()) && tag.bytes().all(|at| at.is_ascii_alphanumeric() || at == b'-');
    shaped.then_some(tag)
}

/// Adds the writers an element names.
pub(super) fn writers(element: Element<'_, '_>, draft: &mut Draft) {
    for child in element.children() {
        if child.is(OWN, "author") || child.is(&[Space::Dublin], "creator") || child.is(&[Space::Dublin], "author") {
            let name = child.child(OWN, "name").unwrap_or(child);
            if name.children().next().is_none() {
                draft.writer(&one_line(&name.text()).unwrap_or_default());
            }
        }
    }
}

/// Where an entry or feed points to.
pub(super) fn link(element: Element<'_, '_>, base: Option<&str>) -> Option<String> {
    let links = || element.children().filter(|it| it.is(OWN, "link"));
    let original = element.child(&[Space::Burner], "origLink").map(|it| it.text());
    let is_main = |it: &Element<'_, '_>| it.attribute("rel").is_none_or(|rel| rel.eq_ignore_ascii_case("alternate"));
    let referenced = links().filter(is_main).find_map(|it| it.attribute("href"));
    let written = links().filter(|it| it.space() == Space::Plain).map(|it| it.text()).find(|it| !it.trim().is_empty());
    let permanent = element.child(OWN, "guid").filter(|it| it.attribute("isPermaLink").is_none_or(|it| it != "false"));
    let permanent = permanent.map(|it| it.text()).filter(|it| it.trim().starts_with("http"));
    let about = element.attribute("rdf:about").or_else(|| element.attribute("HREF"));
    let located = element.child(OWN, "loc").map(|it| it.text());
    let all = [original, written, referenced, located, permanent, about];
    all.into_iter().flatten().find_map(|it| address::joined(base, it.trim()))
}
