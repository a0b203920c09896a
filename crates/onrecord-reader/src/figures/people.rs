//! People told without a figure: one ("a police officer was killed"), nobody, those joined to a number ("12 soldiers and a
//! civilian"), and families ("a mother and her two children" are three).

use std::ops::Range;

use super::{Frame, Reader, numbers::Beside, text_is};
use crate::model::{Arc, Figure, Measure, Tag, TargetKind};

/// A figure with its words and the word that says what befell them.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub places: Range<usize>,
    pub word: usize,
    pub figure: Figure,
}

/// How many are joined to one figure at most.
const JOINED: usize = 8;

impl Reader<'_, '_> {
    pub(super) fn is_human(&self, at: usize) -> bool {
        let text = self.text;
        let noun =
            |word: &str| self.lexicon.incidents.nouns.get(word).is_some_and(|noun| noun.kind == TargetKind::Human);
        noun(text.lower(at)) || noun(text.lemma(at)) || self.group(at).is_some()
    }

    /// How many one noun means: a couple is two.
    fn group(&self, at: usize) -> Option<u64> {
        match self.lexicon.quantities.beside(self.text.lower(at)) {
            Some(Beside::Group(count)) => Some(count),
            _ => None,
        }
    }

    /// One person without a number: "a police officer was killed", "killed a boy", "was shot dead"; "no one was hurt".
    pub(super) fn single(&self, word: usize) -> Option<Told> {
        let text = self.text;
        let (measure, frame) = self.lexicon.measures.get(text, word)?;
        if frame == Frame::Counted && text.children(word).any(|child| text_is(text, child, "no")) {
            let start = text.children(word).find(|child| text_is(text, *child, "no"))?;
            let of = Some(text.of(text.span(word)).to_owned());
            return Some(self.plain(start..word + 1, measure, 0, of, word));
        }
        if self.is_unreal(word) {
            return None;
        }
        let places = text.places(text.sentence_of(word));
        let of = word + 1 < places.end && text.tag(word).is_noun() && text_is(text, word + 1, "of");
        if of
            && matches!(frame, Frame::Deed | Frame::Fatal | Frame::Acts)
            && let Some(one) = self.one(word + 2, measure, word, &places)
        {
            return Some(one);
        }
        let counted = self.befallen(word, frame)?;
        let nobody = matches!(text.lower(counted), "nobody" | "none")
            || text_is(text, counted, "one") && counted > 0 && text_is(text, counted - 1, "no");
        let anyone = matches!(text.lower(counted), "anyone" | "anybody") && text.is_negated(word);
        if nobody || anyone {
            let places = counted.min(word)..counted.max(word) + 1;
            let start = places.start - usize::from(text_is(text, counted, "one") && counted <= word && nobody);
            return Some(self.plain(start..places.end, measure, 0, None, word));
        }
        let article = text.children(counted).find(|child| matches!(text.arc(*child), Arc::Det | Arc::NmodPoss))?;
        let one = matches!(text.lower(article), "a" | "an" | "another" | "his" | "her");
        // "neither he nor his wife was hurt".
        let nor = article > 0 && matches!(text.lower(article - 1), "nor" | "neither");
        if nor || !one || text.tag(counted) != Tag::Nn || !self.is_human(counted) || text.is_negated(word) {
            return None;
        }
        let mut phrase = text.short_noun_phrase(counted);
        while phrase.end > counted + 1 && text.tag(phrase.end - 1) == Tag::In {
            phrase.end -= 1;
        }
        // "a father of two" is one.
        let of = counted + 1;
        if self.lexicon.quantities.beside(text.lemma(counted)) == Some(Beside::Parent)
            && phrase.contains(&of)
            && text.lower(of) == "of"
        {
            phrase.end = of;
        }
        // "his wife" begins with whose she is.
        let start = phrase.start.min(article);
        let of = text.of(text.span_of((article + 1).max(start)..phrase.end.max(article + 2))).to_owned();
        Some(self.plain(start..phrase.end, measure, self.group(counted).unwrap_or(1), Some(of), word))
    }

