//! What the lexicon knows of single tokens, asked once for each.

use std::sync::LazyLock;

use crate::lexicon::calendar::WEEKDAYS;
use crate::lexicon::key::{KeyMap, key};
use crate::lexicon::plain_word::{Plain, plain};
use crate::split::document::{Document, TokenKind};
use crate::split::quote::Reading;

/// Pronouns that stand for a whole noun phrase and say nothing by themselves.
const OBJECTS: [&str; 15] = [
    "him",
    "them",
    "me",
    "us",
    "himself",
    "herself",
    "itself",
    "themselves",
    "myself",
    "ourselves",
    "yourself",
    "mine",
    "theirs",
    "ours",
    "yours",
];

/// Words that tell a time, besides the weekdays: without their abbreviations, for "sat" and "sun" are words of their own.
const TIMES: [&str; 17] = [
    "today",
    "yesterday",
    "tomorrow",
    "week",
    "month",
    "year",
    "day",
    "weekend",
    "morning",
    "evening",
    "night",
    "afternoon",
    "weeks",
    "months",
    "years",
    "days",
    "hours",
];

/// Words that say no.
const NEGATIONS: [&str; 9] = ["not", "never", "no", "n't", "without", "hardly", "cannot", "nor", "neither"];

/// What such a word is, a bit each.
type Traits = u8;
const OBJECT: Traits = 1;
const TIME: Traits = 1 << 1;
const NEGATION: Traits = 1 << 2;
const SAYS: Traits = 1 << 3;

static TRAITS: LazyLock<KeyMap<Traits>> = LazyLock::new(|| {
    let lists: [(&[&str], Traits); 4] = [(&OBJECTS, OBJECT), (&TIMES, TIME), (&WEEKDAYS, TIME), (&NEGATIONS, NEGATION)];
    lists.into_iter().flat_map(|(words, traits)| words.iter().map(move |word| (key(word), traits))).collect()
});

/// What the lexicon knows of each token of a document.
#[derive(Debug)]
pub struct Facts {
    plain: Vec<Option<Plain>>,
    traits: Vec<Traits>,
}

impl Facts {
    /// Looks up the tokens of `document`.
    pub fn of(document: &Document, reading: &Reading) -> Self {
        let count = document.tokens.len();
        let mut facts = Self { plain: Vec::with_capacity(count), traits: Vec::with_capacity(count) };
        for (index, &key) in reading.keys.iter().enumerate() {
            let word = document.word(index);
            let plain = plain(key);
            let mut traits = TRAITS.get(&key).copied().unwrap_or_default();
            let says = document.tokens[index].kind == TokenKind::Word
                && word.len() > 2
                && reading.small[index].is_none()
                && plain.is_none()
                && traits & (OBJECT | TIME) == 0;
            traits |= if says { SAYS } else { 0 };
            traits |= if word.ends_with("n't") || word.ends_with("n’t") { NEGATION } else { 0 };
            facts.plain.push(plain);
            facts.traits.push(traits);
        }
        facts
    }

    /// What everyday word stands at `index`.
    pub fn plain(&self, index: usize) -> Option<Plain> {
        self.plain[index]
    }

    /// Whether the word at `index` is "him", "them" and the like.
    pub fn is_object_pronoun(&self, index: usize) -> bool {
        self.traits[index] & OBJECT != 0
    }

    /// Whether the word at `index` tells a time: "Monday", "week".
    pub fn is_time(&self, index: usize) -> bool {
        self.traits[index] & TIME != 0
    }

    /// Whether the word at `index` says no.
    pub fn negates(&self, index: usize) -> bool {
        self.traits[index] & NEGATION != 0
    }

    /// Whether the word at `index` says something by itself.
    pub fn says(&self, index: usize) -> bool {
        self.traits[index] & SAYS != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Text};

    #[test]
    fn words_that_say_something_are_told_from_others() {
        let article =
            Article { text: Text::new("On Monday THEM Elmouth sailors didn’t take 12 of it."), ..Article::default() };
        let document = Document::read(&article);
        let facts = Facts::of(&document, &Reading::of(&document, &[]));
        let those = |holds: fn(&Facts, usize) -> bool| -> Vec<&str> {
            (0..document.tokens.len()).filter(|&i| holds(&facts, i)).map(|i| document.word(i)).collect()
        };
        assert_eq!(those(Facts::says), ["Elmouth", "sailors", "didn’t"]);
        assert_eq!(those(Facts::is_time), ["Monday"]);
        assert_eq!(those(Facts::is_object_pronoun), ["THEM"]);
        assert_eq!(those(Facts::negates), ["didn’t"]);
        assert_eq!(those(|facts, i| facts.plain(i) == Some(Plain::Verb)), ["take"]);
    }
}
