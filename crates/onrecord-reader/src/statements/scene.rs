//! What the rules of this stage look at: the text, its parse, its quotations, the tables; and small questions about them.

use std::ops::Range;

use super::{
    quotations::Quotations,
    tables::{Tables, kind},
    tree::Tree,
};
use crate::{mentions::NameLists, model::*, syntax::Text};

/// Everything the rules read.
pub(super) struct Scene<'a> {
    pub text: &'a Text<'a>,
    pub tables: &'a Tables,
    pub names: &'a NameLists,
    pub times: &'a Layer<TimeExpression>,
    pub tree: Tree,
    pub quotations: Quotations,
}

/// A part of a statement while it is being read, in token places.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub source: Option<Range<usize>>,
    pub cue: Vec<Range<usize>>,
    pub content: Vec<Range<usize>>,
    /// The place of the cue's head word; the first place of the content where there is no cue.
    pub at: usize,
    pub class: &'static str,
    pub factuality: Option<Factuality>,
    /// The cue itself is negated ("did not say", "no claim that").
    pub negated: bool,
    /// The content asks: "whether", "if", "how".
    pub asks: bool,
    /// The content is a noun phrase or an infinitive: no predicate of its own to look at.
    pub phrase: bool,
    pub addressee: Option<Range<usize>>,
    /// Goes on with the words of the draft at this place.
    pub goes_on: Option<usize>,
    pub by: &'static str,
}

impl Draft {
    /// Words whose speaker a sign or any verb gives: said, and certain.
    pub(super) fn given(source: Range<usize>, cue: Range<usize>, content: Range<usize>, by: &'static str) -> Self {
        Self {
            source: Some(source),
            at: cue.start,
            cue: vec![cue],
            content: vec![content],
            class: "say",
            factuality: Some(Factuality::Certain),
            by,
            ..Self::default()
        }
    }
}

