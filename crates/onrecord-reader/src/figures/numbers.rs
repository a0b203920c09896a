//! Numbers in digits, words and mixtures, with what bounds them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{lexicon::Table, model::Tag, syntax::Text, times::TimeWords};

/// A number of things as the text gives it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// The words, quantifier included.
    pub places: Range<usize>,
    /// The place of the number's last word.
    pub last: usize,
    pub low: u64,
    /// `None` is open above.
    pub high: Option<u64>,
    pub approximate: bool,
}

/// `data/quantities.tsv`.
#[derive(Debug, Default)]
pub struct Quantities {
    /// Bounds by their last word, longest first.
    before: FxHashMap<String, Vec<(Vec<String>, Bound)>>,
    /// Open words by their first word, longest first: "dozens", "tens of thousands".
    words: FxHashMap<String, Vec<(Vec<String>, u64)>>,
    /// What single words do beside a number.
    beside: FxHashMap<String, Beside>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bound {
    Least,
    More,
    Most,
    Fewer,
    About,
    Exact,
}

/// What a word does beside a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// After it: no people are counted.
    Unit,
    /// Before it: the same.
    Before,
    /// A verb whose "to" or "at" gives the number as it is now.
    Replaces,
    Adds,
    Part,
    /// One noun for so many people.
    Group(u64),
    Tally,
    Parent,
    /// Ends the name of a street, whose number counts nobody.
    Address,
    /// May stand between people and what befell them.
    Passes,
    /// After a word for deaths: nobody died ("death row").
    Compound,
}

impl Quantities {
    /// Reads the table.
    pub fn new(table: &Table) -> Self {
        let mut made = Self::default();
        let mut rows: Vec<_> = table.rows().collect();
        rows.sort_unstable_by_key(|(key, _)| std::cmp::Reverse((key.len(), *key)));
        for (key, cells) in rows {
            let value = cells.get(1).and_then(|cell| cell.parse().ok()).unwrap_or(0);
            made.add(key, cells.first().map_or("", String::as_str), value);
        }
        made
    }

    fn add(&mut self, key: &str, kind: &str, value: u64) {
        let words: Vec<String> = key.split(' ').map(str::to_owned).collect();
        let bound = match kind {
            "least" => Bound::Least,
            "more" => Bound::More,
            "most" => Bound::Most,
            "fewer" => Bound::Fewer,
            "about" => Bound::About,
            "exact" => Bound::Exact,
            "word" => return self.words.entry(words[0].clone()).or_default().push((words, value)),
            _ => {
                let beside = match kind {
                    "unit" => Beside::Unit,
                    "before" => Beside::Before,
                    "replaces" => Beside::Replaces,
                    "adds" => Beside::Adds,
                    "part" => Beside::Part,
                    "group" => Beside::Group(value),
                    "tally" => Beside::Tally,
                    "parent" => Beside::Parent,
                    "address" => Beside::Address,
                    "passes" => Beside::Passes,
                    "compound" => Beside::Compound,
                    _ => return,
                };
                self.beside.insert(key.to_owned(), beside);
                return;
            }
        };
        self.before.entry(words[words.len() - 1].clone()).or_default().push((words, bound));
    }

    /// What a word (or lemma) does beside a number.
    pub(super) fn beside(&self, word: &str) -> Option<Beside> {
        self.beside.get(word).copied()
    }

    /// An open number word that begins at a place: its least value and the place after it.
    fn open(&self, text: &Text, at: usize, end: usize) -> Option<(u64, usize)> {
        let all = self.words.get(text.lower(at))?;
        all.iter().find_map(|(words, value)| {
            let after = at + words.len();
            let fits = after <= end && words.iter().enumerate().all(|(step, word)| text.lower(at + step) == word);
            fits.then_some((*value, after))
        })
    }

