//! Which paragraphs of a page are its article.
//!
//! Every paragraph has a worth: long sentences for, links and marked furniture against. The element whose paragraphs are
//! worth most holds the article; inside it furniture is left out.

use onrecord_reader::model::{Beside, Span};

use super::{
    blocks::{Block, Blocks},
    body::Body,
    dom::{Tag, Tree},
    furniture,
    words::Marks,
};

/// Marks of paragraphs that are not the article.
const AGAINST: Marks = Marks::FURNITURE
    .and(Marks::TEASER)
    .and(Marks::BIO)
    .and(Marks::COMMENTS)
    .and(Marks::CONSENT)
    .and(Marks::CAPTION)
    .and(Marks::FIGURE)
    .and(Marks::NAV)
    .and(Marks::FOOTER)
    .and(Marks::FORM)
    .and(Marks::ASIDE)
    .and(Marks::EMBED)
    .and(Marks::HIDDEN);

/// Letters from which a paragraph is surely running text.
const LONG: u32 = 80;

/// What else the page says of its article.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Its headlines.
    pub titles: Vec<String>,
    /// Its writers.
    pub writers: Vec<String>,
    /// Its summaries: `description`, `og:description`.
    pub summaries: Vec<String>,
}

/// The article of a page.
pub(super) fn article(tree: &Tree, blocks: &Blocks, hints: &Hints) -> Found {
    let values: Vec<i64> = blocks.all.iter().map(|block| worth(blocks, block)).collect();
    let titles: Vec<String> = hints.titles.iter().map(|it| folded(it)).collect();
    let top = container(tree, blocks, &values, &titles);
    let inside = |block: &Block| block.node == top || tree.inside(top).contains(&block.node);
    let mut kept: Vec<bool> = blocks.all.iter().map(|block| inside(block) && is_article(blocks, block)).collect();
    if sum(blocks, &kept) < SHORTEST {
        kept =
            blocks.all.iter().map(|block| is_prose(block) && !furniture::is_furniture(blocks.text_of(block))).collect();
    }
    if sum(blocks, &kept) == 0 {
        kept = blocks.all.iter().map(|block| block.size > 0 && !block.time).collect();
    }
    let all = kept.clone();
    standfirst(blocks, hints, &titles, &mut kept);
    head(blocks, &values, &titles, &mut kept);
    tail(blocks, &values, &mut kept);
    biography(blocks, &hints.writers, &mut kept);
    if sum(blocks, &kept) == 0 {
        kept = all;
    }
    let first = kept.iter().position(|it| *it).unwrap_or(0);
    let last = kept.iter().rposition(|it| *it).unwrap_or(0);
    let beside = beside(blocks, &blocks.all[first..(last + 1).min(blocks.all.len())], &kept[first..]);
    Found { body: written(blocks, &kept), beside, first }
}

/// An article as it was found in its page.
pub(super) struct Found {
    /// Its text.
    pub body: Body,
    /// What stands between its paragraphs and is none.
    pub beside: Vec<Beside>,
    /// Which paragraph of the page is its first.
    pub first: usize,
}

/// Paragraphs beside the article that are kept, and the bytes of all together.
const BESIDE: usize = 200;
const BESIDE_BYTES: usize = 64 << 10;

/// What stands between the paragraphs of an article, and what it is.
fn beside(blocks: &Blocks, around: &[Block], kept: &[bool]) -> Vec<Beside> {
    let mut left = BESIDE_BYTES;
    let out = around.iter().zip(kept).filter(|(block, kept)| !**kept && block.size > 0);
    let named = out.map_while(|(block, _)| {
        let text = blocks.text_of(block);
        left = left.checked_sub(text.len())?;
        let caption = block.marks.any(Marks::CAPTION.and(Marks::FIGURE)) || furniture::is_caption(text);
        let kind = match block.marks {
            marks if marks.any(Marks::COMMENTS) => "comment",
            marks if marks.any(Marks::TEASER) => "teaser",
            marks if marks.any(Marks::BIO) => "biography",
            _ if caption => "caption",
            marks if marks.any(Marks::BYLINE) => "byline",
            marks if marks.any(Marks::EMBED) => "embed",
            marks if marks.any(Marks::ASIDE) => "aside",
            _ => "furniture",
        };
        Some(Beside { kind, text: text.to_owned() })
    });
    named.take(BESIDE).collect()
}

