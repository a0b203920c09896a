//! What a document is, told by its first bytes; its name decides only where they do not.

use std::{io::Read, path::Path};

use super::{
    columns::Columns,
    decode,
    feed::{self, is_json_feed},
    mail, newsroom, table,
    warc::is_archive,
    xml::root_name,
};

/// How the bytes of a document are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line of JSONL, or a row of a table as such.
    Record,
    /// A JSON document: one record, or a list of them.
    Json,
    /// A table, each row a document.
    Table,
    /// HTML.
    Page,
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A mail message.
    Mail,
    /// A feed or sitemap, or what news agencies send in XML: each article a document.
    Feed,
    /// XML of a kind that holds no articles as far as is known.
    Foreign,
    /// The content of an article whose fields are known already.
    Draft,
}

/// Elements that begin a page, or a part of one, that is written as XML.
const HTML: &[&str] =
    &["html", "body", "article", "main", "section", "div", "p", "span", "h1", "h2", "table", "ul", "ol"];

/// What the first bytes are.
pub(super) fn sniff(head: &[u8], path: &Path, columns: &Columns) -> Kind {
    let text = narrow(head);
    let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    let root = root_name(&text);
    if root.as_deref().is_some_and(|root| feed::is_feed_root(root) || newsroom::is_root(root)) {
        return Kind::Feed;
    }
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    match ending.as_str() {
        "jsonl" | "ndjson" => return Kind::Record,
        "csv" | "tsv" | "tab" => return Kind::Table,
        "xml" | "rss" | "atom" | "rdf" if feed::starts_later(text).is_some() => return Kind::Feed,
        _ => {}
    }
    if let Some(kind) = json(text, head) {
        return kind;
    }
    if ending == "json" {
        return Kind::Json;
    }
    if begins_like_page(text.as_bytes()) {
        return Kind::Page;
    }
    if mail::is_message(text) {
        return Kind::Mail;
    }
    if text.starts_with("<?xml") || (ending == "xml" && root.is_some()) {
        return if root.is_some_and(|it| HTML.contains(&it.as_str())) { Kind::Page } else { Kind::Foreign };
    }
    match ending.as_str() {
        "html" | "htm" | "xhtml" => Kind::Page,
        "md" | "markdown" => Kind::Markdown,
        _ if table::is_head(text, columns) => Kind::Table,
        _ => Kind::Text,
    }
}

/// One record a line, or one document over many.
fn json(text: &str, head: &[u8]) -> Option<Kind> {
    let after = |start: &str| text.strip_prefix(start).map(str::trim_start);
    if after("[").is_some_and(|rest| rest.starts_with('{')) {
        return Some(Kind::Json);
    }
    if !after("{").is_some_and(|rest| rest.starts_with('"')) {
        return None;
    }
    if is_json_feed(head) {
        return Some(Kind::Feed);
    }
    let first = text.lines().next().unwrap_or_default().trim_end();
    let goes_on = text.contains('\n') && !first.ends_with('}');
    Some(if goes_on { Kind::Json } else { Kind::Record })
}

/// The first bytes as text; wide characters made narrow.
fn narrow(head: &[u8]) -> String {
    match decode(head, None, "") {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(head).into_owned(),
    }
}

/// Whether the first bytes of a gzip stream hold the start of a web archive.
pub(super) fn inflates_to_archive(head: &[u8]) -> bool {
    let mut start = [0; 11];
    let mut decoder = flate2::read::GzDecoder::new(head);
    let mut held = 0;
    while let Ok(count @ 1..) = decoder.read(&mut start[held..]) {
        held += count;
    }
    is_archive(&start[..held])
}

/// Whether the first bytes are a page's.
pub(super) fn begins_like_page(head: &[u8]) -> bool {
    const STARTS: &[&[u8]] =
        &[b"<!doctype html", b"<html", b"<head", b"<body", b"<title", b"<meta", b"<article", b"<div", b"<p>", b"<h1"];
    let mut head = head;
    while head.starts_with(b"<!--") || head.starts_with(b"<?xml") {
        let Some(end) = memchr::memchr(b'>', head) else { return false };
        head = head[end + 1..].trim_ascii_start();
    }
    STARTS.iter().any(|start| head.len() >= start.len() && head[..start.len()].eq_ignore_ascii_case(start))
}
