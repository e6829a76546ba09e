//! Where a token stands in its sentence: near which words that report, how far from commas and ends.

use std::ops::Range;

use super::super::reading::Reading;
use super::{bucket, cue_class, low};
use crate::split::document::Document;

/// What stands around a token in its sentence.
#[derive(Debug, Clone, Copy, Default)]
pub struct Clause {
    pub left: u32,
    pub left_word: u32,
    pub left_next: u32,
    pub left_distance: u32,
    pub right: u32,
    pub right_word: u32,
    pub right_before: u32,
    pub right_distance: u32,
    pub counts: u32,
    pub first_word: u32,
    pub last: u32,
    pub from_start: u32,
    pub to_end: u32,
    pub since_comma: u32,
    pub to_comma: u32,
}

pub fn clauses(document: &Document, reading: &Reading, tokens: &Range<usize>) -> Vec<Clause> {
    let mut clauses = vec![Clause::default(); tokens.len()];
    let mut from = tokens.start;
    while from < tokens.end {
        let sentence = &document.sentences[document.sentence_of(from)].tokens;
        let here = from.max(sentence.start)..sentence.end.clamp(from + 1, tokens.end);
        let offset = tokens.start;
        let slice = &mut clauses[here.start - offset..here.end - offset];
        in_sentence(document, reading, here.clone(), slice);
        from = here.end;
    }
    clauses
}

/// Whether the token may be the cue of its sentence: a verb that reports, outside quotation marks.
fn is_cue(reading: &Reading, index: usize) -> bool {
    reading.cues[index].is_some() && !reading.marks.inside[index]
}

fn in_sentence(document: &Document, reading: &Reading, here: Range<usize>, clauses: &mut [Clause]) {
    let total = here.clone().filter(|&i| is_cue(reading, i)).count();
    let first_word = low(reading.keys[here.start]);
    let last = document.word(here.end - 1).bytes().next().map_or(0, u32::from);
    let (mut left, mut comma, mut seen) = (None, None, 0);
    for index in here.clone() {
        let clause = &mut clauses[index - here.start];
        if let Some(cue) = left {
            clause.left = cue_class(reading, cue);
            clause.left_word = low(reading.keys[cue]);
            let next = reading.small.get(cue + 1);
            clause.left_next = next.map_or(0, |small| small.map_or(1, |_| low(reading.keys[cue + 1])));
            clause.left_distance = bucket(index - cue);
        }
        clause.since_comma = comma.map_or(0, |comma: usize| bucket(index - comma));
        clause.counts = (seen as u32).min(2) * 3 + (total - seen).min(2) as u32;
        clause.first_word = first_word;
        clause.last = last;
        clause.from_start = bucket(index - here.start);
        clause.to_end = bucket(here.end - 1 - index);
        if is_cue(reading, index) {
            left = Some(index);
            seen += 1;
        }
        if document.word(index) == "," {
            comma = Some(index);
        }
    }
    let (mut right, mut comma) = (None, None);
    for index in here.clone().rev() {
        let clause = &mut clauses[index - here.start];
        if let Some(cue) = right {
            clause.right = cue_class(reading, cue);
            clause.right_word = low(reading.keys[cue]);
            clause.right_before = if cue > here.start {
                reading.small[cue - 1].map_or(1 + u32::from(reading.capital[cue - 1]), |s| 3 + s as u32)
            } else {
                0
            };
            clause.right_distance = bucket(cue - index);
        }
        clause.to_comma = comma.map_or(0, |comma: usize| bucket(comma - index));
        if is_cue(reading, index) {
            right = Some(index);
        }
        if document.word(index) == "," {
            comma = Some(index);
        }
    }
}
