//! Stochastic training of a linear-chain CRF with FTRL-Proximal steps (McMahan et al. 2013), whose L1 part leaves most
//! weights at nothing.

use std::collections::HashMap;

use dateline::split::quote::chain::{self, Chain, Marginals, Row, Transitions, WIDTH};
use dateline::split::quote::crf::MAGIC;
use dateline::split::quote::features;
use dateline::split::quote::label::{self, Label};
use dateline::split::quote::table;

use crate::Settings;

/// A paragraph to learn from.
pub struct Sequence {
    /// Number of its article.
    pub article: usize,
    /// Hashes at first, then rows of the weights; `u32::MAX` where there is none.
    pub features: Vec<u32>,
    pub edges: Vec<u8>,
    pub labels: Vec<Label>,
}

/// Weights of one coordinate group with the state of FTRL-Proximal.
struct Weights {
    w: Vec<Row>,
    z: Vec<Row>,
    n: Vec<Row>,
}

impl Weights {
    fn new(rows: usize) -> Self {
        Self { w: vec![[0.0; WIDTH]; rows], z: vec![[0.0; WIDTH]; rows], n: vec![[0.0; WIDTH]; rows] }
    }

    fn step(&mut self, row: usize, gradient: &Row, alpha: f32, l1: f32, l2: f32) {
        let (w, z, n) = (&mut self.w[row], &mut self.z[row], &mut self.n[row]);
        for i in 0..WIDTH {
            let g = gradient[i];
            let after = n[i] + g * g;
            let sigma = (after.sqrt() - n[i].sqrt()) / alpha;
            z[i] += g - sigma * w[i];
            n[i] = after;
            let pull = (z[i].abs() - l1).max(0.0).copysign(z[i]);
            w[i] = -pull / ((1.0 + after.sqrt()) / alpha + l2);
        }
    }
}

/// The chain being learned.
pub struct Trainer {
    features: Weights,
    /// First the beginning, then by kind of token and label before.
    transitions: Weights,
    alpha: f32,
    l1: f32,
    l2: f32,
}

impl Trainer {
    pub fn new(features: usize, settings: &Settings) -> Self {
        let transitions = Weights::new(1 + features::EDGES * label::COUNT);
        Self { features: Weights::new(features), transitions, alpha: settings.alpha, l1: settings.l1, l2: settings.l2 }
    }

    /// One pass over the data in a shuffled order; gives the mean loss of a token.
    pub fn epoch(&mut self, sequences: &[&Sequence], epoch: u64) -> f64 {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut state = epoch.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        let (mut loss, mut tokens) = (0.0, 0);
        for index in order {
            loss += self.learn(sequences[index]);
            tokens += sequences[index].labels.len();
        }
        loss / tokens.max(1) as f64
    }

    fn steps(&self) -> (Row, Transitions) {
        let begin = chain::mask(self.transitions.w[0], Label::may_begin);
        let table = |edge: usize| {
            let mut table = [[0.0; WIDTH]; label::COUNT];
            for (from, row) in table.iter_mut().enumerate() {
                let weights = self.transitions.w[1 + edge * label::COUNT + from];
                *row = chain::mask(weights, |to| Label::ALL[from].may_precede(to));
            }
            table
        };
        (begin, Transitions::new((0..features::EDGES).map(table).collect()))
    }

    fn learn(&mut self, sequence: &Sequence) -> f64 {
        if sequence.labels.is_empty() {
            return 0.0;
        }
        let nodes: Vec<Row> = sequence.features.chunks_exact(features::COUNT).map(|f| self.node(f)).collect();
        let (begin, transitions) = self.steps();
        let chain = Chain { begin: &begin, transitions: &transitions, edges: &sequence.edges };
        let marginals = chain.marginals(&nodes);
        let gold = gold_score(&chain, &nodes, &sequence.labels);
        for (index, features) in sequence.features.chunks_exact(features::COUNT).enumerate() {
            let mut gradient = marginals.tokens[index];
            gradient[sequence.labels[index] as usize] -= 1.0;
            if gradient.iter().all(|g| g.abs() < 1e-3) {
                continue;
            }
            for &row in features.iter().filter(|&&row| row != u32::MAX) {
                self.features.step(row as usize, &gradient, self.alpha, self.l1, self.l2);
            }
        }
        self.learn_transitions(sequence, &chain, &marginals);
        marginals.log_total - gold
    }

