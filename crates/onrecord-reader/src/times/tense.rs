//! Which way a bare day or month lies: read off the words that govern it.

use super::{grammar::Found, value::Said, words::TimeWords};
use crate::{
    model::{Arc, Tag},
    syntax::Text,
};

/// Where the governing words put a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lie {
    Past,
    Future,
    /// The words do not say.
    Unknown,
}

/// Climbs from an expression to the verbs above it.
pub(super) fn lie(text: &Text, found: &Found, words: &TimeWords) -> Lie {
    let sentence = text.places(text.sentence_of(found.start));
    let before = |steps: usize| {
        found.start.checked_sub(steps).filter(|at| *at >= sentence.start).map_or("", |at| text.lower(at))
    };
    if before(1) == "since" {
        return Lie::Past;
    }
    if before(1) == "as" && matches!(before(2), "soon" | "early" | "late") && before(3) == "as" {
        return Lie::Future;
    }
    // "is due in court on Monday"; "due to" gives a reason.
    let due = |steps: usize| before(steps) == "due" && !(steps > 1 && before(steps - 1) == "to");
    let near = (1..=3).map(before).any(|word| matches!(word, "payable" | "effective")) || (1..=5).any(due);
    if near {
        return Lie::Future;
    }
    let deadline = matches!(before(1), "by" | "until" | "till" | "for" | "before");
    let owner = found.end < sentence.end && text.tag(found.end) == Tag::Pos;
    let mut at = found.end - 1;
    let mut infinitive = false;
    let mut verbs = 0;
    // "to mark the country's entry on Friday": the day is the entry's.
    let mut owned = false;
    for _ in 0..12 {
        match weigh(text, words, at, &found.start, sentence.start, (deadline, owner, owned, verbs), &mut infinitive) {
            Some(lie) => return lie,
            None => verbs += usize::from(text.tag(at).is_verb()),
        }
        owned |= at < found.start && text.tag(at).is_noun() && text.child(at, Arc::NmodPoss).is_some();
        match text.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    if deadline && before(1) != "before" && before(1) != "for" || infinitive && !owner {
        Lie::Future
    } else {
        Lie::Unknown
    }
}

/// What one word above the expression says; nothing where it does not decide.
fn weigh(
    text: &Text,
    words: &TimeWords,
    at: usize,
    start: &usize,
    first: usize,
    (deadline, owner, owned, verbs): (bool, bool, bool, usize),
    infinitive: &mut bool,
) -> Option<Lie> {
    let tag = text.tag(at);
    let modal = text.children(at).find(|child| text.tag(*child) == Tag::Md && text.arc(*child) == Arc::Aux);
    let helped = |words: &[&str]| text.children(at).any(|child| child < at && words.contains(&text.lower(child)));
    let had = helped(&["had"]);
    let done = had || helped(&["has", "have", "'ve", "’ve", "was", "were"]);
    if let Some(modal) = modal {
        let sure = matches!(text.lower(modal), "will" | "'ll" | "’ll" | "shall" | "wo");
        let perfect = text.children(at).any(|child| text.lower(child) == "have" && tag == Tag::Vbn);
        if perfect {
            return Some(Lie::Past);
        }
        let may = text.lower(modal) != "could" && verbs == 0 && !owner && *start > modal;
        if sure && (!owner || modal < *start) || may {
            return Some(Lie::Future);
        }
    }
    let lemma = text.lemma(at);
    if words.is_ahead(lemma) {
        // "had been due to expire Friday" is over, "was due Friday" may not be.
        return Some(if had { Lie::Past } else { Lie::Future });
    }
    if (*infinitive || deadline) && words.plans(lemma) {
        return Some(Lie::Future);
    }
    let follows = |steps: usize, word: &str| at >= first + steps && text.lower(at - steps) == word;
    if follows(1, "to") && follows(2, "due") {
        let open = follows(3, "was") || follows(3, "were");
        let over = had || follows(3, "been");
        return (!open).then_some(if over { Lie::Past } else { Lie::Future });
    }
    let to = tag == Tag::Vb && follows(1, "to")
        || tag == Tag::Vbn && text.children(at).any(|child| text.lower(child) == "to" && child < at);
    if to && owned {
        return None;
    }
    if to {
        *infinitive = at < *start;
        // "guidelines to be published in November".
        let still = *infinitive && matches!(text.arc(at), Arc::Acl | Arc::AclRelcl);
        // "the first three to join on Friday": the main verb says.
        if still && text.head(at).is_some_and(|head| is_ranked(text, head)) {
            *infinitive = false;
            return None;
        }
        return still.then_some(Lie::Future);
    }
    if tag == Tag::Vbd || tag == Tag::Vbn && (done || text.arc(at) == Arc::Acl) {
        return Some(Lie::Past);
    }
    // "He said the bridge opens in July": the nearer July, whatever the tense of the telling.
    matches!(tag, Tag::Vbz | Tag::Vbp).then_some(Lie::Unknown)
}

/// Whether a noun is told by its place in a row: "the first three states", "the latest to leave".
fn is_ranked(text: &Text, noun: usize) -> bool {
    let ranks = |at: usize| matches!(text.lower(at), "first" | "second" | "third" | "last" | "latest" | "only");
    ranks(noun) || text.children(noun).any(|child| child < noun && (ranks(child) || text.children(child).any(ranks)))
}

/// Whether what governs an expression holds at all times: "the rains come in July", "winters can be cold".
pub(super) fn is_habit(text: &Text, found: &Found) -> bool {
    let mut at = found.end - 1;
    // "what is known as the August Decrees".
    if text.arc(at) == Arc::Compound && text.head(at).is_some_and(|head| text.tag(head).is_proper()) {
        return false;
    }
    for _ in 0..12 {
        if let Some(habit) = habit_of(text, at, found) {
            return habit;
        }
        match text.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    false
}

/// Whether one word above an expression is told of all times; nothing where it does not decide.
fn habit_of(text: &Text, at: usize, found: &Found) -> Option<bool> {
    let helps = |child: &usize| matches!(text.arc(*child), Arc::Aux | Arc::AuxPass | Arc::Cop);
    for child in text.children(at).filter(helps) {
        match (text.tag(child), text.lower(child)) {
            (Tag::Md, word) => return Some(matches!(word, "can" | "may" | "should")),
            (Tag::Vbd, _) | (_, "has" | "have" | "'ve" | "’ve") => return Some(false),
            (Tag::Vbz | Tag::Vbp, _) => return Some(text.tag(at) != Tag::Vbg || found.said == Said::Day(0)),
            _ => (),
        }
    }
    match text.tag(at) {
        Tag::Vbz | Tag::Vbp => Some(true),
        Tag::Vbd => Some(false),
        _ => None,
    }
}
