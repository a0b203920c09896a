//! The words of time expressions, by class.

use rustc_hash::{FxHashMap, FxHashSet};

use super::value::Date;
use crate::{lexicon::Table, syntax::Text};

/// What a word can be in a time expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// 1 to 12.
    Month(u8),
    /// 1 is Monday.
    Weekday(u8),
    /// "Fridays".
    Weekdays(u8),
    /// A length.
    Unit(Unit),
    /// A number word.
    Number(u32),
    /// "third".
    Ordinal(u32),
    /// TIMEX3 season code.
    Season(&'static str),
    /// TIMEX3 part of day.
    Part(&'static str),
    /// Days from today.
    Day(i64),
    /// "tonight".
    Tonight,
    /// "noon": hours and minutes.
    Clock(&'static str),
    /// TIMEX3 reference.
    Reference(&'static str),
    /// How often, as a TIMEX3 duration.
    Set(&'static str),
    /// "early", "late", "mid": TIMEX3 mod.
    Modifier(&'static str),
    /// "end (of)": TIMEX3 mod.
    Edge(&'static str),
    /// "nineties": the first three digits of its years.
    Decade(u16),
    /// "BC".
    Before,
    /// "AD".
    Era,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    fn named(code: &str) -> Option<Self> {
        Some(match code {
            "TS" => Self::Second,
            "TM" => Self::Minute,
            "TH" => Self::Hour,
            "D" => Self::Day,
            "W" => Self::Week,
            "W2" => Self::Fortnight,
            "WE" => Self::Weekend,
            "M" => Self::Month,
            "QU" => Self::Quarter,
            "Y" => Self::Year,
            "DE" => Self::Decade,
            "CE" => Self::Century,
            _ => return None,
        })
    }
    /// Shorter than a day.
    pub(super) fn is_clock(self) -> bool {
        matches!(self, Self::Hour | Self::Minute | Self::Second)
    }
    /// The TIMEX3 duration of a count ("X" for unknown).
    pub(super) fn duration(self, count: &str) -> String {
        let times = |by: u64| match count.parse::<u64>() {
            Ok(count) => count.saturating_mul(by).to_string(),
            Err(_) => count.to_owned(),
        };
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day => format!("P{count}D"),
            Self::Weekend => format!("P{}D", times(2)),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => format!("P{}W", times(2)),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{}M", times(3)),
            Self::Year => format!("P{count}Y"),
            Self::Decade if count == "X" => "PXDE".into(),
            Self::Decade => format!("P{}Y", times(10)),
            Self::Century if count == "X" => "PXCE".into(),
            Self::Century => format!("P{}Y", times(100)),
        }
    }
    /// A duration of whole units and a half more: "two and a half years".
    pub(super) fn half(self, count: i64) -> String {
        let whole = |count: i64, unit: &str| if count == 0 { String::new() } else { format!("{count}{unit}") };
        match self {
            Self::Second => format!("PT{count}.5S"),
            Self::Minute => format!("PT{}30S", whole(count, "M")),
            Self::Hour => format!("PT{}30M", whole(count, "H")),
            Self::Day | Self::Weekend => format!("P{}T12H", whole(count, "D")),
            Self::Week | Self::Fortnight => format!("P{count}.5W"),
            Self::Month | Self::Quarter => format!("P{count}.5M"),
            Self::Year => format!("P{}6M", whole(count, "Y")),
            Self::Decade => format!("P{}Y", count.saturating_mul(10).saturating_add(5)),
            Self::Century => format!("P{}Y", count.saturating_mul(100).saturating_add(50)),
        }
    }
    /// What stands for one of it that cannot be resolved.
    pub(super) fn unknown(self) -> &'static str {
        match self {
            Self::Day | Self::Hour | Self::Minute | Self::Second => "XXXX-XX-XX",
            Self::Week | Self::Fortnight => "XXXX-WXX",
            Self::Weekend => "XXXX-WXX-WE",
            Self::Month => "XXXX-XX",
            Self::Quarter => "XXXX-QX",
            Self::Year => "XXXX",
            Self::Decade => "XXX",
            Self::Century => "XX",
        }
    }
}

/// How a named day is found in a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feast {
    /// Month and day.
    Fixed(u8, u8),
    /// Month, which one (5 is the last), ISO weekday.
    Nth(u8, u8, u8),
    /// Days from Easter Sunday.
    Easter(i64),
    /// The month of fasting, by the tabular Islamic calendar.
    Ramadan,
    /// The first day after it.
    Fitr,
    /// A day of one year.
    Once(i64, u8, u8),
}

impl Feast {
    fn named(text: &str) -> Option<Self> {
        if let Some(days) = text.strip_prefix("easter") {
            return days.parse().ok().map(Self::Easter);
        }
        let mut parts = text.split('-');
        let first = parts.next()?;
        let mut number = || parts.next()?.parse::<u8>().ok();
        match first {
            "ramadan" => Some(Self::Ramadan),
            "fitr" => Some(Self::Fitr),
            "nth" => Some(Self::Nth(number()?, number()?, number()?)),
            year if year.len() == 4 => Some(Self::Once(year.parse().ok()?, number()?, number()?)),
            month => Some(Self::Fixed(month.parse().ok()?, number()?)),
        }
    }
}

/// Phrases of one or more words by their first word, longest first.
#[derive(Debug)]
struct Phrases<T> {
    by_first: FxHashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self { by_first: FxHashMap::default() }
    }
}

impl<T: Copy> Phrases<T> {
    fn add(&mut self, phrase: &str, value: T) {
        let mut words = phrase.split(' ').map(str::to_owned);
        let Some(first) = words.next() else { return };
        self.by_first.entry(first).or_default().push((words.collect(), value));
    }
    fn sort(&mut self) {
        self.by_first.values_mut().for_each(|all| all.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
    }
    /// The longest phrase that begins at a place, and the place after it.
    fn at(&self, text: &Text, at: usize, end: usize) -> Option<(usize, T)> {
        let all = if at < end { self.by_first.get(text.lower(at))? } else { return None };
        let fits = |words: &[String]| {
            at + words.len() < end && words.iter().enumerate().all(|(step, word)| text.lower(at + 1 + step) == word)
        };
        all.iter().find(|(words, _)| fits(words)).map(|(words, value)| (at + 1 + words.len(), *value))
    }
}

/// `data/time_words.tsv`, ready to look up.
#[derive(Debug, Default)]
pub struct TimeWords {
    words: FxHashMap<String, Word>,
    leads: FxHashSet<String>,
    /// Words after which four digits are likely a year.
    year_leads: FxHashSet<String>,
    /// Leading words that alone make a sentence worth a look: "fiscal", "soon".
    tells: FxHashSet<String>,
    /// Words that make four digits a number.
    year_bars: FxHashSet<String>,
    /// Words that end the name of a street.
    streets: FxHashSet<String>,
    /// Words that make a season before them a sort of thing: "summer school".
    season_nouns: FxHashSet<String>,
    /// Lemmas of what lies ahead whatever the tense.
    ahead: FxHashSet<String>,
    /// Lemmas whose infinitive or deadline lies ahead.
    ahead_verbs: FxHashSet<String>,
    /// Lemmas of what befalls on a day, with their kind where several words name one.
    events: FxHashMap<String, String>,
    bounds: Phrases<&'static str>,
    feasts: Phrases<Feast>,
    /// Named stretches of history, with their first and last dates.
    ages: Phrases<(Date, Date)>,
    /// Every word an expression can begin with.
    begins: FxHashSet<String>,
    /// Words one of which every expression has; with a capital only where that is said.
    telling: FxHashMap<String, bool>,
}

const CODES: &[&str] = &[
    "SP",
    "SU",
    "FA",
    "WI",
    "MO",
    "AF",
    "EV",
    "NI",
    "DW",
    "PRESENT_REF",
    "PAST_REF",
    "FUTURE_REF",
    "P1D",
    "PT1H",
    "P1W",
    "P1M",
    "P3M",
    "P1Y",
    "START",
    "MID",
    "END",
    "APPROX",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "12:00",
    "24:00",
];

/// A short word in lower case, without an allocation; nothing for a long one.
fn lowered<'a>(word: &str, buffer: &'a mut [u8; 24]) -> Option<&'a str> {
    let place = buffer.get_mut(..word.len())?;
    place.copy_from_slice(word.as_bytes());
    place.make_ascii_lowercase();
    std::str::from_utf8(place).ok()
}

fn code(text: &str) -> Option<&'static str> {
    CODES.iter().copied().find(|code| *code == text)
}

