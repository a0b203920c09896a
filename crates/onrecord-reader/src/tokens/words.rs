//! The words of one block.

use super::lists::{Abbreviation, Short, WordLists};
use super::{Class, Piece};
use crate::model::Span;

/// The longest e-mail address, host name or dotted abbreviation looked for, in bytes: keeps the look-ahead bounded.
const LOOK_AHEAD: usize = 100;

/// Adds the words of `span` to `pieces`.
pub(super) fn words(text: &str, span: Span, lists: &WordLists, pieces: &mut Vec<Piece>) {
    let end = span.end().min(text.len());
    let mut words = Words { text, end, lists, pieces, quoted: false, chunk: Chunk::default() };
    let mut at = span.start();
    while at < end {
        match words.char(at) {
            Some(space) if is_separator(space) => at += space.len_utf8(),
            Some(_) => at = words.chunk(at),
            None => break,
        }
    }
}

/// White space, and characters that are not seen: direction marks, zero-width spaces, controls.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// A run of text without separators.
#[derive(Default, Clone, Copy)]
struct Chunk {
    start: usize,
    end: usize,
    /// Whether it may hold a web or e-mail address.
    address: bool,
}

struct Words<'a> {
    text: &'a str,
    end: usize,
    lists: &'a WordLists,
    pieces: &'a mut Vec<Piece>,
    /// Whether a straight quotation mark stands open.
    quoted: bool,
    chunk: Chunk,
}

impl<'a> Words<'a> {
    fn char(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes().get(at)?;
        if byte < 128 { Some(byte as char) } else { self.text.get(at..)?.chars().next() }
    }

    fn byte(&self, at: usize) -> u8 {
        if at < self.chunk.end { self.text.as_bytes()[at] } else { b' ' }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(self.chunk.start..at)?.chars().next_back()
    }

