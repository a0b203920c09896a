//! Evidence for a question: cited spans and phrases of one fixed table, nothing else. Works on readings, wherever they come
//! from; knows no archive, no terminal, no page.
//!
//! [`Corpus`] holds the readings an answer may cite; [`brief`] makes a backgrounder of them.

mod audit;
mod backgrounder;
mod corpus;
mod disputes;
mod figures;
mod incidents;
mod line;
mod listing;
pub mod phrases;
mod statements;
mod subject;
mod voice;

pub use audit::{Audit, Auditor, Count, View};
pub use backgrounder::{Backgrounder, Section, brief};
pub use corpus::{Corpus, Source};
pub use line::{Cite, Line, Part};
pub use listing::{Filter, Listed, Row, rows};
pub use statements::spoken;
pub use subject::{Subject, nearest};
pub use voice::{Topic, Voice, voice};
