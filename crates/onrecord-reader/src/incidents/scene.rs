//! The layers one document's incidents are read from, with the look-ups every part needs.

use rustc_hash::FxHashMap;

use super::tables::Tables;
use crate::{model::*, syntax::Text};

/// The lower layers and the tables, indexed by token place.
pub(crate) struct Scene<'a> {
    /// The words.
    pub(crate) text: &'a Text<'a>,
    /// Names, descriptions, pronouns.
    pub(crate) mentions: &'a Layer<Mention>,
    /// Who they are.
    pub(crate) entities: &'a Layer<Entity>,
    /// Who says what.
    pub(crate) statements: &'a Layer<Statement>,
    /// When.
    pub(crate) times: &'a Layer<TimeExpression>,
    /// What words mean.
    pub(crate) tables: &'a Tables,
    mention_at: Vec<u32>,
    entity_of: Vec<u32>,
    contents: Vec<(Span, u32)>,
    cue: Vec<bool>,
    source: Vec<bool>,
    lands: FxHashMap<String, Id<Entity>>,
    /// The last day the text can have been published, in days since 1970.
    pub(crate) published: Option<i64>,
}

/// How many statements before a span are looked through for one that covers it.
const MAX_COVERING: usize = 48;

impl<'a> Scene<'a> {
    /// Gathers the layers.
    pub(crate) fn new(
        text: &'a Text<'a>,
        mentions: &'a Layer<Mention>,
        entities: &'a Layer<Entity>,
        statements: &'a Layer<Statement>,
        times: &'a Layer<TimeExpression>,
        tables: &'a Tables,
    ) -> Self {
        let mut mention_at = vec![0; text.tokens.len()];
        for (id, mention) in mentions.iter() {
            if let Some(slot) = mention_at.get_mut(mention.head as usize) {
                *slot = u32::try_from(id.index() + 1).unwrap_or(0);
            }
        }
        let mut entity_of = vec![0; mentions.len()];
        for (id, entity) in entities.iter() {
            for mention in &entity.mentions {
                if let Some(slot) = entity_of.get_mut(mention.index()) {
                    *slot = u32::try_from(id.index() + 1).unwrap_or(0);
                }
            }
        }
        let mut contents: Vec<(Span, u32)> = Vec::new();
        for (id, statement) in statements.iter() {
            let at = u32::try_from(id.index()).unwrap_or(0);
            // "an organization known as the Front" is nobody's statement.
            let naming = statement.class == "know"
                && statement.content.first().is_some_and(|it| text.lower_of(*it).starts_with("as "));
            contents.extend(statement.content.iter().filter(|_| !naming).map(|span| (*span, at)));
        }
        contents.sort();
        let mut source = vec![false; text.tokens.len()];
        for span in statements.items().iter().flat_map(|it| it.source.iter()) {
            text.places_in(*span).for_each(|place| source[place] = true);
        }
        let mut cue = vec![false; text.tokens.len()];
        for span in statements.items().iter().flat_map(|it| it.cue.iter()) {
            text.places_in(*span).for_each(|place| cue[place] = true);
        }
        Self {
            text,
            mentions,
            entities,
            statements,
            times,
            tables,
            mention_at,
            entity_of,
            contents,
            cue,
            source,
            lands: lands(entities),
            published: text.document.published.as_ref().and_then(Edtf::latest).or_else(|| anchored(times)),
        }
    }

    /// The innermost statement whose content covers a span, else the outlet.
    pub(crate) fn voucher(&self, span: Span) -> Voucher {
        self.innermost(span).map_or(Voucher::Outlet, Voucher::Statement)
    }

    /// The innermost statement whose content covers a span.
    pub(crate) fn innermost(&self, span: Span) -> Option<Id<Statement>> {
        let end = self.contents.partition_point(|(content, _)| content.start() <= span.start());
        let near = self.contents[..end].iter().rev().take(MAX_COVERING);
        let covering = near.filter(|(content, _)| content.contains(span));
        let best = covering.min_by_key(|(_, at)| self.statements.items()[*at as usize].content_hull().len());
        best.map(|(_, at)| Id::new(*at as usize))
    }

    /// Whether a span lies in the words that name the source of a statement ("Ann Fox, who shot the guard, said").
    pub(crate) fn is_source(&self, span: Span) -> bool {
        let places = self.text.places_in(span);
        places.clone().next().is_some_and(|place| self.source.get(place).copied().unwrap_or(false))
    }

