//! Which mentions are the same within one document.

mod resolver;

pub use resolver::Resolver;

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Gathers mentions into entities.
pub fn entities(_text: &Text, _mentions: &Layer<Mention>, _head: &Head, _lexicon: &Lexicon) -> Layer<Entity> {
    Layer::new("entities", 0, Vec::new())
}
