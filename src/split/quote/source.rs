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

/// Participles that say what their subject feels, and leave it the source.
const FEELINGS: [&str; 26] = [
    "worried",
    "concerned",
    "convinced",
    "committed",
    "opposed",
    "determined",
    "pleased",
    "disappointed",
    "frustrated",
    "satisfied",
    "surprised",
    "shocked",
    "scared",
    "outraged",
    "impressed",
    "interested",
    "inclined",
    "prepared",
    "divided",
    "assured",
    "dedicated",
    "devoted",
    "persuaded",
    "intended",
    "aligned",
    "dissatisfied",
];

/// Fills in the sources of attributions that have none, where a neighbour or the words beside the cue tell.
pub fn complete(document: &Document, reading: &Reading, found: &mut [Attribution]) {
    found.sort_by_key(|a| a.parts[0].start);
    for index in 0..found.len() {
        if let Some(cue) = found[index].cue.clone().filter(|cue| is_passive(document, reading, cue)) {
            if found[index].source.as_ref().is_none_or(|source| source.start < cue.start) {
                found[index].source = agent(document, reading, cue.end);
            }
            continue;
        }
        if let Some(whole) = before_relative(document, reading, &found[index]) {
            found[index].source = Some(whole);
            found[index].sure.source = 0.0;
            continue;
        }
        if found[index].source.as_ref().is_some_and(|source| says_who(reading, source)) {
            continue;
        }
        let attribution = &found[index];
        let before = index.checked_sub(1).map(|last| &found[last]);
        let shared = |cue: &Range<usize>| {
            before
                .filter(|last| same_sentence(document, last, cue.start))
                .and_then(|last| last.source.clone())
                .or_else(|| subject(document, reading, cue.start))
        };
        let beside = |cue: &Range<usize>| {
            beside(document, reading, cue.clone()).filter(|source| !overlaps(&attribution.parts, source))
        };
        let source = match &attribution.cue {
            Some(cue) if goes_on(reading, cue) => {
                shared(cue).or_else(|| is_quoted(reading, attribution).then(|| beside(cue)).flatten())
            }
            Some(cue) => beside(cue).or_else(|| shared(cue).filter(|_| joined(reading, cue.start))),
            None => signed(document, reading, attribution),
        };
        let label = if attribution.cue.is_none() && source.is_none() {
            after_mark(document, reading, attribution)
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

/// "is expected", "was known", "seems": who expects, knows and sees it so is not the subject. Words for what somebody
/// feels are no passives.
fn is_passive(document: &Document, reading: &Reading, cue: &Range<usize>) -> bool {
    let is = |index: usize, words: &[&str]| words.iter().any(|word| document.word(index).eq_ignore_ascii_case(word));
    if cue.clone().any(|index| is(index, &["seem", "seems", "seemed", "appear", "appears", "appeared"])) {
        return true;
    }
    let participle = |index: &usize| reading.cues[*index].is_some_and(|cue| cue.form == Form::Past);
    let Some(verb) = cue.clone().rev().find(participle).filter(|&verb| !is(verb, &FEELINGS)) else { return false };
    let quoted = cue.clone().any(|index| is(index, &["quoted"]));
    let helper = (verb.saturating_sub(3)..verb)
        .rev()
        .take_while(|&index| {
            matches!(reading.small[index], Some(Small::Adverb | Small::Auxiliary))
                || document.word(index).ends_with("ly")
        })
        .any(|index| is(index, &["is", "are", "was", "were", "be", "been", "being"]));
    helper && !quoted
}

/// "by Ann Lee" after a passive.
fn agent(document: &Document, reading: &Reading, start: usize) -> Option<Range<usize>> {
    let end = document.sentences[document.sentence_of(start - 1)].tokens.end;
    let by = Some(start).filter(|&by| by < end && document.word(by).eq_ignore_ascii_case("by"))?;
    phrase::starting_at(document, reading, by + 1, end)
}

/// "The crews, who have waited for years, said": the source is what the clause tells of, not the clause.
fn before_relative(document: &Document, reading: &Reading, attribution: &Attribution) -> Option<Range<usize>> {
    let (source, cue) = (attribution.source.clone()?, attribution.cue.clone()?);
    let relative = ["who", "which", "whose"].iter().any(|word| document.word(source.start).eq_ignore_ascii_case(word));
    let comma = |index: usize| document.word(index) == ",";
    if !relative || source.start == 0 || !comma(source.start - 1) || source.start >= cue.start || !comma(cue.start - 1)
    {
        return None;
    }
    let floor = document.sentences[document.sentence_of(source.start)].tokens.start;
    let head = phrase::ending_at(document, reading, floor, source.start - 1)?;
    (head.end <= source.start && !overlaps(&attribution.parts, &head)).then_some(head)
}

/// Whether a source holds more than adverbs and the like.
fn says_who(reading: &Reading, source: &Range<usize>) -> bool {
    source.clone().any(|i| !matches!(reading.small[i], Some(Small::Adverb | Small::Auxiliary | Small::Preposition)))
}

/// "…, adding that": the subject is that of the clause before.
fn goes_on(reading: &Reading, cue: &Range<usize>) -> bool {
    cue.clone().next().and_then(|first| reading.cues[first]).is_some_and(|cue| cue.form == Form::Gerund)
}

fn is_quoted(reading: &Reading, attribution: &Attribution) -> bool {
    attribution.parts.iter().cloned().flatten().any(|index| reading.marks.inside[index])
}

fn overlaps(parts: &[Range<usize>], source: &Range<usize>) -> bool {
    parts.iter().any(|part| part.start < source.end && source.start < part.end)
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
    while end > floor && matches!(reading.small[end - 1], Some(Small::Adverb | Small::Auxiliary)) {
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
    // A capital alone proves nothing at the beginning of a sentence.
    let known = |i: usize| {
        reading.names[i].is_some()
            || reading.descriptions[i].is_some()
            || reading.small[i] == Some(Small::Pronoun)
            || i > start && reading.capital[i]
    };
    (start < index && !reading.marks.inside[start])
        .then(|| phrase::starting_at(document, reading, start, index))
        .flatten()
        .filter(|subject| subject.clone().any(known))
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
