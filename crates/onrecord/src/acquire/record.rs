//! A line of JSONL to a document: its text unchanged, its metadata normalised or left out with a note.

use onrecord_reader::model::Document;
use serde_json::{Map, Value};

use super::{
    Acquired,
    columns::{Columns, Field},
    decode,
    draft::Draft,
    newsroom, page, published, xml,
};
use crate::Error;

const SHAPE: &str = "A line is an object with \"id\" and \"text\" or \"html\"; title, published, outlet, byline, url, language may follow.";

/// The document of one line.
pub(super) fn document(
    key: String,
    origin: &str,
    bytes: &[u8],
    columns: &Columns,
    notes: &mut Vec<String>,
) -> Acquired {
    let mut key = key;
    let document = parse(&mut key, origin, bytes, columns, notes);
    Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
}

fn parse(
    key: &mut String,
    origin: &str,
    bytes: &[u8],
    columns: &Columns,
    notes: &mut Vec<String>,
) -> Result<Document, Error> {
    let decoded = decode(bytes, None, origin)?;
    notes.extend(decoded.note);
    if !decoded.text.trim_start().starts_with('{') {
        return Err(Error::refused(format!("{origin} is not a JSON object")).with_hint(SHAPE));
    }
    let object: Map<String, Value> = serde_json::from_str(&decoded.text).map_err(|error| {
        Error::refused(format!("{origin} is not JSON as a line should be: {error}")).with_hint(SHAPE)
    })?;
    if newsroom::is_ninjs(&object) {
        let draft = newsroom::ninjs(&object).map_err(|why| Error::refused(format!("{origin} {why}")))?;
        *key = draft.key().unwrap_or_else(|| key.clone());
        return draft.acquired(key.clone(), origin, notes).document;
    }
    let record = Record { object: &object, columns };
    if let Some(id) = record.string(Field::Id).filter(|id| !id.is_empty()) {
        *key = id;
    }
    let url = record.string(Field::Url);
    let document = match (record.text(), record.string(Field::Html)) {
        (Some(text), _) if record.is_html(&text) => {
            let draft = Draft { content: text, html: true, ..Draft::default() };
            draft.acquired(key.clone(), origin, notes).document?
        }
        (Some(text), _) => Document { text: text.into(), ..Document::from_text(key, "") },
        (None, Some(html)) => page::article(key, &html, url.as_deref(), notes),
        (None, None) => {
            return Err(Error::refused(format!("{origin} has neither \"text\" nor \"html\""))
                .with_hint("Give every line one of them, or say with --map text=NAME which it is."));
        }
    };
    super::not_empty(with_metadata(document, &record, notes), origin)
}

/// An object read by the names of its columns.
struct Record<'a> {
    object: &'a Map<String, Value>,
    columns: &'a Columns,
}

impl Record<'_> {
    /// A string or number; anything else counts as not given.
    fn string(&self, field: Field) -> Option<String> {
        match self.columns.value(self.object, field)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            // `"source": {"name": ...}`, as several interfaces have it.
            Value::Object(inner) => inner.get("name")?.as_str().map(str::to_owned),
            _ => None,
        }
    }

    /// The same where there is something in it.
    fn some(&self, field: Field) -> Option<String> {
        self.string(field).filter(|it| !it.trim().is_empty())
    }

    /// The text, or its paragraphs in a list.
    fn text(&self) -> Option<String> {
        match self.columns.value(self.object, Field::Text)? {
            Value::Array(parts) => {
                let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
                parts.map(|parts| parts.join("\n\n"))
            }
            _ => self.string(Field::Text),
        }
    }

    /// Whether what stands in another column than `text` is HTML.
    fn is_html(&self, text: &str) -> bool {
        let own = self.object.get("text").is_some_and(|it| it.as_str() == Some(text));
        !own && xml::has_tag(text) && ["</p>", "<br", "</div>", "<p>"].iter().any(|tag| text.contains(tag))
    }

    /// One name, or a list of them.
    fn names(&self) -> Vec<String> {
        let named = |text: &str| (!text.trim().is_empty()).then(|| text.to_owned());
        let name = |value: &Value| value.as_str().or_else(|| value.get("name")?.as_str()).and_then(named);
        match self.columns.value(self.object, Field::Byline) {
            Some(Value::Array(items)) => items.iter().filter_map(name).collect(),
            Some(value) => name(value).into_iter().collect(),
            None => Vec::new(),
        }
    }
}

/// What the line states goes before what the page states.
fn with_metadata(document: Document, record: &Record<'_>, notes: &mut Vec<String>) -> Document {
    let stated = record.some(Field::Published);
    let date = stated.as_deref().and_then(published);
    if let (Some(text), None) = (stated, &date) {
        let shown: String = text.chars().take(60).collect();
        notes.push(format!("publication date \"{shown}\" not understood"));
    }
    let byline = record.names();
    Document {
        title: record.some(Field::Title).or(document.title),
        outlet: record.some(Field::Outlet).or(document.outlet),
        byline: if byline.is_empty() { document.byline } else { byline },
        url: record.some(Field::Url).or(document.url),
        language: record.some(Field::Language).or(document.language),
        published: date.or(document.published),
        ..document
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> (Acquired, Vec<String>) {
        let mut notes = Vec::new();
        (document("file:1".into(), "file.jsonl:1", line.as_bytes(), &Columns::default(), &mut notes), notes)
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
