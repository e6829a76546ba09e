//! What a position is about: a phrase of the article's own.

use std::ops::Range;

use super::phrase::{self, Phrase};
use crate::lexicon::key::{KeyMap, key};
use crate::lexicon::plain_word::plain;
use crate::model::{ActorKind, Stance};
use crate::split::actor::Cast;
use crate::split::document::{Document, Role, TokenKind};
use crate::split::quote::{Reading, small};

/// How far into the evidence a topic is looked for, in tokens.
const DEPTH: usize = 60;

/// A topic worth less than this says too little for the page, unless a stance is taken on it.
pub const TELLING: f32 = 1.0;

/// A topic worth no more than this says nothing.
pub const EMPTY: f32 = -0.5;

/// How often each word stands in the article, and which stand in its headline.
#[derive(Debug, Default)]
pub struct Topics {
    counts: KeyMap<u32>,
    headline: KeyMap<()>,
    people: KeyMap<()>,
}

/// A topic and how much it tells.
#[derive(Debug, Clone, PartialEq)]
pub struct Topic {
    /// The phrase.
    pub tokens: Range<usize>,
    /// Its head: the last word before a preposition.
    pub head: usize,
    /// How much it tells.
    pub worth: f32,
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
            if cast.members[appearance.member].kind == ActorKind::Person {
                appearance.tokens.clone().for_each(|i| {
                    topics.people.insert(reading.keys[i], ());
                });
            }
        }
        topics
    }

    /// The phrase of `evidence` that tells best what the `stance` of `actor` is about, not `actor` itself.
    pub fn best(
        &self,
        document: &Document,
        reading: &Reading,
        evidence: Range<usize>,
        actor: &str,
        stance: Stance,
    ) -> Option<Topic> {
        let own: Vec<u64> = actor.split_whitespace().map(key).collect();
        let evidence = evidence.start..evidence.end.min(evidence.start + DEPTH);
        let mut best: Option<Topic> = None;
        for phrase in phrase::phrases(document, reading, evidence.clone()) {
            if phrase.tokens.clone().all(|i| own.contains(&reading.keys[i])) {
                continue;
            }
            // What somebody is for or against stands first; what a statement is about may stand anywhere in it.
            let decay = if stance == Stance::Asserts { 0.02 } else { 0.08 };
            let distance = (phrase.tokens.start - evidence.start) as f32;
            let worth = self.worth(reading, &phrase, stance);
            let score = worth - decay * distance;
            if best.as_ref().is_none_or(|other| score > other.worth) {
                best = Some(Topic { head: phrase.run.end - 1, tokens: phrase.tokens, worth: score.max(worth * 0.5) });
            }
        }
        best
    }

    fn worth(&self, reading: &Reading, phrase: &Phrase, stance: Stance) -> f32 {
        let mut words: Vec<f32> = phrase.tokens.clone().map(|i| self.word(reading, i, stance)).collect();
        words.sort_by(|a, b| b.total_cmp(a));
        let two = words.iter().take(2).sum::<f32>() / words.len().min(2) as f32;
        let head = phrase.run.end - 1;
        let vague = phrase.run.len() == phrase.tokens.len() && plain(reading.keys[head]).is_some();
        let longer = 0.4 * (phrase.tokens.len().min(4) - 1) as f32;
        two + longer - if vague { 3.0 } else { 0.0 }
    }

    fn word(&self, reading: &Reading, index: usize, stance: Stance) -> f32 {
        let word = reading.keys[index];
        if small(word).is_some() || plain(word).is_some() {
            return 0.0;
        }
        let count = self.counts.get(&word).copied().unwrap_or(0).min(9) as f32;
        let headline = if self.headline.contains_key(&word) { 1.0 } else { 0.0 };
        let takes_people = matches!(stance, Stance::Supports | Stance::Opposes);
        let person = if self.people.contains_key(&word) && !takes_people { 1.5 } else { 0.0 };
        count.sqrt() + headline - person
    }
}

/// Whether a token may say something.
fn is_content(document: &Document, reading: &Reading, index: usize) -> bool {
    document.tokens[index].kind == TokenKind::Word
        && small(reading.keys[index]).is_none()
        && document.word(index).len() > 2
        && !document.word(index).starts_with(['\'', '’'])
}
