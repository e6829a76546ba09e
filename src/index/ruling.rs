//! What the reader ruled about who is who, laid over what was found: actors made one, called otherwise, or nobody.
//!
//! What stands in the articles is stored as it was found. A ruling changes the few lines of the actors it is about, and
//! is undone by taking it away: sums are counted again from the appearances.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension};

use super::fold::fold;
use super::record::{self, Named};
use super::{Result, Writer};
use crate::lexicon::actor_key::word_keys;
use crate::model::ActorKind;

/// What stands in place of an actor's number when the reader said that it is nobody.
pub(super) const NOBODY: i64 = 0;

/// An actor as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub no: i64,
    pub key: String,
    pub name: String,
    pub kind: ActorKind,
    pub mentions: u64,
}

/// What becomes of one actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// It is this other actor.
    Same(i64),
    /// It is called so.
    Called(String),
    /// It is left out.
    Nobody,
}

/// Rulings by the number of the actor.
pub(crate) type Rulings = BTreeMap<i64, Ruling>;

/// In the article of an id (first) the actor of a key (second) is another, of this name.
pub(crate) type Apart = HashMap<(String, String), (Named, String)>;

/// What is ruled about an actor, as it is stored: another's number, and the name that was found where it is another now.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stored {
    same: Option<i64>,
    name: String,
    found: Option<String>,
}

impl Writer {
    /// The actors that were found under `keys`.
    pub(crate) fn known(&self, keys: &BTreeSet<String>) -> Result<Vec<Known>> {
        let mut query = self
            .connection
            .prepare_cached("SELECT no, key, coalesce(found, name), kind, mentions FROM actor WHERE key = ?1")?;
        let mut known = Vec::new();
        for key in keys {
            let found = query.query_row([key], |row| {
                Ok(Known {
                    no: row.get(0)?,
                    key: row.get(1)?,
                    name: row.get(2)?,
                    kind: record::actor_kind(row.get(3)?),
                    mentions: row.get(4)?,
                })
            });
            known.extend(found.optional()?);
        }
        Ok(known)
    }

    /// Has exactly `rulings` hold from now on; gives whether that changed anything.
    pub(crate) fn rule(&mut self, rulings: &Rulings) -> Result<bool> {
        let before = stored(&self.connection)?;
        let mut changed: Vec<i64> = before.keys().chain(rulings.keys()).copied().collect();
        changed.sort_unstable();
        changed.dedup();
        changed.retain(|no| !holds(before.get(no), rulings.get(no)));
        if changed.is_empty() {
            return Ok(false);
        }
        let ruled = self.transaction(|writer| {
            writer.next_seq()?;
            let mut counted: BTreeSet<i64> = changed.iter().copied().collect();
            for &no in &changed {
                counted.extend(before.get(&no).and_then(|stored| stored.same));
                if let Some(Ruling::Same(other)) = rulings.get(&no) {
                    counted.insert(*other);
                }
                lay(&writer.connection, no, before.get(&no), rulings.get(&no))?;
            }
            let is_now = |no| match rulings.get(no) {
                Some(Ruling::Same(other)) => Some(*other),
                Some(Ruling::Nobody) => Some(NOBODY),
                Some(Ruling::Called(_)) | None => None,
            };
            writer.heads = heads(&writer.connection)?;
            for no in &changed {
                if before.get(no).and_then(|stored| stored.same) != is_now(no) {
                    writer.compare_sayings_of(*no)?;
                }
            }
            counted.remove(&NOBODY);
            for no in counted {
                recount(&writer.connection, no)?;
            }
            Ok(())
        });
        // After a failure what was ruled before holds.
        self.heads = heads(&self.connection)?;
        ruled.map(|()| true)
    }
}

/// What is ruled by now, by the number of the actor.
fn stored(connection: &Connection) -> Result<HashMap<i64, Stored>> {
    let mut all = HashMap::new();
    // Two questions, for each has an index that holds the ruled ones alone.
    for ruled in ["same IS NOT NULL", "found IS NOT NULL"] {
        let mut query = connection.prepare_cached(&format!("SELECT no, same, name, found FROM actor WHERE {ruled}"))?;
        let rows = query.query_map((), |row| {
            Ok((row.get(0)?, Stored { same: row.get(1)?, name: row.get(2)?, found: row.get(3)? }))
        })?;
        for row in rows {
            let (no, stored) = row?;
            all.insert(no, stored);
        }
    }
    Ok(all)
}

