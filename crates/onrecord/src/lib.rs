//! An archive of attributed news readings, and what is computed over many of them.
//!
//! No sockets, no printing, no environment, no clock: the caller passes the time. The tour: [`acquire`] turns files
//! into documents.

pub mod error;

pub use error::{Error, ErrorKind, Result};
