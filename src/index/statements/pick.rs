//! Which quotes or positions are in a list, briefing by briefing: counted off the tables where that is enough, else
//! looked at one by one, once.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;
use rusqlite::Connection;

use super::items::{Found, Items, Listed};
use super::rows::Sort;
use super::{Asked, Claim, Narrowing, once};
use crate::index::cast::{actor_no, cast_at, group_of};
use crate::index::entries::{self, Sort as Order, entry_at, row_of};
use crate::index::reader::{Reader, lock, number};
use crate::index::ruling::heads;
use crate::index::{Condition, Result, stances};
use crate::model::{Row, Scope, Window};

/// Lists that took looking at briefings, kept for the next window of them.
#[derive(Default)]
pub(in crate::index) struct Picks(Vec<Pick>);

struct Pick {
    seq: i64,
    sort: TypeId,
    scope: Scope,
    narrowing: Narrowing,
    rows: Arc<Listed>,
}

/// How many are kept.
const KEPT: usize = 4;
/// Briefings looked at by one thread at a time.
const CHUNK: usize = 128;

impl Reader {
    pub(super) fn pick<T: Sort + 'static>(
        &self,
        connection: &Connection,
        scope: &Scope,
        narrowing: &Narrowing,
        window: Window,
    ) -> Result<Found> {
        let is_plain = narrowing.query.is_none() && narrowing.topics.is_empty() && !narrowing.changed;
        match scope {
            Scope::One(_) if is_plain && narrowing.actor.is_none() => {
                return Ok(Found::of(self.all::<T>(connection, scope)?));
            }
            Scope::All if is_plain && narrowing.actor.is_none() => {
                return self.told_once::<T>(connection, narrowing.oldest_first, window);
            }
            _ => {}
        }
        let seq = Self::seq(connection)?;
        let sort = TypeId::of::<T>();
        let same =
            |pick: &&Pick| pick.seq == seq && pick.sort == sort && pick.scope == *scope && pick.narrowing == *narrowing;
        if let Some(pick) = lock(&self.inner.picks).0.iter().find(same) {
            let total = pick.rows.iter().map(|(_, items)| items.count()).sum();
            return Ok(Found { total, before: 0, rows: pick.rows.clone() });
        }
        let mut rows = self.narrowed::<T>(connection, scope, narrowing)?;
        if T::REPEATS && !matches!(scope, Scope::One(_)) {
            once::keep_first::<T>(connection, &mut rows)?;
        }
        if narrowing.oldest_first {
            rows.reverse();
        }
        let found = Found::of(rows);
        let mut picks = lock(&self.inner.picks);
        if picks.0.len() >= KEPT {
            picks.0.remove(0);
        }
        let (scope, narrowing) = (scope.clone(), narrowing.clone());
        picks.0.push(Pick { seq, sort, scope, narrowing, rows: found.rows.clone() });
        Ok(found)
    }

    /// Everything in the library, each once.
    fn told_once<T: Sort>(&self, connection: &Connection, oldest_first: bool, window: Window) -> Result<Found> {
        let once = |(row, count): (u32, u32)| (row, Items::Once(count));
        if !oldest_first && self.listing_at_hand(connection, Order::Newest)?.is_none() {
            let end = window.from.saturating_add(window.count);
            if let Some(counted) = first::<T>(connection, end)? {
                let total = number(connection, T::COLUMN)? as usize;
                let rows = Arc::new(counted.into_iter().map(once).collect());
                return Ok(Found { total, before: 0, rows });
            }
        }
        let listing = self.listing(connection, Order::Newest)?;
        let count = |&row: &u32| {
            let stated = listing.statements.get(row as usize).copied().unwrap_or_default();
            (row, u32::from(T::of(stated.quotes.saturating_sub(stated.repeats), stated.positions)))
        };
        let total = listing.rows.iter().map(|row| count(row).1 as usize).sum();
        // Only what reaches into the window is put down: a library may hold millions.
        let (mut before, mut at) = (0, 0);
        let mut rows = Vec::new();
        let mut take = |(row, count): (u32, u32)| {
            let next = at + count as usize;
            if next <= window.from {
                before = next;
            } else if count > 0 {
                rows.push(once((row, count)));
            }
            at = next;
            at < window.from.saturating_add(window.count)
        };
        match oldest_first {
            false => _ = listing.rows.iter().map(count).all(&mut take),
            true => _ = listing.rows.iter().rev().map(count).all(&mut take),
        }
        Ok(Found { total, before, rows: Arc::new(rows) })
    }

    /// Everything in `scope`, newest first, what is repeated as often as it is.
    fn all<T: Sort>(&self, connection: &Connection, scope: &Scope) -> Result<Listed> {
        let whole = |(row, count): (u32, u32)| (row, Items::All(count));
        if let Scope::One(id) = scope {
            let Some(row) = row_of(connection, id)? else { return Ok(Vec::new()) };
            let count = entry_at(connection, row.into())?.map_or(0, |entry| T::of(entry.quotes, entry.positions));
            return Ok(vec![whole((row, count as u32))]);
        }
        let listing = self.listing(connection, Order::Newest)?;
        let sorted = match scope {
            Scope::Rows(rows) => Some(self.sorted(connection, rows, Order::Newest)?),
            _ => None,
        };
        let count = |&row: &u32| {
            let stated = listing.statements.get(row as usize).copied().unwrap_or_default();
            (row, u32::from(T::of(stated.quotes, stated.positions)))
        };
        let rows = sorted.as_deref().unwrap_or(&listing.rows).iter();
        Ok(rows.map(count).filter(|&(_, count)| count > 0).map(whole).collect())
    }

    /// What is left of `scope`, newest first.
    fn narrowed<T: Sort>(&self, connection: &Connection, scope: &Scope, narrowing: &Narrowing) -> Result<Listed> {
        let actors = match &narrowing.actor {
            None => None,
            Some(key) => match actor_no(connection, key)? {
                Some(no) => Some(group_of(connection, no)?.into()),
                None => return Ok(Vec::new()),
            },
        };
        let by_topic = T::of(false, narrowing.changed || !narrowing.topics.is_empty());
        let query = narrowing.query.as_ref();
        let mut listed = match &actors {
            _ if by_topic => {
                let found = stances::listed(connection, actors.as_deref(), &narrowing.topics, narrowing.changed)?;
                found.into_iter().map(|(row, items)| (row, Items::These(items))).collect()
            }
            Some(actors) => of_actors::<T>(connection, actors)?,
            None => {
                let scope =
                    query.map(|query| self.may_hold(scope, query)).transpose()?.map_or(scope.clone(), Scope::Rows);
                self.all::<T>(connection, &scope)?
            }
        };
        keep_within(connection, scope, &mut listed)?;
        let Some(query) = query else { return Ok(listed) };
        if by_topic || actors.is_some() {
            let may = self.find_rows(&query.briefings)?;
            listed.retain(|(row, _)| may.binary_search(&(*row).into()).is_ok());
        }
        match &query.claim {
            None => Ok(listed),
            Some(claim) => self.claimed::<T>(connection, &listed, claim),
        }
    }

    /// The rows of `scope` that may hold what `query` asks for.
    fn may_hold(&self, scope: &Scope, query: &Asked) -> Result<Arc<[Row]>> {
        match scope {
            Scope::Rows(rows) => {
                self.find_rows(&Condition::All(vec![query.briefings.clone(), Condition::Rows(rows.clone())]))
            }
            _ => self.find_rows(&query.briefings),
        }
    }

    /// Those of `listed` that hold the claim.
    fn claimed<T: Sort>(&self, connection: &Connection, listed: &Listed, claim: &Claim) -> Result<Listed> {
        let merged = heads(connection)?;
        let claim = claim.clone().with_own_numbers(&merged);
        let parts = listed.par_chunks(CHUNK).map(|part| {
            self.ask(|connection| part.iter().filter_map(|at| claimed::<T>(connection, at, &claim, &merged)).collect())
        });
        Ok(parts.collect::<Result<Vec<Listed>>>()?.concat())
    }
}

