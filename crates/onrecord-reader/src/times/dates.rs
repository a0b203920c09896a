//! Calendar dates: days, months, years, weekdays, named days, and stretches of them.

use super::{
    grammar::{DASHES, Found, Grammar},
    value::{Date, InYear, Said, Way},
    words::Word,
};
use crate::model::Tag;

impl Grammar<'_, '_> {
    /// "2024-03-24" (cut into five tokens), "03/24/2024", "2009/10".
    pub(super) fn iso(&self, at: usize) -> Option<Found> {
        if let (Some(year), "-", Some(month), "-", Some(day)) = (
            self.four_digits(at),
            self.lower(at + 1),
            self.number(at + 2, 12),
            self.lower(at + 3),
            self.number(at + 4, 31),
        ) {
            let date = Date { year, month: Some(month), day: Some(day) };
            return date.is_valid().then(|| Found::new(at, at + 5, Said::Date(date), "numeric date"));
        }
        let (first, rest) = self.lower(at).split_once('/')?;
        if let (4, Ok(year), 2, Ok(next)) = (first.len(), first.parse::<i64>(), rest.len(), rest.parse::<i64>()) {
            let follows = (1800..2100).contains(&year) && (year + 1) % 100 == next;
            return follows.then(|| Found::new(at, at + 1, Said::Years(year, year + 1), "years"));
        }
        let (second, third) = rest.split_once('/')?;
        let numbers = [first, second, third].map(|part| part.parse::<i64>().unwrap_or(-1));
        let [first, second, year] = numbers;
        let (month, day) = if first > 12 { (second, first) } else { (first, second) };
        let year = if (0..100).contains(&year) { if year < 50 { 2000 + year } else { 1900 + year } } else { year };
        let date = Date { year, month: u8::try_from(month).ok(), day: u8::try_from(day).ok() };
        let plain = (1..=12).contains(&month) && (1..=31).contains(&day) && (1800..2100).contains(&year);
        (plain && date.is_valid()).then(|| Found::new(at, at + 1, Said::Date(date), "numeric date"))
    }

    /// A month that is surely one: "May" and "March" need a capital and company.
    pub(super) fn month(&self, at: usize) -> Option<u8> {
        let Some(Word::Month(month)) = self.class(at) else { return None };
        let word = self.lower(at);
        if !self.is_upper(at) {
            return None;
        }
        let bare = matches!(word, "may" | "march" | "mar" | "jun" | "jan" | "dec" | "sep" | "oct");
        let named = matches!(word, "august" | "april" | "june");
        if bare || named {
            let company = self.number(at + 1, 31).is_some()
                || self.four_digits(at + 1).is_some()
                || at > self.first && self.number(at - 1, 31).is_some();
            let led = self.words.leads_year(self.before(at))
                || self.follows(at, DASHES)
                || matches!(self.before(at), "last" | "next" | "this" | "for" | "in" | "of");
            let given = self.tag(at + 1) == Some(Tag::Nnp) && self.class(at + 1).is_none();
            if !(company || led && !given || named && !given) {
                return None;
            }
        }
        Some(month)
    }

