//! Resolves expressions in text order against publication, the narrative, and what was said before.
//!
//! A document that gives its dates in full and hardly ever speaks of "Monday" or "last week" is a history: its bare days and
//! months belong to the year last told, not to publication.

use super::{
    grammar::Found,
    tense::Lie,
    value::{self, Date, InYear, Resolved, Said, Way},
    words::{Feast, Unit},
};
use crate::model::{Anchor, Id, TimeExpression};

/// How many expressions open a document.
const OPENING: usize = 6;

/// From how many years ago on nobody counts from a certain day.
const FAR: i64 = 9;

/// Where an expression stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// Among the first words of its sentence.
    Leading,
    Inside,
    /// The other end of a stretch, or after "since": it does not move the story.
    Aside,
}

/// What has been said so far that later expressions lean on.
#[derive(Debug)]
pub(super) struct Story {
    pub published: Option<Date>,
    /// Whether bare dates lean on the year last told.
    pub history: bool,
    /// Whether it tells of old times and speaks of nothing near: its present tense is of all times.
    pub guide: bool,
    /// The last date, and the expression that fixed it.
    last: Option<(Date, Id<TimeExpression>)>,
    /// How many sentences ago that was.
    last_age: u8,
    /// The last year that stood in the text, by which expression, and how many sentences ago.
    told: Option<(i64, Id<TimeExpression>, u8)>,
    /// The quarter a report of business speaks of.
    quarter: Option<(i64, u8)>,
}

impl Story {
    /// Judges the document by its expressions.
    pub(super) fn new(published: Option<Date>, all: &[Found]) -> Self {
        let full = all.iter().filter(|found| matches!(found.said, Said::Date(_) | Said::Years(..))).count();
        let from_now = all.iter().filter(|found| Self::is_from_now(found)).count();
        let bare = all.iter().filter(|found| matches!(found.said, Said::Month(_, _, InYear::Open))).count();
        let far = |date: &Date| published.is_none_or(|now| (now.year - date.year).abs() > 1);
        let far = all.iter().filter(|found| matches!(&found.said, Said::Date(date) if far(date))).count();
        // "Today the town is known for its market": a day only beside other days of that week.
        let close = all.iter().filter(|found| Self::is_from_now(found) && found.said != Said::Day(0)).count();
        let close = if close > 0 { from_now } else { 0 };
        let dated =
            full >= 5 && full >= 3 * from_now && full * 3 >= bare || far >= 3 && 2 * far > full && far >= 6 * close;
        // A report says its "Friday" early; a history may say "today" of what is left.
        let opening = all.iter().take(OPENING);
        let news = opening.filter(|found| found.said != Said::Day(0)).any(Self::is_from_now);
        let history = dated && !(news && published.is_some());
        let guide = history || close == 0 && far >= 2;
        Self { published, history, guide, last: None, last_age: 0, told: None, quarter: None }
    }

    /// Whether only somebody who writes on a day would say so.
    fn is_from_now(found: &Found) -> bool {
        match found.said {
            Said::Weekday(_) => found.by == "weekday",
            Said::Day(_) => found.way != Some(Way::Last) && found.by != "part of day",
            // "Ten years ago" may be told at any time.
            Said::Offset(count, unit) => {
                let near = !(matches!(unit, Unit::Century | Unit::Decade) || unit == Unit::Year && count < -FAR);
                near && matches!(found.way, Some(Way::Past | Way::This | Way::Future))
            }
            _ => false,
        }
    }

    /// Whether the verb can change what an expression means; `told` is whether a year stands before it, `beside` whether in its
    /// sentence. Rather too often than not often enough.
    pub(super) fn may_ask(&self, found: &Found, told: bool, beside: bool) -> bool {
        let Some(published) = self.published else { return true };
        match found.said {
            _ if self.may_be_any(found) => true,
            Said::Month(..) if self.history => !told,
            Said::Month(month, day, InYear::Open) if !beside => {
                let here = Date { year: published.year, month: Some(month), day };
                let ahead = Self::ahead(here, published);
                !(-100..=0).contains(&ahead)
            }
            Said::Weekday(day) => published.day.is_none() || value::weekday(published.first_day()) != i64::from(day),
            _ => true,
        }
    }

