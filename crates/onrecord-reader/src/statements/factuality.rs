//! How sure the source is: what the cue commits it to, and what the main predicate of the content adds.

use std::ops::Range;

use super::{
    scene::{Draft, Scene},
    tables::kind,
};
use crate::model::{Arc, Factuality, Tag};

/// What the source of a draft commits to about its content.
pub(super) fn of(scene: &Scene, draft: &Draft) -> Factuality {
    let base = draft.factuality.unwrap_or(Factuality::Certain);
    if draft.asks {
        return Factuality::Uncommitted;
    }
    if draft.negated {
        return negated_cue(draft, base);
    }
    let Some(content) = draft.content.first().cloned() else { return base };
    if base == Factuality::Uncommitted {
        return base;
    }
    if is_question(scene, draft) {
        return Factuality::Uncommitted;
    }
    if draft.phrase {
        return base;
    }
    let clause = first_clause(scene, content, draft);
    predicate(scene, draft, clause, base)
}

/// "did not say", "did not deny", "does not believe".
fn negated_cue(draft: &Draft, base: Factuality) -> Factuality {
    match (draft.class, base) {
        ("believe" | "expect" | "suspect", _) => Factuality::ProbableNot,
        ("fear" | "suggest", _) => Factuality::PossibleNot,
        ("doubt", _) => Factuality::Probable,
        ("rule-out", _) => Factuality::Possible,
        _ => Factuality::Uncommitted,
    }
}

fn is_question(scene: &Scene, draft: &Draft) -> bool {
    let Some(last) = draft.content.last() else { return false };
    let from = last.end.saturating_sub(2).max(last.start);
    let asks = (from..last.end).any(|at| scene.lower(at) == "?");
    // One question at the end of a speech does not make all of it a question.
    asks && scene.text.sentence_of(draft.content[0].start) == scene.text.sentence_of(last.end - 1)
}

/// The part of the content in the sentence it begins in.
fn first_clause(scene: &Scene, content: Range<usize>, draft: &Draft) -> Range<usize> {
    let mut start = content.start;
    while start < content.end && (scene.is_mark(start) || scene.is_stop(start)) {
        start += 1;
    }
    let start = start.min(content.end.saturating_sub(1));
    // "It ... to have bombed": what follows the cue holds the verb.
    if let Some(second) = draft.content.get(1)
        && !(start..content.end).any(|at| scene.is_finite(at))
    {
        return second.clone();
    }
    let end = scene.sentence(start).end.min(content.end);
    start..end.max(start)
}

fn predicate(scene: &Scene, draft: &Draft, clause: Range<usize>, base: Factuality) -> Factuality {
    let Some(root) = root(scene, &clause) else {
        return bare(scene, clause, base);
    };
    let mut marks = Marks::default();
    marks.verb(scene, root, &clause);
    // "it is likely that", "officials think it unlikely": a raising verb above the real predicate.
    for child in scene.tree.children(root) {
        if clause.contains(&child) {
            marks.child(scene, root, child, &clause);
        }
    }
    let lead = clause.start..root.min(clause.start + 40);
    marks.weak |= lead.clone().any(|at| scene.lower(at) == "knowledge" || scene.lower(at) == "preliminary");
    marks.conditional = lead.chain(root..clause.end).any(|at| matches!(scene.lower(at), "if" | "unless"));
    marks.apply(scene, draft, base)
}

/// The main word of a clause: the one that hangs on a word outside it.
fn root(scene: &Scene, clause: &Range<usize>) -> Option<usize> {
    let outside = |at: &usize| scene.text.head(*at).is_none_or(|head| !clause.contains(&head));
    let tops = || clause.clone().filter(outside).filter(|at| !scene.text.tag(*at).is_punctuation());
    let predicate = |at: &usize| {
        scene.text.tag(*at).is_verb()
            || scene
                .tree
                .children(*at)
                .any(|child| matches!(scene.text.arc(child), Arc::Cop | Arc::Nsubj | Arc::NsubjPass))
    };
    let found = tops().find(|at| predicate(at) && scene.text.arc(*at) != Arc::Advcl);
    found.or_else(|| {
        clause.clone().find(|at| scene.is_finite(*at)).map(|finite| match scene.text.arc(finite) {
            Arc::Aux | Arc::AuxPass | Arc::Cop => {
                scene.text.head(finite).filter(|head| clause.contains(head)).unwrap_or(finite)
            }
            _ => finite,
        })
    })
}

/// A content without a verb: "none whatsoever".
fn bare(scene: &Scene, clause: Range<usize>, base: Factuality) -> Factuality {
    let any = |bit: u16| clause.clone().any(|at| scene.tables.is(scene.lower(at), bit));
    let sure = if any(kind::WEAK) && base == Factuality::Certain { Factuality::Probable } else { base };
    if any(kind::NEGATION) && clause.len() < 12 { sure.negated() } else { sure }
}

