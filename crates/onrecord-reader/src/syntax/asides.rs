//! Words in brackets: "the OPF (Orran Public Forces) agents".
//!
//! An aside interrupts the sentence around it, which a run of moves over both reads badly. So the sentence is parsed without its
//! asides, each aside by itself, and hung on the word it explains: the one before it.

use super::{Models, encoder::Contexts, forms::Form, mend, transitions};
use crate::model::{Arc, Tag};

/// The longest aside set apart, in words with its brackets.
const LONGEST: usize = 16;

/// The asides of a sentence: from an opening bracket to its closing one, with words before and after.
pub(super) fn asides(tags: &[Tag]) -> Vec<std::ops::Range<usize>> {
    let mut all = Vec::new();
    let mut at = 1;
    while at + 2 < tags.len() {
        if tags[at] != Tag::Open {
            at += 1;
            continue;
        }
        let near = at + 1..tags.len().min(at + LONGEST);
        let close = near.clone().find(|it| matches!(tags[*it], Tag::Close | Tag::Open));
        match close.filter(|it| tags[*it] == Tag::Close && *it > at + 1) {
            Some(close) => {
                if close + 1 < tags.len() {
                    all.push(at..close + 1);
                }
                at = close + 1;
            }
            None => at += 1,
        }
    }
    all
}

/// A part of a sentence, its words by place in the whole.
#[derive(Default)]
struct Part {
    places: Vec<usize>,
    forms: Vec<Form>,
    tags: Vec<Tag>,
    quoted: Vec<bool>,
    state: transitions::State,
}

impl Part {
    fn of(places: impl Iterator<Item = usize>, forms: &[Form], tags: &[Tag], quoted: &[bool]) -> Self {
        let mut part = Self::default();
        for at in places {
            part.places.push(at);
            part.forms.push(forms[at]);
            part.tags.push(tags[at]);
            part.quoted.push(quoted[at]);
        }
        part
    }
    fn parse(&mut self, models: &Models, contexts: &mut Contexts) {
        let sentence = transitions::Sentence { forms: &self.forms, tags: &self.tags, quoted: &self.quoted };
        models.parser.parse(sentence, &mut self.state, contexts);
        mend::mend(&mut self.tags, &mut self.state);
    }
    /// Writes the tree into the whole's; gives its root.
    fn write(&self, tags: &mut [Tag], state: &mut transitions::State) -> usize {
        let mut root = self.places[0];
        for (at, place) in self.places.iter().enumerate() {
            let head = self.places[self.state.heads[at] as usize];
            tags[*place] = self.tags[at];
            (state.heads[*place], state.arcs[*place]) = (head as u32, self.state.arcs[at]);
            if head == *place {
                root = *place;
            }
        }
        root
    }
}

/// Parses a sentence apart from its asides.
pub(super) fn parse(
    models: &Models,
    asides: &[std::ops::Range<usize>],
    (forms, quoted): (&[Form], &[bool]),
    tags: &mut [Tag],
    state: &mut transitions::State,
    contexts: &mut Contexts,
) {
    state.start(forms.len());
    let inside = |at: &usize| asides.iter().any(|aside| aside.contains(at));
    let mut outer = Part::of((0..forms.len()).filter(|at| !inside(at)), forms, tags, quoted);
    outer.parse(models, contexts);
    outer.write(tags, state);
    for aside in asides {
        let mut inner = Part::of(aside.start + 1..aside.end - 1, forms, tags, quoted);
        inner.parse(models, contexts);
        let root = inner.write(tags, state);
        let before = (0..aside.start).rev().find(|at| !inside(at)).unwrap_or(0);
        // The word before may be the last of a name.
        let part = matches!(state.arcs[before], Arc::Flat | Arc::Punct | Arc::Case);
        let host = if part { state.heads[before] as usize } else { before };
        let arc = if tags[root].is_noun() || tags[root] == Tag::Cd { Arc::Appos } else { Arc::Parataxis };
        (state.heads[root], state.arcs[root]) = (host as u32, arc);
        for bracket in [aside.start, aside.end - 1] {
            (state.heads[bracket], state.arcs[bracket]) = (root as u32, Arc::Punct);
        }
    }
}
