//! Who said what, how surely.
//!
//! Quotations first (`direct`), then every other word that signals speech (`indirect`); then for each what its source
//! commits to (`factuality`), who that is (`speaker`), when and where it was said (`venue`), and which stands inside which.

// What is said is a list of ranges, most often of one.
#![allow(clippy::single_range_in_vec_init)]

mod accords;
mod content;
mod cues;
mod direct;
mod ends;
mod factuality;
mod headline;
mod indirect;
mod leads;
mod near;
mod nouns;
mod passive;
mod quotations;
mod scene;
mod source;
mod speaker;
mod tables;
mod tree;
mod turns;
mod venue;
mod voice;

pub use tables::{Cue, Frames, Tables};

use crate::{entities::Resolver, lexicon::Lexicon, model::*, roles::RoleMention, syntax::Text};
use cues::Sight;
use scene::{Draft, Scene};

/// Finds every statement.
pub fn statements(
    text: &Text,
    mentions: &Layer<Mention>,
    entities: &Layer<Entity>,
    roles: &Layer<RoleMention>,
    times: &Layer<TimeExpression>,
    _head: &Head,
    lexicon: &Lexicon,
) -> Layer<Statement> {
    let scene = Scene {
        names: &lexicon.names,
        text,
        tables: &lexicon.statements,
        times,
        tree: tree::Tree::new(text),
        quotations: quotations::Quotations::new(text, &lexicon.statements),
    };
    let drafts = drafts(&scene);
    let mut speakers = speaker::Speakers {
        scene: &scene,
        mentions,
        entities,
        roles,
        resolver: Resolver::new(text, mentions, entities),
        past: Vec::new(),
    };
    let mut made: Vec<Statement> = Vec::with_capacity(drafts.len());
    let mut places: Vec<usize> = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        // The statement it goes on with stands close before.
        let before = draft.goes_on.and_then(|at| (0..made.len()).rev().take(64).find(|it| places[*it] == at));
        let before = before.map(|it| (Id::new(it), &made[it]));
        if let Some(it) = statement(&scene, draft, before, &mut speakers) {
            made.push(it);
            places.push(draft.at);
        }
    }
    parents(&mut made);
    first_person(text, &mut made);
    Layer::new("statements", 1, made)
}

/// What the text commits to about the events that words at some places name, whoever says it. For measuring.
pub fn events(text: &Text, times: &Layer<TimeExpression>, lexicon: &Lexicon, places: &[usize]) -> Vec<Factuality> {
    let scene = Scene {
        names: &lexicon.names,
        text,
        tables: &lexicon.statements,
        times,
        tree: tree::Tree::new(text),
        quotations: quotations::Quotations::new(text, &lexicon.statements),
    };
    places.iter().map(|at| factuality::event(&scene, *at)).collect()
}

/// All drafts in text order, outer ones first.
fn drafts(scene: &Scene) -> Vec<Draft> {
    let mut sights: Vec<Sight> = Vec::new();
    let mut found = Vec::new();
    for sentence in 0..scene.text.sentences.len() {
        cues::sights(scene, sentence, &mut found);
        sights.append(&mut found);
    }
    let mut used = vec![false; sights.len()];
    let mut drafts = Vec::new();
    let taken = direct::direct(scene, &sights, &mut used, &mut drafts);
    let (inner, outer): (Vec<_>, Vec<_>) = sights
        .iter()
        .zip(&used)
        .filter(|(_, used)| !**used)
        .map(|(sight, _)| sight)
        .partition(|sight| sight.quotation.is_some() || sight.infinitive);
    for sight in outer {
        drafts.extend(reported(scene, sight));
    }
    accords(scene, &mut drafts);
    headline::headlines(scene, &mut drafts);
    turns::turns(scene, &mut drafts);
    direct::free(scene, &taken, &mut drafts);
    let covered = Covered::new(scene, &drafts);
    let found: Vec<Draft> = inner
        .into_iter()
        .filter(|sight| covered.has_place(&drafts, sight))
        .filter_map(|sight| reported(scene, sight))
        .collect();
    drafts.extend(found);
    drafts.sort_by_key(|draft| {
        let start = draft.content.iter().map(|it| it.start).min().unwrap_or(0);
        let end = draft.content.iter().map(|it| it.end).max().unwrap_or(0);
        (start, std::cmp::Reverse(end), draft.at)
    });
    drafts
}

