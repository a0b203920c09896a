//! The tables of incidents, parsed once: trigger words, targets, weapons, figurative uses.

use rustc_hash::{FxHashMap, FxHashSet};

use super::forms::{self, Form};

/// What a word tells of and what its arguments are: a row of `data/incidents.tsv`.
#[derive(Debug)]
pub struct Row {
    /// The word or words, in their base form.
    pub words: &'static str,
    /// Whether a verb; a noun otherwise.
    pub verb: bool,
    /// The incident type; empty for support verbs.
    pub kind: &'static str,
    /// What becomes of the target (MUC-4 effect).
    pub effect: Option<&'static str>,
    /// Which argument plays which part.
    pub arguments: Vec<(&'static str, Part)>,
    /// How much the word tells by itself.
    pub grade: Grade,
}

impl Row {
    /// The part an argument plays.
    pub fn part(&self, argument: &str) -> Option<Part> {
        self.arguments.iter().find(|(key, _)| *key == argument).map(|(_, part)| *part)
    }
}

/// What an argument is in the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who does it.
    Perpetrator,
    /// Who or what is hit.
    Target,
    /// With what.
    Weapon,
    /// The incident itself (the object of a support verb).
    Incident,
    /// Where.
    Place,
    /// Whichever its noun is.
    Either,
}

/// How much a trigger tells by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// An incident by itself.
    Main,
    /// Only with a target that can be hit.
    NeedsTarget,
    /// Only with a weapon as its object.
    NeedsWeapon,
    /// Only with a weapon as its subject, or of itself.
    NeedsWeaponSubject,
    /// Only between two who fight each other.
    NeedsSides,
    /// What became of somebody in an incident.
    Effect,
    /// Only beside another incident.
    Context,
    /// Its object is the incident.
    Support,
    /// Its object is planned.
    Planned,
    /// Its object was stopped.
    Foiled,
    /// Its object was tried.
    Attempted,
    /// A threat.
    Threat,
    /// A warning.
    Warning,
    /// A plot.
    Plot,
}

/// A noun of `data/targets.tsv`.
#[derive(Debug, Clone, Copy)]
pub struct Noun {
    /// Human, physical or organisation.
    pub kind: crate::model::TargetKind,
    /// MUC-4 target type.
    pub class: Option<&'static str>,
    /// Whose side.
    pub side: Side,
}

/// On whose side somebody acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Neither.
    None,
    /// Outside the state.
    Rebel,
    /// For the state.
    State,
}

/// A word of `data/weapons.tsv`.
#[derive(Debug, Clone, Copy)]
pub struct WeaponWord {
    /// MUC-4 instrument type.
    pub class: &'static str,
    /// Whether it needs a verb of using it.
    pub weak: bool,
}

/// Several words after the first, and the row they lead to.
pub(crate) type Tail = (Vec<String>, u16, Form);

/// All tables of incidents.
#[derive(Debug)]
pub struct Tables {
    /// Rows of `data/incidents.tsv`.
    pub(crate) rows: Vec<Row>,
    /// Single words, in every form.
    pub(crate) single: FxHashMap<String, Vec<(u16, Form)>>,
    /// First words of longer triggers.
    pub(crate) several: FxHashMap<String, Vec<Tail>>,
    /// Nouns of targets and perpetrators.
    pub(crate) nouns: FxHashMap<String, Noun>,
    /// Weapons.
    pub(crate) weapons: FxHashMap<String, WeaponWord>,
    /// Figurative phrases by their first word.
    pub(crate) phrases: FxHashMap<&'static str, Vec<Vec<&'static str>>>,
    /// What cannot be hit.
    pub(crate) abstracts: FxHashSet<&'static str>,
    /// Words of sports.
    pub(crate) sports: FxHashSet<&'static str>,
    /// Words of fiction.
    pub(crate) fiction: FxHashSet<&'static str>,
    /// Words of exercises.
    pub(crate) drills: FxHashSet<&'static str>,
    /// Words that show who speaks or acts, by group (`data/voices.tsv`).
    pub(crate) voices: FxHashMap<&'static str, &'static str>,
    /// What nouns for who does a deed stand for (`data/doers.tsv`).
    pub(crate) doers: FxHashMap<&'static str, &'static str>,
    /// Words that lay a deed at somebody's door, by kind (`data/blame.tsv`).
    pub(crate) blame: FxHashMap<&'static str, &'static str>,
    /// Words of responsibility (`data/responsibility.tsv`).
    pub(crate) blamed: Blamed,
    /// The country of a city or region (`data/cities.tsv`).
    pub(crate) countries: FxHashMap<&'static str, &'static str>,
    /// The countries of that table.
    pub(crate) lands: FxHashSet<&'static str>,
    /// The country of each name, adjective and people (`data/countries.tsv`), lower case.
    pub(crate) nations: FxHashMap<String, &'static str>,
}

