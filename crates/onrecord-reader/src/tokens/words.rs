//! Words, numbers and marks, cut as Universal Dependencies' English treebanks cut them.

use crate::{
    lexicon::Abbreviations,
    model::{Span, Token},
};

/// Appends the tokens of one block.
pub(super) fn words(text: &str, block: Span, abbreviations: &Abbreviations, out: &mut Vec<Token>) {
    let mut cutter = Cutter { text, bytes: text.as_bytes(), end: block.end(), abbreviations, out };
    let mut at = block.start();
    while at < cutter.end {
        at = cutter.token(at);
    }
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    end: usize,
    abbreviations: &'a Abbreviations,
    out: &'a mut Vec<Token>,
}

impl Cutter<'_> {
    fn push(&mut self, start: usize, end: usize) {
        if start < end {
            self.out.push(Token { span: Span::new(start, end) });
        }
    }

    fn character(&self, at: usize) -> Option<char> {
        (at < self.end).then(|| self.text[at..].chars().next()).flatten()
    }

    /// Cuts at least one character at `at` and returns where it stopped.
    fn token(&mut self, at: usize) -> usize {
        let Some(c) = self.character(at) else { return self.end };
        if c.is_whitespace() || is_invisible(c) {
            return at + c.len_utf8();
        }
        if c.is_alphanumeric() {
            if let Some(end) = self.address(at) {
                self.push(at, end);
                return end;
            }
            return self.word(at);
        }
        self.mark(at, c)
    }

    /// The end of a web or mail address that begins at `at`.
    fn address(&self, at: usize) -> Option<usize> {
        let rest = &self.bytes[at..self.end];
        let web = rest.starts_with(b"http://") || rest.starts_with(b"https://") || rest.starts_with(b"www.");
        let inside = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-+".contains(byte);
        let local = rest.iter().take(64).take_while(|byte| inside(byte)).count();
        let mail = rest.get(local) == Some(&b'@') && rest.get(local + 1).is_some_and(u8::is_ascii_alphanumeric);
        if !web && !mail {
            return None;
        }
        let length =
            rest.iter().take(2000).take_while(|byte| !byte.is_ascii_whitespace() && !b"\"<>".contains(byte)).count();
        let trailing = rest[..length].iter().rev().take_while(|byte| b".,;:!?)'".contains(byte)).count();
        let mut end = at + length - trailing;
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        Some(end)
    }

    /// A run of letters and digits with what belongs inside it, then its clitics.
    fn word(&mut self, start: usize) -> usize {
        let mut end = start;
        while let Some(c) = self.character(end) {
            let next = end + c.len_utf8();
            if c.is_alphanumeric() || is_joining(c) || self.joins(start, end, c) {
                end = next;
            } else {
                break;
            }
        }
        if self.bytes.get(end) == Some(&b'.') && end < self.end && self.keeps_full_stop(start, end) {
            end += 1;
        }
        self.clitics(start, end);
        end
    }

    /// Whether the mark at `at` joins what stands before and after it into one token.
    fn joins(&self, start: usize, at: usize, c: char) -> bool {
        let before = self.bytes.get(at.wrapping_sub(1)).copied().unwrap_or(b' ');
        let after = self.character(at + c.len_utf8());
        let Some(after) = after else { return false };
        match c {
            '\'' | '’' => before.is_ascii_alphabetic() && after.is_alphabetic() && self.text[start..at].len() < 40,
            ',' => before.is_ascii_digit() && self.three_digits(at + 1),
            '.' | ':' if before.is_ascii_digit() => after.is_ascii_digit(),
            '.' => self.single_letters(start, at) && after.is_alphabetic() && self.bytes.get(at + 2) == Some(&b'.'),
            '&' => before.is_ascii_uppercase() && after.is_ascii_uppercase(),
            '/' => before.is_ascii_digit() && after.is_ascii_digit(),
            '-' => self.abbreviations.is_prefix(&self.text[start..at]) && after.is_alphabetic(),
            _ => false,
        }
    }

    fn three_digits(&self, at: usize) -> bool {
        let run =
            self.bytes[at.min(self.end)..self.end].iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
        run == 3
    }

    /// Whether `start..at` is single letters with full stops between: "U", "U.S".
    fn single_letters(&self, start: usize, at: usize) -> bool {
        let run = &self.bytes[start..at];
        run.len() < 12
            && run.iter().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_alphabetic() } else { *b == b'.' })
    }

    /// Whether the full stop at `end` belongs to the word: "Mr.", "U.S.", "J."
    fn keeps_full_stop(&self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end];
        if word.contains('.') && self.single_letters(start, end) {
            return true;
        }
        let follows = self.character(end + 1);
        if word.len() == 1 && word.as_bytes()[0].is_ascii_uppercase() {
            let name = self.text[end + 1..self.end].trim_start_matches(' ').chars().next();
            return word != "I" && name.is_some_and(char::is_uppercase) && follows != Some('\n');
        }
        match self.abbreviations.kind(word) {
            None => false,
            // "No." is a number only before one; "Sun." and "may." are words unless a number follows.
            Some("number") => {
                let next = self.text[end + 1..self.end].trim_start_matches(' ').chars().next();
                next.is_some_and(|c| c.is_ascii_digit())
            }
            Some(_) => word.starts_with(char::is_uppercase) || !word.chars().any(char::is_uppercase),
        }
    }

    /// Cuts "n't", "'s" and the like off a word.
    fn clitics(&mut self, start: usize, end: usize) {
        let word = &self.text[start..end];
        let Some(mark) = word.rfind(['\'', '’']) else {
            if word.eq_ignore_ascii_case("cannot") {
                self.push(start, start + 3);
                return self.push(start + 3, end);
            }
            return self.push(start, end);
        };
        let width = self.text[start + mark..].chars().next().map_or(1, char::len_utf8);
        let tail = &word[mark + width..];
        let is = |ending: &str| tail.eq_ignore_ascii_case(ending);
        let cut = if is("t") && mark > 1 && word[..mark].ends_with(['n', 'N']) {
            start + mark - 1
        } else if ["s", "re", "ve", "ll", "d", "m"].into_iter().any(is) {
            start + mark
        } else {
            return self.push(start, end);
        };
        self.push(start, cut);
        self.push(cut, end);
    }

    /// A mark, or a run of the same where it is one sign.
    fn mark(&mut self, at: usize, c: char) -> usize {
        let rest = &self.bytes[at..self.end];
        let run = rest.iter().take(40).take_while(|byte| **byte == rest[0]).count();
        let length = match c {
            '.' if run >= 2 => run,
            '-' if run >= 2 => run,
            '!' | '?' => rest.iter().take(40).take_while(|byte| matches!(byte, b'!' | b'?')).count(),
            '`' | '\'' if run == 2 => 2,
            '\'' | '’' => return self.apostrophe(at, c),
            '_' | '*' | '=' | '~' | '#' => run,
            _ => c.len_utf8(),
        };
        self.push(at, at + length);
        at + length
    }

    /// An apostrophe that is no quotation mark: "'90s", "'s" after a quotation mark or bracket.
    fn apostrophe(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        let rest = &self.text[after..self.end];
        let tight = at > 0 && !self.bytes[at - 1].is_ascii_whitespace();
        let word = rest.bytes().take(4).take_while(u8::is_ascii_alphanumeric).count();
        let decade = word == 3 && rest.as_bytes()[..2].iter().all(u8::is_ascii_digit) && rest.as_bytes()[2] == b's';
        let clitic = tight && word == 1 && rest.starts_with(['s', 'S']);
        let end = if decade || clitic { after + word } else { after };
        self.push(at, end);
        end
    }
}

/// Marks that have no width and are no word: kept in the text, passed over by the reader.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || c.is_control()
}

/// Marks inside words: combining accents and joiners.
fn is_joining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{AD}')
}
