//! A linear chain of labels: the best labelling of a paragraph (Viterbi) and how likely each label is
//! (forward-backward).
//!
//! The passes go over rows of one number a label, label after label, so that a vector unit takes a row in a few steps.
//! The order in which numbers are added up is part of the result.

use super::label::{self, Label};

/// Labels rounded up to what vector units like.
pub const WIDTH: usize = 16;

/// One number a label.
pub type Row = [f32; WIDTH];

/// One number a pair of labels.
pub type Table = [Row; label::COUNT];

/// The score of what never happens.
pub const NEVER: f32 = -1e4;

/// What the steps from label to label are worth, by the kind of the token they lead to.
#[derive(Debug, Default)]
pub struct Transitions {
    /// Their scores, by label before, then label.
    pub scores: Vec<Table>,
    /// The exponentials of the scores.
    pub weights: Vec<Table>,
    /// The weights by label, then label before.
    returns: Vec<Table>,
}

impl Transitions {
    /// The transitions with these scores.
    pub fn new(scores: Vec<Table>) -> Self {
        let weights: Vec<Table> = scores.iter().map(|table| table.map(|row| row.map(f32::exp))).collect();
        let returns = weights.iter().map(turned).collect();
        Self { scores, weights, returns }
    }
}

/// `table` with columns for rows.
fn turned(table: &Table) -> Table {
    let mut turned = [[0.0; WIDTH]; label::COUNT];
    for (from, row) in table.iter().enumerate() {
        turned.iter_mut().zip(row).for_each(|(line, &x)| line[from] = x);
    }
    turned
}

/// A chain over one paragraph, for use and for training.
#[derive(Debug)]
pub struct Chain<'a> {
    /// Scores of the labels at the beginning.
    pub begin: &'a Row,
    /// What the steps between labels are worth.
    pub transitions: &'a Transitions,
    /// The kind of each token.
    pub edges: &'a [u8],
}

