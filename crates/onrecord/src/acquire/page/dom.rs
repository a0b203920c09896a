//! A page as a tree that is always small enough: built in one linear pass, at most 512 deep and 200,000 nodes.
//!
//! Nodes stand in the order of the page; the descendants of a node are those up to its `end`. Tags out of place are
//! treated as browsers do where news pages need it; formatting is never reopened, so nothing can blow up.

use super::tags::{Token, Tokens, attributes};

/// Browsers stop here too.
const DEPTH: usize = 512;

/// Elements of one page; the text of further ones is kept flat. The largest news pages have about 20,000.
const ELEMENTS: usize = 100_000;

/// Pieces of text of one page that stand apart.
const TEXTS: usize = 400_000;

/// Attributes of one element that are looked at.
const ATTRIBUTES: usize = 64;

/// Bytes of one attribute's value that are looked at.
const VALUE_BYTES: usize = 4096;

/// Open elements looked through for the one an end tag means.
const LOOKED_THROUGH: usize = 128;

/// Scripts with metadata that are kept, and their bytes.
const METADATA_SCRIPTS: usize = 16;
const METADATA_SCRIPT_BYTES: usize = 1 << 20;

macro_rules! tags {
    ($($tag:ident $name:literal)*) => {
        /// What an element is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Tag { Text, Other, $($tag),* }

        fn known(name: &[u8]) -> Tag {
            match std::str::from_utf8(name).unwrap_or_default() {
                $($name => Tag::$tag,)*
                _ => Tag::Other,
            }
        }
    };
}

tags! {
    A "a" Address "address" Area "area" Article "article" Aside "aside" B "b" Base "base" Blockquote "blockquote" Body "body" Br "br"
    Caption "caption" Center "center" Col "col" Dd "dd" Details "details" Dialog "dialog" Div "div" Dl "dl" Dt "dt" Em "em"
    Embed "embed" Fieldset "fieldset" Figcaption "figcaption" Figure "figure" Footer "footer" Form "form"
    H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" Head "head" Header "header" Hgroup "hgroup" Hr "hr" Html "html" I "i"
    Img "img" Input "input" Label "label" Li "li" Link "link" Main "main" Menu "menu" Meta "meta" Nav "nav" Ol "ol" P "p" Param "param"
    Picture "picture" Pre "pre" S "s" Section "section" Small "small" Source "source" Span "span" Strong "strong" Summary "summary"
    Sup "sup" Table "table" Tbody "tbody" Td "td" Tfoot "tfoot" Th "th" Thead "thead" Time "time" Tr "tr" Track "track" Ul "ul" Wbr "wbr"
}

impl Tag {
    fn of(name: &str) -> Self {
        let mut lower = [0_u8; 12];
        let bytes = name.as_bytes();
        let Some(room) = lower.get_mut(..bytes.len()) else { return Self::Other };
        room.copy_from_slice(bytes);
        room.make_ascii_lowercase();
        known(room)
    }

    fn is_void(self) -> bool {
        use Tag::{Area, Base, Br, Col, Embed, Hr, Img, Input, Link, Meta, Param, Source, Track, Wbr};
        matches!(self, Area | Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Param | Source | Track | Wbr)
    }

    /// Elements that end a paragraph where they begin and end.
    pub(super) fn is_block(self) -> bool {
        use Tag::{Caption, Head, Html, Tbody, Tfoot, Thead, Tr};
        self.ends_paragraph() || matches!(self, Caption | Head | Html | Tbody | Tfoot | Thead | Tr)
    }

