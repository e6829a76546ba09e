//! Queries over a library: what finds what, in which order, and what is offered.

use std::path::Path;

use dateline::library::{Library, Options};
use dateline::model::Window;
use dateline::search::{Marked, Results, Searcher, Signs, parse, parse_unfinished};

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
    let facets = news.searcher.facets(&parse("").unwrap(), &Marked::default()).unwrap();
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

/// News with speakers, positions and names in several spellings.
fn talks() -> News {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    write(
        path,
        "spring.txt",
        "Talks begin in Geneva\n\nGENEVA, April 2, 2024 -- Volodymyr Zelenskyy arrived on Tuesday. “We will not trade the \
        harbour for a promise,” Zelenskyy said. Ines Calloway opposes the ceasefire plan.\n",
    );
    write(
        path,
        "summer.txt",
        "A quiet week in Kharkiv\n\nKHARKIV, July 9, 2024 -- President Volodymyr Zelenskiy visited Kharkiv. “The schools \
        open in autumn,” Ines Calloway said. Tomas Rield supports the ceasefire plan.\n",
    );
    write(path, "other.txt", "Bread prices rise\n\nLIMA, July 10, 2024 -- Bakers in Lima asked for flour.\n");
    let library = Library::open(&[path.to_owned()], Options::default()).unwrap();
    library.keep_up(|_| ()).finish();
    News { searcher: Searcher::new(library.reader()), _folder: folder }
}

#[test]
fn names_are_found_in_every_spelling_and_places_with_what_lies_in_them() {
    let news = talks();
    for name in ["Zelensky", "zelenskyy", "Zelenskiy", "Зеленський", "\"Volodymyr Zelensky\""] {
        assert_eq!(news.sorted(&format!("actor:{name}")), ["spring", "summer"], "{name}");
    }
    assert_eq!(news.ids("place:ukraine"), ["summer"]);
    assert_eq!(news.ids("place:Kharkov"), ["summer"]);
    assert_eq!(news.ids("place:switzerland"), ["spring"]);
    assert!(news.ids("actor:nobody").is_empty());
}

#[test]
fn speakers_subjects_and_stances_are_of_one_statement() {
    let news = talks();
    assert_eq!(news.ids("said:zelensky"), ["spring"]);
    assert_eq!(news.ids("about:harbour"), ["spring"]);
    assert_eq!(news.ids("said:calloway about:schools"), ["summer"]);
    assert!(news.ids("said:calloway about:harbour").is_empty());
    assert_eq!(news.ids("stance:opposes actor:calloway"), ["spring"]);
    assert_eq!(news.ids("stance:supports about:ceasefire"), ["summer"]);
    assert!(news.ids("stance:supports actor:calloway").is_empty());
}

#[test]
fn the_readers_own_marks_are_asked_for() {
    let news = talks();
    let row = |id: &str| news.run("").hits.iter().find(|hit| hit.entry.id.as_str() == id).unwrap().entry.row;
    let mut marked = Marked::default();
    marked.note(row("spring"), Signs { bookmarked: true, ..Signs::default() });
    marked.note(row("other"), Signs { read: true, tags: &["Kitchen".to_owned()], ..Signs::default() });
    let ids = |query: &str| {
        let hits = news.searcher.run(&parse(query).unwrap(), &marked, ALL).unwrap().hits;
        hits.into_iter().map(|hit| hit.entry.id.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(ids("is:bookmarked"), ["spring"]);
    assert_eq!(ids("tag:kitchen"), ["other"]);
    assert_eq!(ids("is:unread place:ukraine"), ["summer"]);
    let (all, bread) = (parse("").unwrap(), parse("bread").unwrap());
    assert_eq!(news.searcher.count(&all, &marked).unwrap(), 3);
    assert_eq!(news.searcher.unread(&all, &marked).unwrap(), 2);
    assert_eq!(news.searcher.unread(&bread, &marked).unwrap(), 0);
}

#[test]
fn a_word_is_found_while_it_is_typed() {
    let news = talks();
    let found = |query: &str| {
        let query = parse_unfinished(query).unwrap();
        news.searcher.run(&query, &Marked::default(), ALL).unwrap().total
    };
    let steps = ["cea", "ceasef", "ceasefire", "ceasefire pla", "schoo", "zzzzz"].map(found);
    assert_eq!(steps, [2, 2, 2, 2, 1, 0]);
    assert_eq!(news.run("cea").total, 0, "a query that is finished means what it says");
    let titles: Vec<_> = news.searcher.headlines("qui khar", 9).unwrap().into_iter().map(|entry| entry.title).collect();
    assert_eq!(titles, ["A quiet week in Kharkiv"]);
}

#[test]
fn a_name_that_is_nearly_right_is_suggested() {
    let news = talks();
    assert_eq!(news.run("actor:Colloway").suggestions.first().map(String::as_str), Some("Ines Calloway"));
    assert!(news.run("actor:calloway").suggestions.is_empty());
}

#[test]
fn a_count_narrows_to_just_so_many() {
    let news = talks();
    let facets = news.searcher.facets(&parse("plan or bread").unwrap(), &Marked::default()).unwrap();
    assert!(facets.iter().any(|facet| facet.field == "actor") && facets.iter().any(|facet| facet.field == "place"));
    for facet in facets {
        assert_eq!(news.run(&facet.narrow("plan or bread")).total, facet.count, "{facet:?}");
    }
}
