//! What happened, according to whom.

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Finds incidents and ties figures to them.
pub fn incidents(
    _text: &Text,
    _mentions: &Layer<Mention>,
    _entities: &Layer<Entity>,
    _statements: &Layer<Statement>,
    _times: &Layer<TimeExpression>,
    figures: Layer<Attributed<Figure>>,
    _lexicon: &Lexicon,
) -> (Layer<Incident>, Layer<Attributed<Figure>>) {
    (Layer::new("incidents", 0, Vec::new()), figures)
}
