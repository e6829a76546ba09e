//! Who stands where in short reports, and what holds of any text.

use proptest::prelude::*;

use super::super::{actor, name, quote, speaker};
use super::*;
use crate::model::{Article, Text};

fn read(text: &str) -> (Article, Vec<Position>) {
    let article = Article { text: Text::new(text), ..Article::default() };
    let document = Document::read(&article);
    let names = name::recognise(&document);
    let cast = actor::join(&document, &names);
    let reading = Reading::of(&document, &names);
    let found = quote::find(&document, &reading);
    let quotes = speaker::attribute(&document, &reading, &cast, found);
    let positions = find(&document, &reading, &cast, &quotes);
    (article, positions)
}

/// The positions of `text` that the page shows, each as "actor stance topic".
fn shown(text: &str) -> Vec<String> {
    let (article, positions) = read(text);
    let line = |p: &Position| format!("{} {} {}", p.actor, p.stance.as_str(), article.text.slice(p.topic));
    positions.iter().filter(|p| p.confidence >= 0.5).map(line).collect()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let shown = shown(text);
    assert!(shown.iter().any(|line| line == expected), "{expected:?} is not among {shown:?}");
}

#[test]
fn a_verb_that_takes_a_side_makes_a_position() {
    check("Greta Holm opposes the new harbour tax, her office said on Monday.", "Greta Holm opposes new harbour tax");
    check("Greta Holm called for an inquiry into the ferry fire.", "Greta Holm demands inquiry into the ferry fire");
}

#[test]
fn what_is_said_takes_a_side_too() {
    check("Greta Holm said that she would reject the harbour tax.", "Greta Holm opposes harbour tax");
}

#[test]
fn a_plan_speaks_for_whose_it_is() {
    check("The Norwegian plan calls for the return of the old ferry.", "Norway demands return of the old ferry");
}

#[test]
fn a_negation_turns_a_stance_over() {
    let text = "Greta Holm told reporters that she does not support the harbour tax.";
    check(text, "Greta Holm opposes harbour tax");
}

#[test]
fn who_only_asks_demands_nothing() {
    let shown = shown("Greta Holm asked reporters a simple question about the harbour tax.");
    assert!(shown.iter().all(|line| !line.contains("demands")), "{shown:?}");
}

#[test]
fn the_same_stand_is_one_position() {
    let text = "Greta Holm opposes the harbour tax. Holm told reporters on Friday that she opposes the ferry tax.";
    let (_, positions) = read(text);
    let against: Vec<_> = positions.iter().filter(|p| p.stance == Stance::Opposes).collect();
    assert_eq!(against.iter().map(|p| p.evidence.len()).collect::<Vec<_>>(), [2]);
}

#[test]
fn a_topic_is_a_phrase_that_reads_by_itself() {
    check("Greta Holm accused Norway of closing the harbour.", "Greta Holm opposes closing the harbour");
    check(
        "Greta Holm demanded that Norway keep its market open, her office said.",
        "Greta Holm demands keep its market open",
    );
    check(
        "Greta Holm promised to pay 20 million kroner to the fishermen.",
        "Greta Holm promises pay 20 million kroner to the fishermen",
    );
    check("Greta Holm urged the council not to sell the ferry.", "Greta Holm demands not to sell the ferry");
}

#[test]
fn a_clause_that_turns_to_somebody_else_is_a_position_of_its_own() {
    let text = "Anna Berg urged the union to accept the offer, while Mayor Greta Holm backed the strikers.";
    check(text, "Anna Berg demands accept the offer");
    check(text, "Greta Holm supports strikers");
}

#[test]
fn a_stance_on_a_stance_is_one() {
    check("Greta Holm refused to support the harbour tax.", "Greta Holm opposes harbour tax");
    check("Greta Holm rejected calls for a harbour tax.", "Greta Holm opposes harbour tax");
    let shown = shown("Greta Holm refused to condemn the harbour tax.");
    assert!(shown.iter().all(|line| !line.contains("opposes")), "{shown:?}");
}

#[test]
fn what_is_to_be_done_is_a_demand() {
    check("“The council must lower the harbour tax,” said Greta Holm.", "Greta Holm demands lower the harbour tax");
    check("“We will never accept the harbour tax,” said Greta Holm.", "Greta Holm opposes harbour tax");
}

#[test]
fn a_noun_after_to_is_no_infinitive() {
    check("Anna Berg urged the union to return to talks.", "Anna Berg demands return to talks");
}

#[test]
fn what_the_report_tells_alone_is_too_little_for_the_page() {
    let (_, positions) = read("The ferry sailed at noon. Norway attacked the harbour of Greta Holm.");
    assert!(positions.iter().all(|p| p.confidence < 0.5), "{positions:?}");
}

#[test]
fn a_number_speaks_for_nobody() {
    let shown = shown("Only 52 percent support the harbour tax, according to a poll.");
    assert!(shown.is_empty(), "{shown:?}");
}

proptest! {
    #[test]
    fn any_text_gives_topics_and_evidence_of_its_own(text in speaker::tests::report()) {
        let (article, positions) = read(&text);
        let length = article.text.as_str().chars().count() as u32;
        for position in &positions {
            prop_assert!((0.0..=1.0).contains(&position.confidence));
            prop_assert!(!position.evidence.is_empty());
            for span in position.evidence.iter().chain([&position.topic]) {
                prop_assert!(span.start < span.end && span.end <= length);
                prop_assert!(article.text.as_str().contains(article.text.slice(*span)));
            }
        }
        prop_assert_eq!(positions, read(&text).1);
    }

    #[test]
    fn no_string_is_too_odd(text in "(?s).{0,120}") {
        prop_assert_eq!(read(&text).1, read(&text).1);
    }
}
