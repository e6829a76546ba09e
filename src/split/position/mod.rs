//! Who stands where on what.

mod complement;
mod merge;
mod phrase;
mod stance;
mod told;
mod topic;
mod words;

use std::ops::Range;

use super::actor::Cast;
use super::document::{Document, Role};
use super::quote::Reading;
use crate::lexicon::description::{self, Described};
use crate::lexicon::key::key;
use crate::lexicon::plain_word::{Plain, plain};
use crate::model::{Position, Quote, QuoteKind, Span, Stance};
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
    let words = Words { document, reading, cast };
    let topics = Topics::of(words);
    let told = told::find(words, quotes);
    let mut candidates: Vec<Candidate> =
        quotes.iter().filter_map(|quote| of_quote(words, &topics, quote, &told)).collect();
    candidates.extend(told.iter().filter_map(|told| of_told(words, &topics, told)));
    candidates.sort_by_key(|candidate| (candidate.evidence.start, candidate.evidence.end));
    merge::positions(words, candidates)
}

fn of_told(words: Words, topics: &Topics, told: &Told) -> Option<Candidate> {
    let Stand { stance, sure, from } = told.stand;
    let actor = words.cast.members[told.member].name.clone();
    let topic = topics.of_stand(from..told.content.end, &actor, stance)?;
    let on_page = topic.worth > EMPTY && takes_stands(words, &actor);
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

fn of_quote(words: Words, topics: &Topics, quote: &Quote, told: &[Told]) -> Option<Candidate> {
    let actor = owner(words, quote.speaker.as_deref()?);
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
    let on_page = topic.worth > least && takes_stands(words, &actor) && counts(words, content.start, &actor);
    let confidence = if on_page { confidence } else { confidence.min(OFF_PAGE) };
    Some(Candidate { actor, stance, topic: topic.tokens, head: topic.head, evidence, confidence, worth: topic.worth })
}

/// The actor that `speaker` names: "Mayor Holm's" opposition is that of the one who is called so in full.
fn owner(words: Words, speaker: &str) -> String {
    let Some(bare) = ["'s", "’s"].iter().find_map(|end| speaker.strip_suffix(end)) else { return speaker.to_owned() };
    let last = |name: &str| name.rsplit(' ').next().map(key);
    let member = words.cast.members.iter().find(|member| last(&member.name) == last(bare));
    member.map_or(bare, |member| &member.name).to_owned()
}

/// Whether what stands at the token `index` is told of `actor` by the report: a headline speaks only of those whom the
/// report names too, and lines that point elsewhere speak of nobody.
fn counts(words: Words, index: usize, actor: &str) -> bool {
    let role = |index: usize| words.document.paragraphs.get(words.document.paragraph_of(index)).map(|p| p.role);
    match role(index) {
        Some(Role::Body) => true,
        Some(Role::Headline | Role::Subhead | Role::Caption) => {
            let cast = words.cast;
            cast.appearances
                .iter()
                .any(|a| cast.members[a.member].name == actor && role(a.tokens.start) == Some(Role::Body))
        }
        _ => false,
    }
}

/// Whether the speaker may take a stand: people may, and not "56 percent" or "the statement".
fn takes_stands(words: Words, speaker: &str) -> bool {
    let known = words.cast.members.iter().any(|member| member.name == speaker)
        || speaker
            .split_whitespace()
            .any(|word| word.starts_with(char::is_uppercase) || description::description(key(word)).is_some())
        || speaker.ends_with('s')
        || speaker.starts_with("the ");
    let Some(head) = speaker.split_whitespace().next_back().map(key) else { return false };
    let paper = description::description(head).is_some_and(|d| d.kind == Described::Paper);
    let contracted = speaker.split_whitespace().any(|word| {
        ["'ve", "'ll", "'re", "'m", "’ve", "’ll", "’re", "’m", "It's", "It’s"].iter().any(|end| word.ends_with(end))
    });
    let counted =
        speaker.contains(" percent") || speaker.contains('%') || speaker.starts_with(|c: char| c.is_ascii_digit());
    known && !paper && plain(head) != Some(Plain::Vague) && !contracted && !counted
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
