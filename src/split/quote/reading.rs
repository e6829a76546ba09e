//! What the finders of attributions know of each token.

use super::marks::{self, Marks};
use super::phrase::{self, Small};
use crate::lexicon::cue::{self, Cue, Readings};
use crate::lexicon::description::{self, Description};
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
    /// What each token does in a phrase, if it is a small word.
    pub small: Vec<Option<Small>>,
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
        let words = &document.words;
        let mut keys = words.spread(|word| word.key);
        let marks = marks::pair(document);
        for stretch in &marks.stretches {
            for edge in [stretch.tokens.start - 1, stretch.tokens.end] {
                if let Some(other) = document.tokens.get(edge).and_then(|_| marks::mark_key(document.word(edge))) {
                    keys[edge] = other;
                }
            }
        }
        let readings = words.spread(|word| cue::readings(word.key));
        let is_word = |index: usize| document.tokens[index].kind == TokenKind::Word;
        let cue = |(index, readings): (usize, Option<&Readings>)| {
            readings.filter(|_| is_word(index))?.before(keys.get(index + 1).copied())
        };
        let mut descriptions = words.spread(|word| description::description(word.key));
        descriptions.iter_mut().enumerate().filter(|&(index, _)| !is_word(index)).for_each(|(_, noun)| *noun = None);
        Self {
            cues: readings.into_iter().enumerate().map(cue).collect(),
            descriptions,
            small: words.spread(|word| phrase::small(word.key)),
            capital: words.spread(|word| word.capital),
            names: kinds(document.tokens.len(), names),
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
