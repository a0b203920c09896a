//! The contract: the JSON one article is read into (`docs/reading.schema.json`), and how a reading becomes it.
//!
//! Offsets here are half-open pairs of Unicode code points; everywhere else in this crate they are bytes.
//! Every value carries `statement`: the id of the statement whose speaker vouches for it, `null` for the
//! outlet itself.

mod convert;
mod types;

pub use types::*;