    /// Whether an expression means no time in particular where its verb tells of all times.
    pub(super) fn may_be_any(&self, found: &Found) -> bool {
        self.guide
            && found.way.is_none()
            && match found.said {
                Said::Month(_, None, year) | Said::Season(year, _) => year == InYear::Open,
                Said::Day(0) => found.part.is_none(),
                Said::Whole(unit) => found.by == "spoken of" && unit != Unit::Day,
                Said::Nothing => true,
                _ => false,
            }
    }

    /// "The rains come in July": any July.
    fn any(found: &Found) -> Resolved {
        match found.said {
            Said::Month(month, day, _) => open_month(month, day),
            Said::Season(_, code) => value::any_season(code),
            Said::Whole(unit) => Resolved::unknown(unit.unknown()),
            Said::Nothing => Resolved::unknown("XXXX-XX-XX"),
            _ => Resolved::unknown("PRESENT_REF"),
        }
    }

    /// How many days a date lies ahead of publication, by months where either has no day.
    fn ahead(here: Date, published: Date) -> i64 {
        if here.day.is_some() && published.day.is_some() {
            here.first_day() - published.first_day()
        } else {
            30 * (i64::from(here.month.unwrap_or(12)) - i64::from(published.month.unwrap_or(12)))
        }
    }

    pub(super) fn sentence_ends(&mut self) {
        self.last_age = self.last_age.saturating_add(1);
        if let Some((.., age)) = &mut self.told {
            *age = age.saturating_add(1);
        }
    }

    /// Keeps what later expressions lean on.
    pub(super) fn advance(&mut self, found: &Found, resolved: &Resolved, place: usize, spot: Spot) {
        let id = Id::new(place);
        if let Said::Quarter(InYear::Open | InYear::Step(0) | InYear::Stated(_), number) = found.said
            && number > 0
            && let Some(date) = resolved.date
            && self.published.is_none_or(|published| date.year >= published.year - 1)
            && !matches!(found.said, Said::Quarter(InYear::Stated(year), _) if self.published.is_some_and(|published| year < published.year))
        {
            self.quarter.get_or_insert((date.year, number));
        }
        let apart = self.history && resolved.anchor == Anchor::Published && self.told.is_some();
        let Some(date) = resolved.date.filter(|_| spot != Spot::Aside && !apart) else { return };
        let tells = match &found.said {
            // "In 1915" moves the story; "as in 1614" does not.
            Said::Date(Date { month: None, .. }) => spot == Spot::Leading || self.told.is_none(),
            Said::Date(_) | Said::Years(..) => true,
            Said::Offset(_, Unit::Year) => matches!(found.way, Some(Way::Last | Way::Next)) && self.history,
            Said::Season(InYear::Stated(_), _) | Said::Half(InYear::Stated(_), _) => true,
            Said::Month(..) | Said::Feast(..) => self.history,
            _ => false,
        };
        if tells {
            self.told = Some((date.year, id, 0));
        }
        let moves = match &found.said {
            Said::Offset(_, unit) => !matches!(unit, Unit::Year | Unit::Decade | Unit::Century) || tells,
            Said::Decade(_) | Said::Century(..) | Said::Fiscal(_) | Said::Whole(_) => false,
            Said::Quarter(..) | Said::SomeQuarter(_) => false,
            _ => true,
        };
        if moves {
            (self.last, self.last_age) = (Some((date, id)), 0);
        }
    }

    fn anchor(&self) -> Option<(Date, Anchor)> {
        self.published.map(|date| (date, Anchor::Published))
    }

    /// The date of the narrative: the last one spoken of, else publication.
    fn narrative(&self) -> Option<(Date, Anchor)> {
        self.last.map(|(date, id)| (date, Anchor::Expression(id))).or_else(|| self.anchor())
    }

    /// The year the text is in, where it is told rather than known from publication.
    fn year_told(&self) -> Option<(i64, Anchor)> {
        let (year, id, age) = self.told?;
        let far = self.published.is_none_or(|date| date.year - year > 1);
        (self.history || age == 0 && far).then_some((year, Anchor::Expression(id)))
    }

