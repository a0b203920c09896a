//! Where quotations begin and end, and which hang together. Knows nothing of who speaks.

use std::ops::Range;

use super::tables::Tables;
use crate::{model::Tag, syntax::Text};

/// Words between quotation marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quotation {
    /// The place of the opening mark.
    pub open: usize,
    /// The place after the closing mark, or after the last word where none stands.
    pub end: usize,
    /// The first place inside.
    pub first: usize,
    /// The place after the last word inside.
    pub last: usize,
    /// Whether a closing mark stands.
    pub closed: bool,
    /// Whether the words of a sentence end inside, just before the mark.
    pub stopped: bool,
}

/// All quotations of a document, and which of them each word stands in.
pub(super) struct Quotations {
    pub all: Vec<Quotation>,
    of: Vec<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Open,
    Close,
    Straight,
    SingleOpen,
    SingleClose,
}

impl Quotations {
    pub(super) fn new(text: &Text, tables: &Tables) -> Self {
        let mut found = Self { all: Vec::new(), of: vec![0; text.tokens.len()] };
        let mut at = 0;
        let sentences = text.sentences.items();
        while at < sentences.len() {
            let block = sentences[at].block;
            let mut end = at;
            while end < sentences.len() && sentences[end].block == block {
                end += 1;
            }
            // A speech over several paragraphs opens each of them and closes the last.
            let goes_on = sentences.get(end).is_some_and(|next| {
                matches!(mark(text, next.tokens.start as usize), Some(Mark::Open | Mark::Straight))
            });
            let places = sentences[at].tokens.start as usize..sentences[end - 1].tokens.end as usize;
            found.read_block(text, tables, places, goes_on);
            at = end;
        }
        found
    }
    /// The quotation a word (or mark) stands in.
    pub(super) fn at(&self, place: usize) -> Option<usize> {
        self.of.get(place).and_then(|at| (*at as usize).checked_sub(1))
    }
    fn read_block(&mut self, text: &Text, tables: &Tables, places: Range<usize>, goes_on: bool) {
        let mut open: Option<(usize, usize, Mark)> = None;
        let mut at = places.start;
        while at < places.end {
            let Some(mark) = mark(text, at) else {
                at += 1;
                continue;
            };
            let mut after = at + 1;
            while after < places.end && text.span(after).start() == text.span(after - 1).end() && same(text, at, after)
            {
                after += 1;
            }
            let opens = match (mark, open) {
                // „Low and high“.
                (Mark::Open, Some((start, ..))) if text.word(start) == "„" && text.word(at) == "“" => false,
                (Mark::Open | Mark::SingleOpen, _) => true,
                (Mark::Close | Mark::SingleClose, _) => false,
                (Mark::Straight, None) => !is_inch(text, at),
                (Mark::Straight, Some(_)) => looks_open(text, at, after),
            };
            match (opens, open) {
                (true, None) => open = Some((at, after, mark)),
                // A mark of the other sort inside.
                (true, Some((_, _, was))) if single(mark) && !single(was) => {}
                (true, Some((start, first, _))) => {
                    // "The bridge was safe, the mayor said. "We ...": the reporter's words end nothing that was opened.
                    if !tells(text, tables, first..at) {
                        self.push(text, start, first, at, at, false);
                    }
                    open = Some((at, after, mark));
                }
                (false, Some((start, first, was))) if single(was) == single(mark) => {
                    self.push(text, start, first, at, after, true);
                    open = None;
                }
                _ => {}
            }
            at = after;
        }
        if let Some((start, first, was)) = open
            && !single(was)
        {
            // "..., ' said X": a mark of the other sort behind a stop closes what nothing else does.
            let odd = (first + 2..places.end).find(|at| {
                mark(text, *at) == Some(Mark::SingleClose)
                    && matches!(text.word(at - 1), "," | "." | "?" | "!")
                    && !glued_after(text, *at)
            });
            match odd {
                Some(at) => self.push(text, start, first, at, at + 1, true),
                None => self.unclosed(text, tables, start, first..places.end, goes_on || start == places.start),
            }
        }
    }
    /// A quotation that nothing closes: to the end of a paragraph it fills or that the next goes on with, else of its sentence.
    fn unclosed(&mut self, text: &Text, tables: &Tables, open: usize, places: Range<usize>, fills: bool) {
        if fills {
            if !tells(text, tables, places.clone()) {
                self.push(text, open, places.start, places.end, places.end, false);
            }
            return;
        }
        let sentence = text.sentences.items()[text.sentence_of(open)].tokens.end as usize;
        let end = sentence.min(places.end);
        self.push(text, open, places.start, end, end, false);
    }
    fn push(&mut self, text: &Text, open: usize, first: usize, last: usize, end: usize, closed: bool) {
        if first >= last {
            return;
        }
        // A single mark may close just before.
        let nested = last - first > 1 && matches!(text.word(last - 1), "’" | "'");
        let stop = text.word(if nested { last - 2 } else { last - 1 });
        let stopped = matches!(stop, "," | "." | "?" | "!" | "..." | "…" | "-" | "—" | "--" | "?!" | "!!") || !closed;
        self.all.push(Quotation { open, end, first, last, closed, stopped });
        let number = u32::try_from(self.all.len()).unwrap_or(0);
        self.of[open..end].fill(number);
    }
}