/// What stands around a main predicate.
#[derive(Debug, Default)]
struct Marks {
    negations: u32,
    weak: bool,
    may: bool,
    can: bool,
    could_have: bool,
    would: bool,
    likely: bool,
    unlikely: bool,
    conditional: bool,
    have: bool,
}

impl Marks {
    fn verb(&mut self, scene: &Scene, root: usize, clause: &Range<usize>) {
        let word = scene.lower(root);
        self.likely |= scene.tables.is(word, kind::LIKELY) && word != "expected";
        self.unlikely |= scene.tables.is(word, kind::UNLIKELY);
        self.may |= matches!(word, "possible" | "conceivable" | "possibility");
        self.weak |= matches!(
            word,
            "seems" | "seem" | "seemed" | "appears" | "appear" | "appeared" | "believed" | "thought" | "suspected"
        );
        let own = root > 0 && matches!(scene.lower(root - 1), "i" | "we");
        self.weak |= own && matches!(word, "think" | "believe" | "guess" | "suspect") && root < clause.start + 3;
    }
    fn child(&mut self, scene: &Scene, root: usize, child: usize, clause: &Range<usize>) {
        let word = scene.lower(child);
        let kinds = scene.tables.kinds(word);
        match scene.text.arc(child) {
            Arc::Aux | Arc::AuxPass | Arc::Cop if child < root || scene.text.arc(child) == Arc::Aux => match word {
                "may" | "might" => self.may = true,
                "could" => self.may = true,
                "can" | "ca" => self.can = true,
                "would" | "'d" | "’d" => self.would = true,
                "have" => self.have = true,
                "cannot" => self.negations += 1,
                _ => {}
            },
            Arc::Advmod | Arc::Det | Arc::Discourse | Arc::Cc
                if child < root || word == "not" || word == "n't" || word == "n’t" =>
            {
                self.small(word, kinds, scene.lower(child + 1));
            }
            Arc::Nsubj | Arc::NsubjPass | Arc::Obj | Arc::Expl | Arc::Csubj | Arc::Obl | Arc::Xcomp => {
                self.argument(scene, child, clause);
            }
            _ => {}
        }
    }
    fn small(&mut self, word: &str, kinds: u16, next: &str) {
        if kinds & kind::NEGATION != 0 && !matches!(next, "only" | "just" | "merely" | "least") && word != "without" {
            self.negations += 1;
        }
        self.may |= kinds & kind::MAY != 0 && !matches!(word, "can" | "could");
        self.likely |= kinds & kind::LIKELY != 0 && !matches!(word, "would" | "surely");
        self.weak |= kinds & kind::WEAK != 0;
    }
    /// "no link", "nobody", "no known connection".
    fn argument(&mut self, scene: &Scene, noun: usize, clause: &Range<usize>) {
        let word = scene.lower(noun);
        let subject = matches!(scene.text.arc(noun), Arc::Nsubj | Arc::NsubjPass | Arc::Obj | Arc::Expl);
        if subject && matches!(word, "nobody" | "none" | "nothing" | "neither") {
            self.negations += 1;
        }
        for child in scene.tree.children(noun).filter(|it| clause.contains(it)) {
            let word = scene.lower(child);
            if subject && matches!(word, "no" | "neither") && matches!(scene.text.arc(child), Arc::Det | Arc::Advmod) {
                self.negations += 1;
            }
            if matches!(scene.text.arc(child), Arc::Amod) && matches!(word, "known" | "apparent" | "preliminary") {
                self.weak |= scene.tree.children(noun).any(|it| scene.lower(it) == "no") || word != "known";
            }
        }
    }
    fn apply(&mut self, scene: &Scene, draft: &Draft, base: Factuality) -> Factuality {
        self.could_have = self.have && self.may;
        let mut rank = match base {
            Factuality::Certain | Factuality::CertainNot => 3,
            Factuality::Probable | Factuality::ProbableNot => 2,
            _ => 1,
        };
        let present = matches!(scene.tag(draft.at), Some(Tag::Vbz | Tag::Vbp)) || draft.by == "according to";
        if self.likely
            || self.unlikely
            || self.weak
            || (self.would && !self.have && present && !is_quoted(scene, draft))
        {
            rank = rank.min(2);
        }
        if (self.may && self.negations == 0) || (self.can && self.conditional) {
            rank = rank.min(1);
        } else if self.may {
            // "could not have": certain that not; "may not": possibly not.
            let cannot = self.negations > 0;
            rank = if cannot && self.could_have { rank } else { rank.min(1) };
        }
        let mut minus = matches!(base, Factuality::CertainNot | Factuality::ProbableNot | Factuality::PossibleNot);
        if self.negations % 2 == 1 {
            minus = !minus;
        }
        if self.unlikely {
            minus = !minus;
        }
        let plus = match rank {
            3 => Factuality::Certain,
            2 => Factuality::Probable,
            _ => Factuality::Possible,
        };
        if minus { plus.negated() } else { plus }
    }
}

fn is_quoted(scene: &Scene, draft: &Draft) -> bool {
    draft.content.first().is_some_and(|it| scene.is_mark(it.start))
}
