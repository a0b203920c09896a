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
    // "is no longer a spokesman".
    let over = |it: usize| text.lower(it) == "longer" && it > 0 && text.lower(it - 1) == "no";
    let negated =
        |top: usize| text.children(top).any(|it| matches!(text.lower(it), "not" | "n't" | "never" | "no") || over(it));
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
            let found = (head < at && text.arc(head) == Arc::Appos).then(|| text.head(head)).flatten();
            found.map(|it| (vec![it], true)).or_else(|| enclosed_name(scene, at))
        }
        _ => next_name(scene, at).or_else(|| enclosed_name(scene, at)),
    }
}

/// A name between commas after a noun and what belongs to it: "a spokesman for the League, Jon Pell, said"; no list.
fn enclosed_name(scene: &Scene, noun: usize) -> Option<(Vec<usize>, bool)> {
    const FAR: usize = 8;
    let text = scene.text;
    let end = text.places(text.sentence_of(noun)).end;
    let comma = (noun + 1..end.min(noun + FAR)).find(|at| text.lower(*at) == ",")?;
    let plain =
        |at: usize| text.tag(at).is_noun() || matches!(text.tag(at), Tag::In | Tag::To | Tag::Dt | Tag::Jj | Tag::Pos);
    if !(noun + 1..comma).all(plain) {
        return None;
    }
    let start = comma + 1 + usize::from(comma + 1 < end && text.lower(comma + 1) == "the");
    let (at, mention) = (start < end).then(|| scene.name_at(start)).flatten()?;
    let places = text.places_in(mention.span);
    let after = places.end;
    let closed = after < end && text.lower(after) == ",";
    let listed = after + 1 < end && matches!(text.lower(after + 1), "and" | "or") || scene.name_at(after + 1).is_some();
    (places.start <= start && closed && !listed).then(|| (vec![at], true))
}

/// The name before a hyphen, and whom the joined word describes: the name after it, or what its noun names.
pub(crate) fn joined(scene: &Scene, word: usize) -> Option<(usize, Vec<usize>)> {
    const FAR: usize = 5;
    let text = scene.text;
    let sentence = text.places(text.sentence_of(word));
    if word < sentence.start + 2 || !matches!(text.lower(word - 1), "-" | "‑" | "–") {
        return None;
    }
    let (before, _) = scene.name_at(word - 2)?;
    let mut noun = None;
    for at in word + 1..sentence.end.min(word + 1 + FAR) {
        if let Some((head, mention)) = scene.name_at(at) {
            // "a Paris-based Norlandic group": a people or place does not end the phrase.
            let inner = text.tag(head) == Tag::Jj || mention.kind == Some(EntityKind::Place);
            if !inner {
                return Some((before, vec![head]));
            }
            continue;
        }
        match text.tag(at) {
            Tag::Nn | Tag::Nns => noun = Some(at),
            Tag::Jj | Tag::Vbn | Tag::Hyph | Tag::Cc => (),
            _ => break,
        }
    }
    let (subjects, holds) = described(scene, noun?).filter(|(subjects, _)| !subjects.contains(&before))?;
    holds.then_some((before, subjects))
}

/// The names right before and after a word, over a comma.
pub(crate) fn around(scene: &Scene, word: usize) -> Option<(usize, usize)> {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(word));
    let before = word.checked_sub(1).filter(|at| *at >= sentence.start)?;
    let comma = text.lower(before) == ",";
    let before = before.checked_sub(usize::from(comma)).filter(|at| *at >= sentence.start)?;
    let after = (word + 1 < sentence.end).then_some(word + 1)?;
    let (after, _) = scene.name_at(after)?;
    Some((scene.name_at(before)?.0, after))
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
    let negated = |top: usize| text.children(top).any(|it| matches!(text.lower(it), "not" | "n't" | "never" | "no"));
    if text.child(noun, Arc::Cop).is_some() {
        // "is at war with".
        let modal = text.children(noun).any(|it| text.tag(it) == Tag::Md);
        return text.child(noun, Arc::Nsubj).filter(|_| !modal).map(|it| (vec![it], !negated(noun)));
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

/// When: a time that hangs on the word or its verb; bounds ("since", "until", "from ... to") are an open stretch or a whole one.
pub(crate) fn date(scene: &Scene, at: usize) -> Option<Edtf> {
    let text = scene.text;
    let time = attached_time(scene, at)?;
    let edtf = time.edtf.clone()?;
    let first = text.places_in(time.span).start;
    let before = first.checked_sub(1).map_or("", |at| text.lower(at));
    let word = edtf.as_str();
    if word.contains('/') {
        return Some(edtf);
    }
    let bounded = match before {
        "until" | "till" => format!("../{word}"),
        "since" => format!("{word}/.."),
        "from" | "between" => match other_end(scene, time) {
            Some(end) => format!("{word}/{end}"),
            None if before == "from" => format!("{word}/.."),
            None => return Some(edtf),
        },
        _ => return Some(edtf),
    };
    Edtf::parse(&bounded)
}

/// The day that ends "from 2001 to 2009": the next time, after "to", "until" or "and".
fn other_end(scene: &Scene, first: &TimeExpression) -> Option<String> {
    let text = scene.text;
    let link = text.places_in(first.span).end;
    if link >= text.tokens.len() || !matches!(text.lower(link), "to" | "until" | "till" | "and") {
        return None;
    }
    let start = text.span(link).end();
    let items = scene.times.items();
    let next = items.get(items.partition_point(|time| time.span.start() < start))?;
    let adjoins = text.places_in(next.span).start <= link + 2;
    let end = next.edtf.as_ref().map(Edtf::as_str).filter(|end| adjoins && !end.contains('/'))?;
    Some(end.to_owned())
}

/// The time that hangs on a word or its verb.
fn attached_time<'a>(scene: &Scene<'a>, at: usize) -> Option<&'a TimeExpression> {
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
                return Some(time);
            }
            if text.tag(head).is_verb() {
                return None;
            }
            place = head;
        }
        None
    })
}
