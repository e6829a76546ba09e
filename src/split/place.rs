//! Where: toponyms resolved to points.

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
pub fn resolve(document: &Document, names: &[Name], cast: &Cast) -> Atlas {
    let _ = (document, names, cast);
    Atlas::default()
}
