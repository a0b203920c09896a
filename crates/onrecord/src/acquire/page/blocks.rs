//! A page as a run of paragraphs, each with what its elements say of it. One walk over the tree.

use std::{collections::HashMap, ops::Range};

use super::{
    dom::{Node, Tag, Tree},
    entities::Decoder,
    words::{self, Marks},
};

/// A paragraph of the page.
#[derive(Debug, Clone, Default)]
pub(super) struct Block {
    /// Where it is in the text of all.
    pub at: Range<usize>,
    /// The innermost block element around it.
    pub node: usize,
    /// Its letters and digits; those that stand for syllables and words count double.
    pub size: u32,
    /// Those of them in links.
    pub linked: u32,
    /// Those of them that are not in bold type.
    pub plain: u32,
    /// Those that are capital letters.
    pub capitals: u32,
    /// The level of the heading it is.
    pub heading: Option<u8>,
    /// What the elements around it say.
    pub marks: Marks,
    /// Whether it stands in a paragraph element.
    pub paragraph: bool,
    /// Whether it is a time alone.
    pub time: bool,
}

/// The paragraphs of a page.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// Their characters, one after the other.
    pub text: String,
    /// The paragraphs.
    pub all: Vec<Block>,
}

impl Blocks {
    /// The paragraphs of a page.
    pub(super) fn of(tree: &Tree) -> Self {
        let mut walk = Walk { blocks: Self::default(), open: Vec::new(), line: Line::default(), seen: HashMap::new() };
        walk.run(tree);
        walk.blocks
    }

    /// The characters of one.
    pub(super) fn text_of(&self, block: &Block) -> &str {
        &self.text[block.at.clone()]
    }
}

/// Letters of the longest paragraph that is a heading because its class says so.
const HEADING: u32 = 90;

/// An element with marks that its own inside has the most of the page's text of is not what its class says.
const SHARE: u32 = 30;

/// Comments can be most of a page; what holds more than this of its text is the page.
const ALL: u32 = 90;

struct Open {
    end: usize,
    node: usize,
    marks: Marks,
    link: bool,
    bold: bool,
    heading: Option<u8>,
    paragraph: bool,
    block: bool,
    time: bool,
}

#[derive(Default)]
struct Line {
    start: usize,
    block: Block,
    begun: bool,
    /// Where a `time` element that begins the paragraph ends in it.
    time: Option<usize>,
}

struct Walk<'a> {
    blocks: Blocks,
    open: Vec<Open>,
    line: Line,
    seen: HashMap<&'a str, Marks>,
}

impl<'a> Walk<'a> {
    fn run(&mut self, tree: &Tree<'a>) {
        let lengths = prose(tree);
        let whole = lengths.last().copied().unwrap_or(0);
        self.open.push(Open {
            end: tree.nodes.len(),
            node: 0,
            marks: Marks::NONE,
            link: false,
            bold: false,
            heading: None,
            paragraph: false,
            block: true,
            time: false,
        });
        let mut at = 1;
        while at < tree.nodes.len() {
            self.close_before(at);
            let node = &tree.nodes[at];
            match node.tag {
                Tag::Text => self.text(node.text),
                Tag::Head => {
                    at = node.end;
                    continue;
                }
                Tag::Br => self.line_break(),
                Tag::Td | Tag::Th => {
                    self.character(' ');
                    self.open(tree, at, &lengths, whole);
                }
                _ => self.open(tree, at, &lengths, whole),
            }
            at += 1;
        }
        self.close_before(usize::MAX);
    }

    fn close_before(&mut self, at: usize) {
        while let Some(last) = self.open.last()
            && last.end <= at
            && self.open.len() > 1
        {
            if last.block {
                self.end();
            } else if last.time && self.line.time == Some(0) {
                self.line.time = Some(self.blocks.text.trim_end().len() - self.line.start);
            }
            self.open.pop();
        }
        if at == usize::MAX {
            self.end();
        }
    }

