//! The grammar: words, fields, `or`, `-`, brackets.

use std::ops::Range;

use jiff::civil::Date;
use jiff::{Span as TimeSpan, ToSpan};

use super::QueryError;
use super::lex::{FIELDS, Lexed, Token, lex};
use crate::model::Stance;

/// A query as a tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Any,
    Words(String),
    /// The last word of a query that is still being typed.
    Beginning(String),
    Actor(String),
    Place(String),
    Said(String),
    About(String),
    Stance(Stance),
    Title(String),
    Source(String),
    Tag(String),
    Is(Is),
    /// From the first day to the day before the second.
    Between(Option<Date>, Option<Date>),
    /// So long ago and younger, counted from the day that the caller names.
    Newer(Ago),
    All(Vec<Node>),
    One(Vec<Node>),
    Not(Box<Node>),
}

/// What the reader did with a briefing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    Read,
    Unread,
    Bookmarked,
    Hidden,
}

/// A length of time: a number of hours, days, weeks, months or years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ago {
    number: i64,
    unit: char,
}

impl Ago {
    pub(super) fn span(self) -> TimeSpan {
        match self.unit {
            'h' => self.number.hours(),
            'd' => self.number.days(),
            'w' => self.number.weeks(),
            'm' => self.number.months(),
            _ => self.number.years(),
        }
    }
}

/// Brackets within brackets beyond this are no query that anybody wrote.
const DEPTH: usize = 50;

/// Reads `query`; while it is `unfinished` its last word may be the beginning of a longer one.
pub(super) fn parse(query: &str, unfinished: bool) -> Result<Node, QueryError> {
    let tokens = lex(query);
    let mut parser = Parser { query, tokens: &tokens, unfinished, at: 0, depth: 0 };
    let node = parser.any_of()?;
    match parser.peek() {
        None => Ok(node),
        Some((at, _)) => Err(parser.wrong(at.clone(), "this bracket closes nothing; take it out")),
    }
}

/// The first day of what is as young as `words` say, counted back from `today`: a length of time, or a day.
pub(super) fn since(words: &str, today: Date) -> Result<Date, QueryError> {
    let parser = Parser { query: words, tokens: &[], unfinished: false, at: 0, depth: 0 };
    let whole = 0..words.len();
    if words.contains('-') || words.chars().all(|c| c.is_ascii_digit()) {
        return parser.dates(whole, words).map(|(first, _)| first);
    }
    let ago = parser.span(whole.clone(), words)?;
    today.checked_sub(ago.span()).map_err(|_| parser.wrong(whole, "that is too long ago"))
}

