//! `dateline search`: the briefings that a query finds, best first.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use serde_json::json;

use super::open::{day, failed, on_library};
use super::{Format, complain};
use crate::config::Folders;
use crate::export::json;
use crate::library::Library;
use crate::marks::{Mark, Marks};
use crate::model::{Carrier, Row, Window, shown_line};
use crate::search::{Hit, Marked, Query, QueryError, Searcher, Signs, parse};

/// Why a query was not answered.
pub(super) enum Unanswered {
    Wrong(QueryError),
    Failed(String),
}

/// Prints what `query` finds in the library of `sources`.
pub fn run(sources: &[PathBuf], query: &str, format: Format, limit: usize, out: &mut impl Write) -> io::Result<u8> {
    let parsed = match parse(query) {
        Ok(parsed) => parsed,
        Err(error) => return wrong(&Unanswered::Wrong(error)),
    };
    on_library(sources, |library| {
        let window = Window { from: 0, count: limit };
        let searcher = Searcher::new(library.reader());
        let results = searcher.run(&parsed, &marked(library, &parsed), window).map_err(failed)?;
        for hit in &results.hits {
            print(hit, format, out)?;
        }
        if results.total == 0 {
            let meant = results.suggestions.join(", ");
            complain::line(&match meant.is_empty() {
                true => "nothing found".to_owned(),
                false => format!("nothing found; did you mean {meant}?"),
            });
        }
        Ok(0)
    })
}

fn print(hit: &Hit, format: Format, out: &mut impl Write) -> io::Result<()> {
    let entry = &hit.entry;
    match format {
        Format::Json => {
            let copy = |copy: &Carrier| json!({"source": copy.source, "id": copy.id});
            let copies: Vec<_> = entry.copies.iter().map(copy).collect();
            let lit: Vec<_> = hit.lit.iter().map(|range| hit.excerpt.get(range.clone())).collect();
            let object = json!({"id": entry.id, "title": entry.title, "date": day(entry.date), "place": entry.place,
                "source": entry.source, "tags": entry.tags, "quotes": entry.quotes, "positions": entry.positions,
                "words": entry.words, "copies": copies, "excerpt": hit.excerpt, "lit": lit});
            writeln!(out, "{}", json::to_string(&object))
        }
        Format::Text => {
            let date = day(entry.date).unwrap_or_else(|| "undated".to_owned());
            writeln!(out, "{date}  {}  [{}]", shown_line(&entry.title), entry.id)?;
            writeln!(out, "            {}", shown_line(&hit.excerpt))
        }
    }
}

/// The rows that `query` finds; none when it asks for nothing.
pub(super) fn matching(library: &Library, query: &str) -> Result<Option<Arc<[Row]>>, Unanswered> {
    if query.trim().is_empty() {
        return Ok(None);
    }
    let parsed = parse(query).map_err(Unanswered::Wrong)?;
    let rows = Searcher::new(library.reader()).rows(&parsed, &marked(library, &parsed));
    rows.map(Some).map_err(|error| Unanswered::Failed(error.to_string()))
}

/// Tells what is wrong with the query, and gives the exit status.
pub(super) fn wrong(error: &Unanswered) -> io::Result<u8> {
    match error {
        Unanswered::Failed(message) => {
            complain::line(message);
            Ok(super::PARTLY)
        }
        Unanswered::Wrong(error) => {
            complain::line(&error.to_string());
            Ok(super::USAGE)
        }
    }
}

/// What the reader marked, for the queries that ask.
pub(super) fn marked(library: &Library, query: &Query) -> Marked {
    if !query.asks_for_marks() {
        return Marked::default();
    }
    let read = || {
        let file = Folders::find()?.data.join("marks.db");
        let all = Marks::open(&file).ok()?.0.all().ok()?;
        let keys: Vec<String> = all.iter().map(|(key, _)| key.clone()).collect();
        let rows = library.rows_of(&keys).ok()?;
        Some(all.into_iter().zip(rows).filter_map(|((_, mark), row)| Some((row?, mark))).collect::<Vec<_>>())
    };
    let mut marked = Marked::default();
    for (row, mark) in read().unwrap_or_default() {
        let Mark { read, bookmarked, hidden, tags, .. } = mark;
        marked.add(row, Signs { read, bookmarked, hidden, tags: &tags });
    }
    marked
}