    fn open(&mut self, tree: &Tree<'a>, at: usize, lengths: &[u32], whole: u32) {
        let node = &tree.nodes[at];
        if node.end == at + 1 {
            if node.tag.is_block() {
                self.end();
            }
            return;
        }
        let block = node.tag.is_block();
        if block {
            self.end();
        }
        let inside = lengths[node.end - 1] - lengths[at];
        let more_than = |share: u32| u64::from(inside) * 100 > u64::from(whole) * u64::from(share);
        let heavy = more_than(SHARE);
        let own = self.own_marks(node);
        let own = if own.any(Marks::BODY) { own.without(BESIDE_BODY) } else { own };
        let own = if heavy { own.without(NOT_WHEN_HEAVY) } else { own };
        let own = if more_than(ALL) { own.without(Marks::COMMENTS.and(Marks::CONSENT)) } else { own };
        let time = node.tag == Tag::Time;
        if time && !self.line.begun {
            self.line.time = Some(0);
        }
        let Some(around) = self.open.last() else { return };
        // What a whole article is marked with says nothing of its paragraphs.
        let mut marks = around.marks.and(own);
        if own.any(Marks::BODY) {
            let long = inside >= BODY_BYTES;
            marks = marks.without(if long { Marks::HEADER.and(BESIDE_BODY) } else { Marks::HEADER });
        }
        let opened = Open {
            end: node.end,
            node: if block { at } else { around.node },
            marks,
            link: around.link || node.tag == Tag::A,
            bold: around.bold || matches!(node.tag, Tag::B | Tag::Strong),
            heading: node.tag.heading().or(around.heading),
            paragraph: if block { node.tag == Tag::P } else { around.paragraph },
            block,
            time,
        };
        self.open.push(opened);
    }

    fn own_marks(&mut self, node: &Node<'a>) -> Marks {
        let mut marks = match node.tag {
            Tag::Li | Tag::Dd | Tag::Dt => Marks::LIST,
            Tag::Blockquote => Marks::QUOTE,
            Tag::Figure => Marks::FIGURE,
            Tag::Figcaption => Marks::FIGURE.and(Marks::CAPTION),
            Tag::Aside => Marks::ASIDE,
            Tag::Nav => Marks::NAV,
            Tag::Header => Marks::HEADER,
            Tag::Footer => Marks::FOOTER,
            Tag::Form => Marks::FORM,
            Tag::Table => Marks::TABLE,
            Tag::Article => Marks::ARTICLE,
            Tag::Main => Marks::MAIN,
            Tag::Details => Marks::DETAILS,
            Tag::Dialog => Marks::CONSENT,
            _ => Marks::NONE,
        };
        if node.attributes.is_empty() || matches!(node.tag, Tag::Html | Tag::Body) {
            return marks;
        }
        for (name, value) in node.all_attributes() {
            match name.len() {
                5 if name.eq_ignore_ascii_case("class") => marks = marks.and(self.words_of(value)),
                2 if name.eq_ignore_ascii_case("id") => marks = marks.and(self.words_of(value)),
                5 if name.eq_ignore_ascii_case("style") => {
                    let hidden = hides(value);
                    marks = if hidden { marks.and(Marks::HIDDEN) } else { marks };
                }
                6 if name.eq_ignore_ascii_case("hidden") => marks = marks.and(Marks::HIDDEN),
                4 if name.eq_ignore_ascii_case("role") => {
                    marks = marks.and(match value {
                        "navigation" | "menu" | "menubar" | "search" => Marks::NAV,
                        "complementary" => Marks::ASIDE,
                        "dialog" | "alertdialog" => Marks::CONSENT,
                        "contentinfo" => Marks::FOOTER,
                        _ => Marks::NONE,
                    });
                }
                8 if name.eq_ignore_ascii_case("itemprop") => {
                    marks = marks.and(match value {
                        "articleBody" => Marks::BODY,
                        "author" => Marks::BYLINE,
                        "description" | "alternativeHeadline" => Marks::STANDFIRST,
                        "headline" => Marks::TITLE,
                        _ => Marks::NONE,
                    });
                }
                8.. if is_named_for_machines(name) => marks = marks.and(self.words_of(value)),
                _ => {}
            }
        }
        marks
    }

    fn words_of(&mut self, label: &'a str) -> Marks {
        *self.seen.entry(label).or_insert_with(|| words::marks(label))
    }

    fn text(&mut self, text: &str) {
        if memchr::memchr(b'&', text.as_bytes()).is_some() {
            for character in Decoder(text) {
                self.character(character);
            }
        } else {
            for character in text.chars() {
                self.character(character);
            }
        }
    }

    /// Adds a character; runs of white space are one space.
    fn character(&mut self, character: char) {
        let text = &mut self.blocks.text;
        if character.is_whitespace() {
            if self.line.begun && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
            return;
        }
        let Some(around) = self.open.last() else { return };
        // What a paragraph hides is for machines that read it aloud.
        if around.marks.any(Marks::HIDDEN) && !around.block {
            return;
        }
        let line = &mut self.line;
        if !line.begun {
            line.begun = true;
            line.block = Block {
                node: around.node,
                heading: around.heading,
                marks: around.marks,
                paragraph: around.paragraph,
                ..Block::default()
            };
        }
        text.push(character);
        if character.is_alphanumeric() {
            let size = if character >= '\u{2E80}' { 2 } else { 1 };
            line.block.size += size;
            line.block.linked += if around.link { size } else { 0 };
            line.block.plain += if around.bold { 0 } else { size };
            line.block.capitals += u32::from(character.is_uppercase());
        }
    }

