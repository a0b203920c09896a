//! Reading: documents, their readings, and who said and mentioned what. Every text is checked before it is believed.

use onrecord_reader::{
    edtf::Edtf,
    model::{Document, Span},
    row,
};
use rusqlite::{OptionalExtension, Row};

use super::{Archive, identity, identity::fold, open::explain, write::Layout};
use crate::{Error, ErrorKind, Result};

/// What a list says of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Its place in the order of adding.
    pub number: i64,
    /// Its identity, 32 hexadecimal digits.
    pub id: String,
    /// The name the user gave it.
    pub key: String,
    /// The headline.
    pub title: Option<String>,
    /// The outlet.
    pub outlet: Option<String>,
    /// EDTF.
    pub published: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// How many statements were read from it.
    pub statements: usize,
}

impl Summary {
    /// The first eight digits of the identity, enough for people.
    pub fn short_id(&self) -> &str {
        self.id.get(..8).unwrap_or(&self.id)
    }
}

/// A document in which a speaker says something.
#[derive(Debug, Clone, PartialEq)]
pub struct Voiced {
    /// The document.
    pub summary: Summary,
    /// What was read from it.
    pub reading: row::Reading,
    /// Which of its statements are the speaker's, as places in `reading.statements`.
    pub statements: Vec<usize>,
}

/// A row of the table `document`, as stored.
#[derive(Debug)]
pub(super) struct Stored {
    pub(super) number: i64,
    pub(super) id: String,
    pub(super) key: String,
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) title: Option<String>,
    pub(super) byline: String,
    pub(super) published: Option<String>,
    pub(super) language: Option<String>,
    pub(super) text: String,
    pub(super) layout: String,
}

impl Stored {
    /// Over everything that is stored of the document.
    pub(super) fn checksum(&self) -> [u8; 16] {
        identity::checksum([
            Some(&*self.id),
            Some(&self.key),
            self.url.as_deref(),
            self.outlet.as_deref(),
            self.title.as_deref(),
            Some(&self.byline),
            self.published.as_deref(),
            self.language.as_deref(),
            Some(&self.text),
            Some(&self.layout),
        ])
    }

    fn document(self) -> Document {
        let layout: Layout = serde_json::from_str(&self.layout).unwrap_or_default();
        let spans = |pairs: Vec<(usize, usize)>| pairs.into_iter().map(|(start, end)| Span::new(start, end)).collect();
        Document {
            key: self.key,
            text: self.text.into(),
            title: self.title,
            url: self.url,
            outlet: self.outlet,
            byline: serde_json::from_str(&self.byline).unwrap_or_default(),
            published: self.published.as_deref().and_then(Edtf::parse),
            language: self.language,
            headings: spans(layout.headings),
            boilerplate: spans(layout.boilerplate),
            beside: Vec::new(),
        }
    }
}

const SUMMARY: &str = "SELECT d.number, d.id, d.key, d.title, d.outlet, d.published, d.url,
    (SELECT count(*) FROM statement s WHERE s.document = d.number) FROM document d";

const STORED: &str = "SELECT number, id, key, url, outlet, title, byline, published, language, text, layout, checksum
    FROM document WHERE number = ?1";

fn summary(row: &Row<'_>) -> rusqlite::Result<Summary> {
    Ok(Summary {
        number: row.get(0)?,
        id: row.get(1)?,
        key: row.get(2)?,
        title: row.get(3)?,
        outlet: row.get(4)?,
        published: row.get(5)?,
        url: row.get(6)?,
        statements: usize::try_from(row.get::<_, i64>(7)?).unwrap_or(0),
    })
}

impl Archive {
    /// All documents, in the order they were added.
    pub fn documents(&self) -> Result<Vec<Summary>> {
        self.summaries(&format!("{SUMMARY} ORDER BY d.number"), &[])
    }

