//! Phrases and clauses around a cue: read off the parse, checked against the words.

use std::ops::Range;

use super::{draft::Draft, verbs::Scene};
use crate::{
    model::{Arc, Tag},
    syntax::Text,
};

/// What begins at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clause {
    /// "that" and a clause.
    That,
    /// A clause with a finite verb.
    Finite,
    /// "whether", "if", "how", "why" ...
    Question,
    /// "to" and a verb.
    Infinitive,
    /// None of these.
    Other,
}

/// Whether a verb stands in the passive.
pub(super) fn is_passive(text: &Text, at: usize) -> bool {
    if !matches!(text.tag(at), Tag::Vbn | Tag::Vbd) {
        return false;
    }
    if text.children(at).any(|child| matches!(text.arc(child), Arc::AuxPass | Arc::NsubjPass)) {
        return true;
    }
    let sentence = text.places(text.sentence_of(at));
    let mut before = at;
    while before > sentence.start && matches!(text.tag(before - 1), Tag::Rb) {
        before -= 1;
    }
    let auxiliary = |word: &str| matches!(word, "is" | "are" | "was" | "were" | "been" | "being" | "be" | "'s" | "’s");
    before > sentence.start && auxiliary(text.lower(before - 1)) && text.tag(at) == Tag::Vbn
}

/// The direct object of a verb.
pub(super) fn object(text: &Text, at: usize) -> Option<usize> {
    text.children(at).find(|child| text.arc(*child) == Arc::Obj && *child > at)
}

/// The head of whoever speaks with a verb.
pub(super) fn speaker_head(text: &Text, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        let subject = text.children(at).filter(|child| matches!(text.arc(*child), Arc::Nsubj | Arc::OblAgent)).last();
        let subject =
            subject.or_else(|| text.children(at).find(|child| at != verb && text.arc(*child) == Arc::NsubjPass));
        if let Some(subject) = subject {
            return Some(subject);
        }
        let head = text.head(at)?;
        match text.arc(at) {
            Arc::Conj | Arc::Xcomp | Arc::Advcl | Arc::Parataxis | Arc::Aux | Arc::Cop => at = head,
            Arc::Acl | Arc::AclRelcl => return Some(head),
            _ => return None,
        }
    }
    None
}

/// The noun phrase of a head with titles, apposition and prepositional parts; trailing commas left out.
pub(super) fn noun_phrase(text: &Text, head: usize, limit: usize) -> Range<usize> {
    if matches!(text.tag(head), Tag::Prp | Tag::Wp | Tag::Wdt) {
        return head..head + 1;
    }
    let mut range = text.subtree(head);
    range.end = range.end.min(limit.max(head + 1));
    while range.end > head + 1
        && (text.tag(range.end - 1).is_punctuation() && text.word(range.end - 1) != ")"
            || text.tag(range.end - 1) == Tag::Cc)
    {
        range.end -= 1;
    }
    while range.start < head && (text.tag(range.start).is_punctuation() || text.tag(range.start) == Tag::Cc) {
        range.start += 1;
    }
    range
}

/// The place before the auxiliaries and adverbs of a verb.
pub(super) fn before_auxiliaries(text: &Text, at: usize, start: usize) -> usize {
    let mut at = at;
    while at > start
        && matches!(text.tag(at - 1), Tag::Md | Tag::Rb | Tag::Vbz | Tag::Vbp)
        && !matches!(text.word(at - 1), ",")
    {
        at -= 1;
    }
    at
}

/// The place after adverbs.
pub(super) fn skip_adverbs(text: &Text, at: usize, end: usize) -> usize {
    let mut at = at;
    while at < end
        && matches!(text.tag(at), Tag::Rb | Tag::Rbr)
        && !matches!(text.lower(at), "not" | "no" | "now" | "there" | "here")
    {
        at += 1;
    }
    at
}

/// The addressee that stands right after a cue.
pub(super) fn addressee(
    text: &Text,
    verb: usize,
    at: usize,
    end: usize,
    quoted: impl Fn(usize) -> bool,
) -> Option<Range<usize>> {
    if at >= end || quoted(at) || !begins_noun_phrase(text, at) {
        return None;
    }
    let by_parse = text.children(verb).find(|child| {
        matches!(text.arc(*child), Arc::Obj | Arc::Iobj) && *child >= at && text.subtree(*child).start <= at + 1
    });
    let range = match by_parse {
        Some(object) => at..noun_phrase(text, object, end).end.max(object + 1),
        None => at..simple_noun_phrase(text, at, end),
    };
    // What looks like an addressee may be the subject of the clause that follows.
    let next = text.lower(range.end.min(text.tokens.len() - 1));
    let follows = range.end >= end
        || matches!(
            next,
            "that"
                | "to"
                | "whether"
                | "if"
                | "how"
                | "why"
                | "what"
                | ","
                | "."
                | ":"
                | "about"
                | "of"
                | "in"
                | "on"
                | "during"
                | "at"
        );
    let clause = clause_at(text, range.end, end) != Clause::Other || quoted(range.end);
    (follows
        || clause && by_parse.is_some()
        || clause && clause_at(text, range.end, end) == Clause::Finite && text.tag(at) == Tag::Prp)
        .then_some(range)
}

