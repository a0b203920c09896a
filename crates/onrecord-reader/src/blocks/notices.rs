//! Lines that are page furniture, correction notices or credits: `data/boilerplate.tsv`.

use rustc_hash::FxHashMap;

use super::lines::count_words;
use crate::lexicon::Table;
use crate::model::BlockKind;

/// The longest line a pattern is tried on, in bytes.
const LONGEST: usize = 4000;
/// The longest line that patterns without a fixed first word are tried on, in bytes.
const LONGEST_OPEN: usize = 400;

/// The patterns, by the first word of the line they match.
#[derive(Debug, Default)]
pub struct Notices {
    by_word: FxHashMap<Box<str>, Vec<Pattern>>,
    /// Patterns that begin with anything.
    open: Vec<Pattern>,
}

#[derive(Debug, Clone)]
struct Pattern {
    text: Box<str>,
    most: usize,
    kind: BlockKind,
}

impl Notices {
    /// Reads the table; a row of an unknown kind says nothing.
    pub(crate) fn new(table: &Table) -> Self {
        let mut rows: Vec<(&str, &[String])> = table.rows().collect();
        rows.sort_unstable();
        let mut notices = Self::default();
        for (text, cells) in rows {
            let kind = match cells.get(1).map(String::as_str) {
                Some("boilerplate") => BlockKind::Boilerplate,
                Some("correction") => BlockKind::Correction,
                Some("byline") => BlockKind::Byline,
                _ => continue,
            };
            let most = cells[0].parse().unwrap_or(0);
            let pattern = Pattern { text: text.into(), most, kind };
            match first_word(text) {
                Some(word) => notices.by_word.entry(word.into()).or_default().push(pattern),
                None => notices.open.push(pattern),
            }
        }
        notices
    }

    /// Boilerplate, correction or byline, where a line matches a pattern.
    pub(super) fn kind(&self, line: &str) -> Option<BlockKind> {
        if line.len() > LONGEST {
            return None;
        }
        let line = line.strip_prefix('[').map_or(line, |line| line.trim_end_matches(']'));
        let first = line.split(|c: char| c.is_whitespace() || c == ':').next().filter(|word| word.len() <= 20)?;
        let listed = self.by_word.get(first.to_lowercase().as_str()).map_or(&[][..], Vec::as_slice);
        let open = if line.len() <= LONGEST_OPEN { &self.open[..] } else { &[] };
        if listed.is_empty() && open.is_empty() {
            return None;
        }
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let matches = |pattern: &&Pattern| {
            matches_pattern(&line, &pattern.text) && count_words(&line, pattern.most + 1) <= pattern.most
        };
        listed.iter().chain(open).find(matches).map(|pattern| pattern.kind)
    }
}

/// The first word of a pattern, where it is fixed.
fn first_word(pattern: &str) -> Option<&str> {
    let end = pattern.find([' ', ':', '*']).unwrap_or(pattern.len());
    (end > 0 && !pattern[end..].starts_with('*')).then_some(&pattern[..end])
}

/// Whether a whole line matches a pattern in which `*` is any run of characters.
fn matches_pattern(line: &str, pattern: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = parts.next().and_then(|start| line.strip_prefix(start)) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}
