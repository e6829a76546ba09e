//! Labelled stretches joined to attributions: which content and source belong to which cue.

use std::ops::Range;

use super::Attribution;
use super::crf::Labelled;
use super::label::Label;

/// A stretch of tokens with one part in an attribution.
#[derive(Debug, Clone, PartialEq)]
struct Segment {
    label: Label,
    tokens: Range<usize>,
    sure: f32,
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
            (_, Some(owner)) => built[owner].add_content(segment),
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
                last.sure = last.sure.min(sure);
            }
            None if label >= Label::CueFirst => segments.push(Segment { label, tokens: at..at + 1, sure }),
            None => {}
        }
    }
    segments
}

struct Building {
    cue: Option<Range<usize>>,
    source: Option<Segment>,
    parts: Vec<Range<usize>>,
    sure: f32,
}

impl Building {
    fn of(cue: &Segment) -> Self {
        Self { cue: Some(cue.tokens.clone()), source: None, parts: Vec::new(), sure: cue.sure }
    }

    fn alone(content: &Segment) -> Self {
        Self { cue: None, source: None, parts: vec![content.tokens.clone()], sure: content.sure }
    }

    /// Of two sources the one nearer to the cue stays.
    fn add_source(&mut self, segment: &Segment) {
        let Some(cue) = &self.cue else { return };
        let distance = |tokens: &Range<usize>| {
            if tokens.end <= cue.start { cue.start - tokens.end } else { tokens.start.saturating_sub(cue.end) }
        };
        let nearer = self.source.as_ref().is_none_or(|old| distance(&segment.tokens) < distance(&old.tokens));
        if nearer {
            self.source = Some(segment.clone());
        }
    }

    fn add_content(&mut self, segment: &Segment) {
        self.parts.push(segment.tokens.clone());
        self.sure = self.sure.min(segment.sure);
    }

    fn finish(self) -> Attribution {
        let sure = self.source.as_ref().map_or(self.sure, |source| self.sure.min(source.sure));
        Attribution { parts: self.parts, cue: self.cue, source: self.source.map(|s| s.tokens), confidence: sure }
    }
}
