//! Numbers of people: how many, of whom, according to whom.

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Finds every figure.
pub fn figures(
    _text: &Text,
    _statements: &Layer<Statement>,
    _times: &Layer<TimeExpression>,
    _lexicon: &Lexicon,
) -> Layer<Attributed<Figure>> {
    Layer::new("figures", 0, Vec::new())
}
