//! Which violence is a battle between armed sides rather than an attack (ACLED's "armed clash").

use super::{scene::Scene, tables::Side, telling::Telling};
use crate::model::*;

/// Whether what a telling calls an attack, a killing or a clash is fighting between soldiers and rebels.
pub(crate) fn is_battle(scene: &Scene, telling: &Telling) -> bool {
    let (state, rebel) = telling.sides;
    match telling.kind {
        "clash" => state || rebel || is_war(scene, telling.trigger.sentence),
        "killing" => telling.armed_targets || in_fight(scene, telling.trigger.at),
        "attack" | "ambush" | "assault" => telling.armed_targets && (state || rebel),
        _ => false,
    }
}

/// Whether a sentence names soldiers or rebels: a clash there is a battle.
fn is_war(scene: &Scene, sentence: usize) -> bool {
    let text = scene.text;
    let noun = |place: usize| scene.tables.nouns.get(text.lower(place));
    text.places(sentence).any(|place| {
        noun(place).is_some_and(|it| it.side == Side::Rebel || it.class == Some("active military"))
            && text.tag(place).is_noun()
    })
}

/// "killed in clashes", "died in the fighting".
fn in_fight(scene: &Scene, deed: usize) -> bool {
    let text = scene.text;
    let fights = |place: usize| {
        let rows = scene.tables.single.get(text.lower(place));
        let fight = |row: u16| matches!(scene.tables.rows[row as usize].kind, "clash" | "fighting" | "war");
        rows.is_some_and(|rows| rows.iter().any(|(row, _)| fight(*row))) && text.tag(place).is_noun()
    };
    text.children(deed).any(|place| matches!(text.arc(place), Arc::Obl | Arc::Nmod) && fights(place))
}
