//! How a word, a pair of words and a text look to the weights.

use std::sync::LazyLock;

use super::word::{Bag, Pair};

/// Features of a word.
pub const WORD_FEATURES: usize = 24;

/// Features of a pair beside the scores of its words.
pub const PAIR_FEATURES: usize = 12;

/// Features of a text.
pub const TEXT_FEATURES: usize = 4;

fn truth(holds: bool) -> f32 {
    f32::from(u8::from(holds))
}

/// The features of the word `index`.
pub(super) fn of_word(bag: &Bag, index: usize) -> [f32; WORD_FEATURES] {
    let word = bag.word(index);
    let sentences = bag.lengths.len().max(1) as f32;
    let Some(first) = word.sentences.iter().next() else { return [0.0; WORD_FEATURES] };
    let holds = |sentence: usize| truth(word.sentences.contains(sentence));
    let spread = word.sentences.len();
    let (mut early, mut lengths) = (0.0, 0);
    let (mut title_words, mut centrality) = (0, 0.0_f32);
    for sentence in word.sentences.iter() {
        early += 1.0 / (1.0 + sentence as f32);
        lengths += bag.lengths[sentence];
        title_words = title_words.max(bag.title_words[sentence]);
        centrality = centrality.max(bag.centrality[sentence]);
    }
    [
        log(word.count),
        log(spread),
        log(word.paragraphs),
        spread as f32 / sentences,
        1.0 / (1.0 + first as f32),
        log(1 + first as u32),
        truth(first == 0),
        truth(first == 1),
        truth(first == 2),
        truth(first <= 4),
        holds(1),
        holds(2),
        holds(3),
        early,
        truth(word.in_title),
        truth(word.stopword),
        word.capitals as f32 / word.count as f32,
        truth(word.stem.starts_with(|c: char| c.is_ascii_digit())),
        word.stem.len().min(10) as f32,
        title_words as f32 / (1.0 + bag.title as f32),
        centrality,
        log(bag.total() as u32),
        lengths as f32 / spread as f32 / 20.0,
        word.count as f32 / bag.commonest as f32,
    ]
}

/// The features of `pair`, those of its words left out.
pub(super) fn of_pair(bag: &Bag, pair: &Pair) -> [f32; PAIR_FEATURES] {
    let first = pair.first;
    let [left, right] = pair.words.map(|w| bag.word(w as usize));
    [
        log(pair.count),
        log(1 + first),
        truth(first == 0),
        truth(first == 1),
        truth(first == 2),
        1.0 / (1.0 + first as f32),
        truth(pair.in_title),
        truth(left.stopword),
        truth(right.stopword),
        truth(left.stopword && right.stopword),
        truth(left.capitals * 2 > left.count && right.capitals * 2 > right.count),
        bag.lengths.len() as f32 / 30.0,
    ]
}

/// What the length of a summary is told from: the text's own length, and that of its sentences.
pub(super) fn of_text(bag: &Bag) -> [f32; TEXT_FEATURES] {
    let mean = |lengths: &[usize]| lengths.iter().sum::<usize>() as f32 / lengths.len().max(1) as f32;
    [
        log(1 + bag.total() as u32),
        log(1 + bag.lengths.len() as u32),
        mean(&bag.lengths),
        mean(&bag.lengths[..bag.lengths.len().min(3)]),
    ]
}

/// The natural logarithm of a count; nearly all counts in an article are small.
fn log(count: u32) -> f32 {
    static SMALL: LazyLock<[f32; 64]> = LazyLock::new(|| std::array::from_fn(|count| (count as f32).ln()));
    SMALL.get(count as usize).copied().unwrap_or_else(|| (count as f32).ln())
}