fn keep_within(connection: &Connection, scope: &Scope, listed: &mut Listed) -> Result<()> {
    match scope {
        Scope::All => {}
        Scope::One(id) => {
            let one = row_of(connection, id)?;
            listed.retain(|(row, _)| Some(*row) == one);
        }
        Scope::Rows(rows) => listed.retain(|(row, _)| rows.binary_search(&(*row).into()).is_ok()),
    }
    Ok(())
}

/// Those items of one briefing that hold the claim; none where none does.
fn claimed<T: Sort>(
    connection: &Connection,
    (row, items): &(u32, Items),
    claim: &Claim,
    merged: &HashMap<i64, i64>,
) -> Option<Result<(u32, Items)>> {
    let at = Row::from(*row);
    let read = || Ok(entries::body(connection, at)?.zip(cast_at(connection, at)?));
    let (body, cast) = match read() {
        Ok(found) => found?,
        Err(error) => return Some(Err(error)),
    };
    let mut kept: Vec<u16> = Vec::new();
    for (index, mut statement) in T::statements(at, &body, &cast) {
        if items.hold(index, statement.holder) {
            statement.holder = statement.holder.map(|no| merged.get(&no).copied().unwrap_or(no));
            if claim.holds(&statement) {
                kept.extend(u16::try_from(index));
            }
        }
    }
    (!kept.is_empty()).then(|| Ok((*row, Items::These(kept.into()))))
}

/// The briefings in which one of `actors` says or stands for something, newest first.
fn of_actors<T: Sort>(connection: &Connection, actors: &Arc<[i64]>) -> Result<Listed> {
    let column = T::COLUMN;
    let mut query = connection.prepare_cached(&format!(
        "SELECT appears.moment, appears.row, appears.{column} FROM appears JOIN article USING (row)
         WHERE actor = ?1 AND appears.{column} > 0 AND copy_of IS NULL"
    ))?;
    let mut found: Vec<(i64, u32, u32)> = Vec::new();
    for actor in actors.iter() {
        let rows = query.query_map([actor], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    let mut listed: Listed = Vec::with_capacity(found.len());
    for (_, row, count) in found {
        match listed.last_mut() {
            // Two actors that were made one stand in the same briefing.
            Some((last, Items::Of(_, sum))) if *last == row => *sum += count,
            _ => listed.push((row, Items::Of(actors.clone(), count))),
        }
    }
    Ok(listed)
}

/// The newest briefings up to the item `end`, each with its count, if few will do.
fn first<T: Sort>(connection: &Connection, end: usize) -> Result<Option<Vec<(u32, u32)>>> {
    let listed = T::LISTED;
    let mut query = connection.prepare_cached(&format!(
        "SELECT row, {listed} FROM article WHERE copy_of IS NULL ORDER BY moment DESC, row DESC LIMIT 2000"
    ))?;
    let mut found = query.query(())?;
    let (mut counted, mut sum) = (Vec::new(), 0);
    while let Some(row) = found.next()? {
        let (row, count): (u32, u32) = (row.get(0)?, row.get(1)?);
        if count > 0 {
            counted.push((row, count));
        }
        sum += count as usize;
        if sum >= end {
            return Ok(Some(counted));
        }
    }
    // All were seen, or too many hold nothing: then the whole order is worth its making.
    Ok(None)
}
