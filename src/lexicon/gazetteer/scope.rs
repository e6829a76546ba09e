//! Which places lie in which: the answer to `place:ukraine`.

use crate::model::{Place, PlaceKind};

use super::{Candidate, Known, find, fold};

/// The key of a place across the library: GeoNames' id, else the folded standard name.
pub fn key_of(place: &Place) -> String {
    match place.geonames_id {
        Some(id) => format!("geonames:{id}"),
        None => slug(place.standard.as_deref().unwrap_or(&place.name)),
    }
}

fn slug(name: &str) -> String {
    fold(name).replace(' ', "-")
}

/// Whether two places are one across the library.
pub fn same_place(one: &Place, other: &Place) -> bool {
    key_of(one) == key_of(other)
}

/// What a reader means by the name of a place: the place itself and all that lies in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    keys: Vec<String>,
    countries: Vec<&'static str>,
    regions: Vec<&'static str>,
}

impl Scope {
    /// The scope of `name`, under any name that the gazetteer knows; several places of one name are all meant.
    pub fn named(name: &str) -> Self {
        let mut scope = Self { keys: vec![slug(name)], countries: Vec::new(), regions: Vec::new() };
        for Candidate { place, .. } in find(name) {
            scope.add(place.known());
        }
        scope
    }

    fn add(&mut self, known: Known) {
        self.keys.push(match known.geonames_id {
            Some(id) => format!("geonames:{id}"),
            None => slug(known.name()),
        });
        match (known.kind, known.country, known.region) {
            (PlaceKind::Country, Some(country), _) => self.countries.push(country),
            (PlaceKind::Region, _, Some(region)) => self.regions.push(region),
            _ => {}
        }
    }

    /// The keys of the places of that name, as [`key_of`] gives them.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// ISO codes of the countries of that name.
    pub fn countries(&self) -> &[&'static str] {
        &self.countries
    }

    /// GeoNames' codes of the first-order divisions of that name.
    pub fn regions(&self) -> &[&'static str] {
        &self.regions
    }

    /// Whether `place` is meant or lies in what is meant.
    pub fn holds(&self, place: &Place) -> bool {
        place.country.as_deref().is_some_and(|code| self.countries.contains(&code))
            || place.region.as_deref().is_some_and(|code| self.regions.contains(&code))
            || self.keys.contains(&key_of(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> Place {
        let known = find(name)[0].place.known();
        Place {
            name: name.to_owned(),
            standard: Some(known.name().to_owned()),
            country: known.country.map(str::to_owned),
            region: known.region.map(str::to_owned),
            kind: known.kind,
            point: Some(known.point),
            geonames_id: known.geonames_id,
            mentions: Vec::new(),
        }
    }

    #[test]
    fn a_country_holds_its_cities_and_regions() {
        let ukraine = Scope::named("ukraine");
        assert!(
            ukraine.holds(&place("Kharkiv")) && ukraine.holds(&place("Crimea")) && ukraine.holds(&place("Ukraine"))
        );
        assert!(!ukraine.holds(&place("Moscow")));
    }

    #[test]
    fn a_state_holds_its_towns() {
        let texas = Scope::named("Texas");
        assert!(texas.holds(&place("Houston")));
        assert!(!texas.holds(&place("Chicago")));
    }

    #[test]
    fn a_city_is_found_by_its_other_name() {
        assert!(Scope::named("Kiev").holds(&place("Kyiv")));
        assert!(same_place(&place("Kiev"), &place("Kyiv")));
    }

    #[test]
    fn a_place_that_the_gazetteer_lacks_is_found_by_its_name() {
        let mut nowhere = place("Kyiv");
        nowhere.geonames_id = None;
        nowhere.standard = None;
        nowhere.name = "Elm Grove Crossing".to_owned();
        assert!(Scope::named("elm grove crossing").holds(&nowhere));
    }
}
