//! What is known of words in names beforehand: places, peoples, bodies, given names, titles, telling heads and
//! the common nouns for people. Parsed once from the tables of `data/`; knows nothing of any document.

use rustc_hash::FxHashMap;

use super::model::Model;
use crate::model::EntityKind;

/// Facts about single words, as bits of [`Facts::bits`].
pub mod bit {
    #![allow(missing_docs)]
    pub const MALE: u32 = 1;
    pub const FEMALE: u32 = 1 << 1;
    pub const EITHER: u32 = 1 << 2;
    pub const GIVEN: u32 = MALE | FEMALE | EITHER;
    pub const PARTICLE: u32 = 1 << 3;
    pub const ORGANIZATION_LAST: u32 = 1 << 4;
    pub const ORGANIZATION_FIRST: u32 = 1 << 5;
    pub const PLACE_LAST: u32 = 1 << 6;
    pub const PLACE_FIRST: u32 = 1 << 7;
    pub const EVENT_LAST: u32 = 1 << 8;
    pub const EVENT_FIRST: u32 = 1 << 9;
    pub const WORK_LAST: u32 = 1 << 10;
    pub const WORK_FIRST: u32 = 1 << 11;
    pub const PRODUCT_LAST: u32 = 1 << 12;
    pub const PRODUCT_FIRST: u32 = 1 << 13;
    /// Written small, it still belongs to the name of the place before it: "Kabul airport".
    pub const FACILITY: u32 = 1 << 15;
    /// Names nobody when it stands alone.
    pub const NAMELESS: u32 = 1 << 14;
    /// What "it" does where it stands for nothing: "it rains", "it is late".
    pub const WEATHER: u32 = 1 << 16;
    pub const ORGANIZATION: u32 = ORGANIZATION_LAST | ORGANIZATION_FIRST;
    pub const PLACE: u32 = PLACE_LAST | PLACE_FIRST;
    pub const EVENT: u32 = EVENT_LAST | EVENT_FIRST;
    pub const WORK: u32 = WORK_LAST | WORK_FIRST;
}

/// What sort of thing a phrase of the tables is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Sort {
    Country,
    City,
    Region,
    Water,
    /// "Russian", as adjective or one person.
    People,
    /// "Russians".
    Peoples,
    Outlet,
    Platform,
    Union,
    Armed,
    Agency,
    Company,
}

impl Sort {
    /// The kind of entity a phrase of this sort names; `None` for peoples.
    pub fn kind(self) -> Option<EntityKind> {
        match self {
            Self::Country | Self::City | Self::Region | Self::Water => Some(EntityKind::Place),
            Self::People | Self::Peoples => None,
            _ => Some(EntityKind::Organization),
        }
    }
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "city" => Self::City,
            "region" => Self::Region,
            "water" => Self::Water,
            "outlet" => Self::Outlet,
            "platform" => Self::Platform,
            "union" => Self::Union,
            "armed" => Self::Armed,
            "agency" => Self::Agency,
            "company" => Self::Company,
            _ => return None,
        })
    }
}

/// One known phrase.
#[derive(Debug, Clone, Copy)]
pub struct Phrase {
    /// What it is.
    pub sort: Sort,
    /// Whether it counts only in capitals ("US", "IS").
    pub capitals: bool,
    /// Phrases of the same number name the same thing; a people has the number of its land.
    pub same: u32,
}

/// The sex words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Sex {
    Male,
    Female,
    Either,
}

/// A title before a name.
#[derive(Debug, Clone, Copy)]
pub struct Title {
    /// The sex it tells.
    pub sex: Sex,
    /// Whether it is an office or description, not a mere form of address.
    pub office: bool,
}

/// A common noun for people, bodies and spots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noun {
    /// What it describes.
    pub what: What,
    /// The sex it tells.
    pub sex: Sex,
    /// Whether it stands for more than one.
    pub plural: bool,
    /// Whether it tells an office or calling rather than family, age or fate.
    pub office: bool,
}

