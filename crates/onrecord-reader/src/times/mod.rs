//! Time expressions and what they resolve to: TIMEX3 type and value, EDTF, the anchor and the rule. After the grammar, each is
//! resolved against the publication date or the last date of the narrative; without an anchor it stays open.

mod grammar;
mod relative;
mod value;
pub(crate) mod words;

pub use words::TimeWords;

use crate::{edtf::Edtf, lexicon::Lexicon, model::*, syntax::Text};
use grammar::{Found, Grammar};
use value::{Date, Resolved, Said, Way};

/// Finds and resolves every time expression.
pub fn times(text: &Text, head: &Head, lexicon: &Lexicon) -> Layer<TimeExpression> {
    let mut items: Vec<TimeExpression> = Vec::new();
    let published = head.published.as_ref().and_then(Edtf::earliest).map(Date::of_days);
    let mut story = Story { published, last: None, explicit: None };
    for sentence in 0..text.sentences.len() {
        let places = text.places(sentence);
        let grammar = Grammar { text, words: &lexicon.time_words, first: places.start, end: places.end };
        let mut at = places.start;
        while at < places.end {
            if !lexicon.time_words.may_begin(text.lower(at)) {
                at += 1;
                continue;
            }
            let Some(found) = grammar.at(at) else {
                at += 1;
                continue;
            };
            at = found.end.max(at + 1);
            let future = story.is_future(text, &found);
            let resolved = story.resolve(&found, future);
            story.advance(&found, &resolved, items.len());
            items.push(expression(text, &found, resolved));
        }
        story.sentence_ends();
    }
    Layer::new("times", 1, items)
}

/// What has been said so far that later expressions lean on.
struct Story {
    published: Option<Date>,
    /// The last date, and the expression that fixed it.
    last: Option<(Date, Id<TimeExpression>)>,
    /// The last year that stood in the text, and how many sentences ago.
    explicit: Option<(i64, u8)>,
}

impl Story {
    fn sentence_ends(&mut self) {
        if let Some((_, age)) = &mut self.explicit {
            *age = age.saturating_add(1);
        }
    }

    /// Whether the sentence speaks of what is to come: a future modal governs the expression.
    fn is_future(&self, text: &Text, found: &Found) -> bool {
        let sentence = text.places(text.sentence_of(found.start));
        if found.start > sentence.start && matches!(text.lower(found.start - 1), "by" | "until" | "till") {
            return true;
        }
        let mut at = found.end - 1;
        for _ in 0..12 {
            let modal = text.children(at).any(|child| {
                text.tag(child) == Tag::Md
                    && matches!(text.lower(child), "will" | "'ll" | "’ll" | "shall")
                    && child < found.start
            });
            if modal {
                return true;
            }
            if matches!(
                text.lower(at),
                "scheduled" | "slated" | "due" | "planned" | "plans" | "set" | "expected" | "upcoming"
            ) {
                return true;
            }
            if matches!(text.tag(at), Tag::Vbd) {
                return false;
            }
            if text.tag(at) == Tag::Vb && at > sentence.start && text.tag(at - 1) == Tag::To && at < found.start {
                return true;
            }
            match text.head(at) {
                Some(head) => at = head,
                None => break,
            }
        }
        false
    }

    fn advance(&mut self, found: &Found, resolved: &Resolved, place: usize) {
        if let Said::Date(date) = &found.said {
            self.explicit = Some((date.year, 0));
        }
        if let Some(date) = resolved.date {
            self.last = Some((date, Id::new(place)));
        }
    }

    fn anchor(&self) -> Option<(Date, Anchor)> {
        self.published.map(|date| (date, Anchor::Published))
    }

    /// The date of the narrative: the last one spoken of, else publication.
    fn narrative(&self) -> Option<(Date, Anchor)> {
        self.last.map(|(date, id)| (date, Anchor::Expression(id))).or_else(|| self.anchor())
    }

