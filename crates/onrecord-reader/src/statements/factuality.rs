//! What a speaker commits to about what is said: the cue's default, weighed with modals, hedges and negation of the
//! content's main predicate (after De Facto, Saurí and Pustejovsky 2012, reduced to one predicate).

use std::ops::Range;

use super::draft::Draft;
use crate::{
    lexicon::Table,
    model::{Arc, Factuality, Tag},
    syntax::Text,
};

/// The factuality of a drafted statement.
pub(super) fn factuality(text: &Text, hedges: &Table, draft: &Draft) -> Factuality {
    let base = cue_factuality(text, draft);
    if base == Factuality::Uncommitted {
        return base;
    }
    let inside = content_factuality(text, hedges, draft);
    combine(base, inside)
}

fn combine(base: Factuality, inside: Factuality) -> Factuality {
    use Factuality::*;
    match (base, inside) {
        (Certain, inside) => inside,
        (CertainNot, inside) => inside.negated(),
        (_, Uncommitted) => Uncommitted,
        (Probable, Certain) | (ProbableNot, CertainNot) => Probable,
        (Probable, CertainNot) | (ProbableNot, Certain) => ProbableNot,
        (Possible, Certain | Probable) => Possible,
        (Possible, CertainNot | ProbableNot) => PossibleNot,
        (PossibleNot, _) => PossibleNot,
        (_, inside) => inside,
    }
}

/// The cue's own commitment, turned or withdrawn by a negation on the cue: "did not confirm", "could not say".
fn cue_factuality(text: &Text, draft: &Draft) -> Factuality {
    let negated = draft.cue.iter().flat_map(Clone::clone).any(|_| false)
        || text.children(draft.at).any(|child| is_negation(text, child) && child < draft.at);
    let offered = text.children(draft.at).any(|child| {
        text.arc(child) == Arc::Aux && matches!(text.lower(child), "would" | "could" | "might" | "may" | "will")
    });
    match (negated, draft.base) {
        (true, Factuality::Probable) => Factuality::ProbableNot,
        (true, _) => Factuality::Uncommitted,
        (false, base) if offered && draft.class == "confirm" && base == Factuality::Certain => Factuality::Uncommitted,
        (false, base) => base,
    }
}

fn is_negation(text: &Text, at: usize) -> bool {
    matches!(text.lower(at), "not" | "n't" | "n’t" | "never" | "neither" | "nor")
}

/// How the content's main predicate is put.
fn content_factuality(text: &Text, hedges: &Table, draft: &Draft) -> Factuality {
    let Some(first) = draft.content.first() else { return Factuality::Certain };
    let places = first_clause(text, first.clone());
    if text.word(places.end.saturating_sub(1)) == "?" || first_word(text, &places, "whether") {
        return Factuality::Uncommitted;
    }
    let clause = places.clone().chain(draft.content.iter().skip(1).take(1).flat_map(Clone::clone));
    let clause: Vec<usize> = clause.take(80).collect();
    let predicate = predicate(text, &clause);
    let mut negative = false;
    let mut grade = Factuality::Certain;
    for at in clause.iter().copied() {
        let Some(effect) = hedges.get(text.lower(at)).and_then(|cells| cells.first()) else { continue };
        if !bears_on(text, at, predicate, effect) {
            continue;
        }
        match effect.as_str() {
            "possible" => grade = Factuality::Possible,
            "probable" if grade == Factuality::Certain => grade = Factuality::Probable,
            "negative" => negative = !negative,
            "improbable" => {
                grade = Factuality::Probable;
                negative = true;
            }
            _ => (),
        }
    }
    if no_known(text, &clause) {
        return Factuality::ProbableNot;
    }
    if negative { grade.negated() } else { grade }
}

fn first_word(text: &Text, places: &Range<usize>, word: &str) -> bool {
    !places.is_empty() && text.lower(places.start) == word
}

/// The first sentence of a content that runs over several, without an opening mark.
fn first_clause(text: &Text, content: Range<usize>) -> Range<usize> {
    let mut start = content.start;
    while start < content.end && text.tag(start).is_punctuation() {
        start += 1;
    }
    if start >= content.end {
        return content;
    }
    let sentence = text.places(text.sentence_of(start));
    let mut end = content.end.min(sentence.end);
    while end > start + 1 && matches!(text.word(end - 1), "\"" | "”" | "''" | "," | ".") {
        end -= 1;
    }
    start..end
}

/// The main predicate: the word of the clause whose head lies outside, a verb where there are several.
fn predicate(text: &Text, clause: &[usize]) -> Option<usize> {
    let (first, last) = (*clause.first()?, *clause.last()?);
    let tops = clause.iter().copied().filter(|at| text.head(*at).is_none_or(|head| head < first || head > last));
    let tops: Vec<usize> = tops.filter(|at| !text.tag(*at).is_punctuation()).collect();
    tops.iter().copied().find(|at| text.tag(*at).is_verb()).or(tops.first().copied())
}

/// Whether a hedge stands with the main predicate: on it, on its auxiliaries, on its subject or object.
fn bears_on(text: &Text, at: usize, predicate: Option<usize>, effect: &str) -> bool {
    let Some(predicate) = predicate else { return true };
    if at == predicate {
        return true;
    }
    let Some(head) = text.head(at) else { return true };
    if head == predicate {
        return !matches!(text.arc(at), Arc::Advcl | Arc::Ccomp | Arc::Conj | Arc::Parataxis) || effect != "negative";
    }
    let grand = text.head(head);
    let close = matches!(
        text.arc(head),
        Arc::Nsubj | Arc::NsubjPass | Arc::Obj | Arc::Xcomp | Arc::Cop | Arc::Aux | Arc::Obl | Arc::Advmod
    );
    match text.tag(at) {
        // "no link", "no evidence": the determiner of subject or object turns the whole.
        Tag::Dt => {
            grand == Some(predicate)
                && close
                && matches!(text.arc(head), Arc::Nsubj | Arc::NsubjPass | Arc::Obj | Arc::Obl)
        }
        _ => grand == Some(predicate) && close && text.arc(head) != Arc::Obl,
    }
}

/// "no known connection", "not aware of": no more than the speaker's knowledge.
fn no_known(text: &Text, clause: &[usize]) -> bool {
    clause
        .windows(2)
        .any(|pair| text.lower(pair[0]) == "no" && matches!(text.lower(pair[1]), "known" | "apparent" | "obvious"))
}
