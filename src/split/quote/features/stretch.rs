//! What the quotation marks around or beside a token enclose.

use std::ops::Range;

use super::super::reading::Reading;
use super::{bucket, cue_class, low};
use crate::split::document::Document;

/// What the quotation around or beside a token looks like.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stretch {
    pub shape: u32,
    pub before: u32,
    pub after: u32,
    pub before_word: u32,
    pub after_word: u32,
    pub near_left: u32,
    pub near_right: u32,
    pub paragraph: u32,
}

pub fn stretches(document: &Document, reading: &Reading, tokens: &Range<usize>) -> Vec<Stretch> {
    let all = &reading.marks.stretches;
    let first = all.partition_point(|q| q.tokens.end <= tokens.start);
    let last = all.partition_point(|q| q.tokens.start < tokens.end);
    let mut out = vec![Stretch::default(); tokens.len()];
    let begins = first < last && all[first].tokens.start <= tokens.start + 1;
    let ends = first < last && all[last - 1].tokens.end + 2 >= tokens.end;
    let paragraph = ((last - first).min(2) as u32) * 4 + u32::from(begins) * 2 + u32::from(ends);
    for stretch in &mut out {
        stretch.paragraph = paragraph;
    }
    let mut previous_end: Option<usize> = None;
    let mut from = tokens.start;
    for quoted in &all[first..last] {
        let inner = quoted.tokens.start.max(tokens.start)..quoted.tokens.end.min(tokens.end);
        let shape = shape(document, reading, tokens, &quoted.tokens, quoted.closed);
        let described = Stretch {
            shape,
            before: neighbour(reading, quoted.tokens.start.checked_sub(2), tokens),
            after: neighbour(reading, Some(quoted.tokens.end + 1), tokens)
                + 200 * neighbour(reading, Some(quoted.tokens.end + 2), tokens),
            before_word: word_at(reading, quoted.tokens.start.checked_sub(2), tokens),
            after_word: word_at(reading, Some(quoted.tokens.end + 1), tokens),
            near_left: 0,
            near_right: 0,
            paragraph,
        };
        let edge = inner.start.saturating_sub(1).max(tokens.start)..(inner.end + 1).min(tokens.end);
        for index in from..edge.start {
            let stretch = &mut out[index - tokens.start];
            stretch.near_right = 1 + bucket(edge.start - index);
            stretch.near_left = previous_end.map_or(0, |end| 1 + bucket(index - end));
        }
        for index in edge.clone() {
            out[index - tokens.start] = described;
        }
        previous_end = Some(edge.end.max(tokens.start + 1) - 1);
        from = edge.end;
    }
    for index in from..tokens.end {
        out[index - tokens.start].near_left = previous_end.map_or(0, |end| 1 + bucket(index - end));
    }
    out
}

fn shape(document: &Document, reading: &Reading, tokens: &Range<usize>, quoted: &Range<usize>, closed: bool) -> u32 {
    let length = match quoted.len() {
        0..=1 => 0,
        2..=3 => 1,
        4..=6 => 2,
        7..=12 => 3,
        _ => 4,
    };
    let end = match document.word(quoted.end - 1) {
        "," => 1,
        "." | "?" | "!" | "…" => 2,
        _ => 0,
    };
    let starts = quoted.start <= tokens.start + 1;
    let ends = quoted.end + 2 >= tokens.end;
    1 + length
        + 5 * (end
            + 3 * (u32::from(reading.capital[quoted.start])
                + 2 * (u32::from(closed) + 2 * (u32::from(starts) + 2 * u32::from(ends)))))
}

fn neighbour(reading: &Reading, index: Option<usize>, tokens: &Range<usize>) -> u32 {
    let Some(index) = index.filter(|index| tokens.contains(index)) else { return 0 };
    match (reading.small[index], cue_class(reading, index)) {
        (_, cue) if cue > 0 => 20 + cue,
        (Some(small), _) => 2 + small as u32,
        _ if reading.capital[index] => 10,
        _ => 1,
    }
}

fn word_at(reading: &Reading, index: Option<usize>, tokens: &Range<usize>) -> u32 {
    index.filter(|index| tokens.contains(index)).map_or(0, |index| low(reading.keys[index]))
}
