//! How a word, a pair of words and a text look to the weights.

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
    let sentences = bag.sentences.len().max(1) as f32;
    let Some(&first) = word.sentences.first() else { return [0.0; WORD_FEATURES] };
    let holds = |sentence: u32| truth(word.sentences.iter().take(4).any(|&s| s == sentence));
    let most = |value: &dyn Fn(usize) -> f32| word.sentences.iter().map(|&s| value(s as usize)).fold(0.0, f32::max);
    let lengths: usize = word.sentences.iter().map(|&s| bag.lengths[s as usize]).sum();
    let spread = word.sentences.len() as f32;
    [
        (word.count as f32).ln(),
        spread.ln(),
        (word.paragraphs as f32).ln(),
        spread / sentences,
        1.0 / (1.0 + first as f32),
        (1.0 + first as f32).ln(),
        truth(first == 0),
        truth(first == 1),
        truth(first == 2),
        truth(first <= 4),
        holds(1),
        holds(2),
        holds(3),
        word.sentences.iter().map(|&s| 1.0 / (1.0 + s as f32)).sum(),
        truth(word.in_title),
        truth(word.stopword),
        word.capitals as f32 / word.count as f32,
        truth(word.stem.starts_with(|c: char| c.is_ascii_digit())),
        word.stem.len().min(10) as f32,
        most(&|s| bag.title_words[s] as f32) / (1.0 + bag.title as f32),
        most(&|s| bag.centrality[s]),
        (bag.total as f32).ln(),
        lengths as f32 / spread / 20.0,
        word.count as f32 / bag.commonest as f32,
    ]
}

/// The features of `pair`, those of its words left out.
pub(super) fn of_pair(bag: &Bag, pair: &Pair) -> [f32; PAIR_FEATURES] {
    let first = pair.first;
    let [left, right] = pair.words.map(|w| bag.word(w as usize));
    [
        (pair.count as f32).ln(),
        (1.0 + first as f32).ln(),
        truth(first == 0),
        truth(first == 1),
        truth(first == 2),
        1.0 / (1.0 + first as f32),
        truth(pair.in_title),
        truth(left.stopword),
        truth(right.stopword),
        truth(left.stopword && right.stopword),
        truth(left.capitals * 2 > left.count && right.capitals * 2 > right.count),
        bag.sentences.len() as f32 / 30.0,
    ]
}

/// What the length of a summary is told from: the text's own length, and that of its sentences.
pub(super) fn of_text(bag: &Bag) -> [f32; TEXT_FEATURES] {
    let mean = |lengths: &[usize]| lengths.iter().sum::<usize>() as f32 / lengths.len().max(1) as f32;
    [
        (1.0 + bag.total as f32).ln(),
        (1.0 + bag.sentences.len() as f32).ln(),
        mean(&bag.lengths),
        mean(&bag.lengths[..bag.lengths.len().min(3)]),
    ]
}
