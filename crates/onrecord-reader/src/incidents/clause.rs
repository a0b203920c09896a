//! Who does what to whom in one clause: the arguments of a verb, with passives, relative clauses and shared subjects undone.

use super::linear;
use crate::{
    model::{Arc, Tag},
    syntax::Text,
};

/// The arguments of a verb, each the place of its head word.
#[derive(Debug, Default, Clone)]
pub(crate) struct Clause {
    /// Who does it, in the active or after "by".
    pub(crate) subject: Vec<usize>,
    /// To whom: the object, or the subject of a passive.
    pub(crate) object: Vec<usize>,
    /// Preposition and noun.
    pub(crate) obliques: Vec<(usize, usize)>,
    /// Whether in the passive.
    pub(crate) passive: bool,
    /// Whether negated.
    pub(crate) negated: bool,
    /// The modal or "to" before the verb.
    pub(crate) modal: Option<usize>,
    /// "if", "unless", "whether" before the clause.
    pub(crate) mark: Option<usize>,
    /// The complement clause or open complement.
    pub(crate) complement: Option<usize>,
    /// Adverbs.
    pub(crate) adverbs: Vec<usize>,
}

/// How far up a missing subject is looked for.
const MAX_CLIMB: usize = 4;

/// The arguments of the verb at `verb`.
pub(crate) fn clause(text: &Text, verb: usize) -> Clause {
    let mut clause = own_arguments(text, verb);
    resolve_relative(text, verb, &mut clause);
    // "If convicted of murder, he ...", "Wounded by police, he ...".
    let bare = text.tag(verb) == Tag::Vbn && text.arc(verb) == Arc::Advcl && clause.object.is_empty();
    clause.passive |= bare && !text.children(verb).any(|it| matches!(text.arc(it), Arc::Aux | Arc::Nsubj));
    let missing = if clause.passive { clause.object.is_empty() } else { clause.subject.is_empty() };
    if missing {
        inherit_subject(text, verb, &mut clause);
    }
    by_order(text, verb, &mut clause);
    let subject = std::mem::take(&mut clause.subject);
    clause.subject = with_conjuncts(text, subject);
    let object = std::mem::take(&mut clause.object);
    clause.object = with_conjuncts(text, object);
    clause
}

/// What word order says where the tree leaves a slot empty.
fn by_order(text: &Text, verb: usize, clause: &mut Clause) {
    let sentence = text.places(text.sentence_of(verb));
    let past = text.lower(verb).ends_with("ed") || matches!(text.tag(verb), Tag::Vbn | Tag::Vbd);
    if !clause.passive && past && linear::is_passive(text, verb, sentence.start) {
        clause.passive = true;
        if clause.object.is_empty() {
            clause.object = std::mem::take(&mut clause.subject);
        }
    }
    if clause.passive {
        if clause.subject.is_empty() {
            clause
                .subject
                .extend(linear::agent_after(text, verb, sentence.end).filter(|it| !clause.object.contains(it)));
        }
        if clause.object.is_empty() {
            clause.object.extend(linear::noun_before(text, verb, &sentence));
        }
        return;
    }
    if clause.object.is_empty() {
        let found = linear::noun_after(text, verb + 1, sentence.end).filter(|it| !clause.subject.contains(it));
        let oblique = |it: &usize| clause.obliques.iter().any(|(_, noun)| noun == it);
        clause.object.extend(found.filter(|it| !oblique(it)));
    }
    if clause.subject.is_empty() && !matches!(text.tag(verb), Tag::Vb) {
        clause.subject.extend(linear::noun_before(text, verb, &sentence).filter(|it| !clause.object.contains(it)));
    }
}

/// The arguments that hang on the verb itself; the subject of a passive stands as object.
fn own_arguments(text: &Text, verb: usize) -> Clause {
    let mut clause = Clause::default();
    for place in text.children(verb) {
        match text.arc(place) {
            Arc::Nsubj | Arc::Csubj => clause.subject.push(place),
            Arc::NsubjPass => {
                clause.passive = true;
                clause.object.push(place);
            }
            Arc::AuxPass => clause.passive = true,
            Arc::Obj => clause.object.push(place),
            Arc::OblAgent => {
                clause.passive = true;
                clause.subject.push(place);
            }
            Arc::Obl | Arc::Iobj | Arc::Nmod => oblique(text, place, &mut clause),
            Arc::Aux if text.tag(place) == Tag::Md => clause.modal = Some(place),
            Arc::Mark if text.lower(place) != "to" || !text.lower(verb).ends_with("ing") => {
                mark(text, place, &mut clause)
            }
            Arc::Advmod => adverb(text, place, &mut clause),
            Arc::Xcomp | Arc::Ccomp => clause.complement = Some(place),
            _ => {}
        }
    }
    if clause.passive && clause.subject.len() == 1 && clause.object.is_empty() && !is_by_phrase(text, clause.subject[0])
    {
        // A parser that writes nsubj for the subject of a passive.
        clause.object = std::mem::take(&mut clause.subject);
    }
    clause
}

fn is_by_phrase(text: &Text, place: usize) -> bool {
    text.arc(place) == Arc::OblAgent || text.child(place, Arc::Case).is_some_and(|case| text.lower(case) == "by")
}

