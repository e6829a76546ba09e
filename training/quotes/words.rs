//! The table of words and their parts of speech (`data/quotes-words.bin`), from articles that a program has tagged.

use std::collections::{BTreeMap, HashMap};

use dateline::lexicon::key::key;
use dateline::split::quote::{table, tag};
use serde::Deserialize;

/// Fewest articles that a word must stand in.
const ARTICLES: u32 = 3;

/// A word whose commonest part of speech has this share is told by it alone.
const PURE: f32 = 0.85;

/// A tagged article: for each token its beginning, end and part of speech first.
#[derive(Deserialize)]
struct Tagged {
    text: String,
    #[serde(default)]
    tokens: Vec<Vec<serde_json::Value>>,
}

#[derive(Default)]
struct Word {
    last: usize,
    articles: u32,
    counts: BTreeMap<&'static str, u32>,
}

/// The file of the table made of the lines in `train`.
pub fn file(train: impl Iterator<Item = String>) -> Vec<u8> {
    let mut words: HashMap<u64, Word> = HashMap::new();
    for (number, line) in train.enumerate() {
        let article: Tagged = serde_json::from_str(&line).expect("a tagged article a line");
        let text: Vec<char> = article.text.chars().collect();
        for token in &article.tokens {
            let place = |at: usize| token[at].as_u64().expect("an offset") as usize;
            let part = token[2].as_str().expect("a part of speech");
            let word: String = text[place(0)..place(1)].iter().collect();
            let entry = words.entry(key(&word)).or_default();
            if entry.last != number + 1 {
                (entry.last, entry.articles) = (number + 1, entry.articles + 1);
            }
            *entry.counts.entry(coarse(part)).or_default() += 1;
        }
    }
    words.retain(|_, word| word.articles >= ARTICLES);
    let mut classes: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    let named: BTreeMap<u64, (&str, &str)> = words.iter().map(|(&key, word)| (key, class(&word.counts))).collect();
    named.values().for_each(|&class| *classes.entry(class).or_default() += 1);
    let mut order: Vec<_> = classes.into_iter().collect();
    order.sort_by_key(|&(class, count)| (std::cmp::Reverse(count), class));
    let numbers: HashMap<(&str, &str), u8> =
        order.iter().take(tag::COUNT as usize - 1).zip(1..).map(|(&(class, _), number)| (class, number)).collect();
    let rows = named.iter().filter_map(|(&key, class)| Some((tag::number(key), [*numbers.get(class)?])));
    let rows: Vec<(u32, [u8; 1])> = rows.collect();
    eprintln!("{} words in {} classes", rows.len(), numbers.len());
    let bits = (rows.len() * 10 / 7).next_power_of_two().ilog2();
    table::file(bits, rows.into_iter())
}

/// The commonest part of speech, and the second where the first is not clear.
fn class(counts: &BTreeMap<&'static str, u32>) -> (&'static str, &'static str) {
    let total: u32 = counts.values().sum();
    let mut ranked: Vec<(&str, u32)> = counts.iter().map(|(&part, &count)| (part, count)).collect();
    ranked.sort_by_key(|&(part, count)| (std::cmp::Reverse(count), part));
    let pure = ranked[0].1 as f32 >= PURE * total as f32;
    (ranked[0].0, if pure { "" } else { ranked.get(1).map_or("", |second| second.0) })
}

/// Parts of speech of the Penn Treebank, joined where they do the same in a clause.
fn coarse(part: &str) -> &'static str {
    match part {
        "NN" => "noun",
        "NNS" => "nouns",
        "NNP" | "NNPS" => "name",
        "VB" | "VBP" => "verb",
        "VBZ" => "verbs",
        "VBD" => "past",
        "VBN" => "participle",
        "VBG" => "gerund",
        "MD" => "modal",
        "JJ" | "JJR" | "JJS" => "adjective",
        "RB" | "RBR" | "RBS" | "RP" => "adverb",
        "IN" | "TO" => "preposition",
        "DT" | "PDT" | "PRP$" => "determiner",
        "PRP" | "EX" => "pronoun",
        "WDT" | "WP" | "WP$" | "WRB" => "wh",
        "CC" => "conjunction",
        "CD" => "number",
        _ => "other",
    }
}
