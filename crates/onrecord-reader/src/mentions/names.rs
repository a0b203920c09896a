//! Where names stand and what they name: labels of the tagger, put right by what the tables and the rest of the
//! document say.

use rustc_hash::FxHashMap;

use super::{
    bounds::{settled, told_by_neighbour, trimmed},
    features::elsewhere,
    knowledge::{Sort, bit},
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
        let name = Name { start, end: at, kind: tagger::kind_of(label) };
        found.extend(settled(words, name));
    }
    let found = hyphenated(words, with_headed(words, with_known(words, found)));
    agreed(words, found)
}

/// Adds places and bodies of the tables that the tagger passed over, and takes its word from it where they are
/// surer: a name that is a known phrase is of the phrase's kind.
fn with_known(words: &Words, mut found: Vec<Name>) -> Vec<Name> {
    let mut taken = vec![false; words.text.tokens.len()];
    for name in &mut found {
        taken[name.start..name.end].fill(true);
        let exact = words
            .known(name.start)
            .filter(|known| known.start as usize == name.start && known.end as usize == name.end);
        let Some(known) = exact else { continue };
        let Some(kind) = known.phrase.sort.kind() else { continue };
        let may_be_given = words.bits(name.start) & bit::GIVEN != 0 || words.elsewhere(name.start) & SURE_PERSON != 0;
        if name.kind != EntityKind::Person || !may_be_given {
            name.kind = kind;
        }
    }
    for known in words.all_known() {
        let (start, end) = (known.start as usize, known.end as usize);
        let alone = (start == 0
            || !words.is_capital(start - 1)
            || words.text.lower(start - 1) == "the"
            || words.text.sentence_of(start - 1) != words.text.sentence_of(start))
            && (end >= taken.len() || !words.is_capital(end));
        let sure = matches!(
            known.phrase.sort,
            Sort::Country | Sort::Union | Sort::Armed | Sort::Outlet | Sort::City | Sort::Region
        );
        let common = words.is_shouted(start) && end - start == 1 && words.is_common(start);
        if let Some(kind) =
            known.phrase.sort.kind().filter(|_| alone && sure && !common && !taken[start..end].contains(&true))
        {
            found.push(Name { start, end, kind });
        }
    }
    found.retain(|name| !is_people(words, name) && !is_nameless(words, name));
    found.sort_by_key(|name| name.start);
    found.iter().filter_map(|name| trimmed(words, *name)).collect()
}

/// The most words of a name that its last word or its initials in brackets give away.
const MOST_WORDS: usize = 9;

/// Adds what the tagger passed over: capitalised words that end in a word bodies are called by ("Harbour Council"), and
/// those whose initials follow in brackets.
fn with_headed(words: &Words, mut found: Vec<Name>) -> Vec<Name> {
    let text = words.text;
    let mut taken = vec![false; text.tokens.len()];
    for name in &found {
        taken[name.start..name.end].fill(true);
    }
    let before = found.len();
    for sentence in 0..text.sentences.len() {
        let places = text.places(sentence);
        let shouted = places.clone().take(40).all(|at| words.shape(at) != Shape::Lower);
        if shouted {
            continue;
        }
        for at in places.start + 1..places.end {
            let short = at + 2 < places.end && text.word(at) == "(" && text.word(at + 2) == ")";
            let end = if short { at } else { at + 1 };
            let headed =
                !short && words.shape(at) == Shape::Capitalised && words.bits(at) & bit::ORGANIZATION_LAST != 0;
            if !(short || headed) || (end < places.end && !short && words.is_capital(end)) {
                continue;
            }
            let first = run_start(words, &taken, places.start, end);
            let start = if short { initials_start(words, first, end, at + 1) } else { Some(first) };
            let Some(start) = start.filter(|start| end - start >= 2 && !taken[*start..end].contains(&true)) else {
                continue;
            };
            taken[start..end].fill(true);
            found.push(Name { start, end, kind: EntityKind::Organization });
        }
    }
    if found.len() > before {
        found.sort_by_key(|name| name.start);
    }
    found
}

/// The first of the capitalised words that end at `end`, small joining words inside counted in.
fn run_start(words: &Words, taken: &[bool], first: usize, end: usize) -> usize {
    let mut start = end;
    let mut at = end;
    while at > first && end - at < MOST_WORDS && !taken[at - 1] {
        let lower = words.text.lower(at - 1);
        if matches!(lower, "of" | "for" | "and" | "on" | "the" | "&") && at < end && words.shape(at - 1) == Shape::Lower
        {
            at -= 1;
        } else if words.is_capital(at - 1)
            && !matches!(lower, "the" | "a" | "an" | "in" | "on" | "at" | "but" | "and" | "if" | "when")
        {
            at -= 1;
            start = at;
        } else {
            break;
        }
    }
    start
}

