//! The layers one document's incidents are read from, with the look-ups every part needs.

use rustc_hash::FxHashMap;

use super::tables::{Side, Tables};
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

    /// What a noun is, as the thing it names.
    pub(crate) fn thing(&self, head: usize) -> Option<Thing> {
        let head = self.whole(head);
        let tag = self.text.tag(head);
        if matches!(tag, Tag::Prp | Tag::PrpPoss | Tag::Wp | Tag::Wdt) {
            return self.pronoun(head);
        }
        if let Some((at, mention)) = self.name_at(head) {
            return Some(self.named(at, mention));
        }
        if let Some((at, mention)) = self.apposed_name(head) {
            let mut thing = self.named(at, mention);
            thing.class = self.tables.nouns.get(self.text.lower(head)).and_then(|noun| noun.class).or(thing.class);
            return Some(thing);
        }
        (tag.is_noun() || matches!(tag, Tag::Cd | Tag::Jj | Tag::Vbg | Tag::Vbn | Tag::Xx | Tag::Fw))
            .then(|| self.described(head))
    }

    /// "the front of the bank", "branch offices of the bank": the whole of a part.
    fn whole(&self, head: usize) -> usize {
        let text = self.text;
        // "in front of the bank", not "the Orran Front".
        let before = head > 0 && text.lower(head) == "front" && text.lower(head - 1) == "in";
        if !(before || self.tables.does(text.lower(head), "part")) {
            return head;
        }
        let of = |place: &usize| {
            text.arc(*place) == Arc::Nmod
                && *place > head
                && text.child(*place, Arc::Case).is_some_and(|case| text.lower(case) == "of")
        };
        text.children(head).find(of).unwrap_or(head)
    }

    /// "a senator, Ruth Ames": the name of a person in apposition to a description of one.
    fn apposed_name(&self, head: usize) -> Option<(usize, &'a Mention)> {
        let human = self.tables.nouns.get(self.text.lower(head)).is_some_and(|noun| noun.kind == TargetKind::Human);
        let apposed = self.text.children(head).find(|place| self.text.arc(*place) == Arc::Appos && *place > head);
        let found = apposed.filter(|_| human).and_then(|place| self.name_at(place))?;
        (found.1.kind == Some(EntityKind::Person)).then_some(found)
    }

    /// "it", "we" inside a statement whose pronoun nothing resolves: the speaker.
    fn speaker_of(&self, head: usize) -> Option<Id<Entity>> {
        let id = self.innermost(self.text.span(head))?;
        let statement = self.statements.get(id);
        let speaker = statement.speaker.entity?;
        let person = self.entities.get(speaker).kind == EntityKind::Person;
        let fits = match (self.text.lower(head), statement.manner) {
            ("i", Manner::Direct | Manner::Mixed) | ("he" | "she", Manner::Indirect) => person,
            ("we", Manner::Direct | Manner::Mixed) | ("it" | "they", Manner::Indirect) => !person,
            _ => false,
        };
        fits.then_some(speaker)
    }

    fn pronoun(&self, head: usize) -> Option<Thing> {
        let entity = self.entity(head).or_else(|| self.speaker_of(head))?;
        let it = self.entities.get(entity);
        let mut thing = self.of_kind(head, it.kind);
        let words = it.name.to_lowercase();
        let last = words.rsplit(' ').next().unwrap_or_default();
        if let Some(noun) = self.tables.nouns.get(words.as_str()).or_else(|| self.tables.nouns.get(last)) {
            thing.class = thing.class.or(noun.class);
            thing.side = noun.side;
        }
        thing.name = it.name.clone();
        thing.named = it.mentions.iter().any(|id| self.mentions.get(*id).form == MentionForm::Name);
        thing.entity = Some(entity);
        thing.pronoun = true;
        Some(thing)
    }

    fn of_kind(&self, head: usize, kind: EntityKind) -> Thing {
        let what = match kind {
            EntityKind::Person | EntityKind::Group => What::Human,
            EntityKind::Organization => What::Organization,
            EntityKind::Place => What::Place,
            EntityKind::Event | EntityKind::Work | EntityKind::Product => What::Other,
        };
        Thing {
            head,
            span: self.text.span(head),
            name: String::new(),
            what,
            class: (kind == EntityKind::Person || kind == EntityKind::Group).then_some("civilian"),
            side: Side::None,
            named: false,
            entity: None,
            number: (kind == EntityKind::Person).then_some((1, Some(1))),
            pronoun: false,
            group: kind == EntityKind::Group,
        }
    }

    fn named(&self, at: usize, mention: &Mention) -> Thing {
        let mut thing = self.of_kind(at, mention.kind.unwrap_or(EntityKind::Organization));
        thing.span = mention.span;
        thing.name = self.text.of(mention.span).to_owned();
        thing.named = true;
        thing.entity = self.entity(at);
        let places = self.text.places_in(mention.span);
        if thing.what == What::Human {
            if let Some(class) = self.title_class(at, places.start) {
                thing.class = Some(class);
            }
        } else {
            let last = places.end.saturating_sub(1);
            let noun = places.clone().rev().find_map(|place| self.tables.nouns.get(self.text.lower(place)));
            if let Some(noun) = self.tables.nouns.get(self.text.lower(last)).or(noun) {
                thing.side = noun.side;
                if noun.kind == TargetKind::Physical {
                    thing.what = if thing.what == What::Organization { What::Organization } else { What::Physical };
                    thing.class = noun.class;
                }
            }
        }
        thing
    }

    /// The class of the title before a name or the apposition after it: "Mayor Ann Fox", "Ann Fox, a judge".
    fn title_class(&self, head: usize, start: usize) -> Option<&'static str> {
        let sentence = self.text.places(self.text.sentence_of(head));
        let before = (sentence.start.max(start.saturating_sub(5))..start).rev();
        let mut class = None;
        for place in before {
            let tag = self.text.tag(place);
            if !(tag.is_noun() || tag == Tag::Jj || tag == Tag::Hyph) {
                break;
            }
            if let Some(noun) = self.tables.nouns.get(self.text.lower(place))
                && noun.kind == TargetKind::Human
                && noun.class.is_some()
            {
                class = noun.class;
                break;
            }
        }
        let appositions = || self.text.children(head).filter(|place| self.text.arc(*place) == Arc::Appos);
        let after = || {
            appositions().find_map(|place| self.tables.nouns.get(self.text.lower(place)).and_then(|noun| noun.class))
        };
        class.or_else(after)
    }

    /// A name in capitals that no mention holds: the proper nouns after a title ("COLONEL LUIS RIVAS").
    fn shouted(&self, head: usize, places: &std::ops::Range<usize>) -> Option<Thing> {
        let text = self.text;
        if !text.tag(head).is_proper()
            || !self.is_shouted(text.span(head))
            || self.tables.nouns.contains_key(text.lower(head))
        {
            return None;
        }
        let title = places.clone().rev().find(|place| self.tables.nouns.contains_key(text.lower(*place)));
        let Some(title) = title else { return self.shouted_person(head, places) };
        let noun = self.tables.nouns.get(text.lower(title))?;
        let name = title + 1..head + 1;
        if noun.kind != TargetKind::Human || name.clone().any(|place| !text.tag(place).is_proper()) {
            return None;
        }
        let mut thing = self.of_kind(head, EntityKind::Person);
        thing.span = text.span_of(name);
        thing.name = text.of(thing.span).to_owned();
        thing.named = true;
        thing.class = noun.class.or(thing.class);
        Some(thing)
    }

    /// Two to four proper nouns in capitals without a title: a person, where nothing says otherwise.
    fn shouted_person(&self, head: usize, places: &std::ops::Range<usize>) -> Option<Thing> {
        let text = self.text;
        let proper = places.clone().all(|place| text.tag(place).is_proper() && text.lower(place).len() > 1);
        let known = self.tables.countries.contains_key(text.lower_of(text.span_of(places.clone())));
        if !proper || known || !(2..=4).contains(&places.len()) || places.end != head + 1 {
            return None;
        }
        let mut thing = self.of_kind(head, EntityKind::Person);
        thing.span = text.span_of(places.clone());
        thing.name = text.of(thing.span).to_owned();
        thing.named = true;
        Some(thing)
    }

    fn described(&self, head: usize) -> Thing {
        let places = self.phrase(head);
        if let Some(name) = self.shouted(head, &places) {
            return name;
        }
        let places = self.past_time(places, head);
        let span = self.text.span_of(places.clone());
        let (noun, weapon, known) = self.looked_up(&places, head);
        let what = match (noun, weapon) {
            (Some(noun), _) => match noun.kind {
                TargetKind::Human => What::Human,
                TargetKind::Physical => What::Physical,
                TargetKind::Organization => What::Organization,
            },
            (None, true) => What::Weapon,
            (None, false) if self.tables.abstracts.contains(self.text.lower(head)) => What::Abstract,
            (None, false) => self.of_trigger(head),
        };
        let plural =
            self.text.tag(head) == Tag::Nns || self.text.tag(head) == Tag::Nnps || is_plural(self.text.lower(head));
        Thing {
            head,
            span,
            name: self.text.of(span).to_owned(),
            what,
            class: noun.and_then(|noun| noun.class).or(known),
            side: noun.map_or(Side::None, |noun| noun.side),
            named: false,
            entity: self.entity(head),
            number: self.number(head, &places, plural),
            pronoun: false,
            group: false,
        }
    }

    /// A phrase without the date it begins with: "In November 2021 gunmen attacked".
    fn past_time(&self, mut places: std::ops::Range<usize>, head: usize) -> std::ops::Range<usize> {
        let start = self.text.span(places.start).start();
        let items = self.times.items();
        let at = items.partition_point(|time| time.span.end() <= start);
        let dated = items.get(at).filter(|time| time.span.start() <= start && matches!(time.kind, TimeType::Date));
        let after = dated.map(|time| self.text.places_in(time.span).end);
        if let Some(after) = after.filter(|after| *after <= head) {
            places.start = places.start.max(after);
        }
        places
    }

    fn of_trigger(&self, head: usize) -> What {
        let rows = self.tables.single.get(self.text.lower(head));
        let noun = rows.is_some_and(|rows| rows.iter().any(|(row, _)| !self.tables.rows[*row as usize].verb));
        if noun { What::Incident } else { What::Other }
    }

    /// The row of the longest end of a phrase ("police station" before "station"), whether a weapon, and a weapon's class.
    fn looked_up(
        &self,
        places: &std::ops::Range<usize>,
        head: usize,
    ) -> (Option<super::tables::Noun>, bool, Option<&'static str>) {
        const LONGEST: usize = 5;
        for length in (1..=LONGEST.min(head + 1 - places.start)).rev() {
            let words = self.text.lower_of(self.text.span_of(head + 1 - length..head + 1));
            if let Some(weapon) = self.tables.weapons.get(words) {
                return (None, true, Some(weapon.class));
            }
            if let Some(noun) = self.tables.nouns.get(words) {
                return (Some(*noun), false, None);
            }
        }
        (None, false, None)
    }

    /// The places of a described thing: its modifiers without articles, up to its head; "members of the front" whole.
    pub(crate) fn phrase(&self, head: usize) -> std::ops::Range<usize> {
        const MAX_BEFORE: usize = 7;
        let text = self.text;
        let sentence = text.places(text.sentence_of(head));
        let mut start = head;
        while start > sentence.start && head - start < MAX_BEFORE {
            let tag = text.tag(start - 1);
            let word = text.lower(start - 1);
            let part = tag.is_noun()
                || matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::Hyph | Tag::Pos | Tag::Afx)
                || matches!(tag, Tag::Vbn | Tag::Vbg) && text.arc(start - 1) == Arc::Amod
                || word == "-";
            let hedge = self.tables.is(word, "hedge") || self.tables.is(word, "maybe");
            if !part
                || hedge
                || matches!(word, "other" | "several" | "many" | "such" | "few" | "more" | "most" | "same")
            {
                break;
            }
            start -= 1;
        }
        while start < head && matches!(text.tag(start), Tag::Pos | Tag::Cd | Tag::Hyph) {
            start += 1;
        }
        let partitive = matches!(
            text.lower(head),
            "members" | "member" | "group" | "groups" | "column" | "band" | "units" | "squad" | "elements"
        );
        let of = (head + 1 < sentence.end && partitive && text.lower(head + 1) == "of").then_some(head + 2);
        let end = of.and_then(|first| self.end_of_name(first, sentence.end)).unwrap_or(head + 1);
        start..end
    }

    fn end_of_name(&self, first: usize, end: usize) -> Option<usize> {
        const MAX_AFTER: usize = 8;
        let (at, mention) =
            (first..end.min(first + MAX_AFTER)).find_map(|place| self.mention(place).map(|it| (place, it)))?;
        (mention.form == MentionForm::Name).then(|| self.text.places_in(mention.span).end.max(at + 1))
    }

    /// How many a phrase says: the number before the head; one for a singular.
    fn number(&self, head: usize, places: &std::ops::Range<usize>, plural: bool) -> Option<(u64, Option<u64>)> {
        let stated = self.text.children(head).filter(|place| self.text.arc(*place) == Arc::Nummod);
        let before = places.start.saturating_sub(1)..head;
        let stated: Vec<usize> = stated.chain(before.filter(|place| self.text.tag(*place) == Tag::Cd)).collect();
        let value = stated.iter().find_map(|place| small_number(self.text.lower(*place)));
        match value {
            Some(number) if number > 0 => Some((number, Some(number))),
            Some(_) => None,
            None => (!plural).then_some((1, Some(1))),
        }
    }
}

