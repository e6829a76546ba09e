//! Trains the chain that finds attributions and writes `data/quotes.model`.
//!
//! `zcat polnear-train.jsonl.gz | cargo run --release --example train_quotes -- --out data/quotes.model`
//!
//! Stochastic training of a linear-chain CRF with FTRL-Proximal steps (McMahan et al. 2013), whose L1 part leaves most
//! weights at nothing. Features seen in fewer than three articles are left out before training, so that no text can be
//! read back from the model. The order of the data and of the steps is fixed: the same data give the same file.

use std::collections::HashMap;
use std::io::BufRead;
use std::ops::Range;

use dateline::model::{Article, Text};
use dateline::split::document::Document;
use dateline::split::name;
use dateline::split::quote::crf::{self, Chain, Row, WIDTH};
use dateline::split::quote::features::{self, Features};
use dateline::split::quote::label::{self, Label};
use dateline::split::quote::{Reading, learned};
use serde::Deserialize;

/// Fewest articles that a feature must stand in.
const ARTICLES: u32 = 3;

#[derive(Deserialize)]
struct Line {
    text: String,
    attributions: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

struct Sequence {
    /// Hashes at first, then rows of the weights; `u32::MAX` where there is none.
    features: Vec<u32>,
    edges: Vec<u8>,
    labels: Vec<Label>,
}

struct Settings {
    out: String,
    epochs: usize,
    alpha: f32,
    l1: f32,
    l2: f32,
    bits: u32,
    every: usize,
}

fn main() {
    let settings = settings();
    let mut seen: HashMap<u32, (u32, u32)> = HashMap::new();
    let mut sequences = Vec::new();
    for (number, line) in std::io::stdin().lock().lines().enumerate() {
        if number % settings.every == 0 {
            let line: Line = serde_json::from_str(&line.expect("readable")).expect("an article a line");
            read(&line, number as u32 + 1, &mut sequences, &mut seen);
        }
    }
    let mut hashes: Vec<u32> =
        seen.iter().filter(|(_, (_, count))| *count >= ARTICLES).map(|(&hash, _)| hash).collect();
    hashes.sort_unstable();
    eprintln!("{} sequences, {} features of {}", sequences.len(), hashes.len(), seen.len());
    drop(seen);
    for sequence in &mut sequences {
        for feature in &mut sequence.features {
            *feature = hashes.binary_search(feature).map_or(u32::MAX, |row| row as u32);
        }
    }
    let mut trainer = Trainer::new(hashes.len(), &settings);
    for epoch in 0..settings.epochs {
        let loss = trainer.epoch(&sequences, epoch as u64);
        eprintln!("epoch {epoch}: loss {loss:.4} a token");
    }
    trainer.write(&hashes, &settings);
}

fn settings() -> Settings {
    let mut settings =
        Settings { out: "data/quotes.model".into(), epochs: 7, alpha: 0.04, l1: 4.0, l2: 10.0, bits: 17, every: 1 };
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        let number = || value.parse::<f32>().expect("a number");
        match name.as_str() {
            "--out" => settings.out = value.clone(),
            "--epochs" => settings.epochs = number() as usize,
            "--alpha" => settings.alpha = number(),
            "--l1" => settings.l1 = number(),
            "--l2" => settings.l2 = number(),
            "--bits" => settings.bits = number() as u32,
            "--every" => settings.every = number() as usize,
            _ => panic!("unknown option {name}"),
        }
    }
    settings
}

/// An article as plain text gives it: its first line is the headline.
fn article(raw: &str) -> Article {
    let text = Text::new(raw);
    let line = text.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let start = line.as_ptr() as usize - text.as_str().as_ptr() as usize + (line.len() - line.trim_start().len());
    let title = line.trim().to_owned();
    let title_span = Some(text.span(start..start + title.len()));
    Article { title, title_span, text, ..Article::default() }
}