/// Whether somebody is said to speak behind a comma: ", the mayor said", ", said the mayor".
fn tells(text: &Text, tables: &Tables, places: Range<usize>) -> bool {
    const NEAR: usize = 6;
    let speaks = |at: usize| {
        matches!(text.tag(at), Tag::Vbd | Tag::Vbz)
            && tables.begun_by(text.lower(at)).iter().any(|cue| tables.cue(*cue).frames.has(b'p'))
    };
    let comma = |at: usize| places.clone().contains(&at) && text.word(at) == ",";
    let ends = |at: usize| at + 1 >= places.end || matches!(text.word(at + 1), "." | ",");
    let near = |at: usize| (at.saturating_sub(NEAR)..at).any(comma);
    places.clone().any(|at| speaks(at) && near(at) && (ends(at) || comma(at.saturating_sub(1))))
}

fn single(mark: Mark) -> bool {
    matches!(mark, Mark::SingleOpen | Mark::SingleClose)
}

fn mark(text: &Text, at: usize) -> Option<Mark> {
    Some(match text.word(at) {
        word if word.bytes().all(|byte| byte == b'"') => Mark::Straight,
        "“" | "``" | "«" | "„" | "““" => Mark::Open,
        // Some papers open with it too.
        "''" => Mark::Straight,
        "”" | "»" | "””" => Mark::Close,
        "‘" => Mark::SingleOpen,
        "’" if !glued_before(text, at) || !glued_after(text, at) => Mark::SingleClose,
        "'" if !glued_before(text, at) && glued_after(text, at) => Mark::SingleOpen,
        "'" if glued_before(text, at) && !glued_after(text, at) => Mark::SingleClose,
        _ => return None,
    })
}

fn same(text: &Text, at: usize, after: usize) -> bool {
    let straight = |at: usize| text.word(at).starts_with('"');
    text.word(at) == text.word(after) || (straight(at) && straight(after))
}

fn glued_before(text: &Text, at: usize) -> bool {
    let start = text.span(at).start();
    text.raw()[..start].chars().next_back().is_some_and(|c| !c.is_whitespace() && !matches!(c, '(' | '[' | '—' | '–'))
}

fn glued_after(text: &Text, at: usize) -> bool {
    let end = text.span(at).end();
    text.raw()[end..].chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, '[' | '(' | '$' | '…'))
}

/// A straight mark while another is open: a new one only where it can hardly close.
fn looks_open(text: &Text, at: usize, after: usize) -> bool {
    !glued_before(text, at) && glued_after(text, after - 1)
}

fn is_inch(text: &Text, at: usize) -> bool {
    let start = text.span(at).start();
    text.raw()[..start].ends_with(|c: char| c.is_ascii_digit())
}
