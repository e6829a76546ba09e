//! What it is about: whole sentences of the article.

use super::actor::Cast;
use super::document::Document;
use crate::model::Span;

/// Two to four sentences that say what the article is about, in reading order.
pub fn pick(document: &Document, cast: &Cast) -> Vec<Span> {
    let _ = (document, cast);
    Vec::new()
}
