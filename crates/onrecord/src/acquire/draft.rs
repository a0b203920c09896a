//! An article as a feed, a message, a newsroom file or a table gives it: fields and content apart, not yet a document.

use onrecord_reader::model::Document;

use super::{
    Acquired, not_empty,
    page::{fragment, metadata},
    published, xml,
};
use crate::Error;

/// Names of writers that are taken.
const WRITERS: usize = 20;

/// What is known of an article beside its content.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Draft {
    /// The headline, in one line.
    pub title: Option<String>,
    /// Who publishes it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub byline: Vec<String>,
    /// When, in the words of the input.
    pub published: Option<String>,
    /// Where.
    pub url: Option<String>,
    /// In which language.
    pub language: Option<String>,
    /// Names it beside its address.
    pub id: Option<String>,
    /// The content.
    pub content: String,
    /// Whether the content is HTML.
    pub html: bool,
}

impl Draft {
    /// The name of the document: its address, else its own name.
    pub(crate) fn key(&self) -> Option<String> {
        self.url.clone().or_else(|| self.id.clone())
    }

    /// The same with its content.
    pub(crate) fn with(mut self, content: Vec<u8>) -> Self {
        self.content = String::from_utf8(content).unwrap_or_default();
        self
    }

    /// Fills what a page does not say of itself from what the feed says of it.
    pub(crate) fn behind(self, page: Document) -> Document {
        Document {
            title: page.title.or(self.title),
            outlet: page.outlet.or(self.outlet),
            byline: if page.byline.is_empty() { self.byline } else { page.byline },
            published: page.published.or_else(|| published(self.published.as_deref()?)),
            language: page.language.or(self.language),
            ..page
        }
    }

    /// Adds a writer, without address and `By`.
    pub(crate) fn writer(&mut self, stated: &str) {
        for name in metadata::people(&person(stated)) {
            if self.byline.len() < WRITERS && !name.contains('@') && !self.byline.contains(&name) {
                self.byline.push(name);
            }
        }
    }

    /// The content as text where it is HTML, with what was left out.
    pub(crate) fn acquired(self, key: String, origin: &str, notes: &mut Vec<String>) -> Acquired {
        let document = self.document(&key, origin, notes);
        Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
    }

    fn document(self, key: &str, origin: &str, notes: &mut Vec<String>) -> Result<Document, Error> {
        let date = self.published.as_deref().and_then(published);
        if let (Some(stated), None) = (self.published.as_deref().filter(|it| !it.trim().is_empty()), &date) {
            let shown: String = stated.chars().take(60).collect();
            notes.push(format!("publication date \"{shown}\" not understood"));
        }
        let (mut text, mut headings) = (self.content, Vec::new());
        if self.html {
            let (body, note) = fragment(&text);
            notes.extend(note);
            (text, headings) = (body.text, body.headings);
        }
        if !text.contains(char::is_alphanumeric) && self.title.is_some() {
            // A list of headlines: each is all there is.
            headings.clear();
            text = self.title.clone().unwrap_or_default();
        }
        let document = Document {
            text: text.into(),
            headings,
            title: self.title,
            url: self.url,
            outlet: self.outlet,
            byline: self.byline,
            published: date,
            language: self.language,
            ..Document::from_text(key, "")
        };
        not_empty(document, origin)
    }
}

/// Plain text of an element: lines joined that only the writing of the element broke, paragraphs kept.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut paragraphs = vec![String::new()];
    for line in text.lines() {
        if line.trim().is_empty() {
            paragraphs.push(String::new());
            continue;
        }
        if let Some(paragraph) = paragraphs.last_mut() {
            for word in line.split_whitespace() {
                if !paragraph.is_empty() {
                    paragraph.push(' ');
                }
                paragraph.push_str(word);
            }
        }
    }
    paragraphs.retain(|it| !it.is_empty());
    paragraphs.join("\n\n")
}

/// A name out of `jane@post.example (Jane Doe)` and `Jane Doe <jane@post.example>`; an address alone is no name.
fn person(stated: &str) -> String {
    let stated = stated.trim().trim_start_matches("mailto:");
    if let Some((first, second)) = stated.split_once('(') {
        let second = second.trim_end_matches(')').trim();
        // Either may be the address.
        if first.contains('@') {
            return second.to_owned();
        }
        if second.contains('@') {
            return first.trim().to_owned();
        }
    }
    match stated.split_once('<') {
        Some((name, address)) if address.contains('@') => name.trim().trim_matches('"').trim().to_owned(),
        _ => stated.to_owned(),
    }
}

/// Text that may be HTML in one line, without its tags.
pub(crate) fn one_line(text: &str) -> Option<String> {
    let text = if xml::has_tag(text) || text.contains('&') { xml::without_tags(text) } else { text.to_owned() };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writers_lose_their_addresses() {
        let mut draft = Draft::default();
        for stated in [
            "jane@post.example (Jane Doe)",
            "\"Ann Fox\" <ann@post.example>",
            "By Ed Orr and Jane Doe",
            "desk@post.example",
        ] {
            draft.writer(stated);
        }
        assert_eq!(draft.byline, ["Jane Doe", "Ann Fox", "Ed Orr"]);
    }

    #[test]
    fn a_title_is_one_line_without_tags() {
        assert_eq!(one_line(" A <b>B</b>\n&amp; 1 < 2 ").unwrap(), "A B & 1 < 2");
        assert_eq!(one_line("<br>"), None);
    }

    #[test]
    fn a_headline_alone_is_the_text() {
        let draft = Draft { title: Some("Bridge closed".into()), published: Some("soon".into()), ..Draft::default() };
        let mut notes = Vec::new();
        let document = draft.acquired("k".into(), "f", &mut notes).document.unwrap();
        assert_eq!((&*document.text, notes.len()), ("Bridge closed", 1));
        assert!(Draft::default().acquired("k".into(), "f", &mut notes).document.is_err());
    }
}
