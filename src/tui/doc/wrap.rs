//! Words into lines, never hyphenated (a hyphen that is there may end a line): each line is a byte range of what was wrapped.

use std::ops::Range;

use textwrap::core::{Word, break_words, display_width};
use textwrap::wrap_algorithms::wrap_first_fit;
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
    display_width(text)
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
    if display_width(text) <= width {
        lines.push(offset..offset + text.trim_end_matches(' ').len());
        return;
    }
    let words: Vec<Word> = WordSeparator::UnicodeBreakProperties.find_words(text).collect();
    let words = textwrap::word_splitters::split_words(words, &WordSplitter::HyphenSplitter);
    let words = break_words(words, width);
    let mut at = offset;
    for line in wrap_first_fit(&words, &[width as f64]) {
        let length: usize = line.iter().map(|word| word.word.len() + word.whitespace.len()).sum();
        let trailing = line.last().map_or(0, |word| word.whitespace.len());
        lines.push(at..at + length - trailing);
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|range| &text[range]).collect()
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
    }
}
