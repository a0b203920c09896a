//! Which tokens of a block end a sentence.

use super::lists::{Short, WordLists};
use super::{Class, MOST_TOKENS, Piece};

/// Adds the place after the last token of each sentence of a block.
pub(super) fn ends(text: &str, pieces: &[Piece], lists: &WordLists, ends: &mut Vec<usize>) {
    let view = View { text, pieces, lists };
    let mut start = 0;
    let mut at = 0;
    while at < pieces.len() {
        let next = match pieces[at].class {
            Class::Stop | Class::Ellipsis | Class::Short(_) => view.after_closers(at + 1),
            _ => {
                at += 1;
                continue;
            }
        };
        if next >= pieces.len() {
            break;
        }
        if !view.is_item_number(start, at) && view.is_end(at, next) {
            view.push(start, next, ends);
            start = next;
        }
        at = next;
    }
    if start < pieces.len() {
        view.push(start, pieces.len(), ends);
    }
}

struct View<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    lists: &'a WordLists,
}

impl View<'_> {
    fn class(&self, at: usize) -> Class {
        self.pieces.get(at).map_or(Class::Stop, |piece| piece.class)
    }

    fn word(&self, at: usize) -> &str {
        self.pieces.get(at).map_or("", |piece| piece.span.of(self.text))
    }

    /// The first place that is not a closing mark or a further stop.
    fn after_closers(&self, mut at: usize) -> usize {
        while let Some(piece) = self.pieces.get(at) {
            match piece.class {
                Class::Stop | Class::Ellipsis | Class::Close | Class::CloseQuote => at += 1,
                _ => break,
            }
        }
        at
    }

    /// "2." at the beginning of an item of a list, which goes on.
    fn is_item_number(&self, start: usize, stop: usize) -> bool {
        stop == start + 1 && self.class(start) == Class::Number && self.word(start).len() <= 3 && self.word(stop) == "."
    }

    /// Whether the sentence that has its stop at `stop`, and all closing marks before `next`, ends there.
    fn is_end(&self, stop: usize, next: usize) -> bool {
        let quoted = (stop + 1..next).any(|at| self.class(at) == Class::CloseQuote);
        let Some(first) = self.first_word(next) else { return true };
        match (self.class(stop), self.class(first)) {
            (Class::Short(_) | Class::Stop | Class::Ellipsis, _) if quoted => self.ends_after_quote(next, first),
            (Class::Short(short), _) => self.ends_after_short(short, first),
            (_, Class::Lower) => self.is_lower_name(first),
            _ => true,
        }
    }

    /// The place of the first word at or after `at`, over opening marks, dashes and bullets.
    fn first_word(&self, at: usize) -> Option<usize> {
        let mut place = at;
        while place < at + 4 {
            match self.pieces.get(place)?.class {
                Class::OpenQuote | Class::Open | Class::Other | Class::Comma => place += 1,
                _ => return Some(place),
            }
        }
        Some(place)
    }

    /// After `..." `: a capital begins a sentence unless it is who asked.
    fn ends_after_quote(&self, next: usize, first: usize) -> bool {
        match (self.class(next), self.class(first)) {
            (Class::Comma | Class::Other, _) | (_, Class::Lower) => false,
            (Class::OpenQuote | Class::Open, _) => true,
            _ => !self.is_speech_tag(next),
        }
    }

    /// `"Is it safe?" Smith asked.`
    fn is_speech_tag(&self, from: usize) -> bool {
        if self.lists.kinds(self.word(from)).starter {
            return false;
        }
        for at in from + 1..from + 7 {
            let kinds = self.lists.kinds(self.word(at));
            match self.class(at) {
                Class::Capital | Class::Lower if kinds.speech => {
                    let after = self.class(at + 1);
                    return matches!(after, Class::Stop | Class::Comma)
                        || self.lists.kinds(self.word(at + 1)).after_speech;
                }
                Class::Capital | Class::Short(_) => {}
                _ => return false,
            }
        }
        false
    }

    /// "al-Shabaab", "iPhone": a lower-case word that may begin a sentence.
    fn is_lower_name(&self, at: usize) -> bool {
        matches!(self.word(at), "al" | "el") && self.word(at + 1) == "-" && self.class(at + 2) == Class::Capital
    }

    fn ends_after_short(&self, short: Short, first: usize) -> bool {
        let class = self.class(first);
        let starter = class == Class::Capital && self.lists.kinds(self.word(first)).starter;
        match short {
            Short::Title | Short::Name | Short::Number => false,
            Short::Initial => starter && self.word(first).len() > 1,
            Short::Month | Short::Day | Short::Body => starter,
            Short::Place => starter || matches!(self.word(first), "Mr." | "Mrs." | "Ms." | "Dr."),
            Short::End => class == Class::Capital && !self.lists.kinds(self.word(first)).calendar,
        }
    }

    /// Adds one sentence, cut into parts of at most [`MOST_TOKENS`].
    fn push(&self, mut start: usize, end: usize, ends: &mut Vec<usize>) {
        while end - start > MOST_TOKENS {
            let cut = self.nicest_cut(start);
            ends.push(cut);
            start = cut;
        }
        ends.push(end);
    }

    /// After the last semicolon, colon or dash of the second half, else the last comma, else anywhere.
    fn nicest_cut(&self, start: usize) -> usize {
        let half = start + MOST_TOKENS / 2..start + MOST_TOKENS;
        let last = |wanted: &dyn Fn(usize) -> bool| half.clone().rev().find(|at| wanted(*at));
        let best = last(&|at| matches!(self.word(at), ";" | ":" | "—" | "--"))
            .or_else(|| last(&|at| self.class(at) == Class::Comma));
        best.map_or(start + MOST_TOKENS, |at| at + 1)
    }
}