/// What a [`Noun`] describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum What {
    One,
    Many,
    Body,
    Spot,
}

/// What a pronoun tells of whom it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pronoun {
    /// `Some(true)` for many, `Some(false)` for one.
    pub many: Option<bool>,
    /// What it can mean.
    pub gender: Gender,
}

/// What a [`Pronoun`] can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Gender {
    Male,
    Female,
    Thing,
    Human,
    Any,
}

/// All that is known of one word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts {
    /// See [`bit`].
    pub bits: u32,
    /// The most tokens a known phrase that begins with it has; 0 for none.
    pub phrase: u8,
    /// The most tokens a title that begins with it has.
    pub title: u8,
    /// What it describes, as a common noun.
    pub noun: Option<Noun>,
    /// What it tells, as a pronoun.
    pub pronoun: Option<Pronoun>,
}

/// Which organisations a common noun can take up again.
#[derive(Debug, Clone)]
pub struct BodyNoun {
    /// Sorts of the tables; `None` for bodies they do not know.
    pub sorts: Vec<Option<Sort>>,
    /// Last words of names, lower case.
    pub words: Vec<&'static str>,
}

/// The tables about names, ready for look-up.
#[derive(Debug)]
pub struct NameLists {
    words: FxHashMap<Box<str>, Facts>,
    phrases: FxHashMap<Box<str>, Phrase>,
    titles: FxHashMap<Box<str>, Title>,
    lands: Vec<Box<str>>,
    body_nouns: FxHashMap<Box<str>, BodyNoun>,
    /// The weights of the name tagger.
    pub(super) model: Model,
}

impl NameLists {
    /// Parses the built-in tables and weights.
    pub fn built_in() -> Self {
        Self::with_model(Model::built_in())
    }
    /// The built-in tables with other weights: for training.
    pub fn with_model(model: Model) -> Self {
        let mut lists = Self {
            words: FxHashMap::default(),
            phrases: FxHashMap::default(),
            titles: FxHashMap::default(),
            lands: Vec::new(),
            body_nouns: FxHashMap::default(),
            model,
        };
        lists.read_lands();
        lists.read_places_and_bodies();
        lists.read_titles();
        lists.read_words();
        lists.read_body_nouns();
        lists
    }
    /// What is known of a word, lower case.
    pub fn facts(&self, word: &str) -> Option<&Facts> {
        self.words.get(word)
    }
    /// A known phrase, lower case.
    pub fn phrase(&self, words: &str) -> Option<Phrase> {
        self.phrases.get(words).copied()
    }
    /// A known title, lower case.
    pub fn title(&self, words: &str) -> Option<Title> {
        self.titles.get(words).copied()
    }
    /// The land of a people, lower case: "russian" is of "russia".
    pub fn land_of(&self, people: &str) -> Option<&str> {
        let phrase = self.phrase(people)?;
        let is_people = matches!(phrase.sort, Sort::People | Sort::Peoples);
        self.lands.get(phrase.same as usize).filter(|land| is_people && !land.is_empty()).map(AsRef::as_ref)
    }

    /// The country that a name or the adjective of its people stands for, in capitals: "U.S.", "American".
    pub fn country(&self, words: &str) -> Option<String> {
        let phrase = self.phrase(words)?;
        let sort = matches!(phrase.sort, Sort::Country | Sort::People | Sort::Peoples);
        let land = self.lands.get(phrase.same as usize).filter(|land| sort && !land.is_empty())?;
        let capital = |word: &str| match word {
            "of" | "the" | "and" => word.to_owned(),
            _ => word[..1].to_uppercase() + &word[1..],
        };
        Some(land.split(' ').map(capital).collect::<Vec<_>>().join(" "))
    }

    /// Which organisations a common noun can take up again.
    pub fn body_noun(&self, noun: &str) -> Option<&BodyNoun> {
        self.body_nouns.get(noun)
    }