/// The end of a noun phrase cut by part of speech alone: determiner, adjectives, nouns.
fn simple_noun_phrase(text: &Text, at: usize, end: usize) -> usize {
    let mut last = at;
    if matches!(text.tag(last), Tag::Prp) {
        return last + 1;
    }
    while last < end
        && (text.tag(last).is_noun()
            || matches!(
                text.tag(last),
                Tag::Dt | Tag::PrpPoss | Tag::Jj | Tag::Jjs | Tag::Cd | Tag::Pos | Tag::Vbn | Tag::Hyph
            ))
    {
        last += 1;
    }
    last
}

/// Whether a noun phrase can begin at a place.
pub(super) fn begins_noun_phrase(text: &Text, at: usize) -> bool {
    let tag = text.tag(at);
    tag.is_noun()
        || matches!(
            tag,
            Tag::Dt
                | Tag::Prp
                | Tag::PrpPoss
                | Tag::Jj
                | Tag::Jjr
                | Tag::Jjs
                | Tag::Cd
                | Tag::Pdt
                | Tag::Vbg
                | Tag::Vbn
                | Tag::OpenQuote
        )
}

/// The place after time and place adjuncts of a cue: "on Friday", "in a statement", "Saturday".
pub(super) fn skip_adjuncts(text: &Text, at: usize, end: usize, quoted: impl Fn(usize) -> bool) -> usize {
    let mut at = at;
    for _ in 0..4 {
        if at >= end || quoted(at) {
            break;
        }
        let next = match text.tag(at) {
            Tag::In | Tag::To
                if matches!(
                    text.lower(at),
                    "in" | "on"
                        | "at"
                        | "during"
                        | "to"
                        | "via"
                        | "of"
                        | "after"
                        | "by"
                        | "through"
                        | "from"
                        | "about"
                        | "with"
                        | "for"
                ) =>
            {
                if at + 1 >= end || quoted(at + 1) || !begins_noun_phrase(text, at + 1) {
                    break;
                }
                let phrase = simple_noun_phrase(text, at + 1, end);
                if phrase == at + 1 {
                    break;
                }
                phrase
            }
            Tag::Nnp if is_day(text.lower(at)) => at + 1,
            Tag::Rb if !matches!(text.lower(at), "not" | "now" | "there" | "here") => at + 1,
            Tag::Nn if matches!(text.lower(at), "yesterday" | "today" | "tonight") => at + 1,
            Tag::Dt | Tag::Jj
                if at + 1 < end
                    && matches!(
                        text.lower(at + 1),
                        "week" | "month" | "year" | "morning" | "evening" | "afternoon" | "night"
                    ) =>
            {
                at + 2
            }
            _ => break,
        };
        at = next;
    }
    at
}

fn is_day(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.ends_with("day") && matches!(word.len(), 6..=9)
        || matches!(word, "mon" | "tue" | "tues" | "wed" | "thu" | "thurs" | "fri")
}

/// What begins at a place: reads past a subject to its verb.
pub(super) fn clause_at(text: &Text, at: usize, end: usize) -> Clause {
    if at >= end {
        return Clause::Other;
    }
    match text.lower(at) {
        "that" if text.tag(at) != Tag::Wdt || at + 1 < end && begins_noun_phrase(text, at + 1) => {
            let demonstrative = at + 1 < end && matches!(text.tag(at + 1), Tag::Vbz | Tag::Vbd | Tag::Md);
            return if demonstrative { Clause::Finite } else { Clause::That };
        }
        "whether" | "if" | "how" | "why" | "what" | "who" | "where" | "when" | "which" => return Clause::Question,
        "to" if at + 1 < end && matches!(text.tag(at + 1), Tag::Vb | Tag::Rb) => return Clause::Infinitive,
        "," | "." | ";" | ")" | "and" | "or" => return Clause::Other,
        _ => (),
    }
    if has_finite_verb(text, at..end.min(at + 60)) && (begins_noun_phrase(text, at) || starts_adjunct(text, at)) {
        return Clause::Finite;
    }
    Clause::Other
}

fn starts_adjunct(text: &Text, at: usize) -> bool {
    matches!(text.tag(at), Tag::In | Tag::Rb | Tag::Ex | Tag::Wrb | Tag::OpenQuote | Tag::To | Tag::Rbr | Tag::Dollar)
        || text.lower(at) == "there"
}

