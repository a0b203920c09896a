//! Who is said to have done it, and how surely: read off the statement that names them, never above it.

use super::{
    bodies,
    scene::Scene,
    tables::Side,
    things::{Thing, What},
};
use crate::model::*;

/// The perpetrators a noun phrase names: itself, and the body inside it ("guerrillas of the Front").
pub(crate) fn perpetrators(scene: &Scene, thing: &Thing, trigger: Span) -> Vec<Attributed<Perpetrator>> {
    if let Some(owner) = owner(scene, thing) {
        return perpetrators(scene, &owner, trigger);
    }
    let known = known_as(scene, thing);
    let thing = known.as_ref().unwrap_or(thing);
    // "Iraqi forces".
    let nation = |at: usize| scene.tables.nations.contains_key(scene.text.lower(at));
    let national = bodies::is_body(scene, thing) && scene.text.places_in(thing.span).any(nation);
    let individual = match thing.what {
        What::Human => !thing.group && !bodies::is_body(scene, thing),
        What::Organization => false,
        What::Place if thing.named => false,
        What::Other if bodies::is_member(scene, thing) => true,
        _ if national => false,
        _ => return Vec::new(),
    };
    let known = thing.named || thing.side != Side::None || is_anonymous_doer(scene, thing) || national;
    if !known && !bodies::is_member(scene, thing) {
        return Vec::new();
    }
    let words = trigger.hull(thing.span);
    let voucher = scene.voucher(trigger);
    // "Our fighters placed the charge," the group said.
    let ours = scene.text.child(thing.head, Arc::NmodPoss).map(|at| scene.text.lower(at));
    let owned = matches!(ours, Some("our" | "my")) && voucher.statement().is_some();
    let make = |name: String, entity: Option<Id<Entity>>, individual: bool, span: Span| {
        let confidence = match confidence(scene, voucher, entity, &name, trigger, words) {
            Confidence::Suspected | Confidence::SuspectedByAuthorities if owned => Confidence::ClaimedOrAdmitted,
            read => read,
        };
        Attributed::new(Perpetrator { entity, name, individual, confidence }, span, voucher)
    };
    let mut all = vec![make(thing.name.clone(), thing.entity, individual, thing.span)];
    if !thing.named
        && !thing.pronoun
        && let Some((span, entity)) = bodies::inside(scene, thing)
    {
        all.push(make(scene.text.of(span).to_owned(), entity, false, span));
    }
    all
}

/// "Orran jets", "coalition drones": the state or force whose arms do it.
pub(crate) fn owner(scene: &Scene, thing: &Thing) -> Option<Thing> {
    if thing.named || !scene.tables.does(scene.text.lower(thing.head), "arms") {
        return None;
    }
    let from = scene.text.places(scene.text.sentence_of(thing.head)).start.max(thing.head.saturating_sub(4));
    (from..thing.head).rev().find_map(|at| state(scene, at))
}

/// The state a people's adjective or name means, or the body named, as the one who acts.
pub(crate) fn state(scene: &Scene, at: usize) -> Option<Thing> {
    let text = scene.text;
    let own = scene.name_at(at).map(|(at, mention)| (at, mention.kind));
    let land = scene.tables.nations.get(text.lower(at)).filter(|_| text.word(at).starts_with(char::is_uppercase));
    let place = own.is_some_and(|(_, kind)| kind == Some(EntityKind::Place));
    let body = own.is_some_and(|(_, kind)| kind == Some(EntityKind::Organization))
        || scene.tables.does(text.lower(at), "body");
    if land.is_none() && !place && !body {
        return None;
    }
    let mut thing = scene.thing(own.map_or(at, |(at, _)| at))?;
    if let Some(entity) = land.and_then(|land| scene.land(land)).or(thing.entity) {
        thing.name.clone_from(&scene.entities.get(entity).name);
        thing.entity = Some(entity);
    }
    (thing.what, thing.named, thing.group) = (What::Organization, true, false);
    Some(thing)
}

/// The name behind a description: "an organization known as the Front", "the group" that the text names elsewhere.
fn known_as(scene: &Scene, thing: &Thing) -> Option<Thing> {
    const NEAR: usize = 6;
    if thing.named {
        return None;
    }
    let text = scene.text;
    let end = text.places(text.sentence_of(thing.head)).end;
    let after = thing.head + 1;
    let calling = after < end && matches!(text.lower(after), "known" | "called" | "named" | "dubbed");
    if calling {
        let name = (after + 1..end.min(after + NEAR)).find_map(|place| scene.name_at(place).map(|(at, _)| at));
        return name.and_then(|at| scene.thing(at));
    }
    let entity = thing.entity.filter(|_| thing.side == Side::None)?;
    let it = scene.entities.get(entity);
    let named = it.mentions.iter().take(40).any(|id| scene.mentions.get(*id).form == MentionForm::Name);
    named.then(|| Thing { name: it.name.clone(), named: true, group: false, what: kind_of(it.kind), ..thing.clone() })
}

