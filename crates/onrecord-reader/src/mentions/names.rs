//! Where names stand and what they name: labels of the tagger, put right by what the tables and the rest of the
//! document say.

use super::{
    knowledge::{Sort, bit},
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
    let mut found = Vec::new();
    for sentence in 0..words.text.sentences.len() {
        let places = words.text.places(sentence);
        let mut at = places.start;
        while at < places.end {
            at = match run_from(words, at, places.end) {
                Some(end) => {
                    found.extend(name_of(words, at, end));
                    end
                }
                None => at + 1,
            };
        }
    }
    found
}

/// The end of the run of capitalised words that begins at a word.
fn run_from(words: &Words, start: usize, end: usize) -> Option<usize> {
    let known = words.known(start).filter(|known| known.start as usize == start);
    if known.is_none() && !words.is_capital(start) {
        return None;
    }
    let mut at = known.map_or(start + 1, |known| known.end as usize);
    while at < end {
        let next = words.text.lower(at);
        let joined = words.is_glued(at) && matches!(next, "-" | "&");
        let inside = joined || matches!(next, "of" | "for" | "&") || words.bits(at) & bit::PARTICLE != 0;
        if words.is_capital(at) {
            at += 1;
        } else if inside && at + 1 < end && words.is_capital(at + 1) && words.text.lower(start).len() > 2 {
            at += 2;
        } else {
            break;
        }
    }
    Some(at)
}

fn name_of(words: &Words, start: usize, end: usize) -> Option<Name> {
    let (mut start, mut titled) = (start, false);
    while let Some((_, after)) = words.title(start, end) {
        (start, titled) = (after, true);
        if start >= end {
            return None;
        }
    }
    while start < end && matches!(words.text.lower(start), "the" | "a" | "an") {
        start += 1;
    }
    if start >= end {
        return None;
    }
    if let Some(known) = words.known(start).filter(|known| known.end as usize >= end) {
        let kind = known.phrase.sort.kind()?;
        return Some(Name { start, end, kind });
    }
    let facts = words.facts(start);
    let common = facts.noun.is_some() || facts.pronoun.is_some() || words.text.lower(start).len() < 3;
    let alone = end - start == 1;
    if alone && !titled && (words.is_first(start) || words.shape(start) == Shape::Initial || common) {
        return None;
    }
    let (first, last) = (words.bits(start), words.bits(end - 1));
    let kind = if titled {
        EntityKind::Person
    } else if last & bit::ORGANIZATION_LAST != 0 || first & bit::ORGANIZATION_FIRST != 0 {
        EntityKind::Organization
    } else if last & bit::EVENT_LAST != 0 {
        EntityKind::Event
    } else if last & bit::PLACE_LAST != 0 || first & bit::PLACE_FIRST != 0 {
        EntityKind::Place
    } else if first & bit::GIVEN != 0 || (!alone && words.shape(start) == Shape::Capitalised) {
        EntityKind::Person
    } else if words.known(start).is_some_and(|known| known.phrase.sort == Sort::People) && alone {
        return None;
    } else {
        EntityKind::Organization
    };
    Some(Name { start, end, kind })
}