impl TimeWords {
    /// Reads the table.
    pub fn new(table: &Table) -> Self {
        let mut made = Self::default();
        for (key, cells) in table.rows() {
            let value = cells.get(1).map_or("", String::as_str);
            made.add(key, cells.first().map_or("", String::as_str), value);
            for also in cells.get(2).map_or("", String::as_str).split_whitespace() {
                made.add(key, also, "");
            }
        }
        made.bounds.sort();
        made.feasts.sort();
        made.ages.sort();
        made.gather();
        made
    }

    /// The words to look for first, so that most of a text is passed over with one look a word.
    fn gather(&mut self) {
        let firsts = self.bounds.by_first.keys().chain(self.feasts.by_first.keys()).chain(self.ages.by_first.keys());
        self.begins = self.words.keys().chain(&self.leads).chain(firsts).cloned().collect();
        let telling = |word: &Word| match word {
            Word::Month(_) | Word::Before | Word::Era => Some(true),
            Word::Number(number) => ((16..=20).contains(number) || *number == 2).then_some(false),
            Word::Ordinal(_) | Word::Modifier(_) | Word::Edge(_) => None,
            _ => Some(false),
        };
        self.telling = self.words.iter().filter_map(|(key, word)| Some((key.clone(), telling(word)?))).collect();
        // The longest word of a name, written large: "World War II".
        for (first, others) in &self.ages.by_first {
            for (words, _) in others {
                let longest = words.iter().chain([first]).max_by_key(|word| word.len());
                if let Some(word) = longest {
                    self.telling.entry(word.clone()).or_insert(true);
                }
            }
        }
        self.telling.extend(self.feasts.by_first.keys().chain(&self.tells).map(|word| (word.clone(), false)));
    }

