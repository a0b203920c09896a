//! Stretches of the calendar: decades, centuries, quarters, fiscal years, halves, seasons.

use super::{
    grammar::{Found, Grammar},
    value::{Date, InYear, Said, Way},
    words::{Unit, Word},
};
use crate::model::Tag;

impl Grammar<'_, '_> {
    /// "the 1990s", "the '90s", "the 2000s", "the early 1900s", "the sixties".
    pub(super) fn decade(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.lower(at) == "the");
        let article = next > at;
        let mut modifier = None;
        if let Some(Word::Modifier(found)) = self.class(next).filter(|_| article) {
            modifier = Some(found);
            next += 1;
            next += usize::from(self.is_dash(next));
        }
        let mut word = self.lower(next).trim_start_matches(['\'', '’']);
        if let Some(rest) = word.strip_prefix("mid-").filter(|_| article) {
            (word, modifier) = (rest, Some("MID"));
        }
        let mut end = next + 1;
        let said = if let Some(Word::Decade(tens)) = self.words.get(word).filter(|_| article) {
            Said::Decade(i64::from(tens))
        } else {
            let digits = match word.strip_suffix('s') {
                Some(digits) => digits.strip_suffix(['\'', '’']).unwrap_or(digits),
                // "1990's".
                None if self.is(end, &["'s", "’s"]) && (article || self.follows(at, &["in", "and", "of"])) => {
                    end += 1;
                    word
                }
                None => return None,
            };
            let plain = digits.ends_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
            let number: i64 = plain.then(|| digits.parse().ok()).flatten()?;
            let short = self.text.word(next).starts_with(['\'', '’'])
                || article && modifier.is_none() && self.follows(at, &["of", "since", "during"]);
            match digits.len() {
                // "the 1800s" are a hundred years, "the 2000s" ten.
                4 if number % 100 == 0 && (1100..2000).contains(&number) => Said::Century(number / 100, false),
                4 if (1000..2200).contains(&number) => Said::Decade(number / 10),
                2 if short => Said::Decade(190 + number / 10),
                _ => return None,
            }
        };
        Some(Found { modifier, ..Found::new(at, end, said, "decade") })
    }

    /// "the 19th century", "the early 20th century", "the 4th century BC".
    pub(super) fn century(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.lower(at) == "the");
        let mut modifier = None;
        if let Some(Word::Modifier(found)) = self.class(next).filter(|_| next > at) {
            modifier = Some(found);
            next += 1;
            next += usize::from(self.is_dash(next));
        }
        let number = match self.class(next) {
            Some(Word::Ordinal(number)) => i64::from(number),
            _ => i64::from(self.number(next, 30).filter(|_| self.lower(next).ends_with(char::is_alphabetic))?),
        };
        let mut noun = next + 1;
        if self.class(noun) == Some(Word::Number(1)) || self.lower(next) == "twenty" {
            return None;
        }
        noun += usize::from(self.lower(noun) == "-");
        if self.lower(noun) != "century" {
            // "from the 15th to the 19th century": the first leans on the second.
            let leans = self.is(noun, &["and", "to", "or"])
                && self.lower(noun + 2 + usize::from(self.lower(noun + 1) == "the")) == "century";
            let said = Said::Century(number - 1, false);
            return leans.then(|| Found { modifier, ..Found::new(at, next + 1, said, "century") });
        }
        let before = self.class(noun + 1) == Some(Word::Before);
        let era = matches!(self.class(noun + 1), Some(Word::Era)) && self.is_upper(noun + 1);
        let end = noun + 1 + usize::from(before || era);
        Some(Found { modifier, ..Found::new(at, end, Said::Century(number - 1, before), "century") })
    }

    /// "during the Second World War", "the end of the Cold War": not "a Cold War thriller".
    pub(super) fn age(&self, at: usize) -> Option<Found> {
        let article = usize::from(self.lower(at) == "the");
        let (end, (first, last)) = self.words.age(self.text, at + article, self.end)?;
        let led = ["during", "since", "after", "before", "until", "till", "throughout", "by", "from", "following"];
        let parts = ["end", "outbreak", "start", "beginning", "aftermath", "eve", "height", "years", "days", "course"];
        let led = self.follows(at, &led)
            // "In the Great War" opens a story; "served in the Great War" says what, not when.
            || self.follows(at, &["in"]) && at == self.first + 1
            || self.follows(at, &["of"]) && at > self.first + 1 && self.is(at - 2, &parts);
        let named = self.is_upper(at + article);
        let goes_on =
            self.tag(end).is_some_and(|tag| tag.is_noun() || tag == Tag::Jj) || self.is(end, &["'s", "’s", "-"]);
        (led && named && !goes_on).then(|| Found::new(at, end, Said::Age(first, last), "named age"))
    }

    /// What reports of business call a stretch: "the third quarter", "the year-earlier period", "fiscal 1989".
    pub(super) fn business(&self, at: usize) -> Option<Found> {
        self.quarter(at).or_else(|| self.year_earlier(at)).or_else(|| self.fiscal(at))
    }

    /// "the third quarter", "the 1988 third quarter", "this year's first quarter", "the year-ago quarter", "the latest quarter".
    fn quarter(&self, at: usize) -> Option<Found> {
        let mut next = at;
        let mut year = InYear::Open;
        next += usize::from(self.is(next, &["the", "its", "their"]));
        if let Some(stated) = self.four_digits(next) {
            year = InYear::Stated(stated);
            next += 1;
        } else if self.is(next, &["last", "this", "next"])
            && self.lower(next + 1) == "year"
            && self.is(next + 2, &["'s", "’s"])
        {
            year = InYear::Step(self.step(next));
            next += 3;
        } else if let Some(after) = self.year_ago(next) {
            year = InYear::Near(-1);
            next = after;
        }
        next += usize::from(self.lower(next) == "fiscal");
        next += usize::from(self.is_dash(next));
        let latest = self.is(next, &["latest", "same", "comparable", "corresponding"]);
        next += usize::from(latest);
        if latest && let Some(after) = self.year_ago(next) {
            year = InYear::Near(-1);
            next = after;
        }
        let number = match self.class(next) {
            Some(Word::Ordinal(number)) if (1..=4).contains(&number) => u8::try_from(number).ok(),
            _ => self.number(next, 4).filter(|_| self.lower(next).ends_with(char::is_alphabetic)),
        };
        let Some(number) = number else {
            return self.bare_quarter(at, next, year, latest);
        };
        next += 1;
        next += usize::from(self.is_dash(next));
        if self.lower(next) != "quarter" {
            return None;
        }
        next += 1;
        let of = usize::from(self.is(next, &["of", "in"]));
        if year == InYear::Open {
            if let Some(stated) = self.four_digits(next + of) {
                (year, next) = (InYear::Stated(stated), next + of + 1);
            } else if self.is(next + of, &["last", "this", "next"]) && self.lower(next + of + 1) == "year" {
                (year, next) = (InYear::Step(self.step(next + of)), next + of + 2);
            }
        }
        Some(Found::new(at, next, Said::Quarter(year, number), "quarter"))
    }

    /// "the quarter", "the latest period", "the 1988 period", "the quarter ended July 31".
    fn bare_quarter(&self, at: usize, next: usize, year: InYear, latest: bool) -> Option<Found> {
        let period = self.is(next, &["quarter", "period"]);
        let told = year != InYear::Open || latest || self.lower(at) == "the" && self.lower(next) == "quarter";
        if !period || !told || next == at {
            return None;
        }
        let end = next + 1;
        let found = |said, by| Some(Found::new(at, end, said, by));
        if year == InYear::Open
            && let Some(Word::Month(month)) = self.class(end + 1).filter(|_| self.is(end, &["ended", "ending"]))
        {
            // "the quarter ended July 31" lies about June.
            let number = if month == 1 { 4 } else { (month - 2) / 3 + 1 };
            let year = if month == 1 { InYear::Step(-1) } else { InYear::Open };
            return found(Said::Quarter(year, number), "the quarter");
        }
        match year {
            InYear::Stated(_) if self.lower(next) == "period" => found(Said::Quarter(year, 0), "the period"),
            InYear::Stated(_) | InYear::Step(_) => found(Said::Quarter(year, 0), "the quarter"),
            InYear::Near(-1) => found(Said::SomeQuarter(-1), "the quarter"),
            _ => found(Said::SomeQuarter(0), "the quarter"),
        }
    }

    fn step(&self, at: usize) -> i64 {
        match self.lower(at) {
            "last" => -1,
            "next" => 1,
            _ => 0,
        }
    }

    /// "year-ago", "year-earlier": the place after.
    fn year_ago(&self, at: usize) -> Option<usize> {
        let hyphen = usize::from(self.lower(at + 1) == "-");
        (self.lower(at) == "year" && hyphen == 1 && self.is(at + 2, &["ago", "earlier"])).then_some(at + 3)
    }

    /// "year-earlier results", "the year-ago period".
    fn year_earlier(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.is(at, &["the", "a"]));
        let end = self.year_ago(start)?;
        Some(Found::new(at, end, Said::Offset(-1, Unit::Year), "year earlier").way(Way::Past))
    }

    /// "fiscal 1989", "the 1989 fiscal year", "the current fiscal year", "the fiscal year".
    fn fiscal(&self, at: usize) -> Option<Found> {
        let mut next = at + usize::from(self.is(at, &["the", "its", "their"]));
        let mut year = InYear::Open;
        if let Some(stated) = self.four_digits(next) {
            (year, next) = (InYear::Stated(stated), next + 1);
        } else if self.is(next, &["last", "this", "next", "current", "previous", "latest", "coming"]) {
            year = InYear::Step(match self.lower(next) {
                "last" | "previous" => -1,
                "next" | "coming" => 1,
                _ => 0,
            });
            next += 1;
        }
        if !self.is(next, &["fiscal", "financial"]) {
            return None;
        }
        next += 1;
        next += usize::from(self.is_dash(next));
        let named = self.lower(next) == "year";
        next += usize::from(named);
        if let Some(stated) = self.four_digits(next) {
            (year, next) = (InYear::Stated(stated), next + 1);
        } else if !named || next == at + 2 && self.follows(at, &["a"]) {
            return None;
        }
        if named && year == InYear::Open && self.is(next, &["ended", "ending"]) {
            return Some(Found::new(at, next, Said::Duration("P1Y".into()), "year ended"));
        }
        Some(Found::new(at, next, Said::Fiscal(year), "fiscal year"))
    }

    /// "the second half of 2008", "the last half of the year".
    pub(super) fn half_year(&self, at: usize) -> Option<Found> {
        let next = at + usize::from(self.lower(at) == "the");
        let number = match self.lower(next) {
            "first" => 1,
            "second" | "last" | "latter" => 2,
            _ => return None,
        };
        if self.lower(next + 1) != "half" || !self.is(next + 2, &["of", "in"]) {
            return None;
        }
        let (year, end) = match self.four_digits(next + 3) {
            Some(year) => (InYear::Stated(year), next + 4),
            None if self.is(next + 3, &["the", "this", "last", "next"]) && self.lower(next + 4) == "year" => {
                let step = self.step(next + 3);
                (if self.lower(next + 3) == "the" { InYear::Open } else { InYear::Step(step) }, next + 5)
            }
            None => return None,
        };
        Some(Found::new(at, end, Said::Half(year, number), "half"))
    }

    /// "the first week of May", "the last two months of 1939": a part of a stretch, told by its place in it.
    pub(super) fn part_of_stretch(&self, at: usize) -> Option<Found> {
        let start = at + usize::from(self.lower(at) == "the");
        let modifier = match self.lower(start) {
            "first" | "opening" => "START",
            "last" | "final" | "closing" => "END",
            "second" | "third" | "middle" => "MID",
            _ => return None,
        };
        let next = start + 1;
        let Some(Word::Unit(Unit::Day | Unit::Week | Unit::Weekend | Unit::Month)) = self.class(next) else {
            return None;
        };
        if self.lower(next + 1) != "of" {
            return None;
        }
        let inner = self.month_date(next + 2).or_else(|| self.year(next + 2)).or_else(|| self.whole(next + 2))?;
        let stretch = matches!(
            inner.said,
            Said::Month(_, None, _) | Said::Date(Date { day: None, .. }) | Said::Whole(Unit::Month | Unit::Year)
        );
        let found = Found { start: at, modifier: Some(modifier), by: "part of a stretch", ..inner };
        stretch.then_some(found)
    }

    /// "the summer of 1977", "last spring", "this past spring", "in winter", "autumn 1918", "that same spring".
    pub(super) fn season(&self, at: usize) -> Option<Found> {
        let mut next = at;
        let mut way = None;
        let mut year = InYear::Open;
        if let Some(stated) = self.four_digits(at)
            && let Some(Word::Season(season)) = self.class(at + 1)
            && season != "FA"
            && !(self.is_title(at + 1) && self.tag(at + 2).is_some_and(Tag::is_proper))
        {
            return Some(Found::new(at, at + 2, Said::Season(InYear::Stated(stated), season), "season"));
        }
        let article = self.is(next, &["the", "that", "this"]);
        if article {
            (way, year) = match self.lower(next) {
                "that" => (None, InYear::Near(0)),
                "this" => (Some(Way::This), InYear::Open),
                _ => (None, InYear::Open),
            };
            next += 1;
        }
        match self.lower(next) {
            "last" | "past" | "previous" => (way, next) = (Some(Way::Last), next + 1),
            "next" | "coming" | "following" => (way, next) = (Some(Way::Next), next + 1),
            "same" if article => (year, next) = (InYear::Near(0), next + 1),
            _ => (),
        }
        let mut modifier = None;
        if let Some(Word::Modifier(found)) = self.class(next) {
            (modifier, next) = (Some(found), next + 1);
            next += usize::from(self.is_dash(next));
        }
        let Some(Word::Season(season)) = self.class(next) else { return None };
        let (told, end) = self.in_year(next + 1);
        if told != InYear::Open {
            year = told;
        }
        if year == InYear::Open && way.is_none() && !self.is_season(next, at, modifier.is_some()) {
            return None;
        }
        let alone = year == InYear::Open && way.is_none() && !article && modifier.is_none();
        if alone && self.words.follows_season(self.lower(end)) {
            return None;
        }
        let led = self
            .follows(at, &["in", "by", "during", "until", "since", "over", "throughout", "through", "this", "last"]);
        let by = if alone && !led { "any season" } else { "season" };
        let mut found = Found::new(at, end, Said::Season(year, season), by);
        (found.way, found.modifier) = (way, modifier);
        Some(found)
    }

    /// Whether a word is a season here: "fall" and "spring" are other things too.
    fn is_season(&self, at: usize, start: usize, modified: bool) -> bool {
        let noun = matches!(self.tag(at), Some(Tag::Nn | Tag::Nnp | Tag::Nns));
        let named = at > self.first && self.is_title(at)
            || self.is_title(at + 1) && self.tag(at + 1).is_some_and(Tag::is_proper);
        let led = self.follows(
            start,
            &["in", "by", "during", "until", "since", "over", "throughout", "through", "through", "of"],
        );
        match self.lower(at) {
            "fall" => led && self.ends(at + 1) && self.lower(at + 1) != "of" && noun || modified && noun && led,
            "spring" => {
                noun && !named && (led || modified || start < at && self.ends(at + 1)) && self.lower(at + 1) != "of"
            }
            "summers" | "winters" => noun && start == at,
            // A month or season of its own: "winter came", "a summer offensive".
            _ => !named && (noun || self.tag(at) == Some(Tag::Jj)),
        }
    }
}
