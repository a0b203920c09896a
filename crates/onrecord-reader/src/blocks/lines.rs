//! The lines of a text, and which of them are one paragraph broken to a width.

use crate::model::{Document, Span};
use crate::tokens::is_separator;

/// The widest line of hard-wrapped prose, in bytes. Newswire is broken at 60 to 80, e-mail at 72, teletype at 69.
const WIDEST_WRAP: usize = 110;
/// A line shorter than this share of the widest ends its paragraph even in wrapped prose.
const SHORT_LINE: f32 = 0.6;

/// A line, or the lines of one wrapped paragraph.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Without surrounding white space.
    pub(super) span: Span,
    /// Whether a blank line stands before it.
    pub(super) after_blank: bool,
    /// Whether it repeats the title given with the document.
    pub(super) is_title: bool,
}

struct Line {
    span: Span,
    after_blank: bool,
    /// Spaces before its first character.
    indent: usize,
}

/// The parts of a text in order: never empty, never overlapping.
pub(super) fn parts(document: &Document) -> Vec<Part> {
    let text = &*document.text;
    let mut parts = Vec::new();
    let from = match title_end(document) {
        Some(span) => {
            parts.push(Part { span, after_blank: true, is_title: true });
            span.end()
        }
        None => 0,
    };
    let lines = lines(text, from);
    let mut start = 0;
    while start < lines.len() {
        let blank = |at: &usize| lines[*at].after_blank;
        let end = (start + 1..lines.len()).find(blank).unwrap_or(lines.len());
        paragraphs(text, &lines[start..end], &mut parts);
        start = end;
    }
    parts
}

fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut after_blank = true;
    let mut at = from;
    while at < text.len() {
        let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |len| at + len);
        let span = trimmed(text, at, end);
        if span.is_empty() {
            // The second half of "\r\n" is no blank line.
            after_blank |= !(at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(at) == Some(&b'\n'));
        } else {
            lines.push(Line { span, after_blank, indent: span.start() - at });
            after_blank = false;
        }
        at = end + 1;
    }
    lines
}

/// Adds the paragraphs of lines without blank lines between them.
fn paragraphs(text: &str, lines: &[Line], parts: &mut Vec<Part>) {
    let wrapped = is_wrapped(text, lines);
    let width = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
    let mut open: Option<Part> = None;
    for (at, line) in lines.iter().enumerate() {
        let goes_on = wrapped && at > 0 && continues(text, &lines[at - 1], line, width);
        match open.as_mut() {
            Some(part) if goes_on => part.span = part.span.hull(line.span),
            _ => {
                parts.extend(open.take());
                open = Some(Part { span: line.span, after_blank: line.after_blank, is_title: false });
            }
        }
    }
    parts.extend(open);
}

/// Whether lines are prose broken at about equal width: no line too wide, and sentences that run over the break.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    if lines.len() < 2 || lines.iter().any(|line| line.span.len() > WIDEST_WRAP) {
        return false;
    }
    let runs_over = |pair: &[Line]| {
        let before = last_mark(pair[0].span.of(text));
        let after = pair[1].span.of(text).starts_with(|c: char| c.is_lowercase());
        (before.is_alphanumeric() || matches!(before, ',' | '-' | '’' | '\'')) && after
    };
    let count = lines.windows(2).filter(|pair| runs_over(pair)).count();
    count * 4 >= lines.len() - 1 || is_capital_wrap(text, lines)
}

/// Teletype is all capitals: there, breaks inside sentences are lines of nearly full width without a stop.
fn is_capital_wrap(text: &str, lines: &[Line]) -> bool {
    let width = lines.iter().map(|line| line.span.len()).max().unwrap_or(0);
    let full = |line: &&Line| line.span.len() as f32 > SHORT_LINE * width as f32 && !ends_stopped(line.span.of(text));
    let capital = |line: &Line| !line.span.of(text).bytes().any(|byte| byte.is_ascii_lowercase());
    width > 45 && lines.iter().all(capital) && lines.iter().filter(full).count() * 2 >= lines.len()
}

/// Whether a line of wrapped prose goes on with the paragraph of the one before.
fn continues(text: &str, before: &Line, line: &Line, width: usize) -> bool {
    let stopped = ends_stopped(before.span.of(text));
    let short = (before.span.len() as f32) < SHORT_LINE * width as f32;
    let starts_low = line.span.of(text).starts_with(|c: char| c.is_lowercase());
    let indented = line.indent >= before.indent + 2;
    starts_low || !(short && (stopped || line.span.len() > before.span.len()) || indented && stopped)
}

/// A range of the text without surrounding white space and invisible characters.
pub(super) fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let line = text.get(start..end).unwrap_or("");
    let tail = line.trim_start_matches(is_separator);
    let start = start + line.len() - tail.len();
    Span::new(start, start + tail.trim_end_matches(is_separator).len())
}

/// The title given with the document, where the text begins with it: alone on its line, or run into the text.
fn title_end(document: &Document) -> Option<Span> {
    let text = &*document.text;
    let title = document.title.as_deref()?.trim();
    let start = trimmed(text, 0, text.len()).start();
    let end = match_loosely(text, start, title)?;
    let rest = &text[end..];
    let line = rest.split(['\n', '\r']).next().unwrap_or("");
    let after = line.trim_matches(|c: char| is_separator(c) || matches!(c, '.' | '"' | '”'));
    let alone = after.is_empty();
    let glued = rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'));
    let run_in = rest.starts_with(' ')
        && rest.trim_start().starts_with(|c: char| c.is_uppercase())
        && count_words(title, 6) > 5
        && super::head::is_title_case(title);
    let end = if alone { end + line.trim_end_matches(is_separator).len() } else { end };
    (alone || glued || run_in).then(|| trimmed(text, start, end))
}

/// The end of `wanted` in `text` from `start`, where they differ only in case, white space and kind of quotation marks.
fn match_loosely(text: &str, start: usize, wanted: &str) -> Option<usize> {
    let same = |a: char, b: char| plain(a) == plain(b);
    let mut left = text.get(start..)?.char_indices().filter(|(_, c)| !is_separator(*c));
    let mut end = None;
    for b in wanted.chars().filter(|c| !is_separator(*c)) {
        let (at, a) = left.next()?;
        if !same(a, b) {
            return None;
        }
        end = Some(start + at + a.len_utf8());
    }
    end
}

fn plain(c: char) -> char {
    match c {
        '‘' | '’' | '`' => '\'',
        '“' | '”' => '"',
        '—' | '–' | '‑' => '-',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// How many words a line has, counted up to `most`.
pub(super) fn count_words(line: &str, most: usize) -> usize {
    line.split(is_separator).filter(|word| !word.is_empty()).take(most).count()
}

/// The last character.
pub(super) fn last_mark(line: &str) -> char {
    line.chars().next_back().unwrap_or(' ')
}

/// Whether a line ends with the end of a sentence, closing marks passed over.
pub(super) fn ends_stopped(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
    matches!(last_mark(bare), '.' | '!' | '?' | '…')
}

/// Whether a block looks like running text: long, or a whole sentence.
pub(super) fn is_prose(line: &str) -> bool {
    line.len() > 120
        || count_words(line, 20) >= 20
        || (count_words(line, 5) >= 5 && (ends_stopped(line) || line.ends_with(':')))
}
