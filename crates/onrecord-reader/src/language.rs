//! Which language a text is in, as far as its letters and commonest words tell.
//!
//! Only English is read. A text that surely is in another language is kept and told so; a short or mixed one is taken as
//! what the input says, else as English: a wrong "not English" would lose an article without a trace.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Document, Language};

/// How many stretches of a text are looked at, spread over its length.
const STRETCHES: usize = 3;
/// The most words of a stretch.
const MOST_WORDS: usize = 250;
/// The longest stretch without a word break, in bytes: what is longer is no running text.
const MOST_BYTES: usize = 6_000;
/// The fewest words that tell a language with Latin letters. Headlines have six to ten (252 saved pages, median 9).
const FEWEST_WORDS: u32 = 8;
/// The fewest letters that tell a script.
const FEWEST_LETTERS: u32 = 10;
/// The fewest different common words of another language that stand in no names.
const FEWEST_HITS: u32 = 3;
/// The smallest share of common words in running text: one in five. In the cases of `cases/language` it is two in five.
const SHARE: u32 = 5;

/// One letter in so many beyond a to z tells that a text with few English words is not English.
const LETTER_SHARE: u32 = 40;
/// The fewest letters of a text that is told by them.
const FEWEST_LATIN: u32 = 60;
/// English running text has more than one common word in so many: the leanest of 83 saved pages has one in three.
const ENGLISH_SHARE: u32 = 10;

/// `data/languages.tsv`, parsed once.
#[derive(Debug, Default)]
pub struct Languages {
    codes: Vec<&'static str>,
    /// Which languages a word stands for, one bit each.
    words: FxHashMap<&'static str, u64>,
    /// Common words that also stand in names.
    names: FxHashSet<&'static str>,
    /// Which languages use a letter beyond a to z, one bit each.
    letters: FxHashMap<char, u64>,
    /// Ranges of code points, in order, with the language they most often write.
    scripts: Vec<(u32, u32, &'static str)>,
}

const TABLE: &str = include_str!("../data/languages.tsv");

impl Languages {
    /// The table that comes with the reader.
    pub fn built_in() -> Self {
        let mut made = Self::default();
        for row in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1) {
            let cells: Vec<&'static str> = row.split('\t').collect();
            match cells[..] {
                ["word", code, items] => made.add_words(code, items),
                ["name", _, items] => made.names.extend(items.split(',')),
                ["letter", code, items] => made.add_letters(code, items),
                ["script", code, items] => {
                    made.scripts.extend(items.split(',').filter_map(|range| letters(range, code)))
                }
                _ => {}
            }
        }
        made.scripts.sort_unstable();
        made
    }
    fn add_words(&mut self, code: &'static str, items: &'static str) {
        let bit = 1_u64.checked_shl(u32::try_from(self.codes.len()).unwrap_or(64)).unwrap_or(0);
        self.codes.push(code);
        for word in items.split(',') {
            *self.words.entry(word).or_default() |= bit;
        }
    }
    fn add_letters(&mut self, code: &str, items: &str) {
        let Some(at) = self.codes.iter().position(|it| *it == code) else { return };
        for letter in items.split(',').flat_map(str::chars) {
            *self.letters.entry(letter).or_default() |= 1 << at;
        }
    }
    /// The language a letter beyond Latin most often writes.
    fn script(&self, letter: char) -> Option<&'static str> {
        let point = letter as u32;
        let at = self.scripts.partition_point(|(_, last, _)| *last < point);
        let (first, _, code) = self.scripts.get(at)?;
        (*first <= point).then_some(*code)
    }
}

fn letters(range: &str, code: &'static str) -> Option<(u32, u32, &'static str)> {
    let (first, last) = range.split_once('-')?;
    Some((u32::from_str_radix(first, 16).ok()?, u32::from_str_radix(last, 16).ok()?, code))
}

