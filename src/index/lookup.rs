//! Names looked up: which actors and places a query means, what may complete it, what else may have been meant.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::Connection;

use super::cast::cast_at;
use super::entries::body;
use super::record::{Body, Cast, actor_called};
use super::ruling::{NOBODY, heads};
use super::terms::stems;
use super::{Reader, Result};
use crate::model::{Row, Stance};

/// The names most mentioned that are looked through letter by letter, however many a library holds.
const KNOWN: usize = 20_000;

impl Reader {
    /// The actors whose name holds a word of each of `keys`, with all that are ruled to be the same.
    pub(crate) fn actors_called(&self, keys: &[String]) -> Result<Vec<i64>> {
        self.ask(|connection| {
            let found = called(connection, "actor", keys)?;
            let heads = heads(connection)?;
            if heads.is_empty() {
                return Ok(found);
            }
            let meant: BTreeSet<i64> = found.iter().map(|no| heads.get(no).copied().unwrap_or(*no)).collect();
            let others = heads.iter().filter(|(_, head)| meant.contains(head)).map(|(no, _)| *no);
            let mut all: BTreeSet<i64> = others.chain(meant.iter().copied()).collect();
            all.retain(|no| *no != NOBODY && heads.get(no) != Some(&NOBODY));
            Ok(all.into_iter().collect())
        })
    }

    /// The places whose names hold all of `words`, and those of the keys `keys`.
    pub(crate) fn places_called(&self, words: &[String], keys: &[String]) -> Result<Vec<i64>> {
        self.ask(|connection| {
            let mut found = called(connection, "place", words)?;
            let mut query = connection.prepare_cached("SELECT no FROM place WHERE key = ?1")?;
            for key in keys {
                let rows = query.query_map([key], |row| row.get::<_, i64>(0))?;
                found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            found.sort_unstable();
            found.dedup();
            Ok(found)
        })
    }

    /// Names in `table` (`actor` or `place`) with a word that begins as `beginning`, and how many briefings have them: of
    /// those often mentioned, most mentioned first; then of the others those whose first word begins so.
    pub(crate) fn names_like(&self, table: &str, beginning: &str, count: usize) -> Result<Vec<(String, usize)>> {
        self.ask(|connection| {
            let shown = shown(table);
            let mut known = connection.prepare_cached(&format!(
                "SELECT name, briefings FROM (
                   SELECT name, folded, briefings FROM {table} WHERE {shown} ORDER BY mentions DESC, no LIMIT {KNOWN})
                 WHERE folded LIKE ?1 || '%' OR instr(folded, ' ' || ?1) > 0 LIMIT ?2"
            ))?;
            let named = |row: &rusqlite::Row| Ok((row.get(0)?, row.get(1)?));
            let mut names: Vec<(String, usize)> =
                known.query_map((beginning, count), named)?.collect::<rusqlite::Result<_>>()?;
            if names.len() < count && !beginning.is_empty() {
                let mut others = connection.prepare_cached(&format!(
                    "SELECT name, briefings FROM {table} WHERE {shown} AND folded >= ?1 AND folded < ?1 || ?2
                     ORDER BY folded LIMIT ?3"
                ))?;
                for other in others.query_map((beginning, char::MAX.to_string(), 2 * count), named)? {
                    let other = other?;
                    if names.len() < count && !names.contains(&other) {
                        names.push(other);
                    }
                }
            }
            Ok(names)
        })
    }

