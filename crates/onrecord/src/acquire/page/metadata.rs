//! What a page says about itself: JSON-LD first, then meta elements, then what stands in the page.

use onrecord_reader::{edtf::Edtf, model::Beside};
use serde_json::Value;

use super::super::published;

/// What is known of an article apart from its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) struct Metadata {
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub byline: Vec<String>,
    pub published: Option<Edtf>,
    pub url: Option<String>,
    pub language: Option<String>,
    pub modified: Option<Edtf>,
    pub section: Option<String>,
    /// Whether the page says that it shows a part of the article only.
    pub closed: bool,
    /// The article's text, where the page states it apart.
    pub text: Option<String>,
}

/// Objects deeper in JSON-LD are not looked at.
const DEPTH: usize = 6;

/// A longer text in JSON-LD is not looked at.
const TEXT_BYTES: usize = 256 << 10;

/// One `meta` element: its name or property, lower case, and its content.
pub(super) type Meta = (String, String);

impl Metadata {
    /// Fills what is still unknown from another source.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            byline: if self.byline.is_empty() { other.byline } else { self.byline },
            published: self.published.or(other.published),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
            modified: self.modified.or(other.modified),
            section: self.section.or(other.section),
            closed: self.closed || other.closed,
            text: self.text.or(other.text),
        }
    }
}

impl Metadata {
    /// What is shown beside the article.
    pub(super) fn beside(&self) -> Vec<Beside> {
        let modified = self.modified.as_ref().map(|day| ("modified", day.as_str().to_owned()));
        let section = self.section.clone().map(|section| ("section", section));
        let access = self.closed.then(|| ("access", "a part of the article".to_owned()));
        let all = [modified, section, access].into_iter().flatten();
        all.map(|(kind, text)| Beside { kind, text }).collect()
    }
}

/// What sources say otherwise than what was taken: titles, dates, writers.
pub(super) fn others(taken: &Metadata, sources: &[Metadata]) -> Vec<Beside> {
    let folded = super::article::folded;
    let mut found: Vec<Beside> = Vec::new();
    let mut add = |kind, text: String, same: bool| {
        if !same && !found.iter().any(|it| it.kind == kind && it.text == text) {
            found.push(Beside { kind, text });
        }
    };
    for source in sources {
        if let (Some(title), Some(own)) = (&source.title, &taken.title) {
            let title = without_outlet(title, taken.outlet.as_deref());
            let same = folded(&title).starts_with(&folded(own));
            add("other title", title, same);
        }
        if let (Some(date), Some(own)) = (&source.published, &taken.published) {
            add("other date", date.as_str().to_owned(), date == own);
        }
        if !source.byline.is_empty() && !taken.byline.is_empty() {
            let names =
                |byline: &[String]| byline.iter().map(|name| folded(name)).collect::<std::collections::BTreeSet<_>>();
            add("other byline", source.byline.join(", "), names(&source.byline) == names(&taken.byline));
        }
    }
    found
}

/// What JSON-LD scripts say.
pub(super) fn linked_data(scripts: &[&str]) -> Metadata {
    let mut found = Metadata::default();
    for script in scripts {
        let trimmed = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
        if let Ok(value) = serde_json::from_str::<Value>(trimmed) {
            found = found.or(articles(&value, DEPTH));
        }
    }
    found
}

fn articles(value: &Value, depth: usize) -> Metadata {
    let mut found = Metadata::default();
    if depth == 0 {
        return found;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                found = found.or(articles(item, depth - 1));
            }
        }
        Value::Object(fields) => {
            if fields.get("@type").is_some_and(is_article) {
                found = article(value);
            }
            for inner in ["@graph", "mainEntity", "mainEntityOfPage"].iter().filter_map(|name| fields.get(*name)) {
                found = found.or(articles(inner, depth - 1));
            }
        }
        _ => {}
    }
    found
}

fn is_article(kind: &Value) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit('/').next().unwrap_or(kind);
            kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" || kind == "Review"
        })
    };
    named(kind) || kind.as_array().is_some_and(|kinds| kinds.iter().any(named))
}