    /// The plain set of words a class of the table fills.
    fn set_of(&mut self, class: &str) -> Option<&mut FxHashSet<String>> {
        Some(match class {
            "lead" => &mut self.leads,
            "year-lead" => &mut self.year_leads,
            "year-bar" => &mut self.year_bars,
            "street" => &mut self.streets,
            "season-noun" => &mut self.season_nouns,
            "ahead" => &mut self.ahead,
            "ahead-verb" => &mut self.ahead_verbs,
            "tells" => &mut self.tells,
            _ => return None,
        })
    }

    fn add(&mut self, key: &str, class: &str, value: &str) {
        let number = || value.parse::<u32>().unwrap_or(0);
        let small = || value.parse::<u8>().unwrap_or(1);
        if let Some(set) = self.set_of(class) {
            set.insert(key.to_owned());
            match value {
                "year" => _ = self.year_leads.insert(key.to_owned()),
                "tells" => _ = self.tells.insert(key.to_owned()),
                _ => (),
            }
            return;
        }
        let word = match class {
            "event" => {
                self.events.insert(key.to_owned(), if value.is_empty() { key } else { value }.to_owned());
                return;
            }
            "bound" => {
                if let Some(code) = code(value) {
                    self.bounds.add(key, code);
                }
                return;
            }
            "holiday" => {
                if let Some(feast) = Feast::named(value) {
                    self.feasts.add(key, feast);
                }
                return;
            }
            "age" => {
                if let Some((first, last)) =
                    value.split_once('/').and_then(|(one, two)| Date::read(one).zip(Date::read(two)))
                {
                    self.ages.add(key, (first, last));
                }
                return;
            }
            "month" => Some(Word::Month(small())),
            "weekday" => Some(Word::Weekday(small())),
            "weekdays" => Some(Word::Weekdays(small())),
            "unit" => Unit::named(value).map(Word::Unit),
            "number" => Some(Word::Number(number())),
            "ordinal" => Some(Word::Ordinal(number())),
            "season" => code(value).map(Word::Season),
            "part" => code(value).map(Word::Part),
            "day" => Some(Word::Day(value.parse().unwrap_or(0))),
            "tonight" => Some(Word::Tonight),
            "clock" => code(value).map(Word::Clock),
            "reference" => code(value).map(Word::Reference),
            "set" => code(value).map(Word::Set),
            "modifier" => code(value).map(Word::Modifier),
            "edge" => code(value).map(Word::Edge),
            "decade" => value.parse().ok().map(Word::Decade),
            "before" => Some(Word::Before),
            "era" => Some(Word::Era),
            _ => None,
        };
        if let Some(word) = word {
            self.words.insert(key.to_owned(), word);
        }
    }

