//! Queries over a library: what finds what, in which order, and what is offered.

use std::path::Path;

use dateline::library::{Library, Options};
use dateline::model::Window;
use dateline::search::{Marked, Results, Searcher, parse};

const ALL: Window = Window { from: 0, count: 100 };

struct News {
    _folder: tempfile::TempDir,
    searcher: Searcher,
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).unwrap();
}

fn news() -> News {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(
        path,
        "1.md",
        "---\ntitle: Khrushchev answers Kennedy\ndate: 1962-10-26\nsource: Daily Wire\ntags: [crisis]\n---\n\
        MOSCOW — A long letter from Nikita Khrushchev reached John F. Kennedy in Washington.\n\n\
        “The missiles will leave Cuba,” Mr. Khrushchev said.\n",
    );
    write(
        path,
        "2.md",
        "---\ntitle: Quiet day at the harbour\ndate: 1962-10-28\nsource: Harbour Post\n---\n\
        Ships lay at anchor. Nobody spoke of missiles.\n",
    );
    write(
        path,
        "3.md",
        "---\ntitle: Missiles leave the island\ndate: 1962-11-02\nsource: Daily Wire\n---\n\
        Ships with crates on deck left Havana, a port official said.\n",
    );
    write(
        path,
        "4.md",
        "---\ntitle: Café prices rise\ndate: 1986-10-11\nsource: Harbour Post\n---\n\
        In Reykjavik the cafés charge more, the letter from the mayor said.\n",
    );
    let library = Library::open(&[path.to_owned()], Options::default()).unwrap();
    library.keep_up(|_| ()).finish();
    News { searcher: Searcher::new(library.reader()), _folder: folder }
}

impl News {
    fn run(&self, query: &str) -> Results {
        self.searcher.run(&parse(query).unwrap(), &Marked::default(), ALL).unwrap()
    }

    fn ids(&self, query: &str) -> Vec<String> {
        self.run(query).hits.into_iter().map(|hit| hit.entry.id.to_string()).collect()
    }

    fn sorted(&self, query: &str) -> Vec<String> {
        let mut ids = self.ids(query);
        ids.sort();
        ids
    }
}

#[test]
fn words_are_found_stemmed_and_folded_and_the_headline_counts_more() {
    let news = news();
    assert_eq!(news.ids("missile")[0], "3");
    assert_eq!(news.sorted("missile"), ["1", "2", "3"]);
    assert_eq!(news.ids("CAFE"), ["4"]);
    assert_eq!(news.ids("\"letter from\" -mayor"), ["1"]);
    assert_eq!(news.sorted("anchor or mayor"), ["2", "4"]);
    assert_eq!(news.sorted("(anchor or mayor) -ships"), ["4"]);
    assert!(news.ids("\"from letter\"").is_empty());
    assert_eq!(news.ids("title:missiles"), ["3"]);
}

#[test]
fn fields_narrow() {
    let news = news();
    assert_eq!(news.sorted("source:wire"), ["1", "3"]);
    assert_eq!(news.ids("tag:crisis"), ["1"]);
    assert_eq!(news.ids("date:1962"), ["3", "2", "1"]);
    assert_eq!(news.ids("after:1962-10-28"), ["4", "3"]);
    assert_eq!(news.ids("before:1962-10-28"), ["1"]);
    assert_eq!(news.ids("date:1962-10"), ["2", "1"]);
    let searcher = news.searcher.clone().at(jiff::civil::date(1962, 11, 3));
    let found = searcher.run(&parse("newer:1w").unwrap(), &Marked::default(), ALL).unwrap();
    assert_eq!(found.total, 3);
}

#[test]
fn marks_narrow_and_hidden_ones_stay_away() {
    let news = news();
    let row = |id: &str| news.run("").hits.iter().find(|hit| hit.entry.id.as_str() == id).unwrap().entry.row;
    let (one, two) = (row("1"), row("2"));
    let marked = Marked {
        read: std::sync::Arc::new([one].into()),
        hidden: std::sync::Arc::new([two].into()),
        ..Marked::default()
    };
    let ids = |query: &str| {
        let hits = news.searcher.run(&parse(query).unwrap(), &marked, ALL).unwrap().hits;
        hits.into_iter().map(|hit| hit.entry.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids("is:read"), ["1"]);
    assert_eq!(ids("is:unread"), ["4", "3"]);
    assert_eq!(ids("is:hidden"), ["2"]);
    assert_eq!(*news.searcher.rows(&parse("is:read").unwrap(), &marked).unwrap(), [one]);
}

#[test]
fn excerpts_light_what_was_looked_for() {
    let news = news();
    let hit = news.run("letters").hits.remove(1);
    let lit: Vec<&str> = hit.lit.iter().map(|range| &hit.excerpt[range.clone()]).collect();
    assert_eq!(lit, ["letter"], "{hit:?}");
}

#[test]
fn counts_stand_beside_the_results() {
    let news = news();
    let facets = news.run("").facets;
    let of = |field: &str| {
        let facets = facets.iter().filter(|facet| facet.field == field);
        facets.map(|facet| (facet.value.as_str(), facet.count)).collect::<Vec<_>>()
    };
    assert_eq!(of("source"), [("Daily Wire", 2), ("Harbour Post", 2)]);
    assert_eq!(of("date"), [("1986-10", 1), ("1962-11", 1), ("1962-10", 2)]);
}

#[test]
fn completion_offers_fields_and_values() {
    let news = news();
    let texts = |query: &str| {
        let offered = news.searcher.complete(query, query.chars().count());
        offered.into_iter().map(|completion| completion.text).collect::<Vec<_>>()
    };
    assert_eq!(texts("so"), ["source:"]);
    assert_eq!(texts("source:Da"), ["\"Daily Wire\""]);
    assert_eq!(texts("stance:op"), ["opposes"]);
    assert!(texts("").is_empty());
}
