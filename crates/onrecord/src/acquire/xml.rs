//! XML as feeds and newsrooms write it, well-formed or not: a bounded tree in one linear pass.
//!
//! Nothing is expanded and nothing is loaded: a DTD is passed over, entities are the ones HTML names. An end tag without
//! a start is passed over, a start without an end closes with what is around it.

use std::borrow::Cow;

use super::page::{body::decoded, tags::attributes};

/// Elements of one document; what comes after is left out, with a note.
const ELEMENTS: usize = 400_000;

/// Elements within elements; deeper ones are passed over, their text stays with the element around them.
const DEPTH: usize = 64;

/// Namespaces of one document that are told apart.
const NAMESPACES: usize = 64;

/// Elements read as mark-up whose end is looked for in vain before none is looked for any more.
const VAIN: usize = 64;

/// What a name belongs to, as far as it matters here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    /// RSS, sitemaps, IPTC, OPML, or no namespace at all.
    Plain,
    /// Atom.
    Atom,
    /// Dublin Core.
    Dublin,
    /// RSS content module (`content:encoded`).
    Content,
    /// Media RSS.
    Media,
    /// News sitemaps.
    News,
    /// FeedBurner.
    Burner,
    /// XHTML.
    Xhtml,
    /// Any other.
    Other,
}

/// Parts of namespace names, lower case, and what they stand for.
const SPACES: &[(&str, Space)] = &[
    ("w3.org/2005/atom", Space::Atom),
    ("purl.org/atom", Space::Atom),
    ("purl.org/dc/", Space::Dublin),
    ("modules/dc", Space::Dublin),
    ("modules/content", Space::Content),
    ("/mrss", Space::Media),
    ("sitemap-news", Space::News),
    ("feedburner", Space::Burner),
    ("xhtml", Space::Xhtml),
    ("purl.org/rss/1.0/modules", Space::Other),
    ("purl.org/rss", Space::Plain),
    ("netscape.com/rdf", Space::Plain),
    ("channel.netscape.com", Space::Plain),
    ("userland.com", Space::Plain),
    ("cyber.law.harvard.edu", Space::Plain),
    ("rssboard.org", Space::Plain),
    ("sitemaps.org", Space::Plain),
    ("google.com/schemas/sitemap/", Space::Plain),
    ("iptc.org", Space::Plain),
];

/// Prefixes that nobody declared.
const PREFIXES: &[(&str, Space)] = &[
    ("dc", Space::Dublin),
    ("dcterms", Space::Dublin),
    ("content", Space::Content),
    ("media", Space::Media),
    ("news", Space::News),
    ("atom", Space::Atom),
    ("feedburner", Space::Burner),
    ("xhtml", Space::Xhtml),
    ("rss", Space::Plain),
];

/// A document.
pub(super) struct Tree<'a> {
    nodes: Vec<Node<'a>>,
    /// Whether it has more elements than were read.
    pub cut: bool,
}

struct Node<'a> {
    space: Space,
    local: &'a str,
    attributes: &'a str,
    inner: &'a str,
    parent: usize,
    /// The node after the last one inside it.
    end: usize,
}

/// One element of a document.
#[derive(Clone, Copy)]
pub(super) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    at: usize,
}

impl<'a> Tree<'a> {
    /// Reads a document; `opaque` elements are kept as mark-up, without a look at what is inside.
    pub(super) fn parse(text: &'a str, opaque: &[&str]) -> Self {
        let mut parser =
            Parser { text, at: 0, opaque, vain: 0, nodes: Vec::new(), open: Vec::new(), spaces: Vec::new() };
        let cut = parser.run();
        Self { nodes: parser.nodes, cut }
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_, 'a>> {
        (!self.nodes.is_empty()).then_some(Element { tree: self, at: 0 })
    }
}

impl<'t, 'a> Element<'t, 'a> {
    fn node(self) -> &'t Node<'a> {
        &self.tree.nodes[self.at]
    }

    /// Its namespace.
    pub(super) fn space(self) -> Space {
        self.node().space
    }

