//! What hangs below each word, made once for a document so that every question about the parse is cheap.

use std::ops::Range;

use crate::{model::Arc, syntax::Text};

const NONE: u32 = u32::MAX;

/// Extents and children of every word.
pub(super) struct Tree {
    left: Vec<u32>,
    right: Vec<u32>,
    first: Vec<u32>,
    next: Vec<u32>,
}

impl Tree {
    pub(super) fn new(text: &Text) -> Self {
        let n = text.tokens.len();
        let count = |at: usize| u32::try_from(at).unwrap_or(NONE);
        let mut tree = Self {
            left: (0..n).map(count).collect(),
            right: (0..n).map(count).collect(),
            first: vec![NONE; n],
            next: vec![NONE; n],
        };
        for at in (0..n).rev() {
            if let Some(head) = text.head(at) {
                tree.next[at] = tree.first[head];
                tree.first[head] = count(at);
            }
        }
        for at in 0..n {
            tree.widen(text, at);
        }
        tree
    }
    /// Tells all words above `at` that they reach as far as it; stops where they know.
    fn widen(&mut self, text: &Text, at: usize) {
        let place = u32::try_from(at).unwrap_or(NONE);
        let mut next = at;
        for _ in 0..crate::tokens::MOST_TOKENS {
            let Some(head) = text.head(next) else { return };
            let known = self.left[head] <= place && self.right[head] >= place && next != at;
            if known {
                return;
            }
            self.left[head] = self.left[head].min(place);
            self.right[head] = self.right[head].max(place);
            next = head;
        }
    }
    /// The places from the first to the last word below `at`, itself included.
    pub(super) fn range(&self, at: usize) -> Range<usize> {
        self.left[at] as usize..self.right[at] as usize + 1
    }
    /// The words that hang on `at`, in text order.
    pub(super) fn children(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let step = |at: u32| (at != NONE).then_some(at);
        std::iter::successors(step(self.first[at]), move |at| step(self.next[*at as usize])).map(|at| at as usize)
    }
    /// The first child that hangs by `arc`.
    pub(super) fn child(&self, text: &Text, at: usize, arc: Arc) -> Option<usize> {
        self.children(at).find(|place| text.arc(*place) == arc)
    }
}
