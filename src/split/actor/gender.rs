//! Whether a person is he or she: by title, by given name, by the pronouns that follow.

use std::ops::Range;

use super::Gender;
use super::form::Form;
use crate::lexicon::vocabulary::Marks;
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::Document;

/// What the title at `tokens` tells.
pub fn of_title(document: &Document, tokens: Range<usize>) -> Gender {
    tokens.map(|index| of_word(document.word(index))).find(|gender| *gender != Gender::Unknown).unwrap_or_default()
}

fn of_word(word: &str) -> Gender {
    let marks = Marks::of(word);
    if marks.any(Marks::TITLE_MALE) {
        return Gender::Male;
    }
    if marks.any(Marks::TITLE_FEMALE) {
        return Gender::Female;
    }
    match word {
        "father" | "son" | "brother" | "husband" | "uncle" | "nephew" | "grandson" | "grandfather" | "actor" => {
            Gender::Male
        }
        "mother" | "daughter" | "sister" | "wife" | "widow" | "aunt" | "niece" | "granddaughter" | "grandmother"
        | "actress" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// What the given name of `form` tells: its first word, where that is not all there is.
pub fn of_given_name(form: &Form) -> Gender {
    let mut full = form.full_words();
    let Some(first) = full.next() else { return Gender::Unknown };
    if full.next().is_none() && form.words.len() == 1 {
        return Gender::Unknown;
    }
    let facts = WordFacts::of(first);
    match (facts.any(WordFacts::MALE), facts.any(WordFacts::FEMALE)) {
        (true, false) => Gender::Male,
        (false, true) => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// What the pronouns tell that follow a mention ending at `from` before the next name at `until` or the sentence after
/// ends: `(he, she)` counts.
pub fn pronouns_after(document: &Document, from: usize, until: usize) -> (u32, u32) {
    let sentence = document.sentence_of(from.saturating_sub(1));
    let end = document.sentences.get(sentence + 1).or(document.sentences.get(sentence)).map_or(from, |s| s.tokens.end);
    let (mut he, mut she) = (0, 0);
    for index in from..end.min(until).min(from + 60) {
        match document.word(index) {
            "he" | "He" | "his" | "His" | "him" | "himself" => he += 1,
            "she" | "She" | "her" | "Her" | "herself" => she += 1,
            _ => {}
        }
    }
    (he, she)
}
