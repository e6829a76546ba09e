//! Keys in, screens out: what a reader does from page to page, and what is shown for it.

use dateline::library::Event;
use dateline::tui::{Effect, Glyphs, Look, Message};
use insta::assert_snapshot;

use crate::fixture::{Screen, Shelf};

#[test]
fn the_library_list_at_two_sizes() {
    assert_snapshot!("library_80", Screen::new(80, 24).text());
    assert_snapshot!("library_120", Screen::new(120, 40).text());
}

#[test]
fn the_list_by_story_at_two_sizes_and_back() {
    assert_snapshot!("stories_80", Screen::new(80, 24).press("v").text());
    assert_snapshot!("stories_120", Screen::new(120, 40).press("v").text());
    let mut screen = Screen::new(80, 24);
    screen.press("v v");
    assert!(!screen.shows("2 briefings  13 May"), "{}", screen.text());
}

#[test]
fn a_briefing_at_two_sizes() {
    assert_snapshot!("briefing_80", Screen::new(80, 24).press("G Enter").text());
    assert_snapshot!("briefing_120", Screen::new(120, 40).press("G Enter").text());
}

#[test]
fn a_briefing_names_the_other_sources_of_its_words() {
    let mut screen = Screen::new(80, 24);
    screen.press("j Enter");
    assert!(screen.shows("also in Island Courier"), "{}", screen.text());
}

#[test]
fn search_results_at_two_sizes() {
    assert_snapshot!("search_80", Screen::new(80, 24).press("s").enter("premium").press("Enter").text());
    assert_snapshot!("search_120", Screen::new(120, 40).press("s").enter("premium").press("Enter").text());
}

#[test]
fn what_links_here_and_help_at_two_sizes() {
    assert_snapshot!("backlinks_80", Screen::new(80, 24).press("G Enter x").text());
    assert_snapshot!("backlinks_120", Screen::new(120, 40).press("G Enter x").text());
    assert_snapshot!("help_80", Screen::new(80, 24).press("?").text());
    assert_snapshot!("help_120", Screen::new(120, 40).press("?").text());
}

#[test]
fn a_very_wide_screen_has_the_cast_in_a_third_pane() {
    let mut screen = Screen::new(200, 60);
    assert_snapshot!("briefing_200", screen.press("G Enter").text());
    screen.press("l j Enter");
    assert!(screen.shows("› Tomas Rield"), "{}", screen.text());
}

#[test]
fn prompts_zen_and_an_empty_library_at_two_sizes() {
    for (columns, rows) in [(80, 24), (120, 40)] {
        let look = |name: &str| format!("{name}_{columns}");
        assert_snapshot!(look("palette"), Screen::new(columns, rows).press(":").enter("mar").text());
        assert_snapshot!(look("headlines"), Screen::new(columns, rows).press("Ctrl-p").enter("ferr").text());
        assert_snapshot!(look("note"), Screen::new(columns, rows).press("G Enter N").enter("ask the union").text());
        assert_snapshot!(look("zen"), Screen::new(columns, rows).press("G Enter z 5").text());
        assert_snapshot!(look("empty"), Screen::over(Shelf::empty(), columns, rows).text());
        assert_snapshot!(
            look("nothing_found"),
            Screen::new(columns, rows).press("s").enter("zebra").press("Enter").text()
        );
    }
}

#[test]
fn what_links_here_is_told_by_the_headline_wherever_the_cursor_is() {
    let mut screen = Screen::new(80, 24);
    screen.press("G k Enter 5 x");
    assert!(screen.shows("What links to  Island shops count their last deliveries"), "{}", screen.text());
    screen.press("< < x");
    assert!(screen.shows("What links to  Island shops count their last deliveries"), "{}", screen.text());
}

#[test]
fn a_long_message_is_told_whole() {
    let mut screen = Screen::new(80, 24);
    let words = "ferries.toml:3:9: a quote that is not in the text, in one of the three made by hand, is left out";
    screen.send(Message::Failed(words.to_owned()));
    let text = screen.text();
    let told: Vec<&str> = text.lines().rev().take(2).map(str::trim).collect();
    assert_eq!(format!("{} {}", told[1], told[0]), words);
}

