//! Which words of a text tell of an incident, figurative uses set aside.

use super::{
    forms::Form,
    scene::Scene,
    tables::{Grade, Row},
};
use crate::model::{Arc, Span, Tag};

/// A word or words that tell of an incident, and which row says so.
#[derive(Debug, Clone)]
pub(crate) struct Trigger {
    /// The place of its head word.
    pub(crate) at: usize,
    /// All its words.
    pub(crate) places: Vec<usize>,
    /// The row, as a place in the table.
    pub(crate) row: u16,
    /// Which form it stands in.
    pub(crate) form: Form,
    /// The sentence.
    pub(crate) sentence: usize,
}

impl Trigger {
    /// Its row.
    pub(crate) fn row<'a>(&self, scene: &'a Scene) -> &'a Row {
        &scene.tables.rows[self.row as usize]
    }
    /// Its words, from first to last.
    pub(crate) fn span(&self, scene: &Scene) -> Span {
        let first = scene.text.span(self.places[0]);
        self.places.iter().map(|place| scene.text.span(*place)).fold(first, Span::hull)
    }
}

/// Most triggers read in one sentence, and in one document.
const MAX_IN_SENTENCE: usize = 24;
const MAX_IN_DOCUMENT: usize = 4000;
/// How many words may stand inside a trigger of several words ("set the car on fire").
const MAX_GAP: usize = 5;

/// Finds every trigger in text order.
pub(crate) fn triggers(scene: &Scene) -> Vec<Trigger> {
    let text = scene.text;
    let sporting = is_sporting(scene);
    let mut found: Vec<Trigger> = Vec::new();
    for sentence in 0..text.sentences.len() {
        let start = found.len();
        let places = text.places(sentence);
        let mut next = places.start;
        while next < places.end && found.len() - start < MAX_IN_SENTENCE {
            let trigger = at_place(scene, next, places.end, sentence);
            next += 1;
            let Some(trigger) = trigger else { continue };
            let last = trigger.places.last().copied().unwrap_or(next);
            if trigger.places.windows(2).all(|pair| pair[1] == pair[0] + 1) {
                next = last + 1;
            }
            let idle = is_figurative(scene, &trigger) || sporting && is_weak_in_sports(scene, &trigger);
            if !idle {
                found.push(trigger);
            }
        }
        if found.len() > MAX_IN_DOCUMENT {
            break;
        }
    }
    found
}

fn at_place(scene: &Scene, place: usize, end: usize, sentence: usize) -> Option<Trigger> {
    let word = scene.text.lower(place);
    if let Some(tails) = scene.tables.several.get(word) {
        for (rest, row, form) in tails {
            let particle = *form == Form::Past
                && rest.first().is_some_and(|it| place + 1 < end && scene.text.lower(place + 1) == it);
            if !particle && !tag_fits(scene, place, *row, *form) {
                continue;
            }
            if let Some(places) = tail(scene, place, end, rest, scene.tables.rows[*row as usize].verb) {
                let verb = scene.tables.rows[*row as usize].verb;
                let at = if verb { place } else { *places.last()? };
                return Some(Trigger { at, places, row: *row, form: *form, sentence });
            }
        }
    }
    let rows = scene.tables.single.get(word)?;
    let (row, form) = rows.iter().find(|(row, form)| tag_fits(scene, place, *row, *form))?;
    Some(Trigger { at: place, places: vec![place], row: *row, form: *form, sentence })
}

fn tail(scene: &Scene, first: usize, end: usize, rest: &[String], verb: bool) -> Option<Vec<usize>> {
    let mut places = vec![first];
    let mut from = first + 1;
    let gap = if verb { MAX_GAP } else { 0 };
    let last = end.min(first + 1 + gap + rest.len());
    for word in rest {
        let limit = if places.len() > 1 { end.min(from + 1) } else { last };
        let at = (from..limit).find(|at| scene.text.lower(*at) == word)?;
        if (from..at).any(|between| scene.text.tag(between).is_punctuation() || scene.text.tag(between).is_verb()) {
            return None;
        }
        places.push(at);
        from = at + 1;
    }
    Some(places)
}

