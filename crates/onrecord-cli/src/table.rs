//! Rows and columns as aligned text, Markdown or CSV that a spreadsheet opens without running anything.

use std::io::{self, Write};

use crate::terminal;

/// Rows under column names. A missing value is an empty cell.
pub struct Table {
    /// The names.
    pub columns: Vec<String>,
    /// One value a column.
    pub rows: Vec<Vec<Option<String>>>,
}

impl Table {
    /// Comma-separated values after RFC 4180. A cell that a spreadsheet would run as a formula gets a leading `'`.
    pub fn csv(&self, out: &mut impl Write) -> io::Result<()> {
        let names: Vec<Option<String>> = self.columns.iter().cloned().map(Some).collect();
        for row in std::iter::once(&names).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| csv_cell(cell.as_deref().unwrap_or_default())).collect();
            write!(out, "{}\r\n", cells.join(","))?;
        }
        Ok(())
    }

    /// A Markdown table.
    pub fn markdown(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "| {} |", self.columns.join(" | "))?;
        writeln!(out, "|{}", "---|".repeat(self.columns.len()))?;
        for row in &self.rows {
            let cells: Vec<String> = row.iter().map(|cell| shown(cell.as_deref()).replace('|', "\\|")).collect();
            writeln!(out, "| {} |", cells.join(" | "))?;
        }
        Ok(())
    }
}

fn csv_cell(text: &str) -> String {
    let text: String = text.chars().map(terminal::harmless).collect();
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    let text = if runs { format!("'{text}") } else { text };
    if text.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

/// A cell on one line, harmless to a terminal.
pub fn shown(cell: Option<&str>) -> String {
    terminal::one_line(cell.unwrap_or_default())
}

/// Words in lines of at most so many characters; a longer word stands alone.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_quotes_and_disarms() {
        let cell = |text: &str| vec![Some(text.to_owned())];
        let table =
            Table { columns: vec!["a".into()], rows: vec![cell("=1+1"), cell("x, \"y\""), cell("-5"), vec![None]] };
        let mut out = Vec::new();
        table.csv(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "a\r\n'=1+1\r\n\"x, \"\"y\"\"\"\r\n-5\r\n\r\n");
    }
}
