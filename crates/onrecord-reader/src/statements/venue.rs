//! When, where and to whom it was said: what stands beside the cue.

use std::ops::Range;

use super::{
    scene::{Draft, Scene},
    tables::kind,
};
use crate::model::{Edtf, Span};

/// What a cue has beside it.
#[derive(Debug, Default)]
pub(super) struct Beside {
    pub said_at: Option<Edtf>,
    pub venue: Option<Span>,
    pub addressee: Option<Span>,
}

/// Reads the words of the sentence around the cue that are neither content nor source.
pub(super) fn beside(scene: &Scene, draft: &Draft) -> Beside {
    let mut found = Beside::default();
    if draft.cue.is_empty() || draft.by == "according to" {
        return found;
    }
    let sentence = scene.sentence(draft.at);
    let inside = |at: usize| {
        draft.content.iter().any(|it| it.contains(&at)) || draft.source.as_ref().is_some_and(|it| it.contains(&at))
    };
    let near = |at: usize| at.abs_diff(draft.at) <= 25;
    let mut at = sentence.start.max(draft.at.saturating_sub(25));
    while at < sentence.end && at <= draft.at + 25 {
        if inside(at) {
            at += 1;
            continue;
        }
        if let Some((id, end)) = scene.time_at(at)
            && found.said_at.is_none()
            && near(at)
            && attached(scene, draft, at, inside)
        {
            found.said_at = scene.times.get(id).edtf.clone();
            at = end;
            continue;
        }
        if matches!(scene.lower(at), "in" | "on" | "at" | "during" | "via" | "through")
            && found.venue.is_none()
            && !inside(at + 1)
        {
            let end = scene.phrase_end(at + 1, sentence.end);
            if let Some(venue) = venue(scene, at + 1..end, &inside) {
                found.venue = Some(scene.text.span_of(venue));
            }
        }
        at += 1;
    }
    if let Some(addressee) = draft.addressee.clone().map(|it| scene.trimmed(it)).filter(|it| !it.is_empty()) {
        let span = scene.text.span_of(addressee.clone());
        let press = addressee.clone().any(|it| scene.tables.is(scene.lower(it), kind::PRESS));
        if press && found.venue.is_none() {
            found.venue = Some(span);
        }
        found.addressee = Some(span);
    }
    found
}

fn venue(scene: &Scene, range: Range<usize>, inside: &impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let range = scene.trimmed(range);
    if range.is_empty() || range.len() > 8 || range.clone().any(inside) {
        return None;
    }
    range.clone().any(|it| scene.tables.is(scene.lower(it), kind::VENUE)).then_some(range)
}

/// A time belongs to the cue when nothing but prepositions, venue and commas stands between, or it opens the sentence.
fn attached(scene: &Scene, draft: &Draft, time: usize, inside: impl Fn(usize) -> bool) -> bool {
    let range = if time < draft.at { time..draft.at } else { draft.at + 1..time };
    range.clone().all(|at| {
        inside(at)
            || !scene.is_finite(at)
            || at == draft.at
            || draft.cue.iter().any(|it| it.contains(&at))
            || is_auxiliary(scene, draft, at)
    })
}

fn is_auxiliary(scene: &Scene, draft: &Draft, at: usize) -> bool {
    at < draft.at
        && draft.at - at <= 3
        && matches!(scene.lower(at), "has" | "had" | "have" | "did" | "does" | "do" | "was" | "were")
}
