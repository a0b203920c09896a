//! Who said what, how surely: the attribution relations of a document (source, cue and content after PARC), each with its
//! speaker, class, factuality, date, venue and nesting. Knows nothing of incidents or figures.

pub mod cues;
mod draft;
mod factuality;
mod loose;
mod passives;
mod phrase;
mod phrases;
mod quotations;
mod setting;
mod speaker;
mod verbs;

use std::ops::Range;

use crate::{entities::Resolver, lexicon::Lexicon, model::*, roles::RoleMention, syntax::Text};
use draft::Draft;
use quotations::Quotation;
use speaker::Voices;
use verbs::Scene;

/// The most statements read from one document; what follows is left unread rather than slow.
const MOST: usize = 20_000;

/// Finds every statement.
pub fn statements(
    text: &Text,
    mentions: &Layer<Mention>,
    entities: &Layer<Entity>,
    _roles: &Layer<RoleMention>,
    times: &Layer<TimeExpression>,
    _head: &Head,
    lexicon: &Lexicon,
) -> Layer<Statement> {
    let quotations = quotations::quotations(text);
    let scene = Scene { text, cues: &lexicon.cues, quotations: &quotations };
    let mut drafts = drafts(&scene);
    loose::quotations(&scene, &mut drafts);
    drafts.sort_by_key(|draft| (draft.content_hull().start.min(draft.at), draft.at));
    let resolver = Resolver::new(text, mentions, entities);
    let voices = Voices { text, mentions, entities, resolver: &resolver, nouns: lexicon.table("speakers") };
    let parents = parents(&drafts);
    let mut items: Vec<Statement> = Vec::with_capacity(drafts.len());
    let mut before: Option<Speaker> = None;
    for (draft, parent) in drafts.iter().zip(parents) {
        let statement = finish(&scene, &voices, times, lexicon, draft, parent, before.as_ref(), &items);
        if parent.is_none() && statement.speaker.name.is_some() {
            before = Some(statement.speaker.clone());
        }
        items.push(statement);
    }
    Layer::new("statements", 1, items)
}

/// Every draft a cue makes, in text order.
fn drafts(scene: &Scene) -> Vec<Draft> {
    let text = scene.text;
    let mut all: Vec<Draft> = Vec::new();
    for at in 0..text.tokens.len() {
        if all.len() >= MOST {
            break;
        }
        if !text.word(at).starts_with(char::is_alphabetic) {
            continue;
        }
        let found =
            verbs::verb(scene, at).or_else(|| phrases::according(scene, at)).or_else(|| phrases::noun(scene, at));
        let Some(draft) = found else { continue };
        if stands(scene, &draft) && !repeats(&all, &draft) {
            all.push(draft);
        }
    }
    all
}

/// Whether a draft inside a quotation is a report of speech of its own rather than a turn of phrase.
fn stands(scene: &Scene, draft: &Draft) -> bool {
    if scene.speech_at(draft.at).is_none() {
        return true;
    }
    let subject = draft.source_head.map(|head| scene.text.lower(head));
    !draft.source.is_empty()
        && subject.is_some_and(|word| !matches!(word, "you" | "it" | "we"))
        && matches!(draft.class, "say" | "believe" | "claim" | "deny" | "assert")
        && draft.by != "verb: object"
}

/// Whether the same words are already attributed by a cue right beside.
fn repeats(all: &[Draft], draft: &Draft) -> bool {
    all.iter().rev().take(6).any(|other| other.content == draft.content && other.at.abs_diff(draft.at) <= 3)
}

/// For each draft the innermost other one whose content holds its cue (or, without cue, its content).
fn parents(drafts: &[Draft]) -> Vec<Option<usize>> {
    let place = |draft: &Draft| if draft.cue.is_empty() { draft.content_hull() } else { draft.at..draft.at + 1 };
    let holds = |outer: &Draft, inner: &Range<usize>| {
        outer.content.iter().any(|it| it.start <= inner.start && inner.end <= it.end)
    };
    let parent = |at: usize| {
        let inner = place(&drafts[at]);
        let near = at.saturating_sub(24)..drafts.len().min(at + 24);
        near.filter(|other| {
            *other != at && holds(&drafts[*other], &inner) && !holds(&drafts[at], &place(&drafts[*other]))
        })
        .min_by_key(|other| drafts[*other].content_hull().len())
    };
    (0..drafts.len()).map(parent).collect()
}

#[allow(clippy::too_many_arguments)]
fn finish(
    scene: &Scene,
    voices: &Voices,
    times: &Layer<TimeExpression>,
    lexicon: &Lexicon,
    draft: &Draft,
    parent: Option<usize>,
    before: Option<&Speaker>,
    earlier: &[Statement],
) -> Statement {
    let text = scene.text;
    let spans = |ranges: &[Range<usize>]| {
        ranges.iter().filter(|it| !it.is_empty()).map(|it| text.span_of(it.clone())).collect::<Vec<_>>()
    };
    let mut speaker = speaker::speaker(voices, draft, before);
    let first_person = draft.source_head.is_some_and(|head| matches!(text.lower(head), "i" | "we"));
    if let (true, Some(outer)) = (first_person, parent.and_then(|parent| earlier.get(parent))) {
        speaker = outer.speaker.clone();
    }
    if draft.by.starts_with("loose") {
        speaker = before.cloned().unwrap_or_default();
    }
    Statement {
        source: spans(std::slice::from_ref(&draft.source)),
        cue: spans(&draft.cue),
        content: spans(&draft.content),
        speaker,
        class: draft.class,
        manner: manner(scene, draft),
        factuality: factuality::factuality(text, lexicon.table("hedges"), draft),
        said_at: if draft.cue.is_empty() { None } else { setting::said_at(text, times, draft) },
        venue: if draft.cue.is_empty() { None } else { setting::venue(text, lexicon.table("venues"), draft) },
        addressee: draft.addressee.clone().map(|it| text.span_of(it)),
        parent: parent.map(Id::new),
        by: draft.by,
    }
}

fn manner(scene: &Scene, draft: &Draft) -> Manner {
    if draft.direct
        || draft.content.iter().all(|it| {
            scene.quotation_at(it.start).is_some_and(|quotation| quotation.start <= it.start && it.end <= quotation.end)
        })
    {
        return Manner::Direct;
    }
    let overlaps = |it: &Range<usize>, quotation: &Quotation| quotation.start >= it.start && quotation.end <= it.end;
    let next = |it: &Range<usize>| scene.quotations.partition_point(|quotation| quotation.start < it.start);
    let quoted =
        draft.content.iter().any(|it| scene.quotations.get(next(it)).is_some_and(|quotation| overlaps(it, quotation)));
    if quoted { Manner::Mixed } else { Manner::Indirect }
}

/// Who vouches for the words of a span: the innermost statement whose content covers it, else the outlet.
pub fn voucher(statements: &Layer<Statement>, span: Span) -> Voucher {
    let covers = |it: &Statement| it.content.iter().any(|content| content.contains(span));
    let inside = statements.iter().filter(|(_, it)| covers(it));
    inside.min_by_key(|(_, it)| it.content_hull().len()).map_or(Voucher::Outlet, |(id, _)| Voucher::Statement(id))
}
