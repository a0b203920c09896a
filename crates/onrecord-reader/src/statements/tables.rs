//! What is known of words that signal speech: `data/cues.tsv` and `data/cue_words.tsv`, parsed once.

use rustc_hash::FxHashMap;

use super::factuality::Governors;
use crate::model::Factuality;

/// Which company a cue keeps: the letters of the `frames` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frames(u32);

impl Frames {
    fn parse(letters: &str) -> Self {
        Self(letters.bytes().fold(0, |bits, letter| bits | Self::bit(letter)))
    }
    fn bit(letter: u8) -> u32 {
        match letter {
            b'a'..=b'z' => 1 << (letter - b'a'),
            b'D' => 1 << 26,
            b'N' => 1 << 27,
            b'J' => 1 << 28,
            _ => 0,
        }
    }
    /// Whether the frame of that letter is there.
    pub fn has(self, letter: u8) -> bool {
        self.0 & Self::bit(letter) != 0
    }
}

/// One row of `data/cues.tsv` for one cue.
#[derive(Debug, Clone)]
pub struct Cue {
    /// The dictionary form.
    pub lemma: &'static str,
    /// What is done by saying it.
    pub class: &'static str,
    /// Its company.
    pub frames: Frames,
    /// What the source commits to by it.
    pub factuality: Factuality,
    /// The words after the first ("out" of "point out").
    pub rest: Vec<&'static str>,
}

/// Kinds of small words, as bits.
#[allow(missing_docs)]
pub(super) mod kind {
    pub(crate) const NEGATION: u32 = 1;
    pub(crate) const WEAK: u32 = 2;
    pub(crate) const MAY: u32 = 4;
    pub(crate) const LIKELY: u32 = 8;
    pub(crate) const UNLIKELY: u32 = 16;
    pub(crate) const DOCUMENT: u32 = 32;
    pub(crate) const HIDDEN: u32 = 64;
    pub(crate) const SPOKES: u32 = 128;
    pub(crate) const VENUE: u32 = 256;
    pub(crate) const PRESS: u32 = 512;
    pub(crate) const PLURAL: u32 = 1024;
    pub(crate) const LABEL: u32 = 2048;
    pub(crate) const LIVES: u32 = 4096;
    pub(crate) const SENSE: u32 = 8192;
    pub(crate) const SPARED: u32 = 16384;
    pub(crate) const ASKING: u32 = 32768;
    pub(crate) const BULLET: u32 = 1 << 16;
}

/// The tables of this stage.
#[derive(Debug)]
pub struct Tables {
    cues: Vec<Cue>,
    /// First word of each form to cues, longest first.
    forms: FxHashMap<String, Vec<u16>>,
    words: FxHashMap<&'static str, u32>,
    /// What words make of the clause or noun they govern.
    pub(super) governors: Governors,
}

const CUES: &str = include_str!("../../data/cues.tsv");
const WORDS: &str = include_str!("../../data/cue_words.tsv");

fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1)
}

impl Tables {
    /// The tables that come with the reader.
    pub fn built_in() -> Self {
        let mut tables = Self {
            cues: Vec::new(),
            forms: FxHashMap::default(),
            words: FxHashMap::default(),
            governors: Governors::built_in(),
        };
        for row in rows(CUES) {
            tables.add_row(row);
        }
        for row in rows(WORDS) {
            let mut cells = row.split('\t');
            let bit = kind_bit(cells.next().unwrap_or_default());
            for word in cells.next().unwrap_or_default().split(',') {
                *tables.words.entry(word).or_default() |= bit;
            }
        }
        let cues = &tables.cues;
        for list in tables.forms.values_mut() {
            let cue = |at: &u16| &cues[*at as usize];
            list.sort_by_key(|at| (std::cmp::Reverse(cue(at).rest.len()), !cue(at).frames.has(b'J')));
        }
        tables
    }
    fn add_row(&mut self, row: &'static str) {
        let cells: Vec<&'static str> = row.split('\t').collect();
        let [class, letters, code, words] = cells[..] else { return };
        let frames = Frames::parse(letters);
        let factuality = Factuality::of_code(code).unwrap_or(Factuality::Certain);
        for word in words.split(',') {
            let (lemma, irregular) = word.split_once('=').unwrap_or((word, ""));
            let mut parts = lemma.split(' ');
            let first = parts.next().unwrap_or_default();
            let cue = Cue { lemma, class, frames, factuality, rest: parts.collect() };
            let Ok(at) = u16::try_from(self.cues.len()) else { return };
            self.cues.push(cue);
            for form in forms_of(first, irregular, frames) {
                let list = self.forms.entry(form).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
    }
    /// The cues a word (lower case) may begin, longest first.
    pub fn begun_by(&self, word: &str) -> &[u16] {
        self.forms.get(word).map_or(&[], Vec::as_slice)
    }
    /// A cue.
    pub fn cue(&self, at: u16) -> &Cue {
        &self.cues[at as usize]
    }
    /// The kinds of a small word.
    pub fn kinds(&self, word: &str) -> u32 {
        self.words.get(word).copied().unwrap_or_default()
    }
    /// Whether a word is of a kind.
    pub fn is(&self, word: &str, bit: u32) -> bool {
        self.kinds(word) & bit != 0
    }
}

fn kind_bit(name: &str) -> u32 {
    match name {
        "negation" => kind::NEGATION,
        "weak" => kind::WEAK,
        "may" => kind::MAY,
        "likely" => kind::LIKELY,
        "unlikely" => kind::UNLIKELY,
        "document" => kind::DOCUMENT,
        "hidden" => kind::HIDDEN,
        "spokes" => kind::SPOKES,
        "venue" => kind::VENUE,
        "press" => kind::PRESS,
        "plural" => kind::PLURAL,
        "label" => kind::LABEL,
        "lives" => kind::LIVES,
        "sense" => kind::SENSE,
        "spared" => kind::SPARED,
        "asking" => kind::ASKING,
        "bullet" => kind::BULLET,
        _ => 0,
    }
}

/// The inflected forms of a verb, or of a noun; an adjective has one.
fn forms_of(word: &str, irregular: &str, frames: Frames) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if frames.has(b'J') {
        return forms;
    }
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    let consonant_y = word.ends_with('y') && !["ay", "ey", "oy", "uy"].iter().any(|end| word.ends_with(end));
    let stem = &word[..word.len() - 1];
    forms.push(match () {
        () if consonant_y => format!("{stem}ies"),
        () if sibilant || word == "go" => format!("{word}es"),
        () => format!("{word}s"),
    });
    if frames.has(b'N') {
        return forms;
    }
    let drops_e = word.ends_with('e') && !word.ends_with("ee");
    forms.push(if drops_e { format!("{stem}ing") } else { format!("{word}ing") });
    if irregular.is_empty() {
        forms.push(match () {
            () if consonant_y => format!("{stem}ied"),
            () if word.ends_with('e') => format!("{word}d"),
            () => format!("{word}ed"),
        });
    }
    forms.extend(irregular.split('/').filter(|form| !form.is_empty()).map(str::to_owned));
    forms
}
