//! Which part of the text is headline, imprint, heading, paragraph or furniture, and what its head states.
//!
//! Goes by the lines of the document and by tables; knows no grammar. States no date and no outlet that is not
//! written in the text or given with it.

mod dates;
mod head;
mod lines;
mod notices;

pub use notices::Notices;

use crate::lexicon::Lexicon;
use crate::model::{Block, BlockKind, Document, Head, Layer, Span};
use lines::Part;

/// The longest headline or heading, in words. The longest of 252 saved pages (`pages/fundus`) has 27.
const LONGEST_TITLE: usize = 30;
/// The longest section heading, in words.
const LONGEST_HEADING: usize = 14;
/// How many blocks from the top may be imprint or byline.
const HEAD_BLOCKS: usize = 8;

/// Splits a text into blocks and reads its head.
pub fn blocks(document: &Document, lexicon: &Lexicon) -> (Head, Layer<Block>) {
    let head = Head {
        title: document.title.clone(),
        outlet: document.outlet.clone(),
        byline: document.byline.clone(),
        published: document.published.clone(),
        dateline: None,
    };
    let parts = lines::parts(document);
    let mut labels = Labels { document, lexicon, parts: &parts, head, blocks: Vec::with_capacity(parts.len() + 2) };
    labels.label();
    (labels.head, Layer::new("blocks", 1, labels.blocks))
}

struct Labels<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    parts: &'a [Part],
    head: Head,
    blocks: Vec<Block>,
}

impl<'a> Labels<'a> {
    fn words(&self, at: usize) -> &'a str {
        self.parts.get(at).map_or("", |part| part.span.of(&self.document.text))
    }

    fn push(&mut self, span: Span, kind: BlockKind) {
        self.blocks.push(Block { span, kind });
    }

    fn label(&mut self) {
        let mut in_head = true;
        for at in 0..self.parts.len() {
            let span = self.parts[at].span;
            let kind = self.kind(at, in_head);
            match kind {
                BlockKind::Paragraph if in_head => {
                    in_head = false;
                    self.first_paragraph(span);
                }
                _ => {
                    in_head = in_head && at + 1 < HEAD_BLOCKS && kind != BlockKind::Heading;
                    self.push(span, kind);
                }
            }
        }
    }

    /// The first paragraph, with its dateline as a block of its own.
    fn first_paragraph(&mut self, span: Span) {
        let Some(dateline) = head::dateline(span.of(&self.document.text), self.lexicon) else {
            return self.push(span, BlockKind::Paragraph);
        };
        let shifted = |range: std::ops::Range<usize>| Span::new(span.start() + range.start, span.start() + range.end);
        self.head.dateline = dateline.town.map(shifted);
        self.head.published = self.head.published.take().or(dateline.date);
        self.head.outlet = self.head.outlet.take().or(dateline.agency);
        self.push(shifted(0..dateline.end), BlockKind::Dateline);
        let rest = lines::trimmed(&self.document.text, span.start() + dateline.end, span.end());
        if !rest.is_empty() {
            self.push(rest, BlockKind::Paragraph);
        }
    }

    fn kind(&mut self, at: usize, in_head: bool) -> BlockKind {
        let part = &self.parts[at];
        let within = |spans: &[Span]| spans.iter().any(|span| span.contains(part.span));
        if part.is_title {
            return BlockKind::Headline;
        }
        if within(&self.document.boilerplate) {
            return BlockKind::Boilerplate;
        }
        if within(&self.document.headings) {
            return BlockKind::Heading;
        }
        let words = self.words(at);
        if !words.contains(char::is_alphanumeric) || is_stamp(words) {
            return BlockKind::Boilerplate;
        }
        if let Some(kind) = self.lexicon.notices.kind(words) {
            return kind;
        }
        if in_head && let Some(kind) = self.head_kind(at, words) {
            return kind;
        }
        if self.is_heading(at, words) { BlockKind::Heading } else { BlockKind::Paragraph }
    }

    /// The kind of a block above the first paragraph; reads what it states into the head.
    fn head_kind(&mut self, at: usize, words: &str) -> Option<BlockKind> {
        if let Some(imprint) = head::imprint(words, self.lexicon) {
            self.head.published = self.head.published.take().or(imprint.date);
            self.head.outlet = self.head.outlet.take().or(imprint.outlet);
            return Some(BlockKind::Imprint);
        }
        if let Some(names) = head::byline(words, self.lexicon) {
            if self.head.byline.is_empty() {
                self.head.byline = names;
            }
            return Some(BlockKind::Byline);
        }
        let has_headline = self.blocks.iter().any(|block| block.kind == BlockKind::Headline);
        if has_headline || !self.is_headline(at, words) {
            return None;
        }
        if self.head.title.is_none() {
            self.head.title = Some(head::tidy(words));
        }
        Some(BlockKind::Headline)
    }

    /// A line without final stop (or in headline capitals) above everything else.
    fn is_headline(&self, at: usize, words: &str) -> bool {
        let more = at + 1 < self.parts.len();
        let count = lines::count_words(words, LONGEST_TITLE + 1);
        if !more || !(2..=LONGEST_TITLE).contains(&count) || head::dateline(words, self.lexicon).is_some() {
            return false;
        }
        match lines::last_mark(words) {
            '.' => self.parts[at + 1].after_blank && count <= 20 && head::is_title_case(words),
            ':' | ';' | ',' => false,
            '"' | '”' | '\'' => !lines::ends_stopped(words),
            _ => true,
        }
    }

    /// A short line without final stop between paragraphs.
    fn is_heading(&self, at: usize, words: &str) -> bool {
        let count = lines::count_words(words, LONGEST_HEADING + 1);
        if at == 0 || count == 0 || count > LONGEST_HEADING || at + 1 >= self.parts.len() {
            return false;
        }
        if !words.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '#') {
            return false;
        }
        let last = lines::last_mark(words.trim_end_matches(['"', '”', '’', '\'', ')']));
        if !(last.is_alphanumeric() || last == '?') || words.contains(['=', '|']) {
            return false;
        }
        let (before, after) = (self.words(at - 1), self.words(at + 1));
        let follows_prose = lines::ends_stopped(before) || lines::last_mark(before).is_alphanumeric();
        follows_prose && lines::is_prose(after) && (lines::is_prose(before) || self.is_headed(at - 1))
    }

    /// Whether the block of a part is headline, imprint or the like.
    fn is_headed(&self, at: usize) -> bool {
        let span = self.parts[at].span;
        let block = self.blocks.iter().rev().take(2).find(|block| block.span.overlaps(span));
        block.is_some_and(|block| block.kind != BlockKind::Paragraph && block.kind != BlockKind::Heading)
    }
}

/// "15:51Ann Fox": the time and writer of an entry of a live page, run together.
fn is_stamp(words: &str) -> bool {
    const LONGEST: usize = 60;
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    let clock = &words[..words.len() - rest.len()];
    let named = rest.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    words.len() < LONGEST && clock.len() > 3 && clock.contains(':') && rest.starts_with(char::is_uppercase) && named
}
