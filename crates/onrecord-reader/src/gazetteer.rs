//! Which places of the world a name can mean: every one the table knows, weighed, never a single one picked in silence.

use rustc_hash::FxHashMap;

use crate::model::{Candidate, PlaceKind};

const TABLE: &str = include_str!("../data/gazetteer.tsv");

/// The table of states, capitals, larger towns and regions.
#[derive(Debug, Default)]
pub struct Gazetteer {
    places: Vec<Place>,
    /// Lower-case names, and which places bear them.
    names: FxHashMap<String, Vec<u32>>,
    /// What peoples are called, and in which states they live.
    peoples: FxHashMap<String, Vec<u32>>,
}

/// A place of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Its usual name in English.
    pub name: String,
    /// State, capital, town or region.
    pub kind: PlaceKind,
    /// ISO 3166-1, two letters (XK is Kosovo).
    pub country: String,
    /// Hundredths of a degree north.
    pub latitude: i32,
    /// Hundredths of a degree east.
    pub longitude: i32,
    /// People in thousands, rounded.
    pub thousands: u32,
}

impl Gazetteer {
    /// The table that comes with the reader.
    pub fn built_in() -> Self {
        let mut made = Self::default();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')).skip(1) {
            made.add(line);
        }
        made
    }

    fn add(&mut self, line: &str) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [kind, country, latitude, longitude, thousands, name, others, peoples] = cells[..] else { return };
        let (Some(kind), Some(latitude), Some(longitude)) =
            (PlaceKind::named(kind), hundredths(latitude), hundredths(longitude))
        else {
            return;
        };
        let at = u32::try_from(self.places.len()).unwrap_or(u32::MAX);
        let listed = |list: &str| -> Vec<String> {
            list.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect()
        };
        for key in std::iter::once(name.to_lowercase()).chain(listed(others)) {
            let places = self.names.entry(key).or_default();
            if !places.contains(&at) {
                places.push(at);
            }
        }
        for people in listed(peoples) {
            self.peoples.entry(format!("{people}s")).or_default().push(at);
            self.peoples.entry(people).or_default().push(at);
        }
        self.places.push(Place {
            name: name.to_owned(),
            kind,
            country: country.to_owned(),
            latitude,
            longitude,
            thousands: thousands.parse().unwrap_or(0),
        });
    }

    /// Every place that bears a name (lower case, with or without "the").
    pub fn places(&self, name: &str) -> impl Iterator<Item = &Place> + use<'_> {
        let found = self.names.get(name).or_else(|| self.names.get(name.strip_prefix("the ")?));
        found.into_iter().flatten().map(|at| &self.places[*at as usize])
    }

    /// The states whose people are called so (lower case).
    pub fn homes(&self, people: &str) -> impl Iterator<Item = &Place> + use<'_> {
        self.peoples.get(people).into_iter().flatten().map(|at| &self.places[*at as usize])
    }

    /// All places of a name with their shares, the likeliest first. `speaks` says how much more a country counts
    /// than one the text is silent about (1 is silence).
    pub fn candidates(&self, name: &str, speaks: impl Fn(&Place) -> f64) -> Vec<Candidate> {
        let weighed: Vec<(f64, &Place)> =
            self.places(name).map(|place| (place.weight() * speaks(place), place)).collect();
        let total: f64 = weighed.iter().map(|(weight, _)| weight).sum();
        let share = |weight: f64| if total > 0.0 { (weight / total * 1000.0).round() as u16 } else { 0 };
        let mut found: Vec<Candidate> = weighed.iter().map(|(weight, place)| place.candidate(share(*weight))).collect();
        found.sort_by(|one, other| other.score.cmp(&one.score).then_with(|| one.country.cmp(&other.country)));
        found
    }
}

impl Place {
    /// How often news mean this bearer of the name, roughly: by people, states and capitals before others.
    fn weight(&self) -> f64 {
        let sort = match self.kind {
            PlaceKind::Country => 4.0,
            PlaceKind::Capital => 2.0,
            PlaceKind::City | PlaceKind::Region => 1.0,
        };
        f64::from(self.thousands.max(1)).sqrt() * sort
    }

    fn candidate(&self, score: u16) -> Candidate {
        Candidate {
            name: self.name.clone(),
            kind: self.kind,
            country: self.country.clone(),
            latitude: self.latitude,
            longitude: self.longitude,
            score,
        }
    }
}

/// "-12.3" as -1230; tables write at most two decimals.
fn hundredths(text: &str) -> Option<i32> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.abs() <= 180.0)?;
    Some((value * 100.0).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_name_is_a_list() {
        let table = Gazetteer::built_in();
        let found = table.candidates("georgia", |_| 1.0);
        let kinds: Vec<_> = found.iter().map(|it| (it.country.as_str(), it.kind)).collect();
        assert_eq!(kinds, [("GE", PlaceKind::Country), ("US", PlaceKind::Region)]);
        assert_eq!(table.candidates("tripoli", |it| if it.country == "LB" { 40.0 } else { 1.0 })[0].country, "LB");
        assert!(table.candidates("no such place", |_| 1.0).is_empty());
    }

    #[test]
    fn shares_add_up() {
        let table = Gazetteer::built_in();
        for name in ["springfield", "paris", "congo", "the hague"] {
            let sum: u16 = table.candidates(name, |_| 1.0).iter().map(|it| it.score).sum();
            assert!((995..=1005).contains(&sum), "{name}: {sum}");
        }
    }
}
