//! An article laid out for reading: paragraphs with their roles, sentences, tokens.

use std::ops::Range;

use super::word_type::WordTypes;
use super::{language, layout, sentence, token};
use crate::model::{Article, Span};

/// What a paragraph is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// The headline, where it stands in the text.
    Headline,
    /// Who wrote it, where it was published, when.
    Byline,
    /// Words under a picture, a video's title.
    Caption,
    /// What the web page says of itself: players, newsletters, rights.
    Boilerplate,
    /// A pointer to other reading.
    SeeAlso,
    /// A heading inside the article.
    Subhead,
    /// The article's own prose.
    Body,
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and full stops ("U.S.", "O'Brien", "cease-fire"); a possessive "'s" is
    /// a token of its own, also where it is only an apostrophe ("players' union").
    Word,
    /// Digits, with inner separators.
    Number,
    /// A quotation mark, single or double, as far as it serves as one.
    QuoteMark,
    /// Anything else.
    Punctuation,
}

/// The smallest unit of reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub bytes: Range<usize>,
    /// What it is made of.
    pub kind: TokenKind,
}

/// A sentence; never runs over a paragraph's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes, without the white space around it.
    pub bytes: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The paragraph it belongs to.
    pub paragraph: usize,
}

/// A paragraph: a line, or lines up to a blank one, as the layout of the text has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, in bytes, without the white space around it.
    pub bytes: Range<usize>,
    /// What it is there for.
    pub role: Role,
    /// Its sentences.
    pub sentences: Range<usize>,
    /// Its tokens.
    pub tokens: Range<usize>,
}

/// An article laid out for reading.
#[derive(Debug, Clone)]
pub struct Document<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its text.
    pub text: &'a str,
    /// BCP 47 tag of the language it is read as; none when it cannot be told.
    pub language: Option<String>,
    /// Its paragraphs, in reading order.
    pub paragraphs: Vec<Paragraph>,
    /// Its sentences, in reading order.
    pub sentences: Vec<Sentence>,
    /// Its tokens, in reading order.
    pub tokens: Vec<Token>,
    /// Its distinct words.
    pub words: WordTypes<'a>,
}

impl<'a> Document<'a> {
    /// Lays out `article`.
    pub fn read(article: &'a Article) -> Self {
        let text = article.text.as_str();
        let mut document = Self {
            article,
            text,
            language: article.language.clone(),
            paragraphs: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            words: WordTypes::default(),
        };
        for (bytes, role) in layout::paragraphs(article) {
            document.push_paragraph(bytes, role);
        }
        document.words = WordTypes::of(text, &document.tokens);
        if document.language.is_none() {
            document.language = language::detect(&document.tokens, &document.words);
        }
        document
    }

    /// Adds the paragraph at `bytes`; one in which the page's own words or pointers run into the prose is parted there.
    fn push_paragraph(&mut self, bytes: Range<usize>, role: Role) {
        let first_token = self.tokens.len();
        token::tokens(&self.text[bytes.clone()], bytes.start, &mut self.tokens);
        let sentences = sentence::sentences(self.text, &self.tokens[first_token..]);
        let role_of = |s: &Sentence, text: &str| {
            let within = role == Role::Body && sentences.len() > 1;
            if within { layout::role_within(&text[s.bytes.clone()]) } else { role }
        };
        let mut current = None;
        for range in &sentences {
            let tokens = first_token + range.start..first_token + range.end;
            let bytes = self.tokens[tokens.start].bytes.start..self.tokens[tokens.end - 1].bytes.end;
            let sentence = Sentence { bytes, tokens, paragraph: self.paragraphs.len() };
            let own = role_of(&sentence, self.text);
            if current != Some(own) {
                self.open_paragraph(&sentence, own);
                current = Some(own);
            }
            self.extend_paragraph(sentence);
        }
        if sentences.is_empty() {
            let (sentences, tokens) = (self.sentences.len()..self.sentences.len(), first_token..first_token);
            self.paragraphs.push(Paragraph { bytes, role, sentences, tokens });
        }
    }

    fn open_paragraph(&mut self, first: &Sentence, role: Role) {
        self.paragraphs.push(Paragraph {
            bytes: first.bytes.clone(),
            role,
            sentences: self.sentences.len()..self.sentences.len(),
            tokens: first.tokens.start..first.tokens.start,
        });
    }

    fn extend_paragraph(&mut self, mut sentence: Sentence) {
        sentence.paragraph = self.paragraphs.len() - 1;
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.bytes.end = sentence.bytes.end;
            paragraph.sentences.end = self.sentences.len() + 1;
            paragraph.tokens.end = sentence.tokens.end;
        }
        self.sentences.push(sentence);
    }

    /// The words of the token `index`.
    pub fn word(&self, index: usize) -> &'a str {
        &self.text[self.tokens[index].bytes.clone()]
    }

    /// The text from the first to the last of `tokens`.
    pub fn phrase(&self, tokens: Range<usize>) -> &'a str {
        &self.text[self.bytes(tokens)]
    }

    /// The bytes from the first to the last of `tokens`; empty when there are none.
    pub fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        match self.tokens.get(tokens.clone()) {
            Some([first, .., last]) => first.bytes.start..last.bytes.end,
            Some([only]) => only.bytes.clone(),
            _ => 0..0,
        }
    }

    /// The span, in code points, from the first to the last of `tokens`.
    pub fn span(&self, tokens: Range<usize>) -> Span {
        self.article.text.span(self.bytes(tokens))
    }

    /// The sentence that holds the token `index`.
    pub fn sentence_of(&self, index: usize) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= index)
    }

    /// The paragraph that holds the token `index`.
    pub fn paragraph_of(&self, index: usize) -> usize {
        self.paragraphs.partition_point(|p| p.tokens.end <= index)
    }
}
