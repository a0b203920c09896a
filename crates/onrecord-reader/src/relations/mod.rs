//! Who stands how to whom. Two names in one sentence are no relation: a word must say so.

pub mod tables;

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Finds relations between entities.
pub fn relations(
    _text: &Text,
    _mentions: &Layer<Mention>,
    _entities: &Layer<Entity>,
    _statements: &Layer<Statement>,
    _times: &Layer<TimeExpression>,
    _lexicon: &Lexicon,
) -> Layer<Attributed<RelationMention>> {
    Layer::new("relations", 0, Vec::new())
}
