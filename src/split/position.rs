//! Who stands where on what.

use super::actor::Cast;
use super::document::Document;
use crate::model::{Position, Quote};

/// The positions that `quotes` and what is reported of the actors show.
pub fn find(document: &Document, cast: &Cast, quotes: &[Quote]) -> Vec<Position> {
    let _ = (document, cast, quotes);
    Vec::new()
}