fn article(fields: &Value) -> Metadata {
    let field = |name: &str| fields.get(name).and_then(Value::as_str).and_then(clean);
    let main = fields.get("mainEntityOfPage");
    let page = main.and_then(|it| it.get("@id").unwrap_or(it).as_str()).and_then(clean);
    Metadata {
        title: field("headline").or_else(|| field("name")),
        outlet: fields.get("publisher").map(names).unwrap_or_default().into_iter().next(),
        byline: fields.get("author").or_else(|| fields.get("creator")).map(names).unwrap_or_default(),
        published: ["datePublished", "dateCreated"].iter().find_map(|name| published(&field(name)?)),
        url: field("url").or(page).filter(|url| url.starts_with("http")),
        language: field("inLanguage"),
        modified: field("dateModified").as_deref().and_then(published),
        section: fields.get("articleSection").map(names).unwrap_or_default().into_iter().next(),
        closed: fields.get("isAccessibleForFree").is_some_and(is_false),
        text: fields.get("articleBody").and_then(Value::as_str).filter(|it| it.len() <= TEXT_BYTES).map(str::to_owned),
    }
}

/// `false`, in any of the ways it is written.
fn is_false(value: &Value) -> bool {
    value.as_bool() == Some(false) || value.as_str().is_some_and(|it| it.eq_ignore_ascii_case("false"))
}

/// The names of persons or organisations, written in any of the ways JSON-LD allows.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => clean(name).into_iter().flat_map(|name| people(&name)).collect(),
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(fields) => fields.get("name").map(names).unwrap_or_default(),
        _ => Vec::new(),
    }
}

/// The first of the meta elements of these names that has content.
pub(super) fn first(metas: &[Meta], names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| metas.iter().filter(|(it, _)| it == name).find_map(|(_, content)| clean(content)))
}

/// What meta elements say.
pub(super) fn elements(metas: &[Meta]) -> Metadata {
    let first = |names: &[&str]| first(metas, names);
    let byline =
        ["author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "twitter:creator:name"];
    let byline = first(&byline).filter(|name| !name.contains("://") && !name.starts_with('@'));
    let dates = [
        "article:published_time",
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "article:published",
        "publish-date",
        "publish_date",
        "pubdate",
        "publication_date",
        "cxenseparse:recs:publishtime",
        "dc.date.issued",
        "dcterms.created",
        "dc.date",
        "sailthru.date",
        "date",
        "dcterms.date",
    ];
    let modified = [
        "article:modified_time",
        "article:modified",
        "og:updated_time",
        "datemodified",
        "last-modified",
        "dcterms.modified",
    ];
    Metadata {
        text: None,
        closed: first(&["article:content_tier"]).is_some_and(|tier| tier.eq_ignore_ascii_case("locked")),
        section: first(&["article:section", "parsely-section"]),
        modified: modified.iter().find_map(|name| published(&first(&[name])?)),
        title: first(&["og:title", "twitter:title", "dc.title", "parsely-title", "headline"]),
        outlet: first(&["og:site_name", "application-name", "dc.publisher", "publisher"]),
        byline: byline.map(|name| people(&name)).unwrap_or_default(),
        published: dates.iter().find_map(|name| published(&first(&[name])?)),
        url: first(&["og:url"]).filter(|url| url.starts_with("http")),
        language: first(&["og:locale", "language", "dc.language"]).map(|it| it.replace('_', "-")),
    }
}

/// The people a byline names: `By A B and C D, E F`.
pub(in crate::acquire) fn people(byline: &str) -> Vec<String> {
    let byline = byline.trim();
    let byline = super::furniture::without_by(byline).unwrap_or(byline);
    let mut byline = byline.replace(';', ",");
    for and in super::furniture::joiners() {
        byline = byline.replace(and, ",");
    }
    byline.split(',').map(without_sign).filter(|name| is_told(name)).map(str::to_owned).collect()
}

/// A name without the writer's sign behind it: `A B (ab)`.
fn without_sign(name: &str) -> &str {
    let name = name.trim();
    let Some((name, sign)) = name.strip_suffix(')').and_then(|it| it.rsplit_once('(')) else { return name };
    if sign.len() <= 6 { name.trim() } else { name }
}

/// Whether it is a name at all, and no number or address.
fn is_told(name: &str) -> bool {
    name.chars().any(char::is_alphabetic) && !name.contains('@') && !name.contains("://")
}

/// A title without the outlet's name behind or before it.
pub(super) fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet.map(str::trim).filter(|outlet| !outlet.is_empty()) else { return title.into() };
    for separator in [" | ", " - ", " \u{2013} ", " \u{2014} ", " \u{BB} ", " :: "] {
        if let Some((rest, last)) = title.rsplit_once(separator)
            && last.trim().eq_ignore_ascii_case(outlet)
        {
            return rest.trim().into();
        }
        if let Some((first, rest)) = title.split_once(separator)
            && first.trim().eq_ignore_ascii_case(outlet)
        {
            return rest.trim().into();
        }
    }
    title.into()
}