    fn read_body_nouns(&mut self) {
        for cells in rows(include_str!("../../data/body-nouns.tsv")) {
            let sorts: Vec<Option<Sort>> = list(cells.get(1)).map(Sort::named).collect();
            let words: Vec<&'static str> = list(cells.get(2)).collect();
            for noun in list(cells.first()) {
                self.body_nouns.insert(noun.into(), BodyNoun { sorts: sorts.clone(), words: words.clone() });
            }
        }
    }
    fn add(&mut self, name: &str, sort: Sort, same: u32) {
        let lower = name.to_lowercase();
        let capitals = name.chars().any(char::is_uppercase) && name.chars().all(|c| !c.is_lowercase());
        self.start(&lower, |facts, length| facts.phrase = facts.phrase.max(length));
        self.phrases.entry(lower.into()).or_insert(Phrase { sort, capitals, same });
    }
    /// Marks the first token of a phrase with the most tokens it can have.
    fn start(&mut self, phrase: &str, mark: impl FnOnce(&mut Facts, u8)) {
        let breaks = |c: char| matches!(c, ' ' | '-' | '/' | '\'' | '’');
        let first = phrase.split([' ', '-', '/']).next().unwrap_or(phrase);
        let first = first.split_once("'s").map_or(first, |(word, _)| word);
        let length = 1 + phrase.chars().filter(|c| breaks(*c)).count() * 2;
        let facts = self.words.entry(first.into()).or_default();
        mark(facts, u8::try_from(length).unwrap_or(u8::MAX));
    }
    fn next_same(&mut self, land: &str) -> u32 {
        self.lands.push(land.into());
        u32::try_from(self.lands.len() - 1).unwrap_or(u32::MAX)
    }
    fn read_lands(&mut self) {
        for cells in rows(include_str!("../../data/countries.tsv")) {
            let same = self.next_same(cells[0]);
            self.add(cells[0], Sort::Country, same);
            for name in list(cells.get(1)) {
                self.add(name, Sort::Country, same);
            }
            for people in list(cells.get(2)) {
                self.add(people, Sort::People, same);
                self.add(&format!("non-{people}"), Sort::People, same);
            }
            for person in list(cells.get(3)) {
                self.add(person, Sort::People, same);
                self.add(&plural(person), Sort::Peoples, same);
            }
        }
        for cells in rows(include_str!("../../data/peoples.tsv")) {
            let same = self.next_same("");
            self.add(cells[0], Sort::People, same);
            if !cells[0].ends_with("ish") {
                self.add(&plural(cells[0]), Sort::Peoples, same);
            }
        }
    }
    fn read_places_and_bodies(&mut self) {
        for cells in rows(include_str!("../../data/places.tsv")) {
            let Some(sort) = Sort::named(cells[0]) else { continue };
            for name in list(cells.get(1)) {
                let same = self.next_same("");
                self.add(name, sort, same);
            }
        }
        for cells in rows(include_str!("../../data/bodies.tsv")) {
            let Some(sort) = Sort::named(cells[0]) else { continue };
            for names in list(cells.get(1)) {
                let same = self.next_same("");
                for name in names.split('=') {
                    self.add(name, sort, same);
                }
            }
        }
    }
    fn read_titles(&mut self) {
        for cells in rows(include_str!("../../data/titles.tsv")) {
            let title = Title { sex: sex(cells[0]), office: cells.get(1) == Some(&"office") };
            for name in list(cells.get(2)) {
                self.start(name, |facts, length| facts.title = facts.title.max(length));
                self.titles.entry(name.into()).or_insert(title);
            }
        }
    }
    fn read_words(&mut self) {
        for cells in rows(include_str!("../../data/given.tsv")) {
            let given = match sex(cells[0]) {
                Sex::Male => bit::MALE,
                Sex::Female => bit::FEMALE,
                Sex::Either => bit::EITHER,
            };
            for name in list(cells.get(1)) {
                self.words.entry(name.into()).or_default().bits |= given;
            }
        }
        for cells in rows(include_str!("../../data/nameless.tsv")) {
            for word in list(cells.get(1)) {
                self.words.entry(word.into()).or_default().bits |= bit::NAMELESS;
            }
        }
        for cells in rows(include_str!("../../data/particles.tsv")) {
            self.words.entry(cells[0].into()).or_default().bits |= bit::PARTICLE;
        }
        for cells in rows(include_str!("../../data/heads.tsv")) {
            let Some(bits) = head_bit(cells[0], cells[1]) else { continue };
            for word in list(cells.get(2)) {
                self.words.entry(word.into()).or_default().bits |= bits;
            }
        }
        for cells in rows(include_str!("../../data/nominals.tsv")) {
            self.read_nouns(cells[0], sex(cells[1]), list(cells.get(2)));
        }
        for cells in rows(include_str!("../../data/pronouns.tsv")) {
            let many = (cells[1] != "any").then_some(cells[1] == "many");
            let gender = match cells[2] {
                "male" => Gender::Male,
                "female" => Gender::Female,
                "thing" => Gender::Thing,
                "human" => Gender::Human,
                _ => Gender::Any,
            };
            self.words.entry(cells[0].into()).or_default().pronoun = Some(Pronoun { many, gender });
        }
    }
    fn read_nouns<'a>(&mut self, what: &str, sex: Sex, words: impl Iterator<Item = &'a str>) {
        let office = what == "one";
        let (what, many, plural_is_many) = match what {
            "one" | "kin" => (What::One, false, true),
            "many" => (What::Many, true, false),
            "body" => (What::Body, false, true),
            _ => (What::Spot, false, true),
        };
        for word in words.filter(|word| !word.contains(' ')) {
            let noun = Noun { what, sex, plural: many, office };
            self.words.entry(word.into()).or_default().noun.get_or_insert(noun);
            if plural_is_many {
                let what = if what == What::One { What::Many } else { what };
                let noun = Noun { what, sex, plural: true, office };
                self.words.entry(plural(word).into()).or_default().noun.get_or_insert(noun);
            }
        }
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect::<Vec<_>>()).filter(|cells| cells.len() > 1)
}

