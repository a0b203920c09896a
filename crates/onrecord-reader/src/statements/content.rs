//! What is said: the words after a cue that are its content, and where they end.

use std::ops::Range;

use super::{
    cues::Sight,
    ends::{before_day, clause_end, phrase_limit},
    scene::Scene,
    tables::kind,
};
use crate::model::{Arc, Factuality, Tag};

/// The words after a cue, taken apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Complement {
    pub content: Range<usize>,
    pub addressee: Option<Range<usize>>,
    pub asks: bool,
    pub phrase: bool,
    pub by: &'static str,
}

/// The content after a cue; nothing where none follows.
// The frames of a verb are tried in one fixed order, which is easier to read in one place.
#[allow(clippy::too_many_lines)]
pub(super) fn complement(scene: &Scene, sight: &Sight) -> Option<Complement> {
    let limit = scene.limit(sight.at);
    let frames = sight.row(scene).frames;
    if frames.has(b'n')
        && frames.has(b'd')
        && let Some((object, to)) = object_infinitive(scene, sight, sight.end, limit)
    {
        let content = scene.trimmed(to..clause_end(scene, sight, to, limit));
        let by = "cue + object + infinitive";
        return Some(Complement { content, addressee: Some(object), asks: true, phrase: true, by });
    }
    let (mut at, mut addressee) = skip(scene, sight, limit);
    // "promised lower taxes": nothing follows, nobody was promised anything.
    if let Some(object) = addressee.take_if(|it| frames.has(b'o') && at >= limit && it.start == sight.end) {
        at = object.start;
    }
    if at >= limit {
        return None;
    }
    let done = |content: Range<usize>, phrase: bool, by: &'static str| {
        let content = scene.trimmed(content);
        (!content.is_empty()).then(|| Complement { content, addressee: addressee.clone(), asks: false, phrase, by })
    };
    let word = scene.lower(at);
    let clausal = frames.has(b's') || frames.has(b't');
    if word == "that" && clausal && !scene.is_finite(at + 1) && at + 2 < limit {
        return done(at + 1..clause_end(scene, sight, at + 1, limit), false, "cue + that-clause");
    }
    let asks = matches!(word, "whether" | "if");
    if (asks && (frames.has(b'w') || clausal))
        || (frames.has(b'w') && matches!(word, "how" | "why" | "what" | "who" | "when" | "where" | "which"))
    {
        let content = at..clause_end(scene, sight, at, limit);
        // "Who said what?" asks who spoke.
        if content.len() < 2 && scene.lower(limit) == "?" {
            return None;
        }
        return done(content, false, "cue + question").map(|it| Complement { asks: asks || it.asks, ..it });
    }
    if is_infinitive(scene, at) && (frames.has(b'i') || (sight.passive && frames.has(b'n'))) {
        return done(at..clause_end(scene, sight, at, limit), true, "cue + infinitive");
    }
    let state = frames.has(b'J') && matches!(word, "with" | "over" | "at" | "by");
    if frames.has(b'v') && (state || matches!(word, "of" | "to" | "about" | "against" | "for")) {
        return done(at + usize::from(word != "against")..phrase_limit(scene, sight, at + 1, limit), true, "cue + of");
    }
    if frames.has(b'g') && scene.tag(at) == Some(Tag::Vbg) {
        return done(at..clause_end(scene, sight, at, limit), true, "cue + gerund");
    }
    if frames.has(b'n')
        && let Some((object, to)) = object_infinitive(scene, sight, at, limit)
    {
        let end = clause_end(scene, sight, to, limit);
        // "called on him to go, trying to win him over": what they did besides.
        let besides = (to + 2..end).find(|it| scene.is_comma(*it) && scene.tag(it + 1) == Some(Tag::Vbg));
        let content = to..besides.unwrap_or(end);
        // "told them to leave" commits nobody.
        let asks = sight.row(scene).factuality == Factuality::Certain;
        return done(content, true, "cue + object + infinitive").map(|it| Complement {
            addressee: Some(object),
            asks,
            ..it
        });
    }
    let has_clause = scene.tree.children(sight.at).any(|it| it >= at && scene.text.arc(it) == Arc::Ccomp);
    let object =
        scene.tree.children(sight.at).find(|it| *it >= at && matches!(scene.text.arc(*it), Arc::Obj | Arc::Obl));
    // "called her brother": only with what he is called.
    let end = phrase_limit(scene, sight, at, limit);
    let names = scene.tree.children(sight.at).any(|it| it > at && scene.text.arc(it) == Arc::Xcomp)
        || (at..end).any(|it| scene.is_mark(it))
        || is_named(scene, at, end);
    let both = matches!(scene.lower(at), "both" | "either");
    if frames.has(b'f')
        && (both || scene.begins_phrase(at) || word == "what" && names)
        && (names || sight.row(scene).class != "call")
    {
        let end = phrase_limit(scene, sight, at, limit).max(at + 1);
        return done(at..before_day(scene, sight, at, end), true, "cue + object and complement");
    }
    if frames.has(b'k') {
        return done(taken_for(scene, sight, at, limit)?, true, "cue + object and complement");
    }
    let quoted = scene.quotations.at(at).is_some() && sight.quotation.is_none();
    let wonders = matches!(scene.tag(at), Some(Tag::Wp | Tag::Wdt | Tag::Wrb));
    if frames.has(b's')
        && (!wonders || frames.has(b'q'))
        && (has_clause || quoted || frames.has(b'q') || !is_loose(scene, sight))
        && (has_clause || quoted || object.is_none_or(|_| !frames.has(b'o') || clause_soon(scene, at, limit)))
        && scene.begins_clause(at, limit)
        && !is_speaker_told(scene, sight, at, limit)
    {
        let content = at..clause_end(scene, sight, at, limit);
        if content.len() > 1 && content.clone().any(|it| scene.is_finite(it)) {
            return done(content, false, "cue + clause");
        }
    }
    if frames.has(b'a') && sight.quotation.is_none() && bare_clause(scene, sight, at, limit) {
        return done(at..clause_end(scene, sight, at, limit), false, "cue + words");
    }
    if let Some(content) = relative_object(scene, sight, at, limit) {
        return done(content, true, "relative + cue + words");
    }
    let that = || {
        word == "that"
            && !clausal
            && (scene.text.arc(at) != Arc::Mark || (at..limit).all(|it| !scene.is_finite(it)))
            && scene.begins_phrase(at + 1)
    };
    let opens = scene.begins_phrase(at) && (scene.tag(at) != Some(Tag::Prp) || is_meant(scene, at));
    if frames.has(b'o') && (opens || that()) {
        let end = phrase_limit(scene, sight, at, limit);
        return done(at..before_day(scene, sight, at, end), true, "cue + noun phrase");
    }
    if let Some(content) = parsed_clause(scene, sight, limit).filter(|_| clausal && sight.quotation.is_none()) {
        return done(content, false, "cue + clause");
    }
    // "promised lower taxes and more boats": taken for somebody to whom it was promised.
    let object = addressee.filter(|it| frames.has(b'o') && it.start == sight.end)?;
    let end = phrase_limit(scene, sight, object.start, limit);
    let content = scene.trimmed(object.start..before_day(scene, sight, object.start, end));
    Some(Complement { content, addressee: None, asks: false, phrase: true, by: "cue + noun phrase" })
}

