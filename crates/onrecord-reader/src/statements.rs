//! Who said what, how surely.

use crate::{lexicon::Lexicon, model::*, roles::RoleMention, syntax::Text};

/// Finds every statement.
pub fn statements(
    _text: &Text,
    _mentions: &Layer<Mention>,
    _entities: &Layer<Entity>,
    _roles: &Layer<RoleMention>,
    _times: &Layer<TimeExpression>,
    _head: &Head,
    _lexicon: &Lexicon,
) -> Layer<Statement> {
    Layer::new("statements", 0, Vec::new())
}

/// Who vouches for the words of a span: the innermost statement whose content covers it, else the outlet.
pub fn voucher(statements: &Layer<Statement>, span: Span) -> Voucher {
    let covers = |it: &Statement| it.content.iter().any(|content| content.contains(span));
    let inside = statements.iter().filter(|(_, it)| covers(it));
    inside.min_by_key(|(_, it)| it.content_hull().len()).map_or(Voucher::Outlet, |(id, _)| Voucher::Statement(id))
}
