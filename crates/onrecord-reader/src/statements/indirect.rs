//! Reported speech and thought: "said that S", "S, X said", "denied involvement", "is believed to", "the claim that S".

use std::ops::Range;

use super::{
    content::{self, Complement},
    cues::Sight,
    ends::clause_end,
    near, nouns, passive,
    scene::{Draft, Scene},
    source,
    tables::kind,
};
use crate::{
    mentions::What,
    model::{Arc, Factuality, Tag},
};

/// Reads one cue that no quotation took.
pub(super) fn indirect(scene: &Scene, sight: &Sight) -> Option<Draft> {
    if sight.noun {
        return nouns::noun(scene, sight);
    }
    if sight.passive {
        return passive::passive(scene, sight);
    }
    if describes(scene, sight) {
        return None;
    }
    let row = sight.row(scene);
    // "did not respond to a request for comment": only where it is refused.
    if row.frames.has(b'z') && !sight.negated {
        return None;
    }
    let quoted = sight.quotation.is_some();
    let found = content::complement(scene, sight).filter(|it| allowed(scene, sight, it));
    if let Some(found) = found {
        let mut source = source::subject(scene, sight);
        if let Some(range) = &source
            && range.start >= found.content.start
            && range.start < found.content.end
        {
            source = None;
        }
        if row.frames.has(b'h') && !source.as_ref().is_some_and(|range| is_one_person(scene, range)) {
            return None;
        }
        // "You know what they say": nobody is meant.
        let says = |range: &Range<usize>| {
            range.start > 0
                && scene.lower(range.start) == "they"
                && matches!(scene.lower(range.start - 1), "what" | "as")
        };
        if quoted && source.as_ref().is_some_and(says) {
            return None;
        }
        // "No group claimed responsibility": nobody said it.
        if source.as_ref().is_some_and(|range| scene.tables.is(scene.lower(range.start), kind::NEGATION)) {
            return None;
        }
        let bare_source = source.is_none();
        let gerund = scene.text.tag(sight.at) == Tag::Vbg;
        // "Think before you spend": the reader is told to.
        let order = scene.tag(sight.at) == Some(Tag::Vb) && sight.at == scene.sentence(sight.at).start;
        if bare_source && order {
            return None;
        }
        if bare_source && (!gerund || found.phrase) && (sight.infinitive || found.phrase || quoted) {
            return None;
        }
        return Some(draft(sight, source, found, row.class, row.factuality));
    }
    if let Some(made) = as_told(scene, sight) {
        return Some(made);
    }
    if row.frames.has(b'p') && !sight.infinitive && scene.text.tag(sight.at) != Tag::Vbg {
        return relative(scene, sight).or_else(|| aside(scene, sight));
    }
    None
}

/// "What police said was an accident", "the men, who he said had fled": what is said of the word before.
fn relative(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let source = source::subject(scene, sight).filter(|range| range.end <= sight.start)?;
    let lead = source.start.checked_sub(1)?;
    let free = matches!(scene.lower(lead), "what" | "which" | "who" | "that") && !sight.negated;
    let limit = scene.limit(sight.at);
    let verb = |at: usize| scene.is_finite(at) || scene.tag(at) == Some(Tag::Vbn) && scene.text.arc(at) == Arc::Ccomp;
    if !free || !verb(sight.end) || sight.end >= limit {
        return None;
    }
    let content = sight.end..clause_end(scene, sight, sight.end, limit);
    let found = Complement { content, addressee: None, asks: false, phrase: false, by: "relative + cue" };
    let row = sight.row(scene);
    (found.content.len() > 1).then(|| draft(sight, Some(source), found, row.class, row.factuality))
}

/// "As Fox noted, S".
fn as_told(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let first = scene.sentence(sight.at).start;
    let row = sight.row(scene);
    let leads = scene.lower(first) == "as" && scene.is_comma(sight.end) && sight.start - first <= 12;
    if !leads || !row.frames.has(b'p') || sight.quotation.is_some() || sight.infinitive {
        return None;
    }
    let source = source::subject(scene, sight).filter(|range| range.start == first + 1 && range.end <= sight.start)?;
    let limit = scene.limit(sight.at);
    let content = scene.trimmed(sight.end + 1..clause_end(scene, sight, sight.end + 1, limit));
    let found = Complement { content, addressee: None, asks: false, phrase: false, by: "as, then cue and clause" };
    (found.content.len() > 2).then(|| draft(sight, Some(source), found, row.class, row.factuality))
}

/// "he", "Fox", "Mrs Fox": a name that is no country's, and no group.
fn is_one_person(scene: &Scene, source: &Range<usize>) -> bool {
    let one = matches!(scene.lower(source.start), "he" | "she") && source.len() == 1;
    let name = source.clone().take_while(|at| !scene.is_comma(*at));
    let mut words = name.filter(|at| scene.tag(*at) != Some(Tag::Period));
    one || source.len() <= 12
        && scene.names.country(scene.lower(source.start)).is_none()
        && words.all(|at| scene.tag(at).is_some_and(|tag| tag == Tag::Nnp) && scene.text.word(at).len() > 1)
}

