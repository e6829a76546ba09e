//! Terms of articles put into the tables and taken out again; see [`super::profile`].

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Connection, OptionalExtension};

use super::edges::waiting;
use super::profile::{self, BLOCK, CHUNK, KINDS, Told};
use super::reader::number;
use super::writer::Writer;
use super::{IndexError, Result};
use crate::model::Row;

/// Arrays of one number for each term, or each article.
pub(super) const HOLDING: u8 = 0;
/// See [`HOLDING`].
pub(super) const DAYS: u8 = 1;

/// What an article waits for: that its terms are put among the postings, then that its relatives are found, then that
/// it is put into a thread.
pub(super) const POSTING: u8 = 0;
/// See [`POSTING`].
pub(super) const LINKING: u8 = 1;
/// See [`POSTING`].
pub(super) const THREADING: u8 = 2;

/// Numbers of terms kept at hand while writing.
const REMEMBERED: usize = 60_000;

/// Articles whose terms are put into the postings together: the more, the fewer chunks are written anew.
const TOGETHER: usize = 2_000;

impl Writer {
    /// Keeps the terms of the article `row`.
    pub(super) fn write_profile(&mut self, row: i64, told: &Told) -> Result<()> {
        let mut terms = Vec::with_capacity(told.terms.len());
        for term in &told.terms {
            terms.push((self.term_no(term.kind, &term.key)?, profile::step_of(term.weight)));
        }
        terms.sort_unstable();
        terms.dedup_by_key(|(no, _)| *no);
        let packed = profile::pack(&terms);
        self.connection.prepare_cached("INSERT OR REPLACE INTO profile VALUES (?1, ?2, ?3)")?.execute((
            row,
            profile::day_value(told.day),
            packed,
        ))?;
        wait(&self.connection, POSTING, row)
    }

    fn term_no(&mut self, kind: u8, key: &str) -> Result<u32> {
        if let Some(&no) = self.terms[usize::from(kind)].get(key) {
            return Ok(no);
        }
        if self.terms.iter().map(HashMap::len).sum::<usize>() > REMEMBERED {
            self.terms.iter_mut().for_each(HashMap::clear);
        }
        let spelt = format!("{kind}{key}");
        let found = self
            .connection
            .prepare_cached("SELECT no FROM term WHERE spelt = ?1")?
            .query_row([&spelt], |row| row.get(0))
            .optional()?;
        let no = match found {
            Some(no) => no,
            None => {
                let next: u32 = self
                    .connection
                    .prepare_cached("UPDATE meta SET value = value + 1 WHERE name = 'terms' RETURNING value - 1")?
                    .query_row((), |row| row.get(0))?;
                let no = next * KINDS + u32::from(kind);
                self.connection.prepare_cached("INSERT INTO term VALUES (?1, ?2)")?.execute((&spelt, no))?;
                no
            }
        };
        self.terms[usize::from(kind)].insert(key.into(), no);
        Ok(no)
    }

    /// Takes the terms of the article `row` from among the postings, and with them its links.
    pub(super) fn unpost(&self, row: i64) -> Result<()> {
        let connection = &self.connection;
        if !wait_no_more(connection, POSTING, row)? {
            let (_, terms) = stored(connection, row)?;
            let mut arrays = Arrays::new(connection);
            for (term, _) in terms {
                remove(connection, term, row as u32)?;
                *arrays.at(HOLDING, term / KINDS)? -= 1;
            }
            *arrays.at(DAYS, row as u32)? = 0;
            arrays.write()?;
            connection.prepare_cached("UPDATE meta SET value = value - 1 WHERE name = 'posted'")?.execute(())?;
        }
        wait_no_more(connection, LINKING, row)?;
        wait_no_more(connection, THREADING, row)?;
        leave_thread(connection, row)?;
        connection.prepare_cached("DELETE FROM related WHERE row = ?1 OR other = ?1")?.execute([row])?;
        Ok(())
    }

