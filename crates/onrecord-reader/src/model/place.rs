//! A place of the world a name can mean.

/// One of the places a name can mean, with its share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its usual name in English.
    pub name: String,
    /// What sort of place; tells how exact the coordinates are.
    pub kind: PlaceKind,
    /// ISO 3166-1, two letters.
    pub country: String,
    /// Hundredths of a degree north.
    pub latitude: i32,
    /// Hundredths of a degree east.
    pub longitude: i32,
    /// Its share of the name in this text, in thousandths.
    pub score: u16,
}

/// What sort of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A state or land of its own.
    Country,
    /// The seat of a state.
    Capital,
    /// Another town.
    City,
    /// A state of a union, a province, an island, a region.
    Region,
}

impl PlaceKind {
    /// The word for it in tables and rows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Capital => "capital",
            Self::City => "city",
            Self::Region => "region",
        }
    }
    /// The kind of that word.
    pub fn named(name: &str) -> Option<Self> {
        [Self::Country, Self::Capital, Self::City, Self::Region].into_iter().find(|kind| kind.name() == name)
    }
    /// How exact the coordinates are: the middle of a country, of a region, or a town.
    pub fn precision(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Region => "region",
            Self::Capital | Self::City => "town",
        }
    }
}
