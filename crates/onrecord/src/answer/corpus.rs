//! The readings an answer may cite, in the order of publication, wire copies found.

use onrecord_reader::{edtf::Edtf, row};

/// One document an answer may cite.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its number in the answer, from 1.
    pub number: usize,
    /// What was read from it.
    pub reading: row::Reading,
    /// The number of an earlier source with the same words, where it is a copy.
    pub copy_of: Option<usize>,
    characters: Vec<char>,
}

impl Source {
    /// The words of a span, white space folded; empty for a span outside the text.
    pub fn words(&self, [start, end]: [usize; 2]) -> String {
        let part: String = self.characters.get(start..end).unwrap_or_default().iter().collect();
        part.split_whitespace().collect::<Vec<_>>().join(" ")
    }
    /// The sentence a place stands in.
    pub fn sentence(&self, at: usize) -> [usize; 2] {
        let sentences = &self.reading.sentences;
        let next = sentences.partition_point(|[start, _]| *start <= at);
        next.checked_sub(1).map_or([at, at], |before| sentences[before])
    }
    /// From the first sentence to the last that a list of spans touches.
    pub fn sentences(&self, spans: &[[usize; 2]]) -> [usize; 2] {
        let start = spans.iter().map(|[start, _]| *start).min().unwrap_or(0);
        let end = spans.iter().map(|[_, end]| *end).max().unwrap_or(start);
        let last = self.sentence(end.saturating_sub(1).max(start));
        [self.sentence(start)[0], last[1].max(end)]
    }
    /// A statement by its id.
    pub fn statement(&self, id: &str) -> Option<&row::Statement> {
        let place = id.strip_prefix('s')?.parse::<usize>().ok()?.checked_sub(1)?;
        self.reading.statements.get(place)
    }
    /// An entity by its id.
    pub fn entity(&self, id: &str) -> Option<&row::Entity> {
        let place = id.strip_prefix('e')?.parse::<usize>().ok()?.checked_sub(1)?;
        self.reading.entities.get(place)
    }
    /// The headline, else the name of the document.
    pub fn title(&self) -> &str {
        self.reading.document.title.as_deref().unwrap_or(&self.reading.id)
    }
    /// The day of publication as days since 1970-01-01.
    pub fn day(&self) -> Option<i64> {
        day(self.reading.document.published.as_deref())
    }
    /// Where the headline stands in the text, where it does; else the first words.
    pub fn head(&self) -> [usize; 2] {
        self.reading.sentences.first().copied().unwrap_or([0, 0])
    }
}

/// The first day a date can mean.
pub(super) fn day(date: Option<&str>) -> Option<i64> {
    date.and_then(Edtf::parse).and_then(|date| date.earliest())
}

/// The documents of an answer.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    /// By day of publication, those without a day last.
    pub sources: Vec<Source>,
}

impl Corpus {
    /// Numbers readings in the order of publication and marks copies.
    pub fn new(mut readings: Vec<row::Reading>) -> Self {
        let order = |reading: &row::Reading| {
            (day(reading.document.published.as_deref()).unwrap_or(i64::MAX), reading.id.clone())
        };
        readings.sort_by_cached_key(order);
        let mut sources: Vec<Source> = Vec::with_capacity(readings.len());
        let mut shingles: Vec<Vec<u64>> = Vec::new();
        for (at, reading) in readings.into_iter().enumerate() {
            let own = self::shingles(&reading.document.text);
            let copy_of = shingles.iter().position(|other| alike(other, &own)).map(|place| place + 1);
            shingles.push(own);
            let characters = reading.document.text.chars().collect();
            sources.push(Source { number: at + 1, copy_of, characters, reading });
        }
        Self { sources }
    }
    /// A source by its number.
    pub fn source(&self, number: usize) -> Option<&Source> {
        self.sources.get(number.checked_sub(1)?)
    }
}

/// Share of five-word shingles, of the smaller text, above which two texts count as copies: a wire story with its own
/// headline and credit line stays above, two reports of one press conference below (seen on the bundled examples).
const COPY_SHARE: f64 = 0.6;

/// Hashes of all five-word runs, sorted.
fn shingles(text: &str) -> Vec<u64> {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let hash = |run: &[String]| {
        let mut hasher = DefaultHasher::new();
        run.hash(&mut hasher);
        hasher.finish()
    };
    let mut all: Vec<u64> = words.windows(5).map(hash).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[allow(clippy::cast_precision_loss)]
fn alike(left: &[u64], right: &[u64]) -> bool {
    let smaller = left.len().min(right.len());
    if smaller < 20 {
        return false;
    }
    let shared = left.iter().filter(|hash| right.binary_search(hash).is_ok()).count();
    shared as f64 >= COPY_SHARE * smaller as f64
}
