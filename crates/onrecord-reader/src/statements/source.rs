//! Who speaks, as a noun phrase of the sentence.

use std::ops::Range;

use super::{cues::Sight, scene::Scene};
use crate::model::{Arc, Tag};

/// The noun phrase whose head is `head`, not reaching over the cue.
pub(super) fn phrase(scene: &Scene, head: usize, cue: &Range<usize>) -> Range<usize> {
    let mut range = scene.tree.range(head);
    if range.start < cue.end && cue.start < range.end {
        range = if head < cue.start { range.start.min(head)..head + 1 } else { head..range.end.max(head + 1) };
        if head < cue.start {
            range.end = range.end.min(cue.start);
        } else {
            range.start = range.start.max(cue.end);
        }
    }
    let limit = scene.limit(head).max(head + 1);
    if head >= cue.end {
        range.end = range.end.min(limit);
        range.end = head + 1 + cut(scene, head + 1..range.end);
    }
    scene.trimmed(range)
}

/// How far a phrase behind its head goes on: not over a quotation mark, a stop or a time.
fn cut(scene: &Scene, range: Range<usize>) -> usize {
    let mut at = range.start;
    while at < range.end {
        let time = scene.time_at(at).is_some();
        let time_after =
            matches!(scene.lower(at), "on" | "in" | "at" | "late" | "early") && scene.time_at(at + 1).is_some();
        if scene.is_mark(at) || matches!(scene.lower(at), ":" | ";") || time || time_after {
            break;
        }
        at += 1;
    }
    at - range.start
}

/// The subject of a cue.
pub(super) fn subject(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let cue = sight.start..sight.end;
    let found = parsed(scene, sight.at, &cue, 0).or_else(|| before(scene, sight));
    found.filter(|range| !range.is_empty())
}

fn parsed(scene: &Scene, verb: usize, cue: &Range<usize>, depth: usize) -> Option<Range<usize>> {
    let text = scene.text;
    let is_subject = |place: &usize| matches!(text.arc(*place), Arc::Nsubj | Arc::NsubjPass);
    if let Some(subject) = scene.tree.children(verb).find(is_subject) {
        if matches!(text.tag(subject), Tag::Wp | Tag::Wdt) {
            return antecedent(scene, verb, subject);
        }
        return Some(phrase(scene, subject, cue));
    }
    if depth > 3 {
        return None;
    }
    let head = text.head(verb)?;
    match text.arc(verb) {
        Arc::Conj | Arc::Advcl | Arc::Parataxis if text.tag(head).is_verb() || text.tag(head).is_noun() => {
            if text.arc(verb) == Arc::Parataxis && text.tag(verb) != Tag::Vbg {
                return None;
            }
            parsed(scene, head, cue, depth + 1)
        }
        Arc::Xcomp if text.tag(head).is_verb() || text.tag(head) == Tag::Jj => {
            let object =
                scene.tree.children(head).find(|it| matches!(text.arc(*it), Arc::Obj | Arc::Iobj) && *it < verb);
            match object {
                Some(object) => Some(phrase(scene, object, cue)),
                None => parsed(scene, head, cue, depth + 1),
            }
        }
        Arc::Acl if head < verb => {
            let start = scene.tree.range(head).start;
            Some(scene.trimmed(start..head + 1))
        }
        _ => None,
    }
}

/// "the group, which claims ...": the group.
fn antecedent(scene: &Scene, verb: usize, relative: usize) -> Option<Range<usize>> {
    let head = scene.text.head(verb).filter(|_| scene.text.arc(verb) == Arc::AclRelcl)?;
    if head >= relative {
        return None;
    }
    Some(scene.trimmed(scene.tree.range(head).start..relative))
}

/// Without help of the parse: the noun phrase that ends just before the verb group.
fn before(scene: &Scene, sight: &Sight) -> Option<Range<usize>> {
    let first = scene.sentence(sight.at).start;
    let mut end = sight.start;
    if sight.infinitive || scene.text.tag(sight.at) == Tag::Vbg {
        return None;
    }
    // "is fighting or has declared": the subject of the verb before.
    if end > first && matches!(scene.lower(end - 1), "and" | "or" | "but") {
        let subject = (first..end).find(|at| matches!(scene.text.arc(*at), Arc::Nsubj | Arc::NsubjPass))?;
        return Some(phrase(scene, subject, &(sight.start..sight.end)));
    }
    while end > first && (scene.is_comma(end - 1) && end == sight.start) {
        end -= 1;
    }
    let mut start = end;
    while start > first && end - start < 12 {
        let tag = scene.text.tag(start - 1);
        let word = scene.lower(start - 1);
        let inside = tag.is_noun()
            || matches!(tag, Tag::Dt | Tag::Cd | Tag::Jj | Tag::Jjs | Tag::PrpPoss | Tag::Pos | Tag::Hyph | Tag::Prp)
            || (matches!(word, "of" | "for" | "at") && start > first + 1 && scene.text.tag(start - 2).is_noun());
        if !inside {
            break;
        }
        start -= 1;
        if matches!(tag, Tag::Prp) {
            break;
        }
    }
    (start < end && scene.text.tag(end - 1) != Tag::Dt).then_some(start..end)
}

/// "said Ann Fox, a judge": the phrase behind the verb where the parse names none.
pub(super) fn behind(scene: &Scene, sight: &Sight, limit: usize) -> Option<Range<usize>> {
    if !scene.begins_phrase(sight.end) {
        return None;
    }
    let end = scene.phrase_end(sight.end, limit);
    (end > sight.end).then_some(sight.end..end)
}

/// "by prosecutors" after a passive.
pub(super) fn agent(scene: &Scene, sight: &Sight, limit: usize) -> Option<Range<usize>> {
    let by = (sight.end..limit.min(sight.end + 30))
        .find(|at| scene.lower(*at) == "by" && scene.begins_phrase(at + 1) && scene.time_at(at + 1).is_none())?;
    let noun = scene.text.head(by).filter(|head| *head > by && scene.text.arc(by) == Arc::Case)?;
    if scene.text.head(noun) != Some(sight.at) {
        return None;
    }
    Some(scene.trimmed(by + 1..scene.tree.range(noun).end.min(limit)))
}