    /// How many documents there are.
    pub fn len(&self) -> Result<usize> {
        let count = self.connection.query_row("SELECT count(*) FROM document", [], |row| row.get::<_, i64>(0));
        Ok(usize::try_from(count.map_err(|error| self.failed(&error))?).unwrap_or(0))
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// The document a user means: an identity, the first digits of one (four at least), or the name it was added under.
    pub fn document(&self, named: &str) -> Result<Summary> {
        let digits = named.to_ascii_lowercase();
        let is_prefix = (4..=32).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut found = self.summaries(&format!("{SUMMARY} WHERE d.key = ?1 ORDER BY d.number"), &[named])?;
        if found.is_empty() && is_prefix {
            let after = format!("{digits}g");
            found = self.summaries(
                &format!("{SUMMARY} WHERE d.id >= ?1 AND d.id < ?2 ORDER BY d.number"),
                &[&digits, &after],
            )?;
        }
        match found.len() {
            1 => Ok(found.remove(0)),
            0 => Err(Error::new(ErrorKind::NotFound, format!("no document '{named}' in {}", self.path.display()))
                .with_hint("See 'onrecord list' for the documents there are.")),
            count => {
                let ids: Vec<&str> = found.iter().take(5).map(Summary::short_id).collect();
                Err(Error::new(ErrorKind::Ambiguous, format!("'{named}' names {count} documents: {}", ids.join(", ")))
                    .with_hint("Give more digits of the one you mean."))
            }
        }
    }

    /// A document as it was added.
    pub fn source(&self, document: &Summary) -> Result<Document> {
        self.stored(document.number).map(Stored::document)
    }

    /// The newest reading of a document.
    pub fn reading(&self, document: &Summary) -> Result<row::Reading> {
        let stored = self.stored(document.number)?;
        let newest = "SELECT reader, row, checksum FROM reading WHERE document = ?1 ORDER BY number DESC LIMIT 1";
        let newest = self.connection.prepare_cached(newest).and_then(|mut newest| {
            newest.query_row([document.number], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()
        });
        let newest: Option<(String, String, Vec<u8>)> = newest.map_err(|error| self.failed(&error))?;
        let Some((reader, row, checksum)) = newest else {
            return Err(damaged(&stored.id, "its reading is missing"));
        };
        if checksum != identity::checksum([Some(&*stored.id), Some(&reader), Some(&row)]) {
            return Err(damaged(&stored.id, "checksum mismatch in its reading"));
        }
        let reading: row::Reading =
            serde_json::from_str(&row).map_err(|error| damaged(&stored.id, &error.to_string()))?;
        let document = row::Document { text: stored.text, ..reading.document };
        Ok(row::Reading { document, ..reading })
    }

    /// The documents whose newest reading was made by another version of the reader.
    pub fn read_otherwise(&self, reader: &str) -> Result<Vec<Summary>> {
        let otherwise =
            "(SELECT reader FROM reading r WHERE r.document = d.number ORDER BY r.number DESC LIMIT 1) IS NOT ?1";
        self.summaries(&format!("{SUMMARY} WHERE {otherwise} ORDER BY d.number"), &[reader])
    }

    /// The documents that mention someone or something by this name, or by one that ends in it.
    pub fn documents_mentioning(&self, name: &str) -> Result<Vec<Summary>> {
        let folded = fold(name);
        let ending = format!("% {}", escaped(&folded));
        let named = "SELECT document FROM name WHERE folded = ?1 OR folded LIKE ?2 ESCAPE '\\'";
        self.summaries(&format!("{SUMMARY} WHERE d.number IN ({named}) ORDER BY d.number"), &[&folded, &ending])
    }

    /// Everything said by a speaker of this name, by one who goes by it in the same article, or whose name ends in it.
    ///
    /// Two people of one name are not told apart here: each statement keeps the name its article gives the speaker.
    pub fn statements_by(&self, name: &str) -> Result<Vec<Voiced>> {
        let folded = fold(name);
        let ending = format!("% {}", escaped(&folded));
        let said = "SELECT s.document, s.id FROM statement s WHERE s.folded = ?1 OR s.folded LIKE ?2 ESCAPE '\\'
            OR EXISTS (SELECT 1 FROM name n WHERE n.document = s.document AND n.entity = s.entity
                AND (n.folded = ?1 OR n.folded LIKE ?2 ESCAPE '\\'))
            ORDER BY s.document, s.rowid";
        let rows = self.connection.prepare_cached(said).and_then(|mut said| {
            let rows =
                said.query_map([&folded, &ending], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let rows = rows.map_err(|error| self.failed(&error))?;
        let mut voiced = Vec::new();
        for said in rows.chunk_by(|one, other| one.0 == other.0) {
            voiced.push(self.voiced(said)?);
        }
        Ok(voiced)
    }

    fn voiced(&self, said: &[(i64, String)]) -> Result<Voiced> {
        let summary = self.numbered(said[0].0)?;
        let reading = self.reading(&summary)?;
        let is_said = |id: &str| said.iter().any(|(_, it)| it == id);
        let statements =
            reading.statements.iter().enumerate().filter(|(_, it)| is_said(&it.id)).map(|(at, _)| at).collect();
        Ok(Voiced { summary, reading, statements })
    }

    /// The document of a number.
    pub(super) fn numbered(&self, number: i64) -> Result<Summary> {
        let found = self.connection.prepare_cached(&format!("{SUMMARY} WHERE d.number = ?1"));
        found.and_then(|mut found| found.query_row([number], summary)).map_err(|error| self.failed(&error))
    }

    /// A document's row, checked.
    pub(super) fn stored(&self, number: i64) -> Result<Stored> {
        let found = self.connection.prepare_cached(STORED).and_then(|mut found| {
            found.query_row([number], |row| {
                let stored = Stored {
                    number: row.get(0)?,
                    id: row.get(1)?,
                    key: row.get(2)?,
                    url: row.get(3)?,
                    outlet: row.get(4)?,
                    title: row.get(5)?,
                    byline: row.get(6)?,
                    published: row.get(7)?,
                    language: row.get(8)?,
                    text: row.get(9)?,
                    layout: row.get(10)?,
                };
                Ok((stored, row.get::<_, Vec<u8>>(11)?))
            })
        });
        let (stored, checksum) = found.map_err(|error| self.unreadable(number, &error))?;
        if checksum != stored.checksum() {
            return Err(damaged(&stored.id, "checksum mismatch in its text or metadata"));
        }
        debug_assert_eq!(stored.number, number);
        Ok(stored)
    }

    fn summaries(&self, sql: &str, parameters: &[&str]) -> Result<Vec<Summary>> {
        let found = self.connection.prepare_cached(sql).and_then(|mut found| {
            let rows = found.query_map(rusqlite::params_from_iter(parameters), summary)?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        found.map_err(|error| self.failed(&error))
    }

    /// What an error of SQLite while reading means.
    pub(super) fn failed(&self, error: &rusqlite::Error) -> Error {
        explain(&self.path, "read", error)
    }

    /// A row that SQLite gives, but not as text: its bytes were changed.
    fn unreadable(&self, number: i64, error: &rusqlite::Error) -> Error {
        match error {
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => {
                damaged(&format!("number {number}"), "checksum mismatch in its text or metadata")
            }
            error => self.failed(error),
        }
    }
}

fn damaged(id: &str, what: &str) -> Error {
    let id = id.get(..8).filter(|_| id.len() == 32).unwrap_or(id);
    Error::new(ErrorKind::Damaged, format!("document {id} is damaged: {what}")).with_hint(
        "Its bytes on the disk have changed. Restore the archive from a backup, or add the article again elsewhere.",
    )
}

/// A text in which `LIKE` sees no pattern.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}
