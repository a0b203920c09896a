//! A page made safe for a tree builder before it sees it: balanced, at most 512 deep and 100,000 elements, few
//! attributes, no scripts.
//!
//! Tree builders need quadratic time on deep nesting, unclosed formatting and endless attributes (threats.md, M12 to
//! M14). What comes out here has none of these, and the same text.

use super::tags::{Token, Tokens, attributes};

/// Browsers stop here too.
const DEPTH: usize = 512;

/// Elements of one page; the text of further ones is kept flat. The largest news pages have about 20,000.
const ELEMENTS: usize = 100_000;

/// The sum of all elements' depths; what climbs from each element to the root stays linear. Large news pages have 600,000.
const CLIMBS: usize = 3_000_000;

/// Attributes of one element that are looked at.
const ATTRIBUTES: usize = 256;

/// Bytes of one attribute's value that are kept.
const VALUE_BYTES: usize = 4096;

/// Bytes of a tag name that are kept.
const NAME_BYTES: usize = 32;

/// Scripts with metadata that are kept, and their bytes.
const METADATA_SCRIPTS: usize = 16;
const METADATA_SCRIPT_BYTES: usize = 512 << 10;

/// The attributes that tell what an element is; all others are dropped.
const KEPT: &[&str] = &[
    "class",
    "id",
    "href",
    "rel",
    "itemprop",
    "itemtype",
    "itemscope",
    "content",
    "datetime",
    "name",
    "property",
    "hidden",
    "style",
    "role",
    "aria-hidden",
    "lang",
    "pubdate",
    "charset",
];

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements before which an open paragraph ends.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

/// A cleaned page.
#[derive(Debug, Default)]
pub(super) struct Clean {
    /// Balanced HTML.
    pub html: String,
    /// The content of JSON-LD scripts.
    pub metadata: Vec<String>,
    /// What was left out, for people.
    pub note: Option<String>,
}

/// Cleans a page.
pub(super) fn clean(html: &str) -> Clean {
    let mut cleaner = Cleaner { out: String::with_capacity(html.len() / 2), ..Cleaner::default() };
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => cleaner.text(text),
            Token::Open(name, rest) => cleaner.open(name, rest),
            Token::Close(name) => cleaner.close(name),
            Token::Raw(name, rest, content) => cleaner.raw(name, rest, content),
        }
    }
    cleaner.close_to(0);
    let note = match (cleaner.too_deep, cleaner.too_many) {
        (0, 0) => None,
        (deep, 0) => Some(format!("{deep} elements nested deeper than {DEPTH} read as flat text")),
        (_, many) => Some(format!("{many} elements more than a page may have read as flat text")),
    };
    Clean { html: cleaner.out, metadata: cleaner.metadata, note }
}

#[derive(Default)]
struct Cleaner {
    out: String,
    /// Names of open elements.
    stack: Vec<String>,
    /// Elements opened past the depth and not closed yet.
    overflow: usize,
    elements: usize,
    climbs: usize,
    too_deep: usize,
    too_many: usize,
    titled: bool,
    metadata: Vec<String>,
}

impl Cleaner {
    fn text(&mut self, text: &str) {
        if text == "<" {
            self.out.push_str("&lt;");
        } else {
            self.out.push_str(text);
        }
    }

    fn open(&mut self, name: &str, rest: &str) {
        let name = lower(name);
        self.elements += 1;
        self.climbs += self.stack.len();
        if self.elements > ELEMENTS || self.climbs > CLIMBS {
            self.too_many += 1;
            self.out.push(' ');
            return;
        }
        let void = VOID.contains(&name.as_str());
        if self.overflow == 0 {
            self.close_implied(&name);
        }
        if !void && (self.overflow > 0 || self.stack.len() >= DEPTH) {
            self.too_deep += 1;
            self.overflow += 1;
            self.out.push(' ');
            return;
        }
        self.out.push('<');
        self.out.push_str(&name);
        self.attributes(rest);
        self.out.push('>');
        if !void {
            self.stack.push(name);
        }
    }

    fn attributes(&mut self, rest: &str) {
        for (name, value) in attributes(rest).take(ATTRIBUTES) {
            let Some(name) = KEPT.iter().find(|kept| kept.eq_ignore_ascii_case(name)) else { continue };
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.out.push_str(&cut(value, VALUE_BYTES).replace('"', "&quot;"));
            self.out.push('"');
        }
    }

