//! Which places of the world the places of a text can be: by what is stated ("Tripoli, Lebanon"), then by the countries
//! the text speaks of, then by size. Two look-ups a name.

use rustc_hash::FxHashMap;

use crate::{
    gazetteer::{Gazetteer, Place},
    model::*,
    syntax::Text,
};

/// How much more a country counts that is stated right after the name.
const STATED: f64 = 60.0;
/// How much more the country counts that all other places of the text lie in.
const SPOKEN_OF: f64 = 8.0;

/// How much more a state counts in a text that names another state.
const AMONG_STATES: f64 = 2.0;

/// Gives every place the candidates its names can mean.
pub(super) fn locate(text: &Text, mentions: &Layer<Mention>, entities: &mut [Entity], gazetteer: &Gazetteer) {
    let spoken = countries(entities, gazetteer);
    let all: u32 = spoken.values().sum();
    let states = entities.iter().any(|entity| entity.kind == EntityKind::Place && is_state(entity, gazetteer));
    let beside = stated(text, mentions, entities, gazetteer);
    for (at, entity) in entities.iter_mut().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Place) {
        let own = beside.get(&at);
        let speaks = |place: &Place| {
            let said = own.is_some_and(|lands| lands.contains(&place.country));
            let share =
                spoken.get(place.country.as_str()).map_or(0.0, |count| f64::from(*count) / f64::from(all.max(1)));
            let among = states && place.kind == PlaceKind::Country;
            (if said { STATED } else { 1.0 }) * (1.0 + SPOKEN_OF * share) * (if among { AMONG_STATES } else { 1.0 })
        };
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        let found = names.map(|name| gazetteer.candidates(&name.to_lowercase(), speaks)).find(|it| !it.is_empty());
        entity.places = found.unwrap_or_default();
    }
}

/// Whether a name can only be a state.
fn is_state(entity: &Entity, gazetteer: &Gazetteer) -> bool {
    let mut places = gazetteer.places(&entity.name.to_lowercase()).peekable();
    places.peek().is_some() && places.all(|place| place.kind == PlaceKind::Country)
}

/// The countries that names of one meaning speak of, with the number of their mentions.
fn countries(entities: &[Entity], gazetteer: &Gazetteer) -> FxHashMap<String, u32> {
    let mut spoken = FxHashMap::default();
    for entity in entities {
        let name = entity.name.to_lowercase();
        let land = match entity.kind {
            EntityKind::Place => only(gazetteer.places(&name)),
            EntityKind::Group => only(gazetteer.homes(&name)),
            _ => None,
        };
        if let Some(land) = land {
            *spoken.entry(land).or_default() += u32::try_from(entity.mentions.len()).unwrap_or(1);
        }
    }
    spoken
}

/// The country all of them lie in.
fn only<'a>(mut places: impl Iterator<Item = &'a Place>) -> Option<String> {
    let first = places.next()?.country.clone();
    places.all(|place| place.country == first).then_some(first)
}

/// The countries stated beside a name: "Athens, Georgia" tells of both names that they lie in a country that has both.
fn stated(
    text: &Text,
    mentions: &Layer<Mention>,
    entities: &[Entity],
    gazetteer: &Gazetteer,
) -> FxHashMap<usize, Vec<String>> {
    let starts: FxHashMap<usize, usize> = (entities.iter().enumerate())
        .filter(|(_, entity)| entity.kind == EntityKind::Place)
        .flat_map(|(at, entity)| entity.mentions.iter().map(move |id| (mentions.get(*id).span.start(), at)))
        .collect();
    let lands = |at: usize| -> Vec<String> {
        gazetteer.places(&entities[at].name.to_lowercase()).map(|place| place.country.clone()).collect()
    };
    let mut beside: FxHashMap<usize, Vec<String>> = FxHashMap::default();
    for (at, entity) in entities.iter().enumerate().filter(|(_, entity)| entity.kind == EntityKind::Place) {
        for id in &entity.mentions {
            let end = mentions.get(*id).span.end();
            let Some(gap) = gap(text.raw(), end) else { continue };
            let Some(wider) = starts.get(&(end + gap)).copied().filter(|wider| *wider != at) else { continue };
            let (ours, theirs) = (lands(at), lands(wider));
            let both: Vec<String> = ours.into_iter().filter(|land| theirs.contains(land)).collect();
            if !both.is_empty() {
                beside.entry(wider).or_default().extend(both.iter().cloned());
                beside.entry(at).or_default().extend(both);
            }
        }
    }
    beside
}

/// Bytes from the end of a name to the name of what it lies in: ", ", " in ", ", in ", " (".
fn gap(raw: &str, end: usize) -> Option<usize> {
    let rest = raw.get(end..)?;
    [", in the ", " in the ", ", in ", " in ", ", ", " ("]
        .iter()
        .find(|gap| rest.starts_with(**gap))
        .map(|gap| gap.len())
}
