//! The words of an article as the recogniser sees them: case, and what the lists and the article itself say of each.

use super::evidence;
use crate::lexicon::fold::fold;
use crate::lexicon::vocabulary::Marks;
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::{Document, TokenKind};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Case {
    /// No capital at the beginning, none inside.
    Lower,
    /// A capital, then at least one small letter.
    Capital,
    /// Two letters or more, all capitals.
    Upper,
    /// Capitals inside after a small beginning, as in "eBay" or "al-Qaeda".
    Inner,
    /// One capital, with or without a full stop.
    Initial,
    /// Begins with a digit.
    Number,
    /// A mark.
    Mark,
}

impl Case {
    fn of(word: &str) -> Self {
        let mut letters = word.chars().filter(|c| c.is_alphanumeric());
        let Some(first) = letters.next() else { return Self::Mark };
        if first.is_numeric() {
            return Self::Number;
        }
        let (mut upper, mut lower, mut count) = (0, 0, 1);
        for c in letters {
            count += 1;
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
        }
        // Letters of a script without case (Arabic, Chinese) count as small.
        match (first.is_uppercase(), upper, lower) {
            (true, _, _) if count == 1 => Self::Initial,
            (true, _, 0) => Self::Upper,
            // "MPs", "NGOs": a plural of letters.
            (true, upper, 1) if upper > 0 && word.ends_with('s') => Self::Upper,
            (true, ..) => Self::Capital,
            (false, 1.., _) => Self::Inner,
            _ => Self::Lower,
        }
    }

    /// Whether a word so written can be part of a name.
    pub fn is_name_like(self) -> bool {
        matches!(self, Self::Capital | Self::Upper | Self::Inner | Self::Initial)
    }
}

/// A word as the recogniser sees it, however often it stands in the article.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// As written.
    pub text: &'a str,
    /// How it is written.
    pub case: Case,
    /// What the short lists say.
    pub marks: Marks,
    /// What kind of name it can be.
    pub facts: WordFacts,
    /// What the article shows: bits of [`evidence`].
    pub evidence: u32,
    /// The type of the same word in small letters, if that stands in the article, too.
    pub lower: Option<u32>,
}

/// The words of an article.
#[derive(Debug, Clone)]
pub struct Words<'a> {
    /// The distinct words, as the document has them.
    pub types: Vec<Word<'a>>,
    /// For each token, its word.
    pub of_token: &'a [u32],
    /// For each token, whether its capital says nothing: it begins a sentence or a quotation, or all words around it
    /// are capitalised.
    pub opening: Vec<bool>,
}

impl<'a> Words<'a> {
    /// The words of `document`, with what the whole article shows of them.
    pub fn of(document: &'a Document<'a>) -> Self {
        let mut words = Self {
            types: document.words.all.iter().map(|word| seen(word.text)).collect(),
            of_token: &document.words.of_token,
            opening: vec![false; document.tokens.len()],
        };
        for word in words.types.iter_mut().filter(|word| word.case == Case::Capital) {
            word.lower = document.words.find(&word.text.to_lowercase());
        }
        words.mark_openings(document);
        evidence::gather(document, &mut words);
        words
    }

    /// The word of the token `index`.
    pub fn at(&self, index: usize) -> &Word<'a> {
        &self.types[self.of_token[index] as usize]
    }

    /// The word of the token `index`, where that lies within `bounds`.
    pub fn within(&self, bounds: &std::ops::Range<usize>, index: usize) -> Option<&Word<'a>> {
        bounds.contains(&index).then(|| self.at(index))
    }

    fn mark_openings(&mut self, document: &Document) {
        for sentence in &document.sentences {
            let titled = self.all_capitals(sentence.tokens.clone());
            let mut opening = true;
            for index in sentence.tokens.clone() {
                self.opening[index] = opening || titled;
                opening = match document.tokens[index].kind {
                    TokenKind::Word | TokenKind::Number => false,
                    TokenKind::QuoteMark => true,
                    TokenKind::Punctuation => {
                        opening || matches!(self.at(index).text, ":" | "•" | "*" | "--" | "—" | "–")
                    }
                };
            }
        }
    }

    /// Whether nearly all longer words of `tokens` are capitalised, as in a headline.
    fn all_capitals(&self, tokens: std::ops::Range<usize>) -> bool {
        let (mut long, mut capitals) = (0, 0);
        for index in tokens {
            let word = self.at(index);
            if word.text.len() > 3 && !matches!(word.case, Case::Mark | Case::Number) {
                long += 1;
                capitals += usize::from(word.case.is_name_like());
            }
        }
        long >= 3 && capitals * 10 >= long * 8
    }
}

fn seen(text: &str) -> Word<'_> {
    let case = Case::of(text);
    // Long "words" are no words; looking them up would only cost time.
    let known = text.len() <= 40;
    let facts = if known && case.is_name_like() { WordFacts::of(&fold(text)) } else { WordFacts::default() };
    let marks = if known { Marks::of(text) } else { Marks::default() };
    Word { text, case, marks, facts, evidence: 0, lower: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_told_from_the_letters() {
        let of = Case::of;
        assert_eq!(of("Kyiv"), Case::Capital);
        assert_eq!(of("NATO"), Case::Upper);
        assert_eq!(of("U.S."), Case::Upper);
        assert_eq!(of("MPs"), Case::Upper);
        assert_eq!(of("al-Qaeda"), Case::Inner);
        assert_eq!(of("J."), Case::Initial);
        assert_eq!(of("cease-fire"), Case::Lower);
        assert_eq!(of("—"), Case::Mark);
        assert_eq!(of("38-month"), Case::Number);
    }
}
