//! What the learned chain sees of each token, as numbers. Training and use share this one place.

use std::ops::Range;

use super::phrase::small;
use super::reading::Reading;
use crate::lexicon::inflection::Form;
use crate::model::Stance;
use crate::split::document::{Document, Role, TokenKind};

/// How many features a token has; those that do not apply are 0.
pub const COUNT: usize = 52;

/// How many kinds of token have transitions of their own.
pub const EDGES: usize = 16;

/// The features of a paragraph's tokens.
#[derive(Debug, Default)]
pub struct Features {
    /// `COUNT` numbers a token.
    pub flat: Vec<u32>,
    /// The kind of each token, for the transitions into it.
    pub edges: Vec<u8>,
    /// Whether each token is a word that takes a side, outside quotation marks.
    pub sides: Vec<bool>,
}

/// What is known of one token before features are made of it.
#[derive(Debug, Clone, Copy, Default)]
struct View {
    word: u32,
    suffix: u32,
    /// Coarse class from lexicon and shape.
    class: u32,
    /// Finer class: with manner and form of a cue.
    fine: u32,
    /// Where it stands among quotation marks.
    quote: u32,
}

/// Distances beyond which all is one.
const FAR: usize = 30;

/// Makes the features of `tokens`, a paragraph or a part of one that is too long.
pub fn make(document: &Document, reading: &Reading, tokens: Range<usize>, role: Role, features: &mut Features) {
    features.flat.clear();
    features.edges.clear();
    features.sides.clear();
    let views: Vec<View> = tokens.clone().map(|index| view(document, reading, index)).collect();
    let stretches = stretches(document, reading, &tokens);
    let clauses = clauses(document, reading, &tokens);
    let at = |index: usize, shift: isize| -> View {
        index.checked_add_signed(shift).and_then(|i| views.get(i)).copied().unwrap_or(View {
            word: 1,
            class: 63,
            fine: 63,
            ..View::default()
        })
    };
    for index in 0..views.len() {
        let mut maker = Maker { flat: &mut features.flat, template: 0 };
        let [b2, b1, v, n1, n2] = [-2, -1, 0, 1, 2].map(|shift| at(index, shift));
        for word in [b2.word, b1.word, v.word, n1.word, n2.word] {
            maker.one(word);
        }
        maker.two(b1.word, v.word);
        maker.two(v.word, n1.word);
        maker.two(b1.word, n1.class);
        maker.two(b2.class, b1.word);
        maker.two(n1.word, n2.word);
        for suffix in [b1.suffix, v.suffix, n1.suffix] {
            maker.one(suffix);
        }
        for fine in [b2.fine, b1.fine, v.fine, n1.fine, n2.fine] {
            maker.one(fine);
        }
        maker.three(b1.fine, v.fine, n1.fine);
        maker.three(b2.fine, b1.fine, v.fine);
        maker.three(v.fine, n1.fine, n2.fine);
        maker.two(at(index, -3).class, at(index, 3).class);
        maker.three(v.class, v.quote, n1.quote);
        maker.three(b1.quote, v.quote, n1.class);
        maker.two(v.word, v.quote);
        let clause = &clauses[index];
        maker.two(clause.left, clause.left_distance);
        maker.two(clause.left_word, clause.left_distance.min(4));
        maker.two(clause.left_word, clause.left_next);
        maker.three(clause.left, clause.left_next, v.class);
        maker.two(clause.right, clause.right_distance);
        maker.two(clause.right_word, clause.right_distance.min(4));
        maker.three(clause.right, clause.right_before, v.class);
        maker.three(clause.left, clause.right, v.quote);
        maker.three(clause.counts, v.quote, v.class);
        maker.two(clause.first_word, v.class);
        maker.two(clause.first_word, clause.counts);
        maker.two(clause.from_start, v.class);
        maker.two(clause.to_end, v.class);
        maker.three(clause.since_comma, clause.left, v.fine);
        maker.two(clause.to_comma, clause.left);
        maker.two(clause.last, clause.counts);
        let stretch = &stretches[index];
        maker.two(stretch.shape, v.quote);
        maker.three(stretch.shape, stretch.before, v.quote);
        maker.three(stretch.shape, stretch.after, v.quote);
        maker.two(stretch.before_word, v.quote);
        maker.two(stretch.after_word, v.quote);
        maker.three(stretch.before, stretch.after, v.quote);
        maker.three(stretch.near_left, stretch.near_right, v.fine);
        maker.two(stretch.paragraph, v.quote);
        maker.three(role as u32, clause.counts, v.class);
        maker.three(v.quote, clause.left, clause.left_distance);
        maker.three(b1.class, b1.suffix, v.suffix);
        debug_assert_eq!(maker.template as usize, COUNT);
        features.edges.push(edge(&v, &b1));
        features.sides.push(takes_side(reading, tokens.start + index));
    }
}

struct Maker<'a> {
    flat: &'a mut Vec<u32>,
    template: u32,
}

impl Maker<'_> {
    fn one(&mut self, a: u32) {
        self.three(a, 0, 0);
    }

    fn two(&mut self, a: u32, b: u32) {
        self.three(a, b, 0);
    }

    fn three(&mut self, a: u32, b: u32, c: u32) {
        self.template += 1;
        // Multiplicative mixing (Knuth's golden ratio and two odd constants); the last step spreads into the low bits.
        let mut hash = u64::from(self.template).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash = (hash ^ u64::from(a)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 32) ^ u64::from(b)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash = (hash ^ (hash >> 29) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.flat.push(((hash >> 32) as u32).max(1));
    }
}

