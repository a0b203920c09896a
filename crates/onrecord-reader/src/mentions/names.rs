//! Where names stand and what they name: labels of the tagger, put right by what the tables and the rest of the
//! document say.

use super::{
    tagger,
    words::{Shape, Words},
};
use crate::model::EntityKind;

/// A name found in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Name {
    /// Its first token.
    pub(super) start: usize,
    /// The one after its last.
    pub(super) end: usize,
    /// What it names.
    pub(super) kind: EntityKind,
}

/// Finds the names of a document, in text order, none inside another.
pub(super) fn names(words: &Words) -> Vec<Name> {
    let mut labels = vec![tagger::OUTSIDE; words.text.tokens.len()];
    for stretch in tagger::stretches(words) {
        let (start, end) = (stretch.start, stretch.end);
        tagger::label(words, &words.lists.model, start, end, &mut labels[start..end]);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        let label = labels[at];
        if label == tagger::OUTSIDE {
            at += 1;
            continue;
        }
        let start = at;
        at += 1;
        let later = tagger::later_label(label);
        while at < labels.len() && labels[at] == later && words.text.sentence_of(at) == words.text.sentence_of(start) {
            at += 1;
        }
        found.extend(trimmed(words, Name { start, end: at, kind: tagger::kind_of(label) }));
    }
    found
}

/// A name without article and title before it and marks around it; `None` where nothing is left.
fn trimmed(words: &Words, mut name: Name) -> Option<Name> {
    while name.start < name.end {
        let title = (name.kind == EntityKind::Person).then(|| words.title(name.start, name.end)).flatten();
        let shape = words.shape(name.start);
        if let Some((_, after)) = title.filter(|(_, after)| *after < name.end) {
            name.start = after;
        } else if shape == Shape::Mark || matches!(words.text.lower(name.start), "the" | "a" | "an") {
            name.start += 1;
        } else {
            break;
        }
    }
    while name.end > name.start && is_loose_end(words, name.end - 1) {
        name.end -= 1;
    }
    (name.start < name.end).then_some(name)
}

fn is_loose_end(words: &Words, at: usize) -> bool {
    let word = words.text.word(at);
    matches!(words.text.lower(at), "'s" | "’s" | "of" | "the" | "and" | "for") || (words.shape(at) == Shape::Mark && word != "!")
}
