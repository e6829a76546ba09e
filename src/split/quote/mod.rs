//! What is attributed: content, cue and source of every attribution.

#[cfg(feature = "learned")]
pub mod chain;
mod clause;
#[cfg(feature = "learned")]
pub mod crf;
#[cfg(feature = "learned")]
pub mod features;
#[cfg(feature = "learned")]
pub mod label;
#[cfg(feature = "learned")]
pub mod learned;
#[cfg(feature = "learned")]
mod link;
mod marks;
mod phrase;
mod reading;
mod rules;
mod source;
#[cfg(feature = "learned")]
pub mod table;
#[cfg(feature = "learned")]
pub mod tag;
mod transcript;

use std::ops::Range;

use super::document::{Document, Role};
pub use marks::{Marks, Quoted};
pub use phrase::{Small, ending_at};
pub use reading::Reading;

/// Fewer tokens than these between marks are no statement of their own.
const STATEMENT: usize = 5;

/// An attribution before its speaker is known, in tokens of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// The stretches of content, in reading order; at least one, none empty. Outer quotation marks may be among them.
    pub parts: Vec<Range<usize>>,
    /// The words that report.
    pub cue: Option<Range<usize>>,
    /// The words that name who speaks.
    pub source: Option<Range<usize>>,
    /// How sure its finder is of it.
    pub sure: Sure,
}

/// How sure a finder is of the stretches of an attribution, 0 to 1 each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sure {
    /// Of the least sure token.
    pub weakest: f32,
    /// Of the content, on average.
    pub content: f32,
    /// Of the cue; 0 where there is none.
    pub cue: f32,
    /// Of the source; 0 where there is none, or where a rule filled it in.
    pub source: f32,
}

impl Sure {
    /// The same of everything.
    pub fn all(sure: f32) -> Self {
        Self { weakest: sure, content: sure, cue: sure, source: sure }
    }
}

/// The attributions of `document`, in reading order.
pub fn find(document: &Document, reading: &Reading) -> Vec<Attribution> {
    let mut found = by_model(document, reading).unwrap_or_else(|| rules::find(document, reading));
    complete(document, reading, &mut found);
    found
}

/// Mends what the chain or the rules found, and adds what they left open: whole quoted paragraphs, and sources.
pub fn complete(document: &Document, reading: &Reading, found: &mut Vec<Attribution>) {
    clause::mend(document, reading, found);
    statements(document, reading, found);
    source::complete(document, reading, found);
    transcript::read(document, reading, found);
    found.sort_by_key(|a| (a.parts[0].start, a.parts[0].end));
}

/// Adds whole paragraphs between marks that nothing claimed: somebody speaks there, most often who spoke before.
fn statements(document: &Document, reading: &Reading, found: &mut Vec<Attribution>) {
    let mut taken: Vec<Range<usize>> = found.iter().flat_map(|a| a.parts.iter().cloned()).collect();
    taken.sort_by_key(|part| part.start);
    for stretch in &reading.marks.stretches {
        let tokens = stretch.tokens.clone();
        let paragraph = &document.paragraphs[document.paragraph_of(tokens.start)];
        let whole = tokens.start <= paragraph.tokens.start + 1 && tokens.end + 1 >= paragraph.tokens.end;
        let next = taken.partition_point(|part| part.end <= tokens.start);
        let free = taken.get(next).is_none_or(|part| part.start >= tokens.end);
        if whole && free && paragraph.role == Role::Body && tokens.len() >= STATEMENT {
            found.push(Attribution { parts: vec![tokens], cue: None, source: None, sure: Sure::all(0.5) });
        }
    }
}

#[cfg(feature = "learned")]
fn by_model(document: &Document, reading: &Reading) -> Option<Vec<Attribution>> {
    learned::find(document, reading)
}

#[cfg(not(feature = "learned"))]
fn by_model(_: &Document, _: &Reading) -> Option<Vec<Attribution>> {
    None
}
