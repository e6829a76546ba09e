//! Finding the relatives of one article over the stored terms, with nothing of them at hand.
//!
//! Over 10,000 invented articles; over a library of one's own with `DATELINE_LIBRARY=FOLDER DATELINE_CACHE=FOLDER`, the
//! second the folder of caches in which that library was indexed before.

mod shelf;

use std::path::PathBuf;

use dateline::library::{Library, Options};
use dateline::model::{Row, Scope, Window};

fn main() {
    println!("{} briefings", open().counts().expect("counts").briefings);
    divan::main();
}

/// The library, just opened: its connections are new, nothing was read through them.
fn open() -> Library {
    let named = |name| std::env::var_os(name).map(PathBuf::from);
    match (named("DATELINE_LIBRARY"), named("DATELINE_CACHE")) {
        (Some(folder), cache @ Some(_)) => {
            Library::open(&[folder], Options { cache, ..Options::default() }).expect("the library opens")
        }
        _ => shelf::library(),
    }
}

/// The rows of some articles, spread over the library's time.
fn rows(library: &Library) -> Vec<Row> {
    let total = library.counts().expect("counts").briefings;
    let at = |part: usize| Window { from: total * part / 16, count: 1 };
    let found = (0..16).filter_map(|part| library.entries(&Scope::All, Default::default(), at(part)).ok()?.rows.pop());
    found.map(|entry| entry.row).collect()
}

#[divan::bench(sample_count = 64, sample_size = 1)]
fn of_one_article(bencher: divan::Bencher) {
    let mut rows = rows(&open()).into_iter().cycle();
    bencher
        .with_inputs(|| (open(), rows.next().expect("the library is not empty")))
        .bench_local_values(|(library, row)| library.alike(row).expect("relatives").len());
}

#[divan::bench]
fn of_another_right_after(bencher: divan::Bencher) {
    let library = open();
    let mut rows = rows(&library).into_iter().cycle();
    bencher.bench_local(|| library.alike(rows.next().expect("the library is not empty")).expect("relatives").len());
}
