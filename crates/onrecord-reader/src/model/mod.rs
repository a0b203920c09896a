//! What a reading is made of. Plain values: no I/O, no clock, no other floor.

mod attributed;
mod document;
mod factuality;
mod incident;
mod language;
mod layer;
mod mention;
mod place;
mod reading;
mod span;
mod statement;
mod syntax;
mod time;

pub use attributed::{Attributed, Voucher};
pub use document::{Beside, Block, BlockKind, Document, DocumentId, Head};
pub use factuality::Factuality;
pub use incident::{
    Confidence, Country, CountryBy, Figure, Incident, Measure, Perpetrator, Responsibility, ResponsibilityRole, Stage,
    Status, Target, TargetKind, Weapon,
};
pub use language::Language;
pub use layer::{Id, Layer, StageName};
pub use mention::{Entity, EntityKind, Mention, MentionForm, RelationMention, Role};
pub use place::{Candidate, PlaceKind};
pub use reading::Reading;
pub use span::Span;
pub use statement::{Manner, Speaker, SpeakerKind, Statement};
pub use syntax::{Arc, Node, Sentence, Tag, Token};
pub use time::{Anchor, TimeExpression, TimeType};

pub use crate::edtf::Edtf;
