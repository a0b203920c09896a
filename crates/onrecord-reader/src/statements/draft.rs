//! A statement while it is being put together, in token places.

use std::ops::Range;

use super::cues::{Cue, Frames};
use crate::model::Factuality;

/// What a cue and its surroundings say, before the speaker is resolved.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// The source noun phrase; empty when none stands in the sentence.
    pub source: Range<usize>,
    /// The head of the source.
    pub source_head: Option<usize>,
    /// The cue words.
    pub cue: Vec<Range<usize>>,
    /// The verb or noun of the cue.
    pub at: usize,
    /// What is said.
    pub content: Vec<Range<usize>>,
    /// To whom.
    pub addressee: Option<Range<usize>>,
    /// What is done by it.
    pub class: &'static str,
    /// What the speaker commits to before the content is weighed.
    pub base: Factuality,
    /// Whether the content is wholly quoted.
    pub direct: bool,
    /// The rule.
    pub by: &'static str,
}

impl Draft {
    pub(super) fn new(at: usize, cue: &Cue, by: &'static str) -> Self {
        let one = at..at + 1;
        Self {
            source: 0..0,
            source_head: None,
            cue: vec![one],
            at,
            content: Vec::new(),
            addressee: None,
            class: cue.class,
            base: cue.factuality,
            direct: false,
            by,
        }
    }
    /// First and last place of everything.
    pub(super) fn content_hull(&self) -> Range<usize> {
        let start = self.content.iter().map(|it| it.start).min().unwrap_or(0);
        let end = self.content.iter().map(|it| it.end).max().unwrap_or(0);
        start..end
    }
}

/// Whether a cue may bring a clause of its speaker's, quoted or not.
pub(super) fn is_speech(frames: Frames) -> bool {
    frames.has(Frames::QUOTE) || frames.has(Frames::THAT)
}