/// What the words of a text tell.
enum Told {
    English,
    Other(&'static str),
    Unsure,
}

/// The language of a document: what its text tells, else what its input says, else English.
pub fn language(document: &Document, table: &Languages) -> Language {
    let count = Count::of(&document.text, table);
    let given = document.language.as_deref().map(str::trim).filter(|it| !it.is_empty());
    let first = given.map(|it| it.split(['-', '_']).next().unwrap_or(it).to_ascii_lowercase());
    let english = first.as_deref().is_none_or(|it| matches!(it, "en" | "eng" | "und" | "mul" | "english"));
    match count.told(table) {
        Told::English | Told::Unsure if english => Language::english(given.unwrap_or("en")),
        Told::English => Language::english("en"),
        Told::Unsure => Language::other(given.unwrap_or("und")),
        // Relatives share most of their common words: which of them it is the input may know better.
        Told::Other(code) => match given.zip(first.as_deref()) {
            Some((given, first)) if !english && count.allows(first, code, table) => Language::other(given),
            _ => Language::other(code),
        },
    }
}

/// Common words and letters of a text.
struct Count {
    words: u32,
    /// For each language, how many words are among its common ones.
    hits: Vec<u32>,
    /// For each language, how many different ones.
    kinds: Vec<u32>,
    latin: u32,
    /// Latin letters beyond a to z, and for each language how many of them it uses.
    marked: u32,
    marks: Vec<u32>,
    others: Vec<(&'static str, u32)>,
}

impl Count {
    fn of(text: &str, table: &Languages) -> Self {
        let languages = table.codes.len();
        let none = || vec![0; languages];
        let mut count =
            Self { words: 0, hits: none(), kinds: none(), latin: 0, marked: 0, marks: none(), others: Vec::new() };
        let mut seen: Vec<&str> = Vec::new();
        let mut lower = String::new();
        for stretch in stretches(text) {
            let words = stretch.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            for word in words.take(MOST_WORDS) {
                count.add(word, &mut lower, table, &mut seen);
            }
        }
        count
    }
    fn add(&mut self, word: &str, lower: &mut String, table: &Languages, seen: &mut Vec<&'static str>) {
        const LONGEST: usize = 40;
        for letter in word.chars().take(LONGEST) {
            match table.script(letter) {
                None if letter.is_ascii() => self.latin += 1,
                None => self.mark(letter, table),
                Some(code) => match self.others.iter_mut().find(|(other, _)| *other == code) {
                    Some((_, letters)) => *letters += 1,
                    None => self.others.push((code, 1)),
                },
            }
        }
        self.words += 1;
        if word.len() > LONGEST {
            return;
        }
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        let Some((word, bits)) = table.words.get_key_value(lower.as_str()) else { return };
        let new = !seen.contains(word) && !table.names.contains(word);
        if new {
            seen.push(word);
        }
        for at in (0..self.hits.len()).filter(|at| bits >> at & 1 == 1) {
            self.hits[at] += 1;
            self.kinds[at] += u32::from(new);
        }
    }
    fn mark(&mut self, letter: char, table: &Languages) {
        self.latin += 1;
        self.marked += 1;
        let small = letter.to_lowercase().next().unwrap_or(letter);
        let bits = table.letters.get(&small).copied().unwrap_or(0);
        for at in (0..self.marks.len()).filter(|at| bits >> at & 1 == 1) {
            self.marks[at] += 1;
        }
    }
    fn told(&self, table: &Languages) -> Told {
        let others: u32 = self.others.iter().map(|(_, letters)| letters).sum();
        if others > self.latin && others >= FEWEST_LETTERS {
            return Told::Other(self.by_script(table));
        }
        let at = |code: &str| table.codes.iter().position(|it| *it == code);
        let english = at("en").map_or(0, |at| self.hits[at]);
        let best = (0..self.hits.len())
            .filter(|at| table.codes[*at] != "en")
            .max_by_key(|at| (self.hits[*at], self.kinds[*at], std::cmp::Reverse(*at)));
        let Some(best) = best.filter(|_| self.words >= FEWEST_WORDS) else { return Told::Unsure };
        let (hits, kinds) = (self.hits[best], self.kinds[best]);
        if english >= hits && english * SHARE >= self.words {
            return Told::English;
        }
        if kinds >= FEWEST_HITS && hits * SHARE >= self.words && hits >= 2 * english + 2 {
            return Told::Other(table.codes[best]);
        }
        self.by_letters(english, table)
    }
    /// Languages with few small words: their letters tell.
    fn by_letters(&self, english: u32, table: &Languages) -> Told {
        let marked = self.marked * LETTER_SHARE >= self.latin && self.latin >= FEWEST_LATIN;
        if !marked || english * ENGLISH_SHARE > self.words {
            return Told::Unsure;
        }
        let best = (0..self.marks.len()).max_by_key(|at| (self.marks[*at] + self.hits[*at], std::cmp::Reverse(*at)));
        best.map_or(Told::Unsure, |at| Told::Other(table.codes[at]))
    }
    /// The language of a text in another script: that of its common words, else the one the script most often writes.
    fn by_script(&self, table: &Languages) -> &'static str {
        let letters =
            |code: &str| self.others.iter().find(|(other, _)| *other == code).map_or(0, |(_, letters)| *letters);
        // Japanese mixes its own letters into Chinese ones.
        if letters("ja") * 10 > letters("zh") && letters("ja") > 0 {
            return "ja";
        }
        let words = (0..self.hits.len())
            .filter(|at| table.codes[*at] != "en")
            .max_by_key(|at| (self.hits[*at], std::cmp::Reverse(*at)));
        let script = self.others.iter().max_by_key(|(_, letters)| *letters).map_or("und", |(code, _)| *code);
        match words.filter(|at| self.hits[*at] >= 2) {
            Some(at) => table.codes[at],
            None => script,
        }
    }
    /// Whether the text does not speak against the language that the input gives.
    fn allows(&self, given: &str, told: &str, table: &Languages) -> bool {
        let hits = |code: &str| table.codes.iter().position(|it| *it == code).map(|at| self.hits[at]);
        match (hits(given), hits(told)) {
            (Some(given), Some(told)) => given * 4 >= told * 3,
            (None, _) => !table.scripts.iter().any(|(.., code)| *code == given),
            (Some(_), None) => false,
        }
    }
}

/// Pieces from the beginning, the middle and further on.
fn stretches(text: &str) -> impl Iterator<Item = &str> {
    let wanted = if text.len() <= MOST_BYTES { 1 } else { STRETCHES };
    (0..wanted).map(move |number| {
        let mut start = text.len() / wanted * number;
        while !text.is_char_boundary(start) {
            start += 1;
        }
        let mut end = (start + MOST_BYTES).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        &text[start..end]
    })
}
