//! Whether a reading is what its case says.

use super::facts::facts;
use super::parse::{Case, Fact, first_word, plain};
use super::{Outcome, Verdict};
use crate::row;

/// Compares a reading with its case.
pub(super) fn outcome(case: &Case, reading: &row::Reading) -> Outcome {
    let mut layers: Vec<&str> = case.record.iter().map(Fact::layer).collect();
    layers.extend(case.empty.iter().map(String::as_str));
    let mut seen = Vec::new();
    layers.retain(|layer| {
        !seen.contains(layer) && {
            seen.push(*layer);
            true
        }
    });
    let mut expected = Vec::new();
    let mut found = Vec::new();
    for layer in layers {
        let wanted: Vec<Fact> = case.record.iter().filter(|fact| fact.layer() == layer).map(normal).collect();
        let used = qualifiers_of(&case.record, layer);
        let read = facts(reading, layer).iter().map(|fact| only(fact, &used)).collect();
        let read = as_written(layer, &wanted, read);
        expected.push(printed(layer, &wanted));
        found.push(printed(layer, &read));
    }
    let (expected, found) = (expected.concat(), found.concat());
    let verdict = match (expected == found, &case.today) {
        (true, None) => Verdict::Right,
        (true, Some(_)) => Verdict::Stale,
        (false, Some(today)) if today.text.trim_end() == found.trim_end() => Verdict::Known,
        (false, _) => Verdict::Wrong,
    };
    let never = case.never.iter().filter(|never| is_read(never, reading)).map(printed_fact).collect();
    Outcome { title: case.title.clone(), line: case.line, verdict, expected, found, never }
}

/// The names of the qualifiers that the record uses for a layer.
fn qualifiers_of<'a>(record: &'a [Fact], layer: &str) -> Vec<&'a str> {
    let of_layer = record.iter().filter(|fact| fact.layer() == layer);
    of_layer.flat_map(|fact| fact.qualifiers.iter().map(|line| first_word(line))).collect()
}

fn only(fact: &Fact, used: &[&str]) -> Fact {
    let kept = fact.qualifiers.iter().filter(|line| used.contains(&first_word(line)));
    normal(&Fact { head: fact.head.clone(), qualifiers: kept.cloned().collect() })
}

/// Qualifiers sorted, and those that say `none` dropped: absent is the same.
fn normal(fact: &Fact) -> Fact {
    let mut qualifiers: Vec<String> =
        fact.qualifiers.iter().filter(|line| !line.ends_with(" none") || line.contains('"')).cloned().collect();
    qualifiers.sort();
    Fact { head: fact.head.clone(), qualifiers }
}

/// Blocks are named by their first words, as many as the person wrote; others by all their words.
fn as_written(layer: &str, wanted: &[Fact], mut read: Vec<Fact>) -> Vec<Fact> {
    if layer != "block" {
        return in_written_order(wanted, read);
    }
    for (at, fact) in read.iter_mut().enumerate() {
        match wanted.get(at) {
            Some(wanted) if begins_with(&fact.head, &wanted.head) => fact.head.clone_from(&wanted.head),
            _ => fact.head = shortened(&fact.head),
        }
    }
    read
}

/// Facts that begin at the same word have no order; they are put in the order written.
fn in_written_order(wanted: &[Fact], read: Vec<Fact>) -> Vec<Fact> {
    let sorted = |facts: &[Fact]| {
        let mut lines: Vec<String> = facts.iter().map(printed_fact).collect();
        lines.sort();
        lines
    };
    if sorted(wanted) == sorted(&read) { wanted.to_vec() } else { read }
}

fn begins_with(read: &str, wanted: &str) -> bool {
    let wanted = wanted.strip_suffix('"').unwrap_or(wanted);
    read.strip_prefix(wanted).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

fn shortened(head: &str) -> String {
    let words: Vec<&str> = head.split(' ').collect();
    match words.len() {
        0..=8 => head.to_owned(),
        _ => format!("{}\"", words[..8].join(" ")),
    }
}

fn printed(layer: &str, facts: &[Fact]) -> String {
    if facts.is_empty() {
        return format!("no {layer}\n");
    }
    facts.iter().map(|fact| printed_fact(fact) + "\n").collect()
}

fn printed_fact(fact: &Fact) -> String {
    let mut text = fact.head.clone();
    for line in &fact.qualifiers {
        text.push_str("\n  ");
        text.push_str(line);
    }
    text
}

/// Whether a fact that must never be read is.
fn is_read(never: &Fact, reading: &row::Reading) -> bool {
    let has = |read: &Fact, line: &String| match line.strip_suffix(" none") {
        Some(name) => !read.qualifiers.iter().any(|other| first_word(other) == name),
        None => read.qualifiers.iter().any(|other| matches(other, line)),
    };
    facts(reading, never.layer()).iter().any(|read| {
        let named = match never.layer() {
            "block" => begins_with(&read.head, &never.head) || matches(&read.head, &never.head),
            _ => matches(&read.head, &never.head),
        };
        named && never.qualifiers.iter().all(|line| has(read, line))
    })
}

/// Whether a line is as written, where `*` is any run of characters.
fn matches(read: &str, written: &str) -> bool {
    let written = plain(written);
    if !written.contains('*') {
        return read == written;
    }
    let mut parts = written.split('*').peekable();
    let Some(mut rest) = parts.next().and_then(|start| read.strip_prefix(start)) else { return false };
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    true
}
