//! What a noun phrase names: who or what it is, of which class, on whose side, how many.

use super::{
    scene::Scene,
    tables::{Noun, Side},
};
use crate::model::*;

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

impl<'a> Scene<'a> {
    /// What a noun is, as the thing it names.
    pub(crate) fn thing(&self, head: usize) -> Option<Thing> {
        let head = self.whole(head);
        let tag = self.text.tag(head);
        if matches!(tag, Tag::Prp | Tag::PrpPoss | Tag::Wp | Tag::Wdt) {
            return self.pronoun(head);
        }
        if let Some((at, mention)) = self.name_at(head) {
            return match self.owned(head, mention) {
                Some(noun) => self.thing(noun),
                None => Some(self.named(at, mention)),
            };
        }
        if let Some((at, mention)) = self.apposed_name(head) {
            let mut thing = self.named(at, mention);
            thing.class = self.tables.nouns.get(self.text.lower(head)).and_then(|noun| noun.class).or(thing.class);
            return Some(thing);
        }
        if let Some(thing) = self.gathering(head) {
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

    /// "Fox's troops" where the tree takes the name for the head: the noun behind the name it belongs to.
    fn owned(&self, head: usize, name: &Mention) -> Option<usize> {
        let text = self.text;
        let end = text.places_in(name.span).end;
        let sentence = text.places(text.sentence_of(head));
        let own = end < sentence.end && text.tag(end) == Tag::Pos && text.arc(head) != Arc::NmodPoss;
        let noun = own.then(|| super::linear::noun_after(text, end + 1, sentence.end)).flatten()?;
        self.name_at(noun).is_none().then_some(noun)
    }

    /// "a group of armed individuals": people by a word for many, with its words.
    fn gathering(&self, head: usize) -> Option<Thing> {
        let text = self.text;
        if !self.tables.does(text.lower(head), "gathering") {
            return None;
        }
        let of = |place: &usize| {
            *place > head
                && text.tag(*place).is_noun()
                && text.child(*place, Arc::Case).is_some_and(|case| text.lower(case) == "of")
        };
        let members = text.children(head).find(of).filter(|place| self.name_at(*place).is_none())?;
        let mut thing = self.described(members);
        if thing.what != What::Human {
            return None;
        }
        let own = text.span_of(self.phrase(head).start..head + 1);
        thing.span = own.hull(thing.span);
        thing.name = text.of(thing.span).to_owned();
        thing.number = None;
        Some(thing)
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
    fn looked_up(&self, places: &std::ops::Range<usize>, head: usize) -> (Option<Noun>, bool, Option<&'static str>) {
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
                || matches!(word, "least" | "other" | "several" | "many" | "such" | "few" | "more" | "most" | "same")
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
fn small_number(word: &str) -> Option<u64> {
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
