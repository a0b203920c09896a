//! Whether the archive still is what was written: our checksums first, then SQLite's structure, then the index.

use super::{Archive, Writer, open::explain};
use crate::Result;

/// What a check found.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Report {
    /// Documents looked at.
    pub documents: usize,
    /// What is wrong, one line each.
    pub problems: Vec<String>,
}

/// A part of the check, in the order they are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The checksums of this many documents are to be verified.
    Documents(usize),
    /// One more document is verified.
    Document,
    /// SQLite's own structure.
    Structure,
    /// The index of words.
    Index,
}

/// Problems of SQLite's own that are listed.
const STRUCTURE_PROBLEMS: usize = 20;

impl Archive {
    /// Verifies every document, every reading and the file's structure. `tell` hears what is being done.
    pub fn check(&self, tell: &mut dyn FnMut(Part)) -> Result<Report> {
        let mut report = Report::default();
        let numbers = self.numbers()?;
        tell(Part::Documents(numbers.len()));
        for number in numbers {
            report.documents += 1;
            let read = self.numbered(number).and_then(|document| self.reading(&document));
            report.problems.extend(read.err().map(|error| error.to_string()));
            tell(Part::Document);
        }
        tell(Part::Structure);
        let sql = format!("PRAGMA integrity_check({STRUCTURE_PROBLEMS})");
        let lines = self.connection.prepare(&sql).and_then(|mut lines| {
            let lines = lines.query_map([], |row| row.get::<_, String>(0))?;
            lines.collect::<rusqlite::Result<Vec<_>>>()
        });
        match lines {
            Ok(lines) => report.problems.extend(lines.into_iter().filter(|line| line != "ok")),
            Err(error) => report.problems.push(self.failed(&error).to_string()),
        }
        Ok(report)
    }

    fn numbers(&self) -> Result<Vec<i64>> {
        let numbers = self.connection.prepare("SELECT number FROM document ORDER BY number").and_then(|mut numbers| {
            let numbers = numbers.query_map([], |row| row.get(0))?;
            numbers.collect::<rusqlite::Result<Vec<_>>>()
        });
        numbers.map_err(|error| self.failed(&error))
    }
}

impl Writer {
    /// Checks the archive, and its index of words against the documents, which only a writer can.
    pub fn check(&self, tell: &mut dyn FnMut(Part)) -> Result<Report> {
        let archive = self.archive();
        let mut report = archive.check(tell)?;
        tell(Part::Index);
        let sql = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";
        if let Err(error) = archive.connection.execute_batch(sql) {
            let error = explain(&archive.path, "check", &error);
            report.problems.push(format!("the index of words does not match the documents: {error}"));
        }
        Ok(report)
    }
}