    /// What is said of the year after a month or day: "1944", ", 1944", "of that year", "last year".
    pub(super) fn in_year(&self, at: usize) -> (InYear, usize) {
        let open = (InYear::Open, at);
        let comma = usize::from(matches!(self.lower(at), "," | "of" | "in"));
        if let Some(year) = self.four_digits(at + comma) {
            return (InYear::Stated(year), at + comma + 1);
        }
        let early = self.lower(at + comma);
        let plain = early.len() == 3 && early.bytes().all(|byte| byte.is_ascii_digit()) && !early.starts_with('0');
        if plain && !matches!(self.lower(at), "," | "in") && self.tag(at + comma + 1).is_none_or(Tag::is_punctuation) {
            return (InYear::Stated(early.parse().unwrap_or(1)), at + comma + 1);
        }
        if let Some((year, end)) = self.before_christ(at + comma) {
            return (InYear::Stated(year), end);
        }
        if let Some((year, end)) = self.words_of_year(at + comma) {
            return (InYear::Stated(year), end);
        }
        if self.lower(at) == "," {
            return open;
        }
        let article = usize::from(self.is(at + comma, &["the", "that"]));
        let same = usize::from(self.is(at + comma + article, &["same"]));
        let next = at + comma + article;
        if self.lower(next + 1) != "year" && !(same == 0 && article == 1 && self.lower(next) == "year") {
            return open;
        }
        match self.lower(next) {
            "last" if article == 0 => (InYear::Step(-1), next + 2),
            "this" if article == 0 => (InYear::Step(0), next + 2),
            "next" if article == 0 => (InYear::Step(1), next + 2),
            "same" if article == 1 => (InYear::Near(0), next + 2),
            "following" | "next" if article == 1 => (InYear::Near(1), next + 2),
            "previous" | "preceding" if article == 1 => (InYear::Near(-1), next + 2),
            "year" if self.lower(at + comma) == "that" => (InYear::Near(0), next + 1),
            _ => open,
        }
    }

    /// "499 BC", "149 B.C.": the astronomical year and the place after it. A stretch before Christ lends it to its first year.
    pub(super) fn before_christ(&self, at: usize) -> Option<(i64, usize)> {
        let counted = |at: usize| {
            let word = self.lower(at);
            let plain = (1..=5).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
            plain.then(|| word.parse::<i64>().ok()).flatten().filter(|year| (1..=9999).contains(year))
        };
        let year = counted(at)?;
        if self.class(at + 1) == Some(Word::Before) {
            return Some((1 - year, at + 2));
        }
        let joined = self.is_dash(at + 1) || self.is(at + 1, &["to", "and", "or", "until"]);
        let other = counted(at + 2).filter(|other| joined && *other < year)?;
        let _ = other;
        (self.class(at + 3) == Some(Word::Before)).then_some((1 - year, at + 1))
    }

    /// "A.D. 70", "394 AD", "AD842", "264 BC".
    pub(super) fn era_year(&self, at: usize) -> Option<Found> {
        if let Some((year, end)) = self.before_christ(at) {
            return Some(Found::new(at, end, Said::Date(Date::of_year(year)), "year before Christ"));
        }
        let digits = |word: &str| (1..=4).contains(&word.len()).then(|| word.parse::<i64>().ok()).flatten();
        let upper = self.is_upper(at);
        let (year, end) = if let Some(Word::Era) = self.class(at).filter(|_| upper) {
            (digits(self.lower(at + 1))?, at + 2)
        } else if let Some(rest) = self.lower(at).strip_prefix("ad").filter(|_| upper) {
            (digits(rest)?, at + 1)
        } else if self.follows(at, &["c.", "ca.", "circa"])
            && (3..=4).contains(&self.lower(at).len())
            && self.ends(at + 1)
        {
            (digits(self.lower(at))?, at + 1)
        } else if self.class(at + 1) == Some(Word::Era) && self.text.word(at + 1).starts_with(char::is_uppercase) {
            (digits(self.lower(at))?, at + 2)
        } else {
            return None;
        };
        (year > 0).then(|| Found::new(at, end, Said::Date(Date::of_year(year)), "year of the era"))
    }

    /// "nineteen ninety-six", "two thousand three".
    fn words_of_year(&self, at: usize) -> Option<(i64, usize)> {
        let number = |at: usize| match self.class(at) {
            Some(Word::Number(value)) => Some(i64::from(value)),
            _ => None,
        };
        let first = number(at)?;
        if first == 2 && self.lower(at + 1) == "thousand" {
            let and = usize::from(self.lower(at + 2) == "and");
            let small = number(at + 2 + and).filter(|small| *small < 20);
            return Some(small.map_or((2000, at + 2), |small| (2000 + small, at + 3 + and)));
        }
        (16..=20).contains(&first).then_some(())?;
        let tens = number(at + 1).filter(|tens| (10..100).contains(tens))?;
        if tens >= 20
            && self.lower(at + 2) == "-"
            && let Some(small) = number(at + 3).filter(|small| *small < 10)
        {
            return Some((100 * first + tens + small, at + 4));
        }
        let small = number(at + 2).filter(|small| tens >= 20 && *small < 10);
        Some(small.map_or((100 * first + tens, at + 2), |small| (100 * first + tens + small, at + 3)))
    }

