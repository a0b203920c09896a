//! From files to documents: what a path holds, decoded to UTF-8 and bounded before any parser sees a byte.
//!
//! [`each_document`] walks the inputs in order and works on them in several threads; a document that is too large,
//! binary, too slow or not understood becomes an [`Acquired`] with an error, and the others go on.

mod address;
mod base64;
mod columns;
mod dates;
mod decode;
mod draft;
mod feed;
mod fetch;
mod files;
#[cfg(test)]
mod fuzz;
mod gzip;
mod lines;
mod lists;
mod mail;
mod markdown;
mod newsroom;
mod page;
mod record;
mod sniff;
mod table;
mod warc;
mod window;
mod work;
mod xml;

use std::{io::Read, path::PathBuf, time::Duration};

use onrecord_reader::model::Document;

pub use columns::Columns;
pub use dates::published;
pub use decode::{Decoded, decode};
pub use fetch::{Feeds, Fetcher, Rules, State};
pub use files::{ARTICLE_ENDINGS, Found, is_article};
pub use page::Page;
pub use sniff::Kind;

use crate::Error;

/// The largest document, in bytes as it stands in the file: a page of 16 MB is no article.
pub const DOCUMENT_BYTES: usize = 16 << 20;

/// The longest clean text of one article, in bytes: about a million words.
pub const TEXT_BYTES: usize = 6 << 20;

/// Bytes of documents in work at one time; one document is always let in.
const BYTES_IN_WORK: usize = 8 << 20;

/// How long one document may take before it is given up: by the wall, so that ten busy processes beside it do not matter.
const TIME_PER_DOCUMENT: Duration = Duration::from_secs(20);

/// What is added to that for each MiB of the document.
const TIME_PER_MEBIBYTE: Duration = Duration::from_secs(4);

/// Where documents come from, in order.
#[derive(Default)]
pub struct Inputs {
    /// Files and folders; `-` is the stream.
    pub paths: Vec<PathBuf>,
    /// What `-` means; without it `-` is refused.
    pub stream: Option<Box<dyn Read + Send>>,
    /// How the columns of tables and the names in JSON objects stand for fields.
    pub columns: Columns,
    /// What fetches paths that are addresses of the web; without it they are refused.
    pub fetcher: Option<Fetcher>,
    /// Documents found elsewhere, before those of the paths.
    pub found: Option<Box<dyn Iterator<Item = Found> + Send>>,
}

/// One document, or why there is none.
#[derive(Debug)]
pub struct Acquired {
    /// The name the user gave it: the `id` of a JSONL line, else the path.
    pub key: String,
    /// Where it was found, for messages: the path, with the line of a JSONL file.
    pub origin: String,
    /// The document.
    pub document: Result<Document, Error>,
    /// What was repaired or left out on the way, for people.
    pub notes: Vec<String>,
    /// When it was fetched, RFC 3339, where a web archive says so.
    pub fetched: Option<String>,
}

/// Works on every document of the inputs in `threads` threads and hands the results over in input order.
///
/// A panic in `work`, or more than twenty seconds of it, gives up that document: `work` is called again with an
/// error in its place. Stops early when `each` says so.
pub fn each_document<T: Send + 'static>(
    inputs: Inputs,
    threads: usize,
    work: impl Fn(Acquired) -> T + Send + Sync + 'static,
    mut each: impl FnMut(T) -> std::ops::ControlFlow<()>,
) {
    let bounds = work::Bounds {
        threads: threads.max(1),
        weight: BYTES_IN_WORK,
        time: TIME_PER_DOCUMENT,
        time_per_mebibyte: TIME_PER_MEBIBYTE,
    };
    let work = std::sync::Arc::new(work);
    let lost = work.clone();
    work::ordered(
        files::Walk::new(inputs),
        bounds,
        move |found: Found| work(document(found)),
        move |label, why| {
            let (key, origin) = label.clone();
            let document = Err(why.error(&origin));
            lost(Acquired { key, origin, document, notes: Vec::new(), fetched: None })
        },
        &mut each,
    );
}

/// Makes a document of what was found.
fn document(found: Found) -> Acquired {
    let Found { key, origin, kind, bytes, context } = found;
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => return Acquired { key, origin, document: Err(error), notes: Vec::new(), fetched: None },
    };
    let (bytes, note) = warc::body(bytes, &context.codings);
    let mut notes: Vec<String> = context.note.into_iter().chain(note).collect();
    if let Some(size) = (bytes.len() > DOCUMENT_BYTES).then(|| megabytes(bytes.len())) {
        let error = Error::refused(format!("{origin} is too large ({size} or more when decompressed)"));
        return Acquired { key, origin, document: Err(error), notes, fetched: context.fetched };
    }
    let mut acquired = match kind {
        Kind::Record => record::document(key, &origin, &bytes, &context.columns, &mut notes),
        Kind::Page => {
            let page = page::document(key, &origin, &bytes, context.charset.as_deref(), &mut notes);
            match context.draft {
                Some(draft) => Acquired { document: page.document.map(|it| draft.behind(it)), ..page },
                None => page,
            }
        }
        Kind::Draft => match context.draft {
            Some(draft) => draft.with(bytes).acquired(key, &origin, &mut notes),
            None => text(key, &origin, bytes, &mut notes),
        },
        Kind::Mail => mail::document(key, &origin, &bytes, &mut notes),
        Kind::Markdown => markdown::document(key, &origin, &bytes, &mut notes),
        Kind::Feed | Kind::Json | Kind::Table | Kind::Foreign | Kind::Text => text(key, &origin, bytes, &mut notes),
    };
    acquired.document = acquired.document.and_then(|document| within_text_limit(document, &acquired.origin));
    if let (Ok(document), Some(url)) = (&mut acquired.document, context.url) {
        document.url = Some(url);
    }
    acquired.fetched = context.fetched;
    acquired.notes = notes;
    acquired
}

/// A plain text is its own article, unchanged.
fn text(key: String, origin: &str, bytes: Vec<u8>, notes: &mut Vec<String>) -> Acquired {
    let document = decode(&bytes, None, origin).map(|decoded| {
        notes.extend(decoded.note);
        Document { text: decoded.text.into(), ..Document::from_text(&key, "") }
    });
    let document = document.and_then(|document| not_empty(document, origin));
    Acquired { key, origin: origin.into(), document, notes: Vec::new(), fetched: None }
}

fn not_empty(document: Document, origin: &str) -> Result<Document, Error> {
    if document.text.trim().is_empty() {
        return Err(Error::refused(format!("{origin} is empty")).with_hint("There is no text to read in it."));
    }
    Ok(document)
}

fn within_text_limit(document: Document, origin: &str) -> Result<Document, Error> {
    if document.text.len() > TEXT_BYTES {
        let size = megabytes(document.text.len());
        return Err(Error::refused(format!("{origin} has {size} of text, more than one article may have"))
            .with_hint(format!("Split it: one article may have {} of text.", megabytes(TEXT_BYTES))));
    }
    Ok(document)
}

/// A size for people: `17.2 MB`.
fn megabytes(bytes: usize) -> String {
    #[allow(clippy::cast_precision_loss)]
    let size = bytes as f64 / f64::from(1 << 20);
    format!("{size:.1} MB")
}
