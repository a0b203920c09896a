//! Which country an incident lies in where the text states a smaller place, or none.
//!
//! Nothing is guessed from the subject of the report: a stated place lies where the gazetteer says, and a report without a
//! place is put in the country of its dateline only while the text names no other country more often.

use super::scene::Scene;
use crate::model::*;

/// Adds the country to each incident whose places name none.
pub(crate) fn add(scene: &Scene, head: &Head, incidents: &mut [Incident]) {
    let mut dateline = None;
    for incident in incidents {
        let places: Vec<Id<Entity>> = incident.places.iter().map(|place| *place.value()).collect();
        if places.iter().any(|place| is_country(scene, *place)) {
            continue;
        }
        if let Some(name) = places.iter().find_map(|place| scene.country(*place)) {
            incident.country = Some(Country { name: capitals(name), by: CountryBy::Gazetteer });
        } else if incident.status != Status::Historical {
            let name = *dateline.get_or_insert_with(|| home(scene, head));
            incident.country = name.map(|name| Country { name: capitals(name), by: CountryBy::Dateline });
        }
    }
}

/// Leaves the nation of a target only where it is not that of the place: "a Norlandic nun" abroad (MUC-4's foreign nation).
pub(crate) fn keep_foreign(scene: &Scene, incidents: &mut [Incident]) {
    for incident in incidents {
        let named = incident.places.iter().find_map(|place| {
            let name = scene.entities.get(*place.value()).name.to_lowercase();
            scene.tables.nations.get(&name).copied()
        });
        let home = named.map(capitals).or_else(|| incident.country.as_ref().map(|it| it.name.clone()));
        let own = |target: &Attributed<Target>| {
            target.value().nation.is_some() && (home.is_none() || target.value().nation == home)
        };
        for target in incident.targets.iter_mut().filter(|target| own(target)) {
            let plain = Target { nation: None, ..target.value().clone() };
            *target = Attributed::new(plain, target.span(), target.voucher());
        }
    }
}

fn is_country(scene: &Scene, place: Id<Entity>) -> bool {
    let name = scene.entities.get(place).name.to_lowercase();
    scene.tables.nations.contains_key(&name)
}

/// The country of the dateline, where no other is named more often in the text.
fn home(scene: &Scene, head: &Head) -> Option<&'static str> {
    let text = scene.text;
    let town = head.dateline?;
    let mut line = text.lower_of(town).to_owned();
    line.retain(|character| character != '(' && character != ')');
    let known = |name: &str| scene.tables.nations.get(name).or_else(|| scene.tables.countries.get(name)).copied();
    let home = line.rsplit(',').chain([line.as_str()]).find_map(|part| known(part.trim()))?;
    let mut counts: std::collections::BTreeMap<&str, u32> = std::collections::BTreeMap::new();
    let start = text.places_in(town).end;
    for at in start..text.tokens.len() {
        if let Some(country) = named_at(scene, at) {
            *counts.entry(country).or_default() += 1;
        }
    }
    // The dateline itself names it once.
    let own = counts.get(home).copied().unwrap_or(0) + 1;
    counts.values().all(|count| *count <= own).then_some(home)
}

/// The country named, or whose people or town is named, by the words from a place on.
fn named_at(scene: &Scene, at: usize) -> Option<&'static str> {
    let text = scene.text;
    if !text.word(at).starts_with(|first: char| first.is_uppercase()) {
        return None;
    }
    let known = |name: &str| scene.tables.nations.get(name).or_else(|| scene.tables.countries.get(name)).copied();
    let word = text.lower(at);
    let pair = (at + 1 < text.tokens.len()).then(|| known(&format!("{word} {}", text.lower(at + 1)))).flatten();
    pair.or_else(|| known(word))
}

/// The name as it is written: the tables have it in lower case.
pub(crate) fn capitals(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if !matches!(word, "and" | "of" | "the") => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        }
    };
    name.split(' ').map(word).collect::<Vec<String>>().join(" ")
}
