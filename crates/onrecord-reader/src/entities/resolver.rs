//! Which entity the words at a place refer to: the look-up other stages use. Knows nothing of how entities came about.

use crate::{model::*, syntax::Text};

const NONE: u32 = u32::MAX;

/// Constant-time look-ups from token places to mentions and entities. Make it once per document.
#[derive(Debug, Clone)]
pub struct Resolver {
    /// For each token, the smallest mention that covers it.
    covering: Vec<u32>,
    /// For each token, the mention whose head it is.
    headed: Vec<u32>,
    /// For each mention, its entity.
    entity: Vec<u32>,
}

impl Resolver {
    /// Indexes the mentions and entities of a document.
    pub fn new(text: &Text, mentions: &Layer<Mention>, entities: &Layer<Entity>) -> Self {
        let mut covering = vec![NONE; text.tokens.len()];
        let mut headed = vec![NONE; text.tokens.len()];
        let mut order: Vec<u32> = (0..u32::try_from(mentions.len()).unwrap_or(NONE)).collect();
        // Wider mentions first, so that the smallest that covers a token stays.
        order.sort_by_key(|at| std::cmp::Reverse(mentions.items()[*at as usize].span.len()));
        for at in order {
            let mention = &mentions.items()[at as usize];
            for place in text.places_in(mention.span) {
                covering[place] = at;
            }
            if let Some(slot) = headed.get_mut(mention.head as usize) {
                *slot = at;
            }
        }
        let mut entity = vec![NONE; mentions.len()];
        for (id, it) in entities.iter() {
            for mention in &it.mentions {
                entity[mention.index()] = u32::try_from(id.index()).unwrap_or(NONE);
            }
        }
        Self { covering, headed, entity }
    }
    /// The mention whose head stands at a token place, else the smallest one that covers the place.
    pub fn mention_at(&self, place: usize) -> Option<Id<Mention>> {
        let of = |places: &[u32]| places.get(place).copied().filter(|at| *at != NONE).map(|at| Id::new(at as usize));
        of(&self.headed).or_else(|| of(&self.covering))
    }
    /// The mention whose head stands exactly at a token place.
    pub fn headed_at(&self, place: usize) -> Option<Id<Mention>> {
        self.headed.get(place).copied().filter(|at| *at != NONE).map(|at| Id::new(at as usize))
    }
    /// The entity a mention belongs to; `None` where it stays open whom it means.
    pub fn entity_of(&self, mention: Id<Mention>) -> Option<Id<Entity>> {
        self.entity.get(mention.index()).copied().filter(|at| *at != NONE).map(|at| Id::new(at as usize))
    }
    /// The entity the word at a token place refers to.
    pub fn entity_at(&self, place: usize) -> Option<Id<Entity>> {
        self.mention_at(place).and_then(|mention| self.entity_of(mention))
    }
    /// The mention a span of text is about: the widest one inside it whose head the span's own head word is,
    /// else the first name inside, else the first mention inside.
    pub fn mention_in(&self, text: &Text, mentions: &Layer<Mention>, span: Span) -> Option<Id<Mention>> {
        let places = text.places_in(span);
        let top = places.clone().find(|place| text.head(*place).is_none_or(|head| !places.contains(&head)));
        if let Some(found) = top.and_then(|place| self.headed_at(place)) {
            return Some(found);
        }
        let inside = || places.clone().filter_map(|place| self.headed_at(place));
        let name = inside().find(|id| mentions.get(*id).form == MentionForm::Name);
        name.or_else(|| inside().next())
    }
    /// The entity a span of text is about.
    pub fn entity_in(&self, text: &Text, mentions: &Layer<Mention>, span: Span) -> Option<Id<Entity>> {
        self.mention_in(text, mentions, span).and_then(|mention| self.entity_of(mention))
    }
}
