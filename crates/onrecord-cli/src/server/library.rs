//! What the pages show: an archive, opened anew for each page, or articles read into memory.

use std::path::{Path, PathBuf};

use onrecord::archive::{self, Archive};
use onrecord_reader::row;

use crate::error::CommandError;

/// Where the articles are.
pub enum Library {
    /// Read from files when the server started; the name of an article is its place, from 1.
    Files(Vec<row::Reading>),
    /// An archive another process may write meanwhile; the name of an article is its identity.
    Archive(PathBuf),
}

/// An article as it is listed.
pub struct Item {
    pub id: String,
    pub title: String,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub statements: usize,
}

/// An article that holds the words looked for.
pub struct Hit {
    pub item: Item,
    /// The words around, those looked for marked.
    pub pieces: Vec<(String, bool)>,
    /// Where they stand, code points.
    pub span: row::Span,
}

impl Library {
    /// The articles of an archive that can be opened.
    pub fn archive(path: &Path) -> Result<Self, CommandError> {
        Archive::open_read(path)?;
        Ok(Self::Archive(path.into()))
    }

    /// All articles, the newest first.
    pub fn items(&self) -> Result<Vec<Item>, CommandError> {
        let mut items: Vec<Item> = match self {
            Self::Files(readings) => (1..).zip(readings).map(|(place, reading)| item(place, reading)).collect(),
            Self::Archive(path) => Archive::open_read(path)?.documents()?.into_iter().map(listed).collect(),
        };
        items.sort_by(|left, right| right.published.cmp(&left.published));
        Ok(items)
    }

    /// One article; nothing where there is none of that name.
    pub fn reading(&self, id: &str) -> Result<Option<row::Reading>, CommandError> {
        Ok(match self {
            Self::Files(readings) => {
                id.parse::<usize>().ok().and_then(|at| readings.get(at.checked_sub(1)?)).map(|it| named(id, it))
            }
            Self::Archive(path) => {
                let archive = Archive::open_read(path)?;
                match archive.document(id) {
                    Ok(document) => Some(row::Reading { id: document.id.clone(), ..archive.reading(&document)? }),
                    Err(error) if error.kind() == onrecord::ErrorKind::NotFound => None,
                    Err(error) => return Err(error.into()),
                }
            }
        })
    }

    /// The articles that mention a name, or all where that is as quick; `id` of each is the one pages use.
    pub fn mentioning(&self, name: &str) -> Result<Vec<row::Reading>, CommandError> {
        Ok(match self {
            Self::Files(readings) => {
                (1..).zip(readings).map(|(at, it): (usize, _)| named(&at.to_string(), it)).collect()
            }
            Self::Archive(path) => mentioning(&Archive::open_read(path)?, name)?,
        })
    }

    /// The newest articles, for a look at who and what they name.
    pub fn newest(&self, most: usize) -> Result<Vec<row::Reading>, CommandError> {
        let items = self.items()?;
        let mut readings = Vec::new();
        for item in items.iter().take(most) {
            readings.extend(self.reading(&item.id)?);
        }
        Ok(readings)
    }

    /// The articles that hold all words of a query, best first.
    pub fn search(&self, query: &str, most: usize) -> Result<Vec<Hit>, CommandError> {
        Ok(match self {
            Self::Files(readings) => {
                let terms: Vec<Vec<char>> = terms(query);
                let all = (1..).zip(readings).filter_map(|(at, reading)| hit(at, reading, &terms));
                let mut hits: Vec<(usize, Hit)> = all.collect();
                hits.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
                hits.into_iter().take(most).map(|(_, hit)| hit).collect()
            }
            Self::Archive(path) => Archive::open_read(path)?.search(query, most)?.into_iter().map(archived).collect(),
        })
    }
}

/// The readings of an archive's articles that mention a name or have someone of that name speak.
pub fn mentioning(archive: &Archive, name: &str) -> Result<Vec<row::Reading>, CommandError> {
    let mut documents = archive.documents_mentioning(name)?;
    let voiced = archive.statements_by(name)?;
    let spoken = voiced.into_iter().map(|it| it.summary).filter(|it| documents.iter().all(|other| other.id != it.id));
    let spoken: Vec<archive::Summary> = spoken.collect();
    documents.extend(spoken);
    let mut readings = Vec::with_capacity(documents.len());
    for document in &documents {
        readings.push(row::Reading { id: document.id.clone(), ..archive.reading(document)? });
    }
    Ok(readings)
}

