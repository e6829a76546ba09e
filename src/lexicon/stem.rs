//! Words as they are compared: small letters, split at every mark, reduced to their stem.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use rust_stemmers::{Algorithm, Stemmer};

static STOPWORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("stopwords.txt").lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).collect()
});

/// Longest word that is stemmed, in bytes; what is longer is no word of a language.
const LONGEST: usize = 40;

/// Whether the lower-case `word` is too common to say what a text is about.
pub fn is_stopword(word: &str) -> bool {
    word.len() <= 10 && STOPWORDS.contains(word)
}

/// The runs of letters and digits in `text`, in bytes; joiners and combining marks that are no letters part them.
pub fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(char::is_alphanumeric)?;
        at = text[start..].find(|c: char| !c.is_alphanumeric()).map_or(text.len(), |end| start + end);
        Some(start..at)
    })
}

/// Reduces English words to their stems (Porter's second algorithm).
pub struct Stems(Stemmer);

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl Stems {
    /// The stem of the lower-case `word`; words of at most three letters and of other scripts stay as they are.
    pub fn of(&self, word: &str) -> String {
        if word.len() <= 3 || word.len() > LONGEST || !word.is_ascii() {
            return word.to_owned();
        }
        self.0.stem(word).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_part_words() {
        let text = "US-Russian talks: don’t, 1,000";
        let found: Vec<&str> = words(text).map(|r| &text[r]).collect();
        assert_eq!(found, ["US", "Russian", "talks", "don", "t", "1", "000"]);
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let stems = Stems::default();
        assert_eq!(stems.of("negotiations"), stems.of("negotiation"));
        assert_ne!(stems.of("port"), stems.of("sport"));
        assert_eq!(stems.of("переговоры"), "переговоры");
    }
}