impl Chain<'_> {
    /// The best labels (Viterbi).
    pub fn best(&self, nodes: &[Row]) -> Vec<Label> {
        let Some(first) = nodes.first() else { return Vec::new() };
        let mut scores = add(first, self.begin);
        let mut before = Vec::with_capacity(nodes.len());
        for (node, &edge) in nodes.iter().zip(self.edges).skip(1) {
            let mut best = [f32::MIN; WIDTH];
            for (row, score) in self.transitions.scores[edge as usize].iter().zip(scores) {
                best.iter_mut().zip(row).for_each(|(best, step)| *best = larger(*best, score + step));
            }
            before.push(scores);
            scores = add(&best, node);
        }
        let mut label = best_of(|label| scores[label]);
        let mut labels = vec![Label::ALL[label]; nodes.len()];
        // Which label a best score came from is asked only on the way back, where one label a token matters.
        for (index, scores) in before.iter().enumerate().rev() {
            let table = &self.transitions.scores[self.edges[index + 1] as usize];
            label = best_of(|from| scores[from] + table[from][label]);
            labels[index] = Label::ALL[label];
        }
        labels
    }

    /// How likely each of `labels` is.
    pub fn likelihoods(&self, nodes: &[Row], labels: &[Label]) -> Vec<f32> {
        let potentials: Vec<Row> = nodes.iter().map(exponential).collect();
        let forward = self.forward(nodes, &potentials);
        let mut likely = vec![0.0; nodes.len()];
        self.backward(&potentials, |index, backward, _| {
            let product = times(&forward[index].0, backward);
            likely[index] = product[labels[index] as usize] / product.iter().sum::<f32>();
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
            tokens[index] = times(&forward[index], backward);
            scale(&mut tokens[index]);
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
            current = times(&through(&self.transitions.weights[edge as usize], &current), potentials);
            let sum = scale(&mut current);
            forward.push((current, sum));
        }
        forward
    }

    /// Hands each token, the last one first, to `tell`, with the scaled sums over what can follow each of its labels, and
    /// these times the token's potentials.
    fn backward(&self, potentials: &[Row], mut tell: impl FnMut(usize, &Row, &Row)) {
        let mut backward = [1.0; WIDTH];
        for (index, potentials) in potentials.iter().enumerate().rev() {
            let into = times(potentials, &backward);
            tell(index, &backward, &into);
            if index > 0 {
                backward = through(&self.transitions.returns[self.edges[index] as usize], &into);
                scale(&mut backward);
            }
        }
    }
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

/// The label with the largest score, the first of equals.
fn best_of(score: impl Fn(usize) -> f32) -> usize {
    let scores = (1..label::COUNT).map(|label| (label, score(label)));
    scores.fold((0, score(0)), |best, other| if other.1 > best.1 { other } else { best }).0
}

/// The larger of two numbers; unlike `f32::max` one step of a vector unit, for neither is "not a number".
fn larger(a: f32, b: f32) -> f32 {
    if b > a { b } else { a }
}

fn add(a: &Row, b: &Row) -> Row {
    let mut sum = *a;
    sum.iter_mut().zip(b).for_each(|(x, &y)| *x += y);
    sum
}

fn times(a: &Row, b: &Row) -> Row {
    let mut product = *a;
    product.iter_mut().zip(b).for_each(|(x, &y)| *x *= y);
    product
}

/// The sum of the rows of `table`, each times its number in `row`.
fn through(table: &Table, row: &Row) -> Row {
    let mut sums = [0.0; WIDTH];
    for (line, x) in table.iter().zip(row) {
        sums.iter_mut().zip(line).for_each(|(sum, weight)| *sum += x * weight);
    }
    sums
}

/// Makes a row add up to one; gives what it added up to.
fn scale(row: &mut Row) -> f32 {
    let sum: f32 = row.iter().sum();
    row.iter_mut().for_each(|x| *x /= sum);
    sum
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

/// `row` with what the grammar of labels forbids made impossible.
pub fn mask(mut row: Row, allowed: impl Fn(Label) -> bool) -> Row {
    for (to, x) in row.iter_mut().enumerate() {
        if !Label::ALL.get(to).is_some_and(|&label| allowed(label)) {
            *x = NEVER;
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without a pattern, between -2 and 2.
    fn numbers(seed: u32) -> impl FnMut() -> f32 {
        let mut state = seed;
        move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 22) as f32 - 2.0
        }
    }

    fn row(mut next: impl FnMut() -> f32) -> Row {
        std::array::from_fn(|label| if label < label::COUNT { next() } else { 0.0 })
    }

    /// The score of one labelling, added up by hand.
    fn score(chain: &Chain, nodes: &[Row], labels: &[usize]) -> f32 {
        let own: f32 = labels.iter().zip(nodes).map(|(&label, node)| node[label]).sum();
        let steps = labels.windows(2).zip(&chain.edges[1..]);
        own + chain.begin[labels[0]]
            + steps.map(|(pair, &edge)| chain.transitions.scores[edge as usize][pair[0]][pair[1]]).sum::<f32>()
    }

    #[test]
    fn the_best_labels_and_their_shares_are_those_of_all_labellings() {
        for seed in 0..20 {
            let mut next = numbers(seed);
            let begin = mask(row(&mut next), Label::may_begin);
            let table = |next: &mut dyn FnMut() -> f32| -> Table {
                std::array::from_fn(|from| mask(row(&mut *next), |to| Label::ALL[from].may_precede(to)))
            };
            let transitions = Transitions::new(vec![table(&mut next), table(&mut next)]);
            let chain = Chain { begin: &begin, transitions: &transitions, edges: &[1, 0, 1] };
            let nodes: Vec<Row> = (0..3).map(|_| row(&mut next)).collect();
            let all: Vec<[usize; 3]> = (0..label::COUNT.pow(3)).map(|n| [n / 196, n / 14 % 14, n % 14]).collect();
            let best = all.iter().copied().max_by(|a, b| score(&chain, &nodes, a).total_cmp(&score(&chain, &nodes, b)));
            let labels = chain.best(&nodes);
            assert_eq!(Some([0, 1, 2].map(|index| labels[index] as usize)), best);
            let total: f32 = all.iter().map(|labels| score(&chain, &nodes, labels).exp()).sum();
            for (index, sure) in chain.likelihoods(&nodes, &labels).into_iter().enumerate() {
                let with = all.iter().filter(|other| other[index] == labels[index] as usize);
                let share = with.map(|labels| score(&chain, &nodes, labels).exp()).sum::<f32>() / total;
                assert!((sure - share).abs() < 1e-4, "{sure} {share}");
                let marginal = chain.marginals(&nodes).tokens[index][labels[index] as usize];
                assert!((sure - marginal).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn an_empty_paragraph_has_no_labels() {
        let transitions = Transitions::default();
        let chain = Chain { begin: &[0.0; WIDTH], transitions: &transitions, edges: &[] };
        assert!(chain.best(&[]).is_empty() && chain.likelihoods(&[], &[]).is_empty());
    }
}
