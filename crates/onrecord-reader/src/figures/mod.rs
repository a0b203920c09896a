//! Numbers of people: how many, of whom, what befell them, as of when, according to whom. Money, ages, distances and dates are
//! not figures of people: a number counts only where a word of `figure_measures.tsv` governs it.

mod numbers;

pub use numbers::Quantities;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    lexicon::{Lexicon, Table},
    model::*,
    statements::voucher,
    syntax::Text,
};
use numbers::Number;

/// How a word of the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Acts,
    Happens,
    State,
    Toll,
    Counted,
}

/// `data/figure_measures.tsv`.
#[derive(Debug, Default)]
pub struct Measures {
    words: FxHashMap<String, (Measure, Frame)>,
}

impl Measures {
    /// Reads the table.
    pub fn new(table: &Table) -> Self {
        let row = |(key, cells): (&str, &[String])| {
            let frame = match cells.get(1)?.as_str() {
                "acts" => Frame::Acts,
                "happens" => Frame::Happens,
                "toll" => Frame::Toll,
                "counted" => Frame::Counted,
                _ => Frame::State,
            };
            Some((key.to_owned(), (Measure::named(cells.first()?)?, frame)))
        };
        Self { words: table.rows().filter_map(row).collect() }
    }
    fn get(&self, text: &Text, at: usize) -> Option<(Measure, Frame)> {
        self.words.get(text.lower(at)).or_else(|| self.words.get(text.lemma(at))).copied()
    }
}

/// Finds every figure.
pub fn figures(
    text: &Text,
    statements: &Layer<Statement>,
    times: &Layer<TimeExpression>,
    lexicon: &Lexicon,
) -> Layer<Attributed<Figure>> {
    let reader = Reader { text, times, lexicon };
    let mut items = Vec::new();
    for sentence in 0..text.sentences.len() {
        let places = text.places(sentence);
        // Most sentences tell of no such thing: look for a measure word first.
        let measures: Vec<usize> = places.clone().filter(|at| lexicon.measures.get(text, *at).is_some()).collect();
        if measures.is_empty() {
            continue;
        }
        let mut found = reader.sentence(&places, &measures);
        found.sort_by_key(|(span, _)| *span);
        found.dedup_by(|next, kept| next.0.overlaps(kept.0) && next.1.measure == kept.1.measure);
        items.extend(found.into_iter().map(|(span, figure)| Attributed::new(figure, span, voucher(statements, span))));
    }
    Layer::new("figures", 1, items)
}

struct Reader<'a, 't> {
    text: &'a Text<'t>,
    times: &'a Layer<TimeExpression>,
    lexicon: &'a Lexicon,
}

impl Reader<'_, '_> {
    fn sentence(&self, places: &Range<usize>, measures: &[usize]) -> Vec<(Span, Figure)> {
        let mut found = Vec::new();
        let mut at = places.start;
        while at < places.end {
            if self.text.lower(at) == "one" && at > places.start && self.text.lower(at - 1) == "no" {
                at += 1;
                continue;
            }
            let number = self.lexicon.quantities.number(self.text, &self.lexicon.time_words, at, places);
            let Some(number) = number.filter(|number| !self.is_other_count(number, places)) else {
                at += 1;
                continue;
            };
            at = number.places.end.max(at + 1);
            if let Some((measure, word)) = self.measure(&number, places) {
                found.push(self.figure(&number, measure, word, places));
            }
        }
        for word in measures {
            if let Some(single) = self.single(*word)
                && !found.iter().any(|(span, _)| span.overlaps(single.0))
            {
                found.push(single);
            }
        }
        found
    }

    /// Whether a number counts something else: a time, money, an age, a share, a calibre.
    fn is_other_count(&self, number: &Number, places: &Range<usize>) -> bool {
        let text = self.text;
        let span = text.span_of(number.places.clone());
        let first = self.times.items().partition_point(|time| time.span.end() <= text.span(number.last).start());
        if self.times.items().get(first).is_some_and(|time| time.span.overlaps(text.span(number.last))) {
            return true;
        }
        let before =
            number.places.start.checked_sub(1).filter(|at| *at >= places.start).map_or("", |at| text.lower(at));
        if matches!(before, "$" | "£" | "€" | "no." | "aged" | "age" | "#") || text.of(span).ends_with('%') {
            return true;
        }
        let after = number.places.end;
        if after >= places.end {
            return false;
        }
        let next = text.lower(after);
        let unit = matches!(self.lexicon.time_words.get(next), Some(crate::times::words::Word::Unit(_)));
        let hyphen = next == "-";
        unit || hyphen || is_other_unit(next)
    }

