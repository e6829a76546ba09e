//! Which article stands for one that is gone: a copy whose original went, or an original whose copy did. The marks of
//! what is gone count for it, for its words were read.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::Result;
use super::record;
use crate::model::Row;

/// Marks that an article inherits at most.
const MOST: usize = 40;

/// Hands the mark keys of the article `row`, which goes, to those that carry its words.
pub(super) fn bequeath(connection: &Connection, row: i64) -> Result<()> {
    let mut kin = connection.prepare_cached(
        "SELECT row FROM article WHERE copy_of = ?1 AND row != ?1
         UNION SELECT copy_of FROM article WHERE row = ?1 AND copy_of IS NOT NULL",
    )?;
    let heirs = kin.query_map([row], |found| found.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut hand = connection.prepare_cached(
        "INSERT OR IGNORE INTO heir SELECT key, ?2, hash FROM article WHERE row = ?1
         UNION ALL SELECT name, ?2, hash FROM heir WHERE row = ?1",
    )?;
    for heir in heirs {
        hand.execute((row, heir))?;
    }
    connection.prepare_cached("DELETE FROM heir WHERE row = ?1")?.execute([row])?;
    Ok(())
}

/// Takes the marks of `name` from its heirs: it is there again.
pub(super) fn return_to(connection: &Connection, name: &str) -> Result<()> {
    connection.prepare_cached("DELETE FROM heir WHERE name = ?1")?.execute([name])?;
    Ok(())
}

/// The article that stands for the one that had the mark key `name`.
pub(super) fn heir_of(connection: &Connection, name: &str) -> Result<Option<i64>> {
    let mut query = connection.prepare_cached("SELECT row FROM heir WHERE name = ?1 ORDER BY row LIMIT 1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

/// The mark keys that the articles at `rows` stand for.
pub(super) fn inherited(connection: &Connection, rows: impl Iterator<Item = Row>) -> Result<Vec<String>> {
    let mut query = connection.prepare_cached("SELECT name, hash FROM heir WHERE row = ?1")?;
    let mut keys = BTreeSet::new();
    for row in rows {
        let found =
            query.query_map([row as i64], |found| Ok(record::mark_key(found.get_ref(0)?.as_str()?, &found.get(1)?)))?;
        keys.extend(found.take(MOST).collect::<rusqlite::Result<Vec<_>>>()?);
    }
    Ok(keys.into_iter().take(MOST).collect())
}