    /// Whom a word befell, by the parse.
    fn befallen(&self, word: usize, frame: Frame) -> Option<usize> {
        let text = self.text;
        let verb = text.tag(word).is_verb();
        let passive = text.is_passive(word) || text.children(word).any(|child| text.arc(child) == Arc::AuxPass);
        match frame {
            Frame::Happens if verb => text.own_subject(word),
            Frame::Acts if verb && !passive => text.object(word).or_else(|| self.cop_subject(word)),
            Frame::Acts if passive => text.own_subject(word),
            Frame::Acts if text.tag(word) == Tag::Jj => self.cop_subject(word),
            // "the killing of a journalist", "the fatal shooting of an officer".
            Frame::Deed | Frame::Fatal | Frame::Acts if text.tag(word).is_noun() => {
                let of = |child: &usize| {
                    text.arc(*child) == Arc::Nmod && text.case_word(*child).is_some_and(|of| text_is(text, of, "of"))
                };
                text.children(word).find(of)
            }
            // "was shot dead", "was found dead", "left a man dead".
            Frame::State => {
                let verb = text.head(word).filter(|head| text.tag(*head).is_verb())?;
                if text.is_passive(verb) { text.own_subject(verb) } else { text.object(verb) }
            }
            _ => None,
        }
    }

    /// "Nobody was injured" with an adjective for the participle.
    fn cop_subject(&self, word: usize) -> Option<usize> {
        let helped =
            self.text.children(word).any(|child| matches!(self.text.lower(child), "was" | "were" | "been" | "is"));
        helped.then(|| self.text.own_subject(word)).flatten()
    }

    fn plain(&self, places: Range<usize>, measure: Measure, count: u64, of: Option<String>, word: usize) -> Told {
        let figure = Figure {
            incident: None,
            measure,
            of,
            low: count,
            high: Some(count),
            approximate: false,
            as_of: self.as_of(word),
            update: None,
        };
        Told { places, word, figure }
    }

    /// "150 civilians and more than a dozen soldiers", "two teachers, a nurse and five pupils", "12 people, including four children":
    /// what befell the first befell those joined to it.
    pub(super) fn joined(&self, told: &mut Vec<Told>, places: &Range<usize>) {
        let mut at = 0;
        while at < told.len() && told.len() < 64 {
            let mut from = told[at].clone();
            for _ in 0..JOINED {
                let Some(next) = self.next_joined(&from, told, places) else { break };
                let place = told.partition_point(|one| one.places.start < next.places.start);
                told.insert(place, next.clone());
                from = next;
            }
            at += 1;
        }
    }

