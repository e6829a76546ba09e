//! The same stand stated again, and which stands the page shows.

use std::collections::hash_map::Entry;

use foldhash::HashMap;

use super::words::Words;
use super::{Candidate, OFF_PAGE};
use crate::model::{Position, Stance};

/// At most so many positions of an article are for the page.
const SHOWN: usize = 6;

/// An article of ordinary length, in tokens.
const ORDINARY: usize = 500;

/// So many tokens more have room for one position more, for at most [`MORE`].
const LONGER: usize = 100;

/// The most positions that a long article has more than an ordinary one.
const MORE: usize = 6;

/// Statements that take no side fill the page up to so many.
const FILLED: usize = 5;

/// Joins candidates of the same actor, stance and head of the topic, and leaves few sure enough for the page.
pub fn positions(words: Words, candidates: Vec<Candidate>) -> Vec<Position> {
    let mut positions: Vec<(Position, f32)> = Vec::new();
    let mut known: HashMap<(String, Stance, u64), usize> = HashMap::default();
    for candidate in candidates {
        let same = (candidate.actor.clone(), candidate.stance, words.reading.keys[candidate.head]);
        match known.entry(same) {
            Entry::Occupied(at) => {
                let (position, worth) = &mut positions[*at.get()];
                position.evidence.push(candidate.evidence);
                position.confidence = position.confidence.max(candidate.confidence);
                *worth = worth.max(candidate.worth);
            }
            Entry::Vacant(place) => {
                place.insert(positions.len());
                let position = Position {
                    actor: candidate.actor,
                    stance: candidate.stance,
                    topic: words.document.span(candidate.topic),
                    evidence: vec![candidate.evidence],
                    confidence: candidate.confidence,
                };
                positions.push((position, candidate.worth));
            }
        }
    }
    let more = (words.document.tokens.len().saturating_sub(ORDINARY) / LONGER).min(MORE);
    choose(&mut positions, SHOWN + more);
    let mut positions: Vec<Position> = positions.into_iter().map(|(position, _)| position).collect();
    positions.sort_by_key(|position| position.evidence[0]);
    positions
}

/// Takes off the page what it has no room for: first come stands for and against, then what is only said.
fn choose(positions: &mut [(Position, f32)], room: usize) {
    let neutral = |position: &Position| position.stance == Stance::Asserts;
    let rank = |(position, worth): &(Position, f32)| position.confidence + 0.02 * worth.min(4.0);
    let mut order: Vec<usize> = (0..positions.len()).filter(|&i| positions[i].0.confidence > OFF_PAGE).collect();
    order.sort_by(|&a, &b| {
        let (one, other) = (&positions[a], &positions[b]);
        neutral(&one.0).cmp(&neutral(&other.0)).then(rank(other).total_cmp(&rank(one))).then(a.cmp(&b))
    });
    for (place, index) in order.into_iter().enumerate() {
        let position = &mut positions[index].0;
        let room = if neutral(position) { room.min(FILLED) } else { room };
        position.confidence = if place >= room {
            position.confidence.min(OFF_PAGE)
        } else {
            calibrated(position.confidence, position.stance)
        };
    }
}

/// How often a position that is as sure as `sure` is right, as counted on development data: the actor takes that stance,
/// or says so where no side is taken.
fn calibrated(sure: f32, stance: Stance) -> f32 {
    match stance {
        Stance::Asserts => 0.95,
        _ => (0.74 + 0.8 * (sure - 0.5)).clamp(0.5, 0.97),
    }
}
