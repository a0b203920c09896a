//! One stage's output over one document, and the typed place of an item in it.

use std::{fmt, marker::PhantomData};

/// A stage of the reader and its version, kept with what it made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageName {
    /// The stage, one word.
    pub name: &'static str,
    /// Raised when the stage's output changes.
    pub version: u16,
}

/// One stage's items in text order. Frozen: there is no way to change an item.
#[derive(Debug, Clone)]
pub struct Layer<T> {
    /// Who made it.
    pub by: StageName,
    items: Box<[T]>,
}

impl<T> Layer<T> {
    /// Freezes a stage's output.
    pub fn new(name: &'static str, version: u16, items: Vec<T>) -> Self {
        Self { by: StageName { name, version }, items: items.into() }
    }
    /// The item an id names.
    pub fn get(&self, id: Id<T>) -> &T {
        &self.items[id.index()]
    }
    /// All items with their ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(at, item)| (Id::new(at), item))
    }
    /// All items.
    pub fn items(&self) -> &[T] {
        &self.items
    }
    /// How many items.
    pub fn len(&self) -> usize {
        self.items.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
    /// Takes the items out, for a stage that replaces the layer.
    pub fn into_items(self) -> Vec<T> {
        self.items.into_vec()
    }
}

/// The place of a `T` in its [`Layer`]. Cannot be mistaken for the place of anything else.
pub struct Id<T> {
    index: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    /// The id of the item at `index`.
    pub fn new(index: usize) -> Self {
        Self { index: u32::try_from(index).unwrap_or(u32::MAX), of: PhantomData }
    }
    /// The place in the layer, from 0.
    pub fn index(self) -> usize {
        self.index as usize
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{}", self.index)
    }
}
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}
