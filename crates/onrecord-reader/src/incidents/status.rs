//! Whether an incident is told as having happened, and how far it went.

use super::{
    clause::{Clause, clause, governor},
    scene::Scene,
    tables::Grade,
    triggers::Trigger,
};
use crate::model::{Arc, Factuality, Id, Stage, Statement, Status, Tag};

/// Status and stage of what a trigger tells.
pub(crate) fn status(scene: &Scene, trigger: &Trigger, clause_of: &Clause) -> (Status, Stage) {
    let mut told = of_clause(scene, trigger.at, clause_of);
    told = worse(told, of_first(scene, trigger.at));
    told = worse(told, of_nobody(scene, trigger.at, clause_of));
    if !trigger.row(scene).verb {
        told = worse(told, of_governor(scene, trigger));
    }
    if told == (Status::Happened, Stage::Accomplished) {
        told = of_chain(scene, trigger.at);
    }
    if told == (Status::Happened, Stage::Accomplished) {
        told = of_statement(scene, trigger);
    }
    if told.0 == Status::Happened && is_exercise(scene, trigger) {
        told.0 = Status::Hypothetical;
    }
    told
}

fn worse(one: (Status, Stage), other: (Status, Stage)) -> (Status, Stage) {
    if one == (Status::Happened, Stage::Accomplished) { other } else { one }
}

/// The verb's own modal, negation and condition.
fn of_clause(scene: &Scene, at: usize, clause: &Clause) -> (Status, Stage) {
    if clause.negated {
        return (Status::Denied, Stage::Accomplished);
    }
    if clause.mark.is_some() {
        return (Status::Hypothetical, Stage::Accomplished);
    }
    match clause.modal.map(|place| scene.text.lower(place)) {
        Some("to") => of_infinitive(scene, at),
        Some("will" | "'ll" | "shall") => (Status::Planned, Stage::Threatened),
        Some("would" | "could" | "may" | "might" | "should" | "can" | "must") => {
            (Status::Hypothetical, Stage::Accomplished)
        }
        _ => (Status::Happened, Stage::Accomplished),
    }
}

/// "orders to capture, destroy or shoot down", "is doing all to boycott and to murder": the second verb as the first.
fn of_first(scene: &Scene, at: usize) -> (Status, Stage) {
    let text = scene.text;
    let base = matches!(text.tag(at), Tag::Vb | Tag::Vbp) && text.arc(at) == Arc::Conj;
    let first = text.head(at).filter(|head| base && text.tag(*head).is_verb());
    first.map_or((Status::Happened, Stage::Accomplished), |head| of_clause(scene, head, &clause(text, head)))
}

/// "no civilians were killed", "there are no foreigners held hostage": whom it befell is nobody.
fn of_nobody(scene: &Scene, at: usize, clause: &Clause) -> (Status, Stage) {
    let text = scene.text;
    let below = |at: usize| text.head(at).filter(|_| matches!(text.arc(at), Arc::Acl | Arc::AclRelcl));
    // "no foreigners held hostage": the trigger may be the object of the participle.
    let held = below(at).or_else(|| text.head(at).filter(|_| text.arc(at) == Arc::Obj).and_then(below));
    if clause.object.iter().chain(&held).any(|place| is_nobody(scene, *place)) {
        return (Status::Denied, Stage::Accomplished);
    }
    (Status::Happened, Stage::Accomplished)
}

/// "no civilians", "nobody".
pub(crate) fn is_nobody(scene: &Scene, noun: usize) -> bool {
    let text = scene.text;
    matches!(text.lower(noun), "nobody" | "none") || text.children(noun).any(|it| it < noun && text.lower(it) == "no")
}

/// "tried to kill", "threatened to attack", "plans to bomb": what the verb above makes of an infinitive.
fn of_infinitive(scene: &Scene, at: usize) -> (Status, Stage) {
    let Some(head) = scene.text.head(at) else { return (Status::Happened, Stage::Accomplished) };
    if scene.text.children(head).any(|it| scene.text.arc(it) == Arc::Aux && scene.text.tag(it) == Tag::Md) {
        return (Status::Hypothetical, Stage::Accomplished);
    }
    // "is thought to have bombed": what is past is no purpose.
    let past = scene.text.children(at).any(|it| scene.text.lower(it) == "have" && it < at);
    match scene.tables.voices.get(scene.text.lower(head)).copied() {
        Some("try") => (Status::Happened, Stage::Attempted),
        Some("fail") => (Status::Denied, Stage::Attempted),
        _ if past => (Status::Happened, Stage::Accomplished),
        Some("threaten") => (Status::Happened, Stage::Threatened),
        Some("intend") => (Status::Planned, Stage::Threatened),
        _ if scene.text.arc(at) == Arc::Acl => (Status::Hypothetical, Stage::Accomplished),
        // "hired to storm the palace", "their mission was to kill": a purpose is no deed; "used a bomb to kill" is one.
        _ if is_purpose(scene, at, head) => (Status::Planned, Stage::Threatened),
        _ => (Status::Happened, Stage::Accomplished),
    }
}

