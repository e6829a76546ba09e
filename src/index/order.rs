//! The whole library in an order, four bytes a briefing, so that any window of it is one look-up.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::entries::Sort;
use super::reader::{Reader, lock, number};
use super::{IndexError, Result};
use crate::model::Row;

/// All briefings in one order.
#[derive(Debug, Default)]
pub(super) struct Listing {
    /// Rows in order.
    pub rows: Vec<u32>,
    /// For each row its place in the order; `u32::MAX` for rows that are no more.
    pub rank: Vec<u32>,
    /// For each row how much is stated there; only known of the newest-first order.
    pub statements: Vec<Stated>,
    /// For each row its thread, or itself where it is alone; only known of the order by story, as what follows.
    pub threads: Vec<u32>,
    /// The places where a thread begins.
    pub starts: Vec<u32>,
}

/// How much is stated in a briefing.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stated {
    pub quotes: u16,
    pub positions: u16,
    /// Quotes among them that repeat one of an earlier briefing.
    pub repeats: u16,
}

/// What is kept at hand of orders.
#[derive(Default)]
pub(super) struct Orders {
    whole: HashMap<Sort, (i64, Instant, Duration, Arc<Listing>)>,
    /// The scopes asked for of late, in order.
    scopes: Vec<Sorted>,
}

/// A scope of rows, sorted.
struct Sorted {
    /// Kept so that no other scope can stand at its address.
    scope: Arc<[Row]>,
    sort: Sort,
    seq: i64,
    rows: Arc<Vec<u32>>,
}

/// How many scopes are kept sorted.
const SCOPES: usize = 4;

/// While articles stream in, an order may be so many times older than it took to make.
const PATIENCE: u32 = 20;

impl Reader {
    /// The library in the order `sort`: as it is now, or while much changes as it was a moment ago.
    pub(super) fn listing(&self, connection: &Connection, sort: Sort) -> Result<Arc<Listing>> {
        let seq = stamp(connection, sort)?;
        if let Some((made, at, cost, listing)) = lock(&self.inner.orders).whole.get(&sort)
            && (*made == seq || at.elapsed() < *cost * PATIENCE)
        {
            return Ok(listing.clone());
        }
        let begun = Instant::now();
        let listing = Arc::new(read(connection, sort)?);
        let kept = (seq, Instant::now(), begun.elapsed(), listing.clone());
        lock(&self.inner.orders).whole.insert(sort, kept);
        Ok(listing)
    }

    /// The order `sort` if it is at hand and up to date.
    pub(super) fn listing_at_hand(&self, connection: &Connection, sort: Sort) -> Result<Option<Arc<Listing>>> {
        let seq = stamp(connection, sort)?;
        let orders = lock(&self.inner.orders);
        Ok(orders.whole.get(&sort).filter(|(made, ..)| *made == seq).map(|(.., listing)| listing.clone()))
    }

    /// The rows of `scope` in the order `sort`, those left out that are no more.
    pub(super) fn sorted(&self, connection: &Connection, scope: &Arc<[Row]>, sort: Sort) -> Result<Arc<Vec<u32>>> {
        let listing = self.listing(connection, sort)?;
        let seq = stamp(connection, sort)?;
        let same = |kept: &Sorted| Arc::ptr_eq(&kept.scope, scope) && kept.sort == sort && kept.seq == seq;
        if let Some(kept) = lock(&self.inner.orders).scopes.iter().find(|kept| same(kept)) {
            return Ok(kept.rows.clone());
        }
        let mut ranks: Vec<u32> = scope
            .iter()
            .filter_map(|&row| listing.rank.get(row as usize).copied())
            .filter(|&rank| rank != u32::MAX)
            .collect();
        ranks.sort_unstable();
        ranks.dedup();
        let rows = Arc::new(ranks.into_iter().map(|rank| listing.rows[rank as usize]).collect::<Vec<_>>());
        let mut orders = lock(&self.inner.orders);
        if orders.scopes.len() >= SCOPES {
            orders.scopes.remove(0);
        }
        orders.scopes.push(Sorted { scope: scope.clone(), sort, seq, rows: rows.clone() });
        Ok(rows)
    }
}

/// What changes whenever the order `sort` may.
fn stamp(connection: &Connection, sort: Sort) -> Result<i64> {
    let links = if sort == Sort::Story { number(connection, "links")? } else { 0 };
    Ok(Reader::seq(connection)? + links)
}

fn read(connection: &Connection, sort: Sort) -> Result<Listing> {
    let listing = read_sorted(connection, sort)?;
    if sort == Sort::Story { by_story(connection, listing) } else { Ok(listing) }
}

/// Puts the briefings of one thread together, each thread where its newest one stands.
fn by_story(connection: &Connection, newest: Listing) -> Result<Listing> {
    let mut threads: Vec<u32> = (0..newest.rank.len() as u32).collect();
    for (row, thread) in super::threads::all(connection)? {
        if let (Some(place), true) = (threads.get_mut(row as usize), (thread as usize) < newest.rank.len()) {
            *place = thread;
        }
    }
    // Where the next briefing of each thread goes: its newest says where the thread begins, its size where the next does.
    let mut sizes: Vec<u32> = vec![0; threads.len()];
    newest.rows.iter().for_each(|&row| sizes[threads[row as usize] as usize] += 1);
    let mut places: Vec<u32> = vec![u32::MAX; threads.len()];
    let mut rows = vec![0; newest.rows.len()];
    let mut starts = Vec::new();
    let mut rank = newest.rank;
    let mut end = 0;
    for row in newest.rows {
        let thread = threads[row as usize] as usize;
        if places[thread] == u32::MAX {
            places[thread] = end;
            starts.push(end);
            end += sizes[thread];
        }
        rows[places[thread] as usize] = row;
        rank[row as usize] = places[thread];
        places[thread] += 1;
    }
    Ok(Listing { rows, rank, threads, starts, ..Listing::default() })
}

fn read_sorted(connection: &Connection, sort: Sort) -> Result<Listing> {
    let mut listing = Listing::default();
    let columns = if sort == Sort::Newest { "row, quotes, positions, repeats" } else { "row" };
    let mut query =
        connection.prepare(&format!("SELECT {columns} FROM article WHERE copy_of IS NULL ORDER BY {}", sort.sql()))?;
    let mut found = query.query(())?;
    while let Some(row) = found.next()? {
        let number: u32 = row.get(0)?;
        if number > 1 << 30 {
            return Err(IndexError::damaged("a row out of all bounds"));
        }
        let at = number as usize;
        if listing.rank.len() <= at {
            listing.rank.resize(at + 1, u32::MAX);
        }
        listing.rank[at] = listing.rows.len() as u32;
        listing.rows.push(number);
        if sort == Sort::Newest {
            if listing.statements.len() <= at {
                listing.statements.resize(at + 1, Stated::default());
            }
            let count = |column| Ok::<_, IndexError>(row.get::<_, u32>(column)?.min(0xffff) as u16);
            listing.statements[at] = Stated { quotes: count(1)?, positions: count(2)?, repeats: count(3)? };
        }
    }
    Ok(listing)
}
