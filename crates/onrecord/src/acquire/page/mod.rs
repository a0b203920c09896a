//! An HTML page to a document: cleaned, its article found, its metadata kept.

pub(super) mod body;
mod clean;
mod furniture;
pub(super) mod metadata;
pub(super) mod tags;

use dom_smoothie::{Config, Readability};
use onrecord_reader::model::Document;

use self::{
    body::Body,
    clean::Clean,
    metadata::{Meta, Metadata},
};
use super::{Acquired, decode};

/// Fewer characters than this are no article; then the text of the whole page is taken.
const SHORTEST_ARTICLE: usize = 140;

/// How much of a page is searched for the character set it declares.
const CHARSET_BYTES: usize = 4096;

/// `meta` and `time` elements that are looked at.
const ELEMENTS_LOOKED_AT: usize = 400;

/// A page's article, before it becomes a [`Document`].
#[derive(Debug, Default)]
pub struct Page {
    metadata: Metadata,
    body: Body,
    note: Option<String>,
}

/// The document of a page's bytes.
pub(super) fn document(
    key: String,
    origin: &str,
    bytes: &[u8],
    server: Option<&str>,
    notes: &mut Vec<String>,
) -> Acquired {
    // What the server declares goes before what the page declares.
    let declared = server.map(str::to_owned).or_else(|| declared_charset(&bytes[..bytes.len().min(CHARSET_BYTES)]));
    let document = decode(bytes, declared.as_deref(), origin).map(|decoded| {
        notes.extend(decoded.note);
        article(&key, &decoded.text, None, notes)
    });
    let document = document.and_then(|document| super::not_empty(document, origin));
    Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
}

/// The document of a page's text.
pub(super) fn article(key: &str, html: &str, url: Option<&str>, notes: &mut Vec<String>) -> Document {
    let page = Page::read(html, url);
    notes.extend(page.note);
    let Page { metadata, body, .. } = page;
    Document {
        text: body.text.into(),
        headings: body.headings,
        title: metadata.title,
        url: metadata.url,
        outlet: metadata.outlet,
        byline: metadata.byline,
        published: metadata.published,
        language: metadata.language,
        ..Document::from_text(key, "")
    }
}

impl Page {
    /// Reads a page.
    pub fn read(html: &str, url: Option<&str>) -> Self {
        let Clean { html, metadata: scripts, note } = clean::clean(html);
        let config = Config { disable_json_ld: true, char_threshold: SHORTEST_ARTICLE, ..Config::default() };
        let Ok(mut readability) = Readability::new(html.as_str(), None, Some(config)) else {
            return Self { body: body::text(&html), note, ..Self::default() };
        };
        let standing = Standing::of(&readability);
        furniture::remove(&readability);
        let found = readability.parse().ok();
        let article = found.as_ref().map(|found| body::text(&found.content)).unwrap_or_default();
        let body =
            if article.text.chars().count() < SHORTEST_ARTICLE { longer(article, body::text(&html)) } else { article };
        let in_text = Metadata {
            byline: found.as_ref().and_then(|it| it.byline.as_deref()).map(metadata::people).unwrap_or_default(),
            title: found.map(|it| it.title).and_then(|title| metadata::clean(&title)),
            ..Metadata::default()
        };
        let (linked, told) = (metadata::linked_data(&scripts), metadata::elements(&standing.metas));
        let titles: Vec<String> = [&linked, &told].into_iter().filter_map(|it| it.title.clone()).collect();
        let stated = linked.or(told);
        let mut metadata = stated.or(standing.metadata).or(in_text);
        metadata.url = url.map(str::to_owned).or(metadata.url);
        metadata.published = metadata.published.or_else(|| metadata::date_of_url(metadata.url.as_deref()?));
        let agreed = metadata::headline(&titles, &standing.headlines, metadata.outlet.as_deref());
        metadata.title = agreed.or(metadata.title);
        metadata.byline.truncate(20);
        Self { metadata, body, note }
    }
}

/// The text of HTML that is an article and nothing else, as feeds and newsroom files have it.
pub(super) fn fragment(html: &str) -> (Body, Option<String>) {
    let Clean { html, note, .. } = clean::clean(html);
    (body::text(&html), note)
}

fn longer(one: Body, other: Body) -> Body {
    if other.text.len() > one.text.len() { other } else { one }
}

