//! What the model looks at in a token: itself, its neighbours, its run of capitals, the lists, the whole article.
//!
//! The one place where features are made: training dumps them from here (`training/names/features.rs`).

use std::ops::Range;

use super::evidence;
use super::word::{Word, Words};
use super::{Name, NameKind};
use crate::lexicon::fold::fold;
use crate::lexicon::key::key;
use crate::lexicon::nation;
use crate::lexicon::vocabulary::Marks;
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::{Document, Role};

/// What is known of an article before its features are made.
pub struct Sight<'a, 'd> {
    document: &'a Document<'d>,
    words: &'a Words<'d>,
    /// For each word type, the number of its lower-case form.
    keys: Vec<u32>,
    /// For each token, what the rules take it for: 0 for nothing, else kind and whether it begins a name.
    ruled: Vec<u8>,
    /// For each token, what phrase of the lists it stands in, and whether it begins it.
    phrases: Vec<u8>,
}

impl<'a, 'd> Sight<'a, 'd> {
    /// Looks over `document`; `ruled` are the names that the rules find.
    pub fn of(document: &'a Document<'d>, words: &'a Words<'d>, ruled: &[Name]) -> Self {
        let keys = document.words.all.iter().map(|word| word.key as u32).collect();
        let mut tags = vec![0; document.tokens.len()];
        for name in ruled {
            let kind = match name.kind {
                NameKind::Person => 1,
                NameKind::Organization => 2,
                NameKind::Place => 3,
                NameKind::Other => 4,
            };
            for index in name.tokens.clone() {
                tags[index] = kind * 2 + u8::from(index == name.tokens.start);
            }
        }
        let mut sight = Self { document, words, keys, ruled: tags, phrases: vec![0; document.tokens.len()] };
        sight.mark_phrases();
        sight
    }

    /// Marks phrases of two to four words that the lists know.
    fn mark_phrases(&mut self) {
        for sentence in &self.document.sentences {
            for index in sentence.tokens.clone() {
                if !self.words.at(index).case.is_name_like() || self.phrases[index] != 0 {
                    continue;
                }
                for length in (2..=4).rev() {
                    let range = index..index + length;
                    if range.end > sentence.tokens.end || !self.words.at(range.end - 1).case.is_name_like() {
                        continue;
                    }
                    let kind = phrase_kind(self.document.phrase(range.clone()));
                    if kind != 0 {
                        for at in range.clone() {
                            self.phrases[at] = kind * 2 + u8::from(at == index);
                        }
                        break;
                    }
                }
            }
        }
    }

    /// Calls `emit` with the number of each feature of the token `index` of `stretch`.
    pub fn features(&self, stretch: &Range<usize>, index: usize, emit: &mut impl FnMut(u32)) {
        let sentence = &self.document.sentences[self.document.sentence_of(index)];
        let bounds = &sentence.tokens;
        let word = self.words.at(index);
        let mut put = Templates { number: 0, emit };
        let key_at = |offset: isize| self.key_at(bounds, index, offset);
        let (before, after) = (key_at(-1), key_at(1));
        for value in [self.keys[self.words.of_token[index] as usize], before, after, key_at(-2), key_at(2)] {
            put.value(value);
        }
        put.value(mix(before, key_at(-2)));
        put.value(mix(after, key_at(2)));
        let case = |offset: isize| self.near(bounds, index, offset).map_or(9, |w| w.case as u32 + 1);
        let cases = case(-1) * 100 + case(0) * 10 + case(1);
        put.value(cases);
        put.value(u32::from(self.words.opening[index]) * 16 + case(0));
        let text = word.text;
        put.value(affix(text, 2, true));
        put.value(affix(text, 3, true));
        put.value(affix(text, 4, true));
        put.value(affix(text, 2, false));
        put.value(affix(text, 3, false));
        put.value(shape(text));
        put.value(u32::from(self.ruled[index]) + 1);
        let ruled_next = self.ruled.get(index + 1).copied().unwrap_or(0);
        put.value(u32::from(self.ruled[index]) * 16 + u32::from(ruled_next) + 1);
        put.value(u32::from(self.phrases[index]));
        let role = self.document.paragraphs[sentence.paragraph].role;
        put.value(u32::from(role == Role::Headline) * 16 + case(0));
        for offset in [-2isize, -1, 0, 1, 2] {
            let near = self.near(bounds, index, offset);
            let (marks, facts) = near.map_or((0, 0), |w| (u32::from(w.marks.0), u32::from(w.facts.0)));
            put.bits(marks, 13);
            put.bits(if offset.abs() < 2 { facts } else { 0 }, 10);
            put.value(if offset == 0 { facts + 1 } else { 0 });
        }
        let facts = |offset: isize| self.near(bounds, index, offset).map_or(0, |w| u32::from(w.facts.0 & COARSE));
        put.value(mix(facts(0) + 1, facts(1) + 1));
        put.value(mix(facts(-1) + 1, facts(0) + 1));
        put.value(u32::from(self.words.opening[index]) * 4096 + facts(0) + 1);
        put.bits(word.evidence, evidence::BITS);
        put.value((word.evidence & TELLING) * 2 + 1);
        put.value(mix((word.evidence & TELLING) + 1, facts(0) + 1));
        self.run_features(stretch, bounds, index, &mut put);
    }