    /// Whether an expression can begin with a lower-cased word: one of the table, a number, or a word that leads one.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        match word.as_bytes().first() {
            Some(b'0'..=b'9' | b'\'') | Some(0xE2) => true,
            _ => {
                self.begins.contains(word)
                    || word.ends_with('.') && self.get(word).is_some()
                    || word.starts_with("mid-")
                    || word.starts_with("ad") && word.ends_with(|c: char| c.is_ascii_digit())
            }
        }
    }
    /// Whether a sentence with this word can hold a time at all: every expression has one such word.
    pub(super) fn may_tell(&self, word: &str) -> bool {
        let digits = word.trim_start_matches(['\'', '’']).as_bytes();
        match digits {
            [b'0'..=b'9', .., last] => {
                let year = digits.len() == 4 && matches!(digits[0], b'0'..=b'2') && last.is_ascii_digit();
                let joined = digits.iter().any(|byte| matches!(byte, b':' | b'/'));
                return year || joined || last.is_ascii_alphabetic();
            }
            [] | [b'0'..=b'9'] => return false,
            _ => (),
        }
        let mut short = [0; 24];
        let Some(lower) = lowered(word, &mut short) else { return false };
        let told = self.telling.get(lower).or_else(|| self.telling.get(lower.strip_suffix('.')?));
        told.is_some_and(|capital| !capital || word.starts_with(char::is_uppercase))
            || lower.starts_with("mid-")
            || lower.starts_with("ad") && lower.ends_with(|c: char| c.is_ascii_digit())
    }
    /// The class of a lower-cased word.
    pub fn get(&self, word: &str) -> Option<Word> {
        self.words.get(word).or_else(|| self.words.get(word.strip_suffix('.')?)).copied()
    }
    pub(super) fn leads_year(&self, word: &str) -> bool {
        self.year_leads.contains(word) || matches!(self.get(word), Some(Word::Modifier(_)))
    }
    pub(super) fn bars_year(&self, word: &str) -> bool {
        self.year_bars.contains(word)
    }
    pub(super) fn names_street(&self, word: &str) -> bool {
        self.streets.contains(word)
    }
    pub(super) fn follows_season(&self, word: &str) -> bool {
        self.season_nouns.contains(word)
    }
    pub(super) fn is_ahead(&self, lemma: &str) -> bool {
        self.ahead.contains(lemma)
    }
    /// Whether a noun names what befalls on a day: one of the table, or made from a verb.
    pub(super) fn is_event(&self, lemma: &str) -> bool {
        self.events.contains_key(lemma)
            || ["ing", "tion", "sion"].iter().any(|ending| lemma.len() > 5 && lemma.ends_with(ending))
    }
    /// Whether two lemmas name one event: "bombing" and "explode".
    pub(super) fn same_event(&self, one: &str, other: &str) -> bool {
        let kinds = || Some((self.events.get(one)?, self.events.get(other)?));
        one == other
            || kinds().is_some_and(|(one, other)| one.split(' ').any(|kind| other.split(' ').any(|also| also == kind)))
    }
    pub(super) fn plans(&self, lemma: &str) -> bool {
        self.ahead_verbs.contains(lemma)
    }
    /// "nearly", "more than": a TIMEX3 mod, and the place after.
    pub(super) fn bound(&self, text: &Text, at: usize, end: usize) -> Option<(usize, &'static str)> {
        self.bounds.at(text, at, end)
    }
    pub(super) fn age(&self, text: &Text, at: usize, end: usize) -> Option<(usize, (Date, Date))> {
        self.ages.at(text, at, end)
    }
    pub(super) fn feast(&self, text: &Text, at: usize, end: usize) -> Option<(usize, Feast)> {
        self.feasts.at(text, at, end)
    }
}
