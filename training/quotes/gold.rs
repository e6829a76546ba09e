//! Hand-made attributions, as labels of tokens.

use std::ops::Range;

use dateline::split::document::Document;
use dateline::split::quote::label::Label;
use serde::Deserialize;

/// An annotated article.
#[derive(Deserialize)]
pub struct Line {
    pub text: String,
    pub attributions: Vec<Gold>,
}

/// An attribution: spans in code points.
#[derive(Deserialize)]
pub struct Gold {
    pub source: Vec<(usize, usize)>,
    pub cue: Vec<(usize, usize)>,
    pub content: Vec<(usize, usize)>,
}

/// The label of every token by the hand-made attributions.
pub fn project(document: &Document, gold: &[Gold]) -> Vec<Label> {
    let mut labels = vec![Label::Outside; document.tokens.len()];
    for attribution in gold {
        let tokens = |spans: &[(usize, usize)]| -> Vec<Range<usize>> {
            spans.iter().map(|&(start, end)| tokens_of(document, start, end)).filter(|t| !t.is_empty()).collect()
        };
        let (source, cue, content) =
            (tokens(&attribution.source), tokens(&attribution.cue), tokens(&attribution.content));
        let Some(at) = cue.first().map(|cue| cue.start) else { continue };
        let home = document.paragraph_of(at);
        let here = document.paragraphs[home].tokens.clone();
        let mut edges: Vec<&Range<usize>> =
            source.iter().chain(&cue).chain(&content).filter(|t| here.contains(&t.start)).collect();
        edges.sort_by_key(|t| t.start);
        if let (Some(first), Some(last)) = (edges.first(), edges.last()) {
            for label in &mut labels[first.start..last.end.clamp(first.start, here.end)] {
                if *label == Label::Outside {
                    *label = Label::Gap;
                }
            }
        }
        for part in &content {
            for paragraph in document.paragraph_of(part.start)..=document.paragraph_of(part.end - 1) {
                let lines = &document.paragraphs[paragraph].tokens;
                let part = part.start.max(lines.start)..part.end.min(lines.end);
                let first = match (paragraph == home, part.start < at) {
                    (false, _) => Label::ContentAloneFirst,
                    (true, true) => Label::ContentBeforeFirst,
                    (true, false) => Label::ContentAfterFirst,
                };
                paint(&mut labels, part, first);
            }
        }
        for part in source {
            paint(
                &mut labels,
                part.clone(),
                if part.start < at { Label::SourceBeforeFirst } else { Label::SourceAfterFirst },
            );
        }
        for part in cue {
            paint(&mut labels, part, Label::CueFirst);
        }
    }
    labels
}

pub fn tokens_of(document: &Document, start: usize, end: usize) -> Range<usize> {
    let text = &document.article.text;
    let bytes = text.byte(start)..text.byte(end);
    let first = document.tokens.partition_point(|t| t.bytes.end <= bytes.start);
    let last = document.tokens.partition_point(|t| t.bytes.start < bytes.end);
    first..last.max(first)
}

fn paint(labels: &mut [Label], part: Range<usize>, first: Label) {
    for index in part.clone() {
        labels[index] = if index == part.start { first } else { first.further() };
    }
}

/// Labels that the grammar allows: a stretch that was cut into begins anew.
pub fn repaired(labels: &[Label]) -> Vec<Label> {
    let mut out: Vec<Label> = Vec::with_capacity(labels.len());
    for &label in labels {
        let fits = out.last().map_or(label.may_begin(), |last| last.may_precede(label));
        let begun = Label::ALL.iter().copied().find(|first| first.is_first() && first.further() == label);
        out.push(if fits { label } else { begun.unwrap_or(Label::Outside) });
    }
    out
}
