//! Dates as exact as the text allows (EDTF, ISO 8601-2), over `edtf-core`. Knows no clock.

use edtf_core::{Bound, BoundDate};

/// A date in EDTF: `2019-01`, `2019-01-15?`, `200X`, `2014/2015`. Always valid.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edtf {
    text: String,
}

impl Edtf {
    /// Takes EDTF of level 0 to 2; nothing when it is not valid.
    pub fn parse(text: &str) -> Option<Self> {
        edtf_core::is_valid(text).then(|| Self { text: text.into() })
    }
    /// One day.
    pub fn day(year: i32, month: u8, day: u8) -> Option<Self> {
        Self::parse(&format!("{year:04}-{month:02}-{day:02}"))
    }
    /// The string itself.
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The first day it can mean, as days since 1970-01-01; `None` when unbounded.
    pub fn earliest(&self) -> Option<i64> {
        day_number(edtf_core::Edtf::parse(&self.text).ok()?.bounds().earliest)
    }
    /// The last day it can mean, as days since 1970-01-01; `None` when unbounded.
    pub fn latest(&self) -> Option<i64> {
        day_number(edtf_core::Edtf::parse(&self.text).ok()?.bounds().latest)
    }
    /// The day, where it is exactly one (a time of day is dropped).
    pub fn exact_day(&self) -> Option<i64> {
        self.earliest().filter(|first| self.latest() == Some(*first))
    }
}

fn day_number(bound: Bound) -> Option<i64> {
    match bound {
        Bound::Date(BoundDate { year, month, day }) => Some(days_from_civil(year, month, day)),
        _ => None,
    }
}

/// Days since 1970-01-01 of a proleptic Gregorian date.
///
/// ```
/// assert_eq!(onrecord_reader::edtf::days_from_civil(1970, 1, 2), 1);
/// ```
pub fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The proleptic Gregorian year, month and day of a count of days since 1970-01-01.
///
/// ```
/// assert_eq!(onrecord_reader::edtf::civil_from_days(-1), (1969, 12, 31));
/// ```
pub fn civil_from_days(days: i64) -> (i64, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, u8::try_from(month).unwrap_or(1), u8::try_from(day).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for days in (-800_000..800_000).step_by(37) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
        }
    }

    #[test]
    fn bounds_follow_precision() {
        let month = Edtf::parse("2021-02").unwrap();
        assert_eq!(month.latest().unwrap() - month.earliest().unwrap(), 27);
        assert_eq!(month.exact_day(), None);
        assert_eq!(Edtf::parse("2026-02-30"), None);
    }
}
