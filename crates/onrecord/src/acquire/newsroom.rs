//! What news agencies send: ninjs, NewsML-G2 and NITF. What its provider withdrew is refused.

use serde_json::{Map, Value};

use super::{
    draft::{Draft, one_line},
    xml::{Element, Space, Tree},
};

/// Elements that are prose in NITF and XHTML.
const BLOCKS: &[&str] = &["p", "h1", "h2", "h3", "h4", "h5", "h6", "hl2", "li", "blockquote", "bq", "pre", "td", "th"];

/// Elements kept as mark-up.
const OPAQUE: &[&str] =
    &["p", "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2", "li", "pre", "headline", "byttl", "inlinedata", "title"];

/// Elements that are no running text.
const BESIDE: &[&str] = &["media", "figure", "figcaption", "aside", "head", "style", "script", "body.head", "body.end"];

/// Any namespace: providers differ.
const ANY: &[Space] = &[Space::Plain, Space::Xhtml, Space::Other, Space::Atom];

/// Whether a document with this outermost element, in lower case, is one of these.
pub(super) fn is_root(name: &str) -> bool {
    matches!(name, "newsitem" | "newsmessage" | "packageitem" | "nitf" | "newsml")
}

/// The articles of a document in NewsML-G2 or NITF, or why one is none.
pub(super) fn articles(text: &str) -> Vec<Result<Draft, String>> {
    let tree = Tree::parse(text, OPAQUE);
    let Some(root) = tree.root() else { return Vec::new() };
    match root.local().to_ascii_lowercase().as_str() {
        "nitf" => vec![Ok(nitf(root, Draft::default()))],
        "newsml" => vec![Err("is NewsML 1, which is not read: ask for NewsML-G2, NITF or ninjs".into())],
        "newsitem" => vec![news_item(root)],
        _ => {
            let items: Vec<_> = root.descendants().filter(|it| it.is(ANY, "newsItem")).map(news_item).collect();
            if items.is_empty() { vec![Err("has no news item in it".into())] } else { items }
        }
    }
}

fn news_item(item: Element<'_, '_>) -> Result<Draft, String> {
    let (about, content) = (item.child(ANY, "itemMeta"), item.child(ANY, "contentMeta"));
    let qcode = |element: Element<'_, '_>, name: &str| element.child(ANY, name).and_then(|it| it.attribute("qcode"));
    usable(about.and_then(|it| qcode(it, "pubStatus")).as_deref())?;
    if let Some(class) =
        about.and_then(|it| qcode(it, "itemClass")).filter(|it| !it.ends_with(":text") && !it.ends_with(":composite"))
    {
        return Err(format!("is no text but {}", class.rsplit(':').next().unwrap_or("something else")));
    }
    let text_of = |parent: Option<Element<'_, '_>>, name: &str| {
        parent.and_then(|it| it.child(ANY, name)).and_then(|it| one_line(&it.markup().unwrap_or_else(|| it.text())))
    };
    let named = |element: Element<'_, '_>| {
        let name = element.children().find(|it| it.is(ANY, "name")).and_then(|it| one_line(&it.text()));
        name.or_else(|| element.attribute("literal"))
    };
    let mut draft = Draft {
        title: text_of(content, "headline").or_else(|| text_of(about, "title")),
        outlet: about.and_then(|it| it.child(ANY, "provider")).and_then(named),
        published: text_of(about, "firstCreated")
            .or_else(|| text_of(content, "contentCreated"))
            .or_else(|| text_of(about, "versionCreated")),
        language: content
            .and_then(|it| it.child(ANY, "language"))
            .and_then(|it| it.attribute("tag"))
            .or_else(|| item.attribute("xml:lang")),
        id: item.attribute("guid"),
        html: true,
        ..Draft::default()
    };
    if let Some(by) = text_of(content, "by") {
        draft.writer(&by);
    }
    let creators = content.into_iter().flat_map(Element::children).filter(|it| it.is(ANY, "creator"));
    let creators: Vec<String> = creators.filter_map(named).collect();
    if draft.byline.is_empty() {
        creators.iter().for_each(|name| draft.writer(name));
    }
    let set = item.child(ANY, "contentSet").ok_or("has no content")?;
    for part in set.children() {
        if part.is(ANY, "inlineData") {
            let kind = part.attribute("contenttype").unwrap_or_default();
            let text = part.markup().unwrap_or_else(|| part.text());
            let plain = kind.is_empty() || kind.contains("plain");
            if draft.content.is_empty() && (plain || kind.contains("html")) {
                draft.html = !plain;
                draft.content = text;
            }
        } else if part.is(ANY, "inlineXML") && draft.content.is_empty() {
            let inner = part.descendants().find(|it| it.is(ANY, "nitf"));
            draft = match inner {
                Some(inner) => nitf(inner, draft),
                None => Draft { content: blocks(part), html: true, ..draft },
            };
        }
    }
    Ok(draft)
}

