//! The archive: one SQLite file with every document as it came, what was read from it, and what was done when.
//!
//! It only grows: a better reading is added, the earlier ones stay. Every stored text has a checksum of ours that is
//! verified whenever it is read. One process writes ([`Writer`]); any number read ([`Archive`]) meanwhile.
//! `docs/archive-format.md` describes the tables.

mod check;
mod identity;
mod index;
mod lock;
mod open;
mod query;
mod schema;
mod search;
mod write;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

pub use check::{Part, Report};
pub use identity::{fold, id_of};
pub use query::{Summary, Voiced};
pub use schema::VERSION;
pub use search::Hit;
pub use write::{Added, Entry, Outcome, Writer};

use crate::Result;

/// An archive open for reading.
#[derive(Debug)]
pub struct Archive {
    connection: Connection,
    path: PathBuf,
}

impl Archive {
    /// Opens an archive for reading, also while another process writes it and on a read-only file system.
    ///
    /// ```no_run
    /// # fn main() -> onrecord::Result<()> {
    /// let archive = onrecord::archive::Archive::open_read("news.onrecord".as_ref())?;
    /// for document in archive.documents()? {
    ///     let reading = archive.reading(&document)?;
    ///     assert_eq!(reading.document.title, document.title);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn open_read(path: &Path) -> Result<Self> {
        Ok(Self { connection: open::read(path)?, path: path.into() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}
