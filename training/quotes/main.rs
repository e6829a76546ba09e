//! Trains the chain that finds attributions and the regression that judges them, and writes `data/quotes.model` and
//! `data/quotes-confidence.tsv`.
//!
//! `cargo run --release --example train_quotes -- --train polnear-train.jsonl --test dev.jsonl`
//!
//! Before it, where the tags or tokens changed, and then built anew, for the features look words up in the table:
//! `cargo run --release --example train_quotes -- --train polnear-train.jsonl --words data/quotes-words.bin`
//!
//! `dev.jsonl` has the form of the training data; it is scored and never learned from. Features seen in fewer than three
//! articles are left out before training, so that no text can be read back from the model. The regression is fitted on
//! what chains find in articles that they had not learned from (`--folds`). The order of the data and of the steps is
//! fixed: the same data give the same files.

mod chain;
mod gold;
mod judge;
mod score;
mod words;

use std::collections::HashMap;
use std::io::BufRead;

use chain::{Sequence, Trainer};
use dateline::model::{Article, Text};
use dateline::split::document::Document;
use dateline::split::name;
use dateline::split::quote::features::{self, Features};
use dateline::split::quote::{Reading, learned};
use gold::Line;

/// Fewest articles that a feature must stand in.
const ARTICLES: u32 = 3;

/// What the training is asked to do.
pub struct Settings {
    train: String,
    test: String,
    out: String,
    judge: String,
    words: String,
    epochs: usize,
    alpha: f32,
    l1: f32,
    l2: f32,
    bits: u32,
    every: usize,
    folds: usize,
}

fn main() {
    let settings = settings();
    if !settings.words.is_empty() {
        let lines = std::io::BufReader::new(std::fs::File::open(&settings.train).expect("the data")).lines();
        let file = words::file(lines.map(|line| line.expect("readable")));
        return std::fs::write(&settings.words, file).expect("the table can be written");
    }
    let lines: Vec<Line> = read_lines(&settings.train).into_iter().step_by(settings.every).collect();
    let (mut sequences, hashes) = sequences(&lines);
    for feature in sequences.iter_mut().flat_map(|sequence| &mut sequence.features) {
        *feature = hashes.binary_search(feature).map_or(u32::MAX, |row| row as u32);
    }
    let train = |keep: &dyn Fn(usize) -> bool| {
        let kept: Vec<&Sequence> = sequences.iter().filter(|sequence| keep(sequence.article)).collect();
        let mut trainer = Trainer::new(hashes.len(), &settings);
        let losses: Vec<f64> = (0..settings.epochs).map(|epoch| trainer.epoch(&kept, epoch as u64)).collect();
        eprintln!("losses a token: {losses:.4?}");
        trainer.file(&hashes, settings.bits)
    };
    let mut examples = Vec::new();
    for fold in 0..settings.folds {
        let file = train(&|article| article % settings.folds != fold);
        let unseen = lines.iter().enumerate().filter(|(number, _)| number % settings.folds == fold);
        unseen.for_each(|(_, line)| score::examples(&file, line, &mut examples));
    }
    let weights = if examples.is_empty() {
        judge::read(&settings.judge)
    } else {
        let weights = judge::fit(&examples);
        std::fs::write(&settings.judge, judge::HEAD.to_owned() + &weights.table()).expect("the table can be written");
        weights
    };
    if !examples.is_empty() {
        println!("unseen folds\n{}", score::table(&examples, &weights));
    }
    let file = train(&|_| true);
    std::fs::write(&settings.out, &file).expect("the model can be written");
    eprintln!("{} bytes to {}", file.len(), settings.out);
    if !settings.test.is_empty() {
        let mut examples = Vec::new();
        read_lines(&settings.test).iter().for_each(|line| score::examples(&file, line, &mut examples));
        println!("{}\n{}", settings.test, score::table(&examples, &weights));
    }
}

fn settings() -> Settings {
    let mut settings = Settings {
        train: "polnear-train.jsonl".into(),
        test: String::new(),
        out: "data/quotes.model".into(),
        judge: "data/quotes-confidence.tsv".into(),
        words: String::new(),
        epochs: 7,
        alpha: 0.04,
        l1: 4.0,
        l2: 10.0,
        bits: 17,
        every: 1,
        folds: 5,
    };
    let mut arguments = std::env::args().skip(1);
    while let (Some(name), Some(value)) = (arguments.next(), arguments.next()) {
        let number = || value.parse::<f32>().expect("a number");
        match name.as_str() {
            "--train" => settings.train = value.clone(),
            "--test" => settings.test = value.clone(),
            "--out" => settings.out = value.clone(),
            "--judge" => settings.judge = value.clone(),
            "--words" => settings.words = value.clone(),
            "--epochs" => settings.epochs = number() as usize,
            "--alpha" => settings.alpha = number(),
            "--l1" => settings.l1 = number(),
            "--l2" => settings.l2 = number(),
            "--bits" => settings.bits = number() as u32,
            "--every" => settings.every = number() as usize,
            "--folds" => settings.folds = number() as usize,
            _ => panic!("unknown option {name}"),
        }
    }
    settings
}

fn read_lines(path: &str) -> Vec<Line> {
    let file = std::fs::File::open(path).expect("the data can be opened");
    let lines = std::io::BufReader::new(file).lines();
    lines.map(|line| serde_json::from_str(&line.expect("readable")).expect("an article a line")).collect()
}

/// An article as plain text gives it: its first line is the headline.
pub fn article(raw: &str) -> Article {
    let text = Text::new(raw);
    let line = text.as_str().lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let start = line.as_ptr() as usize - text.as_str().as_ptr() as usize + (line.len() - line.trim_start().len());
    let title = line.trim().to_owned();
    let title_span = Some(text.span(start..start + title.len()));
    Article { title, title_span, text, ..Article::default() }
}

/// The paragraphs of `lines`, and the hashes of all features that stand in enough articles, sorted.
fn sequences(lines: &[Line]) -> (Vec<Sequence>, Vec<u32>) {
    let mut seen: HashMap<u32, (usize, u32)> = HashMap::new();
    let mut sequences = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let article = article(&line.text);
        let document = Document::read(&article);
        let names = name::recognise(&document);
        let reading = Reading::of(&document, &names);
        let labels = gold::project(&document, &line.attributions);
        let mut features = Features::default();
        for paragraph in document.paragraphs.iter().filter(|p| learned::speaks(p.role)) {
            for piece in learned::pieces(paragraph.tokens.clone()) {
                features::make(&document, &reading, piece.clone(), paragraph.role, &mut features);
                for &hash in &features.flat {
                    let (last, count) = seen.entry(hash).or_insert((usize::MAX, 0));
                    if *last != number {
                        (*last, *count) = (number, *count + 1);
                    }
                }
                sequences.push(Sequence {
                    article: number,
                    features: features.flat.clone(),
                    edges: features.edges.clone(),
                    labels: gold::repaired(&labels[piece]),
                });
            }
        }
    }
    let mut hashes: Vec<u32> =
        seen.iter().filter(|(_, (_, count))| *count >= ARTICLES).map(|(&hash, _)| hash).collect();
    hashes.sort_unstable();
    eprintln!("{} sequences, {} features of {}", sequences.len(), hashes.len(), seen.len());
    (sequences, hashes)
}
