//! The arc-hybrid transition system: a stack, a buffer, three moves; and what a move costs against a gold tree.
//!
//! Every run ends in a projective tree with one root. Knows nothing of weights.

use crate::model::{Arc, Tag};

/// No word.
pub const NONE: u32 = u32::MAX;

/// What the parser does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The next word goes on the stack.
    Shift,
    /// The top of the stack hangs on the next word.
    Left,
    /// The top of the stack hangs on the word below it.
    Right,
}

/// All moves, in the order of their numbers.
pub const MOVES: [Move; 3] = [Move::Shift, Move::Left, Move::Right];

/// What is known of a word's children so far; `NONE` where there is none.
#[derive(Debug, Clone, Copy)]
pub struct Family {
    /// The outermost children, left and right.
    pub outer: [u32; 2],
    /// How many there are, left and right.
    pub count: [u8; 2],
}

const ALONE: Family = Family { outer: [NONE; 2], count: [0; 2] };

/// A parse under way.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// The words on the stack, top last.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: usize,
    /// The head of each word; the word itself until it has one.
    pub heads: Vec<u32>,
    /// How each word hangs on its head.
    pub arcs: Vec<Arc>,
    /// The children of each word.
    pub families: Vec<Family>,
}

impl State {
    /// Starts on a sentence of `count` words.
    pub fn start(&mut self, count: usize) {
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.extend(0..count as u32);
        self.arcs.clear();
        self.arcs.resize(count, Arc::Root);
        self.families.clear();
        self.families.resize(count, ALONE);
    }
    /// Whether only the root is left.
    pub fn is_done(&self) -> bool {
        self.next >= self.heads.len() && self.stack.len() <= 1
    }
    /// Whether a move can be made.
    #[inline]
    pub fn allows(&self, step: Move) -> bool {
        let more = self.next < self.heads.len();
        match step {
            Move::Shift => more,
            Move::Left => more && !self.stack.is_empty(),
            Move::Right => self.stack.len() > 1,
        }
    }
    /// The word a number of places below the top of the stack.
    #[inline(always)]
    pub fn below(&self, depth: usize) -> u32 {
        let at = self.stack.len().wrapping_sub(depth + 1);
        self.stack.get(at).copied().unwrap_or(NONE)
    }
    /// Makes a move that is allowed and is not a shift; gives the word that got a head.
    pub fn attach(&mut self, step: Move) -> Option<usize> {
        let child = self.stack.pop()?;
        let (head, side) = match step {
            Move::Left => (self.next as u32, 0),
            _ => (*self.stack.last()?, 1),
        };
        self.heads[child as usize] = head;
        let family = &mut self.families[head as usize];
        family.outer[side] = child;
        family.count[side] = family.count[side].saturating_add(1);
        Some(child as usize)
    }
    /// Shifts.
    pub fn shift(&mut self) {
        self.stack.push(self.next as u32);
        self.next += 1;
    }
    /// How many gold arcs a move makes impossible (Goldberg and Nivre 2013); `gold[root]` is the root itself.
    pub fn cost(&self, step: Move, gold: &[u32]) -> u32 {
        let next = self.next as u32;
        let head = |word: u32| gold[word as usize];
        let depends = |word: u32, on: u32| word != on && head(word) == on;
        let to_come = |from: u32, top: u32| (from..gold.len() as u32).filter(|word| depends(*word, top)).count() as u32;
        let Some(top) = self.stack.last().copied() else { return 0 };
        let is_root = |word: u32| head(word) == word;
        match step {
            Move::Shift => {
                let rest = &self.stack[..self.stack.len() - 1];
                let head_lost = rest.contains(&head(next)) as u32;
                let children_lost = self.stack.iter().filter(|word| depends(**word, next)).count() as u32;
                head_lost + children_lost
            }
            Move::Left => {
                let below = self.below(1);
                let lost = is_root(top) || (head(top) != next && (head(top) == below || head(top) > next));
                u32::from(lost) + to_come(next, top)
            }
            Move::Right => {
                let lost = is_root(top) || head(top) >= next;
                u32::from(lost) + to_come(next, top)
            }
        }
    }
}

/// What the parser sees of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Sentence<'a> {
    /// The words, as [`super::forms`] sees them.
    pub forms: &'a [super::forms::Form],
    /// Their parts of speech.
    pub tags: &'a [Tag],
    /// Whether each word stands inside quotation marks.
    pub quoted: &'a [bool],
}
