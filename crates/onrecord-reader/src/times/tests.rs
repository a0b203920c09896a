//! Whatever words stand together, every value that leaves is TIMEX3 and every date EDTF.

use proptest::prelude::*;

use crate::{edtf::Edtf, lexicon::Lexicon, model::Document, read};

/// Whether a text is the value of a TIMEX3, as ISO 8601 with TimeML's placeholders.
fn is_timex(value: &str) -> bool {
    matches!(value, "PRESENT_REF" | "PAST_REF" | "FUTURE_REF")
        || value.strip_prefix('P').is_some_and(is_duration)
        || value.split_once('/').is_some_and(|(one, other)| is_year(one) && is_year(other))
        || is_point(value)
}

fn is_duration(rest: &str) -> bool {
    let (date, time) = rest.split_once('T').map_or((rest, None), |(date, time)| (date, Some(time)));
    let dated = date.is_empty() && time.is_some() || is_counted(date, &["CE", "DE", "Y", "M", "W", "D"]);
    dated && time.is_none_or(|time| is_counted(time, &["H", "M", "S"]))
}

/// Numbers (or X) each with a unit, in the order of the units.
fn is_counted(mut rest: &str, units: &[&str]) -> bool {
    let mut units = units.iter();
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'X' | b'.')).count();
        let number = &rest[..digits];
        let told = number == "X" || number.parse::<f64>().is_ok_and(|number| number > 0.0);
        let Some(unit) = units.find(|unit| rest[digits..].starts_with(**unit)).filter(|_| told) else { return false };
        rest = &rest[digits + unit.len()..];
    }
    true
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X')
}

fn is_two(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'X')
}

fn is_point(value: &str) -> bool {
    let value = value.strip_prefix("BC").unwrap_or(value);
    let (day, time) = value.split_once('T').map_or((value, None), |(day, time)| (day, Some(time)));
    let timed = time.is_none_or(|time| {
        matches!(time, "MO" | "AF" | "EV" | "NI" | "DW")
            || time.split_once(':').is_some_and(|(hour, minute)| is_two(hour) && is_two(minute))
    });
    let parts: Vec<&str> = day.split('-').collect();
    let week = |text: &str| text.strip_prefix('W').is_some_and(is_two);
    let dated = match parts.as_slice() {
        [year] => {
            is_year(year) || (2..4).contains(&year.len()) && year.bytes().all(|b| b.is_ascii_digit() || b == b'X')
        }
        [year, part] => is_year(year) && (is_two(part) || week(part) || is_part_of_year(part)),
        [year, month, day] => {
            is_year(year)
                && (is_two(month) && is_two(day)
                    || week(month) && (*day == "WE" || matches!(day.as_bytes(), [b'1'..=b'7'])))
        }
        _ => false,
    };
    dated && timed
}

fn is_part_of_year(part: &str) -> bool {
    matches!(part, "SP" | "SU" | "FA" | "WI" | "H1" | "H2" | "Q1" | "Q2" | "Q3" | "Q4" | "QX")
}

#[test]
fn the_checker_knows_good_from_bad() {
    for good in [
        "1989",
        "1989-Q3",
        "P5Y",
        "PT5H30M",
        "P2Y6M",
        "XXXX-WXX-5",
        "2016-12-19TMO",
        "BC0480-04",
        "200",
        "P1.5M",
        "PXDE",
        "XXXX-XX-XXT09:00",
    ] {
        assert!(is_timex(good), "{good}");
    }
    for bad in ["", "P1988Q", "P0D", "PTXH5", "P", "1988-", "1998-W3", "PT", "T09:00", "19890", "P5"] {
        assert!(!is_timex(bad), "{bad}");
    }
}

/// Words that mean something to the grammar, and some that do not.
fn words() -> Vec<String> {
    let table = Lexicon::built_in();
    let mut words: Vec<String> = table.table("time_words").rows().map(|(word, _)| word.to_owned()).collect();
    words.sort_unstable();
    let capitals: Vec<String> =
        words.iter().filter(|word| word.is_ascii()).map(|word| word[..1].to_uppercase() + &word[1..]).collect();
    words.extend(capitals);
    let others = "the of a an and to in on by until that this same 's - – , . ; ( ) '90s 1990s 1988 2024 499 0 00 0000 1 2 7 12 24 31 32 99 100 1,000 \
                  5½ ½ 1/2 2.5 0.5 3.5 9:30 25:61 10am 05:30hrs 2009/10 03/24/2024 99/99/9999 31/02/2020 2024-02-31 2024-02-29 mid-2007 mid-May mid-1980s AD842 \
                  BC BCE AD B.C. hundred thousand million half couple few several dozen year-ago year earlier later ago before after from now old bombing vote war \
                  week period quarter fiscal attack police said will had killed 9999 12345678901234567890 1st 2nd 30th 31st 20th 4th century decade hours days";
    words.extend(others.split_whitespace().map(str::to_owned));
    words
}

fn check(text: &str, published: Option<&str>, lexicon: &Lexicon) {
    let published = published.and_then(Edtf::parse);
    let reading = read(Document { published: published.clone(), ..Document::from_text("t", text) }, lexicon);
    let document = Document { published, ..Document::from_text("t", text) };
    assert_eq!(reading.times.items(), super::alone(&document, lexicon).items(), "{text:?}");
    for time in reading.times.items() {
        let span = time.span.of(text);
        assert!(is_timex(&time.value), "{:?} of {span:?} in {text:?}", time.value);
        assert!(time.edtf.as_ref().is_none_or(|edtf| Edtf::parse(edtf.as_str()).is_some()), "{span:?}");
        assert!(!span.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_value_is_timex(picks in proptest::collection::vec(any::<prop::sample::Index>(), 1..60), dated in 0..6usize) {
        thread_local! {
            static MADE: (Lexicon, Vec<String>) = (Lexicon::built_in(), words());
        }
        let published = [None, Some("2024-03-24"), Some("1989-10"), Some("1999"), Some("0001-01-01"), Some("9999-12-31")][dated];
        MADE.with(|(lexicon, words)| {
            let text: Vec<&str> = picks.iter().map(|pick| pick.get(words).as_str()).collect();
            check(&text.join(" "), published, lexicon);
        });
    }
}
