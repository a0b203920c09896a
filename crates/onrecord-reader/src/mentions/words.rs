//! The words of a document as the name finder sees them: shape, table facts, known phrases, capital sentences.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{
    features::{elsewhere, is_given},
    knowledge::{Facts, NameLists, Phrase, Title, bit},
};
use crate::syntax::Text;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs)]
pub(super) enum Shape {
    Lower,
    Capitalised,
    Upper,
    Initial,
    Mixed,
    Number,
    Mark,
}

impl Shape {
    fn of(word: &str) -> Self {
        let (mut upper, mut lower, mut digits, mut first_upper, mut letters) = (0, 0, 0, false, 0);
        for c in word.chars().take(40) {
            if c.is_ascii_digit() {
                digits += 1;
            } else if c.is_alphabetic() {
                first_upper |= letters == 0 && digits == 0 && c.is_uppercase();
                letters += 1;
                if c.is_uppercase() {
                    upper += 1;
                } else {
                    lower += 1;
                }
            }
        }
        match (upper, lower, digits) {
            (0, 0, 0) => Self::Mark,
            (0, 0, _) => Self::Number,
            (0, ..) => Self::Lower,
            (1, 0, 0) => Self::Initial,
            (_, 0, _) => Self::Upper,
            _ if first_upper => Self::Capitalised,
            _ => Self::Mixed,
        }
    }
    /// Written with a capital somewhere.
    pub(super) fn is_capital(self) -> bool {
        matches!(self, Self::Capitalised | Self::Upper | Self::Initial | Self::Mixed)
    }
}

/// A known phrase found in the text.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its first token.
    pub start: u32,
    /// The one after its last.
    pub end: u32,
    /// What it is.
    pub phrase: Phrase,
}

/// The document with what the tables know of each of its words.
#[derive(Debug)]
pub struct Words<'a> {
    /// The document.
    pub text: &'a Text<'a>,
    /// The tables.
    pub(super) lists: &'a NameLists,
    facts: Vec<Facts>,
    shapes: Vec<Shape>,
    shouting: Vec<bool>,
    known: Vec<Known>,
    /// For each token, one more than the place in `known`; 0 where none covers it.
    known_at: Vec<u32>,
    hashes: Vec<u32>,
    /// The run of name-like words each word stands in; itself alone where it is not name-like.
    runs: Vec<(u32, u32)>,
    /// By hash of a word, what other places tell of it: bits of [`elsewhere`].
    elsewhere: FxHashMap<u32, u32>,
}

