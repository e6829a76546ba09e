//! Who stands where on what.

mod complement;
mod fact;
mod known;
mod merge;
mod phrase;
mod stance;
mod told;
mod topic;
mod words;

use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::quote::Reading;
use crate::model::{Position, Quote, QuoteKind, Span, Stance};
use fact::Facts;
use known::Known;
use stance::Stand;
use told::Told;
use topic::{EMPTY, TELLING, Topics};
use words::Words;

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
    /// How much it tells, for a place on the page.
    worth: f32,
}

/// The positions that `quotes` and what is reported of the actors show.
pub fn find(document: &Document, reading: &Reading, cast: &Cast, quotes: &[Quote]) -> Vec<Position> {
    let facts = Facts::of(document, reading);
    let words = Words { document, reading, cast, facts: &facts };
    let topics = Topics::of(words);
    let known = Known::of(words);
    let told = told::find(words, quotes);
    let mut candidates: Vec<Candidate> =
        quotes.iter().filter_map(|quote| of_quote(words, &topics, &known, quote, &told)).collect();
    candidates.extend(told.iter().filter_map(|told| of_told(words, &topics, &known, told)));
    candidates.sort_by_key(|candidate| (candidate.evidence.start, candidate.evidence.end));
    merge::positions(words, candidates)
}

fn of_told(words: Words, topics: &Topics, known: &Known, told: &Told) -> Option<Candidate> {
    let Stand { stance, sure, from } = told.stand;
    let actor = words.cast.members[told.member].name.clone();
    let topic = topics.of_stand(from..told.content.end, &actor, stance)?;
    let on_page = topic.worth > EMPTY && known.takes_stands(&actor);
    Some(Candidate {
        actor,
        stance,
        topic: topic.tokens,
        head: topic.head,
        evidence: words.document.span(told.content.clone()),
        confidence: if on_page { sure } else { sure.min(OFF_PAGE) },
        worth: topic.worth,
    })
}

fn of_quote(words: Words, topics: &Topics, known: &Known, quote: &Quote, told: &[Told]) -> Option<Candidate> {
    let actor = known.owner(quote.speaker.as_deref()?);
    let mut content = tokens(words.document, quote.span);
    let next = told.partition_point(|told| told.turn <= content.start);
    if let Some(turn) = told.get(next).map(|told| told.turn).filter(|&turn| turn < content.end) {
        content.end = turn;
    }
    let cue = quote.cue.map(|span| tokens(words.document, span));
    let neutral =
        Stand { stance: Stance::Asserts, sure: if quote.key { NEUTRAL + 0.2 } else { NEUTRAL }, from: content.start };
    let Stand { stance, sure, from } = words.stance(cue, content.clone()).unwrap_or(neutral);
    let topic = topics.of_stand(from..content.end, &actor, stance)?;
    let kind = if quote.kind == QuoteKind::Indirect { 0.9 } else { 1.0 };
    let confidence = sure * kind * (0.6 + 0.4 * quote.confidence);
    let least = if stance == Stance::Asserts { TELLING } else { EMPTY };
    let evidence =
        if tokens(words.document, quote.span) == content { quote.span } else { words.document.span(content.clone()) };
    let on_page = topic.worth > least && known.takes_stands(&actor) && known.counts(content.start, &actor);
    let confidence = if on_page { confidence } else { confidence.min(OFF_PAGE) };
    Some(Candidate { actor, stance, topic: topic.tokens, head: topic.head, evidence, confidence, worth: topic.worth })
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
