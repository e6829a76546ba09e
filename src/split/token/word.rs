//! Words and numbers: how far they reach.

use super::super::document::TokenKind;
use super::character::{Class, after, before, class_of, is_apostrophe};
use crate::lexicon::abbreviation::{Abbreviation, abbreviation};

/// The end of the word or number that begins at `start`, and which of the two it is. `single_open` says whether a single
/// quotation mark is open, so that an apostrophe at the word's end may be its closing.
pub(super) fn scan(text: &str, start: usize, single_open: bool) -> (usize, TokenKind) {
    if let Some(end) = link(text, start) {
        return (end, TokenKind::Word);
    }
    let mut word = Word { text, start, segment: start, at: start, compound: false };
    word.over_plain();
    while word.step(single_open) {
        word.over_plain();
    }
    (word.at, word.kind())
}

/// The end of a web address that begins at `start`; marks at its end belong to the sentence.
fn link(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    if !rest.starts_with(['h', 'w']) || !["http://", "https://", "www."].iter().any(|scheme| rest.starts_with(scheme)) {
        return None;
    }
    let length =
        rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”')).unwrap_or(rest.len());
    let trimmed = rest[..length].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '’']);
    Some(start + trimmed.len())
}

struct Word<'a> {
    text: &'a str,
    start: usize,
    /// Where the stretch after the last full stop begins.
    segment: usize,
    at: usize,
    /// Whether a hyphen joins letters on.
    compound: bool,
}

impl Word<'_> {
    /// Takes in letters and digits of ASCII, which are most of all words.
    fn over_plain(&mut self) {
        self.at += self.text.as_bytes()[self.at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    }

    /// Takes in the next character if it belongs to the word.
    fn step(&mut self, single_open: bool) -> bool {
        let Some(c) = after(self.text, self.at) else { return false };
        let next = self.at + c.len_utf8();
        match class_of(c) {
            Class::Letter | Class::Digit | Class::Mark => self.take(next),
            Class::Format => self.over_format(),
            Class::Apostrophe => self.over_apostrophe(c, next, single_open),
            _ => match c {
                '.' => self.over_full_stop(next),
                '-' | '‐' | '‑' if self.is_between(next) => {
                    self.compound |= after(self.text, next).is_some_and(|c| class_of(c) == Class::Letter);
                    self.segment = next;
                    self.take(next)
                }
                '_' => self.take(next),
                '&' if self.is_between_capitals(next) => self.take(next),
                ',' | ':' | '/' if self.is_between_digits(next) => self.take(next),
                '"' if self.is_height() => {
                    self.at = next;
                    false
                }
                _ => false,
            },
        }
    }

    fn take(&mut self, end: usize) -> bool {
        self.at = end;
        true
    }

    fn last(&self) -> char {
        before(self.text, self.at).unwrap_or(' ')
    }

    /// Whether a letter or digit stands on both sides of the mark that ends at `next`; a full stop counts on the left.
    fn is_between(&self, next: usize) -> bool {
        let left = self.last();
        (left == '.' || is_alphanumeric(left)) && after(self.text, next).is_some_and(is_alphanumeric)
    }

    fn is_between_capitals(&self, next: usize) -> bool {
        self.last().is_uppercase() && after(self.text, next).is_some_and(char::is_uppercase)
    }

    fn is_between_digits(&self, next: usize) -> bool {
        self.last().is_ascii_digit() && after(self.text, next).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether the word so far is feet and inches, so that a double mark after it says inches.
    fn is_height(&self) -> bool {
        let word = &self.text[self.start..self.at];
        word.len() <= 5
            && word.split_once(is_apostrophe).is_some_and(|(feet, inches)| {
                [feet, inches].iter().all(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
            })
    }

    /// Invisible characters are part of the word when it goes on after them.
    fn over_format(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = rest.find(|c| class_of(c) != Class::Format).unwrap_or(rest.len());
        let goes_on =
            after(self.text, self.at + length).is_some_and(|c| is_alphanumeric(c) || class_of(c) == Class::Mark);
        goes_on && self.take(self.at + length)
    }

    fn over_apostrophe(&mut self, c: char, next: usize, single_open: bool) -> bool {
        match after(self.text, next) {
            Some(letter) if is_alphanumeric(letter) => {
                if c == '‘' && !self.last().is_alphabetic() || is_possessive(self.text, next) && !self.is_contracting()
                {
                    return false;
                }
                self.take(next)
            }
            _ => {
                let dropped_g =
                    !single_open && c != '`' && self.text[self.segment..self.at].len() > 3 && self.ends_with("in");
                if dropped_g {
                    self.at = next;
                }
                false
            }
        }
    }

    fn ends_with(&self, ending: &str) -> bool {
        self.text[self.start..self.at].ends_with(ending)
    }

    /// Whether "'s" after this word says "is", "has" or "us".
    fn is_contracting(&self) -> bool {
        const HOSTS: [&str; 16] = [
            "it",
            "he",
            "she",
            "that",
            "there",
            "here",
            "what",
            "who",
            "where",
            "how",
            "let",
            "when",
            "why",
            "this",
            "everybody",
            "something",
        ];
        let word = &self.text[self.start..self.at];
        word.len() <= 9 && HOSTS.iter().any(|host| word.eq_ignore_ascii_case(host))
    }

    fn over_full_stop(&mut self, next: usize) -> bool {
        let segment = &self.text[self.segment..self.at];
        let short = segment.chars().nth(1).is_none();
        let (last, following) = (self.last(), after(self.text, next));
        let inner = match following {
            Some(c) if class_of(c) == Class::Digit => last.is_ascii_digit() && c.is_ascii_digit(),
            Some(c) if class_of(c) == Class::Letter => {
                last.is_alphabetic() && (short || segment == "Ph" || c.is_lowercase() && last.is_lowercase())
            }
            _ => false,
        };
        if inner {
            self.segment = next;
            return self.take(next);
        }
        if following != Some('.') && self.is_abbreviation(segment, short, next) {
            self.at = next;
            self.segment = next;
            // "U.S.-led": the compound goes on.
            return following.is_some_and(|c| matches!(c, '-' | '‐' | '‑'));
        }
        false
    }

    /// Whether the full stop that ends at `next` belongs to the word.
    fn is_abbreviation(&self, segment: &str, short: bool, next: usize) -> bool {
        let last = self.last();
        if short && last.is_alphabetic() {
            let acronym = self.segment > self.start && self.text[..self.segment].ends_with('.');
            return acronym || last.is_uppercase() && self.segment == self.start;
        }
        if segment == "D" && self.text[self.start..self.segment].ends_with("Ph.") {
            return true;
        }
        match abbreviation(segment) {
            Some(Abbreviation::Number) => {
                self.text[next..].trim_start_matches(' ').starts_with(|c: char| c.is_ascii_digit())
            }
            Some(_) => true,
            None => false,
        }
    }

    fn kind(&self) -> TokenKind {
        let digits = after(self.text, self.start).is_some_and(|c| class_of(c) == Class::Digit);
        if digits && !self.compound { TokenKind::Number } else { TokenKind::Word }
    }
}

fn is_alphanumeric(c: char) -> bool {
    matches!(class_of(c), Class::Letter | Class::Digit)
}

/// Whether an "s" alone stands at `at`.
pub(super) fn is_possessive(text: &str, at: usize) -> bool {
    let rest = &text.as_bytes()[at..];
    matches!(rest.first(), Some(b's' | b'S'))
        && !after(text, at + 1).is_some_and(|c| is_alphanumeric(c) || class_of(c) == Class::Mark || is_apostrophe(c))
}