impl<'a> Scene<'a> {
    pub(super) fn lower(&self, at: usize) -> &str {
        if at < self.text.tokens.len() { self.text.lower(at) } else { "" }
    }
    pub(super) fn tag(&self, at: usize) -> Option<Tag> {
        (at < self.text.tokens.len()).then(|| self.text.tag(at))
    }
    /// The sentence's places, without the mark or number of an item of a list.
    pub(super) fn sentence(&self, at: usize) -> Range<usize> {
        let places = self.text.places(self.text.sentence_of(at));
        let first = places.start;
        let number = matches!(self.tag(first), Some(Tag::Cd | Tag::Ls)) && matches!(self.lower(first + 1), "." | ")");
        let mark = match () {
            () if self.tables.is(self.lower(first), kind::BULLET) => 1,
            () if number => 2,
            () => 0,
        };
        // What is left must be a sentence, and `at` in it.
        let start = if first + mark <= at && first + mark + 1 < places.end { first + mark } else { first };
        start..places.end
    }
    /// The place after the last word of the sentence (or quotation) `at` stands in.
    pub(super) fn limit(&self, at: usize) -> usize {
        let sentence = self.sentence(at);
        let mut end = sentence.end;
        if let Some(quote) = self.quotations.at(at) {
            end = end.min(self.quotations.all[quote].last);
        }
        while end > at + 1 && self.is_stop(end - 1) {
            end -= 1;
        }
        end
    }
    pub(super) fn is_stop(&self, at: usize) -> bool {
        matches!(self.lower(at), "." | "!" | "?" | ";" | ":" | "," | "—" | "--" | "–" | "-" | "…" | "...")
    }
    pub(super) fn is_comma(&self, at: usize) -> bool {
        matches!(self.lower(at), "," | "—" | "--" | "–")
    }
    /// The time expression that begins at a word.
    pub(super) fn time_at(&self, at: usize) -> Option<(Id<TimeExpression>, usize)> {
        if at >= self.text.tokens.len() {
            return None;
        }
        let start = self.text.span(at).start();
        let items = self.times.items();
        let found = items.partition_point(|time| time.span.start() < start);
        let time = items.get(found).filter(|time| time.span.start() == start)?;
        let end = self.text.places_in(time.span).end;
        (end > at).then(|| (Id::new(found), end))
    }
    pub(super) fn is_finite(&self, at: usize) -> bool {
        matches!(self.tag(at), Some(Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md))
    }
    /// Whether a noun phrase may begin here.
    pub(super) fn begins_phrase(&self, at: usize) -> bool {
        self.tag(at).is_some_and(|tag| {
            tag.is_noun()
                || matches!(
                    tag,
                    Tag::Dt
                        | Tag::Pdt
                        | Tag::Cd
                        | Tag::Jj
                        | Tag::Jjr
                        | Tag::Jjs
                        | Tag::Prp
                        | Tag::PrpPoss
                        | Tag::Ex
                        | Tag::Dollar
                )
        })
    }
    /// The end of the noun phrase that begins at `at`, by tags alone; `at` itself where none does.
    pub(super) fn phrase_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at;
        if self.tag(at) == Some(Tag::Prp) {
            return at + 1;
        }
        let limit = limit.min(at + 18);
        while end < limit {
            let Some(tag) = self.tag(end) else { break };
            let inside = tag.is_noun()
                || matches!(
                    tag,
                    Tag::Dt
                        | Tag::Pdt
                        | Tag::Cd
                        | Tag::Jj
                        | Tag::Jjr
                        | Tag::Jjs
                        | Tag::PrpPoss
                        | Tag::Pos
                        | Tag::Hyph
                        | Tag::Vbn
                        | Tag::Vbg
                        | Tag::Dollar
                );
            let determiner = matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Prp);
            let after_noun = end > at && self.tag(end - 1).is_some_and(Tag::is_noun);
            if inside && !(determiner && after_noun) && !(matches!(tag, Tag::Vbn | Tag::Vbg) && after_noun) {
                end += 1;
            } else if matches!(self.lower(end), "of" | "and" | "&" | "for" | "at")
                && end > at
                && end + 1 < limit
                && self.begins_phrase(end + 1)
            {
                end += 2;
            } else {
                break;
            }
        }
        end
    }
    /// Whether a clause with a finite verb may begin here.
    pub(super) fn begins_clause(&self, at: usize, limit: usize) -> bool {
        if at + 1 >= limit {
            return false;
        }
        let open = self.begins_phrase(at)
            || matches!(
                self.tag(at),
                Some(Tag::In | Tag::Wp | Tag::Wrb | Tag::Wdt | Tag::Rb | Tag::OpenQuote | Tag::Vbg)
            )
            || self.lower(at) == "neither"
            || self.quotations.at(at).is_some();
        open && (at..limit.min(at + 60)).any(|place| self.is_finite(place))
    }
    pub(super) fn is_mark(&self, at: usize) -> bool {
        matches!(self.lower(at), "\"" | "“" | "”" | "``" | "''" | "\"\"")
    }
    /// What is said, with the closing mark of a quotation it holds the rest of, and without half of a pair of brackets.
    pub(super) fn balanced(&self, mut range: Range<usize>) -> Range<usize> {
        const NEAR: usize = 2;
        let mut open = None;
        let mut depth = 0_u32;
        for at in range.clone() {
            match self.lower(at) {
                "(" | "[" => {
                    open = if depth == 0 { Some(at) } else { open };
                    depth += 1;
                }
                ")" | "]" if depth == 0 && at > range.start + 1 => {
                    range.end = at;
                    while range.end > range.start + 1 && self.is_stop(range.end - 1) {
                        range.end -= 1;
                    }
                    return range;
                }
                ")" | "]" => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth > 0
            && let Some(open) = open.filter(|open| *open > range.start + 1)
        {
            return range.start..open;
        }
        let last = self.quotations.at(range.end.saturating_sub(1)).map(|at| &self.quotations.all[at]);
        let cut = |open: usize, end: usize| open > range.start && end > range.end && end - range.end <= NEAR;
        if let Some(quote) = last.filter(|quote| quote.closed && cut(quote.open, quote.end)) {
            range.end = quote.end;
        }
        range
    }
    /// Without commas and stops at its edges; quotation marks stay.
    pub(super) fn trimmed(&self, mut range: Range<usize>) -> Range<usize> {
        while range.start < range.end
            && (self.is_stop(range.start) || self.tables.is(self.lower(range.start), kind::BULLET))
        {
            range.start += 1;
        }
        while range.end > range.start
            && (self.is_comma(range.end - 1) || matches!(self.lower(range.end - 1), ";" | ":"))
        {
            range.end -= 1;
        }
        range
    }
}
