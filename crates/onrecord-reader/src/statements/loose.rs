//! Quotations no cue reaches: they go on with the voice before them, or begin after a sentence that names it.

use super::{draft::Draft, verbs::Scene};
use crate::model::Factuality;

/// Adds a draft for each speech quotation that no draft holds.
pub(super) fn quotations(scene: &Scene, drafts: &mut Vec<Draft>) {
    let mut held: Vec<(usize, usize)> =
        drafts.iter().flat_map(|draft| draft.content.iter().map(|it| (it.start, it.end))).collect();
    held.sort_unstable();
    let mut reach = 0;
    let mut next = 0;
    let mut loose = Vec::new();
    for quotation in scene.quotations {
        while next < held.len() && held[next].0 <= quotation.start {
            reach = reach.max(held[next].1);
            next += 1;
        }
        if quotation.speech && reach < quotation.end && stands_alone(scene, quotation.start, quotation.end) {
            loose.push(Draft {
                source: 0..0,
                source_head: None,
                cue: Vec::new(),
                at: quotation.start,
                content: vec![quotation.start..quotation.end],
                addressee: None,
                class: "say",
                base: Factuality::Certain,
                direct: true,
                by: "loose quotation",
            });
        }
    }
    drafts.extend(loose);
}

/// Whether a quotation is a sentence by itself: nothing but it stands in its first and last sentence.
fn stands_alone(scene: &Scene, start: usize, end: usize) -> bool {
    let text = scene.text;
    let first = text.places(text.sentence_of(start));
    let last = text.places(text.sentence_of(end - 1));
    let marks = |places: std::ops::Range<usize>| {
        places.into_iter().all(|at| text.tag(at).is_punctuation() || !text.word(at).starts_with(char::is_alphanumeric))
    };
    marks(first.start..start) && marks(end..last.end)
}
