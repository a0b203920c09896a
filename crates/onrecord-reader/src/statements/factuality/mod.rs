//! How sure the source is: what the cue commits it to, and what the predicate of the content adds.

mod above;
mod predicate;
mod table;
mod value;

use std::ops::Range;

use super::{
    scene::{Draft, Scene},
    tables::kind,
};
use crate::model::{Arc, Factuality, Tag};
pub(super) use above::event;
use predicate::Telling;
pub(crate) use table::Governors;
use value::Value;

/// The most sentences of a quotation that are looked at.
const MOST_SENTENCES: usize = 8;

/// What the source of a draft commits to about its content.
pub(super) fn of(scene: &Scene, draft: &Draft) -> Factuality {
    // What is quoted behind "denied" are the words of the denial.
    let quoted = draft.content.first().is_some_and(|it| scene.is_mark(it.start)) && draft.by.contains("quotation");
    let base = draft.factuality.unwrap_or(Factuality::Certain);
    let base = if quoted && base == Factuality::CertainNot { Factuality::Certain } else { base };
    if draft.asks || base == Factuality::Uncommitted || above::is_unsaid(scene, draft) {
        return Factuality::Uncommitted;
    }
    if draft.negated {
        return negated_cue(draft, base);
    }
    // "The claim that": nobody is named who holds it.
    if draft.class == "claim" && draft.by.starts_with("noun") && !is_held(scene, draft) {
        return Factuality::Uncommitted;
    }
    let Some(content) = draft.content.first().cloned() else { return base };
    if is_question(scene, draft) {
        return Factuality::Uncommitted;
    }
    if draft.phrase {
        return phrase(scene, draft, content, base);
    }
    let neither = scene.lower(content.start) == "neither";
    match speech(scene, draft, content, base) {
        Factuality::Certain if neither => Factuality::CertainNot,
        value => value,
    }
}

/// "did not say", "did not deny", "does not believe".
fn negated_cue(draft: &Draft, base: Factuality) -> Factuality {
    match (draft.class, base) {
        ("believe" | "expect" | "suspect", _) => Factuality::ProbableNot,
        ("fear" | "suggest", _) => Factuality::PossibleNot,
        ("doubt", _) => Factuality::Certain,
        ("rule-out", _) => Factuality::Possible,
        ("know", _) => Factuality::Certain,
        _ => Factuality::Uncommitted,
    }
}

/// "His claim", "defense arguments": whose it is stands before the noun.
fn is_held(scene: &Scene, draft: &Draft) -> bool {
    draft.source.is_some()
        || scene.tree.children(draft.at).any(|it| it < draft.at && scene.text.arc(it) == Arc::Compound)
}

fn is_question(scene: &Scene, draft: &Draft) -> bool {
    let Some(last) = draft.content.last() else { return false };
    let from = last.end.saturating_sub(2).max(last.start);
    let asks = (from..last.end).any(|at| scene.lower(at) == "?");
    // One question at the end of a speech does not make all of it a question.
    asks && scene.text.sentence_of(draft.content[0].start) == scene.text.sentence_of(last.end - 1)
}

/// A noun phrase, a gerund or an infinitive: "no injuries", "a possible attack", "ever having met him".
fn phrase(scene: &Scene, draft: &Draft, content: Range<usize>, base: Factuality) -> Factuality {
    // Nobody can know what one only warns of, and "agreed to" is a promise.
    let to_come = match draft.class {
        "warn" | "alert" => draft.by == "cue + of",
        "agree" => draft.by == "cue + infinitive",
        _ => false,
    };
    if to_come {
        return Factuality::Uncommitted;
    }
    let mut value = Value::of(base);
    let head = (content.start..content.end.min(content.start + 8))
        .find(|at| scene.tag(*at).is_some_and(Tag::is_noun) && !scene.tag(*at + 1).is_some_and(Tag::is_noun))
        .unwrap_or(content.start);
    for at in content.start..head.max(content.start + 1).min(content.end) {
        let word = scene.lower(at);
        if at < content.start + 2 && matches!(word, "no" | "not" | "never" | "nobody" | "none" | "nothing" | "neither")
        {
            return value.turned().factuality();
        }
        if base == Factuality::Certain && matches!(word, "possible" | "potential") {
            value = value.at_most(1);
        }
        if base == Factuality::Certain && matches!(word, "likely" | "apparent" | "probable" | "alleged" | "suspected") {
            value = value.at_most(2);
        }
    }
    value.factuality()
}

/// Clauses. A speech of several sentences is certain unless all of them are not.
fn speech(scene: &Scene, draft: &Draft, content: Range<usize>, base: Factuality) -> Factuality {
    let first = sentence_value(scene, draft, first_clause(scene, content.clone(), draft));
    let over = Value::of(base);
    let mut at = scene.sentence(content.start).end;
    let several = draft.content.len() == 1 && at < content.end && !draft.phrase;
    if !several {
        return first.under(over).factuality();
    }
    for _ in 0..MOST_SENTENCES {
        if at >= content.end {
            break;
        }
        let end = scene.sentence(at).end.min(content.end);
        if end > at + 1 {
            let next = sentence_value(scene, draft, at..end);
            if next != first && (next == Value::CERTAIN || first == Value::CERTAIN) {
                return Value::CERTAIN.under(over).factuality();
            }
        }
        at = end.max(at + 1);
    }
    first.under(over).factuality()
}