    /// Puts the terms of some of the articles that wait for it among the postings, so that relatives find them; false
    /// when none waits.
    pub(crate) fn post_waiting(&mut self) -> Result<bool> {
        let rows = waiting(&self.connection, POSTING, TOGETHER)?;
        if rows.is_empty() {
            return Ok(false);
        }
        self.transaction(|writer| post(&writer.connection, &rows))?;
        Ok(true)
    }
}

/// Takes the article `row` out of its thread; the others of it are looked at anew.
fn leave_thread(connection: &Connection, row: i64) -> Result<()> {
    let mates = connection
        .prepare_cached("SELECT row FROM article WHERE thread = (SELECT thread FROM article WHERE row = ?1)")?
        .query_map([row], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for mate in mates {
        if mate != row {
            wait(connection, THREADING, mate)?;
        }
    }
    connection
        .prepare_cached("UPDATE article SET thread = NULL WHERE row = ?1 AND thread IS NOT NULL")?
        .execute([row])?;
    Ok(())
}

fn post(connection: &Connection, rows: &[Row]) -> Result<()> {
    let mut postings: Vec<(u32, u32, u8)> = Vec::new();
    let mut arrays = Arrays::new(connection);
    for &row in rows {
        let row = row as i64;
        let (day, terms) = stored(connection, row)?;
        *arrays.at(DAYS, row as u32)? = day;
        postings.extend(terms.into_iter().map(|(term, step)| (term, row as u32, step)));
        wait_no_more(connection, POSTING, row)?;
        wait(connection, LINKING, row)?;
    }
    postings.sort_unstable();
    for of_one in postings.chunk_by(|a, b| a.0 == b.0) {
        let term = of_one[0].0;
        let new: Vec<(u32, u8)> = of_one.iter().map(|&(_, row, step)| (row, step)).collect();
        insert(connection, term, &new)?;
        *arrays.at(HOLDING, term / KINDS)? += new.len() as u32;
    }
    arrays.write()?;
    connection.prepare_cached("UPDATE meta SET value = value + ?1 WHERE name = 'posted'")?.execute([rows.len()])?;
    Ok(())
}

/// Notes that the article `row` waits for `stage`; for what comes after the postings those of one day together.
pub(super) fn wait(connection: &Connection, stage: u8, row: i64) -> Result<()> {
    connection
        .prepare_cached(&format!("INSERT OR REPLACE INTO waiting VALUES (?1, {DAY_OF_WAITING}, ?2)"))?
        .execute((stage, row))?;
    Ok(())
}

/// Whether the article `row` waits for `stage`.
pub(super) fn waits(connection: &Connection, stage: u8, row: i64) -> Result<bool> {
    let mut query = connection
        .prepare_cached(&format!("SELECT 1 FROM waiting WHERE stage = ?1 AND day = {DAY_OF_WAITING} AND row = ?2"))?;
    Ok(query.exists((stage, row))?)
}

/// Notes that the article `row` waits for `stage` no more; whether it did.
pub(super) fn wait_no_more(connection: &Connection, stage: u8, row: i64) -> Result<bool> {
    let gone = connection
        .prepare_cached(&format!("DELETE FROM waiting WHERE stage = ?1 AND day = {DAY_OF_WAITING} AND row = ?2"))?
        .execute((stage, row))?;
    Ok(gone > 0)
}

/// The day under which the article `?2` waits for the stage `?1`.
const DAY_OF_WAITING: &str = "iif(?1 = 0, 0, coalesce((SELECT day FROM profile WHERE row = ?2), 0))";

/// The day (as arrays keep it) and the terms of the article `row`.
fn stored(connection: &Connection, row: i64) -> Result<(u32, Vec<(u32, u8)>)> {
    let (day, packed): (u32, Vec<u8>) = connection
        .prepare_cached("SELECT day, packed FROM profile WHERE row = ?1")?
        .query_row([row], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((day, pairs(&packed)?))
}

fn pairs(packed: &[u8]) -> Result<Vec<(u32, u8)>> {
    let mut pairs = Vec::with_capacity(packed.len() / 3);
    match profile::unpack(packed, |no, step| pairs.push((no, step))) {
        true => Ok(pairs),
        false => Err(IndexError::damaged("a list of terms is cut")),
    }
}

/// Adds rows, ascending, to the chunks of `term`.
fn insert(connection: &Connection, term: u32, new: &[(u32, u8)]) -> Result<()> {
    let mut rest = new;
    while let [(row, _), ..] = rest {
        let (chunk, before) = chunk_for(connection, term, *row)?;
        let next: Option<u32> = match &chunk {
            // The last chunk, where new articles go, has none after it and is known by a look at its own end.
            Some((_, pairs)) if pairs.last().is_some_and(|(last, _)| last < row) && before => None,
            _ => connection
                .prepare_cached("SELECT first FROM posting WHERE term = ?1 AND first > ?2 ORDER BY first LIMIT 1")?
                .query_row((term, row), |row| row.get(0))
                .optional()?,
        };
        let end = next.map_or(rest.len(), |next| rest.partition_point(|(row, _)| *row < next));
        let (mut all, first) = match chunk {
            Some((first, pairs)) => (pairs, first),
            None => (Vec::new(), *row),
        };
        all.extend(&rest[..end]);
        all.sort_unstable();
        all.dedup_by_key(|(row, _)| *row);
        write(connection, term, first, &all)?;
        rest = &rest[end..];
    }
    Ok(())
}

type Chunk = Option<(u32, Vec<(u32, u8)>)>;

/// The chunk of `term` that `row` belongs into, and whether it is the term's last.
fn chunk_for(connection: &Connection, term: u32, row: u32) -> Result<(Chunk, bool)> {
    let mut query =
        connection.prepare_cached("SELECT first, packed FROM posting WHERE term = ?1 ORDER BY first DESC LIMIT 1")?;
    let read = |found: &rusqlite::Row| Ok((found.get::<_, u32>(0)?, found.get::<_, Vec<u8>>(1)?));
    let last = query.query_row([term], read).optional()?;
    let Some((first, packed)) = last else { return Ok((None, true)) };
    if first <= row {
        return Ok((Some((first, pairs(&packed)?)), true));
    }
    let mut query = connection.prepare_cached(
        "SELECT first, packed FROM posting WHERE term = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1",
    )?;
    let found = query.query_row((term, row), read).optional()?;
    Ok((found.map(|(first, packed)| Ok::<_, IndexError>((first, pairs(&packed)?))).transpose()?, false))
}

/// Writes one chunk, as several where it has grown too long.
fn write(connection: &Connection, term: u32, first: u32, all: &[(u32, u8)]) -> Result<()> {
    let mut put = connection.prepare_cached("INSERT OR REPLACE INTO posting VALUES (?1, ?2, ?3)")?;
    let packed = profile::pack(all);
    if packed.len() <= CHUNK {
        put.execute((term, first, packed))?;
        return Ok(());
    }
    // Full chunks but for the last, which has room for what comes.
    let share = all.len() * CHUNK / packed.len().max(1) * 3 / 4;
    for (at, part) in all.chunks(share.max(1)).enumerate() {
        put.execute((term, if at == 0 { first } else { part[0].0 }, profile::pack(part)))?;
    }
    Ok(())
}

fn remove(connection: &Connection, term: u32, row: u32) -> Result<()> {
    let (Some((first, mut pairs)), _) = chunk_for(connection, term, row)? else { return Ok(()) };
    pairs.retain(|(other, _)| *other != row);
    if pairs.is_empty() {
        connection.prepare_cached("DELETE FROM posting WHERE term = ?1 AND first = ?2")?.execute((term, first))?;
        return Ok(());
    }
    write(connection, term, first, &pairs)
}

/// The blocks of arrays that are being changed.
struct Arrays<'a> {
    connection: &'a Connection,
    blocks: BTreeMap<(u8, u32), Box<[u32]>>,
}

impl<'a> Arrays<'a> {
    fn new(connection: &'a Connection) -> Self {
        Self { connection, blocks: BTreeMap::new() }
    }

    fn at(&mut self, array: u8, at: u32) -> Result<&mut u32> {
        let (no, inside) = (at / BLOCK, (at % BLOCK) as usize);
        if !self.blocks.contains_key(&(array, no)) {
            self.blocks.insert((array, no), block(self.connection, array, no)?);
        }
        Ok(&mut self.blocks.get_mut(&(array, no)).expect("it was just put in")[inside])
    }

    fn write(self) -> Result<()> {
        let mut put = self.connection.prepare_cached("INSERT OR REPLACE INTO array VALUES (?1, ?2, ?3)")?;
        for ((array, no), values) in self.blocks {
            put.execute((array, no, profile::pack_block(&values)))?;
        }
        Ok(())
    }
}

/// One block of an array; of zeros where it was never written.
pub(super) fn block(connection: &Connection, array: u8, no: u32) -> Result<Box<[u32]>> {
    let packed: Option<Vec<u8>> = connection
        .prepare_cached("SELECT packed FROM array WHERE array = ?1 AND no = ?2")?
        .query_row((array, no), |row| row.get(0))
        .optional()?;
    profile::unpack_block(packed.as_deref().unwrap_or_default())
        .ok_or_else(|| IndexError::damaged("a block of numbers is cut"))
}

/// How many articles stand among the postings.
pub(super) fn posted(connection: &Connection) -> Result<usize> {
    Ok(number(connection, "posted")? as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(crate::index::schema::TABLES).unwrap();
        connection
    }

    fn rows(connection: &Connection, term: u32) -> Vec<(u32, u8)> {
        let mut query = connection.prepare("SELECT packed FROM posting WHERE term = ?1 ORDER BY first").unwrap();
        let chunks = query.query_map([term], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        chunks.flat_map(|packed| pairs(&packed.unwrap()).unwrap()).collect()
    }

    #[test]
    fn postings_stay_sorted_however_they_come_and_go() {
        let connection = tables();
        let all: Vec<(u32, u8)> = (1..4_000).map(|row| (row * 3, (row % 200) as u8)).collect();
        let (late, early): (Vec<_>, Vec<_>) = all.iter().partition(|(row, _)| row % 7 == 0);
        for part in early.chunks(90) {
            insert(&connection, 5, part).unwrap();
        }
        assert!(rows(&connection, 5) == early);
        insert(&connection, 5, &late).unwrap();
        assert!(rows(&connection, 5) == all);
        for (row, _) in &early {
            remove(&connection, 5, *row).unwrap();
        }
        assert!(rows(&connection, 5) == late);
        for (row, _) in &late {
            remove(&connection, 5, *row).unwrap();
        }
        assert_eq!(rows(&connection, 5), []);
    }

    #[test]
    fn no_chunk_outgrows_its_page() {
        let connection = tables();
        for row in (0..30_000).step_by(100) {
            let part: Vec<(u32, u8)> = (row..row + 100).map(|row| (row * 50, 1)).collect();
            insert(&connection, 1, &part).unwrap();
        }
        let longest: usize =
            connection.query_row("SELECT max(length(packed)) FROM posting", (), |row| row.get(0)).unwrap();
        assert!(longest <= CHUNK, "{longest}");
        assert_eq!(rows(&connection, 1).len(), 30_000);
    }

    #[test]
    fn arrays_keep_what_was_written() {
        let connection = tables();
        let mut arrays = Arrays::new(&connection);
        for at in [0, 1, BLOCK, 5 * BLOCK + 7] {
            *arrays.at(HOLDING, at).unwrap() += at + 1;
        }
        arrays.write().unwrap();
        assert_eq!(block(&connection, HOLDING, 5).unwrap()[7], 5 * BLOCK + 8);
        assert_eq!(block(&connection, DAYS, 5).unwrap()[7], 0);
    }
}
