//! Writing: a document and its reading, the log of it and the words to find it by, all in one durable commit.

use std::path::Path;

use onrecord_reader::{
    edtf::Edtf,
    model::{Document, DocumentId, Span},
    row,
};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::{
    Archive, identity, index,
    lock::{Lock, WAIT},
    open::{self, explain},
    query::Stored,
    schema,
};
use crate::Result;

/// An archive open for writing; no other process can open it so meanwhile.
#[derive(Debug)]
pub struct Writer {
    archive: Archive,
    /// Dropped after the connection.
    _lock: Lock,
}

/// A document with its reading, to be added.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The document.
    pub document: Document,
    /// What was read from it.
    pub reading: row::Reading,
}

/// What became of an [`Entry`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The document's identity, 32 hexadecimal digits.
    pub id: String,
    /// The name the user gave it.
    pub key: String,
    /// The headline.
    pub title: Option<String>,
    /// Whether it is new.
    pub outcome: Outcome,
}

/// Whether a document is new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was not there before.
    New,
    /// The same text with the same metadata was there.
    AlreadyThere,
}

/// Byte spans of headings and boilerplate, as stored.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Layout {
    pub(super) headings: Vec<(usize, usize)>,
    pub(super) boilerplate: Vec<(usize, usize)>,
}

impl Writer {
    /// Opens an archive for writing, or makes one; brings an older version up to date.
    ///
    /// Waits up to five seconds for another writer to finish. `at` is the time, RFC 3339.
    pub fn open(path: &Path, at: &str) -> Result<Self> {
        let lock = Lock::take(path, WAIT)?;
        let mut connection = open::write(path)?;
        schema::migrate(&mut connection, path, at)?;
        Ok(Self { archive: Archive { connection, path: path.into() }, _lock: lock })
    }

    /// The archive, to read from.
    pub fn archive(&self) -> &Archive {
        &self.archive
    }

    /// Adds documents in one commit. When this returns they are on the disk and survive a loss of power.
    pub fn add(&mut self, entries: &[Entry], at: &str) -> Result<Vec<Added>> {
        self.commit(|connection| entries.iter().map(|entry| add(connection, entry, at)).collect())
    }

    /// Adds new readings of documents that are there, by their numbers, in one commit; returns how many differ.
    pub fn reread(&mut self, readings: &[(i64, row::Reading)], at: &str) -> Result<usize> {
        self.commit(|connection| {
            let mut changed = 0;
            for (document, reading) in readings {
                changed += usize::from(add_reading(connection, *document, reading, at)?);
            }
            Ok(changed)
        })
    }

    fn commit<T>(&mut self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let path = &self.archive.path;
        let failed = |error: rusqlite::Error| explain(path, "write", &error);
        let transaction = self.archive.connection.transaction().map_err(failed)?;
        let result = work(&transaction).map_err(failed)?;
        transaction.commit().map_err(failed)?;
        Ok(result)
    }
}

fn add(connection: &Connection, entry: &Entry, at: &str) -> rusqlite::Result<Added> {
    let Entry { document, reading } = entry;
    let id = identity::written(identity::id_of(document));
    let added =
        |outcome| Added { id: id.clone(), key: document.key.clone(), title: reading.document.title.clone(), outcome };
    let there = connection.prepare_cached("SELECT 1 FROM document WHERE id = ?1")?.exists([&id])?;
    if there {
        return Ok(added(Outcome::AlreadyThere));
    }
    let stored = Stored::of(document, id.clone());
    let number = insert(connection, &stored)?;
    put_reading(connection, number, &id, reading)?;
    connection
        .prepare_cached("INSERT INTO operation (at, kind, document) VALUES (?1, 'add', ?2)")?
        .execute((at, number))?;
    Ok(added(Outcome::New))
}

fn insert(connection: &Connection, it: &Stored) -> rusqlite::Result<i64> {
    connection
        .prepare_cached(
            "INSERT INTO document (id, key, url, outlet, title, byline, published, language, text, layout, checksum)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(rusqlite::params![
            it.id,
            it.key,
            it.url,
            it.outlet,
            it.title,
            it.byline,
            it.published,
            it.language,
            it.text,
            it.layout,
            it.checksum(),
        ])?;
    let number = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO search (rowid, title, text) VALUES (?1, ?2, ?3)")?
        .execute((number, &it.title, &it.text))?;
    Ok(number)
}

fn put_reading(connection: &Connection, document: i64, id: &str, reading: &row::Reading) -> rusqlite::Result<()> {
    let row = without_text(reading);
    let checksum = identity::checksum([Some(id), Some(&reading.reader), Some(&row)]);
    connection
        .prepare_cached("INSERT INTO reading (document, reader, row, checksum) VALUES (?1, ?2, ?3, ?4)")?
        .execute((document, &reading.reader, &row, checksum))?;
    index::put(connection, document, reading)
}

fn add_reading(connection: &Connection, document: i64, reading: &row::Reading, at: &str) -> rusqlite::Result<bool> {
    let newest = "SELECT reader, row FROM reading WHERE document = ?1 ORDER BY number DESC LIMIT 1";
    let newest: Option<(String, String)> =
        connection.prepare_cached(newest)?.query_row([document], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    if newest.is_some_and(|(reader, row)| reader == reading.reader && row == without_text(reading)) {
        return Ok(false);
    }
    let id: String = connection
        .prepare_cached("SELECT id FROM document WHERE number = ?1")?
        .query_row([document], |row| row.get(0))?;
    put_reading(connection, document, &id, reading)?;
    connection
        .prepare_cached("INSERT INTO operation (at, kind, document, detail) VALUES (?1, 'reread', ?2, ?3)")?
        .execute((at, document, &reading.reader))?;
    Ok(true)
}

/// A reading as it is stored: the text is kept once, with the document.
fn without_text(reading: &row::Reading) -> String {
    let mut reading = reading.clone();
    reading.document.text.clear();
    serde_json::to_string(&reading).expect("rows hold only what JSON can")
}

impl Stored {
    fn of(document: &Document, id: String) -> Self {
        let pairs = |spans: &[Span]| spans.iter().map(|span| (span.start(), span.end())).collect();
        let layout = Layout { headings: pairs(&document.headings), boilerplate: pairs(&document.boilerplate) };
        Self {
            number: 0,
            id,
            key: document.key.clone(),
            url: document.url.clone(),
            outlet: document.outlet.clone(),
            title: document.title.clone(),
            byline: serde_json::to_string(&document.byline).expect("a list of strings is JSON"),
            published: document.published.as_ref().map(|it: &Edtf| it.as_str().to_owned()),
            language: document.language.clone(),
            text: document.text.to_string(),
            layout: serde_json::to_string(&layout).expect("pairs of numbers are JSON"),
        }
    }
}

impl Added {
    /// The identity as a number.
    pub fn document_id(&self) -> Option<DocumentId> {
        u128::from_str_radix(&self.id, 16).ok().map(DocumentId)
    }
    /// The first eight digits of the identity, enough for people.
    pub fn short_id(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }
}
