//! The times a text speaks of.

use super::{Edtf, Id, Span};

/// A time expression (TIMEX3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Where it is.
    pub span: Span,
    /// TIMEX3 type.
    pub kind: TimeType,
    /// TIMEX3 value: ISO 8601 with placeholders, `PRESENT_REF`, `P2D` ... Empty when it cannot be resolved.
    pub value: String,
    /// TIMEX3 mod: `START`, `MID`, `END`, `APPROX`, `MORE_THAN` ...
    pub modifier: Option<&'static str>,
    /// The calendar meaning; `None` for sets, for lengths that do not end or begin at publication, and what cannot be resolved.
    pub edtf: Option<Edtf>,
    /// What it was resolved against.
    pub anchor: Anchor,
    /// The row or rule that read it.
    pub by: &'static str,
}

/// TIMEX3 types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimeType {
    /// A calendar date, of any precision.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Repeated times.
    Set,
}

impl TimeType {
    /// TIMEX3's word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// What a [`TimeExpression`] is relative to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// Nothing: it says its own year.
    Absolute,
    /// The publication date.
    Published,
    /// Another expression of the same text.
    Expression(Id<TimeExpression>),
    /// Nothing known: it stays unresolved.
    Unknown,
}