    pub(super) fn spoken_year(&self, at: usize) -> Option<Found> {
        let (year, end) = self.words_of_year(at)?;
        let counts = self.tag(end) == Some(Tag::Nns) || matches!(self.class(end), Some(Word::Unit(_)));
        let led = year != 2000 || self.before(at) == "year" || self.before(at) == "in";
        (!counts && led).then(|| Found::new(at, end, Said::Date(Date::of_year(year)), "year in words"))
    }

    /// "March 24, 2024", "March 24", "March 2024", "February of 1940", "last March", "July of that year".
    pub(super) fn month_date(&self, at: usize) -> Option<Found> {
        let (month_at, way) = match self.lower(at) {
            "last" | "past" | "previous" => (at + 1, Some(Way::Last)),
            "next" | "coming" | "following" => (at + 1, Some(Way::Next)),
            "this" => (at + 1, Some(Way::This)),
            _ => (at, None),
        };
        let month = self.month(month_at)?;
        let mut end = month_at + 1;
        end += usize::from(self.lower(end) == "the" && self.number(end + 1, 31).is_some());
        let day = self.number(end, 31).filter(|_| self.number_stands_alone(end));
        let joined = self.is_dash(end + 1) || self.is(end + 1, &["and", "to", "or", "through"]);
        let second = day.and_then(|day| {
            self.number(end + 2, 31).filter(|other| joined && *other > day && self.number_stands_alone(end + 2))
        });
        end += usize::from(day.is_some());
        if let Some(other) = second {
            let (year, after) = self.in_year(end + 2);
            let first = self.dated(at, end, month, day, year, "month")?;
            let last = self.dated(end + 1, after, month, Some(other), year, "month")?;
            return Some(Found { way, then: Some(Box::new(last)), ..first });
        }
        let (mut year, after) = if self.lower(end) == "," && day.is_none() && self.four_digits(end + 1).is_none() {
            (InYear::Open, end)
        } else {
            self.in_year(end)
        };
        let stated = after;
        if year == InYear::Open && way.is_none() {
            year = self.year_ahead(end, month);
        }
        let found = self.dated(at, stated, month, day, year, "month")?;
        Some(Found { way, ..found })
    }

    /// "August and September 1914", "26 June - 4 August 1952": the year stands with the other end.
    fn year_ahead(&self, at: usize, month: u8) -> InYear {
        if !(self.is_dash(at) || self.is(at, &["and", "to", "or", "through", "until", ","])) {
            return InYear::Open;
        }
        let day_first = usize::from(self.number(at + 1, 31).is_some());
        let Some(Word::Month(other)) = self.class(at + 1 + day_first).filter(|_| self.is_upper(at + 1 + day_first))
        else {
            return InYear::Open;
        };
        let mut end = at + 2 + day_first;
        end += usize::from(day_first == 0 && self.number(end, 31).is_some());
        match self.in_year(end) {
            (InYear::Stated(year), _) => InYear::Stated(if other < month { year - 1 } else { year }),
            _ => InYear::Open,
        }
    }

    fn dated(
        &self,
        at: usize,
        end: usize,
        month: u8,
        day: Option<u8>,
        year: InYear,
        by: &'static str,
    ) -> Option<Found> {
        let date = Date { year: 2000, month: Some(month), day };
        let said = match year {
            InYear::Stated(year) => Said::Date(Date { year, ..date }),
            other => Said::Month(month, day, other),
        };
        let valid = match &said {
            Said::Date(date) => date.is_valid(),
            _ => date.is_valid(),
        };
        valid.then(|| Found::new(at, end, said, by))
    }

