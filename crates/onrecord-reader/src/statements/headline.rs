//! "Police: three held", "Mayor Fox: bridge stays closed": the colon of a headline.

use std::ops::Range;

use super::{
    scene::{Draft, Scene},
    tables::kind,
};
use crate::model::BlockKind;

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
    let mut places = scene.text.places(sentence);
    // "09:15 Mayor: bridge closed".
    if let Some((_, end)) = scene.time_at(places.start)
        && end < places.end
        && scene.lower(end) != ":"
    {
        places.start = end;
    }
    let colon = colon(scene, &places, MOST)?;
    let source = places.start..colon;
    let clean = source.clone().all(|at| {
        (is_name_part(scene, at) || scene.tag(at).is_some_and(crate::model::Tag::is_noun))
            && scene.quotations.at(at).is_none()
    });
    let label = has_label(scene, source.clone());
    let end = scene.limit(places.start).max(colon + 1);
    let verb = (colon + 1..end).any(|at| scene.tag(at).is_some_and(crate::model::Tag::is_verb));
    if !clean || label || end < colon + 3 || !(verb || scene.quotations.at(colon + 1).is_some()) {
        return None;
    }
    let end = if end < places.end && scene.is_mark(end) { end + 1 } else { end };
    Some(Draft::given(source, colon..colon + 1, colon + 1..end, COLON))
}

/// The first colon behind at most so many words.
pub(super) fn colon(scene: &Scene, places: &Range<usize>, most: usize) -> Option<usize> {
    (places.start + 1..places.end.min(places.start + most + 1)).find(|at| scene.lower(*at) == ":")
}

/// Whether a word may stand in a name before a colon: "Port of Sella's".
pub(super) fn is_name_part(scene: &Scene, at: usize) -> bool {
    scene.text.word(at).starts_with(char::is_uppercase)
        || matches!(scene.lower(at), "of" | "the" | "and" | "'s" | "’s" | "." | "-")
}

/// Whether a word before a colon makes it the label of a section, not a speaker.
pub(super) fn has_label(scene: &Scene, mut places: Range<usize>) -> bool {
    places.any(|at| scene.tables.is(scene.lower(at), kind::LABEL))
}