    /// Elements before which an open paragraph ends.
    fn ends_paragraph(self) -> bool {
        use Tag::{
            Address, Article, Aside, Blockquote, Body, Center, Dd, Details, Dialog, Div, Dl, Dt, Fieldset, Figcaption,
            Figure, Footer, Form, H1, H2, H3, H4, H5, H6, Header, Hgroup, Hr, Li, Main, Menu, Nav, Ol, P, Pre, Section,
            Summary, Table, Ul,
        };
        matches!(
            self,
            Address
                | Article
                | Aside
                | Blockquote
                | Body
                | Center
                | Dd
                | Details
                | Dialog
                | Div
                | Dl
                | Dt
                | Fieldset
                | Figcaption
                | Figure
                | Footer
                | Form
                | H1
                | H2
                | H3
                | H4
                | H5
                | H6
                | Header
                | Hgroup
                | Hr
                | Li
                | Main
                | Menu
                | Nav
                | Ol
                | P
                | Pre
                | Section
                | Summary
                | Table
                | Ul
        )
    }

    /// The level of a heading.
    pub(super) fn heading(self) -> Option<u8> {
        Some(match self {
            Self::H1 => 1,
            Self::H2 => 2,
            Self::H3 => 3,
            Self::H4 => 4,
            Self::H5 => 5,
            Self::H6 => 6,
            _ => return None,
        })
    }

    /// Elements that a stray end or an implied one does not reach across.
    fn is_wall(self) -> bool {
        matches!(self, Self::Table | Self::Td | Self::Th | Self::Caption | Self::Html | Self::Body)
    }

    /// Which open elements this one's start ends, and across which that does not reach.
    fn ends(self) -> (&'static [Tag], &'static [Tag]) {
        match self {
            Self::Li => (&[Self::Li], &[Self::Ul, Self::Ol, Self::Menu]),
            Self::Dd | Self::Dt => (&[Self::Dd, Self::Dt], &[Self::Dl]),
            Self::Tr => (&[Self::Tr], &[Self::Table]),
            Self::Td | Self::Th => (&[Self::Td, Self::Th], &[Self::Table, Self::Tr]),
            Self::Tbody | Self::Thead | Self::Tfoot => (&[Self::Tbody, Self::Thead, Self::Tfoot], &[Self::Table]),
            Self::Body => (&[Self::Head], &[]),
            _ if self.heading().is_some() => (&[Self::H1, Self::H2, Self::H3, Self::H4, Self::H5, Self::H6], &[]),
            _ => (&[], &[]),
        }
    }
}

/// An element or a piece of text.
#[derive(Debug)]
pub(super) struct Node<'a> {
    /// What it is.
    pub tag: Tag,
    /// The name as written; of a text, its characters with entities not decoded.
    pub text: &'a str,
    /// The attributes as written.
    pub attributes: &'a str,
    /// The element around it; the first node is its own.
    pub parent: usize,
    /// The first node behind its descendants.
    pub end: usize,
}

impl<'a> Node<'a> {
    /// The value of an attribute, entities not decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut all = attributes(self.attributes).take(ATTRIBUTES);
        all.find(|(it, _)| it.eq_ignore_ascii_case(name)).map(|(_, value)| cut(value, VALUE_BYTES))
    }

    /// All attributes looked at.
    pub(super) fn all_attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        attributes(self.attributes).take(ATTRIBUTES).map(|(name, value)| (name, cut(value, VALUE_BYTES)))
    }
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    /// The nodes in the order of the page; the first one stands for the whole.
    pub nodes: Vec<Node<'a>>,
    /// The content of the title element.
    pub title: Option<&'a str>,
    /// The contents of JSON-LD scripts.
    pub metadata: Vec<&'a str>,
    /// What was left out, for people.
    pub note: Option<String>,
}

impl<'a> Tree<'a> {
    /// Builds the tree of a page.
    pub(super) fn parse(html: &'a str) -> Self {
        let mut builder = Builder::default();
        builder.push(Tag::Other, "", "");
        builder.open.push((0, Tag::Other));
        for token in Tokens::new(html) {
            match token {
                Token::Text(text) => builder.text(text),
                Token::Open(name, attributes) => builder.open(name, attributes),
                Token::Close(name) => builder.close(name),
                Token::Raw(name, attributes, content) => builder.raw(name, attributes, content),
            }
        }
        builder.close_to(0);
        builder.tree.note = match (builder.too_deep, builder.too_many) {
            (0, 0) => None,
            (deep, 0) => Some(format!("{deep} elements nested deeper than {DEPTH} read as flat text")),
            (_, many) => Some(format!("{many} elements more than a page may have read as flat text")),
        };
        builder.tree
    }

