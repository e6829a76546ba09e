//! Fits the regression that judges how likely a statement is right.

use dateline::split::speaker::{Traits, Weights};

use crate::score::Example;

/// What the table begins with.
pub const HEAD: &str = "# How likely an attribution is right: logistic regression fitted by training/quotes; see quotes.md.\n# Columns: group of traits, number in the group (src/split/speaker/confidence.rs), weight.\n";

const PASSES: usize = 400;
const RATE: f32 = 0.3;
/// Pull towards nothing, as a share of an example.
const PULL: f32 = 2.0;

/// Batch gradient steps with a rate of its own for each weight (AdaGrad; Duchi, Hazan and Singer 2011).
pub fn fit(examples: &[Example]) -> Weights {
    let found: Vec<(&Traits, bool)> =
        examples.iter().filter_map(|e| e.traits.as_ref().map(|traits| (traits, e.right))).collect();
    let mut weights = Weights::default();
    let mut squares = vec![1e-6_f32; weights.0.len()];
    for _ in 0..PASSES {
        let mut gradient: Vec<f32> = weights.0.iter().map(|w| w * PULL).collect();
        for (traits, right) in &found {
            let error = weights.likelihood(traits) - f32::from(u8::from(*right));
            for &(at, value) in &traits.0 {
                gradient[usize::from(at)] += error * value;
            }
        }
        for ((weight, square), g) in weights.0.iter_mut().zip(&mut squares).zip(gradient) {
            *square += g * g;
            *weight -= RATE * g / square.sqrt();
        }
    }
    weights
}

/// The weights in the table at `path`.
pub fn read(path: &str) -> Weights {
    Weights::parse(&std::fs::read_to_string(path).expect("the table can be read"))
}
