//! Where and when: the places and dates the sentence ties to a trigger.

use super::{clause::governor, scene::Scene, triggers::Trigger};
use crate::{model::*, syntax::Text};

/// Most places read for one telling.
const MAX_PLACES: usize = 6;

/// Where it happened: names of places after in, at, near, outside, on in the trigger's clause, most exact first.
pub(crate) fn places(scene: &Scene, trigger: &Trigger, alone: bool) -> Vec<Attributed<Id<Entity>>> {
    let text = scene.text;
    let span = trigger.span(scene);
    let voucher = scene.voucher(span);
    let mut found: Vec<(usize, Id<Entity>, Span)> = Vec::new();
    for place in text.places(trigger.sentence) {
        let Some(mention) = scene.mention(place) else { continue };
        if mention.kind != Some(EntityKind::Place) || mention.form == MentionForm::Pronoun || found.len() >= MAX_PLACES
        {
            continue;
        }
        let Some(entity) = scene.entity(place) else { continue };
        let start = text.places_in(mention.span).start;
        let near = alone && (text.tag(trigger.at).is_verb() || place > trigger.at || tells(scene, trigger));
        if !(is_located(scene, start, place) || is_compound_of(scene, place, trigger))
            || !(near || governs(scene, trigger, place))
        {
            continue;
        }
        if found.iter().all(|(_, known, _)| *known != entity) {
            found.push((place, entity, mention.span));
        }
    }
    // "in Harlow, Kent": the more exact stands first; what follows the trigger before what stands ahead of it.
    found.sort_by_key(|(place, ..)| (*place < trigger.at, *place));
    found.into_iter().map(|(_, entity, at)| Attributed::new(entity, at, voucher)).collect()
}

/// The places of an incident from the most exact to the widest, with the country the text names elsewhere.
pub(crate) fn path(scene: &Scene, mut places: Vec<Attributed<Id<Entity>>>) -> Vec<Attributed<Id<Entity>>> {
    places.sort_by_key(|place| scene.width(*place.value()));
    let wide = |place: &Attributed<Id<Entity>>| scene.width(*place.value()) == 2;
    if places.iter().any(wide) {
        return places;
    }
    let country = places.iter().find_map(|place| {
        let name = scene.entities.get(*place.value()).name.to_lowercase();
        let country = scene.tables.countries.get(name.as_str())?;
        scene.land(country).map(|id| Attributed::new(id, place.span(), place.voucher()))
    });
    places.extend(country);
    places
}

/// Whether a place name stands after a preposition of place, or continues one that does ("in Harlow, Kent").
fn is_located(scene: &Scene, start: usize, head: usize) -> bool {
    const BACK: usize = 9;
    let text = scene.text;
    let sentence = text.places(text.sentence_of(head));
    for place in (sentence.start.max(start.saturating_sub(BACK))..start).rev() {
        match text.lower(place) {
            "in" | "at" | "near" | "outside" | "inside" | "around" | "throughout" | "across" | "within" | "on"
            | "off" => return true,
            "of" | "'s" | "," | "and" | "the" | "’s" | "(" => {}
            _ if text.tag(place).is_noun()
                || matches!(text.tag(place), Tag::Jj | Tag::Cd | Tag::Dt | Tag::Pos | Tag::Hyph) => {}
            _ => return false,
        }
    }
    false
}

/// "the Harlow bombing", "Harlow's concert hall attack".
fn is_compound_of(scene: &Scene, place: usize, trigger: &Trigger) -> bool {
    let arc = scene.text.arc(place);
    let near = place < trigger.at && trigger.at - place <= 4;
    near && scene.text.head(place) == Some(trigger.at) && matches!(arc, Arc::Compound | Arc::Amod)
}

/// Whether a place or time word belongs to the trigger's clause rather than to another verb: its nearest verb is the trigger or
/// the verb over the trigger.
fn governs(scene: &Scene, trigger: &Trigger, place: usize) -> bool {
    let text = scene.text;
    if is_under(text, place, trigger.at) {
        return true;
    }
    let verb = text.tag(trigger.at).is_verb();
    let mine = if verb { Some(trigger.at) } else { governor(text, trigger.at) };
    let theirs = governor(text, place);
    mine.is_some() && mine == theirs && (verb || place > trigger.at || tells(scene, trigger))
}

/// Whether a word hangs on another, at whatever depth.
fn is_under(text: &Text, place: usize, top: usize) -> bool {
    let mut at = place;
    for _ in 0..12 {
        if at == top {
            return true;
        }
        match text.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether the verb over an incident noun tells of the incident itself ("In Lima, an attack killed", "rebels staged an attack"), not of
/// what somebody thinks of it ("In Lima, the minister condemned the attack").
fn tells(scene: &Scene, trigger: &Trigger) -> bool {
    let text = scene.text;
    let Some(verb) = text.head(trigger.at) else { return true };
    matches!(text.arc(trigger.at), Arc::Nsubj | Arc::NsubjPass | Arc::Obl) || super::roles::is_support(scene, verb)
}

/// When it happened: the times the sentence ties to it. The date of a report or a claim is not the date of the deed.
pub(crate) fn dates(scene: &Scene, trigger: &Trigger, alone: bool) -> Vec<Attributed<Edtf>> {
    let text = scene.text;
    let places = text.places(trigger.sentence);
    let sentence = text.span_of(places);
    let items = scene.times.items();
    let first = items.partition_point(|time| time.span.start() < sentence.start());
    let span = trigger.span(scene);
    let voucher = scene.voucher(span);
    let mut found: Vec<Attributed<Edtf>> = Vec::new();
    for time in items[first..].iter().take_while(|time| time.span.start() < sentence.end()).take(8) {
        let Some(edtf) = &time.edtf else { continue };
        if !matches!(time.kind, TimeType::Date | TimeType::Time) {
            continue;
        }
        let Some(at) = text.places_in(time.span).last() else { continue };
        // "blamed for the bombing of August 2019": the noun's own date.
        let own = !text.tag(trigger.at).is_verb() && is_under(text, at, trigger.at);
        if !own && is_time_of_saying(scene, at, span)
            || !(governs(scene, trigger, at) || alone && !hangs_on_other_verb(scene, trigger, at))
        {
            continue;
        }
        if found.iter().all(|known| known.value() != edtf) {
            found.push(Attributed::new(edtf.clone(), time.span, voucher));
        }
    }
    found.truncate(1);
    found
}

/// Whether a time belongs to a cue ("said on Friday"): it stands outside the content that holds the trigger.
fn is_time_of_saying(scene: &Scene, at: usize, trigger: Span) -> bool {
    if let Some(id) = scene.innermost(trigger) {
        let statement = scene.statements.get(id);
        if !statement.content_hull().contains(scene.text.span(at)) {
            return true;
        }
    }
    let verb = governor(scene.text, at);
    verb.is_some_and(|verb| scene.is_cue(verb))
}

fn hangs_on_other_verb(scene: &Scene, trigger: &Trigger, at: usize) -> bool {
    let mine = if scene.text.tag(trigger.at).is_verb() { Some(trigger.at) } else { governor(scene.text, trigger.at) };
    match (mine, governor(scene.text, at)) {
        (Some(mine), Some(theirs)) => mine != theirs && scene.is_cue(theirs),
        _ => false,
    }
}
