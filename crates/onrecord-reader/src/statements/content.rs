//! What is said: the words after a cue that are its content, and where they end.

use std::ops::Range;

use super::{
    cues::{Sight, own_speaker, own_subject_cue, second_cue},
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
    let (at, addressee) = skip(scene, sight, limit);
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
    if frames.has(b'v') && matches!(word, "of" | "to" | "about" | "against" | "for") {
        return done(at + usize::from(word != "against")..phrase_limit(scene, sight, at + 1, limit), true, "cue + of");
    }
    if frames.has(b'g') && scene.tag(at) == Some(Tag::Vbg) {
        return done(at..clause_end(scene, sight, at, limit), true, "cue + gerund");
    }
    if frames.has(b'n')
        && let Some((object, to)) = object_infinitive(scene, sight, at, limit)
    {
        let content = to..clause_end(scene, sight, to, limit);
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
        || (at..end).any(|it| scene.is_mark(it));
    let both = matches!(scene.lower(at), "both" | "either");
    if frames.has(b'f') && (both || scene.begins_phrase(at)) && (names || sight.row(scene).class != "call") {
        return done(at..phrase_limit(scene, sight, at, limit).max(at + 1), true, "cue + object and complement");
    }
    let quoted = scene.quotations.at(at).is_some() && sight.quotation.is_none();
    if frames.has(b's')
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
    if frames.has(b'o') && scene.begins_phrase(at) && scene.tag(at) != Some(Tag::Prp) {
        let end = phrase_limit(scene, sight, at, limit);
        return done(at..before_day(scene, sight, at, end), true, "cue + noun phrase");
    }
    None
}

/// "to leave", "to publicly name", "to “fight on”", "to comment".
pub(super) fn is_infinitive(scene: &Scene, at: usize) -> bool {
    let mut verb = at + 1;
    while verb < at + 4 && (scene.is_mark(verb) || scene.tag(verb) == Some(Tag::Rb)) {
        verb += 1;
    }
    scene.lower(at) == "to" && (matches!(scene.tag(verb), Some(Tag::Vb | Tag::Vbp)) || scene.lower(verb) == "comment")
}

/// The end of a phrase without the time at which it was said: "denied [the charges] on Tuesday", "backed [Fox] last week".
fn before_day(scene: &Scene, sight: &Sight, start: usize, end: usize) -> usize {
    let day = |at: usize| {
        let lead = usize::from(matches!(scene.lower(at), "on" | "late" | "early"));
        let (_, last) = scene.time_at(at + lead)?;
        let said = scene.text.head(last - 1) == Some(sight.at) && last >= end;
        let bare = lead == 0 && scene.tag(at - 1) == Some(Tag::In);
        (said && !bare && scene.tag(last) != Some(Tag::Pos)).then_some(at)
    };
    (start + 1..end).find_map(day).unwrap_or(end)
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
            && !matches!(word, "not" | "n't" | "never" | "no" | "only" | "even" | "just")
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
            if shows {
                at = next;
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
    if frames.has(b'v') && matches!(word, "of" | "to" | "about" | "for") {
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

/// Where a clause that begins at `start` ends.
pub(super) fn clause_end(scene: &Scene, sight: &Sight, start: usize, limit: usize) -> usize {
    let mut end = limit;
    if let Some(to) = embedded_end(scene, sight, start) {
        end = end.min(to);
    }
    // A quotation that fills the rest ends the content.
    let mut at = start;
    while at < end {
        if let Some(quote) = scene.quotations.at(at)
            && sight.quotation.is_none()
        {
            let quote = &scene.quotations.all[quote];
            at = quote.end.max(at + 1);
            if quote.closed && at < end && scene.lower(quote.last - 1) == "," && comma_ends(scene, sight, at - 1, limit)
            {
                end = at;
                break;
            }
            continue;
        }
        if ends_here(scene, sight, start, at, end) {
            end = at;
            break;
        }
        at += 1;
    }
    if end < limit && end > start && scene.is_mark(limit - 1) && end == limit - 1 {
        end = limit;
    }
    end.min(limit)
}

/// The end of what hangs below a cue that itself stands in a relative or adverbial clause.
fn embedded_end(scene: &Scene, sight: &Sight, start: usize) -> Option<usize> {
    let arc = scene.text.arc(sight.at);
    let range = scene.tree.range(sight.at);
    let inner = matches!(arc, Arc::AclRelcl | Arc::Acl | Arc::Advcl | Arc::Csubj | Arc::Xcomp);
    (inner && range.end > start + 2 && closes(scene, range.end)).then_some(range.end)
}

/// A clause may end before this place only at a comma, a dash, a finite verb or the like.
fn closes(scene: &Scene, at: usize) -> bool {
    scene.is_stop(at) || scene.is_mark(at) || scene.is_finite(at) || matches!(scene.tag(at), Some(Tag::Cc | Tag::Close))
}

/// Whether the content that began at `start` is over before `at`.
fn ends_here(scene: &Scene, sight: &Sight, start: usize, at: usize, limit: usize) -> bool {
    let word = scene.lower(at);
    if at <= start + 1 {
        return false;
    }
    if matches!(word, ";") {
        return true;
    }
    if scene.is_comma(at) {
        return comma_ends(scene, sight, at, limit);
    }
    // "... and denied involvement": a second cue with the same subject.
    if matches!(word, "and" | "but") && scene.tag(at) == Some(Tag::Cc) {
        return second_cue(scene, sight, at + 1)
            || other_act(scene, start, at)
            || own_speaker(scene, sight, at + 1, limit);
    }
    (word == "according" && scene.lower(at + 1) == "to") && sight.quotation.is_none() && at > start + 2
}

/// "vowed to fight on [and left]": a finite verb joined to words that hold none.
fn other_act(scene: &Scene, start: usize, at: usize) -> bool {
    let verb = at + 1 + usize::from(scene.tag(at + 1) == Some(Tag::Rb));
    matches!(scene.tag(verb), Some(Tag::Vbd | Tag::Vbz | Tag::Md))
        && at - start < 60
        && !(start..at).any(|it| scene.is_finite(it))
}

fn comma_ends(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> bool {
    let next = at + 1;
    let word = scene.lower(next);
    if matches!(word, "and" | "but" | "though" | "although") {
        return second_cue(scene, sight, next + 1)
            || (word != "and" && own_subject_cue(scene, sight, next + 1, limit))
            || own_speaker(scene, sight, next + 1, limit);
    }
    let who = sight.start > 0 && matches!(scene.lower(sight.start - 1), "who" | "which");
    if word == "according"
        || who && scene.is_finite(next)
        || word == "while"
        || (word == "even" && scene.lower(next + 1) == "as")
        || before_main(scene, sight, next, limit)
    {
        return true;
    }
    if scene.tag(next) == Some(Tag::Vbg) || (scene.tag(next) == Some(Tag::Rb) && scene.tag(next + 1) == Some(Tag::Vbg))
    {
        let verb = if scene.tag(next) == Some(Tag::Vbg) { next } else { next + 1 };
        let cue = !scene.tables.begun_by(scene.lower(verb)).is_empty();
        return cue && scene.text.head(verb).is_none_or(|head| head <= sight.at || head == sight.at || cue);
    }
    // ", a spokesman said" at the end of the sentence.
    tail_attribution(scene, next, limit)
}

/// "Asked whether", "When asked if", "As Fox announced": the cue stands in a clause that leads up to the main one.
fn opens_sentence(scene: &Scene, sight: &Sight) -> bool {
    let first = scene.sentence(sight.at).start;
    let joint = matches!(
        scene.lower(first),
        "as" | "when" | "after" | "since" | "while" | "although" | "though" | "because" | "before" | "once" | "if"
    );
    let place = first + usize::from(joint);
    (sight.start == place && matches!(scene.text.tag(sight.at), Tag::Vbn | Tag::Vbd | Tag::Vbg))
        || joint && sight.start - first < 8 && !(first..sight.start).any(|at| scene.is_comma(at))
}

/// "Announcing his bid in June, he attacked ...": the main clause behind an adverbial one that holds the cue.
fn before_main(scene: &Scene, sight: &Sight, at: usize, limit: usize) -> bool {
    let adverbial = scene.text.arc(sight.at) == Arc::Advcl && scene.text.head(sight.at).is_some_and(|head| head > at)
        || opens_sentence(scene, sight);
    let mut verb = scene.phrase_end(at, limit);
    if verb == at || !adverbial {
        return false;
    }
    while scene.tag(verb) == Some(Tag::Rb) {
        verb += 1;
    }
    verb < limit && scene.is_finite(verb)
}

/// "..., a report said": a noun phrase and a speech verb that close the sentence.
fn tail_attribution(scene: &Scene, at: usize, limit: usize) -> bool {
    let end = scene.phrase_end(at, limit);
    if end == at || end >= limit || end - at > 10 {
        return false;
    }
    let mut verb = end;
    while verb < limit && matches!(scene.lower(verb), "has" | "have" | "had" | "also") {
        verb += 1;
    }
    let speaks = scene.tables.begun_by(scene.lower(verb)).iter().any(|cue| scene.tables.cue(*cue).frames.has(b'p'));
    speaks
        && (verb + 1 >= limit
            || scene.time_at(verb + 1).is_some()
            || scene.is_comma(verb + 1)
            || matches!(scene.lower(verb + 1), "in" | "on" | "at" | "to"))
}

/// Where a noun phrase that begins at `start` ends: with what hangs on its head, at the latest at a comma that opens an aside.
pub(super) fn phrase_limit(scene: &Scene, sight: &Sight, start: usize, limit: usize) -> usize {
    let end = clause_end(scene, sight, start, limit);
    let gerund = (start..end.min(start + 12))
        .any(|it| matches!(scene.lower(it), "of" | "for") && scene.tag(it + 1) == Some(Tag::Vbg));
    let mut at = start + 1;
    while at < end {
        if let Some(quote) = scene.quotations.at(at)
            && sight.quotation.is_none()
        {
            at = scene.quotations.all[quote].end.max(at + 1);
            continue;
        }
        if scene.is_comma(at) && opens_aside(scene, at + 1) {
            let parallel = gerund && scene.tag(at + 1) == Some(Tag::Vbg);
            if !parallel {
                return at;
            }
        }
        if matches!(
            scene.lower(at),
            "after" | "when" | "while" | "because" | "as" | "before" | "until" | "since" | "although" | "if"
        ) && scene.begins_clause(at + 1, end)
        {
            return at;
        }
        at += 1;
    }
    end
}

fn opens_aside(scene: &Scene, at: usize) -> bool {
    let word = scene.lower(at);
    matches!(
        word,
        "which"
            | "who"
            | "whose"
            | "where"
            | "when"
            | "also"
            | "but"
            | "a"
            | "an"
            | "the"
            | "after"
            | "as"
            | "while"
            | "because"
            | "although"
            | "though"
            | "according"
            | "he"
            | "she"
            | "they"
            | "it"
            | "with"
            | "despite"
            | "even"
            | "so"
            | "then"
            | "in"
            | "at"
            | "on"
    ) || matches!(scene.tag(at), Some(Tag::Vbg | Tag::Vbn | Tag::Vbd | Tag::Wdt | Tag::Wp | Tag::In | Tag::Rb))
        || (matches!(word, "and" | "but" | "or")
            && (scene.tag(at + 1).is_some_and(|tag| tag.is_verb() || tag == Tag::Prp || tag == Tag::Rb)
                || scene.begins_phrase(at + 1) && scene.is_finite(scene.phrase_end(at + 1, at + 12))))
}