/// Whether an infinitive says to what end something is done, rather than what was done ("went on to kill", "managed to").
fn is_purpose(scene: &Scene, at: usize, head: usize) -> bool {
    let text = scene.text;
    let deed = scene.tables.is(text.lemma(head), "achieve");
    let aim = matches!(text.arc(at), Arc::Advcl | Arc::Xcomp) || text.children(at).any(|it| text.arc(it) == Arc::Cop);
    aim && !deed
}

/// What the verb over an incident noun says: planned, foiled, attempted, denied, hypothetical.
fn of_governor(scene: &Scene, trigger: &Trigger) -> (Status, Stage) {
    let text = scene.text;
    let mut told = of_modifiers(scene, trigger.at);
    if let Some(head) = text.head(trigger.at).filter(|_| text.arc(trigger.at) == Arc::Nsubj) {
        let is_modal = |it: &usize| text.arc(*it) == Arc::Aux && text.tag(*it) == Tag::Md;
        let modal = text.children(head).find(is_modal).map(|it| text.lower(it));
        if matches!(modal, Some("would" | "could" | "may" | "might")) {
            return (Status::Hypothetical, Stage::Accomplished);
        }
    }
    let Some(verb) = governor(text, trigger.at) else { return told };
    let direct = text.head(trigger.at) == Some(verb);
    let object = direct && matches!(text.arc(trigger.at), Arc::Obj | Arc::NsubjPass);
    if object {
        let rows = scene.tables.single.get(text.lower(verb));
        let grade = rows.and_then(|rows| {
            rows.iter().map(|(row, _)| scene.tables.rows[*row as usize].grade).find(|it| is_stage(*it))
        });
        told = match grade {
            Some(Grade::Planned) => (Status::Planned, Stage::Threatened),
            Some(Grade::Foiled) => (Status::Happened, Stage::Foiled),
            Some(Grade::Attempted) => (Status::Happened, Stage::Attempted),
            _ => told,
        };
        // "ruled out an attack", "avoid bombings"; what they oppose with "the" may have been.
        if grade.is_none() && scene.tables.is(text.lemma(verb), "shun") && !is_definite(scene, trigger.at) {
            told = (Status::Hypothetical, Stage::Accomplished);
        }
        if grade.is_none() && scene.tables.is(text.lower(verb), "threaten") {
            told = (Status::Happened, Stage::Threatened);
        }
    }
    if direct && told == (Status::Happened, Stage::Accomplished) {
        let above = clause(text, verb);
        // "did not comment on the attack" says nothing against the attack; "did not carry out the attack" is about who.
        let existential =
            object && above.negated && matches!(text.lower(verb), "was" | "were" | "is" | "been" | "happen" | "occur");
        if existential {
            return (Status::Denied, Stage::Accomplished);
        }
        if object
            && matches!(above.modal.map(|place| text.lower(place)), Some("would" | "could" | "may" | "might" | "will"))
        {
            return (Status::Hypothetical, Stage::Accomplished);
        }
    }
    told
}

fn is_definite(scene: &Scene, noun: usize) -> bool {
    let text = scene.text;
    text.children(noun).any(|it| it < noun && matches!(text.lower(it), "the" | "this" | "that" | "these" | "those"))
}

fn is_stage(grade: Grade) -> bool {
    matches!(grade, Grade::Planned | Grade::Foiled | Grade::Attempted)
}

