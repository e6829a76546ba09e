//! Pages about actors, places, quotes and positions: how they look at two sizes, and where their keys lead.

use dateline::library::corrections::Corrections;

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
fn an_actor_is_put_beside_one_that_is_chosen_by_name() {
    let mut screen = Screen::new(80, 24);
    screen.press("X Tab Tab c").enter("riel").press("Enter");
    assert!(screen.shows("Ada Marsh and Tomas Rield"), "{}", screen.text());
    screen.press("< < P c");
    assert!(screen.shows("beside") && screen.shows("Ines Calloway"), "{}", screen.text());
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

#[test]
fn mentions_are_walked_on_the_page_and_then_from_briefing_to_briefing() {
    let mut screen = Screen::new(80, 24);
    // The newest briefing first, as in the list.
    screen.press("a / Enter").press("*");
    assert!(screen.shows("› Night boats"), "{}", screen.text());
    screen.press("*");
    assert!(screen.shows("› Ferry crews"), "{}", screen.text());
    for _ in 0..40 {
        screen.press("*");
    }
    assert!(screen.shows("This is the last mention in the library."), "{}", screen.text());
    for _ in 0..40 {
        screen.press("#");
    }
    assert!(screen.shows("This is the first mention in the library."), "{}", screen.text());
    assert!(screen.shows("› Night boats"), "{}", screen.text());
}

/// What the reader corrected, in the words of the file.
fn corrected(screen: &Screen) -> Vec<String> {
    let all = screen.shelf.corrections.lock().unwrap();
    all.iter().map(|correction| Corrections::with("", correction)).collect()
}

#[test]
fn an_actor_is_merged_with_one_that_is_offered_and_z_takes_it_back() {
    let mut screen = Screen::new(80, 24);
    screen.press("a j :").enter("merge").press("Enter").enter("cal");
    insta::assert_snapshot!("merge-prompt-80x24", screen.text());
    screen.press("Enter");
    assert!(screen.shows("are one now"), "{}", screen.text());
    let [correction] = &corrected(&screen)[..] else { panic!("one correction") };
    assert!(
        correction.contains("into = \"Ines Calloway\"") && correction.contains("kind = \"person\""),
        "{correction}"
    );
    screen.press("Z");
    assert!(corrected(&screen).is_empty());
    assert!(screen.shows("are two again"), "{}", screen.text());
}

#[test]
fn a_merge_into_nobody_is_refused_and_a_rename_is_not() {
    let mut screen = Screen::new(80, 24);
    screen.press("a :").enter("merge Nobody Known").press("Enter Enter");
    assert!(screen.shows("Nobody in the library is called “Nobody Known”"), "{}", screen.text());
    assert!(corrected(&screen).is_empty());
    screen.press(":").enter("rename").press("Enter").enter("Nobody Known").press("Enter");
    assert!(corrected(&screen)[0].contains("to = \"Nobody Known\""), "{:?}", corrected(&screen));
}

#[test]
fn a_split_is_about_the_briefing_under_the_cursor_and_needs_another_name() {
    let mut screen = Screen::new(80, 24);
    screen.press("a Enter :").enter("split").press("Enter").enter("Ada Marsh").press("Enter");
    assert!(corrected(&screen).is_empty(), "{}", screen.text());
    screen.press("1 :").enter("split").press("Enter").enter("Ada Marsh (skipper)").press("Enter");
    let [correction] = &corrected(&screen)[..] else { panic!("one correction: {}", screen.text()) };
    assert!(correction.contains("articles = [\""), "{correction}");
}

#[test]
fn nobody_needs_no_words_and_a_briefing_names_the_chosen_link() {
    let mut screen = Screen::new(80, 24);
    screen.press("Enter :").enter("not-an-actor").press("Enter");
    assert!(screen.shows("No actor is under the cursor"), "{}", screen.text());
    screen.press("2 Tab :").enter("not-an-actor").press("Enter");
    assert!(screen.shows("is left out from now on"), "{}", screen.text());
    assert!(corrected(&screen)[0].contains("not-an-actor = \""));
}
