//! What the words above an event make of it, up to the sentence: "refused to confirm that", "plans to strike".

use super::{
    super::scene::{Draft, Scene},
    predicate::{self, Telling},
    table::how,
    value::Value,
};
use crate::model::{Arc, Factuality, Tag};

/// The most heads climbed.
const MOST_UP: usize = 12;

/// What the text commits to about an event named by the word at a place, whoever says it.
pub(in super::super) fn event(scene: &Scene, at: usize) -> Factuality {
    climb(scene, at).factuality()
}

/// Whether a cue tells of a saying that did not take place, or may not: "was asked to confirm that", "refused to say that".
pub(super) fn is_unsaid(scene: &Scene, draft: &Draft) -> bool {
    let at = draft.at;
    if draft.cue.is_empty() || at == 0 || scene.text.sentence_of(at) != scene.text.sentence_of(at - 1) {
        return false;
    }
    let infinitive = scene.tag(at) == Some(Tag::Vb) && scene.lower(at - 1) == "to";
    if infinitive {
        let value = climb(scene, at);
        return value.rank == 0 || value.minus;
    }
    // "has neither confirmed nor denied that": neither was done.
    let sentence = scene.sentence(at);
    let nor = (sentence.start..at).rev().take(6).any(|it| scene.lower(it) == "nor");
    nor && (sentence.start..at).rev().take(16).any(|it| matches!(scene.lower(it), "neither" | "not" | "n't" | "n’t"))
}

fn climb(scene: &Scene, at: usize) -> Value {
    let sentence = scene.sentence(at);
    let mut value = local(scene, at);
    let mut here = at;
    for _ in 0..MOST_UP {
        let Some(head) = scene.text.head(here).filter(|head| sentence.contains(head)) else { break };
        if let Some(over) = made_by(scene, here, head) {
            value = value.under(over);
        } else if !passes(scene.text.arc(here)) {
            break;
        }
        if value.rank == 0 {
            break;
        }
        here = head;
    }
    value
}

/// Arcs that leave what hangs by them to what stands further up. A relative clause, an apposition or an adverbial one is told
/// for itself.
fn passes(arc: Arc) -> bool {
    matches!(arc, Arc::Xcomp | Arc::Ccomp | Arc::Csubj | Arc::Obj | Arc::Conj | Arc::NsubjPass | Arc::Acl)
}

fn local(scene: &Scene, at: usize) -> Value {
    let sentence = scene.sentence(at);
    if scene.text.tag(at).is_noun() && scene.tree.child(scene.text, at, Arc::Cop).is_none() {
        let no = scene.tree.children(at).any(|it| it < at && matches!(scene.lower(it), "no" | "without"));
        return Value { minus: no, ..Value::CERTAIN };
    }
    let value = predicate::own(scene, at, &sentence, Telling::Past);
    let question = scene.lower(sentence.end - 1) == "?" && scene.text.head(at).is_none();
    if question { Value::OPEN } else { value }
}

/// What the head makes of what hangs on it.
fn made_by(scene: &Scene, here: usize, head: usize) -> Option<Value> {
    let arc = scene.text.arc(here);
    let own = || predicate::own(scene, head, &scene.sentence(head), Telling::Past);
    match arc {
        Arc::Xcomp | Arc::Ccomp | Arc::Csubj => {
            let passive = scene.tree.children(head).any(|it| matches!(scene.text.arc(it), Arc::AuxPass | Arc::Cop));
            let row = if passive { governor(scene, head, how::ADJECTIVE) } else { None };
            let row = row.or_else(|| governor(scene, head, how::CLAUSE));
            row.map(|(plus, minus)| effect(own(), plus, minus)).or_else(|| whether(scene, here))
        }
        Arc::Acl => {
            let (plus, _) = governor(scene, head, how::NOUN)?;
            let to = (head..here).any(|it| scene.lower(it) == "to" || scene.lower(it) == "that");
            to.then(|| Value::of(plus))
        }
        Arc::Obj | Arc::NsubjPass => {
            let (plus, minus) = governor(scene, head, how::OBJECT)?;
            Some(effect(own(), plus, minus))
        }
        Arc::Advcl => {
            let mark = scene.tree.children(here).any(|it| it < here && matches!(scene.lower(it), "if" | "unless"));
            let to = scene.tag(here) == Some(Tag::Vb) && here > 0 && scene.lower(here - 1) == "to";
            match (mark, to) {
                (true, _) => Some(Value::OPEN),
                // What is done to some end is likely to reach it: the error over `uw` falls from 0.584 to 0.580.
                (_, true) => Some(Value { rank: 2, minus: false }),
                _ => None,
            }
        }
        Arc::Conj => {
            let joined = predicate::own(scene, head, &scene.sentence(head), Telling::Past);
            let same = scene.text.tag(head) == scene.text.tag(here);
            same.then_some(Value { minus: false, ..joined })
        }
        _ => None,
    }
}

fn governor(scene: &Scene, head: usize, letter: u8) -> Option<(Factuality, Factuality)> {
    let table = &scene.tables.governors;
    let row = table.get(scene.lower(head), letter).or_else(|| table.get(scene.text.lemma(head), letter))?;
    Some((row.plus, row.minus))
}

fn effect(own: Value, plus: Factuality, minus: Factuality) -> Value {
    Value::of(if own.minus { minus } else { plus }).at_most(own.rank)
}

/// "whether he left".
fn whether(scene: &Scene, here: usize) -> Option<Value> {
    let asks = scene
        .tree
        .children(here)
        .any(|it| scene.text.arc(it) == Arc::Mark && matches!(scene.lower(it), "whether" | "if"));
    asks.then_some(Value::OPEN)
}