#[test]
fn ascii_marks_are_ascii() {
    let look = Look { glyphs: Glyphs::ASCII, ..Look::default() };
    let mut screen = Screen::with(Shelf::default(), look, 120, 40);
    let text = screen.press("G Enter").text();
    // The article's own letters stay what they are.
    let strange: String = text.chars().filter(|c| !c.is_ascii() && !"“”’".contains(*c)).collect();
    assert_eq!(strange, "", "{text}");
}

#[test]
fn a_quote_leads_to_its_sentence_in_the_text() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter 2 Enter");
    assert!(
        screen.shows("▸ “Nobody signs on to work through the night for nothing,” said Ada Marsh, who"),
        "{}",
        screen.text()
    );
}

#[test]
fn an_actor_leads_to_another_story_and_back_twice() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter 2 Tab Enter");
    assert!(screen.shows("Ada Marsh"), "{}", screen.text());
    screen.press("5 Enter");
    assert!(screen.shows("Night boats to sail again"), "{}", screen.text());
    screen.press("< <");
    assert!(screen.shows("Ferry crews walk out"), "{}", screen.text());
}

#[test]
fn going_back_and_forward_returns_to_the_very_place() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter 5 j j j");
    let before = screen.text();
    screen.press("< >");
    assert_eq!(screen.text(), before);
}

#[test]
fn the_reading_place_survives_other_widths() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter 5 j j j");
    let before = screen.text();
    screen.resize(60, 20).resize(80, 24);
    let cursor = |text: &str| text.lines().find(|line| line.contains('▸')).map(str::to_owned);
    assert_eq!(cursor(&screen.text()), cursor(&before));
}

#[test]
fn find_tells_how_many_there_are() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter /").enter("premium").press("Enter");
    assert!(screen.shows("1 of "), "{}", screen.text());
    screen.press("Esc /").enter("no such words").press("Enter");
    assert!(screen.shows("is not on this page"), "{}", screen.text());
}

#[test]
fn hits_are_counted_on_also_where_the_cursor_cannot_stop() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter g /").enter("ferry crews").press("Enter");
    for words in ["2 of 3", "3 of 3", "1 of 3, from the top again", "2 of 3"] {
        assert!(screen.shows(words), "{words}: {}", screen.text());
        screen.press("n");
    }
    screen.press("N N N");
    assert!(screen.shows("3 of 3, from the end again"), "{}", screen.text());
}

#[test]
fn hints_lead_to_links_items_and_rows() {
    let mut screen = Screen::new(80, 24);
    screen.press("; d");
    assert!(screen.shows("Ferry crews walk out") && screen.shows("SUMMARY"), "{}", screen.text());
    screen.press(";");
    insta::assert_snapshot!("hints_80", screen.text());
    screen.press("f");
    assert!(screen.shows("Port Ellery") && screen.shows("BRIEFINGS"), "{}", screen.text());
}

#[test]
fn a_library_that_is_still_read_is_not_called_empty() {
    let mut screen = Screen::over(Shelf::empty(), 80, 24);
    screen.send(Message::Library(Event::Progress { done: 3, total: 28, rate: 10.0 }));
    assert!(screen.shows("Reading 3 of 28 files"), "{}", screen.text());
    screen.send(Message::Library(Event::Ready));
    assert!(screen.shows("No articles here yet"), "{}", screen.text());
}

#[test]
fn marks_are_set_shown_and_taken_back() {
    let mut screen = Screen::new(80, 24);
    screen.press("Enter m");
    assert!(screen.shows("Bookmarked"), "{}", screen.text());
    screen.press("j");
    assert!(screen.shows("◆ bookmarked"), "{}", screen.text());
    screen.press("Z j");
    assert!(!screen.shows("◆ bookmarked"), "{}", screen.text());
}