fn kind_of(kind: EntityKind) -> What {
    match kind {
        EntityKind::Person => What::Human,
        EntityKind::Place => What::Place,
        _ => What::Organization,
    }
}

/// "three men", "unidentified individuals", "a man": people who do something without being known by a role.
fn is_anonymous_doer(scene: &Scene, thing: &Thing) -> bool {
    let word = scene.text.lower(thing.head);
    let unknown = ["anonymous", "member", "gathering"].iter().any(|kind| scene.tables.does(word, kind));
    let people = matches!(thing.what, What::Human | What::Organization);
    matches!(thing.class, Some("civilian") | None) && !thing.pronoun && people && unknown
}

/// The MUC-4 confidence that the voucher, its class and the words beside the trigger allow.
pub(crate) fn confidence(
    scene: &Scene,
    voucher: Voucher,
    entity: Option<Id<Entity>>,
    name: &str,
    trigger: Span,
    words: Span,
) -> Confidence {
    let hedged = hedge(scene, trigger, words);
    let Some(id) = voucher.statement() else {
        return hedged.or_else(|| unread_voice(scene, trigger)).unwrap_or(Confidence::ReportedAsFact);
    };
    let statement = scene.statements.get(id);
    match statement.factuality {
        Factuality::CertainNot | Factuality::ProbableNot | Factuality::PossibleNot => return Confidence::Denied,
        Factuality::Possible | Factuality::Uncommitted | Factuality::Whether => return Confidence::Possible,
        Factuality::Certain | Factuality::Probable => {}
    }
    if matches!(hedged, Some(Confidence::Possible | Confidence::Acquitted | Confidence::Denied)) {
        return hedged.unwrap_or(Confidence::Possible);
    }
    if is_own_voice(scene, statement, entity, name) {
        return Confidence::ClaimedOrAdmitted;
    }
    if is_authority(scene, statement) {
        return Confidence::SuspectedByAuthorities;
    }
    hedged.unwrap_or(Confidence::Suspected)
}

/// A sentence in which somebody says something, though no statement covers the deed: whoever it is accuses; it is no fact.
fn unread_voice(scene: &Scene, trigger: Span) -> Option<Confidence> {
    let text = scene.text;
    let inside = text.places_in(trigger);
    let at = inside.start;
    if at >= text.tokens.len() || scene.is_source(trigger) {
        return None;
    }
    let sentence = text.places(text.sentence_of(at));
    let says = |place: &usize| {
        let word = text.lower(*place);
        let said = scene.tables.is(word, "say") || matches!(word, "said" | "claimed" | "reported" | "charged");
        said && (text.tag(*place).is_verb() || matches!(word, "according")) || scene.is_cue(*place)
    };
    sentence.clone().find(says)?;
    let authority =
        sentence.clone().any(|place| scene.tables.is(text.lower(place), "authority") && !inside.contains(&place));
    Some(if authority { Confidence::SuspectedByAuthorities } else { Confidence::Suspected })
}

/// Whether a statement is made by the one it names.
pub(crate) fn is_own_voice(scene: &Scene, statement: &Statement, entity: Option<Id<Entity>>, name: &str) -> bool {
    if statement.speaker.entity.is_some() && statement.speaker.entity == entity {
        return true;
    }
    let Some(speaker) = statement.speaker.name.as_deref() else { return false };
    if speaker.eq_ignore_ascii_case(name) {
        return true;
    }
    entity.is_some_and(|id| {
        let it = scene.entities.get(id);
        it.name.eq_ignore_ascii_case(speaker) || it.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(speaker))
    })
}

/// Whether a statement is made by police, officials, courts, soldiers.
pub(crate) fn is_authority(scene: &Scene, statement: &Statement) -> bool {
    if let Some(parent) = statement.parent.filter(|_| is_pronoun(scene, statement)) {
        // "Officials say they believe": the inner voice is the outer one. A parent stands before its child, so this ends.
        let outer = scene.statements.get(parent);
        if outer.parent.is_none() && is_authority(scene, outer) {
            return true;
        }
    }
    let word =
        |span: &Span| scene.text.places_in(*span).any(|place| scene.tables.is(scene.text.lower(place), "authority"));
    if statement.source.iter().any(word) {
        return true;
    }
    let name = statement.speaker.name.as_deref().unwrap_or_default().to_lowercase();
    let by_entity = statement.speaker.entity.is_some_and(|id| role_is_authority(scene, id));
    by_entity || name.split(' ').any(|part| scene.tables.is(part, "authority"))
}