    fn next_joined(&self, from: &Told, told: &[Told], places: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let word = |at: usize| if at < places.end { text.lower(at) } else { "" };
        let mut at = from.places.end;
        // The measure word may stand between: "12 people were killed, including a child".
        let over = from.word >= at && from.word < at + 4 && matches!(word(from.word + 1), "," | "including");
        if over {
            at = from.word + 1;
        }
        let comma = usize::from(word(at) == ",");
        let link = at + comma;
        let (next, part) = match word(link) {
            "including" => (link + 1, true),
            "among" if word(link + 1) == "them" => (link + 2, true),
            "and" | "or" if !over => (link + 1, false),
            "plus" if !over => (link + 1, false),
            "as" if !over && word(link + 1) == "well" && word(link + 2) == "as" => (link + 3, false),
            "along" if !over && word(link + 1) == "with" => (link + 2, false),
            // "four people, two of them officers".
            _ if comma == 1 && word(link + 1) == "of" && matches!(word(link + 2), "them" | "whom") => (link, true),
            _ if comma == 1 && !over && self.is_list(link, places) => (link, false),
            _ => return None,
        };
        let free = |places: &Range<usize>| {
            !told.iter().any(|one| one.places.start < places.end && places.start < one.places.end)
        };
        let mut found = self
            .number_joined(next, from, places)
            .or_else(|| self.one(next, from.figure.measure, from.word, places))?;
        let after = found.places.end;
        // What follows has a verb of its own: "killed 12 people and 40 soldiers left".
        let own = from.word < from.places.start && after < places.end && {
            let tag = text.tag(after);
            matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md)
        };
        if own || !free(&found.places) {
            return None;
        }
        if part {
            found.figure.update = Some("part");
        }
        Some(found)
    }

    /// Whether a comma stands in a list that closes with "and".
    fn is_list(&self, at: usize, places: &Range<usize>) -> bool {
        let text = self.text;
        let window = at..(at + 8).min(places.end);
        let mut inside = window.take_while(|at| !text.tag(*at).is_verb());
        inside.any(|at| text_is(text, at, "and"))
    }

    fn number_joined(&self, at: usize, from: &Told, places: &Range<usize>) -> Option<Told> {
        let text = self.text;
        let end = (at + 6).min(places.end);
        let number = (at..end)
            .find_map(|start| self.lexicon.quantities.number(self.text, &self.lexicon.time_words, start, places))?;
        if number.places.start > at || self.is_other_count(&number, places) {
            return None;
        }
        let mut told = self.told(&number, from.figure.measure, from.word, places);
        let counted = told.places.end > number.places.end || told.figure.of.is_some();
        told.word = from.word;
        let last = told.places.end - 1;
        let people = self.is_human(last) || matches!(text.tag(last), Tag::Nns | Tag::Nnps);
        (counted && people).then_some(told)
    }

    /// "a nurse": an article and a human noun.
    fn one(&self, at: usize, measure: Measure, word: usize, places: &Range<usize>) -> Option<Told> {
        let text = self.text;
        if at >= places.end || !matches!(text.lower(at), "a" | "an" | "one" | "another") {
            return None;
        }
        let mut end = at + 1;
        while end < places.end
            && end < at + 9
            && (text.tag(end).is_noun()
                || text_is(text, end, "of") && end + 1 < places.end && text.tag(end + 1).is_proper()
                || matches!(text.tag(end), Tag::Jj | Tag::Hyph)
                || text.tag(end) == Tag::Cd && end + 1 < places.end && text.tag(end + 1) == Tag::Hyph)
        {
            end += 1;
        }
        let human = end > at + 1 && matches!(text.tag(end - 1), Tag::Nn | Tag::Jj) && self.is_human(end - 1);
        let of = text.of(text.span_of(at + 1..end.max(at + 2).min(places.end))).to_owned();
        human.then(|| self.plain(at..end, measure, self.group(end - 1).unwrap_or(1), Some(of), word))
    }

    /// "a mother and her two children": one figure, three.
    pub(super) fn families(&self, told: &mut Vec<Told>, places: &Range<usize>) {
        let mut at = 0;
        while at < told.len() {
            if let Some((end, count)) = self.kin(&told[at], places) {
                let first = told[at].places.start;
                let (Some(low), Some(high)) = (told[at].figure.low.checked_add(count), told[at].figure.high) else {
                    break;
                };
                told.retain(|one| one.places.start == first || one.places.start >= end || one.places.end <= first);
                let Some(at) = told.iter().position(|one| one.places.start == first) else { break };
                let family = &mut told[at];
                (family.figure.low, family.figure.high) = (low, high.checked_add(count));
                let from = first + usize::from(matches!(self.text.lower(first), "a" | "an" | "his" | "her"));
                family.figure.of = Some(self.text.of(self.text.span_of(from..end)).to_owned());
                family.places.end = end;
            } else {
                at += 1;
            }
        }
    }

    /// Kin joined to one person or a couple by "his", "her", "their": the place after, and how many they are.
    fn kin(&self, one: &Told, places: &Range<usize>) -> Option<(usize, u64)> {
        let text = self.text;
        let first = text.lower(one.places.start);
        let single = one.figure.high == Some(one.figure.low) && matches!(first, "a" | "an" | "his" | "her");
        let and = one.places.end;
        let joined = and + 2 < places.end
            && matches!(text.lower(and), "and" | "," | "with")
            && matches!(text.lower(and + 1), "his" | "her" | "their");
        if !(single && joined) || one.figure.low == 0 {
            return None;
        }
        let words = &self.lexicon.time_words;
        let number = (and + 2..(and + 4).min(places.end))
            .find_map(|at| self.lexicon.quantities.number(text, words, at, places))
            .filter(|number| number.places.start <= and + 3);
        let mut noun = number.as_ref().map_or(and + 2, |number| number.places.end);
        while noun + 1 < places.end && noun < and + 8 && !self.is_human(noun) {
            if !(matches!(text.tag(noun), Tag::Jj | Tag::Hyph | Tag::Cd) || text.tag(noun).is_noun()) {
                return None;
            }
            noun += 1;
        }
        let count = match (&number, text.tag(noun)) {
            (Some(number), _) => number.high.filter(|high| *high == number.low)?,
            (None, Tag::Nn) => 1,
            _ => return None,
        };
        self.is_human(noun).then_some((noun + 1, count))
    }
}
