//! What a position is about: a phrase of the article's own.

use std::ops::Range;

use super::phrase::Phrase;
use super::words::Words;
use crate::lexicon::key::{KeyMap, key};
use crate::model::{ActorKind, Stance};
use crate::split::document::Role;

/// How far into the evidence a topic is looked for, in tokens.
const DEPTH: usize = 60;

/// How many appearances back a pronoun's bearer is looked for.
const MEMORY: usize = 12;

/// A topic worth less than this says too little for the page, unless a stance is taken on it.
pub const TELLING: f32 = 1.0;

/// A topic worth no more than this says nothing.
pub const EMPTY: f32 = 0.0;

/// How often each word stands in the article, and which stand in its headline.
#[derive(Debug)]
pub struct Topics<'a> {
    words: Words<'a>,
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

impl<'a> Topics<'a> {
    /// Counts the words of the article.
    pub fn of(words: Words<'a>) -> Self {
        let (mut counts, mut headline, mut people) = (KeyMap::default(), KeyMap::default(), KeyMap::default());
        for paragraph in &words.document.paragraphs {
            for index in paragraph.tokens.clone().filter(|&i| words.says(i)) {
                *counts.entry(words.reading.keys[index]).or_default() += 1;
                if paragraph.role == Role::Headline {
                    headline.insert(words.reading.keys[index], ());
                }
            }
        }
        for appearance in &words.cast.appearances {
            if words.cast.members[appearance.member].kind == ActorKind::Person {
                appearance.tokens.clone().for_each(|i| {
                    people.insert(words.reading.keys[i], ());
                });
            }
        }
        Self { words, counts, headline, people }
    }

    /// What the `stance` of `actor` is on, where the word that takes it stands right before `content`; else the phrase
    /// of `content` that tells best.
    pub fn of_stand(&self, content: Range<usize>, actor: &str, stance: Stance) -> Option<Topic> {
        let own: Vec<u64> = actor.split_whitespace().map(key).collect();
        if let Some(bearer) = self.bearer(content.clone(), actor) {
            return Some(bearer);
        }
        let complement = self.words.complement(content.clone(), stance);
        if let Some(found) = complement.filter(|found| !self.is_own(&own, found.tokens.clone())) {
            let worth = self.worth(found.tokens.clone());
            if worth > EMPTY {
                return Some(Topic { tokens: found.tokens, head: found.head, worth });
            }
        }
        self.best(content, &own, stance)
    }

    /// Whether all of `tokens` is the actor's own name.
    fn is_own(&self, own: &[u64], mut tokens: Range<usize>) -> bool {
        tokens.all(|i| own.contains(&self.words.reading.keys[i]))
    }

    /// The phrase of `content` that tells best what it is about, not the actor itself.
    fn best(&self, content: Range<usize>, own: &[u64], stance: Stance) -> Option<Topic> {
        let content = content.start..content.end.min(content.start + DEPTH);
        let mut best: Option<Topic> = None;
        for phrase in self.words.phrases(content.clone()) {
            if self.is_own(own, phrase.tokens.clone()) || self.words.is_date(phrase.tokens.clone()) {
                continue;
            }
            // What somebody is for or against stands first; what a statement is about may stand anywhere in it.
            let decay = if stance == Stance::Asserts { 0.02 } else { 0.08 };
            let distance = (phrase.tokens.start - content.start) as f32;
            let worth = self.phrase_worth(&phrase, stance);
            let score = worth - decay * distance;
            if best.as_ref().is_none_or(|other| score > other.worth) {
                best = Some(Topic { head: phrase.run.end - 1, tokens: phrase.tokens, worth: score.max(worth * 0.5) });
            }
        }
        best
    }

    /// Whom "him" or "her" stands for, where that is all the content there is: the last person named before it.
    fn bearer(&self, content: Range<usize>, actor: &str) -> Option<Topic> {
        let pronoun = content.start;
        if pronoun >= content.end || !self.words.is(pronoun, &["him", "her"]) {
            return None;
        }
        let alone = content.len() <= 2
            || self.words.ends_clause(pronoun + 1)
            || self.words.is(pronoun + 1, &["as", "by", "in", "on"]);
        if !alone {
            return None;
        }
        let cast = self.words.cast;
        let upto = cast.appearances.partition_point(|a| a.tokens.end <= pronoun);
        let female = self.words.is(pronoun, &["her"]);
        let paragraph = self.words.document.paragraph_of(pronoun);
        let fits = |member: usize| {
            let member = &cast.members[member];
            let other = if female { crate::split::actor::Gender::Male } else { crate::split::actor::Gender::Female };
            member.kind == ActorKind::Person && member.gender != other && member.name != actor
        };
        let near = |index: usize| paragraph - self.words.document.paragraph_of(index) <= 1;
        let bearer = cast.appearances[upto.saturating_sub(MEMORY)..upto]
            .iter()
            .rev()
            .find(|a| fits(a.member) && near(a.tokens.start))?;
        Some(Topic { tokens: bearer.tokens.clone(), head: bearer.tokens.end - 1, worth: TELLING })
    }

    /// How much `tokens` tell: nothing where no word of them says anything.
    fn worth(&self, tokens: Range<usize>) -> f32 {
        let said = tokens.clone().filter(|&i| self.words.says(i)).count();
        let tail =
            tokens.len() == 1 && (self.words.is_adjective(tokens.start) || self.words.is_feeling_word(tokens.start));
        let said = if tail { 0 } else { said };
        let known = tokens.clone().map(|i| self.word(i)).fold(0.0_f32, f32::max);
        if said == 0 { EMPTY } else { known + 0.3 * said.min(4) as f32 }
    }

    fn phrase_worth(&self, phrase: &Phrase, stance: Stance) -> f32 {
        let mut values: Vec<f32> = phrase.tokens.clone().map(|i| self.word(i) - self.person(i, stance)).collect();
        values.sort_by(|a, b| b.total_cmp(a));
        let two = values.iter().take(2).sum::<f32>() / values.len().min(2) as f32;
        let head = phrase.run.end - 1;
        let vague = phrase.run.len() == phrase.tokens.len() && self.words.plain(head).is_some();
        let longer = 0.4 * (phrase.tokens.len().min(4) - 1) as f32;
        two + longer - if vague { 3.0 } else { 0.0 }
    }

    fn word(&self, index: usize) -> f32 {
        if !self.words.says(index) {
            return 0.0;
        }
        let word = self.words.reading.keys[index];
        let count = self.counts.get(&word).copied().unwrap_or(0).min(9) as f32;
        count.sqrt() + if self.headline.contains_key(&word) { 1.0 } else { 0.0 }
    }

    /// What a person's name takes off where a statement is about something.
    fn person(&self, index: usize, stance: Stance) -> f32 {
        let takes_people = matches!(stance, Stance::Supports | Stance::Opposes);
        let person = !takes_people && self.people.contains_key(&self.words.reading.keys[index]);
        if person { 1.5 } else { 0.0 }
    }
}
