//! The words of time expressions, by class.

use rustc_hash::FxHashMap;

use crate::lexicon::Table;

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
    /// Month and day.
    Holiday(u8, u8),
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
    /// The TIMEX3 duration of a count ("X" for unknown).
    pub(super) fn duration(self, count: &str) -> String {
        match self {
            Self::Second => format!("PT{count}S"),
            Self::Minute => format!("PT{count}M"),
            Self::Hour => format!("PT{count}H"),
            Self::Day | Self::Weekend => format!("P{count}D"),
            Self::Week => format!("P{count}W"),
            Self::Fortnight => "P2W".into(),
            Self::Month => format!("P{count}M"),
            Self::Quarter => format!("P{count}Q"),
            Self::Year => format!("P{count}Y"),
            Self::Decade if count == "X" => "PXDE".into(),
            Self::Decade => {
                count.parse::<u32>().map_or_else(|_| format!("P{count}DE"), |count| format!("P{}Y", count * 10))
            }
            Self::Century if count == "X" => "PXCE".into(),
            Self::Century => {
                count.parse::<u32>().map_or_else(|_| format!("P{count}CE"), |count| format!("P{}Y", count * 100))
            }
        }
    }
}

/// `data/time_words.tsv`, ready to look up.
#[derive(Debug, Default)]
pub struct TimeWords {
    words: FxHashMap<String, Word>,
}

const CODES: [&str; 22] = [
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
    "12:00",
];

fn code(text: &str) -> &'static str {
    CODES.into_iter().find(|code| *code == text).unwrap_or("24:00")
}

impl TimeWords {
    /// Reads the table.
    pub fn new(table: &Table) -> Self {
        let row = |(key, cells): (&str, &[String])| {
            let value = cells.get(1).map_or("", String::as_str);
            let number = || value.parse::<u32>().unwrap_or(0);
            let small = || value.parse::<u8>().unwrap_or(1);
            let word = match cells.first()?.as_str() {
                "month" => Word::Month(small()),
                "weekday" => Word::Weekday(small()),
                "weekdays" => Word::Weekdays(small()),
                "unit" => Word::Unit(Unit::named(value)?),
                "number" => Word::Number(number()),
                "ordinal" | "second" => Word::Ordinal(number()),
                "season" => Word::Season(code(value)),
                "part" => Word::Part(code(value)),
                "day" => Word::Day(value.parse().unwrap_or(0)),
                "tonight" => Word::Tonight,
                "clock" => Word::Clock(code(value)),
                "reference" => Word::Reference(code(value)),
                "set" => Word::Set(code(value)),
                "modifier" => Word::Modifier(code(value)),
                "edge" => Word::Edge(code(value)),
                "holiday" => {
                    let (month, day) = value.split_once('-')?;
                    Word::Holiday(month.parse().ok()?, day.parse().ok()?)
                }
                _ => return None,
            };
            Some((key.to_owned(), word))
        };
        Self { words: table.rows().filter_map(row).collect() }
    }
    /// Whether an expression can begin with a lower-cased word: one of the table, a number, or a word that leads one.
    pub(super) fn may_begin(&self, word: &str) -> bool {
        const LEADING: [&str; 32] = [
            "a",
            "an",
            "the",
            "this",
            "that",
            "these",
            "in",
            "last",
            "past",
            "previous",
            "preceding",
            "prior",
            "next",
            "coming",
            "following",
            "ensuing",
            "same",
            "current",
            "every",
            "each",
            "once",
            "twice",
            "thrice",
            "earlier",
            "later",
            "several",
            "many",
            "some",
            "few",
            "half",
            "recent",
            "first",
        ];
        match word.as_bytes().first() {
            Some(b'0'..=b'9' | b'\'') | Some(0xE2) => true,
            _ => LEADING.contains(&word) || self.get(word).is_some(),
        }
    }
    /// The class of a lower-cased word.
    pub fn get(&self, word: &str) -> Option<Word> {
        self.words.get(word).or_else(|| self.words.get(word.strip_suffix('.')?)).copied()
    }
}

/// Whether four digits after a word are likely a year ("in 1990").
pub(super) fn leads_year(word: &str) -> bool {
    matches!(
        word,
        "in" | "of"
            | "since"
            | "by"
            | "from"
            | "until"
            | "till"
            | "to"
            | "during"
            | "before"
            | "after"
            | "early"
            | "late"
            | "mid"
            | "through"
            | "between"
            | "and"
            | ","
            | "("
            | "-"
            | "–"
            | "year"
            | "circa"
            | "around"
    )
}
