//! Which part of the text is headline, imprint, heading, paragraph or furniture.

use crate::lexicon::Lexicon;
use crate::model::{Block, BlockKind, Document, Head, Layer, Span};

/// Splits a text into blocks and reads its head.
pub fn blocks(document: &Document, _lexicon: &Lexicon) -> (Head, Layer<Block>) {
    let head = Head {
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        byline: document.byline.clone(),
        published: document.published.clone(),
        dateline: None,
    };
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in document.text.split('\n') {
        let start = at + line.len() - line.trim_start().len();
        let end = start + line.trim().len();
        if end > start {
            blocks.push(Block { span: Span::new(start, end), kind: BlockKind::Paragraph });
        }
        at += line.len() + 1;
    }
    (head, Layer::new("blocks", 0, blocks))
}
