//! Pages about actors, places, quotes and positions: how they look at two sizes, and where their keys lead.

use crate::fixture::Screen;

/// What leads to each page from the library list, by its name.
const PAGES: &[(&str, &str)] = &[
    ("actors", "a"),
    ("places", "p"),
    ("map", "M"),
    ("quotes", "\""),
    ("positions", "P"),
    ("timeline", "t"),
    ("actor", "a Enter"),
    ("place", "p Enter"),
    ("map-closer", "M j + + Right"),
    ("map-table", "M v"),
];

#[test]
fn pages_look_as_they_should_at_both_sizes() {
    for (name, keys) in PAGES {
        for (columns, rows) in [(80, 24), (120, 40)] {
            let mut screen = Screen::new(columns, rows);
            screen.press(keys);
            insta::assert_snapshot!(format!("{name}-{columns}x{rows}"), screen.text());
        }
    }
}

#[test]
fn the_matrix_and_two_actors_look_as_they_should() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let mut screen = Screen::new(columns, rows);
        screen.press(":").enter("matrix").press("Enter");
        insta::assert_snapshot!(format!("matrix-{columns}x{rows}"), screen.text());
        let mut screen = Screen::new(columns, rows);
        screen.press("a Enter 3 Tab Enter");
        insta::assert_snapshot!(format!("pair-{columns}x{rows}"), screen.text());
    }
}

#[test]
fn a_position_leads_to_its_sentence_and_back() {
    let mut screen = Screen::new(80, 24);
    screen.press("P Enter");
    assert!(!screen.shows("7 positions"), "{}", screen.text());
    screen.press("<");
    assert!(screen.shows("7 positions"), "{}", screen.text());
}

#[test]
fn a_stance_in_the_matrix_leads_to_the_words_behind_it() {
    let mut screen = Screen::new(120, 40);
    screen.press(":").enter("matrix").press("Enter");
    screen.press("Tab Tab Enter");
    assert!(!screen.shows("Who stands where"), "{}", screen.text());
}

#[test]
fn the_chosen_pin_opens_its_place() {
    let mut screen = Screen::new(80, 24);
    screen.press("M j Enter");
    assert!(screen.shows("› Grey Island"), "{}", screen.text());
}

#[test]
fn actors_are_narrowed_as_one_types() {
    let mut screen = Screen::new(80, 24);
    screen.press("a f").enter("riel");
    assert!(screen.shows("Tomas Rield") && !screen.shows("Ines Calloway"), "{}", screen.text());
    screen.press("Enter F");
    assert!(screen.shows("Ines Calloway"), "{}", screen.text());
}
