//! The text of an article: cleaned once, at the door, and indexed by code point.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::Span;

/// Code points between two remembered byte offsets.
const STRIDE: usize = 64;

/// An article's text, free of control characters but for the line feed.
///
/// The only constructor replaces C0 and C1 controls and DEL one for one by a space (a lone carriage return by a line
/// feed), so that offsets into the original hold. Format characters such as bidi controls stay, for they are part of
/// what was written; they are dropped where text is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Text {
    content: String,
    /// Byte offset of every `STRIDE`th code point; empty when all is ASCII.
    marks: Vec<u32>,
    length: u32,
}

impl Text {
    /// Cleans `raw` and indexes it.
    pub fn new(raw: &str) -> Self {
        let content = if may_have_controls(raw) { clean(raw) } else { raw.to_owned() };
        let mut marks = Vec::new();
        let mut length = 0;
        if content.is_ascii() {
            length = content.len();
        } else {
            for (byte, _) in content.char_indices() {
                if length % STRIDE == 0 {
                    marks.push(byte as u32);
                }
                length += 1;
            }
        }
        Self { content, marks, length: length as u32 }
    }

    /// The text itself.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Length in code points.
    pub fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.content.is_empty()
    }

    /// The words at `span`; a span that reaches past the end is cut there.
    pub fn slice(&self, span: Span) -> &str {
        &self.content[self.bytes(span)]
    }

    /// The quotation marks that stand right around `span`, the closing one with the comma or stop before it; empty where
    /// there is none.
    pub fn marks_around(&self, span: Span) -> (&str, &str) {
        let is_mark = |c: char| "\"“”„‟«»‘’‚‛‹›'`".contains(c);
        let near = |start: u32, end: u32| self.slice(Span { start, end });
        let before = near(span.start.saturating_sub(1), span.start);
        let after = (1..=2).map(|count| near(span.end, span.end + count)).find(|after| {
            let mut letters = after.chars().rev();
            letters.next().is_some_and(is_mark) && letters.all(|c| ",.;:!?…".contains(c))
        });
        (if before.chars().all(is_mark) { before } else { "" }, after.unwrap_or_default())
    }

    /// The byte range of `span`, cut at the end of the text.
    pub fn bytes(&self, span: Span) -> Range<usize> {
        self.byte(span.start as usize)..self.byte(span.end as usize)
    }

    /// The span of a byte range, whose ends must lie on character borders.
    pub fn span(&self, bytes: Range<usize>) -> Span {
        Span::new(self.char(bytes.start), self.char(bytes.end))
    }

    /// The byte offset of the code point `index`, or the length in bytes when past the end.
    pub fn byte(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.content.len();
        }
        if self.marks.is_empty() {
            return index;
        }
        let (block, rest) = (index / STRIDE, index % STRIDE);
        let from = self.marks[block] as usize;
        if self.is_ascii(block) {
            return from + rest;
        }
        self.content[from..].char_indices().nth(rest).map_or(self.content.len(), |(byte, _)| from + byte)
    }

    /// The index of the code point at or after the byte offset `byte`.
    pub fn char(&self, byte: usize) -> usize {
        if self.marks.is_empty() || byte >= self.content.len() {
            return byte.min(self.len());
        }
        let block = self.marks.partition_point(|&mark| mark as usize <= byte) - 1;
        let from = self.marks[block] as usize;
        let rest = if self.is_ascii(block) { byte - from } else { self.content[from..byte].chars().count() };
        block * STRIDE + rest
    }

    /// Whether the `STRIDE` code points from a remembered offset on are as many bytes.
    fn is_ascii(&self, block: usize) -> bool {
        let from = self.marks[block] as usize;
        self.marks.get(block + 1).is_some_and(|&next| next as usize - from == STRIDE)
    }
}

impl From<String> for Text {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.content
    }
}

/// Whether a byte of `raw` is a control but for the line feed, or begins a code point of the block of C1 controls.
fn may_have_controls(raw: &str) -> bool {
    // Without a way out early, so that many bytes are looked at in one step.
    raw.bytes().fold(false, |found, byte| found | (byte < b' ' && byte != b'\n' || byte == 0x7f || byte == 0xc2))
}

fn clean(raw: &str) -> String {
    let mut characters = raw.chars().peekable();
    let mut content = String::with_capacity(raw.len());
    while let Some(c) = characters.next() {
        content.push(match c {
            '\n' => '\n',
            '\r' if characters.peek() != Some(&'\n') => '\n',
            c if c.is_control() => ' ',
            c => c,
        });
    }
    content
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quotation_marks_are_found_around_a_span() {
        let text = Text::new("“We stay,” she said. “No.” He said we stay.");
        let marks = |words: &str| {
            let at = text.as_str().find(words).unwrap();
            text.marks_around(text.span(at..at + words.len()))
        };
        assert_eq!(marks("We stay"), ("“", ",”"));
        assert_eq!(marks("No."), ("“", "”"));
        assert_eq!(marks("we stay"), ("", ""));
    }

    #[test]
    fn controls_become_spaces_one_for_one() {
        assert_eq!(Text::new("a\x1b[31m\tb\r\nc\rd\u{9b}").as_str(), "a [31m b \nc\nd ");
        assert_eq!(Text::new("£5\u{85}\x7f").as_str(), "£5  ");
        assert_eq!(Text::new("£5\n«no»").as_str(), "£5\n«no»");
    }

    #[test]
    fn a_slice_past_the_end_is_cut() {
        assert_eq!(Text::new("“Crimea”").slice(Span::new(1, 99)), "Crimea”");
    }

    proptest! {
        #[test]
        fn cleaning_keeps_every_offset(raw in "\\PC*|[\\x00-\\x9f\u{2019}é]*") {
            prop_assert_eq!(Text::new(&raw).len(), raw.chars().count());
        }

        #[test]
        fn bytes_and_code_points_agree(raw in "([a-é\u{2019}日😀 ]{0,80}[a-z ]{0,160}){0,3}") {
            let text = Text::new(&raw);
            for (index, (byte, _)) in text.as_str().char_indices().enumerate() {
                prop_assert_eq!(text.byte(index), byte);
                prop_assert_eq!(text.char(byte), index);
            }
            prop_assert_eq!(text.char(text.as_str().len()), text.len());
        }
    }
}