#[test]
fn a_mark_that_was_refused_is_taken_back_with_a_line_that_says_why() {
    let mut screen = Screen::new(120, 40);
    let before = screen.text();
    screen.touch("m");
    let marked = screen.text();
    assert!(marked.contains("Bookmarked."), "{marked}");
    screen.send(Message::Refused("not kept: the disk is full".to_owned()));
    let text = screen.text();
    assert!(text.contains("not kept: the disk is full"), "{text}");
    let list = |text: &str| text.lines().take(38).map(str::to_owned).collect::<Vec<_>>();
    assert_ne!(list(&marked), list(&before));
    assert_eq!(list(&text), list(&before));
}

#[test]
fn a_filter_narrows_the_list_and_esc_takes_it_back() {
    let mut screen = Screen::new(80, 24);
    screen.press("f").enter("bread");
    assert!(!screen.shows("Night boats"), "{}", screen.text());
    screen.press("Esc");
    assert!(screen.shows("Night boats"), "{}", screen.text());
}

#[test]
fn too_small_a_screen_says_so_and_can_be_left() {
    let mut screen = Screen::new(39, 9);
    assert!(screen.shows("dateline needs 40 x 10"), "{}", screen.text());
    screen.press("j q");
    assert_eq!(screen.outside.last(), Some(&Effect::Quit(0)));
}

#[test]
fn an_empty_library_says_what_to_do() {
    assert!(Screen::over(Shelf::empty(), 80, 24).shows("No articles here yet"));
}

#[test]
fn the_page_that_was_open_is_opened_again() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter 2 Tab Enter ? Q");
    let kept = screen.outside.iter().find_map(|effect| match effect {
        Effect::Remember("page", words) => Some(words.clone()),
        _ => None,
    });
    let mut again = Screen::new(80, 24);
    again.send(Message::Reopen(kept.expect("a page was kept")));
    assert!(again.shows("Ada Marsh"), "{}", again.text());
    again.press("<");
    assert!(again.shows("▸ ● yesterday"), "{}", again.text());
}

#[test]
fn a_briefing_that_is_opened_again_has_the_lists_cursor() {
    let mut screen = Screen::new(80, 24);
    screen.send(Message::Reopen("story ferry-crews-walk-out".to_owned()));
    assert!(screen.shows("SUMMARY"), "{}", screen.text());
    screen.press("K");
    assert!(screen.shows("Island shops count"), "{}", screen.text());
}

#[test]
fn copying_names_who_said_it_and_where() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter 2 y");
    let copied = screen.outside.iter().find_map(|effect| match effect {
        Effect::Copy(words) => Some(words.clone()),
        _ => None,
    });
    let copied = copied.expect("something was copied");
    assert!(copied.contains("Ada Marsh") && copied.contains("Ferry crews walk out"), "{copied}");
}

#[test]
fn a_search_kept_under_a_name_stands_in_the_list_with_what_is_unread() {
    let mut screen = Screen::new(80, 24);
    screen.press("s").enter("premium").press("Enter Ctrl-s").enter("Night boats").press("Enter q");
    assert_snapshot!("saved_80", screen.text());
    screen.press("g Enter");
    assert!(screen.shows("search premium") && screen.shows("2 briefings"), "{}", screen.text());
    screen.press("Enter q q");
    assert!(screen.shows("1 unread · 2"), "a briefing of it was read: {}", screen.text());
    screen.press("g :").enter("drop-search").press("Enter");
    assert!(!screen.shows("Night boats   "), "{}", screen.text());
}

#[test]
fn results_are_narrowed_by_a_count_and_widened_again() {
    let mut screen = Screen::new(80, 24);
    screen.press("s").enter("premium").press("Enter n");
    assert_snapshot!("narrow_80", screen.text());
    screen.enter("ada").press("Enter");
    assert!(screen.shows("premium actor:\"Ada Marsh\""), "{}", screen.text());
    screen.press("<");
    assert!(!screen.shows("actor:\"Ada Marsh\""), "{}", screen.text());
}

#[test]
fn pages_of_a_search_are_about_all_it_finds() {
    let mut screen = Screen::new(80, 24);
    screen.press("s").enter("premium").press("Enter a");
    assert!(screen.shows("actors in premium"), "{}", screen.text());
}

#[test]
fn the_counts_of_a_search_stand_beside_it_where_there_is_room() {
    assert_snapshot!("search_200", Screen::new(200, 40).press("s").enter("premium").press("Enter").text());
}
