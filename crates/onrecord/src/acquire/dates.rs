//! Publication dates as inputs write them, to EDTF; unclear ones are no date.

use onrecord_reader::edtf::Edtf;

/// The date a metadata field states: ISO 8601, RFC 2822, `March 22, 2024`, `22 March 2024`, `20240322`, EDTF.
///
/// `03/04/2024` is nobody's date: day and month cannot be told apart. `22/03/2024` can.
pub fn published(text: &str) -> Option<Edtf> {
    let text = text.trim();
    iso(text).or_else(|| compact(text)).or_else(|| worded(text)).or_else(|| slashed(text)).or_else(|| Edtf::parse(text))
}

/// `2024-03-22`, alone or with a time of day after it.
fn iso(text: &str) -> Option<Edtf> {
    let head = text.get(..10)?;
    let bytes = head.as_bytes();
    if bytes[4] != bytes[7] || !matches!(bytes[4], b'-' | b'/' | b'.') {
        return None;
    }
    if text[10..].chars().next().is_some_and(|next| !matches!(next, 'T' | 't' | ' ' | 'Z' | ',' | '+')) {
        return None;
    }
    day(number(&head[..4])?, number(&head[5..7])?, number(&head[8..10])?)
}

/// `20240322`, or with a time after it (`20240322T101500`).
fn compact(text: &str) -> Option<Edtf> {
    let head = text.get(..8)?;
    if !head.is_ascii() {
        return None;
    }
    let rest = &text[8..];
    if !(rest.is_empty() || rest.starts_with(['T', 't']) || rest.len() == 6 && number(rest).is_some()) {
        return None;
    }
    day(number(&head[..4])?, number(&head[4..6])?, number(&head[6..8])?)
}

/// A month in letters with one number for the day and one for the year, in either order.
fn worded(text: &str) -> Option<Edtf> {
    let (mut month, mut day_of_month, mut year) = (None, None, None);
    let words = text.split(|at: char| at.is_whitespace() || matches!(at, ',' | '-' | '/' | '.'));
    let mut words = words.filter(|it| !it.is_empty()).peekable();
    while let Some(word) = words.next() {
        if word.contains(':') {
            break;
        }
        let digits = word.trim_end_matches(|at: char| at.is_ascii_alphabetic());
        match (number(digits), month_of(word)) {
            (Some(value), _) if digits.len() <= 2 && day_of_month.is_none() => day_of_month = Some(value),
            (Some(value), _) if digits.len() == 4 && year.is_none() => year = Some(value),
            // Old mail and feeds: `22 Mar 24 10:15:00`.
            (Some(value), _) if digits.len() == 2 && words.peek().is_some_and(|next| next.contains(':')) => {
                year = year.or(Some(if value < 70 { 2000 + value } else { 1900 + value }));
            }
            (Some(_), _) => break,
            (None, Some(found)) if month.is_none() => month = Some(found),
            (None, Some(_)) => return None,
            (None, None) => {}
        }
    }
    match day_of_month {
        Some(day_of_month) => day(year?, month?, day_of_month),
        None => Edtf::parse(&format!("{:04}-{:02}", year?, month?)),
    }
}

/// `22/03/2024` and `03/22/2024`, where only one order is possible.
fn slashed(text: &str) -> Option<Edtf> {
    let date = text.split_whitespace().next()?;
    let mut parts = date.split(['/', '.', '-']);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (first, second, year) = (number(first)?, number(second)?, number(year)?);
    match (first > 12, second > 12) {
        (true, false) => day(year, second, first),
        (false, true) => day(year, first, second),
        _ if first == second => day(year, first, second),
        _ => None,
    }
}

fn day(year: u32, month: u32, day: u32) -> Option<Edtf> {
    let year = i32::try_from(year).ok().filter(|year| (1000..3000).contains(year))?;
    Edtf::day(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

fn number(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn month_of(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| *month == word || (word.len() >= 3 && word.len() <= 4 && month.starts_with(&word)))?;
    u32::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::published;

    #[test]
    fn many_shapes_of_one_day() {
        for text in [
            "2024-03-22",
            "2024-03-22T23:59:00+03:00",
            "2024-03-22 10:15",
            "2024/03/22",
            "20240322",
            "20240322T101500Z",
            "Fri, 22 Mar 2024 10:15:00 GMT",
            "Fri, 22 Mar 24 10:15:00 GMT",
            "March 22, 2024",
            "22 March 2024",
            "Mar. 22nd, 2024 at 10:15",
            "22/03/2024",
            "3/22/2024",
            "22.03.2024",
            " 2024-03-22 ",
        ] {
            assert_eq!(published(text).as_ref().map(|it| it.as_str()), Some("2024-03-22"), "{text}");
        }
    }

    #[test]
    fn less_than_a_day_stays_less() {
        for (text, date) in
            [("2024-03", "2024-03"), ("2024", "2024"), ("March 2024", "2024-03"), ("2024-03~", "2024-03~")]
        {
            assert_eq!(published(text).as_ref().map(|it| it.as_str()), Some(date), "{text}");
        }
    }

    #[test]
    fn unclear_or_impossible_is_no_date() {
        for text in [
            "03/04/2024",
            "yesterday",
            "",
            "2024-02-30",
            "March April 2024",
            "12:30",
            "99999999",
            "é2024-03-22é",
            "â\u{80}€¨d202",
            "日本日本",
        ] {
            assert_eq!(published(text), None, "{text}");
        }
    }
}