/// Fills what is not known yet from an article in NITF.
fn nitf(root: Element<'_, '_>, known: Draft) -> Draft {
    let first = |name: &str| root.descendants().find(|it| it.is(ANY, name));
    let line = |name: &str| first(name).and_then(|it| one_line(&it.markup().unwrap_or_else(|| it.text())));
    let mut draft = known;
    draft.title = draft.title.or_else(|| line("hl1")).or_else(|| line("hedline")).or_else(|| line("title"));
    draft.published = draft
        .published
        .or_else(|| first("date.issue")?.attribute("norm"))
        .or_else(|| first("date.release")?.attribute("norm"));
    draft.published = draft.published.or_else(|| first("story.date")?.attribute("norm"));
    draft.id = draft.id.or_else(|| first("doc-id")?.attribute("id-string"));
    draft.outlet = draft.outlet.or_else(|| first("pubdata")?.attribute("name")).or_else(|| line("distributor"));
    draft.language = draft.language.or_else(|| root.attribute("xml:lang"));
    if draft.byline.is_empty()
        && let Some(byline) = first("byline")
    {
        let people: Vec<_> = byline.descendants().filter(|it| it.is(ANY, "person")).collect();
        match people.is_empty() {
            true => draft.writer(&one_line(&byline.text()).unwrap_or_default()),
            false => people.iter().for_each(|it| draft.writer(&one_line(&it.text()).unwrap_or_default())),
        }
    }
    let content = first("body.content").or_else(|| first("body")).unwrap_or(root);
    draft.content = blocks(content);
    draft.html = true;
    draft
}

/// The prose of an element as HTML, captions and the like left out.
fn blocks(element: Element<'_, '_>) -> String {
    let mut html = String::new();
    collect(element, &mut html, 0);
    if html.is_empty() { element.markup().unwrap_or_else(|| element.text()) } else { html }
}

fn collect(element: Element<'_, '_>, html: &mut String, depth: usize) {
    for child in element.children() {
        let name = child.local().to_ascii_lowercase();
        if BESIDE.contains(&name.as_str()) {
            continue;
        }
        let is_leaf = BLOCKS.contains(&name.as_str()) && child.children().next().is_none();
        if is_leaf {
            let tag = if name == "hl2" { "h2" } else { name.as_str() };
            let inner = child.source();
            html.push_str(&format!("<{tag}>{inner}</{tag}>"));
        } else if depth < 64 {
            collect(child, html, depth + 1);
        }
    }
}

fn usable(status: Option<&str>) -> Result<(), String> {
    let status = status.unwrap_or_default().rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
    match status.as_str() {
        "canceled" | "cancelled" => Err("was withdrawn by its provider (status canceled) and may not be used".into()),
        "withheld" => Err("is withheld by its provider (status withheld) and may not be used yet".into()),
        _ => Ok(()),
    }
}

