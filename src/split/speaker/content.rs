//! What exactly is quoted: how much stands between marks, and where it begins and ends.

use std::ops::Range;

use crate::model::QuoteKind;
use crate::split::document::{Document, TokenKind};
use crate::split::quote::Reading;

/// How much of `parts` stands between quotation marks.
pub fn kind(document: &Document, reading: &Reading, parts: &[Range<usize>]) -> QuoteKind {
    let words = parts.iter().cloned().flatten().filter(|&i| is_word(document, i));
    let (mut all, mut any) = (true, false);
    for index in words {
        all &= reading.marks.inside[index];
        any |= reading.marks.inside[index];
    }
    match (any, all) {
        (true, true) => QuoteKind::Direct,
        (true, false) => QuoteKind::Mixed,
        _ => QuoteKind::Indirect,
    }
}

/// `part` without what does not belong to it at its edges; none when no word is left.
pub fn trimmed(document: &Document, reading: &Reading, part: Range<usize>, direct: bool) -> Option<Range<usize>> {
    let mut part = part;
    let edge = |index: usize| {
        !is_word(document, index) && !matches!(document.word(index), "$" | "£" | "€" | "#" | "[" | "(" | "…" | "@")
    };
    while part.start < part.end && edge(part.start) {
        part.start += 1;
    }
    while part.start < part.end && !is_word(document, part.end - 1) && !keeps_end(document, part.end - 1, direct) {
        part.end -= 1;
    }
    if part.is_empty() {
        return None;
    }
    if direct {
        let ends = reading.marks.inside.get(part.end) == Some(&true) && keeps_end(document, part.end, true);
        part.end += usize::from(ends);
    } else {
        part = with_marks(document, reading, part);
    }
    Some(part)
}

/// A mixed quote holds its inner marks, both of each pair.
fn with_marks(document: &Document, reading: &Reading, part: Range<usize>) -> Range<usize> {
    let inside = &reading.marks.inside;
    let is_mark = |index: usize| document.tokens.get(index).is_some_and(|t| t.kind == TokenKind::QuoteMark);
    let start =
        if part.start > 0 && inside[part.start] && is_mark(part.start - 1) { part.start - 1 } else { part.start };
    let mut end = part.end;
    let paragraph = &document.paragraphs[document.paragraph_of(part.end - 1)].tokens;
    if inside[part.end - 1] {
        let punctuation = usize::from(
            end < document.tokens.len() && inside[end] && matches!(document.word(end), "." | "," | "!" | "?"),
        );
        if end + punctuation < paragraph.end && is_mark(end + punctuation) && !inside[end + punctuation] {
            end += punctuation + 1;
        }
    }
    start..end
}

fn keeps_end(document: &Document, index: usize, direct: bool) -> bool {
    match document.word(index) {
        ")" | "]" | "%" | "…" => true,
        "." | "!" | "?" => direct,
        _ => false,
    }
}

fn is_word(document: &Document, index: usize) -> bool {
    matches!(document.tokens[index].kind, TokenKind::Word | TokenKind::Number)
}
