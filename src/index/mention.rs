//! From one briefing that names an actor or place to the next one that does.

use rusqlite::{Connection, OptionalExtension};

use super::cast::{actor_no, cast_at, group_of};
use super::entries::body;
use super::{Reader, Result};
use crate::model::{Article, Id, Row, Span, Subject};

impl Reader {
    /// The first mention of `subject` in the next older briefing than `from` that has one, or with `newer` the last one
    /// in the next newer; without `from` in the newest or oldest of all.
    pub(crate) fn mention(&self, subject: &Subject, from: Option<&Id>, newer: bool) -> Result<Option<(Id, Span)>> {
        self.ask(|connection| {
            let Some(numbers) = numbers_of(connection, subject)? else { return Ok(None) };
            let mut at = match from {
                None => {
                    if newer {
                        (i64::MIN, 0)
                    } else {
                        (i64::MAX, i64::MAX)
                    }
                }
                Some(id) => {
                    let mut query = connection.prepare_cached("SELECT moment, row FROM article WHERE id = ?1")?;
                    let found = query.query_row([id.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
                    let Some(at) = found else { return Ok(None) };
                    at
                }
            };
            // Where all mentions stand in the headline there is none to go to.
            while let Some(next) = neighbour(connection, subject, &numbers, at, newer)? {
                if let Some(found) = mention_in(connection, subject, &numbers, next.1, newer)? {
                    return Ok(Some(found));
                }
                at = next;
            }
            Ok(None)
        })
    }
}

/// The numbers under which `subject` is stored.
fn numbers_of(connection: &Connection, subject: &Subject) -> Result<Option<Vec<i64>>> {
    match subject {
        Subject::Actor(key) => actor_no(connection, key)?.map(|no| group_of(connection, no)).transpose(),
        Subject::Place(key) => {
            let mut query = connection.prepare_cached("SELECT no FROM place WHERE key = ?1")?;
            Ok(query.query_row([key], |row| Ok(vec![row.get(0)?])).optional()?)
        }
    }
}

/// Moment and row of the nearest briefing on that side of `at` that names one of `numbers`.
fn neighbour(
    connection: &Connection,
    subject: &Subject,
    numbers: &[i64],
    at: (i64, i64),
    newer: bool,
) -> Result<Option<(i64, i64)>> {
    let (table, column) = match subject {
        Subject::Actor(_) => ("appears", "actor"),
        Subject::Place(_) => ("placed", "place"),
    };
    let (beyond, order) = if newer { (">", "") } else { ("<", "DESC") };
    let mut query = connection.prepare_cached(&format!(
        "SELECT {table}.moment, row FROM {table} JOIN article USING (row)
         WHERE {column} = ?1 AND ({table}.moment, row) {beyond} (?2, ?3) AND mentions > 0 AND copy_of IS NULL
         ORDER BY {table}.moment {order}, row {order} LIMIT 1"
    ))?;
    let mut nearest: Option<(i64, i64)> = None;
    for no in numbers {
        let found = query.query_row((no, at.0, at.1), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        nearest = match (nearest, found) {
            (Some(one), Some(other)) => Some(if newer { one.min(other) } else { one.max(other) }),
            (one, other) => one.or(other),
        };
    }
    Ok(nearest)
}

/// The first (or last) mention in the text of the briefing at `row`.
fn mention_in(
    connection: &Connection,
    subject: &Subject,
    numbers: &[i64],
    row: i64,
    last: bool,
) -> Result<Option<(Id, Span)>> {
    let (Some(body), Some(cast)) = (body(connection, row as Row)?, cast_at(connection, row as Row)?) else {
        return Ok(None);
    };
    let briefing = &body.briefing;
    let mut spans: Vec<Span> = match subject {
        Subject::Actor(_) => {
            let named = briefing.actors.iter().zip(&cast.actors).filter(|(_, part)| numbers.contains(&part.actor));
            named.flat_map(|(actor, _)| &actor.mentions).map(|mention| mention.span).collect()
        }
        Subject::Place(_) => {
            let named = briefing.places.iter().zip(&cast.places).filter(|(_, (no, _))| numbers.contains(no));
            named.flat_map(|(place, _)| &place.mentions).map(|mention| mention.span).collect()
        }
    };
    spans.retain(|span| span.start >= beginning(&body.article));
    let span = if last {
        spans.into_iter().max_by_key(|span| span.start)
    } else {
        spans.into_iter().min_by_key(|span| span.start)
    };
    let Some(span) = span else { return Ok(None) };
    let mut query = connection.prepare_cached("SELECT id FROM article WHERE row = ?1")?;
    let id: String = query.query_row([row], |row| row.get(0))?;
    Ok(Some((Id::new(id), span)))
}

/// Where the text begins behind a headline that it holds.
fn beginning(article: &Article) -> u32 {
    article.title_span.filter(|span| span.start == 0).map_or(0, |span| span.end)
}