    /// What befell those counted, and the word that says so.
    fn measure(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        self.beside(number, places).or_else(|| self.governed(number))
    }

    /// Next to the number: "killing 12", "12 dead", "12 people were killed", "a death toll of 12".
    fn beside(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        let text = self.text;
        let mut before = number.places.start;
        for _ in 0..3 {
            before = before.checked_sub(1).filter(|at| *at >= places.start)?;
            if let Some((measure, frame)) = self.lexicon.measures.get(text, before) {
                let verb = text.tag(before).is_verb() && frame == Frame::Acts && !text.is_passive(before);
                if verb || frame == Frame::Toll {
                    return Some((measure, before));
                }
                break;
            }
            let passes = matches!(text.tag(before), Tag::Rb | Tag::In | Tag::To | Tag::Rp)
                && !matches!(text.lower(before), "in" | "near" | "with");
            if !passes {
                break;
            }
        }
        self.after(number, places)
    }

    fn after(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        let text = self.text;
        let mut passive = false;
        for at in number.places.end..number.places.end + 9 {
            if at >= places.end {
                return None;
            }
            if let Some((measure, frame)) = self.lexicon.measures.get(text, at) {
                let participle = matches!(text.tag(at), Tag::Vbn | Tag::Vbd | Tag::Jj);
                let fits = match frame {
                    Frame::Acts => {
                        participle
                            && (passive || text.arc(at) == Arc::Acl || text.is_passive(at) || at == number.places.end)
                    }
                    Frame::Happens => text.tag(at).is_verb(),
                    Frame::State | Frame::Counted => true,
                    Frame::Toll => false,
                };
                return fits.then_some((measure, at));
            }
            match text.lower(at) {
                "was" | "were" | "been" | "are" | "is" | "being" | "be" => passive = true,
                "have" | "had" | "has" | "also" | "others" | "more" | "other" | "of" | "them" | "the" | "in"
                | "reported" | "confirmed" | "seriously" | "critically" | "slightly" => (),
                _ if text.tag(at).is_noun() || matches!(text.tag(at), Tag::Jj | Tag::Hyph | Tag::Pos | Tag::Rb) => (),
                _ => return None,
            }
        }
        None
    }

    /// By the parse: object of "kill", passive subject of "arrested", joined to or included in such a phrase.
    fn governed(&self, number: &Number) -> Option<(Measure, usize)> {
        let text = self.text;
        let mut at = match text.arc(number.last) {
            Arc::Nummod | Arc::Det | Arc::Amod | Arc::Compound => text.head(number.last)?,
            _ => number.last,
        };
        for _ in 0..5 {
            let modifier = text.children(at).find(|child| self.modifies(*child));
            if let Some((child, (measure, _))) =
                modifier.and_then(|child| Some((child, self.lexicon.measures.get(text, child)?)))
            {
                return Some((measure, child));
            }
            let head = text.head(at)?;
            if let Some((measure, frame)) = self.lexicon.measures.get(text, head) {
                let arc = text.arc(at);
                let passive = text.is_passive(head);
                let fits = match frame {
                    // Joined to the object, yet hung on the verb itself: no preposition stands before it.
                    Frame::Acts if arc == Arc::Obl => text.case_word(at).is_none() && at > head && !passive,
                    Frame::Acts => matches!(arc, Arc::Obj | Arc::NsubjPass) || arc == Arc::Nsubj && passive,
                    Frame::Happens | Frame::State => matches!(arc, Arc::Nsubj | Arc::NsubjPass | Arc::Obj),
                    Frame::Toll | Frame::Counted => matches!(arc, Arc::Nmod | Arc::Nummod | Arc::Obl),
                };
                return fits.then_some((measure, head));
            }
            match text.arc(at) {
                // "the death toll rose to 12".
                Arc::Obl | Arc::Obj | Arc::Xcomp => return self.toll_subject(head),
                Arc::Nsubj | Arc::NsubjPass => return self.state_of(head),
                Arc::Conj | Arc::Nmod | Arc::Appos | Arc::Dep => at = head,
                _ => return None,
            }
        }
        None
    }