/// "The alleged attacker": the word tells of the noun behind it, nobody does anything.
fn describes(scene: &Scene, sight: &Sight) -> bool {
    let article = sight
        .start
        .checked_sub(1)
        .is_some_and(|at| matches!(scene.lower(at), "the" | "a" | "an") || scene.tag(at) == Some(Tag::PrpPoss));
    article && sight.start == sight.at && scene.tag(sight.end).is_some_and(Tag::is_noun)
}

/// Keeps out what is no attribution: wishes inside quotations, things as speakers, commands.
fn allowed(scene: &Scene, sight: &Sight, found: &Complement) -> bool {
    let frames = sight.row(scene).frames;
    let before = if sight.start > 0 { scene.lower(sight.start - 1) } else { "" };
    let row = sight.row(scene);
    if before == "you"
        || (matches!(before, "i" | "we")
            && sight.quotation.is_none()
            && matches!(row.class, "believe" | "want" | "know" | "expect" | "hope"))
    {
        return false;
    }
    // "claimed the lives of twelve".
    let mut first = found.content.clone().take(4);
    if row.class == "claim" && found.phrase && first.any(|at| scene.tables.is(scene.lower(at), kind::LIVES)) {
        return false;
    }
    // "quoted the army as saying": what the army said is read by itself.
    if row.class == "quote" && scene.lower(found.content.end) == "as" && scene.lower(found.content.end + 1) == "saying"
    {
        return false;
    }
    if row.class == "want" && found.phrase && (sight.negated || matches!(before, "who" | "that")) {
        return false;
    }
    if sight.quotation.is_some() && (found.phrase || sight.negated) {
        return false;
    }
    // "to say that": someone may, nobody did.
    if sight.infinitive && (found.phrase || found.by == "cue + clause") && !is_done(scene, sight) {
        return false;
    }
    let open = row.class == "rule-out" && sight.negated;
    if found.phrase && sight.modal && !open && !matches!(scene.lower(sight.start), "will" | "would") {
        return false;
    }
    // "The poll showed Fox ahead": papers show and find things, people only that something is so.
    if found.phrase
        && matches!(row.class, "show" | "find")
        && !(shown_by_paper(scene, sight) && found.content.len() > 2)
    {
        return false;
    }
    let verb = scene.text.tag(sight.at);
    if found.phrase
        && matches!(verb, Tag::Vbn | Tag::Vbg)
        && sight.start == sight.at
        && scene.text.arc(sight.at) == Arc::Amod
    {
        return false;
    }
    // "I want", "you know": the reader and the writer are no sources.
    if frames.has(b'i') && found.phrase && !frames.has(b'q') && found.content.len() < 2 {
        return false;
    }
    true
}

/// "went on to accuse", "took to Twitter to denounce": it was done.
fn is_done(scene: &Scene, sight: &Sight) -> bool {
    let Some(verb) = scene.text.head(sight.at).filter(|verb| *verb < sight.start) else { return false };
    matches!(scene.text.arc(sight.at), Arc::Xcomp | Arc::Advcl)
        && !sight.negated
        && scene.is_finite(verb)
        && (sight.start - verb <= 2 || scene.text.lemma(verb) == "take")
        && matches!(
            (scene.text.lemma(verb), scene.lower(verb + 1)),
            ("go", "on") | ("take", "to") | ("continue" | "proceed" | "begin" | "start", _)
        )
}

fn shown_by_paper(scene: &Scene, sight: &Sight) -> bool {
    // "Clips showing the car" tell which clips.
    if scene.tag(sight.at) == Some(Tag::Vbg) {
        return false;
    }
    let Some(source) = source::subject(scene, sight) else { return false };
    let end = source.clone().find(|at| scene.tag(*at) == Some(Tag::In) || scene.is_comma(*at)).unwrap_or(source.end);
    (source.start..end).rev().take(3).any(|at| scene.tables.is(scene.text.lemma(at), kind::DOCUMENT))
}

pub(super) fn draft(
    sight: &Sight,
    source: Option<Range<usize>>,
    found: Complement,
    class: &'static str,
    factuality: Factuality,
) -> Draft {
    Draft {
        source,
        cue: vec![sight.at..sight.end],
        content: vec![found.content],
        at: sight.at,
        class,
        factuality: Some(factuality),
        negated: sight.negated,
        asks: found.asks,
        phrase: found.phrase,
        addressee: found.addressee,
        goes_on: None,
        by: found.by,
    }
}