    /// The quantifier that ends right before a place: its first word and what it does.
    fn bound(&self, text: &Text, at: usize, first: usize) -> Option<(usize, Bound)> {
        let last = at.checked_sub(1).filter(|last| *last >= first)?;
        let all = self.before.get(text.lower(last))?;
        all.iter().find_map(|(words, bound)| {
            let start = at.checked_sub(words.len()).filter(|start| *start >= first)?;
            let fits = words.iter().enumerate().all(|(step, word)| text.lower(start + step) == word);
            fits.then_some((start, *bound))
        })
    }

    /// Reads the number that begins at a place.
    pub(super) fn number(&self, text: &Text, words: &TimeWords, at: usize, places: &Range<usize>) -> Option<Number> {
        if let Some((least, after)) = self.open(text, at, places.end) {
            let next = (after < places.end).then_some(after);
            let counts = next.is_none_or(|next| {
                let tag = text.tag(next);
                matches!(text.lower(next), "of" | "more" | "others")
                    || tag.is_verb()
                    || tag.is_noun()
                    || tag.is_punctuation()
                    || matches!(tag, Tag::Jj | Tag::Cc | Tag::In | Tag::Rb)
            });
            let start = self.bound(text, at, places.start).map_or(at, |(start, _)| start);
            return counts.then(|| Number {
                places: start..after,
                last: after - 1,
                low: least,
                high: None,
                approximate: false,
            });
        }
        let (value, end) = plain(text, words, at, places.end)?;
        // "between one hundred and twenty": two numbers.
        let number_range = at > places.start && text.lower(at - 1) == "between" && text.lower(at) != "half";
        let link = (at..end).find(|place| number_range && text.lower(*place) == "and");
        let (value, end) = link.and_then(|link| plain(text, words, at, link)).unwrap_or((value, end));
        let mut number = Number { places: at..end, last: end - 1, low: value, high: Some(value), approximate: false };
        // "between 40 and 50", "40 to 50".
        let joined = end + 1 < places.end && matches!(text.lower(end), "and" | "to" | "-" | "–");
        let between = at > places.start && text.lower(at - 1) == "between";
        // "climbed from 30 to 45" is no range.
        let moved = at > places.start + 1
            && text.lower(at - 1) == "from"
            && self.beside(text.lemma(at - 2)) == Some(Beside::Replaces);
        if joined
            && !moved
            && (between || matches!(text.lower(end), "to" | "-" | "–"))
            && let Some((top, after)) = plain(text, words, end + 1, places.end).filter(|(top, _)| *top > value)
        {
            number = Number {
                places: at - usize::from(between)..after,
                last: after - 1,
                low: value,
                high: Some(top),
                approximate: false,
            };
            return Some(number);
        }
        if let Some((start, bound)) = self.bound(text, at, places.start) {
            number.places.start = start;
            (number.low, number.high, number.approximate) = match bound {
                Bound::Least => (value, None, false),
                Bound::More => (value + 1, None, false),
                Bound::Most => (0, Some(value), false),
                Bound::Fewer => (0, Some(value.saturating_sub(1)), false),
                Bound::About => (value, Some(value), true),
                Bound::Exact => (value, Some(value), false),
            };
        }
        Some(number)
    }
}

/// A number without quantifier: its value and the place after it.
fn plain(text: &Text, words: &TimeWords, at: usize, end: usize) -> Option<(u64, usize)> {
    if at >= end {
        return None;
    }
    let word = text.lower(at);
    let scale_at = |place: usize| (place < end).then(|| scale(text.lower(place))).flatten();
    if word == "half" && at + 2 < end && matches!(text.lower(at + 1), "a" | "-") {
        // "half a dozen", "half a million".
        return scale_at(at + 2).map(|factor| (factor / 2, at + 3));
    }
    if matches!(word, "a" | "an") {
        let factor = scale_at(at + 1)?;
        return Some(if factor == 12 { (12, at + 2) } else { composed(text, words, (factor, at + 2), factor, end) });
    }
    let (value, next) = if word.starts_with(|c: char| c.is_ascii_digit()) {
        digits(word, text, at, end)?
    } else {
        small(text, words, at, end)?
    };
    // "two and a half million".
    if next + 3 < end
        && text.lower(next) == "and"
        && text.lower(next + 1) == "a"
        && text.lower(next + 2) == "half"
        && let Some(factor) = scale_at(next + 3)
    {
        return Some((value.checked_mul(factor)?.checked_add(factor / 2)?, next + 4));
    }
    match scale_at(next) {
        Some(factor) => Some(composed(text, words, (value.checked_mul(factor)?, next + 1), factor, end)),
        None => Some((value, next)),
    }
}

