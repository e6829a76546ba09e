//! The distinct words of an article: what a word's letters alone tell is worked out once for each of them, however often
//! it stands there.

use foldhash::{HashMap, HashMapExt};

use super::document::Token;
use crate::lexicon::key::key;

/// A word as written, however often it stands in the article; numbers and marks are words here, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordType<'a> {
    /// As written.
    pub text: &'a str,
    /// Its number for look-ups.
    pub key: u64,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// The distinct words of an article.
#[derive(Debug, Clone, Default)]
pub struct WordTypes<'a> {
    /// By first appearance.
    pub all: Vec<WordType<'a>>,
    /// For each token its word, as an index into `all`.
    pub of_token: Vec<u32>,
    places: HashMap<&'a str, u32>,
}

impl<'a> WordTypes<'a> {
    /// The words of `tokens`, which stand in `text`.
    pub fn of(text: &'a str, tokens: &[Token]) -> Self {
        let mut all = Vec::with_capacity(tokens.len() / 2);
        let mut places = HashMap::with_capacity(tokens.len() / 2);
        let place_of = |token: &Token| {
            let word = &text[token.bytes.clone()];
            *places.entry(word).or_insert_with(|| {
                let capital = word.starts_with(char::is_uppercase);
                all.push(WordType { text: word, key: key(word), capital });
                (all.len() - 1) as u32
            })
        };
        let of_token = tokens.iter().map(place_of).collect();
        Self { all, of_token, places }
    }

    /// The word written as `text`, as an index into `all`, if it stands in the article.
    pub fn find(&self, text: &str) -> Option<u32> {
        self.places.get(text).copied()
    }

    /// What `tell` says of each word, for every token.
    pub fn spread<T: Copy>(&self, tell: impl Fn(&WordType<'a>) -> T) -> Vec<T> {
        let told: Vec<T> = self.all.iter().map(tell).collect();
        self.of_token.iter().map(|&word| told[word as usize]).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::token;
    use super::*;

    fn check(text: &str, words: &[&str], of_token: &[u32]) {
        let mut tokens = Vec::new();
        token::tokens(text, 0, &mut tokens);
        let types = WordTypes::of(text, &tokens);
        assert_eq!(types.all.iter().map(|word| word.text).collect::<Vec<_>>(), words);
        assert_eq!(types.of_token, of_token);
    }

    #[test]
    fn a_word_stands_once_as_it_is_written() {
        check("The lamp and the lamp.", &["The", "lamp", "and", "the", "."], &[0, 1, 2, 3, 1, 4]);
        check("", &[], &[]);
    }

    #[test]
    fn what_is_told_of_a_word_holds_for_all_its_tokens() {
        let text = "Ann met Bo, and Bo met Ann.";
        let mut tokens = Vec::new();
        token::tokens(text, 0, &mut tokens);
        let types = WordTypes::of(text, &tokens);
        assert_eq!(types.spread(|word| word.capital), [true, false, true, false, false, true, false, true, false]);
        assert_eq!(types.find("met"), Some(1));
        assert_eq!(types.find("Met"), None);
        assert_eq!(types.all[0].key, key("ANN"));
    }
}
