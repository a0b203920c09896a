//! What happened, according to whom.

mod agree;
mod battle;
mod blame;
mod bodies;
pub(crate) mod clause;
mod countries;
mod figures;
pub(crate) mod forms;
mod linear;
mod merge;
mod perpetrators;
mod places;
mod responsibility;
mod roles;
pub(crate) mod scene;
mod status;
pub mod tables;
mod targets;
mod telling;
mod things;
mod triggers;

use crate::{lexicon::Lexicon, model::*, syntax::Text};
use scene::Scene;

/// Finds incidents and ties figures to them.
///
/// Every slot is a list, each value with the words that state it and who vouches for them. A perpetrator is never surer than
/// the statement that names it: an accusation stays one.
pub fn incidents(
    text: &Text,
    mentions: &Layer<Mention>,
    entities: &Layer<Entity>,
    statements: &Layer<Statement>,
    times: &Layer<TimeExpression>,
    head: &Head,
    figures: Layer<Attributed<Figure>>,
    lexicon: &Lexicon,
) -> (Layer<Incident>, Layer<Attributed<Figure>>) {
    let scene = Scene::new(text, mentions, entities, statements, times, &lexicon.incidents);
    let triggers = triggers::triggers(&scene);
    let tellings = roles::tellings(&scene, &triggers);
    let merged = merge::merge(&scene, tellings);
    let mut incidents: Vec<Incident> = Vec::with_capacity(merged.len());
    let mut sentences: Vec<Vec<usize>> = Vec::with_capacity(merged.len());
    for draft in merged {
        sentences.push(draft.sentences);
        incidents.push(draft.incident);
    }
    countries::add(&scene, head, &mut incidents);
    countries::keep_foreign(&scene, &mut incidents);
    responsibility::add(&scene, &mut incidents, &sentences);
    for incident in &mut incidents {
        // Twice: "FMLN" rests on "FMLN guerrillas", and they on "the guerrillas" who claimed it.
        agree::settle(&scene, incident);
        agree::settle(&scene, incident);
    }
    let figures = figures::tie(&scene, &incidents, &sentences, figures);
    (Layer::new("incidents", 1, incidents), figures)
}