    /// Its name without prefix, as written.
    pub(super) fn local(self) -> &'a str {
        self.node().local
    }

    /// Whether it has this name, in any case of letters, and one of these namespaces.
    pub(super) fn is(self, spaces: &[Space], local: &str) -> bool {
        spaces.contains(&self.space()) && self.local().eq_ignore_ascii_case(local)
    }

    /// An attribute, by its whole name as written; empty ones count as absent.
    pub(super) fn attribute(self, name: &str) -> Option<String> {
        let value = attributes(self.node().attributes).find(|(it, _)| it.eq_ignore_ascii_case(name))?.1;
        let value = decoded(value);
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// The elements right inside it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let (tree, end) = (self.tree, self.node().end);
        let mut next = self.at + 1;
        std::iter::from_fn(move || {
            let at = next;
            (at < end).then(|| {
                next = tree.nodes[at].end;
                Element { tree, at }
            })
        })
    }

    /// All elements inside it, in order.
    pub(super) fn descendants(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let tree = self.tree;
        (self.at + 1..self.node().end).map(move |at| Element { tree, at })
    }

    /// The element around it.
    pub(super) fn parent(self) -> Option<Element<'t, 'a>> {
        (self.at > 0).then(|| Element { tree: self.tree, at: self.node().parent })
    }

    /// The first element of these names right inside it.
    pub(super) fn child(self, spaces: &[Space], local: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|it| it.is(spaces, local))
    }

    /// Its source, CDATA opened: character data as HTML in HTML.
    pub(super) fn source(self) -> Cow<'a, str> {
        let inner = self.node().inner;
        if !inner.contains("<![CDATA[") && !inner.contains("<!--") {
            return Cow::Borrowed(inner);
        }
        let mut out = String::with_capacity(inner.len());
        let mut rest = inner;
        while let Some(at) = rest.find("<!") {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(data) = rest.strip_prefix("<![CDATA[") {
                let (data, after) = data.split_once("]]>").unwrap_or((data, ""));
                escape(data, &mut out);
                rest = after;
            } else if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, after)| after);
            } else {
                out.push_str("<!");
                rest = &rest[2..];
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// Its source where it holds elements, as XHTML does; `None` where it is character data alone.
    pub(super) fn markup(self) -> Option<String> {
        let source = self.source();
        has_tag(&source).then(|| source.into_owned())
    }

    /// Its character data, entities decoded once; tags inside it are left out.
    pub(super) fn text(self) -> String {
        without_tags(&self.source())
    }
}

/// A text without its tags, entities decoded once. A mark that begins no tag stays; a tag that does not end takes the rest.
pub(super) fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        if !begins_tag(rest.as_bytes()) {
            out.push('<');
            rest = &rest[1..];
            continue;
        }
        let Some(end) = rest.find('>') else { break };
        rest = &rest[end + 1..];
    }
    out.push_str(rest);
    decoded(&out)
}

/// Whether a text holds a start or end tag.
pub(super) fn has_tag(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'<', bytes).any(|at| begins_tag(&bytes[at..]))
}

/// Whether bytes begin a start or end tag.
pub(super) fn begins_tag(bytes: &[u8]) -> bool {
    let next = bytes.get(1).copied().unwrap_or(b' ');
    next.is_ascii_alphabetic() || (next == b'/' && bytes.get(2).is_some_and(u8::is_ascii_alphabetic))
}

fn escape(data: &str, out: &mut String) {
    for character in data.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            other => out.push(other),
        }
    }
}

struct Parser<'p, 'a> {
    text: &'a str,
    at: usize,
    opaque: &'p [&'p str],
    vain: usize,
    nodes: Vec<Node<'a>>,
    /// Open elements: their node, name as written, where their content begins, the namespace without prefix.
    open: Vec<Open<'a>>,
    spaces: Vec<(&'a str, Space)>,
}

struct Open<'a> {
    node: usize,
    name: &'a str,
    start: usize,
    default: Space,
}

/// A tag: its name, attributes, where it begins, and whether it is an end or empty.
struct Tag<'a> {
    name: &'a str,
    attributes: &'a str,
    start: usize,
    closing: bool,
    empty: bool,
}

