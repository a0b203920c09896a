//! The tables of `data/`, parsed and checked once, and passed to every stage.
//!
//! A table is tab-separated, one row a line, `#` begins a comment line, the first line names the columns.

use rustc_hash::FxHashMap;

/// Everything the reader knows that is not in its models. Made once; shared by all documents.
#[derive(Debug)]
pub struct Lexicon {
    /// `data/cues.tsv` and the like live in the stage that uses them; this holds each parsed table by file name.
    tables: FxHashMap<&'static str, Table>,
    /// Words cut with their full stop, prefixes, sentence starters.
    pub abbreviations: Abbreviations,
}

impl Lexicon {
    /// The tables that come with the reader.
    pub fn built_in() -> Self {
        let tables: FxHashMap<&str, Table> = TABLES.iter().map(|(name, text)| (*name, Table::parse(text))).collect();
        let abbreviations = Abbreviations::new(&tables["abbreviations"]);
        Self { tables, abbreviations }
    }
    /// A table by its file name without ending; an unknown name is an empty table.
    pub fn table(&self, name: &str) -> &Table {
        static EMPTY: std::sync::OnceLock<Table> = std::sync::OnceLock::new();
        self.tables.get(name).unwrap_or_else(|| EMPTY.get_or_init(Table::default))
    }
}

const TABLES: &[(&str, &str)] = &[("abbreviations", include_str!("../data/abbreviations.tsv"))];

/// One parsed table: rows by their first column, lower case.
#[derive(Debug, Default)]
pub struct Table {
    rows: FxHashMap<String, Vec<String>>,
}

impl Table {
    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
        let row = |line: &str| {
            let mut cells = line.split('\t').map(str::to_owned);
            (cells.next().unwrap_or_default(), cells.collect())
        };
        Self { rows: lines.map(row).collect() }
    }
    /// The cells after the key, of the row with that key (lower case).
    pub fn get(&self, key: &str) -> Option<&[String]> {
        self.rows.get(key).map(Vec::as_slice)
    }
    /// All rows, in no order: for building look-ups only.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.rows.iter().map(|(key, cells)| (key.as_str(), cells.as_slice()))
    }
    /// Whether a row has that key.
    pub fn contains(&self, key: &str) -> bool {
        self.rows.contains_key(key)
    }
}

/// `data/abbreviations.tsv`: what the tokeniser and the sentence splitter know.
#[derive(Debug, Default)]
pub struct Abbreviations {
    kinds: FxHashMap<String, &'static str>,
}

impl Abbreviations {
    fn new(table: &Table) -> Self {
        const KINDS: [&str; 6] = ["title", "number", "end", "prefix", "starter", "speech"];
        let kind = |cells: &[String]| KINDS.into_iter().find(|kind| cells.first().is_some_and(|cell| cell == kind));
        Self { kinds: table.rows().filter_map(|(key, cells)| Some((key.to_owned(), kind(cells)?))).collect() }
    }
    fn look_up(&self, word: &str) -> Option<&'static str> {
        let mut lower = [0_u8; 12];
        let lower = lower.get_mut(..word.len())?;
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        self.kinds.get(std::str::from_utf8(lower).ok()?).copied()
    }
    /// `title`, `number` or `end` for a word (without its full stop) that is cut with one.
    pub fn kind(&self, word: &str) -> Option<&'static str> {
        self.look_up(word).filter(|kind| matches!(*kind, "title" | "number" | "end"))
    }
    /// Whether the word is a prefix that keeps its hyphen in one token.
    pub fn is_prefix(&self, word: &str) -> bool {
        self.look_up(word) == Some("prefix")
    }
    /// Whether the word begins a sentence even after an abbreviation.
    pub fn is_starter(&self, word: &str) -> bool {
        self.look_up(word) == Some("starter")
    }
    /// Whether the word is a verb of a speech tag.
    pub fn is_speech(&self, word: &str) -> bool {
        self.look_up(word) == Some("speech")
    }
}
