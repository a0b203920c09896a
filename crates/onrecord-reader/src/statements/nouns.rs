//! Nouns that stand for what is said: "the claim that S", "his denial of involvement", "expressed fears that S".

use std::ops::Range;

use super::{
    content::{self, Complement},
    cues::Sight,
    ends::{clause_end, phrase_limit},
    indirect::draft,
    scene::{Draft, Scene},
    source,
};
use crate::{
    mentions::What,
    model::{Arc, Tag},
};

/// "the claim that S", "his denial that S", "expressed fears that S".
pub(super) fn noun(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let limit = scene.limit(sight.at);
    let next = sight.end;
    let row = sight.row(scene);
    if row.frames.has(b'i') && content::is_infinitive(scene, next) {
        return to_noun(scene, sight);
    }
    if row.frames.has(b'v') && scene.lower(next) != "that" {
        return of_noun(scene, sight);
    }
    if scene.lower(next) != "that"
        || scene.is_finite(next + 1)
        || scene.tag(next + 1).is_some_and(Tag::is_verb)
        || !scene.begins_clause(next + 1, limit)
    {
        return None;
    }
    let content = next + 1..clause_end(scene, sight, next + 1, limit);
    // "the claim that he made was long": two verbs in a row, the first of a relative clause.
    let verb = content.clone().find(|at| scene.is_finite(*at));
    if verb.is_some_and(|at| {
        matches!(scene.tag(at), Some(Tag::Vbd | Tag::Vbz | Tag::Vbp))
            && matches!(scene.lower(at + 1), "was" | "were" | "is" | "are" | "has" | "had")
    }) {
        return None;
    }
    // "a statement that he released": the noun is what was released.
    if content.len() < 3 || matches!(scene.text.arc(next), Arc::Nsubj | Arc::Obj) {
        return None;
    }
    let found = Complement {
        content: scene.trimmed(content),
        addressee: None,
        asks: false,
        phrase: false,
        by: "noun + that-clause",
    };
    Some(draft(sight, holder(scene, sight), found, row.class, row.factuality))
}

/// "his denial of involvement", "raised questions about the vote", "allegations of fraud".
fn of_noun(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let limit = scene.limit(sight.at);
    let next = sight.end;
    let row = sight.row(scene);
    if !matches!(scene.lower(next), "of" | "about" | "over" | "for" | "against" | "to") || sight.quotation.is_some() {
        return None;
    }
    let object = scene.text.head(next).filter(|at| *at > next && scene.text.arc(next) == Arc::Case)?;
    let reach = scene.tree.range(object).end.min(limit);
    let from = |at: &usize| matches!(scene.lower(*at), "by" | "from") && scene.text.arc(*at) == Arc::Case;
    let doer = (next + 2..reach).find(from);
    let end = phrase_limit(scene, sight, next + 1, doer.unwrap_or(reach));
    let content = scene.trimmed(next + 1..end);
    let held = holder(scene, sight).or_else(|| told_by(scene, sight, next, limit));
    let many = matches!(scene.tag(sight.at), Some(Tag::Nns)) && !row.frames.has(b'c');
    if content.is_empty() || held.is_none() && !many {
        return None;
    }
    let found = Complement { content, addressee: None, asks: false, phrase: true, by: "noun + of" };
    Some(draft(sight, held, found, row.class, row.factuality))
}

/// "his promise to rebuild", "the council's decision to close": only where it is told whose.
fn to_noun(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let row = sight.row(scene);
    let held = holder(scene, sight).filter(|_| sight.quotation.is_none())?;
    let limit = scene.limit(sight.at);
    let reach = scene.text.head(sight.end).map_or(limit, |verb| scene.tree.range(verb).end.min(limit));
    let end = clause_end(scene, sight, sight.end, reach);
    // "The decision to close it angered them": the verb of the noun is no part of it.
    let joins = |at: &usize| matches!(scene.tag(*at), Some(Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::In));
    let own = (sight.end..end).find(|at| scene.is_finite(*at));
    let own = own.filter(|at| !(sight.end..*at).any(|it| joins(&it)));
    let content = scene.trimmed(sight.end..own.unwrap_or(end));
    let found = Complement { content, addressee: None, asks: false, phrase: true, by: "noun + infinitive" };
    (found.content.len() > 1).then(|| draft(sight, Some(held), found, row.class, row.factuality))
}

/// "criticism of the plan from the council", "claims by residents of".
fn told_by(scene: &Scene, sight: &Sight, next: usize, limit: usize) -> Option<Range<usize>> {
    let by = (next..limit.min(next + 12)).find(|at| matches!(scene.lower(*at), "by" | "from"))?;
    let who = scene.text.head(by).filter(|at| *at > by && scene.text.arc(by) == Arc::Case)?;
    let range = scene.trimmed(by + 1..scene.tree.range(who).end.min(limit));
    let near = scene.text.head(who).is_some_and(|head| head >= sight.at && head < by);
    (near && source::can_say(scene, &range)).then_some(range)
}

/// Whose claim it is: "his claim", "Fox's claim", "Fox made the claim", "a claim by Fox".
fn holder(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let text = scene.text;
    let cue = sight.at..sight.end;
    if let Some(owner) = scene.tree.child(text, sight.at, Arc::NmodPoss) {
        let mut range = source::phrase(scene, owner, &cue);
        while range.len() > 1 && scene.tag(range.end - 1) == Some(Tag::Pos) {
            range.end -= 1;
        }
        return Some(range);
    }
    if let Some(body) = claimant(scene, sight) {
        return Some(body..body + 1);
    }
    let verb = text.head(sight.at).filter(|head| text.tag(*head).is_verb() && *head < sight.at)?;
    let says = matches!(
        text.lower(verb),
        "made"
            | "make"
            | "makes"
            | "making"
            | "expressed"
            | "express"
            | "expresses"
            | "voiced"
            | "raised"
            | "issued"
            | "have"
            | "has"
            | "had"
            | "repeated"
            | "repeating"
            | "reiterated"
            | "offered"
            | "gave"
            | "expressing"
            | "voicing"
            | "raising"
            | "holds"
            | "held"
            | "share"
            | "shares"
    );
    if !says || text.arc(sight.at) != Arc::Obj {
        return None;
    }
    let group = Sight { at: verb, end: verb + 1, start: verb, noun: false, ..sight.clone() };
    source::subject(scene, &group)
}

/// "union claims that", "defense arguments that": the people or body named right before the noun.
fn claimant(scene: &Scene, sight: &Sight) -> Option<usize> {
    let before = sight.at.checked_sub(1).filter(|at| *at >= scene.sentence(sight.at).start)?;
    if scene.text.arc(before) != Arc::Compound || scene.text.head(before) != Some(sight.at) {
        return None;
    }
    let word = scene.lower(before);
    let several = |word: &str| {
        let noun = scene.names.facts(word).and_then(|facts| facts.noun);
        noun.is_some_and(|noun| matches!(noun.what, What::Many | What::Body))
    };
    (several(word) || several(&format!("{word}s"))).then_some(before)
}
