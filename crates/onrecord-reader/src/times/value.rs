//! What an expression says before it is resolved, and the calendar arithmetic that resolves it.

use super::words::{Feast, Unit};
use crate::{
    edtf::{Edtf, civil_from_days, days_from_civil},
    model::Anchor,
};

/// A calendar date of any precision. Years are astronomical: 0 is 1 BC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub year: i64,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Date {
    pub(super) fn of_year(year: i64) -> Self {
        Self { year, month: None, day: None }
    }
    pub(super) fn of_days(days: i64) -> Self {
        let (year, month, day) = civil_from_days(days);
        Self { year, month: Some(month), day: Some(day) }
    }
    /// Reads "1939" or "1939-09-01".
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok()?;
        let mut part = || parts.next().and_then(|part| part.parse().ok());
        let date = Self { year, month: part(), day: part() };
        date.is_valid().then_some(date)
    }
    /// Days since 1970-01-01 of its first day.
    pub(super) fn first_day(self) -> i64 {
        days_from_civil(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
    /// EDTF with the precision it has.
    pub(super) fn edtf(self) -> String {
        let sign = if self.year < 0 { "-" } else { "" };
        format!("{sign}{:04}{}", self.year.abs(), self.inside())
    }
    /// The TIMEX3 value: years before Christ are counted, `BC0480`.
    pub(super) fn timex(self) -> String {
        if self.year > 0 {
            return self.edtf();
        }
        format!("BC{:04}{}", 1 - self.year, self.inside())
    }
    fn inside(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("-{month:02}-{day:02}"),
            (Some(month), None) => format!("-{month:02}"),
            _ => String::new(),
        }
    }
    pub(super) fn is_valid(self) -> bool {
        (-9999..=9999).contains(&self.year) && Edtf::parse(&self.edtf()).is_some()
    }
}

/// Which way a bare weekday, month or day of a month lies from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Past,
    Future,
    /// "last", "previous".
    Last,
    /// "next", "following".
    Next,
    /// "this".
    This,
}

/// Which year a part of a year is told to belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum InYear {
    /// Not told.
    Open,
    Stated(i64),
    /// Years from publication: "last year".
    Step(i64),
    /// Years from the narrative: "that year", "the following year".
    Near(i64),
}

/// What an expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A date with its year.
    Date(Date),
    /// Several years together.
    Years(i64, i64),
    /// A month, perhaps with a day, and what is told of its year.
    Month(u8, Option<u8>, InYear),
    /// "the 20th".
    DayOfMonth(u8),
    Weekday(u8),
    /// So many units before (negative) or after the anchor.
    Offset(i64, Unit),
    /// Days from the anchor.
    Day(i64),
    /// "the month", "that year": the one spoken of.
    Whole(Unit),
    /// First digits of the years, whether before Christ.
    Decade(i64),
    Century(i64, bool),
    Quarter(InYear, u8),
    /// "the quarter", "the latest period"; years from it.
    SomeQuarter(i64),
    Half(InYear, u8),
    Season(InYear, &'static str),
    Feast(Feast, InYear),
    /// A named stretch of history, its first and last date: "the Second World War".
    Age(Date, Date),
    /// "fiscal 1989".
    Fiscal(InYear),
    /// Units from what befell at a place: "two days after the bombing".
    Event(i64, Unit, usize),
    /// The day last spoken of.
    Same,
    Reference(&'static str),
    Duration(String),
    Set(String),
    /// Nothing more than a time of day.
    Nothing,
}

/// A value with its calendar meaning and what it was resolved against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub value: String,
    pub edtf: Option<String>,
    pub anchor: Anchor,
    /// The date it fixes for what follows.
    pub date: Option<Date>,
}

impl Resolved {
    pub(super) fn of_date(date: Date, anchor: Anchor) -> Self {
        if !date.is_valid() {
            return Self::bare("XXXX-XX-XX".into(), Anchor::Unknown);
        }
        Self { value: date.timex(), edtf: Some(date.edtf()), anchor, date: Some(date) }
    }
    pub(super) fn bare(value: String, anchor: Anchor) -> Self {
        Self { value, edtf: None, anchor, date: None }
    }
    pub(super) fn unknown(value: &str) -> Self {
        Self::bare(value.to_owned(), Anchor::Unknown)
    }
}

