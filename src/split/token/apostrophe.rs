//! Apostrophes: quotation mark, possessive, or a letter left out.

use super::super::document::TokenKind;
use super::Scanner;
use super::character::{Class, after, before, class_of, is_apostrophe};
use super::word;

/// Words that begin with an apostrophe.
const CLIPPED: [&str; 14] =
    ["tis", "twas", "til", "till", "em", "cause", "bout", "cuz", "n", "round", "neath", "ere", "nuff", "twere"];

/// How far ahead a closing mark is looked for, in bytes: a quotation longer than that is rarely inside single marks.
const REACH: usize = 500;

impl Scanner<'_> {
    /// The token that begins with the apostrophe-like mark `mark` at `start`.
    pub(super) fn apostrophe(&mut self, start: usize, mark: char) -> (usize, TokenKind) {
        let next = start + mark.len_utf8();
        if after(self.text, next) == Some(mark) {
            return (next + mark.len_utf8(), TokenKind::QuoteMark);
        }
        let touches_word = start == self.at && before(self.text, start).is_some_and(is_word_end);
        if touches_word {
            return self.after_word(start, mark, next);
        }
        if let Some(end) = self.clipped(next) {
            return end;
        }
        let opens = start > self.at
            || !before(self.text, start).is_some_and(|c| class_of(c) == Class::Other && !opens_after(c));
        self.single_open = opens && after(self.text, next).is_some_and(|c| class_of(c) != Class::Space);
        (next, TokenKind::QuoteMark)
    }

    /// A mark right after a word: possessive, or closing.
    fn after_word(&mut self, start: usize, mark: char, next: usize) -> (usize, TokenKind) {
        if mark != '`' && word::is_possessive(self.text, next) {
            return (next + 1, TokenKind::Word);
        }
        let ends_in_s = before(self.text, start).is_some_and(|c| matches!(c, 's' | 'S' | 'x' | 'z'));
        let then_word = self.text[next..].starts_with(' ')
            && self.text[next..].chars().nth(1).is_some_and(|c| class_of(c) == Class::Letter);
        let possessive = ends_in_s && then_word && (!self.single_open || self.closes_later(next));
        if possessive {
            return (next, TokenKind::Word);
        }
        self.single_open = false;
        (next, TokenKind::QuoteMark)
    }

    /// Whether a mark further on closes the quotation before another one opens.
    fn closes_later(&self, from: usize) -> bool {
        let rest = &self.text[from..];
        let mut previous = ' ';
        for (at, c) in rest.char_indices().take_while(|&(at, _)| at < REACH) {
            if is_apostrophe(c) {
                let following = after(rest, at + c.len_utf8()).unwrap_or(' ');
                if previous.is_whitespace() {
                    return false;
                }
                if !following.is_alphanumeric() {
                    return true;
                }
            }
            previous = c;
        }
        false
    }

    /// A word whose beginning was left out: "'tis", "'90s", "'n'".
    fn clipped(&self, next: usize) -> Option<(usize, TokenKind)> {
        let rest = &self.text[next..];
        let length = rest.bytes().take(8).take_while(u8::is_ascii_alphanumeric).count();
        let word = &rest[..length];
        if word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && matches!(&word[2..], "" | "s") {
            // "'90s" but not "'90 percent of them'": a number inside quotation marks.
            return (word.len() == 3 || !self.closes_later(next)).then_some((next + length, TokenKind::Number));
        }
        if !CLIPPED.iter().any(|clipped| word.eq_ignore_ascii_case(clipped)) {
            return None;
        }
        let and = word.eq_ignore_ascii_case("n") && after(rest, length).is_some_and(is_apostrophe);
        let end = next + length + if and { after(rest, length).map_or(0, char::len_utf8) } else { 0 };
        Some((end, TokenKind::Word))
    }
}

fn is_word_end(c: char) -> bool {
    matches!(class_of(c), Class::Letter | Class::Digit | Class::Mark | Class::Ideograph) || c == '.'
}

/// Whether a quotation may open right after the mark `c`.
fn opens_after(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '-' | '–' | '—' | '/' | ':' | '*' | '_' | '¿' | '¡')
}
