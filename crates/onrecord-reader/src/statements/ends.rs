//! Where what is said ends: clauses before another speaker, phrases before an aside or the day they were said.

use super::{
    cues::{Sight, own_speaker, own_subject_cue, second_cue},
    scene::Scene,
    tables::kind,
};
use crate::model::{Arc, Tag};

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

/// The end of a phrase without the time at which it was said: "denied [the charges] on Tuesday", "backed [Fox] last week".
pub(super) fn before_day(scene: &Scene, sight: &Sight, start: usize, end: usize) -> usize {
    let day = |at: usize| {
        let lead = usize::from(matches!(scene.lower(at), "on" | "late" | "early"));
        let (_, last) = scene.time_at(at + lead)?;
        let said = scene.text.head(last - 1) == Some(sight.at) && last >= end;
        let bare = lead == 0 && scene.tag(at - 1) == Some(Tag::In);
        (said && !bare && scene.tag(last) != Some(Tag::Pos)).then_some(at)
    };
    let venue = |at: usize| {
        let last = scene.phrase_end(at + 1, end);
        let leads = matches!(scene.lower(at), "in" | "on" | "during" | "at" | "through" | "via") && last > at + 1;
        (leads && scene.tables.is(scene.lower(last - 1), kind::VENUE) && said_there(scene, sight, at, last))
            .then_some(at)
    };
    (start + 1..end).find_map(|at| day(at).or_else(|| venue(at))).unwrap_or(end)
}

/// "in a statement", "in an interview": where it was said, not part of what is spoken of.
fn said_there(scene: &Scene, sight: &Sight, at: usize, last: usize) -> bool {
    let loose = matches!(scene.lower(at + 1), "a" | "an" | "his" | "her" | "their" | "its");
    loose || scene.text.head(last - 1) == Some(sight.at)
}
