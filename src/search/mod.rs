//! The query language: grammar, ranking, excerpts.

use std::ops::Range;
use std::sync::Arc;

use crate::model::{Entry, Row, Window};

/// A query that was understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    _private: (),
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

/// Which briefings the reader marked how: `is:` asks for them.
#[derive(Debug, Clone, Default)]
pub struct Marked {
    /// Read.
    pub read: Arc<std::collections::BTreeSet<Row>>,
    /// Bookmarked.
    pub bookmarked: Arc<std::collections::BTreeSet<Row>>,
    /// Hidden by the reader: found only when asked for.
    pub hidden: Arc<std::collections::BTreeSet<Row>>,
    /// The reader's own tags.
    pub tags: Arc<std::collections::BTreeMap<String, std::collections::BTreeSet<Row>>>,
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

/// One value beside the results, with how many of them have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field that narrows to it: `actor`, `place`, `source` or `date`.
    pub field: &'static str,
    /// The value as it is shown and written into a query.
    pub value: String,
    /// How many results have it.
    pub count: usize,
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
    /// The commonest actors, places, sources and months among the results.
    pub facets: Vec<Facet>,
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
    let _ = query;
    todo!()
}

/// The pieces of `query`, in bytes, for colouring; never fails.
pub fn pieces(query: &str) -> Vec<(Range<usize>, Piece)> {
    let _ = query;
    todo!()
}

/// Answers queries over a library's index; cheap to clone.
#[derive(Clone)]
pub struct Searcher {
    _private: (),
}

/// Why a search could not be run.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SearchError(pub String);

#[allow(unused_variables)]
impl Searcher {
    /// Searches what `reader` reads: `Searcher::new(library.reader())`.
    pub fn new(reader: crate::index::Reader) -> Self {
        let _ = reader;
        Self { _private: () }
    }

    /// The best matches of `query`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn run(&self, query: &Query, marked: &Marked, window: Window) -> Result<Results, SearchError> {
        todo!()
    }

    /// Every row that matches, ascending: the scope of lists and pages.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn rows(&self, query: &Query, marked: &Marked) -> Result<Arc<[Row]>, SearchError> {
        todo!()
    }

    /// What may stand at `cursor` (in code points) of `query`: fields, and the library's own actors, places, sources.
    pub fn complete(&self, query: &str, cursor: usize) -> Vec<Completion> {
        todo!()
    }
}
