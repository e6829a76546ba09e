//! Sentences that a summary may hold, and what each needs beside it.

use super::Bytes;
use crate::split::document::{Document, Role, TokenKind};

/// Sentences looked at; news has said what it is about by then.
pub(super) const MOST: usize = 60;

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
        let words = count_words(text, LONGEST + 1);
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

/// First words of sentences that point back.
const BACKWARD: [&str; 44] = [
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
    "then",
    "still",
    "instead",
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
];

/// Those of them that a speaker says of what all can see, or goes on with.
const SPOKEN: [&str; 10] = ["it", "this", "that", "these", "those", "it's", "that's", "and", "but", "so"];

/// Words that with "this" or "these" before them name the time of the report.
const TIMES: [&str; 16] = [
    "week",
    "month",
    "year",
    "day",
    "morning",
    "afternoon",
    "evening",
    "night",
    "summer",
    "winter",
    "spring",
    "autumn",
    "weekend",
    "season",
    "time",
    "decade",
];

/// Whether the sentence that begins with the token `first` points back to the one before it.
fn leans(document: &Document, first: usize) -> bool {
    let tokens = &document.tokens;
    let at = first + tokens[first..].iter().take_while(|t| t.kind == TokenKind::QuoteMark).count();
    let word = |at: usize| tokens.get(at).map_or("", |t| &document.text[t.bytes.clone()]);
    if word(at).is_empty() || word(at).len() > 12 {
        return false;
    }
    let small = word(at).to_lowercase().replace('’', "'");
    if !BACKWARD.contains(&small.as_str()) {
        return false;
    }
    let follows = |within: usize, words: &[&str]| (at + 1..at + within).any(|i| words.contains(&word(i)));
    let stands = match small.as_str() {
        small if at > first && SPOKEN.contains(&small) => true,
        "this" | "that" | "these" | "those" => TIMES.contains(&word(at + 1)),
        // "It was the first to ...", "It is feared that ...": the word stands for what follows.
        "it's" => follows(9, &["that", "whether", "to"]),
        "it" => matches!(word(at + 1), "is" | "was") && follows(9, &["that", "whether", "to"]),
        "both" | "neither" => follows(6, &["and", "nor"]),
        _ => false,
    };
    !stands
}

/// The words of `text` as white space parts them; `most` where there are more.
fn count_words(text: &str, most: usize) -> usize {
    let (mut count, mut before) = (0, true);
    for c in text.chars() {
        let space = c.is_whitespace();
        count += usize::from(before && !space);
        if count == most {
            break;
        }
        before = space;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Text};

    /// Checks whether the sentence after "Rain fell in Elmouth." leans on it.
    #[track_caller]
    fn check(sentence: &str, expected: bool) {
        let text = Text::new(&format!("Rain fell in Elmouth on Tuesday.\n\n{sentence}\n"));
        let article = Article { text, ..Article::default() };
        let found = candidates(&Document::read(&article));
        assert_eq!(found.last().map(|c| c.leans), Some(expected), "{sentence}");
    }

    #[test]
    fn words_that_point_back_lean() {
        check("He said that the harbour was full of fog.", true);
        check("But the ships stayed where they were for days.", true);
        check("“He will never come back,” the keeper said.", true);
        check("That ship had come from the north in spring.", true);
    }

    #[test]
    fn words_that_point_on_or_to_all_do_not() {
        check("This week the council votes on a new lamp.", false);
        check("It is feared that the harbour will freeze.", false);
        check("“This is no weather for a walk,” the keeper said.", false);
        check("Both the mayor and the keeper were wet.", false);
        check("Meanwhile, the ships stayed in the harbour.", false);
    }
}