fn is_pronoun(scene: &Scene, statement: &Statement) -> bool {
    statement
        .source
        .first()
        .is_some_and(|span| matches!(scene.text.lower_of(*span), "they" | "he" | "she" | "it" | "we"))
}

/// Whether some mention of a person stands beside a title of authority: "Minister Ana Reis", "Ana Reis, the police chief".
fn role_is_authority(scene: &Scene, id: Id<Entity>) -> bool {
    const MAX_MENTIONS: usize = 6;
    const BESIDE: usize = 5;
    let entity = scene.entities.get(id);
    if entity.kind == EntityKind::Place {
        return true;
    }
    let text = scene.text;
    entity.mentions.iter().take(MAX_MENTIONS).any(|mention| {
        let places = text.places_in(scene.mentions.get(*mention).span);
        let Some(sentence) = places.clone().next().map(|place| text.places(text.sentence_of(place))) else {
            return false;
        };
        let before = sentence.start.max(places.start.saturating_sub(BESIDE))..places.start;
        let comma = places.end < sentence.end && text.tag(places.end) == Tag::Comma;
        let after = places.end..if comma { sentence.end.min(places.end + BESIDE + 2) } else { places.end };
        let titles = before.rev().take_while(|place| text.tag(*place).is_noun() || text.tag(*place) == Tag::Jj);
        titles.chain(after).any(|place| scene.tables.is(text.lower(place), "authority"))
    })
}

/// What the words between a doer and the deed take back: "alleged", "suspected", "may have", "convicted of", "denied".
fn hedge(scene: &Scene, trigger: Span, words: Span) -> Option<Confidence> {
    const BESIDE: usize = 6;
    let text = scene.text;
    let inside = text.places_in(words);
    if inside.is_empty() {
        return None;
    }
    let sentence = text.places(text.sentence_of(inside.start));
    let from = sentence.start.max(inside.start.saturating_sub(BESIDE));
    let to = sentence.end.min(text.places_in(trigger).end.max(inside.end) + 2);
    let mut found = None;
    for place in from..to {
        let word = text.lower(place);
        let Some(group) = scene.tables.voices.get(word).copied() else { continue };
        let weaker = match group {
            "acquit" => Some(Confidence::Acquitted),
            "maybe" if text.tag(place) == Tag::Md || place >= inside.start => Some(Confidence::Possible),
            // "if convicted": no verdict yet. A verdict is a fact the outlet reports.
            "verdict" if place > sentence.start && matches!(text.lower(place - 1), "if" | "be" | "unless") => {
                Some(Confidence::SuspectedByAuthorities)
            }
            "hedge" => hedge_word(scene, place, word, sentence.clone()),
            _ => None,
        };
        found = weakest(found, weaker);
    }
    found
}

fn hedge_word(scene: &Scene, place: usize, word: &str, sentence: std::ops::Range<usize>) -> Option<Confidence> {
    let text = scene.text;
    let end = sentence.end;
    // "charges that he set off a bomb".
    let of_clause = text.tag(place).is_noun() && place + 1 < end && text.lower(place + 1) == "that";
    if !of_clause
        && matches!(word, "said" | "claimed" | "reported" | "thought" | "believed" | "charged" | "charges" | "likely")
    {
        // Only as "is said to", "believed to have", "charged with", "likely carried out".
        let next = if place + 1 < sentence.end { text.lower(place + 1) } else { Default::default() };
        let passive = place > sentence.start
            && matches!(text.lower(place - 1), "is" | "are" | "was" | "were" | "been" | "being" | "be");
        if !(word == "likely" || passive && matches!(next, "to" | "with" | "that") || next == "to" || next == "with") {
            return None;
        }
    }
    let authority = sentence.clone().any(|at| scene.tables.is(text.lower(at), "authority") && at < place)
        || matches!(word, "charged" | "charges" | "accusations" | "accusation")
            && (text.tag(place).is_verb() || of_clause);
    Some(if authority { Confidence::SuspectedByAuthorities } else { Confidence::Suspected })
}

fn weakest(one: Option<Confidence>, other: Option<Confidence>) -> Option<Confidence> {
    let rank = |it: &Confidence| match it {
        Confidence::ReportedAsFact => 0,
        Confidence::ClaimedOrAdmitted => 1,
        Confidence::SuspectedByAuthorities => 2,
        Confidence::Suspected => 3,
        Confidence::Possible => 4,
        Confidence::Acquitted => 5,
        Confidence::Denied => 6,
    };
    one.into_iter().chain(other).max_by_key(rank)
}
