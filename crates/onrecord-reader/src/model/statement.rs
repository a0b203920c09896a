//! Someone saying something.

use super::{Edtf, Entity, Factuality, Id, Span};

/// Someone saying something: the attribution relation (PARC: source, cue, content).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The full source noun phrase with its apposition and title; that of the statement it goes on with for a continued
    /// quotation; empty when the text gives none.
    pub source: Vec<Span>,
    /// The words that signal attribution; empty for a free-standing continued quotation.
    pub cue: Vec<Span>,
    /// The words said; several spans where the reporter interrupts. Never empty.
    pub content: Vec<Span>,
    /// Who speaks.
    pub speaker: Speaker,
    /// What is done by saying it: a class of `data/cues.tsv` (`say`, `claim`, `deny` ...).
    pub class: &'static str,
    /// Whose words it is in.
    pub manner: Manner,
    /// What the speaker commits to about the content.
    pub factuality: Factuality,
    /// When it was said, where the text tells.
    pub said_at: Option<Edtf>,
    /// Where or how it was said ("a televised address").
    pub venue: Option<Span>,
    /// To whom it was said.
    pub addressee: Option<Span>,
    /// The statement this one is reported inside of.
    pub parent: Option<Id<Statement>>,
    /// The statement whose quotation this one goes on with, without a cue of its own.
    pub continues: Option<Id<Statement>>,
    /// The rule that read it.
    pub by: &'static str,
}

impl Statement {
    /// The hull of all content spans.
    pub fn content_hull(&self) -> Span {
        self.content.iter().copied().reduce(Span::hull).unwrap_or_default()
    }
}

/// The voice of a [`Statement`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Speaker {
    /// The entity, where the words refer to one.
    pub entity: Option<Id<Entity>>,
    /// The resolved name, or a short description ("police"); `None` when the text does not say.
    pub name: Option<String>,
    /// What sort of voice.
    pub kind: SpeakerKind,
    /// The office or calling, in the words of the source ("senior intelligence official").
    pub role: Option<String>,
    /// The body a voice belongs to or speaks for, where the source names it.
    pub organization: Option<String>,
    /// The country of a voice that the source tells of ("U.S." officials).
    pub country: Option<String>,
    /// Why or how the voice stays unnamed ("on condition of anonymity because ...").
    pub anonymity: Option<Span>,
    /// The words for whoever relays what a body says ("a spokeswoman").
    pub relayed_by: Option<String>,
}

/// What sort of voice a [`Speaker`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SpeakerKind {
    /// A name.
    Named,
    /// One person by office or role ("a spokesman").
    Role,
    /// Many ("police", "residents", "U.S. officials").
    Collective,
    /// A document, poll or data.
    Document,
    /// Hidden, or not stated.
    #[default]
    Unnamed,
}

impl SpeakerKind {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Role => "role",
            Self::Collective => "collective",
            Self::Document => "document",
            Self::Unnamed => "unnamed",
        }
    }
}

/// Whose words a [`Statement`] is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// The speaker's, between quotation marks.
    Direct,
    /// The reporter's.
    Indirect,
    /// The reporter's with a quoted part.
    Mixed,
}

impl Manner {
    /// The contract's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Indirect => "indirect",
            Self::Mixed => "mixed",
        }
    }
}