/// ISO weekday, 1 is Monday.
pub(super) fn weekday(days: i64) -> i64 {
    (days + 3).rem_euclid(7) + 1
}

/// ISO 8601 week: year, week, Monday.
pub(super) fn week(days: i64) -> (i64, i64, i64) {
    let monday = days - (weekday(days) - 1);
    let thursday = monday + 3;
    let (year, ..) = civil_from_days(thursday);
    let first = days_from_civil(year, 1, 1);
    (year, (thursday - first) / 7 + 1, monday)
}

/// Resolves a calendar unit or an offset against a day.
pub(super) fn shift(from: Date, count: i64, unit: Unit, anchor: Anchor) -> Resolved {
    let count = count.clamp(-1_000_000, 1_000_000);
    let day = from.first_day();
    match unit {
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => {
            let step = if unit == Unit::Day { count } else { 0 };
            match from.day {
                Some(_) => Resolved::of_date(Date::of_days(day + step), anchor),
                None => Resolved::of_date(from, anchor),
            }
        }
        // A week is not known from a month alone.
        Unit::Week | Unit::Fortnight | Unit::Weekend if from.day.is_none() => Resolved::unknown(unit.unknown()),
        Unit::Week | Unit::Fortnight | Unit::Weekend => {
            let weeks = if unit == Unit::Fortnight { 2 * count } else { count };
            let (year, number, monday) = week(day + 7 * weeks);
            let weekend = unit == Unit::Weekend;
            let value = format!("{year:04}-W{number:02}{}", if weekend { "-WE" } else { "" });
            let (first, last) = if weekend { (monday + 5, monday + 6) } else { (monday, monday + 6) };
            let edtf = format!("{}/{}", Date::of_days(first).edtf(), Date::of_days(last).edtf());
            if !(1..=9999).contains(&year) {
                return Resolved::unknown(unit.unknown());
            }
            Resolved { value, edtf: Some(edtf), anchor, date: Some(Date::of_days(first)) }
        }
        Unit::Month if from.month.is_none() => Resolved::of_date(Date::of_year(from.year), anchor),
        Unit::Month => {
            let months = from.year * 12 + i64::from(from.month.unwrap_or(1)) - 1 + count;
            let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
            Resolved::of_date(Date { year: months.div_euclid(12), month: Some(month), day: None }, anchor)
        }
        Unit::Quarter => {
            let quarters = from.year * 4 + (i64::from(from.month.unwrap_or(1)) - 1) / 3 + count;
            quarter(quarters.div_euclid(4), u8::try_from(quarters.rem_euclid(4) + 1).unwrap_or(1), anchor)
        }
        Unit::Year => Resolved::of_date(Date::of_year(from.year + count), anchor),
        Unit::Decade if from.year + 10 * count < 1 => decade_before((1 - from.year - 10 * count) / 10, anchor),
        Unit::Decade => decade((from.year + 10 * count).div_euclid(10), anchor),
        Unit::Century => {
            let hundreds = (from.year + 100 * count).div_euclid(100);
            if hundreds < 0 { century(-hundreds - 1, true, anchor) } else { century(hundreds, false, anchor) }
        }
    }
}

/// A counted length that ends or begins at a day, as exact as its unit: three years to 2024 are 2021/2024.
pub(super) fn stretch(from: Date, length: &str, way: Way) -> Option<String> {
    let (count, unit) = length.strip_prefix('P')?.split_at_checked(length.len() - 2)?;
    let count: i64 = count.parse().ok().filter(|count| (1..5000).contains(count))?;
    let count = if way == Way::Past { -count } else { count };
    let other = match unit {
        "Y" => Date::of_year(from.year + count),
        "M" => shift(from, count, Unit::Month, Anchor::Published).date.filter(|_| from.month.is_some())?,
        "W" | "D" => {
            let days = if unit == "W" { 7 * count } else { count };
            Date::of_days(from.day.map(|_| from.first_day())? + days)
        }
        _ => return None,
    };
    let here = Date {
        month: from.month.filter(|_| other.month.is_some()),
        day: from.day.filter(|_| other.day.is_some()),
        ..from
    };
    let (first, last) = if way == Way::Past { (other, here) } else { (here, other) };
    Some(format!("{}/{}", first.edtf(), last.edtf()))
}

