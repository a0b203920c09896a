//! What an expression says before it is resolved, and how it resolves against a day.

use crate::{
    edtf::{Edtf, civil_from_days, days_from_civil},
    model::Anchor,
    times::words::Unit,
};

/// A calendar date of any precision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub year: i64,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Date {
    pub(super) fn of_days(days: i64) -> Self {
        let (year, month, day) = civil_from_days(days);
        Self { year, month: Some(month), day: Some(day) }
    }
    /// Days since 1970-01-01 of its first day.
    pub(super) fn first_day(self) -> i64 {
        days_from_civil(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }
    /// ISO 8601 with the precision it has.
    pub(super) fn iso(self) -> String {
        match (self.month, self.day) {
            (Some(month), Some(day)) => format!("{:04}-{month:02}-{day:02}", self.year),
            (Some(month), None) => format!("{:04}-{month:02}", self.year),
            _ => format!("{:04}", self.year),
        }
    }
    pub(super) fn is_valid(self) -> bool {
        Edtf::parse(&self.iso()).is_some()
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

/// What an expression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// A date with its year.
    Date(Date),
    /// Several years together.
    Years(i64, i64),
    /// A month, perhaps with a day, without a year.
    Month(u8, Option<u8>),
    Weekday(u8),
    /// "this week", "last month".
    Calendar(Unit),
    /// So many units before (negative) or after the anchor.
    Offset(i64, Unit),
    /// Days from the anchor.
    Day(i64),
    /// First three digits of the years.
    Decade(i64),
    /// First two digits of the years.
    Century(i64),
    Quarter(Option<i64>, u8),
    Season(Option<i64>, &'static str),
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
        Self { value: date.iso(), edtf: Some(date.iso()), anchor, date: Some(date) }
    }
    pub(super) fn bare(value: String, anchor: Anchor) -> Self {
        Self { value, edtf: None, anchor, date: None }
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
    let day = from.first_day();
    match unit {
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => {
            let step = if unit == Unit::Day { count } else { 0 };
            match from.day {
                Some(_) => Resolved::of_date(Date::of_days(day + step), anchor),
                None => Resolved::of_date(from, anchor),
            }
        }
        Unit::Week | Unit::Fortnight | Unit::Weekend => {
            let weeks = if unit == Unit::Fortnight { 2 * count } else { count };
            let (year, number, monday) = week(day + 7 * weeks);
            let weekend = unit == Unit::Weekend;
            let value = format!("{year:04}-W{number:02}{}", if weekend { "-WE" } else { "" });
            let (first, last) = if weekend { (monday + 5, monday + 6) } else { (monday, monday + 6) };
            let edtf = format!("{}/{}", Date::of_days(first).iso(), Date::of_days(last).iso());
            Resolved { value, edtf: Some(edtf), anchor, date: Some(Date::of_days(first)) }
        }
        Unit::Month => {
            let months = from.year * 12 + i64::from(from.month.unwrap_or(1)) - 1 + count;
            let month = u8::try_from(months.rem_euclid(12) + 1).unwrap_or(1);
            Resolved::of_date(Date { year: months.div_euclid(12), month: Some(month), day: None }, anchor)
        }
        Unit::Quarter => {
            let quarters = from.year * 4 + (i64::from(from.month.unwrap_or(1)) - 1) / 3 + count;
            quarter(quarters.div_euclid(4), u8::try_from(quarters.rem_euclid(4) + 1).unwrap_or(1), anchor)
        }
        Unit::Year => Resolved::of_date(Date { year: from.year + count, month: None, day: None }, anchor),
        Unit::Decade => decade((from.year + 10 * count).div_euclid(10), anchor),
        Unit::Century => century((from.year + 100 * count).div_euclid(100), anchor),
    }
}

pub(super) fn quarter(year: i64, quarter: u8, anchor: Anchor) -> Resolved {
    let first = Date { year, month: Some(quarter * 3 - 2), day: None };
    let last = Date { year, month: Some(quarter * 3), day: None };
    let edtf = format!("{}/{}", first.iso(), last.iso());
    Resolved {
        value: format!("{year:04}-Q{quarter}"),
        edtf: Some(edtf),
        anchor,
        date: Some(Date { year, month: None, day: None }),
    }
}

pub(super) fn decade(tens: i64, anchor: Anchor) -> Resolved {
    Resolved { value: format!("{tens:03}"), edtf: Some(format!("{tens:03}X")), anchor, date: None }
}

pub(super) fn century(hundreds: i64, anchor: Anchor) -> Resolved {
    Resolved { value: format!("{hundreds:02}"), edtf: Some(format!("{hundreds:02}XX")), anchor, date: None }
}

/// EDTF's numbers of seasons.
pub(super) fn season(year: i64, code: &'static str, anchor: Anchor) -> Resolved {
    let number = match code {
        "SP" => 21,
        "SU" => 22,
        "FA" => 23,
        _ => 24,
    };
    let date = Some(Date { year, month: None, day: None });
    Resolved { value: format!("{year:04}-{code}"), edtf: Some(format!("{year:04}-{number}")), anchor, date }
}
