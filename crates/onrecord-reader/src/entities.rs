//! Which mentions are the same within one document. What stays unsure stays apart: no entity is better than a wrong one.

mod draft;
mod names;
mod recall;
mod resolver;

pub use resolver::Resolver;

use draft::{Draft, Drafts};

use crate::{lexicon::Lexicon, model::*, roles::described::described, syntax::Text};

/// Gathers mentions into entities.
pub fn entities(text: &Text, mentions: &Layer<Mention>, _head: &Head, lexicon: &Lexicon) -> Layer<Entity> {
    let mut drafts = Drafts::new(mentions.len());
    names::gather(text, mentions, lexicon, &mut drafts);
    let described = described(text, mentions, lexicon);
    recall::recall(text, mentions, &described, lexicon, &mut drafts);
    let mut entities: Vec<Entity> = drafts.into_items().filter_map(entity).collect();
    entities.sort_by_key(|entity| entity.mentions[0]);
    Layer::new("entities", 1, entities)
}

fn entity(mut draft: Draft) -> Option<Entity> {
    draft.mentions.sort_unstable();
    let mentions: Vec<Id<Mention>> = draft.mentions.iter().map(|at| Id::new(*at)).collect();
    let fullest = (0..draft.names.len()).max_by_key(|at| (fullness(&draft.names[*at]), std::cmp::Reverse(*at)))?;
    let name = draft.names.remove(fullest);
    (!mentions.is_empty()).then_some(Entity { kind: draft.kind, name, aliases: draft.names, mentions })
}

/// Words, then letters; an abbreviation ("U.S.") is never the fullest.
fn fullness(name: &str) -> (usize, usize) {
    (name.split(' ').count(), name.chars().filter(|c| c.is_alphabetic()).count())
}
