//! Attributions by rule, for a build without the learned model.

use std::ops::Range;

use super::phrase::{self, Small};
use super::reading::Reading;
use super::{Attribution, Sure};
use crate::lexicon::cue::Manner;
use crate::lexicon::inflection::Form;
use crate::split::document::{Document, Role, TokenKind};

/// Fewer quoted words than these make a statement only where a cue stands beside them.
const STATEMENT: usize = 4;

/// The farthest that a cue may stand from the words it reports, in tokens.
const REACH: usize = 12;

/// The farthest that a subject may begin before its cue, in tokens.
const SUBJECT: usize = 40;

/// The attributions of `document`, paragraph by paragraph.
pub fn find(document: &Document, reading: &Reading) -> Vec<Attribution> {
    let mut found: Vec<Attribution> = Vec::new();
    let mut stretches = reading.marks.stretches.as_slice();
    for paragraph in &document.paragraphs {
        let here = stretches.partition_point(|q| q.tokens.end <= paragraph.tokens.end);
        let quoted: Vec<Range<usize>> = stretches[..here].iter().map(|q| q.tokens.clone()).collect();
        stretches = &stretches[here..];
        if matches!(paragraph.role, Role::Body | Role::Headline | Role::Subhead) {
            let mut finder = Finder { document, reading, bounds: paragraph.tokens.clone(), found: Vec::new() };
            finder.sentences(paragraph.sentences.clone(), &quoted);
            found.append(&mut finder.found);
        }
    }
    found
}

struct Finder<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    bounds: Range<usize>,
    found: Vec<Attribution>,
}

