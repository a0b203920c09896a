//! Counted and calendar expressions: "two years ago", "last week", "the day before", and plain lengths of time.

use super::{
    grammar::{Found, Grammar},
    value::{Said, Way},
    words::{Unit, Word},
};
use crate::model::Tag;

/// A count of units: whole ones and whether a half is added; no number for "several".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Amount {
    whole: Option<i64>,
    half: bool,
}

/// Hours and less as days: 24 hours ago is yesterday, three minutes later the same day.
fn in_days(count: i64, unit: Unit) -> Option<Said> {
    let per_day = match unit {
        Unit::Hour => 24,
        Unit::Minute => 24 * 60,
        Unit::Second => 24 * 60 * 60,
        _ => return None,
    };
    Some(Said::Day(count / per_day))
}

impl Grammar<'_, '_> {
    /// A count in digits or words; `None` inside for "several", "a few". With the place after it.
    pub(super) fn count(&self, at: usize) -> Option<(Option<i64>, usize)> {
        if at >= self.end {
            return None;
        }
        let word = self.lower(at);
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            let value: i64 = word.replace(',', "").parse().ok()?;
            return (0..1_000_000_000).contains(&value).then_some((Some(value), at + 1));
        }
        match word {
            "several" | "many" | "some" | "few" => return Some((None, at + 1)),
            "hundreds" | "thousands" | "tens" | "dozens" if self.lower(at + 1) == "of" => return Some((None, at + 2)),
            "a" if self.is(at + 1, &["few", "couple", "number"]) => {
                let couple = self.lower(at + 1) == "couple";
                let of = usize::from(self.lower(at + 2) == "of");
                return Some((couple.then_some(2), at + 2 + of));
            }
            "couple" => return Some((Some(2), at + 1 + usize::from(self.lower(at + 1) == "of"))),
            "a" | "an" if self.is(at + 1, &["hundred", "thousand", "dozen"]) => {
                let value = match self.lower(at + 1) {
                    "hundred" => 100,
                    "dozen" => 12,
                    _ => 1000,
                };
                return Some((Some(value), at + 2));
            }
            "a" | "an" => return Some((Some(1), at + 1)),
            "half" if self.is(at + 1, &["a", "an"]) => return None,
            _ => (),
        }
        let Some(Word::Number(value)) = self.class(at) else { return None };
        let mut value = i64::from(value);
        let mut next = at + 1;
        let dash = usize::from(self.lower(next) == "-");
        if let Some(Word::Number(small)) = self.class(next + dash)
            && (20..=90).contains(&value)
            && small < 10
        {
            value += i64::from(small);
            next += 1 + dash;
        }
        while let Some(factor) = match self.lower(next) {
            "hundred" => Some(100),
            "thousand" => Some(1000),
            "dozen" => Some(12),
            _ => None,
        } {
            value = value.saturating_mul(factor).min(1_000_000_000);
            next += 1;
        }
        Some((Some(value), next))
    }

    /// A count with its fraction: "5 1/2", "5½", "2.5", "two and a half".
    fn amount(&self, at: usize) -> Option<(Amount, usize)> {
        let word = self.lower(at);
        if let Some(whole) = word.strip_suffix('½') {
            let whole = if whole.is_empty() { 0 } else { whole.parse().ok()? };
            return Some((Amount { whole: Some(whole), half: true }, at + 1));
        }
        if let Some((whole, "5")) = word.split_once('.') {
            return Some((Amount { whole: Some(whole.parse().ok()?), half: true }, at + 1));
        }
        let (whole, mut next) = self.count(at)?;
        let mut half = self.is(next, &["1/2", "½"]);
        next += usize::from(half);
        if !half && self.lower(next) == "and" {
            let article = usize::from(self.lower(next + 1) == "a");
            half = self.lower(next + 1 + article) == "half";
            next += if half { 2 + article } else { 0 };
        }
        // "two to three weeks", "12 to 18 months", "six or seven years": how many is not said.
        if !half && self.is(next, &["to", "or", "-", "–"]) {
            let step = if self.lower(next) == "or" { self.count(next + 1) } else { self.plain_count(next + 1) };
            if let Some((Some(other), after)) = step.filter(|(other, _)| *other > whole && whole.is_some()) {
                let unit = after + usize::from(self.lower(after) == "-");
                if other < 1000 && matches!(self.class(unit), Some(Word::Unit(_))) {
                    return Some((Amount { whole: None, half: false }, after));
                }
            }
        }
        Some((Amount { whole, half }, next))
    }

    fn plain_count(&self, at: usize) -> Option<(Option<i64>, usize)> {
        self.count(at).filter(|(count, _)| count.is_some() && !self.is(at, &["a", "an"]))
    }

    /// "two years ago", "three days later", "for two weeks", "a 12-week trial", "the past two months", "24 hours".
    pub(super) fn counted(&self, at: usize) -> Option<Found> {
        let mut start = at;
        let mut back = None;
        let leading =
            ["past", "last", "previous", "next", "coming", "first", "final", "following", "preceding", "latest"];
        if self.is(start, &["the", "this", "these"]) && self.is(start + 1, &leading) {
            start += 1;
        }
        let led = start > at;
        if self.is(start, &["past", "last", "previous", "preceding"]) {
            back = Some(Way::Past);
            start += 1;
        } else if self.is(start, &["next", "coming", "following"]) {
            back = Some(Way::Future);
            start += 1;
        } else if led || self.lower(start) == "the" && self.plain_count(start + 1).is_some() {
            start += 1;
        }
        if self.lower(start) == "half" && self.is(start + 1, &["a", "an"]) || self.is(start, &["half"]) {
            let next = start + 1 + usize::from(self.is(start + 1, &["a", "an", "-"]));
            let Some(Word::Unit(unit)) = self.class(next) else { return None };
            return Some(Found::new(at, next + 1, Said::Duration(unit.half(0)), "duration"));
        }
        let counted = self.amount(start);
        if counted.is_none()
            && self.is(start, &["recent", "coming", "past"])
            && let Some(Word::Unit(unit)) = self.class(start + 1).filter(|_| self.lower(start + 1).ends_with('s'))
        {
            return Some(Found::new(at, start + 2, Said::Duration(unit.duration("X")), "vague"));
        }
        let bare = counted.is_none();
        let (amount, mut next) = counted.unwrap_or((Amount { whole: None, half: false }, start));
        if amount.whole == Some(0) && !amount.half {
            return None;
        }
        if !bare {
            next = self.between(next);
        }
        let Some(Word::Unit(unit)) = self.class(next) else { return None };
        let word = self.lower(next);
        let plural = word.ends_with('s') || word == "centuries";
        let title = plural && next > self.first && self.is_title(next);
        let share = unit == Unit::Quarter && !self.is(next + 1, &["ago", "earlier", "later"]) && back.is_none();
        let counted = start > self.first && self.lower(start - 1).starts_with(|c: char| c.is_ascii_digit());
        if bare && counted {
            return None;
        }
        if bare && (!plural || back.is_some() && start == at) || self.is_age(next) || title || share {
            return None;
        }
        if bare && back.is_some() && led && self.is(at, &["the"]) && !plural {
            return None;
        }
        self.finish_count(at, next + 1, amount, unit, back, bare)
    }

    /// The place of the unit after a count: over "-", "more", "full", one adjective.
    fn between(&self, at: usize) -> usize {
        if self.is(at, &["-", "more", "full", "whole", "straight", "consecutive", "additional", "long", "short"]) {
            return at + 1;
        }
        let adjective = matches!(self.tag(at), Some(Tag::Jj | Tag::Vbg | Tag::Nn)) && self.class(at).is_none();
        let follows = matches!(self.class(at + 1), Some(Word::Unit(_))) && self.lower(at + 1).ends_with('s');
        if adjective && follows { at + 1 } else { at }
    }

    /// "12-year-old", "aged", "years old": an age, not a time.
    fn is_age(&self, unit: usize) -> bool {
        self.is(unit + 1, &["old", "-"]) && (self.lower(unit + 1) == "old" || self.lower(unit + 2) == "old")
            || self.is(unit + 1, &["of"]) && self.lower(unit + 2) == "age"
    }

    fn finish_count(
        &self,
        at: usize,
        mut next: usize,
        amount: Amount,
        unit: Unit,
        back: Option<Way>,
        bare: bool,
    ) -> Option<Found> {
        let mut half = amount.half;
        // "a year and a half".
        if self.lower(next) == "and" && self.lower(next + 1) == "a" && self.lower(next + 2) == "half" {
            (half, next) = (true, next + 3);
        }
        let length = match amount.whole {
            Some(count) if half => unit.half(count),
            Some(count) => unit.duration(&count.to_string()),
            None => unit.duration("X"),
        };
        let duration = |end: usize| Found::new(at, end, Said::Duration(length.clone()), "duration");
        if self.is(next, &["ago", "earlier", "before", "previously", "prior"]) {
            return self.back_from(at, next, amount, unit, duration(next));
        }
        if self.is(next, &["later", "afterward", "afterwards"])
            || self.lower(next) == "from" && self.lower(next + 1) == "now"
        {
            let width = if self.lower(next) == "from" { 2 } else { 1 };
            let Some(count) = amount.whole else {
                return Some(Found::new(at, next + width, Said::Reference("FUTURE_REF"), "vague later"));
            };
            let said = in_days(count, unit).unwrap_or(Said::Offset(count, unit));
            let way = if width == 2 { Way::Future } else { Way::Next };
            return Some(Found::new(at, next + width, said, "so long after").way(way));
        }
        if self.lower(next) == "after"
            && let Some(found) = self.event(at, next, amount, unit, 1)
        {
            return Some(found);
        }
        if matches!(unit, Unit::Weekend | Unit::Quarter) && bare {
            return None;
        }
        if let Some(rate) = self.rate(at, next, unit) {
            return Some(rate);
        }
        let mut found = duration(next);
        // "the last five months of her life" end with it, not with today.
        let theirs = ["his", "her", "its", "their", "the", "a", "my", "our", "your"];
        let of_it = self.lower(next) == "of" && self.is(next + 1, &theirs);
        let last = self.lower(at) == "last" || self.lower(at + 1) == "last";
        found.way = back.filter(|_| !(of_it && last));
        Some(found)
    }

    /// "two years ago", "a day earlier", "two days before the vote".
    fn back_from(&self, at: usize, next: usize, amount: Amount, unit: Unit, duration: Found) -> Option<Found> {
        let ago = self.lower(next) == "ago";
        if self.is(next, &["before", "prior"]) {
            let to = usize::from(self.lower(next) == "prior" && self.lower(next + 1) == "to");
            if let Some(found) = self.event(at, next + to, amount, unit, -1) {
                return Some(found);
            }
            if !self.ends(next + 1) || self.lower(next) == "prior" || self.lower(next + 1) == "that" {
                return Some(duration);
            }
        }
        let Some(count) = amount.whole else {
            return Some(Found::new(at, next + 1, Said::Reference("PAST_REF"), "vague past"));
        };
        let said = in_days(-count, unit).unwrap_or(Said::Offset(-count, unit));
        let way = if ago { Way::Past } else { Way::Last };
        Some(Found::new(at, next + 1, said, "so long ago").way(way))
    }

    /// "two days after the bombing": what befell then stands in the text with its day, or the length stays a length.
    fn event(&self, at: usize, link: usize, amount: Amount, unit: Unit, sign: i64) -> Option<Found> {
        let count = amount.whole.filter(|_| !amount.half && !unit.is_clock())?;
        let article = self.is(link + 1, &["the", "a", "an", "that", "this", "his", "her", "its", "their"]);
        let mut noun = link + 1 + usize::from(article);
        article.then_some(())?;
        while noun + 1 < self.end && noun < link + 5 && !self.ends(noun + 1) && self.text.tag(noun + 1).is_noun() {
            noun += 1;
        }
        let is_noun = matches!(self.tag(noun), Some(Tag::Nn | Tag::Nns)) && self.words.is_event(self.text.lemma(noun));
        is_noun.then(|| Found::new(at, noun + 1, Said::Event(sign * count, unit, noun), "so long from an event"))
    }

    /// "the day of the bombings", "the day after the battle", "the night before the vote".
    pub(super) fn event_day(&self, at: usize) -> Option<Found> {
        if self.lower(at) != "the" || self.lower(at + 1) != "day" {
            return None;
        }
        let step = match self.lower(at + 2) {
            "of" => 0,
            "after" => 1,
            "before" => -1,
            _ => return None,
        };
        let one = Amount { whole: Some(1), half: false };
        let found = self.event(at, at + 2, one, Unit::Day, step)?;
        Some(Found { by: "day of an event", ..found })
    }

    /// "5 a day", "percent a year": a rate.
    fn rate(&self, at: usize, next: usize, unit: Unit) -> Option<Found> {
        if !self.is(at, &["a", "an"]) || at == self.first {
            return None;
        }
        let counted = matches!(self.text.tag(at - 1), Tag::Cd | Tag::Nns) || self.before(at) == "percent";
        counted.then(|| Found::new(at, next, Said::Set(unit.duration("1")), "rate"))
    }

    /// "the week of March 6".
    fn week_of(&self, at: usize) -> Option<Found> {
        if self.lower(at) != "the" || self.lower(at + 1) != "week" || self.lower(at + 2) != "of" {
            return None;
        }
        let day = self.month_date(at + 3).or_else(|| self.day_month(at + 3))?;
        (day.is_day() && day.then.is_none()).then_some(Found { start: at, by: "week of a day", ..day })
    }

    /// "last week", "this year", "next month", "the previous year", "last night", "the weekend", "the past year".
    pub(super) fn calendar(&self, at: usize) -> Option<Found> {
        if let Some(week) = self.week_of(at) {
            return Some(week);
        }
        let article = usize::from(self.is(at, &["the", "that"]));
        let next = at + article;
        let (step, narrative) = match self.lower(next) {
            "last" => (-1, false),
            "this" | "current" => (0, false),
            "next" | "coming" => (1, article == 1),
            "previous" | "preceding" | "prior" => (-1, true),
            "following" | "ensuing" => (1, true),
            "same" => (0, true),
            "past" => (-1, false),
            "weekend" if article == 1 => {
                return Some(Found::new(at, next + 1, Said::Offset(-1, Unit::Weekend), "the weekend"));
            }
            _ => return None,
        };
        let noun = next + 1;
        // "This Week" with capitals is a programme.
        if matches!(self.class(noun), Some(Word::Unit(_))) && self.is_title(noun) && self.is_title(next) {
            return None;
        }
        let found = match self.class(noun)? {
            Word::Unit(Unit::Hour | Unit::Minute | Unit::Second) => return None,
            Word::Unit(Unit::Day) if step == 0 && !narrative => return None,
            // "the past decade" is a length.
            Word::Unit(unit) if self.lower(next) == "past" && !self.lower(noun).ends_with('s') => {
                return Some(Found::new(at, noun + 1, Said::Duration(unit.duration("1")), "duration").way(Way::Past));
            }
            Word::Unit(_) if self.lower(noun).ends_with('s') => return None,
            Word::Unit(unit) => Found::new(at, noun + 1, Said::Offset(step, unit), "calendar"),
            Word::Part(part) => {
                let days = if part == "NI" { step.min(0) } else { step };
                let days = if narrative { step } else { days };
                Found { part: Some(part), ..Found::new(at, noun + 1, Said::Day(days), "part of day") }
            }
            _ => return None,
        };
        let this = if step == 0 && !narrative { Way::This } else { Way::Past };
        Some(found.way(if narrative { Way::Last } else { this }))
    }

    /// "the future", "in the past", "hours later", "soon".
    pub(super) fn vague(&self, at: usize) -> Option<Found> {
        let found = |width, reference| Some(Found::new(at, at + width, Said::Reference(reference), "vague"));
        match (self.lower(at), self.lower(at + 1)) {
            ("one", "day") if self.follows(at, &["will", "would", "could", "may", "might", "'ll", "’ll"]) => {
                found(2, "FUTURE_REF")
            }
            ("a", "later") if self.is(at + 2, &["date", "time"]) => found(3, "FUTURE_REF"),
            ("the", "near" | "foreseeable") if self.is(at + 2, &["future", "term"]) => found(3, "FUTURE_REF"),
            ("the", "short") if self.lower(at + 2) == "term" => found(3, "FUTURE_REF"),
            ("the", "recent") if self.lower(at + 2) == "past" => found(3, "PAST_REF"),
            ("the", "future") => found(2, "FUTURE_REF"),
            ("the", "past") if self.ends(at + 2) => found(2, "PAST_REF"),
            ("these", "days") => found(2, "PRESENT_REF"),
            ("soon", _) if self.follows(at, &["will", "would", "ll", "'ll", "’ll", "should", "may", "could"]) => {
                found(1, "FUTURE_REF")
            }
            ("current", _) if self.tag(at + 1).is_some_and(Tag::is_noun) && self.class(at + 1).is_none() => {
                found(1, "PRESENT_REF")
            }
            ("recent", _) if self.tag(at) == Some(Tag::Jj) && self.class(at + 1).is_none() => found(1, "PAST_REF"),
            _ => None,
        }
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
        if self.lower(at + 1) == "day" && self.is(at + 2, &["before", "after", "following"]) {
            let vague = self.is(at + 3, &["yesterday", "tomorrow"]);
            let step = if self.lower(at + 2) == "before" { -1 } else { 1 };
            if vague {
                return Some(Found::new(at, at + 4, Said::Day(2 * step), "day"));
            }
            return self
                .ends(at + 3)
                .then(|| Found::new(at, at + 3, Said::Offset(step, Unit::Day), "day beside").way(Way::Last));
        }
        let beside =
            matches!(self.lower(at + 1), "year" | "month" | "week" | "night") && self.is(at + 2, &["before", "after"]);
        if beside && self.ends(at + 3) && self.lower(at) == "the" {
            let step = if self.lower(at + 2) == "before" { -1 } else { 1 };
            let found = match self.class(at + 1)? {
                Word::Unit(unit) => Found::new(at, at + 3, Said::Offset(step, unit), "beside"),
                Word::Part(part) => {
                    Found { part: Some(part), ..Found::new(at, at + 3, Said::Offset(step, Unit::Day), "beside") }
                }
                _ => return None,
            };
            return Some(found.way(Way::Last));
        }
        None
    }

    /// "player of the year", "Word of the Year": what is chosen, not when; "the worst attack of the year" is when.
    fn is_award(&self, at: usize, end: usize) -> bool {
        if !self.follows(at, &["of"]) || at < self.first + 2 {
            return false;
        }
        let noun = at - 2;
        let is_noun = |place: usize| self.tag(place).is_some_and(|tag| tag.is_noun() || tag == Tag::Jj);
        if self.is_upper(end - 1) {
            return true;
        }
        let plain = matches!(self.class(noun), None | Some(Word::Number(_))) && self.tag(noun) == Some(Tag::Nn);
        let vague =
            self.is(noun, &["rest", "remainder", "course", "part", "time", "much", "most", "half", "turn", "all"]);
        let mut start = noun;
        while start > self.first && noun - start < 4 && is_noun(start - 1) {
            start -= 1;
        }
        let told = start > self.first
            && matches!(self.tag(start - 1), Some(Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Jjs | Tag::Jj | Tag::Cd));
        plain && !vague && !told
    }

    /// "that year", "the month", "the end of the year" leans on it, "the full year", "year-end".
    pub(super) fn whole(&self, at: usize) -> Option<Found> {
        if self.lower(at) == "year" {
            let dash = usize::from(self.is_dash(at + 1));
            let end = self.lower(at + 1 + dash) == "end" && self.ends(at + 2 + dash);
            let owned = self.is(at + 1, &["'s", "’s"]) && self.lower(at + 2) == "end";
            let width = if owned { 3 } else { 2 + dash };
            return (end || owned).then(|| Found {
                modifier: Some("END"),
                ..Found::new(at, at + width, Said::Whole(Unit::Year), "year-end")
            });
        }
        let article = self.lower(at);
        let full = usize::from(self.is(at + 1, &["full", "whole", "same"]));
        let Some(Word::Unit(unit)) = self.class(at + 1 + full) else { return None };
        let fits = match (article, unit) {
            ("that", Unit::Year | Unit::Month | Unit::Week | Unit::Weekend | Unit::Quarter | Unit::Decade) => true,
            ("the", Unit::Year | Unit::Month | Unit::Week) => self.tag(at + 2 + full).is_none_or(|tag| {
                !(tag.is_noun() || matches!(tag, Tag::Jj | Tag::Cd | Tag::Wdt | Tag::Wrb | Tag::Prp | Tag::Hyph))
            }),
            ("the", Unit::Day) => self.follows(at, &["in", "of"]) && self.ends(at + 2),
            _ => false,
        };
        if !fits || self.lower(at + 1 + full).ends_with('s') {
            return None;
        }
        let end = at + 2 + full;
        // "the year ended Sept. 30" is a length of its own.
        if unit == Unit::Year && article == "the" && self.is(end, &["ended", "ending", "to"]) {
            return Some(Found::new(at, end, Said::Duration("P1Y".into()), "year ended"));
        }
        if self.lower(end) == "of" || article == "the" && self.is_award(at, end) {
            return None;
        }
        Some(Found::new(at, end, Said::Whole(unit), "spoken of"))
    }
}
