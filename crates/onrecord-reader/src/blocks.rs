//! Which part of the text is headline, imprint, heading, paragraph or furniture.

use crate::model::{Block, Document, Head, Layer};

/// Splits a text into blocks and reads its head.
pub fn blocks(document: &Document) -> (Head, Layer<Block>) {
    let head = Head {
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        byline: document.byline.clone(),
        published: document.published.clone(),
        dateline: None,
    };
    (head, Layer::new("blocks", 0, Vec::new()))
}
