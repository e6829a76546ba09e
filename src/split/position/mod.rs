//! Who stands where on what.

mod merge;
mod stance;
mod topic;

use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::quote::Reading;
use crate::model::{Position, Quote, QuoteKind, Span, Stance};
use stance::Stand;

/// At most so many positions of an article of ordinary length are sure enough for the page.
const SHOWN: usize = 6;

/// An article of ordinary length, in tokens.
const ORDINARY: usize = 700;

/// So many tokens more have room for one position more, up to twice as many as an ordinary article has.
const LONGER: usize = 150;

/// What a neutral report of a whole statement is worth.
const NEUTRAL: f32 = 0.35;

/// A position before it is merged with others like it.
#[derive(Debug, Clone)]
struct Candidate {
    actor: String,
    stance: Stance,
    topic: Range<usize>,
    evidence: Span,
    confidence: f32,
}

/// The positions that `quotes` and what is reported of the actors show.
pub fn find(document: &Document, reading: &Reading, cast: &Cast, quotes: &[Quote]) -> Vec<Position> {
    let topics = topic::Topics::of(document, reading, cast);
    let mut candidates = Vec::new();
    for quote in quotes {
        candidates.extend(of_quote(document, reading, &topics, quote));
    }
    let more = document.tokens.len().saturating_sub(ORDINARY) / LONGER;
    merge::positions(document, reading, candidates, SHOWN + more.min(SHOWN))
}

fn of_quote(document: &Document, reading: &Reading, topics: &topic::Topics, quote: &Quote) -> Option<Candidate> {
    let actor = quote.speaker.clone()?;
    let content = tokens(document, quote.span);
    let cue = quote.cue.map(|span| tokens(document, span));
    let Stand { stance, sure } = stance::of(document, reading, cue, content.clone())
        .unwrap_or(Stand { stance: Stance::Asserts, sure: if quote.key { NEUTRAL + 0.2 } else { NEUTRAL } });
    let topic = topics.best(document, reading, content, &actor)?;
    let kind = if quote.kind == QuoteKind::Indirect { 0.9 } else { 1.0 };
    let confidence = sure * kind * (0.6 + 0.4 * quote.confidence);
    Some(Candidate { actor, stance, topic, evidence: quote.span, confidence })
}

/// The tokens of a span.
fn tokens(document: &Document, span: Span) -> Range<usize> {
    let bytes = document.article.text.bytes(span);
    let start = document.tokens.partition_point(|t| t.bytes.end <= bytes.start);
    let end = document.tokens.partition_point(|t| t.bytes.start < bytes.end);
    start..end.max(start)
}