/// The text of a page that is an article and nothing else.
pub(super) fn whole(blocks: &Blocks) -> Body {
    const OUTSIDE: Marks = Marks::FIGURE.and(Marks::CAPTION).and(Marks::ASIDE).and(Marks::NAV).and(Marks::FOOTER);
    let kept = |block: &Block| {
        block.size > 0 && !block.time && !block.marks.any(OUTSIDE) && !furniture::is_furniture(blocks.text_of(block))
    };
    let kept: Vec<bool> = blocks.all.iter().map(kept).collect();
    written(blocks, &kept)
}

/// The text that a page states apart, where its elements have less than half of it: as pages built by scripts do.
pub(super) fn stated(text: &str, found: &Body) -> Option<Body> {
    if text.len() < STATED_BYTES || folded(text).len() < 2 * folded(&found.text).len() {
        return None;
    }
    let html = if text.contains("</") || text.contains("<br") {
        text.to_owned()
    } else {
        format!("<p>{}</p>", text.replace('<', "&lt;").replace('\n', "</p><p>"))
    };
    Some(whole(&Blocks::of(&Tree::parse(&html))))
}

/// Shorter texts stated apart are summaries.
const STATED_BYTES: usize = 400;

/// Fewer letters than this are no article; then all running text of the page is taken.
const SHORTEST: u32 = 140;

fn sum(blocks: &Blocks, kept: &[bool]) -> u32 {
    blocks.all.iter().zip(kept).filter(|(_, kept)| **kept).map(|(block, _)| block.size).sum()
}

/// Whether a paragraph is running text, whatever it stands in.
fn is_prose(block: &Block) -> bool {
    let text = block.size >= LONG || (block.paragraph && block.size >= 20);
    text && block.linked * 2 <= block.size && !block.marks.any(Marks::NAV.and(Marks::COMMENTS).and(Marks::CONSENT))
}

/// What a paragraph is worth for the element it is in.
fn worth(blocks: &Blocks, block: &Block) -> i64 {
    let size = i64::from(block.size);
    if block.marks.any(AGAINST) {
        return if block.marks.any(Marks::CAPTION.and(Marks::FIGURE)) { 0 } else { -size.min(100) / 2 - 5 };
    }
    if block.linked * 2 > block.size {
        return -size.min(100);
    }
    if furniture::is_furniture(blocks.text_of(block)) {
        return -size.min(100);
    }
    if block.size >= LONG || (block.paragraph && block.size >= LONG / 2) {
        return size;
    }
    if block.heading.is_some() || block.paragraph || block.marks.any(Marks::LIST) { 0 } else { -10 }
}

/// The node whose paragraphs are worth most; the innermost of those. Of several articles in it the one with the headline.
fn container(tree: &Tree, blocks: &Blocks, values: &[i64], titles: &[String]) -> usize {
    let mut sums = vec![0_i64; tree.nodes.len()];
    for (block, value) in blocks.all.iter().zip(values) {
        sums[block.node] += value;
    }
    for at in (1..tree.nodes.len()).rev() {
        let (parent, sum) = (tree.nodes[at].parent, sums[at]);
        sums[parent] += sum;
    }
    let mut best = 0;
    for (at, sum) in sums.iter().enumerate() {
        if *sum >= sums[best] && !(at > tree.nodes[best].end && *sum == sums[best]) {
            best = at;
        }
    }
    headed(tree, blocks, best, titles).filter(|at| sums[*at] * 3 > sums[best]).unwrap_or(best)
}

/// The first of several article elements inside a node, none in another, if the page's headline stands in it.
fn headed(tree: &Tree, blocks: &Blocks, top: usize, titles: &[String]) -> Option<usize> {
    let mut articles: Vec<usize> = Vec::new();
    for at in tree.inside(top) {
        let inside = articles.last().is_some_and(|last| at < tree.nodes[*last].end);
        if tree.nodes[at].tag == Tag::Article && !inside {
            articles.push(at);
        }
    }
    let first = *articles.first().filter(|_| articles.len() > 1)?;
    let mut headings = blocks.all.iter().filter(|block| block.heading.is_some_and(|level| level <= 2));
    let headline =
        headings.find(|block| block.heading == Some(1) || titles.contains(&folded(blocks.text_of(block))))?;
    tree.inside(first).contains(&headline.node).then_some(first)
}

/// Whether a paragraph inside the article's element is the article's.
fn is_article(blocks: &Blocks, block: &Block) -> bool {
    let text = blocks.text_of(block);
    block.size > 0
        && !block.time
        && !block.marks.any(AGAINST)
        && block.linked * 5 <= block.size * 4
        && !furniture::is_furniture(text)
        && !furniture::is_caption(text)
}

