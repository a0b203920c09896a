//! Which part of the text is headline, imprint, heading, paragraph or furniture.

use crate::model::{Block, BlockKind, Document, Head, Layer, Span};

/// Splits a text into blocks and reads its head.
pub fn blocks(document: &Document) -> (Head, Layer<Block>) {
    let head = Head {
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        byline: document.byline.clone(),
        published: document.published.clone(),
        dateline: None,
    };
    let text = &*document.text;
    let mut blocks = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if !trimmed.is_empty() {
            blocks.push(Block { span: Span::new(start, start + trimmed.len()), kind: BlockKind::Paragraph });
        }
    }
    (head, Layer::new("blocks", 0, blocks))
}
