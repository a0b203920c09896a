//! The text of mark-up: paragraphs joined by blank lines, headings marked, furniture left out.

use onrecord_reader::model::Span;

use super::tags::{Token, Tokens};

/// The text of a page's article.
#[derive(Debug, Default)]
pub(in crate::acquire) struct Body {
    /// Paragraphs joined by blank lines.
    pub text: String,
    /// The headings in it.
    pub headings: Vec<Span>,
}

/// Elements that end a paragraph where they begin and end.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
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
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "thead",
    "tr",
    "ul",
];

/// Elements that are no running text: captions, navigation, side boxes.
const FURNITURE: &[&str] = &["aside", "figcaption", "figure", "footer", "head", "nav"];

/// The text of balanced HTML.
pub(super) fn text(html: &str) -> Body {
    let mut body = Body::default();
    let mut writer = Writer { body: &mut body, line: String::new(), heading: false, time: None, bold: 0, plain: 0 };
    let mut furniture = 0_usize;
    for token in Tokens::new(html) {
        match token {
            Token::Open(name, _) if FURNITURE.contains(&name) => furniture += 1,
            Token::Close(name) if FURNITURE.contains(&name) => {
                furniture = furniture.saturating_sub(1);
                writer.end();
            }
            _ if furniture > 0 => {}
            Token::Text(text) => writer.text(text),
            Token::Open("b" | "strong", _) => writer.bold += 1,
            Token::Close("b" | "strong") => writer.bold = writer.bold.saturating_sub(1),
            Token::Open("br", _) => writer.line_break(),
            Token::Open("time", _) if writer.line.is_empty() => writer.time = Some(0),
            Token::Close("time") if writer.time == Some(0) => writer.time = Some(writer.line.trim_end().len()),
            Token::Open("td" | "th", _) => writer.text(" "),
            Token::Open(name, _) if BLOCKS.contains(&name) => {
                writer.end();
                writer.heading = is_heading(name);
            }
            Token::Close(name) if BLOCKS.contains(&name) => {
                writer.end();
                writer.heading = false;
            }
            Token::Open(..) | Token::Close(_) | Token::Raw(..) => {}
        }
    }
    writer.end();
    body
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether a paragraph in bold type can be a heading: one short line that does not end like a sentence.
fn is_title_like(line: &str) -> bool {
    line.len() <= 120 && !line.contains('\n') && !line.ends_with(['.', ':', ',', ';', '!', '"', '\u{201D}'])
}

struct Writer<'a> {
    body: &'a mut Body,
    line: String,
    heading: bool,
    /// Open elements of bold type.
    bold: usize,
    /// Characters of the line that are not in bold type.
    plain: usize,
    /// Where a `time` element that begins the paragraph ends in it.
    time: Option<usize>,
}

impl Writer<'_> {
    /// Adds characters, runs of white space as one space.
    fn text(&mut self, text: &str) {
        for character in Decoder(text) {
            if character.is_whitespace() {
                if !self.line.is_empty() && !self.line.ends_with([' ', '\n']) {
                    self.line.push(' ');
                }
            } else {
                self.line.push(character);
                self.plain += usize::from(self.bold == 0);
            }
        }
    }

    fn line_break(&mut self) {
        if self.line.ends_with('\n') {
            self.end();
        } else if !self.line.is_empty() {
            let kept = self.line.trim_end().len();
            self.line.truncate(kept);
            self.line.push('\n');
        }
    }

    /// Ends the paragraph.
    fn end(&mut self) {
        let line = self.line.trim_end();
        // A time that stands alone is the page's, not the article's.
        if !line.is_empty() && self.time != Some(line.len()) && !super::furniture::is_line(line) {
            if !self.body.text.is_empty() {
                self.body.text.push_str("\n\n");
            }
            let start = self.body.text.len();
            self.body.text.push_str(line);
            if self.heading || (self.plain == 0 && is_title_like(line)) {
                self.body.headings.push(Span::new(start, self.body.text.len()));
            }
        }
        self.line.clear();
        self.plain = 0;
        self.time = None;
    }
}

/// Characters with entities decoded.
struct Decoder<'a>(&'a str);

impl Iterator for Decoder<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        let first = self.0.chars().next()?;
        if first == '&'
            && let Some((character, length)) = entity(self.0)
        {
            self.0 = &self.0[length..];
            return Some(character);
        }
        self.0 = &self.0[first.len_utf8()..];
        Some(first)
    }
}

/// Text with its entities decoded: the numeric ones and all that HTML names.
pub(in crate::acquire) fn decoded(text: &str) -> String {
    Decoder(text).collect()
}

/// The entity a text begins with, and its length.
fn entity(text: &str) -> Option<(char, usize)> {
    let end = text.as_bytes().iter().take(34).position(|byte| *byte == b';')?;
    let name = &text[1..end];
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let hex = number.strip_prefix(['x', 'X']).map(|hex| u32::from_str_radix(hex, 16));
            char::from_u32(hex.unwrap_or_else(|| number.parse()).ok()?)?
        }
        // The table holds names with their semicolon; the few of two characters have the first of them here.
        None => char::from_u32(html5ever::data::NAMED_ENTITIES.get(&text[1..=end])?.0).filter(|it| *it != '\0')?,
    };
    Some((character, end + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_entity_is_known() {
        assert_eq!(decoded("zerst&ouml;ren &eacute;t&eacute; &copy; &amp; &nosuch; &"), "zerstören été © & &nosuch; &");
    }

    #[test]
    fn paragraphs_headings_and_breaks() {
        let body = text(
            "<div><h2>A &amp; B</h2><p>One\n <b>two</b>&nbsp;three.<br>Four<br><br>five</p><figure>x</figure><ul><li>six</li></ul></div>",
        );
        assert_eq!(body.text, "A & B\n\nOne two three.\nFour\n\nfive\n\nsix");
        assert_eq!(body.headings, [Span::new(0, 5)]);
        let bold = text("<p><b>What is known</b></p><p><b>He</b> spoke.</p><p><b>All of it.</b></p>");
        assert_eq!(bold.headings, [Span::new(0, 13)]);
    }
}
