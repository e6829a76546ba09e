//! Transcripts: paragraphs that a name and a colon begin.

use std::ops::Range;

use foldhash::HashMap;

use super::{Attribution, Reading, Sure};
use crate::split::document::{Document, Role, TokenKind};

/// The longest label, in tokens.
const LONGEST: usize = 6;

/// Labels of notices, not of speakers.
const NOTICES: [&str; 20] = [
    "update",
    "note",
    "watch",
    "read",
    "video",
    "photo",
    "photos",
    "related",
    "more",
    "breaking",
    "correction",
    "editor",
    "listen",
    "see",
    "share",
    "source",
    "sources",
    "q",
    "a",
    "disclosure",
];

/// A paragraph that a label begins.
struct Line {
    label: Range<usize>,
    /// All after the colon.
    words: Range<usize>,
    /// Whether the label has no small letters.
    shouted: bool,
}

/// Makes each line of a transcript a statement of whom its label names, in the place of what was found at its beginning.
/// One labelled paragraph may be a notice ("NOTE: …"); a transcript is told by labels that come again, or are names.
pub fn read(document: &Document, reading: &Reading, found: &mut Vec<Attribution>) {
    let lines: Vec<Line> = document
        .paragraphs
        .iter()
        .filter(|paragraph| paragraph.role == Role::Body)
        .filter_map(|paragraph| line(document, reading, paragraph.tokens.clone()))
        .collect();
    let mut times: HashMap<&str, usize> = HashMap::default();
    for line in &lines {
        *times.entry(document.phrase(line.label.clone())).or_default() += 1;
    }
    let repeated = times.values().any(|&times| times > 1);
    let spoken: Vec<&Line> = lines
        .iter()
        .filter(|line| {
            let name = line.label.clone().any(|index| reading.names[index].is_some());
            let again = times[document.phrase(line.label.clone())] > 1;
            again && (line.shouted || name) || line.shouted && (name || repeated)
        })
        .collect();
    if spoken.is_empty() {
        return;
    }
    found.retain(|attribution| {
        let start = attribution.parts[0].start;
        let next = spoken.partition_point(|line| line.words.end <= start);
        spoken.get(next).is_none_or(|line| start < line.label.start || start > line.words.start + 1)
    });
    found.extend(spoken.iter().map(|line| Attribution {
        parts: vec![line.words.clone()],
        cue: Some(line.label.end..line.label.end + 1),
        source: Some(line.label.clone()),
        sure: Sure::all(0.95),
    }));
}

/// The paragraph `tokens` as a line of a transcript; none when no label begins it.
fn line(document: &Document, reading: &Reading, tokens: Range<usize>) -> Option<Line> {
    let is_mark = document.tokens.get(tokens.start)?.kind == TokenKind::QuoteMark;
    let start = tokens.start + usize::from(is_mark);
    let colon = (start..tokens.end.min(start + LONGEST + 1)).find(|&index| document.word(index) == ":")?;
    let label = start..colon;
    let fits = |index: usize| match document.tokens[index].kind {
        TokenKind::Word => reading.capital[index],
        TokenKind::Number => true,
        _ => matches!(document.word(index), "." | "-" | "(" | ")"),
    };
    let words = colon + 1..tokens.end;
    let speaks = words.clone().any(|index| document.tokens[index].kind == TokenKind::Word);
    let begins = document.tokens.get(start).is_some_and(|token| token.kind == TokenKind::Word);
    let shouted = !document.phrase(label.clone()).chars().any(char::is_lowercase);
    let notice = NOTICES.iter().any(|word| document.word(start).eq_ignore_ascii_case(word));
    (begins && speaks && !notice && label.clone().all(fits)).then_some(Line { label, words, shouted })
}