/// "if they find a job, can they", "consider the turnout": verbs that with no clause of their own say nothing.
fn is_loose(scene: &Scene, sight: &Sight) -> bool {
    let plain = !matches!(scene.text.tag(sight.at), Tag::Vbd | Tag::Vbz) && !sight.modal;
    let class = sight.row(scene).class;
    matches!(class, "find" | "threaten") || class == "believe" && plain
}

/// "see Fox as a friend", "attacked him for being late": somebody or something, and what it is taken for.
fn taken_for(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> Option<Range<usize>> {
    let object = scene.phrase_end(at, limit.min(at + 14));
    let blames = sight.row(scene).class == "criticize";
    let joins = scene.lower(object) == "as" && scene.lower(object + 1) != "well"
        || blames && scene.lower(object) == "for" && scene.tag(object + 1) == Some(Tag::Vbg);
    let whole = object > at && joins && object + 1 < limit && scene.time_at(at).is_none();
    let clause = scene.is_finite(scene.phrase_end(object + 1, limit)) && scene.tag(object + 1) == Some(Tag::Prp);
    (whole && !clause).then(|| at..phrase_limit(scene, sight, object + 1, limit))
}

/// "said, among other things, that S", "told a town hall in Sella that S": the clause that the parse hangs on the cue.
fn parsed_clause(scene: &Scene, sight: &Sight, limit: usize) -> Option<Range<usize>> {
    const FAR: usize = 20;
    let verb = scene.tree.children(sight.at).find(|it| *it >= sight.end && scene.text.arc(*it) == Arc::Ccomp)?;
    let start = scene.tree.range(verb).start.max(sight.end);
    let that = scene.lower(start) == "that";
    if matches!(scene.tag(start), Some(Tag::Wp | Tag::Wdt | Tag::Wrb)) || matches!(scene.lower(start), "whether" | "if")
    {
        return None;
    }
    let clean = |at: usize| !scene.is_finite(at) && !scene.is_mark(at);
    let near = start == sight.end || that && start - sight.end <= FAR && (sight.end..start).all(clean);
    let start = start + usize::from(that);
    (near && start + 1 < limit).then(|| start..clause_end(scene, sight, start, limit))
}

/// "denied it", "rejected them": what was said before is meant, and no clause follows.
fn is_meant(scene: &Scene, at: usize) -> bool {
    matches!(scene.lower(at), "it" | "them") && !scene.is_finite(at + 1)
}

/// "the plan a hoax", "the charges unfounded", "them vain hopes": somebody or something, and right behind it what it is called.
fn is_named(scene: &Scene, at: usize, end: usize) -> bool {
    let object = scene.phrase_end(at, end);
    let article = matches!(scene.lower(object), "a" | "an" | "the");
    object > at
        && object < end
        && scene.time_at(object).is_none()
        && (article || matches!(scene.tag(object), Some(Tag::Jj | Tag::Vbn)) && !scene.is_finite(object + 1))
        || scene.tag(at) == Some(Tag::Prp) && object + 1 < end && scene.begins_phrase(object)
}

/// "to leave", "to publicly name", "to “fight on”", "to comment".
pub(super) fn is_infinitive(scene: &Scene, at: usize) -> bool {
    let mut verb = at + 1;
    while verb < at + 4 && (scene.is_mark(verb) || scene.tag(verb) == Some(Tag::Rb)) {
        verb += 1;
    }
    scene.lower(at) == "to" && (matches!(scene.tag(verb), Some(Tag::Vb | Tag::Vbp)) || scene.lower(verb) == "comment")
}

/// "..., said Ann Fox, a judge who knows them": the only verb behind the name tells of it.
fn is_speaker_told(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> bool {
    let behind = sight.start > 0 && (scene.is_comma(sight.start - 1) || scene.is_mark(sight.start - 1));
    let end = scene.phrase_end(at, limit);
    let named = scene.tag(at).is_some_and(Tag::is_proper) && scene.is_comma(end) && end < limit;
    if !behind || !named {
        return false;
    }
    let verb = (end..limit).find(|it| scene.is_finite(*it)).unwrap_or(limit);
    let relative = (end..verb).any(|it| matches!(scene.tag(it), Some(Tag::Wp | Tag::Wdt | Tag::WpPoss)));
    relative || verb == limit
}

/// "what he called “a disgrace”", "whom she described as “peaceful”": the quoted words that say how somebody is called.
fn relative_object(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> Option<Range<usize>> {
    let class = sight.row(scene).class;
    if !matches!(class, "call" | "describe") || sight.quotation.is_some() {
        return None;
    }
    let mark = at + usize::from(scene.lower(at) == "as");
    let open = mark + usize::from(matches!(scene.lower(mark), "a" | "an" | "the"));
    let quote = scene.quotations.all.get(scene.quotations.at(open)?).filter(|quote| quote.open == open)?;
    let first = scene.sentence(sight.at).start;
    let object = (first..sight.start)
        .rev()
        .take(14)
        .find(|it| matches!(scene.lower(*it), "what" | "which" | "whom") || scene.tag(*it) == Some(Tag::Wdt))?;
    (object + 1 < sight.start).then_some(mark..quote.end.min(limit.max(quote.last)))
}

/// "said the minister stood by it" where the parse sees no finite verb: the subject stands before, a phrase and more follow.
fn bare_clause(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> bool {
    let close = sight.start.checked_sub(1).is_some_and(|before| scene.is_comma(before) || scene.is_mark(before));
    let own = scene.tree.children(sight.at).any(|it| matches!(scene.text.arc(it), Arc::Nsubj) && it < sight.start);
    let aside = close && (at..limit).all(|it| !scene.is_comma(it));
    own && (!close || aside) && at + 3 < limit && scene.begins_phrase(at)
}

/// Whether the first finite verb after `at` is that of a main clause, so that the phrase at `at` is its subject.
fn clause_soon(scene: &Scene, at: usize, limit: usize) -> bool {
    let Some(finite) = (at..limit.min(at + 40)).find(|it| scene.is_finite(*it)) else { return false };
    let relative = (at..finite).any(|it| {
        matches!(
            scene.lower(it),
            "who"
                | "which"
                | "that"
                | "where"
                | "whose"
                | "when"
                | "after"
                | "because"
                | "as"
                | "while"
                | "if"
                | "before"
        )
    });
    let own_verb = matches!(scene.text.arc(finite), Arc::AclRelcl)
        || scene.text.head(finite).is_some_and(|head| head >= at && head < finite && scene.text.arc(head) == Arc::Obj);
    !relative && !own_verb
}

/// "urged [the council] [to act]".
fn object_infinitive(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> Option<(Range<usize>, usize)> {
    if !scene.begins_phrase(at) {
        return None;
    }
    let to = (at + 1..limit.min(at + 14)).find(|it| {
        matches!(scene.lower(*it), "to")
            && (scene.tag(it + 1) == Some(Tag::Vb)
                || (scene.lower(it + 1) == "not" && scene.tag(it + 2) == Some(Tag::Vb)))
    })?;
    let start = if to > at + 1 && scene.lower(to - 1) == "not" { to - 1 } else { to };
    let clean = (at..start).all(|it| !scene.is_finite(it) && !scene.is_stop(it));
    (clean && start > at && sight.end <= at).then_some((at..start, start))
}

/// Steps over what may stand between a cue and its content: adverbs, times, addressee, "in a statement".
pub(super) fn skip(scene: &Scene, sight: &Sight, limit: usize) -> (usize, Option<Range<usize>>) {
    let frames = sight.row(scene).frames;
    let mut at = sight.end;
    let mut addressee = None;
    for _ in 0..8 {
        if at >= limit {
            break;
        }
        let word = scene.lower(at);
        let tag = scene.tag(at);
        if let Some((_, end)) = scene.time_at(at)
            && scene.tag(end) != Some(Tag::Pos)
        {
            at = end;
        } else if matches!(word, "on" | "in" | "at" | "late" | "early" | "earlier" | "last" | "since" | "during")
            && let Some((_, end)) = scene.time_at(at + 1)
            && scene.tag(end) != Some(Tag::Pos)
        {
            at = end;
        } else if frames.has(b'd') && addressee.is_none() && !sight.passive && is_addressee(scene, at, limit) {
            let end = addressee_end(scene, at, limit);
            addressee = Some(at..end);
            at = end;
        } else if matches!(tag, Some(Tag::Rb | Tag::Rbr | Tag::Rp))
            && !matches!(word, "more" | "less" | "most")
            && !matches!(word, "there" | "here" | "not" | "n't" | "never" | "no" | "only" | "even" | "just")
            && !scene.is_comma(at + 1)
        {
            at += 1;
        } else if let Some(end) = preposition(scene, sight, at, limit) {
            if matches!(word, "to" | "with") && addressee.is_none() {
                addressee = Some(at + 1..end);
            }
            at = end;
        } else if scene.is_comma(at) || word == ":" {
            // "said, however, that", "said on Friday, that": only before content that shows itself.
            let next = at + 1;
            let shows = scene.lower(next) == "that"
                || scene.quotations.at(next).is_some_and(|it| scene.quotations.all[it].open == next)
                || word == ":";
            // "in Toledo, Ohio, that"
            let after = if scene.is_comma(at) && scene.tag(next) == Some(Tag::Nnp) { next + 1 } else { limit };
            let place = scene.is_comma(after) && scene.lower(after + 1) == "that";
            match (shows, place) {
                (true, _) => at = next,
                (_, true) => at = after + 1,
                _ => {}
            }
            break;
        } else {
            break;
        }
    }
    (at, addressee)
}

fn is_addressee(scene: &Scene, at: usize, limit: usize) -> bool {
    if !scene.begins_phrase(at) || scene.lower(at) == "that" {
        return false;
    }
    let end = scene.phrase_end(at, limit);
    // "promised victory would come": a clause, not somebody.
    end > at
        && !(scene.is_finite(end)
            && scene.tag(at) != Some(Tag::Prp)
            && scene.text.arc(end.min(scene.text.tokens.len() - 1)) == Arc::Ccomp)
}

fn addressee_end(scene: &Scene, at: usize, limit: usize) -> usize {
    let mut end = scene.phrase_end(at, limit);
    if matches!(scene.tag(at), Some(Tag::Prp)) {
        return at + 1;
    }
    // "told the BBC the bridge was closed": the second phrase begins the content.
    if let Some(next) = (at + 1..end).find(|it| {
        matches!(scene.tag(*it), Some(Tag::Dt | Tag::Prp | Tag::PrpPoss)) && scene.tag(it - 1).is_some_and(Tag::is_noun)
    }) {
        end = next;
    }
    end
}

/// The end of a phrase such as "in a statement", "to reporters", "at a news conference" at `at`.
fn preposition(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> Option<usize> {
    let word = scene.lower(at);
    if !matches!(
        word,
        "to" | "in"
            | "on"
            | "at"
            | "during"
            | "through"
            | "via"
            | "with"
            | "from"
            | "after"
            | "before"
            | "by"
            | "over"
            | "as"
            | "ahead"
            | "of"
            | "for"
            | "about"
    ) || scene.tag(at + 1) == Some(Tag::Vb)
        || scene.lower(at + 1) == "comment"
    {
        return None;
    }
    let start = at + 1 + usize::from(word == "ahead");
    let mut end = scene.phrase_end(start, limit);
    if end == start {
        return None;
    }
    if let Some(next) =
        (start + 1..end).find(|it| scene.tag(*it) == Some(Tag::Dt) && scene.tag(it - 1).is_some_and(Tag::is_noun))
    {
        end = next;
    }
    let frames = sight.row(scene).frames;
    let state = frames.has(b'J') && matches!(word, "with" | "over" | "at" | "by");
    if frames.has(b'v') && (state || matches!(word, "of" | "to" | "about" | "for")) {
        return None;
    }
    let place = (start..end).any(|it| scene.tables.is(scene.lower(it), kind::VENUE | kind::PRESS));
    let after = scene.lower(end);
    let shows = after == "that"
        || after == ":"
        || scene.is_comma(end)
        || end >= limit
        || scene.quotations.at(end).is_some()
        || scene.time_at(end).is_some();
    let more = matches!(after, "in" | "on" | "at" | "during" | "after" | "to");
    (place || shows || more).then_some(end)
}
