//! What the finders of attributions know of each token.

use super::marks::{self, Marks};
use crate::lexicon::cue::{self, Cue};
use crate::lexicon::description::{self, Description};
use crate::lexicon::key::key;
use crate::split::document::{Document, TokenKind};
use crate::split::name::{Name, NameKind};

/// The tokens of a document as numbers, with what the lexicon says of them.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The key of each token, for lookups.
    pub keys: Vec<u64>,
    /// The cue that each token may be.
    pub cues: Vec<Option<Cue>>,
    /// The describing noun that each token may be.
    pub descriptions: Vec<Option<Description>>,
    /// Whether each token begins with a capital.
    pub capital: Vec<bool>,
    /// What kind of name each token belongs to.
    pub names: Vec<Option<NameKind>>,
    /// The quotation marks.
    pub marks: Marks,
}

impl Reading {
    /// Reads the tokens of `document`, in which `names` stand.
    pub fn of(document: &Document, names: &[Name]) -> Self {
        let count = document.tokens.len();
        let mut keys: Vec<u64> = (0..count).map(|index| key(document.word(index))).collect();
        let marks = marks::pair(document);
        for stretch in &marks.stretches {
            for edge in [stretch.tokens.start - 1, stretch.tokens.end] {
                if let Some(other) = document.tokens.get(edge).and_then(|_| marks::mark_key(document.word(edge))) {
                    keys[edge] = other;
                }
            }
        }
        let word = |index: usize| document.tokens[index].kind == TokenKind::Word;
        Self {
            cues: (0..count)
                .map(|i| if word(i) { cue::cue(keys[i], keys.get(i + 1).copied()) } else { None })
                .collect(),
            descriptions: (0..count).map(|i| if word(i) { description::description(keys[i]) } else { None }).collect(),
            capital: (0..count).map(|i| document.word(i).chars().next().is_some_and(char::is_uppercase)).collect(),
            names: kinds(count, names),
            marks,
            keys,
        }
    }
}

fn kinds(count: usize, names: &[Name]) -> Vec<Option<NameKind>> {
    let mut kinds = vec![None; count];
    for name in names {
        kinds[name.tokens.clone()].fill(Some(name.kind));
    }
    kinds
}
