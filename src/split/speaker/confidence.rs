//! How likely a statement is right, its source too: a logistic regression over what is known of it, fitted by
//! `training/quotes` on articles that the chain had not learned from (`data/quotes-confidence.tsv`).

use std::ops::Range;
use std::sync::LazyLock;

use super::speech::{Speech, Statement};
use super::{Scene, pronoun};
use crate::lexicon::cue::Cue;
use crate::split::document::{Role, TokenKind};
use crate::split::quote::Small;

/// The groups of traits and how many each holds.
const GROUPS: [(&str, u16); 19] = [
    ("kind", 3),
    ("weakest", 3),
    ("content", 3),
    ("cue", 3),
    ("source", 3),
    ("named", 6),
    ("whence", 4),
    ("manner", 30),
    ("form", 6),
    ("stance", 2),
    ("side", 12),
    ("gap", 5),
    ("length", 18),
    ("opening", 8),
    ("verb", 3),
    ("ends", 6),
    ("role", 4),
    ("source length", 5),
    ("cue length", 4),
];

/// How many traits there are.
const COUNT: usize = {
    let (mut sum, mut at) = (0, 0);
    while at < GROUPS.len() {
        sum += GROUPS[at].1 as usize;
        at += 1;
    }
    sum
};

static FITTED: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../../data/quotes-confidence.tsv")));

/// How likely a statement with these traits is right, 0 to 1.
pub fn of(traits: &Traits) -> f32 {
    FITTED.likelihood(traits)
}

/// One weight a trait.
#[derive(Debug, Clone)]
pub struct Weights(pub Vec<f32>);

impl Default for Weights {
    fn default() -> Self {
        Self(vec![0.0; COUNT])
    }
}