/// Whether an object is an article in ninjs, of any version.
pub(super) fn is_ninjs(object: &Map<String, Value>) -> bool {
    let has = |name: &str| get(object, name).is_some();
    has("uri")
        && (has("bodies")
            || has("headlines")
            || has("bodyxhtml")
            || has("bodytext")
            || has("bodyhtml")
            || has("versioncreated")
            || has("pubstatus"))
}

/// A member by its name in lower case without underscores: versions write `body_text`, `versioncreated`, `versionCreated`.
fn get<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let is = |key: &String| key.bytes().filter(|it| *it != b'_').map(|it| it.to_ascii_lowercase()).eq(name.bytes());
    object.iter().find(|(key, value)| is(key) && !value.is_null()).map(|(_, value)| value)
}

/// The draft of an article in ninjs.
pub(super) fn ninjs(object: &Map<String, Value>) -> Result<Draft, String> {
    let string =
        |name: &str| get(object, name).and_then(Value::as_str).map(str::to_owned).filter(|it| !it.trim().is_empty());
    usable(string("pubstatus").as_deref())?;
    if let Some(kind) = string("type").filter(|it| it != "text" && it != "composite") {
        return Err(format!("is no text but {kind}"));
    }
    let uri = string("uri");
    let headline =
        string("headline").or_else(|| part(object, "headlines", &["main"]).map(|it| it.0)).or_else(|| string("title"));
    let mut draft = Draft {
        title: headline.and_then(|it| one_line(&it)),
        outlet: source(object).or_else(|| string("copyrightholder")),
        published: string("firstcreated").or_else(|| string("contentcreated")).or_else(|| string("versioncreated")),
        language: string("language"),
        url: uri.clone().filter(|it| it.starts_with("http")),
        id: uri,
        ..Draft::default()
    };
    let by = string("by").or_else(|| string("byline"));
    draft.writer(&by.as_deref().and_then(one_line).unwrap_or_default());
    let marked = string("bodyxhtml").or_else(|| string("bodyhtml")).map(|it| (it, true));
    let content = marked.or_else(|| string("bodytext").map(|it| (it, false)));
    let content = content.or_else(|| part(object, "bodies", &["html", "xhtml", "main", "text", "plain"]));
    let summary = || {
        part(object, "descriptions", &["text", "summary", "main"])
            .or_else(|| string("descriptiontext").map(|it| (it, false)))
    };
    (draft.content, draft.html) = content.or_else(summary).unwrap_or_default();
    Ok(draft)
}

/// The outlet among the sources of information, where one is the publisher.
fn source(object: &Map<String, Value>) -> Option<String> {
    let sources = get(object, "infosources")?.as_array()?;
    sources.iter().find_map(|it| it.get("name")?.as_str().map(str::to_owned))
}