/// A summary that stands before the article is its standfirst.
fn standfirst(blocks: &Blocks, hints: &Hints, titles: &[String], kept: &mut [bool]) {
    let Some(first) = kept.iter().position(|it| *it) else { return };
    let summaries: Vec<String> = hints.summaries.iter().map(|it| folded(it)).collect();
    for at in (first.saturating_sub(40)..first).rev() {
        let block = &blocks.all[at];
        if block.size < 30 || block.linked * 2 > block.size {
            continue;
        }
        let text = folded(blocks.text_of(block));
        let told = summaries.iter().any(|it| it.starts_with(&text) || (text.starts_with(it.as_str()) && it.len() > 30));
        let named = block.marks.any(Marks::STANDFIRST) && !block.marks.any(AGAINST) && block.size >= 50;
        if (told || named) && !titles.contains(&text) {
            kept[at] = true;
            break;
        }
    }
}

/// What stands around the first running text and is none: headline, writers, date.
fn head(blocks: &Blocks, values: &[i64], titles: &[String], kept: &mut [bool]) {
    let mut running = (0..kept.len()).filter(|at| kept[*at] && values[*at] > 0);
    let (first, third) = (running.next().unwrap_or(0), running.nth(1).unwrap_or(0));
    for (at, kept) in kept.iter_mut().enumerate().take(third.max(first)) {
        let block = &blocks.all[at];
        let text = blocks.text_of(block);
        let imprint = block.size < 90
            && (furniture::without_by(text).is_some()
                || super::dates::first(text, super::dates::Order::DayFirst).is_some())
            && !text.ends_with('.');
        let head = block.marks.any(Marks::BYLINE.and(Marks::DATE).and(Marks::TITLE))
            || (block.size < 40 && block.heading.is_none());
        let headline = titles.contains(&folded(text)) || block.heading == Some(1);
        *kept &= !(imprint || headline || (at < first && head));
    }
}

/// Headings and scraps behind the last running text.
fn tail(blocks: &Blocks, values: &[i64], kept: &mut [bool]) {
    for at in (0..kept.len()).rev() {
        if kept[at] && values[at] > 0 {
            break;
        }
        let block = &blocks.all[at];
        if block.heading.is_some() || (block.size < 40 && !block.marks.any(Marks::LIST) && !block.paragraph) {
            kept[at] = false;
        }
    }
}

/// What the last paragraphs say of a writer: they begin with the name, or a short form of it.
fn biography(blocks: &Blocks, writers: &[String], kept: &mut [bool]) {
    let names = writers.iter().filter_map(|name| {
        let words: Vec<String> = name.split_whitespace().map(folded).collect();
        Some((words.first()?.clone(), words.get(1..)?.last()?.clone()))
    });
    let names: Vec<(String, String)> = names.collect();
    let all: Vec<usize> = (0..kept.len()).filter(|at| kept[*at]).collect();
    for at in all.into_iter().skip(2).rev().take(3) {
        let words: Vec<String> = blocks.text_of(&blocks.all[at]).split_whitespace().take(4).map(folded).collect();
        let begins = |(first, last): &(String, String)| {
            words.first().is_some_and(|word| word.chars().count() >= 3 && first.starts_with(word.as_str()))
                && words[1..].contains(last)
        };
        kept[at] &= !(blocks.all[at].size < 500 && names.iter().any(begins));
    }
}

/// The text of the paragraphs kept.
fn written(blocks: &Blocks, kept: &[bool]) -> Body {
    let mut body = Body::default();
    for (block, _) in blocks.all.iter().zip(kept).filter(|(_, kept)| **kept) {
        let line = blocks.text_of(block);
        if !body.text.is_empty() {
            body.text.push_str("\n\n");
        }
        let start = body.text.len();
        body.text.push_str(line);
        if block.heading.is_some() || (block.plain == 0 && is_title_like(line)) {
            body.headings.push(Span::new(start, body.text.len()));
        }
    }
    body
}

/// Whether a paragraph in bold type can be a heading: one short line that does not end like a sentence.
fn is_title_like(line: &str) -> bool {
    line.len() <= 120 && !line.contains('\n') && !line.ends_with(['.', ':', ',', ';', '!', '"', '\u{201D}'])
}

/// Letters and digits, small.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|it| it.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
