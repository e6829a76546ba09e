//! What is attributed: content, cue and source of every attribution.

use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::name::Name;

/// An attribution before its speaker is known, in bytes of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The stretches of content, in reading order; at least one.
    pub parts: Vec<Range<usize>>,
    /// The words that report.
    pub cue: Option<Range<usize>>,
    /// The words that name who speaks.
    pub source: Option<Range<usize>>,
    /// How sure it is that this is one, 0 to 1.
    pub confidence: f32,
}

/// The attributions of `document`, in reading order.
pub fn find(document: &Document, names: &[Name], cast: &Cast) -> Vec<Attribution> {
    let _ = (document, names, cast);
    Vec::new()
}
