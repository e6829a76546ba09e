//! The query language: grammar, ranking, excerpts.

mod excerpt;
mod facet;
mod lex;
mod marked;
mod narrow;
mod parse;
mod plan;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::index::{Condition, Reader};
use crate::lexicon::fold::fold;
use crate::model::{Entry, Row, Stance, Window};
pub use facet::Facet;
use lex::{FIELDS, Token, lex};
pub use marked::{Marked, Signs};
use parse::Node;
use plan::Planner;

/// A query that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    node: Node,
}

/// A query that was not, with where and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (at column {})", .at.start + 1)]
pub struct QueryError {
    /// The offending part, in code points of the query.
    pub at: Range<usize>,
    /// What is wrong, and what would be right.
    pub message: String,
}

/// What a stretch of a query is, for colouring it as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A bare word or phrase.
    Word,
    /// A field's name with its colon.
    Field,
    /// A field's value.
    Value,
    /// `or`, `-`, a bracket.
    Operator,
    /// What is not understood.
    Wrong,
}

/// One briefing that matches.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The briefing.
    pub entry: Entry,
    /// A stretch of its text around the best hit.
    pub excerpt: String,
    /// The hits in the excerpt, in bytes of it.
    pub lit: Vec<Range<usize>>,
}

/// A screenful of results.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Results {
    /// How many briefings match.
    pub total: usize,
    /// Index of the first hit given.
    pub from: usize,
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// Names of the library that may have been meant.
    pub suggestions: Vec<String>,
}

/// What may stand at the cursor of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The stretch of the query that it replaces, in code points.
    pub replaces: Range<usize>,
    /// What it puts there.
    pub text: String,
    /// How many briefings have it, where it is a value.
    pub count: Option<usize>,
}

/// Reads a query.
///
/// # Errors
/// A field, value or bracket that is not understood, with its place.
pub fn parse(query: &str) -> Result<Query, QueryError> {
    Ok(Query { node: parse::parse(query, false)? })
}

/// Reads a query that is still being typed: its last word also finds the words that begin so.
///
/// # Errors
/// As [`parse`].
pub fn parse_unfinished(query: &str) -> Result<Query, QueryError> {
    Ok(Query { node: parse::parse(query, true)? })
}

/// The first day of what is as young as `words` say, counted back from `today`: `12h`, `1d`, `2w`, or a day such as
/// `2025-04-25`.
///
/// # Errors
/// What is neither.
pub fn since(words: &str, today: Date) -> Result<Date, QueryError> {
    parse::since(words, today)
}

/// The pieces of `query`, in bytes, for colouring; never fails.
pub fn pieces(query: &str) -> Vec<(Range<usize>, Piece)> {
    let tokens = lex(query);
    let mut pieces = Vec::with_capacity(tokens.len());
    let mut field: Option<usize> = None;
    for (range, token) in tokens {
        let value = field.take() == Some(range.start);
        let piece = match token {
            Token::Word(_) | Token::Phrase(_) if value => Piece::Value,
            Token::Word(_) | Token::Phrase(_) => Piece::Word,
            Token::Field(name) if FIELDS.contains(&name.as_str()) => {
                field = Some(range.end);
                Piece::Field
            }
            Token::Field(_) | Token::Unclosed => Piece::Wrong,
            Token::Or | Token::Not | Token::Open | Token::Close => Piece::Operator,
        };
        pieces.push((range, piece));
    }
    pieces
}

/// Answers queries over a library's index; cheap to clone.
#[derive(Clone)]
pub struct Searcher {
    reader: Reader,
    /// The day that `newer:` counts from; none is today.
    now: Option<Date>,
}

/// Why a search could not be run.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SearchError(pub String);

/// Completions offered.
const COMPLETIONS: usize = 12;

impl Searcher {
    /// Searches what `reader` reads: `Searcher::new(library.reader())`.
    pub fn new(reader: Reader) -> Self {
        Self { reader, now: None }
    }

    /// The same, with `newer:` counted from `day`.
    pub fn at(self, day: Date) -> Self {
        Self { now: Some(day), ..self }
    }

