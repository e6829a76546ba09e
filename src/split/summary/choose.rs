//! The set of sentences whose expected F-measure against a person's summary is highest.

use super::candidate::Candidate;
use super::feature;
use super::search::{Entry, Item, Search};
use super::weights::{Weights, chance};
use super::word::{Bag, Pair};

/// Sentences among which every set is tried.
const BEST: usize = 12;

/// Share of the telling words of the one with fewer above which two sentences say the same.
const SAME: f32 = 0.8;

/// How much a common word counts when it comes again, over its time before: a person's summary repeats "the", not
/// "treaty".
const AGAIN: f32 = 0.5;

/// The indices of the chosen candidates, ascending.
pub(super) fn choose(candidates: &[Candidate], bag: &Bag, weights: &Weights) -> Vec<usize> {
    let expected = Expected::of(bag, weights);
    let fit: Vec<usize> = (0..candidates.len()).filter(|&index| candidates[index].fit).collect();
    let sentences = fit.iter().map(|&index| Sentence::of(bag, index));
    let mut ranked: Vec<(f32, Sentence)> = sentences.map(|s| (expected.alone(bag, &s), s)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.candidate.cmp(&b.1.candidate)));
    let mut shortlist: Vec<Sentence> = ranked.into_iter().take(BEST).map(|(_, sentence)| sentence).collect();
    shortlist.sort_unstable_by_key(|sentence| sentence.candidate);
    let entries = entries(candidates, bag, &expected, &shortlist);
    let chosen = Search::new(&entries, expected.length).best(fit.len().min(2) as u32);
    chosen.into_iter().map(|place| shortlist[place].candidate).collect()
}

/// What a person's summary is expected to hold.
struct Expected {
    /// The chance of each word and, after them, of each pair to stand in it.
    chances: Vec<f32>,
    /// Its words.
    length: f32,
}

impl Expected {
    fn of(bag: &Bag, weights: &Weights) -> Self {
        let odds: Vec<f32> = (0..bag.len()).map(|word| weights.of_word(&feature::of_word(bag, word))).collect();
        let of_pair = |pair: &Pair| {
            let [left, right] = pair.words.map(|word| odds[word as usize]);
            chance(weights.of_pair(left, right, &feature::of_pair(bag, pair)))
        };
        let chances = odds.iter().copied().map(chance).chain(bag.pairs.iter().map(of_pair)).collect();
        Self { chances, length: weights.of_text(&feature::of_text(bag)) }
    }

    /// Hits by a word or pair that stands so many times in a sentence, and what share it leaves to further sentences.
    fn hits(&self, bag: &Bag, (item, times): (u32, i32)) -> (f32, f32) {
        let (item, chance) = (item as usize, self.chances[item as usize]);
        if item < bag.len() && bag.word(item).stopword {
            let left = AGAIN.powi(times);
            // A geometric series: each time counts less than the one before.
            (chance * (1.0 - left) / (1.0 - AGAIN), left)
        } else {
            (chance, 0.0)
        }
    }

    /// What a sentence is worth by itself.
    fn alone(&self, bag: &Bag, sentence: &Sentence) -> f32 {
        let hits: f32 = sentence.items.iter().map(|&item| self.hits(bag, item).0).sum();
        2.0 * hits / (bag.sentence(sentence.candidate).len() as f32 + self.length)
    }
}

/// A sentence as what counts in it.
struct Sentence {
    candidate: usize,
    /// Its words and, by numbers that go on after those of all words, its pairs; ascending, with how often it has each.
    items: Vec<(u32, i32)>,
}

impl Sentence {
    fn of(bag: &Bag, candidate: usize) -> Self {
        let pairs = bag.sentence_pairs(candidate).iter().map(|&pair| bag.len() as u32 + pair);
        let mut all: Vec<u32> = bag.sentence(candidate).iter().copied().chain(pairs).collect();
        all.sort_unstable();
        let mut items = Vec::with_capacity(all.len());
        items.extend(all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as i32)));
        Self { candidate, items }
    }

    /// Its words that say something, ascending.
    fn telling(&self, bag: &Bag) -> impl Iterator<Item = usize> {
        let words = self.items.iter().map(|&(item, _)| item as usize).take_while(|&item| item < bag.len());
        words.filter(|&word| !bag.word(word).stopword)
    }
}

/// The sentences of the shortlist for the search: what only one of them holds is summed up, what several share is listed.
fn entries(candidates: &[Candidate], bag: &Bag, expected: &Expected, shortlist: &[Sentence]) -> Vec<Entry> {
    let holders = holders(expected.chances.len(), shortlist);
    let shared = numbers_of_shared(&holders);
    let telling: Vec<usize> = shortlist.iter().map(|sentence| sentence.telling(bag).count()).collect();
    let entry = |(place, sentence): (usize, &Sentence)| {
        let candidate = sentence.candidate;
        let mut entry = Entry {
            candidate,
            length: bag.sentence(candidate).len(),
            shown: candidates[candidate].words,
            leans: candidates[candidate].leans,
            twins: twins(place, sentence.telling(bag).map(|word| holders[word]), &telling),
            own: 0.0,
            shared: Vec::with_capacity(sentence.items.len()),
        };
        for &item in &sentence.items {
            let (hits, leaves) = expected.hits(bag, item);
            match shared[item.0 as usize] {
                Some(number) => entry.shared.push(Item { number, hits, leaves }),
                None => entry.own += hits,
            }
        }
        entry
    };
    shortlist.iter().enumerate().map(entry).collect()
}

/// Which sentences of the shortlist hold each of so many items, a bit each.
fn holders(items: usize, shortlist: &[Sentence]) -> Vec<u16> {
    let mut holders = vec![0; items];
    for (place, sentence) in shortlist.iter().enumerate() {
        sentence.items.iter().for_each(|&(item, _)| holders[item as usize] |= 1 << place);
    }
    holders
}

/// The items that several sentences hold, numbered.
fn numbers_of_shared(holders: &[u16]) -> Vec<Option<u32>> {
    let mut next = 0;
    let number = |&holders: &u16| {
        let is_shared = holders.count_ones() > 1;
        next += u32::from(is_shared);
        is_shared.then(|| next - 1)
    };
    holders.iter().map(number).collect()
}

/// The sentences before `place` that say the same as the one there, a bit each, by who holds its telling words and how
/// many of those each sentence has.
fn twins(place: usize, held: impl Iterator<Item = u16>, telling: &[usize]) -> u16 {
    let mut shared = [0_usize; BEST];
    for holders in held {
        (0..place).for_each(|other| shared[other] += usize::from(holders >> other & 1));
    }
    let say_same = |&other: &usize| {
        let fewer = telling[other].min(telling[place]);
        shared[other] as f32 > SAME * fewer.max(1) as f32
    };
    (0..place).filter(say_same).map(|other| 1 << other).sum()
}
