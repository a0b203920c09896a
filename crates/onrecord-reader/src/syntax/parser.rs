//! The dependencies of a tagged sentence, by one greedy run of moves.
//!
//! Which move and which label are two questions to one network, whose hidden units also take what the contexts of three
//! words give (Kiperwasser and Goldberg 2016 with the features kept). Knows nothing of documents.

use super::{
    encoder::{Contexts, Encoder, GIVEN},
    forms::Form,
    hash::mix,
    model::{Bytes, Network},
    transitions::{MOVES, Move, NONE, Sentence, State},
};
use crate::model::{Arc, Tag};

/// Hidden units.
pub const WIDTH: usize = 64;
/// Features of a state.
pub const FEATURES: usize = 33;
/// The words whose contexts a state sees: the top of the stack, the one below, the next.
pub const PLACES: usize = 3;
/// How many labels there are.
pub const LABELS: usize = Arc::ALL.len();
/// Classes of the network: the moves, then the labels leftwards, then rightwards.
pub const CLASSES: usize = MOVES.len() + 2 * LABELS;

/// The classes of the labels of a move.
pub fn labels(step: Move) -> std::ops::Range<usize> {
    let start = MOVES.len() + if step == Move::Right { LABELS } else { 0 };
    start..start + LABELS
}

/// The parser's knowledge.
#[derive(Debug, Clone)]
pub struct Parser {
    encoder: Encoder,
    network: Network<WIDTH>,
    /// The labels a word of each part of speech may have, by move: leftwards, rightwards.
    may: Box<[[u64; 2]]>,
}

impl Parser {
    /// Puts a parser together.
    ///
    /// `may` has, for each part of speech, the set of labels such a word may have on a head to its right and left.
    pub fn new(encoder: Encoder, network: Network<WIDTH>, may: Box<[[u64; 2]]>) -> Self {
        Self { encoder, network, may }
    }
    /// Parses a sentence into `state`; `contexts` are buffers.
    pub fn parse(&self, sentence: Sentence, state: &mut State, contexts: &mut Contexts) {
        pulp::Arch::new().dispatch(Task { parser: self, sentence, state, contexts });
    }
    #[inline(always)]
    fn parse_with<S: pulp::Simd>(&self, simd: S, sentence: Sentence, state: &mut State, contexts: &mut Contexts) {
        self.encoder.read_with(simd, sentence, contexts);
        state.start(sentence.forms.len());
        while !state.is_done() {
            self.step(sentence, state, &contexts.given);
        }
    }
    #[inline(always)]
    fn step(&self, sentence: Sentence, state: &mut State, contexts: &[[i16; GIVEN]]) {
        let attach_only = !state.allows(Move::Shift);
        if state.stack.is_empty() {
            state.shift();
            return;
        }
        let hidden = self.network.hidden(&features(sentence, state), &given(state, contexts));
        let step = if attach_only { Move::Right } else { self.choose(&hidden, state) };
        if step == Move::Shift {
            state.shift();
            return;
        }
        let Some(child) = state.attach(step) else { return };
        let may = self.may[sentence.tags[child] as usize][usize::from(step == Move::Right)];
        state.arcs[child] = label(self.network.best_of(&hidden, labels(step).start, may), step);
    }
    #[inline(always)]
    fn choose(&self, hidden: &[i16; WIDTH], state: &State) -> Move {
        let mut best = (i32::MIN, Move::Shift);
        for step in MOVES {
            let score = self.network.score(hidden, step as usize);
            if score > best.0 && state.allows(step) {
                best = (score, step);
            }
        }
        best.1
    }
    /// Appends the parser to a weights file.
    pub fn write(&self, file: &mut Vec<u8>) {
        file.extend(self.may.iter().flatten().flat_map(|set| set.to_le_bytes()));
        self.encoder.write(file);
        self.network.write(file);
    }
    /// Reads a parser.
    pub fn read(file: &mut Bytes) -> Option<Self> {
        let sets = file.take(16 * Tag::ALL.len())?.as_chunks::<8>().0;
        let sets: Vec<u64> = sets.iter().map(|set| u64::from_le_bytes(*set)).collect();
        let may = sets.as_chunks::<2>().0.into();
        Some(Self { may, encoder: Encoder::read(file)?, network: Network::read(file)? })
    }
}

/// One sentence to be parsed with the widest registers there are. A closure would not do: its call is not inlined, and what is
/// not inlined is compiled for the narrowest.
struct Task<'a, 'b> {
    parser: &'a Parser,
    sentence: Sentence<'b>,
    state: &'a mut State,
    contexts: &'a mut Contexts,
}

impl pulp::WithSimd for Task<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, simd: S) {
        self.parser.parse_with(simd, self.sentence, self.state, self.contexts);
    }
}

