//! What splitting knows of single words: `data/abbreviations.tsv` and `data/words.tsv`, in the form it asks for them.

use rustc_hash::FxHashMap;

use crate::lexicon::Table;

/// The longest word of the lists, in bytes; longer words are in none of them.
const LONGEST: usize = 20;

/// What an abbreviation is short for, as far as the end of a sentence depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Short {
    Title,
    Name,
    Number,
    Month,
    Day,
    Place,
    Body,
    End,
    /// "J." in "J. Doe".
    Initial,
}

/// A row of `data/abbreviations.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Abbreviation {
    pub(super) short: Short,
    /// Whether the letters are also an ordinary word.
    pub(super) word: bool,
}

/// What `data/words.tsv` says of one word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Kinds {
    pub(crate) prefix: bool,
    pub(crate) starter: bool,
    pub(crate) speech: bool,
    pub(crate) after_speech: bool,
    pub(crate) calendar: bool,
    pub(crate) domain: bool,
    pub(crate) imprint: bool,
    pub(crate) byline: bool,
    pub(crate) particle: bool,
    pub(crate) unit: bool,
    /// The month it names, from 1.
    pub(crate) month: Option<u8>,
    /// Where the second of two words written as one begins, in bytes.
    pub(crate) split: Option<u8>,
}

/// The words that decide where words and sentences end.
#[derive(Debug, Default)]
pub struct WordLists {
    abbreviations: FxHashMap<Box<str>, Abbreviation>,
    words: FxHashMap<Box<str>, Kinds>,
}

impl WordLists {
    /// Reads the two tables. A row of an unknown kind says nothing.
    pub(crate) fn new(abbreviations: &Table, words: &Table) -> Self {
        let short = |cells: &[String]| abbreviation(cells.first()?);
        let abbreviations = abbreviations.rows().filter_map(|(key, cells)| Some((key.into(), short(cells)?)));
        let words = words.rows().map(|(key, cells)| (key.into(), kinds(cells.first().map_or("", String::as_str))));
        Self { abbreviations: abbreviations.collect(), words: words.collect() }
    }
    /// The abbreviation these letters are, written without the last full stop, in any case.
    pub(super) fn abbreviation(&self, letters: &str) -> Option<Abbreviation> {
        lower(letters, |key| self.abbreviations.get(key).copied()).flatten()
    }
    /// What is known of a word, in any case.
    pub(crate) fn kinds(&self, word: &str) -> Kinds {
        lower(word, |key| self.words.get(key).copied()).flatten().unwrap_or_default()
    }
}

fn abbreviation(kind: &str) -> Option<Abbreviation> {
    let (name, word) = match kind.strip_suffix("-word") {
        Some(name) => (name, true),
        None => (kind, false),
    };
    let short = match name {
        "title" => Short::Title,
        "name" => Short::Name,
        "number" => Short::Number,
        "month" => Short::Month,
        "day" => Short::Day,
        "place" => Short::Place,
        "body" => Short::Body,
        "end" => Short::End,
        _ => return None,
    };
    Some(Abbreviation { short, word })
}

fn kinds(cell: &str) -> Kinds {
    let mut kinds = Kinds::default();
    for kind in cell.split(' ') {
        match kind {
            "prefix" => kinds.prefix = true,
            "starter" => kinds.starter = true,
            "speech" => kinds.speech = true,
            "after-speech" => kinds.after_speech = true,
            "calendar" => kinds.calendar = true,
            "domain" => kinds.domain = true,
            "imprint" => kinds.imprint = true,
            "byline" => kinds.byline = true,
            "particle" => kinds.particle = true,
            "unit" => kinds.unit = true,
            _ => match kind.split_once('-') {
                Some(("split", at)) => kinds.split = at.parse().ok(),
                Some(("month", month)) => kinds.month = month.parse().ok(),
                _ => {}
            },
        }
    }
    kinds
}

/// Asks with the lower case of a short ASCII word, without allocating; `None` for any other word.
fn lower<T>(word: &str, ask: impl FnOnce(&str) -> T) -> Option<T> {
    let bytes = word.as_bytes();
    let mut buffer = [0; LONGEST];
    let buffer = buffer.get_mut(..bytes.len())?;
    for (to, from) in buffer.iter_mut().zip(bytes) {
        *to = from.to_ascii_lowercase();
    }
    std::str::from_utf8(buffer).ok().map(ask)
}
