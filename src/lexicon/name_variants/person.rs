//! Whether two people's names can be one person's.

use super::{Parts, group, sound};
use crate::lexicon::word_facts::WordFacts;

/// How unlike two words may sound that are taken for one.
const NEAR: f32 = 0.28;
/// How unlike the words may sound on the whole.
const NEAR_ON_AVERAGE: f32 = 0.19;
/// How unlike the names may sound when written as one word.
const NEAR_AS_ONE: f32 = 0.09;

/// Whether the names `a` and `b` can be one person's.
pub fn same(a: &Parts, b: &Parts) -> bool {
    if a.generation != b.generation && a.words.len() > 1 && b.words.len() > 1 {
        return false;
    }
    if disagree(a, b) || disagree(b, a) {
        return false;
    }
    let (short, long) = if a.words.len() <= b.words.len() { (a, b) } else { (b, a) };
    if short.words.len() == 1 {
        return lone(short, long);
    }
    middles_agree(short, long) && (aligned(short, long) || (as_one(a, b) && !initials(short)))
}

/// Whether a title of `a` speaks against the given name of `b`: "Mrs Clinton" is not Bill.
fn disagree(a: &Parts, b: &Parts) -> bool {
    let Some(female) = a.female.filter(|_| b.words.len() > 1) else { return false };
    let facts = WordFacts::of(&b.words[0]);
    let (he, she) = (facts.any(WordFacts::MALE), facts.any(WordFacts::FEMALE));
    if female { he && !she } else { she && !he }
}

/// A word alone agrees with a family name, first or last, and with a given name; a king's with a given name only.
fn lone(short: &Parts, long: &Parts) -> bool {
    let word = &short.words[0];
    let Some((last, rest)) = long.words.split_last() else { return false };
    if rest.is_empty() {
        return unlike(word, last) <= 0.15;
    }
    if short.regnal {
        return unlike(word, &rest[0]) <= 0.08;
    }
    unlike_family(word, last) <= 0.2 || rest.iter().any(|other| unlike_family(word, other) <= 0.08)
}

/// Middle initials that differ part two names: George W. and George H. W. Bush.
fn middles_agree(a: &Parts, b: &Parts) -> bool {
    let middles = |parts: &Parts| -> String {
        let inner = parts.words.get(1..parts.words.len().saturating_sub(1)).unwrap_or_default();
        inner.iter().filter(|word| word.len() == 1).map(String::as_str).collect()
    };
    let (a, b) = (middles(a), middles(b));
    a.is_empty() || b.is_empty() || a == b
}

fn initials(parts: &Parts) -> bool {
    parts.words.iter().any(|word| word.len() == 1)
}

/// Whether every word of `short` has a like one of its own in `long`.
fn aligned(short: &Parts, long: &Parts) -> bool {
    let pairs = if short.ordered || long.ordered {
        in_order(short, long)
    } else {
        in_order(short, long).or_else(|| in_any_order(short, long))
    };
    let Some(distances) = pairs else { return false };
    let average = distances.iter().sum::<f32>() / distances.len() as f32;
    let whole = distances.iter().filter(|&&d| d < INITIAL).count();
    average <= NEAR_ON_AVERAGE && whole > 0
}

fn in_order(short: &Parts, long: &Parts) -> Option<Vec<f32>> {
    let mut rest = long.words.iter();
    short.words.iter().map(|word| rest.by_ref().map(|other| unlike(word, other)).find(|&d| d <= NEAR)).collect()
}

fn in_any_order(short: &Parts, long: &Parts) -> Option<Vec<f32>> {
    let mut left: Vec<&String> = long.words.iter().collect();
    let mut found = Vec::with_capacity(short.words.len());
    for word in &short.words {
        let (at, distance) =
            left.iter().map(|other| unlike(word, other)).enumerate().min_by(|a, b| a.1.total_cmp(&b.1))?;
        if distance > NEAR {
            return None;
        }
        left.remove(at);
        found.push(distance);
    }
    Some(found)
}

fn as_one(a: &Parts, b: &Parts) -> bool {
    let longest = a.joined.len().max(b.joined.len()) as f32;
    let distance = sound::distance(&a.joined, &b.joined);
    distance <= NEAR_AS_ONE && distance * longest <= 0.9
}

/// What an initial for a word costs.
const INITIAL: f32 = 0.2;

fn unlike(a: &str, b: &str) -> f32 {
    if a == b {
        return 0.0;
    }
    if a.len() == 1 || b.len() == 1 {
        return if a.as_bytes()[0] == b.as_bytes()[0] && a.len() != b.len() { INITIAL } else { 1.0 };
    }
    if group::given(a, b) { 0.03 } else { unlike_family(a, b) }
}

fn unlike_family(a: &str, b: &str) -> f32 {
    if a == b {
        return 0.0;
    }
    if group::family(a, b) {
        return 0.03;
    }
    let distance = sound::distance(a, b);
    // In words of three letters every letter tells: Jong Il, Jong Un.
    if a.len().min(b.len()) <= 3 && distance > 0.0 { 1.0 } else { distance }
}
