//! The article's own pointers to other reading.

use super::document::Document;
use crate::model::SeeAlso;

/// The marked links of `document`, in reading order.
pub fn marked(document: &Document) -> Vec<SeeAlso> {
    let _ = document;
    Vec::new()
}
