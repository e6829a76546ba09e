//! Names by rule: runs of capitalised words, told apart by the lists and by what the article shows.

use std::ops::Range;

use super::evidence;
use super::word::{Case, Words};
use super::{Name, NameKind};
use crate::lexicon::nation;
use crate::lexicon::vocabulary::Marks;
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::Document;

/// The names of `document` by rule.
pub fn recognise(document: &Document, words: &Words) -> Vec<Name> {
    let mut names = Vec::new();
    for sentence in &document.sentences {
        let mut index = sentence.tokens.start;
        while index < sentence.tokens.end {
            let run = run_at(words, index, &sentence.tokens);
            if run.is_empty() {
                index += 1;
                continue;
            }
            index = run.end;
            names.extend(name_in(document, words, run));
        }
    }
    names
}

fn run_at(words: &Words, from: usize, bounds: &Range<usize>) -> Range<usize> {
    let begins = |i: usize| {
        let word = words.at(i);
        word.case.is_name_like()
            && !word.marks.any(Marks::STOP)
            && !(words.opening[i]
                && word.evidence & evidence::CAPITAL_INSIDE == 0
                && word.case == Case::Capital
                && (word.facts.any(WordFacts::EVERYDAY) || word.evidence & evidence::LOWER_TOO != 0)
                && !word.facts.any(WordFacts::GIVEN)
                && !word.marks.any(Marks::TITLE | Marks::ORG_HEAD))
    };
    if !begins(from) {
        return from..from;
    }
    let mut end = from + 1;
    let mut org = words.at(from).marks.any(Marks::ORG_HEAD);
    while end < bounds.end {
        let word = words.at(end);
        let next = words.within(bounds, end + 1);
        let joins = match word.text {
            "of" | "for" | "and" | "&" => org || word.text == "&",
            "de" | "da" | "do" | "dos" | "del" | "der" | "von" | "van" | "bin" | "ibn" | "la" | "al" | "el" | "den" => {
                true
            }
            _ => false,
        };
        if word.case.is_name_like() && !word.marks.any(Marks::STOP) {
            org |= word.marks.any(Marks::ORG_HEAD);
            end += 1;
        } else if joins && next.is_some_and(|w| w.case.is_name_like()) {
            end += 2;
        } else {
            break;
        }
    }
    from..end
}

fn name_in(document: &Document, words: &Words, run: Range<usize>) -> Option<Name> {
    let mut from = run.start;
    let mut titled = false;
    let before = run.start.checked_sub(1).map(|i| words.at(i));
    let org = run.clone().any(|i| words.at(i).marks.any(Marks::ORG_HEAD | Marks::ORG_SUFFIX));
    while from + 1 < run.end && !org {
        let marks = words.at(from).marks;
        let country = marks.any(Marks::COUNTRY) && words.at(from + 1).marks.any(Marks::TITLE | Marks::ROLE);
        if !country && !marks.any(Marks::TITLE | Marks::ROLE | Marks::DEMONYM | Marks::STOP) {
            break;
        }
        titled |= marks.any(Marks::TITLE | Marks::ROLE);
        from += 1;
    }
    let tokens = from..run.end;
    let word = words.at(from);
    let phrase = document.phrase(tokens.clone());
    let (kind, confidence) = if let Some((_, naming)) = nation::lookup(phrase) {
        if naming == nation::Naming::Demonym { (NameKind::Other, 0.9) } else { (NameKind::Place, 0.9) }
    } else if word.marks.any(Marks::ORG_NAME) || org || phrase == "White House" || phrase == "United Nations" {
        (NameKind::Organization, 0.8)
    } else if titled || before.is_some_and(|w| w.marks.any(Marks::TITLE | Marks::ROLE)) {
        (NameKind::Person, 0.9)
    } else if tokens.len() > 1 {
        if word.facts.any(WordFacts::GIVEN) || word.case == Case::Initial {
            (NameKind::Person, 0.8)
        } else if word.facts.any(WordFacts::PLACE_PART) {
            (NameKind::Place, 0.6)
        } else {
            (NameKind::Other, 0.4)
        }
    } else if word.evidence & (evidence::AFTER_TITLE | evidence::AFTER_GIVEN) != 0 {
        (NameKind::Person, 0.8)
    } else if word.marks.any(Marks::PEOPLE | Marks::TITLE) {
        (NameKind::Other, 0.7)
    } else if word.facts.any(WordFacts::PLACE) || word.evidence & evidence::AFTER_IN != 0 {
        (NameKind::Place, 0.6)
    } else if word.case == Case::Upper {
        (NameKind::Organization, 0.6)
    } else if word.evidence & evidence::SPEAKS != 0 || word.facts.any(WordFacts::GIVEN) {
        (NameKind::Person, 0.6)
    } else {
        (NameKind::Other, 0.3)
    };
    Some(Name { tokens, kind, confidence })
}
