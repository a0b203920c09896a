//! Sentences and words of the blocks that are read.

mod sentences;
mod words;

use crate::{
    lexicon::Lexicon,
    model::{Block, Document, Layer, Sentence, Token},
};

/// The most tokens a sentence may have; a longer run is cut at its nicest mark.
pub const LONGEST_SENTENCE: usize = 400;

/// Splits the blocks that are read into sentences and tokens.
pub fn tokens(document: &Document, blocks: &Layer<Block>, lexicon: &Lexicon) -> (Layer<Sentence>, Layer<Token>) {
    let text = &*document.text;
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut all = Vec::new();
    for (id, block) in blocks.iter().filter(|(_, block)| block.kind.is_read()) {
        let first = tokens.len();
        words::words(text, block.span, &lexicon.abbreviations, &mut tokens);
        sentences::sentences(text, &tokens, first, id, &lexicon.abbreviations, &mut all);
    }
    (Layer::new("sentences", 1, all), Layer::new("tokens", 1, tokens))
}
