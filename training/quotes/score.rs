//! What a chain finds in an annotated article, and which of it is right: content that shares half of its words with the
//! hand-made one, and a source that shares a word that tells.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::ops::Range;

use dateline::model::QuoteKind;
use dateline::split::document::{Document, TokenKind};
use dateline::split::quote::{self, Reading, learned};
use dateline::split::speaker::{self, Traits, Weights};
use dateline::split::{actor, name};

use crate::gold::{Line, tokens_of};

/// A stretch of content within one paragraph, found or hand-made.
pub struct Example {
    pub kind: QuoteKind,
    /// What is known of a found one; none for a hand-made one.
    pub traits: Option<Traits>,
    /// Whether its counterpart was found, with the right source.
    pub right: bool,
    /// Number of the counterpart among all examples.
    pub partner: Option<usize>,
}

struct Unit {
    tokens: BTreeSet<usize>,
    source: BTreeSet<usize>,
    speaker: Option<String>,
    kind: QuoteKind,
    traits: Option<Traits>,
}

/// Adds what the chain in `file` finds in `line`, and what should be found.
pub fn examples(file: &[u8], line: &Line, examples: &mut Vec<Example>) {
    let model = quote::crf::Model::read(file).expect("the model just made");
    let article = crate::article(&line.text);
    let document = Document::read(&article);
    let names = name::recognise(&document);
    let reading = Reading::of(&document, &names);
    let cast = actor::join(&document, &names);
    let mut found = learned::find_by(&model, &document, &reading);
    quote::complete(&document, &reading, &mut found);
    let mut theirs = Vec::new();
    for (statement, traits) in speaker::judged(&document, &reading, &cast, found) {
        let source = statement.source.clone().unwrap_or(0..0);
        for tokens in units(&document, &statement.parts) {
            let kind = kind(&reading, &tokens);
            let speaker = statement.speaker.clone();
            theirs.push(Unit { tokens, source: source.clone().collect(), speaker, kind, traits: traits.clone() });
        }
    }
    let mut gold = Vec::new();
    for attribution in &line.attributions {
        let stretches = |spans: &[(usize, usize)]| -> Vec<Range<usize>> {
            spans.iter().map(|&(start, end)| tokens_of(&document, start, end)).collect()
        };
        let source: BTreeSet<usize> = stretches(&attribution.source).into_iter().flatten().collect();
        for tokens in units(&document, &stretches(&attribution.content)) {
            let kind = kind(&reading, &tokens);
            gold.push(Unit { tokens, source: source.clone(), speaker: None, kind, traits: None });
        }
    }
    pair(&document, &reading, &gold, theirs, examples);
}

fn pair(document: &Document, reading: &Reading, gold: &[Unit], found: Vec<Unit>, examples: &mut Vec<Example>) {
    let mut pairs = Vec::new();
    for (i, ours) in gold.iter().enumerate() {
        for (j, theirs) in found.iter().enumerate() {
            let shared = ours.tokens.intersection(&theirs.tokens).count();
            if shared * 2 >= ours.tokens.union(&theirs.tokens).count() {
                pairs.push((std::cmp::Reverse(shared * 1000 / ours.tokens.union(&theirs.tokens).count()), i, j));
            }
        }
    }
    pairs.sort_unstable();
    let first = examples.len();
    let example = |unit: &Unit| Example { kind: unit.kind, traits: unit.traits.clone(), right: false, partner: None };
    examples.extend(gold.iter().map(example));
    examples.extend(found.iter().map(example));
    let (mut taken, mut used) = (BTreeSet::new(), BTreeSet::new());
    for (_, i, j) in pairs {
        if !taken.contains(&i) && !used.contains(&j) {
            taken.insert(i);
            used.insert(j);
            let right = same_source(document, reading, &gold[i], &found[j]);
            let (a, b) = (first + i, first + gold.len() + j);
            (examples[a].partner, examples[b].partner) = (Some(b), Some(a));
            (examples[a].right, examples[b].right) = (right, right);
        }
    }
}

