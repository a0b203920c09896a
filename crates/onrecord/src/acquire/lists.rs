//! Documents that hold several articles and are read whole: feeds, what news agencies send, JSON.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use serde_json::Value;

use super::{
    columns::Columns,
    decode,
    draft::Draft,
    feed::Feed,
    files::{Context, Found, failed},
    newsroom,
    page::declared_charset,
    sniff::Kind,
    xml::root_name,
};
use crate::{Error, ErrorKind};

/// How much of a document is searched for the character set it declares.
const CHARSET_BYTES: usize = 4096;

/// The articles of a feed or of an agency's file, in order.
pub(super) fn entries(name: &str, bytes: &[u8]) -> Result<Vec<Found>, Error> {
    let declared = declared_charset(&bytes[..bytes.len().min(CHARSET_BYTES)]);
    let decoded = decode(bytes, declared.as_deref(), name)?;
    // What a stranger wrote must not end the walk.
    catch_unwind(AssertUnwindSafe(|| match root_name(&decoded.text) {
        Some(root) if newsroom::is_root(&root) => Ok(items(name, newsroom::articles(&decoded.text), decoded.note)),
        _ => of_feed(name, Feed::parse(&decoded.text), decoded.note),
    }))
    .unwrap_or_else(|_| Err(Error::new(ErrorKind::System, format!("{name} broke the reader of feeds"))))
}

fn of_feed(name: &str, feed: Feed, note: Option<String>) -> Result<Vec<Found>, Error> {
    if feed.entries.is_empty() {
        return Err(match (feed.addresses.len(), feed.note) {
            (0, Some(why)) => Error::refused(format!("{name} {why}")),
            (0, None) => Error::refused(format!("{name} is a feed without entries")),
            (count, _) => Error::refused(format!("{name} is a list of {count} addresses without articles")),
        });
    }
    let note = feed.note.into_iter().chain(note).reduce(|one, other| format!("{one}; {other}"));
    Ok(items(name, feed.entries.into_iter().map(Ok).collect(), note))
}

/// Each draft, with what is wrong with the whole told of the first; one article alone goes by the name of its file.
fn items(name: &str, drafts: Vec<Result<Draft, String>>, mut note: Option<String>) -> Vec<Found> {
    let mut found = Vec::with_capacity(drafts.len());
    let count = drafts.len();
    for (at, draft) in drafts.into_iter().enumerate() {
        let origin = if count == 1 { name.to_owned() } else { format!("{name}: entry {}", at + 1) };
        found.push(match draft {
            Ok(mut draft) => {
                let bytes = Ok(std::mem::take(&mut draft.content).into_bytes());
                let key = draft.key().unwrap_or_else(|| origin.clone());
                let context = Context { note: note.take(), draft: Some(Box::new(draft)), ..Context::default() };
                Found { key, origin, kind: Kind::Draft, bytes, context }
            }
            Err(why) => failed(origin.clone(), Error::refused(format!("{origin} {why}"))),
        });
    }
    found
}

/// The records of a JSON document.
pub(super) fn records(name: &str, stem: &str, bytes: &[u8], columns: &Arc<Columns>) -> Result<Vec<Found>, Error> {
    let decoded = decode(bytes, None, name)?;
    let value: Value =
        serde_json::from_str(&decoded.text).map_err(|error| Error::refused(format!("{name} is not JSON: {error}")))?;
    let (values, many) = match value {
        Value::Array(values) => (values, true),
        value => (vec![value], false),
    };
    let mut note = decoded.note;
    let record = |(at, value): (usize, Value)| {
        let (key, origin) = match many {
            true => (format!("{stem}:{}", at + 1), format!("{name}: entry {}", at + 1)),
            false => (name.to_owned(), name.to_owned()),
        };
        let bytes = serde_json::to_vec(&value).map_err(|error| Error::refused(format!("{origin}: {error}")));
        let context = Context { note: note.take(), columns: columns.clone(), ..Context::default() };
        Found { key, origin, kind: Kind::Record, bytes, context }
    };
    Ok(values.into_iter().enumerate().map(record).collect())
}
