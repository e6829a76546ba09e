//! What a position is about: a phrase of the article's own.

use std::ops::Range;

use crate::lexicon::key::{KeyMap, key};
use crate::split::actor::Cast;
use crate::split::document::{Document, Role, TokenKind};
use crate::split::quote::{Reading, small};

/// The longest topic, in tokens.
const LONGEST: usize = 5;

/// How far into the evidence a topic is looked for, in tokens.
const DEPTH: usize = 60;

/// How often each word stands in the article, and which stand in its headline.
#[derive(Debug, Default)]
pub struct Topics {
    counts: KeyMap<u32>,
    headline: KeyMap<()>,
    people: KeyMap<()>,
}

impl Topics {
    /// Counts the words of `document`.
    pub fn of(document: &Document, reading: &Reading, cast: &Cast) -> Self {
        let mut topics = Self::default();
        for paragraph in &document.paragraphs {
            for index in paragraph.tokens.clone().filter(|&i| is_content(document, reading, i)) {
                *topics.counts.entry(reading.keys[index]).or_default() += 1;
                if paragraph.role == Role::Headline {
                    topics.headline.insert(reading.keys[index], ());
                }
            }
        }
        for appearance in &cast.appearances {
            if cast.members[appearance.member].kind == crate::model::ActorKind::Person {
                appearance.tokens.clone().for_each(|i| {
                    topics.people.insert(reading.keys[i], ());
                });
            }
        }
        topics
    }

    /// The phrase of `evidence` that tells best what it is about, not `actor` itself.
    pub fn best(
        &self,
        document: &Document,
        reading: &Reading,
        evidence: Range<usize>,
        actor: &str,
    ) -> Option<Range<usize>> {
        let own: Vec<u64> = actor.split_whitespace().map(key).collect();
        let mut best: Option<(f32, Range<usize>)> = None;
        let end = evidence.end.min(evidence.start + DEPTH);
        let mut index = evidence.start;
        while index < end {
            let start = index;
            while index < end && index - start < LONGEST && is_content(document, reading, index) {
                index += 1;
            }
            if index == start {
                index += 1;
                continue;
            }
            let phrase = start..index;
            if phrase.clone().all(|i| own.contains(&reading.keys[i]) || reading.cues[i].is_some()) {
                continue;
            }
            let score = self.score(reading, phrase.clone()) - (start - evidence.start) as f32 * 0.02;
            if best.as_ref().is_none_or(|(other, _)| score > *other) {
                best = Some((score, phrase));
            }
        }
        best.map(|(_, phrase)| phrase)
    }

    fn score(&self, reading: &Reading, phrase: Range<usize>) -> f32 {
        let length = phrase.len() as f32;
        let sum: f32 = phrase
            .map(|i| {
                let word = reading.keys[i];
                let count = self.counts.get(&word).copied().unwrap_or(0).min(8) as f32;
                let headline = if self.headline.contains_key(&word) { 2.0 } else { 0.0 };
                let person = if self.people.contains_key(&word) { -3.0 } else { 0.0 };
                let verb = if reading.cues[i].is_some() && !reading.capital[i] { -2.0 } else { 0.0 };
                count.sqrt() + headline + person + verb
            })
            .sum();
        sum / length.sqrt()
    }
}

/// Whether a token may stand in a topic: a word that says something.
fn is_content(document: &Document, reading: &Reading, index: usize) -> bool {
    document.tokens[index].kind == TokenKind::Word
        && small(reading.keys[index]).is_none()
        && document.word(index).len() > 2
        && !document.word(index).starts_with(['\'', '’'])
}
