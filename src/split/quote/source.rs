//! Sources that the chain left open, filled in by rule.

use std::ops::Range;

use super::phrase::{self, Small};
use super::{Attribution, Reading};
use crate::lexicon::cue::Manner;
use crate::lexicon::inflection::Form;
use crate::lexicon::key::key;
use crate::split::document::{Document, TokenKind};

/// The farthest that a subject may begin before its cue, in tokens.
const SUBJECT: usize = 40;

/// The longest name before the colon of a transcript, in tokens.
const LABEL: usize = 6;

/// How far from the speaker the word that reports may stand, in tokens.
const TO_CUE: usize = 5;

/// Fills in the sources of attributions that have none, where a neighbour or the words beside the cue tell.
pub fn complete(document: &Document, reading: &Reading, found: &mut [Attribution]) {
    found.sort_by_key(|a| a.parts[0].start);
    for index in 0..found.len() {
        if found[index].source.as_ref().is_some_and(|source| says_who(reading, source)) {
            continue;
        }
        let attribution = &found[index];
        let before = index.checked_sub(1).map(|last| &found[last]);
        let source = match &attribution.cue {
            Some(cue) if goes_on(reading, cue) => before
                .filter(|last| same_sentence(document, last, cue.start))
                .and_then(|last| last.source.clone())
                .or_else(|| subject(document, reading, cue.start))
                .or_else(|| is_quoted(reading, attribution).then(|| beside(document, reading, cue.clone())).flatten()),
            Some(cue) if is_quoted(reading, attribution) => beside(document, reading, cue.clone()),
            Some(cue) => beside(document, reading, cue.clone()).or_else(|| {
                let shared = before
                    .filter(|last| same_sentence(document, last, cue.start))
                    .and_then(|last| last.source.clone())
                    .or_else(|| subject(document, reading, cue.start));
                shared.filter(|_| joined(reading, cue.start))
            }),
            None => signed(document, reading, attribution),
        };
        let label = if attribution.cue.is_none() && source.is_none() {
            transcript(document, attribution).or_else(|| after_mark(document, reading, attribution))
        } else {
            None
        };
        if let Some((name, cue)) = label {
            found[index].cue = Some(cue);
            found[index].source = Some(name);
        } else {
            found[index].source = source;
        }
    }
}

/// Whether a source holds more than adverbs and the like.
fn says_who(reading: &Reading, source: &Range<usize>) -> bool {
    source
        .clone()
        .any(|i| !matches!(phrase::small(reading.keys[i]), Some(Small::Adverb | Small::Auxiliary | Small::Preposition)))
}

/// "…, adding that": the subject is that of the clause before.
fn goes_on(reading: &Reading, cue: &Range<usize>) -> bool {
    cue.clone().next().and_then(|first| reading.cues[first]).is_some_and(|cue| cue.form == Form::Gerund)
}

fn is_quoted(reading: &Reading, attribution: &Attribution) -> bool {
    attribution.parts.iter().cloned().flatten().any(|index| reading.marks.inside[index])
}

fn same_sentence(document: &Document, last: &Attribution, index: usize) -> bool {
    let end = last.cue.as_ref().map_or(0, |cue| cue.end).max(last.source.as_ref().map_or(0, |source| source.end));
    end > 0 && end <= index && document.paragraph_of(end - 1) == document.paragraph_of(index)
}

/// The subject of a cue, before or after it.
fn beside(document: &Document, reading: &Reading, cue: Range<usize>) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(cue.start)].tokens.clone();
    let from = sentence.start.max(cue.start.saturating_sub(SUBJECT));
    let is_mark = |&index: &usize| document.tokens[index].kind == TokenKind::QuoteMark;
    let floor = (from..cue.start).rev().find(is_mark).map_or(from, |mark| mark + 1);
    let mut end = cue.start;
    while end > floor && matches!(phrase::small(reading.keys[end - 1]), Some(Small::Adverb | Small::Auxiliary)) {
        end -= 1;
    }
    let says = reading.cues[cue.start].is_some_and(|cue| matches!(cue.manner, Manner::Say | Manner::Show));
    phrase::ending_at(document, reading, floor, end)
        .or_else(|| (floor > from).then(|| phrase::starting_at(document, reading, floor, cue.start)).flatten())
        .or_else(|| says.then(|| phrase::starting_at(document, reading, cue.end, sentence.end)).flatten())
}

/// "… and called for": the verb shares the subject of the clause before.
fn joined(reading: &Reading, cue: usize) -> bool {
    let conjunctions = ["and", "but", "then"].map(key);
    (cue.saturating_sub(3)..cue).any(|index| conjunctions.contains(&reading.keys[index]))
}

/// What the sentence of the token `index` begins with, where it names somebody.
fn subject(document: &Document, reading: &Reading, index: usize) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(index)].tokens.clone();
    let start = sentence.clone().find(|&i| document.tokens[i].kind != TokenKind::QuoteMark)?;
    (start < index && !reading.marks.inside[start])
        .then(|| phrase::starting_at(document, reading, start, index))
        .flatten()
}

/// A name after a dash that closes the quote's line: “…” — Ann Lee.
fn signed(document: &Document, reading: &Reading, attribution: &Attribution) -> Option<Range<usize>> {
    let last = attribution.parts.last()?.end;
    let end = document.paragraphs[document.paragraph_of(last - 1)].tokens.end;
    let dash = (last..end.min(last + 3)).find(|&i| matches!(document.word(i), "―" | "—" | "–" | "-" | "--"))?;
    let name = dash + 1..end.min(dash + 1 + LABEL);
    let stop = name.clone().find(|&i| document.tokens[i].kind != TokenKind::Word).unwrap_or(name.end);
    (stop > name.start && stop + 1 >= end && reading.capital[name.start]).then_some(name.start..stop)
}

/// “…,” Ann Lee was heard saying: who is named right after the closing mark, with the word that reports.
fn after_mark(
    document: &Document,
    reading: &Reading,
    attribution: &Attribution,
) -> Option<(Range<usize>, Range<usize>)> {
    let last = attribution.parts.last()?.end;
    let is_mark = |i: usize| document.tokens[i].kind == TokenKind::QuoteMark;
    let end = document.sentences[document.sentence_of(last - 1)].tokens.end;
    let mark = (last - 1..end.min(last + 2)).find(|&i| is_mark(i) && !reading.marks.inside[i])?;
    let start = mark + 1 + usize::from(mark + 1 < end && document.word(mark + 1) == ",");
    let name = phrase::starting_at(document, reading, start, end)?;
    let reports = |i: &usize| reading.cues[*i].is_some_and(|cue| matches!(cue.manner, Manner::Say | Manner::Tell));
    let cue = (name.end..end.min(name.end + TO_CUE)).take_while(|&i| !is_mark(i)).find(reports)?;
    Some((name, cue..cue + 1))
}

/// "NAME:" at the head of the paragraph.
fn transcript(document: &Document, attribution: &Attribution) -> Option<(Range<usize>, Range<usize>)> {
    let paragraph = document.paragraphs[document.paragraph_of(attribution.parts[0].start)].tokens.clone();
    let is_mark = document.tokens[paragraph.start].kind == TokenKind::QuoteMark;
    let first = paragraph.start + usize::from(is_mark);
    let colon = (first..paragraph.end.min(first + LABEL)).find(|&index| document.word(index) == ":")?;
    let capitals = |index: usize| document.word(index).chars().all(|c| !c.is_lowercase());
    let name = first..colon;
    (!name.is_empty() && name.clone().all(capitals) && colon < attribution.parts[0].start.max(colon + 1))
        .then_some((name, colon..colon + 1))
}
