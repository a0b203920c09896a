//! What persons are, as the text says in passing.

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Reads roles and affiliations.
pub fn roles(
    _text: &Text,
    _mentions: &Layer<Mention>,
    _entities: &Layer<Entity>,
    _lexicon: &Lexicon,
) -> Layer<RoleMention> {
    Layer::new("roles", 0, Vec::new())
}

/// A role before it is known who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMention {
    /// What it says.
    pub role: Role,
    /// The words.
    pub span: Span,
}

/// Ties each role to the innermost statement its words stand in.
pub fn attributed(roles: Layer<RoleMention>, statements: &Layer<Statement>) -> Layer<Attributed<Role>> {
    let tie = |it: RoleMention| Attributed::new(it.role, it.span, crate::statements::voucher(statements, it.span));
    Layer::new("roles", 0, roles.into_items().into_iter().map(tie).collect())
}
