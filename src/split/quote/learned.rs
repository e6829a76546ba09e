//! Attributions by the learned chain.

use std::ops::Range;
use std::sync::LazyLock;

use super::crf::Model;
use super::features::{self, Features};
use super::{Attribution, Reading, link};
use crate::split::document::{Document, Role};

/// Longer paragraphs are read in pieces of so many tokens.
const PIECE: usize = 1500;

/// Added to the score of every cue and source; chosen on development data for the best balance of finds and false alarms.
const BIAS: f32 = 0.2;

/// Added besides to the score of a cue that takes a side; chosen on the same data.
const LEAN: f32 = 0.8;

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(include_bytes!("../../../data/quotes.model")));

/// The attributions of `document`; none at all where the model cannot be read.
pub fn find(document: &Document, reading: &Reading) -> Option<Vec<Attribution>> {
    MODEL.as_ref().map(|model| find_by(model, document, reading))
}

/// The attributions of `document` by another model than the one that is built in.
pub fn find_by(model: &Model, document: &Document, reading: &Reading) -> Vec<Attribution> {
    let mut features = Features::default();
    let mut found: Vec<Attribution> = Vec::new();
    for paragraph in &document.paragraphs {
        if !speaks(paragraph.role) {
            continue;
        }
        for piece in pieces(paragraph.tokens.clone()) {
            features::make(document, reading, piece.clone(), paragraph.role, &mut features);
            let labelled = model.label(&features, BIAS, LEAN);
            join(&mut found, link::attributions(&labelled, piece.start));
        }
    }
    found.retain(|attribution| !attribution.parts.is_empty());
    found
}

/// Whether somebody may be quoted in a paragraph of this role.
pub fn speaks(role: Role) -> bool {
    matches!(role, Role::Headline | Role::Subhead | Role::Body | Role::Caption)
}

/// `tokens` cut into pieces that the chain can take.
pub fn pieces(tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    tokens.clone().step_by(PIECE).map(move |start| start..(start + PIECE).min(tokens.end))
}

/// Adds a paragraph's attributions. Content without a cue belongs to a cue that waits at the end of the paragraph
/// before ("She went on:").
fn join(found: &mut Vec<Attribution>, paragraph: Vec<Attribution>) {
    for attribution in paragraph {
        match found.last_mut().filter(|last| last.parts.is_empty() && attribution.cue.is_none()) {
            Some(waiting) => {
                waiting.sure.weakest = waiting.sure.weakest.min(attribution.sure.weakest);
                waiting.sure.content = attribution.sure.content;
                waiting.parts = attribution.parts;
            }
            None => found.push(attribution),
        }
    }
}