impl<'a> Parser<'_, 'a> {
    /// Reads all; tells whether elements were left out.
    fn run(&mut self) -> bool {
        let mut cut = false;
        while let Some(tag) = self.next_tag() {
            if tag.closing {
                self.close(&tag);
            } else if self.nodes.len() >= ELEMENTS {
                cut = true;
                break;
            } else if self.open.is_empty() && !self.nodes.is_empty() {
                // A second root; what stands in it is nobody's.
                break;
            } else if self.open.len() < DEPTH {
                self.open(&tag);
            }
        }
        self.close_to(0, if cut { self.at } else { self.text.len() });
        cut
    }

    /// Goes to the next tag, over text, comments, CDATA and declarations.
    fn next_tag(&mut self) -> Option<Tag<'a>> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at + memchr::memchr(b'<', bytes.get(self.at..)?)?;
            let rest = &self.text[start..];
            if let Some(after) = skipped(rest) {
                self.at = start + after;
                continue;
            }
            let closing = rest.as_bytes().get(1) == Some(&b'/');
            let name_start = 1 + usize::from(closing);
            let length = name_length(&rest[name_start..]);
            if length == 0 {
                self.at = start + 1;
                continue;
            }
            let end = tag_end(rest, name_start + length)?;
            self.at = start + end + 1;
            let attributes = &rest[name_start + length..end];
            let empty = attributes.ends_with('/');
            return Some(Tag { name: &rest[name_start..name_start + length], attributes, start, closing, empty });
        }
    }

    fn open(&mut self, tag: &Tag<'a>) {
        let default = self.declare(tag);
        let (space, local) = self.resolve(tag.name, default);
        let node = self.nodes.len();
        let parent = self.open.last().map_or(0, |open| open.node);
        let inner = "";
        self.nodes.push(Node {
            space,
            local,
            attributes: tag.attributes.trim_end_matches('/'),
            inner,
            parent,
            end: node + 1,
        });
        if tag.empty {
            return;
        }
        if self.opaque.iter().any(|it| it.eq_ignore_ascii_case(local))
            && let Some((end, after)) = self.end_of(tag.name)
        {
            self.nodes[node].inner = &self.text[self.at..end];
            self.at = after;
            return;
        }
        self.open.push(Open { node, name: tag.name, start: self.at, default });
    }

    /// Where the end tag of a name stands, not past the end of the entry around it, and what comes after.
    fn end_of(&mut self, name: &str) -> Option<(usize, usize)> {
        if self.vain >= VAIN {
            return None;
        }
        let before = self.at;
        let mut inside = 0;
        let mut found = None;
        while let Some(tag) = self.next_tag() {
            let same = tag.name == name;
            if same && !tag.closing {
                inside += usize::from(!tag.empty);
            } else if same && inside > 0 {
                inside -= 1;
            } else if same {
                found = Some((tag.start, self.at));
                break;
            } else if tag.closing && ["item", "entry", "url"].iter().any(|it| it.eq_ignore_ascii_case(local(tag.name)))
            {
                break;
            }
        }
        self.at = before;
        self.vain += usize::from(found.is_none());
        found
    }

    fn close(&mut self, tag: &Tag<'a>) {
        let named = self.open.iter().rposition(|open| open.name == tag.name);
        let named = named.or_else(|| self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case(tag.name)));
        if let Some(at) = named {
            self.close_to(at, tag.start);
        }
    }

    fn close_to(&mut self, at: usize, end: usize) {
        for open in self.open.drain(at.min(self.open.len())..) {
            self.nodes[open.node].inner = self.text.get(open.start..end).unwrap_or_default();
            self.nodes[open.node].end = self.nodes.len();
        }
    }

    /// Notes the namespaces a tag declares; gives the one of names without prefix.
    fn declare(&mut self, tag: &Tag<'a>) -> Space {
        let mut default = self.open.last().map_or(Space::Plain, |open| open.default);
        if !tag.attributes.contains("xmlns") {
            return default;
        }
        for (name, value) in attributes(tag.attributes).take(NAMESPACES) {
            if name == "xmlns" {
                // A root of a namespace nobody knows is still read.
                default = space_of(value).unwrap_or(if self.open.is_empty() { Space::Plain } else { Space::Other });
            } else if let Some(prefix) = name.strip_prefix("xmlns:")
                && self.spaces.len() < NAMESPACES
            {
                self.spaces.push((prefix, space_of(value).unwrap_or(Space::Other)));
            }
        }
        default
    }

    fn resolve(&self, name: &'a str, default: Space) -> (Space, &'a str) {
        let Some((prefix, local)) = name.split_once(':') else { return (default, name) };
        let declared = self.spaces.iter().rev().find(|(it, _)| *it == prefix);
        let known = || PREFIXES.iter().find(|(it, _)| it.eq_ignore_ascii_case(prefix));
        (declared.or_else(known).map_or(Space::Other, |(_, space)| *space), local)
    }
}

