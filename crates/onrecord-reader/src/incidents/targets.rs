//! Who or what was hit, and with what.

use super::{
    scene::Scene,
    things::{Thing, What},
};
use crate::model::*;

/// The target a noun phrase names; nothing where it names no body or thing.
pub(crate) fn target(
    scene: &Scene,
    thing: &Thing,
    effect: Option<&'static str>,
    trigger: Span,
) -> Option<Attributed<Target>> {
    let kind = match thing.what {
        What::Human => TargetKind::Human,
        What::Physical => TargetKind::Physical,
        What::Organization => TargetKind::Organization,
        _ => return None,
    };
    if thing.pronoun && !thing.named && thing.name.is_empty() {
        return None;
    }
    let effect = effect.filter(|effect| match *effect {
        "death" | "injury" | "no injury" => kind == TargetKind::Human,
        "destroyed" | "some damage" => kind != TargetKind::Human,
        _ => true,
    });
    let class = match kind {
        TargetKind::Human => Some(thing.class.unwrap_or("civilian")),
        _ => thing.class,
    };
    let target = Target {
        entity: thing.entity,
        name: thing.name.clone(),
        kind,
        named: thing.named && !thing.group,
        class,
        number: thing.number,
        effect,
        nation: nation(scene, thing),
    };
    Some(Attributed::new(target, thing.span, scene.voucher(trigger)))
}

/// The country whose adjective or name stands in the words of a target, before them or after "of" ("a Norlandic nun", "the
/// residence of the Norlandic ambassador").
fn nation(scene: &Scene, thing: &Thing) -> Option<String> {
    const BESIDE: usize = 4;
    let text = scene.text;
    let places = text.places_in(thing.span);
    let sentence = text.places(text.sentence_of(thing.head));
    let part = |place: &usize| text.tag(*place).is_noun() || matches!(text.tag(*place), Tag::Jj | Tag::Hyph);
    let before = (sentence.start.max(places.start.saturating_sub(BESIDE))..places.start).rev().take_while(part);
    let of = places.end < sentence.end && text.lower(places.end) == "of";
    let after = places.end + 1..if of { sentence.end.min(places.end + 1 + BESIDE) } else { places.end + 1 };
    let known = |place: usize| {
        let capital = text.word(place).starts_with(char::is_uppercase);
        scene.tables.nations.get(text.lower(place)).filter(|_| capital).copied()
    };
    let found = places.clone().chain(before).chain(after).find_map(known)?;
    Some(super::countries::capitals(found))
}

/// The description that stands beside the name of a target: a title before it or an apposition after it ("Attorney General
/// Ruth Ames", "Ruth Ames, a judge"). It says nothing of number or effect: those are the named one's.
pub(crate) fn description(scene: &Scene, target: &Attributed<Target>) -> Option<Attributed<Target>> {
    let value = target.value();
    if !(value.named && value.kind == TargetKind::Human) {
        return None;
    }
    let places = scene.text.places_in(target.span());
    let places = title(scene, places.start).or_else(|| apposition(scene, places))?;
    let span = scene.text.span_of(places);
    let bare = Target {
        entity: value.entity,
        name: scene.text.of(span).to_owned(),
        kind: TargetKind::Human,
        named: false,
        class: None,
        number: None,
        effect: None,
        nation: None,
    };
    Some(Attributed::new(bare, span, target.voucher()))
}

fn is_person(scene: &Scene, place: usize) -> bool {
    scene.tables.nouns.get(scene.text.lower(place)).is_some_and(|noun| noun.kind == TargetKind::Human)
}

/// The nouns before a name, from the first that is no people's adjective, if one of them is a person's.
fn title(scene: &Scene, name: usize) -> Option<std::ops::Range<usize>> {
    const LONGEST: usize = 5;
    let text = scene.text;
    let sentence = text.places(text.sentence_of(name));
    let part = |place: &usize| {
        let tag = text.tag(*place);
        let owner = scene.tables.nations.contains_key(text.lower(*place));
        (tag.is_noun() || matches!(tag, Tag::Jj | Tag::Hyph)) && !owner
    };
    let start = (sentence.start.max(name.saturating_sub(LONGEST))..name).rev().take_while(part).last()?;
    (start..name).any(|place| is_person(scene, place)).then_some(start..name)
}

fn apposition(scene: &Scene, name: std::ops::Range<usize>) -> Option<std::ops::Range<usize>> {
    let text = scene.text;
    let apposed =
        |place: usize| text.children(place).find(|child| text.arc(*child) == Arc::Appos && *child >= name.end);
    let head = name.clone().find_map(apposed).filter(|head| is_person(scene, *head) && !text.tag(*head).is_proper())?;
    Some(scene.phrase(head))
}

/// The weapon a noun phrase names.
pub(crate) fn weapon(scene: &Scene, thing: &Thing, trigger: Span) -> Option<Attributed<Weapon>> {
    if thing.what != What::Weapon {
        return None;
    }
    let class = thing.class.or_else(|| class_of(scene, thing));
    Some(Attributed::new(Weapon { name: thing.name.clone(), class }, thing.span, scene.voucher(trigger)))
}

fn class_of(scene: &Scene, thing: &Thing) -> Option<&'static str> {
    scene.tables.weapons.get(scene.text.lower(thing.head)).map(|it| it.class)
}
