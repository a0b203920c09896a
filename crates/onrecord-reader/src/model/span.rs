//! Where words stand in a text.

use std::ops::Range;

/// A half-open range of bytes in the text of a document. Never reversed.
///
/// Both ends lie on character boundaries. Other units (code points) exist only in [`crate::row`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// Makes a span; a reversed range becomes empty at its start.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { start: clamp(start), end: clamp(end.max(start)) }
    }
    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }
    /// The byte after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }
    /// The length in bytes.
    pub fn len(self) -> usize {
        self.range().len()
    }
    /// Whether it covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }
    /// The words the span covers; empty if `text` is not the text it was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Whether the two share at least one byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// The smallest span that covers both.
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}
