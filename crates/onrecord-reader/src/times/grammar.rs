//! The grammar of time expressions over words: what begins at a place, how far it reaches, what it says. The parts stand in
//! [`super::dates`], [`super::periods`], [`super::clock`] and [`super::relative`].

use super::{
    value::{Date, InYear, Said, Way},
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
    /// The other end of a stretch: "April 6-7" is two expressions.
    pub then: Option<Box<Self>>,
}

impl Found {
    pub(super) fn new(start: usize, end: usize, said: Said, by: &'static str) -> Self {
        Self { start, end, said, way: None, part: None, clock: None, modifier: None, by, then: None }
    }
    pub(super) fn way(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }
    /// Whether it names a day of the calendar, or may.
    pub(super) fn is_day(&self) -> bool {
        matches!(
            self.said,
            Said::Weekday(_)
                | Said::Date(Date { day: Some(_), .. })
                | Said::Month(_, Some(_), _)
                | Said::Day(_)
                | Said::Feast(..)
                | Said::Same
                | Said::DayOfMonth(_)
        )
    }
}

pub(super) const DASHES: &[&str] = &["-", "–", "—", "--"];

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
    pub(super) fn tag(&self, at: usize) -> Option<Tag> {
        (at < self.end).then(|| self.text.tag(at))
    }
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        words.contains(&self.lower(at))
    }
    pub(super) fn is_upper(&self, at: usize) -> bool {
        at < self.end && self.text.word(at).starts_with(char::is_uppercase)
    }
    /// Whether a word is written large where the words around it are not: part of a name or title.
    pub(super) fn is_title(&self, at: usize) -> bool {
        let shouted = |at: usize| {
            let word = self.text.word(at);
            let letters = word.chars().filter(|c| c.is_alphabetic()).count();
            (letters > 1).then(|| !word.chars().any(char::is_lowercase))
        };
        let around = at.saturating_sub(3).max(self.first)..(at + 4).min(self.end);
        self.is_upper(at) && !around.filter(|place| *place != at).filter_map(shouted).all(|shouted| shouted)
    }
    /// Whether the phrase ends before a place.
    pub(super) fn ends(&self, at: usize) -> bool {
        self.tag(at).is_none_or(|tag| tag.is_punctuation() || matches!(tag, Tag::In | Tag::To | Tag::Cc | Tag::Pos))
    }
    pub(super) fn is_dash(&self, at: usize) -> bool {
        self.is(at, DASHES)
    }
    /// Whether one of the words stands before a place.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        at > self.first && words.contains(&self.before(at))
    }

    /// The longest expression that begins at a place.
    pub(super) fn at(&self, at: usize) -> Option<Found> {
        let found = self.bounded(at).or_else(|| self.modified(at)).or_else(|| self.core(at))?;
        Some(self.with_day_time(found))
    }

    /// "nearly two years", "about 1910", "at least 30 days".
    fn bounded(&self, at: usize) -> Option<Found> {
        let (next, modifier) = self.words.bound(self.text, at, self.end)?;
        // "over the past year" is when, not how long.
        if self.is(next, &["the", "past", "last", "next", "this", "these"]) {
            return None;
        }
        let found = self.modified(next).or_else(|| self.core(next))?;
        let fits = match &found.said {
            Said::Duration(value) => !value.starts_with("PX") && !value.starts_with("PTX"),
            Said::Offset(..) => found.by == "so long ago" || found.by == "so long after",
            Said::Date(_) | Said::Month(..) | Said::Nothing | Said::Decade(_) | Said::Century(..) => {
                modifier == "APPROX"
            }
            _ => false,
        };
        // A year is not "over 1990", and "about March" the news is not a date.
        let led = !matches!(found.said, Said::Month(_, None, _));
        (fits && led && found.modifier.is_none()).then_some(Found { start: at, modifier: Some(modifier), ..found })
    }

    /// "early March", "late 2016", "mid-November", "the end of 1990", "earlier this year", "later that month".
    fn modified(&self, at: usize) -> Option<Found> {
        let mut next = at;
        if self.is(next, &["the", "in"]) && self.is_modifier(next + 1) {
            next += 1;
        }
        let relative = self.is(next, &["earlier", "later"]);
        let modifier = match self.class(next) {
            Some(Word::Modifier(modifier)) => {
                next += 1;
                next += usize::from(self.is_dash(next));
                modifier
            }
            Some(Word::Edge(modifier)) if self.lower(next + 1) == "of" => {
                next += 2;
                modifier
            }
            _ if relative => {
                next += 1;
                "START"
            }
            _ if self.lower(next).starts_with("mid-") => return self.mid(at, next),
            _ => return None,
        };
        if self.lower(next) == "in" {
            // "late in the year", "earlier in 1990".
            if self.whole(next + 1).is_none() && self.day_time_of(next + 1).is_none() && !relative {
                return None;
            }
            next += 1;
        }
        let mut found = self.whole(next).or_else(|| self.day_time_of(next)).or_else(|| self.core(next))?;
        let fits = match &found.said {
            Said::Duration(_) | Said::Set(_) | Said::Reference(_) => false,
            Said::Season(..) | Said::Quarter(..) => true,
            Said::Whole(_) => found.by != "the period",
            _ => true,
        };
        if !fits || relative && found.part.is_some() && !found.is_day() {
            return None;
        }
        if !relative && found.is_day() && !matches!(found.said, Said::Feast(..)) {
            // "late Monday" is Monday; "early Friday morning" its morning.
            found.start = at;
            return Some(found);
        }
        let start = if self.lower(at) == "in" { at + 1 } else { at };
        (found.start, found.modifier, found.by) = (start, (!relative).then_some(modifier), "modified date");
        Some(found)
    }

    fn is_modifier(&self, at: usize) -> bool {
        matches!(self.class(at), Some(Word::Edge(_) | Word::Modifier(_))) || self.lower(at).starts_with("mid-")
    }

    /// "mid-2007", "mid-November 1944", "the mid-1990s": one token with its prefix.
    fn mid(&self, at: usize, token: usize) -> Option<Found> {
        let rest = self.lower(token).strip_prefix("mid-")?;
        let end = token + 1;
        let said = if let Some(Word::Month(month)) = self.words.get(rest) {
            let (year, after) = self.in_year(end);
            let mut found = Found::new(at, after, Said::Month(month, None, year), "modified date");
            if let InYear::Stated(year) = year {
                found.said = Said::Date(Date { year, month: Some(month), day: None });
            }
            found.modifier = Some("MID");
            return Some(found);
        } else if let Some(Word::Part(part)) = self.words.get(rest) {
            return Some(Found { part: Some(part), ..Found::new(at, end, Said::Same, "part of day") });
        } else if let Some(digits) = rest.strip_suffix('s') {
            let year: i64 = digits.parse().ok()?;
            (digits.len() == 4 && year % 10 == 0).then_some(Said::Decade(year / 10))?
        } else {
            let year: i64 = rest.parse().ok()?;
            (rest.len() == 4 && (1000..2200).contains(&year)).then_some(Said::Date(Date::of_year(year)))?
        };
        Some(Found { modifier: Some("MID"), ..Found::new(at, end, said, "modified date") })
    }

    fn core(&self, at: usize) -> Option<Found> {
        if self.lower(at).starts_with(|c: char| c.is_ascii_digit()) {
            return self.digits(at);
        }
        self.month_date(at)
            .or_else(|| self.day_month(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.every(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.age(at))
            .or_else(|| self.spoken_year(at))
            .or_else(|| self.era_year(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.century(at))
            .or_else(|| self.business(at))
            .or_else(|| self.season(at))
            .or_else(|| self.half_year(at))
            .or_else(|| self.part_of_stretch(at))
            .or_else(|| self.event_day(at))
            .or_else(|| self.vague(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.day_time_of(at))
            .or_else(|| self.calendar(at))
            .or_else(|| self.same_day(at))
            .or_else(|| self.whole(at))
            .or_else(|| self.named_year(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.single(at))
    }

    /// What begins with a digit.
    fn digits(&self, at: usize) -> Option<Found> {
        self.iso(at)
            .or_else(|| self.military(at))
            .or_else(|| self.feast(at))
            .or_else(|| self.day_month(at))
            .or_else(|| self.era_year(at))
            .or_else(|| self.century(at))
            .or_else(|| self.decade(at))
            .or_else(|| self.business(at))
            .or_else(|| self.season(at))
            .or_else(|| self.counted(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.year(at))
    }

    pub(super) fn number(&self, at: usize, most: u8) -> Option<u8> {
        let word = self.lower(at);
        let digits =
            word.strip_suffix("th").or(word.strip_suffix("st")).or(word.strip_suffix("nd")).or(word.strip_suffix("rd"));
        let digits = digits.unwrap_or(word);
        let plain = digits.len() <= 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
        let value: u8 = plain.then(|| digits.parse().ok()).flatten()?;
        (1..=most).contains(&value).then_some(value)
    }

    pub(super) fn four_digits(&self, at: usize) -> Option<i64> {
        let word = self.lower(at);
        let plain = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
        let year: i64 = plain.then(|| word.parse().ok()).flatten()?;
        (1000..2200).contains(&year).then_some(year)
    }

    /// Words that are an expression by themselves.
    pub(super) fn single(&self, at: usize) -> Option<Found> {
        let found = |said, by| Some(Found::new(at, at + 1, said, by));
        let class = self.class(at)?;
        // "USA Today", "the Daily Caller" are names.
        let proper = |at: usize| self.tag(at).is_some_and(Tag::is_proper);
        let inside = at > self.first && (proper(at - 1) || matches!(class, Word::Set(_)));
        let opens = matches!(class, Word::Set(_)) && proper(at + 1);
        if (inside || opens) && self.is_title(at) {
            return None;
        }
        match class {
            Word::Day(days) => found(Said::Day(days), "day"),
            Word::Tonight => Some(Found { part: Some("NI"), ..Found::new(at, at + 1, Said::Day(0), "tonight") }),
            Word::Reference(reference) => found(Said::Reference(reference), "reference"),
            Word::Set(set) => found(Said::Set(set.to_owned()), "set"),
            _ => None,
        }
    }

    /// "Friday night", "March 24 in the evening", "tomorrow at noon".
    fn with_day_time(&self, mut found: Found) -> Found {
        if !found.is_day() || found.clock.is_some() || found.part.is_some() || found.then.is_some() {
            return found;
        }
        if let Some(Word::Part(part)) = self.class(found.end)
            && !self.lower(found.end).ends_with('s')
        {
            found.part = Some(part);
            found.end += 1;
        }
        found
    }
}