/// Whether what is stored is what is ruled.
fn holds(stored: Option<&Stored>, ruling: Option<&Ruling>) -> bool {
    match (stored, ruling) {
        (None, ruling) => ruling.is_none(),
        (Some(Stored { same: None, name, .. }), Some(Ruling::Called(called))) => name == called,
        (Some(Stored { same: Some(same), found: None, .. }), Some(Ruling::Same(other))) => same == other,
        (Some(Stored { same: Some(same), found: None, .. }), Some(Ruling::Nobody)) => *same == NOBODY,
        _ => false,
    }
}

/// Takes the ruling that is stored about the actor `no` away, and writes the new one.
fn lay(connection: &Connection, no: i64, stored: Option<&Stored>, ruling: Option<&Ruling>) -> Result<()> {
    let name: String = match stored.and_then(|stored| stored.found.clone()) {
        Some(found) => found,
        None => connection.prepare_cached("SELECT name FROM actor WHERE no = ?1")?.query_row([no], |row| row.get(0))?,
    };
    let same = match ruling {
        Some(Ruling::Same(other)) => Some(*other),
        Some(Ruling::Nobody) => Some(NOBODY),
        Some(Ruling::Called(_)) | None => None,
    };
    let called = if let Some(Ruling::Called(called)) = ruling { called } else { &name };
    let found = (*called != name).then_some(&name);
    connection
        .prepare_cached("UPDATE actor SET same = ?2, name = ?3, folded = ?4, found = ?5 WHERE no = ?1")?
        .execute((no, same, called, fold(called), found))?;
    if let Some(stored) = stored.filter(|stored| stored.found.is_some()) {
        let own = word_keys(&name);
        let mut delete = connection.prepare_cached("DELETE FROM actor_word WHERE word = ?1 AND actor = ?2")?;
        for word in word_keys(&stored.name).iter().filter(|word| !own.contains(word)) {
            delete.execute((word, no))?;
        }
    }
    if let Some(Ruling::Called(called)) = ruling {
        let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO actor_word VALUES (?1, ?2)")?;
        for word in word_keys(called) {
            insert.execute((word, no))?;
        }
    }
    Ok(())
}

/// Counts the actor `no` anew, with all that are ruled to be it.
fn recount(connection: &Connection, no: i64) -> Result<()> {
    let mut query = connection.prepare_cached(
        "SELECT moment, sum(mentions), sum(quotes), sum(positions) FROM appears
         WHERE actor IN (SELECT no FROM actor WHERE no = ?1 OR same = ?1) GROUP BY row",
    )?;
    let mut sums = [0i64; 4];
    let mut weeks: BTreeMap<i64, i64> = BTreeMap::new();
    let mut rows = query.query([no])?;
    while let Some(row) = rows.next()? {
        let counts: [i64; 3] = [row.get(1)?, row.get(2)?, row.get(3)?];
        sums[0] += 1;
        for (sum, count) in sums[1..].iter_mut().zip(counts) {
            *sum += count;
        }
        *weeks.entry(record::week(row.get(0)?)).or_default() += counts[0];
    }
    let [briefings, mentions, quotes, positions] = sums;
    connection
        .prepare_cached("UPDATE actor SET briefings = ?2, mentions = ?3, quotes = ?4, positions = ?5 WHERE no = ?1")?
        .execute((no, briefings, mentions, quotes, positions))?;
    connection.prepare_cached("DELETE FROM actor_week WHERE actor = ?1")?.execute([no])?;
    let mut insert = connection.prepare_cached("INSERT INTO actor_week VALUES (?1, ?2, ?3)")?;
    for (week, mentions) in weeks {
        insert.execute((no, week, mentions))?;
    }
    Ok(())
}

/// Actors that were ruled to be one: the number given up, and the one it stands for.
pub(super) fn heads(connection: &Connection) -> Result<HashMap<i64, i64>> {
    let mut query = connection.prepare_cached("SELECT no, same FROM actor WHERE same IS NOT NULL")?;
    let found = query.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