    fn resolve(&self, found: &Found, future: bool) -> Resolved {
        let resolved = self.date(found, future);
        let day = resolved.date.filter(|date| date.day.is_some());
        match (&found.clock, found.part, day) {
            (Some(clock), _, Some(_)) => Resolved { value: format!("{}T{clock}", resolved.value), ..resolved },
            (Some(clock), _, None) => Resolved { value: format!("T{clock}"), ..resolved },
            (None, Some(part), Some(_)) => Resolved { value: format!("{}T{part}", resolved.value), ..resolved },
            _ => resolved,
        }
    }

    fn date(&self, found: &Found, future: bool) -> Resolved {
        let unknown = |value: String| Resolved::bare(value, Anchor::Unknown);
        match &found.said {
            Said::Date(date) => Resolved::of_date(*date, Anchor::Absolute),
            Said::Years(first, last) => {
                let both = format!("{first}/{last}");
                Resolved { value: both.clone(), edtf: Some(both), anchor: Anchor::Absolute, date: None }
            }
            Said::Decade(tens) => value::decade(*tens, Anchor::Absolute),
            Said::Century(hundreds) => value::century(*hundreds, Anchor::Absolute),
            Said::Reference(reference) => Resolved::bare((*reference).to_owned(), Anchor::Absolute),
            Said::Duration(value) | Said::Set(value) => Resolved::bare(value.clone(), Anchor::Absolute),
            Said::Month(month, day) => self.month(found, *month, *day, future),
            Said::Weekday(day) => self.weekday(found, i64::from(*day), future),
            Said::Day(days) => match if found.way == Some(Way::Last) { self.narrative() } else { self.anchor() } {
                Some((from, anchor)) if from.day.is_some() => {
                    Resolved::of_date(Date::of_days(from.first_day() + days), anchor)
                }
                _ => unknown(if *days == 0 { "PRESENT_REF".into() } else { String::new() }),
            },
            Said::Same | Said::Nothing => match self.last.map(|(date, id)| (date, Anchor::Expression(id))) {
                Some((date, anchor)) if date.day.is_some() && found.said == Said::Same => {
                    Resolved::of_date(date, anchor)
                }
                Some((date, anchor)) if found.clock.is_some() && date.day.is_some() => Resolved::of_date(date, anchor),
                _ => match self.anchor().filter(|_| found.clock.is_some()) {
                    Some((date, anchor)) => Resolved::of_date(date, anchor),
                    None => unknown(String::new()),
                },
            },
            Said::Calendar(unit) => match self.anchor() {
                Some((from, anchor)) => value::shift(from, -1, *unit, anchor),
                None => unknown(String::new()),
            },
            Said::Offset(count, unit) => {
                let from = match found.way {
                    Some(Way::Last | Way::Next) => self.narrative(),
                    _ => self.anchor(),
                };
                match from {
                    Some((from, anchor)) => value::shift(from, *count, *unit, anchor),
                    None => unknown(unit.duration("X")),
                }
            }
            Said::Quarter(year, number) => self.quarter(*year, *number),
            Said::Season(year, code) => self.season(found, *year, code),
        }
    }

    /// The year a month or day without one belongs to.
    fn month(&self, found: &Found, month: u8, day: Option<u8>, future: bool) -> Resolved {
        let near =
            self.explicit.filter(|(year, age)| *age <= 2 && self.published.is_none_or(|date| date.year - year > 1));
        let dated = |year: i64| Date { year, month: Some(month), day };
        if let (Some((year, _)), None) = (near, found.way) {
            let anchor = self.last.map_or(Anchor::Absolute, |(_, id)| Anchor::Expression(id));
            return Resolved::of_date(dated(year), anchor);
        }
        let Some(published) = self.published else {
            return Resolved::bare(
                format!("XXXX-{month:02}{}", day.map_or(String::new(), |day| format!("-{day:02}"))),
                Anchor::Unknown,
            );
        };
        let here = dated(published.year);
        let later = match day {
            Some(_) => here.first_day() > published.first_day(),
            None => month > published.month.unwrap_or(12),
        };
        let year = match found.way {
            Some(Way::Last) if later || month == published.month.unwrap_or(0) => published.year - 1,
            Some(Way::Next) if !later => published.year + 1,
            None if later && !future && here.first_day() - published.first_day() > 21 => published.year - 1,
            None if !later && future && published.first_day() - here.first_day() > 60 => published.year + 1,
            _ => published.year,
        };
        Resolved::of_date(dated(year), Anchor::Published)
    }

