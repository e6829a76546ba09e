//! Labelled stretches joined to attributions: which content and source belong to which cue.

use std::ops::Range;

use super::crf::Labelled;
use super::label::Label;
use super::{Attribution, Sure};

/// A stretch of tokens with one part in an attribution.
#[derive(Debug, Clone, PartialEq)]
struct Segment {
    label: Label,
    tokens: Range<usize>,
    /// Of its least sure token.
    weakest: f32,
    /// Over its tokens.
    sum: f32,
}

impl Segment {
    fn mean(&self) -> f32 {
        self.sum / self.tokens.len() as f32
    }
}

/// The attributions of one paragraph whose tokens begin at `offset`.
pub fn attributions(labelled: &Labelled, offset: usize) -> Vec<Attribution> {
    let segments = segments(labelled, offset);
    let cues: Vec<usize> = (0..segments.len()).filter(|&i| segments[i].label == Label::CueFirst).collect();
    let mut built: Vec<Building> = cues.iter().map(|&cue| Building::of(&segments[cue])).collect();
    let mut alone = Vec::new();
    for (index, segment) in segments.iter().enumerate() {
        let next = cues.partition_point(|&cue| cue < index);
        let (before, after) = (next.checked_sub(1), Some(next).filter(|&n| n < cues.len()));
        let owner = match segment.label {
            Label::SourceBeforeFirst | Label::ContentBeforeFirst => after.or(before),
            Label::SourceAfterFirst | Label::ContentAfterFirst => before.or(after),
            _ => None,
        };
        match (segment.label, owner) {
            (Label::CueFirst, _) => {}
            (Label::SourceBeforeFirst | Label::SourceAfterFirst, Some(owner)) => built[owner].add_source(segment),
            (Label::SourceBeforeFirst | Label::SourceAfterFirst, None) => {}
            (_, Some(owner)) => built[owner].content.push(segment.clone()),
            (_, None) => alone.push(Building::alone(segment)),
        }
    }
    built.append(&mut alone);
    built.into_iter().map(Building::finish).collect()
}

fn segments(labelled: &Labelled, offset: usize) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for (index, (&label, &sure)) in labelled.labels.iter().zip(&labelled.sure).enumerate() {
        let at = offset + index;
        match segments.last_mut().filter(|s| s.tokens.end == at && s.label.further() == label && !label.is_first()) {
            Some(last) => {
                last.tokens.end = at + 1;
                last.weakest = last.weakest.min(sure);
                last.sum += sure;
            }
            None if label >= Label::CueFirst => {
                segments.push(Segment { label, tokens: at..at + 1, weakest: sure, sum: sure });
            }
            None => {}
        }
    }
    segments
}

#[derive(Default)]
struct Building {
    cue: Option<Segment>,
    source: Option<Segment>,
    content: Vec<Segment>,
}

impl Building {
    fn of(cue: &Segment) -> Self {
        Self { cue: Some(cue.clone()), ..Self::default() }
    }

    fn alone(content: &Segment) -> Self {
        Self { content: vec![content.clone()], ..Self::default() }
    }

    /// Of two sources the one nearer to the cue stays.
    fn add_source(&mut self, segment: &Segment) {
        let Some(cue) = self.cue.as_ref().map(|cue| &cue.tokens) else { return };
        let distance = |tokens: &Range<usize>| {
            if tokens.end <= cue.start { cue.start - tokens.end } else { tokens.start.saturating_sub(cue.end) }
        };
        let nearer = self.source.as_ref().is_none_or(|old| distance(&segment.tokens) < distance(&old.tokens));
        if nearer {
            self.source = Some(segment.clone());
        }
    }

    fn finish(self) -> Attribution {
        let segments = || self.cue.iter().chain(&self.source).chain(&self.content);
        let length: usize = self.content.iter().map(|part| part.tokens.len()).sum();
        let sure = Sure {
            weakest: segments().map(|s| s.weakest).fold(1.0, f32::min),
            content: self.content.iter().map(|part| part.sum).sum::<f32>() / length.max(1) as f32,
            cue: self.cue.as_ref().map_or(0.0, Segment::mean),
            source: self.source.as_ref().map_or(0.0, Segment::mean),
        };
        Attribution {
            parts: self.content.into_iter().map(|part| part.tokens).collect(),
            cue: self.cue.map(|cue| cue.tokens),
            source: self.source.map(|source| source.tokens),
            sure,
        }
    }
}
