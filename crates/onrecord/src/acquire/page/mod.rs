//! An HTML page to a document: cleaned, its article found, its metadata kept.

mod article;
mod blocks;
pub(super) mod body;
mod boxes;
mod byline;
mod dates;
mod dom;
mod entities;
mod furniture;
#[cfg(test)]
mod hostile;
pub(super) mod metadata;
#[cfg(test)]
mod samples;
mod standing;
pub(super) mod tags;
mod words;

use onrecord_reader::model::{Beside, Document};

use self::{
    article::{Found, Hints},
    blocks::Blocks,
    body::Body,
    dates::Order,
    dom::Tree,
    metadata::Metadata,
    standing::Standing,
};
use super::{Acquired, decode};

/// How much of a page is searched for the character set it declares.
const CHARSET_BYTES: usize = 4096;

/// A page's article, before it becomes a [`Document`].
#[derive(Debug, Default)]
pub struct Page {
    metadata: Metadata,
    body: Body,
    beside: Vec<Beside>,
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
    let Page { metadata, body, beside, .. } = page;
    Document {
        text: body.text.into(),
        headings: body.headings,
        title: metadata.title,
        url: metadata.url,
        outlet: metadata.outlet,
        byline: metadata.byline,
        published: metadata.published,
        language: metadata.language,
        beside,
        ..Document::from_text(key, "")
    }
}

impl Page {
    /// Reads a page.
    pub fn read(html: &str, url: Option<&str>) -> Self {
        let tree = Tree::parse(html);
        let standing = Standing::of(&tree);
        let mut blocks = Blocks::of(&tree);
        boxes::mark(&tree, &mut blocks);
        let (linked, told) = (metadata::linked_data(&tree.metadata), metadata::elements(&standing.metas));
        let titles: Vec<String> = [&linked, &told].into_iter().filter_map(|it| it.title.clone()).collect();
        let summaries = ["description", "og:description", "twitter:description"];
        let writers = if linked.byline.is_empty() { &told.byline } else { &linked.byline };
        let hints = Hints {
            writers: writers.clone(),
            titles: titles.iter().chain(&standing.headlines).cloned().collect(),
            summaries: summaries.iter().filter_map(|name| metadata::first(&standing.metas, &[name])).collect(),
        };
        let Found { body, mut beside, first } = article::article(&tree, &blocks, &hints);
        let body = linked.text.as_deref().and_then(|text| article::stated(text, &body)).unwrap_or(body);
        let stated = [linked, told, standing.metadata.clone()];
        let [linked, told, seen] = stated.clone();
        let mut metadata = linked.or(told).or(seen);
        metadata.url = url.map(str::to_owned).or(metadata.url);
        metadata.published = metadata.published.or_else(|| {
            let order = Order::of(metadata.language.as_deref());
            dates::in_scripts(html, "datePublished")
                .or_else(|| dates::of_url(metadata.url.as_deref()?))
                .or_else(|| dates::shown(&blocks, first, order))
        });
        metadata.modified = metadata.modified.or_else(|| dates::in_scripts(html, "dateModified"));
        if metadata.byline.iter().all(|name| is_outlet(name, metadata.outlet.as_deref())) {
            let shown = byline::shown(&tree, &blocks, first);
            if !shown.is_empty() {
                metadata.byline = shown;
            }
        }
        metadata.title = metadata::headline(&titles, &standing.headlines, metadata.outlet.as_deref())
            .or(metadata.title)
            .or_else(|| {
                let title = tree.title.and_then(metadata::clean)?;
                metadata::headline(&[title], &standing.headlines, metadata.outlet.as_deref())
            });
        metadata.byline.truncate(20);
        beside.extend(metadata.beside());
        beside.extend(metadata::others(&metadata, &stated[..2]));
        Self { metadata, body, beside, note: tree.note }
    }
}

/// The text of HTML that is an article and nothing else, as feeds and newsroom files have it.
pub(super) fn fragment(html: &str) -> (Body, Option<String>) {
    let tree = Tree::parse(html);
    (article::whole(&Blocks::of(&tree)), tree.note)
}

/// Whether a writer is the outlet itself, by its name or a part of it.
fn is_outlet(name: &str, outlet: Option<&str>) -> bool {
    let (name, outlet) = (article::folded(name), article::folded(outlet.unwrap_or_default()));
    !outlet.is_empty() && (outlet.starts_with(&name) || name.starts_with(&outlet))
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
    fn what_stands_beside_an_article_is_kept_apart() {
        let page = r#"<title>Fire</title><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Fire at port of Salvery",
            "datePublished": "2024-03-22", "dateModified": "2024-03-25T10:00:00Z", "articleSection": ["News"],
            "isAccessibleForFree": "False"}</script><meta property="og:title" content="Sheds burn in Salvery">
            <meta property="article:published_time" content="2024-03-23"><article>
            <p>A fire broke out at the port of Salvery on Friday, police said, and spread fast through the sheds before dawn.</p>
            <figure><figcaption>The port of Salvery</figcaption></figure><div class="related-links">Ferry sold to a new owner</div>
            <p>Nobody was hurt, according to the harbour master, who spoke to reporters at the scene later on.</p></article>"#;
        let document = article("one", page, None, &mut Vec::new());
        let beside: Vec<_> = document.beside.iter().map(|it| (it.kind, it.text.as_str())).collect();
        assert_eq!(
            beside,
            [
                ("caption", "The port of Salvery"),
                ("teaser", "Ferry sold to a new owner"),
                ("modified", "2024-03-25"),
                ("section", "News"),
                ("access", "a part of the article"),
                ("other title", "Sheds burn in Salvery"),
                ("other date", "2024-03-23"),
            ]
        );
        assert_eq!(document.text.split("\n\n").count(), 2);
    }

    #[test]
    fn the_declared_charset_is_found() {
        assert_eq!(declared_charset(b"<meta charset='ISO-8859-1'>").as_deref(), Some("iso-8859-1"));
        assert_eq!(declared_charset(b"<meta content=\"text/html; charset=koi8-r\">").as_deref(), Some("koi8-r"));
        assert_eq!(declared_charset(b"<p>"), None);
    }
}
