//! Statements without a speaker as subject: "X is believed to have fled", "was told that", "was quoted as saying".

use super::{
    cues::{Cue, Frames},
    draft::Draft,
    phrase::{self, Clause},
    verbs::Scene,
};
use crate::model::Arc;

/// The statement a passive verb makes.
pub(super) fn passive(scene: &Scene, at: usize, cue: &Cue) -> Option<Draft> {
    let text = scene.text;
    let phrase = scene.cues.passives.get(text.lower(at));
    let mut draft = Draft::new(at, cue, "passive");
    if let Some(phrase) = phrase {
        (draft.class, draft.base) = (phrase.class, phrase.factuality);
    }
    let sentence = text.places(text.sentence_of(at));
    if let Some(agent) = text.children(at).find(|child| text.arc(*child) == Arc::OblAgent) {
        draft.source_head = Some(agent);
        let mut source = phrase::noun_phrase(text, agent, sentence.end);
        if text.lower(source.start) == "by" {
            source.start += 1;
        }
        draft.source = source;
    }
    let subject = text.children(at).find(|child| matches!(text.arc(*child), Arc::NsubjPass | Arc::Nsubj | Arc::Expl));
    let after = phrase::skip_adverbs(text, at + 1, sentence.end);
    let limit = phrase::content_end(scene, &draft, after.min(sentence.end - 1), sentence.end);
    let clause = phrase::clause_at(text, after, sentence.end);
    let expletive = subject.is_none_or(|subject| text.lower(subject) == "it" && clause != Clause::Infinitive);
    match clause {
        // "Police were told that S": what the subject heard, from somebody not named.
        Clause::That | Clause::Finite if cue.frames.has(Frames::THAT) || cue.frames.has(Frames::PERSON) => {
            let start = after + usize::from(clause == Clause::That);
            draft.content = vec![start..limit];
            if !expletive && cue.frames.has(Frames::PERSON) {
                draft.addressee = subject.map(|subject| phrase::noun_phrase(text, subject, at));
            } else if !expletive {
                return None;
            }
        }
        Clause::Infinitive if phrase.is_some() && !expletive => {
            let subject = phrase::noun_phrase(text, subject?, at);
            draft.content = vec![subject, after..limit];
        }
        Clause::Other
            if phrase.is_some()
                && subject.is_some()
                && draft.class == "accuse"
                && text.lower(after.min(sentence.end - 1)) == "of" =>
        {
            draft.content = vec![phrase::noun_phrase(text, subject?, at), after..limit];
        }
        Clause::Other if text.lower(after.min(sentence.end - 1)) == "as" && text.lower(at) == "quoted" => {
            let subject = subject?;
            let said =
                (after + 1..sentence.end.min(after + 3)).find(|place| scene.cues.form(text.lower(*place)).is_some())?;
            draft.source_head = Some(subject);
            draft.source = phrase::noun_phrase(text, subject, at);
            draft.cue = vec![at..at + 1, said..said + 1];
            let start = said + 1 + usize::from(text.lower((said + 1).min(sentence.end - 1)) == "that");
            draft.content = vec![start..phrase::content_end(scene, &draft, start.min(sentence.end - 1), sentence.end)];
        }
        _ => return None,
    }
    draft.content.retain(|it| !it.is_empty());
    (!draft.content.is_empty()).then_some(draft)
}
