//! Words as the word index keeps them: folded and stemmed, the same for texts and for queries.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

use any_ascii::any_ascii_char;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::lexicon::stem::porter;

/// Longer runs of letters are no words that anybody would search for.
const LONGEST: usize = 80;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// Folded and stemmed.
    pub stem: String,
}

/// The words of `text`, in reading order: runs of letters and digits, without a possessive ending, and abbreviations
/// with full stops ("U.S.") as one.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut run = Runs::of(text);
    while let Some(bytes) = run.next() {
        found.push(Word { bytes, stem: porter(run.folded.as_str()).into_owned() });
    }
    found
}

/// Goes from word to word of a text.
struct Runs<'a> {
    text: &'a str,
    characters: Peekable<CharIndices<'a>>,
    /// The word that was met last, folded.
    folded: String,
}

impl<'a> Runs<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, characters: text.char_indices().peekable(), folded: String::new() }
    }

    /// Where the next word stands, in bytes.
    fn next(&mut self) -> Option<Range<usize>> {
        loop {
            let (start, c) = self.characters.by_ref().find(|(_, c)| c.is_alphanumeric())?;
            let end = self.read(start, c);
            if !self.folded.is_empty() && self.folded.len() <= LONGEST {
                return Some(start..end);
            }
        }
    }

    /// Reads the word that begins with `c` at `start`; gives where it ends.
    fn read(&mut self, start: usize, c: char) -> usize {
        let Self { text, characters, folded } = self;
        folded.clear();
        push(folded, c);
        let (mut end, mut letters) = (start + c.len_utf8(), 1);
        while let Some(&(at, c)) = characters.peek() {
            if c.is_alphanumeric() {
                push(folded, c);
                letters += 1;
            } else if c == '.' && letters == 1 && text[at + 1..].starts_with(char::is_alphabetic) {
                letters = 0;
            } else if matches!(c, '\'' | '’') && text[at + c.len_utf8()..].starts_with(char::is_alphabetic) {
                // "Kyiv's" and "don't" are one word each; what follows the mark is cut or kept below.
                let mut rest = text[at + c.len_utf8()..].chars().take_while(|c| c.is_alphanumeric());
                if matches!(rest.next(), Some('s' | 'S')) && rest.next().is_none() {
                    characters.next();
                    characters.next();
                    break;
                }
            } else {
                break;
            }
            end = at + c.len_utf8();
            characters.next();
        }
        end
    }
}

fn push(folded: &mut String, c: char) {
    if c.is_ascii() {
        folded.push(c.to_ascii_lowercase());
    } else {
        folded.extend(any_ascii_char(c).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()));
    }
}

/// The letters and digits of `word`, folded as [`words`] folds them and not stemmed.
pub(super) fn folded(word: &str) -> String {
    let mut folded = String::new();
    word.chars().filter(|c| c.is_alphanumeric()).for_each(|c| push(&mut folded, c));
    folded
}

/// The stems of `text`.
pub(crate) fn stems(text: &str) -> Vec<String> {
    words(text).into_iter().map(|word| word.stem).collect()
}

/// [`words`] as tantivy asks for them.
#[derive(Clone, Default)]
pub(super) struct Stems;

pub(super) struct StemStream<'a> {
    runs: Runs<'a>,
    token: Token,
}

impl Tokenizer for Stems {
    type TokenStream<'a> = StemStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> StemStream<'a> {
        StemStream { runs: Runs::of(text), token: Token::default() }
    }
}

impl TokenStream for StemStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(bytes) = self.runs.next() else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        (self.token.offset_from, self.token.offset_to) = (bytes.start, bytes.end);
        porter(self.runs.folded.as_str()).as_ref().clone_into(&mut self.token.text);
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(stems(text), expected, "{text}");
    }

    #[test]
    fn words_are_folded_and_stemmed() {
        check("Talks resumed, QUIETLY.", &["talk", "resum", "quiet"]);
        check("Kyiv’s “Óne” ‘plan’", &["kyiv", "one", "plan"]);
        check("Зеленський", &["zelenskiy"]);
        check("… —", &[]);
    }

    #[test]
    fn abbreviations_are_one_word() {
        check("the U.S. envoy", &["the", "us", "envoy"]);
        check("It ended. Envoys left.", &["it", "end", "envoy", "left"]);
        check("plan A. Then", &["plan", "a", "then"]);
    }

    #[test]
    fn the_index_and_queries_have_the_same_words() {
        let text = "Talks, talk’s talking; the U.S. talked. Übergänge don’t end… It’s the talks’ Ω end.";
        let mut found = Vec::new();
        Stems.token_stream(text).process(&mut |token| {
            found.push(Word { bytes: token.offset_from..token.offset_to, stem: token.text.clone() });
        });
        assert_eq!(found, words(text));
    }

    #[test]
    fn every_word_stands_where_it_says() {
        let text = "Côte d’Ivoire’s U.N. mission, 2nd";
        let found: Vec<_> = words(text).into_iter().map(|word| &text[word.bytes]).collect();
        assert_eq!(found, ["Côte", "d’Ivoire", "U.N", "mission", "2nd"]);
    }
}
