//! Time expressions and what they resolve to: TIMEX3 type and value, EDTF, the anchor and the rule.
//!
//! The grammar (`grammar` and the parts beside it) reads what each says; `story` resolves them in text order against
//! publication or the narrative; what has no anchor stays open.

mod clock;
mod dates;
mod grammar;
mod periods;
mod relative;
mod story;
mod tense;
#[cfg(test)]
mod tests;
mod value;
pub(crate) mod words;

use std::ops::Range;

pub use words::TimeWords;

use crate::{edtf::Edtf, lexicon::Lexicon, model::*, syntax::Text};
use grammar::{Found, Grammar};
use story::{Spot, Story};
use tense::Lie;
use value::{Date, InYear, Resolved, Said};
use words::Unit;

/// Finds and resolves every time expression.
pub fn times(text: &Text, head: &Head, lexicon: &Lexicon) -> Layer<TimeExpression> {
    let all = told(found(text, &lexicon.time_words), head);
    resolved(text, head, &lexicon.time_words, &all)
}

/// The times of a document without the rest of its reading: the same ones, at a fraction of the cost. Only sentences that can
/// hold a time are tagged, only those whose verb says which way one lies are parsed.
pub fn alone(document: &Document, lexicon: &Lexicon) -> Layer<TimeExpression> {
    let words = &lexicon.time_words;
    let (head, blocks) = crate::blocks::blocks(document, lexicon);
    let (sentences, tokens) = crate::tokens::tokens(document, &blocks, lexicon);
    let holds = |sentence: &&Sentence| {
        let places = sentence.tokens.start as usize..sentence.tokens.end as usize;
        let mut inside = tokens.items().get(places).unwrap_or_default().iter();
        inside.any(|token| words.may_tell(token.span.of(&document.text)))
    };
    let some = Layer::new("sentences", 1, sentences.items().iter().filter(holds).cloned().collect());
    let tags = crate::syntax::tags(document, &some, &tokens);
    let text = Text::new(document, &blocks, &sentences, &tokens, &tags);
    let all = told(found(&text, words), &head);
    let asking = asking(&text, &head, &all);
    if asking.is_empty() {
        return resolved(&text, &head, words, &all);
    }
    let asking = Layer::new("sentences", 1, asking.iter().map(|at| sentences.items()[*at].clone()).collect());
    let nodes = crate::syntax::parsed(document, &asking, &tokens, tags.clone());
    resolved(&Text::new(document, &blocks, &sentences, &tokens, &nodes), &head, words, &all)
}

/// Without the named ages of documents that tell of nothing old: their "after the Cold War" is no date.
fn told(mut all: Vec<Found>, head: &Head) -> Vec<Found> {
    if all.iter().any(|found| matches!(found.said, Said::Age(..))) && !Story::new(published(head), &all).guide {
        all.retain(|found| !matches!(found.said, Said::Age(..)));
    }
    all
}

/// The sentences whose verbs matter for what their times mean.
fn asking(text: &Text, head: &Head, all: &[Found]) -> Vec<usize> {
    let events = all.iter().any(|found| matches!(found.said, Said::Event(..)));
    let story = Story::new(published(head), all);
    let (mut dated, mut told) = (None, false);
    let mut asking: Vec<usize> = Vec::new();
    for found in all {
        let sentence = text.sentence_of(found.start);
        if events
            || (needs_verb(found) || story.may_be_any(found)) && story.may_ask(found, told, dated == Some(sentence))
        {
            asking.push(sentence);
        }
        if matches!(found.said, Said::Date(_) | Said::Years(..)) {
            dated = Some(sentence);
            told |= spot(text, found) == Spot::Leading;
        }
    }
    asking.dedup();
    asking
}

/// The day of publication as exactly as it is known.
fn published(head: &Head) -> Option<Date> {
    let edtf = head.published.as_ref()?;
    let first = Date::of_days(edtf.earliest()?);
    let exact = edtf.exact_day().is_some();
    let month = exact || edtf.latest().is_some_and(|last| Date::of_days(last).month == first.month);
    Some(Date { month: first.month.filter(|_| month), day: first.day.filter(|_| exact), ..first })
}