/// The text of a list of parts, best role first, else the first; whether it is HTML.
fn part(object: &Map<String, Value>, name: &str, roles: &[&str]) -> Option<(String, bool)> {
    let parts = get(object, name)?.as_array()?;
    let member = |part: &Value, name: &str| get(part.as_object()?, name)?.as_str().map(str::to_owned);
    let role = |part: &&Value, role: &str| member(part, "role").is_some_and(|it| it.eq_ignore_ascii_case(role));
    let best = roles.iter().find_map(|it| parts.iter().find(|part| role(part, it))).or_else(|| parts.first())?;
    let value = member(best, "value")?;
    let kind = member(best, "contenttype").unwrap_or_default().to_ascii_lowercase();
    let html = kind.contains("html") || (kind.is_empty() && super::xml::has_tag(&value));
    Some((value, html))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(draft: Draft) -> String {
        draft.acquired("k".into(), "f", &mut Vec::new()).document.unwrap().text.to_string()
    }

    #[test]
    fn ninjs_of_three_versions() {
        for article in [
            r#"{"uri": "urn:1", "type": "text", "versioncreated": "2024-03-22T10:00:00Z", "headline": "Bridge closed", "byline": "By Jane Doe", "body_xhtml": "<p>Police said so.</p>"}"#,
            r#"{"uri": "urn:1", "firstCreated": "2024-03-22", "versionCreated": "2024-03-25", "by": "Jane Doe", "headlines": [{"role": "short", "value": "x"}, {"role": "main", "value": "Bridge closed"}],
                "bodies": [{"role": "text", "contentType": "text/plain", "value": "x"}, {"role": "html", "contentType": "text/html", "value": "<p>Police said so.</p>"}]}"#,
        ] {
            let object: Map<String, Value> = serde_json::from_str(article).unwrap();
            assert!(is_ninjs(&object));
            let draft = ninjs(&object).unwrap();
            assert_eq!((draft.title.as_deref(), draft.byline[0].as_str()), (Some("Bridge closed"), "Jane Doe"));
            assert!(draft.published.as_deref().unwrap().starts_with("2024-03-22"));
            assert_eq!(text(draft), "Police said so.");
        }
        let withdrawn = serde_json::json!({"uri": "urn:2", "pubstatus": "canceled", "headline": "x"});
        assert!(ninjs(withdrawn.as_object().unwrap()).unwrap_err().contains("withdrawn"));
        let picture = serde_json::json!({"uri": "urn:3", "pubstatus": "usable", "type": "picture"});
        assert_eq!(ninjs(picture.as_object().unwrap()).unwrap_err(), "is no text but picture");
    }

    const ITEM: &str = r#"<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet><newsItem guid="urn:1" xml:lang="en">
        <itemMeta><itemClass qcode="ninat:text"/><provider literal="The Wire"/><versionCreated>2024-03-25T00:00:00Z</versionCreated>
        <firstCreated>2024-03-22T10:00:00Z</firstCreated><pubStatus qcode="stat:STATUS"/></itemMeta>
        <contentMeta><headline>Bridge &amp; dam closed</headline><by>By Jane Doe</by></contentMeta>
        <contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>x</hl1></hedline></body.head>
        <body.content><p>Police <person>Ann Fox</person> said so &lt;now&gt;.</p><media><media-caption><p>A picture.</p></media-caption></media><hl2>What is known</hl2><block><p>Little.</p></block></body.content></body></nitf></inlineXML></contentSet>
        </newsItem></itemSet></newsMessage>"#;

    #[test]
    fn newsml_with_nitf() {
        let mut found = articles(&ITEM.replace("STATUS", "usable"));
        let draft = found.remove(0).unwrap();
        assert_eq!((draft.title.as_deref(), draft.outlet.as_deref()), (Some("Bridge & dam closed"), Some("The Wire")));
        assert_eq!((draft.published.as_deref(), draft.language.as_deref()), (Some("2024-03-22T10:00:00Z"), Some("en")));
        assert_eq!(text(draft), "Police Ann Fox said so <now>.\n\nWhat is known\n\nLittle.");
        assert!(articles(&ITEM.replace("STATUS", "canceled"))[0].as_ref().unwrap_err().contains("withdrawn"));
        assert!(articles("<NewsML/>")[0].is_err() && articles("<newsMessage/>")[0].is_err());
    }

    #[test]
    fn nitf_alone() {
        let text_of = "<nitf><head><title>t</title><docdata><date.issue norm=\"20240322T100000Z\"/><doc-id id-string=\"7\"/></docdata></head>\
            <body><body.head><hedline><hl1>Bridge closed</hl1></hedline><byline>By <person>Jane Doe</person>, The Post</byline></body.head>\
            <body.content><block><p>Police said so.</p></block></body.content></body></nitf>";
        let draft = articles(text_of).remove(0).unwrap();
        assert_eq!(
            (draft.title.as_deref(), draft.byline.as_slice()),
            (Some("Bridge closed"), &["Jane Doe".to_owned()][..])
        );
        assert_eq!(draft.id.as_deref(), Some("7"));
        assert_eq!(text(draft), "Police said so.");
    }
}
