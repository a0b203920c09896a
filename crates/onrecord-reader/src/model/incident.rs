//! What happened, according to whom: incidents and figures.

use super::{Attributed, Edtf, Entity, Id, Span, Statement};

/// What one document tells of one incident. Slots are lists because voices differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// A type of `data/incidents.tsv`: `attack`, `bombing` ...
    pub kind: &'static str,
    /// The words that tell of it, first (main) one first.
    pub mentions: Vec<Span>,
    /// When it happened.
    pub dates: Vec<Attributed<Edtf>>,
    /// Where it happened, most exact first.
    pub places: Vec<Attributed<Id<Entity>>>,
    /// The country of those places by the gazetteer, or of the dateline where no place is stated; `None` where a place of
    /// the list is a country, or nothing tells.
    pub country: Option<Country>,
    /// How far it went.
    pub stage: Stage,
    /// Whether the text holds that it happened.
    pub status: Status,
    /// MUC-4's category where the text supports one.
    pub category: Option<&'static str>,
    /// Who did it, on whose word, how surely.
    pub perpetrators: Vec<Attributed<Perpetrator>>,
    /// Who or what was hit.
    pub targets: Vec<Attributed<Target>>,
    /// With what.
    pub weapons: Vec<Attributed<Weapon>>,
    /// Statements that claim, deny or lay responsibility.
    pub responsibility: Vec<Responsibility>,
}

/// The country of an [`Incident`] that the text does not state with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Country {
    /// Its name.
    pub name: String,
    /// What tells.
    pub by: CountryBy,
}

/// What tells the [`Country`] of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CountryBy {
    /// A place of the incident lies in it, by the reader's table of cities and regions.
    Gazetteer,
    /// The dateline's town lies in it, and the text names no other country more often.
    Dateline,
}

impl CountryBy {
    /// The name in rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gazetteer => "gazetteer",
            Self::Dateline => "dateline",
        }
    }
}

/// How far an [`Incident`] went (MUC-4 stage of execution).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Stage {
    Accomplished,
    Attempted,
    Threatened,
    Foiled,
}

impl Stage {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accomplished => "accomplished",
            Self::Attempted => "attempted",
            Self::Threatened => "threatened",
            Self::Foiled => "foiled",
        }
    }
}

/// How the text holds an [`Incident`] to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Told as having happened, in the story's own time.
    Happened,
    /// Announced or scheduled.
    Planned,
    /// Supposed, feared, conditional, or an exercise.
    Hypothetical,
    /// Said not to have happened.
    Denied,
    /// Background: an earlier incident.
    Historical,
}

impl Status {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Denied => "denied",
            Self::Historical => "historical",
        }
    }
}

/// Someone said to have done it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Perpetrator {
    /// Who, where the words refer to an entity.
    pub entity: Option<Id<Entity>>,
    /// The name, or the describing words.
    pub name: String,
    /// Whether one human being (or some) rather than a body.
    pub individual: bool,
    /// How surely, read off the statement that names them.
    pub confidence: Confidence,
}

/// MUC-4's confidence in a perpetrator, and `denied`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Confidence {
    ReportedAsFact,
    ClaimedOrAdmitted,
    SuspectedByAuthorities,
    Suspected,
    Possible,
    Acquitted,
    Denied,
}

impl Confidence {
    /// The contract's words for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ReportedAsFact => "reported as fact",
            Self::ClaimedOrAdmitted => "claimed or admitted",
            Self::SuspectedByAuthorities => "suspected or accused by authorities",
            Self::Suspected => "suspected or accused",
            Self::Possible => "possible",
            Self::Acquitted => "acquitted",
            Self::Denied => "denied",
        }
    }
}

/// Who or what was hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The entity, where named.
    pub entity: Option<Id<Entity>>,
    /// The name or the describing words.
    pub name: String,
    /// Human, physical or organisation.
    pub kind: TargetKind,
    /// Whether `name` is a proper name.
    pub named: bool,
    /// A MUC-4 target type: `civilian`, `government official` ...
    pub class: Option<&'static str>,
    /// The least and most it numbers, where stated.
    pub number: Option<(u64, Option<u64>)>,
    /// A MUC-4 effect: `death`, `injury`, `destroyed` ...
    pub effect: Option<&'static str>,
    /// The nation, where stated.
    pub nation: Option<String>,
}

/// What sort of [`Target`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum TargetKind {
    Human,
    Physical,
    Organization,
}

impl TargetKind {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Physical => "physical",
            Self::Organization => "organization",
        }
    }
}

/// With what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weapon {
    /// The words.
    pub name: String,
    /// A MUC-4 instrument type: `bomb`, `gun` ...
    pub class: Option<&'static str>,
}

/// What a statement does about who is responsible for an [`Incident`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Responsibility {
    /// The statement.
    pub statement: Id<Statement>,
    /// What it does.
    pub role: ResponsibilityRole,
    /// By what means ("on Telegram", "a call"), in the words of the text.
    pub mode: Option<String>,
}

/// What a [`Responsibility`] statement does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum ResponsibilityRole {
    Claims,
    Denies,
    Blames,
    Doubts,
    Withdraws,
}

impl ResponsibilityRole {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Claims => "claims",
            Self::Denies => "denies",
            Self::Blames => "blames",
            Self::Doubts => "doubts",
            Self::Withdraws => "withdraws",
        }
    }
}

/// A reported number of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The incident it belongs to, where the text ties it to one.
    pub incident: Option<Id<Incident>>,
    /// What befell them.
    pub measure: Measure,
    /// Who they are, in the words of the text ("Afghan civilians").
    pub of: Option<String>,
    /// The least it can be: "more than 150" is 151, "dozens" is 24.
    pub low: u64,
    /// The most it can be; `None` is open.
    pub high: Option<u64>,
    /// Whether the words say about.
    pub approximate: bool,
    /// The day the figure held, where stated.
    pub as_of: Option<Edtf>,
    /// Whether it replaces an earlier figure ("bringing the total to"), adds to it or is part of one ("including four
    /// children"); `None` when not said.
    pub update: Option<&'static str>,
}

/// What befell the people of a [`Figure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Measure {
    Killed,
    Wounded,
    Detained,
    Missing,
    Displaced,
    Rescued,
    Treated,
    Kidnapped,
    Other,
}

impl Measure {
    /// Every value.
    pub const ALL: [Self; 9] = [
        Self::Killed,
        Self::Wounded,
        Self::Detained,
        Self::Missing,
        Self::Displaced,
        Self::Rescued,
        Self::Treated,
        Self::Kidnapped,
        Self::Other,
    ];
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Killed => "killed",
            Self::Wounded => "wounded",
            Self::Detained => "detained",
            Self::Missing => "missing",
            Self::Displaced => "displaced",
            Self::Rescued => "rescued",
            Self::Treated => "treated",
            Self::Kidnapped => "kidnapped",
            Self::Other => "other",
        }
    }
    /// The measure of that word.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.name() == name)
    }
}
