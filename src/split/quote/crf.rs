//! The learned chain: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed
//! features, with transitions that depend on the kind of token they lead to.
//!
//! The model is read in place from its file: after the transitions a table of one weight of 8 bits a label and feature.
//! Nothing is built when the program starts but the transitions.

use super::features::{self, Features};
use super::label::{self, Label};
use super::table::{Table, WIDE};

/// Labels rounded up to what vector units like.
pub const WIDTH: usize = 16;

/// Bytes before the transitions: magic, scale of the weights.
const HEAD: usize = 4 + 4;

/// What a model file begins with.
pub const MAGIC: &[u8; 4] = b"DLQ3";

/// One number a label.
pub type Row = [f32; WIDTH];

/// A row of the table as it is added up.
type Wide = [u8; WIDE];

/// The row of a feature that the table does not hold.
static NOTHING: Wide = [0; WIDE];

/// What never happens.
const NEVER: f32 = -1e4;

/// A learned chain.
#[derive(Debug)]
pub struct Model<'a> {
    rows: Table<'a, { label::COUNT }>,
    scale: f32,
    begin: Row,
    /// By kind of token, label before, label.
    transitions: Vec<[Row; label::COUNT]>,
    /// Their exponentials.
    weights: Vec<[Row; label::COUNT]>,
}

/// A paragraph labelled.
#[derive(Debug, Default)]
pub struct Labelled {
    /// The label of each token.
    pub labels: Vec<Label>,
    /// How likely each label is, by forward-backward; empty where the paragraph holds no part of an attribution.
    pub sure: Vec<f32>,
}

impl<'a> Model<'a> {
    /// Reads a model file; none when it is of another make.
    pub fn read(file: &'a [u8]) -> Option<Self> {
        let scale = number(file.get(4..HEAD)?)?;
        let body = file.get(HEAD..)?;
        let numbers = label::COUNT * (1 + features::EDGES * label::COUNT);
        let (numbers, table) = body.split_at_checked(numbers * 4)?;
        if file.get(..4)? != MAGIC {
            return None;
        }
        let rows = Table::read(table)?;
        let mut lines = numbers.chunks_exact(4 * label::COUNT).map(row);
        let begin = mask(lines.next()?, Label::may_begin);
        let mut transitions = Vec::with_capacity(features::EDGES);
        for _ in 0..features::EDGES {
            let mut table = [[NEVER; WIDTH]; label::COUNT];
            for (from, line) in table.iter_mut().enumerate() {
                *line = mask(lines.next()?, |to| Label::ALL[from].may_precede(to));
            }
            transitions.push(table);
        }
        let weights = exponentials(&transitions);
        Some(Self { rows, scale, begin, transitions, weights })
    }

    /// Labels a paragraph; `bias` is added to the score of every cue and every source, so that more of it finds more.
    /// `lean` is added besides where the word takes a side, since a stand missed is worse than one too many.
    pub fn label(&self, features: &Features, bias: f32, lean: f32) -> Labelled {
        let mut nodes = self.nodes(features);
        for (node, &side) in nodes.iter_mut().zip(&features.sides) {
            node[Label::CueFirst as usize] += if side { lean } else { 0.0 };
            for label in [Label::CueFirst, Label::SourceBeforeFirst, Label::SourceAfterFirst] {
                node[label as usize] += bias;
            }
        }
        let (transitions, weights) = (&self.transitions, &self.weights);
        let chain = Chain { begin: &self.begin, transitions, weights, edges: &features.edges };
        let labels = chain.best(&nodes);
        let found = labels.iter().any(|&label| label >= Label::CueFirst);
        let sure = if found { chain.likelihoods(&nodes, &labels) } else { Vec::new() };
        Labelled { labels, sure }
    }

    fn nodes(&self, features: &Features) -> Vec<Row> {
        // What is said of the clause and the quotation around a token is mostly the same for the next one.
        let mut last = [(0, &NOTHING); features::COUNT];
        features.flat.as_chunks().0.iter().map(|numbers| self.node(numbers, &mut last)).collect()
    }