/// Where the words begin whose initials an acronym is.
fn initials_start(words: &Words, first: usize, end: usize, acronym: usize) -> Option<usize> {
    let short = words.text.word(acronym);
    let letters = short.chars().filter(|c| c.is_alphabetic()).count();
    if !(2..=8).contains(&letters) || short.chars().any(char::is_lowercase) {
        return None;
    }
    (first..end).find(|start| {
        let initials = |small: bool| {
            (*start..end)
                .filter(|at| small || words.is_capital(*at))
                .filter_map(|at| words.text.word(at).chars().next())
                .flat_map(char::to_uppercase)
                .collect::<String>()
        };
        words.is_capital(*start) && (initials(false) == short || initials(true) == short)
    })
}

/// A name with a hyphen ("Vel-K") that the document uses once in full is that name wherever its words stand, not the
/// shorter name of another.
fn hyphenated(words: &Words, mut found: Vec<Name>) -> Vec<Name> {
    let text = words.text;
    let tight = |at: usize| {
        text.span(at - 1).end() == text.span(at).start() && text.span(at).end() == text.span(at + 1).start()
    };
    let whole = |start: usize| text.lower_of(text.span_of(start..start + 3));
    let is_hyphen = |at: usize| at + 1 < text.tokens.len() && text.word(at) == "-" && at > 0 && tight(at);
    let mut full: FxHashMap<&str, EntityKind> = FxHashMap::default();
    for name in found.iter().filter(|name| name.end - name.start == 3 && is_hyphen(name.start + 1)) {
        full.entry(whole(name.start)).or_insert(name.kind);
    }
    if full.is_empty() {
        return found;
    }
    for name in found.iter_mut().filter(|name| name.end - name.start == 1 && is_hyphen(name.end)) {
        if let Some(kind) = full.get(whole(name.start)) {
            (name.end, name.kind) = (name.start + 3, *kind);
        }
    }
    found.sort_by_key(|name| (name.start, std::cmp::Reverse(name.end)));
    let mut reach = 0;
    found.retain(|name| {
        let free = name.start >= reach;
        reach = reach.max(name.end);
        free
    });
    found
}

const SURE_PERSON: u32 = elsewhere::SURNAME | elsewhere::TITLED;

fn is_people(words: &Words, name: &Name) -> bool {
    (name.start..name.end).all(|at| {
        words.known(at).is_some_and(|known| known.phrase.sort.kind().is_none()) || words.text.lower(at) == "and"
    })
}

fn is_nameless(words: &Words, name: &Name) -> bool {
    let alone = name.end - name.start == 1;
    let word = words.text.word(name.start);
    alone
        && (words.bits(name.start) & bit::NAMELESS != 0 || word.len() < 2 || words.shape(name.start) == Shape::Number)
        && words.known(name.start).is_none_or(|known| known.phrase.sort.kind().is_none())
}

/// One word of one document names one kind of thing: the kind most of its uses were labelled with, surnames of
/// people named in full being people. Single words of no told kind are left out.
fn agreed(words: &Words, mut found: Vec<Name>) -> Vec<Name> {
    let mut votes: FxHashMap<&str, [u32; 5]> = FxHashMap::default();
    let mut surnames: FxHashMap<&str, u32> = FxHashMap::default();
    let key = |name: &Name| words.text.lower_of(words.text.span_of(name.start..name.end));
    for name in &found {
        let slot = tagger::KINDS.iter().position(|kind| *kind == name.kind).unwrap_or(4);
        // Being a thing of no told kind is the weakest of opinions.
        let votes = votes.entry(key(name)).or_default();
        votes[slot] += if slot == 4 { 1 } else { 3 };
        let told = told_by_neighbour(words, name).and_then(|told| tagger::KINDS.iter().position(|kind| *kind == told));
        if let Some(told) = told {
            votes[told] += 8;
        }
        if name.kind == EntityKind::Person && name.end - name.start > 1 {
            *surnames.entry(words.text.lower(name.end - 1)).or_default() += 1;
        }
    }
    for name in &mut found {
        let alone = name.end - name.start == 1;
        let known = words.known(name.start).is_some_and(|known| known.end as usize >= name.end);
        if alone && !known && surnames.contains_key(key(name)) {
            name.kind = EntityKind::Person;
            continue;
        }
        let most = votes.get(key(name)).and_then(|votes| (0..5).max_by_key(|slot| (votes[*slot], 5 - slot)));
        if !known {
            name.kind = most.map_or(name.kind, |slot| tagger::KINDS[slot]);
        }
    }
    found.retain(|name| name.kind != EntityKind::Work || name.end - name.start > 1);
    found
}
