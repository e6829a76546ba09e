//! Attributions in reading order with their speakers, where one may go on with what the one before began.

use std::ops::Range;

use super::{Scene, Speaker, content, pronoun, source};
use crate::model::{Quote, QuoteKind, Span};
use crate::split::document::Document;
use crate::split::quote::{Attribution, Sure};

/// An attribution and who speaks.
#[derive(Debug, Clone)]
pub struct Speech {
    /// What is attributed.
    pub attribution: Attribution,
    /// Who speaks.
    pub speaker: Speaker,
    /// Whether speaker and source are those of the statement before it.
    pub follows: bool,
    /// The words that describe the speaker, where no name is known.
    described: Option<Range<usize>>,
}

/// A speech trimmed to what is shown of it, in tokens.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The stretches of content; at least one.
    pub parts: Vec<Range<usize>>,
    /// How much of it stands between marks.
    pub kind: QuoteKind,
    /// The words that name who speaks.
    pub source: Option<Range<usize>>,
    /// The words that report.
    pub cue: Option<Range<usize>>,
    /// The name or description of who speaks.
    pub speaker: Option<String>,
    /// Title or role given here.
    pub role: Option<Range<usize>>,
    /// How sure its finder is, before anything is judged.
    pub sure: f32,
}

/// The speeches that `attributions` make.
pub fn all(scene: &Scene, attributions: Vec<Attribution>) -> Vec<Speech> {
    let mut speeches: Vec<Speech> = Vec::new();
    for attribution in attributions {
        let speech = match (carried(scene, speeches.last(), &attribution), speeches.last_mut()) {
            (Carried::Continues, Some(last)) => {
                last.attribution.parts.extend(attribution.parts);
                continue;
            }
            (Carried::Follows, Some(last)) => {
                let weakest = attribution.sure.weakest.min(last.attribution.sure.weakest);
                let sure = Sure { weakest, ..attribution.sure };
                let source = last.attribution.source.clone();
                let attribution = Attribution { source, sure, ..attribution };
                Speech { described: last.described.clone(), speaker: last.speaker.clone(), attribution, follows: true }
            }
            (_, Some(last)) if last.described(scene, &attribution) => {
                let speaker = Speaker { role: None, ..last.speaker.clone() };
                Speech { described: last.described.clone(), speaker, attribution, follows: false }
            }
            (_, last) => {
                let before = last.and_then(|s| s.speaker.member);
                let speaker = source::resolve(scene, &attribution, before);
                let described =
                    attribution.source.clone().filter(|_| speaker.member.is_none() && speaker.name.is_some());
                Speech { described, speaker, attribution, follows: false }
            }
        };
        speeches.push(speech);
    }
    speeches
}

enum Carried {
    /// The same statement goes on: its paragraph was left open.
    Continues,
    /// A statement without a cue after one of the same speaker.
    Follows,
    /// Stands on its own.
    No,
}

fn carried(scene: &Scene, last: Option<&Speech>, attribution: &Attribution) -> Carried {
    let (Some(last), None, None) = (last, &attribution.cue, &attribution.source) else { return Carried::No };
    let Some(part) = last.attribution.parts.last() else { return Carried::No };
    let here = scene.document.paragraph_of(attribution.parts[0].start);
    let mark_end = last.attribution.cue.as_ref().map_or(part.end, |cue| cue.end.max(part.end));
    let there = scene.document.paragraph_of(mark_end.max(1) - 1);
    if here != there + 1 && here != there {
        return Carried::No;
    }
    let stretches = &scene.reading.marks.stretches;
    let open = stretches.partition_point(|q| q.tokens.end < part.end);
    let left_open = stretches.get(open).is_some_and(|q| !q.closed && q.tokens.end <= part.end + 1);
    if left_open && here == there + 1 { Carried::Continues } else { Carried::Follows }
}

impl Speech {
    /// Whether `next` has a pronoun for its source that takes up this one's described speaker.
    fn described(&self, scene: &Scene, next: &Attribution) -> bool {
        let (Some(source), Some(last)) = (&next.source, &self.described) else { return false };
        pronoun::takes_up(scene, source, last)
    }

    /// What is shown of it; none when no word is left.
    pub fn statement(&self, scene: &Scene) -> Option<Statement> {
        let Self { attribution, speaker, .. } = self;
        let kind = content::kind(scene.document, scene.reading, &attribution.parts);
        let trimmed = |part: &Range<usize>| {
            content::trimmed(scene.document, scene.reading, part.clone(), kind == QuoteKind::Direct)
        };
        let mut parts: Vec<Range<usize>> = Vec::with_capacity(attribution.parts.len());
        for part in attribution.parts.iter().filter_map(trimmed) {
            // A mark between two parts may have gone to the first.
            let start = parts.last().map_or(part.start, |last| part.start.max(last.end));
            if start < part.end {
                parts.push(start..part.end);
            }
        }
        (!parts.is_empty()).then(|| Statement {
            parts,
            kind,
            source: attribution.source.clone(),
            cue: attribution.cue.clone(),
            speaker: speaker.name.clone(),
            role: speaker.role.clone(),
            sure: attribution.sure.weakest,
        })
    }
}

impl Statement {
    /// The quote that it is, in spans of the text.
    pub fn into_quote(self, document: &Document, confidence: f32) -> Quote {
        let parts: Vec<Span> = self.parts.into_iter().map(|tokens| document.span(tokens)).collect();
        let start = parts.first().map_or(0, |part| part.start);
        let end = parts.last().map_or(start, |part| part.end.max(start));
        Quote {
            span: Span { start, end },
            kind: self.kind,
            key: false,
            speaker: self.speaker,
            role: self.role.map(|tokens| document.span(tokens)),
            confidence,
            source: self.source.map(|tokens| document.span(tokens)),
            cue: self.cue.map(|tokens| document.span(tokens)),
            parts,
        }
    }
}
