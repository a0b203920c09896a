//! Sources by preposition ("according to X") and cue nouns ("fears that S").

use super::{
    cues::Phrase,
    draft::Draft,
    phrase::{self, Clause},
    verbs::Scene,
};
use crate::model::{Arc, Factuality, Tag};

/// The statement of "according to" at a place.
pub(super) fn according(scene: &Scene, at: usize) -> Option<Draft> {
    let text = scene.text;
    let sentence = text.places(text.sentence_of(at));
    if text.lower(at) != "according" || at + 2 >= sentence.end || text.lower(at + 1) != "to" {
        return None;
    }
    let head = source_head(scene, at + 2, sentence.end)?;
    let stop = if at == sentence.start || matches!(text.tag(at - 1), Tag::Cc) {
        first_comma(scene, at, sentence.end)
    } else {
        sentence.end
    };
    let mut source = at + 2..phrase::noun_phrase(text, head, stop).end.max(head + 1);
    source.end = source.end.min(stop);
    source.end = phrase::without_end_mark(text, source.clone()).end.max(source.start + 1);
    let initial = at == sentence.start || at == sentence.start + 1 && text.tag(at - 1) == Tag::Cc;
    let content = if initial {
        let comma = (source.end..sentence.end.min(source.end + 4)).find(|place| text.word(*place) == ",");
        let start = comma.map_or(source.end, |comma| comma + 1);
        vec![start..phrase::without_end_mark(text, start.min(sentence.end)..sentence.end).end]
    } else {
        around(scene, at, source.end, sentence.clone())
    };
    let draft = Draft {
        source,
        source_head: Some(head),
        cue: vec![at..at + 2],
        at,
        content: whole_quotation(scene, content),
        addressee: None,
        class: "say",
        base: Factuality::Certain,
        direct: false,
        by: "according to",
    };
    (!draft.content.is_empty()).then_some(draft)
}

/// A content that is one quotation keeps its marks.
fn whole_quotation(scene: &Scene, content: Vec<std::ops::Range<usize>>) -> Vec<std::ops::Range<usize>> {
    content.into_iter().filter(|it| phrase::without_end_mark(scene.text, it.clone()).len() > 1).collect()
}

fn around(scene: &Scene, at: usize, after: usize, sentence: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    let text = scene.text;
    let mut last = at;
    while last > sentence.start && matches!(text.word(last - 1), "," | "(" | "—" | "--") {
        last -= 1;
    }
    // What stands before may belong to another statement's content: then only that much is shared.
    let mut content = vec![phrase::clause_start(scene, last, sentence.start)..last];
    let stop = phrase::without_end_mark(text, sentence).end;
    if after < stop && text.word(after) == "," && phrase::goes_on(text, after + 1) && after + 2 < stop {
        content.push(after + 1..stop);
    }
    content
}

fn first_comma(scene: &Scene, from: usize, end: usize) -> usize {
    let text = scene.text;
    // A comma inside the source's apposition is followed by another before the clause's subject; the clause is what
    // has the finite verb.
    let commas: Vec<usize> = (from..end).filter(|at| text.word(*at) == ",").take(4).collect();
    let clause = |comma: &usize| {
        phrase::clause_at(text, comma + 1, end) == Clause::Finite
            && !matches!(text.lower(comma + 1), "a" | "an" | "who" | "which")
    };
    commas.iter().copied().find(clause).or(commas.first().copied()).unwrap_or(end)
}

fn source_head(scene: &Scene, from: usize, end: usize) -> Option<usize> {
    let text = scene.text;
    let governor = text
        .head(from - 1)
        .filter(|head| *head >= from && *head < end && (text.tag(*head).is_noun() || text.tag(*head) == Tag::Prp));
    governor.or_else(|| {
        let mut at = from;
        while at + 1 < end
            && (text.tag(at + 1).is_noun()
                || matches!(text.tag(at), Tag::Dt | Tag::Jj | Tag::PrpPoss | Tag::Cd | Tag::Pos))
        {
            at += 1;
        }
        (text.tag(at).is_noun() || text.tag(at) == Tag::Prp).then_some(at)
    })
}

/// The statement of a cue noun at a place: "his claim that S", "reports of Y", "fears that S".
pub(super) fn noun(scene: &Scene, at: usize) -> Option<Draft> {
    let text = scene.text;
    if !matches!(text.tag(at), Tag::Nn | Tag::Nns) {
        return None;
    }
    let Phrase { class, factuality } = *scene.cues.nouns.get(text.lower(at))?;
    let sentence = text.places(text.sentence_of(at));
    if at + 2 >= sentence.end {
        return None;
    }
    let next = text.lower(at + 1);
    let plural_of = next == "of"
        && matches!(
            text.lower(at),
            "reports"
                | "allegations"
                | "accusations"
                | "fears"
                | "claims"
                | "denial"
                | "denials"
                | "suspicions"
                | "rumors"
                | "rumours"
        );
    if next != "that" && !plural_of || next == "that" && phrase::clause_at(text, at + 1, sentence.end) != Clause::That {
        return None;
    }
    // "that" after a noun may be a relative: then a verb follows at once.
    if next == "that" && matches!(text.tag(at + 2), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md) {
        return None;
    }
    let mut draft = Draft {
        source: 0..0,
        source_head: None,
        cue: vec![at..at + 1],
        at,
        content: Vec::new(),
        addressee: None,
        class,
        base: factuality,
        direct: false,
        by: "noun",
    };
    if let Some(owner) =
        text.children(at).find(|child| matches!(text.arc(*child), Arc::NmodPoss | Arc::Compound) && *child < at)
    {
        draft.source_head = Some(owner);
        draft.source = phrase::noun_phrase(text, owner, at);
        while draft.source.end > draft.source.start + 1 && text.tag(draft.source.end - 1) == Tag::Pos {
            draft.source.end -= 1;
        }
    }
    let limit = phrase::content_end(scene, &draft, at + 2, sentence.end);
    let own = if next == "of" { text.subtree(at).end.clamp(at + 3, limit.max(at + 3)) } else { limit };
    draft.content.push(at + 2..own.min(limit));
    (draft.content[0].len() > 1).then_some(draft)
}
