//! Descriptions of named persons, mention by mention, before it is known which mentions are the same.

use std::ops::Range;

use super::Accusing;
use crate::{lexicon::Lexicon, mentions::*, model::*, syntax::Text};

/// A description of a person.
#[derive(Debug, Clone)]
pub(crate) struct Described {
    /// The name mention it describes.
    pub(crate) person: usize,
    /// The token of its head noun.
    pub(crate) head: usize,
    /// The whole description, its determiners, names and hedges with it.
    pub(crate) phrase: Range<usize>,
    /// The words of the role.
    pub(crate) words: Range<usize>,
    /// The name mention of the body the role is held at.
    pub(crate) body: Option<usize>,
    /// The land it is held in, lower case, where only an adjective tells ("Russian").
    pub(crate) land: Option<String>,
}

/// Finds the descriptions of all person names.
pub(crate) fn described(text: &Text, mentions: &Layer<Mention>, lexicon: &Lexicon) -> Vec<Described> {
    let mut name_at = vec![u32::MAX; text.tokens.len()];
    for (at, mention) in (0u32..).zip(mentions.items()) {
        if mention.form == MentionForm::Name {
            name_at[text.places_in(mention.span)].fill(at);
        }
    }
    let finder = Finder { text, mentions, lexicon, name_at };
    let mut found = Vec::new();
    for (at, mention) in mentions.items().iter().enumerate() {
        if mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Person) {
            let places = text.places_in(mention.span);
            if places.is_empty() {
                continue;
            }
            finder.before(at, &places, &mut found);
            finder.behind(at, &places, &mut found);
        }
    }
    found
}

struct Finder<'a> {
    text: &'a Text<'a>,
    mentions: &'a Layer<Mention>,
    lexicon: &'a Lexicon,
    /// For each token, the name mention it belongs to.
    name_at: Vec<u32>,
}

/// A description reaches at most this many words away from its name.
const REACH: usize = 12;

