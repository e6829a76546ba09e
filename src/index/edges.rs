//! Links between articles that were found by comparing them.

use rusqlite::Connection;

use super::copies::root;
use super::posting::{LINKING, POSTING, THREADING, posted, wait, wait_no_more, waits};
use super::reader::number;
use super::writer::Writer;
use super::{Reader, Result};
use crate::model::Row;

/// Articles up to which each that comes or goes has all links looked at anew: so few that rarity still changes with each.
const FEW: usize = 256;

/// In a larger library they are once it has grown or shrunk by this part of itself.
const GROWN: usize = 8;

/// Relatives kept of an article, the best ones: more than are shown, for some of them may go.
const KEPT: usize = 8;

/// An article, and those alike to it with their likeness, best first.
pub(crate) type Relatives = (Row, Vec<(Row, f32)>);

impl Reader {
    /// The relatives of the article at `row`, best first, be it that the link was found from there or from here; at
    /// most `count`. Copies count for their original.
    pub(crate) fn relatives_of(&self, row: Row, count: usize) -> Result<Vec<(Row, f32)>> {
        self.ask(|connection| relatives_of(connection, row, count))
    }

    /// The article that the one at `row` is a copy of; itself where it is none.
    pub(crate) fn original_of(&self, row: Row) -> Result<Row> {
        self.ask(|connection| root(connection, row))
    }

    /// Articles that wait for their relatives to be found, at most `count`; those of one time together.
    pub(crate) fn unlinked(&self, count: usize) -> Result<Vec<Row>> {
        self.ask(|connection| waiting(connection, LINKING, count))
    }

    /// Whether the article at `row` still waits for its relatives.
    pub(crate) fn is_unlinked(&self, row: Row) -> Result<bool> {
        self.ask(|connection| Ok(waits(connection, POSTING, row as i64)? || waits(connection, LINKING, row as i64)?))
    }
}

pub(super) fn waiting(connection: &Connection, stage: u8, count: usize) -> Result<Vec<Row>> {
    let mut query = connection.prepare_cached("SELECT row FROM waiting WHERE stage = ?1 ORDER BY day, row LIMIT ?2")?;
    let rows = query.query_map((stage, count), |row| row.get::<_, i64>(0))?;
    Ok(rows.map(|row| row.map(|row| row as Row)).collect::<rusqlite::Result<_>>()?)
}

impl Writer {
    /// Has the relatives of all articles looked for anew, where so many came or went since that the links found before no
    /// longer are those that would be found now; whether it has.
    pub(crate) fn relink_grown(&mut self) -> Result<bool> {
        let posted = posted(&self.connection)?;
        let then = number(&self.connection, "linked")? as usize;
        if posted == then || posted > FEW && posted.abs_diff(then) * GROWN < posted {
            return Ok(false);
        }
        self.transaction(|writer| {
            let connection = &writer.connection;
            connection.execute("UPDATE meta SET value = ?1 WHERE name = 'linked'", [posted])?;
            let wait_again = "INSERT OR REPLACE INTO waiting SELECT ?1, day, profile.row FROM profile
                              JOIN article ON article.row = profile.row WHERE copy_of IS NULL";
            connection.execute(wait_again, [LINKING])?;
            Ok(())
        })?;
        Ok(true)
    }

    /// Keeps what was found of some articles: to each its relatives, best first.
    pub(crate) fn write_relatives(&mut self, found: &[Relatives]) -> Result<()> {
        self.transaction(|writer| {
            let connection = &writer.connection;
            let mut clear = connection.prepare_cached("DELETE FROM related WHERE row = ?1")?;
            let mut put = connection.prepare_cached("INSERT OR REPLACE INTO related VALUES (?1, ?2, ?3)")?;
            for (row, relatives) in found {
                clear.execute([*row as i64])?;
                for (other, score) in relatives.iter().take(KEPT) {
                    put.execute((*row as i64, *other as i64, score))?;
                }
                wait_no_more(connection, LINKING, *row as i64)?;
                wait(connection, THREADING, *row as i64)?;
            }
            connection.prepare_cached("UPDATE meta SET value = value + 1 WHERE name = 'links'")?.execute(())?;
            Ok(())
        })
    }
}

fn relatives_of(connection: &Connection, row: Row, count: usize) -> Result<Vec<(Row, f32)>> {
    let mut query = connection.prepare_cached(
        "SELECT coalesce(copy_of, article.row) AS near, max(score) AS best FROM (
           SELECT other AS end, score FROM related WHERE row = ?1
           UNION ALL SELECT row, score FROM related WHERE other = ?1)
         JOIN article ON article.row = end WHERE near != ?1 GROUP BY near ORDER BY best DESC, near LIMIT ?2",
    )?;
    let found = query.query_map((row as i64, count), |found| Ok((found.get::<_, i64>(0)? as Row, found.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The relatives that were found from the article at `row`, best first.
pub(super) fn own_relatives(connection: &Connection, row: Row) -> Result<Vec<(Row, f32)>> {
    let mut query =
        connection.prepare_cached("SELECT other, score FROM related WHERE row = ?1 ORDER BY score DESC, other")?;
    let found = query.query_map([row as i64], |found| Ok((found.get::<_, i64>(0)? as Row, found.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