    /// The value of an expression; `money` is whether its sentence speaks of money, `habit` whether its verb tells of all times.
    pub(super) fn resolve(&self, found: &Found, lie: Lie, money: bool, habit: bool) -> Resolved {
        let any = habit && self.may_be_any(found);
        let resolved = if any { Self::any(found) } else { self.date(found, lie, money) };
        let day = resolved.date.filter(|date| date.day.is_some() && resolved.edtf.is_some());
        if found.by == "week of a day" {
            return day.map_or(Resolved::unknown("XXXX-WXX"), |day| value::shift(day, 0, Unit::Week, resolved.anchor));
        }
        let full = |time: &str| Resolved { value: format!("{}T{time}", resolved.value), ..resolved.clone() };
        match (&found.clock, found.part, day) {
            (Some(clock), _, Some(_)) => full(clock),
            (None, Some(part), Some(_)) => full(part),
            (Some(clock), ..) => Resolved::unknown(&format!("XXXX-XX-XXT{clock}")),
            (None, Some(part), None) => Resolved::unknown(&format!("XXXX-XX-XXT{part}")),
            _ => resolved,
        }
    }

    fn date(&self, found: &Found, lie: Lie, money: bool) -> Resolved {
        match &found.said {
            Said::Date(date) => Resolved::of_date(*date, Anchor::Absolute),
            Said::Years(first, last) => {
                let both = format!("{first}/{last}");
                let date = Some(Date::of_year(*first));
                Resolved { value: both.clone(), edtf: Some(both), anchor: Anchor::Absolute, date }
            }
            Said::Age(first, last) => value::age(*first, *last),
            Said::Decade(tens) => value::decade(*tens, Anchor::Absolute),
            Said::Century(hundreds, before) => value::century(*hundreds, *before, Anchor::Absolute),
            Said::Reference(reference) => Resolved::bare((*reference).to_owned(), Anchor::Absolute),
            Said::Duration(value) => self.length(found, value),
            Said::Set(value) => Resolved::bare(value.clone(), Anchor::Absolute),
            Said::Month(month, day, year) => self.month(found, *month, *day, *year, lie),
            Said::DayOfMonth(day) => self.day_of_month(*day),
            Said::Weekday(day) => self.weekday(found, i64::from(*day), lie),
            Said::Day(days) => self.day(found, *days),
            Said::Same | Said::Nothing => self.same(found),
            // "this weekend" said of what happened is the last one.
            Said::Offset(0, Unit::Weekend) if lie == Lie::Past && self.early_in_week() => {
                self.offset(found, -1, Unit::Weekend, money)
            }
            Said::Offset(count, unit) => self.offset(found, *count, *unit, money),
            Said::Whole(unit) => self.whole(found, *unit),
            Said::Quarter(year, number) => self.quarter(found, *year, *number),
            Said::SomeQuarter(years) => match self.quarter_spoken_of() {
                Some((year, number, anchor)) => value::quarter(year + years, number, anchor),
                None => Resolved::unknown("XXXX-QX"),
            },
            Said::Half(year, number) => match self.year_of(*year) {
                Some((year, anchor)) => value::half(year, *number, anchor),
                None => Resolved::unknown(&format!("XXXX-H{number}")),
            },
            Said::Fiscal(year) => match self.year_of(*year).filter(|(year, _)| (1..=9999).contains(year)) {
                // Where a fiscal year begins is not said.
                Some((year, anchor)) => {
                    Resolved { edtf: Some(format!("{year:04}~")), ..Resolved::of_date(Date::of_year(year), anchor) }
                }
                None => Resolved::unknown("XXXX"),
            },
            Said::Season(year, code) => self.season(found, *year, code, lie),
            Said::Feast(feast, year) => self.feast(found, *feast, *year, lie),
            // What befell is looked up once all days are known.
            Said::Event(count, unit, _) => {
                let count = count.unsigned_abs().to_string();
                Resolved::bare(unit.duration(&count), Anchor::Unknown)
            }
        }
    }

    /// "the past three years" of a report end with its publication; any other length lies nowhere.
    fn length(&self, found: &Found, value: &str) -> Resolved {
        let bare = Resolved::bare(value.to_owned(), Anchor::Absolute);
        let way = found.way.filter(|way| matches!(way, Way::Past | Way::Future) && !self.history);
        let Some((way, (from, anchor))) = way.zip(self.anchor()) else { return bare };
        match value::stretch(from, value, way) {
            Some(edtf) => Resolved { edtf: Some(edtf), anchor, ..bare },
            None => bare,
        }
    }

