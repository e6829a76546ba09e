//! Topics as they are compared.

pub(crate) use crate::lexicon::fold::fold;
use crate::lexicon::stem::porter;

/// Words of a topic that do not tell it from another.
const EMPTY: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "with", "by", "at", "its", "his", "her", "their",
    "our", "any", "all", "that", "this", "as", "from", "be", "is", "are", "was", "were", "over", "about", "between",
    "against", "into", "than", "it", "they", "them", "he", "she", "we", "i", "you", "these", "those", "there", "such",
    "who", "which",
];

/// Words after which a noun phrase only says more of its head.
const AFTER_HEAD: &[&str] = &[
    "of", "to", "in", "on", "for", "with", "by", "at", "as", "from", "over", "about", "between", "against", "into",
    "that", "who", "which", "than", "under", "without", "after", "before", "during", "until", "towards", "toward",
    "through", "among", "within", "if", "when", "while", "because", "and", "or",
];

/// A topic as it is compared: its words folded and stemmed, without empty ones; the head first ("recognition" of "the
/// recognition of Crimea" and of "Crimea recognition"), the others in the order of the alphabet.
pub(crate) fn topic(words: &str) -> String {
    let folded = fold(words);
    let telling = |word: &&str| !EMPTY.contains(word);
    let Some(head) = head(&folded) else { return folded };
    let head = porter(head);
    let mut others: Vec<_> = folded.split(' ').filter(telling).map(porter).filter(|stem| *stem != head).collect();
    others.sort_unstable();
    others.dedup();
    others.iter().fold(head.into_owned(), |key, stem| key + " " + stem)
}

/// The word that the others only say more of: the last one before a preposition; of a phrase that begins with one or
/// with a gerund ("to join", "joining"), the first.
fn head(folded: &str) -> Option<&str> {
    let telling = |word: &&str| !EMPTY.contains(word);
    let words = || folded.split(' ').filter(|word| !word.is_empty());
    let first = words().find(telling)?;
    if first.len() > 5 && first.ends_with("ing") && words().filter(telling).count() > 1 {
        return Some(first);
    }
    let phrase = words().take_while(|word| !AFTER_HEAD.contains(word));
    Some(phrase.filter(telling).last().unwrap_or(first))
}

/// Whether a topic says anything: a bare pronoun does not.
pub(super) fn says_something(key: &str) -> bool {
    key.split(' ')
        .any(|word| word.len() > 2 && !EMPTY.contains(&word) && word.contains(|c: char| c.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_meet_in_other_words_and_another_order() {
        assert_eq!(topic("the recognition of Crimea"), topic("Recognition of the Crimea"));
        assert_eq!(topic("the Crimea recognition"), topic("recognition of Crimea"));
        assert_ne!(topic("a ceasefire"), topic("elections"));
        assert_ne!(topic("talks on a plan"), topic("a plan for talks"));
        assert_eq!(topic("that"), "that");
    }

    #[test]
    fn the_head_comes_first() {
        for (words, expected) in [
            ("a premium for night work", "premium night work"),
            ("to join NATO", "join nato"),
            ("leaving the harbour open", "leav harbour open"),
            ("more grain ships", "ship grain more"),
            ("", ""),
            ("…", ""),
        ] {
            assert_eq!(topic(words), expected, "{words}");
        }
    }

    #[test]
    fn a_pronoun_says_nothing() {
        assert!(!says_something(&topic("it")) && !says_something("") && !says_something("12"));
        assert!(says_something(&topic("elections")));
    }
}
