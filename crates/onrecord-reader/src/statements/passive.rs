//! Cues in the passive: "is believed to", "was accused of", "was quoted as saying", "was condemned by the council".

use std::ops::Range;

use super::{
    content::{self, Complement},
    cues::Sight,
    ends::{clause_end, phrase_limit},
    indirect::draft,
    scene::{Draft, Scene},
    source,
};
use crate::model::{Arc, Tag};

/// "X is believed to have fled", "it was reported that S", "X was accused of Y", "was quoted as saying S".
pub(super) fn passive(scene: &Scene, sight: &Sight) -> Option<Draft> {
    if sight.quotation.is_some() {
        return None;
    }
    let row = sight.row(scene);
    let limit = scene.limit(sight.at);
    let subject = source::subject(scene, sight);
    let agent = source::agent(scene, sight, limit);
    let next = match &agent {
        Some(agent) if agent.start == sight.end + 1 => agent.end,
        _ => sight.end,
    };
    let make = |content: Vec<Range<usize>>, phrase: bool, asks: bool, by: &'static str| {
        let found = Complement { content: 0..0, addressee: None, asks, phrase, by };
        let mut made = draft(sight, agent.clone(), found, row.class, row.factuality);
        made.content =
            content.into_iter().map(|range| scene.trimmed(range)).filter(|range| !range.is_empty()).collect();
        (!made.content.is_empty()).then_some(made)
    };
    let word = scene.lower(next);
    if word == "that" && (row.frames.has(b's') || row.frames.has(b't')) {
        return make(vec![next + 1..clause_end(scene, sight, next + 1, limit)], false, false, "passive + that-clause");
    }
    let about = subject.clone().filter(|range| scene.lower(range.start) != "it" || range.len() > 1 || word == "to");
    if word == "to" && row.frames.has(b'b') && scene.tag(next + 1) == Some(Tag::Vb) {
        let rest = next..clause_end(scene, sight, next, limit);
        let content = about.into_iter().chain([rest]).collect();
        return make(content, false, false, "passive + infinitive");
    }
    if row.frames.has(b'f')
        && matches!(word, "of" | "for" | "with" | "as" | "by")
        && row.class == "accuse"
        && word != "by"
    {
        let rest = next..phrase_limit(scene, sight, next, limit);
        return make(about.into_iter().chain([rest]).collect(), true, false, "passive + of");
    }
    if let Some(content) = done_by(scene, sight, subject.as_ref(), agent.as_ref(), limit) {
        return make(content, true, false, "passive + by");
    }
    if row.frames.has(b'd') || row.class == "ask" {
        let next = question(scene, sight, next, limit);
        let asks = is_question(scene, next);
        if asks && row.frames.has(b'w') {
            return make(vec![next..clause_end(scene, sight, next, limit)], false, true, "passive + question");
        }
        let about = row.rest.first().is_some_and(|word| *word == "about");
        if about && scene.begins_phrase(next) {
            let content = next..phrase_limit(scene, sight, next, limit);
            return make(vec![content], true, true, "passive + question");
        }
        if row.frames.has(b's') && scene.begins_clause(next, limit) && scene.text.child(sight.at, Arc::Ccomp).is_some()
        {
            return make(vec![next..clause_end(scene, sight, next, limit)], false, false, "passive + clause");
        }
    }
    None
}

fn is_question(scene: &Scene, at: usize) -> bool {
    matches!(scene.lower(at), "whether" | "if" | "about" | "how" | "why" | "what" | "which" | "who" | "when" | "where")
}

/// Where the question begins: "asked at a briefing about", "asked by Fox whether".
fn question(scene: &Scene, sight: &Sight, next: usize, limit: usize) -> usize {
    const NEAR: usize = 8;
    let (far, _) = content::skip(scene, sight, limit);
    let clean = |at: &usize| *at > next && (next..*at).all(|it| !scene.is_finite(it));
    let behind = (far..limit.min(far + NEAR)).find(|at| is_question(scene, *at)).filter(clean);
    behind.filter(|_| !is_question(scene, next) && scene.lower(next) != "to").unwrap_or(next)
}

/// "The attack was condemned by the council", "was called a fraud by his rivals": what is spoken of, with what it is called.
fn done_by(
    scene: &Scene,
    sight: &Sight,
    subject: Option<&Range<usize>>,
    agent: Option<&Range<usize>>,
    limit: usize,
) -> Option<Vec<Range<usize>>> {
    let (subject, agent) = (subject?, agent?);
    let row = sight.row(scene);
    let spoken = (row.frames.has(b'o') || row.frames.has(b'f'))
        && !matches!(row.class, "know" | "show" | "find" | "want" | "quote" | "discuss" | "believe");
    if !spoken || sight.negated || sight.modal || sight.start == sight.at || !source::can_say(scene, agent) {
        return None;
    }
    let by = agent.start.checked_sub(1)?;
    let mut content = vec![subject.clone()];
    if row.frames.has(b'f') && by > sight.end {
        content.push(sight.end..by);
    } else if by > sight.end && by - sight.end > 3 {
        return None;
    }
    // "was accused by the council of fraud".
    if row.frames.has(b'f') && matches!(scene.lower(agent.end), "of" | "for" | "as") && agent.end < limit {
        content.push(agent.end..phrase_limit(scene, sight, agent.end, limit));
    }
    Some(content)
}

/// "was quoted as saying S", "quoted the army as saying S": the words before "as".
pub(super) fn quoted_as(scene: &Scene, sight: &Sight) -> Option<(Range<usize>, Range<usize>)> {
    if scene.text.tag(sight.at) != Tag::Vbg || sight.at < 2 || scene.lower(sight.at - 1) != "as" {
        return None;
    }
    let first = scene.sentence(sight.at).start;
    let verb = (first..sight.at - 1)
        .rev()
        .take(14)
        .find(|at| matches!(scene.lower(*at), "quoted" | "quotes" | "quoting" | "quote" | "cited"))?;
    if verb + 2 == sight.at {
        let group = Sight { at: verb, end: verb + 1, start: verb, ..sight.clone() };
        let subject = source::subject(scene, &group)?;
        return Some((subject, verb..sight.end));
    }
    Some((scene.trimmed(verb + 1..sight.at - 1), sight.at..sight.end))
}
