//! Tables (CSV, TSV, with semicolons or bars): the first row names the columns, each other row is an article.

use std::{
    io::{self, BufRead},
    sync::Arc,
};

use serde_json::{Map, Value};

use super::{
    DOCUMENT_BYTES,
    columns::{Columns, Field},
    decode,
    files::{Context, Found, failed, too_large},
    lines::{Line, next_line},
    sniff::Kind,
};
use crate::Error;

/// What may stand between two cells.
const DELIMITERS: &[u8] = b"\t,;|";

/// Columns of one table.
const COLUMNS: usize = 1_000;

/// A table being read.
pub(super) struct Table<R> {
    reader: R,
    name: String,
    stem: String,
    delimiter: u8,
    head: Vec<String>,
    columns: Arc<Columns>,
    line: usize,
    note: Option<String>,
    ended: bool,
}

/// A row as found.
enum Row {
    Cells(Vec<String>),
    Unclosed(Vec<String>),
    TooLong(usize),
}

/// Whether a first line names the columns of a table with a text in it.
pub(super) fn is_head(head: &str, columns: &Columns) -> bool {
    let line = head.lines().next().unwrap_or_default();
    let cells = split(line, delimiter_of(line));
    let short = |cell: &String| cell.len() <= 60 && !cell.ends_with(['.', ':', '!', '?']);
    cells.len() > 1
        && cells.iter().all(short)
        && [Field::Text, Field::Html].iter().any(|field| columns.column(&cells, *field).is_some())
}

impl<R: BufRead> Table<R> {
    /// Reads the head; an error where no column holds a text.
    pub(super) fn new(reader: R, name: String, stem: String, columns: Arc<Columns>) -> Result<Self, Error> {
        let (head, ended) = (Vec::new(), false);
        let mut table = Self { reader, name, stem, delimiter: b',', head, columns, line: 0, note: None, ended };
        let origin = table.name.clone();
        let line = match next_line(&mut table.reader, DOCUMENT_BYTES) {
            Ok(Some(Line::Whole(line))) => line,
            Ok(_) => return Err(Error::refused(format!("{origin} is empty"))),
            Err(error) => return Err(Error::io("read", std::path::Path::new(&origin), &error)),
        };
        let line = decode(&line, None, &origin)?.text;
        table.line = 1;
        table.delimiter = delimiter_of(&line);
        table.head = split(&line, table.delimiter).into_iter().take(COLUMNS).map(|it| it.trim().to_owned()).collect();
        let shown: String = table.head.join(", ").chars().take(200).collect();
        if let Some(missing) = table.columns.missing(&table.head) {
            return Err(Error::refused(format!("{origin} has no column {missing}"))
                .with_hint(format!("Its columns are {shown}.")));
        }
        let column = |field| table.columns.column(&table.head, field);
        if column(Field::Text).or(column(Field::Html)).is_none() {
            return Err(Error::refused(format!("{origin} has no column for the text"))
                .with_hint(format!("Name it with --map text=COLUMN; its columns are {shown}.")));
        }
        table.note = table.reading();
        Ok(table)
    }

    /// Which columns are taken under another name than their own.
    fn reading(&self) -> Option<String> {
        let taken = Columns::fields().filter_map(|(field, name)| {
            let column = &self.head[self.columns.column(&self.head, field)?];
            (!column.eq_ignore_ascii_case(name)).then(|| format!("{name} from column {column}"))
        });
        let taken: Vec<String> = taken.collect();
        (!taken.is_empty()).then(|| format!("the table is read with {}", taken.join(", ")))
    }

    /// The cells of the next row; a cell in quotation marks may have several lines.
    fn row(&mut self) -> io::Result<Option<Row>> {
        let mut cells = Cells { delimiter: self.delimiter, ..Cells::default() };
        let mut length = 0;
        loop {
            let line = match next_line(&mut self.reader, DOCUMENT_BYTES)? {
                Some(Line::Whole(line)) => line,
                Some(Line::TooLong(bytes)) => {
                    self.line += 1;
                    return Ok(Some(Row::TooLong(length + bytes)));
                }
                None if length == 0 => return Ok(None),
                None => return Ok(Some(Row::Unclosed(cells.finish()))),
            };
            self.line += 1;
            if line.trim_ascii().is_empty() && !cells.quoted {
                continue;
            }
            length += line.len() + 1;
            if length > DOCUMENT_BYTES {
                return Ok(Some(Row::TooLong(length)));
            }
            let text =
                decode(&line, None, "").map_or_else(|_| String::from_utf8_lossy(&line).into_owned(), |it| it.text);
            cells.line(&text);
            if !cells.quoted {
                return Ok(Some(Row::Cells(cells.finish())));
            }
        }
    }

