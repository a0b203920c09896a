//! The text of a case file.

use std::ops::Range;

use crate::edtf::Edtf;
use crate::model::Document;

/// One case.
pub(super) struct Case {
    pub(super) title: String,
    /// The line of the title, from 1.
    pub(super) line: usize,
    pub(super) article: Document,
    pub(super) record: Vec<Fact>,
    /// Layers the record says are empty.
    pub(super) empty: Vec<String>,
    pub(super) never: Vec<Fact>,
    pub(super) today: Option<Today>,
    /// The line after its last, from 0.
    pub(super) end: usize,
}

/// What was read when the case was last blessed.
pub(super) struct Today {
    pub(super) text: String,
    /// Its lines, fences included, from 0.
    pub(super) lines: Range<usize>,
}

/// A fact as written: its first line, and its qualifiers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fact {
    /// `statement "content"`.
    pub(super) head: String,
    /// `speaker "name"`, in the order written.
    pub(super) qualifiers: Vec<String>,
}

impl Fact {
    /// The layer: the first word.
    pub(super) fn layer(&self) -> &str {
        first_word(&self.head)
    }
}

pub(super) fn first_word(line: &str) -> &str {
    line.split(' ').next().unwrap_or("")
}

/// What is wrong with a file, and where (from 1).
pub(super) struct Problem {
    pub(super) line: usize,
    pub(super) what: String,
}

/// The layers and their qualifiers, as `docs/case-format.md` lists them.
const LAYERS: &[(&str, &[&str])] = &[
    (
        "statement",
        &[
            "speaker",
            "kind",
            "office",
            "body",
            "country",
            "anonymity",
            "relayed-by",
            "source",
            "cue",
            "class",
            "manner",
            "factuality",
            "said",
            "venue",
            "addressee",
            "inside",
        ],
    ),
    ("time", &["type", "value", "edtf", "mod", "anchor"]),
    ("entity", &["type", "aliases", "mentions", "places", "likeliest", "places", "likeliest"]),
    ("role", &["at", "by"]),
    ("figure", &["measure", "number", "approximate", "of", "asof", "update", "incident", "by"]),
    (
        "incident",
        &[
            "date",
            "place",
            "stage",
            "status",
            "category",
            "perpetrator",
            "target",
            "weapon",
            "figure",
            "claimed-by",
            "denied-by",
            "blamed-by",
            "doubted-by",
            "withdrawn-by",
        ],
    ),
    ("relation", &["date", "polarity", "by"]),
    ("block", &[]),
    ("sentence", &[]),
    ("head", &["title", "outlet", "published", "byline", "dateline", "language"]),
];

/// Parses a file; its first problem, where it has one.
pub(super) fn parse(file: &str) -> Result<Vec<Case>, Problem> {
    let lines: Vec<&str> = file.lines().collect();
    let mut titles: Vec<usize> = Vec::new();
    let mut fence = None;
    for (at, line) in lines.iter().enumerate() {
        match fence {
            Some(open) if line.trim_end() == open => fence = None,
            Some(_) => {}
            None if line.starts_with("```") => fence = Some(&line[..line.len() - line.trim_start_matches('`').len()]),
            None if line.starts_with("## ") => titles.push(at),
            None => {}
        }
    }
    let ends = titles.iter().copied().skip(1).chain([lines.len()]);
    titles.iter().zip(ends).map(|(start, end)| case(&lines, *start, end)).collect()
}

