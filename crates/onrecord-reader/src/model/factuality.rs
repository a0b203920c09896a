//! How sure a source is.

/// How sure a source is that something is so: FactBank's eight values (Saurí and Pustejovsky 2009).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Factuality {
    /// CT+ certain that it is.
    Certain,
    /// CT- certain that it is not.
    CertainNot,
    /// PR+ probable.
    Probable,
    /// PR- probably not.
    ProbableNot,
    /// PS+ possible.
    Possible,
    /// PS- possibly not.
    PossibleNot,
    /// CTu the source knows whether, but does not say which.
    Whether,
    /// Uu the source does not commit.
    Uncommitted,
}

impl Factuality {
    /// Every value.
    pub const ALL: [Self; 8] = [
        Self::Certain,
        Self::CertainNot,
        Self::Probable,
        Self::ProbableNot,
        Self::Possible,
        Self::PossibleNot,
        Self::Whether,
        Self::Uncommitted,
    ];
    /// FactBank's code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Certain => "CT+",
            Self::CertainNot => "CT-",
            Self::Probable => "PR+",
            Self::ProbableNot => "PR-",
            Self::Possible => "PS+",
            Self::PossibleNot => "PS-",
            Self::Whether => "CTu",
            Self::Uncommitted => "Uu",
        }
    }
    /// The value of a code.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|value| value.code() == code)
    }
    /// The same certainty about the opposite.
    pub fn negated(self) -> Self {
        match self {
            Self::Certain => Self::CertainNot,
            Self::CertainNot => Self::Certain,
            Self::Probable => Self::ProbableNot,
            Self::ProbableNot => Self::Probable,
            Self::Possible => Self::PossibleNot,
            Self::PossibleNot => Self::Possible,
            Self::Whether => Self::Whether,
            Self::Uncommitted => Self::Uncommitted,
        }
    }
}
