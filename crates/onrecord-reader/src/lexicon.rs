//! The tables of `data/`, parsed and checked once, and passed to every stage.
//!
//! A table is tab-separated, one row a line, `#` begins a comment line, the first line names the columns.

use rustc_hash::FxHashMap;

use crate::{
    blocks::Notices,
    figures::{Measures, Quantities},
    times::TimeWords,
    tokens::WordLists,
};

/// Everything the reader knows that is not in its models. Made once; shared by all documents.
#[derive(Debug)]
pub struct Lexicon {
    /// `data/cues.tsv` and the like live in the stage that uses them; this holds each parsed table by file name.
    tables: FxHashMap<&'static str, Table>,
    /// Where words and sentences end.
    pub words: WordLists,
    /// Words that say what befell people.
    pub measures: Measures,
    /// Words that bound a number.
    pub quantities: Quantities,
    /// Months, units, parts of the day.
    pub time_words: TimeWords,
    /// Trigger words, targets, weapons, figurative uses.
    pub incidents: crate::incidents::tables::Tables,
    /// Words that signal that somebody says something.
    pub statements: crate::statements::Tables,
    /// Words that say how two stand to each other.
    pub relations: crate::relations::tables::Tables,
    /// Common words and scripts of languages.
    pub languages: crate::language::Languages,
    /// What is known of names beforehand.
    pub names: crate::mentions::NameLists,
    /// Words that accuse or hedge where a description stands.
    pub accusing: crate::entities::Accusing,
    /// Which places of the world a name can mean.
    pub gazetteer: crate::gazetteer::Gazetteer,
    /// Lines that are furniture or correction notices.
    pub notices: Notices,
}

impl Lexicon {
    /// The tables that come with the reader.
    pub fn built_in() -> Self {
        let tables: FxHashMap<&str, Table> = TABLES.iter().map(|(name, text)| (*name, Table::parse(text))).collect();
        Self {
            measures: Measures::new(&tables["figure_measures"]),
            quantities: Quantities::new(&tables["quantities"]),
            time_words: TimeWords::new(&tables["time_words"]),
            words: WordLists::new(&tables["abbreviations"], &tables["words"]),
            accusing: crate::entities::Accusing::new(&tables["accusing"]),
            notices: Notices::new(&tables["boilerplate"]),
            languages: crate::language::Languages::built_in(),
            names: crate::mentions::NameLists::built_in(),
            gazetteer: crate::gazetteer::Gazetteer::built_in(),
            incidents: crate::incidents::tables::Tables::built_in(),
            statements: crate::statements::Tables::built_in(),
            relations: crate::relations::tables::Tables::built_in(),
            tables,
        }
    }
    /// A table by its file name without ending; an unknown name is an empty table.
    pub fn table(&self, name: &str) -> &Table {
        static EMPTY: std::sync::OnceLock<Table> = std::sync::OnceLock::new();
        self.tables.get(name).unwrap_or_else(|| EMPTY.get_or_init(Table::default))
    }
}

/// The files of `data/`; a line each, so that new ones do not collide.
#[rustfmt::skip]
const TABLES: &[(&str, &str)] = &[
    ("abbreviations", include_str!("../data/abbreviations.tsv")),
    ("accusing", include_str!("../data/accusing.tsv")),
    ("boilerplate", include_str!("../data/boilerplate.tsv")),
    ("figure_measures", include_str!("../data/figure_measures.tsv")),
    ("quantities", include_str!("../data/quantities.tsv")),
    ("outlets", include_str!("../data/outlets.tsv")),
    ("time_words", include_str!("../data/time_words.tsv")),
    ("words", include_str!("../data/words.tsv")),
];

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
