//! The fitted weights.

use super::feature::{PAIR_FEATURES, TEXT_FEATURES, WORD_FEATURES};

/// Weights of the three models: word, pair of words, length. The first of each is the constant.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    word: [f32; WORD_FEATURES + 1],
    pair: [f32; PAIR_FEATURES + 4],
    length: [f32; TEXT_FEATURES + 1],
}

impl Weights {
    /// Reads lines of a model's name and its weights, parted by tabs; lines that begin with "#" are notes. What is missing
    /// is zero.
    pub fn parse(text: &str) -> Self {
        let mut weights =
            Self { word: [0.0; WORD_FEATURES + 1], pair: [0.0; PAIR_FEATURES + 4], length: [0.0; TEXT_FEATURES + 1] };
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split('\t');
            let slots: &mut [f32] = match fields.next() {
                Some("word") => &mut weights.word,
                Some("pair") => &mut weights.pair,
                Some("length") => &mut weights.length,
                _ => continue,
            };
            slots.iter_mut().zip(fields).for_each(|(slot, field)| *slot = field.parse().unwrap_or(0.0));
        }
        weights
    }

    /// The log-odds that a summary holds the word with these `features`.
    pub(super) fn of_word(&self, features: &[f32; WORD_FEATURES]) -> f32 {
        linear(&self.word, features)
    }

    /// The log-odds that a summary holds the pair with these `features`, given those of its two words.
    pub(super) fn of_pair(&self, left: f32, right: f32, features: &[f32; PAIR_FEATURES]) -> f32 {
        let [constant, of_left, of_right, of_least, rest @ ..] = &self.pair;
        let own: f32 = rest.iter().zip(features).map(|(w, f)| w * f).sum();
        constant + of_left * left + of_right * right + of_least * left.min(right) + own
    }

    /// Words of the summary that a person would write.
    pub(super) fn of_text(&self, features: &[f32; TEXT_FEATURES]) -> f32 {
        linear(&self.length, features).clamp(20.0, 75.0)
    }
}

fn linear(weights: &[f32], features: &[f32]) -> f32 {
    weights[0] + weights[1..].iter().zip(features).map(|(w, f)| w * f).sum::<f32>()
}

/// The chance of these log-odds.
pub(super) fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
