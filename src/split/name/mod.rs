//! Which words are names, and of what: the recogniser.

use std::ops::Range;

use super::document::Document;

mod evidence;
mod feature;
mod guideline;
mod lattice;
mod learned;
mod model;
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
    guideline::apply(document, &words, learned::recognise(document, &words))
}

/// Calls `tell` for each stretch that the model labels with the features of each of its tokens: what training reads.
pub fn show_features(document: &Document, mut tell: impl FnMut(Range<usize>, Vec<Vec<u32>>)) {
    let words = Words::of(document);
    let ruled = rules::recognise(document, &words);
    let sight = feature::Sight::of(document, &words, &ruled);
    for stretch in lattice::stretches(document, &words) {
        let of_token = |index| {
            let mut features = Vec::new();
            sight.features(&stretch, index, &mut |feature| features.push(feature));
            features
        };
        let all = stretch.clone().map(of_token).collect();
        tell(stretch, all);
    }
}
