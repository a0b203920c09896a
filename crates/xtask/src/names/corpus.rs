//! The corpora the name tagger learns from, with their labels turned into the contract's kinds of names.

use std::path::Path;

use onrecord_reader::{
    mentions::{Sort, Words, bit, tagger},
    model::Span,
};
use rustc_hash::FxHashMap;
use serde_json::Value;

/// The label of a word that the corpus does not tell enough about.
pub(crate) const OPEN: u8 = 255;

/// A text and its names.
#[derive(Debug, Clone)]
pub(crate) struct Labelled {
    /// The text.
    pub(crate) text: String,
    /// Byte ranges and what they name: a place in `tagger::KINDS`, or `None` for words to be left open.
    spans: Vec<(Span, Option<usize>)>,
    /// Whether spans are whole phrases, of which the name is only a part.
    phrases: bool,
}

impl Labelled {
    /// The same text in capitals, where that keeps every character in its place.
    pub(crate) fn shouted(&self) -> Option<Self> {
        let text: String = self.text.to_uppercase();
        let same = self.text.chars().all(|c| c.to_uppercase().map(char::len_utf8).sum::<usize>() == c.len_utf8());
        same.then(|| Self { text, ..self.clone() })
    }
}

/// Reads every corpus that may train weights that ship.
pub(crate) fn read_all(data: &Path) -> Result<Vec<Labelled>, String> {
    let mut all = Vec::new();
    for name in ["wikigold/test", "crossner-politics/train", "crossner-politics/dev"] {
        all.extend(read(data, name, false)?);
    }
    for name in ["re3d/train", "gum/train", "knowledgenet/train"] {
        all.extend(read(data, name, true)?);
    }
    Ok(all)
}

/// Genres of GUM under open licences.
const OPEN_GENRES: [&str; 6] = ["news", "interview", "academic", "court", "bio", "voyage"];

fn read(data: &Path, name: &str, phrases: bool) -> Result<Vec<Labelled>, String> {
    let file = data.join(format!("{name}.jsonl"));
    let lines = std::fs::read_to_string(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
    let mut all = Vec::new();
    for line in lines.lines().filter(|line| !line.is_empty()) {
        let row: Value = serde_json::from_str(line).map_err(|error| format!("{}: {error}", file.display()))?;
        let genre = row["meta"]["genre"].as_str();
        let closed = genre.is_some_and(|genre| !OPEN_GENRES.contains(&genre));
        if closed || row["meta"]["source"].as_str() == Some("BBC Online") {
            continue;
        }
        let text = row["text"].as_str().unwrap_or_default().to_owned();
        let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut spans = Vec::new();
        let told = arguments(&row);
        for span in row["spans"].as_array().into_iter().flatten() {
            let place = |key: &str| span[key].as_u64().and_then(|at| bytes.get(at as usize)).copied();
            let (Some(start), Some(end)) = (place("start"), place("end")) else { continue };
            let named = span["attrs"]["named"].as_bool().unwrap_or(false);
            let argument = told.get(span["id"].as_str().unwrap_or_default()).copied().map(Some);
            if let Some(kind) = argument.or_else(|| kind_of(span["label"].as_str().unwrap_or_default(), named)) {
                spans.push((Span::new(start, end), kind));
            }
        }
        spans.sort_by_key(|(span, _)| std::cmp::Reverse(span.len()));
        all.push(Labelled { text, spans, phrases });
    }
    Ok(all)
}

/// What the arguments of relations are, by span: someone with a spouse is a person.
fn arguments(row: &Value) -> FxHashMap<String, usize> {
    let mut kinds = FxHashMap::default();
    for link in row["links"].as_array().into_iter().flatten() {
        let (subject, object) = match link["label"].as_str().unwrap_or_default() {
            "DATE_OF_BIRTH" | "DATE_OF_DEATH" | "NATIONALITY" => (Some(0), None),
            "EMPLOYEE_OR_MEMBER_OF" | "EDUCATED_AT" | "POLITICAL_AFFILIATION" => (Some(0), Some(1)),
            "SPOUSE" | "CHILD_OF" => (Some(0), Some(0)),
            "PLACE_OF_BIRTH" | "PLACE_OF_RESIDENCE" => (Some(0), Some(2)),
            "CEO" | "FOUNDED_BY" => (Some(1), Some(0)),
            "SUBSIDIARY_OF" => (Some(1), Some(1)),
            "HEADQUARTERS" => (Some(1), Some(2)),
            "DATE_FOUNDED" => (Some(1), None),
            _ => continue,
        };
        for (role, kind) in [("subject", subject), ("object", object)] {
            for id in link["args"][role].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if let Some(kind) = kind {
                    kinds.insert(id.to_owned(), kind);
                }
            }
        }
    }
    kinds
}