fn list<'a>(cell: Option<&&'a str>) -> impl Iterator<Item = &'a str> + use<'a> {
    cell.copied().unwrap_or_default().split(',').filter(|name| !name.is_empty())
}

fn sex(name: &str) -> Sex {
    match name {
        "male" => Sex::Male,
        "female" => Sex::Female,
        _ => Sex::Either,
    }
}

fn head_bit(kind: &str, place: &str) -> Option<u32> {
    Some(match (kind, place) {
        ("Organization", "last") => bit::ORGANIZATION_LAST,
        ("Organization", "first") => bit::ORGANIZATION_FIRST,
        ("Place", "last") => bit::PLACE_LAST,
        ("Place", "first") => bit::PLACE_FIRST,
        ("Event", "last") => bit::EVENT_LAST,
        ("Event", "first") => bit::EVENT_FIRST,
        ("Work", "last") => bit::WORK_LAST,
        ("Work", "first") => bit::WORK_FIRST,
        ("Facility", "last") => bit::FACILITY,
        ("Product", "last") => bit::PRODUCT_LAST,
        ("Product", "first") => bit::PRODUCT_FIRST,
        ("Weather", "any") => bit::WEATHER,
        _ => return None,
    })
}

/// The regular English plural, and that of "-man".
fn plural(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man").filter(|stem| !stem.is_empty() && word != "german") {
        return format!("{stem}men");
    }
    let consonant_y = word.ends_with('y') && !word.ends_with("ey") && !word.ends_with("ay");
    if consonant_y {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    let hisses = ["s", "x", "ch", "sh"].iter().any(|end| word.ends_with(end)) && word != "czech";
    if hisses { format!("{word}es") } else { format!("{word}s") }
}