/// A named stretch of history.
pub(super) fn age(first: Date, last: Date) -> Resolved {
    let value = format!("{:04}/{:04}", first.year, last.year);
    let edtf = Some(format!("{}/{}", first.edtf(), last.edtf()));
    Resolved { value, edtf, anchor: Anchor::Absolute, date: None }
}

pub(super) fn quarter(year: i64, quarter: u8, anchor: Anchor) -> Resolved {
    part_of_year(year, &format!("Q{quarter}"), quarter * 3 - 2, 3, anchor)
}

/// "the first half of 2008".
pub(super) fn half(year: i64, half: u8, anchor: Anchor) -> Resolved {
    part_of_year(year, &format!("H{half}"), half * 6 - 5, 6, anchor)
}

fn part_of_year(year: i64, code: &str, first: u8, months: u8, anchor: Anchor) -> Resolved {
    if !(1..=9999).contains(&year) {
        return Resolved::unknown(&format!("XXXX-{code}"));
    }
    let [first, last] = [first, first + months - 1].map(|month| Date { year, month: Some(month), day: None });
    let edtf = format!("{}/{}", first.edtf(), last.edtf());
    Resolved { value: format!("{year:04}-{code}"), edtf: Some(edtf), anchor, date: Some(Date::of_year(year)) }
}

pub(super) fn decade(tens: i64, anchor: Anchor) -> Resolved {
    if !(0..1000).contains(&tens) {
        return Resolved::unknown("XXX");
    }
    let date = Some(Date::of_year(tens * 10));
    Resolved { value: format!("{tens:03}"), edtf: Some(format!("{tens:03}X")), anchor, date }
}

/// A decade before Christ by the first digits of its years counted back: the 480s are the years -0488 to -0479.
fn decade_before(tens: i64, anchor: Anchor) -> Resolved {
    if !(1..1000).contains(&tens) {
        return Resolved::unknown("XXX");
    }
    let [first, last] = [-10 * tens - 8, 1 - 10 * tens].map(Date::of_year);
    let edtf = format!("{}/{}", first.edtf(), last.edtf());
    Resolved { value: format!("BC{tens:03}"), edtf: Some(edtf), anchor, date: Some(last) }
}

/// A century by the first digits of its years; before Christ, by those of the years counted back.
pub(super) fn century(hundreds: i64, before: bool, anchor: Anchor) -> Resolved {
    if !(0..100).contains(&hundreds) {
        return Resolved::unknown("XX");
    }
    let date = Some(Date::of_year(if before { -100 * hundreds - 50 } else { 100 * hundreds + 50 }));
    if before {
        // The fourth century BC is the years 400 to 301 BC, which are -0399 to -0300.
        let edtf = format!("-{:04}/-{:04}", hundreds * 100 + 99, (hundreds * 100).max(1));
        let edtf = if hundreds == 0 { "-0099/0000".to_owned() } else { edtf };
        return Resolved { value: format!("BC{hundreds:02}"), edtf: Some(edtf), anchor, date };
    }
    Resolved { value: format!("{hundreds:02}"), edtf: Some(format!("{hundreds:02}XX")), anchor, date }
}

/// EDTF's numbers of seasons.
fn season_number(code: &str) -> u8 {
    match code {
        "SP" => 21,
        "SU" => 22,
        "FA" => 23,
        _ => 24,
    }
}

/// A season of no year in particular.
pub(super) fn any_season(code: &'static str) -> Resolved {
    let edtf = Some(format!("XXXX-{}", season_number(code)));
    Resolved { edtf, ..Resolved::unknown(&format!("XXXX-{code}")) }
}

pub(super) fn season(year: i64, code: &'static str, anchor: Anchor) -> Resolved {
    let number = season_number(code);
    let date = Date::of_year(year);
    if !date.is_valid() {
        return Resolved::unknown(&format!("XXXX-{code}"));
    }
    let edtf = (year > 0).then(|| format!("{year:04}-{number}"));
    Resolved { value: format!("{}-{code}", date.timex()), edtf, anchor, date: Some(date) }
}

