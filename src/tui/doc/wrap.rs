//! Words into lines, never hyphenated (a hyphen that is there may end a line): each line is a byte range of what was wrapped.

use std::ops::Range;

use textwrap::core::{Word, break_words, display_width};
use textwrap::{WordSeparator, WordSplitter};

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flow {
    /// Columns a line may take, its indent included.
    pub width: usize,
    /// Columns left free before each line.
    pub indent: usize,
}

/// Columns that `text` takes on the screen.
pub fn width_of(text: &str) -> usize {
    if is_printable_ascii(text) { text.len() } else { display_width(text) }
}

/// The byte ranges of the lines of `text`, none wider than `width` columns, without the space they were broken at.
///
/// A line feed breaks too. Greedy and linear, so that a paragraph of megabytes is no trap.
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, width, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, offset: usize, width: usize, lines: &mut Vec<Range<usize>>) {
    if width_of(text) <= width {
        lines.push(offset..offset + text.trim_end_matches(' ').len());
        return;
    }
    let mut setter = Setter { width, start: offset, end: offset, gap: 0, used: 0, lines };
    let mut begin = 0;
    while begin < text.len() {
        let stretch = &text[begin..begin + stretch(&text[begin..])];
        let word = stretch.trim_end_matches(' ');
        match plain_width(word).filter(|columns| *columns <= width) {
            Some(columns) => setter.put(word.len(), columns, stretch.len() - word.len()),
            None => setter.put_all(stretch),
        }
        begin += stretch.len();
    }
    setter.finish();
}

/// Puts words into lines one after the other.
struct Setter<'a> {
    width: usize,
    /// Where the line begins, and where its last word ends.
    start: usize,
    end: usize,
    /// Spaces after that word.
    gap: usize,
    /// Columns taken, the gap included.
    used: usize,
    lines: &'a mut Vec<Range<usize>>,
}

impl Setter<'_> {
    /// Puts a word of so many bytes and columns, with the spaces after it.
    fn put(&mut self, bytes: usize, columns: usize, gap: usize) {
        let from = self.end + self.gap;
        if from > self.start && self.used + columns > self.width {
            self.lines.push(self.start..self.end);
            (self.start, self.used) = (from, 0);
        }
        (self.end, self.gap) = (from + bytes, gap);
        self.used += columns + gap;
    }

    /// Puts a stretch of any script, by the rules of Unicode for where lines may end.
    fn put_all(&mut self, stretch: &str) {
        let words: Vec<Word> = WordSeparator::UnicodeBreakProperties.find_words(stretch).collect();
        let words = textwrap::word_splitters::split_words(words, &WordSplitter::HyphenSplitter);
        for word in break_words(words, self.width) {
            self.put(word.word.len(), display_width(word.word), word.whitespace.len());
        }
    }

    fn finish(self) {
        self.lines.push(self.start..self.end);
    }
}

/// The bytes of `text` up to the first place where a line may end whatever the rules say of all else: between a space and
/// a plain letter or digit, where nothing stood before the space that leans on what follows.
fn stretch(text: &str) -> usize {
    let (mut closed, mut spaced) = (false, false);
    for (at, c) in text.char_indices() {
        if c == ' ' {
            spaced = true;
            continue;
        }
        let plain = c.is_ascii_alphanumeric();
        if closed && spaced && plain {
            return at;
        }
        closed = plain || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | ')' | '"' | '\'' | '’' | '”');
        spaced = false;
    }
    text.len()
}

/// The columns of a word that no rule breaks: plain letters and digits, with marks among them and after them that lean
/// on what stands before; none for all other words.
fn plain_width(word: &str) -> Option<usize> {
    let mut columns = 0;
    for c in word.chars() {
        match c {
            _ if c.is_ascii_alphanumeric() => {}
            '.' | ',' | ';' | ':' | '\'' | '"' | '’' if columns > 0 => {}
            _ => return None,
        }
        columns += 1;
    }
    (columns > 0).then_some(columns)
}

fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use textwrap::wrap_algorithms::wrap_first_fit;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|range| &text[range]).collect()
    }

    /// The lines of a paragraph with every word looked at by all rules. It must not end in a hyphen: the last place
    /// where it may be broken is then passed over.
    fn by_all_rules(text: &str, width: usize) -> Vec<Range<usize>> {
        if display_width(text) <= width {
            let whole = 0..text.trim_end_matches(' ').len();
            return std::iter::once(whole).collect();
        }
        let words: Vec<Word> = WordSeparator::UnicodeBreakProperties.find_words(text).collect();
        let words = textwrap::word_splitters::split_words(words, &WordSplitter::HyphenSplitter);
        let words = break_words(words, width);
        let mut at = 0;
        let mut lines = Vec::new();
        for line in wrap_first_fit(&words, &[width as f64]) {
            let length: usize = line.iter().map(|word| word.word.len() + word.whitespace.len()).sum();
            let trailing = line.last().map_or(0, |word| word.whitespace.len());
            lines.push(at..at + length - trailing);
            at += length;
        }
        lines
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(lines("The talks went on until dawn.", 12), ["The talks", "went on", "until dawn."]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        assert_eq!(lines("abcdefgh ij", 4), ["abcd", "efgh", "ij"]);
    }

    #[test]
    fn wide_letters_count_two_columns() {
        assert_eq!(lines("日本 語", 5), ["日本", "語"]);
    }

    #[test]
    fn a_hyphen_may_end_a_line_but_none_is_put_in() {
        assert_eq!(lines("long-standing", 6), ["long-", "standi", "ng"]);
    }

    proptest! {
        #[test]
        fn nothing_but_space_falls_between_lines(text in "[a-z é日\\-\u{301}\u{200b}“]{0,80}", width in 1usize..20) {
            let mut end = 0;
            for line in wrap(&text, width) {
                prop_assert!(text[end..line.start].chars().all(|c| c == ' '));
                prop_assert!(line.start >= end);
                end = line.end;
            }
            prop_assert!(text[end..].trim_matches(' ').is_empty());
        }

        #[test]
        fn the_quick_way_breaks_where_the_rules_do(
            text in "[a-cA1é日 ,.;:!?'\"’“”()\\[\\]{}/%$«»—–…\\-\u{301}\u{200b}\u{a0}\u{2060}\u{ad}\u{5d0}\u{1f1e6}]{0,60}z",
            width in 1usize..24,
        ) {
            prop_assert_eq!(wrap(&text, width), by_all_rules(&text, width));
        }

        #[test]
        fn prose_too(text in "([a-z]{1,7}[.,;:!?'\"’”)%\\-/]{0,2} {0,2}[“\"(‘$]?){0,14}z", width in 1usize..40) {
            prop_assert_eq!(wrap(&text, width), by_all_rules(&text, width));
        }
    }
}