/// "a planned attack", "an attempted murder", "a foiled plot", "no attack", "any attack", "future attacks".
fn of_modifiers(scene: &Scene, at: usize) -> (Status, Stage) {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(at));
    for place in (sentence.start.max(at.saturating_sub(4))..at).rev() {
        let tag = text.tag(place);
        let sort = text.lower(place) == "of"
            && place > sentence.start
            && matches!(text.lower(place - 1), "form" | "kind" | "type" | "sort" | "act" | "forms" | "kinds" | "acts");
        if tag.is_verb() && text.arc(place) != Arc::Amod
            || tag == Tag::In && !sort
            || tag.is_punctuation() && tag != Tag::OpenQuote
        {
            break;
        }
        match text.lower(place) {
            "planned" | "impending" | "imminent" | "future" => return (Status::Planned, Stage::Threatened),
            "attempted" | "failed" | "botched" | "unsuccessful" => return (Status::Happened, Stage::Attempted),
            "foiled" | "thwarted" => return (Status::Happened, Stage::Foiled),
            "possible" | "potential" | "hypothetical" | "any" | "mock" | "simulated" | "fictional" | "further" => {
                return (Status::Hypothetical, Stage::Accomplished);
            }
            "no" => return (Status::Denied, Stage::Accomplished),
            _ => {}
        }
    }
    (Status::Happened, Stage::Accomplished)
}

/// A condition, fear or wish over the clause: "if the rebels attacked", "fears that gunmen will".
fn of_chain(scene: &Scene, at: usize) -> (Status, Stage) {
    const MAX_UP: usize = 3;
    let text = scene.text;
    let mut next = at;
    for _ in 0..MAX_UP {
        let Some(head) = text.head(next) else { break };
        let arc = text.arc(next);
        if matches!(arc, Arc::Advcl)
            && text.children(next).any(|it| text.arc(it) == Arc::Mark && matches!(text.lower(it), "if" | "unless"))
        {
            return (Status::Hypothetical, Stage::Accomplished);
        }
        if matches!(arc, Arc::Xcomp) && text.tag(next) != Tag::Vbn {
            match scene.tables.voices.get(text.lower(head)).copied() {
                Some("try") => return (Status::Happened, Stage::Attempted),
                Some("threaten") => return (Status::Happened, Stage::Threatened),
                Some("intend") => return (Status::Planned, Stage::Threatened),
                Some("fail") => return (Status::Denied, Stage::Attempted),
                _ => {}
            }
        }
        if !matches!(arc, Arc::Conj | Arc::Xcomp | Arc::Ccomp | Arc::Advcl) {
            break;
        }
        next = head;
    }
    (Status::Happened, Stage::Accomplished)
}

/// What the statement commits to that a verb stands in: a denial, a threat, a question, an order.
fn of_statement(scene: &Scene, trigger: &Trigger) -> (Status, Stage) {
    let happened = (Status::Happened, Stage::Accomplished);
    let Some(id) = scene.innermost(trigger.span(scene)) else { return happened };
    let it: &Statement = scene.statements.get(id);
    // "denied reports that a barracks was attacked".
    let denied = it.parent.is_some_and(|parent| scene.statements.get(parent).class == "deny");
    if denied && is_main_verb(scene, id, trigger.at) {
        return (Status::Denied, Stage::Accomplished);
    }
    let verb = trigger.row(scene).verb && is_main_verb(scene, id, trigger.at);
    match it.class {
        _ if !verb => happened,
        "threaten" => (Status::Happened, Stage::Threatened),
        "promise" | "demand" | "order" | "hope" | "want" => (Status::Hypothetical, Stage::Accomplished),
        _ => match it.factuality {
            Factuality::CertainNot | Factuality::ProbableNot | Factuality::PossibleNot => {
                (Status::Denied, Stage::Accomplished)
            }
            Factuality::Possible if trigger.form == super::forms::Form::Base => {
                (Status::Hypothetical, Stage::Accomplished)
            }
            _ => happened,
        },
    }
}

/// Whether a verb is the main one of a statement's content.
fn is_main_verb(scene: &Scene, id: Id<Statement>, at: usize) -> bool {
    let hull = scene.statements.get(id).content_hull();
    scene.text.head(at).is_none_or(|head| !hull.contains(scene.text.span(head)))
}

/// "during a drill", "a training exercise in which", and stories: the sentence says it is not real.
fn is_exercise(scene: &Scene, trigger: &Trigger) -> bool {
    const NEAR: usize = 12;
    let text = scene.text;
    let places = text.places(trigger.sentence);
    let near = places.start.max(trigger.at.saturating_sub(NEAR))..places.end.min(trigger.at + NEAR);
    let mut fiction = 0;
    for place in near {
        let word = text.lower(place);
        if scene.tables.drills.contains(word) && text.tag(place).is_noun() || matches!(word, "mock" | "simulated") {
            return true;
        }
        fiction += usize::from(scene.tables.fiction.contains(word) && text.tag(place).is_noun());
    }
    fiction >= 2
}
