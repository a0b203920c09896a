//! What persons are, as the text says in passing: titles, appositions, "X is the head of Y".

use crate::{
    entities::described::{Described, described},
    lexicon::Lexicon,
    model::*,
    syntax::Text,
};

/// Reads roles and affiliations.
pub fn roles(
    text: &Text,
    mentions: &Layer<Mention>,
    entities: &Layer<Entity>,
    lexicon: &Lexicon,
) -> Layer<RoleMention> {
    let mut entity_of = vec![None; mentions.len()];
    for (id, entity) in entities.iter() {
        for mention in &entity.mentions {
            entity_of[mention.index()] = Some(id);
        }
    }
    let mut found: Vec<RoleMention> = Vec::new();
    for it in described(text, mentions, lexicon) {
        let Some(person) = entity_of[it.person] else { continue };
        if it.words.is_empty() || entities.get(person).kind != EntityKind::Person {
            continue;
        }
        let body = it.body.and_then(|body| entity_of[body]).filter(|body| *body != person);
        let organization = body.or_else(|| land(entities, it.land.as_deref()?));
        if lexicon.accusing.accuses(text, it.head) || lexicon.accusing.hedged(text, it.phrase.clone()) {
            continue;
        }
        let words = lexicon.accusing.untainted(text, it.words.clone());
        let role = text.of(text.span_of(words)).split_whitespace().collect::<Vec<_>>().join(" ");
        let same = |other: &RoleMention| {
            other.role.person == person
                && other.role.role.eq_ignore_ascii_case(&role)
                && (organization.is_none() || other.role.organization == organization)
        };
        if !found.iter().any(same) {
            found.push(RoleMention { role: Role { person, role, organization }, span: span(text, mentions, &it) });
        }
    }
    found.sort_by_key(|it| it.span);
    Layer::new("roles", 1, found)
}

/// The role's words with the body they name.
fn span(text: &Text, mentions: &Layer<Mention>, it: &Described) -> Span {
    let words = text.span_of(it.words.clone());
    it.body.map_or(words, |body| words.hull(mentions.items()[body].span))
}

/// The entity of a land that the text itself names: "Russian" says where, but only a "Russia" makes it an entity.
fn land(entities: &Layer<Entity>, land: &str) -> Option<Id<Entity>> {
    let is_named = |entity: &Entity| {
        entity.kind == EntityKind::Place
            && (entity.name.to_lowercase() == land || entity.aliases.iter().any(|alias| alias.to_lowercase() == land))
    };
    entities.iter().find(|(_, entity)| is_named(entity)).map(|(id, _)| id)
}

/// A role before it is known who vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleMention {
    /// What it says.
    pub role: Role,
    /// The words.
    pub span: Span,
}

/// Ties each role to the innermost statement its words stand in.
pub fn attributed(roles: Layer<RoleMention>, statements: &Layer<Statement>) -> Layer<Attributed<Role>> {
    let tie = |it: RoleMention| Attributed::new(it.role, it.span, crate::statements::voucher(statements, it.span));
    Layer::new("roles", 0, roles.into_items().into_iter().map(tie).collect())
}
