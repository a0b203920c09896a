//! Counted and calendar expressions: "two years ago", "last week", "the day before", and plain lengths of time.

use super::{
    grammar::{Found, Grammar},
    value::{Said, Way},
    words::{Unit, Word},
};
use crate::model::Tag;

impl Grammar<'_, '_> {
    /// A count in digits or words; `None` inside for "several", "a few". With the place after it.
    pub(super) fn count(&self, at: usize) -> Option<(Option<i64>, usize)> {
        if at >= self.end {
            return None;
        }
        let word = self.lower(at);
        if let Ok(value) = word.replace(',', "").parse::<i64>() {
            return Some((Some(value), at + 1));
        }
        match word {
            "several" | "many" | "some" | "few" => return Some((None, at + 1)),
            "a" if self.is(at + 1, &["few", "couple", "number"]) => {
                let couple = self.lower(at + 1) == "couple";
                let of = usize::from(self.lower(at + 2) == "of");
                return Some((couple.then_some(2), at + 2 + of));
            }
            "a" | "an" => return Some((Some(1), at + 1)),
            "half" if self.is(at + 1, &["a", "an"]) => return None,
            _ => (),
        }
        let Some(Word::Number(mut value)) = self.class(at) else { return None };
        let mut next = at + 1;
        if self.lower(next) == "-"
            && let Some(Word::Number(small)) = self.class(next + 1)
            && (20..=90).contains(&value)
            && small < 10
        {
            value += small;
            next += 2;
        }
        if self.lower(next) == "hundred" {
            value *= 100;
            next += 1;
        }
        Some((Some(i64::from(value)), next))
    }

