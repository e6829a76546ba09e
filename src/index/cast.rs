//! Actors and places as lists show them: of the whole library off kept sums, of a scope counted once and kept at hand.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};

use super::entries::row_of;
use super::fold::fold;
use super::lookup::shown;
use super::reader::{Reader, lock, number};
use super::record::{self, Cast};
use super::ruling::{NOBODY, heads};
use super::{IndexError, Result};
use crate::lexicon::gazetteer;
use crate::model::{ActorRow, PlaceRow, Row, Scope, Window, Windowed};

/// Steps of a sparkline.
const STEPS: i64 = 26;
/// One in so many articles may be older than what a sparkline shows: a few old ones would squeeze all others.
const OLD: usize = 20;

/// How often one actor or place stands in a scope.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Share {
    pub no: i64,
    pub briefings: u32,
    pub mentions: u32,
    pub(super) weeks: Vec<u32>,
}

/// The actors and places of a scope, most mentioned first.
#[derive(Debug, Default)]
pub(crate) struct Shares {
    pub actors: Vec<Share>,
    pub places: Vec<Share>,
}

/// What is kept at hand, each with the number of the change it was made after: the scopes counted and the filters answered of late.
#[derive(Default)]
pub(super) struct Tables {
    /// Of each table how many are shown.
    named: Vec<(i64, &'static str, usize)>,
    weeks: Option<(i64, Weeks)>,
    scopes: Vec<(i64, Arc<[Row]>, Arc<Shares>)>,
    filters: Vec<(i64, &'static str, String, Arc<Vec<i64>>)>,
}

/// How many of each are kept.
const KEPT: usize = 6;

impl Reader {
    /// Actors of `scope` whose name holds `filter`, most mentioned first.
    pub(crate) fn actors(&self, scope: &Scope, filter: &str, window: Window) -> Result<Windowed<ActorRow>> {
        self.ask(|connection| {
            let weeks = self.weeks(connection)?;
            if let Scope::All = scope {
                let (total, numbers) = self.whole(connection, "actor", filter, window)?;
                let rows = numbers.iter().map(|&no| actor_row(connection, no, None, &weeks)).collect::<Result<_>>()?;
                return Ok(Windowed { from: window.from.min(total), total, rows });
            }
            let shares = self.shares(connection, scope, &weeks)?;
            let kept = kept(connection, "actor", &shares.actors, filter)?;
            windowed(&kept, window, |share| actor_row(connection, share.no, Some(share), &weeks))
        })
    }

    /// Places of `scope` whose name holds `filter`, most mentioned first.
    pub(crate) fn places(&self, scope: &Scope, filter: &str, window: Window) -> Result<Windowed<PlaceRow>> {
        self.ask(|connection| {
            let weeks = self.weeks(connection)?;
            if let Scope::All = scope {
                let (total, numbers) = self.whole(connection, "place", filter, window)?;
                let rows = numbers.iter().map(|&no| place_row(connection, no, None, &weeks)).collect::<Result<_>>()?;
                return Ok(Windowed { from: window.from.min(total), total, rows });
            }
            let shares = self.shares(connection, scope, &weeks)?;
            let kept = kept(connection, "place", &shares.places, filter)?;
            windowed(&kept, window, |share| place_row(connection, share.no, Some(share), &weeks))
        })
    }

    /// Total and numbers of a window of the whole library's actors or places.
    fn whole(
        &self,
        connection: &Connection,
        table: &'static str,
        filter: &str,
        window: Window,
    ) -> Result<(usize, Vec<i64>)> {
        let shown = shown(table);
        let filter = fold(filter);
        if filter.is_empty() {
            let total = self.named(connection, table)?;
            let from = window.from.min(total);
            let count = window.count.min(total - from);
            // What lies before a window is counted past; from the end for those near it.
            let is_late = from > total / 2;
            let (order, skip) =
                if is_late { ("mentions, no DESC", total - from - count) } else { ("mentions DESC, no", from) };
            let mut query = connection
                .prepare_cached(&format!("SELECT no FROM {table} WHERE {shown} ORDER BY {order} LIMIT ?1 OFFSET ?2"))?;
            let found = query.query_map((count, skip), |row| row.get(0))?;
            let mut numbers = found.collect::<rusqlite::Result<Vec<i64>>>()?;
            if is_late {
                numbers.reverse();
            }
            return Ok((total, numbers));
        }
        let seq = Self::seq(connection)?;
        let same = |kept: &&(i64, &str, String, _)| kept.0 == seq && kept.1 == table && kept.2 == filter;
        let at_hand = lock(&self.inner.tables).filters.iter().find(same).map(|kept| kept.3.clone());
        let numbers = match at_hand {
            Some(numbers) => numbers,
            None => {
                let mut query = connection.prepare_cached(&format!(
                    "SELECT no FROM {table} WHERE {shown} AND instr(folded, ?1) > 0 ORDER BY mentions DESC, no"
                ))?;
                let found = query.query_map([&filter], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
                let numbers = Arc::new(found);
                let mut tables = lock(&self.inner.tables);
                if tables.filters.len() >= KEPT {
                    tables.filters.remove(0);
                }
                tables.filters.push((seq, table, filter, numbers.clone()));
                numbers
            }
        };
        let window = numbers.iter().skip(window.from).take(window.count).copied().collect();
        Ok((numbers.len(), window))
    }

    /// How many of `table` (`actor` or `place`) are shown.
    pub(super) fn named(&self, connection: &Connection, table: &'static str) -> Result<usize> {
        let seq = Self::seq(connection)?;
        if let Some(known) = lock(&self.inner.tables).named.iter().find(|known| (known.0, known.1) == (seq, table)) {
            return Ok(known.2);
        }
        let mut query = connection.prepare_cached(&format!("SELECT count(*) FROM {table} WHERE {}", shown(table)))?;
        let count = query.query_row((), |row| row.get(0))?;
        let mut tables = lock(&self.inner.tables);
        tables.named.retain(|known| known.0 == seq);
        tables.named.push((seq, table, count));
        Ok(count)
    }

    /// The weeks that sparklines show.
    fn weeks(&self, connection: &Connection) -> Result<Weeks> {
        let seq = Self::seq(connection)?;
        if let Some((_, weeks)) = lock(&self.inner.tables).weeks.filter(|known| known.0 == seq) {
            return Ok(weeks);
        }
        let weeks = Weeks::of(connection)?;
        lock(&self.inner.tables).weeks = Some((seq, weeks));
        Ok(weeks)
    }

    /// Actors and places of a `scope` that is not the whole library, counted.
    pub(super) fn shares_in(&self, connection: &Connection, scope: &Scope) -> Result<Arc<Shares>> {
        self.shares(connection, scope, &self.weeks(connection)?)
    }

    /// Actors and places of `scope`, counted.
    fn shares(&self, connection: &Connection, scope: &Scope, weeks: &Weeks) -> Result<Arc<Shares>> {
        let rows = match scope {
            Scope::Rows(rows) => rows,
            Scope::One(id) => {
                let row = row_of(connection, id)?;
                return Ok(Arc::new(count(connection, row.iter().map(|&row| row.into()), weeks)?));
            }
            Scope::All => return Err(IndexError::other("the whole library is counted as it is written")),
        };
        let seq = Self::seq(connection)?;
        let same = |kept: &&(i64, Arc<[Row]>, _)| kept.0 == seq && Arc::ptr_eq(&kept.1, rows);
        if let Some(kept) = lock(&self.inner.tables).scopes.iter().find(same) {
            return Ok(kept.2.clone());
        }
        let shares = Arc::new(count(connection, rows.iter().copied(), weeks)?);
        let mut tables = lock(&self.inner.tables);
        if tables.scopes.len() >= KEPT {
            tables.scopes.remove(0);
        }
        tables.scopes.push((seq, rows.clone(), shares.clone()));
        Ok(shares)
    }

    /// Actors and places of `rows`, counted.
    pub(crate) fn shares_of(&self, rows: &[Row]) -> Result<Shares> {
        self.ask(|connection| count(connection, rows.iter().copied(), &self.weeks(connection)?))
    }

    /// The actors of these shares, with the briefings they share.
    pub(crate) fn actor_rows(&self, shares: &[Share]) -> Result<Vec<(ActorRow, usize)>> {
        self.ask(|connection| {
            let weeks = self.weeks(connection)?;
            let row = |share: &Share| Ok((actor_row(connection, share.no, None, &weeks)?, share.briefings as usize));
            shares.iter().map(row).collect()
        })
    }

    /// The places of these shares, with the briefings they share.
    pub(crate) fn place_rows(&self, shares: &[Share]) -> Result<Vec<(PlaceRow, usize)>> {
        self.ask(|connection| {
            let weeks = self.weeks(connection)?;
            let row = |share: &Share| Ok((place_row(connection, share.no, None, &weeks)?, share.briefings as usize));
            shares.iter().map(row).collect()
        })
    }

    /// The actor `key` with its number.
    pub(crate) fn actor_by_key(&self, key: &str) -> Result<Option<(i64, ActorRow)>> {
        self.ask(|connection| {
            let Some(no) = actor_no(connection, key)? else { return Ok(None) };
            Ok(Some((no, actor_row(connection, no, None, &self.weeks(connection)?)?)))
        })
    }

    /// The place `key` with its number.
    pub(crate) fn place_by_key(&self, key: &str) -> Result<Option<(i64, PlaceRow)>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT no FROM place WHERE key = ?1")?;
            let Some(no) = query.query_row([key], |row| row.get(0)).optional()? else { return Ok(None) };
            Ok(Some((no, place_row(connection, no, None, &self.weeks(connection)?)?)))
        })
    }