    /// The scores of the labels of a token with these features; `last` holds the features of the token before and their
    /// rows.
    fn node<'t>(&'t self, numbers: &[u32; features::COUNT], last: &mut [(u32, &'t Wide); features::COUNT]) -> Row {
        for (&number, last) in numbers.iter().zip(last.iter_mut()) {
            if last.0 != number {
                *last = (number, self.rows.wide(number).unwrap_or(&NOTHING));
            }
        }
        // Only now are the rows read, so that the processor fetches many of them at a time.
        let mut sums = [0_i16; WIDE];
        for (_, row) in last {
            sums.iter_mut().zip(*row).for_each(|(sum, &weight)| *sum += i16::from(weight as i8));
        }
        let mut node = [0.0; WIDTH];
        let own = &sums[WIDE - label::COUNT..];
        node.iter_mut().zip(own).for_each(|(node, &sum)| *node = f32::from(sum) * self.scale);
        node
    }
}

/// A chain over one paragraph, for use and for training.
#[derive(Debug)]
pub struct Chain<'a> {
    /// Scores of the labels at the beginning.
    pub begin: &'a Row,
    /// Scores of transitions.
    pub transitions: &'a [[Row; label::COUNT]],
    /// Their exponentials.
    pub weights: &'a [[Row; label::COUNT]],
    /// The kind of each token.
    pub edges: &'a [u8],
}

impl Chain<'_> {
    /// The best labels (Viterbi).
    pub fn best(&self, nodes: &[Row]) -> Vec<Label> {
        let Some(first) = nodes.first() else { return Vec::new() };
        let mut scores = add(first, self.begin);
        let mut back: Vec<[u8; WIDTH]> = Vec::with_capacity(nodes.len());
        for (node, &edge) in nodes.iter().zip(self.edges).skip(1) {
            let table = &self.transitions[edge as usize];
            let mut best = [f32::MIN; WIDTH];
            let mut from_of = [0_u8; WIDTH];
            for (from, row) in table.iter().enumerate() {
                for to in 0..WIDTH {
                    let score = scores[from] + row[to];
                    let better = score > best[to];
                    best[to] = if better { score } else { best[to] };
                    from_of[to] = if better { from as u8 } else { from_of[to] };
                }
            }
            scores = add(&best, node);
            back.push(from_of);
        }
        let mut label = (0..label::COUNT).fold(0, |best, to| if scores[to] > scores[best] { to } else { best });
        let mut labels = vec![Label::ALL[label]];
        for from_of in back.iter().rev() {
            label = from_of[label] as usize;
            labels.push(Label::ALL[label]);
        }
        labels.reverse();
        labels
    }

    /// How likely each of `labels` is.
    pub fn likelihoods(&self, nodes: &[Row], labels: &[Label]) -> Vec<f32> {
        let potentials: Vec<Row> = nodes.iter().map(exponential).collect();
        let forward = self.forward(nodes, &potentials);
        let mut likely = vec![0.0; nodes.len()];
        self.backward(&potentials, |index, backward, _| {
            likely[index] = share(&forward[index].0, backward)[labels[index] as usize];
        });
        likely
    }

    /// How likely every label of every token is (forward-backward, scaled so that nothing overflows).
    pub fn marginals(&self, nodes: &[Row]) -> Marginals {
        let Some(first) = nodes.first() else { return Marginals::default() };
        let potentials: Vec<Row> = nodes.iter().map(exponential).collect();
        let (forward, sums): (Vec<Row>, Vec<f32>) = self.forward(nodes, &potentials).into_iter().unzip();
        let mut tokens = vec![[0.0; WIDTH]; nodes.len()];
        let mut weighted = vec![[0.0; WIDTH]; nodes.len()];
        self.backward(&potentials, |index, backward, into| {
            tokens[index] = share(&forward[index], backward);
            weighted[index] = *into;
        });
        let tops = nodes[1..].iter().map(largest).chain([largest(&add(first, self.begin))]).map(f64::from);
        let log_total = tops.chain(sums.iter().map(|sum| f64::from(sum.ln()))).sum();
        Marginals { tokens, forward, weighted, log_total }
    }

    /// Of each token the sums over what can lead to each of its labels, scaled to add up to one, and the scale.
    fn forward(&self, nodes: &[Row], potentials: &[Row]) -> Vec<(Row, f32)> {
        let Some(first) = nodes.first() else { return Vec::new() };
        let mut current = exponential(&add(first, self.begin));
        let sum = scale(&mut current);
        let mut forward = Vec::with_capacity(nodes.len());
        forward.push((current, sum));
        for (potentials, &edge) in potentials.iter().zip(self.edges).skip(1) {
            let mut next = [0.0; WIDTH];
            for (from, row) in self.weights[edge as usize].iter().enumerate() {
                let weight = current[from];
                next.iter_mut().zip(row).for_each(|(next, &t)| *next += weight * t);
            }
            next.iter_mut().zip(potentials).for_each(|(next, &p)| *next *= p);
            let sum = scale(&mut next);
            forward.push((next, sum));
            current = next;
        }
        forward
    }

    /// Hands each token, the last one first, to `tell`, with the scaled sums over what can follow each of its labels, and
    /// these times the token's potentials.
    fn backward(&self, potentials: &[Row], mut tell: impl FnMut(usize, &Row, &Row)) {
        let mut backward = [1.0; WIDTH];
        for index in (0..potentials.len()).rev() {
            let mut into = potentials[index];
            into.iter_mut().zip(&backward).for_each(|(x, &b)| *x *= b);
            tell(index, &backward, &into);
            if index == 0 {
                break;
            }
            let mut next = [0.0; WIDTH];
            for (from, line) in self.weights[self.edges[index] as usize].iter().enumerate() {
                next[from] = line.iter().zip(&into).map(|(&t, &x)| t * x).sum();
            }
            scale(&mut next);
            backward = next;
        }
    }
}

