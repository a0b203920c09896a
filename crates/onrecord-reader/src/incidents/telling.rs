//! One telling of an incident: a trigger with what its sentence says of it.

use super::triggers::Trigger;
use crate::model::*;

/// What one trigger and its sentence tell.
#[derive(Debug, Clone)]
pub struct Telling {
    /// The trigger.
    pub trigger: Trigger,
    /// Its words.
    pub span: Span,
    /// The incident type.
    pub kind: &'static str,
    /// Whether it only says what became of somebody.
    pub effect_only: bool,
    /// Whether it stands only beside another incident.
    pub weak: bool,
    /// How the words refer: "the attack", "an attack", or neither.
    pub reference: Reference,
    /// Status as told.
    pub status: Status,
    /// Stage as told.
    pub stage: Stage,
    /// Who did it.
    pub perpetrators: Vec<Attributed<Perpetrator>>,
    /// Who was hit.
    pub targets: Vec<Attributed<Target>>,
    /// With what.
    pub weapons: Vec<Attributed<Weapon>>,
    /// Where.
    pub places: Vec<Attributed<Id<Entity>>>,
    /// When.
    pub dates: Vec<Attributed<Edtf>>,
    /// Whether some perpetrator acts for the state, and whether some acts outside it.
    pub sides: (bool, bool),
    /// Whether every target is armed.
    pub armed_targets: bool,
}

/// How a noun refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference {
    /// "the attack", "this attack", "it".
    Definite,
    /// "an attack", "another attack", "two attacks".
    Indefinite,
    /// A verb, or a noun without article.
    Bare,
}
