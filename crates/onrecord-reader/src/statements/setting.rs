//! When and where something was said.

use super::draft::Draft;
use crate::{lexicon::Table, model::*, syntax::Text};

/// The date of the saying: a time expression that hangs on the cue and lies outside what is said.
pub(super) fn said_at(text: &Text, times: &Layer<TimeExpression>, draft: &Draft) -> Option<Edtf> {
    let sentence = text.sentences.items()[text.sentence_of(draft.at)].span;
    let first = times.items().partition_point(|time| time.span.start() < sentence.start());
    let inside = times.items()[first..].iter().take_while(|time| time.span.start() < sentence.end());
    let outside = |time: &&TimeExpression| {
        let covered = draft.content.iter().any(|it| text.span_of(it.clone()).overlaps(time.span));
        !covered && time.edtf.is_some() && matches!(time.kind, TimeType::Date | TimeType::Time)
    };
    let near = |time: &&TimeExpression| {
        let places = text.places_in(time.span);
        let Some(head) = places.clone().find(|at| text.head(*at).is_none_or(|head| !places.contains(&head))) else {
            return false;
        };
        // It hangs on the cue, or opens the sentence before the source, or stands next to the cue.
        let governed = text.head(head) == Some(draft.at);
        let opens = places.end <= draft.source.start.max(1)
            && places.start <= text.places(text.sentence_of(draft.at)).start + 8;
        let touches = places.start > draft.at && places.start <= draft.at + 4
            || places.end + 1 >= draft.at && places.end <= draft.at;
        governed || opens || touches
    };
    inside.filter(outside).find(near).and_then(|time| time.edtf.clone())
}

/// The venue: a phrase of "in", "on", "at", "via" or "during" with a venue noun, outside what is said.
pub(super) fn venue(text: &Text, venues: &Table, draft: &Draft) -> Option<Span> {
    let sentence = text.places(text.sentence_of(draft.at));
    let covered = |at: usize| draft.content.iter().any(|it| it.contains(&at)) || draft.source.contains(&at);
    let window = draft.at.saturating_sub(25).max(sentence.start)..sentence.end.min(draft.at + 25);
    for at in window {
        if covered(at) || !matches!(text.lower(at), "in" | "on" | "at" | "via" | "during") {
            continue;
        }
        let mut end = at + 1;
        while end < sentence.end
            && end < at + 10
            && !covered(end)
            && !text.tag(end).is_punctuation()
            && !matches!(text.tag(end), Tag::In | Tag::Cc | Tag::Vbd | Tag::Vbz)
        {
            end += 1;
        }
        let noun = (at + 1..end).rev().find(|place| venues.contains(text.lower(*place)));
        if let Some(noun) = noun {
            let start = at + 1 + usize::from(matches!(text.lower(at + 1), "a" | "an" | "the"));
            return Some(text.span_of(start.min(noun)..noun + 1));
        }
    }
    None
}
