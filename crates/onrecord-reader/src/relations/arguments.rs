//! Between whom: the entities at the arguments of a relation's word.

use rustc_hash::FxHashSet;

use crate::{
    incidents::{clause::with_conjuncts, scene::Scene},
    model::*,
};

/// Which side of a relation, and of which predicate the subject is.
#[derive(Clone, Copy)]
pub(crate) enum Side<'a> {
    /// The subject of a predicate.
    Subject(&'a str),
    /// The object.
    Object,
}

/// The entities at some nouns that may stand on a side: names, or what names stand for ("its fighters", "the army of").
pub(crate) fn entities_at(
    scene: &Scene,
    nouns: &[usize],
    bodies: &FxHashSet<&str>,
    types: &str,
    side: Side,
) -> Vec<Id<Entity>> {
    let mut all = Vec::new();
    for noun in nouns {
        let Some(entity) = entity_at(scene, *noun, bodies, side) else { continue };
        if allowed(scene.entities.get(entity).kind, types) && !all.contains(&entity) {
            all.push(entity);
        }
    }
    all
}

fn entity_at(scene: &Scene, noun: usize, bodies: &FxHashSet<&str>, side: Side) -> Option<Id<Entity>> {
    let text = scene.text;
    if let Some((at, _)) = scene.name_at(noun) {
        return scene.entity(at);
    }
    if bodies.contains(text.lower(noun)) {
        let of = after_preposition(scene, noun, &["of"]);
        let owner = text.child(noun, Arc::NmodPoss).or_else(|| of.first().copied());
        let owner = owner
            .or_else(|| text.children(noun).find(|it| text.arc(*it) == Arc::Compound && scene.name_at(*it).is_some()));
        if let Some(owner) = owner {
            let found = scene.name_at(owner).and_then(|(at, _)| scene.entity(at)).or_else(|| scene.entity(owner));
            let found = found.filter(|id| is_named(scene, *id)).or_else(|| body_before(scene, owner));
            if found.is_some_and(|id| is_named(scene, id)) {
                return found;
            }
        }
    }
    let entity = scene.entity(noun)?;
    let unnamed = matches!(side, Side::Subject("accuses" | "criticizes" | "warns"));
    (is_named(scene, entity) || unnamed).then_some(entity)
}

/// "its leaders", "the group's fighters" whose owner nothing resolves: the first body named in the sentence or the one before.
fn body_before(scene: &Scene, owner: usize) -> Option<Id<Entity>> {
    let text = scene.text;
    if !matches!(
        text.lower(owner),
        "its" | "group" | "organization" | "organisation" | "movement" | "network" | "militia"
    ) {
        return None;
    }
    let here = text.sentence_of(owner);
    let body = |places: std::ops::Range<usize>| {
        let mut names = places.filter_map(|place| scene.mention(place).map(|it| (place, it)));
        let found = names.find(|(_, it)| it.form == MentionForm::Name && it.kind == Some(EntityKind::Organization))?;
        scene.entity(found.0)
    };
    let start = text.places(here).start;
    body(start..owner).or_else(|| here.checked_sub(1).and_then(|before| body(text.places(before))))
}

fn is_named(scene: &Scene, entity: Id<Entity>) -> bool {
    const MAX: usize = 40;
    scene.entities.get(entity).mentions.iter().take(MAX).any(|id| scene.mentions.get(*id).form == MentionForm::Name)
}

fn allowed(kind: EntityKind, types: &str) -> bool {
    let letter = match kind {
        EntityKind::Person => "PA",
        EntityKind::Organization => "OA",
        EntityKind::Place => "LA",
        EntityKind::Group => "POA",
        _ => return false,
    };
    types.chars().any(|it| letter.contains(it))
}

/// Whom a noun describes: "X is the leader", "X, the leader of", "the leader, X", "Front leader X".
pub(crate) fn described(scene: &Scene, noun: usize) -> Option<(Vec<usize>, bool)> {
    let text = scene.text;
    let mut at = noun;
    // "one of the first branches": the subject stands at "one".
    if text.arc(at) == Arc::Nmod {
        let head = text.head(at)?;
        if matches!(text.lower(head), "one" | "part" | "some" | "most" | "two") {
            at = head;
        }
    }
    let negated = |top: usize| text.children(top).any(|it| matches!(text.lower(it), "not" | "n't" | "never" | "no"));
    if text.child(at, Arc::Cop).is_some() {
        let subject = text.child(at, Arc::Nsubj)?;
        let modal = text.children(at).any(|it| text.arc(it) == Arc::Aux && text.tag(it) == Tag::Md);
        return (!modal).then(|| (with_conjuncts(text, vec![subject]), !negated(at)));
    }
    if let Some(inner) = text.children(at).find(|it| text.arc(*it) == Arc::Appos && scene.name_at(*it).is_some()) {
        return Some((vec![inner], true));
    }
    match text.arc(at) {
        Arc::Appos => Some((vec![text.head(at)?], true)),
        Arc::Compound | Arc::Flat | Arc::Nmod => {
            let head = text.head(at)?;
            let title = head > at
                && head - at <= 5
                && scene.name_at(head).is_some_and(|(_, it)| it.kind == Some(EntityKind::Person));
            title.then(|| (vec![head], true))
        }
        Arc::Conj => {
            let head = text.head(at)?;
            (head < at && text.arc(head) == Arc::Appos).then(|| text.head(head)).flatten().map(|it| (vec![it], true))
        }
        _ => next_name(scene, at),
    }
}

