//! Who or what was hit, and with what.

use super::scene::{Scene, Thing, What};
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
        nation: None,
    };
    Some(Attributed::new(target, thing.span, scene.voucher(trigger)))
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
