//! Whole calendar dates in the lines above an article. Dates in running text are the business of [`crate::times`].

use std::ops::Range;

use crate::edtf::Edtf;
use crate::tokens::WordLists;

/// A date and where in the line it stands, in bytes.
pub(super) struct Found {
    pub(super) date: Edtf,
    pub(super) range: Range<usize>,
}

#[derive(Clone, Copy)]
struct Word<'a> {
    start: usize,
    text: &'a str,
    month: Option<u8>,
    number: Option<i32>,
}

/// The first date with a year: "March 24, 2024", "3 May 2021", "2024-03-24", "24/03/2024", "3 JAN 90", "May 2021".
///
/// `05/03/2024` is two different days in two countries, so it is none.
pub(super) fn first_date(line: &str, lists: &WordLists) -> Option<Found> {
    let all: Vec<Word<'_>> = words(line).take(40).map(|(start, text)| word(start, text, lists)).collect();
    (0..all.len()).find_map(|at| date_at(line, &all[at..]))
}

/// The runs of letters and digits of a line, with where they start.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    line.split(|c: char| !c.is_alphanumeric()).filter_map(move |word| {
        let start = at;
        at = start + word.len() + line[start + word.len()..].chars().next().map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((start, word))
    })
}

fn word<'a>(start: usize, text: &'a str, lists: &WordLists) -> Word<'a> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = matches!(&text[digits..], "" | "st" | "nd" | "rd" | "th" | "T00");
    let iso = digits == 2 && text[digits..].starts_with('T');
    let number = if digits > 0 && digits <= 4 && (ordinal || iso) { text[..digits].parse().ok() } else { None };
    let month = if digits == 0 && text.len() >= 3 { lists.kinds(text).month } else { None };
    Word { start, text, month, number }
}

fn date_at(line: &str, words: &[Word<'_>]) -> Option<Found> {
    let get = |at: usize| words.get(at).copied().unwrap_or(Word { start: 0, text: "", month: None, number: None });
    let (a, b, c) = (get(0), get(1), get(2));
    let near = |x: Word<'_>, y: Word<'_>| y.start <= x.start + x.text.len() + 2;
    let found = |date: Option<Edtf>, last: Word<'_>| {
        date.map(|date| Found { date, range: words[0].start..last.start + last.text.len() })
    };
    let year = |word: Word<'_>| word.number.filter(|year| (1500..=2200).contains(year) && word.text.len() == 4);
    let day = |word: Word<'_>| {
        word.number.filter(|day| (1..=31).contains(day) && word.text.len() <= 4).and_then(|day| u8::try_from(day).ok())
    };
    if near(a, b) && near(b, c) {
        let whole = match (a.month, b.month) {
            (Some(month), _) => day(b).zip(year(c)).and_then(|(day, year)| Edtf::day(year, month, day)),
            (_, Some(month)) => {
                day(a).zip(year(c).or_else(|| short_year(c))).and_then(|(day, year)| Edtf::day(year, month, day))
            }
            _ => in_digits(line, a, b, c),
        };
        if whole.is_some() {
            return found(whole, c);
        }
    }
    let month = a.month.filter(|_| near(a, b) && a.text.starts_with(char::is_uppercase))?;
    found(Edtf::parse(&format!("{:04}-{month:02}", year(b)?)), b)
}

/// "90" of "3 JAN 90": teletype, so of the twentieth century from 50 on.
fn short_year(word: Word<'_>) -> Option<i32> {
    let year = word.number.filter(|_| word.text.len() == 2 && word.text.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(if year >= 50 { 1900 + year } else { 2000 + year })
}

fn in_digits(line: &str, a: Word<'_>, b: Word<'_>, c: Word<'_>) -> Option<Edtf> {
    let (x, y, z) = (a.number?, b.number?, c.number?);
    let between = |left: Word<'_>, right: Word<'_>| line.get(left.start + left.text.len()..right.start);
    let mark = between(a, b).filter(|mark| matches!(*mark, "-" | "/" | "."))?;
    if between(b, c)? != mark {
        return None;
    }
    let small = |number: i32| u8::try_from(number).ok();
    if a.text.len() == 4 {
        return Edtf::day(x, small(y)?, small(z)?);
    }
    if c.text.len() != 4 {
        return None;
    }
    match (x > 12, y > 12) {
        (true, false) => Edtf::day(z, small(y)?, small(x)?),
        (false, true) => Edtf::day(z, small(x)?, small(y)?),
        _ if x == y => Edtf::day(z, small(x)?, small(y)?),
        _ => None,
    }
}
