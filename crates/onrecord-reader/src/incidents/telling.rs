//! One telling of an incident: a trigger with what its sentence says of it.

use super::triggers::Trigger;
use crate::model::*;

/// What one trigger and its sentence tell.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    /// The trigger.
    pub(crate) trigger: Trigger,
    /// Its words.
    pub(crate) span: Span,
    /// The incident type.
    pub(crate) kind: &'static str,
    /// Whether it only says what became of somebody.
    pub(crate) effect_only: bool,
    /// Whether somebody killed somebody, rather than died.
    pub(crate) killed: bool,
    /// Whether it stands only beside another incident.
    pub(crate) weak: bool,
    /// How the words refer: "the attack", "an attack", or neither.
    pub(crate) reference: Reference,
    /// Status as told.
    pub(crate) status: Status,
    /// Stage as told.
    pub(crate) stage: Stage,
    /// Who did it.
    pub(crate) perpetrators: Vec<Attributed<Perpetrator>>,
    /// Who was hit.
    pub(crate) targets: Vec<Attributed<Target>>,
    /// With what.
    pub(crate) weapons: Vec<Attributed<Weapon>>,
    /// Where.
    pub(crate) places: Vec<Attributed<Id<Entity>>>,
    /// When.
    pub(crate) dates: Vec<Attributed<Edtf>>,
    /// Whether some perpetrator acts for the state, and whether some acts outside it.
    pub(crate) sides: (bool, bool),
    /// Whether every target is armed.
    pub(crate) armed_targets: bool,
}

/// How a noun refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    /// "the attack", "this attack", "it".
    Definite,
    /// "an attack", "another attack", "two attacks".
    Indefinite,
    /// A verb, or a noun without article.
    Bare,
}
