//! Words that begin sentences far more often than names.

use std::sync::LazyLock;

use super::key::ListSet;

static WORDS: LazyLock<ListSet<&'static str>> = LazyLock::new(|| {
    include_str!("starters.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Whether the capitalised `word` begins sentences far more often than names, so that a full stop before it that might
/// belong to an abbreviation ends a sentence.
pub fn begins_sentences(word: &str) -> bool {
    word.len() <= 12 && WORDS.contains(word)
}
