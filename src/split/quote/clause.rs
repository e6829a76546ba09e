//! Content mended by what a clause must have: a report inside a report is parted from it, and a clause without its verb
//! goes on to it.

use std::ops::Range;

use super::phrase::{self, Small};
use super::{Attribution, Reading, Sure};
use crate::lexicon::cue::Manner;
use crate::lexicon::inflection::Form;
use crate::split::document::{Document, TokenKind};

/// Words by which a report goes over to another one: "…, a diplomat said, as Ann Lee said that …".
const TURNS: [&str; 8] = ["as", "while", "when", "after", "before", "but", "though", "although"];

/// How far from "clear" the clause may stand that it introduces, in tokens.
const REMARK: usize = 10;

/// The forms of the verb before "clear".
const MAKES: [&str; 4] = ["make", "makes", "made", "making"];

/// Mends the content of every attribution in `found`.
pub fn mend(document: &Document, reading: &Reading, found: &mut Vec<Attribution>) {
    let mut parted = Vec::new();
    for attribution in found.iter_mut() {
        make_clear(document, attribution);
        let Some(cue) = attribution.cue.clone() else { continue };
        let after = attribution.parts.iter().skip(1).position(|part| part.start >= cue.end).map(|at| at + 1);
        if let Some(other) = after.and_then(|at| other_report(document, reading, attribution, at)) {
            attribution.parts.truncate(after.unwrap_or(1));
            parted.push(other);
        }
        if let Some(last) = attribution.parts.last_mut().filter(|last| last.start >= cue.end) {
            last.end = verb_end(document, reading, last);
        }
    }
    found.append(&mut parted);
}

/// "has made clear in many remarks that", "made clear to the board that": the verb reports, whatever stands between it
/// and the clause, and its subject is the source.
fn make_clear(document: &Document, attribution: &mut Attribution) {
    let is = |index: usize, word: &str| document.word(index).eq_ignore_ascii_case(word);
    let Some(content) = attribution.parts.first().cloned() else { return };
    if attribution.cue.as_ref().is_some_and(|cue| cue.start >= content.start) {
        return;
    }
    let sentence = document.sentences[document.sentence_of(content.start)].tokens.clone();
    let reach = |index: usize| index.saturating_sub(REMARK).max(sentence.start)..index;
    let runs_on = |index: &usize| {
        !matches!(document.word(*index), "," | ";" | ":") && document.tokens[*index].kind != TokenKind::QuoteMark
    };
    let end = content.end.min(sentence.end).min(content.start + REMARK);
    let Some(that) = (content.start..end).take_while(runs_on).find(|&index| is(index, "that")) else { return };
    let Some(clear) = reach(that).rev().take_while(runs_on).find(|&index| is(index, "clear")) else { return };
    let Some(verb) = reach(clear).rev().take(2).find(|&i| MAKES.iter().any(|word| is(i, word))) else { return };
    // Another report may hold the words as its content: "blamed the board for failing to make clear that".
    let Some(cue) = attribution.cue.clone().filter(|cue| cue.end > verb && cue.start < that) else { return };
    attribution.parts[0].start = that;
    if cue.start > clear {
        attribution.cue = Some(verb..clear + 1);
        attribution.source = None;
        attribution.sure.source = 0.0;
    }
}

/// The report that the part number `at` of `attribution` holds, where that part only seems to go on with the first:
/// it turns to another speaker and has a cue of its own.
fn other_report(document: &Document, reading: &Reading, attribution: &Attribution, at: usize) -> Option<Attribution> {
    let part = &attribution.parts[at];
    let first = part.clone().find(|&i| document.tokens[i].kind == TokenKind::Word)?;
    let turns =
        !reading.marks.inside[first] && TURNS.iter().any(|word| document.word(first).eq_ignore_ascii_case(word));
    if !turns {
        return None;
    }
    let reports = |i: usize| {
        !reading.marks.inside[i]
            && reading.cues[i].is_some_and(|cue| {
                matches!(cue.manner, Manner::Say | Manner::Tell) && matches!(cue.form, Form::Past | Form::S)
            })
    };
    let cue = (first + 1..part.end).find(|&i| reports(i))?;
    let source = phrase::ending_at(document, reading, first + 1, cue)?;
    let content =
        (cue + 1..part.end).find(|&i| reading.marks.inside[i] || document.word(i).eq_ignore_ascii_case("that"));
    let start = content.unwrap_or(cue + 1);
    let sure = Sure { source: 0.0, ..attribution.sure };
    let content = start..part.end;
    (!content.is_empty()).then(|| Attribution {
        parts: vec![content],
        cue: Some(cue..cue + 1),
        source: Some(source),
        sure,
    })
}

/// Where `content`, the end of a report, ends: "that the bridge" goes on with its verb up to the clause's end.
fn verb_end(document: &Document, reading: &Reading, content: &Range<usize>) -> usize {
    let auxiliary = |i: usize| reading.small[i] == Some(Small::Auxiliary);
    let opens = document.word(content.start).eq_ignore_ascii_case("that");
    let verbless = !content.clone().any(|i| auxiliary(i) || reading.cues[i].is_some() || reading.marks.inside[i]);
    let sentence = &document.sentences[document.sentence_of(content.start)].tokens;
    if !opens || !verbless || content.end >= sentence.end || !auxiliary(content.end) {
        return content.end;
    }
    let stops = |&i: &usize| matches!(document.word(i), "," | ";" | "." | "!" | "?" | "--" | "—");
    (content.end..sentence.end).find(stops).unwrap_or(sentence.end)
}
