//! A library that grows: its links and stories are those of the library as it is, however it came to be so.

use std::collections::{BTreeMap, BTreeSet};

use dateline::library::Library;
use dateline::model::{Id, Scope, Window};
use proptest::prelude::*;

use crate::links::Shelf;

/// Matters that the articles are about, each with words of its own.
const MATTERS: [(&str, &str, [&str; 6]); 5] = [
    ("Elmouth", "Anna Berg", ["lighthouse", "lens", "lamp", "keeper", "prism", "beacon"]),
    ("Harwick", "Tomas Rield", ["dairy", "tractor", "butter", "farmer", "milking", "creamery"]),
    ("Port Ellery", "Ada Marsh", ["ferry", "crew", "premium", "sailing", "gangway", "timetable"]),
    ("Lenham", "Ines Calloway", ["library", "shelf", "catalogue", "librarian", "reading", "binding"]),
    ("Stoke Bay", "Farid Osei", ["quarry", "granite", "blasting", "dust", "crusher", "mason"]),
];

/// The article of a number: about one of the matters, one of several days.
fn article(number: usize) -> String {
    let (place, who, words) = MATTERS[number % MATTERS.len()];
    let word = |at: usize| words[(number / MATTERS.len() + at) % words.len()];
    format!(
        "The {} and the {} of {place}, part {number}\n\n{} May 2024\n\n{} — {who} spoke of the {} in {place} and of what the \
         {} costs. Nobody had asked for a {} since year {}, {who} said.\n",
        word(0),
        word(1),
        number % 27 + 1,
        place.to_uppercase(),
        word(0),
        word(2),
        word(3),
        1700 + number * 7,
    )
}

/// Of each briefing what is related, best first, with the likeness in hundredths, and what links back; and the stories.
type Linked = (BTreeMap<String, (Vec<(String, u32)>, BTreeSet<String>)>, BTreeSet<BTreeSet<String>>);

fn linked(library: &Library) -> Linked {
    let all = Window { from: 0, count: 100 };
    let name = |id: &Id| id.as_str().to_owned();
    let mut links = BTreeMap::new();
    for entry in library.entries(&Scope::All, Default::default(), all).unwrap().rows {
        let story = library.story(&entry.id).unwrap().unwrap();
        let related =
            story.see_also.iter().map(|row| (name(&row.target.as_ref().unwrap().id), (row.score * 100.0) as u32));
        let back = library.backlinks(&entry.id).unwrap().related;
        links.insert(name(&entry.id), (related.collect(), back.iter().map(|entry| name(&entry.id)).collect()));
    }
    let threads = library.threads(&Scope::All, all).unwrap().rows.into_iter();
    (links, threads.map(|thread| thread.entries.iter().map(|entry| name(&entry.id)).collect()).collect())
}

fn put(shelf: &Shelf, number: usize) {
    shelf.put(&format!("n{number:02}.txt"), &article(number));
}

fn at_once(numbers: &[usize]) -> Linked {
    let shelf = Shelf::new(&[]);
    numbers.iter().for_each(|&number| put(&shelf, number));
    linked(&shelf.open().0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_coming_leaves_no_trace(
        order in Just((0..10).collect::<Vec<usize>>()).prop_shuffle(), gone in 0..10usize,
    ) {
        let shelf = Shelf::new(&[]);
        for &number in &order {
            put(&shelf, number);
            shelf.open();
        }
        let sorted: Vec<usize> = (0..10).collect();
        prop_assert_eq!(linked(&shelf.open().0), at_once(&sorted));
        shelf.take(&format!("n{gone:02}.txt"));
        let left: Vec<usize> = sorted.into_iter().filter(|&number| number != gone).collect();
        prop_assert_eq!(linked(&shelf.open().0), at_once(&left));
    }
}

#[test]
fn an_article_from_the_beginning_is_linked_to_what_comes_much_later() {
    let shelf = Shelf::new(&[]);
    put(&shelf, 0);
    let (library, _) = shelf.open();
    assert!(linked(&library).0["n00"].0.is_empty());
    drop(library);
    (1..30).for_each(|number| put(&shelf, number));
    let (links, stories) = linked(&shelf.open().0);
    let (related, back) = &links["n00"];
    assert!(
        !related.is_empty() && related.iter().all(|(id, _)| id[1..].parse::<usize>().unwrap() % 5 == 0),
        "{related:?}"
    );
    assert!(!back.is_empty());
    let own = stories.iter().find(|story| story.contains("n00")).unwrap();
    assert!(own.len() > 1, "{own:?}");
}