fn listed(document: archive::Summary) -> Item {
    Item {
        id: document.id,
        title: document.title.unwrap_or(document.key),
        outlet: document.outlet,
        published: document.published,
        statements: document.statements,
    }
}

fn archived(hit: archive::Hit) -> Hit {
    let mut pieces = Vec::new();
    let mut at = 0;
    let words = |start: usize, end: usize| hit.text.get(start..end).unwrap_or_default().to_owned();
    for mark in &hit.marks {
        if mark.start >= at {
            pieces.push((words(at, mark.start), false));
            pieces.push((words(mark.start, mark.end), true));
            at = mark.end;
        }
    }
    pieces.push((words(at, hit.text.len()), false));
    Hit { pieces, span: hit.excerpt, item: listed(hit.document) }
}

fn named(id: &str, reading: &row::Reading) -> row::Reading {
    row::Reading { id: id.to_owned(), ..reading.clone() }
}

fn item(place: usize, reading: &row::Reading) -> Item {
    Item {
        id: place.to_string(),
        title: reading.document.title.clone().unwrap_or_else(|| reading.id.clone()),
        outlet: reading.document.outlet.clone(),
        published: reading.document.published.clone(),
        statements: reading.statements.len(),
    }
}

fn lower(text: &str) -> Vec<char> {
    // One character for one, so that places in the lower-cased text are places in the text.
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

/// The words and quoted phrases of a query.
fn terms(query: &str) -> Vec<Vec<char>> {
    let query = query.replace(['\u{201C}', '\u{201D}'], "\"");
    let mut all = Vec::new();
    for (at, part) in query.split('"').enumerate() {
        if at % 2 == 1 {
            all.push(lower(part.trim()));
        } else {
            all.extend(part.split_whitespace().map(lower));
        }
    }
    all.retain(|term| term.iter().any(|c| c.is_alphanumeric()));
    all.truncate(16);
    all
}

fn hit(place: usize, reading: &row::Reading, terms: &[Vec<char>]) -> Option<(usize, Hit)> {
    let characters: Vec<char> = reading.document.text.chars().collect();
    let folded = lower(&reading.document.text);
    let mut marks: Vec<row::Span> = Vec::new();
    for term in terms {
        let found = occurrences(&folded, term);
        if found.is_empty() {
            return None;
        }
        marks.extend(found);
    }
    let in_sentence = |[start, end]: row::Span| marks.iter().filter(move |mark| start <= mark[0] && mark[1] <= end);
    let first = marks.first()?;
    let best = reading.sentences.iter().copied().max_by_key(|it| (in_sentence(*it).count(), std::cmp::Reverse(it[0])));
    let span = best.filter(|it| in_sentence(*it).next().is_some()).unwrap_or(*first);
    let mut inside: Vec<row::Span> = in_sentence(span).copied().collect();
    inside.sort_unstable();
    let words = |start: usize, end: usize| characters.get(start..end).unwrap_or_default().iter().collect::<String>();
    let mut pieces = Vec::new();
    let mut at = span[0];
    for [start, end] in inside {
        if start >= at {
            pieces.push((words(at, start), false));
            pieces.push((words(start, end), true));
            at = end;
        }
    }
    pieces.push((words(at, span[1]), false));
    Some((marks.len(), Hit { item: item(place, reading), pieces, span }))
}

/// Where a term begins a word of the text.
fn occurrences(text: &[char], term: &[char]) -> Vec<row::Span> {
    let starts = (0..text.len().saturating_sub(term.len().saturating_sub(1))).filter(|at| {
        text[*at..].starts_with(term) && !at.checked_sub(1).is_some_and(|before| text[before].is_alphanumeric())
    });
    starts.take(1000).map(|at| [at, at + term.len()]).collect()
}