/// Hashes a word (FNV-1a, 32 bits).
pub fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl<'a> Words<'a> {
    /// Looks every word up once.
    pub fn new(text: &'a Text<'a>, lists: &'a NameLists) -> Self {
        let length = text.tokens.len();
        let facts = (0..length).map(|at| lists.facts(text.lower(at)).copied().unwrap_or_default()).collect();
        let shapes: Vec<Shape> = (0..length).map(|at| Shape::of(text.word(at))).collect();
        let shouting = (0..text.sentences.len())
            .map(|at| {
                let places = text.places(at);
                let stopped = places.end > places.start && text.word(places.end - 1) == ".";
                is_shouting(&shapes[places]) || (!stopped && is_headline(&shapes[text.places(at)]))
            })
            .collect();
        let hashes = (0..length).map(|at| hash(text.lower(at))).collect();
        let (known, known_at, runs, elsewhere) = (Vec::new(), vec![0; length], Vec::new(), FxHashMap::default());
        let mut words = Self { text, lists, facts, shapes, shouting, known, known_at, hashes, runs, elsewhere };
        words.find_known();
        words.find_runs();
        words.note_elsewhere();
        words
    }
    /// What the tables know of a word.
    pub(super) fn facts(&self, at: usize) -> &Facts {
        &self.facts[at]
    }
    /// The bits of a word.
    pub fn bits(&self, at: usize) -> u32 {
        self.facts[at].bits
    }
    /// How a word is written.
    pub(super) fn shape(&self, at: usize) -> Shape {
        self.shapes[at]
    }
    /// Whether the sentence of a word is written in capitals, so that they tell nothing.
    pub fn is_shouted(&self, at: usize) -> bool {
        self.shouting[self.text.sentence_of(at)]
    }
    /// Whether a word is written the way names are; in a shouted sentence every word is.
    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.shapes[at].is_capital()
    }
    /// Whether a word begins its sentence, opening marks aside.
    pub fn is_first(&self, at: usize) -> bool {
        let start = self.text.places(self.text.sentence_of(at)).start;
        (start..at).all(|place| self.shapes[place] == Shape::Mark || self.shapes[place] == Shape::Number)
    }
    /// Whether no space stands before a word.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        at > 0 && self.text.span(at - 1).end() == self.text.span(at).start()
    }
    /// The known phrase that covers a word.
    pub fn known(&self, at: usize) -> Option<&Known> {
        self.known_at[at].checked_sub(1).and_then(|place| self.known.get(place as usize))
    }
    /// All known phrases, in text order.
    pub(super) fn all_known(&self) -> &[Known] {
        &self.known
    }
    /// The title that begins at a word, with the place after it.
    pub fn title(&self, at: usize, end: usize) -> Option<(Title, usize)> {
        if self.facts[at].title == 0 {
            return None;
        }
        let end = end.min(self.text.places(self.text.sentence_of(at)).end);
        let most = (self.facts[at].title as usize).min(end.saturating_sub(at));
        (1..=most).rev().find_map(|length| {
            let words = self.text.lower_of(self.text.span_of(at..at + length));
            self.lists.title(words).map(|title| (title, at + length))
        })
    }
    /// The hash of a word, lower case.
    pub(super) fn hash(&self, at: usize) -> u32 {
        self.hashes[at]
    }
    /// Whether training text writes a word without a capital.
    pub fn is_common(&self, at: usize) -> bool {
        self.lists.model.is_common(self.hashes[at])
    }
    /// The run of name-like words a word stands in.
    pub(super) fn run(&self, at: usize) -> Range<usize> {
        let (start, end) = self.runs[at];
        start as usize..end as usize
    }
    /// What other places of the document tell of a word.
    pub(super) fn elsewhere(&self, at: usize) -> u32 {
        self.elsewhere.get(&self.hashes[at]).copied().unwrap_or(0)
    }
    /// Where a word stands to a title: 0 none near, 1 inside one, 2 right after one that may be an address, 3 after an office.
    pub(super) fn after_title(&self, at: usize, first: usize) -> u32 {
        for start in (first.max(at.saturating_sub(MOST_TITLE))..=at).rev() {
            let Some((title, end)) = self.title(start, at + 3) else { continue };
            if end == at {
                return if title.office { 3 } else { 2 };
            }
            if end > at && (start == at || self.is_capital(start)) {
                return 1;
            }
        }
        0
    }
    /// Whether a word looks like part of a name: by capital, or where all is in capitals by not being a common word.
    pub fn is_namelike(&self, at: usize) -> bool {
        self.is_capital(at) && (!self.is_shouted(at) || self.known(at).is_some() || !self.is_common(at))
    }

    fn find_runs(&mut self) {
        for sentence in 0..self.text.sentences.len() {
            let places = self.text.places(sentence);
            let mut at = places.start;
            while at < places.end {
                let start = at;
                at += 1;
                while self.is_namelike(start) && at < places.end {
                    let joined = self.is_glued(at) && at + 1 < places.end && self.text.word(at) == "-";
                    if self.is_namelike(at) {
                        at += 1;
                    } else if joined && self.is_glued(at + 1) && self.is_namelike(at + 1) {
                        at += 2;
                    } else {
                        break;
                    }
                }
                let run = (u32::try_from(start).unwrap_or(0), u32::try_from(at).unwrap_or(0));
                self.runs.resize(at, run);
            }
        }
        self.runs.resize(self.facts.len(), (0, 1));
    }
    fn note_elsewhere(&mut self) {
        let mut at = 0;
        while at < self.facts.len() {
            let run = self.run(at);
            at = run.end.max(at + 1);
            if !self.is_namelike(run.start) {
                continue;
            }
            let last = run.end - 1;
            let first = self.text.places(self.text.sentence_of(run.start)).start;
            let mut told = 0;
            if run.len() > 1 {
                told |= elsewhere::LAST;
                told |=
                    if is_given(self, run.start) && self.known(run.start).is_none() { elsewhere::SURNAME } else { 0 };
            }
            if run.len() == 1 && run.start > first && matches!(self.text.word(run.start - 1), "(" | "[") {
                told |= elsewhere::BRACKETED;
            }
            if self.after_title(run.start, first) >= 2 || (run.len() > 1 && self.after_title(last, first) >= 2) {
                told |= elsewhere::TITLED;
            }
            if told != 0 {
                *self.elsewhere.entry(self.hashes[last]).or_default() |= told;
            }
        }
    }

    fn find_known(&mut self) {
        let mut at = 0;
        while at < self.facts.len() {
            at = match self.known_from(at) {
                Some(known) => {
                    self.known.push(known);
                    let mark = u32::try_from(self.known.len()).unwrap_or(0);
                    self.known_at[at..known.end as usize].fill(mark);
                    known.end as usize
                }
                None => at + 1,
            };
        }
    }
    fn known_from(&self, at: usize) -> Option<Known> {
        let most = self.facts[at].phrase as usize;
        let may_start = self.is_capital(at)
            || self.bits(at) & (bit::PARTICLE | bit::PLACE_FIRST) != 0
            || self.text.lower(at) == "the";
        if most == 0 || !may_start {
            return None;
        }
        let end = self.text.places(self.text.sentence_of(at)).end;
        (1..=most.min(end - at)).rev().find_map(|length| self.known_of(at, at + length))
    }
    fn known_of(&self, start: usize, end: usize) -> Option<Known> {
        if !self.is_capital(end - 1) {
            return None;
        }
        let phrase = self.lists.phrase(self.text.lower_of(self.text.span_of(start..end)))?;
        let upper = |at: usize| matches!(self.shapes[at], Shape::Upper | Shape::Mark | Shape::Initial);
        if phrase.capitals && !(start..end).all(upper) {
            return None;
        }
        // In a shouted sentence "WHO" and "US" are as good as always the pronouns, "ICE" the frozen water.
        let is_word = self.facts[start].pronoun.is_some() || self.facts[start].noun.is_some();
        if phrase.capitals && self.is_shouted(start) && (is_word || self.text.lower(start).len() < 3) {
            return None;
        }
        Some(Known { start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()?, phrase })
    }
}

/// A title has at most this many words.
const MOST_TITLE: usize = 4;

/// Of the words of a shouted sentence, at least this share is in capitals; of an ordinary one, hardly any.
/// Measured on the newswire of 1988-91 (all capitals) and GUM.
const SHOUTED_SHARE: f32 = 0.8;

fn is_shouting(shapes: &[Shape]) -> bool {
    let upper = shapes.iter().filter(|shape| matches!(shape, Shape::Upper | Shape::Initial)).count();
    let cased = shapes.iter().filter(|shape| !matches!(shape, Shape::Mark | Shape::Number)).count();
    cased >= 4 && upper as f32 >= SHOUTED_SHARE * cased as f32
}

/// A headline that capitalises every word, and no full stop at its end, tells as little as one in capitals.
fn is_headline(shapes: &[Shape]) -> bool {
    let lower = shapes.iter().filter(|shape| **shape == Shape::Lower).count();
    let cased = shapes.iter().filter(|shape| !matches!(shape, Shape::Mark | Shape::Number)).count();
    (5..=20).contains(&cased) && lower * 4 <= cased
}
