//! Sentences and words.

use crate::model::{Block, Document, Layer, Sentence, Token};

/// Splits the blocks that are read into sentences and tokens.
pub fn tokens(_document: &Document, _blocks: &Layer<Block>) -> (Layer<Sentence>, Layer<Token>) {
    (Layer::new("sentences", 0, Vec::new()), Layer::new("tokens", 0, Vec::new()))
}