    fn node(&self, features: &[u32]) -> Row {
        let mut node = [0.0; WIDTH];
        for &row in features.iter().filter(|&&row| row != u32::MAX) {
            node.iter_mut().zip(&self.features.w[row as usize]).for_each(|(x, &w)| *x += w);
        }
        node
    }

    fn learn_transitions(&mut self, sequence: &Sequence, chain: &Chain, marginals: &Marginals) {
        let mut gradients: HashMap<usize, Row> = HashMap::new();
        let first = gradients.entry(0).or_default();
        *first = marginals.tokens[0];
        first[sequence.labels[0] as usize] -= 1.0;
        for index in 1..sequence.labels.len() {
            let edge = sequence.edges[index] as usize;
            let mut expected = [[0.0; WIDTH]; label::COUNT];
            let mut sum = 0.0;
            for (from, row) in expected.iter_mut().enumerate() {
                let weight = marginals.forward[index - 1][from];
                if weight < 1e-6 {
                    continue;
                }
                #[allow(clippy::needless_range_loop)]
                for to in 0..label::COUNT {
                    row[to] = weight * chain.transitions.weights[edge][from][to] * marginals.weighted[index][to];
                    sum += row[to];
                }
            }
            for (from, row) in expected.iter().enumerate() {
                let gold = sequence.labels[index - 1] as usize == from;
                if !gold && row.iter().all(|&x| x / sum < 1e-4) {
                    continue;
                }
                let gradient = gradients.entry(1 + edge * label::COUNT + from).or_default();
                gradient.iter_mut().zip(row).for_each(|(g, &x)| *g += x / sum);
                if gold {
                    gradient[sequence.labels[index] as usize] -= 1.0;
                }
            }
        }
        for (row, gradient) in gradients {
            self.transitions.step(row, &gradient, self.alpha, 0.0, self.l2);
        }
    }

    /// The model's file: weights in parts of a byte's range; the rows with the least of them stay out if they do not fit.
    pub fn file(&self, hashes: &[u32], bits: u32) -> Vec<u8> {
        let strength = |row: &Row| row.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
        let mut kept: Vec<usize> = (0..hashes.len()).filter(|&row| strength(&self.features.w[row]) > 0.0).collect();
        kept.sort_by(|&a, &b| strength(&self.features.w[b]).total_cmp(&strength(&self.features.w[a])).then(a.cmp(&b)));
        let slots = 1_usize << bits;
        eprintln!("{} rows with weights, room for {}", kept.len(), slots * 7 / 10);
        kept.truncate(slots * 7 / 10);
        let scale = kept.first().map_or(1.0, |&row| strength(&self.features.w[row])) / 127.0;
        let quantised = |row: usize| {
            let mut bytes = [0; label::COUNT];
            for (byte, weight) in bytes.iter_mut().zip(&self.features.w[row]) {
                *byte = (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8;
            }
            (hashes[row], bytes)
        };
        let mut file = MAGIC.to_vec();
        file.extend(scale.to_le_bytes());
        for row in &self.transitions.w {
            row[..label::COUNT].iter().for_each(|w| file.extend(w.to_le_bytes()));
        }
        file.extend(table::file(bits, kept.into_iter().map(quantised)));
        file
    }
}

fn gold_score(chain: &Chain, nodes: &[Row], labels: &[Label]) -> f64 {
    let mut score = f64::from(chain.begin[labels[0] as usize]);
    for (index, (node, &label)) in nodes.iter().zip(labels).enumerate() {
        score += f64::from(node[label as usize]);
        if index > 0 {
            let table = &chain.transitions.scores[chain.edges[index] as usize];
            score += f64::from(table[labels[index - 1] as usize][label as usize]);
        }
    }
    score
}
