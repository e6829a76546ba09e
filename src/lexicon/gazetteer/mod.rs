//! The gazetteer: which places a name may mean, and what is known of each.
//!
//! Compiled from GeoNames and hand-made tables by `training/gazetteer.py`; `data/gazetteer/README.md` is its card. Both
//! files are read where they lie, without a copy, so that it costs nothing at the start.

mod fold;
mod scope;
mod table;
mod walk;

pub use fold::{fold, key};
pub use scope::{Scope, key_of, same_place};
pub use walk::Walk;

use crate::model::PlaceKind;

/// Set in a value when the name is another language's or a shortened one.
const ALTERNATE: u32 = 1 << 24;
/// Set in a value that points to a list.
const LIST: u64 = 1 << 31;
/// The bits that tell a place.
const INDEX: u32 = ALTERNATE - 1;
/// Before a demonym in the map of names.
const DEMONYM: u8 = 1;
/// Before an abbreviated division that counts only after a comma.
const ABBREVIATION: u8 = 2;

/// One place that a name may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The place.
    pub place: PlaceId,
    /// Whether the name is not its main one.
    pub alternate: bool,
}

/// A place of the gazetteer. Smaller is likelier: ids are in order of the people there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(u32);

/// What is known of a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Known {
    place: PlaceId,
    /// What it is.
    pub kind: PlaceKind,
    /// Degrees north and east.
    pub point: (f32, f32),
    /// ISO 3166-1 alpha-2 code of its country; none for seas and areas between countries.
    pub country: Option<&'static str>,
    /// GeoNames' code of its first-order division.
    pub region: Option<&'static str>,
    /// GeoNames' id.
    pub geonames_id: Option<u32>,
    /// Binary logarithm of the people there (a rough weight for what nobody lives in).
    pub weight: f32,
}

impl PlaceId {
    /// Numbers of its first-order division and of its country, for counting; none where it has none.
    pub fn indices(self) -> (Option<u16>, Option<u8>) {
        let record = table::place(self.0);
        (record.map(|r| r.region).filter(|&r| r != u16::MAX), record.map(|r| r.country).filter(|&c| c != u8::MAX))
    }

    /// What is known of it.
    pub fn known(self) -> Known {
        let Some(record) = table::place(self.0) else { unreachable!("ids come out of the tables") };
        Known {
            place: self,
            kind: PlaceKind::ALL[usize::from(record.kind).min(PlaceKind::ALL.len() - 1)],
            point: (record.lat as f32 / 10_000.0, record.lon as f32 / 10_000.0),
            country: table::country(record.country).map(|c| c.code),
            region: table::region(record.region).map(|r| r.0),
            geonames_id: (record.id != 0).then_some(record.id),
            weight: f32::from(record.prior) / 7.0,
        }
    }
}

impl Known {
    /// Its standard name.
    pub fn name(&self) -> &'static str {
        table::name(self.place.0).unwrap_or_default()
    }
}

/// The places that `name` may mean, its main names first and likelier ones first among them.
pub fn find(name: &str) -> Vec<Candidate> {
    walk::names().get(key(name).as_bytes()).map_or_else(Vec::new, |value| candidates(value.value()))
}

/// The places that a value of the map stands for.
pub fn candidates(value: u64) -> Vec<Candidate> {
    let one = |value: u32| Candidate { place: PlaceId(value & INDEX), alternate: value & ALTERNATE != 0 };
    if value & LIST == 0 {
        return vec![one(value as u32)];
    }
    table::list((value & !LIST) as u32).map(one).collect()
}

/// The code of the country whose people or adjective `word` is ("Turkish", "Turks").
pub fn demonym(word: &str) -> Option<&'static str> {
    let index = walk::value_after(DEMONYM, word)?;
    table::country(u8::try_from(index).ok()?).map(|c| c.code)
}