fn oblique(text: &Text, place: usize, clause: &mut Clause) {
    let Some(case) = text.child(place, Arc::Case) else { return };
    if text.lower(case) == "by" && text.tag(place).is_noun() && clause.subject.is_empty() {
        clause.subject.push(place);
        clause.passive = true;
        return;
    }
    for noun in with_conjuncts(text, vec![place]) {
        clause.obliques.push((case, noun));
    }
}

fn mark(text: &Text, place: usize, clause: &mut Clause) {
    match text.lower(place) {
        "to" => clause.modal = clause.modal.or(Some(place)),
        "if" | "unless" | "whether" => clause.mark = Some(place),
        _ => {}
    }
}

fn adverb(text: &Text, place: usize, clause: &mut Clause) {
    match text.lower(place) {
        "not" | "n't" | "never" | "n’t" => clause.negated = true,
        _ => clause.adverbs.push(place),
    }
}

/// "gunmen who attacked": the relative pronoun stands for the noun the clause hangs on; "a bomb planted by" likewise.
fn resolve_relative(text: &Text, verb: usize, clause: &mut Clause) {
    let Some(head) = text.head(verb) else { return };
    let relative = |place: &usize| matches!(text.tag(*place), Tag::Wdt | Tag::Wp) || text.lower(*place) == "that";
    match text.arc(verb) {
        Arc::AclRelcl => {
            // "charges that he set off a bomb": the verb has its own doer and its own object.
            if clause.object.iter().any(|place| !relative(place)) && clause.subject.iter().any(|it| !relative(it)) {
                clause.object.retain(|place| !relative(place));
                return;
            }
            for place in clause.subject.iter_mut().chain(clause.object.iter_mut()) {
                if relative(place) {
                    *place = head;
                }
            }
            if clause.subject.is_empty() && clause.object.is_empty() {
                clause.subject.push(head);
            } else if clause.object.is_empty() && !clause.subject.contains(&head) {
                clause.object.push(head);
            }
        }
        Arc::Acl => match text.tag(verb) {
            Tag::Vbg | Tag::Vb if clause.subject.is_empty() => {
                clause.subject.push(head);
            }
            // "rebels attacked the village" read as a participle: its own object makes it active.
            _ if !clause.object.is_empty() && !clause.passive => clause.subject.push(head),
            // "Two men set off a bomb" read so: no participle has a noun phrase right behind it.
            _ if !clause.passive && clause.object.is_empty() && linear::object_follows(text, verb) => {
                clause.subject.push(head);
            }
            _ if clause.object.is_empty() => {
                clause.passive = true;
                clause.object.push(head);
            }
            _ => {}
        },
        _ => {}
    }
}

/// "Gunmen stormed the hall and killed 3", "A bomb exploded, killing 3": the subject stands at the verb above.
fn inherit_subject(text: &Text, verb: usize, clause: &mut Clause) {
    let mut at = verb;
    for _ in 0..MAX_CLIMB {
        let Some(head) = text.head(at) else { return };
        let after_auxiliary = at > 0 && matches!(text.lower(at - 1), "has" | "have" | "had");
        if !matches!(text.arc(at), Arc::Conj | Arc::Xcomp | Arc::Advcl | Arc::Parataxis)
            && !after_auxiliary
            && at == verb
        {
            return;
        }
        let mut above = own_arguments(text, head);
        resolve_relative(text, head, &mut above);
        let participle = text.tag(verb) == Tag::Vbn && text.arc(verb) == Arc::Conj && above.passive;
        if above.passive && !above.object.is_empty() {
            if participle || clause.passive {
                if clause.object.is_empty() {
                    clause.object = above.object;
                    clause.passive = true;
                }
                if clause.subject.is_empty() && text.arc(at) == Arc::Conj {
                    clause.subject = above.subject;
                }
                return;
            }
            clause.subject = above.object;
            return;
        }
        if !above.subject.is_empty() {
            if clause.passive && clause.object.is_empty() {
                clause.object = above.subject;
            } else {
                clause.subject = above.subject;
            }
            return;
        }
        at = head;
    }
}

/// Each noun with the nouns coordinated to it.
pub(crate) fn with_conjuncts(text: &Text, nouns: Vec<usize>) -> Vec<usize> {
    const MAX: usize = 16;
    let mut all = nouns;
    let mut at = 0;
    while at < all.len() && all.len() < MAX {
        let noun = all[at];
        let joined: Vec<usize> = text
            .children(noun)
            .filter(|place| is_joined(text, *place) && !text.tag(*place).is_verb() && !all.contains(place))
            .collect();
        all.extend(joined);
        at += 1;
    }
    all
}

/// A conjunct; or an apposition with conjuncts of its own, which is the second of a list ("a priest, a nurse and two children").
fn is_joined(text: &Text, place: usize) -> bool {
    match text.arc(place) {
        Arc::Conj => true,
        Arc::Appos => text.children(place).any(|it| text.arc(it) == Arc::Conj),
        _ => false,
    }
}

/// The verb that governs a noun: its head, through other nouns, up to a verb.
pub(crate) fn governor(text: &Text, noun: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..MAX_CLIMB + 2 {
        let head = text.head(at)?;
        if text.tag(head).is_verb() {
            return Some(head);
        }
        at = head;
    }
    None
}