fn case(lines: &[&str], start: usize, end: usize) -> Result<Case, Problem> {
    let mut case = Case {
        title: lines[start].trim_start_matches('#').trim().to_owned(),
        line: start + 1,
        article: Document::default(),
        record: Vec::new(),
        empty: Vec::new(),
        never: Vec::new(),
        today: None,
        end,
    };
    let mut has = (false, false);
    let mut at = start + 1;
    while at < end {
        let Some((fence, name)) = opening(lines[at]) else {
            at += 1;
            continue;
        };
        let close = (at + 1..end).find(|line| lines[*line].trim_end() == fence);
        let close = close.ok_or_else(|| problem(at, format!("{fence}{name} is never closed")))?;
        let inner = &lines[at + 1..close];
        match name {
            "article" => {
                case.article = article(inner, at + 1)?;
                has.0 = true;
            }
            "record" => {
                case.record = facts(inner, at + 1, &mut case.empty)?;
                has.1 = true;
            }
            "never" => case.never.extend(facts(inner, at + 1, &mut Vec::new())?),
            "today" => case.today = Some(Today { text: inner.join("\n"), lines: at..close + 1 }),
            _ => return Err(problem(at, format!("\"{name}\" is none of article, record, never, today"))),
        }
        at = close + 1;
    }
    let expects = has.1 || !case.never.is_empty();
    if !has.0 || !expects {
        return Err(problem(start, "a case needs an article, and a record or a never".into()));
    }
    case.article.key = case.title.clone();
    Ok(case)
}

fn problem(at: usize, what: String) -> Problem {
    Problem { line: at + 1, what }
}

fn opening(line: &str) -> Option<(&str, &str)> {
    let fence = line.len() - line.trim_start_matches('`').len();
    (fence >= 3).then(|| (&line[..fence], line[fence..].trim()))
}

/// The text of an article block, with the metadata above its first blank line, where there is any.
fn article(lines: &[&str], first: usize) -> Result<Document, Problem> {
    let mut document = Document::default();
    let blank = lines.iter().position(|line| line.trim().is_empty()).unwrap_or(0);
    let is_metadata = |line: &&str| metadata(line).is_some();
    let body = match blank > 0 && lines[..blank].iter().all(is_metadata) {
        true => blank + 1,
        false => 0,
    };
    for (at, line) in lines[..body.saturating_sub(1)].iter().enumerate() {
        let Some((name, value)) = metadata(line) else { continue };
        match name {
            "title" => document.title = Some(value.into()),
            "outlet" => document.outlet = Some(value.into()),
            "url" => document.url = Some(value.into()),
            "byline" => document.byline.push(value.into()),
            "language" => document.language = Some(value.into()),
            _ => {
                let date = Edtf::parse(value);
                document.published = Some(date.ok_or_else(|| problem(first + at, format!("{value} is not EDTF")))?);
            }
        }
    }
    document.text = lines[body..].join("\n").into();
    Ok(document)
}

fn metadata(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(": ")?;
    matches!(name, "published" | "outlet" | "title" | "byline" | "url" | "language").then(|| (name, value.trim()))
}

fn facts(lines: &[&str], first: usize, empty: &mut Vec<String>) -> Result<Vec<Fact>, Problem> {
    let mut facts: Vec<Fact> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = first + at;
        let word = first_word(line.trim());
        if let Some(layer) = line.strip_prefix("no ") {
            known_layer(layer.trim()).ok_or_else(|| problem(at, format!("{layer} is no layer")))?;
            empty.push(layer.trim().to_owned());
            continue;
        }
        if !line.starts_with(' ') {
            known_layer(word).ok_or_else(|| problem(at, format!("{word} is no layer")))?;
            facts.push(Fact { head: plain(line), qualifiers: Vec::new() });
            continue;
        }
        let fact = facts.last_mut().ok_or_else(|| problem(at, "a qualifier stands before any fact".into()))?;
        let known = known_layer(fact.layer()).is_some_and(|qualifiers| qualifiers.contains(&word));
        if !known {
            return Err(problem(at, format!("{word} is no qualifier of {}", fact.layer())));
        }
        fact.qualifiers.push(plain(line));
    }
    Ok(facts)
}

fn known_layer(name: &str) -> Option<&'static [&'static str]> {
    LAYERS.iter().find(|(layer, _)| *layer == name).map(|(_, qualifiers)| *qualifiers)
}

/// A line of a fact in the one form in which they are compared: single spaces, straight quotation marks, no escapes.
pub(super) fn plain(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").replace("\\\"", "\"").replace(['“', '”'], "\"").replace(['‘', '’'], "'")
}