    /// The best matches of `query`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn run(&self, query: &Query, marked: &Marked, window: Window) -> Result<Results, SearchError> {
        let condition = self.condition(query, marked)?;
        let found = self.reader.find(&condition, window)?;
        let entries = self.reader.entries_at(found.rows.iter().copied())?;
        let stems: HashSet<String> = condition.stems().into_iter().collect();
        let numbers = condition.numbers();
        // An excerpt wants the whole text read and its words stemmed: the one part of a search worth two cores.
        let hits = entries.into_par_iter().map(|entry| {
            let (excerpt, lit) = self.excerpt(entry.row, &stems, &numbers)?;
            Ok(Hit { entry, excerpt, lit })
        });
        let hits = hits.collect::<Result<Vec<_>, SearchError>>()?;
        let suggestions = if found.total == 0 { self.suggest(&query.node)? } else { Vec::new() };
        Ok(Results { total: found.total, from: window.from.min(found.total), hits, suggestions })
    }

    /// The commonest actors, places and sources among what matches `query`, and its newest months.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn facets(&self, query: &Query, marked: &Marked) -> Result<Vec<Facet>, SearchError> {
        facet::of(&self.reader, &self.reader.common(&self.condition(query, marked)?)?)
    }

    /// Briefings whose headline holds words that begin as those of `words`, newest first.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn headlines(&self, words: &str, count: usize) -> Result<Vec<Entry>, SearchError> {
        let words = words.split_whitespace().map(|word| Condition::HeadlineBeginning(word.to_owned()));
        let found = self.reader.find(&Condition::All(words.collect()), Window { from: 0, count })?;
        Ok(self.reader.entries_at(found.rows)?)
    }

    /// How many briefings match.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn count(&self, query: &Query, marked: &Marked) -> Result<usize, SearchError> {
        Ok(self.reader.count(&self.condition(query, marked)?)?)
    }

    /// How many briefings match and are not read.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn unread(&self, query: &Query, marked: &Marked) -> Result<usize, SearchError> {
        let read = Condition::Rows(marked.read.iter().copied().collect());
        let unread = vec![self.condition(query, marked)?, Condition::Not(Box::new(read))];
        Ok(self.reader.count(&Condition::All(unread))?)
    }

    /// Every row that matches, ascending: the scope of lists and pages.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rows(&self, query: &Query, marked: &Marked) -> Result<Arc<[Row]>, SearchError> {
        Ok(self.reader.find_rows(&self.condition(query, marked)?)?)
    }

    /// What the query looks for; what the reader hid is left out unless it is asked for.
    fn condition(&self, query: &Query, marked: &Marked) -> Result<Condition, SearchError> {
        let condition = self.planner(marked).plan(&query.node)?;
        Ok(self.without_hidden(condition, &query.node, marked))
    }

    fn planner<'a>(&'a self, marked: &'a Marked) -> Planner<'a> {
        let now = self.now.unwrap_or_else(|| jiff::Zoned::now().date());
        Planner { reader: &self.reader, marked, now }
    }

    /// The same without what the reader hid, unless `node` asks for that.
    fn without_hidden(&self, condition: Condition, node: &Node, marked: &Marked) -> Condition {
        if marked.hidden.is_empty() || asks_for_hidden(node) {
            return condition;
        }
        let hidden = Condition::Rows(marked.hidden.iter().copied().collect());
        Condition::All(vec![condition, Condition::Not(Box::new(hidden))])
    }

    fn excerpt(
        &self,
        row: Row,
        stems: &HashSet<String>,
        (actors, places): &(Vec<i64>, Vec<i64>),
    ) -> Result<(String, Vec<Range<usize>>), SearchError> {
        let Some((body, own_actors, own_places)) = self.reader.body_and_numbers(row)? else {
            return Ok(Default::default());
        };
        let text = &body.article.text;
        let mut spans = Vec::new();
        for (actor, no) in body.briefing.actors.iter().zip(&own_actors) {
            if actors.contains(no) {
                spans.extend(actor.mentions.iter().map(|mention| text.bytes(mention.span)));
            }
        }
        for (place, no) in body.briefing.places.iter().zip(&own_places) {
            if places.contains(no) {
                spans.extend(place.mentions.iter().map(|mention| text.bytes(mention.span)));
            }
        }
        Ok(excerpt::cut(&body, stems, &spans))
    }

    /// Names of the library that are nearly what was asked for and found nothing.
    fn suggest(&self, node: &Node) -> Result<Vec<String>, SearchError> {
        let (tables, name): (&[&str], &String) = match node {
            Node::Actor(name) | Node::Said(name) => (&["actor"], name),
            Node::Place(name) => (&["place"], name),
            Node::Words(name) | Node::Beginning(name) => (&["actor", "place"], name),
            Node::All(parts) | Node::One(parts) => {
                let parts = parts.iter().map(|part| self.suggest(part)).collect::<Result<Vec<_>, _>>()?;
                return Ok(parts.concat());
            }
            _ => return Ok(Vec::new()),
        };
        let mut near = Vec::new();
        for table in tables {
            near.extend(self.reader.names_near(table, &fold(name), 3)?);
        }
        near.dedup();
        Ok(near)
    }

    /// What may stand at `cursor` (in code points) of `query`: fields, and the library's own actors, places, sources.
    pub fn complete(&self, query: &str, cursor: usize) -> Vec<Completion> {
        let byte = query.char_indices().nth(cursor).map_or(query.len(), |(byte, _)| byte);
        let tokens = lex(&query[..byte]);
        let chars = |byte: usize| query[..byte].chars().count();
        let (last, before) = match tokens.split_last() {
            Some((last, before)) if last.0.end == byte => (last, before),
            _ => return Vec::new(),
        };
        let field = match before.last() {
            Some((range, Token::Field(name))) if range.end == last.0.start => Some(name.as_str()),
            _ => None,
        };
        match (&last.1, field) {
            (Token::Word(words) | Token::Phrase(words), Some(field)) => {
                let from = chars(last.0.start);
                self.values(field, words)
                    .into_iter()
                    .map(|(text, count)| Completion { replaces: from..cursor, text, count })
                    .collect()
            }
            (Token::Unclosed, Some(field)) => {
                let from = chars(last.0.start);
                let words = query[last.0.start..byte].trim_start_matches(|c: char| !c.is_alphanumeric());
                self.values(field, words)
                    .into_iter()
                    .map(|(text, count)| Completion { replaces: from..cursor, text, count })
                    .collect()
            }
            (Token::Field(field), _) => {
                let values = self.values(field, "");
                values.into_iter().map(|(text, count)| Completion { replaces: cursor..cursor, text, count }).collect()
            }
            (Token::Word(word), None) => {
                let from = chars(last.0.start);
                let fields = FIELDS.iter().filter(|field| field.starts_with(&word.to_lowercase()));
                fields
                    .map(|field| Completion { replaces: from..cursor, text: format!("{field}:"), count: None })
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn values(&self, field: &str, beginning: &str) -> Vec<(String, Option<usize>)> {
        let fixed = |words: &mut dyn Iterator<Item = &'static str>| -> Vec<(String, Option<usize>)> {
            words.filter(|word| word.starts_with(beginning)).map(|word| (word.to_owned(), None)).collect()
        };
        let folded = fold(beginning);
        let counted = match field {
            "actor" | "said" => self.reader.names_like("actor", &folded, COMPLETIONS),
            "place" => self.reader.names_like("place", &folded, COMPLETIONS),
            "source" => self.reader.sources_like(beginning, COMPLETIONS),
            "stance" => return fixed(&mut Stance::ALL.iter().map(|stance| stance.as_str())),
            "is" => return fixed(&mut ["read", "unread", "bookmarked", "hidden"].into_iter()),
            "newer" => return fixed(&mut ["1d", "1w", "1m", "1y"].into_iter()),
            _ => return Vec::new(),
        };
        let counted = counted.unwrap_or_default().into_iter();
        counted
            .map(|(name, count)| (if name.contains(' ') { format!("\"{name}\"") } else { name }, Some(count)))
            .collect()
    }
}

impl Query {
    /// Whether the answer depends on what the reader marked.
    pub fn asks_for_marks(&self) -> bool {
        fn asks(node: &Node) -> bool {
            match node {
                Node::Is(_) | Node::Tag(_) => true,
                Node::All(parts) | Node::One(parts) => parts.iter().any(asks),
                Node::Not(part) => asks(part),
                _ => false,
            }
        }
        asks(&self.node)
    }
}

fn asks_for_hidden(node: &Node) -> bool {
    match node {
        Node::Is(parse::Is::Hidden) => true,
        Node::All(parts) | Node::One(parts) => parts.iter().any(asks_for_hidden),
        Node::Not(part) => asks_for_hidden(part),
        _ => false,
    }
}
