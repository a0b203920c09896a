//! Verbs of attribution: where their source, addressee and content stand.

use std::ops::Range;

use super::{
    cues::{Cue, Cues, Frames},
    draft::Draft,
    phrase::{self, Clause},
    quotations::Quotation,
};
use crate::{
    model::{Arc, Tag},
    syntax::Text,
};

/// What the search for content needs at hand.
pub(super) struct Scene<'a, 't> {
    pub text: &'a Text<'t>,
    pub cues: &'a Cues,
    pub quotations: &'a [Quotation],
}

impl Scene<'_, '_> {
    /// The quotation a place lies in.
    pub(super) fn quotation_at(&self, at: usize) -> Option<&Quotation> {
        let next = self.quotations.partition_point(|it| it.start <= at);
        next.checked_sub(1).map(|before| &self.quotations[before]).filter(|it| it.holds(at))
    }
    /// The speech quotation a place lies in.
    pub(super) fn speech_at(&self, at: usize) -> Option<&Quotation> {
        self.quotation_at(at).filter(|it| it.speech)
    }
}

/// The statement a verb at a place makes, if it makes one.
pub(super) fn verb(scene: &Scene, at: usize) -> Option<Draft> {
    let text = scene.text;
    let lower = text.lower(at);
    let lemma = scene.cues.lemma(lower)?;
    if !acts_as_verb(text, at) {
        return None;
    }
    let following = |skip: usize| if at + 1 + skip < text.tokens.len() { text.lower(at + 1 + skip) } else { "" };
    let mut width = 1;
    let cue: &Cue = match scene.cues.with_particle(lemma, following) {
        Some((cue, words)) => {
            width += words;
            cue
        }
        None => match object_cue(scene, at, lemma) {
            Some(cue) => cue,
            None => scene.cues.form(lower)?.0,
        },
    };
    if phrase::is_passive(text, at) {
        return super::passives::passive(scene, at, cue);
    }
    let mut draft = Draft::new(at, cue, "verb");
    draft.cue = vec![at..at + width];
    attach_source(scene, at, &mut draft);
    let found = content(scene, cue, at + width, &mut draft);
    found.then_some(draft)
}

fn object_cue<'a>(scene: &'a Scene, at: usize, lemma: &'static str) -> Option<&'a Cue> {
    let object = phrase::object(scene.text, at)?;
    scene.cues.with_object(lemma, scene.text.lower(object))
}

/// Whether the word is used as a verb here: tagged so, or an unmistakable form next to a quotation.
fn acts_as_verb(text: &Text, at: usize) -> bool {
    text.tag(at).is_verb() || matches!(text.lower(at), "said" | "told" | "says")
}

/// Finds who speaks: subject before or after the verb, of a governing verb, or the noun it modifies.
fn attach_source(scene: &Scene, at: usize, draft: &mut Draft) {
    let Some(head) = phrase::speaker_head(scene.text, at) else { return };
    draft.source_head = Some(head);
    let limit = if head < at { at } else { scene.text.places(scene.text.sentence_of(at)).end };
    draft.source = phrase::noun_phrase(scene.text, head, limit);
    if head < at && draft.source.end > at {
        draft.source.end = at;
    }
}

/// Fills in the content; false when there is none.
fn content(scene: &Scene, cue: &Cue, after: usize, draft: &mut Draft) -> bool {
    let core = core(scene, cue, after, draft);
    quoted(scene, cue, &core, draft) || indirect(scene, cue, &core, draft)
}

/// The stretch of source, auxiliaries, cue, addressee and adjuncts that the content stands before or after.
fn core(scene: &Scene, cue: &Cue, after: usize, draft: &mut Draft) -> Range<usize> {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(draft.at));
    let mut end = after;
    if draft.source.start >= after && draft.source.start <= after + 3 {
        end = draft.source.end;
    }
    end = phrase::skip_adverbs(text, end, sentence.end);
    if cue.frames.has(Frames::PERSON) || cue.frames.has(Frames::PERSON_INFINITIVE) || cue.frames.has(Frames::WHETHER) {
        if let Some(person) =
            phrase::addressee(text, draft.at, end, sentence.end, |at| scene.quotation_at(at).is_some())
        {
            end = person.end;
            draft.addressee = Some(person);
        }
    }
    end = phrase::skip_adjuncts(text, end, sentence.end, |at| scene.quotation_at(at).is_some());
    let mut start = draft.at;
    if !draft.source.is_empty() && draft.source.start < start {
        start = draft.source.start;
    } else {
        start = phrase::before_auxiliaries(text, start, sentence.start);
    }
    start..end
}

