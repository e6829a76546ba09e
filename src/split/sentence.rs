//! Where sentences begin and end, by rules over the tokens of a paragraph.
//!
//! A sentence ends with a full stop, question or exclamation mark, together with the quotation marks and brackets that
//! close right after it, unless what follows shows that it goes on: a small letter, a name after an abbreviation
//! ("U.S. President"), or words that report what was quoted before ("“Why?” Anna asked."). Sentences inside a quotation
//! are sentences of their own.

use std::ops::Range;

use super::document::{Token, TokenKind};
use crate::lexicon::abbreviation::{Abbreviation, abbreviation};
use crate::lexicon::calendar;
use crate::lexicon::starter::begins_sentences;

/// Words that report speech and may follow a quoted question: the commonest only, in the third person.
const ASKING: [&str; 20] = [
    "said",
    "says",
    "asked",
    "asks",
    "wondered",
    "wrote",
    "writes",
    "added",
    "replied",
    "shouted",
    "cried",
    "yelled",
    "tweeted",
    "told",
    "demanded",
    "exclaimed",
    "responded",
    "quipped",
    "joked",
    "recalled",
];

/// The sentences among `tokens`, which all lie in one paragraph of `text`, as ranges of indices into `tokens`.
pub fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    let reader = Reader { text, tokens };
    let mut found = Vec::new();
    let mut start = 0;
    let mut straight_open = false;
    let mut at = 0;
    while at < tokens.len() {
        straight_open ^= reader.word(at) == "\"";
        if !reader.may_end(at) {
            at += 1;
            continue;
        }
        let end = reader.past_closers(at + 1, &mut straight_open);
        if end == tokens.len() || reader.ends(start, at, end) {
            found.push(start..end);
            start = end;
        }
        at = end;
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
}