    fn found(&mut self, line: usize, cells: Vec<String>, unclosed: bool) -> Found {
        let origin = format!("{}:{line}", self.name);
        let more = cells.len().saturating_sub(self.head.len());
        if more > 0 && cells[self.head.len()..].iter().any(|cell| !cell.trim().is_empty()) {
            let why = format!("{origin} has {} cells, more than the {} columns", cells.len(), self.head.len());
            return failed(
                origin,
                Error::refused(why).with_hint("A cell with the delimiter in it stands in quotation marks."),
            );
        }
        let object: Map<String, Value> = self.head.iter().cloned().zip(cells.into_iter().map(Value::String)).collect();
        let bytes = serde_json::to_vec(&object).map_err(|error| Error::refused(format!("{origin}: {error}")));
        let unclosed = unclosed.then(|| "a quotation mark of this row is never closed".to_owned());
        let note = self.note.take().into_iter().chain(unclosed).reduce(|one, other| format!("{one}; {other}"));
        let context = Context { note, columns: self.columns.clone(), ..Context::default() };
        Found { key: format!("{}:{line}", self.stem), origin, kind: Kind::Record, bytes, context }
    }
}

impl<R: BufRead> Iterator for Table<R> {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        if self.ended {
            return None;
        }
        let line = self.line + 1;
        let origin = format!("{}:{line}", self.name);
        match self.row() {
            Ok(None) => None,
            Ok(Some(Row::Cells(cells))) => Some(self.found(line, cells, false)),
            Ok(Some(Row::Unclosed(cells))) => Some(self.found(line, cells, true)),
            Ok(Some(Row::TooLong(length))) => Some(failed(origin.clone(), too_large(&origin, Some(length)))),
            Err(error) => {
                self.ended = true;
                Some(failed(origin.clone(), Error::io("read", std::path::Path::new(&origin), &error)))
            }
        }
    }
}

/// The delimiter that is most often in a first line.
fn delimiter_of(line: &str) -> u8 {
    let count = |delimiter: &u8| line.bytes().filter(|byte| byte == delimiter).count();
    DELIMITERS.iter().copied().rev().max_by_key(count).unwrap_or(b',')
}

fn split(line: &str, delimiter: u8) -> Vec<String> {
    let mut cells = Cells { delimiter, ..Cells::default() };
    cells.line(line);
    cells.finish()
}

/// Cells as they come out of lines.
#[derive(Default)]
struct Cells {
    delimiter: u8,
    done: Vec<String>,
    cell: String,
    quoted: bool,
}

impl Cells {
    /// Takes one line; within quotation marks it goes on from the one before.
    fn line(&mut self, line: &str) {
        if self.quoted {
            self.cell.push('\n');
        }
        let delimiter = char::from(self.delimiter);
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            if self.quoted {
                if character != '"' {
                    self.cell.push(character);
                } else if characters.peek() == Some(&'"') {
                    characters.next();
                    self.cell.push('"');
                } else {
                    self.quoted = false;
                }
            } else if character == delimiter {
                self.end();
            } else if character == '"' && self.cell.trim().is_empty() {
                self.cell.clear();
                self.quoted = true;
            } else {
                self.cell.push(character);
            }
        }
    }

    fn end(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        // Rows of ten thousand empty cells are none of a table.
        if self.done.len() <= COLUMNS * 2 {
            self.done.push(cell);
        }
    }

    fn finish(&mut self) -> Vec<String> {
        self.end();
        std::mem::take(&mut self.done)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, stated: &[&str]) -> Result<Vec<Found>, Error> {
        let stated: Vec<String> = stated.iter().map(|it| (*it).to_owned()).collect();
        let columns = Arc::new(Columns::parse(&stated)?);
        Ok(Table::new(text.as_bytes(), "t.csv".into(), "t".into(), columns)?.collect())
    }

    #[test]
    fn quoted_cells_have_lines_delimiters_and_marks() {
        let found = rows("id;text;date\n1;\"a; \"\"b\"\"\n\nc\";2024-03-22\n\n2;5\" gun;\n", &[]).unwrap();
        assert_eq!(found.len(), 2);
        let object: Value = serde_json::from_slice(found[0].bytes.as_ref().unwrap()).unwrap();
        assert_eq!(object["text"], "a; \"b\"\n\nc");
        assert_eq!((found[0].origin.as_str(), found[1].origin.as_str()), ("t.csv:2", "t.csv:5"));
        assert_eq!(found[0].context.note.as_deref(), Some("the table is read with published from column date"));
        let object: Value = serde_json::from_slice(found[1].bytes.as_ref().unwrap()).unwrap();
        assert_eq!(object["text"], "5\" gun");
    }

    #[test]
    fn columns_that_are_not_there_are_named() {
        let error = rows("a,b\n1,2\n", &[]).err().unwrap();
        assert_eq!(error.to_string(), "t.csv has no column for the text");
        assert!(error.hint().unwrap().contains("a, b"));
        assert_eq!(rows("a,text\n", &["title=kop"]).err().unwrap().to_string(), "t.csv has no column kop");
        assert!(rows("text\tx\na\tb\tc\nd\te\n", &[]).unwrap()[0].bytes.is_err());
        assert!(is_head("title,text\nA,b", &Columns::default()));
        assert!(!is_head("Police, text of the law\n", &Columns::default()));
        assert!(!is_head("Text\n", &Columns::default()));
    }
}