/// The code of the division that `word` shortens after a place name and a comma ("Ala.", "Ont.", "TX").
pub fn abbreviation(word: &str) -> Option<&'static str> {
    let index = walk::value_after(ABBREVIATION, word)?;
    table::region(u16::try_from(index).ok()?).map(|r| r.0)
}

/// The place of the country with this ISO 3166-1 alpha-2 code.
pub fn country(code: &str) -> Option<PlaceId> {
    table::find_country(code).and_then(table::country).map(|c| PlaceId(c.place))
}

/// The English name of the country with this code.
pub fn country_name(code: &str) -> Option<&'static str> {
    country(code).map(|place| place.known().name())
}

/// The capital of the country with this code.
pub fn capital(code: &str) -> Option<PlaceId> {
    table::find_country(code).and_then(table::country)?.capital.map(PlaceId)
}

/// GeoNames' code of the continent of the country with this code (AF AN AS EU NA OC SA).
pub fn continent(code: &str) -> Option<&'static str> {
    table::find_country(code).and_then(table::country).map(|c| c.continent)
}

/// The place of the first-order division with this code.
pub fn region(code: &str) -> Option<PlaceId> {
    table::find_region(code).and_then(table::region).map(|r| PlaceId(r.1))
}

/// The number of the first-order division with this code, less than [`REGIONS`].
pub fn region_index(code: &str) -> Option<u16> {
    table::find_region(code)
}

/// The number of the country with this code.
pub fn country_index(code: &str) -> Option<u8> {
    table::find_country(code)
}

/// More than there are first-order divisions.
pub const REGIONS: usize = 8192;

#[cfg(test)]
mod tests {
    use super::*;

    /// The likeliest place of a name, with its country.
    fn first(name: &str) -> (&'static str, Option<&'static str>) {
        let known = find(name)[0].place.known();
        (known.name(), known.country)
    }

    #[test]
    fn names_old_new_and_foreign_lead_to_one_place() {
        for name in ["Kyiv", "Kiev", "KIEV", "Київ", "Киев"] {
            assert_eq!(first(name), ("Kyiv", Some("UA")), "{name}");
        }
        assert_eq!(first("Zürich"), first("Zurich"));
        assert_eq!(first("Saint Louis"), first("St. Louis"));
    }

    #[test]
    fn the_likeliest_place_of_a_name_comes_first() {
        assert_eq!(first("Paris"), ("Paris", Some("FR")));
        assert_eq!(first("London"), ("London", Some("GB")));
        assert!(find("Springfield").len() > 10);
        assert_eq!(first("Ukraine").1, Some("UA"));
    }

    #[test]
    fn seas_areas_and_divisions_are_known() {
        assert_eq!(find("Black Sea")[0].place.known().kind, PlaceKind::Water);
        assert_eq!(find("the Middle East")[0].place.known().kind, PlaceKind::Area);
        assert_eq!(find("Texas")[0].place.known().kind, PlaceKind::Region);
        assert_eq!(find("Travis County")[0].place.known().region, Some("US.TX"));
    }

    #[test]
    fn a_word_that_names_nothing_has_no_candidates() {
        assert!(find("").is_empty());
        assert!(find("Qwertyuiop").is_empty());
    }

    #[test]
    fn numbers_of_divisions_are_small() {
        assert!((0..table::len()).all(|index| PlaceId(index).indices().0.is_none_or(|r| usize::from(r) < REGIONS)));
    }

    #[test]
    fn demonyms_abbreviations_and_codes() {
        assert_eq!(demonym("Turkish"), Some("TR"));
        assert_eq!(demonym("Turkey"), None);
        assert_eq!(abbreviation("Ala."), Some("US.AL"));
        assert_eq!(abbreviation("Alabaster"), None);
        assert_eq!(country_name("DE"), Some("Germany"));
        assert_eq!(capital("UA").map(|c| c.known().name()), Some("Kyiv"));
        assert_eq!(continent("UA"), Some("EU"));
        assert_eq!(region("US.TX").map(|r| r.known().name()), Some("Texas"));
    }
}