/// The words of `data/responsibility.tsv`, by kind.
#[derive(Debug, Default)]
pub struct Blamed {
    words: FxHashMap<&'static str, Vec<&'static str>>,
}

impl Blamed {
    fn built_in() -> Self {
        let mut words: FxHashMap<&'static str, Vec<&'static str>> = FxHashMap::default();
        for row in cells(include_str!("../../data/responsibility.tsv")) {
            words.entry(cell(&row, 1)).or_default().push(cell(&row, 0));
        }
        Self { words }
    }
    fn of(&self, kind: &str) -> &[&'static str] {
        self.words.get(kind).map_or(&[], Vec::as_slice)
    }
    /// Whether a word (lower case) is of a kind.
    pub(crate) fn is(&self, word: &str, kind: &str) -> bool {
        self.of(kind).contains(&word)
    }
    /// Whether a text (lower case) has words of a kind.
    pub(crate) fn are_in(&self, text: &str, kind: &str) -> bool {
        self.of(kind).iter().any(|words| text.contains(words))
    }
}

impl Tables {
    /// The tables that come with the reader.
    pub fn built_in() -> Self {
        let mut tables = Self {
            rows: Vec::new(),
            single: FxHashMap::default(),
            several: FxHashMap::default(),
            nouns: FxHashMap::default(),
            weapons: FxHashMap::default(),
            phrases: FxHashMap::default(),
            abstracts: FxHashSet::default(),
            sports: FxHashSet::default(),
            fiction: FxHashSet::default(),
            drills: FxHashSet::default(),
            voices: cells(include_str!("../../data/voices.tsv")).map(|row| (cell(&row, 0), cell(&row, 1))).collect(),
            doers: cells(include_str!("../../data/doers.tsv")).map(|row| (cell(&row, 0), cell(&row, 1))).collect(),
            blame: cells(include_str!("../../data/blame.tsv")).map(|row| (cell(&row, 0), cell(&row, 1))).collect(),
            blamed: Blamed::built_in(),
            countries: FxHashMap::default(),
            lands: FxHashSet::default(),
            nations: nations(),
        };
        for row in cells(include_str!("../../data/cities.tsv")) {
            tables.lands.insert(cell(&row, 0));
            tables.countries.extend(cell(&row, 1).split(',').map(|city| (city, cell(&row, 0))));
        }
        tables.add_triggers();
        tables.add_nouns();
        tables.add_figurative();
        tables
    }

    fn add_triggers(&mut self) {
        for cells in cells(include_str!("../../data/incidents.tsv")) {
            let row = row(&cells);
            let at = u16::try_from(self.rows.len()).unwrap_or(u16::MAX);
            let mut words = row.words.split(' ');
            let first = words.next().unwrap_or_default();
            let rest: Vec<&'static str> = words.collect();
            if row.verb {
                for (form, what) in forms::verb(first, cell(&cells, 6)) {
                    self.add_form(form, &rest, at, what);
                }
            } else {
                self.add_noun_forms(row.words, at);
            }
            self.rows.push(row);
        }
        for tails in self.several.values_mut() {
            tails.sort_by_key(|(rest, ..)| std::cmp::Reverse(rest.len()));
        }
    }

    fn add_form(&mut self, first: String, rest: &[&str], at: u16, form: Form) {
        if rest.is_empty() {
            self.single.entry(first).or_default().push((at, form));
        } else {
            let rest = rest.iter().map(|word| (*word).to_owned()).collect();
            self.several.entry(first).or_default().push((rest, at, form));
        }
    }

    fn add_noun_forms(&mut self, words: &str, at: u16) {
        for (form, what) in [(words.to_owned(), Form::Base), (forms::plural(words), Form::Plural)] {
            let mut parts = form.split(' ');
            let first = parts.next().unwrap_or_default().to_owned();
            let rest: Vec<&str> = parts.collect();
            self.add_form(first, &rest, at, what);
        }
    }

