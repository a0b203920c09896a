//! A line of JSONL to a document: its text unchanged, its metadata normalised or left out with a note.

use onrecord_reader::model::Document;
use serde::{Deserialize, Deserializer};

use super::{Acquired, decode, page, published};
use crate::Error;

#[derive(Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Record {
    #[serde(deserialize_with = "name")]
    id: Option<String>,
    text: Option<String>,
    html: Option<String>,
    #[serde(deserialize_with = "lenient")]
    title: Option<String>,
    #[serde(deserialize_with = "lenient")]
    published: Option<String>,
    #[serde(deserialize_with = "lenient")]
    outlet: Option<String>,
    #[serde(deserialize_with = "names")]
    byline: Vec<String>,
    #[serde(deserialize_with = "lenient")]
    url: Option<String>,
    #[serde(deserialize_with = "lenient")]
    language: Option<String>,
}

const SHAPE: &str = "A line is an object with \"id\" and \"text\" or \"html\"; title, published, outlet, byline, url, language may follow.";

/// The document of one line.
pub(super) fn document(key: String, origin: &str, bytes: &[u8], notes: &mut Vec<String>) -> Acquired {
    let mut key = key;
    let document = parse(&mut key, origin, bytes, notes);
    Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
}

fn parse(key: &mut String, origin: &str, bytes: &[u8], notes: &mut Vec<String>) -> Result<Document, Error> {
    let decoded = decode(bytes, None, origin)?;
    notes.extend(decoded.note);
    if !decoded.text.trim_start().starts_with('{') {
        return Err(Error::refused(format!("{origin} is not a JSON object")).with_hint(SHAPE));
    }
    let record: Record = serde_json::from_str(&decoded.text).map_err(|error| {
        Error::refused(format!("{origin} is not JSON as a line should be: {error}")).with_hint(SHAPE)
    })?;
    if let Some(id) = record.id.clone().filter(|id| !id.is_empty()) {
        *key = id;
    }
    let document = match (&record.text, &record.html) {
        (Some(text), _) => Document::from_text(key, text),
        (None, Some(html)) => page::article(key, html, record.url.as_deref(), notes),
        (None, None) => {
            return Err(Error::refused(format!("{origin} has neither \"text\" nor \"html\""))
                .with_hint("Give every line one of them."));
        }
    };
    super::not_empty(with_metadata(document, record, notes), origin)
}

/// What the line states goes before what the page states.
fn with_metadata(document: Document, record: Record, notes: &mut Vec<String>) -> Document {
    let stated = record.published.as_deref().filter(|text| !text.trim().is_empty());
    let date = stated.and_then(published);
    if let (Some(text), None) = (stated, &date) {
        let shown: String = text.chars().take(60).collect();
        notes.push(format!("publication date \"{shown}\" not understood"));
    }
    Document {
        title: record.title.filter(|it| !it.trim().is_empty()).or(document.title),
        outlet: record.outlet.filter(|it| !it.trim().is_empty()).or(document.outlet),
        byline: if record.byline.is_empty() { document.byline } else { record.byline },
        url: record.url.filter(|it| !it.trim().is_empty()).or(document.url),
        language: record.language.filter(|it| !it.trim().is_empty()).or(document.language),
        published: date.or(document.published),
        ..document
    }
}

/// A name given as a string or a number.
fn name<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    Ok(match serde_json::Value::deserialize(value)? {
        serde_json::Value::String(text) => Some(text),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// A string; anything else counts as not given.
fn lenient<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    name(value)
}

/// One name, or a list of them.
fn names<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    let named = |text: String| (!text.trim().is_empty()).then_some(text);
    Ok(match serde_json::Value::deserialize(value)? {
        serde_json::Value::String(text) => named(text).into_iter().collect(),
        serde_json::Value::Array(items) => {
            items.into_iter().filter_map(|item| item.as_str().map(str::to_owned)).filter_map(named).collect()
        }
        _ => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Acquired, Vec<String>) {
        let mut notes = Vec::new();
        (document("file:1".into(), "file.jsonl:1", line.as_bytes(), &mut notes), notes)
    }

    #[test]
    fn text_stays_as_it_is() {
        let (acquired, notes) =
            read(r#"{"id": 7, "text": " a\r\n\u0000b ", "byline": ["A B", ""], "published": "2024-03-22T10:00:00Z"}"#);
        let document = acquired.document.unwrap();
        assert_eq!((acquired.key.as_str(), &*document.text), ("7", " a\r\n\0b "));
        assert_eq!(document.byline, ["A B"]);
        assert_eq!(document.published.unwrap().as_str(), "2024-03-22");
        assert!(notes.is_empty());
    }

    #[test]
    fn an_unclear_date_is_left_out_and_said() {
        let (acquired, notes) = read(r#"{"text": "a", "published": "03/04/2024", "title": null}"#);
        assert_eq!(acquired.document.unwrap().published, None);
        assert_eq!(notes, ["publication date \"03/04/2024\" not understood"]);
    }

    #[test]
    fn a_line_without_text_is_refused_with_its_place() {
        let (acquired, _) = read(r#"{"id": "x"}"#);
        assert_eq!(acquired.document.unwrap_err().to_string(), "file.jsonl:1 has neither \"text\" nor \"html\"");
        assert!(read("[1, 2").0.document.is_err());
        assert!(read(&"[".repeat(100_000)).0.document.is_err());
    }
}
