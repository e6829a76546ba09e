//! Splitting the sample library, and opening it: one article a turn, and the whole folder from nothing.

use std::path::{Path, PathBuf};

use dateline::feed;
use dateline::library::{Library, Options};
use dateline::model::Article;
use dateline::split::split;

fn main() {
    divan::main();
}

fn samples() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder).expect("briefings").map(|e| e.unwrap().path()).collect();
    paths.sort();
    let read = |path: &PathBuf| feed::read(&path.to_string_lossy(), &std::fs::read(path).unwrap()).unwrap_or_default();
    paths.iter().flat_map(read).collect()
}

#[divan::bench]
fn split_all_samples(bencher: divan::Bencher) {
    let articles = samples();
    bencher.bench(|| articles.iter().map(|article| split(article).quotes.len()).sum::<usize>());
}

#[divan::bench]
fn open_library(bencher: divan::Bencher) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    bencher.bench(|| Library::open(std::slice::from_ref(&folder), Options::default()).map(|library| library.counts()));
}
