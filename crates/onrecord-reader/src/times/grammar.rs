//! The grammar of time expressions over words: what begins at a place, how far it reaches, what it says.

use super::{
    value::{Date, Said, Way},
    words::{TimeWords, Word},
};
use crate::{model::Tag, syntax::Text};

/// An expression before it is resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// First token and the one after the last.
    pub start: usize,
    pub end: usize,
    pub said: Said,
    /// Which way it lies, where the words say.
    pub way: Option<Way>,
    /// TIMEX3 part of day.
    pub part: Option<&'static str>,
    /// Hours and minutes.
    pub clock: Option<String>,
    /// TIMEX3 mod.
    pub modifier: Option<&'static str>,
    pub by: &'static str,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, said: Said, by: &'static str) -> Self {
        Self { start, end, said, way: None, part: None, clock: None, modifier: None, by }
    }
    pub(super) fn way(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }
}

/// Reads expressions of one sentence.
pub(super) struct Grammar<'a, 't> {
    pub text: &'a Text<'t>,
    pub words: &'a TimeWords,
    /// The place after the sentence's last token.
    pub end: usize,
    /// The place of the sentence's first token.
    pub first: usize,
}

impl Grammar<'_, '_> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if at < self.end { self.text.lower(at) } else { "" }
    }
    pub(super) fn before(&self, at: usize) -> &str {
        if at > self.first { self.text.lower(at - 1) } else { "" }
    }
    pub(super) fn class(&self, at: usize) -> Option<Word> {
        if at < self.end { self.words.get(self.text.lower(at)) } else { None }
    }
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }

    /// The longest expression that begins at a place.
    pub(super) fn at(&self, at: usize) -> Option<Found> {
        let core = self.modified(at).or_else(|| self.core(at));
        core.map(|found| self.with_day_time(found))
    }

    /// "early March", "late 2016", "mid-November", "the end of 1990", "earlier this year".
    fn modified(&self, at: usize) -> Option<Found> {
        let mut next = at;
        if self.is(next, &["the", "in"]) && matches!(self.class(next + 1), Some(Word::Edge(_))) {
            next += 1;
        }
        let modifier = match self.class(next) {
            Some(Word::Modifier(modifier)) => modifier,
            Some(Word::Edge(modifier)) if self.lower(next + 1) == "of" => {
                next += 1;
                modifier
            }
            _ if self.lower(next) == "earlier" && self.is(next + 1, &["this", "in"]) => "START",
            _ if self.lower(next) == "later" && self.is(next + 1, &["this", "in"]) => "END",
            _ => return None,
        };
        let relative = self.is(next, &["earlier", "later"]);
        next += 1;
        if self.lower(next) == "-" {
            next += 1;
        }
        if relative && self.lower(next) == "in" || self.lower(next) == "in" && self.lower(next + 1) == "the" {
            next += 1;
        }
        let mut found = self.core(next)?;
        (!matches!(found.said, Said::Duration(_) | Said::Set(_) | Said::Reference(_))).then_some(())?;
        let start = if self.lower(at) == "in" { at + 1 } else { at };
        (found.start, found.modifier, found.by) = (start, (!relative).then_some(modifier), "modified date");
        Some(found)
    }

    fn core(&self, at: usize) -> Option<Found> {
        self.iso(at)
            .or_else(|| self.month_date(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.every(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.century(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.calendar(at))
            .or_else(|| self.same_day(at))
            .or_else(|| self.vague(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.year(at))
            .or_else(|| self.single(at))
    }

    /// "2024-03-24" (cut into five tokens), "03/24/2024".
    fn iso(&self, at: usize) -> Option<Found> {
        let year = self.four_digits(at);
        if let (Some(year), "-", Some(month), "-", Some(day)) =
            (year, self.lower(at + 1), self.number(at + 2, 12), self.lower(at + 3), self.number(at + 4, 31))
        {
            let date = Date { year, month: Some(month), day: Some(day) };
            return date.is_valid().then(|| Found::new(at, at + 5, Said::Date(date), "numeric date"));
        }
        let mut parts = self.lower(at).split('/');
        let numbers: Vec<i64> = parts.by_ref().take(4).map(|part| part.parse().unwrap_or(-1)).collect();
        let [first, second, year] = numbers.as_slice() else { return None };
        let (month, day) = if *first > 12 { (*second, *first) } else { (*first, *second) };
        let year = if (0..100).contains(year) { if *year < 50 { 2000 + year } else { 1900 + year } } else { *year };
        let date = Date { year, month: u8::try_from(month).ok(), day: u8::try_from(day).ok() };
        let plain =
            (1..=12).contains(&month) && (1..=31).contains(&day) && date.is_valid() && (1800..2100).contains(&year);
        plain.then(|| Found::new(at, at + 1, Said::Date(date), "numeric date"))
    }

    pub(super) fn number(&self, at: usize, most: u8) -> Option<u8> {
        let word = self.lower(at);
        let digits =
            word.strip_suffix("th").or(word.strip_suffix("st")).or(word.strip_suffix("nd")).or(word.strip_suffix("rd"));
        let value: u8 = digits.unwrap_or(word).parse().ok()?;
        (1..=most).contains(&value).then_some(value)
    }

    pub(super) fn four_digits(&self, at: usize) -> Option<i64> {
        let word = self.lower(at);
        let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let year: i64 = plain.then(|| word.parse().ok()).flatten()?;
        (1000..2200).contains(&year).then_some(year)
    }

    /// A month that is surely one: "May" and "March" need a capital and company.
    fn month(&self, at: usize) -> Option<u8> {
        let Some(Word::Month(month)) = self.class(at) else { return None };
        let word = self.lower(at);
        if !self.text.word(at).starts_with(char::is_uppercase) {
            return None;
        }
        if matches!(word, "may" | "march" | "mar" | "jun" | "jan" | "dec" | "august" | "april" | "june") {
            let company = self.number(at + 1, 31).is_some()
                || self.four_digits(at + 1).is_some()
                || self.number(at.wrapping_sub(1), 31).is_some() && at > self.first;
            let led = matches!(
                self.before(at),
                "in" | "of"
                    | "last"
                    | "next"
                    | "this"
                    | "since"
                    | "until"
                    | "by"
                    | "from"
                    | "early"
                    | "late"
                    | "mid"
                    | "-"
                    | "during"
                    | "before"
                    | "after"
                    | "through"
                    | "between"
                    | "to"
                    | "for"
                    | "and"
            );
            let tagged =
                matches!(self.text.tag(at), Tag::Nnp) && !matches!(word, "may" | "march" | "april" | "june" | "august");
            let name =
                matches!(word, "april" | "june" | "august") && at + 1 < self.end && self.text.tag(at + 1) == Tag::Nnp;
            if name || !(company || led || tagged && word.len() == 3) {
                return None;
            }
        }
        Some(month)
    }

    /// "March 24, 2024", "March 24", "March 2024", "February of 1940", "last March".
    fn month_date(&self, at: usize) -> Option<Found> {
        let (month_at, way) = match self.lower(at) {
            "last" | "past" => (at + 1, Some(Way::Last)),
            "next" | "coming" => (at + 1, Some(Way::Next)),
            "this" => (at + 1, Some(Way::This)),
            _ => (at, None),
        };
        if month_at >= self.end {
            return None;
        }
        let month = self.month(month_at)?;
        let mut end = month_at + 1;
        let day = self.number(end, 31).filter(|_| self.number_stands_alone(end));
        if day.is_some() {
            end += 1;
            // "May 2-4": the first day stands for the stretch's start.
            if self.lower(end) == "-" && self.number(end + 1, 31).is_some() {
                end += 2;
            }
        }
        let mut after = end;
        if matches!(self.lower(after), "," | "of") {
            after += 1;
        }
        let year = self.four_digits(after).filter(|year| (1200..2150).contains(year) || day.is_some());
        let mut said = Said::Month(month, day);
        if let Some(year) = year {
            end = after + 1;
            said = Said::Date(Date { year, month: Some(month), day });
        }
        (!matches!(&said, Said::Date(date) if !date.is_valid())).then_some(())?;
        let mut found = Found::new(at, end, said, "month");
        found.way = way;
        Some(found)
    }

    /// Whether a number after a month is a day, not the start of "5,000" or "24 people".
    fn number_stands_alone(&self, at: usize) -> bool {
        !(self.is(at + 1, &["percent", "%", "people", "-"]) && self.number(at + 2, 31).is_none())
            || self.lower(at + 1) == "-"
    }

    /// "24 March 2024", "3 JAN 90", "the 24th of March".
    fn day_month(&self, at: usize) -> Option<Found> {
        let mut start = at;
        if self.lower(start) == "the" {
            start += 1;
        }
        let day = self.number(start, 31)?;
        let mut next = start + 1;
        if self.lower(next) == "of" {
            next += 1;
        } else if start > at {
            return None;
        }
        if next >= self.end {
            return None;
        }
        let Some(Word::Month(month)) = self.class(next) else { return None };
        self.text.word(next).starts_with(char::is_uppercase).then_some(())?;
        next += 1;
        let mut after = next;
        if self.lower(after) == "," {
            after += 1;
        }
        let full = self.four_digits(after);
        let two = self.lower(next);
        let short = (two.len() == 2 && two.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| two.parse::<i64>().ok())
            .flatten();
        let short = short.map(|year| if year < 50 { 2000 + year } else { 1900 + year });
        let (year, end) = match (full, short) {
            (Some(year), _) => (Some(year), after + 1),
            (None, Some(year)) => (Some(year), next + 1),
            _ => (None, next),
        };
        let said = match year {
            Some(year) => Said::Date(Date { year, month: Some(month), day: Some(day) }),
            None => Said::Month(month, Some(day)),
        };
        (!matches!(&said, Said::Date(date) if !date.is_valid())).then_some(())?;
        Some(Found::new(at, end, said, "day and month"))
    }

    /// "Friday", "last Friday", "Friday, July 21, 2017".
    fn weekday(&self, at: usize) -> Option<Found> {
        let (day_at, way) = match self.lower(at) {
            "last" | "past" | "previous" => (at + 1, Some(Way::Last)),
            "next" | "coming" => (at + 1, Some(Way::Next)),
            "this" => (at + 1, Some(Way::This)),
            "that" => (at + 1, None),
            _ => (at, None),
        };
        let Some(Word::Weekday(day)) = self.class(day_at) else { return None };
        let word = self.lower(day_at);
        if word.len() <= 3 && !self.text.word(day_at).ends_with('.')
            || !self.text.word(day_at).starts_with(char::is_uppercase)
        {
            return None;
        }
        let comma = usize::from(self.lower(day_at + 1) == ",");
        if let Some(date) = self.month_date(day_at + 1 + comma).or_else(|| self.day_month(day_at + 1 + comma))
            && matches!(date.said, Said::Date(_) | Said::Month(_, Some(_)))
        {
            return Some(Found { start: at, by: "weekday and date", ..date });
        }
        let mut found = Found::new(at, day_at + 1, Said::Weekday(day), "weekday");
        found.way = way;
        Some(found)
    }

    /// "every Friday", "each year", "Fridays", "twice a month".
    fn every(&self, at: usize) -> Option<Found> {
        if let Some(Word::Weekdays(day)) = self.class(at) {
            return Some(Found::new(at, at + 1, Said::Set(format!("XXXX-WXX-{day}")), "weekdays"));
        }
        if self.is(at, &["every", "each"]) {
            let (count, next) = self.count(at + 1).map_or((1, at + 1), |(count, next)| (count.unwrap_or(1), next));
            let value = match self.class(next)? {
                Word::Unit(unit) => unit.duration(&count.to_string()),
                Word::Weekday(day) => format!("XXXX-WXX-{day}"),
                Word::Part(part) => format!("XXXX-XX-XXT{part}"),
                _ => return None,
            };
            return Some(Found::new(at, next + 1, Said::Set(value), "every"));
        }
        if self.is(at, &["once", "twice", "thrice"]) && self.is(at + 1, &["a", "an", "every", "per"]) {
            let Some(Word::Unit(unit)) = self.class(at + 2) else { return None };
            return Some(Found::new(at, at + 3, Said::Set(unit.duration("1")), "how often"));
        }
        None
    }

    /// "the 1990s", "the '90s", "the 2000s".
    fn decade(&self, at: usize) -> Option<Found> {
        let start = at;
        let mut next = at;
        if self.lower(next) == "the" {
            next += 1;
        }
        let mut modifier = None;
        if let Some(Word::Modifier(found)) = self.class(next).filter(|_| next > at) {
            modifier = Some(found);
            next += 1;
            if self.lower(next) == "-" {
                next += 1;
            }
        }
        let word = self.lower(next).trim_start_matches(['\'', '’']);
        let digits = word.strip_suffix('s')?;
        let digits = digits.strip_suffix(['\'', '’']).unwrap_or(digits);
        if !digits.ends_with('0') || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let tens: i64 = digits.parse::<i64>().ok()? / 10;
        let tens = match digits.len() {
            4 => tens,
            2 if self.text.word(next).starts_with(['\'', '’'])
                || next > at && matches!(self.before(at), "in" | "of" | "since" | "during") =>
            {
                190 + tens
            }
            _ => return None,
        };
        let mut found = Found::new(start, next + 1, Said::Decade(tens), "decade");
        found.modifier = modifier;
        Some(found)
    }

    /// "the 19th century", "the early 20th century".
    fn century(&self, at: usize) -> Option<Found> {
        let mut next = at;
        if self.lower(next) == "the" {
            next += 1;
        }
        let mut modifier = None;
        if let Some(Word::Modifier(found)) = self.class(next).filter(|_| next > at) {
            modifier = Some(found);
            next += 1 + usize::from(self.lower(next + 1) == "-");
        }
        let number = match self.class(next) {
            Some(Word::Ordinal(number)) => i64::from(number),
            _ => i64::from(self.number(next, 30).filter(|_| self.lower(next).ends_with(char::is_alphabetic))?),
        };
        let noun = next + 1 + usize::from(self.lower(next + 1) == "-");
        if self.lower(noun) != "century" {
            return None;
        }
        let mut found = Found::new(at, noun + 1, Said::Century(number - 1), "century");
        found.modifier = modifier;
        Some(found)
    }

    /// "the third quarter", "the fourth quarter of 2013", "the first half".
    fn quarter(&self, at: usize) -> Option<Found> {
        let mut next = at;
        if self.lower(next) == "the" {
            next += 1;
        }
        let Some(Word::Ordinal(number)) = self.class(next).filter(|_| next < self.end) else { return None };
        next += 1;
        if self.is(next, &["fiscal", "-"]) {
            next += 1;
        }
        if self.lower(next) != "quarter" || !(1..=4).contains(&number) {
            return None;
        }
        next += 1;
        let of = usize::from(self.is(next, &["of", "in"]));
        let year = self.four_digits(next + of);
        let end = if year.is_some() { next + of + 1 } else { next };
        Some(Found::new(at, end, Said::Quarter(year, u8::try_from(number).unwrap_or(1)), "quarter"))
    }

    /// "9:30 p.m.", "3 p.m.", "10am", "noon", with the day that follows.
    fn clock(&self, at: usize) -> Option<Found> {
        if let Some(Word::Clock(time)) = self.class(at) {
            let mut found = Found::new(at, at + 1, Said::Nothing, "clock");
            found.clock = Some(time.to_owned());
            return Some(self.followed_by_day(found));
        }
        let word = self.lower(at);
        let (digits, mut half) = match word.strip_suffix("am").or(word.strip_suffix("pm")) {
            Some(digits) if !digits.is_empty() => (digits, word.get(digits.len()..).unwrap_or("")),
            _ => (word, ""),
        };
        let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "00"));
        let colon = digits.contains(':');
        let (mut hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
        (hour <= 24 && minute <= 59).then_some(())?;
        let mut end = at + 1;
        if half.is_empty() && self.is(end, &["a.m.", "am", "p.m.", "pm", "a.m", "p.m"]) {
            half = if self.lower(end).starts_with('p') { "pm" } else { "am" };
            end += 1;
        }
        if half.is_empty() && !colon {
            return None;
        }
        if half == "pm" && hour < 12 {
            hour += 12;
        } else if half == "am" && hour == 12 {
            hour = 0;
        }
        if self.is(end, &["est", "edt", "gmt", "et", "pst", "pdt", "utc", "cst", "cdt"]) {
            end += 1;
        }
        let mut found = Found::new(at, end, Said::Nothing, "clock");
        found.clock = Some(format!("{hour:02}:{minute:02}"));
        Some(self.followed_by_day(found))
    }

    fn followed_by_day(&self, mut found: Found) -> Found {
        let on = usize::from(self.lower(found.end) == "on");
        let day = self
            .weekday(found.end + on)
            .or_else(|| self.month_date(found.end + on))
            .or_else(|| self.single(found.end + on));
        if let Some(day) = day
            .filter(|day| matches!(day.said, Said::Weekday(_) | Said::Date(_) | Said::Month(_, Some(_)) | Said::Day(_)))
        {
            (found.end, found.said, found.way) = (day.end, day.said, day.way);
        }
        found
    }

    /// "in 1990", "the 1992 war", "2014 and 2015".
    fn year(&self, at: usize) -> Option<Found> {
        let year = self.four_digits(at).filter(|year| (1400..2100).contains(year))?;
        if !self.is_year(at) {
            return None;
        }
        if self.lower(at + 1) == "and" && self.four_digits(at + 2) == Some(year + 1) {
            return Some(Found::new(at, at + 3, Said::Years(year, year + 1), "years"));
        }
        Some(Found::new(at, at + 1, Said::Date(Date { year, month: None, day: None }), "year"))
    }

    fn is_year(&self, at: usize) -> bool {
        let before = self.before(at);
        if matches!(
            before,
            "$" | "£"
                | "€"
                | "no."
                | "route"
                | "page"
                | "room"
                | "number"
                | "us$"
                | "#"
                | "x"
                | "than"
                | "nearly"
                | "almost"
                | "about"
                | "some"
                | "over"
        ) {
            return before == "than"
                && self.text.tag(at) == Tag::Cd
                && at + 1 < self.end
                && self.text.tag(at + 1).is_punctuation();
        }
        if at + 1 >= self.end {
            return true;
        }
        let led = super::words::leads_year(before);
        let next = self.text.tag(at + 1);
        let counted = next == Tag::Nns
            && !matches!(self.lower(at + 1), "elections" | "olympics" | "games" | "attacks" | "protests" | "riots");
        let unit = self.is(
            at + 1,
            &["percent", "%", "people", "miles", "meters", "km", "feet", "pounds", "tons", "points", "votes"],
        );
        if counted || unit {
            return false;
        }
        led || next.is_punctuation()
            || matches!(next, Tag::Nn | Tag::Nnp | Tag::Jj | Tag::In | Tag::Cc)
            || matches!(self.text.tag(at), Tag::Cd) && next.is_verb()
    }

    /// Words that are an expression by themselves.
    fn single(&self, at: usize) -> Option<Found> {
        let word = self.class(at)?;
        let found = |said, by| Some(Found::new(at, at + 1, said, by));
        match word {
            Word::Day(days) => {
                let mut found = Found::new(at, at + 1, Said::Day(days), "day");
                if let Some(Word::Part(part)) = self.class(at + 1) {
                    (found.end, found.part) = (at + 2, Some(part));
                }
                Some(found)
            }
            Word::Tonight => {
                let mut found = Found::new(at, at + 1, Said::Day(0), "tonight");
                found.part = Some("NI");
                Some(found)
            }
            Word::Reference(reference) => found(Said::Reference(reference), "reference"),
            Word::Set(set) => found(Said::Set(set.to_owned()), "set"),
            Word::Holiday(month, day) if self.text.word(at).starts_with(char::is_uppercase) => {
                let width = 1 + usize::from(self.is(at + 1, &["day", "eve"]));
                let day = if self.lower(at + 1) == "eve" { day - 1 } else { day };
                Some(Found::new(at, at + width, Said::Month(month, Some(day)), "holiday"))
            }
            Word::Season(season)
                if self.before(at) == "in"
                    || self.before(at) == "the" && matches!(self.text.tag(at), Tag::Nn) && self.lower(at) != "fall" =>
            {
                let of = usize::from(self.lower(at + 1) == "of");
                let year = self.four_digits(at + 1 + of);
                let end = if year.is_some() { at + 2 + of } else { at + 1 };
                year.map(|year| Found::new(at, end, Said::Season(Some(year), season), "season"))
            }
            _ => None,
        }
    }

    /// "Friday night", "March 24 at 9 p.m.".
    fn with_day_time(&self, mut found: Found) -> Found {
        if !matches!(
            found.said,
            Said::Weekday(_) | Said::Date(Date { day: Some(_), .. }) | Said::Month(_, Some(_)) | Said::Day(_)
        ) || found.clock.is_some()
        {
            return found;
        }
        if let (Some(Word::Part(part)), None) = (self.class(found.end), found.part)
            && !self.lower(found.end).ends_with('s')
        {
            found.part = Some(part);
            found.end += 1;
        }
        found
    }
}
