//! Whether a description accuses or hedges: an accusation is no office, a hedged office is none that is stated.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{lexicon::Table, model::Tag, syntax::Text};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Act,
    Hedge,
    Denial,
    Taint,
}

/// The words of `data/accusing.tsv`.
#[derive(Debug, Default)]
pub struct Accusing {
    words: FxHashMap<String, Kind>,
}

impl Accusing {
    /// Reads the table.
    pub fn new(table: &Table) -> Self {
        let kind = |cells: &[String]| match cells.first().map(String::as_str) {
            Some("hedge") => Kind::Hedge,
            Some("denial") => Kind::Denial,
            Some("taint") => Kind::Taint,
            _ => Kind::Act,
        };
        Self { words: table.rows().map(|(word, cells)| (word.to_owned(), kind(cells))).collect() }
    }
    fn is(&self, text: &Text, at: usize, kind: Kind) -> bool {
        self.words.get(text.lower(at)) == Some(&kind)
    }
    /// Whether the noun at a place accuses whom it describes: "killer", "gang leader".
    pub(crate) fn accuses(&self, text: &Text, noun: usize) -> bool {
        let before = noun.checked_sub(1).filter(|at| text.sentence_of(*at) == text.sentence_of(noun));
        let pair = before.map(|at| text.lower_of(text.span_of(at..noun + 1)));
        self.is(text, noun, Kind::Act) || pair.is_some_and(|pair| self.words.get(pair) == Some(&Kind::Act))
    }
    /// Whether a word in a stretch hedges or denies.
    pub(crate) fn hedged(&self, text: &Text, mut places: Range<usize>) -> bool {
        places.any(|at| self.is(text, at, Kind::Hedge) || self.is(text, at, Kind::Denial))
    }
    /// Whether a word in a stretch hedges; a denial is told by the polarity of what is read.
    pub(crate) fn doubts(&self, text: &Text, mut places: Range<usize>) -> bool {
        places.any(|at| self.is(text, at, Kind::Hedge))
    }
    /// The stretch without the accusing adjectives it begins with: "convicted former mayor".
    pub(crate) fn untainted(&self, text: &Text, mut places: Range<usize>) -> Range<usize> {
        while places.len() > 1 && self.is(text, places.start, Kind::Taint) {
            places.start += 1;
        }
        places
    }
    /// The beginning of the noun phrase a word stands in, with adverbs: where its hedges may stand.
    pub(crate) fn phrase_start(text: &Text, noun: usize) -> usize {
        const REACH: usize = 8;
        let first = text.places(text.sentence_of(noun)).start;
        let mut start = noun;
        while start > first && noun - start < REACH {
            let before = start - 1;
            let tag = text.tag(before);
            let inside = tag.is_noun()
                || matches!(tag, Tag::Jj | Tag::Jjs | Tag::Jjr | Tag::Pos | Tag::Hyph | Tag::Vbn | Tag::Vbg | Tag::Rb)
                || matches!(text.lower(before), "'s" | "’s" | "-" | "the" | "a" | "an" | "\"" | "“" | "”");
            if !inside {
                break;
            }
            start = before;
        }
        start
    }
}
