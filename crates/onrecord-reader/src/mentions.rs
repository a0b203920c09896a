//! Words that refer to someone or something.

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Finds names, descriptions and pronouns.
pub fn mentions(_text: &Text, _lexicon: &Lexicon) -> Layer<Mention> {
    Layer::new("mentions", 0, Vec::new())
}
