//! Story threads as they are kept: to each article the least row of its thread.

use std::sync::Arc;

use rusqlite::Connection;

use super::edges::Relatives;
use super::edges::own_relatives;
use super::entries::{Sort, row_of};
use super::order::Listing;
use super::posting::THREADING;
use super::reader::Reader;
use super::writer::Writer;
use super::{Result, record};
use crate::model::{Row, Scope, Thread, Window};

impl Reader {
    /// Articles whose relatives are known and that wait to be put into threads, at most `count`.
    pub(crate) fn unthreaded(&self, count: usize) -> Result<Vec<Row>> {
        self.ask(|connection| super::edges::waiting(connection, THREADING, count))
    }

    /// To each of `rows` the relatives that were found from there, best first.
    pub(crate) fn relatives_from(&self, rows: &[Row]) -> Result<Vec<Relatives>> {
        self.ask(|connection| rows.iter().map(|&row| Ok((row, own_relatives(connection, row)?))).collect())
    }

    /// `rows` and all that stand in one thread with them, ascending.
    pub(crate) fn with_mates(&self, rows: &[Row]) -> Result<Vec<Row>> {
        self.ask(|connection| {
            let mut thread = connection.prepare_cached("SELECT thread FROM article WHERE row = ?1")?;
            let mut threads = Vec::new();
            for &row in rows {
                let mut found = thread.query([row as i64])?;
                threads.extend(found.next()?.map(|found| found.get::<_, Option<i64>>(0)).transpose()?.flatten());
            }
            threads.sort_unstable();
            threads.dedup();
            let mut all = rows.to_vec();
            for thread in threads {
                all.extend(members(connection, thread as Row)?);
            }
            all.sort_unstable();
            all.dedup();
            Ok(all)
        })
    }

    /// The rows of the thread that holds the article at `row`, newest first; that row alone where it has none.
    pub(crate) fn thread_of(&self, row: Row) -> Result<Vec<Row>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT thread FROM article WHERE row = ?1")?;
            let thread: Option<i64> = query.query_row([row as i64], |found| found.get(0))?;
            thread.map_or(Ok(vec![row]), |thread| members(connection, thread as Row))
        })
    }
}

impl Reader {
    /// A window of the threads of `scope`, the one with the newest briefing first: how many there are, and the rows of
    /// each that lie in the scope, newest first.
    pub(crate) fn threads(&self, scope: &Scope, window: Window) -> Result<(usize, Vec<Vec<Row>>)> {
        self.ask(|connection| {
            let listing = self.listing(connection, Sort::Story)?;
            let sorted = match scope {
                Scope::All => return Ok(whole(&listing, window)),
                Scope::One(id) => Arc::new(row_of(connection, id)?.into_iter().collect::<Vec<_>>()),
                Scope::Rows(rows) => self.sorted(connection, rows, Sort::Story)?,
            };
            let thread = |row: u32| listing.threads.get(row as usize).copied().unwrap_or(row);
            let mut total = 0;
            let mut found = Vec::new();
            for mates in sorted.chunk_by(|&one, &other| thread(one) == thread(other)) {
                if total >= window.from && found.len() < window.count {
                    found.push(mates.iter().map(|&row| row.into()).collect());
                }
                total += 1;
            }
            Ok((total, found))
        })
    }
}

impl Writer {
    /// Keeps the threads of some articles, each by its least row, or none; `done` wait no longer.
    pub(crate) fn write_threads(&mut self, threads: &[(Row, Option<Row>)], done: &[Row]) -> Result<()> {
        self.transaction(|writer| {
            let connection = &writer.connection;
            let mut put =
                connection.prepare_cached("UPDATE article SET thread = ?2 WHERE row = ?1 AND thread IS NOT ?2")?;
            for (row, thread) in threads {
                put.execute((*row as i64, thread.map(|thread| thread as i64)))?;
            }
            for row in done {
                super::posting::wait_no_more(connection, THREADING, *row as i64)?;
            }
            connection.prepare_cached("UPDATE meta SET value = value + 1 WHERE name = 'links'")?.execute(())?;
            Ok(())
        })
    }
}

/// A window of the threads of the whole library, as [`Reader::threads`] gives it.
fn whole(listing: &Listing, window: Window) -> (usize, Vec<Vec<Row>>) {
    let starts = &listing.starts;
    let from = window.from.min(starts.len());
    let to = from.saturating_add(window.count).min(starts.len());
    let mates = |at: usize| {
        let end = starts.get(at + 1).map_or(listing.rows.len(), |&next| next as usize);
        listing.rows[starts[at] as usize..end].iter().map(|&row| row.into()).collect()
    };
    (starts.len(), (from..to).map(mates).collect())
}

fn members(connection: &Connection, thread: Row) -> Result<Vec<Row>> {
    let mut query = connection.prepare_cached(
        "SELECT row FROM article WHERE thread = ?1 AND copy_of IS NULL ORDER BY moment DESC, row DESC",
    )?;
    let rows = query.query_map([thread as i64], |row| Ok(row.get::<_, i64>(0)? as Row))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The thread `thread` as lists tell it.
pub(super) fn told(connection: &Connection, thread: i64) -> Result<Thread> {
    let mut query = connection.prepare_cached(
        "SELECT count(*), min(moment), max(moment) FROM article WHERE thread = ?1 AND copy_of IS NULL",
    )?;
    Ok(query.query_row([thread], |found| {
        Ok(Thread {
            key: thread as Row,
            size: found.get(0)?,
            first: record::moment(found.get::<_, Option<i64>>(1)?.unwrap_or(0), 1),
            last: record::moment(found.get::<_, Option<i64>>(2)?.unwrap_or(0), 1),
        })
    })?)
}

/// The threads of all articles that have one, by row.
pub(super) fn all(connection: &Connection) -> Result<Vec<(u32, u32)>> {
    let mut query = connection.prepare_cached("SELECT row, thread FROM article WHERE thread IS NOT NULL")?;
    let found = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