    /// "people killed in", "people, ..., in custody": what befell them hangs on the noun.
    fn modifies(&self, child: usize) -> bool {
        let text = self.text;
        let Some((_, frame)) = self.lexicon.measures.get(text, child) else { return false };
        match text.arc(child) {
            Arc::Acl | Arc::Amod => matches!(text.tag(child), Tag::Vbn | Tag::Jj | Tag::Vbd),
            Arc::AclRelcl => frame == Frame::State,
            _ => false,
        }
    }

    fn toll_subject(&self, verb: usize) -> Option<(Measure, usize)> {
        let subject = self.text.subject(verb)?;
        let words = std::iter::once(subject).chain(self.text.children(subject));
        words
            .filter_map(|at| Some((at, self.lexicon.measures.get(self.text, at)?)))
            .find_map(|(at, (measure, frame))| (frame == Frame::Toll).then_some((measure, at)))
    }

    /// "12 people are in custody", "12 remain missing".
    fn state_of(&self, verb: usize) -> Option<(Measure, usize)> {
        let text = self.text;
        let (measure, frame) = self.lexicon.measures.get(text, verb).unzip();
        if let (Some(measure), Some(Frame::State)) = (measure, frame) {
            return Some((measure, verb));
        }
        let states = text
            .children(verb)
            .filter(|child| matches!(text.arc(*child), Arc::Obl | Arc::Xcomp | Arc::Advmod | Arc::Obj));
        states
            .filter_map(|at| Some((at, self.lexicon.measures.get(text, at)?)))
            .find_map(|(at, (measure, frame))| matches!(frame, Frame::State).then_some((measure, at)))
    }

    /// One person without a number: "a police officer was killed", "killed a boy"; "no one was hurt".
    fn single(&self, word: usize) -> Option<(Span, Figure)> {
        let text = self.text;
        let (measure, frame) = self.lexicon.measures.get(text, word)?;
        if frame == Frame::Counted && text.children(word).any(|child| text.lower(child) == "no") {
            let start = text.children(word).find(|child| text.lower(*child) == "no")?;
            let span = text.span_of(start..word + 1);
            return Some((span, self.plain(span, measure, 0, Some(text.of(text.span(word)).to_owned()), word)));
        }
        if !text.tag(word).is_verb() || !matches!(frame, Frame::Acts | Frame::Happens) {
            return None;
        }
        let counted = match frame {
            Frame::Happens => text.own_subject(word),
            _ if text.is_passive(word) => text.own_subject(word),
            _ => text.object(word),
        }?;
        let nobody = matches!(text.lower(counted), "nobody" | "none")
            || text.lower(counted) == "one" && counted > 0 && text.lower(counted - 1) == "no";
        let anyone = matches!(text.lower(counted), "anyone" | "anybody") && text.is_negated(word);
        if nobody || anyone {
            let span = text.span(counted).hull(text.span(word));
            return Some((span, self.plain(span, measure, 0, None, word)));
        }
        let article = text.children(counted).find(|child| text.arc(*child) == Arc::Det)?;
        let human =
            self.lexicon.incidents.nouns.get(text.lower(counted)).is_some_and(|noun| noun.kind == TargetKind::Human);
        if !matches!(text.lower(article), "a" | "an" | "another")
            || text.tag(counted) != Tag::Nn
            || !human
            || text.is_negated(word)
        {
            return None;
        }
        let phrase = text.short_noun_phrase(counted);
        let span = text.span_of(phrase.clone());
        let of = text.of(text.span_of((article + 1).max(phrase.start)..phrase.end.max(article + 2))).to_owned();
        Some((span, self.plain(span, measure, 1, Some(of), word)))
    }

