//! Certainty and polarity as a pair that can be combined.

use crate::model::Factuality;

/// How sure, and of which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Value {
    /// 3 certain, 2 probable, 1 possible, 0 uncommitted.
    pub rank: u8,
    /// Whether of the opposite.
    pub minus: bool,
}

impl Value {
    /// Certain that it is so.
    pub(super) const CERTAIN: Self = Self { rank: 3, minus: false };
    /// Says nothing of it.
    pub(super) const OPEN: Self = Self { rank: 0, minus: false };

    /// The pair of a FactBank value.
    pub(super) fn of(value: Factuality) -> Self {
        match value {
            Factuality::Certain => Self::CERTAIN,
            Factuality::CertainNot => Self { rank: 3, minus: true },
            Factuality::Probable => Self { rank: 2, minus: false },
            Factuality::ProbableNot => Self { rank: 2, minus: true },
            Factuality::Possible => Self { rank: 1, minus: false },
            Factuality::PossibleNot => Self { rank: 1, minus: true },
            Factuality::Whether | Factuality::Uncommitted => Self::OPEN,
        }
    }
    /// The FactBank value of the pair.
    pub(super) fn factuality(self) -> Factuality {
        let plus = match self.rank {
            3 => Factuality::Certain,
            2 => Factuality::Probable,
            1 => Factuality::Possible,
            _ => return Factuality::Uncommitted,
        };
        if self.minus { plus.negated() } else { plus }
    }
    /// This, as far as `over` holds: the less sure of both, turned where `over` is negative.
    pub(super) fn under(self, over: Self) -> Self {
        Self { rank: self.rank.min(over.rank), minus: self.minus != over.minus }
    }
    /// At most so sure.
    pub(super) fn at_most(self, rank: u8) -> Self {
        Self { rank: self.rank.min(rank), ..self }
    }
    /// The opposite, as sure.
    pub(super) fn turned(self) -> Self {
        Self { minus: !self.minus, ..self }
    }
}
