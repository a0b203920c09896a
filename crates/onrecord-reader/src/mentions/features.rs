//! What the name tagger looks at: the features of one word. Training and reading go through this one function.

use super::{
    knowledge::bit,
    words::{Shape, Words, hash},
};

/// Mixes two numbers into one.
#[inline]
fn mix(one: u32, other: u32) -> u32 {
    (one.rotate_left(5) ^ other).wrapping_mul(0x9E37_79B1)
}

struct Sink<'a> {
    out: &'a mut Vec<u32>,
    template: u32,
}

impl Sink<'_> {
    /// Adds the feature of the next template with a value.
    #[inline]
    fn put(&mut self, value: u32) {
        self.template += 1;
        self.out.push(mix(self.template.wrapping_mul(0x85EB_CA6B), value).max(1));
    }
}

/// How many templates at the front tell the word itself; training leaves them out now and then.
pub const WORD_TEMPLATES: usize = 7;

/// The features of the word at a place.
// One template a line: their order is their number, so they stay in one list.
#[allow(clippy::too_many_lines)]
pub fn features(words: &Words, at: usize, out: &mut Vec<u32>) {
    let places = words.text.places(words.text.sentence_of(at));
    let word = |by: isize| {
        let place = at.checked_add_signed(by).filter(|place| places.contains(place));
        place.map_or(1, |place| words.hash(place))
    };
    let view = |by: isize| at.checked_add_signed(by).filter(|place| places.contains(place));
    let tag = |by: isize| view(by).map_or(99, |place| words.text.tag(place) as u32);
    let shape = |by: isize| view(by).map_or(99, |place| shape_of(words, place));
    let known = |by: isize| view(by).map_or(99, |place| known_of(words, place));
    let bits = |by: isize| view(by).map_or(0, |place| words.bits(place) & HEADS);
    let common = |by: isize| view(by).map_or(2, |place| u32::from(words.is_common(place)));
    let run = words.run(at);
    let position = u32::from(at == run.start) + 2 * u32::from(at + 1 == run.end);
    let lower = words.text.lower(at);
    // Where all is in capitals, the same clues are worth something else.
    let mut sink = Sink { out, template: if words.is_shouted(at) { 100 } else { 0 } };

    sink.put(word(0));
    sink.put(mix(word(-1), word(0)));
    sink.put(mix(word(0), word(1)));
    sink.put(prefix(lower, 3));
    sink.put(suffix(lower, 4));
    sink.put(suffix(lower, 3));
    sink.put(mix(words.hash(run.end - 1), words.hash(run.start)));

    let first = u32::from(words.is_first(at));
    sink.put(mix(shape(0), first));
    sink.put(word(-1));
    sink.put(word(1));
    sink.put(mix(word(-2), shape(0)));
    sink.put(mix(word(2), shape(0)));
    sink.put(suffix(lower, 2));
    sink.put(mix(mix(shape(-1), shape(0)), shape(1)));
    sink.put(mix(mix(shape(0), first), common(0)));
    sink.put(mix(mix(common(-1), common(0)), mix(common(1), shape(0))));
    sink.put(mix(tag(0), shape(0)));
    sink.put(mix(tag(-1), tag(0)));
    sink.put(mix(tag(0), tag(1)));
    sink.put(mix(mix(tag(-1), tag(0)), tag(1)));
    sink.put(mix(mix(tag(0), first), common(0)));
    sink.put(known(0));
    sink.put(mix(known(-1), known(0)));
    sink.put(mix(known(0), known(1)));
    sink.put(mix(known(0), tag(0)));
    sink.put(mix(bits(0), shape(0)));
    sink.put(mix(bits(-1), bits(0)));
    sink.put(mix(bits(0), bits(1)));
    let title = words.after_title(at, places.start);
    sink.put(mix(title, position));
    sink.put(mix(position, u32::try_from((run.end - run.start).min(6)).unwrap_or(6)));
    let (head, front) = (run.end - 1, run.start);
    sink.put(mix(words.hash(head), position));
    sink.put(mix(words.bits(head) & HEADS, position));
    sink.put(mix(words.bits(front) & HEADS, position));
    sink.put(mix(mix(words.bits(front) & HEADS, words.bits(head) & HEADS), position));
    let before = run.start.checked_sub(1).filter(|place| places.contains(place)).map_or(1, |place| words.hash(place));
    let after = Some(run.end).filter(|place| places.contains(place)).map_or(1, |place| words.hash(place));
    sink.put(mix(before, position));
    sink.put(mix(after, position));
    sink.put(mix(mix(before, after), position));
    sink.put(mix(known_of(words, head), position));
    sink.put(mix(words.elsewhere(at), shape(0)));
    sink.put(mix(mix(words.elsewhere(at), known(0)), first));
    sink.put(word_pattern(words.text.word(at)));
    sink.put(0);
}

const HEADS: u32 = !0;

fn shape_of(words: &Words, at: usize) -> u32 {
    let shape = words.shape(at);
    let cased = !matches!(shape, Shape::Mark | Shape::Number);
    if cased && words.is_shouted(at) { 50 } else { shape as u32 }
}

/// The sort of the known phrase that covers a word, and where in the phrase it stands.
fn known_of(words: &Words, at: usize) -> u32 {
    words.known(at).map_or(98, |known| {
        let first = u32::from(known.start as usize == at);
        let last = u32::from(known.end as usize == at + 1);
        known.phrase.sort as u32 * 4 + first * 2 + last
    })
}

fn prefix(word: &str, length: usize) -> u32 {
    hash(word.get(..length).unwrap_or(word))
}

fn suffix(word: &str, length: usize) -> u32 {
    hash(word.len().checked_sub(length).and_then(|start| word.get(start..)).unwrap_or(word))
}

/// "AA-99a" for "FW-16b": runs of one class of character as one.
fn word_pattern(word: &str) -> u32 {
    let mut pattern = 7;
    let mut last = 0;
    for c in word.chars().take(24) {
        let class = match c {
            c if c.is_uppercase() => 1,
            c if c.is_alphabetic() => 2,
            c if c.is_numeric() => 3,
            '.' => 4,
            '-' => 5,
            _ => 6,
        };
        if class != last {
            pattern = mix(pattern, class);
            last = class;
        }
    }
    pattern
}

/// What the rest of the document tells of a word.
pub(super) mod elsewhere {
    /// It follows a given name.
    pub(in super::super) const SURNAME: u32 = 1;
    /// It follows a title.
    pub(in super::super) const TITLED: u32 = 2;
    /// It stands alone in brackets.
    pub(in super::super) const BRACKETED: u32 = 4;
    /// It is the last word of a longer run.
    pub(in super::super) const LAST: u32 = 8;
}

/// Whether a word is a given name.
pub(super) fn is_given(words: &Words, at: usize) -> bool {
    words.bits(at) & bit::GIVEN != 0
}
