//! Where exactly a name begins and ends: without article and title, with the airport that belongs to it, two where
//! "and" joins two.

use super::{
    knowledge::{Sort, What, bit},
    names::Name,
    words::{Shape, Words},
};
use crate::model::EntityKind;

/// The names a labelled stretch of words really holds.
pub(super) fn settled(words: &Words, name: Name) -> Vec<Name> {
    let whole =
        words.known(name.start).is_some_and(|it| it.start as usize == name.start && it.end as usize == name.end);
    if whole {
        return vec![extended(words, name)];
    }
    let named = parts(words, name).into_iter().filter_map(|part| trimmed(words, part));
    named.filter_map(|part| without_office(words, part)).map(|part| extended(words, part)).collect()
}

/// "India and Pakistan" is two names; "Food and Drug Administration" is one.
fn parts(words: &Words, name: Name) -> Vec<Name> {
    let joined = |at: &usize| matches!(words.text.lower(*at), "and" | "," | "or");
    let splits = matches!(name.kind, EntityKind::Person | EntityKind::Place);
    let exact = |start: usize, end: usize| {
        let start = if words.text.lower(start) == "the" { start + 1 } else { start };
        let known = (start < end).then(|| words.known(start)).flatten();
        known.is_some_and(|known| known.phrase.sort.kind().is_some() && known.end as usize == end)
    };
    // "the Harbour Party and Drasna": the first ends in what bodies are called by, the second is one word.
    let ended = |at: usize| {
        at > name.start + 1
            && at + 2 == name.end
            && words.bits(at - 1) & bit::ORGANIZATION_LAST != 0
            && words.bits(at + 1) & bit::ORGANIZATION == 0
            && words.facts(at + 1).noun.is_none()
    };
    let split =
        |at: &usize| at + 1 < name.end && (splits || exact(name.start, *at) || exact(at + 1, name.end) || ended(*at));
    let Some(at) = (name.start + 1..name.end).filter(joined).find(split) else {
        return vec![name];
    };
    let mut all = vec![Name { end: at, ..name }];
    all.extend(parts(words, Name { start: at + 1, ..name }));
    all
}

/// A name without article and title before it and marks around it; `None` where nothing is left.
pub(super) fn trimmed(words: &Words, mut name: Name) -> Option<Name> {
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
    if name.kind == EntityKind::Person {
        // "MIT Officer Sean Collier": the person is named behind the last title.
        let inner = (name.start + 1..name.end.saturating_sub(2)).rev().find(|at| is_office(words, *at));
        name.start = inner.map_or(name.start, |at| at + 1);
    }
    if name.kind == EntityKind::Person {
        // "Indigenous Australians Linda Burney": behind the people of a ministry.
        let peoples = |at: &usize| words.known(*at).is_some_and(|known| known.phrase.sort == Sort::Peoples);
        let inner = (name.start..name.end.saturating_sub(2)).rev().find(peoples);
        name.start = inner.map_or(name.start, |at| at + 1);
    }
    while name.end > name.start && is_loose_end(words, name.end - 1) {
        name.end -= 1;
    }
    let possessive = (name.start + 1..name.end).find(|at| matches!(words.text.lower(*at), "'s" | "’s"));
    if let Some(at) = possessive.filter(|at| {
        let people = (at + 1..name.end).all(|at| words.known(at).is_some_and(|it| it.phrase.sort.kind().is_none()));
        people || words.known(at - 1).is_some_and(|it| it.start as usize == name.start && it.end as usize == *at)
    }) {
        name.end = at;
    }
    (name.start < name.end).then_some(name)
}

fn is_loose_end(words: &Words, at: usize) -> bool {
    let word = words.text.word(at);
    matches!(words.text.lower(at), "'s" | "’s" | "of" | "the" | "and" | "for")
        || (words.shape(at) == Shape::Mark && word != "!")
}

/// Whether a word is an office or calling ("Judge"), and no word that bodies are called by.
fn is_office(words: &Words, at: usize) -> bool {
    let facts = words.facts(at);
    let noun = facts.noun.is_some_and(|noun| noun.what == What::One && !noun.plural && noun.office);
    let title = facts.title > 0 && words.title(at, at + 1).is_some_and(|(title, _)| title.office);
    (noun || title) && facts.bits & (bit::ORGANIZATION | bit::GIVEN) == 0
}

/// "U.S. District Judge" and "Minister of Labour" name offices: of those only the land stays.
fn without_office(words: &Words, name: Name) -> Option<Name> {
    let second = (name.end - name.start > 1).then(|| words.text.lower(name.start + 1));
    if second == Some("of") && is_office(words, name.start) {
        return None;
    }
    let people = words.known(name.start).is_some_and(|known| known.phrase.sort.kind().is_none());
    let person = name.kind == EntityKind::Person && !people;
    if person || !is_office(words, name.end - 1) {
        return Some(name);
    }
    let known = words.known(name.start).filter(|known| known.start as usize == name.start)?;
    let kind = known.phrase.sort.kind()?;
    Some(Name { end: (known.end as usize).min(name.end), kind, ..name })
}

/// "ISIS" of "ISIS-K" is all of it; so is "Kabul" of "Kabul airport".
fn extended(words: &Words, mut name: Name) -> Name {
    let end = words.text.places(words.text.sentence_of(name.start)).end;
    let hyphened = name.end + 1 < end
        && words.text.word(name.end) == "-"
        && words.is_glued(name.end)
        && words.is_glued(name.end + 1)
        && words.is_capital(name.end + 1)
        && words.known(name.end + 1).is_none();
    if hyphened && name.kind != EntityKind::Place {
        name.end += 2;
    }
    if name.kind == EntityKind::Place && name.end < end {
        let middle = matches!(words.text.lower(name.end), "international" | "military" | "central");
        let at = if middle { name.end + 1 } else { name.end };
        if at < end && words.bits(at) & bit::FACILITY != 0 && words.shape(at) == Shape::Lower {
            name.end = at + 1;
        }
    }
    name
}

/// What the word before or behind a name says that it names: "the town of X", "news agency X", "X province".
pub(super) fn told_by_neighbour(words: &Words, name: &Name) -> Option<EntityKind> {
    let places = words.text.places(words.text.sentence_of(name.start));
    let noun = |at: usize| (words.shape(at) == Shape::Lower).then(|| words.facts(at).noun).flatten();
    if name.start > places.start {
        let before = name.start - 1;
        let spot = before > places.start && words.text.lower(before) == "of";
        if spot && noun(before - 1).is_some_and(|noun| noun.what == What::Spot && !noun.plural) {
            return Some(EntityKind::Place);
        }
        match noun(before).filter(|noun| !noun.plural).map(|noun| noun.what) {
            Some(What::Body) => return Some(EntityKind::Organization),
            Some(What::Spot) => return Some(EntityKind::Place),
            Some(What::One) => return Some(EntityKind::Person),
            _ => {}
        }
    }
    let behind = (name.end < places.end).then(|| noun(name.end)).flatten();
    behind.filter(|noun| noun.what == What::Spot && !noun.plural).map(|_| EntityKind::Place)
}