    /// Sources that begin as `beginning`, and how many briefings each has.
    pub(crate) fn sources_like(&self, beginning: &str, count: usize) -> Result<Vec<(String, usize)>> {
        self.ask(|connection| {
            // From one source to the next by the index: what is counted is only what is offered.
            let mut query = connection.prepare_cached(
                "WITH RECURSIVE each(source) AS (
                   SELECT min(source) FROM article WHERE copy_of IS NULL AND source > ''
                   UNION ALL SELECT (SELECT min(source) FROM article WHERE copy_of IS NULL AND source > each.source)
                   FROM each WHERE each.source IS NOT NULL)
                 SELECT source, (SELECT count(*) FROM article WHERE copy_of IS NULL AND article.source = each.source)
                 FROM each WHERE source LIKE ?1 || '%' LIMIT ?2",
            )?;
            let rows = query.query_map((beginning, count), |row| Ok((row.get(0)?, row.get(1)?)))?;
            let mut sources: Vec<(String, usize)> = rows.collect::<rusqlite::Result<_>>()?;
            sources.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            Ok(sources)
        })
    }

    /// Names in `table` that are often mentioned and spelt nearly as `name`, nearest first.
    pub(crate) fn names_near(&self, table: &str, name: &str, count: usize) -> Result<Vec<String>> {
        self.ask(|connection| {
            let shown = shown(table);
            let mut query = connection.prepare_cached(&format!(
                "SELECT name, folded, mentions FROM {table} WHERE {shown} ORDER BY mentions DESC, no LIMIT {KNOWN}"
            ))?;
            let rows = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            let mut near: Vec<(f64, i64, String)> = Vec::new();
            for row in rows {
                let (shown, folded, mentions): (String, String, i64) = row?;
                let whole = strsim::jaro_winkler(&folded, name);
                let likeness = folded.split(' ').map(|word| strsim::jaro_winkler(word, name)).fold(whole, f64::max);
                if (0.87..1.0).contains(&likeness) {
                    near.push((likeness, mentions, shown));
                }
            }
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
            Ok(near.into_iter().take(count).map(|(_, _, name)| name).collect())
        })
    }

    /// Names of actors and of places by their numbers.
    pub(crate) fn names_of(&self, table: &str, numbers: &[i64]) -> Result<Vec<String>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(&format!("SELECT name FROM {table} WHERE no = ?1"))?;
            Ok(numbers.iter().map(|no| query.query_row([no], |row| row.get(0))).collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Those of `rows` in which one quote or position is by one of `holders`, of the `stance`, and about all the words.
    pub(crate) fn with_statement(
        &self,
        rows: &[Row],
        holders: Option<&[i64]>,
        stance: Option<Stance>,
        about: &[String],
    ) -> Result<Arc<[Row]>> {
        let wanted: Vec<String> = about.iter().flat_map(|words| stems(words)).collect();
        let kept = rows.par_chunks(256).map(|rows| {
            self.ask(|connection| {
                let mut kept = Vec::new();
                for &row in rows {
                    if let (Some(body), Some(cast)) = (body(connection, row)?, cast_at(connection, row)?)
                        && states(&body, &cast, holders, stance, &wanted)
                    {
                        kept.push(row);
                    }
                }
                Ok(kept)
            })
        });
        Ok(kept.collect::<Result<Vec<_>>>()?.concat().into())
    }

    /// The body of the article at `row` with its actors' and places' numbers.
    pub(crate) fn body_and_numbers(&self, row: Row) -> Result<Option<Numbered>> {
        self.ask(|connection| {
            let (Some(body), Some(cast)) = (body(connection, row)?, cast_at(connection, row)?) else { return Ok(None) };
            let actors = cast.actors.iter().map(|part| part.actor).collect();
            Ok(Some((body, actors, cast.places.iter().map(|(no, _)| *no).collect())))
        })
    }
}

/// Which rows of `table` (`actor` or `place`) are shown.
pub(super) fn shown(table: &str) -> &'static str {
    if table == "actor" { "briefings > 0 AND same IS NULL" } else { "briefings > 0" }
}

/// A body, the numbers of its actors, and of its places.
pub(crate) type Numbered = (Body, Vec<i64>, Vec<i64>);

fn called(connection: &Connection, table: &str, words: &[String]) -> Result<Vec<i64>> {
    let mut query =
        connection.prepare_cached(&format!("SELECT {table} FROM {table}_word WHERE word = ?1 ORDER BY 1"))?;
    let mut found: Option<Vec<i64>> = None;
    for word in words {
        let rows = query.query_map([word], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        found = Some(match found {
            None => rows,
            Some(before) => before.into_iter().filter(|no| rows.binary_search(no).is_ok()).collect(),
        });
    }
    Ok(found.unwrap_or_default())
}

fn states(body: &Body, cast: &Cast, holders: Option<&[i64]>, stance: Option<Stance>, wanted: &[String]) -> bool {
    let (briefing, text) = (&body.briefing, &body.article.text);
    let by = |name: Option<&str>| {
        let Some(holders) = holders else { return true };
        let index = name.and_then(|name| actor_called(briefing, name));
        index.and_then(|index| cast.actors.get(index)).is_some_and(|part| holders.contains(&part.actor))
    };
    let about = |spans: &mut dyn Iterator<Item = crate::model::Span>| {
        let mut said: Vec<String> = Vec::new();
        if !wanted.is_empty() {
            spans.for_each(|span| said.extend(stems(text.slice(span))));
        }
        wanted.iter().all(|word| said.contains(word))
    };
    let quoted = stance.is_none()
        && briefing.quotes.iter().any(|quote| by(quote.speaker.as_deref()) && about(&mut quote.parts.iter().copied()));
    quoted
        || briefing.positions.iter().filter(|position| position.confidence >= 0.5).any(|position| {
            stance.is_none_or(|stance| position.stance == stance)
                && by(Some(&position.actor))
                && about(&mut position.evidence.iter().copied().chain([position.topic]))
        })
}