    /// What the run of capitals tells that the token stands in: its length, its head, what is around it.
    fn run_features(
        &self,
        stretch: &Range<usize>,
        bounds: &Range<usize>,
        index: usize,
        put: &mut Templates<impl FnMut(u32)>,
    ) {
        let like = |i: usize| self.words.at(i).case.is_name_like();
        let mut run = index..index + 1;
        while run.start > stretch.start && like(run.start - 1) && index - run.start < 8 {
            run.start -= 1;
        }
        while run.end < stretch.end && like(run.end) && run.end - index < 8 {
            run.end += 1;
        }
        let place = (index - run.start).min(3) as u32 * 4 + (run.end - 1 - index).min(3) as u32;
        let key_at = |i: Option<usize>| {
            i.filter(|i| bounds.contains(i)).map_or(1, |i| self.keys[self.words.of_token[i] as usize])
        };
        let org = run.clone().any(|i| self.words.at(i).marks.any(Marks::ORG_HEAD | Marks::ORG_SUFFIX));
        let given = self.words.at(run.start).facts.any(WordFacts::GIVEN);
        put.value(place + 1);
        put.value(key_at(Some(run.end - 1)));
        put.value(key_at(Some(run.start)));
        put.value(mix(key_at(run.start.checked_sub(1)), place + 1));
        put.value(mix(key_at(Some(run.end)), place + 1));
        put.value(mix(key_at(run.start.checked_sub(1)), key_at(run.start.checked_sub(2))));
        put.value(mix(key_at(Some(run.end)), key_at(Some(run.end + 1))));
        put.value(u32::from(org) * 64 + u32::from(given) * 32 + place + 1);
        let first = u32::from(self.words.at(run.start).facts.0 & COARSE);
        let last = u32::from(self.words.at(run.end - 1).facts.0 & COARSE);
        put.value(mix(mix(first + 1, last + 1), place + 1));
        let said = bounds.contains(&run.end) && evidence::is_speech(self.words.at(run.end).text);
        put.value(u32::from(said) * 16 + place + 1);
        let whole = self.words.at(run.end - 1).evidence & TELLING;
        put.value(mix(whole + 1, place + 1));
        let stretched = stretch.len() > run.len();
        put.value(u32::from(stretched) * 2 + u32::from(run.end == stretch.end) + 1);
    }

    fn near(&self, bounds: &Range<usize>, index: usize, offset: isize) -> Option<&Word<'d>> {
        self.words.within(bounds, index.wrapping_add_signed(offset))
    }

    fn key_at(&self, bounds: &Range<usize>, index: usize, offset: isize) -> u32 {
        let at = index.wrapping_add_signed(offset);
        if bounds.contains(&at) { self.keys[self.words.of_token[at] as usize] | 1 } else { 2 }
    }
}

/// Numbers features by the order in which they are put: each place in it is a template, whose value makes the feature.
struct Templates<E> {
    number: u32,
    emit: E,
}

impl<E: FnMut(u32)> Templates<E> {
    /// The value of the next template; 0 is no feature.
    fn value(&mut self, value: u32) {
        self.number += 1;
        if value != 0 {
            (self.emit)(mix(self.number, value));
        }
    }

    /// The low `count` bits of `bits`, a template each.
    fn bits(&mut self, bits: u32, count: u32) {
        let mut rest = bits & ((1 << count) - 1);
        while rest != 0 {
            (self.emit)(mix(self.number + 1 + rest.trailing_zeros(), 1));
            rest &= rest - 1;
        }
        self.number += count;
    }
}

const COARSE: u16 =
    WordFacts::GIVEN | WordFacts::FAMILY | WordFacts::PLACE | WordFacts::EVERYDAY | WordFacts::PLACE_PART;
const TELLING: u32 = evidence::AFTER_TITLE
    | evidence::AFTER_GIVEN
    | evidence::SPEAKS
    | evidence::AFTER_IN
    | evidence::WITH_ORG_WORD
    | evidence::CAPITAL_INSIDE
    | evidence::LOWER_TOO
    | evidence::AFTER_THE;

/// What the lists say of a phrase: 0 nothing, else a nation's name, an organisation, a place.
fn phrase_kind(phrase: &str) -> u8 {
    if phrase.len() > 60 {
        return 0;
    }
    match nation::lookup(phrase) {
        Some((_, nation::Naming::Name)) => return 1,
        Some((_, nation::Naming::Capital)) => return 2,
        Some((_, nation::Naming::Demonym)) => return 3,
        None => {}
    }
    if crate::lexicon::vocabulary::is_organization(phrase) {
        return 4;
    }
    let facts = WordFacts::of(&fold(phrase));
    if facts.any(WordFacts::REGION | WordFacts::COUNTRY) {
        5
    } else if facts.any(WordFacts::BIG_CITY) {
        6
    } else if facts.any(WordFacts::CITY) {
        7
    } else {
        0
    }
}

/// Two numbers as one, never 0.
fn mix(a: u32, b: u32) -> u32 {
    let x = (u64::from(a) << 32 | u64::from(b)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((x ^ x >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32) as u32 | 1
}

/// The number of the last or first `count` characters; 0 for a shorter word.
fn affix(text: &str, count: usize, last: bool) -> u32 {
    let at = if last { text.char_indices().rev().nth(count - 1) } else { text.char_indices().nth(count) };
    match at {
        Some((byte, _)) if byte > 0 => key(if last { &text[byte..] } else { &text[..byte] }) as u32 | 1,
        _ => 0,
    }
}

/// The number of a word's outline, like marks in a row taken once: "McDonald-Ross" is "AaAa-Aa".
fn shape(text: &str) -> u32 {
    let mut number = 7u32;
    let mut last = 0;
    for c in text.chars().take(40) {
        let class = match c {
            c if c.is_uppercase() => 1,
            c if c.is_alphabetic() => 2,
            c if c.is_numeric() => 3,
            '.' => 4,
            '-' => 5,
            '\'' | '’' => 6,
            _ => 7,
        };
        if class != last {
            number = number.wrapping_mul(8).wrapping_add(class);
            last = class;
        }
    }
    number
}
