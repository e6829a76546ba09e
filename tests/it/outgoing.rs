//! What leaves the reader and what comes in: keys in, effects out, and what is told of them.

use dateline::export::Form;
use dateline::fetch::{Fetched, Outcome, Progress, Round};
use dateline::model::{Id, Scope};
use dateline::tui::{Effect, Message, Outgoing, Wanted};

use crate::fixture::Screen;

fn export(what: Outgoing, name: &str, over: bool) -> Effect {
    Effect::Export { what, name: name.to_owned(), over }
}

fn last(screen: &Screen) -> &Effect {
    screen.outside.last().expect("something leaves the program")
}

#[test]
fn a_narrowed_list_is_written_as_it_is_narrowed() {
    let mut screen = Screen::new(80, 24);
    screen.press("\" f").enter("bread").press("Enter S w");
    assert!(screen.shows("write to quotes.csv"), "{}", screen.text());
    screen.press("Ctrl-u").enter("bread.jsonl").press("Enter");
    let wanted = Wanted { words: "bread".to_owned(), oldest_first: true, ..Wanted::default() };
    assert_eq!(*last(&screen), export(Outgoing::Quotes(Scope::All, wanted), "bread.jsonl", false));
}

#[test]
fn a_name_without_a_known_ending_is_asked_again() {
    let mut screen = Screen::new(80, 24);
    screen.press("P w Ctrl-u").enter("positions.doc").press("Enter");
    assert!(screen.outside.is_empty());
    assert!(screen.shows("write to positions.doc") && screen.shows(".jsonl, .csv"), "{}", screen.text());
}

#[test]
fn what_is_there_is_replaced_only_after_a_yes() {
    let story = Outgoing::Story(Id::new("talks"));
    let mut screen = Screen::new(80, 24);
    screen.send(Message::Exists(story.clone(), "talks.md".to_owned()));
    assert!(screen.shows("talks.md exists; replace it? y/n"), "{}", screen.text());
    screen.enter("n").press("Enter");
    assert!(screen.outside.is_empty() && screen.shows("Left as it was"), "{}", screen.text());
    screen.send(Message::Exists(story.clone(), "talks.md".to_owned()));
    screen.enter("y").press("Enter");
    assert_eq!(*last(&screen), export(story, "talks.md", true));
}

#[test]
fn a_command_takes_its_words_in_the_palette() {
    let mut screen = Screen::new(80, 24);
    screen.press("D :").enter("export news.md").press("Enter");
    assert_eq!(*last(&screen), export(Outgoing::Digest(Scope::All, Some(1)), "news.md", false));
}

#[test]
fn a_briefing_is_given_to_a_program_word_by_word() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter |").enter("mail -s 'the news' $HOME").press("Enter");
    let program = ["mail", "-s", "the news", "$HOME"].map(str::to_owned).to_vec();
    let what = Outgoing::Story(Id::new("ferry-crews-walk-out"));
    assert_eq!(*last(&screen), Effect::Pipe { what, form: Form::Text, program });
    screen.press("|");
    assert!(screen.shows("give to mail -s 'the news' $HOME"), "{}", screen.text());
    screen.press("Ctrl-u").enter("cat 'open").press("Enter");
    assert!(screen.shows("never closed"), "{}", screen.text());
    assert_eq!(screen.outside.iter().filter(|effect| matches!(effect, Effect::Pipe { .. })).count(), 1);
}

#[test]
fn lists_are_given_to_no_program() {
    let mut screen = Screen::new(80, 24);
    screen.press("P |");
    assert!(!screen.outside.iter().any(|effect| matches!(effect, Effect::Pipe { .. })));
}

fn fetched(name: &str, outcome: Outcome) -> Message {
    Message::Fetching(Progress::Fetched(Box::new(Fetched {
        url: format!("https://{name}.example/feed"),
        name: name.to_owned(),
        outcome,
        moved: None,
        notices: Vec::new(),
        files: Vec::new(),
    })))
}

#[test]
fn a_round_tells_how_far_it_is_and_what_came_of_it() {
    let mut screen = Screen::new(80, 24);
    screen.press("r r");
    assert_eq!(screen.outside, [Effect::Fetch]);
    assert!(screen.shows("already"), "{}", screen.text());
    screen.send(Message::Fetching(Progress::Begun(3)));
    screen.send(fetched("gazette", Outcome::Read { new: 4, updated: 0 }));
    screen.send(fetched("herald", Outcome::Failed("the server answered 500".to_owned())));
    assert!(screen.shows("fetching 2 of 3 feeds · 4 new"), "{}", screen.text());
    // Reading goes on meanwhile.
    screen.press("j Enter");
    assert!(screen.shows("Island shops"), "{}", screen.text());
    screen.send(Message::Fetched(Ok(Round { feeds: 3, failed: 1, waiting: 1, new: 4, ..Round::default() })));
    assert!(screen.shows("3 feeds: 4 new, 1 not due, 1 failed — herald: the server answered 500"), "{}", screen.text());
    assert!(screen.shows("unread"), "{}", screen.text());
}

#[test]
fn without_feeds_the_reader_is_told_how_to_begin() {
    let mut screen = Screen::new(80, 24);
    screen.press("r");
    screen.send(Message::Fetched(Ok(Round::default())));
    assert!(screen.shows("dateline feeds add URL"), "{}", screen.text());
}

#[test]
fn the_full_text_of_one_article_is_fetched_by_its_address() {
    let mut screen = Screen::new(80, 24);
    screen.press("G Enter L");
    let effect = screen.outside.iter().find_map(|effect| match effect {
        Effect::FullText { file, url } => Some((file.as_str(), url.as_str())),
        _ => None,
    });
    let expected = ("fixture/ferry-crews-walk-out.txt", "https://gazette.example/ferry-crews-walk-out");
    assert_eq!(effect, Some(expected));
}
