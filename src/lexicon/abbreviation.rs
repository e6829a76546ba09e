//! Abbreviations, and how their full stop behaves.

use std::sync::LazyLock;

use super::key::ListMap;

/// How the full stop of an abbreviation behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Stands before a name ("Mr."): never the end of a sentence.
    Title,
    /// An abbreviation only before a number ("No. 5").
    Number,
    /// May also end a sentence ("Inc.").
    Closing,
}

static TABLE: LazyLock<ListMap<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut table = ListMap::default();
    for line in include_str!("abbreviations.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((class, words)) = line.split_once(':') else { continue };
        let class = match class {
            "title" => Abbreviation::Title,
            "number" => Abbreviation::Number,
            _ => Abbreviation::Closing,
        };
        table.extend(words.split_whitespace().map(|word| (word, class)));
    }
    table
});

/// Longest abbreviation in the list, in bytes; longer words need not be looked up.
const LONGEST: usize = 9;

/// The class of `word`, given without its full stop; capitals count.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST { None } else { TABLE.get(word).copied() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_tell_a_title_from_a_word() {
        assert_eq!(abbreviation("Gen"), Some(Abbreviation::Title));
        assert_eq!(abbreviation("gen"), None);
    }

    #[test]
    fn none_is_longer_than_the_limit() {
        assert!(TABLE.keys().all(|word| word.len() <= LONGEST));
    }
}
