//! What several articles carry is told once: a quote in several briefings, the read mark of an article that was copied.

use dateline::library::corrections::{Act, Correction};
use dateline::library::{Library, Narrowing};
use dateline::model::{Id, QuoteRow, Scope, Window};

use crate::links::{Shelf, wire};

const ALL: Window = Window { from: 0, count: 100 };

/// A report about a topic with one quote, too short to be taken for a copy of another.
fn report(day: u8, topic: &str, said: &str) -> String {
    format!("News of the {topic}\n\n{day} May 2024\n\nELMOUTH — The council spoke about the {topic}. {said}\n")
}

const FIRST: &str = "“We slept on the roof for two nights and nobody came for us,” said Tomas Rield.";
const ALTERED: &str = "“We slept on the roof for two whole nights, and nobody came for us,” said Tomas Rield.";
const OTHERS: &str = "“We slept on the roof for two nights and nobody came for us,” said Anna Berg.";

fn quotes(library: &Library, scope: &Scope, narrowing: &Narrowing) -> Vec<QuoteRow> {
    let found = library.quotes(scope, narrowing, ALL).unwrap();
    assert_eq!(found.total, found.rows.len());
    found.rows.into_iter().filter(|quote| quote.text.contains("on the roof")).collect()
}

/// The briefings under which the quote is listed, each with how many others carry it.
fn listed(library: &Library) -> Vec<(String, usize)> {
    let rows = quotes(library, &Scope::All, &Narrowing::default());
    let turned = quotes(library, &Scope::All, &Narrowing::default().oldest_first());
    assert_eq!(rows.iter().rev().collect::<Vec<_>>(), turned.iter().collect::<Vec<_>>());
    rows.into_iter().map(|quote| (quote.id.as_str().to_owned(), quote.elsewhere)).collect()
}

fn of(found: &[(&str, usize)]) -> Vec<(String, usize)> {
    found.iter().map(|&(id, count)| (id.to_owned(), count)).collect()
}

#[test]
fn a_quote_in_several_briefings_is_one_entry_where_it_was_said_first() {
    let shelf = Shelf::new(&[("b.txt", &report(7, "ferry", ALTERED)), ("c.txt", &report(9, "bakery", FIRST))]);
    assert_eq!(listed(&shelf.open().0), of(&[("b", 1)]));
    shelf.put("a.txt", &report(3, "harbour", FIRST));
    shelf.put("d.txt", &report(8, "lamp", OTHERS));
    let (library, _) = shelf.open();
    assert_eq!(listed(&library), of(&[("d", 0), ("a", 2)]));
    let first = &quotes(&library, &Scope::One(Id::new("a")), &Narrowing::default())[0];
    let found: Vec<_> = first.appearances.iter().map(|at| (at.id.as_str(), at.wording.is_some())).collect();
    assert_eq!(found, [("b", true), ("c", false)]);
    assert_eq!(library.appearances(&first.id, first.span).unwrap(), first.appearances);
    assert!(first.appearances[0].wording.as_ref().is_some_and(|words| words.contains("two whole nights")));
    shelf.take("a.txt");
    assert_eq!(listed(&shelf.open().0), of(&[("d", 0), ("b", 1)]));
    shelf.put("b.txt", &report(7, "ferry", "Nobody spoke."));
    shelf.take("d.txt");
    assert_eq!(listed(&shelf.open().0), of(&[("c", 0)]));
}

#[test]
fn in_a_narrower_list_it_stands_where_it_was_said_first_there() {
    let files = [("a.txt", 3, "harbour"), ("b.txt", 7, "ferry"), ("c.txt", 9, "bakery")];
    let shelf = Shelf::new(
        &files.map(|(name, day, topic)| (name, report(day, topic, FIRST))).each_ref().map(|(n, t)| (*n, t.as_str())),
    );
    let (library, _) = shelf.open();
    let rows: Vec<_> = ["b", "c"].iter().map(|id| library.story(&Id::new(*id)).unwrap().unwrap().entry.row).collect();
    let narrow = quotes(&library, &Scope::Rows(rows.into()), &Narrowing::default());
    assert_eq!(narrow.iter().map(|quote| quote.id.as_str()).collect::<Vec<_>>(), ["b"]);
    let key = narrow[0].actor_key.clone().expect("he is known");
    let his = quotes(&library, &Scope::All, &Narrowing::default().of_actor(&key));
    assert_eq!(his.iter().map(|quote| quote.id.as_str()).collect::<Vec<_>>(), ["a"]);
    assert_eq!(quotes(&library, &Scope::One(Id::new("c")), &Narrowing::default()).len(), 1);
}

#[test]
fn two_speakers_that_are_ruled_to_be_one_said_it_once() {
    let shelf = Shelf::new(&[("a.txt", &report(3, "harbour", FIRST)), ("d.txt", &report(8, "lamp", OTHERS))]);
    let (library, _) = shelf.open();
    assert_eq!(listed(&library), of(&[("d", 0), ("a", 0)]));
    let merged = Act::Merge { names: vec!["Anna Berg".to_owned()], into: "Tomas Rield".to_owned() };
    let merged = Correction { act: merged, kind: None };
    library.correct(&merged).unwrap();
    assert_eq!(listed(&library), of(&[("a", 1)]));
    library.take_back(&merged).unwrap();
    assert_eq!(listed(&library), of(&[("d", 0), ("a", 0)]));
}

#[test]
fn the_marks_of_an_article_that_went_count_for_its_copy() {
    let shelf = Shelf::new(&[("a.txt", &wire("River rises in Harwick", "(Agency)"))]);
    shelf.put("b.txt", &wire("Harwick’s river rises", "Our correspondent adds that it rained."));
    let entry = |library: &Library, id: &str| library.story(&Id::new(id)).unwrap().unwrap().entry;
    let (library, _) = shelf.open();
    let (a, b) = (entry(&library, "a"), entry(&library, "b"));
    assert_eq!(a.kin_keys(), std::slice::from_ref(&b.key));
    drop(library);
    shelf.take("a.txt");
    let (library, _) = shelf.open();
    assert_eq!(entry(&library, "b").kin_keys(), std::slice::from_ref(&a.key));
    assert_eq!(library.rows_of(std::slice::from_ref(&a.key)).unwrap(), [Some(b.row)]);
    assert_eq!(library.copies_of(&b.key).unwrap(), std::slice::from_ref(&a.key));
    drop(library);
    shelf.put("a.txt", &wire("River rises in Harwick", "(Agency)"));
    let (library, _) = shelf.open();
    assert_eq!(entry(&library, "b").kin_keys(), [entry(&library, "a").key]);
    assert_eq!(entry(&library, "b").inherited, [] as [String; 0]);
}
