//! Words that refer to someone or something, and who stands how to whom.

use super::{Candidate, Edtf, Id, Span};

/// Words that refer to someone or something: a name, a pronoun, "the group".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The whole phrase for a name ("Daniel Byman", titles not included), the noun phrase for a description.
    pub span: Span,
    /// Name, description or pronoun.
    pub form: MentionForm,
    /// What sort of thing it refers to; `None` where the words do not say (most pronouns).
    pub kind: Option<EntityKind>,
    /// The place of its head word in the token layer.
    pub head: u32,
}

/// How a [`Mention`] refers (ACE: NAM, NOM, PRO).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionForm {
    /// A proper name or acronym.
    Name,
    /// A description: "the group", "police".
    Nominal,
    /// A pronoun.
    Pronoun,
}

/// What sort of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// One human being.
    Person,
    /// A body with a name: company, armed group, government office, party.
    Organization,
    /// A country, town, region, building or other spot.
    Place,
    /// A people or following: "Chechens", "Democrats".
    Group,
    /// A named event: "World War II".
    Event,
    /// A named work: a book, a film, a law.
    Work,
    /// A named product or weapon model.
    Product,
}

impl EntityKind {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::Organization => "Organization",
            Self::Place => "Place",
            Self::Group => "Group",
            Self::Event => "Event",
            Self::Work => "Work",
            Self::Product => "Product",
        }
    }
    /// The kind of that word.
    pub fn named(name: &str) -> Option<Self> {
        use EntityKind::*;
        [Person, Organization, Place, Group, Event, Work, Product].into_iter().find(|kind| kind.name() == name)
    }
}

/// Mentions of one document that refer to the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// What sort of thing.
    pub kind: EntityKind,
    /// The fullest name used; for one without a name, its first description.
    pub name: String,
    /// Its other names in this document, in order of first use.
    pub aliases: Vec<String>,
    /// Its mentions in text order; never empty.
    pub mentions: Vec<Id<Mention>>,
    /// For a place: what it can be on the map, the likeliest first; empty where the gazetteer does not know it.
    pub places: Vec<Candidate>,
}

/// What a person is, as the text says in passing: "Daniel Byman, a senior fellow at CSIS".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Who.
    pub person: Id<Entity>,
    /// The office, rank or description, in the words of the text.
    pub role: String,
    /// The body it is held at, where named.
    pub organization: Option<Id<Entity>>,
}

/// What one document says of how two actors stand to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RelationMention {
    /// Who.
    pub subject: Id<Entity>,
    /// A predicate of `data/relations.tsv`, such as `branch-of`.
    pub predicate: String,
    /// To whom.
    pub object: Id<Entity>,
    /// When it held or began, where stated.
    pub date: Option<Edtf>,
    /// False where the text says it is not so.
    pub holds: bool,
}
