//! Quotations whose speaker is given without a said-verb: a colon before, any verb right behind, a dash and a name.

use std::ops::Range;

use super::{
    cues::Sight,
    headline,
    quotations::Quotation,
    scene::{Draft, Scene},
    source,
};
use crate::model::{Arc, Tag};

/// The most words between a quotation and the verb that gives its speaker.
const REACH: usize = 14;

/// Reads who a quotation without a cue beside it is given to.
pub(super) fn lead(scene: &Scene, sights: &[Sight], used: &mut [bool], quote: &Quotation) -> Option<Draft> {
    let sentence = scene.sentence(quote.open);
    if quote.last - quote.first < 3 || quote.open != sentence.start && scene.lower(quote.open - 1) != ":" {
        return None;
    }
    dash(scene, quote).or_else(|| behind(scene, quote)).or_else(|| colon(scene, sights, used, quote))
}

fn draft(source: Range<usize>, cue: Range<usize>, quote: &Quotation, by: &'static str) -> Draft {
    Draft::given(source, cue, quote.open..quote.end, by)
}

/// `"..." - Ann Fox`, also on a line of its own.
fn dash(scene: &Scene, quote: &Quotation) -> Option<Draft> {
    let at = quote.end;
    if !matches!(scene.lower(at), "-" | "--" | "—" | "–" | "―") || !quote.closed {
        return None;
    }
    let end = scene.limit(at);
    let source = scene.trimmed(at + 1..end);
    let named = scene.tag(source.start).is_some_and(Tag::is_proper);
    let verb = source.clone().any(|it| scene.is_finite(it) || scene.is_mark(it));
    (named && source.len() <= REACH && !verb).then(|| draft(source, at..at + 1, quote, "quotation, then dash and name"))
}

/// `"...," Fox retorted`, `"...?" pressed Ann Fox`: any verb of the past that nothing but a remark follows.
fn behind(scene: &Scene, quote: &Quotation) -> Option<Draft> {
    let text = scene.text;
    let next = quote.end;
    let sign = scene.lower(quote.last - 1);
    let comma = scene.lower(next) == ",";
    if next + 1 >= text.tokens.len()
        || !quote.closed
        || !(comma || matches!(sign, "," | "?" | "!" | "—" | "--" | "..."))
    {
        return None;
    }
    let next = next + usize::from(comma);
    let block = |at: usize| text.sentences.items()[text.sentence_of(at)].block.index();
    if block(next) != block(quote.last - 1) {
        return None;
    }
    let limit = scene.limit(next).min(next + 40);
    if is_telling(scene, next) {
        let end = scene.phrase_end(next + 1, limit);
        let source = scene.trimmed(next + 1..end);
        return (!source.is_empty() && ends(scene, end, limit))
            .then(|| draft(source, next..next + 1, quote, "quotation, then verb"));
    }
    let phrase = scene.phrase_end(next, limit.min(next + REACH));
    if phrase == next {
        return None;
    }
    let verb = if scene.is_comma(phrase) {
        // "Ann Fox, the mayor, ...".
        let close = (phrase + 1..limit.min(phrase + REACH)).find(|at| scene.is_comma(*at))?;
        let clean = (phrase + 1..close).all(|at| !scene.is_finite(at) || scene.lower(phrase + 1) == "who");
        if !clean {
            return None;
        }
        close + 1
    } else {
        phrase
    };
    let verb = verb + usize::from(scene.tag(verb) == Some(Tag::Rb));
    if verb >= limit || !is_telling(scene, verb) || !ends(scene, verb + 1, limit) {
        return None;
    }
    let mut source = scene.trimmed(next..verb);
    while source.len() > 1 && scene.tag(source.end - 1) == Some(Tag::Rb) {
        source.end -= 1;
    }
    let who = source.clone().any(|at| scene.tag(at).is_some_and(|tag| tag.is_noun() || tag == Tag::Prp));
    who.then(|| draft(source, verb..verb + 1, quote, "quotation, then verb"))
}

/// A sentence's words before a colon where they are names and nothing else: `Ann Fox: "..."`.
fn bare_name(scene: &Scene, words: Range<usize>) -> Option<Range<usize>> {
    let capital = |at: usize| scene.text.word(at).starts_with(char::is_uppercase);
    let named = capital(words.start) && scene.tag(words.end - 1).is_some_and(Tag::is_proper);
    let clean = words.clone().all(|at| headline::is_name_part(scene, at)) && !headline::has_label(scene, words.clone());
    (words.len() <= 6 && named && clean).then_some(words)
}

/// A verb that tells of one act.
fn is_telling(scene: &Scene, at: usize) -> bool {
    let past = scene.tag(at) == Some(Tag::Vbn) && scene.lower(at).ends_with("ed");
    (past || matches!(scene.tag(at), Some(Tag::Vbd | Tag::Vbz)))
        && !matches!(
            scene.lower(at),
            "was" | "were" | "is" | "had" | "has" | "did" | "does" | "'s" | "’s" | "became" | "remained" | "seemed"
        )
}

/// Whether nothing, a stop, a time or a place follows a verb.
fn ends(scene: &Scene, at: usize, limit: usize) -> bool {
    at >= limit
        || scene.is_stop(at)
        || scene.time_at(at).is_some()
        || matches!(scene.tag(at), Some(Tag::In | Tag::Rb | Tag::Rp))
}

/// `Fox called them on it: "..."`, also where the quotation is a paragraph of its own.
fn colon(scene: &Scene, sights: &[Sight], used: &mut [bool], quote: &Quotation) -> Option<Draft> {
    let text = scene.text;
    let mark = quote.open.checked_sub(1).filter(|at| scene.lower(*at) == ":")?;
    let sentence = scene.sentence(mark);
    let block = |at: usize| text.sentences.items()[text.sentence_of(at)].block.index();
    if block(quote.open) - block(mark) > 1 || mark - sentence.start > 60 {
        return None;
    }
    let outside = |at: usize| scene.quotations.at(at).is_none();
    let last = sights.partition_point(|sight| sight.at < mark);
    let near = (0..last).rev().take(6).find(|place| {
        let sight = &sights[*place];
        sight.at >= sentence.start
            && outside(sight.at)
            && sight.row(scene).frames.has(b'q')
            && !sight.noun
            && !sight.passive
    });
    if let Some(place) = near
        && !used[place]
        && let Some(source) = source::subject(scene, &sights[place])
    {
        used[place] = true;
        let sight = &sights[place];
        let mut made = draft(source, sight.at..sight.end, quote, "speaker and colon, then quotation");
        made.class = sight.row(scene).class;
        made.factuality = Some(sight.row(scene).factuality);
        return Some(made);
    }
    if let Some(name) = bare_name(scene, sentence.start..mark) {
        return Some(draft(name, mark..mark + 1, quote, "name and colon, then quotation"));
    }
    let subject = (sentence.start..mark).take(40).find(|at| {
        text.arc(*at) == Arc::Nsubj
            && outside(*at)
            && text.head(*at).is_some_and(|verb| verb > *at && text.tag(verb).is_verb() && is_telling(scene, verb))
    })?;
    let verb = text.head(subject)?;
    let source = source::phrase(scene, subject, &(verb..verb + 1));
    (source::can_say(scene, &source) && source.end <= verb)
        .then(|| draft(source, verb..verb + 1, quote, "speaker and colon, then quotation"))
}
