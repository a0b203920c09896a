//! Which mentions are the same within one document. What stays unsure stays apart: no entity is better than a wrong one.

mod accusing;
pub(crate) mod described;
mod draft;
mod located;
mod names;
mod recall;
mod resolver;

pub use accusing::Accusing;
pub use resolver::Resolver;

use draft::{Draft, Drafts};

use crate::{lexicon::Lexicon, model::*, syntax::Text};
use described::described;

/// Gathers mentions into entities.
pub fn entities(text: &Text, mentions: &Layer<Mention>, _head: &Head, lexicon: &Lexicon) -> Layer<Entity> {
    let mut drafts = Drafts::new(mentions.len());
    names::gather(text, mentions, lexicon, &mut drafts);
    let described = described(text, mentions, lexicon);
    recall::recall(text, mentions, &described, lexicon, &mut drafts);
    let speaks = |draft: &Draft| is_told_of(text, mentions, draft);
    let mut entities: Vec<Entity> = drafts.into_items().filter(speaks).filter_map(entity).collect();
    entities.sort_by_key(|entity| entity.mentions[0]);
    located::locate(text, mentions, &mut entities, &lexicon.gazetteer);
    Layer::new("entities", 1, entities)
}

/// Whether an entity is worth keeping: it has a name, acts or speaks somewhere, or is spoken of more than once.
fn is_told_of(text: &Text, mentions: &Layer<Mention>, draft: &Draft) -> bool {
    let acts = |at: &usize| {
        let head = mentions.items()[*at].head as usize;
        matches!(text.arc(head), Arc::Nsubj | Arc::NsubjPass | Arc::OblAgent | Arc::Root)
            || text.child(head, Arc::Case).is_some_and(|case| matches!(text.lower(case), "according" | "by"))
            || (head > 1 && text.lower(head - 1) == "to" && text.lower(head - 2) == "according")
    };
    draft.kind != EntityKind::Group || draft.mentions.len() > 1 || draft.mentions.iter().any(acts)
}

fn entity(mut draft: Draft) -> Option<Entity> {
    draft.mentions.sort_unstable();
    let mentions: Vec<Id<Mention>> = draft.mentions.iter().map(|at| Id::new(*at)).collect();
    let fullest = (0..draft.names.len()).max_by_key(|at| (fullness(&draft.names[*at]), std::cmp::Reverse(*at)))?;
    let name = draft.names.remove(fullest);
    (!mentions.is_empty()).then_some(Entity {
        kind: draft.kind,
        name,
        aliases: draft.names,
        mentions,
        places: Vec::new(),
    })
}

/// Words, then letters; an abbreviation ("U.S.") is never the fullest.
fn fullness(name: &str) -> (usize, usize) {
    (name.split(' ').count(), name.chars().filter(|c| c.is_alphabetic()).count())
}
