//! JSON Feed, versions 1 and 1.1.

use serde_json::Value;

use super::{
    super::{
        address,
        draft::{Draft, one_line},
    },
    ENTRIES, Feed,
};

/// Whether the first bytes of a document are a JSON Feed's.
pub(crate) fn is_json_feed(head: &[u8]) -> bool {
    memchr::memmem::find(head, b"jsonfeed.org/version").is_some()
        || memchr::memmem::find(head, b"jsonfeed.org\\/version").is_some()
}

/// Reads a feed; one that is no JSON has no entries and says why.
pub(super) fn parse(text: &str, address: Option<&str>) -> Feed {
    let value: Value = match serde_json::from_str(text.trim_start_matches('\u{FEFF}')) {
        Ok(value) => value,
        Err(error) => return Feed { note: Some(format!("is not JSON: {error}")), ..Feed::default() },
    };
    let title = string(&value, "title").and_then(|it| one_line(&it));
    let language = string(&value, "language");
    let base = string(&value, "home_page_url").or_else(|| address.map(str::to_owned));
    let items = value.get("items").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut entries = Vec::new();
    for item in items.iter().filter(|it| it.is_object()).take(ENTRIES) {
        let html = string(item, "content_html");
        let text = string(item, "content_text").or_else(|| string(item, "summary"));
        let url = ["url", "external_url"].iter().find_map(|name| string(item, name));
        let mut draft = Draft {
            title: string(item, "title").and_then(|it| one_line(&it)),
            outlet: title.clone(),
            published: string(item, "date_published").or_else(|| string(item, "date_modified")),
            url: url.and_then(|it| address::joined(base.as_deref(), &it)),
            language: string(item, "language").or_else(|| language.clone()),
            id: string(item, "id"),
            html: html.is_some(),
            content: html.or(text).unwrap_or_default(),
            ..Draft::default()
        };
        writers(item, &mut draft);
        if draft.byline.is_empty() {
            writers(&value, &mut draft);
        }
        entries.push(draft);
    }
    let left = items.len().saturating_sub(ENTRIES);
    let note = (left > 0).then(|| format!("{left} entries after the first {ENTRIES} left out"));
    Feed { title, entries, note, ..Feed::default() }
}

fn string(value: &Value, name: &str) -> Option<String> {
    match value.get(name)? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn writers(value: &Value, draft: &mut Draft) {
    let many = value.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    for author in many.iter().chain(value.get("author")) {
        if let Some(name) = string(author, "name") {
            draft.writer(&name);
        }
    }
}