    /// Whether a number after a month is a day, not the start of "5,000" or "24 people".
    fn number_stands_alone(&self, at: usize) -> bool {
        let noun = self.is(at + 1, &["percent", "%", "people"]);
        let compound = self.lower(at + 1) == "-" && self.number(at + 2, 31).is_none() && self.month(at + 2).is_none();
        let unit = matches!(self.class(at + 1), Some(Word::Unit(_)));
        !(noun || compound || unit)
    }

    /// "24 March 2024", "3 JAN 90", "the 24th of March", "6-7 January 1916", "the 28 and 29 August".
    pub(super) fn day_month(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let day = self.number(start, 31)?;
        let mut next = start + 1;
        let joined = self.is_dash(next) || self.is(next, &["to", "and", "or"]);
        if let Some(other) = self.number(next + 1, 31).filter(|other| joined && *other > day)
            && (self.is_dash(next) || self.follows(at, &["from", "between", "on", "of", "the", "(", "since"]))
            && let Some(last) = self.day_month(next + 1)
        {
            let _ = other;
            let first = match &last.said {
                Said::Date(date) => Said::Date(Date { day: Some(day), ..*date }),
                Said::Month(month, _, year) => Said::Month(*month, Some(day), *year),
                _ => return None,
            };
            return Some(Found { then: Some(Box::new(last)), ..Found::new(at, next, first, "day and month") });
        }
        // "the 1st day of May".
        next += usize::from(self.lower(next) == "day" && self.lower(next + 1) == "of");
        let of = usize::from(self.is(next, &["of"]));
        next += of;
        let Some(Word::Month(month)) = self.class(next).filter(|_| self.is_upper(next)) else { return None };
        next += 1;
        let two = self.lower(next);
        let short = (two.len() == 2 && two.bytes().all(|byte| byte.is_ascii_digit()) && self.is_short(next - 1))
            .then(|| two.parse::<i64>().ok())
            .flatten();
        if let Some(year) = short {
            let year = if year < 50 { 2000 + year } else { 1900 + year };
            return self.dated(at, next + 1, month, Some(day), InYear::Stated(year), "day and month");
        }
        let (mut year, end) = self.in_year(next);
        if year == InYear::Open {
            year = self.year_ahead(next, month);
        }
        // "the 12th of October last", as letters of old have it.
        let way = match self.lower(end) {
            "last" => Some(Way::Last),
            "next" => Some(Way::Next),
            _ => None,
        };
        let way = way.filter(|_| year == InYear::Open && of == 1 && self.ends(end + 1));
        let end = end + usize::from(way.is_some());
        let found = self.dated(at, end, month, Some(day), year, "day and month")?;
        Some(Found { way, ..found })
    }

    /// Whether a month is written short, as before a year of two digits.
    fn is_short(&self, at: usize) -> bool {
        self.lower(at).len() <= 4
    }

    /// "on the 20th", "from the 13th to the 15th".
    pub(super) fn day_of_month(&self, at: usize) -> Option<Found> {
        let ordinal = self.lower(at) == "the"
            && self.number(at + 1, 31).is_some()
            && self.lower(at + 1).ends_with(char::is_alphabetic);
        let led = self.follows(at, &["on", "from", "until", "since", "by", "to", "of"]) && at > self.first;
        if !(ordinal && led && self.ends(at + 2)) || self.lower(at + 2) == "-" {
            return None;
        }
        // "from the 6th to the 12th week" counts weeks.
        let other = at + 3 + usize::from(self.lower(at + 3) == "the");
        let joined = self.is(at + 2, &["to", "and", "or", "through"]) && self.number(other, 31).is_some();
        if joined && self.tag(other + 1).is_some_and(Tag::is_noun) {
            return None;
        }
        Some(Found::new(at, at + 2, Said::DayOfMonth(self.number(at + 1, 31)?), "day of the month"))
    }