/// "S, X said" and "S, said X, S".
fn aside(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let sentence = scene.sentence(sight.at);
    let first = match sight.quotation {
        Some(at) => scene.quotations.all[at].first.max(sentence.start),
        None => sentence.start,
    };
    let limit = scene.limit(sight.at);
    let subject = source::subject(scene, sight);
    let inverted = subject.as_ref().is_none_or(|range| range.start >= sight.end);
    let (source, start) = if inverted {
        (subject.or_else(|| near::behind(scene, sight, limit))?, sight.start)
    } else {
        // "S, many of them dockers who had gathered": a clause about somebody ends no content.
        let range = subject.filter(|it| !matches!(scene.lower(it.end - 1), "who" | "which" | "that"))?;
        let range = office_before(scene, first, &range).unwrap_or(range.start)..range.end;
        (range.clone(), range.start.min(sight.start))
    };
    // "No, I wrote the book": what is written stands behind.
    let object = matches!(scene.tag(sight.end), Some(Tag::Dt | Tag::PrpPoss | Tag::Cd))
        && scene.time_at(sight.end).is_none()
        && !sight.row(scene).frames.has(b'd');
    if !inverted && object {
        return None;
    }
    // "S, as the Post reported, S".
    let joined =
        usize::from(!inverted && start > first + 1 && scene.lower(start - 1) == "as" && scene.is_comma(start - 2));
    let comma = (first..start - joined).next_back().filter(|at| scene.is_comma(*at) || scene.is_mark(*at))?;
    let gap_ok = comma + 1 == start || matches!(scene.lower(start - 1), "as" | ",") || scene.is_mark(start - 1);
    if !gap_ok {
        return None;
    }
    let begin = clause_begin(scene, first, start);
    let before = scene.trimmed(begin..comma_of(scene, comma, first));
    let after = source.end.max(sight.end);
    let rest = rest(scene, sight, after, limit);
    // "Fox, she said, has left": the words before are the subject of those behind.
    let whole = rest.as_ref().is_some_and(|rest| scene.is_finite(rest.start));
    let participle =
        matches!(scene.tag(before.start), Some(Tag::Vbn | Tag::Vbg)) && !before.clone().any(|at| scene.is_finite(at));
    let aside = participle && before.end + 1 < sight.at && !before.clone().any(|at| scene.is_comma(at));
    let small = before.len() < 2;
    if before.is_empty() || small && rest.is_none() || aside && !whole {
        return None;
    }
    // "Still, she said, the bridge is safe": a word that only leads on is no part of it.
    let leads = small && !whole;
    let mut pieces = if leads { Vec::new() } else { vec![before] };
    pieces.extend(rest);
    let addressee = content::skip(scene, sight, limit).1;
    let row = sight.row(scene);
    let found = Complement { content: 0..0, addressee, asks: false, phrase: false, by: "content, then speaker" };
    let mut made = draft(sight, Some(source), found, row.class, row.factuality);
    made.content = pieces;
    Some(made)
}

/// Where the office before a name begins: "..., the interior minister, Mara Venn, said".
fn office_before(scene: &Scene, first: usize, name: &Range<usize>) -> Option<usize> {
    let close = name.start.checked_sub(1).filter(|at| *at > first && scene.lower(*at) == ",")?;
    if !(name.clone().all(|at| scene.tag(at).is_some_and(Tag::is_proper))) {
        return None;
    }
    let open = (first.max(close.saturating_sub(12))..close).rev().find(|at| scene.lower(*at) == ",")?;
    let noun = scene.names.facts(scene.lower(close - 1))?.noun?;
    let whole = scene.begins_phrase(open + 1) && scene.phrase_end(open + 1, close) == close;
    (matches!(noun.what, What::One) && whole && open + 2 < close).then_some(open + 1)
}

/// The content behind an aside in the middle of a sentence.
fn rest(scene: &Scene, sight: &Sight, mut at: usize, limit: usize) -> Option<Range<usize>> {
    while at < limit && scene.time_at(at).is_some() {
        at = scene.time_at(at).map_or(limit, |(_, end)| end);
    }
    if !scene.is_comma(at) || at + 2 >= limit {
        return None;
    }
    let next = at + 1;
    let word = scene.lower(next);
    if matches!(word, "adding" | "saying" | "citing" | "who" | "which" | "noting" | "according" | "referring")
        || scene.tag(next) == Some(Tag::Vbg)
    {
        return None;
    }
    Some(next..clause_end(scene, sight, next, limit))
}

/// Where the content before an aside begins: the sentence, or the quotation it opens in.
pub(super) fn clause_begin(scene: &Scene, first: usize, start: usize) -> usize {
    let mut begin = first;
    if let Some(quote) = scene.quotations.at(first) {
        let quote = &scene.quotations.all[quote];
        if quote.open < first && quote.end <= start {
            return quote.open;
        }
    }
    while begin < start && (matches!(scene.lower(begin), "but" | "and" | "so" | "yet") || scene.is_comma(begin)) {
        begin += 1;
    }
    begin
}

fn comma_of(scene: &Scene, mut at: usize, first: usize) -> usize {
    while at > first && scene.is_comma(at - 1) {
        at -= 1;
    }
    if scene.is_mark(at) { at + 1 } else { at }
}
