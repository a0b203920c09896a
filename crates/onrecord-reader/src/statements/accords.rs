//! "According to": the words behind it tell who, the rest of the sentence what.

use super::{
    cues::Sight,
    ends,
    indirect::clause_begin,
    scene::{Draft, Scene},
    tables::kind,
};
use crate::model::{Factuality, Tag};

/// "according to X, S", "S, according to X", "in the view of X, S".
pub(super) fn according(scene: &Scene, at: usize) -> Option<Draft> {
    let limit = scene.limit(at);
    let sentence = scene.sentence(at);
    let inside = scene.quotations.at(at).map(|it| &scene.quotations.all[it]);
    let first = inside.map_or(sentence.start, |quote| quote.first.max(sentence.start));
    let cue_end = at + 2;
    let source_end = accord_end(scene, cue_end, limit);
    let source = scene.trimmed(cue_end..source_end);
    if source.is_empty() {
        return None;
    }
    let mut content = Vec::new();
    let leads = at == first
        || (at <= first + 2 && matches!(scene.lower(at - 1), "but" | "and" | ","))
        || follows_joint(scene, first, at);
    let sight = Sight {
        at,
        end: cue_end,
        start: at,
        cue: 0,
        passive: false,
        negated: false,
        modal: false,
        infinitive: false,
        noun: false,
        quotation: scene.quotations.at(at),
    };
    if leads {
        let begin = source_end + usize::from(scene.is_comma(source_end) || scene.lower(source_end) == ":");
        let end = limit.max(begin);
        content.push(begin..sight_end(scene, &sight, begin, end));
    } else {
        let begin = clause_begin(scene, first, at);
        content.push(scene.trimmed(begin..at));
        if scene.is_comma(source_end)
            && source_end + 2 < limit
            && scene.tag(source_end + 1) != Some(Tag::Vbg)
            && !matches!(scene.lower(source_end + 1), "and" | "but" | "which" | "who" | "while")
        {
            content.push(source_end + 1..limit);
        }
    }
    let content: Vec<_> =
        content.into_iter().map(|range| scene.trimmed(range)).filter(|range| range.len() > 1).collect();
    let weak = source.clone().any(|it| scene.tables.is(scene.lower(it), kind::WEAK));
    (!content.is_empty()).then(|| Draft {
        source: Some(source),
        cue: vec![at..cue_end],
        content,
        at,
        class: "say",
        factuality: Some(if weak { Factuality::Probable } else { Factuality::Certain }),
        by: "according to",
        ..Draft::default()
    })
}

fn sight_end(scene: &Scene, sight: &Sight, begin: usize, limit: usize) -> usize {
    let mut end = ends::clause_end(scene, sight, begin, limit);
    // A whole quotation may run over several sentences.
    if let Some(quote) = scene.quotations.at(begin)
        && sight.quotation.is_none()
        && scene.quotations.all[quote].open == begin
    {
        end = end.max(scene.quotations.all[quote].end);
    }
    end
}

/// "..., where, according to X, S": the content is what follows.
fn follows_joint(scene: &Scene, first: usize, at: usize) -> bool {
    let before = if at > first && scene.is_comma(at - 1) { at - 1 } else { at };
    before > first
        && matches!(
            scene.lower(before - 1),
            "where" | "that" | "and" | "but" | "which" | "because" | "when" | "while" | ":" | ";"
        )
}

/// Where the phrase after "according to" ends.
fn accord_end(scene: &Scene, start: usize, limit: usize) -> usize {
    let head = scene.text.head(start - 2).filter(|head| *head >= start && *head < limit);
    let most = head.map_or(start, |head| scene.tree.range(head).end.min(limit));
    let mut end = scene.phrase_end(start, limit);
    if most > end {
        end = most;
    }
    // The first comma ends it, unless an apposition closes with a comma of its own or the sentence.
    let comma = (start..limit).find(|at| scene.is_comma(*at) || scene.is_mark(*at) && *at > start);
    match comma {
        Some(comma) if comma < end => {
            let apposition = matches!(scene.tag(comma + 1), Some(Tag::Dt))
                || matches!(scene.lower(comma + 1), "who" | "which" | "whose");
            let second = (comma + 1..end.min(limit)).find(|at| scene.is_comma(*at));
            match (apposition, second) {
                (true, Some(second)) => second,
                (true, None) => comma,
                _ => comma,
            }
        }
        Some(comma) => end.max(if (end..comma).all(|at| !scene.is_finite(at)) { comma } else { end }),
        None if (end..limit).all(|at| !scene.is_finite(at)) => limit,
        None => end,
    }
}
