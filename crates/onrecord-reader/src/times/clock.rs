//! Times of day: "9:30 p.m.", "noon Friday", "four o'clock", "the night of 20 June", "that morning".

use super::{
    grammar::{Found, Grammar},
    value::{Date, Said, Way},
    words::{Unit, Word},
};

impl Grammar<'_, '_> {
    /// "9:30 p.m.", "3 p.m.", "10am", "05:30hrs", "noon", with the day that follows.
    pub(super) fn clock(&self, at: usize) -> Option<Found> {
        if let Some(Word::Clock(time)) = self.class(at) {
            if self.follows(at, &["high"]) || at > self.first && self.is_title(at) {
                return None;
            }
            let mut found = Found::new(at, at + 1, Said::Nothing, "clock");
            found.clock = Some(time.to_owned());
            return Some(self.followed_by_day(found));
        }
        let word = self.lower(at);
        let word = word.strip_suffix("hrs").unwrap_or(word);
        let (digits, mut half) = match word.strip_suffix("am").or(word.strip_suffix("pm")) {
            Some(digits) if !digits.is_empty() => (digits, word.get(digits.len()..).unwrap_or("")),
            _ => (word, ""),
        };
        let spoken = match self.class(at) {
            Some(Word::Number(hour)) => u8::try_from(hour).ok(),
            _ => None,
        };
        let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "00"));
        let colon = digits.contains(':') && minute.len() == 2;
        let mut hour: u8 = spoken.or_else(|| hour.parse().ok())?;
        let minute: u8 = minute.parse().ok()?;
        (hour <= 24 && minute <= 59).then_some(())?;
        let mut end = at + 1;
        if half.is_empty() && self.is(end, &["a.m.", "am", "p.m.", "pm", "a.m", "p.m"]) {
            half = if self.lower(end).starts_with('p') { "pm" } else { "am" };
            end += 1;
        }
        let oclock = self.is(end, &["o'clock", "o’clock"]);
        end += usize::from(oclock);
        if half.is_empty()
            && hour <= 12
            && self.lower(end) == "in"
            && self.lower(end + 1) == "the"
            && let Some(Word::Part(part)) = self.class(end + 2)
        {
            // "4 in the morning".
            half = if part == "MO" { "am" } else { "pm" };
            end += 3;
        }
        let citation = self.follows(at, &["corinthians", "genesis", "matthew", "luke", "john", "psalm", "romans"]);
        if half.is_empty() && !colon && !oclock || citation {
            return None;
        }
        if half == "pm" && hour < 12 {
            hour += 12;
        } else if half == "am" && hour == 12 {
            hour = 0;
        }
        if self.is(end, &["est", "edt", "gmt", "et", "pst", "pdt", "utc", "cst", "cdt", "cet", "bst"]) {
            end += 1;
        } else if self.lower(end + 1) == "time" && matches!(self.lower(end), "local" | "eastern" | "pacific") {
            end += 2;
        }
        let mut found = Found::new(at, end, Said::Nothing, "clock");
        found.clock = Some(format!("{hour:02}:{minute:02}"));
        Some(self.followed_by_day(found))
    }

    /// "at 0600", "around 1400 yesterday", "1830 GMT": four digits that a clock reads.
    pub(super) fn military(&self, at: usize) -> Option<Found> {
        let word = self.lower(at);
        let (hour, minute) = (word.len() == 4 && word.is_ascii()).then(|| word.split_at(2))?;
        let (hour, minute) = (hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?);
        if hour > 24 || minute > 59 {
            return None;
        }
        // "1600 hours of work" is a length.
        let led = self
            .follows(at, &["at", "by", "until", "till", "from", "to", "before", "after", "since", "about", "around"]);
        let zone = self.is(at + 1, &["gmt", "utc", "local"]) || led && self.is(at + 1, &["hours", "hrs"]);
        let on = usize::from(self.lower(at + 1) == "on");
        let near = self.follows(at, &["at", "around", "about", "by", "until"]);
        let day = near && (self.single(at + 1).is_some() || on == 1 && self.starts_day(at + 2));
        if !(zone || day || self.follows(at, &["at"])) {
            return None;
        }
        let mut found = Found::new(at, at + 1 + usize::from(zone), Said::Nothing, "clock");
        found.clock = Some(format!("{hour:02}:{minute:02}"));
        Some(self.followed_by_day(found))
    }

    fn starts_day(&self, at: usize) -> bool {
        let day = self.weekday(at).or_else(|| self.month_date(at)).or_else(|| self.day_month(at));
        day.is_some_and(|day| day.is_day())
    }

    fn followed_by_day(&self, mut found: Found) -> Found {
        let on = usize::from(self.is(found.end, &["on", ","]));
        let day = self
            .weekday(found.end + on)
            .or_else(|| self.month_date(found.end + on))
            .or_else(|| self.day_month(found.end + on))
            .or_else(|| if self.lower(found.end) == "," { None } else { self.single(found.end + on) })
            .or_else(|| self.calendar(found.end).or_else(|| self.same_day(found.end)));
        if let Some(day) = day.filter(|day| {
            matches!(
                day.said,
                Said::Weekday(_)
                    | Said::Date(Date { day: Some(_), .. })
                    | Said::Month(_, Some(_), _)
                    | Said::Day(_)
                    | Said::Same
                    | Said::Offset(_, Unit::Day)
            ) && day.then.is_none()
                && day.part.is_none()
        }) {
            (found.end, found.said, found.way) = (day.end, day.said, day.way);
        }
        found
    }

    /// "the morning of 31 January 1965", "that afternoon", "in the early hours of Thursday", "early Friday morning" is elsewhere.
    pub(super) fn day_time_of(&self, at: usize) -> Option<Found> {
        let mut next = at;
        let article = self.is(next, &["the", "that", "this"]);
        next += usize::from(article);
        if matches!(self.class(next), Some(Word::Modifier(_))) && article {
            next += 1;
        }
        let (part, noun) = match (self.class(next), self.lower(next)) {
            (Some(Word::Part(part)), _) => (part, next),
            (_, "hours") if next > at + 1 || self.follows(at, &["early"]) => ("MO", next),
            _ => return None,
        };
        let mut end = noun + 1;
        end += usize::from(self.lower(end) == "hours");
        if self.is(end, &["of", "on"]) {
            let inner = end + 1;
            let day = self.month_date(inner).or_else(|| self.day_month(inner)).or_else(|| self.weekday(inner));
            if let Some(day) = day.filter(|day| day.is_day() && day.part.is_none() && day.then.is_none()) {
                return Some(Found { start: at, part: Some(part), by: "part of a day", ..day });
            }
        }
        let that = matches!(self.lower(at), "that" | "this") && next == at + 1;
        if !that || self.lower(noun).ends_with('s') {
            return None;
        }
        let said = if self.lower(at) == "this" { Said::Day(0) } else { Said::Same };
        let way = if self.lower(at) == "this" { Way::This } else { Way::Last };
        Some(Found { part: Some(part), ..Found::new(at, end, said, "part of day") }.way(way))
    }
}