    /// Names (`role` 0) or titles (1) used for an actor, commonest first.
    pub(crate) fn actor_forms(&self, no: i64, role: u8, count: usize) -> Result<Vec<String>> {
        self.strings(
            "SELECT words FROM actor_form
             WHERE actor IN (SELECT no FROM actor WHERE no = ?1 OR same = ?1) AND role = ?2 AND count > 0
             GROUP BY words ORDER BY sum(count) DESC, words LIMIT ?3",
            (no, role, count),
        )
    }

    /// Mentions of an actor by week, oldest first, in the year up to the newest of them; with the Monday that begins the
    /// first week.
    pub(crate) fn year_of_actor(&self, no: i64) -> Result<Option<(Date, Vec<u32>)>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT week, mentions FROM actor_week WHERE actor = ?1 AND mentions > 0 ORDER BY week DESC LIMIT 52",
            )?;
            let found = query.query_map([no], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let found = found.collect::<rusqlite::Result<Vec<(i64, u32)>>>()?;
            let Some(&(last, _)) = found.first() else { return Ok(None) };
            let within = found.iter().take_while(|(week, _)| last - week < 52);
            let first = within.clone().last().map_or(last, |(week, _)| *week);
            let mut weeks = vec![0; (last - first + 1) as usize];
            within.for_each(|(week, mentions)| weeks[(week - first) as usize] = *mentions);
            Ok(record::monday(first).map(|monday| (monday, weeks)))
        })
    }

    /// Names used for a place, commonest first.
    pub(crate) fn place_forms(&self, no: i64, count: usize) -> Result<Vec<String>> {
        self.strings(
            "SELECT words FROM place_form WHERE place = ?1 AND count > 0 ORDER BY count DESC, words LIMIT ?2",
            (no, count),
        )
    }

    fn strings(&self, query: &str, values: impl rusqlite::Params) -> Result<Vec<String>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(query)?;
            let found = query.query_map(values, |row| row.get(0))?;
            Ok(found.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The newest `count` rows in which the actor stands.
    pub(crate) fn rows_of_actor(&self, no: i64, count: usize) -> Result<Vec<Row>> {
        self.ask(|connection| newest(connection, "appears", "actor", &group_of(connection, no)?, count))
    }

    /// The newest `count` rows that name one of `places`.
    pub(crate) fn rows_of_places(&self, places: &[i64], count: usize) -> Result<Vec<Row>> {
        self.ask(|connection| newest(connection, "placed", "place", places, count))
    }

    /// Places of the library that lie in the place `no`, most mentioned first.
    pub(crate) fn places_within(&self, no: i64, count: usize) -> Result<Vec<(i64, PlaceRow)>> {
        self.ask(|connection| {
            let weeks = self.weeks(connection)?;
            let mut query = connection.prepare_cached(
                "SELECT inner.no FROM place AS outer JOIN place AS inner ON inner.country = outer.country
                 WHERE outer.no = ?1 AND inner.no != ?1 AND inner.briefings > 0 AND (outer.kind = 0
                   OR outer.kind = 1 AND outer.region IS NOT NULL AND inner.region = outer.region AND inner.kind != 0)
                 ORDER BY inner.mentions DESC, inner.no LIMIT ?2",
            )?;
            let found = query.query_map((no, count), |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
            found.into_iter().map(|no| Ok((no, place_row(connection, no, None, &weeks)?))).collect()
        })
    }

    /// Keys of the actors and of the places of the briefing at `row`, in the briefing's order; none for who was ruled to
    /// be nobody.
    pub(crate) fn keys_of(&self, row: Row) -> Result<(Vec<Option<String>>, Vec<String>)> {
        self.ask(|connection| {
            let cast = cast_at(connection, row)?.unwrap_or_default();
            let actors = cast.actors.iter().map(|part| key_of(connection, part.actor)).collect::<Result<_>>()?;
            let mut query = connection.prepare_cached("SELECT key FROM place WHERE no = ?1")?;
            let places = cast.places.iter().map(|(no, _)| query.query_row([no], |row| row.get(0)));
            Ok((actors, places.collect::<rusqlite::Result<_>>()?))
        })
    }
}

/// The number of the actor `key`, of the one it is ruled to be; none when it is nobody.
pub(super) fn actor_no(connection: &Connection, key: &str) -> Result<Option<i64>> {
    let mut query = connection.prepare_cached("SELECT coalesce(same, no) FROM actor WHERE key = ?1")?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?.filter(|no| *no != NOBODY))
}

