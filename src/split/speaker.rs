//! Who said it: the source of an attribution resolved to an actor.

use super::actor::Cast;
use super::document::Document;
use super::quote::Attribution;
use crate::model::Quote;

/// Gives each attribution its speaker, and marks the key quotes.
pub fn attribute(document: &Document, cast: &Cast, attributions: Vec<Attribution>) -> Vec<Quote> {
    let _ = (document, cast, attributions);
    Vec::new()
}
