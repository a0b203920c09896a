//! The body among the words that describe who did it: "FMLN guerrillas", "members of the army".

use super::{
    scene::Scene,
    tables::Side,
    things::{Thing, What},
};
use crate::model::*;

/// Whether a description is of a body rather than of its people: "the army", "security forces".
pub(crate) fn is_body(scene: &Scene, thing: &Thing) -> bool {
    !thing.named && scene.tables.does(scene.text.lower(thing.head), "body")
}

/// Whether a description is of people by the body they belong to: "members of the army".
pub(crate) fn is_member(scene: &Scene, thing: &Thing) -> bool {
    !thing.named && scene.tables.does(scene.text.lower(thing.head), "member") && inside(scene, thing).is_some()
}

/// The words that name a body among those of a description of people, and its entity where it has one.
pub(crate) fn inside(scene: &Scene, thing: &Thing) -> Option<(Span, Option<Id<Entity>>)> {
    let text = scene.text;
    let within = text.places_in(thing.span);
    let named = |place: usize| {
        let mention = scene.mention(place)?;
        let body = mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Organization);
        // "Unidentified gunmen" begins with a capital, not with a name.
        let noun = text.places_in(mention.span).any(|at| text.tag(at).is_noun());
        (body && noun).then(|| (mention.span, scene.entity(place)))
    };
    within
        .clone()
        .find_map(named)
        .or_else(|| before(scene, thing, within.start))
        .or_else(|| belonging(scene, thing, within.end))
}

/// The proper nouns before a noun for people who act outside the state or are members: "SHINING PATH GUERRILLAS".
fn before(scene: &Scene, thing: &Thing, start: usize) -> Option<(Span, Option<Id<Entity>>)> {
    let text = scene.text;
    let joins = thing.side == Side::Rebel || scene.tables.does(text.lower(thing.head), "member");
    let part = |place: &usize| {
        let word = text.lower(*place);
        let other = scene.tables.nations.contains_key(word)
            || scene.tables.countries.contains_key(word)
            || scene.tables.nouns.get(word).is_some_and(|noun| noun.side == Side::Rebel)
            || scene.tables.is(word, "hedge");
        text.tag(*place).is_proper() && !other
    };
    let first = (start..thing.head).rev().skip_while(|place| !part(place)).take_while(part).last().filter(|_| joins)?;
    let end = (first..thing.head).find(|place| !part(place)).unwrap_or(thing.head);
    let span = text.span_of(first..end);
    let long = text.of(span).chars().filter(|it| it.is_alphabetic()).count() > 1;
    (long && scene.is_shouted(span)).then_some((span, None))
}

/// What the members are members of: "members of the FMLN", "elements of the armed forces".
fn belonging(scene: &Scene, thing: &Thing, end: usize) -> Option<(Span, Option<Id<Entity>>)> {
    const FAR: usize = 9;
    let text = scene.text;
    let sentence = text.places(text.sentence_of(thing.head));
    let of = end < sentence.end && matches!(text.lower(end), "of" | "from" | "belonging");
    if !of {
        return None;
    }
    for place in end + 1..sentence.end.min(end + FAR) {
        if text.tag(place).is_verb() || text.tag(place) == Tag::Comma {
            return None;
        }
        if let Some(mention) = scene.mention(place)
            && mention.form == MentionForm::Name
            && mention.kind == Some(EntityKind::Organization)
        {
            return Some((mention.span, scene.entity(place)));
        }
        if scene.tables.does(text.lower(place), "body") {
            let body = scene.thing(place).filter(|it| it.what == What::Human || it.what == What::Organization)?;
            return Some((body.span, body.entity));
        }
    }
    None
}
