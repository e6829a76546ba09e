//! Words, numbers and marks, in one linear scan.
//!
//! The rules are those of UAX 29 where news agrees with it, and where it does not: compounds with hyphens stay whole, so
//! do abbreviations with their full stops ("U.S.", "Mr."), a possessive "'s" stands alone, and of the many marks that
//! look like an apostrophe it is decided which serve as quotation marks. White space and invisible format characters
//! outside of words belong to no token; everything else does.

mod apostrophe;
mod character;
mod word;

use super::document::{Token, TokenKind};
use character::{Class, class_of};

/// Appends the tokens of one `paragraph` to `into`; their bytes count from `base`, where the paragraph begins.
pub fn tokens(paragraph: &str, base: usize, into: &mut Vec<Token>) {
    let mut scanner = Scanner { text: paragraph, at: 0, single_open: false };
    while let Some((bytes, kind)) = scanner.next_token() {
        into.push(Token { bytes: base + bytes.start..base + bytes.end, kind });
    }
}

/// One pass over a paragraph.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    /// Whether a single quotation mark is open here.
    single_open: bool,
}

impl Scanner<'_> {
    fn next_token(&mut self) -> Option<(std::ops::Range<usize>, TokenKind)> {
        let (start, first) = self.skip_space()?;
        let (end, kind) = match class_of(first) {
            Class::Letter | Class::Digit => word::scan(self.text, start, self.single_open),
            Class::Apostrophe => self.apostrophe(start, first),
            Class::Quote => (start + first.len_utf8(), TokenKind::QuoteMark),
            Class::Ideograph => (self.with_marks(start + first.len_utf8()), TokenKind::Word),
            _ => (self.with_marks(self.run(start, first)), TokenKind::Punctuation),
        };
        self.at = end;
        Some((start..end, kind))
    }

    /// Moves to the next character that belongs to a token.
    fn skip_space(&mut self) -> Option<(usize, char)> {
        let rest = &self.text[self.at..];
        let (offset, c) = rest.char_indices().find(|&(_, c)| !matches!(class_of(c), Class::Space | Class::Format))?;
        Some((self.at + offset, c))
    }

    /// The end of a run of the mark `first`: dashes, dots, question and exclamation marks, ornaments stay together.
    fn run(&self, start: usize, first: char) -> usize {
        let same = |c: char| match first {
            '!' | '?' => c == '!' || c == '?',
            '.' | '-' | '*' | '=' | '_' | '~' | '#' | '+' | '|' => c == first,
            _ => false,
        };
        let rest = &self.text[start + first.len_utf8()..];
        start + first.len_utf8() + rest.find(|c| !same(c)).unwrap_or(rest.len())
    }

    /// Takes in combining marks and variation selectors that follow `end`.
    fn with_marks(&self, end: usize) -> usize {
        let rest = &self.text[end..];
        end + rest.find(|c| class_of(c) != Class::Mark).unwrap_or(rest.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Token> {
        let mut found = Vec::new();
        tokens(text, 0, &mut found);
        found
    }

    /// Checks that `text` falls into the tokens of `expected`, which are parted by bars; `q:` before one says that it is
    /// a quotation mark.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found: Vec<String> = read(text)
            .into_iter()
            .map(|t| format!("{}{}", if t.kind == TokenKind::QuoteMark { "q:" } else { "" }, &text[t.bytes]))
            .collect();
        assert_eq!(found.join("|"), expected, "in {text:?}");
    }

    #[test]
    fn compounds_stay_whole() {
        check("a 38-month cease-fire, US-Russian", "a|38-month|cease-fire|,|US-Russian");
        check("rock -- and", "rock|--|and");
    }

    #[test]
    fn abbreviations_keep_their_full_stop() {
        check("Mr. Lee of the U.S. won.", "Mr.|Lee|of|the|U.S.|won|.");
        check("at 5 p.m. J.K. Poe, Ph.D., left", "at|5|p.m.|J.K.|Poe|,|Ph.D.|,|left");
        check("a U.S.-led force", "a|U.S.-led|force");
        check("No. 5, he said no.", "No.|5|,|he|said|no|.");
    }

    #[test]
    fn a_full_stop_without_space_still_parts_sentences() {
        check("It ended.The mayor left", "It|ended|.|The|mayor|left");
        check("see example.com now", "see|example.com|now");
    }

    #[test]
    fn possessives_stand_alone_and_contractions_do_not() {
        check("Ann's dog", "Ann|'s|dog");
        check("the U.S.’s view", "the|U.S.|’s|view");
        check("the players' union", "the|players|'|union");
        check("It's O'Brien, don’t", "It's|O'Brien|,|don’t");
    }

    #[test]
    fn single_quotation_marks_are_told_from_apostrophes() {
        check("'We won,' he said", "q:'|We|won|,|q:'|he|said");
        check("‘the players’ union’ met", "q:‘|the|players|’|union|q:’|met");
        check("'Stop': a review", "q:'|Stop|q:'|:|a|review");
        check("the '90s and ’tis", "the|'90s|and|’tis");
        check("goin' home, rock 'n' roll", "goin'|home|,|rock|'n'|roll");
    }

    #[test]
    fn quotation_marks_of_many_shapes() {
        check("``Yes,'' «no» „ja“", "q:``|Yes|,|q:''|q:«|no|q:»|q:„|ja|q:“");
        check("\"'Go,' he said\"", "q:\"|q:'|Go|,|q:'|he|said|q:\"");
        check("he is 6'2\" tall", "he|is|6'2\"|tall");
    }

    #[test]
    fn numbers_keep_their_separators() {
        check("$1,000.50 at 11:39, 31st, 20%", "$|1,000.50|at|11:39|,|31st|,|20|%");
    }

    #[test]
    fn links_are_one_token() {
        check("at https://example.org/a?b=c. Then", "at|https://example.org/a?b=c|.|Then");
    }

    #[test]
    fn invisible_characters_belong_to_no_token() {
        check("\u{feff}Anna\u{2066} Berg\u{2069}.", "Anna|Berg|.");
        check("co\u{ad}operate e\u{301}t", "co\u{ad}operate|e\u{301}t");
    }

    #[test]
    fn ideographs_stand_alone() {
        check("会談。", "会|談|。");
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_miss_nothing_visible(text in "\\PC{0,80}|[a-zA-Z'’‘\".,;:!?&@ 0-9–-]{0,80}") {
            let mut end = 0;
            for token in read(&text) {
                prop_assert!(token.bytes.start >= end && token.bytes.start < token.bytes.end);
                let gap = &text[end..token.bytes.start];
                prop_assert!(gap.chars().all(|c| matches!(class_of(c), Class::Space | Class::Format)), "{gap:?}");
                end = token.bytes.end;
            }
            prop_assert!(text[end..].chars().all(|c| matches!(class_of(c), Class::Space | Class::Format)));
        }
    }
}
