//! Sentences and words: where each begins and ends. Knows no grammar.
//!
//! Words follow the English treebanks of Universal Dependencies: "don't" and "well-known" are several, "U.S.",
//! "1,200", "e-mail" and a web address are one.

mod lists;
mod sentences;
mod words;

pub use lists::WordLists;
pub(crate) use words::is_separator;

use crate::lexicon::Lexicon;
use crate::model::{Block, Document, Layer, Sentence, Span, Token};

/// The most tokens a sentence may have; a longer one is cut at the nicest punctuation. Real sentences of the
/// treebanks stay below 200; the bound keeps later stages fast on text that is not prose.
pub const MOST_TOKENS: usize = 400;

/// Splits all blocks but furniture into sentences and tokens.
pub fn tokens(document: &Document, blocks: &Layer<Block>, lexicon: &Lexicon) -> (Layer<Sentence>, Layer<Token>) {
    let text = &*document.text;
    let mut pieces = Vec::new();
    let mut ends = Vec::new();
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut sentences = Vec::with_capacity(text.len() / 100);
    for (block, found) in blocks.iter().filter(|(_, block)| block.kind.has_words()) {
        pieces.clear();
        ends.clear();
        words::words(text, found.span, &lexicon.words, &mut pieces);
        sentences::ends(text, &pieces, &lexicon.words, &mut ends);
        let mut start = 0;
        for end in ends.iter().copied() {
            let first = count(tokens.len());
            tokens.extend(pieces[start..end].iter().map(|piece| Token { span: piece.span }));
            let span = Span::new(pieces[start].span.start(), pieces[end - 1].span.end());
            sentences.push(Sentence { span, tokens: first..count(tokens.len()), block });
            start = end;
        }
    }
    (Layer::new("sentences", 1, sentences), Layer::new("tokens", 1, tokens))
}

fn count(tokens: usize) -> u32 {
    u32::try_from(tokens).unwrap_or(u32::MAX)
}

/// A token with what its shape tells about the end of a sentence.
#[derive(Debug, Clone, Copy)]
struct Piece {
    span: Span,
    class: Class,
}

/// What a token's shape tells about the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// A word without a capital.
    Lower,
    /// A word with a capital.
    Capital,
    /// Begins with a digit.
    Number,
    /// `.`, `!`, `?` and runs of them.
    Stop,
    /// `...` and its like.
    Ellipsis,
    /// An abbreviation with its full stop.
    Short(lists::Short),
    OpenQuote,
    CloseQuote,
    Open,
    Close,
    Comma,
    Other,
}