/// Whether the tag lets the word be what the row says it is.
fn tag_fits(scene: &Scene, place: usize, row: u16, form: Form) -> bool {
    let text = scene.text;
    let tag = text.tag(place);
    if scene.tables.rows[row as usize].verb {
        // Taggers call a participle an adjective, and a verb in capitals or a headline a noun.
        return tag.is_verb() && !(tag == Tag::Vbn && is_modifier(scene, place))
            || form == Form::Past && !is_modifier(scene, place) && !is_after_article(scene, place);
    }
    let capital = text.word(place).starts_with(char::is_uppercase) && text.word(place).chars().any(char::is_lowercase);
    if capital
        && scene.tables.rows[row as usize].grade == Grade::Context
        && place > text.places(text.sentence_of(place)).start
    {
        return false;
    }
    tag.is_noun()
        || form == Form::Base
            && matches!(tag, Tag::Vbg | Tag::Jj)
            && text.lower(place).ends_with("ing")
            && is_nominal(scene, place)
}

fn is_modifier(scene: &Scene, place: usize) -> bool {
    let next = (place + 1).min(scene.text.tokens.len() - 1);
    scene.text.arc(place) == Arc::Amod && scene.text.tag(next).is_noun() && !is_time(scene, next)
}

/// "exploded tonight": the noun after it says when.
fn is_time(scene: &Scene, place: usize) -> bool {
    let span = scene.text.span(place);
    let first = scene.times.items().partition_point(|time| time.span.end() <= span.start());
    scene.times.items().get(first).is_some_and(|time| time.span.start() == span.start())
}

/// "the shot", "a set": a noun for sure.
fn is_after_article(scene: &Scene, place: usize) -> bool {
    let before = place.checked_sub(1).map(|at| scene.text.tag(at));
    matches!(before, Some(Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Cd | Tag::Pos | Tag::In))
}

/// "the bombing of": an -ing word with an article or adjective before it or "of" after it.
fn is_nominal(scene: &Scene, place: usize) -> bool {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(place));
    let before = (place > sentence.start).then(|| text.tag(place - 1));
    let after = (place + 1 < sentence.end).then(|| text.lower(place + 1));
    matches!(before, Some(Tag::Dt | Tag::Jj | Tag::Pos | Tag::PrpPoss | Tag::Nn | Tag::Nnp)) || after == Some("of")
}

/// Whether the words around make it no violence: "heart attack", "legal battle".
fn is_figurative(scene: &Scene, trigger: &Trigger) -> bool {
    const MAX_PHRASE: usize = 6;
    let text = scene.text;
    let sentence = text.places(trigger.sentence);
    let first = sentence.start.max(trigger.at.saturating_sub(MAX_PHRASE - 1));
    (first..=trigger.at).any(|start| {
        let Some(phrases) = scene.tables.phrases.get(text.lower(start)) else { return false };
        phrases.iter().any(|phrase| {
            let end = start + phrase.len();
            end > trigger.at
                && end <= sentence.end
                && phrase.iter().zip(start..end).all(|(word, at)| text.lower(at) == *word)
        })
    })
}

/// Whether a text is about a match or a game: sports words outnumber the strong words of violence.
fn is_sporting(scene: &Scene) -> bool {
    const LEAST: usize = 3;
    const MAX_READ: usize = 3000;
    let text = scene.text;
    let mut seen: Vec<&str> = Vec::new();
    let mut violent = 0;
    for place in 0..text.tokens.len().min(MAX_READ) {
        let word = text.lower(place);
        if let Some(word) = scene.tables.sports.get(word) {
            if !seen.contains(word) {
                seen.push(word);
            }
        } else if scene.tables.is(word, "terror")
            || matches!(word, "killed" | "wounded" | "murdered" | "gunmen" | "bomb" | "police")
        {
            violent += 1;
        }
    }
    seen.len() >= LEAST && seen.len() > violent
}

fn is_weak_in_sports(scene: &Scene, trigger: &Trigger) -> bool {
    let row = trigger.row(scene);
    !matches!(
        row.kind,
        "murder"
            | "killing"
            | "kidnapping"
            | "bombing"
            | "arrest"
            | "earthquake"
            | "assassination"
            | "massacre"
            | "riot"
    ) || row.grade != Grade::Main && row.effect != Some("death")
}