    fn plain(&self, _span: Span, measure: Measure, count: u64, of: Option<String>, word: usize) -> Figure {
        Figure {
            incident: None,
            measure,
            of,
            low: count,
            high: Some(count),
            approximate: false,
            as_of: self.as_of(word),
            update: None,
        }
    }

    fn figure(&self, number: &Number, measure: Measure, word: usize, places: &Range<usize>) -> (Span, Figure) {
        let text = self.text;
        let end = self.phrase_end(number, word, places);
        let span = text.span_of(number.places.start..end);
        let mut from = number.places.end;
        while from < end
            && matches!(text.lower(from), "of" | "the" | "other" | "more" | "others" | "people" | "persons")
        {
            from += 1;
        }
        let of = (from < end).then(|| text.of(text.span_of(from..end)).to_owned());
        let figure = Figure {
            incident: None,
            measure,
            of,
            low: number.low,
            high: number.high,
            approximate: number.approximate,
            as_of: self.as_of(word),
            update: self.update(number, places),
        };
        (span, figure)
    }

    /// The place after the noun phrase the number opens.
    fn phrase_end(&self, number: &Number, word: usize, places: &Range<usize>) -> usize {
        let text = self.text;
        let mut end = number.places.end;
        if end < places.end && text.lower(end) == "of" {
            end += 1;
        }
        let mut last = number.places.end;
        while end < places.end && end != word {
            let inside = text.tag(end).is_noun()
                || matches!(text.tag(end), Tag::Jj | Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Hyph | Tag::Prp);
            let state =
                matches!(text.tag(end), Tag::Vbn | Tag::Vbg) && end + 1 < places.end && text.tag(end + 1).is_noun();
            if !(inside || state) || text.lower(end) == "dead" {
                break;
            }
            end += 1;
            if text.tag(end - 1).is_noun() || text.tag(end - 1) == Tag::Prp {
                last = end;
            }
        }
        last
    }

    fn as_of(&self, word: usize) -> Option<Edtf> {
        let time = crate::times::attached(self.text, self.times, word)?;
        let time = self.times.get(time);
        let text = self.text;
        let led = text
            .places_in(time.span)
            .start
            .checked_sub(2)
            .is_some_and(|at| text.lower(at) == "as" && text.lower(at + 1) == "of");
        led.then(|| time.edtf.clone()).flatten()
    }

    /// Whether the words say that the number replaces or adds to an earlier one.
    fn update(&self, number: &Number, places: &Range<usize>) -> Option<&'static str> {
        let text = self.text;
        let window = number.places.start.saturating_sub(6).max(places.start)..number.places.start;
        let replaces = window.clone().any(|at| {
            matches!(
                text.lemma(at),
                "rise"
                    | "climb"
                    | "bring"
                    | "revise"
                    | "lower"
                    | "fall"
                    | "increase"
                    | "drop"
                    | "total"
                    | "jump"
                    | "reach"
                    | "correct"
            )
        });
        let to = number.places.start > places.start && text.lower(number.places.start - 1) == "to";
        let adds = window.into_iter().any(|at| matches!(text.lower(at), "another" | "additional" | "further"))
            || number.places.end < places.end && text.lower(number.places.end) == "more";
        if replaces && to {
            Some("replaces")
        } else if adds {
            Some("adds")
        } else {
            None
        }
    }
}

/// Whether what stands after a number says that no people are counted.
fn is_other_unit(word: &str) -> bool {
    matches!(
        word,
        "percent"
            | "%"
            | "miles"
            | "mile"
            | "km"
            | "kilometers"
            | "kilometres"
            | "meters"
            | "metres"
            | "feet"
            | "tons"
            | "tonnes"
            | "pounds"
            | "kg"
            | "dollars"
            | "euros"
            | "times"
            | "shots"
            | "rounds"
            | "bullets"
            | "bombs"
            | "rockets"
            | "missiles"
            | "vehicles"
            | "cars"
            | "houses"
            | "homes"
            | "buildings"
            | "votes"
            | "points"
            | "acres"
            | "others'"
            | "counts"
            | "charges"
            | "attacks"
            | "incidents"
            | "explosions"
            | "billion"
            | "trillion"
            | "hectares"
            | "aircraft"
            | "ships"
            | "tanks"
    )
}