/// A number word, or two of them: "twelve", "twenty-three", "twenty three".
fn small(text: &Text, words: &TimeWords, at: usize, end: usize) -> Option<(u64, usize)> {
    use crate::times::words::Word::Number;
    let number = |at: usize| match (at < end).then(|| words.get(text.lower(at))).flatten() {
        Some(Number(value)) if value < 100 => Some(u64::from(value)),
        _ => None,
    };
    let Some(value) = number(at) else {
        let Some(Number(value)) = words.get(text.lower(at)) else { return None };
        return Some((u64::from(value), at + 1));
    };
    let dash = usize::from(at + 1 < end && text.lower(at + 1) == "-");
    match number(at + 1 + dash).filter(|ones| *ones < 10 && (20..100).contains(&value)) {
        Some(ones) => Some((value + ones, at + 2 + dash)),
        None => Some((value, at + 1)),
    }
}

/// What follows a number with its scale and belongs to it: "two thousand [five hundred]", "one hundred [and twenty-three]".
fn composed(text: &Text, words: &TimeWords, from: (u64, usize), factor: u64, end: usize) -> (u64, usize) {
    const STEPS: usize = 4;
    let (mut value, mut next) = from;
    let mut factor = factor;
    for _ in 0..STEPS {
        if let Some(more) = (next < end).then(|| scale(text.lower(next))).flatten() {
            // "two hundred thousand", "three hundred dozen".
            let Some(product) = value.checked_mul(more) else { break };
            (value, factor, next) = (product, more, next + 1);
            continue;
        }
        let and = usize::from(next < end && text.lower(next) == "and");
        let joined = factor >= 100 && next + and < end;
        let Some((rest, after)) = joined.then(|| small(text, words, next + and, end)).flatten() else { break };
        let follows = (after < end).then(|| scale(text.lower(after))).flatten();
        let (rest, after) = match follows {
            Some(more) if and == 0 && more < factor => (rest * more, after + 1),
            Some(_) => break,
            None => (rest, after),
        };
        if rest >= factor || !text.lower(next.saturating_sub(1)).starts_with(char::is_alphabetic) {
            break;
        }
        (value, next) = (value + rest, after);
        factor = if rest >= 100 { 100 } else { 1 };
    }
    (value, next)
}

fn scale(word: &str) -> Option<u64> {
    Some(match word {
        "dozen" => 12,
        "hundred" => 100,
        "thousand" => 1_000,
        "million" => 1_000_000,
        _ => return None,
    })
}

/// Digits with thousands separators, or a decimal before "million".
fn digits(word: &str, text: &Text, at: usize, end: usize) -> Option<(u64, usize)> {
    if let Some((whole, part)) = word.split_once('.') {
        let factor = (at + 1 < end).then(|| scale(text.lower(at + 1))).flatten()?;
        let tenth = part.get(..1)?.parse::<u64>().ok()?;
        let value = whole.parse::<u64>().ok()?.checked_mul(factor)?.checked_add(tenth * factor / 10)?;
        return Some((value, at + 2));
    }
    let plain: String = word.chars().filter(|c| *c != ',').collect();
    (plain.len() < 12 && plain.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| plain.parse().ok())
        .flatten()
        .map(|value| (value, at + 1))
}