fn read(line: &Line, number: u32, sequences: &mut Vec<Sequence>, seen: &mut HashMap<u32, (u32, u32)>) {
    let article = article(&line.text);
    let document = Document::read(&article);
    let names = name::recognise(&document);
    let reading = Reading::of(&document, &names);
    let labels = project(&document, &line.attributions);
    let mut features = Features::default();
    for paragraph in document.paragraphs.iter().filter(|p| learned::speaks(p.role)) {
        for piece in learned::pieces(paragraph.tokens.clone()) {
            features::make(&document, &reading, piece.clone(), paragraph.role, &mut features);
            for &hash in &features.flat {
                let (last, count) = seen.entry(hash).or_default();
                if *last != number {
                    (*last, *count) = (number, *count + 1);
                }
            }
            let labels = repaired(&labels[piece]);
            sequences.push(Sequence { features: features.flat.clone(), edges: features.edges.clone(), labels });
        }
    }
}

/// The label of every token by the hand-made attributions.
fn project(document: &Document, gold: &[Gold]) -> Vec<Label> {
    let mut labels = vec![Label::Outside; document.tokens.len()];
    for attribution in gold {
        let tokens = |spans: &[(usize, usize)]| -> Vec<Range<usize>> {
            spans.iter().map(|&(start, end)| tokens_of(document, start, end)).filter(|t| !t.is_empty()).collect()
        };
        let (source, cue, content) =
            (tokens(&attribution.source), tokens(&attribution.cue), tokens(&attribution.content));
        let Some(at) = cue.first().map(|cue| cue.start) else { continue };
        let home = document.paragraph_of(at);
        let here = document.paragraphs[home].tokens.clone();
        let mut edges: Vec<&Range<usize>> =
            source.iter().chain(&cue).chain(&content).filter(|t| here.contains(&t.start)).collect();
        edges.sort_by_key(|t| t.start);
        if let (Some(first), Some(last)) = (edges.first(), edges.last()) {
            for label in &mut labels[first.start..last.end.clamp(first.start, here.end)] {
                if *label == Label::Outside {
                    *label = Label::Gap;
                }
            }
        }
        for part in &content {
            for paragraph in document.paragraph_of(part.start)..=document.paragraph_of(part.end - 1) {
                let lines = &document.paragraphs[paragraph].tokens;
                let part = part.start.max(lines.start)..part.end.min(lines.end);
                let first = match (paragraph == home, part.start < at) {
                    (false, _) => Label::ContentAloneFirst,
                    (true, true) => Label::ContentBeforeFirst,
                    (true, false) => Label::ContentAfterFirst,
                };
                paint(&mut labels, part, first);
            }
        }
        for part in source {
            paint(
                &mut labels,
                part.clone(),
                if part.start < at { Label::SourceBeforeFirst } else { Label::SourceAfterFirst },
            );
        }
        for part in cue {
            paint(&mut labels, part, Label::CueFirst);
        }
    }
    labels
}

fn tokens_of(document: &Document, start: usize, end: usize) -> Range<usize> {
    let text = &document.article.text;
    let bytes = text.byte(start)..text.byte(end);
    let first = document.tokens.partition_point(|t| t.bytes.end <= bytes.start);
    let last = document.tokens.partition_point(|t| t.bytes.start < bytes.end);
    first..last.max(first)
}

fn paint(labels: &mut [Label], part: Range<usize>, first: Label) {
    for index in part.clone() {
        labels[index] = if index == part.start { first } else { first.further() };
    }
}

/// Labels that the grammar allows: a stretch that was cut into begins anew.
fn repaired(labels: &[Label]) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::with_capacity(labels.len());
    for &label in labels {
        let fits = out.last().map_or(label.may_begin(), |last| last.may_precede(label));
        let begun = Label::ALL.iter().copied().find(|first| first.is_first() && first.further() == label);
        out.push(if fits { label } else { begun.unwrap_or(Label::Outside) });
    }
    out
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

struct Trainer {
    features: Weights,
    /// First the beginning, then by kind of token and label before.
    transitions: Weights,
    alpha: f32,
    l1: f32,
    l2: f32,
}

impl Trainer {
    fn new(features: usize, settings: &Settings) -> Self {
        let transitions = Weights::new(1 + features::EDGES * label::COUNT);
        Self { features: Weights::new(features), transitions, alpha: settings.alpha, l1: settings.l1, l2: settings.l2 }
    }