impl Finder<'_> {
    fn name_at(&self, place: usize) -> Option<usize> {
        self.name_at.get(place).filter(|at| **at != u32::MAX).map(|at| *at as usize)
    }
    fn word(&self, place: usize) -> &str {
        if place < self.text.tokens.len() { self.text.word(place) } else { "" }
    }
    fn lower(&self, place: usize) -> &str {
        if place < self.text.tokens.len() { self.text.lower(place) } else { "" }
    }
    fn is_person_noun(&self, place: usize) -> bool {
        let facts = self.lexicon.names.facts(self.text.lower(place));
        let noun = facts
            .and_then(|facts| facts.noun)
            .is_some_and(|noun| noun.what == What::One && !noun.plural && noun.office);
        self.name_at(place).is_none()
            && (noun || (facts.is_some_and(|facts| facts.title == 1) && self.is_office(place..place + 1)))
    }
    fn is_person(&self, mention: usize) -> bool {
        self.mentions.items()[mention].kind == Some(EntityKind::Person)
    }
    fn is_office(&self, places: Range<usize>) -> bool {
        self.lexicon.names.title(self.text.lower_of(self.text.span_of(places))).is_some_and(|title| title.office)
    }

    /// "Russian Foreign Minister X", "spokesman X for Y", "the NSC spokeswoman, X".
    fn before(&self, person: usize, name: &Range<usize>, found: &mut Vec<Described>) {
        let first = self.text.places(self.text.sentence_of(name.start)).start;
        let mut end = name.start;
        let comma = end > first && self.text.word(end - 1) == ",";
        if comma {
            let closed = matches!(self.word(name.end), "," | "." | "" | "said" | "who" | ";");
            if !closed {
                return;
            }
            end -= 1;
            // "A spokesman for President Fox, Ann Gray": the title is Fox's.
            let own = |at: usize| at + 1 < end && self.name_at(at + 1).is_some_and(|name| self.is_person(name));
            let nouns = (first.max(end.saturating_sub(REACH))..end).rev().filter(|at| self.is_person_noun(*at));
            let Some(head) = nouns.into_iter().find(|at| !own(*at)) else { return };
            let determined = (first..head)
                .rev()
                .take(6)
                .any(|at| matches!(self.text.lower(at), "a" | "an" | "the") || self.text.lower(at) == "'s");
            let clean = (head + 1..end).all(|at| {
                self.name_at(at).is_some()
                    || own(at)
                    || matches!(self.text.lower(at), "of" | "for" | "at" | "the" | "with" | "in")
            });
            if !determined || !clean {
                return;
            }
            let start = self.start_of(head, first);
            let phrase = Accusing::phrase_start(self.text, start)..end;
            let (words, mut body, land) = self.without_names(start..head + 1);
            body = body.or_else(|| self.body_after(head + 1));
            found.push(Described { person, head, phrase, words, body, land });
            return;
        }
        let mut start = end;
        while start > first && end - start < 6 && self.belongs_to_title(start - 1, end) {
            start -= 1;
        }
        if start == end || !(start..end).any(|at| self.is_person_noun(at) || self.is_titled(at, end)) {
            return;
        }
        // "A spokesman for President X": the last title is X's own.
        let inner = (start..end)
            .rev()
            .find(|at| matches!(self.lower(*at), "for" | "of") && (at + 1..end).any(|from| self.is_office(from..end)));
        start = inner.map_or(start, |at| at + 1);
        let head = end - 1;
        let (words, mut body, land) = self.without_names(self.start_of(start, first)..end);
        if words.is_empty() || self.is_address(words.clone()) {
            return;
        }
        if self.word(name.end) == "for" || self.word(name.end) == "of" {
            body = body.or_else(|| self.body_after(name.end));
        }
        let phrase = Accusing::phrase_start(self.text, words.start)..end;
        found.push(Described { person, head, phrase, words, body, land });
    }
    fn is_titled(&self, at: usize, end: usize) -> bool {
        (at + 1..=end).any(|end| self.is_office(at..end))
    }
    fn is_address(&self, words: Range<usize>) -> bool {
        self.lexicon.names.title(self.text.lower_of(self.text.span_of(words))).is_some_and(|title| !title.office)
    }
    /// Whether a word before a name is part of a title or of a bare description ("police chief").
    fn belongs_to_title(&self, at: usize, end: usize) -> bool {
        self.name_at(at).is_none()
            && (self.is_person_noun(at)
                || (at..end).any(|from| from == at && self.is_titled(from, end))
                || (self.text.tag(at).is_noun() && at + 1 < end)
                || (at + 1 < end && matches!(self.text.lower(at), "of" | "-" | "for")))
    }
    /// The beginning of the noun phrase that a head ends.
    fn start_of(&self, head: usize, first: usize) -> usize {
        let mut start = head;
        while start > first && head - start < REACH {
            let lower = self.text.lower(start - 1);
            let tag = self.text.tag(start - 1);
            let modifier =
                matches!(tag, Tag::Jj | Tag::Jjs | Tag::Nn | Tag::Nnp | Tag::Nnps | Tag::Pos | Tag::Hyph | Tag::Vbn)
                    || self.name_at(start - 1).is_some()
                    || matches!(lower, "former" | "deputy" | "acting" | "'s" | "-" | "chief" | "senior");
            let other =
                self.name_at(start - 1).is_some_and(|at| self.mentions.items()[at].kind == Some(EntityKind::Person));
            if !modifier || other {
                break;
            }
            start -= 1;
        }
        start
    }
    /// The words of a role behind the body or land it begins with: "U.N." of "U.N. spokesman".
    fn without_names(&self, words: Range<usize>) -> (Range<usize>, Option<usize>, Option<String>) {
        let (mut body, mut land, mut start) = (None, None, words.start);
        for at in words.clone() {
            let lower = self.text.lower(at);
            if let Some(name) = self.name_at(at) {
                (body, start) = (Some(name), at + 1);
            } else if let Some(of) = self.lexicon.names.land_of(lower) {
                land = Some(of.to_owned());
                start = if start == at { at + 1 } else { start };
            } else if matches!(lower, "'s" | "’s" | "'" | "’" | "the" | "a" | "an") {
                start = at + 1;
            }
        }
        (start.min(words.end)..words.end, body, land)
    }
    /// The name after "of", "at", "for" ...
    fn body_after(&self, at: usize) -> Option<usize> {
        if !matches!(self.word(at), "of" | "at" | "for" | "with" | "from" | "in") {
            return None;
        }
        let mut place = at + 1;
        while matches!(self.lower(place), "the" | "a" | "its" | "'s") {
            place += 1;
        }
        let name = self.name_at(place)?;
        let kind = self.mentions.items()[name].kind;
        matches!(kind, Some(EntityKind::Organization | EntityKind::Place)).then_some(name)
    }

    /// "X, a senior fellow at Y and a professor at Z", "X, 45, a teacher", "X is the head of Y", "X, who is ...".
    fn behind(&self, person: usize, name: &Range<usize>, found: &mut Vec<Described>) {
        let end = self.text.places(self.text.sentence_of(name.start)).end;
        let mut at = name.end;
        let mut copula = false;
        if self.word(at) == "," {
            at += 1;
            let aged = at + 1 < end && self.text.tag(at) == Tag::Cd && self.word(at + 1) == ",";
            at += if aged { 2 } else { 0 };
        } else if self.word(at) != "(" && !matches!(self.word(at), "is" | "was") {
            return;
        }
        if self.lower(at) == "who" {
            at += 1;
        }
        if matches!(self.lower(at), "is" | "was") {
            at += 1;
            copula = true;
        }
        for _ in 0..3 {
            let Some(after) = self.role_from(person, at, end, copula, found) else { return };
            if !matches!(self.lower(after), "and" | "who") {
                return;
            }
            at = after + 1;
            copula = true;
        }
    }
    /// One role that begins at a place; the place after it.
    fn role_from(
        &self,
        person: usize,
        at: usize,
        end: usize,
        determined: bool,
        found: &mut Vec<Described>,
    ) -> Option<usize> {
        let begins = |at: usize| matches!(self.lower(at), "a" | "an" | "the");
        if determined && !begins(at) {
            return None;
        }
        let mut head = None;
        for place in at..end.min(at + REACH) {
            let lower = self.text.lower(place);
            let stop = matches!(
                lower,
                "," | "." | "who" | "that" | "which" | "of" | "at" | "for" | "in" | "and" | "said" | "told" | "(" | ";"
            );
            if stop || self.text.tag(place).is_verb() && !matches!(self.text.tag(place), Tag::Vbn | Tag::Vbg) {
                break;
            }
            if self.is_person_noun(place) {
                head = Some(place);
            }
        }
        let head = head?;
        // "X, Finance Minister Y and ...": a list of people, no apposition.
        if self.name_at(head + 1).is_some_and(|name| self.mentions.items()[name].kind == Some(EntityKind::Person)) {
            return None;
        }
        if (at..head).any(|at| self.lexicon.names.facts(self.lower(at)).is_some_and(|facts| facts.pronoun.is_some())) {
            return None;
        }
        let (words, mut body, land) = self.without_names(at..head + 1);
        let after = self.body_after(head + 1);
        let next = after.map_or(head + 1, |name| self.text.places_in(self.mentions.items()[name].span).end);
        body = after.or(body);
        found.push(Described { person, head, phrase: at..head + 1, words, body, land });
        Some(next)
    }
}
