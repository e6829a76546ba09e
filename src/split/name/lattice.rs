//! The stretches of tokens that can hold names: capitalised words and the small words between them.

use std::ops::Range;

use super::word::{Case, Words};
use crate::split::document::Document;

/// Small words that may stand between two words of one name, at most so many in a row.
const BRIDGE: usize = 2;

/// The stretches of `document` that the model labels; every token outside is no name. In order, none empty.
pub fn stretches(document: &Document, words: &Words) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for sentence in &document.sentences {
        let end = sentence.tokens.end;
        let mut index = sentence.tokens.start;
        while index < end {
            if !words.at(index).case.is_name_like() {
                index += 1;
                continue;
            }
            let from = index;
            let mut last = index;
            index += 1;
            while index < end && index - last <= BRIDGE {
                let word = words.at(index);
                if word.case.is_name_like() || word.case == Case::Number {
                    last = index;
                } else if !is_bridge(word.text) {
                    break;
                }
                index += 1;
            }
            index = last + 1;
            found.push(from..index);
        }
    }
    found
}

fn is_bridge(word: &str) -> bool {
    matches!(
        word,
        "of" | "the"
            | "and"
            | "for"
            | "on"
            | "in"
            | "to"
            | "&"
            | "-"
            | "'s"
            | "’s"
            | "'"
            | "’"
            | "de"
            | "la"
            | "le"
            | "da"
            | "do"
            | "dos"
            | "das"
            | "del"
            | "della"
            | "di"
            | "du"
            | "des"
            | "der"
            | "den"
            | "von"
            | "van"
            | "bin"
            | "ibn"
            | "ben"
            | "al"
            | "el"
            | "ul"
            | "e"
            | "y"
            | "/"
            | "."
    )
}
