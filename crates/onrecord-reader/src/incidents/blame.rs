//! Whom the words over a deed lay it to: accused of it, convicted of it, guilty by own plea, suspect in it.

use super::{
    clause::{Clause, clause},
    roles::{add_perpetrator, is_after, is_support},
    scene::Scene,
    telling::Telling,
    things::{Thing, What},
};
use crate::model::*;

/// How a deed is laid to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Door {
    /// "accused of", "charged with", "suspected of": never a fact.
    Accused,
    /// "convicted of", "found guilty of": a court's finding, as the outlet reports it.
    Convicted,
    /// "pleaded guilty to", "confessed to".
    Admitted,
    /// "pleaded not guilty to".
    Denied,
    /// "was never convicted of", "was not charged with": not at all.
    Not,
}

/// "accused the Front of bombing", "found guilty of the murder", "pleaded not guilty to shooting": to whom and how the words
/// over a deed lay it.
pub(crate) fn laid_to(scene: &Scene, deed: usize) -> Option<(usize, Door)> {
    const MAX_UP: usize = 3;
    let text = scene.text;
    let sentence = text.places(text.sentence_of(deed));
    let before = if text.tag(deed).is_verb() && text.lower(deed).ends_with("ing") {
        deed.checked_sub(1).filter(|it| *it >= sentence.start)
    } else if text.tag(deed).is_noun() {
        text.child(deed, Arc::Case)
    } else {
        None
    };
    if !matches!(before.map(|it| text.lower(it)), Some("of" | "for" | "with" | "in" | "to" | "over")) {
        return None;
    }
    let mut at = deed;
    for _ in 0..MAX_UP {
        at = text.head(at)?;
        let Some(door) = door(scene, at) else { continue };
        let verb =
            if text.tag(at).is_verb() { at } else { text.head(at).filter(|it| text.tag(*it).is_verb()).unwrap_or(at) };
        let above = clause(text, verb);
        let who = match door {
            Door::Accused | Door::Convicted => above.object.first().or(above.subject.first()),
            Door::Admitted | Door::Denied | Door::Not => above.subject.first().or(above.object.first()),
        };
        let noun = who.copied().filter(|it| *it != at && *it != deed)?;
        return Some((noun, if above.negated { Door::Not } else { door }));
    }
    None
}

/// What a word says of the deed below it.
fn door(scene: &Scene, at: usize) -> Option<Door> {
    let text = scene.text;
    // "was found guilty in the shooting".
    let found = matches!(text.lemma(at), "find") && text.children(at).any(|it| it > at && text.lower(it) == "guilty");
    if found {
        return Some(if is_unreal(scene, at) { Door::Accused } else { Door::Convicted });
    }
    match *scene.tables.blame.get(text.lower(at))? {
        "accuse" => Some(Door::Accused),
        "suspect" if text.tag(at).is_verb() => Some(Door::Accused),
        "convict" if is_unreal(scene, at) => Some(Door::Accused),
        "convict" => Some(Door::Convicted),
        "admit" => Some(Door::Admitted),
        "plead" => plea(scene, at),
        "guilty" => {
            let sentence = text.places(text.sentence_of(at));
            let near = sentence.start.max(at.saturating_sub(3))..at;
            let pleads = near.rev().find(|it| scene.tables.blame.get(text.lower(*it)) == Some(&"plead"));
            match pleads {
                Some(verb) => plea(scene, verb),
                None if is_unreal(scene, at) => Some(Door::Accused),
                None => Some(Door::Convicted),
            }
        }
        _ => None,
    }
}

/// "if convicted", "could be found guilty", "never convicted", "wrongly convicted": no verdict, or one that does not hold.
fn is_unreal(scene: &Scene, at: usize) -> bool {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(at));
    let mut near = sentence.start.max(at.saturating_sub(4))..at;
    near.any(|it| {
        let word = text.lower(it);
        matches!(
            word,
            "if" | "unless"
                | "not"
                | "never"
                | "be"
                | "being"
                | "whether"
                | "wrongly"
                | "wrongfully"
                | "want"
                | "wants"
                | "wanted"
        ) || text.tag(it) == Tag::Md
    })
}

/// "pleaded guilty" admits, "pleaded not guilty" denies.
fn plea(scene: &Scene, verb: usize) -> Option<Door> {
    const NEAR: usize = 4;
    let text = scene.text;
    let end = text.places(text.sentence_of(verb)).end.min(verb + NEAR);
    let guilty = (verb + 1..end).find(|it| text.lower(*it) == "guilty")?;
    Some(if (verb + 1..guilty).any(|it| text.lower(it) == "not") { Door::Denied } else { Door::Admitted })
}