    fn early_in_week(&self) -> bool {
        self.published.is_some_and(|date| date.day.is_some() && value::weekday(date.first_day()) < 5)
    }

    /// The year that is told to hold something.
    fn year_of(&self, year: InYear) -> Option<(i64, Anchor)> {
        match year {
            InYear::Stated(year) => Some((year, Anchor::Absolute)),
            InYear::Step(step) => self.anchor().map(|(date, anchor)| (date.year + step, anchor)),
            InYear::Near(step) => self.narrative().map(|(date, anchor)| (date.year + step, anchor)),
            InYear::Open => self.year_told().or_else(|| self.anchor().map(|(date, anchor)| (date.year, anchor))),
        }
    }

    fn day(&self, found: &Found, days: i64) -> Resolved {
        let beside = matches!(found.way, Some(Way::Last | Way::Next));
        let unknown = |days| Resolved::unknown(if days == 0 && !beside { "PRESENT_REF" } else { "XXXX-XX-XX" });
        // In a history, "today" is when it was written, not a day of it.
        let apart =
            self.history && self.told.is_some_and(|(year, ..)| self.published.is_none_or(|now| now.year != year));
        let from = if beside { self.narrative() } else { self.anchor() };
        match from.filter(|(from, _)| from.day.is_some() && (beside || !apart)) {
            Some((from, anchor)) => Resolved::of_date(Date::of_days(from.first_day() + days), anchor),
            None => unknown(days),
        }
    }

    fn same(&self, found: &Found) -> Resolved {
        let last = self.last.map(|(date, id)| (date, Anchor::Expression(id)));
        let clock = found.said == Said::Nothing;
        // An hour alone is of the day just told, else of publication.
        let last = last.filter(|_| !clock || self.history || self.last_age <= 1);
        match last.filter(|(date, _)| date.day.is_some()).or_else(|| self.anchor().filter(|_| clock && !self.guide)) {
            Some((date, anchor)) => Resolved::of_date(date, anchor),
            None => Resolved::unknown("XXXX-XX-XX"),
        }
    }

    fn offset(&self, found: &Found, count: i64, unit: Unit, money: bool) -> Resolved {
        // Reports of business compare quarter with quarter: "a year earlier" is the same one.
        let compares = count == -1 && unit == Unit::Year && matches!(found.by, "so long ago" | "year earlier") && money;
        if compares && let Some((year, number)) = self.quarter {
            return value::quarter(year - 1, number, Anchor::Published);
        }
        let from = match found.way {
            Some(Way::Last | Way::Next) => self.narrative(),
            Some(Way::This) if self.history && unit != Unit::Day => {
                self.last.map(|(date, id)| (date, Anchor::Expression(id))).or_else(|| self.anchor())
            }
            _ => self.anchor(),
        };
        match from {
            // "a year earlier" beside last year's figures is a year before publication, not before them.
            Some((from, anchor)) => value::shift(from, count, unit, anchor),
            None => Resolved::unknown(unit.unknown()),
        }
    }

    /// "the month", "that year".
    fn whole(&self, found: &Found, unit: Unit) -> Resolved {
        let from = if self.history || found.way == Some(Way::Last) || unit == Unit::Day {
            self.narrative()
        } else {
            self.anchor()
        };
        let Some((from, anchor)) = from else { return Resolved::unknown(unit.unknown()) };
        if found.by == "year-end" {
            return Resolved::of_date(Date { year: from.year, month: Some(12), day: Some(31) }, anchor);
        }
        value::shift(from, 0, unit, anchor)
    }

    fn month(&self, found: &Found, month: u8, day: Option<u8>, year: InYear, lie: Lie) -> Resolved {
        let resolved = self.month_in(found, month, day, year, lie);
        // 29 February of a year that has none.
        if resolved.edtf.is_none() { open_month(month, day) } else { resolved }
    }

