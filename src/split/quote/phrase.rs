//! Noun phrases beside a cue, found without a parser.

use std::ops::Range;
use std::sync::LazyLock;

use super::reading::Reading;
use crate::lexicon::key::{KeyMap, key};
use crate::split::document::{Document, TokenKind};

/// The longest noun phrase taken for a source, in tokens.
const LONGEST: usize = 24;

/// What a small word does in a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Small {
    /// Begins a noun phrase.
    Determiner,
    /// Stands for a noun phrase.
    Pronoun,
    /// Joins phrases.
    Preposition,
    /// Joins clauses.
    Conjunction,
    /// Helps a verb.
    Auxiliary,
    /// Colours a verb.
    Adverb,
}

static SMALL: LazyLock<KeyMap<Small>> = LazyLock::new(|| {
    [
        (Small::Determiner, "a an the this that these those some many most several one two three four five his her its their our my your another all both few other"),
        (Small::Pronoun, "he she they it we i you who"),
        (Small::Preposition, "of in on at for from with by to into about against between during before after as under over through amid among since until than like"),
        (Small::Conjunction, "and or but because if when while where which whether although though so that what how why whenever wherever whoever unless"),
        (Small::Auxiliary, "has have had is are was were be been being will would could should may might must can do does did 's 've 'd"),
        (Small::Adverb, "also later then once again not never always often already still now recently repeatedly previously initially reportedly publicly privately simply clearly just even further earlier quickly only further first finally today yesterday even instead meanwhile however indeed perhaps maybe long widely"),
    ]
    .into_iter()
    .flat_map(|(small, words)| words.split(' ').map(move |word| (key(word), small)))
    .rev()
    .collect()
});

/// What the word with the key `word` does, if it is a small one.
pub fn small(word: u64) -> Option<Small> {
    SMALL.get(&word).copied()
}

/// The noun phrase that ends before the token `end`, not reaching before `floor`.
pub fn ending_at(document: &Document, reading: &Reading, floor: usize, end: usize) -> Option<Range<usize>> {
    let mut start = end;
    if end > floor && document.word(end - 1) == "," {
        let name_end = apposition_start(document, reading, floor, end - 1)?;
        return ending_at(document, reading, floor, name_end).map(|name| name.start..end - 1);
    }
    if end > floor && reading.small[end - 1] == Some(Small::Pronoun) {
        return Some(end - 1..end);
    }
    let floor = floor.max(end.saturating_sub(LONGEST));
    while start > floor {
        let index = start - 1;
        let of = document.word(index).eq_ignore_ascii_case("of") && start < end;
        match document.tokens[index].kind {
            TokenKind::Word | TokenKind::Number => {}
            TokenKind::Punctuation if matches!(document.word(index), "-" | "/" | "&" | ".") && start < end => {}
            _ => break,
        }
        match reading.small[index] {
            Some(Small::Determiner) => {
                if start < end {
                    start = index;
                }
                break;
            }
            Some(_) if !of => break,
            None if reading.cues[index].is_some()
                && reading.descriptions[index].is_none()
                && !reading.capital[index] =>
            {
                break;
            }
            _ => start = index,
        }
    }
    (start < end && names_somebody(reading, start..end)).then_some(start..end)
}

/// The noun phrase that starts at the token `start`, with an apposition after it, not reaching past `ceiling`.
pub fn starting_at(document: &Document, reading: &Reading, start: usize, ceiling: usize) -> Option<Range<usize>> {
    let ceiling = ceiling.min(start + LONGEST);
    if start < ceiling && reading.small[start] == Some(Small::Pronoun) {
        return Some(start..start + 1);
    }
    let mut end = start;
    while end < ceiling && document.tokens[end].kind != TokenKind::QuoteMark {
        let comma = document.word(end) == ",";
        let stops = match reading.small[end] {
            Some(Small::Determiner) => end > start && !follows_link(document, reading, end),
            Some(Small::Preposition) => end == start || !matches!(document.word(end), "of" | "for" | "at" | "from"),
            Some(_) => true,
            None => {
                comma
                    || (document.tokens[end].kind == TokenKind::Punctuation
                        && !matches!(document.word(end), "-" | "." | "&"))
            }
        };
        if stops {
            break;
        }
        end += 1;
    }
    while end > start && (document.word(end - 1) == "." || reading.small[end - 1].is_some()) {
        end -= 1;
    }
    (start < end && names_somebody(reading, start..end)).then_some(start..end)
}

fn follows_link(document: &Document, reading: &Reading, index: usize) -> bool {
    index > 0 && (reading.small[index - 1] == Some(Small::Preposition) || document.word(index - 1) == "'s")
}

/// Where the name ends whose apposition ("Ann Lee, a doctor,") ends before `end`.
fn apposition_start(document: &Document, reading: &Reading, floor: usize, end: usize) -> Option<usize> {
    let floor = floor.max(end.saturating_sub(LONGEST));
    let mut nearest = None;
    for index in (floor..end).rev() {
        if document.tokens[index].kind == TokenKind::QuoteMark || matches!(document.word(index), ";" | ":" | "--" | "—")
        {
            break;
        }
        if document.word(index) == ","
            && index > floor
            && (reading.capital[index - 1] || reading.descriptions[index - 1].is_some())
        {
            nearest = Some(index);
            if reading.small.get(index + 1) == Some(&Some(Small::Determiner)) {
                break;
            }
        }
    }
    nearest
}

fn names_somebody(reading: &Reading, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|index| {
        reading.descriptions[index].is_some()
            || (reading.capital[index] && reading.small[index].is_none())
            || reading.small[index] == Some(Small::Pronoun)
    })
}
