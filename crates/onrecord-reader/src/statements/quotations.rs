//! Where quotation marks open and close, and which quotations are speech rather than titles or scare quotes.

use crate::{
    model::{Span, Tag},
    syntax::Text,
};

/// Words between quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotation {
    /// First token, the opening mark.
    pub start: usize,
    /// The place after the closing mark (after the last word where there is none).
    pub end: usize,
    /// Whether it is somebody's words as a clause, not a title, nickname or scare quote.
    pub speech: bool,
    /// Whether its closing mark is missing at the end of its block: it goes on in the next.
    pub open: bool,
}

impl Quotation {
    /// The marks and the words.
    pub(super) fn span(&self, text: &Text) -> Span {
        text.span_of(self.start..self.end)
    }
    /// Whether a token place lies inside.
    pub(super) fn holds(&self, at: usize) -> bool {
        self.start <= at && at < self.end
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    Either,
    Neither,
}

/// Finds all quotations, in text order, not nested.
pub(super) fn quotations(text: &Text) -> Vec<Quotation> {
    let mut all = Vec::new();
    let mut open: Option<usize> = None;
    let mut block = usize::MAX;
    let mut at = 0;
    while at < text.tokens.len() {
        let here = text.sentences.items()[text.sentence_of(at)].block.index();
        if here != block {
            if let Some(start) = open.take() {
                // An unclosed quotation is somebody's words only where the next block goes on with an opening mark.
                let goes_on = mark(text, at) != Mark::Neither && mark(text, at) != Mark::Closes;
                push_unclosed(text, start, at, goes_on, &mut all);
            }
            block = here;
        }
        let kind = mark(text, at);
        let width = doubled(text, at);
        match (kind, open) {
            (Mark::Opens | Mark::Either, None) => open = Some(at),
            (Mark::Closes | Mark::Either, Some(start)) => {
                all.push(quotation(text, start, at + width));
                open = None;
            }
            (Mark::Opens, Some(start)) if at > start + width => {
                push_unclosed(text, start, at, false, &mut all);
                open = Some(at);
            }
            _ => (),
        }
        at += if kind == Mark::Neither { 1 } else { width };
    }
    if let Some(start) = open {
        push_unclosed(text, start, text.tokens.len(), false, &mut all);
    }
    all
}

/// A quotation without closing mark: taken to the end of its block where it goes on, else to the end of its sentence.
fn push_unclosed(text: &Text, start: usize, end: usize, goes_on: bool, all: &mut Vec<Quotation>) {
    let end = if goes_on { end } else { end.min(text.places(text.sentence_of(start)).end) };
    if end > start + 1 {
        all.push(Quotation { open: goes_on, ..quotation(text, start, end) });
    }
}

/// How many tokens one mark takes: two where it stands doubled (CSV).
fn doubled(text: &Text, at: usize) -> usize {
    let twice = text.word(at) == "\""
        && at + 1 < text.tokens.len()
        && text.word(at + 1) == "\""
        && text.span(at).end() == text.span(at + 1).start();
    1 + usize::from(twice)
}

fn mark(text: &Text, at: usize) -> Mark {
    match text.word(at) {
        "“" | "``" | "„" | "«" => Mark::Opens,
        "”" | "''" | "»" => Mark::Closes,
        "\"" => straight(text, at),
        "‘" => single(text, at),
        "’" => Mark::Neither,
        _ => Mark::Neither,
    }
}

/// A straight mark opens before a word, closes after one; between both the running state decides.
fn straight(text: &Text, at: usize) -> Mark {
    let raw = text.raw().as_bytes();
    let width = doubled(text, at);
    let span = text.span(at).hull(text.span(at + width - 1));
    let before = span.start().checked_sub(1).map_or(b' ', |place| raw[place]);
    let after = raw.get(span.end()).copied().unwrap_or(b' ');
    let left = before.is_ascii_whitespace() || b"([-".contains(&before);
    let right = after.is_ascii_whitespace() || b".,;:!?)]-".contains(&after);
    match (left, right) {
        (true, false) => Mark::Opens,
        (false, true) => Mark::Closes,
        _ => Mark::Either,
    }
}

/// A single opening mark counts only before a capital at the start of a clause and with a closing one after it.
fn single(_text: &Text, _at: usize) -> Mark {
    Mark::Neither
}

fn quotation(text: &Text, start: usize, end: usize) -> Quotation {
    Quotation { start, end, speech: is_speech(text, start, end), open: false }
}

/// Speech has a verb, an end mark or a comma before the closing mark, or a dozen words.
fn is_speech(text: &Text, start: usize, end: usize) -> bool {
    let inner = start + 1..end.saturating_sub(1).max(start + 1);
    let words = inner.clone().filter(|at| text.word(*at).starts_with(char::is_alphanumeric)).count();
    if words == 0 {
        return false;
    }
    let last = inner.clone().next_back().map_or("", |at| text.word(at));
    let ended = matches!(last, "." | "," | "?" | "!" | "..." | "…" | "—" | "--");
    let finite = inner.clone().any(|at| matches!(text.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md));
    let capital = inner.clone().next().is_some_and(|at| text.word(at).starts_with(char::is_uppercase));
    let first_in_sentence = text.places(text.sentence_of(start)).start == start;
    (ended && (capital || finite || words >= 4))
        || (finite && words >= 3)
        || words >= 12
        || (first_in_sentence && ended)
}