    /// "Friday", "last Friday", "Friday, July 21, 2017".
    pub(super) fn weekday(&self, at: usize) -> Option<Found> {
        let coming = ["coming", "past", "previous", "following"];
        let article = usize::from(self.is(at, &["the", "this"]) && self.is(at + 1, &coming));
        let led = at + article;
        let (day_at, way) = match self.lower(led) {
            // "Following Monday's debate" is after it.
            "past" | "previous" | "following" if article == 0 => (led, None),
            "last" | "past" | "previous" => (led + 1, Some(Way::Last)),
            "next" | "coming" | "following" => (led + 1, Some(Way::Next)),
            "this" => (led + 1, Some(Way::This)),
            "that" | "same" => (led + 1, None),
            _ => (led, None),
        };
        let beside = day_at > led && self.is(led, &["previous", "following", "that", "same"]);
        let Some(Word::Weekday(day)) = self.class(day_at) else { return None };
        let word = self.lower(day_at);
        if word.len() <= 3 && !self.text.word(day_at).ends_with('.') || !self.is_upper(day_at) {
            return None;
        }
        let comma = usize::from(self.lower(day_at + 1) == ",");
        let then = day_at + 1 + comma;
        if let Some(date) = self.month_date(then).or_else(|| self.day_month(then))
            && matches!(date.said, Said::Date(_) | Said::Month(_, Some(_), _))
        {
            return Some(Found { start: at, by: "weekday and date", ..date });
        }
        // "on Saturday mornings" is each of them.
        if let Some(Word::Part(part)) = self.class(day_at + 1).filter(|_| self.lower(day_at + 1).ends_with('s')) {
            return Some(Found::new(at, day_at + 2, Said::Set(format!("XXXX-WXX-{day}T{part}")), "weekdays"));
        }
        let mut found = Found::new(at, day_at + 1, Said::Weekday(day), "weekday");
        found.way = way;
        // "held on a Monday": some Monday; "a Monday raid" is of the last one.
        if self.follows(at, &["a"]) && self.ends(day_at + 1) {
            found.by = "any weekday";
        }
        if beside {
            found.by = "weekday beside";
        }
        Some(found)
    }

    /// "every Friday", "each year", "Fridays", "twice a month".
    pub(super) fn every(&self, at: usize) -> Option<Found> {
        if let Some(Word::Weekdays(day)) = self.class(at) {
            return Some(Found::new(at, at + 1, Said::Set(format!("XXXX-WXX-{day}")), "weekdays"));
        }
        if self.is(at, &["every", "each"]) {
            let (count, next) =
                self.count(at + 1).map_or((1, at + 1), |(count, next)| (count.unwrap_or(1).max(1), next));
            let value = match self.class(next)? {
                Word::Unit(unit) => unit.duration(&count.to_string()),
                Word::Weekday(day) => format!("XXXX-WXX-{day}"),
                Word::Part(part) => format!("XXXX-XX-XXT{part}"),
                Word::Season(season) => format!("XXXX-{season}"),
                Word::Month(month) if self.is_upper(next) => format!("XXXX-{month:02}"),
                _ => return None,
            };
            return Some(Found::new(at, next + 1, Said::Set(value), "every"));
        }
        if self.lower(at) == "per" && at > self.first {
            let Some(Word::Unit(unit)) = self.class(at + 1) else { return None };
            return (!unit.is_clock()).then(|| Found::new(at, at + 2, Said::Set(unit.duration("1")), "rate"));
        }
        if self.is(at, &["once", "twice", "thrice"]) && self.is(at + 1, &["a", "an", "every", "per"]) {
            let Some(Word::Unit(unit)) = self.class(at + 2) else { return None };
            return Some(Found::new(at, at + 3, Said::Set(unit.duration("1")), "how often"));
        }
        None
    }

    /// "Thanksgiving Day", "last Christmas", "Good Friday 1998", "the Sept. 11 attacks" is a month's business.
    pub(super) fn feast(&self, at: usize) -> Option<Found> {
        let (start, way) = match self.lower(at) {
            "last" | "past" | "previous" => (at + 1, Some(Way::Last)),
            "next" | "coming" => (at + 1, Some(Way::Next)),
            "this" => (at + 1, Some(Way::This)),
            _ => (at, None),
        };
        let (end, feast) = self.words.feast(self.text, start, self.end)?;
        let named = self.is_upper(start) || self.lower(start).starts_with(|c: char| c.is_ascii_digit());
        let part_of_name =
            |at: usize| self.tag(at).is_some_and(Tag::is_proper) && self.class(at).is_none() && self.is_title(at);
        let prefixed = start > self.first && part_of_name(start - 1) && start == at;
        if !named || prefixed || part_of_name(end) {
            return None;
        }
        let (year, after) = self.in_year(end);
        let mut found = Found::new(at, after, Said::Feast(feast, year), "named day");
        found.way = way;
        Some(found)
    }