/// A quotation right after or right before the core, or on both sides.
fn quoted(scene: &Scene, cue: &Cue, core: &Range<usize>, draft: &mut Draft) -> bool {
    if !(cue.frames.has(Frames::QUOTE) || cue.frames.has(Frames::THAT)) || scene.speech_at(draft.at).is_some() {
        return false;
    }
    let text = scene.text;
    let punctuation = |at: usize| matches!(text.word(at), "," | ":" | "—" | "--" | "-" | ";" | "." | "…");
    let sentence = text.places(text.sentence_of(draft.at));
    let mut next = core.end;
    while next < sentence.end && punctuation(next) {
        next += 1;
    }
    let colon = next > core.end && text.word(next - 1) == ":";
    let mut after = scene.quotations.iter().find(|it| it.start == next && (it.speech || colon));
    if after.is_none() && colon && next == sentence.end {
        after = scene.quotations.iter().find(|it| it.start == next && it.speech);
    }
    let mut last = core.start;
    while last > 0 && matches!(text.word(last - 1), "," | "—" | "--" | "-") {
        last -= 1;
    }
    let before = scene.quotations.iter().find(|it| it.end == last && it.speech && it.end <= core.start);
    let comma_after = next > core.end && text.word(next - 1) != ".";
    match (before, after) {
        (Some(first), Some(second)) if comma_after || !first_ends(text, first) => {
            draft.content = vec![first.start..first.end, second.start..second.end];
        }
        (Some(only), _) => draft.content = vec![only.start..only.end],
        (None, Some(only)) if cue.frames.has(Frames::QUOTE) || colon => draft.content = vec![only.start..only.end],
        _ => return false,
    }
    draft.direct = true;
    draft.by = "verb: quotation";
    true
}

fn first_ends(text: &Text, quotation: &Quotation) -> bool {
    let inner = quotation.end.saturating_sub(2);
    matches!(text.word(inner), "." | "?" | "!")
}

/// A clause or phrase in the reporter's words.
fn indirect(scene: &Scene, cue: &Cue, core: &Range<usize>, draft: &mut Draft) -> bool {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(draft.at));
    let right = core.end;
    if let Some(found) = right_clause(scene, cue, right, sentence.end, draft) {
        draft.content = vec![found];
        draft.by = "verb: clause after";
        return sourced(scene, cue, draft);
    }
    if super::draft::is_speech(cue.frames) && left_clause(scene, core, &sentence, draft) {
        draft.by = "verb: clause before";
        return !draft.source.is_empty();
    }
    if let Some(found) = object_content(scene, cue, draft, sentence.end) {
        draft.content = vec![found];
        draft.by = "verb: object";
        return sourced(scene, cue, draft);
    }
    false
}

/// Whether the statement has, or may do without, a source of its own.
fn sourced(scene: &Scene, cue: &Cue, draft: &Draft) -> bool {
    if !draft.source.is_empty() {
        let own =
            draft.source_head.is_some_and(|head| matches!(scene.text.lower(head), "you" | "one" | "it" | "there"));
        return !own || cue.class == "say" && scene.text.lower(draft.source.start) == "it";
    }
    // A bare "to say that" or an order has nobody who speaks.
    matches!(scene.text.tag(draft.at), Tag::Vbd | Tag::Vbz)
}

