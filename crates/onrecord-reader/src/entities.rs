//! Which mentions are the same within one document. What stays unsure stays apart: no entity is better than a wrong one.

mod draft;
mod names;
mod resolver;

pub use resolver::Resolver;

use draft::{Draft, Drafts};

use crate::{lexicon::Lexicon, model::*, syntax::Text};

/// Gathers mentions into entities.
pub fn entities(text: &Text, mentions: &Layer<Mention>, _head: &Head, lexicon: &Lexicon) -> Layer<Entity> {
    let mut drafts = Drafts::new(mentions.len());
    names::gather(text, mentions, lexicon, &mut drafts);
    collectives(text, mentions, &mut drafts);
    let mut entities: Vec<Entity> = drafts.into_items().filter_map(entity).collect();
    entities.sort_by_key(|entity| entity.mentions[0]);
    Layer::new("entities", 1, entities)
}

/// "Russian officials", "police": many people without a name, gathered by their words.
fn collectives(text: &Text, mentions: &Layer<Mention>, drafts: &mut Drafts) {
    let mut by_words: rustc_hash::FxHashMap<&str, usize> = rustc_hash::FxHashMap::default();
    for (at, mention) in mentions.items().iter().enumerate() {
        if mention.form != MentionForm::Nominal || mention.kind != Some(EntityKind::Group) || drafts.of(at).is_some() {
            continue;
        }
        let words = text.lower_of(mention.span);
        let words =
            ["the ", "some ", "many ", "several "].iter().find_map(|it| words.strip_prefix(it)).unwrap_or(words);
        let draft = *by_words.entry(words).or_insert_with(|| {
            let mut draft = Draft::new(EntityKind::Group);
            let start = mention.span.end() - words.len();
            draft.add_name(names::flat(text.of(Span::new(start, mention.span.end()))));
            drafts.begin(draft)
        });
        drafts.join(at, draft);
    }
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
