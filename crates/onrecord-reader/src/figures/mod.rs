//! Numbers of people: how many, of whom, what befell them, as of when, according to whom. Money, ages, distances and dates are
//! not figures of people: a number counts only where a word of `figure_measures.tsv` governs it.

mod numbers;
mod people;

pub use numbers::Quantities;

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{
    lexicon::{Lexicon, Table},
    model::*,
    statements::voucher,
    syntax::Text,
};
use numbers::{Beside, Number};
use people::Told;

/// How a word of the table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Frame {
    Acts,
    Happens,
    State,
    Toll,
    Counted,
    /// Its "of" names whom it befell.
    Deed,
    Lives,
    /// A deed that kills when it is called fatal.
    Fatal,
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
                "deed" => Frame::Deed,
                "lives" => Frame::Lives,
                "fatal" => Frame::Fatal,
                _ => Frame::State,
            };
            Some((key.to_owned(), (Measure::named(cells.first()?)?, frame)))
        };
        Self { words: table.rows().filter_map(row).collect() }
    }
    fn get(&self, text: &Text, at: usize) -> Option<(Measure, Frame)> {
        // "killing" is a deed as a noun and a form of "kill" as a verb.
        let fits = |frame: Frame| match frame {
            Frame::Deed => !text.tag(at).is_verb(),
            Frame::Fatal => at > 0 && matches!(text.lower(at - 1), "fatal" | "deadly"),
            _ => true,
        };
        let own = self.words.get(text.lower(at)).filter(|(_, frame)| fits(*frame));
        own.or_else(|| self.words.get(text.lemma(at)).filter(|(_, frame)| fits(*frame))).copied()
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
        let mut told: Vec<Told> = Vec::new();
        let mut at = places.start;
        while at < places.end {
            let no = at > places.start && text_is(self.text, at - 1, "no");
            let number = self.lexicon.quantities.number(self.text, &self.lexicon.time_words, at, places);
            let number = number.filter(|_| !(no && text_is(self.text, at, "one")));
            let Some(number) = number.filter(|number| !self.is_other_count(number, places)) else {
                at += 1;
                continue;
            };
            at = number.places.end.max(at + 1);
            if let Some((measure, word)) = self.measure(&number, places) {
                told.push(self.told(&number, measure, word, places));
            }
        }
        for word in measures {
            if let Some(single) = self.single(*word)
                && !told.iter().any(|one| one.places.start < single.places.end && single.places.start < one.places.end)
            {
                told.push(single);
            }
        }
        told.sort_by_key(|one| one.places.start);
        self.joined(&mut told, places);
        self.families(&mut told, places);
        told.into_iter().map(|one| (self.text.span_of(one.places), one.figure)).collect()
    }

    /// Whether a word stands in a time expression.
    fn is_time(&self, at: usize) -> bool {
        let span = self.text.span(at);
        let first = self.times.items().partition_point(|time| time.span.end() <= span.start());
        self.times.items().get(first).is_some_and(|time| time.span.overlaps(span))
    }

    /// Whether a number counts something else: a time, money, an age, a share, a calibre.
    fn is_other_count(&self, number: &Number, places: &Range<usize>) -> bool {
        let text = self.text;
        let span = text.span_of(number.places.clone());
        if self.is_time(number.last) {
            return true;
        }
        let quantities = &self.lexicon.quantities;
        // "revised to 28 from 30": what it was.
        let start = number.places.start;
        let was = start > places.start && text_is(text, start - 1, "from") && {
            let window = start.saturating_sub(6).max(places.start)..start - 1;
            window.rev().any(|at| quantities.beside(text.lemma(at)) == Some(Beside::Replaces))
        };
        // "a student in his 20s".
        let years = start > places.start + 1
            && number.low.is_multiple_of(10)
            && text_is(text, start - 2, "in")
            && matches!(text.lower(start - 1), "his" | "her" | "their");
        if was || years {
            return true;
        }
        let at = |steps: usize| number.places.start.checked_sub(steps).filter(|at| *at >= places.start);
        let before = at(1).map_or("", |at| text.lower(at));
        if quantities.beside(before) == Some(Beside::Before) || text.of(span).ends_with('%') {
            return true;
        }
        // "a father of two", "seven of the 40 passengers", "his son, 6, died".
        let back = at(2).map_or("", |at| text.lemma(at));
        let of_whom = before == "of" && quantities.beside(back) == Some(Beside::Parent);
        let base = matches!(before, "the" | "those" | "its" | "their")
            && back == "of"
            && at(3).is_some_and(|at| self.is_share(at));
        let after = number.places.end;
        let next = if after < places.end { text.lower(after) } else { "" };
        let age = before == ","
            && matches!(next, "," | "." | "")
            && number.high.is_some_and(|age| age < 111)
            && at(2).is_some_and(|at| self.is_one_person(at));
        if of_whom || base || age {
            return true;
        }
        let named = (after..places.end.min(after + 4)).take_while(|at| text.tag(*at).is_proper());
        if named.into_iter().skip(1).any(|at| quantities.beside(text.lower(at)) == Some(Beside::Address)) {
            return true;
        }
        let unit = matches!(self.lexicon.time_words.get(next), Some(crate::times::words::Word::Unit(_)));
        unit || next == "-" || quantities.beside(next) == Some(Beside::Unit)
    }

    /// Whether a word before "of the 40" says how many of them.
    fn is_share(&self, at: usize) -> bool {
        let text = self.text;
        text.tag(at) == Tag::Cd
            || matches!(text.lower(at), "half" | "most" | "many" | "some" | "all" | "none" | "several" | "one" | "few")
            || matches!(self.lexicon.time_words.get(text.lower(at)), Some(crate::times::words::Word::Number(_)))
    }

    fn is_one_person(&self, at: usize) -> bool {
        let text = self.text;
        text.tag(at) == Tag::Nnp || text.tag(at) == Tag::Nn && self.is_human(at)
    }

    /// What befell those counted, and the word that says so.
    fn measure(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        let told = self.told_of(number, places)?;
        // "a warrant for the capture of eight men" holds none.
        let sought = told.0 == Measure::Detained
            && self.text.tag(told.1).is_noun()
            && self.text.case_word(told.1).is_some_and(|case| text_is(self.text, case, "for"));
        let compound = told.1 + 1 < places.end
            && self.lexicon.quantities.beside(self.text.lower(told.1 + 1)) == Some(Beside::Compound);
        let unreal = sought || compound || self.is_unreal(told.1) || self.is_denied(told.1);
        (!unreal).then_some(told)
    }

    /// "plotted to kill 12", "could displace thousands": nothing that befell anybody. "Are believed to have died" is.
    fn is_unreal(&self, word: usize) -> bool {
        let text = self.text;
        if !text.tag(word).is_verb() {
            return false;
        }
        let have = text.children(word).any(|child| matches!(text.lower(child), "have" | "'ve" | "’ve"));
        let modal = text.children(word).any(|child| text.tag(child) == Tag::Md);
        let to = text.children(word).any(|child| child < word && text.lower(child) == "to");
        let real = text.head(word).is_some_and(|head| matches!(text.lemma(head), "go" | "manage" | "use" | "continue"));
        // "Could have killed hundreds" killed none.
        modal || !have && to && !real
    }

    /// "were not hurt": a number that the verb denies; "did not only kill" does not.
    fn is_denied(&self, word: usize) -> bool {
        let text = self.text;
        text.tag(word).is_verb()
            && text.children(word).any(|child| {
                matches!(text.lower(child), "not" | "n't" | "n’t" | "never")
                    && child + 1 < text.tokens.len()
                    && text.lower(child + 1) != "only"
            })
    }

    fn told_of(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        self.beside(number, places).or_else(|| self.governed(number)).or_else(|| self.climbed(number, places))
    }

    /// "the number of people killed has climbed to 61", read off the words where the parse is astray.
    fn climbed(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        let text = self.text;
        let quantities = &self.lexicon.quantities;
        let to = number.places.start.checked_sub(1).filter(|at| *at > places.start)?;
        // "climbed from 30 to 45".
        let from = to.checked_sub(3).filter(|at| *at >= places.start && text_is(text, to - 2, "from"));
        let moved = quantities.beside(text.lemma(from.unwrap_or(to - 1))) == Some(Beside::Replaces);
        if !(moved && matches!(text.lower(to), "to" | "at")) {
            return None;
        }
        let window = to.saturating_sub(12).max(places.start)..to;
        let tallies = |at: &usize| {
            quantities.beside(text.lemma(*at)) == Some(Beside::Tally)
                || matches!(self.lexicon.measures.get(text, *at), Some((_, Frame::Toll)))
        };
        let first = window.clone().rev().find(tallies)?;
        (first..to).find_map(|at| {
            let (measure, frame) = self.lexicon.measures.get(text, at)?;
            (frame != Frame::Lives).then_some((measure, at))
        })
    }

    /// Next to the number: "killing 12", "12 dead", "12 people were killed", "a death toll of 12".
    fn beside(&self, number: &Number, places: &Range<usize>) -> Option<(Measure, usize)> {
        let text = self.text;
        let mut before = number.places.start;
        for _ in 0..3 {
            let Some(one) = before.checked_sub(1).filter(|at| *at >= places.start) else { break };
            before = one;
            if let Some((measure, frame)) = self.lexicon.measures.get(text, before) {
                let acts = frame == Frame::Acts;
                let verb = text.tag(before).is_verb() && acts && !text.is_passive(before);
                // "left 12 dead and wounded dozens more".
                let joined = acts
                    && before + 1 == number.places.start
                    && before > places.start
                    && text_is(text, before - 1, "and")
                    && text.lower(before).ends_with("ed")
                    && before > places.start + 1
                    && !matches!(text.tag(before - 2), Tag::Vbn);
                let lives = frame == Frame::Lives && self.took_lives(before, places);
                if verb || joined || lives || frame == Frame::Toll {
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
        let quantities = &self.lexicon.quantities;
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
                    Frame::Lives => self.costs_lives(number, at, places),
                    Frame::Toll | Frame::Deed | Frame::Fatal => false,
                };
                return fits.then_some((measure, at));
            }
            match text.lower(at) {
                "was" | "were" | "been" | "are" | "is" | "being" | "be" => passive = true,
                word if quantities.beside(word) == Some(Beside::Passes) => (),
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
            // "between 40 and 50 people".
            Arc::Conj if text.head(number.last).is_some_and(|head| text.tag(head) == Tag::Cd) => {
                text.head(number.last).and_then(|head| text.head(head))?
            }
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
                    Frame::Deed | Frame::Fatal => {
                        arc == Arc::Nmod && text.case_word(at).is_some_and(|of| text_is(text, of, "of"))
                    }
                    Frame::Lives => false,
                };
                let deed = frame == Frame::Acts && text.tag(head).is_noun() && arc == Arc::Nmod;
                let fits = fits || deed && text.case_word(at).is_some_and(|of| text_is(text, of, "of"));
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

    /// "the death toll rose to 12", "the number of people killed climbed to 61", "put the number of dead at 8".
    fn toll_subject(&self, verb: usize) -> Option<(Measure, usize)> {
        let text = self.text;
        [text.subject(verb), text.object(verb)].into_iter().flatten().find_map(|noun| self.tally(noun))
    }

    fn tally(&self, noun: usize) -> Option<(Measure, usize)> {
        let text = self.text;
        let counts = self.lexicon.quantities.beside(text.lemma(noun)) == Some(Beside::Tally);
        let mut below = text.subtree(noun).take(10);
        below.find_map(|at| {
            let (measure, frame) = self.lexicon.measures.get(text, at)?;
            (frame == Frame::Toll || counts && frame != Frame::Lives).then_some((measure, at))
        })
    }

    /// "claimed 12 lives", "12 people lost their lives".
    fn costs_lives(&self, number: &Number, lives: usize, places: &Range<usize>) -> bool {
        let text = self.text;
        let before = number.places.start.checked_sub(1).filter(|at| *at >= places.start);
        let claims = before.is_some_and(|at| matches!(text.lemma(at), "claim" | "cost" | "take"));
        let loses = (number.places.end..lives).any(|at| text.lemma(at) == "lose");
        // "twelve lives were lost".
        let lost = lives == number.places.end
            && lives + 2 < places.end
            && text.lemma(lives + 2) == "lose"
            && matches!(text.lower(lives + 1), "were" | "are" | "was");
        loses || lost || claims && lives == number.places.end
    }

    /// "claimed the lives of".
    fn took_lives(&self, lives: usize, places: &Range<usize>) -> bool {
        let text = self.text;
        let verb = lives.checked_sub(2).filter(|at| *at >= places.start);
        let of = lives + 1 < places.end && text_is(text, lives + 1, "of");
        of && text_is(text, lives - 1, "the")
            && verb.is_some_and(|at| matches!(text.lemma(at), "claim" | "cost" | "take"))
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

    fn told(&self, number: &Number, measure: Measure, word: usize, places: &Range<usize>) -> Told {
        let text = self.text;
        let end = self.phrase_end(number, word, places);
        let mut from = number.places.end;
        while from < end
            && matches!(
                text.lower(from),
                "of" | "the" | "other" | "more" | "others" | "people" | "persons" | "them" | "or" | "so"
            )
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
        Told { places: number.places.start..end, word, figure }
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
                || end > number.places.end && text.tag(end) == Tag::Cd && text.tag(end - 1) == Tag::Dt
                || matches!(text.lower(end), "more" | "other" | "others")
                || matches!(text.tag(end), Tag::Jj | Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Hyph | Tag::Prp);
            let state =
                matches!(text.tag(end), Tag::Vbn | Tag::Vbg) && end + 1 < places.end && text.tag(end + 1).is_noun();
            if !(inside || state) || text.lower(end) == "dead" || self.is_time(end) {
                break;
            }
            end += 1;
            if text.tag(end - 1).is_noun() || text.tag(end - 1) == Tag::Prp {
                last = end;
            }
        }
        last
    }

    /// "as of Monday", "by Monday 33 had died": the day a figure held.
    fn as_of(&self, word: usize) -> Option<Edtf> {
        let time = crate::times::attached(self.text, self.times, word)?;
        let time = self.times.get(time);
        let text = self.text;
        let start = text.places_in(time.span).start;
        let before = |steps: usize| start.checked_sub(steps).map_or("", |at| text.lower(at));
        let held = text.children(word).any(|child| text.lower(child) == "had");
        let led = before(2) == "as" && before(1) == "of" || before(1) == "by" && held;
        led.then(|| time.edtf.clone()).flatten()
    }

    /// Whether the words say that the number replaces or adds to an earlier one.
    fn update(&self, number: &Number, places: &Range<usize>) -> Option<&'static str> {
        let text = self.text;
        let quantities = &self.lexicon.quantities;
        let window = number.places.start.saturating_sub(8).max(places.start)..number.places.start;
        let is = |at: usize, kind: Beside| {
            quantities.beside(text.lower(at)) == Some(kind) || quantities.beside(text.lemma(at)) == Some(kind)
        };
        let last = number.places.start.checked_sub(1).filter(|at| *at >= places.start);
        let to = last.is_some_and(|at| matches!(text.lower(at), "to" | "at"));
        let near = number.places.start.saturating_sub(2).max(places.start)..number.places.start;
        let more = number.places.end < places.end && text_is(text, number.places.end, "more");
        let of_them = number.places.end + 1 < places.end
            && text_is(text, number.places.end, "of")
            && (matches!(text.lower(number.places.end + 1), "them" | "whom")
                // "eleven of the dead were children".
                || text_is(text, number.places.end + 1, "the")
                    && number.places.end + 2 < places.end
                    && matches!(text.lower(number.places.end + 2), "dead" | "wounded" | "injured" | "killed" | "victims"));
        if to && window.clone().any(|at| is(at, Beside::Replaces)) {
            Some("replaces")
        } else if near.clone().any(|at| is(at, Beside::Part)) || of_them {
            Some("part")
        } else if near.into_iter().any(|at| is(at, Beside::Adds)) || more {
            Some("adds")
        } else {
            None
        }
    }
}

fn text_is(text: &Text, at: usize, word: &str) -> bool {
    text.lower(at) == word
}
