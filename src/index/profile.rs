//! The terms of an article as they are stored: by number, with their weights, so that articles on one matter are found.
//!
//! *Profiles* list the terms of an article, *postings* the articles of a term in chunks of a page or less, and *arrays*
//! hold one small number each for every term (how many articles hold it) and every article (its day).

use super::record::{number, take};

/// What of an article is compared with others, as it comes in.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Told {
    /// The day it was published, counted from 1970-01-01.
    pub day: Option<i32>,
    /// Its terms, each once, with their weights.
    pub terms: Vec<ToldTerm>,
}

/// A term as it comes in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ToldTerm {
    /// What it is: a number below [`KINDS`] that the caller gives a meaning.
    pub kind: u8,
    /// What tells it from others of its kind.
    pub key: String,
    /// From 1 up to about 7.
    pub weight: f32,
}

/// Kinds of terms that there may be.
pub(crate) const KINDS: u32 = 4;

/// Steps of a weight: fine enough that likeness comes out as it does unrounded.
const STEPS: f32 = 40.0;

/// Bytes of a chunk of postings at most; one that small lies in its page whole.
pub(super) const CHUNK: usize = 1_900;

/// Numbers in a block of an array.
pub(super) const BLOCK: u32 = 2_048;

/// A weight as one byte.
pub(super) fn step_of(weight: f32) -> u8 {
    ((weight - 1.0) * STEPS).round() as u8
}

/// The weight that [`step_of`] packed.
pub(super) fn weight_of(step: u8) -> f32 {
    WEIGHTS[usize::from(step)]
}

/// To each step its weight: a division for each posting is much of what reading one costs.
static WEIGHTS: [f32; 256] = {
    let mut weights = [0.0; 256];
    let mut step = 0;
    while step < weights.len() {
        weights[step] = 1.0 + step as f32 / STEPS;
        step += 1;
    }
    weights
};

/// A weight as it comes back from where it is stored.
pub(crate) fn stored_weight(weight: f32) -> f32 {
    weight_of(step_of(weight))
}

/// Numbers with a step each, ascending by number: the terms of an article, or a chunk of the articles of a term.
pub(super) fn pack(pairs: &[(u32, u8)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(3 * pairs.len());
    let mut last = 0;
    for &(no, step) in pairs {
        number(&mut out, u64::from(no - last));
        out.push(step);
        last = no;
    }
    out
}

/// Tells `each` what [`pack`] packed; false when it was cut.
#[inline]
pub(super) fn unpack(mut packed: &[u8], mut each: impl FnMut(u32, u8)) -> bool {
    let mut no = 0u32;
    while let [low, after @ ..] = packed {
        // Most differences are one byte.
        let more = if *low < 0x80 {
            packed = after;
            u32::from(*low)
        } else {
            match take(&mut packed).and_then(|more| u32::try_from(more).ok()) {
                Some(more) => more,
                None => return false,
            }
        };
        let (Some(next), [step, rest @ ..]) = (no.checked_add(more), packed) else { return false };
        packed = rest;
        no = next;
        each(no, *step);
    }
    true
}

/// A block of an array.
pub(super) fn pack_block(values: &[u32]) -> Vec<u8> {
    let end = values.iter().rposition(|&value| value != 0).map_or(0, |last| last + 1);
    let mut out = Vec::with_capacity(2 * end);
    values[..end].iter().for_each(|&value| number(&mut out, u64::from(value)));
    out
}

/// What [`pack_block`] packed, filled up to the whole block.
pub(super) fn unpack_block(mut packed: &[u8]) -> Option<Box<[u32]>> {
    let mut values = Vec::with_capacity(BLOCK as usize);
    while !packed.is_empty() {
        values.push(u32::try_from(take(&mut packed)?).ok()?);
    }
    if values.len() > BLOCK as usize {
        return None;
    }
    values.resize(BLOCK as usize, 0);
    Some(values.into())
}

/// A day as an array keeps it; 0 is no day.
pub(super) fn day_value(day: Option<i32>) -> u32 {
    day.map_or(0, |day| (((day << 1) ^ (day >> 31)) as u32).saturating_add(1))
}

/// The day that [`day_value`] made.
pub(super) fn day_of(value: u32) -> Option<i32> {
    let folded = value.checked_sub(1)?;
    Some((folded >> 1) as i32 ^ -((folded & 1) as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_come_back() {
        let pairs = [(0, 0), (3, 255), (70_000, 12), (u32::MAX, 1)];
        let mut found = Vec::new();
        assert!(unpack(&pack(&pairs), |no, step| found.push((no, step))));
        assert_eq!(found, pairs);
    }

    #[test]
    fn what_was_cut_is_told() {
        let packed = pack(&[(70_000, 12)]);
        for end in 1..packed.len() {
            assert!(!unpack(&packed[..end], |_, _| ()));
        }
        assert!(!unpack(&[0xff; 30], |_, _| ()));
    }

    #[test]
    fn blocks_and_days_come_back() {
        let mut values = vec![0; BLOCK as usize];
        (values[0], values[9]) = (7, 1_000_000);
        assert_eq!(*unpack_block(&pack_block(&values)).unwrap(), values);
        for day in [None, Some(0), Some(-1), Some(20_000), Some(-800_000)] {
            assert_eq!(day_of(day_value(day)), day);
        }
    }

    #[test]
    fn weights_are_kept_closely() {
        for count in 1..200 {
            let weight = 1.0 + (count as f32).ln();
            assert!((weight_of(step_of(weight)) - weight).abs() < 0.02);
        }
    }
}