/// The exponentials of scores.
pub fn exponentials(tables: &[[Row; label::COUNT]]) -> Vec<[Row; label::COUNT]> {
    tables.iter().map(|table| table.map(|row| row.map(f32::exp))).collect()
}

/// What forward-backward gives.
#[derive(Debug, Default)]
pub struct Marginals {
    /// How likely each label of each token is.
    pub tokens: Vec<Row>,
    /// Scaled forward sums, for the expectations of transitions in training.
    pub forward: Vec<Row>,
    /// Potentials times scaled backward sums, likewise.
    pub weighted: Vec<Row>,
    /// Logarithm of the sum over all labellings.
    pub log_total: f64,
}

fn add(a: &Row, b: &Row) -> Row {
    let mut sum = *a;
    sum.iter_mut().zip(b).for_each(|(x, &y)| *x += y);
    sum
}

/// Makes a row add up to one; gives what it added up to.
fn scale(row: &mut Row) -> f32 {
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= sum);
    sum
}

/// How likely each label of a token is, by what leads to it and what can follow it.
fn share(forward: &Row, backward: &Row) -> Row {
    let mut row = *forward;
    row.iter_mut().zip(backward).for_each(|(x, &b)| *x *= b);
    scale(&mut row);
    row
}

fn largest(row: &Row) -> f32 {
    row[..label::COUNT].iter().copied().fold(f32::MIN, f32::max)
}

/// Exponentials scaled so that the largest is one; what lies beyond the labels is nothing.
fn exponential(row: &Row) -> Row {
    let top = largest(row);
    let mut out = [0.0; WIDTH];
    out.iter_mut().zip(&row[..label::COUNT]).for_each(|(x, &score)| *x = (score - top).exp());
    out
}

fn number(bytes: &[u8]) -> Option<f32> {
    Some(f32::from_le_bytes(bytes.try_into().ok()?))
}

fn row(bytes: &[u8]) -> Row {
    let mut row = [NEVER; WIDTH];
    for (x, bytes) in row.iter_mut().zip(bytes.chunks_exact(4)) {
        *x = number(bytes).unwrap_or(NEVER);
    }
    row
}

/// `row` with what the grammar of labels forbids made impossible.
pub fn mask(mut row: Row, allowed: impl Fn(Label) -> bool) -> Row {
    for (to, x) in row.iter_mut().enumerate() {
        if !Label::ALL.get(to).is_some_and(|&label| allowed(label)) {
            *x = NEVER;
        }
    }
    row
}
