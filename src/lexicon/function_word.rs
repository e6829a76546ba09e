//! Function words by language.

use std::sync::LazyLock;

use super::key::ListMap;

/// Languages as BCP 47 tags; a bit of a [`LanguageSet`] is an index into this.
static TABLE: LazyLock<(Vec<&'static str>, ListMap<&'static str, u32>)> = LazyLock::new(|| {
    let mut languages = Vec::new();
    let mut words: ListMap<&'static str, u32> = ListMap::default();
    for line in include_str!("function_words.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((language, list)) = line.split_once(':') else { continue };
        for word in list.split_whitespace() {
            *words.entry(word).or_default() |= 1 << languages.len();
        }
        languages.push(language);
    }
    (languages, words)
});

/// The languages of which words are known, as BCP 47 tags.
pub fn languages() -> &'static [&'static str] {
    &TABLE.0
}

/// The languages in which the lower-case `word` is a function word: bit `n` stands for the language `n` of
/// [`languages`].
pub fn languages_of(word: &str) -> u32 {
    TABLE.1.get(word).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shared_word_counts_for_each_language() {
        let bit = |tag| 1u32 << languages().iter().position(|&l| l == tag).unwrap();
        assert_eq!(languages_of("de") & bit("fr"), bit("fr"));
        assert_eq!(languages_of("de") & bit("es"), bit("es"));
        assert_eq!(languages_of("dateline"), 0);
    }
}
