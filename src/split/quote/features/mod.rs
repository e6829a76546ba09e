//! What the learned chain sees of each token, as numbers. Training and use share this one place.

mod clause;
mod stretch;

use std::ops::Range;

use super::reading::Reading;
use super::tag;
use crate::lexicon::inflection::Form;
use crate::model::Stance;
use crate::split::document::{Document, Role, TokenKind};

/// How many features a token has; those that do not apply are 0.
pub const COUNT: usize = 56;

/// How many kinds of token have transitions of their own.
pub const EDGES: usize = 16;

/// How many tokens away the features of a token look.
const REACH: usize = 3;

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
#[derive(Debug, Clone, Copy)]
struct View {
    word: u32,
    suffix: u32,
    /// Coarse class from lexicon and shape.
    class: u32,
    /// Finer class: with manner and form of a cue.
    fine: u32,
    /// Part of speech, as far as the word tells.
    tag: u32,
    /// Where it stands among quotation marks.
    quote: u32,
}

/// Makes the features of `tokens`, a paragraph or a part of one that is too long.
pub fn make(document: &Document, reading: &Reading, tokens: Range<usize>, role: Role, features: &mut Features) {
    features.flat.clear();
    features.edges.clear();
    features.sides.clear();
    features.flat.reserve(tokens.len() * COUNT);
    let beyond = || std::iter::repeat_n(View::BEYOND, REACH);
    let seen = tokens.clone().map(|index| view(document, reading, index));
    let views: Vec<View> = beyond().chain(seen).chain(beyond()).collect();
    let stretches = stretch::stretches(document, reading, &tokens);
    let clauses = clause::clauses(document, reading, &tokens);
    for (index, near) in views.windows(2 * REACH + 1).enumerate() {
        let [b3, b2, b1, v, n1, n2, n3] = near else { continue };
        let mut maker = Maker { numbers: [0; COUNT], template: 0 };
        for word in [b2.word, b1.word, v.word, n1.word, n2.word] {
            maker.one(word);
        }
        maker.two(b1.word, v.word);
        maker.two(v.word, n1.word);
        maker.two(b1.word, n1.class);
        maker.two(b2.class, b1.word);
        maker.two(n1.word, n2.word);
        maker.two(v.suffix, n1.tag);
        for fine in [b2.fine, b1.fine, v.fine, n1.fine, n2.fine] {
            maker.one(fine);
        }
        maker.three(b1.fine, v.fine, n1.fine);
        maker.three(b2.fine, b1.fine, v.fine);
        maker.three(v.fine, n1.fine, n2.fine);
        maker.two(b3.class, n3.class);
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
        maker.three(b1.tag, v.tag, n1.tag);
        maker.three(b2.tag, b1.tag, v.tag);
        maker.three(v.tag, n1.tag, n2.tag);
        maker.two(b1.word, v.tag);
        maker.two(v.word, n1.tag);
        maker.three(v.tag, clause.left, clause.left_distance);
        maker.three(v.tag, clause.right, clause.right_distance);
        debug_assert_eq!(maker.template, COUNT);
        features.flat.extend_from_slice(&maker.numbers);
        features.edges.push(edge(v, b1));
        features.sides.push(takes_side(reading, tokens.start + index));
    }
}

impl View {
    /// What stands beyond the paragraph.
    const BEYOND: Self = Self { word: 1, suffix: 0, class: 63, fine: 63, tag: 0, quote: 0 };
}

struct Maker {
    numbers: [u32; COUNT],
    template: usize,
}

impl Maker {
    fn one(&mut self, a: u32) {
        self.three(a, 0, 0);
    }

    fn two(&mut self, a: u32, b: u32) {
        self.three(a, b, 0);
    }

    fn three(&mut self, a: u32, b: u32, c: u32) {
        // Multiplicative mixing (Knuth's golden ratio and two odd constants); the last step spreads into the low bits.
        let mut hash = (self.template as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash = (hash ^ u64::from(a)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash = (hash ^ (hash >> 32) ^ u64::from(b)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash = (hash ^ (hash >> 29) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.numbers[self.template] = ((hash >> 32) as u32).max(1);
        self.template += 1;
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
        tag: tag::tag(key),
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
        TokenKind::Word => match reading.small[index] {
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

/// Distances beyond which all is one.
const FAR: usize = 30;

/// A distance in steps that grow.
fn bucket(distance: usize) -> u32 {
    match distance {
        0..=3 => distance as u32,
        4..=6 => 4,
        7..=12 => 5,
        13..=FAR => 6,
        _ => 7,
    }
}

/// The cue that a token may be, with how it reports and its form.
fn cue_class(reading: &Reading, index: usize) -> u32 {
    reading.cues[index].map_or(0, |cue| 1 + cue.manner as u32 + 9 * cue.form as u32)
}

fn low(key: u64) -> u32 {
    (key ^ (key >> 32)) as u32
}