fn is_plural(word: &str) -> bool {
    word.ends_with("men") || matches!(word, "people" | "children" | "police" | "troops" | "personnel" | "population")
}

/// A number in digits or a small number word.
pub(crate) fn small_number(word: &str) -> Option<u64> {
    const WORDS: [&str; 21] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    if let Some(at) = WORDS.iter().position(|it| *it == word) {
        return u64::try_from(at).ok();
    }
    let digits: String = word.chars().filter(|c| *c != ',').collect();
    (digits.len() <= 9 && !digits.is_empty()).then(|| digits.parse().ok()).flatten()
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

/// What a noun phrase names.
#[derive(Debug, Clone)]
pub(crate) struct Thing {
    /// Its head word.
    pub(crate) head: usize,
    /// Its words.
    pub(crate) span: Span,
    /// Its name or its words.
    pub(crate) name: String,
    /// What it is.
    pub(crate) what: What,
    /// A class of `data/targets.tsv` or `data/weapons.tsv`.
    pub(crate) class: Option<&'static str>,
    /// On whose side it acts.
    pub(crate) side: Side,
    /// Whether a proper name.
    pub(crate) named: bool,
    /// Who it is.
    pub(crate) entity: Option<Id<Entity>>,
    /// How many.
    pub(crate) number: Option<(u64, Option<u64>)>,
    /// Whether a pronoun stands for it.
    pub(crate) pronoun: bool,
    /// Whether a people or following.
    pub(crate) group: bool,
}

/// The sorts of things a noun phrase names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum What {
    /// People.
    Human,
    /// A thing or building.
    Physical,
    /// A body.
    Organization,
    /// A place on the map.
    Place,
    /// A weapon.
    Weapon,
    /// An incident.
    Incident,
    /// Nothing that can be hit.
    Abstract,
    /// Anything else.
    Other,
}