    /// One pass over the data in a shuffled order; gives the mean loss of a token.
    fn epoch(&mut self, sequences: &[Sequence], epoch: u64) -> f64 {
        let mut order: Vec<usize> = (0..sequences.len()).collect();
        let mut state = epoch.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        for i in (1..order.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        let (mut loss, mut tokens) = (0.0, 0);
        for index in order {
            loss += self.learn(&sequences[index]);
            tokens += sequences[index].labels.len();
        }
        loss / tokens.max(1) as f64
    }

    fn tables(&self) -> (Row, Vec<[Row; label::COUNT]>) {
        let begin = crf::mask(self.transitions.w[0], Label::may_begin);
        let table = |edge: usize| {
            let mut table = [[0.0; WIDTH]; label::COUNT];
            for (from, row) in table.iter_mut().enumerate() {
                let weights = self.transitions.w[1 + edge * label::COUNT + from];
                *row = crf::mask(weights, |to| Label::ALL[from].may_precede(to));
            }
            table
        };
        (begin, (0..features::EDGES).map(table).collect())
    }

    fn learn(&mut self, sequence: &Sequence) -> f64 {
        if sequence.labels.is_empty() {
            return 0.0;
        }
        let nodes: Vec<Row> = sequence.features.chunks_exact(features::COUNT).map(|f| self.node(f)).collect();
        let (begin, transitions) = self.tables();
        let weights = crf::exponentials(&transitions);
        let chain = Chain { begin: &begin, transitions: &transitions, weights: &weights, edges: &sequence.edges };
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

    fn learn_transitions(&mut self, sequence: &Sequence, chain: &Chain, marginals: &crf::Marginals) {
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
                    row[to] = weight * chain.weights[edge][from][to] * marginals.weighted[index][to];
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

    /// Writes the model: weights in eighths of a byte's range, the rows with the least of them left out if they do not fit.
    fn write(&self, hashes: &[u32], settings: &Settings) {
        let strength = |row: &Row| row.iter().fold(0.0_f32, |most, w| most.max(w.abs()));
        let mut kept: Vec<usize> = (0..hashes.len()).filter(|&row| strength(&self.features.w[row]) > 0.0).collect();
        kept.sort_by(|&a, &b| strength(&self.features.w[b]).total_cmp(&strength(&self.features.w[a])).then(a.cmp(&b)));
        let slots = 1_usize << settings.bits;
        eprintln!("{} rows with weights, room for {}", kept.len(), slots * 7 / 10);
        kept.truncate(slots * 7 / 10);
        let largest = kept.first().map_or(1.0, |&row| strength(&self.features.w[row]));
        let scale = largest / 127.0;
        let mut table = vec![0_u8; slots * (2 + label::COUNT)];
        for row in kept {
            place(&mut table, settings.bits, hashes[row], &self.features.w[row], scale);
        }
        let mut file = crf::MAGIC.to_vec();
        file.push(settings.bits as u8);
        file.extend(scale.to_le_bytes());
        for row in &self.transitions.w {
            row[..label::COUNT].iter().for_each(|w| file.extend(w.to_le_bytes()));
        }
        file.extend(table);
        std::fs::write(&settings.out, &file).expect("the model can be written");
        eprintln!("{} bytes to {}, largest weight {largest}", file.len(), settings.out);
    }
}

fn place(table: &mut [u8], bits: u32, hash: u32, weights: &Row, scale: f32) {
    let size = 2 + label::COUNT;
    let mut at = (hash >> (32 - bits)) as usize;
    while table[at * size..at * size + 2] != [0, 0] {
        at = (at + 1) & ((1 << bits) - 1);
    }
    let slot = &mut table[at * size..(at + 1) * size];
    slot[..2].copy_from_slice(&crf::check(hash).to_le_bytes());
    for (byte, weight) in slot[2..].iter_mut().zip(weights) {
        *byte = (weight / scale).round().clamp(-127.0, 127.0) as i8 as u8;
    }
}

fn gold_score(chain: &Chain, nodes: &[Row], labels: &[Label]) -> f64 {
    let mut score = f64::from(chain.begin[labels[0] as usize]);
    for (index, (node, &label)) in nodes.iter().zip(labels).enumerate() {
        score += f64::from(node[label as usize]);
        if index > 0 {
            score +=
                f64::from(chain.transitions[chain.edges[index] as usize][labels[index - 1] as usize][label as usize]);
        }
    }
    score
}
