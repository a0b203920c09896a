//! Which entities of each document a subject names.

use std::collections::BTreeMap;

use onrecord_reader::row;

use super::corpus::{Corpus, Source};

/// A subject: per source, the entities that carry the name, as an alias or in full.
#[derive(Debug, Clone, Default)]
pub struct Subject {
    /// What was asked for.
    pub asked: String,
    /// The name most documents use in full.
    pub name: String,
    /// Source number -> entity ids.
    pub entities: BTreeMap<usize, Vec<String>>,
}

/// A name for comparison: lower case, letters and digits, without a leading article.
pub(super) fn fold(name: &str) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let skip = usize::from(words.len() > 1 && words[0] == "the");
    words[skip..].join(" ")
}

fn names(entity: &row::Entity) -> impl Iterator<Item = &str> {
    std::iter::once(entity.name.as_str()).chain(entity.aliases.iter().map(String::as_str))
}

fn is_named(entity: &row::Entity) -> bool {
    entity.mentions.iter().any(|mention| mention.form == "name")
}

impl Subject {
    /// Finds the entities a name means; nothing when no document has it. A whole name or alias counts before a part
    /// of one ("Oduya" for "Mira Oduya").
    pub fn find(corpus: &Corpus, asked: &str) -> Option<Self> {
        let wanted = fold(asked);
        if wanted.is_empty() {
            return None;
        }
        let whole = |entity: &row::Entity| names(entity).any(|name| fold(name) == wanted);
        let part = |entity: &row::Entity| {
            names(entity).any(|name| format!(" {} ", fold(name)).contains(&format!(" {wanted} ")))
        };
        Self::matching(corpus, asked, whole).or_else(|| Self::matching(corpus, asked, part))
    }

    fn matching(corpus: &Corpus, asked: &str, fits: impl Fn(&row::Entity) -> bool) -> Option<Self> {
        let mut subject = Self { asked: asked.to_owned(), ..Self::default() };
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        for source in &corpus.sources {
            for entity in source.reading.entities.iter().filter(|entity| is_named(entity) && fits(entity)) {
                subject.entities.entry(source.number).or_default().push(entity.id.clone());
                *used.entry(&entity.name).or_default() += 1;
            }
        }
        let most = used.into_iter().max_by_key(|(name, count)| (*count, std::cmp::Reverse(name.len())))?;
        subject.name = most.0.to_owned();
        Some(subject)
    }

    /// The name as asked for, in the spelling of a document that uses it; else the fullest name.
    pub fn called(&self, corpus: &Corpus) -> String {
        let wanted = fold(&self.asked);
        let entities = corpus.sources.iter().flat_map(|source| self.of(source));
        let spelled = entities.flat_map(names).find(|name| fold(name) == wanted);
        spelled.map_or_else(|| self.name.clone(), str::to_owned)
    }
    /// Whether an entity of a source is the subject.
    pub fn is(&self, source: &Source, id: &str) -> bool {
        self.entities.get(&source.number).is_some_and(|ids| ids.iter().any(|it| it == id))
    }
    /// The entities of a source that are the subject.
    pub fn of<'a>(&self, source: &'a Source) -> impl Iterator<Item = &'a row::Entity> {
        let ids = self.entities.get(&source.number).cloned().unwrap_or_default();
        ids.into_iter().filter_map(|id| source.entity(&id))
    }
    /// Whether a span of a source mentions the subject, by name or otherwise.
    pub fn mentioned(&self, source: &Source, [start, end]: [usize; 2]) -> bool {
        self.of(source)
            .flat_map(|entity| &entity.mentions)
            .any(|mention| start <= mention.span[0] && mention.span[1] <= end)
    }
}

/// The names nearest to one that was not found, best first, at most five.
pub fn nearest(corpus: &Corpus, asked: &str) -> Vec<String> {
    let wanted = fold(asked);
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in corpus.sources.iter().flat_map(|source| &source.reading.entities).filter(|entity| is_named(entity)) {
        *all.entry(&entity.name).or_default() += entity.mentions.len();
    }
    let mut scored: Vec<(usize, std::cmp::Reverse<usize>, &str)> =
        all.into_iter().map(|(name, count)| (distance(&fold(name), &wanted), std::cmp::Reverse(count), name)).collect();
    scored.sort_unstable();
    let near = scored.iter().filter(|(distance, ..)| *distance <= wanted.chars().count().max(4) / 2);
    let mut best: Vec<String> = near.take(5).map(|(.., name)| (*name).to_owned()).collect();
    if best.is_empty() {
        let mut common = scored;
        common.sort_unstable_by_key(|(_, count, name)| (*count, *name));
        best = common.iter().take(5).map(|(.., name)| (*name).to_owned()).collect();
    }
    best
}

/// Levenshtein distance, over at most 40 characters.
fn distance(left: &str, right: &str) -> usize {
    let right: Vec<char> = right.chars().take(40).collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (at, one) in left.chars().take(40).enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (place, other) in right.iter().enumerate() {
            let cost = diagonal + usize::from(one != *other);
            diagonal = row[place + 1];
            row[place + 1] = cost.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[right.len()]
}