impl Finder<'_> {
    fn sentences(&mut self, sentences: Range<usize>, quoted: &[Range<usize>]) {
        let mut taken = self.bounds.start;
        for sentence in sentences {
            let tokens = self.document.sentences[sentence].tokens.clone();
            let mut index = tokens.start.max(taken);
            while index < tokens.end {
                match self.attribution(index, &tokens, quoted) {
                    Some(attribution) => {
                        let end = attribution.parts.last().map_or(index, |part| part.end);
                        index = end.max(attribution.cue.as_ref().map_or(index, |cue| cue.end)).max(index + 1);
                        self.found.push(attribution);
                    }
                    None => index += 1,
                }
            }
            taken = index;
        }
        self.left_over(quoted);
    }

    /// The attribution whose cue stands at `index`.
    fn attribution(&self, index: usize, sentence: &Range<usize>, quoted: &[Range<usize>]) -> Option<Attribution> {
        let cue = self.reading.cues[index]?;
        if self.reading.marks.inside[index] || cue.manner == Manner::Noun || cue.form == Form::Base && !cue.particle {
            return None;
        }
        let floor = self.floor(index, sentence);
        let before = self.source_before(index, floor);
        let source = before.clone().or_else(|| self.source_after(index, sentence.end))?;
        let cue_end = (index + 1 + usize::from(cue.particle)).max(if before.is_none() { source.end } else { 0 });
        let cue_tokens = index..index + 1 + usize::from(cue.particle);
        let edge = source.start.min(index);
        let after = quoted.partition_point(|q| q.start < cue_end);
        let left = quoted[..after].last().filter(|q| q.end <= edge && edge - q.end <= 3 && q.start >= self.last_end());
        let right = quoted.get(after).filter(|q| q.start - cue_end <= REACH).cloned();
        if let Some(left) = left.filter(|_| cue.manner != Manner::Judge) {
            let mut parts = vec![left.clone()];
            parts.extend(right.filter(|more| more.start - cue_end <= 3));
            return Some(Attribution { parts, cue: Some(cue_tokens), source: Some(source), sure: Sure::all(0.9) });
        }
        let content = self.content_after(cue.manner, cue_end, sentence.end, right)?;
        let direct = content
            .clone()
            .all(|i| self.reading.marks.inside[i] || self.document.tokens[i].kind == TokenKind::QuoteMark);
        let sure = if direct {
            0.85
        } else if content.clone().any(|i| self.reading.marks.inside[i]) {
            0.6
        } else {
            0.4
        };
        Some(Attribution { parts: vec![content], cue: Some(cue_tokens), source: Some(source), sure: Sure::all(sure) })
    }

    fn last_end(&self) -> usize {
        let last = self.found.last().and_then(|a| a.parts.last());
        last.map_or(self.bounds.start, |part| part.end)
    }

    /// Where the search for a subject must stop: the last quotation mark or the sentence's beginning.
    fn floor(&self, index: usize, sentence: &Range<usize>) -> usize {
        let from = sentence.start.max(index.saturating_sub(SUBJECT));
        (from..index).rev().find(|&i| self.document.tokens[i].kind == TokenKind::QuoteMark).map_or(from, |i| i + 1)
    }

    fn source_before(&self, index: usize, floor: usize) -> Option<Range<usize>> {
        let mut end = index;
        while end > floor {
            let skips = matches!(self.reading.small[end - 1], Some(Small::Adverb | Small::Auxiliary))
                || self.document.word(end - 1).ends_with("ly");
            if !skips {
                break;
            }
            end -= 1;
        }
        phrase::ending_at(self.document, self.reading, floor, end)
    }

    fn source_after(&self, index: usize, ceiling: usize) -> Option<Range<usize>> {
        let said = self.reading.cues[index]
            .is_some_and(|cue| matches!(cue.manner, Manner::Say | Manner::Show | Manner::Think));
        if !said {
            return None;
        }
        let start = index
            + 1
            + usize::from(self.document.tokens.get(index + 1).is_some() && self.document.word(index + 1) == "to");
        phrase::starting_at(self.document, self.reading, start, ceiling)
    }

    fn content_after(
        &self,
        manner: Manner,
        from: usize,
        end: usize,
        right: Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let mut start = from;
        if let Some(quote) = right {
            let colon = quote.start >= 2 && matches!(self.document.word(quote.start - 2), ":" | ",");
            if colon || quote.start - from <= 2 {
                return Some(
                    quote.start..quote.end.max(if colon { quote.end } else { self.trimmed(quote.start, end) }),
                );
            }
        }
        if manner == Manner::Tell {
            let that = (from..end.min(from + REACH)).find(|&i| matches!(self.document.word(i), "that" | "to" | "not"));
            start =
                that.or_else(|| phrase::starting_at(self.document, self.reading, from, end).map(|hearer| hearer.end))?;
        }
        let stop = self.trimmed(start, end);
        (stop >= start + 2).then_some(start..stop)
    }

    fn trimmed(&self, start: usize, end: usize) -> usize {
        let mut stop = end;
        while stop > start && matches!(self.document.word(stop - 1), "." | "," | "!" | "?" | ";") {
            stop -= 1;
        }
        stop
    }

    /// Whole statements between marks that no cue claimed: nobody's yet, or the speaker's before.
    fn left_over(&mut self, quoted: &[Range<usize>]) {
        let mut taken: Vec<Range<usize>> = self.found.iter().flat_map(|a| a.parts.iter().cloned()).collect();
        taken.sort_by_key(|part| part.start);
        for stretch in quoted {
            let next = taken.partition_point(|part| part.end <= stretch.start);
            let free = taken.get(next).is_none_or(|part| part.start >= stretch.end);
            if free && self.is_statement(stretch) {
                self.found.push(Attribution {
                    parts: vec![stretch.clone()],
                    cue: None,
                    source: None,
                    sure: Sure::all(0.5),
                });
            }
        }
    }

    fn is_statement(&self, stretch: &Range<usize>) -> bool {
        let ends =
            matches!(self.document.word(stretch.end - 1), "." | "!" | "?" | "…") || stretch.end == self.bounds.end;
        let words =
            stretch.clone().filter(|&i| self.document.tokens[i].kind == TokenKind::Word).take(STATEMENT).count();
        ends && stretch.start <= self.bounds.start + 1 && words == STATEMENT
    }
}
