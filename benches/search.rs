//! Searching 10,000 briefings: a screenful of results with their excerpts, and the counts beside them.

mod shelf;

use std::sync::OnceLock;

use dateline::model::Window;
use dateline::search::{Marked, Searcher, parse, parse_unfinished};

/// What a screen of forty lines asks for.
const SCREEN: Window = Window { from: 0, count: 60 };

fn main() {
    searcher();
    divan::main();
}

fn searcher() -> &'static Searcher {
    static SEARCHER: OnceLock<Searcher> = OnceLock::new();
    SEARCHER.get_or_init(|| Searcher::new(shelf::library().reader()))
}

#[divan::bench(args = [
    "zephyranthes",
    "government",
    "\"lay at anchor\"",
    "actor:marsh place:oslo treaty",
    "said:calloway about:spring",
    "stance:opposes date:2019",
    "ferries or bridge -quota",
    "is:unread source:courier",
    "nothingofthesort",
])]
fn results(query: &str) -> usize {
    let query = parse(query).expect("a query");
    searcher().run(&query, &Marked::default(), SCREEN).expect("results").total
}

#[divan::bench(args = ["zephyranthes", "government", "actor:marsh place:oslo treaty"])]
fn counts_beside(query: &str) -> usize {
    searcher().facets(&parse(query).expect("a query"), &Marked::default()).expect("counts").len()
}

#[divan::bench(args = ["gov", "governm", "place:oslo tre"])]
fn results_while_typing(query: &str) -> usize {
    let query = parse_unfinished(query).expect("a query");
    searcher().run(&query, &Marked::default(), SCREEN).expect("results").total
}

#[divan::bench(args = ["actor:ma", "place:o", "source:g", "sta"])]
fn completions(query: &str) -> usize {
    searcher().complete(query, query.chars().count()).len()
}

#[divan::bench(args = ["government", "actor:marsh place:oslo treaty"])]
fn everything_found(query: &str) -> usize {
    searcher().rows(&parse(query).expect("a query"), &Marked::default()).expect("rows").len()
}
