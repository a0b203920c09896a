//! A line of an answer: cited words and fixed phrases.

use serde::Serialize;

use super::corpus::Source;

/// Where words stand: a source by its number in the answer, and code points of its text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cite {
    /// Number of the source, from 1.
    pub source: usize,
    /// Half-open range of code points of the source's text.
    pub span: [usize; 2],
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// A phrase of the fixed table.
    Phrase(String),
    /// Words of a source, white space folded.
    Words(String, Cite),
    /// A name or a resolved value (a date, a number) read from a source.
    Value(String),
    /// The name of a speaker.
    Speaker(String),
}

/// A line with what it rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The pieces in order.
    pub parts: Vec<Part>,
    /// What it cites; never empty for a line that asserts something.
    pub cites: Vec<Cite>,
    /// What sorts it in a timeline: days since 1970-01-01.
    #[serde(skip)]
    pub day: Option<i64>,
}

impl Line {
    /// An empty line.
    pub fn new() -> Self {
        Self::default()
    }
    /// Adds a fixed phrase.
    pub fn phrase(mut self, phrase: impl Into<String>) -> Self {
        self.parts.push(Part::Phrase(phrase.into()));
        self
    }
    /// Adds a resolved value.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.parts.push(Part::Value(value.into()));
        self
    }
    /// Adds a speaker, or that none is named.
    pub fn speaker(mut self, name: Option<&str>) -> Self {
        self.parts.push(match name {
            Some(name) => Part::Speaker(name.to_owned()),
            None => Part::Phrase(super::phrases::UNNAMED.to_owned()),
        });
        self
    }
    /// Adds words of a source and cites them.
    pub fn words(mut self, source: &Source, span: [usize; 2]) -> Self {
        let cite = Cite { source: source.number, span };
        self.parts.push(Part::Words(source.words(span), cite.clone()));
        self.cites.push(cite);
        self
    }
    /// Cites without printing the words.
    pub fn cite(mut self, source: &Source, span: [usize; 2]) -> Self {
        self.cites.push(Cite { source: source.number, span });
        self
    }
    /// Sets its place in a timeline.
    pub fn on(mut self, day: Option<i64>) -> Self {
        self.day = day;
        self
    }
    /// The words of the line without citations.
    pub fn plain(&self) -> String {
        let text = |part: &Part| match part {
            Part::Phrase(text) | Part::Value(text) | Part::Speaker(text) => text.clone(),
            Part::Words(text, _) => format!("\u{201c}{}\u{201d}", text.trim_matches(['"', '\u{201c}', '\u{201d}'])),
        };
        self.parts.iter().map(text).collect::<Vec<_>>().join(" ")
    }
}
