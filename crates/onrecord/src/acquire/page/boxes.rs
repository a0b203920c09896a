//! Boxes inside a page that are furniture as a whole: told by a heading that is a link, or by the words of their first line.

use super::{
    blocks::{Block, Blocks},
    dom::Tree,
    furniture::{self, Line},
    words::Marks,
};

/// A box with a linked heading holds at most so many paragraphs and so many letters outside links.
const CARD: usize = 6;
const CARD_SIZE: u32 = 500;

/// A box that its first line tells holds at most this share of the page's letters outside links, in percent.
const SHARE: u32 = 30;

/// Ancestors of a line that are looked at.
const CLIMB: usize = 6;

/// Paragraphs looked at on either side, over the whole page.
const LOOKED_AT: usize = 40_000;

/// Marks the paragraphs of such boxes.
pub(super) fn mark(tree: &Tree, blocks: &mut Blocks) {
    let prose: Vec<u32> = blocks.all.iter().map(|block| block.size - block.linked.min(block.size)).collect();
    let whole: u32 = prose.iter().sum();
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    let mut left = LOOKED_AT;
    for (at, block) in blocks.all.iter().enumerate() {
        if left == 0 {
            break;
        }
        let fits = if is_linked_heading(block) {
            Fit { first: false, paragraphs: CARD, prose: CARD_SIZE.min(whole / 4) }
        } else if furniture::line(blocks.text_of(block)) == Some(Line::Section) {
            Fit { first: true, paragraphs: usize::MAX, prose: whole * SHARE / 100 }
        } else {
            continue;
        };
        found.extend(widest(tree, blocks, &prose, at, &fits, &mut left));
    }
    for range in found {
        for block in &mut blocks.all[range] {
            block.marks = block.marks.and(Marks::TEASER);
        }
    }
}

/// What a box may hold.
struct Fit {
    /// Whether the line is the first in it.
    first: bool,
    paragraphs: usize,
    prose: u32,
}

fn is_linked_heading(block: &Block) -> bool {
    block.heading.is_some() && block.size >= 15 && block.linked * 10 >= block.size * 8
}

/// The paragraphs of the widest element around one that still fits.
fn widest(
    tree: &Tree,
    blocks: &Blocks,
    prose: &[u32],
    at: usize,
    fit: &Fit,
    left: &mut usize,
) -> Option<std::ops::Range<usize>> {
    let mut node = blocks.all[at].node;
    let mut best = None;
    let (mut start, mut end) = (at, at + 1);
    let mut sum = prose[at];
    for _ in 0..CLIMB {
        let inside = |block: &Block| block.node >= node && block.node < tree.nodes[node].end;
        while start > 0 && *left > 0 && inside(&blocks.all[start - 1]) {
            start -= 1;
            sum += prose[start];
            *left -= 1;
        }
        while end < blocks.all.len() && *left > 0 && inside(&blocks.all[end]) {
            sum += prose[end];
            end += 1;
            *left -= 1;
        }
        if sum > fit.prose || end - start > fit.paragraphs || (fit.first && start < at) {
            break;
        }
        best = Some(start..end);
        if node == 0 {
            break;
        }
        node = tree.nodes[node].parent;
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_told_by_their_first_line_or_a_linked_heading() {
        let story = "<p>The harbour of Salvery was closed on Friday after a fire in two of its sheds, police said.</p>"
            .repeat(8);
        let page = format!(
            "<main>{story}<div><h3>More from The Post</h3><ul><li>A storm came and went and nobody was hurt</ul></div>\
             <div><div><h2><a href=x>Ferry sold to a new owner</a></h2></div><p>The ferry was sold on Monday.</p></div>{story}\
             <h2>What is known</h2>{story}</main>"
        );
        let tree = Tree::parse(&page);
        let mut blocks = Blocks::of(&tree);
        mark(&tree, &mut blocks);
        let marked: Vec<_> =
            blocks.all.iter().filter(|it| it.marks.any(Marks::TEASER)).map(|it| blocks.text_of(it)).collect();
        assert_eq!(
            marked,
            [
                "More from The Post",
                "A storm came and went and nobody was hurt",
                "Ferry sold to a new owner",
                "The ferry was sold on Monday."
            ]
        );
    }
}
