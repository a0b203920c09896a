//! "Police: three held", "Mayor Fox: bridge stays closed": the colon of a headline.

use super::scene::{Draft, Scene};
use crate::model::{BlockKind, Factuality};

/// The rule of this module, as statements name it.
pub(super) const COLON: &str = "headline with a colon";
/// The most words before the colon.
const MOST: usize = 6;

/// Reads the headlines of a document.
pub(super) fn headlines(scene: &Scene, out: &mut Vec<Draft>) {
    let text = scene.text;
    for sentence in 0..text.sentences.len() {
        let kind = text.blocks.get(text.sentences.items()[sentence].block).kind;
        if sentence > 0 && !matches!(kind, BlockKind::Headline | BlockKind::Heading) {
            continue;
        }
        out.extend(headline(scene, sentence));
    }
}

fn headline(scene: &Scene, sentence: usize) -> Option<Draft> {
    let places = scene.text.places(sentence);
    let colon = (places.start + 1..places.end.min(places.start + MOST + 1)).find(|at| scene.lower(*at) == ":")?;
    let source = places.start..colon;
    let name = |at: usize| {
        scene.text.word(at).starts_with(char::is_uppercase)
            || matches!(scene.lower(at), "of" | "the" | "and" | "'s" | "’s" | "." | "-")
    };
    let clean = source.clone().all(|at| {
        (name(at) || scene.tag(at).is_some_and(crate::model::Tag::is_noun)) && scene.quotations.at(at).is_none()
    });
    let label = source.clone().any(|at| is_label(scene.lower(at)));
    let end = scene.limit(places.start).max(colon + 1);
    let verb = (colon + 1..end).any(|at| scene.tag(at).is_some_and(crate::model::Tag::is_verb));
    if !clean || label || end < colon + 3 || !(verb || scene.quotations.at(colon + 1).is_some()) {
        return None;
    }
    let end = if end < places.end && scene.is_mark(end) { end + 1 } else { end };
    Some(Draft {
        source: Some(source),
        cue: vec![colon..colon + 1],
        content: vec![colon + 1..end],
        at: colon,
        class: "say",
        factuality: Some(Factuality::Certain),
        by: COLON,
        ..Draft::default()
    })
}

/// Whether a word before a colon makes it the label of a section, not a speaker.
pub(super) fn is_label(word: &str) -> bool {
    matches!(
        word,
        "exclusive"
            | "watch"
            | "live"
            | "latest"
            | "video"
            | "update"
            | "updates"
            | "breaking"
            | "opinion"
            | "analysis"
            | "review"
            | "photos"
            | "note"
            | "part"
            | "how"
            | "why"
            | "what"
            | "election"
            | "campaign"
            | "day"
            | "week"
            | "attack"
            | "war"
            | "crisis"
            | "timeline"
            | "explainer"
            | "factbox"
            | "interview"
            | "profile"
            | "claim"
            | "claims"
            | "fact"
            | "facts"
            | "rumor"
            | "rumour"
            | "verdict"
            | "assessment"
            | "q"
            | "a"
            | "an"
    )
}