fn resolved(text: &Text, head: &Head, words: &TimeWords, all: &[Found]) -> Layer<TimeExpression> {
    let mut story = Story::new(published(head), all);
    let mut items: Vec<TimeExpression> = Vec::with_capacity(all.len());
    let mut dates = Vec::with_capacity(all.len());
    let mut sentence = 0;
    let mut closes = false;
    for one in all {
        let here = text.sentence_of(one.start);
        for _ in sentence..here {
            story.sentence_ends();
        }
        sentence = here;
        let habit = story.may_be_any(one) && tense::is_habit(text, one);
        let resolved = story.resolve(one, leans(text, one, words), speaks_of_money(text, one), habit);
        story.advance(one, &resolved, items.len(), if closes { Spot::Aside } else { spot(text, one) });
        closes = one.then.is_some();
        dates.push(resolved.date.filter(|date| date.day.is_some()));
        items.push(expression(text, one, resolved));
    }
    events(text, words, all, &dates, &mut items);
    Layer::new("times", 2, items)
}

/// How many words before its telling word an expression begins at most.
const REACH: usize = 8;

/// What the grammar finds, in text order.
fn found(text: &Text, words: &TimeWords) -> Vec<Found> {
    let mut all = Vec::new();
    for sentence in 0..text.sentences.len() {
        let places = text.places(sentence);
        let grammar = Grammar { text, words, first: places.start, end: places.end };
        let mut at = places.start;
        // The next word at or after `at` without which there is no expression.
        let mut tells = None;
        while at < places.end {
            if tells.is_none_or(|tells| tells < at) {
                tells = (at..places.end).find(|at| words.may_tell(text.word(*at)));
            }
            let Some(next) = tells else { break };
            at = at.max(next.saturating_sub(REACH));
            let one = if words.may_begin(text.lower(at)) { grammar.at(at) } else { None };
            let Some(one) = one else {
                at += 1;
                continue;
            };
            at = one.end.max(at + 1);
            let then = one.then.clone();
            all.push(one);
            if let Some(then) = then {
                at = then.end.max(at);
                all.push(*then);
            }
        }
    }
    all
}

/// How many words into a sentence a year still opens it.
const OPENING: usize = 4;

/// Where an expression stands in its sentence.
fn spot(text: &Text, found: &Found) -> Spot {
    let first = text.places(text.sentence_of(found.start)).start;
    let before = found.start.checked_sub(1).filter(|at| *at >= first).map_or("", |at| text.lower(at));
    if matches!(before, "since" | "until" | "till") {
        Spot::Aside
    } else if found.start < first + OPENING {
        Spot::Leading
    } else {
        Spot::Inside
    }
}

/// Which way an expression lies, where it matters.
fn leans(text: &Text, found: &Found, words: &TimeWords) -> Lie {
    if needs_verb(found) { tense::lie(text, found, words) } else { Lie::Unknown }
}

/// Whether its verb says which way an expression lies.
fn needs_verb(found: &Found) -> bool {
    match found.said {
        Said::Month(_, _, year) | Said::Season(year, _) | Said::Feast(_, year) => {
            year == InYear::Open && found.way.is_none()
        }
        Said::Weekday(_) => found.way.is_none(),
        Said::Offset(0, Unit::Weekend) => true,
        _ => false,
    }
}

/// Whether the sentence of a comparison with last year speaks of money.
fn speaks_of_money(text: &Text, found: &Found) -> bool {
    let compares = matches!(found.said, Said::Offset(-1, Unit::Year));
    let mut places = text.places(text.sentence_of(found.start));
    compares
        && places.any(|at| {
            matches!(
                text.lower(at),
                "$" | "£" | "€" | "million" | "billion" | "sales" | "earnings" | "revenue" | "profit"
            )
        })
}

fn expression(text: &Text, found: &Found, resolved: Resolved) -> TimeExpression {
    let kind = match &found.said {
        Said::Duration(_) => TimeType::Duration,
        Said::Event(..) if resolved.edtf.is_none() => TimeType::Duration,
        Said::Set(_) => TimeType::Set,
        _ if found.clock.is_some() || found.part.is_some() => TimeType::Time,
        _ => TimeType::Date,
    };
    let edtf = resolved.edtf.and_then(|edtf| Edtf::parse(&edtf));
    TimeExpression {
        span: text.span_of(found.start..found.end),
        kind,
        value: resolved.value,
        modifier: found.modifier,
        edtf,
        anchor: resolved.anchor,
        by: found.by,
    }
}

