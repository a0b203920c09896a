//! Dates that stand in the text of a page, in the ways news pages of many languages write them.

use std::{collections::HashMap, sync::OnceLock};

use onrecord_reader::edtf::Edtf;

use super::{
    blocks::{Block, Blocks},
    furniture,
    words::Marks,
};

/// Bytes of a text that are looked through.
const LOOKED_AT: usize = 400;

/// Years of pages.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2100;

static TABLE: &str = include_str!("../../../data/page-months.tsv");

fn months() -> &'static HashMap<&'static str, u32> {
    static MONTHS: OnceLock<HashMap<&'static str, u32>> = OnceLock::new();
    MONTHS.get_or_init(|| {
        let rows = TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.filter_map(|(name, number)| Some((name, number.parse().ok()?))).collect()
    })
}

/// Whether a word is the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

fn month(word: &str) -> Option<u32> {
    let word = word.trim_matches(|at: char| !at.is_alphabetic());
    months().get(word.to_lowercase().as_str()).copied()
}

/// Which of two numbers before a year is the day, where both can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// `22/03/2024`.
    DayFirst,
    /// `03/22/2024`.
    MonthFirst,
    /// Not known.
    Unknown,
}

impl Order {
    /// The order in pages of a language: a BCP 47 code.
    pub(super) fn of(language: Option<&str>) -> Self {
        let language = language.unwrap_or_default().to_ascii_lowercase();
        match language.as_str() {
            "" | "en" => Self::Unknown,
            "en-us" => Self::MonthFirst,
            _ => Self::DayFirst,
        }
    }
}

/// The first full date in a text.
pub(super) fn first(text: &str, order: Order) -> Option<Edtf> {
    let mut end = text.len().min(LOOKED_AT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut words: Vec<&str> = Vec::new();
    for piece in text[..end].split(|at: char| at.is_whitespace() || matches!(at, ',' | '|' | '•' | '·' | '(' | ')'))
    {
        // `3. Oktober`, `2024年4月24日`, `Oct-3`: numbers and letters part.
        words.extend(parted(piece));
    }
    (0..words.len())
        .find_map(|at| numeric(words[at], order).or_else(|| worded(&words[at..])).or_else(|| signed(&words[at..])))
}

/// The runs of digits with their signs, and the runs of letters, of a piece.
fn parted(piece: &str) -> Vec<&str> {
    let mut runs = Vec::new();
    let mut rest = piece;
    while let Some(first) = rest.chars().next() {
        let digit = first.is_ascii_digit();
        let sign = |at: char| matches!(at, '.' | '-' | '/');
        let end = rest.find(|at: char| at.is_ascii_digit() != digit && !(digit && sign(at))).unwrap_or(rest.len());
        // `20232:23`: a year with a time of day behind it.
        let glued = digit && (5..=6).contains(&end) && rest[end..].starts_with(':') && rest[..2] == *"20";
        let end = if glued { 4 } else { end };
        // `PressApril`: a capital after a small letter begins a word.
        let capital = |(at, next): (usize, char)| (!digit && next.is_uppercase() && at > 0).then_some(at);
        let small = |at: &usize| rest[..*at].ends_with(char::is_lowercase);
        let end = rest[..end].char_indices().filter_map(capital).find(small).unwrap_or(end);
        let run = if digit { rest[..end].trim_end_matches(['-', '/']) } else { &rest[..end] };
        if run.chars().any(char::is_alphanumeric) {
            runs.push(run);
        }
        rest = &rest[end.max(first.len_utf8())..];
    }
    runs
}

fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
    let plain = digits.contains(&text.len()) && text.bytes().all(|at| at.is_ascii_digit());
    plain.then(|| text.parse().ok())?
}