struct Parser<'a> {
    query: &'a str,
    tokens: &'a [Lexed],
    unfinished: bool,
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Lexed> {
        self.tokens.get(self.at)
    }

    fn wrong(&self, bytes: Range<usize>, message: impl Into<String>) -> QueryError {
        let chars = |byte: usize| self.query[..byte].chars().count();
        QueryError { at: chars(bytes.start)..chars(bytes.end), message: message.into() }
    }

    fn any_of(&mut self) -> Result<Node, QueryError> {
        let mut parts = vec![self.all_of()?];
        while let Some((at, Token::Or)) = self.peek() {
            self.at += 1;
            let next = self.all_of()?;
            if matches!(next, Node::Any) || matches!(parts.last(), Some(Node::Any)) {
                return Err(self.wrong(at.clone(), "“or” wants something on both sides"));
            }
            parts.push(next);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Node::One(parts) })
    }

    fn all_of(&mut self) -> Result<Node, QueryError> {
        let mut parts = Vec::new();
        while let Some((_, token)) = self.peek() {
            if matches!(token, Token::Or | Token::Close) {
                break;
            }
            parts.push(self.one()?);
        }
        Ok(match parts.len() {
            0 => Node::Any,
            1 => parts.remove(0),
            _ => Node::All(parts),
        })
    }

    fn one(&mut self) -> Result<Node, QueryError> {
        let Some((at, token)) = self.peek() else { return Ok(Node::Any) };
        self.at += 1;
        match token {
            Token::Word(word) if self.unfinished && at.end == self.query.len() => Ok(Node::Beginning(word.clone())),
            Token::Word(words) | Token::Phrase(words) => Ok(Node::Words(words.clone())),
            Token::Not => match self.peek() {
                Some((_, Token::Or | Token::Close)) | None => {
                    Err(self.wrong(at.clone(), "“-” wants something after it"))
                }
                Some(_) => {
                    self.deeper(at)?;
                    let refused = self.one()?;
                    self.depth -= 1;
                    Ok(Node::Not(Box::new(refused)))
                }
            },
            Token::Open => {
                self.deeper(at)?;
                let inner = self.any_of()?;
                self.depth -= 1;
                match self.peek() {
                    Some((_, Token::Close)) => self.at += 1,
                    _ => return Err(self.wrong(at.clone(), "this bracket is never closed; add “)”")),
                }
                Ok(inner)
            }
            Token::Field(name) => self.field(at, name),
            Token::Unclosed => Err(self.wrong(at.clone(), "this quotation mark is never closed; add another")),
            Token::Or | Token::Close => Err(self.wrong(at.clone(), "a word or a field is wanted here")),
        }
    }

    fn deeper(&mut self, at: &Range<usize>) -> Result<(), QueryError> {
        self.depth += 1;
        if self.depth > DEPTH { Err(self.wrong(at.clone(), "brackets too deep")) } else { Ok(()) }
    }

    fn field(&mut self, at: &Range<usize>, name: &str) -> Result<Node, QueryError> {
        if !FIELDS.contains(&name) {
            let name_only = at.start..at.end - 1;
            let near = nearest(name, FIELDS)
                .map_or_else(|| format!("fields are {}", FIELDS.join(", ")), |near| format!("did you mean “{near}:”?"));
            return Err(self.wrong(name_only, format!("there is no field “{name}”; {near}")));
        }
        let value = match self.peek() {
            Some((place, Token::Word(value) | Token::Phrase(value))) if place.start == at.end => {
                Some((place.clone(), value))
            }
            _ => None,
        };
        let Some((place, value)) = value.filter(|(_, value)| !value.trim().is_empty()) else {
            return Err(self.wrong(at.clone(), format!("“{name}:” wants a value, as in {}", example(name))));
        };
        self.at += 1;
        let text = value.clone();
        Ok(match name {
            "actor" => Node::Actor(text),
            "place" => Node::Place(text),
            "said" => Node::Said(text),
            "about" => Node::About(text),
            "title" => Node::Title(text),
            "source" => Node::Source(text),
            "tag" => Node::Tag(text),
            "stance" => Node::Stance(self.stance(place, &text)?),
            "is" => Node::Is(self.is(place, &text)?),
            "newer" => Node::Newer(self.span(place, &text)?),
            _ => {
                let (first, next) = self.dates(place, &text)?;
                match name {
                    "after" => Node::Between(Some(next), None),
                    "before" => Node::Between(None, Some(first)),
                    _ => Node::Between(Some(first), Some(next)),
                }
            }
        })
    }

    fn stance(&self, at: Range<usize>, value: &str) -> Result<Stance, QueryError> {
        let words: Vec<&str> = Stance::ALL.iter().map(|stance| stance.as_str()).collect();
        let lower = value.to_lowercase();
        let found = Stance::ALL.iter().copied().find(|stance| {
            let word = stance.as_str();
            word == lower || (lower.len() > 3 && word.strip_suffix('s') == Some(&lower))
        });
        found.ok_or_else(|| {
            let near = nearest(&lower, &words).map_or(String::new(), |near| format!("did you mean “{near}”? "));
            self.wrong(at, format!("“{value}” is no stance; {near}there are {}", words.join(", ")))
        })
    }

    fn is(&self, at: Range<usize>, value: &str) -> Result<Is, QueryError> {
        let known =
            [("read", Is::Read), ("unread", Is::Unread), ("bookmarked", Is::Bookmarked), ("hidden", Is::Hidden)];
        let found = known.iter().find(|(word, _)| word.eq_ignore_ascii_case(value));
        found.map(|(_, is)| *is).ok_or_else(|| {
            self.wrong(at, format!("“is:{value}” is not known; there are is:read, is:unread, is:bookmarked, is:hidden"))
        })
    }

    fn span(&self, at: Range<usize>, value: &str) -> Result<Ago, QueryError> {
        let unit = value.chars().next_back().filter(|unit| matches!(unit, 'h' | 'd' | 'w' | 'm' | 'y'));
        let number =
            unit.and_then(|_| value[..value.len() - 1].parse().ok()).filter(|number| (1..=9999).contains(number));
        let ago = unit.zip(number).map(|(unit, number)| Ago { number, unit });
        ago.ok_or_else(|| self.wrong(at, format!("“{value}” is no length of time; write 12h, 3d, 2w, 6m or 1y")))
    }

    /// The first day of a day, month or year, and the first day after it.
    fn dates(&self, at: Range<usize>, value: &str) -> Result<(Date, Date), QueryError> {
        let parts: Option<Vec<i16>> = value.split('-').map(|part| part.parse().ok()).collect();
        let whole = |first: Result<Date, jiff::Error>, span: TimeSpan| {
            let first = first.ok()?;
            Some((first, first.checked_add(span).ok()?))
        };
        let dates = match parts.as_deref() {
            Some(&[year]) if year >= 1000 => whole(Date::new(year, 1, 1), 1.year()),
            Some(&[year, month]) if year >= 1000 => whole(Date::new(year, month as i8, 1), 1.month()),
            Some(&[year, month, day]) if year >= 1000 => whole(Date::new(year, month as i8, day as i8), 1.day()),
            _ => None,
        };
        dates.ok_or_else(|| self.wrong(at, format!("“{value}” is no date; write 2025, 2025-04 or 2025-04-25")))
    }
}