    fn close(&mut self, name: &str) {
        if self.overflow > 0 {
            self.overflow -= 1;
            return;
        }
        let name = lower(name);
        if matches!(name.as_str(), "html" | "body") {
            return;
        }
        if let Some(at) = self.stack.iter().rposition(|open| *open == name) {
            // An end tag out of place does not end the cell or page around it.
            let walls = self.stack[at + 1..].iter().any(|open| is_wall(open));
            if !walls || is_wall(&name) {
                self.close_to(at);
            }
        }
    }

    fn close_to(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(name) = self.stack.pop() else { break };
            self.out.push_str("</");
            self.out.push_str(&name);
            self.out.push('>');
        }
    }

    /// Ends the elements that a start tag ends without saying so.
    fn close_implied(&mut self, name: &str) {
        let (ended, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol", "menu"]),
            "dd" | "dt" => (&["dd", "dt"], &["dl"]),
            "tr" => (&["tr"], &["table"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot"], &["table"]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (&["h1", "h2", "h3", "h4", "h5", "h6", "p"], &[]),
            "body" => (&["head"], &[]),
            _ => (&[], &[]),
        };
        if let Some(at) = self.open_above(ended, within) {
            self.close_to(at);
        }
        if BLOCKS.contains(&name)
            && let Some(at) = self.open_above(&["p"], &[])
        {
            self.close_to(at);
        }
    }

    /// The innermost open element of these names that no wall or list stands above.
    fn open_above(&self, names: &[&str], within: &[&str]) -> Option<usize> {
        for (at, open) in self.stack.iter().enumerate().rev() {
            if names.contains(&open.as_str()) {
                return Some(at);
            }
            if within.contains(&open.as_str()) || (within.is_empty() && is_wall(open)) {
                return None;
            }
        }
        None
    }

    fn raw(&mut self, name: &str, rest: &str, content: &str) {
        if name.eq_ignore_ascii_case("title") && !self.titled {
            self.titled = true;
            self.out.push_str("<title>");
            self.out.push_str(cut(content, VALUE_BYTES));
            self.out.push_str("</title>");
        }
        let is_metadata =
            || attributes(rest).any(|(name, value)| name.eq_ignore_ascii_case("type") && value.contains("ld+json"));
        if name.eq_ignore_ascii_case("script")
            && self.metadata.len() < METADATA_SCRIPTS
            && content.len() <= METADATA_SCRIPT_BYTES
            && is_metadata()
        {
            self.metadata.push(content.to_owned());
        }
        self.out.push(' ');
    }
}

/// Elements that a stray end or an implied one does not reach across.
fn is_wall(name: &str) -> bool {
    matches!(name, "table" | "td" | "th" | "caption" | "html" | "body")
}

fn lower(name: &str) -> String {
    cut(name, NAME_BYTES).replace(|at: char| !at.is_ascii_alphanumeric() && at != '-', "").to_ascii_lowercase()
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

    fn cleaned(html: &str) -> String {
        clean(html).html
    }

    #[test]
    fn mark_up_comes_out_balanced() {
        assert_eq!(cleaned("<p>a<b>b<p>c</div>d"), "<p>a<b>b</b></p><p>cd</p>");
        assert_eq!(cleaned("<ul><li>a<li>b</ul>c"), "<ul><li>a</li><li>b</li></ul>c");
        assert_eq!(cleaned("<P CLASS='a' onclick=x>1 < 2</P>"), "<p class=\"a\">1 &lt; 2</p>");
        assert_eq!(
            cleaned("<table><tr><td>a<tr><td>b</table>"),
            "<table><tr><td>a</td></tr><tr><td>b</td></tr></table>"
        );
    }

    #[test]
    fn depth_number_and_attributes_are_bounded() {
        let deep = clean(&"<div>".repeat(100_000));
        assert_eq!(deep.html.matches("<div>").count(), DEPTH);
        // The bound on the depths of all elements together falls before the one on each.
        assert_eq!(deep.note.unwrap(), "93885 elements more than a page may have read as flat text");
        let many = clean(&"<i>a</i>".repeat(150_000));
        assert_eq!(many.html.matches("<i>").count(), ELEMENTS);
        assert_eq!(many.html.matches('a').count(), 150_000);
        let attributes = format!("<p {}>", "class=x ".repeat(10_000));
        assert!(cleaned(&attributes).len() < 4000);
    }

    #[test]
    fn only_metadata_scripts_are_kept() {
        let page = clean("<script>bad()</script><script type='application/ld+json'>{}</script><style>p{}</style>a");
        assert_eq!((page.html.trim(), page.metadata), ("a", vec!["{}".to_owned()]));
    }
}