fn reported(scene: &Scene, sight: &Sight) -> Option<Draft> {
    let mut draft = indirect::indirect(scene, sight)?;
    if let Some((source, cue)) = passive::quoted_as(scene, sight) {
        draft.source = Some(source);
        draft.cue = vec![cue];
    }
    Some(draft)
}

/// Which draft's content each word stands in.
struct Covered(Vec<u32>);

impl Covered {
    fn new(scene: &Scene, drafts: &[Draft]) -> Self {
        let mut of = vec![0; scene.text.tokens.len()];
        for (number, draft) in (1u32..).zip(drafts) {
            for range in &draft.content {
                // Content rarely overlaps: long overlaps are not worth the time.
                of[range.clone()].fill(number);
            }
        }
        Self(of)
    }
    /// Words inside a quotation count where the quotation is somebody's; "refused to say" is one act.
    fn has_place(&self, drafts: &[Draft], sight: &Sight) -> bool {
        match (self.0[sight.at] as usize).checked_sub(1) {
            Some(outer) => !sight.infinitive || !matches!(drafts[outer].class, "refuse" | "decline" | "want"),
            None => sight.quotation.is_none(),
        }
    }
}

fn accords(scene: &Scene, drafts: &mut Vec<Draft>) {
    for at in 0..scene.text.tokens.len().saturating_sub(2) {
        let word = scene.text.lower(at);
        if word == "according"
            && scene.text.lower(at + 1) == "to"
            && scene.text.sentence_of(at) == scene.text.sentence_of(at + 1)
        {
            drafts.extend(accords::according(scene, at));
        }
    }
}

fn statement(
    scene: &Scene,
    draft: &Draft,
    before: Option<(Id<Statement>, &Statement)>,
    speakers: &mut speaker::Speakers,
) -> Option<Statement> {
    let text = scene.text;
    let span = |range: &std::ops::Range<usize>| text.span_of(range.clone());
    let whole = |range: &std::ops::Range<usize>| scene.is_mark(range.start) || draft.by == turns::TURN;
    let tidy =
        |range: &std::ops::Range<usize>| if whole(range) { range.clone() } else { scene.balanced(range.clone()) };
    let content: Vec<Span> =
        draft.content.iter().map(tidy).filter(|range| !range.is_empty()).map(|range| span(&range)).collect();
    if content.is_empty() {
        return None;
    }
    let speaker = speakers.of(draft, before.map(|(_, before)| &before.speaker));
    // "declined to be named" is why the voice has no name, not something it says.
    if speaker.anonymity.is_some_and(|span| span.contains(content[0])) {
        return None;
    }
    let place = speaker.entity.is_some_and(|id| speakers.entities.get(id).kind == EntityKind::Place);
    if is_dateline(scene, draft, place, speaker.entity.is_some()) || is_time(scene, draft) {
        return None;
    }
    let beside = venue::beside(scene, draft);
    Some(Statement {
        source: match before {
            Some((_, before)) => before.source.clone(),
            None => {
                draft.source.iter().flat_map(|range| source::pieces(scene, range)).map(|range| span(&range)).collect()
            }
        },
        cue: draft.cue.iter().map(span).collect(),
        manner: manner(scene, draft),
        factuality: factuality::of(scene, draft),
        speaker,
        class: draft.class,
        said_at: beside.said_at,
        venue: beside.venue,
        addressee: beside.addressee,
        parent: None,
        continues: before.map(|(id, _)| id),
        by: draft.by,
        content,
    })
}

/// "Sella: The council met" names where a report is from.
fn is_dateline(scene: &Scene, draft: &Draft, place: bool, known: bool) -> bool {
    let text = scene.text;
    let block = |at: usize| text.blocks.get(text.sentences.items()[text.sentence_of(at)].block).kind;
    let capitals = |range: &std::ops::Range<usize>| {
        let whole = text.of(text.span_of(range.clone()));
        whole.len() > 4 && !whole.chars().any(char::is_lowercase)
    };
    let source = draft.source.clone().unwrap_or_default();
    // "TRADE TALKS: Ports reopen": what the report is about, where nobody is called so.
    let kicker = || capitals(&source) && !draft.content.iter().any(capitals) && !known;
    draft.by == headline::COLON && (block(draft.at) == BlockKind::Paragraph && (place || capitals(&source)) || kicker())
}

