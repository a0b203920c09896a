//! A value that cannot lose who vouches for it.

use super::{Id, Span, Statement};

/// Who vouches for a value: the outlet in its own voice, or whoever makes a statement it reports.
///
/// The whole chain (the outlet, whom it quotes, whom they quote) follows from the statement and its parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Voucher {
    /// The outlet itself.
    Outlet,
    /// The speaker of a statement.
    Statement(Id<Statement>),
}

impl Voucher {
    /// The statement, or nothing where the outlet vouches.
    pub fn statement(self) -> Option<Id<Statement>> {
        match self {
            Self::Outlet => None,
            Self::Statement(id) => Some(id),
        }
    }
}

/// A value together with the words that state it and who vouches for it.
///
/// The only form in which anything the text asserts leaves the reader. There is no way to take the value
/// out by ownership, so a claim cannot lose its source on the way to an answer.
///
/// ```compile_fail
/// # use onrecord_reader::model::{Attributed, Edtf};
/// fn bare(date: Attributed<Edtf>) -> Edtf {
///     date.value // private: an assertion does not leave its voucher
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attributed<T> {
    value: T,
    span: Span,
    voucher: Voucher,
}

impl<T> Attributed<T> {
    /// States that `span` says `value`, on the word of `voucher`.
    pub fn new(value: T, span: Span, voucher: Voucher) -> Self {
        Self { value, span, voucher }
    }
    /// What is asserted.
    pub fn value(&self) -> &T {
        &self.value
    }
    /// The words that assert it.
    pub fn span(&self) -> Span {
        self.span
    }
    /// Who vouches for it.
    pub fn voucher(&self) -> Voucher {
        self.voucher
    }
}