    fn line_break(&mut self) {
        if !self.line.begun {
            return;
        }
        if self.blocks.text.ends_with('\n') {
            return self.end();
        }
        let kept = self.blocks.text.trim_end().len();
        self.blocks.text.truncate(kept);
        self.blocks.text.push('\n');
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.begun {
            let end = self.blocks.text.trim_end().len();
            self.blocks.text.truncate(end);
            let time = line.time == Some(end - line.start);
            let named = line.block.marks.any(Marks::HEADING) && line.block.size <= HEADING;
            let heading = line.block.heading.or_else(|| named.then_some(3));
            self.blocks.all.push(Block { at: line.start..end, time, heading, ..line.block });
        }
        self.line.start = self.blocks.text.len();
    }
}

/// Whether an attribute says for tests or scripts what its element is.
fn is_named_for_machines(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "data-testid",
        "data-component",
        "data-component-name",
        "data-name",
        "data-gu-name",
        "data-qa",
        "data-module",
        "data-block",
    ];
    NAMES.iter().any(|it| it.eq_ignore_ascii_case(name))
}

/// Whether a style keeps people from seeing the text.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|at| !at.is_whitespace()).take(400).collect();
    style.contains("display:none") || style.contains("clip:rect(0") || style.contains("visibility:hidden")
}

/// Bytes of running text from which an element named the article's text is not furniture because of what is around it.
const BODY_BYTES: u32 = 400;

/// Marks that are not meant where the same class names the article's text.
const BESIDE_BODY: Marks = Marks::FURNITURE.and(Marks::TEASER).and(Marks::ASIDE).and(Marks::EMBED).and(Marks::TITLE);

/// Marks that an element with much of the page's text does not have, whatever its class says.
const NOT_WHEN_HEAVY: Marks = Marks::FURNITURE
    .and(Marks::TEASER)
    .and(Marks::BIO)
    .and(Marks::CAPTION)
    .and(Marks::STANDFIRST)
    .and(Marks::BYLINE)
    .and(Marks::DATE)
    .and(Marks::TITLE)
    .and(Marks::EMBED)
    .and(Marks::HIDDEN)
    .and(Marks::FORM)
    .and(Marks::HEADER)
    .and(Marks::ASIDE)
    .and(Marks::FIGURE);

/// Bytes from which a text outside paragraphs is running text too.
const LONG_TEXT: usize = 80;

/// For each node the bytes of running text up to it and in it: what stands in paragraphs or is long, and not in links.
fn prose(tree: &Tree) -> Vec<u32> {
    let (mut sum, mut paragraph, mut link) = (0_u32, 0, 0);
    let mut all = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        match node.tag {
            Tag::Text if at >= link && (at < paragraph || node.text.len() >= LONG_TEXT) => {
                sum = sum.saturating_add(u32::try_from(node.text.len()).unwrap_or(u32::MAX));
            }
            Tag::P => paragraph = paragraph.max(node.end),
            Tag::A => link = link.max(node.end),
            _ => {}
        }
        all.push(sum);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Vec<(String, Block)> {
        let blocks = Blocks::of(&Tree::parse(html));
        blocks.all.iter().map(|block| (blocks.text_of(block).to_owned(), block.clone())).collect()
    }

    #[test]
    fn paragraphs_headings_and_breaks() {
        let found =
            of("<div><h2>A &amp; B</h2><p>One\n <b>two</b>&nbsp;three.<br>Four<br><br>five</p><ul><li>six</ul>");
        let texts: Vec<_> = found.iter().map(|it| it.0.as_str()).collect();
        assert_eq!(texts, ["A & B", "One two three.\nFour", "five", "six"]);
        assert_eq!((found[0].1.heading, found[1].1.heading), (Some(2), None));
        assert!(found[1].1.paragraph && found[3].1.marks.any(Marks::LIST) && !found[2].1.marks.any(Marks::LIST));
        assert_eq!((found[1].1.size, found[1].1.plain), (15, 12));
    }

    #[test]
    fn links_times_and_marks() {
        let body = "<p>".to_owned() + &"Long text of the article. ".repeat(20) + "</p>";
        let found =
            of(&(body + "<div class=newsletter>Sign <a href=x>up here</a></div><p><time>8 May</time></p><p hidden>x"));
        assert_eq!((found[1].1.size, found[1].1.linked), (10, 6));
        assert!(found[1].1.marks.any(Marks::FURNITURE) && !found[0].1.marks.any(Marks::FURNITURE));
        assert!(found[2].1.time && found[3].1.marks.any(Marks::HIDDEN));
    }
}
