//! The part of speech of every word of a sentence, left to right.
//!
//! Frequent words with one tag are looked up; the others are classified. Knows nothing of trees.

use super::{
    forms::Form,
    hash::mix,
    model::{Bytes, Network},
};
use crate::model::Tag;

/// Hidden units.
pub const WIDTH: usize = 32;
/// Features of a word.
pub const FEATURES: usize = 26;
/// The tag before the first word.
const NONE: u32 = 63;

/// The tagger's knowledge.
#[derive(Debug, Clone)]
pub struct Tagger {
    words: Sure,
    network: Network<WIDTH>,
}

impl Tagger {
    /// Puts a tagger together.
    pub fn new(words: Sure, network: Network<WIDTH>) -> Self {
        Self { words, network }
    }
    /// The same tagger, surer of some more words (hash in case).
    pub fn surer(mut self, words: &[(u32, Tag)]) -> Self {
        let known = self.words.slots.iter().filter(|slot| slot.0 != 0);
        let known = known.filter_map(|(word, tag)| Some((*word, *Tag::ALL.get(usize::from(*tag))?)));
        let new = words.iter().filter(|(word, _)| self.words.get(*word).is_none()).copied();
        self.words = Sure::new(&known.chain(new).collect::<Vec<_>>());
        self
    }
    /// Tags a sentence; `tags` is emptied first.
    pub fn tag(&self, forms: &[Form], tags: &mut Vec<Tag>) {
        tags.clear();
        for at in 0..forms.len() {
            let tag = self.words.get(forms[at].word).unwrap_or_else(|| self.classify(forms, tags, at));
            tags.push(tag);
        }
    }
    fn classify(&self, forms: &[Form], tags: &[Tag], at: usize) -> Tag {
        let hidden = self.network.hidden(&features(forms, tags, at), &[0; WIDTH]);
        let class = self.network.best(&hidden, 0..Tag::ALL.len());
        Tag::ALL.get(class).copied().unwrap_or(Tag::Nn)
    }
    /// Appends the tagger to a weights file.
    pub fn write(&self, file: &mut Vec<u8>) {
        self.words.write(file);
        self.network.write(file);
    }
    /// Reads a tagger.
    pub fn read(file: &mut Bytes) -> Option<Self> {
        Some(Self { words: Sure::read(file)?, network: Network::read(file)? })
    }
}

/// Words whose tag is sure: an open table of hashes and tags.
#[derive(Debug, Clone)]
pub struct Sure {
    slots: Box<[(u32, u8)]>,
}

impl Sure {
    /// The table of some words (hash in case) and tags.
    pub fn new(words: &[(u32, Tag)]) -> Self {
        let mut slots = vec![(0, 0); (words.len() * 3).next_power_of_two().max(4)];
        for (word, tag) in words {
            let mut at = *word as usize & (slots.len() - 1);
            while slots[at].0 != 0 {
                at = (at + 1) & (slots.len() - 1);
            }
            slots[at] = (*word, *tag as u8);
        }
        Self { slots: slots.into() }
    }
    /// The sure tag of a word.
    #[inline]
    pub fn get(&self, word: u32) -> Option<Tag> {
        let mask = self.slots.len() - 1;
        let mut at = word as usize & mask;
        // The table is at most a third full, so an empty slot ends every search.
        loop {
            let (other, tag) = self.slots[at];
            if other == word && word != 0 {
                return Tag::ALL.get(usize::from(tag)).copied();
            }
            if other == 0 {
                return None;
            }
            at = (at + 1) & mask;
        }
    }
    fn write(&self, file: &mut Vec<u8>) {
        let words: Vec<_> = self.slots.iter().filter(|slot| slot.0 != 0).collect();
        file.extend((words.len() as u32).to_le_bytes());
        for (word, tag) in words {
            file.extend(word.to_le_bytes());
            file.extend([*tag, 0, 0, 0]);
        }
    }
    fn read(file: &mut Bytes) -> Option<Self> {
        let count = file.number()?;
        let words = file.take(count * 8)?.as_chunks::<8>().0;
        let word = |b: &[u8; 8]| {
            let tag = Tag::ALL.get(usize::from(b[4])).copied().unwrap_or(Tag::Nn);
            (u32::from_le_bytes([b[0], b[1], b[2], b[3]]), tag)
        };
        Some(Self::new(&words.iter().map(word).collect::<Vec<_>>()))
    }
}

/// What the tagger looks at to tag the word at a place; `tags` holds those before it.
#[inline]
pub fn features(forms: &[Form], tags: &[Tag], at: usize) -> [u32; FEATURES] {
    const EDGE: Form = Form { word: 1, lower: 1, ending: 1, beginning: 1, shape: 1 };
    let form = |at: Option<usize>| at.and_then(|at| forms.get(at)).unwrap_or(&EDGE);
    let tag = |back: usize| at.checked_sub(back).map_or(NONE, |at| tags[at] as u32);
    let this = &forms[at];
    let (last, last2) = (form(at.checked_sub(1)), form(at.checked_sub(2)));
    let (next, next2) = (form(Some(at + 1)), form(Some(at + 2)));
    let (tag1, tag2) = (tag(1), tag(2));
    let first = u32::from(at == 0);
    let (end2, end3) = (this.ending & 0xFFFF, this.ending & 0xFF_FFFF);
    [
        mix(1, this.word, 0),
        mix(2, this.lower, 0),
        mix(3, this.ending, 0),
        mix(4, end3, 0),
        mix(5, end2, 0),
        mix(6, this.beginning & 0xFF_FFFF, 0),
        mix(7, this.shape, first),
        mix(8, tag1, 0),
        mix(9, tag1, tag2),
        mix(10, this.lower, tag1),
        mix(11, last.lower, 0),
        mix(12, next.lower, 0),
        mix(13, last2.lower, 0),
        mix(14, next2.lower, 0),
        mix(15, next.ending & 0xFF_FFFF, 0),
        mix(16, next.shape, this.shape),
        mix(17, last.lower, this.lower),
        mix(18, this.lower, next.lower),
        mix(19, last.shape, this.shape),
        mix(20, next.ending & 0xFFFF, tag1),
        mix(21, last.ending & 0xFF_FFFF, 0),
        mix(22, end3, this.shape),
        mix(23, tag1, next.lower),
        mix(24, end2, tag1),
        mix(25, next2.ending & 0xFFFF, next.ending & 0xFFFF),
        mix(26, this.beginning, 0),
    ]
}
