//! Noun phrases that a topic may be, found without a parser.

use std::ops::Range;

use crate::lexicon::description::Described;
use crate::lexicon::inflection::Form;
use crate::lexicon::plain_word::{Plain, plain};
use crate::split::document::{Document, TokenKind};
use crate::split::quote::{Reading, Small, small};

/// The longest topic, in tokens.
const LONGEST: usize = 7;

/// The longest run of words without a preposition, in tokens.
const RUN: usize = 5;

/// A noun phrase and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// All of it.
    pub tokens: Range<usize>,
    /// Its first run of words, up to a preposition.
    pub run: Range<usize>,
}

/// The noun phrases of `tokens`, in reading order. A phrase takes in what follows its head by "of", and where the head
/// is a bare word what follows it by "to", "for", "on" and the like.
pub fn phrases(document: &Document, reading: &Reading, tokens: Range<usize>) -> Vec<Phrase> {
    let runs = runs(document, reading, &tokens);
    let mut phrases = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let mut end = run.end;
        for next in &runs[number + 1..] {
            let links = links(document, reading, run, end..next.start) && next.end - run.start <= LONGEST;
            if !links {
                break;
            }
            end = next.end;
        }
        phrases.push(Phrase { tokens: run.start..end, run: run.clone() });
    }
    phrases
}

/// Whether `between` joins a phrase that began with `run` to the next one: a preposition, perhaps with a determiner.
fn links(document: &Document, reading: &Reading, run: &Range<usize>, between: Range<usize>) -> bool {
    let mut words = between.clone();
    let Some(first) = words.next() else { return false };
    let determiner = words.next().is_none_or(|i| small(reading.keys[i]) == Some(Small::Determiner));
    let of = document.word(first).eq_ignore_ascii_case("of");
    let bare = run.len() == 1 && !reading.capital[run.start];
    let joins = ["to", "for", "on", "in", "into", "over", "against", "with", "from", "between", "about"];
    let preposition = of || bare && joins.iter().any(|p| document.word(first).eq_ignore_ascii_case(p));
    preposition && determiner && between.len() <= 2
}

/// Unbroken runs of words that belong to noun phrases.
fn runs(document: &Document, reading: &Reading, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut index = tokens.start;
    while index < tokens.end {
        let start = index;
        while index < tokens.end && index - start < RUN && belongs(document, reading, tokens, start, index) {
            index += 1;
        }
        let mut end = index;
        while end > start && ends_nothing(document, end - 1) {
            end -= 1;
        }
        if end > start {
            runs.push(start..end);
        }
        index = index.max(start + 1);
    }
    runs
}

fn belongs(document: &Document, reading: &Reading, tokens: &Range<usize>, start: usize, index: usize) -> bool {
    let word = document.word(index);
    let possessive = matches!(word, "'s" | "’s");
    match document.tokens[index].kind {
        TokenKind::Word if possessive => index > start && index + 1 < tokens.end,
        TokenKind::Number => index > start,
        TokenKind::Word => {
            word.len() > 1
                && small(reading.keys[index]).is_none()
                && plain(reading.keys[index]) != Some(Plain::Loose)
                && !word.ends_with("n't")
                && !word.ends_with("n’t")
                && !(word.ends_with("ly") && !reading.capital[index] && plain(reading.keys[index]).is_none())
                && !is_verb(document, reading, tokens, start, index)
        }
        TokenKind::Punctuation => matches!(word, "&" | "-") && index > start,
        TokenKind::QuoteMark => false,
    }
}

/// What must not stand last in a run.
fn ends_nothing(document: &Document, index: usize) -> bool {
    document.tokens[index].kind == TokenKind::Punctuation || matches!(document.word(index), "'s" | "’s" | "'" | "’")
}

/// Whether the word at `index` is a verb here, in a run that began at `start`.
fn is_verb(document: &Document, reading: &Reading, tokens: &Range<usize>, start: usize, index: usize) -> bool {
    if reading.capital[index] {
        return false;
    }
    let word = document.word(index);
    let before = index.checked_sub(1).filter(|&i| i >= tokens.start).map(|i| small(reading.keys[i]));
    let helped = matches!(before, Some(Some(Small::Auxiliary | Small::Pronoun)))
        || index > 0 && ["n't", "n’t"].iter().any(|not| document.word(index - 1).ends_with(not));
    let after_to = index > tokens.start && document.word(index - 1).eq_ignore_ascii_case("to") || index == tokens.start;
    let object_follows = tokens.contains(&(index + 1))
        && (matches!(small(reading.keys[index + 1]), Some(Small::Determiner | Small::Pronoun))
            || reading.capital[index + 1]);
    let after_noun = index > start && !matches!(document.word(index - 1), "'s" | "’s");
    let cue = reading.cues[index].is_some_and(|cue| cue.manner != crate::lexicon::cue::Manner::Noun);
    let noun_too = reading.descriptions[index].is_some_and(|d| d.kind != Described::People);
    let everyday = plain(reading.keys[index]) == Some(Plain::Verb) || cue && !noun_too;
    let phrase_goes_on = matches!(before, Some(Some(Small::Determiner | Small::Preposition))) && !after_to
        || index > start && !after_noun;
    if helped {
        return !matches!(small(reading.keys[index]), Some(Small::Determiner))
            && (everyday || object_follows || word.ends_with("ing") || word.ends_with("ed"));
    }
    if word.ends_with("ing") {
        return after_noun && object_follows;
    }
    if word.ends_with("ed") && word.len() > 4 {
        let goes_on = tokens.contains(&(index + 1))
            && document.tokens[index + 1].kind == TokenKind::Word
            && small(reading.keys[index + 1]).is_none();
        return after_noun || !goes_on || everyday && !phrase_goes_on;
    }
    if everyday {
        let past = reading.cues[index].is_some_and(|cue| cue.form == Form::Past);
        return !phrase_goes_on || past || object_follows;
    }
    after_to && object_follows || after_noun && object_follows && small(reading.keys[index + 1]) == Some(Small::Pronoun)
}
