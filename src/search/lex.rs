//! The words and signs of a query.

use std::ops::Range;

/// What a token of a query is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A bare word.
    Word(String),
    /// Words between quotation marks.
    Phrase(String),
    /// A field's name; its value follows at once.
    Field(String),
    Or,
    Not,
    Open,
    Close,
    /// A quotation mark that is never closed.
    Unclosed,
}

/// A token and where it stands, in bytes.
pub(super) type Lexed = (Range<usize>, Token);

/// Field names, with what each asks for.
pub(super) const FIELDS: &[&str] =
    &["actor", "place", "said", "about", "stance", "title", "source", "tag", "is", "date", "after", "before", "newer"];

/// Whether `c` begins or ends words that belong together.
pub(super) fn quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// The tokens of `query`; whatever is typed has some.
pub(super) fn lex(query: &str) -> Vec<Lexed> {
    let mut tokens: Vec<Lexed> = Vec::new();
    let mut at = 0;
    while let Some(c) = query[at..].chars().next() {
        let start = at;
        at += c.len_utf8();
        match c {
            _ if c.is_whitespace() => {}
            '(' => tokens.push((start..at, Token::Open)),
            ')' => tokens.push((start..at, Token::Close)),
            '-' if query[at..].starts_with(|c: char| !c.is_whitespace()) && begins(query, start) => {
                tokens.push((start..at, Token::Not));
            }
            _ if quote(c) => match query[at..].find(quote) {
                Some(end) => {
                    let words = query[at..at + end].to_owned();
                    at += end;
                    at += query[at..].chars().next().map_or(0, char::len_utf8);
                    tokens.push((start..at, Token::Phrase(words)));
                }
                None => {
                    at = query.len();
                    tokens.push((start..at, Token::Unclosed));
                }
            },
            _ => {
                let rest = &query[start..];
                let end =
                    rest.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')') || quote(c)).unwrap_or(rest.len());
                let word = &rest[..end];
                if let Some(colon) =
                    word.find(':').filter(|&colon| colon > 0 && word[..colon].chars().all(|c| c.is_ascii_alphabetic()))
                {
                    at = start + colon + 1;
                    tokens.push((start..at, Token::Field(word[..colon].to_lowercase())));
                } else {
                    at = start + end;
                    let token = if word.eq_ignore_ascii_case("or") { Token::Or } else { Token::Word(word.to_owned()) };
                    tokens.push((start..at, token));
                }
            }
        }
    }
    tokens
}

/// Whether a new word begins at `at`.
fn begins(query: &str, at: usize) -> bool {
    query[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(')
}