    fn weekday(&self, found: &Found, day: i64, future: bool) -> Resolved {
        let Some((published, anchor)) = self.anchor().filter(|(date, _)| date.day.is_some()) else {
            return Resolved::bare(format!("XXXX-WXX-{day}"), Anchor::Unknown);
        };
        let today = published.first_day();
        let back = (value::weekday(today) - day).rem_euclid(7);
        let days = match found.way {
            Some(Way::Last) => today - if back == 0 { 7 } else { back },
            Some(Way::Next) => today - back + 7,
            Some(Way::This) => today + (day - value::weekday(today)),
            _ if future && back > 0 => today - back + 7,
            _ => today - back,
        };
        Resolved::of_date(Date::of_days(days), anchor)
    }

    fn quarter(&self, year: Option<i64>, number: u8) -> Resolved {
        if let Some(year) = year {
            return value::quarter(year, number, Anchor::Absolute);
        }
        let Some(published) = self.published else { return Resolved::bare(format!("XXXX-Q{number}"), Anchor::Unknown) };
        let now = published.month.map_or(4, |month| (month - 1) / 3 + 1);
        value::quarter(published.year - i64::from(number > now), number, Anchor::Published)
    }

    fn season(&self, found: &Found, year: Option<i64>, code: &'static str) -> Resolved {
        if let Some(year) = year {
            return value::season(year, code, Anchor::Absolute);
        }
        let Some(published) = self.published else { return Resolved::bare(format!("XXXX-{code}"), Anchor::Unknown) };
        let first = match code {
            "SP" => 3,
            "SU" => 6,
            "FA" => 9,
            _ => 12,
        };
        let year = match found.way {
            Some(Way::Last) if published.month.unwrap_or(12) <= first + 2 => published.year - 1,
            Some(Way::Next) if published.month.unwrap_or(1) >= first => published.year + 1,
            _ => published.year,
        };
        value::season(year, code, Anchor::Published)
    }
}

fn expression(text: &Text, found: &Found, resolved: Resolved) -> TimeExpression {
    let kind = match &found.said {
        Said::Duration(_) => TimeType::Duration,
        Said::Set(_) => TimeType::Set,
        _ if found.clock.is_some() || found.part.is_some() => TimeType::Time,
        _ => TimeType::Date,
    };
    TimeExpression {
        span: text.span_of(found.start..found.end),
        kind,
        value: resolved.value,
        modifier: found.modifier,
        edtf: resolved.edtf.and_then(|edtf| Edtf::parse(&edtf)),
        anchor: resolved.anchor,
        by: found.by,
    }
}

/// The time expression that modifies the verb at a place: it hangs on the verb, or stands in the same sentence and hangs on
/// nothing nearer.
pub fn attached(text: &Text, times: &Layer<TimeExpression>, verb: usize) -> Option<Id<TimeExpression>> {
    let sentence = text.sentences.items()[text.sentence_of(verb)].span;
    let first = times.items().partition_point(|time| time.span.start() < sentence.start());
    let inside = times.iter().skip(first).take_while(|(_, time)| time.span.start() < sentence.end());
    let dated = inside.filter(|(_, time)| time.edtf.is_some() && matches!(time.kind, TimeType::Date | TimeType::Time));
    let distance = |time: &TimeExpression| {
        let places = text.places_in(time.span);
        let top = places.clone().find(|at| text.head(*at).is_none_or(|head| !places.contains(&head)))?;
        let mut at = top;
        for steps in 0..6_usize {
            if at == verb {
                return Some(steps);
            }
            at = text.head(at)?;
        }
        None
    };
    dated.filter_map(|(id, time)| distance(time).map(|steps| (steps, id))).min().map(|(_, id)| id)
}