/// "The past year suggests": a time says nothing.
fn is_time(scene: &Scene, draft: &Draft) -> bool {
    let subject = || scene.tree.child(scene.text, draft.at, Arc::Nsubj).map(|it| scene.tree.range(it).start..it + 1);
    let Some(source) = draft.source.clone().or_else(subject).filter(|it| !it.is_empty()) else { return false };
    let first = source.start + usize::from(matches!(scene.lower(source.start), "the" | "a" | "an" | "this"));
    let at = |place: usize| scene.time_at(place).is_some_and(|(_, end)| end >= source.end);
    at(source.start) || first < source.end && at(first)
}

/// Whose words the content is in.
fn manner(scene: &Scene, draft: &Draft) -> Manner {
    let whole = |range: &std::ops::Range<usize>| {
        scene.quotations.at(range.start).is_some_and(|at| {
            let quote = &scene.quotations.all[at];
            quote.open == range.start && quote.end >= range.end.min(quote.end) && range.end <= quote.end + 1
        })
    };
    let inside = scene.quotations.at(draft.at).is_some() && !draft.cue.is_empty();
    if draft.content.iter().all(whole) || draft.by == turns::TURN {
        return Manner::Direct;
    }
    if !inside && draft.content.iter().any(|range| range.clone().any(|at| scene.is_mark(at))) {
        return Manner::Mixed;
    }
    Manner::Indirect
}

/// Links each statement to the innermost one whose content its cue stands in.
fn parents(made: &mut [Statement]) {
    // The statements whose content may still be open, outermost first.
    let mut open: Vec<usize> = Vec::new();
    let mut order: Vec<usize> = (0..made.len()).filter(|at| !made[*at].cue.is_empty()).collect();
    order.sort_by_key(|at| made[*at].cue[0].start());
    let mut next = 0;
    for at in order {
        let cue = made[at].cue[0];
        while next < made.len() && made[next].content_hull().start() <= cue.start() {
            open.push(next);
            next += 1;
        }
        open.retain(|it| made[*it].content_hull().end() > cue.start());
        if open.len() > 64 {
            open.drain(..open.len() - 64);
        }
        let covers = |it: &&usize| **it != at && made[**it].content.iter().any(|content| content.contains(cue));
        let parent = open.iter().filter(covers).min_by_key(|it| made[**it].content_hull().len()).copied();
        // Two that stand inside each other: only the earlier cue is the outer.
        let mutual = parent.is_some_and(|it| {
            made[it].cue.first().is_some_and(|outer| made[at].content.iter().any(|content| content.contains(*outer)))
        });
        made[at].parent = parent.filter(|_| !mutual).map(Id::new);
    }
}

/// "I think": the speaker of the quotation it stands in.
fn first_person(text: &Text, made: &mut [Statement]) {
    for at in 0..made.len() {
        let own = made[at].source.first().is_some_and(|source| matches!(text.lower_of(*source), "i" | "we"));
        if own && let Some(parent) = made[at].parent {
            made[at].speaker = made[parent.index()].speaker.clone();
        }
    }
}

/// The most statements looked at behind a span for the one that covers it.
const LOOK_BACK: usize = 256;

/// Who vouches for the words of a span: the innermost statement whose content covers it, else the outlet.
///
/// Statements stand in the order of their content, so the search begins at the last that begins before the span.
pub fn voucher(statements: &Layer<Statement>, span: Span) -> Voucher {
    let items = statements.items();
    let last = items.partition_point(|it| it.content_hull().start() <= span.start());
    let covers = |it: &Statement| it.content.iter().any(|content| content.contains(span));
    let inside = (last.saturating_sub(LOOK_BACK)..last).rev().filter(|at| covers(&items[*at]));
    let found = inside.min_by_key(|at| items[*at].content_hull().len());
    // What only begins before the content ("said nearly 60 people were hurt") is vouched for by the same.
    let touched = || {
        let last = items.partition_point(|it| it.content_hull().start() < span.end());
        let touches = |it: &Statement| it.content.iter().any(|content| content.overlaps(span));
        let near = (last.saturating_sub(LOOK_BACK)..last).rev().filter(|at| touches(&items[*at]));
        near.min_by_key(|at| items[*at].content_hull().len())
    };
    found.or_else(touched).map_or(Voucher::Outlet, |at| Voucher::Statement(Id::new(at)))
}
