//! Topics as they are compared.

pub(crate) use crate::lexicon::fold::fold;

/// Words of a topic that do not tell it from another.
const EMPTY: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "for", "and", "or", "with", "by", "at", "its", "his", "her", "their",
    "any", "all", "that", "this", "as", "from", "be", "is",
];

/// A topic as it is compared: folded, without empty words, stemmed.
pub(crate) fn topic(words: &str) -> String {
    let stemmer = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::English);
    let folded = fold(words);
    let kept: Vec<_> = folded.split(' ').filter(|word| !EMPTY.contains(word)).map(|word| stemmer.stem(word)).collect();
    if kept.is_empty() { folded } else { kept.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_meet_without_their_small_words() {
        assert_eq!(topic("the recognition of Crimea"), topic("Recognition of the Crimea"));
        assert_ne!(topic("a ceasefire"), topic("elections"));
        assert_eq!(topic("that"), "that");
    }
}