fn space_of(name: &str) -> Option<Space> {
    let name = name.to_ascii_lowercase();
    SPACES.iter().find(|(part, _)| name.contains(part)).map(|(_, space)| *space)
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

fn name_length(text: &str) -> usize {
    let first = text.chars().next().is_some_and(|it| it.is_alphabetic() || it == '_');
    let end = text.find(|at: char| at.is_whitespace() || matches!(at, '/' | '>' | '<' | '='));
    if first { end.unwrap_or(text.len()) } else { 0 }
}

/// The place of the `>` that ends a tag; quoted values may hold one.
fn tag_end(rest: &str, from: usize) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = from;
    loop {
        at += memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        if bytes[at] == b'>' {
            return Some(at);
        }
        // A quotation mark that nothing closes in a page's length is a character.
        let within = &bytes[at + 1..bytes.len().min(at + 1 + (1 << 16))];
        at += memchr::memchr(bytes[at], within).map_or(1, |end| end + 2);
    }
}

/// The length of a comment, CDATA section, declaration or instruction at the start of a text.
fn skipped(rest: &str) -> Option<usize> {
    let until = |end: &str, from: usize| Some(rest[from..].find(end).map_or(rest.len(), |at| from + at + end.len()));
    if rest.starts_with("<!--") {
        return until("-->", 4);
    }
    if rest.starts_with("<![CDATA[") {
        return until("]]>", 9);
    }
    if rest.starts_with("<?") {
        return until(">", 2);
    }
    if !rest.starts_with("<!") {
        return None;
    }
    let end = rest.find('>').unwrap_or(rest.len());
    match rest[..end].find('[') {
        Some(bracket) => rest[bracket..].find(']').and_then(|at| until(">", bracket + at)).or(Some(rest.len())),
        None => until(">", 2),
    }
}

/// The local name of the outermost element that the first bytes of a document begin, in lower case.
pub(super) fn root_name(head: &str) -> Option<String> {
    let mut rest = head.trim_start_matches(|at: char| at.is_whitespace() || at == '\u{FEFF}');
    while let Some(length) = skipped(rest) {
        rest = rest.get(length..)?.trim_start();
    }
    let name = rest.strip_prefix('<')?;
    let length = name_length(name);
    (length > 0).then(|| local(&name[..length]).to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_and_text() {
        let tree = Tree::parse(
            "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x \"y>\">]><r xmlns:d='http://purl.org/dc/elements/1.1/'>\
             <d:date a='1 &amp; 2'>x &lt; y<![CDATA[ & <z>]]></d:date><b/><c>t<i>u</i></c></r>",
            &["c"],
        );
        let root = tree.root().unwrap();
        let names: Vec<_> = root.children().map(|it| (it.space(), it.local())).collect();
        assert_eq!(names, [(Space::Dublin, "date"), (Space::Plain, "b"), (Space::Plain, "c")]);
        let date = root.child(&[Space::Dublin], "DATE").unwrap();
        assert_eq!((date.attribute("A").unwrap(), date.text()), ("1 & 2".into(), "x < y & <z>".into()));
        assert_eq!(root.child(&[Space::Plain], "c").unwrap().markup().unwrap(), "t<i>u</i>");
        assert!(!tree.cut);
    }

    #[test]
    fn what_is_not_well_formed_is_read_as_far_as_it_goes() {
        let tree = Tree::parse("<rss><item><title>A & B<link>u</item><item><title>C</title></p></item>", &["title"]);
        let items: Vec<_> =
            tree.root().unwrap().children().filter_map(|it| it.child(&[Space::Plain], "title")).collect();
        assert_eq!(items.len(), 2);
        assert!(items[0].text().starts_with("A & B"));
        assert_eq!(items[1].text(), "C");
        assert_eq!(root_name("<!-- a --> <rdf:RDF x='").as_deref(), Some("rdf"));
        assert_eq!(root_name("no <b>"), None);
    }

    #[test]
    fn endless_and_deep_mark_up_is_bounded() {
        for text in [
            "<a>".repeat(1 << 20),
            "<title>".repeat(1 << 20),
            "<a b=\"".repeat(1 << 20),
            "<!--".repeat(1 << 20),
            "<![CDATA[<".repeat(1 << 19),
        ] {
            let tree = Tree::parse(&text, &["title"]);
            assert!(tree.root().is_none_or(|root| root.descendants().count() < ELEMENTS));
        }
        assert!(Tree::parse(&format!("<r>{}", "<a/>".repeat(ELEMENTS)), &[]).cut);
    }
}
