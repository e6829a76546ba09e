//! Names by the learned model: each stretch of the lattice labelled, the labels read off as names.

use super::feature::Sight;
use super::lattice;
use super::model::{LABELS, Label, Model, Scores, WIDE};
use super::word::Words;
use super::{Name, rules};
use crate::split::document::Document;

/// A stretch longer than this is labelled in pieces, so that no text makes the labelling slow or large.
const LONGEST: usize = 256;

/// The names of `document` as the model sees them.
pub fn recognise(document: &Document, words: &Words) -> Vec<Name> {
    let model = Model::built_in();
    let ruled = rules::recognise(document, words);
    let sight = Sight::of(document, words, &ruled);
    let mut names = Vec::new();
    let mut scores: Vec<Scores> = Vec::new();
    for stretch in lattice::stretches(document, words) {
        let mut from = stretch.start;
        while from < stretch.end {
            let piece = from..stretch.end.min(from + LONGEST);
            scores.clear();
            for index in piece.clone() {
                let mut sums = [0; WIDE];
                sight.features(&stretch, index, &mut |feature| model.add(feature, &mut sums));
                scores.push(model.scores(&sums));
            }
            read_off(&model.labels(&scores), &scores, piece.start, &mut names);
            from = piece.end;
        }
    }
    names
}

fn read_off(labels: &[Label], scores: &[Scores], offset: usize, names: &mut Vec<Name>) {
    let mut at = 0;
    while at < labels.len() {
        let Some(kind) = labels[at].kind() else {
            at += 1;
            continue;
        };
        let mut end = at + 1;
        while end < labels.len() && labels[end].kind() == Some(kind) && !labels[end].begins() {
            end += 1;
        }
        names.push(Name { tokens: offset + at..offset + end, kind, confidence: confidence(labels[at], &scores[at]) });
        at = end;
    }
}

/// How far the label's score stands above the next best, as a probability.
fn confidence(label: Label, scores: &Scores) -> f32 {
    let own = scores[usize::from(label.0)];
    let kind = |other: usize| other.div_ceil(2) == usize::from(label.0).div_ceil(2);
    let rival = (0..LABELS).filter(|&other| !kind(other)).map(|other| scores[other]).fold(f32::NEG_INFINITY, f32::max);
    1.0 / (1.0 + (rival - own).exp())
}