/// "the suspect in the bombing", "bombing suspect Ran Hale", "the mastermind of the attack": whom a noun for the doer means.
pub(crate) fn doer(scene: &Scene, deed: usize) -> Option<(usize, Option<Door>)> {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(deed));
    let after = Some(deed + 1).filter(|it| *it < sentence.end && text.arc(deed) == Arc::Compound);
    let over = text.head(deed).filter(|_| is_after(scene, deed, &["in", "of", "for", "behind"]));
    let noun = after.into_iter().chain(over).find(|it| {
        let kind = scene.tables.blame.get(text.lower(*it)).copied();
        text.tag(*it).is_noun() && matches!(kind, Some("suspect" | "doer"))
    })?;
    let is_name = |name: &usize| scene.name_at(*name).is_some();
    let above = text.head(noun).filter(|_| text.arc(noun) == Arc::Compound).filter(is_name);
    let apposed = || text.children(noun).find(|it| text.arc(*it) == Arc::Appos && *it > noun).filter(is_name);
    let beside = || Some(noun + 1).filter(|it| *it < sentence.end).filter(is_name);
    let named = above.or_else(apposed).or_else(beside);
    let door = (scene.tables.blame.get(text.lower(noun)) == Some(&"suspect")).then_some(Door::Accused);
    Some((named.unwrap_or(noun), door))
}

/// Adds whom a deed is laid to, as sure as the way it is.
pub(crate) fn add_blamed(scene: &Scene, telling: &mut Telling, thing: &Thing, door: Door) {
    if door == Door::Not || telling.perpetrators.iter().any(|who| who.span() == thing.span) {
        return;
    }
    let before = telling.perpetrators.len();
    add_perpetrator(scene, telling, thing);
    if telling.perpetrators.len() == before && thing.what == What::Human && !thing.pronoun {
        // "accused the doctor of": whoever a deed is laid to needs no other sign of having to do with deeds.
        add_perpetrator(scene, telling, &Thing { named: true, ..thing.clone() });
    }
    let authority =
        scene.text.places(telling.trigger.sentence).any(|place| scene.tables.is(scene.text.lower(place), "authority"));
    for who in &mut telling.perpetrators[before..] {
        let read = who.value().confidence;
        let told = match door {
            Door::Accused if read == Confidence::ReportedAsFact && authority => Confidence::SuspectedByAuthorities,
            Door::Accused if read == Confidence::ReportedAsFact => Confidence::Suspected,
            Door::Admitted if !matches!(read, Confidence::Denied | Confidence::Possible) => {
                Confidence::ClaimedOrAdmitted
            }
            Door::Denied => Confidence::Denied,
            _ => read,
        };
        let value = Perpetrator { confidence: told, ..who.value().clone() };
        *who = Attributed::new(value, who.span(), who.voucher());
    }
}

/// "the attack carried out by the Front", "the attack blamed on the Front", "the attack that the Front staged".
pub(crate) fn blamed_in(scene: &Scene, telling: &mut Telling, verb: usize) {
    let text = scene.text;
    let clause = clause(text, verb);
    let word = text.lower(verb);
    if matches!(word, "blamed" | "attributed" | "pinned") {
        for (case, noun) in &clause.obliques {
            if matches!(text.lower(*case), "on" | "to")
                && let Some(thing) = scene.thing(*noun)
            {
                add_perpetrator(scene, telling, &thing);
            }
        }
    } else if is_support(scene, verb) || matches!(word, "claimed") {
        for noun in &clause.subject {
            if *noun != telling.trigger.at
                && let Some(thing) = scene.thing(*noun)
            {
                add_perpetrator(scene, telling, &thing);
            }
        }
    }
}

/// "blamed the rebels for the murder" where the tree hangs the murder on the rebels.
pub(crate) fn blamed_for(scene: &Scene, telling: &mut Telling) {
    let text = scene.text;
    let own = telling.trigger.at;
    let fits = || {
        let noun =
            text.head(own).filter(|_| text.arc(own) == Arc::Nmod && is_after(scene, own, &["for", "of", "in"]))?;
        let verb = text.head(noun).filter(|verb| {
            matches!(text.arc(noun), Arc::Obj | Arc::NsubjPass) && door(scene, *verb) == Some(Door::Accused)
        })?;
        (verb != own).then_some(noun)
    };
    if let Some(thing) = fits().and_then(|noun| scene.thing(noun)) {
        add_blamed(scene, telling, &thing, Door::Accused);
    }
}

/// "blamed the attack on the Front", "blamed the Front for the attack".
pub(crate) fn blamed(scene: &Scene, telling: &mut Telling, above: &Clause, arc: Arc) {
    let text = scene.text;
    let own = telling.trigger.at;
    let laid = |case: usize| matches!(text.lower(case), "on" | "to");
    // "attributed the attack to the Front" where the tree hangs the Front on the attack.
    let below = text
        .children(own)
        .filter(|noun| *noun > own && text.arc(*noun) == Arc::Nmod && text.child(*noun, Arc::Case).is_some_and(laid));
    let beside = above.obliques.iter().filter(|(case, _)| laid(*case)).map(|(_, noun)| *noun);
    if matches!(arc, Arc::Obj | Arc::NsubjPass) {
        for thing in beside.chain(below).filter_map(|noun| scene.thing(noun)) {
            add_blamed(scene, telling, &thing, Door::Accused);
        }
    }
    if arc == Arc::Obl {
        for noun in above.object.iter().filter(|noun| **noun != own) {
            if let Some(thing) = scene.thing(*noun) {
                add_blamed(scene, telling, &thing, Door::Accused);
            }
        }
    }
}