    /// "in 1990", "the 1992 war", "2014 and 2015", "1915-17".
    pub(super) fn year(&self, at: usize) -> Option<Found> {
        let year = self.four_digits(at).filter(|year| (1400..2100).contains(year))?;
        if !self.is_year(at) {
            return None;
        }
        let found = Found::new(at, at + 1, Said::Date(Date::of_year(year)), "year");
        if self.lower(at + 1) == "and" && self.four_digits(at + 2) == Some(year + 1) {
            return Some(Found::new(at, at + 3, Said::Years(year, year + 1), "years"));
        }
        let two = self.lower(at + 2);
        if (self.is_dash(at + 1) || self.lower(at + 1) == "/")
            && two.len() == 2
            && let Ok(short) = two.parse::<i64>()
            && short > year % 100
            && !self.is_dash(at + 3)
        {
            let other = Said::Date(Date::of_year(year - year % 100 + short));
            return Some(Found { then: Some(Box::new(Found::new(at + 2, at + 3, other, "year"))), ..found });
        }
        Some(found)
    }

    fn is_year(&self, at: usize) -> bool {
        let before = self.before(at);
        if self.words.bars_year(before) {
            return before == "than" && self.text.tag(at) == Tag::Cd && self.ends(at + 1);
        }
        if at + 1 >= self.end || self.is_dash(at + 1) {
            return true;
        }
        // "a 2000 year old rite"; "1696 Bergen Street".
        let aged = self.is(at + 1, &["year", "years"]) && self.lower(at + 2) == "old";
        let street = self.is_upper(at + 1) && self.is_upper(at + 2) && self.words.names_street(self.lower(at + 2));
        if aged || street {
            return false;
        }
        let noun = self.tag(at + 1).is_some_and(|tag| tag.is_noun() || tag == Tag::Sym) || self.lower(at + 1) == "%";
        if noun && self.words.bars_year(self.lower(at + 1)) || self.follows(at, DASHES) && at >= 2 && !self.is_span(at)
        {
            return false;
        }
        let led = self.words.leads_year(before);
        let next = self.text.tag(at + 1);
        if next == Tag::Nns {
            // "the 1777 campaigns", not "the 1500 workers": years are seldom round, and are led.
            let round = self.four_digits(at).is_some_and(|year| year % 100 == 0);
            return self.is_title(at + 1)
                || !round && (self.follows(at, &["the", "its", "their", "of", "from"]) || led);
        }
        led || next.is_punctuation()
            || matches!(
                next,
                Tag::Nn | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::In | Tag::Cc | Tag::Pos | Tag::Cd | Tag::To
            )
            || self.text.tag(at) == Tag::Cd && next.is_verb()
    }

    /// Whether the four digits after a dash close a stretch of years.
    fn is_span(&self, at: usize) -> bool {
        at >= self.first + 2 && self.four_digits(at - 2).is_some() || self.words.leads_year(self.before(at))
    }

    /// "the year 71", "the Year 2000", "fiscal year" is elsewhere.
    pub(super) fn named_year(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        if self.lower(start) != "year" || start == at {
            return None;
        }
        if let Some((year, end)) = self.words_of_year(start + 1) {
            return Some(Found::new(at, end, Said::Date(Date::of_year(year)), "named year"));
        }
        let word = self.lower(start + 1);
        let plain = (2..=4).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        let year: i64 = plain.then(|| word.parse().ok()).flatten()?;
        (year > 0 && year < 2200).then(|| Found::new(at, start + 2, Said::Date(Date::of_year(year)), "named year"))
    }
}