    /// The nodes inside one.
    pub(super) fn inside(&self, at: usize) -> std::ops::Range<usize> {
        at + 1..self.nodes[at].end
    }

    /// The text inside a node, entities decoded, on one line; at most so many bytes of it.
    pub(super) fn text_of(&self, at: usize, bytes: usize) -> String {
        let mut text = String::new();
        for inner in self.inside(at) {
            let node = &self.nodes[inner];
            if node.tag == Tag::Text {
                text.push_str(&super::entities::decoded(node.text));
            } else if node.tag.is_block() || node.tag == Tag::Br {
                text.push(' ');
            }
            if text.len() > bytes {
                break;
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

#[derive(Default)]
struct Builder<'a> {
    tree: Tree<'a>,
    /// Open elements: their node and what they are.
    open: Vec<(usize, Tag)>,
    /// Elements opened past the depth and not closed yet.
    overflow: usize,
    elements: usize,
    texts: usize,
    /// Paragraphs that are open.
    paragraphs: usize,
    too_deep: usize,
    too_many: usize,
}

impl<'a> Builder<'a> {
    fn push(&mut self, tag: Tag, text: &'a str, attributes: &'a str) -> usize {
        let at = self.tree.nodes.len();
        let parent = self.open.last().map_or(0, |open| open.0);
        self.tree.nodes.push(Node { tag, text, attributes, parent, end: at + 1 });
        at
    }

    fn text(&mut self, text: &'a str) {
        self.texts += 1;
        if self.texts <= TEXTS {
            self.push(Tag::Text, text, "");
        }
    }

    fn open(&mut self, name: &'a str, attributes: &'a str) {
        let tag = Tag::of(name);
        self.elements += 1;
        if self.elements > ELEMENTS {
            self.too_many += 1;
            return self.text(" ");
        }
        if self.overflow == 0 {
            self.close_implied(tag);
        }
        if tag.is_void() {
            self.push(tag, name, attributes);
            return;
        }
        if self.overflow > 0 || self.open.len() >= DEPTH {
            self.too_deep += 1;
            self.overflow += 1;
            return self.text(" ");
        }
        let at = self.push(tag, name, attributes);
        self.open.push((at, tag));
        self.paragraphs += usize::from(tag == Tag::P);
    }

    fn close(&mut self, name: &str) {
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        let tag = Tag::of(name);
        if matches!(tag, Tag::Html | Tag::Body) {
            return;
        }
        let same = |open: &(usize, Tag)| {
            open.1 == tag && (tag != Tag::Other || self.tree.nodes[open.0].text.eq_ignore_ascii_case(name))
        };
        let looked = self.open.len().saturating_sub(LOOKED_THROUGH).max(1);
        let Some(at) = self.open[looked.min(self.open.len())..].iter().rposition(same) else { return };
        let at = at + looked;
        // An end tag out of place does not end the cell or page around it.
        if tag.is_wall() || !self.open[at + 1..].iter().any(|open| open.1.is_wall()) {
            self.close_to(at);
        }
    }

    fn close_to(&mut self, at: usize) {
        while self.open.len() > at {
            let Some((node, tag)) = self.open.pop() else { break };
            self.tree.nodes[node].end = self.tree.nodes.len();
            self.paragraphs -= usize::from(tag == Tag::P);
        }
    }

    /// Ends the elements that a start tag ends without saying so.
    fn close_implied(&mut self, tag: Tag) {
        let (ended, within) = tag.ends();
        if !ended.is_empty()
            && let Some(at) = self.open_above(ended, within)
        {
            self.close_to(at);
        }
        if self.paragraphs > 0
            && tag.ends_paragraph()
            && let Some(at) = self.open_above(&[Tag::P], &[])
        {
            self.close_to(at);
        }
    }

    /// The innermost open element of these that no wall or list stands above.
    fn open_above(&self, tags: &[Tag], within: &[Tag]) -> Option<usize> {
        for (at, open) in self.open.iter().enumerate().skip(1).rev().take(LOOKED_THROUGH) {
            if tags.contains(&open.1) {
                return Some(at);
            }
            if within.contains(&open.1) || (within.is_empty() && open.1.is_wall()) {
                return None;
            }
        }
        None
    }

    fn raw(&mut self, name: &str, rest: &'a str, content: &'a str) {
        if name.eq_ignore_ascii_case("title") && self.tree.title.is_none() {
            self.tree.title = Some(cut(content, VALUE_BYTES));
        }
        let is_metadata =
            || attributes(rest).any(|(name, value)| name.eq_ignore_ascii_case("type") && value.contains("ld+json"));
        if name.eq_ignore_ascii_case("script")
            && self.tree.metadata.len() < METADATA_SCRIPTS
            && content.len() <= METADATA_SCRIPT_BYTES
            && is_metadata()
        {
            self.tree.metadata.push(content);
        }
        if !name.eq_ignore_ascii_case("script") {
            self.text(" ");
        }
    }
}

/// The first bytes of a text, at a character boundary.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree written out, each element with its end.
    fn balanced(html: &str) -> String {
        fn write(tree: &Tree, at: usize, out: &mut String) {
            let mut inner = at + 1;
            while inner < tree.nodes[at].end {
                let node = &tree.nodes[inner];
                if node.tag == Tag::Text {
                    out.push_str(node.text);
                } else {
                    let name = node.text.to_ascii_lowercase();
                    out.push_str(&format!("<{name}>"));
                    write(tree, inner, out);
                    out.push_str(&format!("</{name}>"));
                }
                inner = node.end;
            }
        }
        let (tree, mut out) = (Tree::parse(html), String::new());
        write(&tree, 0, &mut out);
        out
    }

    #[test]
    fn tags_out_of_place() {
        assert_eq!(balanced("<p>a<b>b<p>c</div>d"), "<p>a<b>b</b></p><p>cd</p>");
        assert_eq!(balanced("<ul><li>a<li>b</ul>c"), "<ul><li>a</li><li>b</li></ul>c");
        assert_eq!(balanced("<P CLASS='a' onclick=x>1 < 2</P>"), "<p>1 < 2</p>");
        let cells = "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>";
        assert_eq!(balanced("<table><tr><td>a</div><tr><td>b</table>"), cells);
        assert_eq!(balanced("<x-story><p>a</x-other>b</x-story>c"), "<x-story><p>ab</p></x-story>c");
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = "<div>".repeat(50_000) + "a";
        let deep = Tree::parse(&deep);
        assert_eq!(deep.nodes.iter().filter(|node| node.tag == Tag::Div).count(), DEPTH - 1);
        assert_eq!(deep.note.unwrap(), "49489 elements nested deeper than 512 read as flat text");
        let many = "<i>a</i>".repeat(150_000);
        let many = Tree::parse(&many);
        assert_eq!(many.nodes.iter().filter(|node| node.tag == Tag::I).count(), ELEMENTS);
        assert_eq!(many.note.unwrap(), "50000 elements more than a page may have read as flat text");
    }

    #[test]
    fn only_metadata_scripts_are_kept() {
        let page = Tree::parse("<script>bad()</script><script type='application/ld+json'>{}</script><title>x</title>a");
        assert_eq!((page.metadata, page.title), (vec!["{}"], Some("x")));
        assert_eq!(page.nodes.len(), 3);
    }
}
