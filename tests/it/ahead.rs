//! The briefings beside the one under the list's cursor are at hand before they are wanted, and never as they were.

use dateline::library::Event;
use dateline::tui::{Answer, Effect, Message, Request, Source};

use crate::fixture::{Screen, Shelf};

const NEWEST: &str = "The night boats of the Sound will sail again";
const NEXT: &str = "Shopkeepers on Grey Island counted tins";

#[test]
fn a_step_in_the_list_shows_the_next_briefing_at_once_and_the_one_before_again() {
    let mut screen = Screen::new(120, 40);
    assert!(screen.shows(NEWEST), "{}", screen.text());
    for (key, text) in [("j", NEXT), ("k", NEWEST)] {
        screen.touch(key);
        assert!(screen.shows(text), "{}", screen.text());
    }
}

#[test]
fn a_briefing_that_is_opened_off_the_list_is_there_at_once_and_read() {
    let mut screen = Screen::new(120, 40);
    screen.press("j");
    let effects = screen.touch("Enter");
    assert!(screen.shows(NEXT), "{}", screen.text());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Mark(..))), "{effects:?}");
}

#[test]
fn what_was_at_hand_before_a_change_is_asked_for_anew() {
    let mut screen = Screen::new(120, 40);
    screen.hear(Message::Library(Event::Changed));
    let effects = screen.touch("j");
    assert!(!screen.shows(NEXT), "{}", screen.text());
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Ask(..))), "{effects:?}");
}

#[test]
fn a_briefing_that_cannot_be_had_is_asked_for_once() {
    let (mut screen, shelf) = (Screen::new(120, 40), Shelf::default());
    let mut effects = screen.hear(Message::Library(Event::Changed));
    let mut asked = Vec::new();
    while let Some(Effect::Ask(ticket, request)) = effects.pop() {
        let answer = match &request {
            Request::Story(id) if asked.is_empty() => {
                asked.push(id.clone());
                shelf.answer(&request)
            }
            Request::Story(id) => {
                assert!(!asked.contains(id), "{id:?} again");
                asked.push(id.clone());
                Answer::Failed("cut short".to_owned())
            }
            _ => shelf.answer(&request),
        };
        effects.extend(screen.hear(Message::Answer(ticket, Box::new(answer))));
    }
    assert!(asked.len() > 1, "{asked:?}");
}
