//! Finding words: queries rebuilt from what the user typed, hits as spans of the documents' own text.

use onrecord_reader::row;

use super::{Archive, Summary};
use crate::Result;

/// A document that matches a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The document.
    pub document: Summary,
    /// The part of its text that shows most of what was asked for, code points.
    pub excerpt: row::Span,
    /// Its words.
    pub text: String,
    /// The words that match, as byte ranges of `text`.
    pub marks: Vec<std::ops::Range<usize>>,
}

/// Code points of an excerpt, at most.
const EXCERPT: usize = 280;

/// Terms of a query that are looked at.
const TERMS: usize = 32;

/// Marks around a match; where a text holds them itself the marks are a little off, nothing else.
const OPEN: char = '\u{2}';
const CLOSE: char = '\u{3}';

impl Archive {
    /// The documents that hold all words of a query, best first.
    ///
    /// `"two words"` is a phrase, `word*` any word beginning so, `-word` leaves out documents that hold it.
    pub fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>> {
        let Some(query) = rebuilt(query) else { return Ok(Vec::new()) };
        let sql = "SELECT rowid, highlight(search, 1, char(2), char(3)) FROM search WHERE search MATCH ?1 ORDER BY rank LIMIT ?2";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = self.connection.prepare_cached(sql).and_then(|mut found| {
            let rows = found.query_map((&query, limit), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<_>>>()
        });
        let rows = rows.map_err(|error| self.failed(&error))?;
        rows.into_iter().map(|(number, marked)| self.hit(number, &marked)).collect()
    }

    fn hit(&self, number: i64, marked: &str) -> Result<Hit> {
        let document = self.numbered(number)?;
        // What is shown must be what was stored.
        let text = self.stored(number)?.text;
        let marks = marks(marked);
        let (excerpt, bytes) = excerpt(&text, &marks);
        let words = text.get(bytes.clone()).unwrap_or_default().to_owned();
        let inside = |mark: &&std::ops::Range<usize>| mark.start >= bytes.start && mark.end <= bytes.end;
        let marks = marks.iter().filter(inside).map(|mark| mark.start - bytes.start..mark.end - bytes.start);
        let marks = marks.filter(|mark| words.get(mark.clone()).is_some()).collect();
        Ok(Hit { document, excerpt, text: words, marks })
    }
}

/// A query FTS5 cannot misread: every term a quoted string. Nothing when there is no word in it.
fn rebuilt(query: &str) -> Option<String> {
    let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
    for (term, is_wanted) in terms(query).into_iter().take(TERMS) {
        let (words, prefix) = match term.strip_suffix('*') {
            Some(words) => (words, " *"),
            None => (term.as_str(), ""),
        };
        if words.chars().any(char::is_alphanumeric) {
            let quoted = format!("\"{}\"{prefix}", words.replace(['"', '\0'], " "));
            if is_wanted { wanted.push(quoted) } else { unwanted.push(quoted) }
        }
    }
    if wanted.is_empty() {
        return None;
    }
    let wanted = wanted.join(" AND ");
    if unwanted.is_empty() {
        return Some(wanted);
    }
    Some(format!("({wanted}) NOT ({})", unwanted.join(" OR ")))
}

/// The words and quoted phrases of a query, and whether each is wanted.
fn terms(query: &str) -> Vec<(String, bool)> {
    let mut terms = Vec::new();
    let query = query.replace(['\u{201C}', '\u{201D}'], "\"");
    for (at, part) in query.split('"').enumerate() {
        if at % 2 == 1 {
            terms.push((part.to_owned(), true));
        } else {
            terms.extend(part.split_whitespace().map(|word| match word.strip_prefix('-') {
                Some(word) => (word.to_owned(), false),
                None => (word.to_owned(), true),
            }));
        }
    }
    terms
}

/// Where the matches are in the text without its marks, bytes.
fn marks(marked: &str) -> Vec<std::ops::Range<usize>> {
    let (mut marks, mut at, mut start) = (Vec::new(), 0, None);
    for character in marked.chars() {
        match character {
            OPEN => start = Some(at),
            CLOSE => marks.extend(start.take().map(|start| start..at)),
            character => at += character.len_utf8(),
        }
    }
    marks
}

/// The stretch of text with most matches, from the beginning of a line or sentence; in code points and in bytes.
fn excerpt(text: &str, marks: &[std::ops::Range<usize>]) -> (row::Span, std::ops::Range<usize>) {
    let best = marks.iter().enumerate().max_by_key(|(at, mark)| {
        let reached = marks[*at..].iter().take_while(|it| it.end <= mark.start + EXCERPT / 2).count();
        (reached, std::cmp::Reverse(*at))
    });
    let first = best.map_or(0, |(_, mark)| mark.start);
    let mut before = first.saturating_sub(EXCERPT / 3).min(text.len());
    while !text.is_char_boundary(before) {
        before -= 1;
    }
    let lead = text.get(before..first).unwrap_or_default();
    let sentence = lead.rfind(['\n', '.', '!', '?']).map(|at| at + 1);
    let start = before + sentence.or_else(|| lead.find(' ').filter(|_| before > 0)).unwrap_or(0);
    let start = start + (text[start..].len() - text[start..].trim_start().len());
    let mut end = text[start..].char_indices().nth(EXCERPT).map_or(text.len(), |(at, _)| start + at);
    if let Some(line) = text[start..end].find("\n\n").filter(|at| start + at > first) {
        end = start + line;
    } else if end < text.len() {
        end = text[start..end].rfind(' ').map_or(end, |at| start + at);
    }
    let point = |byte: usize| text[..byte].chars().count();
    ([point(start), point(end)], start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn queries_hold_no_operator_but_ours() {
        assert_eq!(rebuilt("port fire").unwrap(), "\"port\" AND \"fire\"");
        assert_eq!(rebuilt("\"port fire\" -shed har*").unwrap(), "(\"port fire\" AND \"har\" *) NOT (\"shed\")");
        assert_eq!(rebuilt("NEAR(a) OR text:b").unwrap(), "\"NEAR(a)\" AND \"OR\" AND \"text:b\"");
        assert_eq!(rebuilt("-a * \" \" '"), None);
    }

    #[test]
    fn excerpts_hold_the_match_and_count_code_points() {
        let text = format!("{}\n\nÉté came. The harbour burned all night.\n\nMore.", "Nothing here. ".repeat(60));
        let at = text.find("harbour").unwrap();
        let (points, bytes) = excerpt(&text, &[std::ops::Range { start: at, end: at + 7 }]);
        assert_eq!(&text[bytes], "The harbour burned all night.");
        let words: String = text.chars().skip(points[0]).take(points[1] - points[0]).collect();
        assert_eq!(words, "The harbour burned all night.");
    }
}
