//! The same stand stated again, and which stands the page shows.

use super::Candidate;
use crate::model::Position;
use crate::split::document::Document;
use crate::split::quote::Reading;

/// The confidence of a position that the page has no room for.
const OFF_PAGE: f32 = 0.49;

/// Joins candidates of the same actor, stance and topic, and leaves at most `shown` sure enough for the page.
pub fn positions(document: &Document, reading: &Reading, candidates: Vec<Candidate>, shown: usize) -> Vec<Position> {
    let mut kept: Vec<(Candidate, Position)> = Vec::new();
    for candidate in candidates {
        let same = kept.iter_mut().find(|(other, _)| {
            other.actor == candidate.actor && other.stance == candidate.stance && same_topic(reading, other, &candidate)
        });
        match same {
            Some((_, position)) => {
                position.evidence.push(candidate.evidence);
                position.confidence = position.confidence.max(candidate.confidence);
            }
            None => {
                let position = Position {
                    actor: candidate.actor.clone(),
                    stance: candidate.stance,
                    topic: document.span(candidate.topic.clone()),
                    evidence: vec![candidate.evidence],
                    confidence: candidate.confidence,
                };
                kept.push((candidate, position));
            }
        }
    }
    let mut positions: Vec<Position> = kept.into_iter().map(|(_, position)| position).collect();
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by(|&a, &b| positions[b].confidence.total_cmp(&positions[a].confidence).then(a.cmp(&b)));
    for &index in order.iter().skip(shown) {
        positions[index].confidence = positions[index].confidence.min(OFF_PAGE);
    }
    positions.sort_by_key(|position| position.evidence[0]);
    positions
}

/// Whether two topics end in the same word: the head of an English noun phrase.
fn same_topic(reading: &Reading, a: &Candidate, b: &Candidate) -> bool {
    reading.keys[a.topic.end - 1] == reading.keys[b.topic.end - 1]
}
