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

/// Share of the telling words of the one with fewer above which two sentences say the same.
const SAME: f32 = 0.8;

/// How much more a set is worth whose sentences follow each other in the article: they hold together, and people who
/// sum up seldom jump.
const FLOW: f32 = 0.03;

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
    /// Of each of the shortlist those before it that say the same, a bit each.
    twins: Vec<u16>,
    set: Set,
    best: Vec<usize>,
    best_value: f32,
    least: usize,
}

/// A set of candidates as it grows.
#[derive(Default)]
struct Set {
    members: Vec<usize>,
    /// The members by their place in the shortlist, a bit each.
    places: u16,
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
            twins: Vec::new(),
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
        let telling: Vec<Vec<u32>> = self.shortlist.iter().map(|&index| self.telling(index)).collect();
        for (place, own) in telling.iter().enumerate() {
            let before = telling[..place].iter().enumerate().filter(|(_, other)| say_same(other, own));
            self.twins.push(before.map(|(place, _)| 1 << place).sum());
        }
    }

    /// The telling words of a candidate, ascending, each once.
    fn telling(&self, index: usize) -> Vec<u32> {
        let words = self.bag.sentences[index].iter().copied();
        let mut telling: Vec<u32> = words.filter(|&word| !self.bag.word(word as usize).stopword).collect();
        telling.sort_unstable();
        telling.dedup();
        telling
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
                || self.twins[position] & self.set.places != 0
            {
                continue;
            }
            self.push(index);
            self.set.places |= 1 << position;
            let value = self.value();
            if self.set.members.len() >= self.least && value > self.best_value {
                self.best_value = value;
                self.best = self.set.members.clone();
            }
            if self.set.members.len() < MOST {
                self.extend(position + 1, upright);
            }
            self.set.places &= !(1 << position);
            self.pop();
        }
    }

    /// Whether the sentence is understood in the set: it does not lean, or what it leans on is the last one in it.
    fn stands(&self, index: usize) -> bool {
        !self.candidates[index].leans || index > 0 && self.set.members.last() == Some(&(index - 1))
    }

    fn value(&self) -> f32 {
        let members = &self.set.members;
        let following = members.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
        let flow = following as f32 / (members.len().max(2) - 1) as f32;
        (1.0 + FLOW * flow) * 2.0 * self.set.hits / (self.set.length as f32 + self.length)
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

/// Whether two sentences say the same, by their telling words.
fn say_same(one: &[u32], other: &[u32]) -> bool {
    let shared = one.iter().filter(|word| other.binary_search(word).is_ok()).count();
    shared as f32 > SAME * one.len().min(other.len()).max(1) as f32
}

/// What a word adds that stands in the set `seen` times already.
fn gain(chance: f32, seen: u16, stopword: bool) -> f32 {
    match (seen, stopword) {
        (0, _) => chance,
        (_, true) => chance * AGAIN.powi(i32::from(seen)),
        _ => 0.0,
    }
}
