//! Words as they are compared: without case, accents and punctuation.

/// `text` in lower-case ASCII letters and digits, words set apart by one space: "Kyiv’s “Óne”" and "kyivs one" meet.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if matches!(c, '\'' | '’' | '‘') {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = true;
            continue;
        }
        if gap && !folded.is_empty() {
            folded.push(' ');
        }
        gap = false;
        for plain in any_ascii::any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric) {
            folded.push(plain.to_ascii_lowercase());
        }
    }
    folded
}

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
    #[test]
    fn topics_meet_without_their_small_words() {
        assert_eq!(topic("the recognition of Crimea"), topic("Recognition of the Crimea"));
        assert_ne!(topic("a ceasefire"), topic("elections"));
        assert_eq!(topic("that"), "that");
    }

    use super::*;

    #[test]
    fn case_accents_and_marks_do_not_count() {
        assert_eq!(fold("  Zelenskyy’s “Óne” — plan: 2nd"), "zelenskyys one plan 2nd");
        assert_eq!(fold("…"), "");
    }
}
