//! Who stands where on what.

mod merge;
mod phrase;
mod stance;
mod topic;

use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::quote::Reading;
use crate::lexicon::description::{self, Described};
use crate::lexicon::key::key;
use crate::lexicon::plain_word::{Plain, plain};
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

/// The confidence of a position that the page has no room for.
const OFF_PAGE: f32 = 0.49;

/// A position before it is merged with others like it.
#[derive(Debug, Clone)]
struct Candidate {
    actor: String,
    stance: Stance,
    topic: Range<usize>,
    /// The word that the topic is at heart.
    head: usize,
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
    let topic = topics.best(document, reading, content, &actor, stance)?;
    let kind = if quote.kind == QuoteKind::Indirect { 0.9 } else { 1.0 };
    let confidence = sure * kind * (0.6 + 0.4 * quote.confidence);
    let least = if stance == Stance::Asserts { topic::TELLING } else { topic::EMPTY };
    let on_page = topic.worth >= least && takes_stands(&actor);
    let confidence = if on_page { confidence } else { confidence.min(OFF_PAGE) };
    Some(Candidate { actor, stance, topic: topic.tokens, head: topic.head, evidence: quote.span, confidence })
}

/// Whether the speaker may take a stand: people may, and not "56 percent" or "the statement".
fn takes_stands(speaker: &str) -> bool {
    let Some(head) = speaker.split_whitespace().next_back().map(key) else { return false };
    let paper = description::description(head).is_some_and(|d| d.kind == Described::Paper);
    !paper && plain(head) != Some(Plain::Vague) && !speaker.starts_with(|c: char| c.is_ascii_digit())
}

/// The tokens of a span.
fn tokens(document: &Document, span: Span) -> Range<usize> {
    let bytes = document.article.text.bytes(span);
    let start = document.tokens.partition_point(|t| t.bytes.end <= bytes.start);
    let end = document.tokens.partition_point(|t| t.bytes.start < bytes.end);
    start..end.max(start)
}

#[cfg(test)]
mod tests;
