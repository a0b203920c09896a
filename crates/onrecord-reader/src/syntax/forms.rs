//! What tagger and parser see of a word: its hashes, ending, shape and the space around it.
//!
//! Knows nothing of tags or trees. Digits are folded, quotation marks and dashes are made alike, and in sentences
//! written in capitals case tells nothing.

use super::hash;

/// A word as the models see it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form {
    /// The word in its case; in a sentence of capitals, the lower-cased word marked so.
    pub word: u32,
    /// The word in lower case.
    pub lower: u32,
    /// The last four bytes, the last lowest, lower case.
    pub ending: u32,
    /// The first four bytes, lower case.
    pub beginning: u32,
    /// Capitals, digits, punctuation and the space around, in few bits.
    pub shape: u32,
}

/// How a sentence is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Capitals mean something.
    Mixed,
    /// Every Word Is Capitalised, As In Headlines.
    Title,
    /// NO LOWER-CASE LETTER ANYWHERE.
    Upper,
}

/// A word and whether white space stands before and after it.
#[derive(Debug, Clone, Copy)]
pub struct Spaced<'a> {
    /// The word.
    pub word: &'a str,
    /// White space, or the edge of the text, stands before it.
    pub before: bool,
    /// White space, or the edge of the text, stands after it.
    pub after: bool,
}

/// Looks at every word of a sentence; `forms` is emptied first.
pub fn forms<'a>(words: impl Iterator<Item = Spaced<'a>> + Clone, forms: &mut Vec<Form>) {
    forms.clear();
    let style = style(words.clone().map(|spaced| spaced.word));
    let mut quotes = 0;
    for spaced in words {
        let mut form = form(spaced, style);
        if form.lower == QUOTE {
            quotes += 1;
            form.word = hash::mix(form.word, quotes & 1, form.shape & 3);
        }
        forms.push(form);
    }
}

/// How a sentence is written: a title has at least four long words and at most one of them in lower case.
pub fn style<'a>(words: impl Iterator<Item = &'a str>) -> Style {
    let (mut lower, mut upper, mut small, mut capital) = (0u32, 0u32, 0u32, 0u32);
    for word in words {
        let bytes = word.as_bytes();
        let Some(first) = bytes.first() else { continue };
        let all_lower = bytes.iter().any(u8::is_ascii_lowercase);
        lower += u32::from(all_lower);
        upper += u32::from(first.is_ascii_uppercase());
        if bytes.len() >= 4 {
            small += u32::from(first.is_ascii_lowercase());
            capital += u32::from(first.is_ascii_uppercase());
        }
    }
    match () {
        () if lower == 0 && upper > 1 => Style::Upper,
        () if capital >= 4 && small * 5 <= capital => Style::Title,
        () => Style::Mixed,
    }
}

const QUOTE: u32 = 0x22;

fn form(spaced: Spaced, style: Style) -> Form {
    let mut buffer = [0u8; 24];
    let word = spaced.word.as_bytes();
    let length = word.len().min(buffer.len());
    let (mut capitals, mut digits, mut letters, mut high) = (0u32, 0u32, 0u32, 0u32);
    for (to, byte) in buffer.iter_mut().zip(word) {
        *to = match *byte {
            b'A'..=b'Z' => {
                capitals += 1;
                byte | 0x20
            }
            b'a'..=b'z' => {
                letters += 1;
                *byte
            }
            b'0'..=b'9' => {
                digits += 1;
                b'0'
            }
            0x80.. => {
                high += 1;
                *byte
            }
            _ => *byte,
        };
    }
    let first_capital = word.first().is_some_and(u8::is_ascii_uppercase);
    let kind = match (capitals, letters, digits) {
        (0, 0, 0) if high > 0 => 0,
        (0, 0, 0) => 1,
        (0, _, 0) => 2,
        (1, 0, 0) => 3,
        (_, 0, 0) => 4,
        (1, _, 0) if first_capital => 5,
        (_, _, 0) => 6,
        (0, 0, _) => 7,
        (0, _, _) => 8,
        _ => 9,
    };
    let space = u32::from(spaced.before) | u32::from(spaced.after) << 1;
    let mark = matches!(kind, 0 | 1);
    let hyphen = u32::from(buffer[..length].contains(&b'-'));
    let (kind, case) = match style {
        Style::Upper if matches!(kind, 3..=6) => (10, 0),
        Style::Title if kind == 5 => (11, 0),
        _ => (kind, u32::from(first_capital) + 2 * u32::from(capitals > 1)),
    };
    let shape = kind << 3 | hyphen << 2 | if mark { space } else { 3 };
    if mark && let Some(like) = like(spaced.word) {
        return Form { word: like, lower: like, ending: like, beginning: like, shape };
    }
    let lower = hash::bytes(&buffer[..length]);
    let word = hash::mix(90 + u32::from(style == Style::Upper), lower, case);
    let at = |back: usize| length.checked_sub(back).map_or(0, |at| u32::from(buffer[at]));
    let ending = at(1) | at(2) << 8 | at(3) << 16 | at(4) << 24;
    let beginning = u32::from_le_bytes([buffer[0], buffer[1], buffer[2], buffer[3]]);
    Form { word, lower, ending, beginning, shape }
}

/// Marks that are written in several ways.
fn like(mark: &str) -> Option<u32> {
    match mark {
        "\"" | "“" | "”" | "„" | "``" | "''" | "«" | "»" => Some(QUOTE),
        "'" | "’" | "‘" | "`" => Some(0x27),
        "--" | "—" | "–" | "---" | "―" => Some(0x2d2d),
        "…" | "..." => Some(0x2e2e),
        _ => None,
    }
}