/// A person's name right after the noun ("spokesman Ali Reza").
fn next_name(scene: &Scene, noun: usize) -> Option<(Vec<usize>, bool)> {
    let end = scene.text.places(scene.text.sentence_of(noun)).end;
    let next = (noun + 1 < end).then_some(noun + 1)?;
    let (at, mention) = scene.name_at(next)?;
    let starts = scene.text.places_in(mention.span).start == next;
    (starts && mention.kind == Some(EntityKind::Person)).then(|| (vec![at], true))
}

/// Whose ties, talks or links: the possessor, or the subject of the verb they are the object of.
pub(crate) fn owner(scene: &Scene, noun: usize) -> Option<(Vec<usize>, bool)> {
    const MAX_UP: usize = 4;
    let text = scene.text;
    if let Some(owner) = text.child(noun, Arc::NmodPoss) {
        return Some((vec![owner], true));
    }
    let mut at = noun;
    for _ in 0..MAX_UP {
        let head = text.head(at)?;
        if text.tag(head).is_verb() {
            let above = crate::incidents::clause::clause(text, head);
            let unreal = above.modal.is_some() || above.mark.is_some();
            let ended = matches!(
                text.lower(head),
                "cut" | "severed" | "broke" | "ended" | "denied" | "deny" | "denies" | "suspended"
            );
            return (!above.subject.is_empty() && !unreal).then_some((above.subject, !above.negated && !ended));
        }
        if text.child(head, Arc::Cop).is_some() {
            return text.child(head, Arc::Nsubj).map(|it| (vec![it], true));
        }
        at = head;
    }
    None
}

/// The object of a noun: after its preposition, as its possessor, or the name right before it.
pub(crate) fn of_noun(scene: &Scene, noun: usize, names: &[&str], subjects: &[usize]) -> Vec<usize> {
    let text = scene.text;
    for name in names {
        let found = match *name {
            "poss" => possessors(scene, noun),
            "compound" => before(scene, noun),
            preposition => {
                let hung = after_preposition(scene, noun, &[preposition]);
                if hung.is_empty() { right_after(scene, noun, preposition) } else { hung }
            }
        };
        let found: Vec<usize> = found.into_iter().filter(|it| !subjects.contains(it)).collect();
        if !found.is_empty() {
            return found;
        }
    }
    // "Krystle's friend, Karen" hangs the possessor on the name.
    subjects.iter().filter_map(|it| text.child(*it, Arc::NmodPoss)).collect()
}

/// The names right after a preposition that follows a word, by word order.
pub(crate) fn right_after(scene: &Scene, word: usize, preposition: &str) -> Vec<usize> {
    let text = scene.text;
    let end = text.places(text.sentence_of(word)).end;
    let next = word + 1;
    if next >= end || text.lower(next) != preposition {
        return Vec::new();
    }
    names_from(scene, next + 1, end)
}

/// A list of names: names with nothing but commas, "and", "or" and articles between them.
fn names_from(scene: &Scene, from: usize, end: usize) -> Vec<usize> {
    const MAX_NAMES: usize = 16;
    let text = scene.text;
    let mut found = Vec::new();
    let mut at = from;
    while at < end && found.len() < MAX_NAMES {
        if let Some((head, mention)) = scene.name_at(at) {
            found.push(head);
            at = text.places_in(mention.span).end.max(at + 1);
        } else if matches!(text.lower(at), "," | "and" | "or" | "the" | "a" | "an") {
            at += 1;
        } else {
            break;
        }
    }
    found
}

fn possessors(scene: &Scene, noun: usize) -> Vec<usize> {
    let owner = scene.text.child(noun, Arc::NmodPoss);
    owner.map(|it| with_conjuncts(scene.text, vec![it])).unwrap_or_default()
}

/// The name of a body or country right before a noun: "Hamas leader", "U.S. ally".
fn before(scene: &Scene, noun: usize) -> Vec<usize> {
    let text = scene.text;
    let start = text.places(text.sentence_of(noun)).start;
    let Some(place) = noun.checked_sub(1).filter(|it| *it >= start) else { return Vec::new() };
    let name = scene.name_at(place).filter(|(_, it)| it.kind != Some(EntityKind::Person));
    name.map(|(at, _)| vec![at]).unwrap_or_default()
}

/// The nouns after a preposition that hangs on a noun.
pub(crate) fn after_preposition(scene: &Scene, noun: usize, prepositions: &[&str]) -> Vec<usize> {
    let text = scene.text;
    let child = text.children(noun).find(|it| {
        matches!(text.arc(*it), Arc::Nmod | Arc::Obl)
            && text.child(*it, Arc::Case).is_some_and(|case| prepositions.contains(&text.lower(case)))
    });
    child.map(|it| with_conjuncts(text, vec![it])).unwrap_or_default()
}

/// When: a time that hangs on the word or its verb.
pub(crate) fn date(scene: &Scene, at: usize) -> Option<Edtf> {
    const MAX_UP: usize = 8;
    let text = scene.text;
    let sentence = text.span_of(text.places(text.sentence_of(at)));
    let items = scene.times.items();
    let first = items.partition_point(|time| time.span.start() < sentence.start());
    let near = items[first..].iter().take_while(|time| time.span.start() < sentence.end()).take(8);
    near.filter(|time| matches!(time.kind, TimeType::Date)).find_map(|time| {
        let mut place = text.places_in(time.span).last()?;
        for _ in 0..MAX_UP {
            let head = text.head(place)?;
            if head == at {
                return time.edtf.clone();
            }
            if text.tag(head).is_verb() {
                return None;
            }
            place = head;
        }
        None
    })
}
