//! Labels words as parts of names: a linear model over spelling, neighbours, parts of speech and the tables, decoded
//! exactly within each stretch of words that could be a name. Knows nothing of entities.

use super::{
    knowledge::bit,
    model::{LABELS, Model},
    words::{Shape, Words},
};
use crate::model::EntityKind;

/// The kinds the tagger tells apart; `Work` stands for works, products and all else that is named.
pub const KINDS: [EntityKind; 5] =
    [EntityKind::Person, EntityKind::Organization, EntityKind::Place, EntityKind::Event, EntityKind::Work];

/// The label of words outside names.
pub const OUTSIDE: u8 = 0;

/// The label of the first word of a name of the kind at a place of [`KINDS`].
pub fn first_label(kind: usize) -> u8 {
    u8::try_from(1 + 2 * kind).unwrap_or(OUTSIDE)
}

/// The label of the words of a name after its first.
pub(super) fn later_label(label: u8) -> u8 {
    label + label % 2
}

/// What a label says the name is of.
pub(super) fn kind_of(label: u8) -> EntityKind {
    KINDS[usize::from(label.saturating_sub(1) / 2).min(KINDS.len() - 1)]
}

/// Labels the words from `start` to `end`, one stretch.
pub(super) fn label(words: &Words, model: &Model, start: usize, end: usize, labels: &mut [u8]) {
    let mut features = Vec::with_capacity(48);
    let mut scores: Vec<[i32; 16]> = Vec::with_capacity(end - start);
    for at in start..end {
        features.clear();
        super::features::features(words, at, &mut features);
        let mut score = [0; 16];
        for feature in &features {
            model.add(*feature, &mut score);
        }
        scores.push(score);
    }
    best(&scores, &model.transitions, labels);
}

/// The best sequence of labels: a later word follows only a word of its own kind.
pub fn best(scores: &[[i32; 16]], transitions: &[[i32; LABELS]; LABELS], labels: &mut [u8]) {
    const NEVER: i32 = i32::MIN / 4;
    let mut totals = [NEVER; LABELS];
    totals[0] = 0;
    let mut back: Vec<[u8; LABELS]> = Vec::with_capacity(scores.len());
    for score in scores {
        let mut next = [NEVER; LABELS];
        let mut from = [0; LABELS];
        for label in 0..LABELS {
            for before in 0..LABELS {
                if !may_follow(before, label) {
                    continue;
                }
                let total = totals[before] + transitions[before][label] + score[label];
                if total > next[label] {
                    next[label] = total;
                    from[label] = u8::try_from(before).unwrap_or(0);
                }
            }
        }
        totals = next;
        back.push(from);
    }
    let mut label = (0..LABELS).max_by_key(|label| (totals[*label], std::cmp::Reverse(*label))).unwrap_or(0);
    for at in (0..scores.len()).rev() {
        labels[at] = u8::try_from(label).unwrap_or(0);
        label = back[at][label] as usize;
    }
}

/// Later words have even labels above 0.
fn may_follow(before: usize, label: usize) -> bool {
    let later = label > 0 && label.is_multiple_of(2);
    !later || before == label || before + 1 == label
}

/// The stretches of words that could be part of names, each within a sentence.
pub fn stretches(words: &Words) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    for sentence in 0..words.text.sentences.len() {
        let places = words.text.places(sentence);
        if places.is_empty() {
            continue;
        }
        if words.is_shouted(places.start) {
            found.push(places);
            continue;
        }
        let mut at = places.start;
        while at < places.end {
            if !may_begin(words, at, places.end) {
                at += 1;
                continue;
            }
            let end = stretch_end(words, at, places.end);
            found.push(at..end);
            at = end;
        }
    }
    found
}

fn may_begin(words: &Words, at: usize, end: usize) -> bool {
    words.is_capital(at)
        || words.known(at).is_some()
        || (words.bits(at) & bit::PARTICLE != 0 && at + 1 < end && {
            let next = if words.text.word(at + 1) == "-" { at + 2 } else { at + 1 };
            next < end && words.is_capital(next)
        })
}

/// Small words inside a name stand at most this many together ("of the").
const MOST_SMALL: usize = 2;

fn stretch_end(words: &Words, start: usize, end: usize) -> usize {
    let mut last = start;
    let mut at = start + 1;
    while at < end && at - last <= MOST_SMALL + 1 {
        if words.is_capital(at) || words.known(at).is_some() || words.shape(at) == Shape::Number {
            last = at;
        } else if !is_small(words, at) {
            break;
        }
        at += 1;
    }
    last + 1
}

fn is_small(words: &Words, at: usize) -> bool {
    let word = words.text.lower(at);
    words.bits(at) & bit::PARTICLE != 0
        || matches!(
            word,
            "of" | "the"
                | "for"
                | "and"
                | "in"
                | "on"
                | "to"
                | "&"
                | "-"
                | "'"
                | "’"
                | "."
                | "'s"
                | "’s"
                | "against"
                | "with"
        )
        || (words.is_glued(at) && word.len() <= 2)
}