/// The number of the actor `no`, of the one it is ruled to be.
pub(super) fn own_number(connection: &Connection, no: i64) -> Result<i64> {
    let mut query = connection.prepare_cached("SELECT coalesce(same, no) FROM actor WHERE no = ?1")?;
    Ok(query.query_row([no], |row| row.get(0))?)
}

/// The key of the actor `no`, of the one it is ruled to be; none when it is nobody.
pub(super) fn key_of(connection: &Connection, no: i64) -> Result<Option<String>> {
    let mut query = connection
        .prepare_cached("SELECT key FROM actor WHERE no = (SELECT coalesce(same, no) FROM actor WHERE no = ?1)")?;
    Ok(query.query_row([no], |row| row.get(0)).optional()?)
}

/// The numbers of all that are ruled to be the actor `no`, itself among them.
pub(super) fn group_of(connection: &Connection, no: i64) -> Result<Vec<i64>> {
    let mut query = connection.prepare_cached("SELECT no FROM actor WHERE no = ?1 OR same = ?1")?;
    Ok(query.query_map([no], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// The newest `count` rows in which one of `numbers` stands, as `table` tells in its column `column`.
fn newest(connection: &Connection, table: &str, column: &str, numbers: &[i64], count: usize) -> Result<Vec<Row>> {
    let mut query = connection.prepare_cached(&format!(
        "SELECT moment, row FROM {table} WHERE {column} = ?1 ORDER BY moment DESC, row DESC LIMIT ?2"
    ))?;
    let mut found: Vec<(i64, i64)> = Vec::new();
    for &no in numbers {
        let rows = query.query_map((no, count), |row| Ok((row.get(0)?, row.get(1)?)))?;
        found.extend(rows.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    Ok(found.into_iter().take(count).map(|(_, row)| row as Row).collect())
}

pub(super) fn cast_at(connection: &Connection, row: Row) -> Result<Option<Cast>> {
    let mut query = connection.prepare_cached("SELECT packed FROM cast WHERE row = ?1")?;
    let packed: Option<Vec<u8>> = query.query_row([row as i64], |row| row.get(0)).optional()?;
    packed.map(|packed| unpack(&packed)).transpose()
}

fn unpack(packed: &[u8]) -> Result<Cast> {
    Cast::unpack(packed).ok_or_else(|| IndexError::damaged("a stored cast is cut"))
}

/// The weeks that sparklines show, up to the newest article, in steps of so many that all fit.
#[derive(Clone, Copy)]
struct Weeks {
    first: i64,
    step: i64,
    count: usize,
}

impl Weeks {
    fn of(connection: &Connection) -> Result<Self> {
        let edge = |order: &str, skip: usize| -> Result<Option<i64>> {
            let mut query = connection.prepare_cached(&format!(
                "SELECT moment FROM article WHERE copy_of IS NULL ORDER BY moment {order} LIMIT 1 OFFSET ?1"
            ))?;
            Ok(query.query_row([skip], |row| row.get(0)).optional()?)
        };
        let old = number(connection, "briefings")? as usize / OLD;
        let (Some(oldest), Some(newest)) = (edge("ASC", old)?, edge("DESC", 0)?) else {
            return Ok(Self { first: 0, step: 1, count: 0 });
        };
        let last = record::week(newest);
        let span = last - record::week(oldest) + 1;
        let step = (span + STEPS - 1) / STEPS;
        let count = (span + step - 1) / step;
        Ok(Self { first: last + 1 - step * count, step, count: count as usize })
    }

    fn index(&self, week: i64) -> Option<usize> {
        usize::try_from((week - self.first).div_euclid(self.step)).ok().filter(|&index| index < self.count)
    }
}

fn count(connection: &Connection, rows: impl Iterator<Item = Row>, weeks: &Weeks) -> Result<Shares> {
    let mut actors: HashMap<i64, Share> = HashMap::new();
    let mut places: HashMap<i64, Share> = HashMap::new();
    let heads = heads(connection)?;
    let mut query = connection.prepare_cached("SELECT moment, packed FROM cast WHERE row = ?1")?;
    for row in rows {
        let found =
            query.query_row([row as i64], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))).optional()?;
        let Some((moment, packed)) = found else { continue };
        let cast = unpack(&packed)?;
        let week = weeks.index(record::week(moment));
        let mut met = Vec::with_capacity(cast.actors.len());
        for part in cast.actors {
            let no = heads.get(&part.actor).copied().unwrap_or(part.actor);
            if no == NOBODY {
                continue;
            }
            let share =
                actors.entry(no).or_insert_with(|| Share { no, weeks: vec![0; weeks.count], ..Share::default() });
            if !met.contains(&no) {
                share.briefings += 1;
                met.push(no);
            }
            share.mentions += part.mentions;
            if let Some(week) = week {
                share.weeks[week] += part.mentions;
            }
        }
        met.clear();
        for (no, mentions) in cast.places {
            let share =
                places.entry(no).or_insert_with(|| Share { no, weeks: vec![0; weeks.count], ..Share::default() });
            if !met.contains(&no) {
                share.briefings += 1;
                met.push(no);
            }
            share.mentions += mentions;
            if let Some(week) = week {
                share.weeks[week] += mentions;
            }
        }
    }
    Ok(Shares { actors: ranked(actors), places: ranked(places) })
}

fn ranked(shares: HashMap<i64, Share>) -> Vec<Share> {
    let mut shares: Vec<_> = shares.into_values().collect();
    shares.sort_unstable_by_key(|share| (std::cmp::Reverse(share.mentions), share.no));
    shares
}

/// Those of `shares` whose name in `table` holds `filter`.
fn kept<'a>(connection: &Connection, table: &str, shares: &'a [Share], filter: &str) -> Result<Vec<&'a Share>> {
    let filter = fold(filter);
    if filter.is_empty() {
        return Ok(shares.iter().collect());
    }
    let mut query = connection.prepare_cached(&format!("SELECT instr(folded, ?2) > 0 FROM {table} WHERE no = ?1"))?;
    let mut kept = Vec::new();
    for share in shares {
        if query.query_row((share.no, &filter), |row| row.get(0))? {
            kept.push(share);
        }
    }
    Ok(kept)
}

fn windowed<T>(shares: &[&Share], window: Window, row: impl Fn(&Share) -> Result<T>) -> Result<Windowed<T>> {
    let from = window.from.min(shares.len());
    let wanted = shares[from..].iter().take(window.count);
    Ok(Windowed { from, total: shares.len(), rows: wanted.map(|share| row(share)).collect::<Result<_>>()? })
}

fn actor_row(connection: &Connection, no: i64, share: Option<&Share>, weeks: &Weeks) -> Result<ActorRow> {
    let mut query =
        connection.prepare_cached("SELECT key, name, kind, briefings, mentions FROM actor WHERE no = ?1")?;
    let mut row = query.query_row([no], |row| {
        Ok(ActorRow {
            key: row.get(0)?,
            name: row.get(1)?,
            kind: record::actor_kind(row.get(2)?),
            briefings: row.get(3)?,
            mentions: row.get(4)?,
            weeks: Vec::new(),
        })
    })?;
    match share {
        Some(share) => {
            (row.briefings, row.mentions) = (share.briefings as usize, share.mentions as usize);
            row.weeks = share.weeks.clone();
        }
        None => row.weeks = stored_weeks(connection, "actor", no, weeks)?,
    }
    Ok(row)
}

fn place_row(connection: &Connection, no: i64, share: Option<&Share>, weeks: &Weeks) -> Result<PlaceRow> {
    let mut query = connection.prepare_cached(
        "SELECT key, name, country, kind, lat, lon, briefings, mentions, region FROM place WHERE no = ?1",
    )?;
    let mut row = query.query_row([no], |row| {
        let point: (Option<f32>, Option<f32>) = (row.get(4)?, row.get(5)?);
        Ok(PlaceRow {
            key: row.get(0)?,
            name: row.get(1)?,
            country: row.get::<_, Option<String>>(2)?.map(|code| match gazetteer::country_name(&code) {
                Some(name) => name.to_owned(),
                None => code,
            }),
            kind: record::place_kind(row.get(3)?),
            region: row
                .get::<_, Option<String>>(8)?
                .and_then(|code| gazetteer::region(&code))
                .map(|region| region.known().name().to_owned()),
            point: point.0.zip(point.1),
            briefings: row.get(6)?,
            mentions: row.get(7)?,
            weeks: Vec::new(),
            latest: None,
        })
    })?;
    match share {
        Some(share) => {
            (row.briefings, row.mentions) = (share.briefings as usize, share.mentions as usize);
            row.weeks = share.weeks.clone();
        }
        None => row.weeks = stored_weeks(connection, "place", no, weeks)?,
    }
    let mut query = connection.prepare_cached(
        "SELECT title FROM placed JOIN article USING (row) WHERE placed.place = ?1
         ORDER BY placed.moment DESC, placed.row DESC LIMIT 1",
    )?;
    row.latest = query.query_row([no], |row| row.get(0)).optional()?;
    Ok(row)
}

fn stored_weeks(connection: &Connection, table: &str, no: i64, weeks: &Weeks) -> Result<Vec<u32>> {
    let mut query = connection
        .prepare_cached(&format!("SELECT week, mentions FROM {table}_week WHERE {table} = ?1 AND week >= ?2"))?;
    let mut counts = vec![0; weeks.count];
    let found = query.query_map((no, weeks.first), |row| Ok((row.get(0)?, row.get(1)?)))?;
    for found in found {
        let (week, mentions): (i64, u32) = found?;
        if let Some(index) = weeks.index(week) {
            counts[index] += mentions;
        }
    }
    Ok(counts)
}