    fn rest(&self, at: usize) -> &'a str {
        &self.text[at..self.chunk.end]
    }

    fn is_word_at(&self, at: usize) -> bool {
        at < self.chunk.end && self.char(at).is_some_and(is_word)
    }

    fn push(&mut self, start: usize, end: usize, class: Class) -> usize {
        self.pieces.push(Piece { span: Span::new(start, end), class });
        end
    }

    /// Splits the run of visible characters at `start`; returns its end.
    fn chunk(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = start;
        while at < self.end && bytes[at].is_ascii_alphanumeric() {
            at += 1;
        }
        if at == self.end || bytes[at] == b' ' {
            self.chunk = Chunk { start, end: at, address: false };
            return self.word_ending(start, at);
        }
        let mut address = bytes[start..at].eq_ignore_ascii_case(b"www");
        while at < self.end {
            match self.char(at) {
                Some(c) if is_separator(c) => break,
                Some(c) => {
                    address |=
                        matches!(c, '@' | '/') || c == '.' && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
                    at += c.len_utf8();
                }
                None => break,
            }
        }
        self.chunk = Chunk { start, end: at, address };
        let mut next = start;
        while next < at {
            next = match self.char(next) {
                Some(c) if is_word(c) => self.word(next),
                Some(c) => self.mark(next, c),
                None => at,
            };
        }
        at
    }

    /// The word that begins at `start`, with what belongs to it; returns where the next begins.
    fn word(&mut self, start: usize) -> usize {
        if self.chunk.address
            && let Some(end) = self.address(start)
        {
            return self.push(start, end, Class::Lower);
        }
        if let Some(end) = self.dotted(start) {
            return end;
        }
        let mut at = self.run_end(start);
        let mut hyphens = 0;
        loop {
            let byte = self.byte(at);
            let digits = self.text.as_bytes()[at - 1].is_ascii_digit() && self.byte(at + 1).is_ascii_digit();
            match byte {
                b'.' | b',' | b':' | b'/' if digits => {}
                b'.' => return self.full_stop(start, at),
                b'-' if hyphens == 0 && self.keeps_hyphen(start, at) => hyphens = 1,
                b'-' if digits => match self.number_end(start) {
                    Some(end) => return self.push(start, end, Class::Number),
                    None => return self.word_ending(start, at),
                },
                b'/' if at == start + 1 && self.is_short_for(start) => {}
                b'&' if self.is_upper(at - 1) && self.is_upper(at + 1) => {}
                b'$' if at - start < 2 && self.rest(start)[..at - start].bytes().all(|b| b.is_ascii_uppercase()) => {
                    return self.push(start, at + 1, Class::Other);
                }
                b'*' if self.byte(at + 1) == b'*' || self.is_word_at(at + 1) => {
                    while self.byte(at) == b'*' {
                        at += 1;
                    }
                    at = self.run_end(at);
                    continue;
                }
                b'\'' | 0xE2 if self.is_apostrophe(at) => match self.apostrophe(start, at) {
                    Some(next) => return next,
                    None => {
                        at = self.run_end(at + self.apostrophe_len(at));
                        continue;
                    }
                },
                _ => return self.word_ending(start, at),
            }
            at = self.run_end(at + 1);
        }
    }

    /// "b/c", "w/o", "c/o".
    fn is_short_for(&self, at: usize) -> bool {
        self.byte(at).is_ascii_lowercase() && self.byte(at + 2).is_ascii_lowercase() && !self.is_word_at(at + 3)
    }

    fn is_upper(&self, at: usize) -> bool {
        self.byte(at).is_ascii_uppercase()
    }

    /// The end of the letters, digits and marks at `at`.
    fn run_end(&self, mut at: usize) -> usize {
        let bytes = self.text.as_bytes();
        while at < self.chunk.end {
            match bytes[at] {
                b'_' => at += 1,
                byte if byte.is_ascii_alphanumeric() => at += 1,
                byte if byte < 128 => break,
                _ => match self.char(at) {
                    Some(c) if is_word(c) => at += c.len_utf8(),
                    _ => break,
                },
            }
        }
        at
    }

    /// Pushes a word, as two where it is two written as one ("cannot", "5pm").
    fn word_ending(&mut self, start: usize, end: usize) -> usize {
        if start == end {
            return end;
        }
        let word = &self.text[start..end];
        let class = class_of(word);
        let cut = match class {
            Class::Number => self.unit(word),
            _ if (5..=6).contains(&word.len()) => self.lists.kinds(word).split.map(usize::from),
            _ => None,
        };
        if let Some(cut) = cut.filter(|cut| *cut < word.len()) {
            self.push(start, start + cut, class);
            return self.push(start + cut, end, Class::Lower);
        }
        self.push(start, end, class)
    }

    /// "5pm", "10km": where the unit begins.
    fn unit(&self, word: &str) -> Option<usize> {
        let at = word.bytes().position(|byte| byte.is_ascii_alphabetic())?;
        self.lists.kinds(&word[at..]).unit.then_some(at)
    }

    /// A web address, e-mail address or host name that begins at `start`: its end.
    fn address(&self, start: usize) -> Option<usize> {
        let rest = self.rest(start);
        let near = &rest.as_bytes()[..rest.len().min(LOOK_AHEAD)];
        let scheme = near.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(near.len());
        let named = matches!(&near[..scheme], b"http" | b"https" | b"ftp" | b"HTTP" | b"HTTPS")
            && near[scheme..].starts_with(b"://");
        if named || near[..scheme].eq_ignore_ascii_case(b"www") && near[scheme..].starts_with(b".") {
            return Some(start + address_len(rest));
        }
        let local = near.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"._%+-".contains(byte)));
        if let Some(at) = local.filter(|at| near[*at] == b'@') {
            let host = host_len(&near[at + 1..]);
            return near[at + 1..at + 1 + host].contains(&b'.').then_some(start + at + 1 + host);
        }
        let host = host_len(near);
        let last = near[..host].iter().rposition(|byte| *byte == b'.')?;
        let ending = std::str::from_utf8(&near[last + 1..host]).ok()?;
        let known = ending.bytes().all(|byte| byte.is_ascii_lowercase()) && self.lists.kinds(ending).domain;
        // "alt.animals.cat": a name of lower-case labels.
        let dots = near[..host].iter().filter(|byte| **byte == b'.').count();
        let labels = dots > 1 && near[..host].iter().all(|byte| byte.is_ascii_lowercase() || b".-".contains(byte));
        match (known || labels && host > 2 * dots + 1, near.get(host)) {
            (true, Some(b'/')) => Some(start + address_len(rest)),
            (true, _) => Some(start + host),
            _ => None,
        }
    }

    /// "U.S.", "a.m.", "Ph.D.": letters with a full stop after each; pushes it.
    fn dotted(&mut self, start: usize) -> Option<usize> {
        let letter = |at: usize| self.byte(at).is_ascii_alphabetic();
        let mut at = start;
        while letter(at) && self.byte(at + 1) == b'.' && at < start + LOOK_AHEAD {
            at += 2;
        }
        // "U.S" before "'s" or a space.
        if at >= start + 2 && letter(at) && !self.is_word_at(at + 1) {
            at += 1;
        }
        if at < start + 3 {
            at = self.listed_dotted(start)?;
        }
        let letters = self.text[start..at].trim_end_matches('.');
        let known = self.lists.abbreviation(letters).map(|it| it.short);
        let short = match known {
            Some(short) => short,
            None if letters.bytes().any(|byte| byte.is_ascii_lowercase()) => Short::End,
            None => Short::Initial,
        };
        let class = if self.text[..at].ends_with('.') { Class::Short(short) } else { Class::Capital };
        Some(self.push(start, at, class))
    }

    /// "Ph.D.", "D.Phil.": dotted abbreviations of the table with parts of several letters.
    fn listed_dotted(&self, start: usize) -> Option<usize> {
        let near = &self.text.as_bytes()[start..self.chunk.end.min(start + 9)];
        let stop = near.iter().position(|byte| *byte == b'.').filter(|at| *at <= 3)?;
        if !near.get(stop + 1)?.is_ascii_alphabetic() {
            return None;
        }
        let len = near.iter().position(|byte| !(byte.is_ascii_alphabetic() || *byte == b'.')).unwrap_or(near.len());
        let letters = self.text[start..start + len].trim_end_matches('.');
        self.lists.abbreviation(letters)?;
        let end = start + letters.len();
        Some(if self.byte(end) == b'.' { end + 1 } else { end })
    }

    /// A word before a full stop: with the stop where it is an abbreviation. Returns where the next word begins.
    fn full_stop(&mut self, start: usize, at: usize) -> usize {
        if self.byte(at + 1) == b'.' {
            return self.word_ending(start, at);
        }
        let word = &self.text[start..at];
        let one_letter = word.len() == 1 && self.is_upper(start);
        let after_et = word == "al" && self.pieces.last().is_some_and(|piece| piece.span.of(self.text) == "et");
        let short = match self.lists.abbreviation(word) {
            Some(found) if after_et => Some(found.short),
            Some(found) if !found.word || self.wants(found, word, at + 1) => Some(found.short),
            None if one_letter && self.is_initial(word, at + 1) => Some(Short::Initial),
            _ => None,
        };
        match short {
            Some(short) => self.push(start, at + 1, Class::Short(short)),
            None => self.word_ending(start, at),
        }
    }

    /// Whether letters that are also a word are followed by what the abbreviation wants.
    fn wants(&self, found: Abbreviation, word: &str, after: usize) -> bool {
        let capital = word.starts_with(|c: char| c.is_ascii_uppercase());
        let next = self.text[after..self.end].trim_start_matches(' ');
        let first = next.bytes().next().unwrap_or(b'\n');
        match found.short {
            Short::Number | Short::Month => first.is_ascii_digit() || first == b'#',
            _ if !capital || word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => false,
            _ => matches!(first, b',' | b')' | b';') || first.is_ascii_lowercase() || first.is_ascii_digit(),
        }
    }

    /// Whether one capital letter with a full stop is an initial, not the last word of a sentence.
    fn is_initial(&self, word: &str, after: usize) -> bool {
        let next = self.text[after..self.end].trim_start_matches(' ');
        let len = next.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(next.len()).min(LOOK_AHEAD);
        match next.bytes().next() {
            None | Some(b'\n' | b'"') => false,
            _ if word == "I" => len > 1 && !next.get(..len).is_some_and(|next| self.lists.kinds(next).starter),
            _ => true,
        }
    }

    /// Whether the hyphen at `at` joins a prefix ("non-military"); other compounds are several words.
    fn keeps_hyphen(&self, start: usize, at: usize) -> bool {
        self.is_word_at(at + 1) && self.lists.kinds(&self.text[start..at]).prefix
    }

    /// The end of a telephone number or of a date in digits ("555-0100", "2001-05-03").
    fn number_end(&self, start: usize) -> Option<usize> {
        let rest = &self.rest(start).as_bytes()[..self.rest(start).len().min(24)];
        let len = rest.iter().position(|byte| !(byte.is_ascii_digit() || *byte == b'-')).unwrap_or(rest.len());
        let mut groups = [0; 4];
        let mut count = 0;
        for group in rest[..len].split(|byte| *byte == b'-') {
            *groups.get_mut(count)? = group.len();
            count += 1;
        }
        let is_one = matches!(
            &groups[..count],
            [1, 4] | [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [4, 1..=2, 1..=2] | [1..=2, 1..=2, 2 | 4] | [5, 4]
        );
        (is_one && !self.is_word_at(start + len)).then_some(start + len)
    }

    fn is_apostrophe(&self, at: usize) -> bool {
        matches!(self.char(at), Some('\'' | '’')) && at < self.chunk.end
    }

    fn apostrophe_len(&self, at: usize) -> usize {
        if self.byte(at) == b'\'' { 1 } else { 3 }
    }

    /// A word before an apostrophe: ends it with its "'s", "n't" and the like, and returns where the next begins;
    /// nothing where the apostrophe stands inside the word ("O'Brien").
    fn apostrophe(&mut self, start: usize, at: usize) -> Option<usize> {
        let from = at + self.apostrophe_len(at);
        let end = self.run_end(from);
        let suffix = &self.text[from..end];
        if suffix.is_empty() {
            return Some(self.word_ending(start, at));
        }
        let last = self.byte(at - 1);
        if suffix.eq_ignore_ascii_case("t") && last.eq_ignore_ascii_case(&b'n') && at - start > 1 {
            self.word_ending(start, at - 1);
            return Some(self.push(at - 1, end, Class::Lower));
        }
        if is_clitic(suffix) {
            self.word_ending(start, at);
            return Some(self.push(at, end, Class::Lower));
        }
        None
    }

    /// A punctuation mark or symbol, or a run of them that is one token; returns where the next token begins.
    fn mark(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        match c {
            '.' => {
                let end = self.same(at, |byte| byte == b'.');
                self.push(at, end, if end - at > 1 { Class::Ellipsis } else { Class::Stop })
            }
            '!' | '?' => {
                let end = self.same(at, |byte| byte == b'!' || byte == b'?');
                self.push(at, end, Class::Stop)
            }
            '…' => self.push(at, end, Class::Ellipsis),
            '。' | '！' | '？' | '؟' | '।' => self.push(at, end, Class::Stop),
            ',' => self.push(at, end, Class::Comma),
            '"' => self.straight_quote(at),
            '“' | '«' | '„' | '‟' => self.push(at, end, Class::OpenQuote),
            '”' | '»' => self.push(at, end, Class::CloseQuote),
            '`' | '\'' | '‘' | '’' => self.single_quote(at, c),
            '(' | '[' | '{' => self.push(at, end, Class::Open),
            ')' | ']' | '}' => self.push(at, end, Class::Close),
            ':' | ';' if self.smiley(at).is_some() => {
                let end = self.smiley(at).unwrap_or(end);
                self.push(at, end, Class::Other)
            }
            '@' | '#' if self.char(end).is_some_and(char::is_alphabetic) && end < self.chunk.end => {
                let end = self.run_end(end);
                self.push(at, end, Class::Capital)
            }
            '-' | '*' | '_' | '=' | '$' | '~' | '#' | '+' | '<' | '>' | '|' | '/' | '\\' => {
                let end = self.same(at, |byte| byte == c as u8);
                self.push(at, end, Class::Other)
            }
            _ => {
                let end = self.cluster_end(end);
                self.push(at, end, Class::Other)
            }
        }
    }

    /// The end of ":)", ";-)" and the like.
    fn smiley(&self, at: usize) -> Option<usize> {
        let mouth = if self.byte(at + 1) == b'-' { at + 2 } else { at + 1 };
        let is_mouth = matches!(self.byte(mouth), b')' | b'(' | b'D' | b'P' | b'/');
        (is_mouth && self.byte(mouth + 1) != b'/' && !self.is_word_at(mouth + 1) && (at == self.chunk.start))
            .then_some(mouth + 1)
    }

    fn same(&self, at: usize, is_same: impl Fn(u8) -> bool) -> usize {
        let bytes = self.rest(at).as_bytes();
        at + bytes.iter().position(|byte| !is_same(*byte)).unwrap_or(bytes.len())
    }

    /// The end of an emoji's joined parts.
    fn cluster_end(&self, mut at: usize) -> usize {
        while at < self.chunk.end {
            match self.char(at) {
                Some('\u{200D}') => {
                    at += 3;
                    at += self
                        .char(at)
                        .filter(|_| at < self.chunk.end)
                        .map_or(0, |c| if is_separator(c) { 0 } else { c.len_utf8() });
                }
                Some(c @ ('\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{20E3}')) => at += c.len_utf8(),
                _ => break,
            }
        }
        at
    }

    /// `"`, or `""` as left by a table of quoted cells.
    fn straight_quote(&mut self, at: usize) -> usize {
        let double = self.byte(at + 1) == b'"';
        let end = if double { at + 2 } else { at + 1 };
        let after = self.char(end).filter(|c| end < self.chunk.end && !is_separator(*c));
        let opens = match (self.before(at), after) {
            (None | Some('(' | '['), Some(_)) => true,
            (_, None | Some(',' | '.' | ';' | ':' | ')' | '?' | '!')) if self.before(at).is_some() => false,
            _ => !self.quoted,
        };
        // Three in a row at the start of a cell: the cell's own mark, then the quotation's.
        let end = if double && self.byte(at + 2) == b'"' && self.byte(at + 3) != b'"' && opens { at + 1 } else { end };
        self.quoted = opens;
        self.push(at, end, if opens { Class::OpenQuote } else { Class::CloseQuote })
    }

    /// ` `` `, `''`, single quotation marks, and an apostrophe cut off its word.
    fn single_quote(&mut self, at: usize, c: char) -> usize {
        let one = at + c.len_utf8();
        let double = self.char(one) == Some(c) && one < self.chunk.end;
        let end = if double { one + c.len_utf8() } else { one };
        if !double
            && matches!(c, '\'' | '’')
            && self.before(at).is_some_and(|c| !matches!(c, '(' | '[' | '"' | '“' | '—' | '-'))
        {
            let run = self.run_end(one);
            if is_clitic(&self.text[one..run]) {
                return self.push(at, run, Class::Lower);
            }
        }
        let decade = self.run_end(one);
        if !double && decade == one + 3 && self.text[one..decade].ends_with('s') && self.byte(one).is_ascii_digit() {
            return self.push(at, decade, Class::Number);
        }
        let opens = match c {
            '`' | '‘' => true,
            // Some papers open with `''` too.
            _ => {
                (!double || c == '\'')
                    && self.before(at).is_none_or(|c| matches!(c, '(' | '[' | '"' | '“' | '—'))
                    && end < self.chunk.end
            }
        };
        self.push(at, end, if opens { Class::OpenQuote } else { Class::CloseQuote })
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

/// Combining accents and vowel signs, and the joiners of scripts that need them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{900}'..='\u{DFF}' | '\u{E31}'..='\u{E4E}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}' | '\u{AD}')
}

fn is_clitic(suffix: &str) -> bool {
    let bytes = suffix.as_bytes();
    let two = |a: u8, b: u8| bytes[0].eq_ignore_ascii_case(&a) && bytes[1].eq_ignore_ascii_case(&b);
    match bytes.len() {
        1 => matches!(bytes[0], b's' | b'd' | b'm' | b'S' | b'D' | b'M'),
        2 => two(b'r', b'e') || two(b'v', b'e') || two(b'l', b'l'),
        _ => false,
    }
}

fn class_of(word: &str) -> Class {
    let first = word.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return Class::Number;
    }
    // Scripts without case begin sentences as a capital does.
    let capital =
        !first.is_lowercase() || word.as_bytes().get(1).copied().is_some_and(|byte| byte.is_ascii_uppercase());
    if capital { Class::Capital } else { Class::Lower }
}

/// The bytes of a web address: all of the chunk but closing punctuation.
fn address_len(rest: &str) -> usize {
    let end = rest.find(['"', '“', '”', '<', '>']).unwrap_or(rest.len());
    rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']).len()
}

/// The bytes of a host name: labels of letters, digits and hyphens between single dots.
fn host_len(near: &[u8]) -> usize {
    let mut at = 0;
    while at < near.len() {
        match near[at] {
            byte if byte.is_ascii_alphanumeric() => at += 1,
            b'.' | b'-' if near.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) => at += 1,
            _ => break,
        }
    }
    at
}