impl<'a> Reader<'a> {
    fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |t| &self.text[t.bytes.clone()])
    }

    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|t| t.kind)
    }

    /// Whether no white space stands before the token `at`.
    fn touches(&self, at: usize) -> bool {
        at > 0 && at < self.tokens.len() && self.tokens[at - 1].bytes.end == self.tokens[at].bytes.start
    }

    /// Whether the token `at` ends with a mark that may end a sentence.
    fn may_end(&self, at: usize) -> bool {
        let word = self.word(at);
        match self.kind(at) {
            Some(TokenKind::Punctuation) => {
                matches!(word.chars().next(), Some('.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '‽'))
            }
            Some(TokenKind::Word) => word.ends_with('.'),
            _ => false,
        }
    }

    /// The index after the quotation marks and brackets that close right after a sentence's end.
    fn past_closers(&self, from: usize, straight_open: &mut bool) -> usize {
        let mut at = from;
        while at < self.tokens.len() {
            let word = self.word(at);
            let closes = match word {
                ")" | "]" | "}" | "”" | "''" | "’’" | "»" | "›" | "」" | "』" | "〞" => {
                    self.touches(at) || word == "''"
                }
                "“" | "’" | "‘" | "'" | "«" => self.touches(at) && self.is_mark(at) && !self.touches(at + 1),
                "\"" => {
                    let closes = if self.touches(at) {
                        *straight_open || !self.touches(at + 1)
                    } else {
                        *straight_open && !self.touches(at + 1)
                    };
                    *straight_open ^= closes;
                    closes
                }
                _ => false,
            };
            if !closes {
                break;
            }
            at += 1;
        }
        at
    }

    fn is_mark(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::QuoteMark)
    }

    /// Whether a sentence that began at `start` ends with the token `stop`, the next one beginning at `next`.
    fn ends(&self, start: usize, stop: usize, next: usize) -> bool {
        let opening = self.past_openers(next);
        let following = self.word(opening);
        if following.is_empty() || self.may_end(next) && self.kind(next) == Some(TokenKind::Punctuation) {
            return false;
        }
        let first = following.chars().next().unwrap_or(' ');
        if first.is_lowercase() && !following.chars().nth(1).is_some_and(char::is_uppercase) {
            return false;
        }
        if !first.is_alphanumeric() && opening == next {
            return !matches!(first, ',' | ';' | ':' | '-' | '–' | '—' | '%' | '/' | ')' | '&' | '=' | '|');
        }
        let quoted = next > stop + 1 && self.is_mark(next - 1);
        if quoted && opening == next && self.is_reported(next) {
            return false;
        }
        if self.kind(stop) == Some(TokenKind::Word) {
            return !quoted && self.abbreviation_ends(stop, opening, opening > next) || quoted && next > stop + 1;
        }
        if self.word(stop) == "." && next == stop + 1 && self.touches(next) {
            return self.is_glued(stop, next);
        }
        // "1. Take part": a number alone numbers.
        !(self.word(stop) == "." && stop == start + 1 && self.kind(start) == Some(TokenKind::Number))
    }

    /// The index of the first token from `at` that is no opening mark.
    fn past_openers(&self, at: usize) -> usize {
        let opens = |i: usize| self.is_mark(i) || matches!(self.word(i), "(" | "[" | "{" | "¿" | "¡" | "*" | "•");
        (at..self.tokens.len().min(at + 4)).find(|&i| !opens(i)).unwrap_or(self.tokens.len().min(at + 4))
    }

    /// Whether two sentences were put together without a space: "It ended.The mayor left".
    fn is_glued(&self, stop: usize, next: usize) -> bool {
        let before = stop.checked_sub(1).map_or("", |i| self.word(i));
        let small =
            before.chars().all(char::is_lowercase) || self.kind(stop.wrapping_sub(1)) == Some(TokenKind::Number);
        self.is_mark(next) || small && before.len() > 1 && self.word(next).chars().nth(1).is_none_or(char::is_lowercase)
    }

    /// Whether the full stop of the abbreviation `stop` also ends the sentence.
    fn abbreviation_ends(&self, stop: usize, following: usize, opened: bool) -> bool {
        let word = self.word(stop);
        let bare = word.trim_end_matches('.');
        let last = bare.rsplit(['-', '.']).next().unwrap_or(bare);
        if matches!(abbreviation(last), Some(Abbreviation::Title | Abbreviation::Number)) {
            return false;
        }
        let next = self.word(following);
        if matches!(bare, "a.m" | "p.m" | "A.M" | "P.M" | "etc") {
            let zone = next.len() <= 4 && next.chars().all(char::is_uppercase)
                || matches!(next, "Eastern" | "Pacific" | "Central" | "Moscow" | "London");
            return self.kind(following) == Some(TokenKind::Word)
                && !zone
                && !calendar::is_weekday(next)
                && calendar::month(next).is_none();
        }
        if bare.chars().nth(1).is_none() && bare != "I" {
            // An initial: "George W. The" is rare, "Plan B. The" is not.
            return begins_sentences(next) && !self.follows_name(stop);
        }
        begins_sentences(next) || opened && self.is_mark(following - 1)
    }

    /// Whether the word before `at` is capitalised, as a given name before an initial is.
    fn follows_name(&self, at: usize) -> bool {
        at > 0
            && self.kind(at - 1) == Some(TokenKind::Word)
            && self.word(at - 1).chars().next().is_some_and(char::is_uppercase)
            && self.word(at) != "I."
            && !matches!(self.word(at - 1), "Plan" | "Vitamin" | "Hepatitis" | "Group" | "Class" | "Section")
    }

    /// Whether the tokens from `at` report what was quoted before: a name of at most four words, then a word that reports.
    fn is_reported(&self, at: usize) -> bool {
        for index in at..self.tokens.len().min(at + 5) {
            let word = self.word(index);
            if index > at && ASKING.contains(&word) {
                return !matches!(self.word(index + 1), "that" | "he" | "she" | "they" | "it" | "there" | "the");
            }
            if !word.chars().next().is_some_and(char::is_uppercase) || begins_sentences(word) && index > at {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        tokens(text, 0, &mut found);
        sentences(text, &found)
            .into_iter()
            .map(|r| &text[found[r.start].bytes.start..found[r.end - 1].bytes.end])
            .collect()
    }

    /// Checks that the sentences of `text` are those of `expected`, which are parted by bars.
    #[track_caller]
    fn check(expected: &str) {
        let text = expected.replace('|', " ");
        assert_eq!(read(&text).join("|"), expected);
    }

    #[test]
    fn full_stops_part_sentences() {
        check("The bridge was closed.|Nobody was hurt!|Why did it fall?|2 inquiries began.");
        assert_eq!(read("It ended.The mayor left."), ["It ended.", "The mayor left."]);
    }

    #[test]
    fn abbreviations_do_not() {
        check("Mr. Lee met Gen. Poe at St. Anne's.|He left.");
        check("U.S. President Lee spoke in the U.S.|The talks failed.");
        check("Widgets Inc. Chairman Ann B. Lee rose at 5 p.m. Monday.|It was No. 5 of 9.");
        check("World War I.|The peace came in Jan. 1919.");
    }

    #[test]
    fn sentences_inside_quotation_marks_are_parted() {
        check("“We won. |They lost.”|He laughed.".replace(" |", "|").as_str());
        check("\"It is late.|We go,\" she said.|\"Come.\"");
    }

    #[test]
    fn a_quoted_question_belongs_to_who_asked() {
        check("“Why now?” Ann Berg asked.|She left.");
        check("\"Go home!\" he said.|\"Now?\"|The crowd laughed.");
    }

    #[test]
    fn small_letters_go_on() {
        check("The glider ... the plane wants to fly.|So it did.");
    }

    #[test]
    fn numbers_of_a_list_are_no_sentences() {
        check("1. Take the road.");
    }

    #[test]
    fn scripts_without_capitals() {
        assert_eq!(read("会談は終わった。彼は去った。").len(), 2);
    }

    proptest! {
        #[test]
        fn sentences_cover_every_token_in_order(text in "\\PC{0,80}|[a-zA-Z'’‘\"“”.!?)(, 0-9]{0,80}|([A-Z.\" ]|he |U\\.S\\. ){0,40}") {
            let mut found = Vec::new();
            tokens(&text, 0, &mut found);
            let mut end = 0;
            for sentence in sentences(&text, &found) {
                prop_assert_eq!(sentence.start, end);
                prop_assert!(sentence.end > sentence.start);
                end = sentence.end;
            }
            prop_assert_eq!(end, found.len());
        }
    }
}