    /// The place of that name in the document, lower case.
    pub(crate) fn land(&self, name: &str) -> Option<Id<Entity>> {
        self.lands.get(name).copied()
    }

    /// The country of a place by its name: its own, or of the city or region in it.
    pub(crate) fn country(&self, place: Id<Entity>) -> Option<&'static str> {
        let name = self.entities.get(place).name.to_lowercase();
        let known =
            |name: &str| self.tables.lands.get(name).copied().or_else(|| self.tables.countries.get(name).copied());
        known(&name).or_else(|| name.split(' ').find_map(known))
    }

    /// How exact a place is by its name: 0 not known to the tables, 1 a city or region, 2 a country.
    pub(crate) fn width(&self, place: Id<Entity>) -> u8 {
        let name = self.entities.get(place).name.to_lowercase();
        if self.tables.countries.contains_key(name.as_str()) {
            return 1;
        }
        2 * u8::from(self.tables.lands.contains(name.as_str()))
    }

    /// Whether a word is in the cue of a statement.
    pub(crate) fn is_cue(&self, place: usize) -> bool {
        self.cue.get(place).copied().unwrap_or(false)
    }

    /// The mention whose head stands at a place.
    pub(crate) fn mention(&self, place: usize) -> Option<&'a Mention> {
        let at = *self.mention_at.get(place)?;
        (at > 0).then(|| &self.mentions.items()[at as usize - 1])
    }

    /// The entity of the mention whose head stands at a place.
    pub(crate) fn entity(&self, place: usize) -> Option<Id<Entity>> {
        let at = *self.mention_at.get(place)?;
        let entity = *self.entity_of.get((at as usize).checked_sub(1)?)?;
        (entity > 0).then(|| Id::new(entity as usize - 1))
    }

    /// The name mention that covers a place, by its head or as part of the same name.
    pub(crate) fn name_at(&self, place: usize) -> Option<(usize, &'a Mention)> {
        const MAX_NAME: usize = 8;
        let places = self.text.places(self.text.sentence_of(place));
        let last = places.end.min(place + MAX_NAME);
        let first = places.start.max(place.saturating_sub(MAX_NAME));
        let covers = |at: &usize| {
            let mention = self.mention(*at);
            mention.is_some_and(|it| {
                it.form == MentionForm::Name && it.span.contains(self.text.span(place)) && self.is_credible(it)
            })
        };
        let at = (place..last).find(covers).or_else(|| (first..place).rev().find(covers))?;
        self.mention(at).map(|mention| (at, mention))
    }

    /// Whether the words of a name can be one: no verb, pronoun or adverb among them. Texts in capitals make names of sentences.
    fn is_credible(&self, mention: &Mention) -> bool {
        let places = self.text.places_in(mention.span);
        let odd = |place: usize| {
            let tag = self.text.tag(place);
            tag.is_verb() && tag != Tag::Vbn
                || matches!(tag, Tag::Prp | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Md | Tag::Rb | Tag::Ex)
        };
        if self.is_shouted(mention.span) {
            let last = places.end.saturating_sub(1);
            let common = matches!(self.text.tag(last), Tag::Nn | Tag::Nns)
                && self.tables.nouns.contains_key(self.text.lower(last));
            return !common && !places.clone().any(odd) && places.len() <= 9;
        }
        places.len() == 1 || !places.clone().any(odd)
    }

    /// Whether the words stand in capitals throughout their surroundings.
    pub(crate) fn is_shouted(&self, span: Span) -> bool {
        const AROUND: usize = 60;
        let raw = self.text.raw().as_bytes();
        let from = span.start().saturating_sub(AROUND);
        let to = raw.len().min(span.end() + AROUND);
        raw.get(from..to)
            .is_some_and(|bytes| bytes.iter().filter(|it| it.is_ascii_lowercase()).count() * 10 < to - from)
    }
}

/// About when the text was published: the latest day of "Friday", "yesterday" and the like in it.
fn anchored(times: &Layer<TimeExpression>) -> Option<i64> {
    let near = times.items().iter().filter(|time| time.anchor == Anchor::Published && time.kind == TimeType::Date);
    near.filter_map(|time| time.edtf.as_ref()?.exact_day()).max()
}

/// The places of a document by name.
fn lands(entities: &Layer<Entity>) -> FxHashMap<String, Id<Entity>> {
    const MAX_NAME: usize = 60;
    let places = entities.iter().filter(|(_, it)| it.kind == EntityKind::Place && it.name.len() < MAX_NAME);
    places.map(|(id, it)| (it.name.to_lowercase(), id)).collect()
}
