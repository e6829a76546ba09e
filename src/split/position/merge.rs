//! The same stand stated again, and which stands the page shows.

use std::collections::hash_map::Entry;

use foldhash::HashMap;

use super::{Candidate, OFF_PAGE};
use crate::model::{Position, Stance};
use crate::split::document::Document;
use crate::split::quote::Reading;

/// Joins candidates of the same actor, stance and head of the topic, and leaves at most `shown` sure enough for the page.
pub fn positions(document: &Document, reading: &Reading, candidates: Vec<Candidate>, shown: usize) -> Vec<Position> {
    let mut positions: Vec<Position> = Vec::new();
    let mut known: HashMap<(String, Stance, u64), usize> = HashMap::default();
    for candidate in candidates {
        let same = (candidate.actor.clone(), candidate.stance, reading.keys[candidate.head]);
        match known.entry(same) {
            Entry::Occupied(at) => {
                let position = &mut positions[*at.get()];
                position.evidence.push(candidate.evidence);
                position.confidence = position.confidence.max(candidate.confidence);
            }
            Entry::Vacant(place) => {
                place.insert(positions.len());
                positions.push(Position {
                    actor: candidate.actor,
                    stance: candidate.stance,
                    topic: document.span(candidate.topic),
                    evidence: vec![candidate.evidence],
                    confidence: candidate.confidence,
                });
            }
        }
    }
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by(|&a, &b| positions[b].confidence.total_cmp(&positions[a].confidence).then(a.cmp(&b)));
    for &index in order.iter().skip(shown) {
        positions[index].confidence = positions[index].confidence.min(OFF_PAGE);
    }
    positions.sort_by_key(|position| position.evidence[0]);
    positions
}
