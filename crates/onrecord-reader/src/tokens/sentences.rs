//! Where sentences end: aware of abbreviations, quotation marks and speech tags.

use crate::{
    lexicon::Abbreviations,
    model::{Block, Id, Sentence, Span, Token},
    tokens::LONGEST_SENTENCE,
};

/// Appends the sentences of one block, whose tokens are those from `first` on.
pub(super) fn sentences(
    text: &str,
    tokens: &[Token],
    first: usize,
    block: Id<Block>,
    abbreviations: &Abbreviations,
    out: &mut Vec<Sentence>,
) {
    let words = Words { text, tokens, abbreviations };
    let mut start = first;
    let mut quoted = false;
    let mut at = first;
    while at < tokens.len() {
        let word = words.at(at);
        match word {
            "\"" => quoted = !quoted,
            "“" | "``" => quoted = true,
            "”" | "''" => quoted = false,
            _ => (),
        }
        let mut end = None;
        if words.may_end(at) {
            let after = words.closing(at + 1, &mut quoted);
            if words.begins(at, after, quoted) {
                end = Some(after);
            } else {
                at = at.max(after - 1);
            }
        }
        if end.is_none() && at + 1 - start >= LONGEST_SENTENCE {
            end = Some(words.nicest_cut(start, at + 1));
        }
        at += 1;
        if let Some(end) = end {
            push(words.tokens, start, end, block, out);
            start = end;
            at = end;
        }
    }
    push(tokens, start, tokens.len(), block, out);
}

fn push(tokens: &[Token], start: usize, end: usize, block: Id<Block>, out: &mut Vec<Sentence>) {
    if start >= end {
        return;
    }
    let span = Span::new(tokens[start].span.start(), tokens[end - 1].span.end());
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    out.push(Sentence { span, tokens: place(start)..place(end), block });
}

struct Words<'a> {
    text: &'a str,
    tokens: &'a [Token],
    abbreviations: &'a Abbreviations,
}

impl Words<'_> {
    fn at(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    /// Whether white space stands before the token.
    fn spaced(&self, at: usize) -> bool {
        at == 0 || at >= self.tokens.len() || self.tokens[at - 1].span.end() < self.tokens[at].span.start()
    }

    /// Whether a sentence can end after the token at `at`, as far as the token goes.
    fn may_end(&self, at: usize) -> bool {
        let word = self.at(at);
        match word {
            "." | "!" | "?" | "…" | "。" => true,
            _ if word.starts_with("..") || word.starts_with(['!', '?']) => true,
            _ if word.len() > 1 && word.ends_with('.') => {
                let kind = self.abbreviations.kind(&word[..word.len() - 1]);
                let initials = word.len() > 3 || matches!(word, "p.m." | "a.m.");
                kind == Some("end") || kind.is_none() && initials
            }
            _ => false,
        }
    }

    /// The place after closing quotation marks and brackets that hug the token before `at`.
    fn closing(&self, mut at: usize, quoted: &mut bool) -> usize {
        for _ in 0..4 {
            let closes = match self.at(at) {
                "”" | "''" => true,
                ")" | "]" | "’" | "'" => !self.spaced(at),
                "\"" => *quoted && (!self.spaced(at) || self.spaced(at + 1)),
                "." | "!" | "?" => !self.spaced(at),
                _ => false,
            };
            if !closes {
                break;
            }
            if matches!(self.at(at), "”" | "''" | "\"") {
                *quoted = false;
            }
            at += 1;
        }
        at
    }

    /// Whether the token at `after` can begin a sentence, given that `end` may end one.
    fn begins(&self, end: usize, after: usize, quoted: bool) -> bool {
        if after >= self.tokens.len() {
            return true;
        }
        let next = self.at(after);
        let initial = next.chars().next().unwrap_or(' ');
        let last = self.at(end);
        let abbreviation = last.len() > 1 && !last.starts_with("..");
        if initial.is_lowercase() {
            return false;
        }
        let opens = matches!(next, "\"" | "“" | "``" | "‘" | "'" | "(" | "[" | "—" | "--" | "•" | "*");
        if !initial.is_uppercase() && !opens && !initial.is_ascii_digit() {
            return last == "." && initial.is_alphanumeric();
        }
        if abbreviation {
            return self.abbreviations.is_starter(next) || opens && next != "(";
        }
        if last.starts_with("..") || last == "…" {
            return !quoted || opens;
        }
        if last.starts_with(['?', '!']) && after > end + 1 {
            return !self.speech_tag(after);
        }
        true
    }

    /// Whether what follows a quoted question names its speaker: "'Are you?' Jane Roe asked."
    fn speech_tag(&self, after: usize) -> bool {
        let stop = (after + 6).min(self.tokens.len());
        (after..stop)
            .take_while(|at| !matches!(self.at(*at), "." | "," | "\"" | "“" | "?"))
            .any(|at| self.abbreviations.is_speech(self.at(at)))
    }

    /// The best place to cut an overlong run: after a semicolon, else a comma, else at the end.
    fn nicest_cut(&self, start: usize, end: usize) -> usize {
        let half = start + (end - start) / 2;
        let last = |mark: &str| (half..end).rev().find(|at| self.at(*at) == mark).map(|at| at + 1);
        last(";").or_else(|| last(",")).unwrap_or(end)
    }
}