    /// The year a month or day without one belongs to.
    fn month_in(&self, found: &Found, month: u8, day: Option<u8>, year: InYear, lie: Lie) -> Resolved {
        let dated = |year: i64| Date { year, month: Some(month), day };
        if year != InYear::Open {
            return match self.year_of(year) {
                Some((year, anchor)) => Resolved::of_date(dated(year), anchor),
                None => open_month(month, day),
            };
        }
        let told = self.year_told().filter(|_| self.history || lie != Lie::Future);
        if let (Some((year, anchor)), None) = (told, found.way) {
            return Resolved::of_date(dated(year), anchor);
        }
        // "the previous April" of a history lies before the day told.
        let from = if self.history { self.narrative() } else { self.anchor() };
        let Some((published, anchor)) = from else { return open_month(month, day) };
        let here = dated(published.year);
        let precise = day.is_some() && published.day.is_some();
        let ahead = Self::ahead(here, published);
        let year = match (found.way, lie) {
            (Some(Way::Last), _) => published.year - i64::from(ahead >= 0),
            (Some(Way::Next), _) => published.year + i64::from(ahead <= 0),
            (Some(_), _) => published.year,
            // A day of the next weeks is ahead whatever the tense: "has set Nov. 10 as the deadline".
            (None, Lie::Past) => published.year - i64::from(ahead > if precise { 45 } else { 0 }),
            (None, Lie::Future) => published.year + i64::from(ahead < -100),
            // The nearer one, and the past where it is even.
            (None, Lie::Unknown) if ahead > 150 => published.year - 1,
            (None, Lie::Unknown) if ahead < -220 => published.year + 1,
            (None, Lie::Unknown) => published.year,
        };
        Resolved::of_date(dated(year), anchor)
    }

    fn day_of_month(&self, day: u8) -> Resolved {
        match self.narrative().filter(|(date, _)| date.month.is_some()) {
            Some((date, anchor)) => {
                let date = Date { day: Some(day), ..date };
                if date.is_valid() { Resolved::of_date(date, anchor) } else { Resolved::unknown("XXXX-XX-XX") }
            }
            None => Resolved::unknown(&format!("XXXX-XX-{day:02}")),
        }
    }

    fn weekday(&self, found: &Found, day: i64, lie: Lie) -> Resolved {
        let open = || Resolved::unknown(&format!("XXXX-WXX-{day}"));
        if found.by == "any weekday" {
            return open();
        }
        let beside = found.by == "weekday beside" || self.history;
        let last = self.last.map(|(date, id)| (date, Anchor::Expression(id))).filter(|(date, _)| date.day.is_some());
        if beside && let Some((from, anchor)) = last {
            let from = from.first_day();
            let ahead = (day - value::weekday(from)).rem_euclid(7);
            let days = match found.way {
                Some(Way::Last) => from - if ahead == 0 { 7 } else { 7 - ahead },
                Some(Way::Next) => from + if ahead == 0 { 7 } else { ahead },
                _ => from + if ahead > 3 { ahead - 7 } else { ahead },
            };
            return Resolved::of_date(Date::of_days(days), anchor);
        }
        let now = self.anchor().filter(|(date, _)| date.day.is_some() && !self.history);
        let Some((published, anchor)) = now else { return open() };
        let today = published.first_day();
        let back = (value::weekday(today) - day).rem_euclid(7);
        let days = match found.way {
            Some(Way::Last) => today - if back == 0 { 7 } else { back },
            Some(Way::Next) => today - back + 7,
            Some(Way::This) => today + (day - value::weekday(today)),
            _ if lie == Lie::Future && back > 0 => today - back + 7,
            _ => today - back,
        };
        Resolved::of_date(Date::of_days(days), anchor)
    }

    /// The quarter spoken of; before any is, the last one that was over at publication.
    fn quarter_spoken_of(&self) -> Option<(i64, u8, Anchor)> {
        if let Some((year, number)) = self.quarter {
            return Some((year, number, Anchor::Published));
        }
        let published = self.published.filter(|date| date.month.is_some())?;
        let now = (published.month.unwrap_or(1) - 1) / 3;
        let (year, number) = if now == 0 { (published.year - 1, 4) } else { (published.year, now) };
        Some((year, number, Anchor::Published))
    }