fn example(field: &str) -> &'static str {
    match field {
        "actor" | "said" => "actor:kennedy",
        "place" => "place:geneva",
        "about" => "about:ceasefire",
        "stance" => "stance:opposes",
        "title" => "title:talks",
        "source" => "source:bbc",
        "tag" => "tag:later",
        "is" => "is:unread",
        "newer" => "newer:2w",
        _ => "date:2025-04",
    }
}

fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let scored = known.iter().map(|&known| (strsim::damerau_levenshtein(word, known), known));
    scored.min().filter(|&(distance, known)| distance <= 2 && distance < known.len() - 1).map(|(_, known)| known)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn wrong(query: &str, at: Range<usize>, words: &str) {
        let error = parse(query, false).unwrap_err();
        assert_eq!(error.at, at, "{query}: {error}");
        assert!(error.message.contains(words), "{query}: {error}");
    }

    #[test]
    fn words_fields_and_signs_make_a_tree() {
        let words = |word: &str| Node::Words(word.to_owned());
        assert_eq!(parse("", false).unwrap(), Node::Any);
        assert_eq!(parse("talks “exact words”", false).unwrap(), Node::All(vec![words("talks"), words("exact words")]));
        assert_eq!(
            parse("actor:\"John Kennedy\" -(place:cuba or missile)", false).unwrap(),
            Node::All(vec![
                Node::Actor("John Kennedy".to_owned()),
                Node::Not(Box::new(Node::One(vec![Node::Place("cuba".to_owned()), words("missile")]))),
            ])
        );
        assert_eq!(parse("cease-fire 10:30", false).unwrap(), Node::All(vec![words("cease-fire"), words("10:30")]));
    }

    #[test]
    fn only_the_last_word_is_unfinished() {
        let all = Node::All(vec![Node::Words("talks".to_owned()), Node::Beginning("gene".to_owned())]);
        assert_eq!(parse("talks gene", true).unwrap(), all);
        assert_eq!(parse("talks ", true).unwrap(), Node::Words("talks".to_owned()));
        assert_eq!(parse("actor:gene", true).unwrap(), Node::Actor("gene".to_owned()));
    }

    #[test]
    fn dates_are_days_months_and_years() {
        let date = jiff::civil::date;
        let between = |from, to| Node::Between(from, to);
        assert_eq!(parse("date:2025-04", false).unwrap(), between(Some(date(2025, 4, 1)), Some(date(2025, 5, 1))));
        assert_eq!(parse("after:2025-12-31", false).unwrap(), between(Some(date(2026, 1, 1)), None));
        assert_eq!(parse("before:1962", false).unwrap(), between(None, Some(date(1962, 1, 1))));
    }

    #[test]
    fn a_beginning_is_a_length_of_time_or_a_day() {
        let today = jiff::civil::date(2025, 5, 14);
        for (words, expected) in [("1d", (2025, 5, 13)), ("2w", (2025, 4, 30)), ("2025-05", (2025, 5, 1))] {
            let (year, month, day) = expected;
            assert_eq!(since(words, today).unwrap(), jiff::civil::date(year, month, day), "{words}");
        }
        for words in ["", "x", "2025-13", "3", "-"] {
            assert!(since(words, today).is_err(), "{words}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        wrong("é acter:putin", 2..7, "did you mean “actor:”");
        wrong("actor:", 0..6, "wants a value");
        wrong("a stance:against", 9..16, "is no stance");
        wrong("date:2025-13", 5..12, "is no date");
        wrong("newer:2x", 6..8, "no length of time");
        wrong("(a", 0..1, "never closed");
        wrong("a) b", 1..2, "closes nothing");
        wrong("a \"b c", 2..6, "never closed");
        wrong("or a", 0..2, "both sides");
        wrong("a -(", 3..4, "never closed");
    }

    proptest! {
        #[test]
        fn any_query_is_understood_or_refused_within_itself(query in "\\PC{0,40}|[a-c:()\"\\- or“”]{0,40}") {
            if let Err(error) = parse(&query, false) {
                let length = query.chars().count();
                prop_assert!(error.at.start <= error.at.end && error.at.end <= length);
                prop_assert!(!error.message.is_empty());
            }
        }

        #[test]
        fn pieces_stand_in_order_within_the_query(query in "\\PC{0,40}|[a-c:()\"\\- or“”]{0,40}") {
            let mut end = 0;
            for (range, _) in super::super::pieces(&query) {
                prop_assert!(range.start >= end && range.end <= query.len());
                prop_assert!(query.is_char_boundary(range.start) && query.is_char_boundary(range.end));
                end = range.end;
            }
        }
    }
}