fn right_clause(scene: &Scene, cue: &Cue, from: usize, end: usize, draft: &mut Draft) -> Option<Range<usize>> {
    let text = scene.text;
    let mut at = from;
    let comma = at < end && text.word(at) == ",";
    if comma && at + 1 < end && text.lower(at + 1) == "that" {
        at += 1;
    }
    if at >= end {
        return None;
    }
    let colon = text.word(at) == ":";
    if colon {
        at += 1;
    }
    let limit = phrase::content_end(scene, draft, at, end);
    match phrase::clause_at(text, at, end) {
        Clause::That if cue.frames.has(Frames::THAT) || cue.frames.has(Frames::PERSON) => Some(at + 1..limit),
        Clause::Finite if cue.frames.has(Frames::THAT) || colon => {
            bare_clause_follows(scene, draft, at, colon).then_some(at..limit)
        }
        Clause::Question if cue.frames.has(Frames::WHETHER) => Some(at..limit),
        Clause::Infinitive if cue.frames.has(Frames::INFINITIVE) && draft.addressee.is_none() => Some(at..limit),
        Clause::Infinitive if cue.frames.has(Frames::PERSON_INFINITIVE) => match draft.addressee.clone() {
            // "wants Y to do": what is wanted is that Y does it; "urged Y to do": Y is told.
            Some(person) if !cue.frames.has(Frames::QUOTE) || cue.class == "believe" => Some(person.start..limit),
            _ => Some(at..limit),
        },
        _ => None,
    }
    .filter(|found| found.len() > 1)
}

/// A clause without "that" right after the cue must be the cue's by parse, or begin at once.
fn bare_clause_follows(scene: &Scene, draft: &Draft, at: usize, colon: bool) -> bool {
    let text = scene.text;
    let own = text.children(draft.at).any(|child| {
        matches!(text.arc(child), Arc::Ccomp | Arc::Parataxis | Arc::Xcomp)
            && child >= at
            && text.subtree(child).start <= at + 1
    });
    let last = draft.cue.last().map_or(draft.at + 1, |cue| cue.end);
    own || colon || at <= last + 1 || draft.addressee.is_some() || text.lower(draft.at) == "said"
}

/// "S, X said." and "S1, X said, S2."
fn left_clause(scene: &Scene, core: &Range<usize>, sentence: &Range<usize>, draft: &mut Draft) -> bool {
    let text = scene.text;
    let mut last = core.start;
    if last <= sentence.start + 2 || !matches!(text.word(last - 1), "," | "—" | "--" | "-") {
        return false;
    }
    last -= 1;
    let closes =
        core.end >= sentence.end || text.tag(core.end).is_punctuation() || text.head(core.end) == Some(draft.at);
    if !closes || draft.source.is_empty() {
        return false;
    }
    let start = phrase::clause_start(scene, last, sentence.start);
    if last < start + 2 || !phrase::has_finite_verb(text, start..last) {
        return false;
    }
    draft.content = vec![start..last];
    let stop = phrase::without_end_mark(text, sentence.clone()).end;
    let comma = core.end < stop && text.word(core.end) == ",";
    if comma && core.end + 2 < stop && phrase::goes_on(text, core.end + 1) {
        draft.content.push(core.end + 1..stop);
    }
    true
}

/// "denied any involvement", "accused X of Y", "warned of Y".
fn object_content(scene: &Scene, cue: &Cue, draft: &mut Draft, end: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let after = draft.cue.last().map_or(draft.at + 1, |it| it.end);
    if cue.frames.has(Frames::ACCUSE) {
        let start = phrase::skip_adverbs(text, after, end);
        let of = (start..end.min(start + 20))
            .find(|at| text.lower(*at) == "of" && phrase::of_accusation(text, draft.at, *at))?;
        return Some(start..phrase::content_end(scene, draft, of, end));
    }
    if cue.frames.has(Frames::OF) {
        let of = (after..end.min(after + 6)).find(|at| matches!(text.lower(*at), "of" | "about" | "against"))?;
        return Some(of..phrase::content_end(scene, draft, of, end));
    }
    if !cue.frames.has(Frames::OBJECT) {
        return None;
    }
    let object = phrase::object(text, draft.at);
    let start = match object {
        Some(object) => text.subtree(object).start.max(after),
        None => phrase::skip_adverbs(text, after, end),
    };
    if start >= end || object.is_none() && !phrase::begins_noun_phrase(text, start) {
        return None;
    }
    Some(start..phrase::object_end(scene, draft, start, end)).filter(|found| !found.is_empty())
}
