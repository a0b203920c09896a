//! What words make of what they govern: `data/factuality.tsv`, parsed once.

use rustc_hash::FxHashMap;

use crate::model::Factuality;

/// The letters of the `how` column, as bits.
pub(super) mod how {
    pub(crate) const THROUGH: u8 = 1;
    pub(crate) const CLAUSE: u8 = 2;
    pub(crate) const OBJECT: u8 = 4;
    pub(crate) const NOUN: u8 = 8;
    pub(crate) const ADJECTIVE: u8 = 16;
    pub(crate) const SMALL: u8 = 32;
    pub(crate) const RAISED: u8 = 64;
    pub(crate) const ASKING: u8 = 128;
}

/// One word in one use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Governor {
    /// In which company.
    pub(super) how: u8,
    /// What is made of the governed where the word is asserted.
    pub(super) plus: Factuality,
    /// And where it is negated.
    pub(super) minus: Factuality,
}

/// All rows by their words.
#[derive(Debug, Default)]
pub(crate) struct Governors(FxHashMap<&'static str, Vec<Governor>>);

const ROWS: &str = include_str!("../../../data/factuality.tsv");

impl Governors {
    /// The table that comes with the reader.
    pub(crate) fn built_in() -> Self {
        let mut all: FxHashMap<&'static str, Vec<Governor>> = FxHashMap::default();
        for row in ROWS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1) {
            let cells: Vec<&'static str> = row.split('\t').collect();
            let [letters, plus, minus, words] = cells[..] else { continue };
            let value = |code| Factuality::of_code(code).unwrap_or(Factuality::Uncommitted);
            let governor = Governor {
                how: letters.bytes().fold(0, |bits, letter| bits | bit(letter)),
                plus: value(plus),
                minus: value(minus),
            };
            for word in words.split(',') {
                all.entry(word).or_default().push(governor);
            }
        }
        Self(all)
    }
    /// The row of a word that has all of these letters.
    pub(super) fn get(&self, word: &str, letters: u8) -> Option<Governor> {
        self.0.get(word)?.iter().copied().find(|it| it.how & letters == letters)
    }
}

fn bit(letter: u8) -> u8 {
    match letter {
        b't' => how::THROUGH,
        b'c' => how::CLAUSE,
        b'o' => how::OBJECT,
        b'n' => how::NOUN,
        b'a' => how::ADJECTIVE,
        b'm' => how::SMALL,
        b'r' => how::RAISED,
        b'w' => how::ASKING,
        _ => 0,
    }
}
