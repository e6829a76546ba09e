//! What the whole article shows of a word: where it stands elsewhere, and in what company.

use super::word::{Case, Words};
use crate::lexicon::vocabulary::Marks;
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::Document;

/// Stands after a title: "Mr Okafor".
pub const AFTER_TITLE: u32 = 1;
/// Stands after a given name, at the end of its run of capitals: "Maria Okafor".
pub const AFTER_GIVEN: u32 = 1 << 1;
/// Stands alone beside a verb of saying: "Okafor said".
pub const SPEAKS: u32 = 1 << 2;
/// Stands after "in", "at", "near" or "from".
pub const AFTER_IN: u32 = 1 << 3;
/// Stands in a run of capitals with a word such as "Ministry".
pub const WITH_ORG_WORD: u32 = 1 << 4;
/// Is capitalised where its capital says something.
pub const CAPITAL_INSIDE: u32 = 1 << 5;
/// Stands alone in brackets.
pub const IN_BRACKETS: u32 = 1 << 6;
/// Stands in small letters, too.
pub const LOWER_TOO: u32 = 1 << 7;
/// Begins a run of capitals of two words or more.
pub const BEGINS_RUN: u32 = 1 << 8;
/// Ends a run of capitals of two words or more.
pub const ENDS_RUN: u32 = 1 << 9;
/// Stands alone between small words.
pub const ALONE: u32 = 1 << 10;
/// Has "the" before it.
pub const AFTER_THE: u32 = 1 << 11;
/// Is followed by a possessive.
pub const POSSESSES: u32 = 1 << 12;
/// Begins a run whose next word is a family name and which has no word of an organisation.
pub const BEFORE_FAMILY: u32 = 1 << 13;
/// Stands before a comma and another capitalised word, as places do: "Odessa, Texas".
pub const BEFORE_COMMA_PLACE: u32 = 1 << 14;
/// Does what people do: stands before "who", "was born", or after "by" alone.
pub const PERSONAL: u32 = 1 << 15;
/// How many different bits there are.
pub const BITS: u32 = 16;

/// Gathers what `document` shows of its words.
pub fn gather(document: &Document, words: &mut Words) {
    let mut seen = vec![0u32; words.types.len()];
    for sentence in &document.sentences {
        let bounds = sentence.tokens.clone();
        let mut index = bounds.start;
        while index < bounds.end {
            if !words.at(index).case.is_name_like() {
                index += 1;
                continue;
            }
            let from = index;
            while index < bounds.end && words.at(index).case.is_name_like() {
                index += 1;
            }
            gather_run(words, &bounds, from..index, &mut seen);
        }
    }
    for (word, bits) in words.types.iter_mut().zip(seen) {
        word.evidence = bits | if word.lower.is_some() { LOWER_TOO } else { 0 };
    }
}

fn gather_run(words: &Words, bounds: &std::ops::Range<usize>, run: std::ops::Range<usize>, seen: &mut [u32]) {
    // Titles and adjectives of nations before a name are no part of the run.
    let strays = Marks::TITLE | Marks::DEMONYM | Marks::STOP;
    let from = run.clone().find(|&i| !words.at(i).marks.any(strays)).unwrap_or(run.end);
    let titled = (from > run.start && words.at(from - 1).marks.any(Marks::TITLE))
        || (from == run.start && from > bounds.start && words.at(from - 1).marks.any(Marks::TITLE | Marks::ROLE));
    let org = (from..run.end).any(|i| words.at(i).marks.any(Marks::ORG_HEAD | Marks::ORG_SUFFIX));
    let before = run.start.checked_sub(1).and_then(|i| words.within(bounds, i)).map_or("", |w| w.text);
    let after = words.within(bounds, run.end).map_or("", |w| w.text);
    let next = words.within(bounds, run.end + 1);
    let single = run.end - from == 1;
    let mut shared = 0;
    if org {
        shared |= WITH_ORG_WORD;
    }
    if from == run.start && matches!(before, "in" | "In" | "at" | "near" | "from" | "outside" | "across") {
        shared |= AFTER_IN;
    }
    if from == run.start && matches!(before, "the" | "The") {
        shared |= AFTER_THE;
    }
    if matches!(after, "'s" | "’s") {
        shared |= POSSESSES;
    }
    if after == ","
        && next.is_some_and(|w| w.marks.any(Marks::COUNTRY) || w.facts.any(WordFacts::REGION | WordFacts::COUNTRY))
    {
        shared |= BEFORE_COMMA_PLACE;
    }
    if single && (is_speech(after) || is_speech(before)) {
        shared |= SPEAKS;
    }
    if after == "who" || (after == "," && next.is_some_and(|w| w.text == "who" || w.case == Case::Number)) {
        shared |= PERSONAL;
    }
    if single && before == "(" && after == ")" {
        shared |= IN_BRACKETS;
    }
    for index in from..run.end {
        let word = words.at(index);
        let mut bits = shared;
        if !words.opening[index] {
            bits |= CAPITAL_INSIDE;
            if single && from == run.start {
                bits |= ALONE;
            }
        }
        if titled && !org && !word.marks.any(Marks::ROLE) {
            bits |= AFTER_TITLE;
        }
        if !single && index == from {
            bits |= BEGINS_RUN;
            if !org && words.at(index + 1).facts.any(WordFacts::FAMILY) && run.end - from <= 3 {
                bits |= BEFORE_FAMILY;
            }
        }
        if !single && index + 1 == run.end {
            bits |= ENDS_RUN;
            let previous = words.at(index - 1);
            if !org && (previous.facts.any(WordFacts::GIVEN) || previous.case == Case::Initial) {
                bits |= AFTER_GIVEN;
            }
        }
        seen[words.of_token[index] as usize] |= bits;
    }
}

/// Whether `word` is one of the commonest verbs of saying.
pub fn is_speech(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "told"
            | "added"
            | "asked"
            | "replied"
            | "explained"
            | "noted"
            | "warned"
            | "argued"
            | "wrote"
            | "tweeted"
            | "insisted"
            | "recalled"
            | "stressed"
            | "claimed"
            | "admitted"
            | "complained"
            | "continued"
            | "concluded"
            | "declared"
    )
}
