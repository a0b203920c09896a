//! The table of relations, parsed once.

use rustc_hash::FxHashMap;

use crate::incidents::{
    forms::{self, Form},
    tables::{cell, cells},
};

/// A row of `data/relations.tsv`.
#[derive(Debug)]
pub struct Row {
    /// Whether a verb.
    pub verb: bool,
    /// Whether the second half of a joined word ("Paris-based"); between two names ("alias").
    pub place: Place,
    /// The predicate.
    pub predicate: &'static str,
    /// Which arguments may be the subject, in order of preference.
    pub subject: Vec<&'static str>,
    /// Which may be the object.
    pub object: Vec<&'static str>,
    /// Who may stand to whom: letters for subject and object.
    pub types: (&'static str, &'static str),
}

/// Where a word that is no verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Anywhere: a noun or adjective.
    Free,
    /// After a hyphen.
    Joined,
    /// Between the two names.
    Between,
}

/// Several words after the first, the row, the form.
pub(crate) type Tail = (Vec<String>, u16, Form);

/// The words that say how two stand to each other.
#[derive(Debug, Default)]
pub struct Tables {
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// Single words, in every form.
    pub(crate) single: FxHashMap<String, Vec<(u16, Form)>>,
    /// First words of longer ones.
    pub(crate) several: FxHashMap<String, Vec<Tail>>,
    /// Nouns whose deeds are those of the body they belong to.
    pub(crate) bodies: rustc_hash::FxHashSet<&'static str>,
}

impl Tables {
    /// The table that comes with the reader.
    pub fn built_in() -> Self {
        let bodies = cells(include_str!("../../data/belongings.tsv")).map(|row| cell(&row, 0)).collect();
        let mut tables = Self { bodies, ..Self::default() };
        for cells in cells(include_str!("../../data/relations.tsv")) {
            let at = u16::try_from(tables.rows.len()).unwrap_or(u16::MAX);
            let words = cell(&cells, 0);
            let verb = cell(&cells, 1) == "v";
            let all: Vec<&'static str> = words.split(' ').collect();
            let place = match cell(&cells, 1) {
                "h" => Place::Joined,
                "b" => Place::Between,
                _ => Place::Free,
            };
            if place != Place::Free {
                tables.add(words.to_owned(), &[], at, Form::Base);
            } else if verb {
                for (form, what) in forms::verb(all[0], cell(&cells, 5)) {
                    tables.add(form, &all[1..], at, what);
                }
            } else {
                tables.add_noun(words, at);
            }
            let arguments = |at: usize| cell(&cells, at).split('/').collect();
            tables.rows.push(Row {
                verb,
                place,
                predicate: cell(&cells, 2),
                subject: arguments(3),
                object: arguments(4),
                types: cell(&cells, 6).split_once('>').unwrap_or(("A", "A")),
            });
        }
        for tails in tables.several.values_mut() {
            tails.sort_by_key(|(rest, ..)| std::cmp::Reverse(rest.len()));
        }
        tables
    }

    fn add_noun(&mut self, words: &str, at: u16) {
        for (form, what) in [(words.to_owned(), Form::Base), (forms::plural(words), Form::Plural)] {
            let mut parts = form.split(' ');
            let first = parts.next().unwrap_or_default().to_owned();
            let rest: Vec<&str> = parts.collect();
            self.add(first, &rest, at, what);
        }
    }

    fn add(&mut self, first: String, rest: &[&str], at: u16, form: Form) {
        if rest.is_empty() {
            self.single.entry(first).or_default().push((at, form));
        } else {
            let rest = rest.iter().map(|word| (*word).to_owned()).collect();
            self.several.entry(first).or_default().push((rest, at, form));
        }
    }
}