/// `None`: not a name; `Some(None)`: left open.
fn kind_of(label: &str, named: bool) -> Option<Option<usize>> {
    Some(match label {
        "PER" | "politician" | "person" | "Person" => Some(0),
        "ORG" | "organisation" | "politicalparty" | "Organisation" | "organization" => Some(1),
        "LOC" | "location" | "country" | "Location" | "place" => Some(2),
        "election" => Some(3),
        "event" if named => Some(3),
        "MISC" | "misc" | "DocumentReference" | "MilitaryPlatform" | "Weapon" => Some(4),
        "object" | "abstract" if named => Some(4),
        _ => return None,
    })
}

/// The label of each word of a document.
pub(crate) fn labels(labelled: &Labelled, words: &Words) -> Vec<u8> {
    let mut labels = vec![tagger::OUTSIDE; words.text.tokens.len()];
    let mut taken = vec![false; labels.len()];
    for (span, kind) in &labelled.spans {
        let mut places = words.text.places_in(*span);
        if places.is_empty() || places.clone().any(|place| taken[place]) {
            continue;
        }
        let cut = words.text.span(places.start).start() != span.start()
            || words.text.span(places.end - 1).end() != span.end();
        let Some(kind) = *kind else {
            labels[places].fill(OPEN);
            continue;
        };
        if cut && !labelled.phrases {
            labels[places].fill(OPEN);
            continue;
        }
        places = core(words, places, kind, labelled.phrases);
        let is_people = places.clone().all(|place| {
            words.known(place).is_some_and(|known| matches!(known.phrase.sort, Sort::People | Sort::Peoples))
        });
        if places.is_empty() || is_people {
            continue;
        }
        taken[places.clone()].fill(true);
        labels[places.clone()].fill(tagger::first_label(kind) + 1);
        labels[places.start] = tagger::first_label(kind);
    }
    if labelled.phrases {
        leave_open(words, &mut labels);
    }
    labels
}

/// Corpora of whole phrases do not say which of them are names: a word written like a name that got no label stays open.
fn leave_open(words: &Words, labels: &mut [u8]) {
    for (at, label) in labels.iter_mut().enumerate() {
        let namelike = words.is_namelike(at) && !words.is_common(at) && words.text.lower(at) != "i";
        let is_people = words.known(at).is_some_and(|known| known.phrase.sort.kind().is_none());
        let nameless = words.bits(at) & bit::NAMELESS != 0;
        if *label == tagger::OUTSIDE && namelike && !is_people && !nameless && !words.is_shouted(at) {
            *label = OPEN;
        }
    }
}

/// What follows these words in a phrase is not what the phrase is about.
const BREAKS: [&str; 22] = [
    "of", "in", "at", "from", "for", "by", "to", "on", "with", "who", "which", "that", "where", "and", "or", ",", "(",
    ":", "under", "near", "against", "as",
];
/// A name that stands before these is what its phrase is about.
const ENDS: [&str; 8] = [";", ")", "\"", "”", "--", "—", "is", "was"];

/// The name inside a span: without article, title and, for whole phrases, without what is not capitalised.
fn core(words: &Words, places: std::ops::Range<usize>, kind: usize, phrases: bool) -> std::ops::Range<usize> {
    let (mut start, mut end) = (places.start, places.end);
    loop {
        let titled = (kind == 0).then(|| words.title(start, end)).flatten().map(|(_, after)| after);
        if let Some(after) = titled.filter(|after| *after <= end) {
            start = after;
        } else if start < end && matches!(words.text.lower(start), "the" | "a" | "an" | "\"" | "“") {
            start += 1;
        } else {
            break;
        }
        if start >= end {
            return start..start;
        }
    }
    while end > start && matches!(words.text.lower(end - 1), "'s" | "’s" | "'" | "’" | "s'") {
        end -= 1;
    }
    if !phrases {
        return start..end;
    }
    while start < end && !words.is_namelike(start) && words.bits(start) & bit::PARTICLE == 0 {
        // Behind "of" or "in" stands another thing than the phrase is about.
        if BREAKS.contains(&words.text.lower(start)) {
            return start..start;
        }
        start += 1;
    }
    if start >= end {
        return start..start;
    }
    let whole = end;
    let mut last = start;
    let small = |at: usize| matches!(words.text.lower(at), "of" | "the" | "for" | "and" | "&" | "-" | "." | "'" | "in");
    for at in start..end {
        if words.is_namelike(at) || words.text.word(at).bytes().all(|byte| byte.is_ascii_digit()) {
            last = at + 1;
        } else if !(small(at) || words.bits(at) & bit::PARTICLE != 0) {
            break;
        }
    }
    if last <= start {
        return start..start;
    }
    end = last;
    let headed = end == whole || BREAKS.contains(&words.text.lower(end)) || ENDS.contains(&words.text.lower(end));
    if !headed || matches!(words.text.lower(start), "i" | "we" | "you" | "my" | "our" | "your") {
        return start..start;
    }
    let only_common = (start..end).all(|at| words.is_common(at)) && end - start < 2 && words.is_first(start);
    if only_common { start..start } else { start..end.max(start) }
}
