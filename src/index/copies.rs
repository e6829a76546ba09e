//! Copies of one text that several sources print: one of them is the briefing, the others are folded into it.
//!
//! A copy keeps its line, its text and its cast, so that it can be read; it is counted nowhere, and no list shows it. When
//! the briefing goes or is edited, its copies are looked at anew.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension};

use super::entries;
use super::record::{Body, Cast};
use super::sketch::Sketch;
use super::tally::Tally;
use super::writer::Writer;
use super::{Result, posting};
use crate::model::Row;

/// Articles that may share a hash before it counts as a set phrase and is left aside.
const COMMON: usize = 64;

/// Hashes that a copy shares at least with its original, of those that are looked up.
const SHARED: usize = 2;

/// Articles compared at most.
const COMPARED: usize = 5;

/// Sources told of one article at most.
const SOURCES: usize = 64;

impl Writer {
    /// Folds the article `row` into the one it is a copy of, or puts it among the others.
    pub(super) fn place(
        &mut self,
        row: i64,
        moment: i64,
        body: &Body,
        cast: &Cast,
        seq: i64,
        tally: &mut Tally,
    ) -> Result<()> {
        let sketch = Sketch::of(&body.article);
        let original = original(&self.connection, row, &sketch)?;
        self.connection
            .prepare_cached("UPDATE article SET copy_of = ?2 WHERE row = ?1 AND copy_of IS NOT ?2")?
            .execute((row, original))?;
        if let Some(original) = original {
            // Its original is found by the same terms.
            posting::wait_no_more(&self.connection, posting::POSTING, row)?;
            // It is found under the source of its copy, too.
            self.connection.prepare_cached("UPDATE article SET seq = ?2 WHERE row = ?1")?.execute((original, seq))?;
            return Ok(());
        }
        self.join(row, moment, body, cast, tally)?;
        posting::wait(&self.connection, posting::POSTING, row)?;
        let mut put = self.connection.prepare_cached("INSERT OR IGNORE INTO sketch VALUES (?1, ?2)")?;
        for key in sketch.keys() {
            put.execute((key, row))?;
        }
        Ok(())
    }

    /// Takes the article `row` from among the others; its copies are to be placed anew.
    pub(super) fn displace(
        &mut self,
        row: i64,
        moment: i64,
        body: &Body,
        cast: &Cast,
        tally: &mut Tally,
    ) -> Result<()> {
        if is_copy(&self.connection, row)? {
            return Ok(());
        }
        self.part(row, moment, body, cast, tally)?;
        self.unpost(row)?;
        let mut clear = self.connection.prepare_cached("DELETE FROM sketch WHERE hash = ?1 AND row = ?2")?;
        for key in Sketch::of(&body.article).keys() {
            clear.execute((key, row))?;
        }
        let mut copies = self.connection.prepare_cached("SELECT row FROM article WHERE copy_of = ?1 ORDER BY row")?;
        let copies = copies.query_map([row], |found| found.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        self.orphans.extend(copies);
        Ok(())
    }

    /// Places the copies whose original went or was edited.
    pub(super) fn place_orphans(&mut self, seq: i64, tally: &mut Tally) -> Result<()> {
        for row in std::mem::take(&mut self.orphans) {
            if !is_copy(&self.connection, row)? {
                continue;
            }
            let Some(body) = entries::body(&self.connection, row as Row)? else { continue };
            let (moment, cast) = self.cast_at(row)?;
            self.connection.prepare_cached("UPDATE article SET seq = ?2 WHERE row = ?1")?.execute((row, seq))?;
            self.place(row, moment, &body, &cast, seq, tally)?;
        }
        Ok(())
    }
}

/// Whether the article `row` is there and is a copy.
pub(super) fn is_copy(connection: &Connection, row: i64) -> Result<bool> {
    let mut query = connection.prepare_cached("SELECT 1 FROM article WHERE row = ?1 AND copy_of IS NOT NULL")?;
    Ok(query.exists([row])?)
}

/// The article that `sketch`, of the article `row`, is a copy of.
fn original(connection: &Connection, row: i64, sketch: &Sketch) -> Result<Option<i64>> {
    let mut query = connection.prepare_cached("SELECT row FROM sketch WHERE hash = ?1")?;
    let mut shared: BTreeMap<i64, usize> = BTreeMap::new();
    for key in sketch.keys() {
        let holders = query.query_map([key], |found| found.get(0))?;
        let holders = holders.take(COMMON + 1).collect::<rusqlite::Result<Vec<i64>>>()?;
        if holders.len() <= COMMON {
            holders.into_iter().filter(|&other| other != row).for_each(|other| *shared.entry(other).or_default() += 1);
        }
    }
    let mut likely: Vec<(i64, usize)> = shared.into_iter().filter(|&(_, count)| count >= SHARED).collect();
    likely.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (other, _) in likely.into_iter().take(COMPARED) {
        let body = entries::body(connection, other as Row)?;
        if body.is_some_and(|body| Sketch::of(&body.article).is_copy(sketch)) {
            return Ok(Some(other));
        }
    }
    Ok(None)
}

/// Sources of the copies of the article at `row`, each once.
pub(super) fn sources(connection: &Connection, row: Row) -> Result<Vec<String>> {
    // Told apart here: for a DISTINCT of its own, SQLite makes a table at each question.
    let mut query =
        connection.prepare_cached("SELECT source FROM article WHERE copy_of = ?1 AND source IS NOT NULL")?;
    let mut found = query.query([row as i64])?;
    let mut sources = Vec::new();
    while sources.len() < SOURCES
        && let Some(found) = found.next()?
    {
        let source = found.get(0)?;
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    Ok(sources)
}

/// The article that the article at `row` is folded into; itself where it is no copy.
pub(super) fn root(connection: &Connection, row: Row) -> Result<Row> {
    let mut query = connection.prepare_cached("SELECT copy_of FROM article WHERE row = ?1")?;
    let found: Option<Option<i64>> = query.query_row([row as i64], |found| found.get(0)).optional()?;
    Ok(found.flatten().map_or(row, |original| original as Row))
}
