//! Near-identical articles: wire copies that several papers print, cut or with another headline.
//!
//! Of every article the least hashes of its runs of words are kept (bottom-k sketch; Broder, "On the resemblance and
//! containment of documents", 1997). Articles that share enough of them are copies.

use crate::lexicon::stem::words;
use crate::model::Article;

/// Words of a run.
const RUN: usize = 5;

/// Hashes kept of an article.
const SKETCH: usize = 64;

/// Share of the hashes from which two articles are copies: the same text with some sentences cut or put in.
const ALIKE: f32 = 0.6;

/// Words below which an article is too short to tell.
const SHORTEST: usize = 40;

/// Hashes by which a copy is looked for: two articles that share most of their text share some of the least ones.
const KEYS: usize = 8;

/// What an article is known again by: the least hashes of its runs of words, ascending.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sketch(Vec<u64>);

impl Sketch {
    /// The sketch of `article`, its headline left out; empty when it is too short to tell.
    pub(crate) fn of(article: &Article) -> Self {
        let text = article.text.as_str();
        let body = &text[article.title_span.map_or(0, |span| article.text.bytes(span).end)..];
        let hashes: Vec<u64> = words(body).map(|range| hash(&body[range])).collect();
        if hashes.len() < SHORTEST {
            return Self::default();
        }
        let mut least = Vec::with_capacity(SKETCH);
        hashes.windows(RUN).map(mix).for_each(|run| keep_least(&mut least, run));
        Self(least)
    }

    /// What a copy is looked for by.
    pub(super) fn keys(&self) -> impl Iterator<Item = i64> {
        self.0.iter().take(KEYS).map(|&hash| hash as i64)
    }

    /// Whether the two are copies of one text.
    pub(super) fn is_copy(&self, other: &Self) -> bool {
        self.likeness(other) >= ALIKE
    }

    /// The share of text that the two have in common, 0 to 1.
    fn likeness(&self, other: &Self) -> f32 {
        let (mut union, mut shared) = (0usize, 0usize);
        let (mut left, mut right) = (self.0.iter().peekable(), other.0.iter().peekable());
        while union < SKETCH {
            match (left.peek(), right.peek()) {
                (Some(a), Some(b)) => {
                    let order = a.cmp(b);
                    shared += usize::from(order.is_eq());
                    if order.is_le() {
                        left.next();
                    }
                    if order.is_ge() {
                        right.next();
                    }
                }
                _ => break,
            }
            union += 1;
        }
        if union == 0 { 0.0 } else { shared as f32 / union as f32 }
    }
}

/// FNV-1a over the small letters of `word`: the same in every version and on every machine.
pub(super) fn hash(word: &str) -> u64 {
    let bytes = word.bytes().map(|b| b.to_ascii_lowercase());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn mix(run: &[u64]) -> u64 {
    let sum = run.iter().fold(0u64, |sum, &word| sum.rotate_left(13).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
    (sum ^ (sum >> 31)).wrapping_mul(0x94d0_49bb_1331_11eb)
}

/// Puts `hash` among the least ones, which ascend, each once.
fn keep_least(least: &mut Vec<u64>, hash: u64) {
    if least.len() == SKETCH && least[SKETCH - 1] <= hash {
        return;
    }
    if let Err(place) = least.binary_search(&hash) {
        least.truncate(SKETCH - 1);
        least.insert(place, hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn sketch(body: &str) -> Sketch {
        Sketch::of(&Article { text: Text::new(body), ..Article::default() })
    }

    fn report(ending: &str) -> String {
        let counted = |n: usize| {
            format!("In village number {n} the river rose by {} inches before the dam near mill {n} held. ", n * 7)
        };
        (1..12).map(counted).collect::<String>() + ending
    }

    #[test]
    fn a_wire_copy_with_another_ending_is_known() {
        let (one, other) = (sketch(&report("Our correspondent adds that it rained.")), sketch(&report("(Agency)")));
        assert!(one.is_copy(&other));
        assert!(one.keys().filter(|key| other.keys().any(|other| other == *key)).count() > 2);
    }

    #[test]
    fn the_least_hashes_are_kept_once_each() {
        let hashes: Vec<u64> = (0..500_u64).map(|n| n * 7919 % 211).collect();
        let mut least = Vec::new();
        hashes.iter().for_each(|&hash| keep_least(&mut least, hash));
        assert_eq!(least, (0..SKETCH as u64).collect::<Vec<_>>());
    }

    #[test]
    fn another_report_is_no_copy() {
        let other = "Dairy farmers blocked the motorway with tractors on Monday because the price of milk had fallen for a third \
                     week in a row, and the ministry promised a meeting with the dairies before the end of the month in the capital, where \
                     prices are higher than in the villages.";
        assert!(!sketch(&report("")).is_copy(&sketch(other)));
        assert!(!sketch("Too short.").is_copy(&sketch("Too short.")));
    }
}