fn view(document: &Document, reading: &Reading, index: usize) -> View {
    let key = reading.keys[index];
    let word = document.word(index);
    let class = class(document, reading, index, word);
    let cue = reading.cues[index].map_or(0, |cue| 1 + cue.manner as u32 + 9 * cue.form as u32);
    let description = reading.descriptions[index].map_or(0, |d| d.kind as u32);
    View {
        word: (key ^ (key >> 32)) as u32,
        suffix: suffix(word),
        class,
        fine: class + 64 * cue + 4096 * description,
        quote: quote(document, reading, index),
    }
}

fn class(document: &Document, reading: &Reading, index: usize, word: &str) -> u32 {
    let cue = reading.cues[index];
    match document.tokens[index].kind {
        TokenKind::Number => 1,
        TokenKind::QuoteMark => 2,
        TokenKind::Punctuation => match word {
            "," => 3,
            "." => 4,
            ":" => 5,
            ";" => 6,
            "?" | "!" | "…" => 7,
            "(" | "[" => 8,
            ")" | "]" => 9,
            _ => 10,
        },
        TokenKind::Word => match small(reading.keys[index]) {
            Some(small) => 11 + small as u32,
            None if matches!(word, "'s" | "’s" | "'" | "’") => 20,
            None if reading.names[index].is_some() => 33 + reading.names[index].map_or(0, |kind| kind as u32),
            None if reading.capital[index] => 21,
            None => match cue {
                Some(cue) if cue.form == Form::Past => 22,
                Some(cue) if cue.form == Form::S => 23,
                Some(cue) if cue.form == Form::Gerund => 24,
                Some(_) => 25,
                None if reading.descriptions[index].is_some() => 26,
                None if word.ends_with("ed") => 27,
                None if word.ends_with("ing") => 28,
                None if word.ends_with("ly") => 29,
                None if word.ends_with("n't") || word.ends_with("n’t") => 31,
                None if word.ends_with('s') => 30,
                None => 32,
            },
        },
    }
}

/// The last three letters, case aside.
fn suffix(word: &str) -> u32 {
    word.bytes().rev().take(3).fold(7, |hash: u32, byte| hash.wrapping_mul(257) ^ u32::from(byte.to_ascii_lowercase()))
}

fn quote(document: &Document, reading: &Reading, index: usize) -> u32 {
    let inside = reading.marks.inside[index];
    if document.tokens[index].kind == TokenKind::QuoteMark && !inside {
        let opens = reading.marks.inside.get(index + 1).copied().unwrap_or(false);
        return if opens { 2 } else { 3 };
    }
    u32::from(inside)
}

fn takes_side(reading: &Reading, index: usize) -> bool {
    let stance = reading.cues[index].and_then(|cue| cue.stance);
    stance.is_some_and(|stance| stance != Stance::Asserts) && !reading.marks.inside[index]
}

/// Which transitions lead into a token.
fn edge(v: &View, before: &View) -> u8 {
    let edge = match (v.class, v.quote, before.class) {
        (2, 2, _) => 1,
        (2, _, _) => 2,
        (_, 1, _) => 3,
        (3, _, _) => 4,
        (4 | 7, _, _) => 5,
        (5, _, _) => 6,
        (6 | 8 | 9 | 10, _, _) => 7,
        (_, _, 4 | 7) => 8,
        (22 | 23, _, _) => 9,
        (11, _, _) => 10,
        (12, _, _) => 11,
        (14, _, _) => 12,
        (15, _, _) => 13,
        (21 | 33..=36, _, _) => 14,
        (24 | 25, _, _) => 15,
        _ => 0,
    };
    edge.min(EDGES as u8 - 1)
}

/// What stands around a token in its sentence.
#[derive(Debug, Clone, Copy, Default)]
struct Clause {
    left: u32,
    left_word: u32,
    left_next: u32,
    left_distance: u32,
    right: u32,
    right_word: u32,
    right_before: u32,
    right_distance: u32,
    counts: u32,
    first_word: u32,
    last: u32,
    from_start: u32,
    to_end: u32,
    since_comma: u32,
    to_comma: u32,
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=3 => distance as u32,
        4..=6 => 4,
        7..=12 => 5,
        13..=FAR => 6,
        _ => 7,
    }
}

fn clauses(document: &Document, reading: &Reading, tokens: &Range<usize>) -> Vec<Clause> {
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

fn cue_class(reading: &Reading, index: usize) -> u32 {
    reading.cues[index].map_or(0, |cue| 1 + cue.manner as u32 + 9 * cue.form as u32)
}

fn low(key: u64) -> u32 {
    (key ^ (key >> 32)) as u32
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
            clause.left_next = reading.keys.get(cue + 1).map_or(0, |&next| small(next).map_or(1, |_| low(next)));
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
                small(reading.keys[cue - 1]).map_or(1 + u32::from(reading.capital[cue - 1]), |s| 3 + s as u32)
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

/// What the quotation around or beside a token looks like.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    shape: u32,
    before: u32,
    after: u32,
    before_word: u32,
    after_word: u32,
    near_left: u32,
    near_right: u32,
    paragraph: u32,
}

fn stretches(document: &Document, reading: &Reading, tokens: &Range<usize>) -> Vec<Stretch> {
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
    match (small(reading.keys[index]), cue_class(reading, index)) {
        (_, cue) if cue > 0 => 20 + cue,
        (Some(small), _) => 2 + small as u32,
        _ if reading.capital[index] => 10,
        _ => 1,
    }
}

fn word_at(reading: &Reading, index: Option<usize>, tokens: &Range<usize>) -> u32 {
    index.filter(|index| tokens.contains(index)).map_or(0, |index| low(reading.keys[index]))
}