/// How many words around a word for what befell are searched for its day.
const SEARCHED: usize = 1500;

/// "two days after the bombing": resolved where the text gives the bombing's day; a plain length where it does not.
fn events(text: &Text, words: &TimeWords, all: &[Found], dates: &[Option<Date>], items: &mut [TimeExpression]) {
    for (place, found) in all.iter().enumerate().filter(|(_, found)| matches!(found.said, Said::Event(..))).take(40) {
        let Said::Event(count, unit, noun) = found.said else { continue };
        match day_of(text, words, all, dates, noun) {
            Some((day, by)) => {
                let resolved = value::shift(day, count, unit, Anchor::Expression(Id::new(by)));
                let resolved =
                    if count == 0 { Resolved::of_date(day, Anchor::Expression(Id::new(by))) } else { resolved };
                items[place] = expression(text, found, resolved);
            }
            None if found.by == "day of an event" => {
                (items[place].value, items[place].kind) = ("XXXX-XX-XX".into(), TimeType::Date);
            }
            None => {
                let end = (found.start..found.end).find(|at| matches!(text.lower(*at), "after" | "before" | "prior"));
                items[place].span = text.span_of(found.start..end.unwrap_or(found.end));
            }
        }
    }
}

/// The day the text gives for what a noun names: one that hangs on the same word, or on a verb beside it.
fn day_of(text: &Text, words: &TimeWords, all: &[Found], dates: &[Option<Date>], noun: usize) -> Option<(Date, usize)> {
    let around: Range<usize> = noun.saturating_sub(SEARCHED)..(noun + SEARCHED).min(text.tokens.len());
    let first = all.partition_point(|found| found.end <= around.start);
    let near = all.iter().enumerate().skip(first).take_while(|(_, found)| found.start < around.end);
    let days = near.filter(|(_, found)| !matches!(found.said, Said::Event(..)));
    let given = days.filter_map(|(place, found)| {
        let day = dates[place].filter(|_| hangs_on_event(text, words, found, noun))?;
        Some((found.start.abs_diff(noun), place, day))
    });
    given.min_by_key(|(distance, place, _)| (*distance, *place)).map(|(_, place, day)| (day, place))
}

/// Whether an expression says when that befell which a noun elsewhere names.
fn hangs_on_event(text: &Text, words: &TimeWords, found: &Found, noun: usize) -> bool {
    let lemma = text.lemma(noun);
    let same = |at: usize| at != noun && words.same_event(text.lemma(at), lemma);
    let mut at = found.end - 1;
    for _ in 0..4 {
        let beside = |child: &usize| matches!(text.arc(*child), Arc::Nsubj | Arc::NsubjPass | Arc::Obj);
        if !found_holds(found, at) && (same(at) || text.children(at).filter(beside).take(8).any(same)) {
            return true;
        }
        match text.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

fn found_holds(found: &Found, at: usize) -> bool {
    (found.start..found.end).contains(&at)
}

/// The time expression that modifies the verb at a place: it hangs on the verb, or stands in the same sentence and hangs on
/// nothing nearer.
pub fn attached(text: &Text, times: &Layer<TimeExpression>, verb: usize) -> Option<Id<TimeExpression>> {
    let sentence = text.sentences.items()[text.sentence_of(verb)].span;
    let first = times.items().partition_point(|time| time.span.start() < sentence.start());
    let inside = times.iter().skip(first).take_while(|(_, time)| time.span.start() < sentence.end());
    let dated = inside.filter(|(_, time)| time.edtf.is_some() && matches!(time.kind, TimeType::Date | TimeType::Time));
    let distance = |time: &TimeExpression| {
        let places = text.places_in(time.span);
        let top = places.clone().find(|at| text.head(*at).is_none_or(|head| !places.contains(&head)))?;
        let mut at = top;
        for steps in 0..6_usize {
            if at == verb {
                return Some(steps);
            }
            at = text.head(at)?;
        }
        None
    };
    dated.filter_map(|(id, time)| distance(time).map(|steps| (steps, id))).min().map(|(_, id)| id)
}
