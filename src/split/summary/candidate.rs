//! Sentences that a summary may hold, and what each needs beside it.

use super::Bytes;
use crate::split::document::{Document, Role, TokenKind};

/// Sentences looked at; news has said what it is about by then.
const MOST: usize = 60;

/// Words of a sentence at most.
const LONGEST: usize = 75;

/// Words of a sentence at least; shorter ones are exclamations and scraps.
const SHORTEST: usize = 5;

/// Words within which a dateline ends.
const DATELINE: usize = 14;

/// A sentence of the article's prose.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Where it stands, without the dateline.
    pub bytes: Bytes,
    /// The paragraph.
    pub paragraph: usize,
    /// Words, as white space parts them.
    pub words: usize,
    /// Whether it may stand in a summary at all.
    pub fit: bool,
    /// Whether it is understood only after the candidate before it.
    pub leans: bool,
}

/// The sentences of the prose of `document`, in reading order.
pub(super) fn candidates(document: &Document) -> Vec<Candidate> {
    let prose =
        document.sentences.iter().enumerate().filter(|(_, s)| document.paragraphs[s.paragraph].role == Role::Body);
    let mut found = Vec::new();
    for (index, sentence) in prose.take(MOST) {
        let tokens = sentence.tokens.clone();
        let first = if found.is_empty() { tokens.start + dateline(document, index) } else { tokens.start };
        let bytes = document.tokens[first].bytes.start..sentence.bytes.end;
        let text = &document.text[bytes.clone()];
        let words = text.split_whitespace().take(LONGEST + 1).count();
        let (opens, closes) = marks(document, first..tokens.end);
        let ends = text.trim_end_matches(['"', '”', '’', '\'', ')', '»']).ends_with(['.', '!', '…', '。']);
        found.push(Candidate {
            fit: (SHORTEST..=LONGEST).contains(&words) && ends && opens == closes,
            leans: leans(document, first),
            bytes,
            paragraph: sentence.paragraph,
            words,
        });
    }
    if !found.iter().any(|c| c.fit) {
        // Better a scrap than nothing: lists, telegrams, other scripts.
        found.iter_mut().filter(|c| c.words > 1 || c.bytes.len() > 20).take(3).for_each(|c| c.fit = c.words <= LONGEST);
    }
    found
}

/// Tokens of the dateline at the beginning of the sentence `index`: "GENEVA, May 4 (Agency) -- Talks".
fn dateline(document: &Document, index: usize) -> usize {
    let tokens = document.sentences[index].tokens.clone();
    let head = tokens.start..tokens.end.min(tokens.start + DATELINE);
    let word = |at: usize| document.word(at);
    let capitals = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_uppercase() || !c.is_alphabetic());
    let starts = head.clone().next().is_some_and(|at| capitals(word(at)) || word(at) == "(");
    if !starts {
        return 0;
    }
    let dash = head.clone().find(|&at| matches!(word(at), "--" | "—" | "–" | "-" | "---"));
    if let Some(dash) = dash.filter(|&dash| dash > head.start && dash + 3 < tokens.end) {
        let plain = (head.start..dash).filter(|&at| word(at).starts_with(char::is_lowercase)).count();
        return if plain == 0 { dash + 1 - tokens.start } else { 0 };
    }
    // "(CNN) The talks": an agency in brackets and no dash.
    let bracketed =
        word(head.start) == "(" && head.len() > 4 && capitals(word(head.start + 1)) && word(head.start + 2) == ")";
    if bracketed { 3 } else { 0 }
}

/// How many quotation marks open and close among `tokens`; straight ones are dealt out in turn.
fn marks(document: &Document, tokens: std::ops::Range<usize>) -> (usize, usize) {
    let (mut opens, mut closes, mut straight) = (0, 0, 0);
    for at in tokens {
        if document.tokens[at].kind == TokenKind::QuoteMark {
            match document.word(at) {
                "“" | "‘" | "«" | "„" | "``" => opens += 1,
                "”" | "’" | "»" | "''" => closes += 1,
                _ => straight += 1,
            }
        }
    }
    // Papers mix curly and straight marks, so only the sum is held to be even.
    if (opens + closes + straight) % 2 == 0 { (0, 0) } else { (1, 0) }
}

/// Whether the sentence that begins with the token `first` points back to the one before it.
fn leans(document: &Document, first: usize) -> bool {
    const BACKWARD: [&str; 46] = [
        "he",
        "she",
        "it",
        "they",
        "his",
        "her",
        "its",
        "their",
        "him",
        "them",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "so",
        "yet",
        "or",
        "nor",
        "however",
        "also",
        "still",
        "then",
        "instead",
        "meanwhile",
        "moreover",
        "nevertheless",
        "nonetheless",
        "therefore",
        "thus",
        "otherwise",
        "besides",
        "similarly",
        "likewise",
        "such",
        "both",
        "neither",
        "another",
        "others",
        "he's",
        "she's",
        "it's",
        "they're",
        "that's",
        "here",
    ];
    let mut at = first;
    while at < document.tokens.len() && document.tokens[at].kind == TokenKind::QuoteMark {
        at += 1;
    }
    let Some(word) = (at < document.tokens.len()).then(|| document.word(at)) else { return false };
    let small = word.to_lowercase().replace('’', "'");
    let next = document.tokens.get(at + 1).map_or("", |t| &document.text[t.bytes.clone()]);
    // "It was the first", "It is feared that": the word stands for what follows.
    let expletive = matches!(small.as_str(), "it" | "it's")
        && at + 3 < document.tokens.len()
        && (small == "it's" || matches!(next, "is" | "was"))
        && (at..at + 9).any(|i| i < document.tokens.len() && matches!(document.word(i), "that" | "whether" | "to"));
    let pair = matches!(small.as_str(), "both" | "neither")
        && (at..at + 6).any(|i| i < document.tokens.len() && matches!(document.word(i), "and" | "nor"));
    word.len() <= 12 && BACKWARD.contains(&small.as_str()) && !expletive && !pair
}
