//! What a word is to its clause or phrase: subjects, objects, clauses said, agents, whole noun phrases.
//!
//! Looks at the tree only; knows no word lists.

use std::ops::Range;

use super::Text;
use crate::model::{Arc, Tag};

impl Text<'_> {
    /// The subject of a verb: its own, or, where the verb is joined to another by "and" or left without one
    /// ("wants to leave"), that of the verb it hangs on. Passive subjects count.
    pub fn subject(&self, verb: usize) -> Option<usize> {
        let mut verb = verb;
        // A chain of joined verbs longer than this is a list, not a clause.
        for _ in 0..6 {
            if let Some(subject) = self.own_subject(verb) {
                return Some(subject);
            }
            if !matches!(self.arc(verb), Arc::Conj | Arc::Xcomp) {
                return None;
            }
            verb = self.head(verb)?;
        }
        None
    }
    /// The subject that hangs on the verb itself.
    pub fn own_subject(&self, verb: usize) -> Option<usize> {
        self.children(verb).find(|place| matches!(self.arc(*place), Arc::Nsubj | Arc::NsubjPass | Arc::Csubj))
    }
    /// The direct object of a verb.
    pub fn object(&self, verb: usize) -> Option<usize> {
        self.child(verb, Arc::Obj)
    }
    /// The clause a verb of saying takes: its `ccomp` (or `xcomp`), else a clause set beside it.
    ///
    /// `"We won," he said` may hang either way round: where the verb itself is the `parataxis` of a clause, that
    /// clause is the one, and [`Text::subtree`] of it contains the verb.
    pub fn complement_clause(&self, verb: usize) -> Option<usize> {
        let below = |arc: Arc| self.child(verb, arc);
        below(Arc::Ccomp)
            .or_else(|| below(Arc::Xcomp))
            .or_else(|| (self.arc(verb) == Arc::Parataxis).then(|| self.head(verb)).flatten())
            .or_else(|| below(Arc::Parataxis))
    }
    /// Whether a verb is passive: "was hit", "being held", "killed by".
    pub fn is_passive(&self, verb: usize) -> bool {
        self.children(verb).any(|place| matches!(self.arc(place), Arc::AuxPass | Arc::NsubjPass | Arc::OblAgent))
    }
    /// Who did it, of a passive verb: the noun after "by".
    pub fn agent(&self, verb: usize) -> Option<usize> {
        self.child(verb, Arc::OblAgent)
    }
    /// Whether a word is negated by "not", "n't", "never" or "no" hanging on it.
    pub fn is_negated(&self, at: usize) -> bool {
        let negates = |place: usize| matches!(self.lower(place), "not" | "n't" | "n’t" | "never" | "no");
        self.children(at).any(|place| matches!(self.arc(place), Arc::Advmod | Arc::Det) && negates(place))
    }
    /// The preposition (or "to", "'s") in front of or behind a noun.
    pub fn case_word(&self, noun: usize) -> Option<usize> {
        self.child(noun, Arc::Case)
    }
    /// The words joined to `at` by "and", "or" or a comma, `at` first.
    pub fn conjuncts(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::once(at).chain(self.children(at).filter(|place| self.arc(*place) == Arc::Conj))
    }
    /// The whole noun phrase of a noun: determiners, modifiers, "of" phrases, appositions, relative clauses and what
    /// is joined to it, without the preposition before it and punctuation at its ends.
    pub fn noun_phrase(&self, noun: usize) -> Range<usize> {
        self.phrase(noun, |arc| !matches!(arc, Arc::Case | Arc::Cc | Arc::Mark | Arc::Cop | Arc::Parataxis))
    }
    /// The noun phrase without relative clauses, appositions, joined phrases and what is set beside it:
    /// "the mayor of Port Lorne" of "the mayor of Port Lorne, Ada Quill, who resigned".
    pub fn short_noun_phrase(&self, noun: usize) -> Range<usize> {
        let mut phrase = self.phrase(noun, |arc| {
            matches!(
                arc,
                Arc::Det
                    | Arc::Amod
                    | Arc::Compound
                    | Arc::Nummod
                    | Arc::NmodPoss
                    | Arc::Nmod
                    | Arc::Flat
                    | Arc::Fixed
                    | Arc::Goeswith
                    | Arc::Advmod
            )
        });
        // "the mayor of Lorne, who resigned": the clause may hang on a word within the phrase.
        let clause = |at: &usize| {
            self.tag(*at) == Tag::Comma && matches!(self.lower(at + 1), "who" | "which" | "whom" | "whose")
        };
        if let Some(comma) = (noun + 1..phrase.end.saturating_sub(1)).find(clause) {
            phrase.end = comma;
        }
        phrase
    }
    /// The words around `noun` as far as children that `keeps` accepts reach without a gap.
    fn phrase(&self, noun: usize, keeps: impl Fn(Arc) -> bool) -> Range<usize> {
        // A noun that is a predicate ("he is the mayor") has the whole clause below it.
        let clause = self.children(noun).any(|place| matches!(self.arc(place), Arc::Cop | Arc::Nsubj));
        let inside = |place: usize| {
            let arc = self.arc(place);
            let of_clause = matches!(arc, Arc::Nsubj | Arc::Obl | Arc::Aux | Arc::Advcl | Arc::Ccomp | Arc::Csubj);
            arc == Arc::Punct || (keeps(arc) && !(clause && (of_clause || arc == Arc::Advmod || arc == Arc::Conj)))
        };
        let (mut start, mut end) = (noun, noun + 1);
        for place in self.children(noun).rev().filter(|place| *place < noun) {
            if !inside(place) {
                break;
            }
            start = self.subtree(place).start.min(start);
        }
        for place in self.children(noun).filter(|place| *place > noun) {
            if !inside(place) {
                break;
            }
            end = self.subtree(place).end.max(end);
        }
        self.trim(start..end, noun)
    }
    /// A run of places without punctuation at its ends, but for a pair of quotation marks or brackets around all of it.
    fn trim(&self, places: Range<usize>, keep: usize) -> Range<usize> {
        let (mut start, mut end) = (places.start, places.end);
        let mark = |at: usize| self.tag(at).is_punctuation();
        while start < keep && mark(start) && !(self.opens(start) && self.has_close(start + 1..end)) {
            start += 1;
        }
        while end > keep + 1 && mark(end - 1) && !(self.closes(end - 1) && self.has_open(start..end - 1)) {
            end -= 1;
        }
        start..end
    }
    fn opens(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::OpenQuote | Tag::Open)
    }
    fn closes(&self, at: usize) -> bool {
        matches!(self.tag(at), Tag::CloseQuote | Tag::Close)
    }
    fn has_close(&self, mut places: Range<usize>) -> bool {
        places.any(|at| self.closes(at))
    }
    fn has_open(&self, mut places: Range<usize>) -> bool {
        places.any(|at| self.opens(at))
    }
}
