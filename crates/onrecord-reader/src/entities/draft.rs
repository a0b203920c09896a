//! An entity in the making: its mentions and what is known of it so far.

use crate::{
    mentions::{Sex, Sort},
    model::EntityKind,
};

/// An entity in the making.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    /// What sort of thing.
    pub(super) kind: EntityKind,
    /// Places in the mention layer, in the order they were found.
    pub(super) mentions: Vec<usize>,
    /// Its distinct names as written, in order of first use; for one without a name, its description.
    pub(super) names: Vec<String>,
    /// The sex told by titles, given names, and nouns; `None` where nothing tells.
    pub(super) sex: Option<Sex>,
    /// The sort of the tables, where they know it.
    pub(super) sort: Option<Sort>,
    /// Lower-case head nouns it was described with ("spokeswoman", "organization").
    pub(super) nouns: Vec<String>,
    /// Lands and bodies its offices are of, lower case.
    pub(super) lands: Vec<String>,
}

impl Draft {
    pub(super) fn new(kind: EntityKind) -> Self {
        Self {
            kind,
            mentions: Vec::new(),
            names: Vec::new(),
            sex: None,
            sort: None,
            nouns: Vec::new(),
            lands: Vec::new(),
        }
    }
    /// Adds a name once.
    pub(super) fn add_name(&mut self, name: String) {
        if !self.names.contains(&name) {
            self.names.push(name);
        }
    }
    /// Takes everything over from another draft.
    pub(super) fn absorb(&mut self, other: Self) {
        self.mentions.extend(other.mentions);
        for name in other.names {
            self.add_name(name);
        }
        self.sex = self.sex.or(other.sex);
        self.sort = self.sort.or(other.sort);
        self.nouns.extend(other.nouns);
        self.lands.extend(other.lands);
    }
}

/// Drafts that can be merged, each mention belonging to at most one.
#[derive(Debug)]
pub(super) struct Drafts {
    /// Merged ones are `None`.
    items: Vec<Option<Draft>>,
    /// For each mention, the draft it is in.
    of_mention: Vec<Option<usize>>,
}

impl Drafts {
    pub(super) fn new(mentions: usize) -> Self {
        Self { items: Vec::new(), of_mention: vec![None; mentions] }
    }
    /// The draft a mention is in.
    pub(super) fn of(&self, mention: usize) -> Option<usize> {
        self.of_mention[mention]
    }
    pub(super) fn get(&self, at: usize) -> &Draft {
        self.items[at].as_ref().expect("places of merged drafts are replaced in `of_mention`")
    }
    pub(super) fn get_mut(&mut self, at: usize) -> &mut Draft {
        self.items[at].as_mut().expect("places of merged drafts are replaced in `of_mention`")
    }
    /// Whether a draft was not merged into another.
    pub(super) fn is_alive(&self, at: usize) -> bool {
        self.items.get(at).is_some_and(Option::is_some)
    }
    /// Begins a draft.
    pub(super) fn begin(&mut self, draft: Draft) -> usize {
        self.items.push(Some(draft));
        self.items.len() - 1
    }
    /// Puts a mention into a draft.
    pub(super) fn join(&mut self, mention: usize, at: usize) {
        self.of_mention[mention] = Some(at);
        self.get_mut(at).mentions.push(mention);
    }
    /// Merges the second draft into the first.
    pub(super) fn merge(&mut self, into: usize, from: usize) {
        if into == from {
            return;
        }
        let Some(gone) = self.items[from].take() else { return };
        for mention in &gone.mentions {
            self.of_mention[*mention] = Some(into);
        }
        self.get_mut(into).absorb(gone);
    }
    /// All drafts that were not merged away.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Draft)> {
        self.items.iter().enumerate().filter_map(|(at, draft)| draft.as_ref().map(|draft| (at, draft)))
    }
    pub(super) fn into_items(self) -> impl Iterator<Item = Draft> {
        self.items.into_iter().flatten()
    }
}
