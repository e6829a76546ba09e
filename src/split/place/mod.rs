//! Where: toponyms found, told from other names, and resolved to points.

mod context;
mod evidence;
mod feature;
mod gather;
mod sense;
mod toponym;

#[cfg(test)]
mod tests;

use super::actor::Cast;
use super::document::Document;
use super::name::Name;
use crate::model::Place;

/// The places of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Atlas {
    /// The places, most mentioned first.
    pub places: Vec<Place>,
    /// The place of the dateline, as an index into `places`.
    pub dateline: Option<usize>,
}

/// Resolves the toponyms among `names`, and those that the gazetteer alone knows.
pub fn resolve(document: &Document, names: &[Name], _cast: &Cast) -> Atlas {
    let mut found = toponym::find(document, names);
    evidence::weigh(document, names, &mut found);
    found.mentions.retain(|mention| mention.surety >= evidence::THRESHOLD);
    let context = context::read(document, &found);
    let senses = sense::choose(&found, &context);
    gather::places(document, found, &senses)
}
