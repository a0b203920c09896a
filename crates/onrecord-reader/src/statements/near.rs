//! Sources that stand where no subject does: behind the verb, or as a first word that the parse takes for something else.

use std::ops::Range;

use super::{cues::Sight, scene::Scene, source::phrase};
use crate::model::{Arc, Tag};

/// `"...," said Ann Fox, a judge` and `..., said Ann Fox`: a comma or a mark, the verb, somebody, and no verb behind them.
pub(super) fn inverted(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let first = scene.sentence(sight.at).start;
    let place = sight.start.checked_sub(1).filter(|at| *at > first)?;
    let told = sight.row(scene).frames.has(b'p') && !sight.noun && !sight.infinitive && !sight.passive;
    if !told || !(scene.is_comma(place) || scene.is_mark(place)) || scene.text.tag(sight.at) == Tag::Vbg {
        return None;
    }
    let limit = scene.limit(sight.at);
    let end = scene.phrase_end(sight.end, limit);
    let named = (sight.end..end).any(|at| scene.tag(at).is_some_and(Tag::is_proper));
    let stops = end >= limit || scene.is_comma(end);
    if !named
        || !stops
        || scene.time_at(sight.end).is_some()
        || !(first..place).rev().take(60).any(|at| scene.is_finite(at))
    {
        return None;
    }
    let parsed = scene
        .tree
        .children(sight.at)
        .find(|at| matches!(scene.text.arc(*at), Arc::Nsubj) && (sight.end..end).contains(at));
    let range = parsed
        .map(|head| phrase(scene, head, &(sight.start..sight.end)))
        .filter(|it| it.start == sight.end && it.end >= end);
    Some(range.unwrap_or(sight.end..end))
}

/// A first word taken for an adverb ("Weaver told"), and a verb joined to another by "and": answers that end the search.
pub(super) fn misread(scene: &Scene, sight: &Sight, first: usize) -> Option<Option<Range<usize>>> {
    if sight.start == first && sight.start < sight.at && scene.text.word(first).starts_with(char::is_uppercase) {
        let adverb = scene.lower(first).ends_with("ly")
            || sight.start + 1 < sight.at
            || scene.text.tag(sight.at) != Tag::Vbd
            || is_adverb(scene.lower(first));
        let name = !adverb && scene.text.tag(first) == Tag::Rb && scene.text.arc(first) == Arc::Advmod;
        return Some(name.then_some(first..first + 1));
    }
    let end = sight.start;
    // "Arrend denied reports", where the parse takes the name for an order.
    if end == first + 1
        && scene.text.tag(first) == Tag::Vb
        && scene.text.word(first).starts_with(char::is_uppercase)
        && matches!(scene.text.tag(sight.at), Tag::Vbn | Tag::Vbd)
    {
        return Some(Some(first..end));
    }
    // "is fighting or has declared": the subject of the verb before.
    if end > first && matches!(scene.lower(end - 1), "and" | "or" | "but") {
        let subject = (first..end).find(|at| matches!(scene.text.arc(*at), Arc::Nsubj | Arc::NsubjPass));
        return Some(subject.map(|subject| phrase(scene, subject, &(sight.start..sight.end))));
    }
    None
}

fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "also"
            | "then"
            | "later"
            | "never"
            | "always"
            | "once"
            | "soon"
            | "now"
            | "still"
            | "here"
            | "there"
            | "so"
            | "thus"
            | "often"
            | "ever"
            | "just"
            | "even"
            | "only"
            | "again"
            | "instead"
            | "perhaps"
            | "not"
            | "maybe"
    )
}

/// "said Ann Fox, a judge": the phrase behind the verb where the parse names none.
pub(super) fn behind(scene: &Scene, sight: &Sight, limit: usize) -> Option<Range<usize>> {
    if !scene.begins_phrase(sight.end) {
        return None;
    }
    let end = scene.phrase_end(sight.end, limit);
    (end > sight.end).then_some(sight.end..end)
}
