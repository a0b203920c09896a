//! Who speaks: the entity, name or description behind a source phrase, and behind none.

use std::ops::Range;

use super::{
    scene::{Draft, Scene},
    tables::kind,
    voice,
};
use crate::{
    entities::Resolver,
    mentions::{What, bit},
    model::*,
    roles::RoleMention,
};

/// Finds the speaker of each draft in text order.
pub(super) struct Speakers<'a> {
    pub scene: &'a Scene<'a>,
    pub mentions: &'a Layer<Mention>,
    pub entities: &'a Layer<Entity>,
    pub roles: &'a Layer<RoleMention>,
    pub resolver: Resolver,
    /// Speakers found so far, the last at the end, for pronouns and quotations that go on.
    pub past: Vec<Past>,
}

/// One speaker found before.
#[derive(Debug, Clone)]
pub(super) struct Past {
    speaker: Speaker,
    sentence: usize,
    pronoun: Option<&'static str>,
    /// The place of the noun the source is built on; `None` for pronouns.
    noun: Option<usize>,
}

impl Speakers<'_> {
    /// The speaker of one draft.
    ///
    /// A quotation that goes on is spoken by whoever spoke `before`.
    pub(super) fn of(&mut self, draft: &Draft, before: Option<&Speaker>) -> Speaker {
        let sentence = self.scene.text.sentence_of(draft.at);
        let (speaker, pronoun, noun) = match &draft.source {
            Some(source) => self.behind(source.clone(), sentence),
            None => (before.cloned().unwrap_or_default(), None, None),
        };
        if speaker.name.is_some() && self.scene.quotations.at(draft.at).is_none_or(|_| draft.cue.is_empty()) {
            self.past.push(Past { speaker: speaker.clone(), sentence, pronoun, noun });
        }
        speaker
    }
    fn behind(&self, mut source: Range<usize>, sentence: usize) -> (Speaker, Option<&'static str>, Option<usize>) {
        let scene = self.scene;
        // "Fox, who": Fox.
        if source.len() > 1 && matches!(scene.lower(source.end - 1), "who" | "which" | "that") {
            source.end -= 1;
            source = scene.trimmed(source);
        }
        if source.len() == 1 {
            let word = scene.lower(source.start);
            if let Some(pronoun) = pronoun(word).filter(|_| scene.text.word(source.start) != "US") {
                let speaker = self.pronoun(source.start, pronoun, sentence);
                return (self.typed(speaker, &source), Some(pronoun), None);
            }
        }
        if source.len() == 1 && stands_for(scene.lower(source.start)) {
            let held = self.resolver.entity_at(source.start);
            let speaker = held.map_or_else(Speaker::default, |id| {
                let mut speaker = self.entity(id, &source);
                speaker.name = Some(self.entities.get(id).name.clone());
                speaker
            });
            return (self.typed(speaker, &source), None, None);
        }
        let head = self.head(&source);
        if let Some(mut body) = self.body_spoken_for(source.clone()) {
            body.relayed_by = voice::relay(scene, &source);
            return (self.typed(body, &source), None, Some(head));
        }
        let mention = self.mention(&source, head);
        if let Some(id) = mention.and_then(|mention| self.resolver.entity_of(mention)) {
            let mut speaker = self.entity(id, &source);
            let hidden = scene.tables.is(scene.lower(head), kind::HIDDEN) && !scene.lower(head).starts_with("pe");
            if hidden && speaker.kind != SpeakerKind::Named {
                speaker.kind = SpeakerKind::Unnamed;
            }
            return (self.typed(speaker, &source), None, Some(head));
        }
        let named = || {
            self.by_surname(&source, head).or_else(|| self.apposed(&source, head)).map(|id| self.entity(id, &source))
        };
        let again = self.again(&source, head, sentence).or_else(named);
        let described = again.unwrap_or_else(|| self.described(source.clone(), head));
        (self.typed(described, &source), None, Some(head))
    }
    /// "the group Tidewater Front": the name that follows the noun without a comma.
    fn apposed(&self, source: &Range<usize>, head: usize) -> Option<Id<Entity>> {
        let after = head + 1..source.end;
        let name = after.clone().rev().find(|at| self.scene.tag(*at).is_some_and(Tag::is_proper))?;
        let joined =
            (head + 1..=name).all(|at| self.scene.tag(at).is_some_and(|tag| tag.is_proper() || tag == Tag::Dt));
        let mention = self.mention(&after, name).filter(|_| joined)?;
        self.resolver.entity_of(mention)
    }
    /// "Mr Fox" where the name was passed over: the only person named so.
    fn by_surname(&self, source: &Range<usize>, head: usize) -> Option<Id<Entity>> {
        let scene = self.scene;
        let titled = source.len() == 2 && head + 1 == source.end && scene.tag(head).is_some_and(Tag::is_proper);
        let title = titled && self.scene.names.title(scene.lower(source.start)).is_some();
        if !title {
            return None;
        }
        let word = scene.text.word(head);
        let is_one = |entity: &Entity| {
            entity.kind == EntityKind::Person && entity.name.rsplit(' ').next().is_some_and(|last| last == word)
        };
        let mut found = self.entities.iter().take(200).filter(|(_, entity)| is_one(entity)).map(|(id, _)| id);
        found.next().filter(|_| found.next().is_none())
    }
    /// "the official", "the spokeswoman": the last voice without a name that was called so.
    fn again(&self, source: &Range<usize>, head: usize, sentence: usize) -> Option<Speaker> {
        let scene = self.scene;
        let bare = source.end - source.start <= 2 && head + 1 == source.end && scene.lower(source.start) == "the";
        if !bare {
            return None;
        }
        let word = scene.lower(head);
        let same = |past: &&Past| {
            past.noun.is_some_and(|noun| scene.lower(noun) == word)
                && sentence.checked_sub(past.sentence).is_some_and(|gap| gap <= 15)
                && (past.speaker.kind != SpeakerKind::Named || past.speaker.relayed_by.is_some())
        };
        self.past.iter().rev().take(20).find(same).map(|past| past.speaker.clone())
    }
    /// "she", "they": what the entity layer holds, else the last speaker such a word can mean.
    fn pronoun(&self, at: usize, word: &'static str, sentence: usize) -> Speaker {
        if matches!(word, "i" | "we" | "you" | "me" | "us") {
            // Inside a quotation: whoever is quoted.
            return Speaker::default();
        }
        let held = self.resolver.entity_at(at);
        if let Some(id) = held {
            let id = self.subject_before(at, word, id).unwrap_or(id);
            let mut speaker = self.entity(id, &(at..at + 1));
            if speaker.kind != SpeakerKind::Named {
                speaker.name = Some(self.entities.get(id).name.clone());
            }
            return speaker;
        }
        let many = word == "they";
        let fits = |past: &&Past| {
            let kind = past.speaker.entity.map(|id| self.entities.get(id).kind);
            let agrees = past
                .pronoun
                .is_none_or(|other| other == word || !matches!((other, word), ("he", "she") | ("she", "he")));
            agrees
                && sentence.checked_sub(past.sentence).is_some_and(|gap| gap <= 12)
                && match (word, kind) {
                    ("he" | "she", Some(kind)) => {
                        kind == EntityKind::Person && past.speaker.entity.is_none_or(|id| self.agrees(id, word))
                    }
                    ("he" | "she", None) => {
                        matches!(past.speaker.kind, SpeakerKind::Role | SpeakerKind::Unnamed | SpeakerKind::Named)
                    }
                    ("it", Some(kind)) => {
                        matches!(kind, EntityKind::Organization | EntityKind::Place) && sentence - past.sentence <= 1
                    }
                    ("it", None) => {
                        let one = past.noun.is_none_or(|at| !matches!(self.scene.tag(at), Some(Tag::Nns | Tag::Nnps)));
                        past.speaker.kind == SpeakerKind::Document && one && sentence - past.sentence <= 3
                    }
                    (_, Some(EntityKind::Organization)) => many && sentence - past.sentence <= 1,
                    (_, Some(kind)) => many && kind == EntityKind::Group,
                    (_, None) => {
                        let people = past.noun.is_some_and(|at| self.is_people(at));
                        many && past.speaker.kind == SpeakerKind::Collective && people && sentence - past.sentence <= 3
                    }
                }
        };
        let near = self.past.iter().rev().take(12).find(fits).map(|past| past.speaker.clone());
        let named = || matches!(word, "he" | "she").then(|| self.person_before(at)).flatten();
        near.filter(|_| !matches!(word, "he" | "she") || self.person_between(at).is_none())
            .or_else(named)
            .or_else(|| self.past.iter().rev().take(12).find(fits).map(|past| past.speaker.clone()))
            .unwrap_or_default()
    }
    /// "Fox spoke about Hale. He said": the person the sentence before is about, where `held` is only spoken of in it.
    fn subject_before(&self, at: usize, word: &str, held: Id<Entity>) -> Option<Id<Entity>> {
        let text = self.scene.text;
        if !matches!(word, "he" | "she") {
            return None;
        }
        let here = text.sentence_of(at);
        let before = text.places(here.checked_sub(1)?);
        if text.places(here).start != at || text.sentences.items()[here].block != text.sentences.items()[here - 1].block
        {
            return None;
        }
        let mut subject = None;
        for place in before.take(60) {
            let Some(mention) = self.resolver.headed_at(place) else { continue };
            let Some(id) = self.resolver.entity_of(mention) else { continue };
            let person = self.entities.get(id).kind == EntityKind::Person;
            let top = matches!(text.arc(place), Arc::Nsubj)
                && text.head(place).is_some_and(|verb| matches!(text.arc(verb), Arc::Root));
            if id == held && (top || subject.is_none()) {
                return None;
            }
            if top && person && self.agrees(id, word) {
                subject = Some(id);
            }
        }
        subject
    }
    /// Whether a noun is one for many people.
    fn is_people(&self, at: usize) -> bool {
        let word = self.scene.lower(at);
        let noun = self.scene.names.facts(word).and_then(|facts| facts.noun);
        self.scene.tables.is(word, kind::PLURAL)
            || noun.is_some_and(|noun| noun.what == What::Many)
            || self.scene.names.land_of(word).is_some()
    }
    /// The person named last at the head of a sentence since the last speaker spoke.
    fn person_between(&self, at: usize) -> Option<Id<Entity>> {
        let from = self.past.last().map_or(0, |past| past.sentence + 1);
        let here = self.scene.text.sentence_of(at);
        (from.max(here.saturating_sub(3))..=here).rev().find_map(|sentence| self.first_person(sentence, at))
    }
    fn person_before(&self, at: usize) -> Option<Speaker> {
        let here = self.scene.text.sentence_of(at);
        let id = (here.saturating_sub(3)..=here).rev().find_map(|sentence| self.first_person(sentence, at))?;
        Some(self.entity(id, &(at..at + 1)))
    }
    /// The first person named in a sentence, before a place.
    fn first_person(&self, sentence: usize, before: usize) -> Option<Id<Entity>> {
        let word = self.scene.lower(before);
        let places = self.scene.text.places(sentence);
        places.take_while(|at| *at < before).take(60).filter_map(|at| self.resolver.headed_at(at)).find_map(|mention| {
            let id = self.resolver.entity_of(mention)?;
            let person = self.entities.get(id).kind == EntityKind::Person;
            let named = self.mentions.get(mention).form == MentionForm::Name;
            (person && named && self.agrees(id, word)).then_some(id)
        })
    }
    /// Whether the names of a person do not speak against "he" or "she".
    fn agrees(&self, id: Id<Entity>, word: &str) -> bool {
        let first = self.entities.get(id).name.split(' ').next().unwrap_or_default().to_lowercase();
        let bits = self.scene.names.facts(&first).map_or(0, |facts| facts.bits);
        match word {
            "he" | "him" => bits & bit::GIVEN != bit::FEMALE,
            "she" | "her" => bits & bit::GIVEN != bit::MALE,
            _ => true,
        }
    }
    /// The head word of a source phrase.
    fn head(&self, source: &Range<usize>) -> usize {
        let text = self.scene.text;
        let top = source
            .clone()
            .find(|at| text.head(*at).is_none_or(|head| !source.contains(&head)) && text.tag(*at).is_noun());
        let end = source.clone().find(|at| {
            self.scene.is_comma(*at) || matches!(text.lower(*at), "of" | "for" | "at" | "in" | "who" | "from" | "with")
        });
        let tag_head = || {
            let end = end.unwrap_or(source.end);
            (source.start..end).rev().find(|at| text.tag(*at).is_noun()).unwrap_or(end.max(source.start + 1) - 1)
        };
        let mut head = match (top, end) {
            (Some(top), Some(end)) if top >= end => tag_head(),
            (Some(top), _) => top,
            _ => tag_head(),
        };
        // "Fox aides", whatever the parse holds.
        let is_small = |at: usize| text.tag(at).is_noun() && text.word(at).starts_with(char::is_lowercase);
        while head + 1 < source.end && is_small(head + 1) {
            head += 1;
        }
        head
    }
    /// The mention a source is: the one at its head; else a person named in it ("spokesman John Doe", "the judge, Ann Fox").
    fn mention(&self, source: &Range<usize>, head: usize) -> Option<Id<Mention>> {
        let inside = |id: &Id<Mention>| {
            let span = self.scene.text.span_of(source.clone());
            span.contains(self.mentions.get(*id).span)
        };
        let of_kind = |id: &Id<Mention>, kind: EntityKind| {
            let mention = self.mentions.get(*id);
            mention.form == MentionForm::Name && mention.kind == Some(kind)
        };
        // "Fox aides", "a Fox campaign memo": the name only tells whose.
        let modifies = |id: &Id<Mention>| {
            let end = self.scene.text.places_in(self.mentions.get(*id).span).end;
            end < source.end && self.scene.tag(end).is_some_and(|tag| tag.is_noun() || tag == Tag::Pos)
        };
        let at_head = self.resolver.headed_at(head).or_else(|| self.resolver.mention_at(head)).filter(inside);
        if at_head.is_some_and(|id| of_kind(&id, EntityKind::Person) && !modifies(&id)) {
            return at_head;
        }
        let first_comma = source.clone().find(|at| self.scene.is_comma(*at)).unwrap_or(source.end);
        let people = || {
            source
                .clone()
                .filter_map(|at| self.resolver.headed_at(at).or_else(|| self.resolver.mention_at(at)))
                .filter(inside)
        };
        let mut named = people().filter(|id| of_kind(id, EntityKind::Person) && !modifies(id));
        // "Fox aides", "a Fox campaign memo" were no Fox; "Mayor Ann Fox", "the judge, Ann Fox" are: but not "the mother of Ann Fox" nor "Fox's lawyer".
        let direct = named.find(|id| {
            let places = self.scene.text.places_in(self.mentions.get(*id).span);
            // "for President Fox": the title belongs to the name.
            let is_title = |at: &usize| self.scene.names.title(self.scene.lower(*at)).is_some();
            let titles = (source.start..places.start).rev().take_while(is_title).count();
            let before = (source.start..places.start - titles).next_back().map_or("", |at| self.scene.lower(at));
            let owner = matches!(self.scene.lower(places.end), "'s" | "’s" | "'" | "’")
                || self.scene.lower(places.end.saturating_sub(1)).ends_with("'s");
            !owner
                && !matches!(
                    before,
                    "of" | "for"
                        | "to"
                        | "with"
                        | "by"
                        | "from"
                        | "whose"
                        | "against"
                        | "between"
                        | "about"
                        | "on"
                        | "in"
                        | "near"
                )
                && (places.start <= first_comma + 6 || head == places.start)
        });
        // What stands before a noun of its own is not who speaks.
        let owns = |id: &Id<Mention>| {
            self.mentions.get(*id).form == MentionForm::Name
                && !self.scene.text.places_in(self.mentions.get(*id).span).contains(&head)
        };
        // "the statement signed by director Ann Fox" is no person.
        let paper = self.scene.tables.is(self.scene.lower(head), kind::DOCUMENT) && head < first_comma;
        let small = self.scene.text.word(head).starts_with(char::is_lowercase);
        direct.filter(|_| !(paper && small)).or(at_head.filter(|id| !owns(id)))
    }
    fn entity(&self, id: Id<Entity>, source: &Range<usize>) -> Speaker {
        let entity = self.entities.get(id);
        let named = entity.mentions.iter().any(|mention| self.mentions.get(*mention).form == MentionForm::Name);
        let kind = match entity.kind {
            EntityKind::Group => SpeakerKind::Collective,
            _ if named => SpeakerKind::Named,
            EntityKind::Person => SpeakerKind::Role,
            EntityKind::Work => SpeakerKind::Document,
            _ => SpeakerKind::Collective,
        };
        let name = if named { entity.name.clone() } else { self.words(source.clone()) };
        Speaker { entity: Some(id), name: Some(name), kind, ..Speaker::default() }
    }
    /// "a spokeswoman for the council": the council, unless a person is named.
    fn body_spoken_for(&self, source: Range<usize>) -> Option<Speaker> {
        let scene = self.scene;
        let at = source.clone().find(|at| scene.tables.is(scene.lower(*at), kind::SPOKES))?;
        let named_person = source.clone().filter_map(|at| self.resolver.mention_at(at)).any(|id| {
            let mention = self.mentions.get(id);
            let start = scene.text.places_in(mention.span).start;
            // "a spokesman for Fox" is not Fox; "a spokesman for the council, Ann Fox" is.
            let comma = (at + 1..start).rev().find(|it| scene.is_comma(*it)).unwrap_or(at);
            let behind = (comma + 1..start).any(|it| matches!(scene.lower(it), "for" | "of" | "to"));
            let person = mention.form == MentionForm::Name && mention.kind == Some(EntityKind::Person);
            person && !self.is_owner(id) && !behind
        });
        if named_person {
            return None;
        }
        let body =
            if matches!(scene.lower(at + 1), "for" | "of" | "from") { at + 2..source.end } else { source.start..at };
        let id = body.clone().filter_map(|at| self.resolver.mention_at(at)).find_map(|id| {
            let named = self.mentions.get(id).form == MentionForm::Name;
            named.then(|| self.resolver.entity_of(id)).flatten()
        });
        if let Some(id) = id {
            return Some(self.entity(id, &body));
        }
        if let Some(id) = self.body_called(body.clone()) {
            return Some(self.entity(id, &body));
        }
        let words = self.words(body.clone());
        // "a spokesman for the port authority": a body without a name of its own.
        let plain = matches!(scene.lower(at + 1), "for" | "of") && scene.lower(at + 2) == "the";
        let last = (body.start..body.end.min(body.start + 8)).take_while(|at| !ends_body(scene, *at)).last();
        if plain && last.is_some_and(|at| self.is_body(at)) {
            return Some(Speaker { name: Some(words), kind: SpeakerKind::Collective, ..Speaker::default() });
        }
        let proper = body.clone().any(|at| scene.tag(at).is_some_and(Tag::is_proper));
        (proper && !words.is_empty()).then(|| Speaker {
            name: Some(words),
            kind: SpeakerKind::Named,
            ..Speaker::default()
        })
    }
    /// "a ministry spokesman": the only body named whose name ends so.
    fn body_called(&self, body: Range<usize>) -> Option<Id<Entity>> {
        let scene = self.scene;
        let noun = scene.lower(body.rev().find(|at| self.is_body(*at))?);
        let called = |entity: &Entity| {
            let last = entity.name.rsplit(' ').next().unwrap_or_default();
            entity.kind == EntityKind::Organization && last.eq_ignore_ascii_case(noun)
        };
        let mut found = self.entities.iter().take(200).filter(|(_, entity)| called(entity)).map(|(id, _)| id);
        found.next().filter(|_| found.next().is_none())
    }
    fn is_body(&self, at: usize) -> bool {
        let noun = self.scene.names.facts(self.scene.lower(at)).and_then(|facts| facts.noun);
        noun.is_some_and(|noun| noun.what == What::Body && !noun.plural)
    }
    fn is_owner(&self, id: Id<Mention>) -> bool {
        let end = self.scene.text.places_in(self.mentions.get(id).span).end;
        matches!(self.scene.lower(end), "'s" | "’s" | "'" | "’")
    }
    /// A speaker without an entity: the words of the text, without article and aside.
    fn described(&self, source: Range<usize>, head: usize) -> Speaker {
        let scene = self.scene;
        let word = scene.lower(head);
        let kinds = source.clone().fold(0, |kinds, at| kinds | scene.tables.kinds(scene.lower(at)));
        let of_head = scene.tables.kinds(word);
        let capital = scene.text.word(head).starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let proper = scene.tag(head).is_some_and(Tag::is_proper) && capital;
        let what = self.scene.names.facts(word).and_then(|facts| facts.noun).map(|noun| (noun.what, noun.plural));
        let many = matches!(scene.tag(head), Some(Tag::Nns | Tag::Nnps | Tag::Cd))
            || source.len() > 2 && source.clone().all(|at| !scene.tag(at).is_some_and(Tag::is_noun))
            || scene.tag(head).is_some_and(Tag::is_proper) && !capital && word.ends_with('s');
        let kind = match () {
            () if of_head & kind::DOCUMENT != 0 && !proper => SpeakerKind::Document,
            () if of_head & kind::HIDDEN != 0 || kinds & kind::HIDDEN != 0 && scene.lower(source.start) == "a" => {
                SpeakerKind::Unnamed
            }
            () if proper && self.scene.names.land_of(word).is_some() => SpeakerKind::Collective,
            () if proper => SpeakerKind::Named,
            () if of_head & kind::PLURAL != 0 || many => SpeakerKind::Collective,
            () if matches!(what, Some((What::Many | What::Body | What::Spot, _))) => SpeakerKind::Collective,
            () if matches!(
                word,
                "two"
                    | "everybody"
                    | "everyone"
                    | "all"
                    | "pair"
                    | "couple"
                    | "duo"
                    | "trio"
                    | "three"
                    | "campaign"
                    | "side"
                    | "team"
                    | "family"
                    | "administration"
                    | "percent"
                    | "%"
            ) =>
            {
                SpeakerKind::Collective
            }
            () if of_head & kind::PRESS != 0 => SpeakerKind::Collective,
            () if of_head & kind::VENUE != 0 && what.is_none() => SpeakerKind::Document,
            () => SpeakerKind::Role,
        };
        let name = self.owned(&source).unwrap_or_else(|| self.words(source));
        Speaker { name: Some(name).filter(|it| !it.is_empty()), kind, ..Speaker::default() }
    }
    /// "her campaign": whose it is, by name.
    fn owned(&self, source: &Range<usize>) -> Option<String> {
        let owner = self.scene.lower(source.start);
        if source.len() < 2 || !matches!(owner, "his" | "her" | "its") {
            return None;
        }
        let id = self.resolver.entity_at(source.start)?;
        let entity = self.entities.get(id);
        let named = entity.mentions.iter().any(|mention| self.mentions.get(*mention).form == MentionForm::Name);
        named.then(|| format!("{}'s {}", entity.name, self.words(source.start + 1..source.end)))
    }
    /// The words of a phrase without leading article and what follows its first comma.
    fn words(&self, mut source: Range<usize>) -> String {
        let scene = self.scene;
        while source.len() > 1
            && matches!(scene.lower(source.start), "the" | "a" | "an" | "even" | "both" | "just" | "only")
        {
            source.start += 1;
        }
        let stop = (source.start + 1..source.end).find(|at| {
            scene.is_comma(*at)
                || matches!(scene.lower(*at), "who" | "which" | "that" | "whose")
                || scene.is_mark(*at)
                || scene.lower(*at) == "in" && matches!(scene.lower(at + 1), "its" | "his" | "her" | "their" | "a")
                || matches!(scene.tag(*at), Some(Tag::Vbn | Tag::Vbd)) && scene.tag(at - 1).is_some_and(Tag::is_noun)
                || at - source.start >= 12
        });
        source.end = stop.unwrap_or(source.end);
        while source.len() > 1 && matches!(scene.lower(source.end - 1), "'s" | "’s" | "'" | "’") {
            source.end -= 1;
        }
        let words = scene.text.of(scene.text.span_of(source));
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

fn ends_body(scene: &Scene, at: usize) -> bool {
    scene.is_comma(at) || matches!(scene.lower(at), "of" | "in" | "at" | "for" | "who" | "which" | "that" | "on")
}

/// Words that name nobody by themselves.
fn stands_for(word: &str) -> bool {
    matches!(
        word,
        "that"
            | "this"
            | "these"
            | "those"
            | "who"
            | "which"
            | "what"
            | "something"
            | "nothing"
            | "everything"
            | "there"
    )
}

fn pronoun(word: &str) -> Option<&'static str> {
    const ALL: [(&str, &str); 18] = [
        ("he", "he"),
        ("she", "she"),
        ("they", "they"),
        ("it", "it"),
        ("i", "i"),
        ("we", "we"),
        ("you", "you"),
        ("him", "he"),
        ("her", "she"),
        ("them", "they"),
        ("me", "me"),
        ("us", "us"),
        ("his", "he"),
        ("their", "they"),
        ("its", "it"),
        ("my", "i"),
        ("our", "we"),
        ("your", "you"),
    ];
    ALL.into_iter().find(|(form, _)| *form == word).map(|(_, plain)| plain)
}
