//! What the finders of attributions know of each token.

use super::marks::{self, Marks};
use crate::lexicon::cue::{self, Cue};
use crate::lexicon::description::{self, Description};
use crate::lexicon::key::key;
use crate::split::document::{Document, TokenKind};

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
    /// The quotation marks.
    pub marks: Marks,
}

impl Reading {
    /// Reads the tokens of `document`.
    pub fn of(document: &Document) -> Self {
        let count = document.tokens.len();
        let keys: Vec<u64> = (0..count).map(|index| key(document.word(index))).collect();
        let word = |index: usize| document.tokens[index].kind == TokenKind::Word;
        Self {
            cues: (0..count)
                .map(|i| if word(i) { cue::cue(keys[i], keys.get(i + 1).copied()) } else { None })
                .collect(),
            descriptions: (0..count).map(|i| if word(i) { description::description(keys[i]) } else { None }).collect(),
            capital: (0..count).map(|i| document.word(i).chars().next().is_some_and(char::is_uppercase)).collect(),
            marks: marks::pair(document),
            keys,
        }
    }
}