/// Whether a finite verb or modal stands in a stretch.
pub(super) fn has_finite_verb(text: &Text, mut places: Range<usize>) -> bool {
    places.any(|at| matches!(text.tag(at), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
}

/// A stretch without its final full stop (and closing marks after it).
pub(super) fn without_end_mark(text: &Text, places: Range<usize>) -> Range<usize> {
    let mut end = places.end;
    while end > places.start && matches!(text.word(end - 1), "." | ";" | "," | "?" | "!") {
        end -= 1;
    }
    places.start..end
}

/// Where what is said ends: at the end of the sentence, or before a second thing said, a parenthetical source or a
/// later remark of the reporter.
pub(super) fn content_end(scene: &Scene, draft: &Draft, from: usize, end: usize) -> usize {
    let text = scene.text;
    let mut limit = without_end_mark(text, from..end).end;
    if let Some(quotation) = scene.speech_at(draft.at) {
        limit = limit.min(quotation.end - 1);
    }
    for at in from + 1..limit {
        if scene.quotation_at(at).is_some_and(|it| it.start < at) {
            continue;
        }
        if cuts(scene, draft, from, at) {
            limit = at;
            break;
        }
    }
    while limit > from
        && (text.tag(limit - 1).is_punctuation() && !closes_quotation(text, limit - 1)
            || matches!(text.lower(limit - 1), "and" | "but" | "or" | "while"))
    {
        limit -= 1;
    }
    limit
}

fn closes_quotation(text: &Text, at: usize) -> bool {
    matches!(text.word(at), "\"" | "”" | "''" | ")" | "’")
}

/// Whether what is said ends before the token at `at`.
fn cuts(scene: &Scene, draft: &Draft, from: usize, at: usize) -> bool {
    let text = scene.text;
    let before = text.word(at - 1);
    if text.lower(at) == "according" && before == "," {
        return true;
    }
    let conjunction = matches!(
        text.lower(at),
        "and"
            | "but"
            | "while"
            | "though"
            | "although"
            | "as"
            | "adding"
            | "saying"
            | "noting"
            | "calling"
            | "telling"
            | "insisting"
            | "arguing"
            | "after"
            | "before"
    );
    if !conjunction {
        return false;
    }
    let hangs_on = |place: usize| text.head(place) == Some(draft.at) && place > draft.at;
    // "X said A and said B": the second verb hangs on the first; "and" hangs on the second.
    if matches!(text.lower(at), "and" | "but") {
        let second = text.head(at).filter(|second| *second > at);
        return second.is_some_and(|second| {
            let conjoined = text.arc(second) == Arc::Conj && text.head(second) == Some(draft.at);
            let own = scene.cues.lemma(text.lower(second)).is_some() || text.subtree(second).start >= at;
            conjoined && own && second > from && (before == "," || scene.cues.form(text.lower(second)).is_some())
        });
    }
    if text.tag(at) == Tag::Vbg {
        return before == ","
            && scene.cues.form(text.lower(at)).is_some()
            && (hangs_on(at) || text.arc(at) == Arc::Advcl);
    }
    let governor = text.head(at);
    before == "," && governor.is_some_and(|verb| hangs_on(verb) && text.arc(verb) == Arc::Advcl && verb > at)
}

/// Where an object that is said ends: its subtree with what hangs on, not past a comma that closes it.
pub(super) fn object_end(scene: &Scene, draft: &Draft, start: usize, end: usize) -> usize {
    let text = scene.text;
    let limit = content_end(scene, draft, start, end);
    let clause = (start..limit).find(|at| {
        text.word(*at) == ","
            && *at + 1 < limit
            && matches!(text.tag(*at + 1), Tag::Vbg | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::In)
    });
    let mut stop = clause.unwrap_or(limit);
    // Time and venue at the end belong to the saying: "claimed responsibility on Friday".
    if let Some(object) = object(text, draft.at) {
        let own = text.subtree(object).end;
        let loose = (own.max(start + 1)..stop).find(|at| {
            text.arc(*at) == Arc::Case && text.head(*at).is_some_and(|noun| text.head(noun) == Some(draft.at))
        });
        let tmod =
            (own.max(start + 1)..stop).find(|at| text.arc(*at) == Arc::OblTmod && text.head(*at) == Some(draft.at));
        stop = [loose, tmod].into_iter().flatten().min().unwrap_or(stop).max(start + 1);
        let conjoined = (own..stop)
            .find(|at| text.tag(*at) == Tag::Cc && text.head(*at).is_some_and(|verb| text.tag(verb).is_verb()));
        stop = conjoined.unwrap_or(stop);
    }
    stop
}

/// Where the clause that ends at `last` begins: the sentence's start after an opening conjunction or another statement.
pub(super) fn clause_start(scene: &Scene, last: usize, start: usize) -> usize {
    let text = scene.text;
    let mut at = start;
    while at < last && (matches!(text.word(at), "•" | "*" | "—" | "-" | "--") || at == start && text.tag(at) == Tag::Cc)
    {
        at += 1;
    }
    at
}

/// Whether what follows a parenthetical source is more of the same clause and no later remark.
pub(super) fn goes_on(text: &Text, at: usize) -> bool {
    !matches!(text.tag(at), Tag::Vbg)
        && !matches!(
            text.lower(at),
            "who" | "which" | "as" | "when" | "while" | "after" | "although" | "though" | "according"
        )
}

/// Whether "of" introduces what somebody is accused of, rather than belonging to the accused's name.
pub(super) fn of_accusation(text: &Text, verb: usize, of: usize) -> bool {
    let Some(head) = text.head(of) else { return false };
    text.head(head) == Some(verb) || text.tag(of + 1) == Tag::Vbg || text.arc(of) == Arc::Mark
}
