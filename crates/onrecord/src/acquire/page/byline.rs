//! Who wrote an article, as its page shows it to people: marked elements and lines that begin with "By".

use super::{
    blocks::{Block, Blocks},
    dom::{Tag, Tree},
    furniture,
    words::Marks,
};

/// Paragraphs before the article, and at its beginning, that are looked at.
const BEFORE: usize = 40;
const AFTER: usize = 4;

/// Elements marked as authors that are looked at, and the bytes of one.
const MARKED: usize = 20;
const BYTES: usize = 120;

/// Marks of boxes that name the writers of something else.
const ELSEWHERE: Marks =
    Marks::TEASER.and(Marks::COMMENTS).and(Marks::ASIDE).and(Marks::NAV).and(Marks::QUOTE).and(Marks::FORM);

/// The writers named on the page, where `first` is the first paragraph of the article.
pub(super) fn shown(tree: &Tree, blocks: &Blocks, first: usize) -> Vec<String> {
    let end = (first + AFTER).min(blocks.all.len());
    let around = &blocks.all[first.saturating_sub(BEFORE)..end];
    let mut found = Vec::new();
    for block in around.iter().rev().filter(|it| it.marks.any(Marks::BYLINE) && !it.marks.any(ELSEWHERE)) {
        let names = names(blocks, block, false);
        // Several elements of one list name one writer each.
        if !names.is_empty() {
            found.splice(0..0, names);
        }
    }
    if found.is_empty() {
        found =
            around.iter().rev().map(|block| names(blocks, block, true)).find(|it| !it.is_empty()).unwrap_or_default();
    }
    if found.is_empty() {
        found = linked(tree);
    }
    let mut seen = Vec::new();
    found.retain(|name| {
        !seen.contains(&name.to_lowercase()) && {
            seen.push(name.to_lowercase());
            true
        }
    });
    found
}

/// The names in one paragraph; `told` where it must begin with "By".
fn names(blocks: &Blocks, block: &Block, told: bool) -> Vec<String> {
    let text = blocks.text_of(block);
    if text.len() > BYTES || block.marks.any(ELSEWHERE) {
        return Vec::new();
    }
    let line = text.lines().next().unwrap_or_default();
    let without = furniture::without_by(line);
    if told && without.is_none() {
        return Vec::new();
    }
    // What follows the names is a date, a place or an office.
    let cut = without.unwrap_or(line);
    let cut = cut.split(['|', '•', '·', '/', '(', '–', '—', '@']).next().unwrap_or_default();
    let cut = cut.split(|at: char| at.is_ascii_digit()).next().unwrap_or_default();
    let names: Vec<String> =
        super::metadata::people(cut).into_iter().map(|it| without_month(&it)).filter(|it| is_name(it)).collect();
    names
}

/// A name without the beginning of a date behind it.
fn without_month(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.last().is_some_and(|word| super::dates::is_month(word)) {
        words.pop();
    }
    words.join(" ")
}

/// Whether these can be the words of a person's name.
fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let capital =
        |word: &&&str| word.chars().next().is_some_and(|it| it.is_uppercase() || !(it.is_lowercase() || it.is_ascii()));
    let capitals = words.iter().filter(capital).count();
    let wide = name.chars().all(|it| it >= '\u{2E80}') && (2..=6).contains(&name.chars().count());
    wide || ((2..=5).contains(&words.len())
        && capitals * 2 >= words.len()
        && capital(&&words[0])
        && !name.contains([':', '!', '?', '<', '"']))
}

/// What elements say is the author: `rel=author`, `itemprop=author`.
fn linked(tree: &Tree) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for (at, node) in
        tree.nodes.iter().enumerate().filter(|(_, node)| node.tag != Tag::Text && !node.attributes.is_empty())
    {
        if !node.attributes.contains("author") {
            continue;
        }
        let marked =
            node.attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|it| it.eq_ignore_ascii_case("author")))
                || node.attribute("itemprop") == Some("author");
        if marked && node.tag != Tag::Link {
            let text = tree.text_of(at, BYTES);
            let people = super::metadata::people(furniture::without_by(&text).unwrap_or(&text));
            found.extend(people.into_iter().filter(|it| is_name(it) && !found.contains(it)).collect::<Vec<_>>());
        }
        if found.len() >= MARKED {
            break;
        }
    }
    found
}
