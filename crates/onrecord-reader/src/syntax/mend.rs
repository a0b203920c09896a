//! Mends what a run of moves gets wrong and the parts of speech show.
//!
//! Three mistakes, each rare in treebanks and common in short plain sentences. Every tree stays a tree with one root.

use super::transitions::State;
use crate::model::{Arc, Tag};

/// Mends the parse of a sentence, and the tag of a past tense taken for a participle.
pub(super) fn mend(tags: &mut [Tag], state: &mut State) {
    for at in 1..state.heads.len() {
        past_tense(tags, state, at);
        joined_subject(tags, state, at);
    }
    only_verb(tags, state);
}

/// "said no sailors drowned": a past tense is no participle of the object before it.
fn past_tense(tags: &[Tag], state: &mut State, at: usize) {
    let head = state.heads[at] as usize;
    let finite = matches!(tags[at], Tag::Vbd | Tag::Vbz | Tag::Vbp);
    if state.arcs[at] == Arc::Acl && finite && head < at && state.arcs[head] == Arc::Obj {
        let above = state.heads[head];
        (state.heads[at], state.arcs[at]) = (above, Arc::Ccomp);
        (state.heads[head], state.arcs[head]) = (at as u32, Arc::Nsubj);
    }
}

/// "A man and his son drowned": what "and" joins to a subject is part of it. The word "and" is the first child of the subject,
/// and the sibling before it has no clause of its own.
fn joined_subject(tags: &[Tag], state: &mut State, at: usize) {
    let (head, first) = (state.heads[at] as usize, at - 1);
    let noun = tags[first].is_noun() || tags[first] == Tag::Prp;
    let joined = state.arcs[at] == Arc::Cc && head > at && matches!(state.arcs[head], Arc::Nsubj | Arc::NsubjPass);
    if joined && noun && state.heads[first] == state.heads[head] && first != head {
        state.arcs[first] = state.arcs[head];
        (state.heads[head], state.arcs[head]) = (first as u32, Arc::Conj);
    }
}

/// "The ministry in Orra, the capital, declined to say": in a sentence whose root is a noun, the only verb that has an object,
/// a clause or an infinitive below it is no participle but the root.
fn only_verb(tags: &mut [Tag], state: &mut State) {
    let count = state.heads.len();
    let Some(root) = (0..count).find(|at| state.heads[*at] as usize == *at) else { return };
    let last = tags.last().copied();
    let finite = |tag: Tag| matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md);
    if !tags[root].is_noun() || last != Some(Tag::Period) {
        return;
    }
    let mut verb = None;
    for at in root + 1..count {
        if tags[at] == Tag::Vbn && state.arcs[at] == Arc::Acl && is_nominal(tags, state, at, root) {
            verb = verb.or(Some(at));
        } else if finite(tags[at]) && !verb.is_some_and(|verb| is_below(state, at, verb)) {
            return;
        }
    }
    let before = (0..root).any(|at| finite(tags[at]));
    let Some(verb) = verb.filter(|_| !before) else { return };
    let governs = |at: usize| {
        let mark = |to: usize| state.arcs[to] == Arc::Mark && state.heads[to] as usize == at;
        let infinitive = state.arcs[at] == Arc::Advcl && tags[at] == Tag::Vb && (verb + 1..at).any(mark);
        state.heads[at] as usize == verb
            && at > verb
            && (infinitive || matches!(state.arcs[at], Arc::Obj | Arc::Xcomp | Arc::Ccomp))
    };
    if !(verb + 1..count).any(governs) {
        return;
    }
    tags[verb] = Tag::Vbd;
    (state.heads[verb], state.arcs[verb]) = (verb as u32, Arc::Root);
    (state.heads[root], state.arcs[root]) = (verb as u32, Arc::Nsubj);
    for at in verb + 1..count {
        if state.heads[at] as usize == root {
            state.heads[at] = verb as u32;
        }
    }
}

/// Whether a word hangs on the root by nouns alone.
fn is_nominal(tags: &[Tag], state: &State, at: usize, root: usize) -> bool {
    const FAR: usize = 6;
    let mut head = state.heads[at] as usize;
    for _ in 0..FAR {
        if head == root {
            return true;
        }
        let noun = tags[head].is_noun() && matches!(state.arcs[head], Arc::Nmod | Arc::Appos | Arc::Conj);
        if !noun {
            return false;
        }
        head = state.heads[head] as usize;
    }
    false
}

fn is_below(state: &State, at: usize, top: usize) -> bool {
    let mut at = at;
    for _ in 0..state.heads.len() {
        if at == top {
            return true;
        }
        let head = state.heads[at] as usize;
        if head == at {
            return false;
        }
        at = head;
    }
    false
}