    fn quarter(&self, found: &Found, year: InYear, number: u8) -> Resolved {
        let spoken = self.quarter_spoken_of();
        if number == 0 {
            let Some((year, anchor)) = self.year_of(year) else { return Resolved::unknown("XXXX-QX") };
            return match spoken {
                Some((_, number, _)) if found.by == "the quarter" || self.quarter.is_some() => {
                    value::quarter(year, number, anchor)
                }
                _ => Resolved::of_date(Date::of_year(year), anchor),
            };
        }
        match year {
            InYear::Open => (),
            InYear::Near(step) => {
                let Some((now, anchor)) = self
                    .quarter
                    .map(|(year, _)| (year, Anchor::Published))
                    .or_else(|| self.anchor().map(|(date, anchor)| (date.year, anchor)))
                else {
                    return Resolved::unknown(&format!("XXXX-Q{number}"));
                };
                return value::quarter(now + step, number, anchor);
            }
            told => {
                return match self.year_of(told) {
                    Some((year, anchor)) => value::quarter(year, number, anchor),
                    None => Resolved::unknown(&format!("XXXX-Q{number}")),
                };
            }
        }
        if let Some((year, anchor)) = self.year_told() {
            return value::quarter(year, number, anchor);
        }
        let Some(published) = self.published else { return Resolved::unknown(&format!("XXXX-Q{number}")) };
        let now = published.month.map_or(4, |month| (month - 1) / 3 + 1);
        value::quarter(
            published.year - i64::from(number > now + 1 || number == 4 && now == 1),
            number,
            Anchor::Published,
        )
    }

    fn season(&self, found: &Found, year: InYear, code: &'static str, lie: Lie) -> Resolved {
        // "Winters are mild": no winter of a year.
        if found.by == "any season" && !self.history {
            return value::any_season(code);
        }
        if let (Some((year, anchor)), None) = (self.year_told().filter(|_| year == InYear::Open), found.way) {
            return value::season(year, code, anchor);
        }
        if year != InYear::Open {
            return match self.year_of(year) {
                Some((year, anchor)) => value::season(year, code, anchor),
                None => Resolved::unknown(&format!("XXXX-{code}")),
            };
        }
        let from = if self.history { self.narrative() } else { self.anchor() };
        let Some((from, anchor)) = from else { return Resolved::unknown(&format!("XXXX-{code}")) };
        let first = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let month = from.month.unwrap_or(if found.way == Some(Way::Next) { 12 } else { 1 });
        let late = i64::from(code == "WI" && found.modifier == Some("END"));
        let year = match (found.way, lie) {
            (Some(Way::Last), _) if month <= first + 2 => from.year - 1,
            (Some(Way::Next), _) if month >= first => from.year + 1,
            (Some(_), _) => from.year,
            (None, Lie::Future) => from.year + i64::from(month > first + 2) + late,
            (None, _) if month < first => from.year - 1 + late,
            (None, _) => from.year,
        };
        value::season(year, code, anchor)
    }

    fn feast(&self, found: &Found, feast: Feast, year: InYear, lie: Lie) -> Resolved {
        if let Feast::Once(year, ..) = feast {
            return value::feast(year, feast, Anchor::Absolute);
        }
        if year != InYear::Open || self.year_told().is_some() && found.way.is_none() {
            return match self.year_of(year) {
                Some((year, anchor)) => value::feast(year, feast, anchor),
                None => Resolved::unknown("XXXX-XX-XX"),
            };
        }
        let Some((published, anchor)) = self.anchor() else { return Resolved::unknown(open_feast(feast)) };
        let here = value::feast(published.year, feast, anchor);
        let ahead = here.date.map_or(0, |date| date.first_day() - published.first_day());
        let year = match (found.way, lie) {
            (Some(Way::Last), _) => published.year - i64::from(ahead >= 0),
            (Some(Way::Next), _) => published.year + i64::from(ahead <= 0),
            (Some(_), _) => published.year,
            (None, Lie::Past) => published.year - i64::from(ahead > 0),
            (None, Lie::Future) => published.year + i64::from(ahead < -30),
            (None, Lie::Unknown) => published.year - i64::from(ahead > 60) + i64::from(ahead < -270),
        };
        value::feast(year, feast, anchor)
    }
}

fn open_month(month: u8, day: Option<u8>) -> Resolved {
    let value = format!("XXXX-{month:02}{}", day.map_or(String::new(), |day| format!("-{day:02}")));
    Resolved { edtf: Some(value.clone()), ..Resolved::unknown(&value) }
}

fn open_feast(feast: Feast) -> &'static str {
    match feast {
        Feast::Fixed(12, 25) => "XXXX-12-25",
        Feast::Fixed(12, 31) => "XXXX-12-31",
        Feast::Fixed(1, 1) => "XXXX-01-01",
        _ => "XXXX-XX-XX",
    }
}