/// What stands in the elements of the page.
#[derive(Default)]
struct Standing {
    metas: Vec<Meta>,
    metadata: Metadata,
    /// The level-one headings.
    headlines: Vec<String>,
}

impl Standing {
    fn of(readability: &Readability) -> Self {
        let page = &readability.doc;
        let mut metas = Vec::new();
        for meta in page.select("meta").iter().take(ELEMENTS_LOOKED_AT) {
            let name = ["property", "name", "itemprop"].iter().find_map(|name| meta.attr(name));
            if let (Some(name), Some(content)) = (name, meta.attr("content")) {
                metas.push((name.trim().to_ascii_lowercase(), content.to_string()));
            }
        }
        let attribute = |selector: &str, name: &str| {
            page.select(selector).iter().next().and_then(|it| it.attr(name)).and_then(|it| metadata::clean(&it))
        };
        let date = |selector: &str| {
            let mut dates = page.select(selector).iter().take(ELEMENTS_LOOKED_AT).collect::<Vec<_>>().into_iter();
            dates.find_map(|it| super::published(&it.attr("datetime").or_else(|| it.attr("content"))?))
        };
        let dates = [
            "[itemprop=datePublished]",
            "time[pubdate]",
            "article time[datetime]",
            "main time[datetime]",
            "time[datetime]",
        ];
        let metadata = Metadata {
            published: dates.iter().find_map(|selector| date(selector)),
            url: attribute("link[rel=canonical]", "href").filter(|url| url.starts_with("http")),
            language: attribute("html", "lang"),
            ..Metadata::default()
        };
        let headlines = page.select("h1").iter().take(20).filter_map(|it| metadata::clean(&it.text())).collect();
        Self { metas, metadata, headlines }
    }
}

/// The character set named in the first bytes of a page: `charset=...` in a meta element, or the XML declaration.
pub(super) fn declared_charset(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let marks = ["charset=", "encoding="];
    let after = marks.iter().find_map(|mark| head.split_once(mark).map(|(_, after)| after))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label
        .find(|at: char| !at.is_ascii_alphanumeric() && !matches!(at, '-' | '_' | ':' | '.'))
        .unwrap_or(label.len());
    (end > 0).then(|| label[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<html lang="en-GB"><head><title>Fire at port | The Post</title>
        <meta property="og:site_name" content="The Post"><meta name="author" content="By A B and C D">
        <link rel="canonical" href="https://post.example/fire"></head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav>
        <article><h1>Fire at port</h1><time datetime="2024-03-22T08:00">22 March</time>
        <p>A fire broke out at the port of Salvery on Friday, police said, and &ldquo;spread fast&rdquo; through the sheds before dawn.</p>
        <h2>What is known</h2><p>Nobody was hurt, according to the harbour master, who spoke to reporters at the scene later on.</p>
        <p>The cause was not known, she said, and the customs office denied that it had been warned of anything.</p>
        </article><footer>All rights reserved</footer></body></html>"#;

    #[test]
    fn an_article_and_what_the_page_says_of_it() {
        let mut notes = Vec::new();
        let document = article("one", PAGE, None, &mut notes);
        assert!(document.text.starts_with("A fire broke out"), "{}", document.text);
        assert!(document.text.contains("\u{201C}spread fast\u{201D}") && !document.text.contains("rights"));
        let headings: Vec<_> = document.headings.iter().map(|it| &document.text[it.start()..it.end()]).collect();
        assert_eq!(headings, ["What is known"]);
        assert_eq!(document.title.as_deref(), Some("Fire at port"));
        assert_eq!(document.outlet.as_deref(), Some("The Post"));
        assert_eq!(document.byline, ["A B", "C D"]);
        assert_eq!(document.published.unwrap().as_str(), "2024-03-22");
        assert_eq!(document.url.as_deref(), Some("https://post.example/fire"));
        assert_eq!(document.language.as_deref(), Some("en-GB"));
        assert!(notes.is_empty());
    }

    #[test]
    fn the_declared_charset_is_found() {
        assert_eq!(declared_charset(b"<meta charset='ISO-8859-1'>").as_deref(), Some("iso-8859-1"));
        assert_eq!(declared_charset(b"<meta content=\"text/html; charset=koi8-r\">").as_deref(), Some("koi8-r"));
        assert_eq!(declared_charset(b"<p>"), None);
    }
}
