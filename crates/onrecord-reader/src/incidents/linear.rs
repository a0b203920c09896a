//! The arguments of a verb by word order alone, for sentences whose tree does not hold them.

use std::ops::Range;

use crate::{model::Tag, syntax::Text};

/// How far from its verb a noun phrase may begin.
const REACH: usize = 12;

/// The head of the noun phrase right after a place ("killed at least three young men").
pub(crate) fn noun_after(text: &Text, from: usize, end: usize) -> Option<usize> {
    let mut at = from;
    while at < end && is_before_phrase(text, at) {
        at += 1;
    }
    let start = at;
    let mut head = None;
    while at < end && at < start + REACH {
        let tag = text.tag(at);
        if tag.is_noun() {
            head = Some(at);
        } else if !is_inside_phrase(tag) || matches!(tag, Tag::Dt | Tag::OpenQuote) && head.is_some() {
            break;
        }
        at += 1;
    }
    head
}

fn is_before_phrase(text: &Text, at: usize) -> bool {
    matches!(
        text.lower(at),
        "at" | "least" | "more" | "than" | "about" | "nearly" | "almost" | "approximately" | "around" | "over" | "some"
    ) || matches!(text.tag(at), Tag::Rp)
}

fn is_inside_phrase(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Dt
            | Tag::Pdt
            | Tag::Cd
            | Tag::Jj
            | Tag::Jjr
            | Tag::Jjs
            | Tag::PrpPoss
            | Tag::Pos
            | Tag::Hyph
            | Tag::Afx
            | Tag::OpenQuote
            | Tag::CloseQuote
    )
}

/// The head of the noun phrase right before a verb, auxiliaries, adverbs and "who" between them aside.
pub(crate) fn noun_before(text: &Text, verb: usize, sentence: &Range<usize>) -> Option<usize> {
    let mut at = verb;
    while at > sentence.start && verb - at < REACH {
        let tag = text.tag(at - 1);
        let skip = matches!(tag, Tag::Rb | Tag::Md | Tag::Wp | Tag::Wdt)
            || is_auxiliary(text.lower(at - 1))
            || matches!(text.lower(at - 1), "who" | "that" | "which");
        if !skip {
            break;
        }
        at -= 1;
    }
    let head = at.checked_sub(1).filter(|it| *it >= sentence.start && text.tag(*it).is_noun())?;
    past_of_phrases(text, head, sentence)
}

/// "members of the front": the phrase before "of" is the head, as is the one before "in another car".
fn past_of_phrases(text: &Text, head: usize, sentence: &Range<usize>) -> Option<usize> {
    let mut start = head;
    while start > sentence.start
        && head - start < REACH
        && (text.tag(start - 1).is_noun() || is_inside_phrase(text.tag(start - 1)))
    {
        start -= 1;
    }
    if start == sentence.start {
        return Some(head);
    }
    match text.lower(start - 1) {
        "of" => (start - 1).checked_sub(1).filter(|it| *it >= sentence.start && text.tag(*it).is_noun()),
        _ if text.tag(start - 1) == Tag::In
            && !matches!(text.lower(start - 1), "that" | "when" | "while" | "after" | "before" | "because" | "as") =>
        {
            (start - 1).checked_sub(1).filter(|it| *it >= sentence.start && text.tag(*it).is_noun())
        }
        _ => Some(head),
    }
}

/// Whether an article, number or pronoun right behind a verb, or behind its particle, begins a noun phrase that is no time.
pub(crate) fn object_follows(text: &Text, verb: usize) -> bool {
    let end = text.places(text.sentence_of(verb)).end;
    let particle = verb + 1 < end && text.tag(verb + 1) == Tag::Rp;
    let next = verb + 1 + usize::from(particle);
    if next >= end || !matches!(text.tag(next), Tag::Dt | Tag::Cd | Tag::PrpPoss) {
        return false;
    }
    let time = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        matches!(
            one,
            "time"
                | "minute"
                | "hour"
                | "day"
                | "night"
                | "morning"
                | "evening"
                | "afternoon"
                | "week"
                | "weekend"
                | "month"
                | "year"
        )
    };
    noun_after(text, next, end).is_some_and(|noun| !time(text.lower(noun)))
}

/// The noun after "by" near a verb: the agent of a passive.
pub(crate) fn agent_after(text: &Text, verb: usize, end: usize) -> Option<usize> {
    const NEAR: usize = 8;
    for at in verb + 1..end.min(verb + NEAR) {
        if text.lower(at) == "by" {
            return noun_after(text, at + 1, end);
        }
        // "murdered, presumably by paid assassins".
        let aside =
            text.tag(at) == Tag::Comma && at + 2 < end && text.tag(at + 1) == Tag::Rb && text.lower(at + 2) == "by";
        if aside {
            continue;
        }
        if text.tag(at).is_verb() || text.tag(at).is_punctuation() {
            return None;
        }
    }
    None
}

/// Whether a form of "be" stands before a verb, adverbs aside.
pub(crate) fn is_passive(text: &Text, verb: usize, start: usize) -> bool {
    let mut at = verb;
    while at > start && verb - at < 3 {
        at -= 1;
        match text.lower(at) {
            "was" | "were" | "been" | "be" | "being" | "is" | "are" | "got" => return true,
            _ if text.tag(at) == Tag::Rb => {}
            _ => return false,
        }
    }
    false
}

fn is_auxiliary(word: &str) -> bool {
    matches!(word, "has" | "have" | "had" | "was" | "were" | "been" | "being" | "is" | "are" | "be")
}