/// The part of the content in the sentence it begins in.
fn first_clause(scene: &Scene, content: Range<usize>, draft: &Draft) -> Range<usize> {
    let mut start = content.start;
    while start < content.end && (scene.is_mark(start) || scene.is_stop(start)) {
        start += 1;
    }
    let start = start.min(content.end.saturating_sub(1));
    // "It ... to have bombed": what follows the cue holds the verb.
    if let Some(second) = draft.content.get(1)
        && !(start..content.end).any(|at| scene.is_finite(at))
    {
        return second.clone();
    }
    let end = scene.sentence(start).end.min(content.end);
    start..end.max(start)
}

/// What one clause comes to.
fn sentence_value(scene: &Scene, draft: &Draft, clause: Range<usize>) -> Value {
    let Some(root) = root(scene, &clause) else {
        return bare(scene, clause);
    };
    if is_order(scene, draft, root, &clause) || predicate::is_condition(scene, root) {
        return Value::OPEN;
    }
    predicate::value(scene, root, &clause, telling(scene, draft))
}

fn telling(scene: &Scene, draft: &Draft) -> Telling {
    let present = matches!(scene.tag(draft.at), Some(Tag::Vbz | Tag::Vbp)) || draft.by == "according to";
    let quoted = draft.content.first().is_some_and(|it| scene.is_mark(it.start));
    if present && !quoted { Telling::Present } else { Telling::Past }
}

/// "Put down your weapons": speech that orders.
fn is_order(scene: &Scene, draft: &Draft, root: usize, clause: &Range<usize>) -> bool {
    let quoted = draft.content.first().is_some_and(|it| scene.is_mark(it.start));
    let own = |it: usize| {
        matches!(scene.text.arc(it), Arc::Nsubj | Arc::NsubjPass | Arc::Csubj | Arc::Expl | Arc::Cop)
            || (scene.text.arc(it) == Arc::Aux && !matches!(scene.lower(it), "do"))
            || scene.text.arc(it) == Arc::Mark
    };
    let before = clause.start..root;
    let first = before.len() < 4
        && before.clone().all(|at| {
            matches!(
                scene.lower(at),
                "please" | "do" | "not" | "n't" | "n’t" | "never" | "just" | "and" | "but" | "so" | "always"
            ) || scene.is_stop(at)
                || scene.is_mark(at)
        });
    quoted
        && scene.tag(root) == Some(Tag::Vb)
        && first
        && !matches!(scene.lower(root), "thank" | "thanks")
        && !scene.tree.children(root).any(own)
}

/// The main word of a clause: the one that hangs on a word outside it.
fn root(scene: &Scene, clause: &Range<usize>) -> Option<usize> {
    let outside = |at: &usize| scene.text.head(*at).is_none_or(|head| !clause.contains(&head));
    let tops = || clause.clone().filter(outside).filter(|at| !scene.text.tag(*at).is_punctuation());
    let predicate = |at: &usize| {
        scene.text.tag(*at).is_verb()
            || scene
                .tree
                .children(*at)
                .any(|child| matches!(scene.text.arc(child), Arc::Cop | Arc::Nsubj | Arc::NsubjPass))
    };
    let found = tops().find(|at| predicate(at) && scene.text.arc(*at) != Arc::Advcl);
    found.or_else(|| {
        let finite = clause.clone().find(|at| scene.is_finite(*at))?;
        let verb = match scene.text.arc(finite) {
            Arc::Aux | Arc::AuxPass | Arc::Cop => {
                scene.text.head(finite).filter(|head| clause.contains(head)).unwrap_or(finite)
            }
            _ => finite,
        };
        // "consider it an insult if they did not vote": the only verb is not what is meant.
        let below = matches!(scene.text.arc(verb), Arc::Advcl | Arc::AclRelcl);
        (!below || scene.tree.range(verb).start <= clause.start).then_some(verb)
    })
}

/// A content without a verb: "none whatsoever".
fn bare(scene: &Scene, clause: Range<usize>) -> Value {
    let below =
        |at: &usize| matches!(scene.text.arc(*at), Arc::Mark) || matches!(scene.tag(*at), Some(Tag::Wdt | Tag::Wp));
    let end = clause.clone().find(below).unwrap_or(clause.end);
    let clause = clause.start..end;
    let any = |bit: u32| clause.clone().any(|at| scene.tables.is(scene.lower(at), bit));
    let sure = if any(kind::WEAK) { Value::CERTAIN.at_most(2) } else { Value::CERTAIN };
    if any(kind::NEGATION) && clause.len() < 12 { sure.turned() } else { sure }
}
