//! What the finders of positions ask of single words.

use super::fact::Facts;
use crate::lexicon::description::Described;
use crate::lexicon::plain_word::Plain;
use crate::lexicon::stance::{self, StanceWord};
use crate::model::ActorKind;
use crate::split::actor::Cast;
use crate::split::document::{Document, TokenKind};
use crate::split::name::NameKind;
use crate::split::quote::{Reading, Small};

/// Pronouns that a clause may begin with, also before "'s", "'ll" and the like.
const SUBJECTS: [&str; 13] =
    ["he", "she", "they", "it", "we", "i", "you", "who", "there", "that", "this", "what", "let"];

/// Nouns that end as participles do.
const NO_PARTICIPLES: [&str; 12] = [
    "thing",
    "something",
    "nothing",
    "anything",
    "everything",
    "morning",
    "evening",
    "king",
    "spring",
    "string",
    "wing",
    "ceiling",
];

/// The words of a document, read.
#[derive(Debug, Clone, Copy)]
pub struct Words<'a> {
    /// The article.
    pub document: &'a Document<'a>,
    /// Its tokens as the lexicon knows them.
    pub reading: &'a Reading,
    /// Who appears in it.
    pub cast: &'a Cast,
    /// What is known of single tokens.
    pub facts: &'a Facts,
}

impl<'a> Words<'a> {
    /// The word at `index`.
    pub fn word(self, index: usize) -> &'a str {
        self.document.word(index)
    }

    /// Whether the word at `index` is one of `words`, whatever its case.
    pub fn is(self, index: usize, words: &[&str]) -> bool {
        let own = self.word(index);
        words.iter().any(|word| own.eq_ignore_ascii_case(word))
    }

    /// What kind of token stands at `index`.
    pub fn kind(self, index: usize) -> TokenKind {
        self.document.tokens[index].kind
    }

    /// What small word stands at `index`.
    pub fn small(self, index: usize) -> Option<Small> {
        self.reading.small[index]
    }

    /// What everyday word stands at `index`.
    pub fn plain(self, index: usize) -> Option<Plain> {
        self.facts.plain(index)
    }

    /// Whether the word at `index` begins with a capital.
    pub fn capital(self, index: usize) -> bool {
        self.reading.capital[index]
    }

    /// The stance that the word at `index` takes.
    pub fn stand(self, index: usize) -> Option<StanceWord> {
        if self.kind(index) != TokenKind::Word {
            return None;
        }
        let cue = self.reading.cues[index].and_then(stance::of_cue);
        let next = self.reading.keys.get(index + 1).copied();
        cue.or_else(|| stance::stance_word(self.reading.keys[index], next))
    }

    /// Whether the word at `index` is an adjective of what somebody feels.
    pub fn is_feeling_word(self, index: usize) -> bool {
        self.stand(index).is_some_and(|word| word.sort == stance::Sort::Feeling)
    }

    /// Whether the word at `index` says no.
    pub fn negates(self, index: usize) -> bool {
        self.facts.negates(index)
    }

    /// Whether the word at `index` helps or colours a verb.
    pub fn helps(self, index: usize) -> bool {
        matches!(self.small(index), Some(Small::Auxiliary | Small::Adverb))
            || self.negates(index)
            || self.kind(index) == TokenKind::Word && self.word(index).ends_with("ly") && !self.capital(index)
            || self.is(index, &["cannot", "longer"])
    }

    /// Whether the word at `index` is a pronoun that a clause begins with, "he" or "he's".
    pub fn is_subject_pronoun(self, index: usize) -> bool {
        let word = self.word(index);
        let stem = word.split(['\'', '’']).next().unwrap_or(word);
        SUBJECTS
            .iter()
            .take(if stem.len() == word.len() { 9 } else { SUBJECTS.len() })
            .any(|p| stem.eq_ignore_ascii_case(p))
    }

    /// Whether the word at `index` is "him", "them" and the like.
    pub fn is_object_pronoun(self, index: usize) -> bool {
        self.facts.is_object_pronoun(index)
    }

    /// Whether the word at `index` is written as a participle in "-ing".
    pub fn is_gerund(self, index: usize) -> bool {
        let word = self.word(index);
        word.len() > 4 && word.ends_with("ing") && !self.capital(index) && !self.is(index, &NO_PARTICIPLES)
            || self.is(index, &["being", "going"])
    }

    /// Whether "to" at `index` stands before a verb.
    pub fn is_infinitive(self, index: usize, end: usize) -> bool {
        if !self.is(index, &["to"]) {
            return false;
        }
        let helps =
            |i: usize| self.helps(i) && !self.is(i, &["be", "have", "do"]) || self.kind(i) == TokenKind::QuoteMark;
        let verb = (index + 1..end.min(index + 4)).find(|&i| !helps(i));
        verb.is_some_and(|verb| {
            self.kind(verb) == TokenKind::Word
                && !self.capital(verb)
                && (self.small(verb).is_none() || self.is(verb, &["be", "have", "do"]))
                && !self.is_gerund(verb)
                && !self.is_object_pronoun(verb)
                && (!self.word(verb).ends_with('s')
                    || self.word(verb).ends_with("ss")
                    || self.is(verb, &["focus", "discus"]))
                && self.reading.descriptions[verb]
                    .is_none_or(|_| self.stand(verb).is_some() || self.plain(verb).is_some())
        })
    }

    /// Whether what stands in `tokens` ends in somebody who can act.
    pub fn is_somebody(self, tokens: std::ops::Range<usize>) -> bool {
        let Some(last) = tokens.clone().next_back() else { return false };
        let acts =
            |kind| matches!(kind, ActorKind::Person | ActorKind::Organization | ActorKind::Country | ActorKind::Group);
        let named = self.cast.at(last).is_some_and(|a| acts(self.cast.members[a.member].kind));
        let kind = self.reading.names[last];
        let described = self.reading.descriptions[last]
            .is_some_and(|d| matches!(d.kind, Described::Person | Described::People | Described::Body));
        named
            || described
            || matches!(kind, Some(NameKind::Person | NameKind::Organization | NameKind::Place))
            || self.is_object_pronoun(last)
            || self.is_subject_pronoun(last)
    }

    /// Whether the token at `index` ends a clause.
    pub fn ends_clause(self, index: usize) -> bool {
        matches!(self.word(index), "," | ";" | ":" | "." | "!" | "?" | "--" | "—" | "–" | "(" | ")" | "…" | "...")
    }
}