    /// "two years ago", "three days later", "for two weeks", "a 12-week trial", "the past two months", "24 hours".
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let mut start = at;
        let mut back = None;
        if self.is(start, &["the", "this", "these"])
            && self.is(start + 1, &["past", "last", "previous", "next", "coming", "first", "final"])
        {
            start += 1;
        }
        if self.is(start, &["past", "last", "previous", "preceding"]) {
            back = Some(Way::Past);
            start += 1;
        } else if self.is(start, &["next", "coming", "following"]) {
            back = Some(Way::Future);
            start += 1;
        } else if start > at
            || self.lower(start) == "the"
                && self.count(start + 1).is_some()
                && !self.is(start + 1, &["a", "an", "some"])
        {
            start += 1;
        }
        let half = usize::from(self.lower(start) == "half" && self.is(start + 1, &["a", "an"]));
        if half == 1 && self.lower(start + 2) == "hour" {
            return Some(Found::new(at, start + 3, Said::Duration("PT30M".into()), "duration"));
        }
        let counted = self.count(start);
        if counted.is_none()
            && self.is(start, &["recent", "coming"])
            && let Some(Word::Unit(_)) = self.class(start + 1).filter(|_| self.lower(start + 1).ends_with('s'))
        {
            let reference = if self.lower(start) == "recent" { "PAST_REF" } else { "FUTURE_REF" };
            return Some(Found::new(at, start + 2, Said::Reference(reference), "vague"));
        }
        let bare = counted.is_none();
        let (count, mut next) = counted.unwrap_or((None, start));
        if self.is(next, &["-", "more", "full", "whole", "straight", "consecutive", "additional"]) && !bare {
            next += 1;
        }
        let Some(Word::Unit(unit)) = self.class(next) else { return None };
        let word = self.lower(next);
        let plural = word.ends_with('s') || word == "centuries";
        if bare && (!plural || back.is_some() && start == at) || self.is_age(next) {
            return None;
        }
        next += 1;
        self.finish_count(at, next, count, unit, back, bare)
    }

    /// "12-year-old", "aged", "years old": an age, not a time.
    fn is_age(&self, unit: usize) -> bool {
        self.is(unit + 1, &["old", "-"]) && (self.lower(unit + 1) == "old" || self.lower(unit + 2) == "old")
            || self.is(unit + 1, &["of"]) && self.lower(unit + 2) == "age"
    }

    fn finish_count(
        &self,
        at: usize,
        next: usize,
        count: Option<i64>,
        unit: Unit,
        back: Option<Way>,
        bare: bool,
    ) -> Option<Found> {
        let n = count.unwrap_or(0);
        let vague = count.is_none();
        let clock = matches!(unit, Unit::Hour | Unit::Minute | Unit::Second);
        if self.is(next, &["ago", "earlier", "before", "previously"]) {
            let from = if self.lower(next) == "ago" { Way::Past } else { Way::Last };
            if self.lower(next) == "before"
                && at + 3 < self.end
                && self.text.tag(next + 1 - usize::from(next + 1 >= self.end)) == Tag::Dt
            {
                // "two days before the vote": a length before something else.
                return Some(Found::new(at, next, Said::Duration(unit.duration(&n.to_string())), "duration"));
            }
            if vague {
                return Some(Found::new(at, next + 1, Said::Reference("PAST_REF"), "vague past"));
            }
            let said = if clock { Said::Day(0) } else { Said::Offset(-n, unit) };
            return Some(Found::new(at, next + 1, said, "so long ago").way(from));
        }
        if self.is(next, &["later", "afterward", "afterwards"])
            || self.lower(next) == "from" && self.lower(next + 1) == "now"
        {
            let width = if self.lower(next) == "from" { 2 } else { 1 };
            if vague {
                return Some(Found::new(at, next + width, Said::Nothing, "vague later"));
            }
            let said = if clock { Said::Day(0) } else { Said::Offset(n, unit) };
            let way = if width == 2 { Way::Future } else { Way::Next };
            return Some(Found::new(at, next + width, said, "so long after").way(way));
        }
        if matches!(unit, Unit::Weekend | Unit::Quarter) && bare {
            return None;
        }
        // "5 a day", "percent a year": a rate.
        if self.is(at, &["a", "an"])
            && at > self.first
            && (self.text.tag(at - 1).is_noun() || self.text.tag(at - 1) == Tag::Cd)
            && !self.is(next, &["ago"])
        {
            let rate = matches!(self.text.tag(at - 1), Tag::Cd | Tag::Nns) || self.before(at) == "percent";
            if rate {
                return Some(Found::new(at, next, Said::Set(unit.duration("1")), "rate"));
            }
        }
        let number = if vague { "X".to_owned() } else { n.to_string() };
        let mut found = Found::new(at, next, Said::Duration(unit.duration(&number)), "duration");
        found.way = back;
        Some(found)
    }

    /// "last week", "this year", "next month", "the previous year", "last night", "this summer", "the weekend".
    pub(super) fn calendar(&self, at: usize) -> Option<Found> {
        let article = usize::from(self.is(at, &["the", "that"]));
        let next = at + article;
        let (step, narrative) = match self.lower(next) {
            "last" => (-1, article == 1),
            "this" | "current" => (0, false),
            "next" | "coming" => (1, article == 1),
            "previous" | "preceding" | "prior" => (-1, true),
            "following" | "ensuing" => (1, true),
            "same" => (0, true),
            "past" => (-1, false),
            _ if self.lower(next) == "weekend" && article == 1 => {
                return Some(Found::new(at, next + 1, Said::Calendar(Unit::Weekend), "calendar").way(Way::Past));
            }
            _ => return None,
        };
        let noun = next + 1;
        let said = match self.class(noun)? {
            Word::Unit(Unit::Hour | Unit::Minute | Unit::Second) => return None,
            Word::Unit(Unit::Day) if step == 0 && !narrative => return None,
            Word::Unit(unit) => Said::Offset(step, unit),
            Word::Part(part) => {
                let mut found =
                    Found::new(at, noun + 1, Said::Day(if part == "NI" { step.min(0) } else { step }), "part of day");
                found.part = Some(part);
                found.way = narrative.then_some(Way::Last);
                return Some(found);
            }
            Word::Season(season) => {
                let mut found = Found::new(at, noun + 1, Said::Season(None, season), "season");
                found.way = Some(if step < 0 {
                    Way::Last
                } else if step > 0 {
                    Way::Next
                } else {
                    Way::This
                });
                return Some(found);
            }
            _ => return None,
        };
        if self.lower(noun).ends_with('s') && self.lower(noun) != "centuries" {
            return None;
        }
        let mut found = Found::new(at, noun + 1, said, "calendar");
        found.way = Some(if narrative { Way::Last } else { Way::This });
        Some(found)
    }

    /// "the future", "in the past".
    pub(super) fn vague(&self, at: usize) -> Option<Found> {
        let reference = match (self.lower(at), self.lower(at + 1)) {
            ("the", "future") => "FUTURE_REF",
            ("the", "past") if at + 2 >= self.end || self.text.tag(at + 2).is_punctuation() => "PAST_REF",
            _ => return None,
        };
        Some(Found::new(at, at + 2, Said::Reference(reference), "reference"))
    }

    /// "the same day", "that day", "the next day", "the day before", "a day earlier" is counted.
    pub(super) fn same_day(&self, at: usize) -> Option<Found> {
        if !self.is(at, &["the", "that"]) {
            return None;
        }
        let same = usize::from(self.lower(at + 1) == "same");
        if self.lower(at + 1 + same) == "day" && (same == 1 || self.lower(at) == "that") {
            return Some(Found::new(at, at + 2 + same, Said::Same, "same day").way(Way::Last));
        }
        if self.lower(at + 1) == "day" && self.is(at + 2, &["before", "after"]) {
            let vague = self.is(at + 3, &["yesterday", "tomorrow"]);
            let step = if self.lower(at + 2) == "before" { -1 } else { 1 };
            if vague {
                return Some(Found::new(at, at + 4, Said::Day(2 * step), "day"));
            }
            let ends = at + 3 >= self.end || self.text.tag(at + 3).is_punctuation();
            return ends.then(|| Found::new(at, at + 3, Said::Offset(step, Unit::Day), "day beside").way(Way::Last));
        }
        None
    }
}
