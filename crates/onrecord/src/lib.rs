//! An archive of attributed news readings, and what is computed over many of them.
//!
//! No sockets, no printing, no environment, no clock: the caller passes the time. The tour: [`acquire`] turns files
//! into documents; [`archive`] keeps them with what was read from them.

pub mod acquire;
pub mod answer;
pub mod archive;
pub mod error;
pub mod gazetteer;

pub use error::{Error, ErrorKind, Result};

use std::sync::OnceLock;

use onrecord_reader::lexicon::Lexicon;

/// The reader's tables, made at first use and shared by all threads.
pub fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(Lexicon::built_in)
}