    fn add_nouns(&mut self) {
        use crate::model::TargetKind;
        for cells in cells(include_str!("../../data/targets.tsv")) {
            let kind = match cell(&cells, 1) {
                "physical" => TargetKind::Physical,
                "organization" => TargetKind::Organization,
                _ => TargetKind::Human,
            };
            let side = match cell(&cells, 3) {
                "rebel" => Side::Rebel,
                "state" => Side::State,
                _ => Side::None,
            };
            let noun = Noun { kind, class: stated(cell(&cells, 2)), side };
            self.nouns.insert(forms::plural(cell(&cells, 0)), noun);
            self.nouns.insert(cell(&cells, 0).to_owned(), noun);
        }
        // Armed groups of general knowledge act outside the state, in texts whose capitals hide names too.
        for cells in cells(include_str!("../../data/bodies.tsv")).filter(|row| cell(row, 0) == "armed") {
            let noun = Noun { kind: TargetKind::Organization, class: None, side: Side::Rebel };
            let names = cells.iter().skip(1).flat_map(|names| names.split([',', '='])).filter(|name| name.len() > 2);
            self.nouns.extend(names.map(|name| (name.trim_start_matches("the ").to_lowercase(), noun)));
        }
        for cells in cells(include_str!("../../data/weapons.tsv")) {
            let weapon = WeaponWord { class: cell(&cells, 1), weak: cell(&cells, 2) == "weak" };
            self.weapons.insert(forms::plural(cell(&cells, 0)), weapon);
            self.weapons.insert(cell(&cells, 0).to_owned(), weapon);
        }
    }

    fn add_figurative(&mut self) {
        for cells in cells(include_str!("../../data/figurative.tsv")) {
            let words = cell(&cells, 0);
            match cell(&cells, 1) {
                "phrase" => {
                    let all: Vec<&'static str> = words.split(' ').collect();
                    self.phrases.entry(all[0]).or_default().push(all);
                }
                "object" => drop(self.abstracts.insert(words)),
                "sports" => drop(self.sports.insert(words)),
                "fiction" => drop(self.fiction.insert(words)),
                _ => drop(self.drills.insert(words)),
            }
        }
    }

    /// Whether a word is of a group of `data/voices.tsv`.
    pub fn is(&self, word: &str, group: &str) -> bool {
        self.voices.get(word) == Some(&group)
    }
    /// Whether a noun for who does a deed is of a kind of `data/doers.tsv`.
    pub(crate) fn does(&self, word: &str, kind: &str) -> bool {
        self.doers.get(word) == Some(&kind)
    }
}

/// The cells of each row of a table.
pub(crate) fn cells(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.map(|line| line.split('\t').collect())
}

/// One cell; empty where the row is short.
pub(crate) fn cell(cells: &[&'static str], at: usize) -> &'static str {
    cells.get(at).copied().unwrap_or("")
}

fn stated(cell: &'static str) -> Option<&'static str> {
    (!matches!(cell, "" | "-")).then_some(cell)
}

fn row(cells: &[&'static str]) -> Row {
    let part = |name: &str| match name {
        "p" => Part::Perpetrator,
        "t" => Part::Target,
        "w" => Part::Weapon,
        "e" => Part::Incident,
        "l" => Part::Place,
        _ => Part::Either,
    };
    let argument = |pair: &'static str| pair.split_once('=').map(|(key, name)| (key, part(name)));
    let grade = match cell(cells, 5) {
        "target" => Grade::NeedsTarget,
        "weapon" => Grade::NeedsWeapon,
        "sides" => Grade::NeedsSides,
        "weaponsubj" => Grade::NeedsWeaponSubject,
        "effect" => Grade::Effect,
        "context" => Grade::Context,
        "support" => Grade::Support,
        "planned" => Grade::Planned,
        "foiled" => Grade::Foiled,
        "attempted" => Grade::Attempted,
        "threat" => Grade::Threat,
        "warning" => Grade::Warning,
        "plot" => Grade::Plot,
        _ => Grade::Main,
    };
    Row {
        words: cell(cells, 0),
        verb: cell(cells, 1) == "v",
        kind: stated(cell(cells, 2)).unwrap_or(""),
        effect: stated(cell(cells, 3)),
        arguments: cell(cells, 4).split(' ').filter_map(argument).collect(),
        grade,
    }
}

/// Every way of naming a country or its people, lower case.
fn nations() -> FxHashMap<String, &'static str> {
    let mut nations = FxHashMap::default();
    for row in cells(include_str!("../../data/countries.tsv")) {
        let country = cell(&row, 0);
        nations.insert(country.to_owned(), country);
        for word in (1..4).flat_map(|at| cell(&row, at).split(',')).filter(|word| !word.is_empty()) {
            nations.insert(word.to_lowercase(), country);
        }
        for person in cell(&row, 3).split(',').filter(|word| !word.is_empty()) {
            nations.insert(format!("{}s", person.to_lowercase()), country);
        }
    }
    nations
}
