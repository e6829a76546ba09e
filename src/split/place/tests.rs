//! Places of short reports: what is found, where it is put, and what is no place.

use proptest::prelude::*;

use super::super::document::Document;
use super::super::{actor, name};
use super::{Atlas, resolve};
use crate::model::{Article, PlaceKind, Text};

fn read(text: &str) -> Atlas {
    let article = Article { text: Text::new(text), ..Article::default() };
    let document = Document::read(&article);
    let names = name::recognise(&document);
    let cast = actor::join(&document, &names);
    resolve(&document, &names, &cast)
}

/// Checks that the article names the place `name`, and that it is put into the country and division `code`.
#[track_caller]
fn check(text: &str, name: &str, code: &str) {
    let atlas = read(text);
    let Some(place) = atlas.places.iter().find(|p| p.name == name) else {
        panic!("{name} is not found in {text:?}: {:?}", atlas.places);
    };
    let found = if code.contains('.') { place.region.as_deref() } else { place.country.as_deref() };
    assert_eq!(found, Some(code), "{name} in {text:?}");
}

/// Checks that the article names no place `name`.
#[track_caller]
fn check_not(text: &str, name: &str) {
    let places = read(text).places;
    assert!(places.iter().all(|p| p.name != name), "{name} is no place in {text:?}: {places:?}");
}

#[test]
fn the_state_after_a_comma_decides() {
    check("A fire broke out in Springfield, Ill., on Monday.", "Springfield", "US.IL");
    check("A fire broke out in Springfield, Mo., on Monday.", "Springfield", "US.MO");
    check("The fair opens in Paris, Texas, next week.", "Paris", "US.TX");
    check("The team flew to London, Ontario, on Friday.", "London", "CA.08");
}

#[test]
fn without_a_hint_the_great_city_is_meant() {
    check("The ministers met in Paris on Monday.", "Paris", "FR");
    check("He was born in London.", "London", "GB");
    check("After talks in Paris the United States and Ukraine sent the plan to Washington.", "Paris", "FR");
}

#[test]
fn world_news_means_the_countries_and_their_great_cities() {
    let text = "WASHINGTON -- The president said in Washington that ships bound for Cuba would be stopped. Envoys of \
                France, Turkey and Italy flew from Havana to Moscow, and the delegates of Cuba left New York for Geneva.";
    check(text, "Cuba", "CU");
    check(text, "Havana", "CU");
    check(text, "Moscow", "RU");
}

#[test]
fn what_lies_around_decides() {
    let text =
        "Deputies in Lamar County searched a house in Paris on Monday. Police in Texas said the man fled to Dallas.";
    check(text, "Paris", "US.TX");
}

#[test]
fn old_and_new_names_are_one_place() {
    let atlas = read("Trains left Kyiv at noon. The old sign in the hall still says Kiev. Nobody in Kyiv minds.");
    let kyiv = atlas.places.iter().find(|p| p.standard.as_deref() == Some("Kyiv")).expect("Kyiv");
    assert_eq!(kyiv.mentions.len(), 3);
}

#[test]
fn seas_and_areas_are_places_of_their_kind() {
    let atlas = read("Ships crossed the Black Sea. Prices rose across the Middle East.");
    let kind = |name: &str| atlas.places.iter().find(|p| p.name == name).map(|p| p.kind);
    assert_eq!(kind("Black Sea"), Some(PlaceKind::Water));
    assert_eq!(kind("Middle East"), Some(PlaceKind::Area));
}

#[test]
fn a_person_is_no_place() {
    check_not("The singer Paris Jackson thanked her fans. Jackson, 20, smiled.", "Paris");
    check_not("Coach Michael Jordan praised the team.", "Jordan");
    check_not("In May prices rose. May was warm.", "May");
}

#[test]
fn a_capital_that_acts_is_a_place_too() {
    check("Moscow said on Monday that it would not sign.", "Moscow", "RU");
    check("Washington rejected the offer.", "Washington", "US.DC");
}

#[test]
fn the_place_of_the_dateline_is_known() {
    for text in ["MOSCOW, April 25 -- The talks ended.", "KYIV, Ukraine (AP) — The talks ended."] {
        let atlas = read(text);
        let place = atlas.dateline.map(|index| atlas.places[index].name.clone());
        assert!(matches!(place.as_deref(), Some("MOSCOW" | "KYIV")), "{text:?}: {place:?}");
    }
    assert_eq!(read("Moscow has seen many talks. They ended.").dateline, None);
}

#[test]
fn a_street_has_no_point() {
    let atlas = read("A car struck a tree on Elm Hollow Road in Nashville, Tenn., on Monday.");
    let street = atlas.places.iter().find(|p| p.name == "Elm Hollow Road").expect("the street");
    assert_eq!((street.kind, street.point), (PlaceKind::Site, None));
}

#[test]
fn a_town_that_the_state_lacks_has_no_point() {
    let atlas = read("She lives in Reykjavik, Ky., with her mother.");
    let town = atlas.places.iter().find(|p| p.name == "Reykjavik").expect("the town");
    assert_eq!((town.point, town.region.as_deref()), (None, Some("US.KY")));
}

#[test]
fn mentions_do_not_overlap() {
    let atlas = read("The Moscow-Washington hotline and the Paris-born envoy, D-Ohio, of St. John's, N.L., rang.");
    let mut spans: Vec<_> = atlas.places.iter().flat_map(|p| p.mentions.iter().map(|m| m.span)).collect();
    spans.sort();
    assert!(spans.windows(2).all(|pair| !pair[0].overlaps(pair[1])), "{spans:?}");
}

proptest! {
    #[test]
    fn any_text_is_read_twice_alike(text in "([A-Z][a-z]{0,6}|St\\.|of|in|Paris|Ky\\.|[-,.'’/] ?|\\PC| |\n){0,60}") {
        let (once, again) = (read(&text), read(&text));
        prop_assert_eq!(once, again);
    }
}