/// `2024-03-22`, `2024/3/22`, `22.03.2024`, `22/3/24`, `20240322`.
fn numeric(word: &str, order: Order) -> Option<Edtf> {
    let word = word.trim_end_matches('.');
    if word.len() == 8
        && let Some(whole) = number(word, 8..=8)
    {
        return day(whole / 10_000, whole / 100 % 100, whole % 100);
    }
    let sign = word.chars().find(|at| !at.is_ascii_digit())?;
    let mut parts = word.split(sign);
    let (first, second, third) = (parts.next()?, number(parts.next()?, 1..=2)?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    // `22.03.2024-19:20`.
    let third = &third[..third.find(|at: char| !at.is_ascii_digit()).unwrap_or(third.len())];
    if let Some(year) = number(first, 4..=4) {
        return day(year, second, number(third, 1..=2)?);
    }
    let first = number(first, 1..=2)?;
    let year = number(third, 4..=4).or_else(|| Some(2000 + number(third, 2..=2)?))?;
    let dotted = word.contains('.');
    match (first > 12, second > 12) {
        (true, false) => day(year, second, first),
        (false, true) => day(year, first, second),
        _ if dotted || order == Order::DayFirst || first == second => day(year, second, first),
        _ if order == Order::MonthFirst => day(year, first, second),
        _ => None,
    }
}

/// `22 March 2024`, `22 de marzo de 2024`, `March 22 2024`, `Mar 22nd 2024`.
fn worded(words: &[&str]) -> Option<Edtf> {
    let plain: Vec<&str> = words.iter().take(7).copied().filter(|word| !is_between(word)).collect();
    let number_at = |at: usize, digits| plain.get(at).and_then(|word| number(word.trim_matches('.'), digits));
    if let (Some(day_of_month), Some(month), Some(year)) =
        (number_at(0, 1..=2), plain.get(1).and_then(|word| month(word)), number_at(2, 4..=4))
    {
        return day(year, month, day_of_month);
    }
    // `22. 3. 2024`.
    if plain.len() >= 3
        && plain[..2].iter().all(|word| word.ends_with('.'))
        && let (Some(day_of_month), Some(month), Some(year)) =
            (number_at(0, 1..=2), number_at(1, 1..=2), number_at(2, 4..=4))
    {
        return day(year, month, day_of_month);
    }
    let month = plain.first().and_then(|word| month(word))?;
    day(number_at(2, 4..=4)?, month, number_at(1, 1..=2)?)
}

/// Words between the parts of a date: `st`, `de`, `of`.
fn is_between(word: &str) -> bool {
    matches!(word, "st" | "nd" | "rd" | "th" | "de" | "of" | "del" | "º" | "er" | "den")
}

/// `2024年4月24日`, `2024년 4월 24일`.
fn signed(words: &[&str]) -> Option<Edtf> {
    let [year, "年" | "년", month, "月" | "월", day_of_month, last, ..] = words else { return None };
    last.starts_with(['日', '일'])
        .then(|| day(number(year, 4..=4)?, number(month, 1..=2)?, number(day_of_month, 1..=2)?))?
}

fn day(year: u32, month: u32, day: u32) -> Option<Edtf> {
    YEARS.contains(&year).then(|| super::super::published(&format!("{year:04}-{month:02}-{day:02}")))?
}

/// Paragraphs on either side of the headline that are looked at; and all that are marked as dates.
const AROUND: usize = 60;

/// Paragraphs of the article that may be its imprint.
const EARLY: usize = 6;

/// The longest paragraph that is looked at for a date, in letters: one marked as such, and any.
const MARKED: u32 = 160;
const UNMARKED: u32 = 70;

/// The date that stands around the head of the article: after its headline first, in a paragraph marked as one or a short one.
pub(super) fn shown(blocks: &Blocks, article: usize, order: Order) -> Option<Edtf> {
    const ELSEWHERE: Marks = Marks::COMMENTS.and(Marks::NAV).and(Marks::FOOTER).and(Marks::EMBED);
    const INSIDE: Marks = Marks::ARTICLE.and(Marks::MAIN).and(Marks::BODY);
    let end = (article + 3).min(blocks.all.len());
    let headline = blocks.all[..end].iter().rposition(|it| it.heading == Some(1)).unwrap_or(article.saturating_sub(10));
    let start = headline.saturating_sub(AROUND);
    let after = (headline + AROUND).min(blocks.all.len());
    let near: Vec<usize> = (headline..after).chain((start..headline).rev()).collect();
    let marked =
        |block: &Block| block.size <= MARKED && (block.time || block.marks.any(Marks::DATE.and(Marks::BYLINE)));
    let short = |block: &Block| block.size <= UNMARKED && block.linked * 2 <= block.size;
    let date = |at: &usize, fits: &dyn Fn(&Block) -> bool| {
        let block = &blocks.all[*at];
        // The head of a page has the day it was fetched, boxes have the days of other articles.
        let own = match block.marks {
            marks if marks.any(Marks::TEASER) => marks.any(Marks::HEADER) && marks.any(Marks::ARTICLE),
            marks => !marks.any(Marks::HEADER.and(Marks::ASIDE)) || marks.any(INSIDE),
        };
        let looked = fits(block) && own && !block.marks.any(ELSEWHERE);
        looked.then(|| first(blocks.text_of(block), order))?
    };
    let updated = |at: &usize| furniture::is_update(blocks.text_of(&blocks.all[*at]));
    // Behind the beginning of the article a day in a line of text is one that it tells of.
    let early = |at: &&usize| **at < article + EARLY;
    let fresh = || near.iter().filter(|at| !updated(at));
    fresh()
        .find_map(|at| date(at, &marked))
        .or_else(|| fresh().filter(early).find_map(|at| date(at, &short)))
        .or_else(|| near.iter().filter(early).find_map(|at| date(at, &short)))
}

/// The day in a page's address (`/2024/03/22/`, `/2024-03-22-`, `/20240322/`, `/2024/0322/`).
pub(super) fn of_url(url: &str) -> Option<Edtf> {
    let path = url.split(['?', '#']).next()?;
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let path = path.split_once('/')?.1;
    let numbers: Vec<&str> = path.split(|at: char| !at.is_ascii_digit()).collect();
    let separated =
        numbers.windows(3).find_map(|it| day(number(it[0], 4..=4)?, number(it[1], 1..=2)?, number(it[2], 1..=2)?));
    let together = || numbers.iter().find_map(|it| numeric(it, Order::Unknown).filter(|_| it.len() == 8));
    let halved = || {
        numbers.windows(2).find_map(|it| {
            let rest = number(it[1], 4..=4)?;
            day(number(it[0], 4..=4)?, rest / 100, rest % 100)
        })
    };
    separated.or_else(together).or_else(halved)
}

/// The value of a field in any script of the page (`"datePublished": "2024-03-22T10:00"`).
pub(super) fn in_scripts(html: &str, field: &str) -> Option<Edtf> {
    let quoted = format!("\"{field}\"");
    let mut places = memchr::memmem::find_iter(html.as_bytes(), quoted.as_bytes()).take(8);
    places.find_map(|at| {
        let rest = html.get(at + quoted.len()..)?.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        super::super::published(&rest[..rest.find('"').filter(|end| *end < 60)?])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<String> {
        first(text, Order::Unknown).map(|it| it.as_str().to_owned())
    }

    #[test]
    fn dates_in_running_text() {
        for text in [
            "Published 22 March 2024",
            "March 22nd, 2024 10:15",
            "Stand: 22.03.2024, 05:00 Uhr",
            "22. März 2024",
            "22 de marzo de 2024",
            "2024年03月22日23:52",
            "2024년 3월 22일",
            "22/03/2024",
            "2024-03-22 | 12:42",
            "Fri, Mar 22, 2024",
            "20240322",
            "22. 3. 2024 12:38",
            "Salvery PressMarch 22, 2024 GMT",
            "-Aktualisiert am 22.03.2024-19:20",
            "Published Fri, Mar 22 20242:23 PM EDT",
        ] {
            assert_eq!(found(text).as_deref(), Some("2024-03-22"), "{text}");
        }
        for text in
            ["03/04/2024", "May 2024", "1 March", "12.5.3 and 2024", "99/99/2024", "In 2024 there were 3 may-be 5"]
        {
            assert_eq!(found(text), None, "{text}");
        }
        assert_eq!(first("03/04/2024", Order::MonthFirst).unwrap().as_str(), "2024-03-04");
        assert_eq!(first("03/04/2024", Order::DayFirst).unwrap().as_str(), "2024-04-03");
    }

    #[test]
    fn dates_in_addresses_and_scripts() {
        for url in [
            "https://a.example/2024/03/22/x",
            "https://a.example/n1/2024/0322/c1",
            "http://a.example/a-2024-03-22.html",
        ] {
            assert_eq!(of_url(url).unwrap().as_str(), "2024-03-22", "{url}");
        }
        assert_eq!(of_url("https://a.example/1234/56/78/x?d=2024-03-22"), None);
        let script = r#"<script>x={"datePublished" : "2024-03-22T10:00"}"#;
        assert_eq!(in_scripts(script, "datePublished").unwrap().as_str(), "2024-03-22");
    }
}