/// The words of `parts`, a set for each paragraph; a leading "that" does not count.
fn units(document: &Document, parts: &[Range<usize>]) -> Vec<BTreeSet<usize>> {
    let mut units = Vec::new();
    for part in parts {
        let mut by_paragraph: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        let words = part.clone().filter(|&i| matches!(document.tokens[i].kind, TokenKind::Word | TokenKind::Number));
        for index in words.skip_while(|&i| document.word(i).eq_ignore_ascii_case("that")) {
            by_paragraph.entry(document.paragraph_of(index)).or_default().insert(index);
        }
        units.extend(by_paragraph.into_values());
    }
    units
}

fn kind(reading: &Reading, tokens: &BTreeSet<usize>) -> QuoteKind {
    let inside = tokens.iter().filter(|&&i| reading.marks.inside[i]).count();
    match inside {
        0 => QuoteKind::Indirect,
        all if all == tokens.len() => QuoteKind::Direct,
        _ => QuoteKind::Mixed,
    }
}

fn same_source(document: &Document, reading: &Reading, gold: &Unit, found: &Unit) -> bool {
    if gold.source.is_empty() {
        return found.source.is_empty() && found.speaker.is_none();
    }
    let tells = |index: &&usize| reading.small[**index].is_none();
    let telling = gold.source.iter().any(|i| tells(&i));
    let shared = gold.source.intersection(&found.source).any(|i| !telling || tells(&i));
    let fits = shared && found.source.len() <= 2 * gold.source.len() + 6;
    let name = gold.source.iter().rev().map(|&i| document.word(i)).find(|word| word.starts_with(char::is_uppercase));
    let last = found.speaker.as_deref().and_then(|name| name.split_whitespace().next_back());
    fits || name.is_some() && name == last
}

/// Precision, recall and F1 end to end by kind for several thresholds of confidence, and the calibration error.
pub fn table(examples: &[Example], weights: &Weights) -> String {
    let mut out = String::new();
    let sure = |example: &Example| example.traits.as_ref().map_or(1.0, |traits| weights.likelihood(traits));
    for least in [0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4] {
        let _ = write!(out, "from {least:.2}:");
        for kind in [None, Some(QuoteKind::Direct), Some(QuoteKind::Mixed), Some(QuoteKind::Indirect)] {
            let of_kind = |example: &&Example| kind.is_none_or(|kind| kind == example.kind);
            let is_found = |example: &&Example| example.traits.is_some() && sure(example) >= least;
            let all = || examples.iter().filter(of_kind);
            let found = all().filter(is_found).count() as f64;
            let gold = all().filter(|e| e.traits.is_none()).count() as f64;
            let partner_found = |e: &&Example| e.partner.is_some_and(|p| sure(&examples[p]) >= least);
            let (p, r) = (
                all().filter(is_found).filter(|e| e.right).count() as f64 / found,
                all().filter(|e| e.traits.is_none() && e.right).filter(partner_found).count() as f64 / gold,
            );
            let name = kind.map_or("all", QuoteKind::as_str);
            let _ = write!(out, "  {name} {:.1} {:.1} {:.1}", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r));
        }
        let _ = writeln!(out, "  calibration {:.1}", 100.0 * calibration(examples, weights, least));
    }
    out
}

fn calibration(examples: &[Example], weights: &Weights, least: f32) -> f64 {
    let mut bins = [0.0_f64; 10];
    let mut count = 0.0_f64;
    for example in examples {
        if let Some(traits) = &example.traits
            && weights.likelihood(traits) >= least
        {
            let sure = weights.likelihood(traits);
            bins[((sure * 10.0) as usize).min(9)] += f64::from(sure) - f64::from(u8::from(example.right));
            count += 1.0;
        }
    }
    bins.iter().map(|bin| bin.abs()).sum::<f64>() / count.max(1.0)
}