impl Weights {
    /// Reads a table of group, number in the group and weight; what it does not name weighs nothing.
    pub fn parse(table: &str) -> Self {
        let mut weights = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let (group, number) = (columns.next(), columns.next().and_then(|n| n.parse().ok()));
            let weight = columns.next().and_then(|w| w.parse().ok());
            if let (Some(group), Some(number), Some(weight)) = (group, number, weight)
                && let Some(at) = place(group, number)
            {
                weights.0[at] = weight;
            }
        }
        weights
    }

    /// The table that [`parse`](Self::parse) reads.
    pub fn table(&self) -> String {
        let rows = GROUPS.iter().flat_map(|&(group, size)| (0..size).map(move |number| (group, number)));
        let line = |((group, number), weight): ((&str, u16), &f32)| format!("{group}\t{number}\t{weight:.3}\n");
        rows.zip(&self.0).filter(|(_, weight)| weight.abs() >= 0.0005).map(line).collect()
    }

    /// How likely a statement with these traits is right.
    pub fn likelihood(&self, traits: &Traits) -> f32 {
        let sum: f32 = traits.0.iter().map(|&(at, value)| self.0[usize::from(at)] * value).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

fn place(group: &str, number: u16) -> Option<usize> {
    let mut first = 0;
    for (name, size) in GROUPS {
        if name == group {
            return (number < size).then_some(usize::from(first + number));
        }
        first += size;
    }
    None
}

/// What is known of a statement, as numbers: which trait, and how much of it.
#[derive(Debug, Clone, Default)]
pub struct Traits(pub Vec<(u16, f32)>);

impl Traits {
    /// The traits of `statement`, which `speech` makes.
    pub(super) fn of(scene: &Scene, speech: &Speech, statement: &Statement) -> Self {
        let mut traits = Self(Vec::with_capacity(24));
        let kind = statement.kind as u16;
        traits.add("kind", kind, 1.0);
        traits.sureness(speech, kind);
        traits.speaker(scene, speech);
        traits.cue(scene, statement, kind);
        traits.shape(scene, statement, kind);
        traits
    }

    fn add(&mut self, group: &str, number: u16, value: f32) {
        if let Some(at) = place(group, number) {
            self.0.push((at as u16, value));
        }
    }

    fn sureness(&mut self, speech: &Speech, kind: u16) {
        let sure = speech.attribution.sure;
        self.add("weakest", kind, odds(sure.weakest));
        self.add("content", kind, odds(sure.content));
        if sure.cue > 0.0 {
            self.add("cue", kind, odds(sure.cue));
        }
        if sure.source > 0.0 {
            self.add("source", kind, odds(sure.source));
        }
    }

    fn speaker(&mut self, scene: &Scene, speech: &Speech) {
        let source = speech.attribution.source.as_ref();
        let is_pronoun = source.is_some_and(|source| pronoun::is_one(scene, source));
        let named = match (source, is_pronoun, speech.speaker.member, &speech.speaker.name) {
            (None, ..) => 0,
            (_, true, Some(_), _) => 1,
            (_, true, None, _) => 2,
            (_, _, Some(_), _) => 3,
            (_, _, None, Some(_)) => 4,
            _ => 5,
        };
        self.add("named", named, 1.0);
        let by_rule = speech.attribution.sure.source == 0.0 && source.is_some();
        self.add("whence", if speech.follows { 0 } else { 1 + u16::from(by_rule) }, 1.0);
        let length = source.map_or(0, |source| match source.len() {
            1 => 1,
            2..=3 => 2,
            4..=8 => 3,
            _ => 4,
        });
        self.add("source length", length, 1.0);
    }

    fn cue(&mut self, scene: &Scene, statement: &Statement, kind: u16) {
        let Some(tokens) = &statement.cue else {
            self.add("manner", kind * 10, 1.0);
            return;
        };
        let cue: Option<Cue> = tokens.clone().find_map(|index| scene.reading.cues[index]);
        self.add("manner", kind * 10 + cue.map_or(9, |cue| cue.manner as u16), 1.0);
        self.add("form", cue.map_or(5, |cue| cue.form as u16), 1.0);
        self.add("stance", u16::from(cue.is_some_and(|cue| cue.stance.is_some())), 1.0);
        self.add("cue length", (tokens.len() as u16).min(4) - 1, 1.0);
        let (first, last) = (&statement.parts[0], &statement.parts[statement.parts.len() - 1]);
        let side = match (first.start < tokens.start, last.start >= tokens.end) {
            (true, false) => 0,
            (false, true) => 1,
            (true, true) => 2,
            _ => 3,
        };
        self.add("side", kind * 4 + side, 1.0);
        let gap =
            if first.start >= tokens.end { first.start - tokens.end } else { tokens.start.saturating_sub(last.end) };
        let gap = match gap {
            0 => 0,
            1 => 1,
            2..=3 => 2,
            4..=8 => 3,
            _ => 4,
        };
        self.add("gap", gap, 1.0);
    }

    fn shape(&mut self, scene: &Scene, statement: &Statement, kind: u16) {
        let document = scene.document;
        let (first, last) = (&statement.parts[0], &statement.parts[statement.parts.len() - 1]);
        let length = match statement.parts.iter().map(Range::len).sum::<usize>() {
            0..=2 => 0,
            3..=5 => 1,
            6..=10 => 2,
            11..=20 => 3,
            21..=40 => 4,
            _ => 5,
        };
        self.add("length", kind * 6 + length, 1.0);
        let opening = match scene.reading.small[first.start] {
            Some(small) => 1 + small as u16,
            None if scene.reading.capital[first.start] => 7,
            None => 0,
        };
        self.add("opening", opening, 1.0);
        let verbs = statement.parts.iter().cloned().flatten().filter(|&i| has_verb(scene, i)).take(2).count();
        self.add("verb", verbs as u16, 1.0);
        let sentence = &document.sentences[document.sentence_of(last.end - 1)].tokens;
        let closing = (last.end..sentence.end).all(|index| document.tokens[index].kind != TokenKind::Word);
        self.add("ends", kind * 2 + u16::from(closing), 1.0);
        let role = match document.paragraphs[document.paragraph_of(first.start)].role {
            Role::Headline => 0,
            Role::Subhead => 1,
            Role::Caption => 2,
            _ => 3,
        };
        self.add("role", role, 1.0);
    }
}

fn has_verb(scene: &Scene, index: usize) -> bool {
    scene.reading.small[index] == Some(Small::Auxiliary)
        || scene.reading.cues[index].is_some()
        || scene.document.word(index).ends_with("ed")
}

/// The logarithm of the odds, kept within what a sum can bear.
fn odds(sure: f32) -> f32 {
    let sure = sure.clamp(0.002, 0.998);
    (sure / (1.0 - sure)).ln()
}
