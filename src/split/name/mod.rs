//! Which words are names, and of what: the recogniser.

use std::ops::Range;

use super::document::Document;

mod evidence;
mod rules;
pub mod word;

pub use word::Words;

/// What a name names, as far as the recogniser can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A toponym; also countries and capitals that act.
    Place,
    /// A people, nationality, event, work or other name.
    Other,
}

/// A name in the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Name {
    /// Its tokens, without titles before it and the possessive after it.
    pub tokens: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// How sure that is, 0 to 1.
    pub confidence: f32,
}

/// The names of `document`, in reading order, none overlapping another.
pub fn recognise(document: &Document) -> Vec<Name> {
    let words = Words::of(document);
    rules::recognise(document, &words)
}