/// A named day or month of a year.
pub(super) fn feast(year: i64, feast: Feast, anchor: Anchor) -> Resolved {
    if !(1..9999).contains(&year) {
        return Resolved::unknown("XXXX-XX-XX");
    }
    let day = match feast {
        Feast::Fixed(month, day) => {
            return Resolved::of_date(Date { year, month: Some(month), day: Some(day) }, anchor);
        }
        Feast::Once(year, month, day) => {
            return Resolved::of_date(Date { year, month: Some(month), day: Some(day) }, Anchor::Absolute);
        }
        Feast::Nth(month, which, day) => nth(year, month, which, i64::from(day)),
        Feast::Easter(days) => easter(year) + days,
        Feast::Ramadan => {
            // The tabular calendar may be a day off what is seen in the sky: both ends are approximate.
            let (first, last) = fast(year);
            let edtf = format!("{}~/{}~", Date::of_days(first).edtf(), Date::of_days(last).edtf());
            return Resolved {
                value: format!("{year:04}"),
                edtf: Some(edtf),
                anchor,
                date: Some(Date::of_days(first)),
            };
        }
        Feast::Fitr => {
            let found = Resolved::of_date(Date::of_days(fast(year).1 + 1), anchor);
            return Resolved { edtf: found.edtf.as_ref().map(|edtf| format!("{edtf}~")), ..found };
        }
    };
    Resolved::of_date(Date::of_days(day), anchor)
}

/// The `which`-th weekday of a month, 5 is the last.
fn nth(year: i64, month: u8, which: u8, day: i64) -> i64 {
    let first = days_from_civil(year, month, 1);
    let at = first + (day - weekday(first)).rem_euclid(7) + 7 * (i64::from(which) - 1);
    if civil_from_days(at).1 == month { at } else { at - 7 }
}

/// Easter Sunday of the Gregorian calendar.
fn easter(year: i64) -> i64 {
    let (golden, century) = (year % 19, year / 100);
    let (skipped, lunar) = (century / 4, (8 * century + 13) / 25);
    let epact = (19 * golden + century - skipped - lunar + 15).rem_euclid(30);
    let full = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let (leap, rest) = (year / 4, 2 - century + skipped);
    let weekday = (year + leap + full + rest).rem_euclid(7);
    let days = full - weekday;
    let month = 3 + (days + 40) / 44;
    let day = days + 28 - 31 * (month / 4);
    days_from_civil(year, if month == 4 { 4 } else { 3 }, u8::try_from(day).unwrap_or(1))
}

/// First and last day of the fast that begins in a year, by the tabular Islamic calendar.
fn fast(year: i64) -> (i64, i64) {
    // Days since 1970 of 1 Muharram of year 1 (16 July 622, Julian).
    const EPOCH: i64 = -492_148;
    let month = |hijri: i64, month: i64| {
        EPOCH + (hijri - 1) * 354 + (3 + 11 * hijri).div_euclid(30) + 29 * (month - 1) + month / 2
    };
    let mut hijri = (year - 622) * 33 / 32;
    while civil_from_days(month(hijri, 9)).0 < year {
        hijri += 1;
    }
    let first = month(hijri, 9);
    (first, month(hijri, 10) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(days: i64) -> String {
        Date::of_days(days).edtf()
    }

    #[test]
    fn feasts_fall_where_the_calendar_says() {
        assert_eq!(
            [1999, 2008, 2024, 2026].map(|year| iso(easter(year))),
            ["1999-04-04", "2008-03-23", "2024-03-31", "2026-04-05"]
        );
        assert_eq!(iso(nth(1999, 11, 4, 4)), "1999-11-25");
        assert_eq!(iso(nth(2024, 5, 5, 1)), "2024-05-27");
        let (first, last) = fast(2016);
        assert!((days_from_civil(2016, 6, 6) - first).abs() <= 1, "{}", iso(first));
        assert!((days_from_civil(2016, 7, 5) - last).abs() <= 1, "{}", iso(last));
        assert!((days_from_civil(2024, 3, 11) - fast(2024).0).abs() <= 1, "{}", iso(fast(2024).0));
    }

    #[test]
    fn years_before_christ_are_counted_in_timex_and_astronomical_in_edtf() {
        let date = Date::of_year(1 - 480);
        assert_eq!((date.timex().as_str(), date.edtf().as_str()), ("BC0480", "-0479"));
        assert_eq!(century(3, true, Anchor::Absolute).value, "BC03");
    }
}