/// What may part a title from the name of an outlet or section behind it.
const PARTS: &[char] = &['|', '-', '\u{2013}', '\u{2014}', '\u{BB}', '\u{B7}', '\u{3163}', '\u{FF5C}'];

/// A title as another source has it that leaves away what follows a bar or dash: the outlet, the section, the day.
fn without_end(title: &str, all: &[String]) -> String {
    let shorter = all.iter().find(|other| {
        let rest = title.strip_prefix(other.as_str()).map(str::trim_start);
        other.chars().count() >= 12 && rest.is_some_and(|rest| rest.starts_with(PARTS))
    });
    shorter.map_or_else(|| title.to_owned(), Clone::clone)
}

/// The title most of the sources agree on: what the page states and its level-one headings; else the first stated one.
pub(super) fn headline(stated: &[String], headings: &[String], outlet: Option<&str>) -> Option<String> {
    let folded =
        |text: &str| -> String { text.chars().filter(|it| it.is_alphanumeric()).collect::<String>().to_lowercase() };
    let all: Vec<String> = stated.iter().chain(headings).map(|it| without_outlet(it, outlet)).collect();
    let all: Vec<String> = all.iter().map(|title| without_end(title, &all)).collect();
    let keys: Vec<String> = all.iter().map(|it| folded(it)).collect();
    let is_outlet = |key: &String| outlet.is_some_and(|outlet| folded(outlet) == *key);
    let mut best: Option<(usize, usize)> = None;
    for (at, key) in keys.iter().enumerate().filter(|(_, key)| !key.is_empty() && !is_outlet(key)) {
        let votes = keys.iter().filter(|other| *other == key).count();
        if best.is_none_or(|(most, _)| votes > most) && (best.is_none() || votes > 1) {
            best = Some((votes, at));
        }
    }
    best.map(|(_, at)| all[at].clone())
}

/// Text on one line with its entities decoded; nothing where it is empty.
pub(super) fn clean(text: &str) -> Option<String> {
    let text = super::entities::decoded(text);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn linked_data_in_a_graph() {
        let script = r#"{"@graph": [{"@type": "WebSite", "name": "x"}, {"@type": ["NewsArticle"], "headline": "Fire &amp; water",
            "author": [{"@type": "Person", "name": "A B"}, "C D and E F"], "publisher": {"name": "The Post"},
            "datePublished": "2024-03-22T10:00:00Z", "dateModified": "2024-03-25"}]}"#;
        let found = linked_data(&[script, "not json"]);
        assert_eq!(found.title.as_deref(), Some("Fire & water"));
        assert_eq!(found.byline, ["A B", "C D", "E F"]);
        assert_eq!(found.outlet.as_deref(), Some("The Post"));
        assert_eq!(found.published.unwrap().as_str(), "2024-03-22");
    }

    #[test]
    fn the_title_most_sources_agree_on() {
        let stated = ["Port fire | News".to_owned(), "Fire destroys sheds at port | The Post".to_owned()];
        let headings = ["The Post".to_owned(), "Fire destroys sheds at port".to_owned()];
        assert_eq!(headline(&stated, &headings, Some("The Post")).unwrap(), "Fire destroys sheds at port");
        assert_eq!(headline(&stated[..1], &headings, Some("The Post")).unwrap(), "Port fire | News");
        let dated = ["Fire destroys sheds at port | News | 3 May 2024".to_owned()];
        assert_eq!(headline(&dated, &headings, None).unwrap(), "Fire destroys sheds at port");
        assert_eq!(headline(&[], &headings, Some("The Post")).unwrap(), "Fire destroys sheds at port");
    }

    #[test]
    fn titles_lose_the_outlet() {
        assert_eq!(without_outlet("Fire at port | The Post", Some("The Post")), "Fire at port");
        assert_eq!(without_outlet("Fire - a story", Some("The Post")), "Fire - a story");
    }
}
