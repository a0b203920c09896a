//! Who speaks: from the source's words to an entity or a short description.

use std::ops::Range;

use super::draft::Draft;
use crate::{entities::Resolver, lexicon::Table, model::*, syntax::Text};

/// What speakers are resolved with.
pub(super) struct Voices<'a, 't> {
    pub text: &'a Text<'t>,
    pub mentions: &'a Layer<Mention>,
    pub entities: &'a Layer<Entity>,
    pub resolver: &'a Resolver,
    pub nouns: &'a Table,
}

/// The speaker of a draft, given the voice before it.
pub(super) fn speaker(voices: &Voices, draft: &Draft, before: Option<&Speaker>) -> Speaker {
    let Some(head) = draft.source_head.filter(|_| !draft.source.is_empty()) else { return Speaker::default() };
    let text = voices.text;
    let kind = voices.nouns.get(text.lower(head)).and_then(|cells| cells.first()).map(String::as_str);
    if kind == Some("relay") {
        if let Some(found) = relayed(voices, &draft.source, head) {
            return found;
        }
    }
    if matches!(text.tag(head), Tag::Wp | Tag::Wdt) {
        return relative(voices, head);
    }
    let named = named_inside(voices, &draft.source, head);
    let entity = named.or_else(|| voices.resolver.entity_at(head));
    if matches!(text.tag(head), Tag::Prp | Tag::PrpPoss) {
        return pronoun(voices, head, entity, before);
    }
    if let Some(entity) = entity {
        return of_entity(voices, entity, kind);
    }
    described(voices, &draft.source, head, kind)
}

/// A name that is the source itself: its head, or an apposition of it ("the spokeswoman, Jane Roe").
fn named_inside(voices: &Voices, source: &Range<usize>, head: usize) -> Option<Id<Entity>> {
    let text = voices.text;
    let named = |place: usize| {
        let mention = voices.resolver.mention_at(place)?;
        (voices.mentions.get(mention).form == MentionForm::Name).then(|| voices.resolver.entity_of(mention)).flatten()
    };
    let own = named(head).filter(|_| voices.resolver.headed_at(head).is_some() || text.tag(head).is_proper());
    let apposed =
        source.clone().filter(|at| text.head(*at) == Some(head) && matches!(text.arc(*at), Arc::Appos | Arc::Flat));
    own.or_else(|| apposed.filter_map(named).find(|entity| voices.entities.get(*entity).kind == EntityKind::Person))
}

/// "a spokeswoman for the Council": the council speaks. "the Council spokeswoman, Jane Roe": Jane Roe does.
fn relayed(voices: &Voices, source: &Range<usize>, head: usize) -> Option<Speaker> {
    let text = voices.text;
    if let Some(person) = named_inside(voices, source, head) {
        if voices.entities.get(person).kind == EntityKind::Person {
            return Some(of_entity(voices, person, None));
        }
    }
    let body = (head + 1..source.end).find(|at| matches!(text.lower(*at), "for" | "of" | "at" | "with"))? + 1;
    let places = body..source.end;
    let mention = voices.resolver.mention_in(text, voices.mentions, text.span_of(places.clone()));
    let entity = mention.and_then(|mention| voices.resolver.entity_of(mention));
    if let Some(entity) = entity.filter(|entity| voices.entities.get(*entity).kind != EntityKind::Person) {
        return Some(of_entity(voices, entity, None));
    }
    (!places.is_empty()).then(|| Speaker {
        entity: None,
        name: Some(bare(text, places)),
        kind: SpeakerKind::Collective,
    })
}

fn relative(voices: &Voices, at: usize) -> Speaker {
    let text = voices.text;
    let verb = text.head(at);
    let noun = verb.filter(|verb| matches!(text.arc(*verb), Arc::AclRelcl | Arc::Acl)).and_then(|verb| text.head(verb));
    let noun = noun.or_else(|| at.checked_sub(1));
    let Some(noun) = noun else { return Speaker::default() };
    match voices.resolver.entity_at(noun) {
        Some(entity) => of_entity(voices, entity, None),
        None => described(voices, &(noun..noun + 1), noun, None),
    }
}

fn pronoun(voices: &Voices, at: usize, entity: Option<Id<Entity>>, before: Option<&Speaker>) -> Speaker {
    if let Some(entity) = entity {
        return of_entity(voices, entity, None);
    }
    let word = voices.text.lower(at);
    let fits = |speaker: &&Speaker| match word {
        "he" | "she" => matches!(speaker.kind, SpeakerKind::Named | SpeakerKind::Role),
        "they" | "we" => speaker.kind == SpeakerKind::Collective,
        "it" => speaker.kind == SpeakerKind::Document || speaker.kind == SpeakerKind::Collective,
        _ => false,
    };
    before.filter(fits).cloned().unwrap_or_default()
}

pub(super) fn of_entity(voices: &Voices, id: Id<Entity>, kind: Option<&str>) -> Speaker {
    let entity = voices.entities.get(id);
    let named = entity.mentions.iter().any(|it| voices.mentions.get(*it).form == MentionForm::Name);
    let kind = match (named, kind) {
        (true, _) => SpeakerKind::Named,
        (false, Some("document")) => SpeakerKind::Document,
        (false, Some("role")) => SpeakerKind::Role,
        (false, Some("person")) => SpeakerKind::Unnamed,
        (false, _) if entity.kind == EntityKind::Person => SpeakerKind::Role,
        (false, _) => SpeakerKind::Collective,
    };
    Speaker { entity: Some(id), name: Some(entity.name.clone()), kind }
}

/// A source without a name: its own words, short.
fn described(voices: &Voices, source: &Range<usize>, head: usize, kind: Option<&str>) -> Speaker {
    let text = voices.text;
    let kind = match kind {
        Some("document") => SpeakerKind::Document,
        Some("collective") => SpeakerKind::Collective,
        Some("person") => SpeakerKind::Unnamed,
        Some(_) if text.tag(head) != Tag::Nns => SpeakerKind::Role,
        _ if matches!(text.tag(head), Tag::Nns | Tag::Nnps | Tag::Cd | Tag::Dt) => SpeakerKind::Collective,
        _ if text.tag(head).is_proper() => SpeakerKind::Named,
        _ => SpeakerKind::Role,
    };
    // Up to the first comma, relative clause or clause: a short phrase.
    let stop = (head + 1..source.end).find(|at| {
        matches!(text.word(*at), "," | "(" | "—" | "--")
            || matches!(text.tag(*at), Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Vbg)
    });
    let places = source.start.min(head)..stop.unwrap_or(source.end);
    Speaker { entity: None, name: Some(bare(text, places)), kind }
}

/// The words without a leading article.
fn bare(text: &Text, places: Range<usize>) -> String {
    let mut start = places.start;
    while start + 1 < places.end
        && matches!(text.lower(start), "the" | "a" | "an" | "," | "its" | "his" | "her" | "their")
    {
        start += 1;
    }
    text.of(text.span_of(start..places.end.max(start + 1))).split_whitespace().collect::<Vec<_>>().join(" ")
}