/// The words whose contexts a state sees; none at a place where there is no word.
#[inline(always)]
pub fn places(state: &State) -> [u32; PLACES] {
    [state.below(0), state.below(1), state.next as u32]
}

#[inline(always)]
fn given(state: &State, contexts: &[[i16; GIVEN]]) -> [i16; WIDTH] {
    let mut sum = [0; WIDTH];
    for (place, at) in places(state).into_iter().enumerate() {
        let Some(context) = contexts.get(at as usize) else { continue };
        for (unit, given) in sum.iter_mut().zip(&context.as_chunks::<WIDTH>().0[place]) {
            *unit += given;
        }
    }
    sum
}

#[inline(always)]
fn label(class: usize, step: Move) -> Arc {
    Arc::ALL.get(class - labels(step).start).copied().unwrap_or(Arc::Dep)
}

/// What is seen of a word or of the lack of one: `tag` with the label of its arc in `arc`.
#[derive(Clone, Copy)]
struct Seen {
    word: u32,
    tag: u32,
    arc: u32,
}

#[inline(always)]
fn seen(sentence: Sentence, state: &State, at: u32) -> Seen {
    let place = at as usize;
    if place >= sentence.forms.len() {
        return Seen { word: 7, tag: 63, arc: 63 };
    }
    let Form { lower, .. } = sentence.forms[place];
    Seen { word: lower, tag: sentence.tags[place] as u32, arc: state.arcs[place] as u32 }
}

/// What the parser looks at to choose a move and its label.
// One template a line. The numbers left out are of templates that brought nothing beside the contexts.
#[allow(clippy::too_many_lines)]
#[inline(always)]
pub fn features(sentence: Sentence, state: &State) -> [u32; FEATURES] {
    let look = |at: u32| seen(sentence, state, at);
    let family = |at: u32| state.families.get(at as usize).copied();
    let [at0, at1, next] = places(state);
    let (s0, s1) = (look(at0), look(at1));
    let (b0, b1, b2) = (look(next), look(next + 1), look(next + 2));
    let outer = |at: u32, side: usize| look(family(at).map_or(NONE, |family| family.outer[side]));
    let count = |at: u32, side: usize| family(at).map_or(9, |family| u32::from(family.count[side].min(3)));
    let (s0l, s0r, s1l, s1r, b0l) = (outer(at0, 0), outer(at0, 1), outer(at1, 0), outer(at1, 1), outer(next, 0));
    let kin = |word: Seen| word.tag << 6 | word.arc;
    let pair = |a: Seen, b: Seen| a.tag << 6 | b.tag;
    let gap = |from: u32, to: u32| if from == NONE { 9 } else { distance(to.wrapping_sub(from)) };
    let quoted = |at: u32| sentence.quoted.get(at as usize).map_or(2, |quoted| u32::from(*quoted));
    let quotes = quoted(at1) << 4 | quoted(at0) << 2 | quoted(next);
    [
        mix(1, s0.word, 0),
        mix(2, s1.word, 0),
        mix(3, b0.word, 0),
        mix(7, s0.tag, 0),
        mix(8, s1.tag, 0),
        mix(10, b0.tag, b1.tag),
        mix(12, kin(s0l), s0.tag),
        mix(13, kin(s0r), s0.tag),
        mix(14, kin(s1l), s1.tag),
        mix(15, kin(s1r), s1.tag),
        mix(16, kin(b0l), b0.tag),
        mix(21, s0l.word, 0),
        mix(22, s0r.word, 0),
        mix(23, s1r.word, 0),
        mix(24, b0l.word, 0),
        mix(25, s1l.word, 0),
        mix(26, pair(s0, b0), gap(at0, next)),
        mix(27, pair(s1, s0), gap(at1, at0)),
        mix(28, pair(s1, s0), b0.tag),
        mix(29, pair(s0, b0), b1.tag),
        mix(30, pair(b0, b1), b2.tag),
        mix(32, s0.word, b0.tag),
        mix(33, s0.tag, b0.word),
        mix(34, s1.word, s0.tag),
        mix(35, s1.tag, s0.word),
        mix(39, pair(s0, b0), kin(b0l)),
        mix(40, pair(s0, b0), kin(s0r)),
        mix(41, pair(s1, s0), kin(s1r)),
        mix(42, pair(s1, s0), kin(s0l)),
        mix(43, count(at0, 0) << 4 | count(at0, 1), s0.tag),
        mix(44, count(at1, 0) << 4 | count(at1, 1), s1.tag),
        mix(45, quotes, pair(s0, b0)),
        mix(46, pair(s1, b0), s0.word),
    ]
}

#[inline(always)]
fn distance(words: u32) -> u32 {
    match words {
        0..=4 => words,
        5..=7 => 5,
        8..=12 => 6,
        _ => 7,
    }
}
