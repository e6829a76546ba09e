//! The set of sentences whose expected F-measure against a person's summary is highest.

use std::collections::HashMap;

use super::candidate::Candidate;
use super::feature;
use super::weights::{Weights, chance};
use super::word::Bag;

/// Sentences among which every set is tried.
const BEST: usize = 12;

/// Words of a summary at most.
const LIMIT: usize = 75;

/// Sentences of a summary at most.
const MOST: usize = 4;

/// How much a common word counts when it comes again, over its time before: a person's summary repeats "the", not
/// "treaty".
const AGAIN: f32 = 0.5;

/// Share of its telling words above which a sentence says the same as another.
const SAME: f32 = 0.6;

/// The indices of the chosen candidates, ascending.
pub(super) fn choose(candidates: &[Candidate], bag: &Bag, weights: &Weights) -> Vec<usize> {
    let mut chooser = Chooser::new(candidates, bag, weights);
    chooser.shortlist();
    chooser.search();
    chooser.best
}

struct Chooser<'a> {
    candidates: &'a [Candidate],
    bag: &'a Bag,
    /// Chance of each word to stand in a summary.
    words: Vec<f32>,
    /// Of each candidate its pairs as numbers.
    pairs: Vec<Vec<u32>>,
    /// Chance of each pair.
    pair_chances: Vec<f32>,
    /// Words of the summary that a person would write.
    length: f32,
    shortlist: Vec<usize>,
    set: Set,
    best: Vec<usize>,
    best_value: f32,
    least: usize,
}

/// A set of candidates as it grows.
#[derive(Default)]
struct Set {
    members: Vec<usize>,
    words: Vec<u16>,
    pairs: Vec<u16>,
    /// Expected hits among words and pairs.
    hits: f32,
    /// Words as the measure counts them, and as white space parts them.
    length: usize,
    shown: usize,
}

impl<'a> Chooser<'a> {
    fn new(candidates: &'a [Candidate], bag: &'a Bag, weights: &Weights) -> Self {
        let odds: Vec<f32> = (0..bag.len()).map(|word| weights.of_word(&feature::of_word(bag, word))).collect();
        let mut numbers: HashMap<[u32; 2], u32> = HashMap::new();
        let mut pair_chances = Vec::new();
        let pairs = bag.sentences.iter().map(|sentence| {
            let number = |pair: &[u32]| {
                let pair = [pair[0], pair[1]];
                *numbers.entry(pair).or_insert_with(|| {
                    let indices = pair.map(|w| w as usize);
                    let features = feature::of_pair(bag, indices);
                    pair_chances.push(chance(weights.of_pair(odds[indices[0]], odds[indices[1]], &features)));
                    pair_chances.len() as u32 - 1
                })
            };
            sentence.windows(2).map(number).collect()
        });
        let pairs: Vec<Vec<u32>> = pairs.collect();
        let fit = candidates.iter().filter(|c| c.fit).count();
        Self {
            candidates,
            bag,
            words: odds.into_iter().map(chance).collect(),
            set: Set { words: vec![0; bag.len()], pairs: vec![0; pair_chances.len()], ..Set::default() },
            pairs,
            pair_chances,
            length: weights.of_text(&feature::of_text(bag)),
            shortlist: Vec::new(),
            best: Vec::new(),
            best_value: -1.0,
            least: fit.min(2),
        }
    }

    /// Keeps the candidates that are best by themselves, and those that lean on one of them.
    fn shortlist(&mut self) {
        let mut ranked: Vec<(f32, usize)> = Vec::new();
        for index in (0..self.candidates.len()).filter(|&i| self.candidates[i].fit) {
            self.push(index);
            ranked.push((self.value(), index));
            self.pop();
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.shortlist = ranked.into_iter().take(BEST).map(|(_, index)| index).collect();
        self.shortlist.sort_unstable();
    }

    fn search(&mut self) {
        for least in [self.least, 1] {
            self.least = least;
            self.extend(0, true);
            if self.best.is_empty() {
                self.extend(0, false);
            }
            if !self.best.is_empty() {
                return;
            }
        }
        // Nothing within the limit: the first sentence, however long.
        self.best = self.shortlist.first().copied().into_iter().collect();
    }

    fn extend(&mut self, from: usize, upright: bool) {
        for position in from..self.shortlist.len() {
            let index = self.shortlist[position];
            if self.set.shown + self.candidates[index].words > LIMIT
                || upright && !self.stands(index)
                || self.repeats(index)
            {
                continue;
            }
            self.push(index);
            let value = self.value();
            if self.set.members.len() >= self.least && value > self.best_value {
                self.best_value = value;
                self.best = self.set.members.clone();
            }
            if self.set.members.len() < MOST {
                self.extend(position + 1, upright);
            }
            self.pop();
        }
    }

    /// Whether the sentence is understood in the set: it does not lean, or what it leans on is the last one in it.
    fn stands(&self, index: usize) -> bool {
        !self.candidates[index].leans || index > 0 && self.set.members.last() == Some(&(index - 1))
    }

    /// Whether a member of the set says the same already.
    fn repeats(&self, index: usize) -> bool {
        let telling = |i: usize| self.bag.sentences[i].iter().copied().filter(|&w| !self.bag.word(w as usize).stopword);
        let own = telling(index).count().max(1);
        self.set.members.iter().any(|&member| {
            let other = telling(member).count().max(1);
            let shared = telling(index).filter(|w| self.bag.sentences[member].contains(w)).count();
            shared as f32 > SAME * own.min(other) as f32
        })
    }

    fn value(&self) -> f32 {
        2.0 * self.set.hits / (self.set.length as f32 + self.length)
    }

    fn push(&mut self, index: usize) {
        for &word in &self.bag.sentences[index] {
            let seen = &mut self.set.words[word as usize];
            self.set.hits += gain(self.words[word as usize], *seen, self.bag.word(word as usize).stopword);
            *seen += 1;
        }
        for &pair in &self.pairs[index] {
            let seen = &mut self.set.pairs[pair as usize];
            self.set.hits += if *seen == 0 { self.pair_chances[pair as usize] } else { 0.0 };
            *seen += 1;
        }
        self.set.length += self.bag.sentences[index].len();
        self.set.shown += self.candidates[index].words;
        self.set.members.push(index);
    }

    fn pop(&mut self) {
        let Some(index) = self.set.members.pop() else { return };
        for &word in &self.bag.sentences[index] {
            let seen = &mut self.set.words[word as usize];
            *seen -= 1;
            self.set.hits -= gain(self.words[word as usize], *seen, self.bag.word(word as usize).stopword);
        }
        for &pair in &self.pairs[index] {
            let seen = &mut self.set.pairs[pair as usize];
            *seen -= 1;
            self.set.hits -= if *seen == 0 { self.pair_chances[pair as usize] } else { 0.0 };
        }
        self.set.length -= self.bag.sentences[index].len();
        self.set.shown -= self.candidates[index].words;
    }
}

/// What a word adds that stands in the set `seen` times already.
fn gain(chance: f32, seen: u16, stopword: bool) -> f32 {
    match (seen, stopword) {
        (0, _) => chance,
        (_, true) => chance * AGAIN.powi(i32::from(seen)),
        _ => 0.0,
    }
}
