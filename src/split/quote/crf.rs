//! The learned chain: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over hashed
//! features, with transitions that depend on the kind of token they lead to.
//!
//! The model is read in place from its file: after the transitions a table of one weight of 8 bits a label and feature.
//! Nothing is built when the program starts but the transitions.

use super::chain::{Chain, NEVER, Row, Transitions, WIDTH, mask};
use super::features::{self, Features};
use super::label::{self, Label};
use super::table::{Table, WIDE};

/// Bytes before the transitions: magic, scale of the weights.
const HEAD: usize = 4 + 4;

/// What a model file begins with.
pub const MAGIC: &[u8; 4] = b"DLQ3";

/// A row of the table as it is added up.
type Wide = [u8; WIDE];

/// The row of a feature that the table does not hold.
static NOTHING: Wide = [0; WIDE];

/// A learned chain.
#[derive(Debug)]
pub struct Model<'a> {
    rows: Table<'a, { label::COUNT }>,
    scale: f32,
    begin: Row,
    transitions: Transitions,
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
        let mut scores = Vec::with_capacity(features::EDGES);
        for _ in 0..features::EDGES {
            let mut table = [[NEVER; WIDTH]; label::COUNT];
            for (from, line) in table.iter_mut().enumerate() {
                *line = mask(lines.next()?, |to| Label::ALL[from].may_precede(to));
            }
            scores.push(table);
        }
        Some(Self { rows, scale, begin, transitions: Transitions::new(scores) })
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
        let chain = Chain { begin: &self.begin, transitions: &self.transitions, edges: &features.edges };
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
        let mut sums = [0_i16; WIDE];
        for (&number, last) in numbers.iter().zip(last.iter_mut()) {
            if last.0 != number {
                *last = (number, self.rows.wide(number).unwrap_or(&NOTHING));
            }
            // Nothing waits for a row but its sum, so that the processor fetches many of them while it looks for more.
            sums.iter_mut().zip(last.1).for_each(|(sum, &weight)| *sum += i16::from(weight as i8));
        }
        let mut node = [0.0; WIDTH];
        let own = &sums[WIDE - label::COUNT..];
        node.iter_mut().zip(own).for_each(|(node, &sum)| *node = f32::from(sum) * self.scale);
        node
    }
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
