//! Puts articles into the catalogue and takes them out; only the process that holds the lock has one.

use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};

use rusqlite::{Connection, params};

use super::fold::fold;
use super::folder::Lock;
use super::profile::KINDS;
use super::record::{self, Body, Cast, FilePlace, FileRecord, IdMaker, Record};
use super::ruling::{self, Apart};
use super::tally::Tally;
use super::words::{self, Indexer};
use super::{Reader, Result, heirs, points};
use crate::model::{Article, Row};

/// Numbers of actors and places kept at hand while writing.
const REMEMBERED: usize = 100_000;

/// The write-ahead log is moved into the catalogue when it has grown to so many bytes.
const LOG_LIMIT: u64 = 128 << 20;

/// So long the word index may lag behind the catalogue while much comes in: each of its commits costs.
const PATIENCE: Duration = Duration::from_secs(4);

/// The right to write, and what is needed for it.
pub(crate) struct Writer {
    pub(super) reader: Reader,
    pub(super) connection: Connection,
    /// Actors that are ruled to be another, or nobody.
    pub(super) heads: HashMap<i64, i64>,
    pub(super) apart: Apart,
    pub(super) actors: foldhash::HashMap<String, i64>,
    pub(super) places: foldhash::HashMap<String, i64>,
    /// Copies whose original went in the batch that is being written.
    pub(super) orphans: Vec<i64>,
    /// By kind, the numbers of terms by their spelling.
    pub(super) terms: [foldhash::HashMap<Box<str>, u32>; KINDS as usize],
    indexer: Option<Indexer>,
    /// Since when there are changes that the word index has not taken up.
    behind: Option<Instant>,
    /// Whether the files have changed since they were stamped.
    unsettled: bool,
    _lock: Lock,
}

/// What a batch did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Written {
    /// Articles that are new or were changed.
    pub stored: Vec<Row>,
    /// Articles that went.
    pub removed: Vec<Row>,
}

impl Writer {
    pub(crate) fn new(reader: Reader, lock: Lock) -> Result<Self> {
        let connection = super::schema::writing(&reader.folder().catalogue())?;
        forget_the_future(&reader, &connection)?;
        Ok(Self {
            reader,
            heads: ruling::heads(&connection)?,
            apart: Apart::new(),
            connection,
            actors: Default::default(),
            places: Default::default(),
            terms: Default::default(),
            orphans: Vec::new(),
            indexer: None,
            behind: None,
            unsettled: false,
            _lock: lock,
        })
    }

    /// Stores the batches of files that were read and takes out those that are gone (by number), all or nothing.
    pub(crate) fn write(
        &mut self,
        batches: impl IntoIterator<Item = (Vec<FileRecord>, Vec<i64>)>,
        ids: &IdMaker,
    ) -> Result<Written> {
        let written = self.transaction(|writer| {
            let mut written = Written::default();
            for (read, gone) in batches {
                writer.write_all(&read, &gone, ids, &mut written)?;
            }
            Ok(written)
        })?;
        if self.behind.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
            self.index_words()?;
        }
        Ok(written)
    }

    /// Does `work`, all or nothing.
    pub(super) fn transaction<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.unsettle()?;
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let done = work(self);
        self.connection.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        if done.is_err() {
            // Numbers given in what was rolled back are no more.
            self.forget_numbers();
            self.orphans.clear();
        }
        self.spare_log()?;
        done
    }

    fn forget_numbers(&mut self) {
        (self.actors, self.places, self.terms) = Default::default();
    }

    fn write_all(&mut self, read: &[FileRecord], gone: &[i64], ids: &IdMaker, written: &mut Written) -> Result<()> {
        if self.actors.len() + self.places.len() > REMEMBERED {
            self.actors.clear();
            self.places.clear();
        }
        let mut tally = Tally::default();
        let seq = self.next_seq()?;
        for &file in gone {
            self.remove_file(file, seq, &mut tally, written)?;
        }
        for file in read {
            self.write_file(file, seq, ids, &mut tally, written)?;
        }
        self.place_orphans(seq, &mut tally)?;
        tally.write(&self.connection)?;
        Ok(())
    }

    /// The number of this change; what the word index has not yet seen carries a greater one than its commit.
    pub(super) fn next_seq(&self) -> Result<i64> {
        let seq = self.connection.query_row(
            "INSERT INTO meta VALUES ('seq', 1) ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value",
            (),
            |row| row.get(0),
        )?;
        Ok(seq)
    }

    fn remove_file(&mut self, file: i64, seq: i64, tally: &mut Tally, written: &mut Written) -> Result<()> {
        for row in self.rows_of(file)? {
            self.remove_article(row, seq, tally, written)?;
        }
        self.connection.prepare_cached("DELETE FROM file WHERE no = ?1")?.execute([file])?;
        Ok(())
    }

    fn remove_article(&mut self, row: i64, seq: i64, tally: &mut Tally, written: &mut Written) -> Result<()> {
        heirs::bequeath(&self.connection, row)?;
        self.take_out(row, tally)?;
        self.connection.prepare_cached("DELETE FROM article WHERE row = ?1")?.execute([row])?;
        self.connection.prepare_cached("INSERT INTO gone VALUES (?1, ?2)")?.execute((row, seq))?;
        written.removed.push(row as Row);
        Ok(())
    }

    fn rows_of(&self, file: i64) -> Result<Vec<i64>> {
        let mut rows = self.connection.prepare_cached("SELECT row FROM article WHERE file = ?1 ORDER BY row")?;
        let rows = rows.query_map([file], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn write_file(
        &mut self,
        file: &FileRecord,
        seq: i64,
        ids: &IdMaker,
        tally: &mut Tally,
        written: &mut Written,
    ) -> Result<()> {
        let no = self.file_no(file)?;
        let Some(records) = &file.records else { return Ok(()) };
        // An article keeps its row and id through an edit: by its key, and where that changed by its place in the file.
        let mut old: Vec<(i64, String)> = self
            .connection
            .prepare_cached("SELECT row, key FROM article WHERE file = ?1 ORDER BY row")?
            .query_map([no], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let known: HashSet<&str> = old.iter().map(|(_, key)| key.as_str()).collect();
        let kept: Vec<bool> = records.iter().map(|record| known.contains(record.key.as_str())).collect();
        for (record, kept) in records.iter().zip(kept) {
            let at = match kept {
                true => old.iter().position(|(_, key)| *key == record.key),
                false if records.len() == 1 && old.len() == 1 => Some(0),
                false => None,
            };
            let before = at.map(|at| old.remove(at).0);
            let row = self.write_article((no, &file.place), record, before, seq, ids, tally)?;
            written.stored.push(row as Row);
        }
        for (row, _) in old {
            self.remove_article(row, seq, tally, written)?;
        }
        Ok(())
    }

    fn file_no(&self, file: &FileRecord) -> Result<i64> {
        let FilePlace { root, folder, name } = &file.place;
        let folder: i64 = self
            .connection
            .prepare_cached(
                "INSERT INTO folder(root, path) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET path = path RETURNING no",
            )?
            .query_row((root, folder), |row| row.get(0))?;
        let no = self
            .connection
            .prepare_cached(
                "INSERT INTO file(folder, name, size, mtime, hash, notice) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO UPDATE SET size = ?3, mtime = ?4, hash = ?5, notice = ?6 RETURNING no",
            )?
            .query_row(params![folder, name, file.stat.size, file.stat.mtime, file.hash, file.notice], |row| {
                row.get(0)
            })?;
        Ok(no)
    }

    fn write_article(
        &mut self,
        (file, place): (i64, &FilePlace),
        record: &Record,
        before: Option<i64>,
        seq: i64,
        ids: &IdMaker,
        tally: &mut Tally,
    ) -> Result<i64> {
        let id = match before {
            Some(row) => {
                self.take_out(row, tally)?;
                self.connection
                    .prepare_cached("SELECT id FROM article WHERE row = ?1")?
                    .query_row([row], |r| r.get(0))?
            }
            None => self.free_id(&record.article, place, ids)?,
        };
        let article = &record.article;
        let (moment, dated) = article.date.map_or((record.came, 0), record::seconds);
        let shown = (0..record.briefing.positions.len()).filter(|&index| record.shown(index)).count();
        let row = self
            .connection
            .prepare_cached(
                "INSERT INTO article(row, file, seq, id, key, hash, title, folded, url, moment, dated, place, source, tags,
                 quotes, positions, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)
                 ON CONFLICT(row) DO UPDATE SET file = ?2, seq = ?3, key = ?5, hash = ?6, title = ?7, folded = ?8, url = ?9,
                 moment = ?10, dated = ?11, place = ?12, source = ?13, tags = ?14, quotes = ?15, positions = ?16, words = ?17
                 RETURNING row",
            )?
            .query_row(
                params![
                    before, file, seq, id, record.key, record.hash, article.title, fold(&article.title),
                    article.url.as_deref().map(points::address),
                    moment, dated, record.place(), article.source, article.tags.join("\u{1f}"),
                    record.briefing.quotes.len(), shown, article.text.as_str().split_whitespace().count(),
                ],
                |row| row.get(0),
            )?;
        heirs::return_to(&self.connection, &record.key)?;
        self.put_in(row, moment, &id, record, seq, tally)?;
        Ok(row)
    }

    fn free_id(&self, article: &Article, place: &FilePlace, ids: &IdMaker) -> Result<String> {
        let mut taken = self.connection.prepare_cached("SELECT 1 FROM article WHERE id = ?1")?;
        let mut attempt = 0;
        loop {
            let id = ids(article, place, attempt);
            if !taken.exists([id.as_str()])? {
                return Ok(id.as_str().to_owned());
            }
            attempt += 1;
        }
    }

    /// Writes all that hangs on the article `row` but its own line.
    fn put_in(&mut self, row: i64, moment: i64, id: &str, record: &Record, seq: i64, tally: &mut Tally) -> Result<()> {
        let body = Body { article: record.article.clone(), briefing: record.briefing.clone() };
        let cast = Cast {
            actors: self.parts_of(id, &body.briefing, &record.actors)?,
            places: self.places_of(&body.briefing, &record.places)?,
        };
        let packed = record::pack(&record.article, &record.briefing)?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO body VALUES (?1, ?2)")?.execute((row, packed))?;
        self.keep_cast(row, moment, &cast)?;
        self.write_profile(row, &record.told)?;
        self.place(row, moment, &body, &cast, seq, tally)
    }

    /// Takes away all that hangs on the article `row` but its own line.
    fn take_out(&mut self, row: i64, tally: &mut Tally) -> Result<()> {
        let (moment, cast) = self.cast_at(row)?;
        let packed: Vec<u8> =
            self.connection.prepare_cached("SELECT packed FROM body WHERE row = ?1")?.query_row([row], |r| r.get(0))?;
        let body = record::unpack(&packed)?;
        self.displace(row, moment, &body, &cast, tally)?;
        self.connection.prepare_cached("DELETE FROM profile WHERE row = ?1")?.execute([row])?;
        Ok(())
    }

    /// Has the article `row` counted and found by its actors, places, positions and pointers.
    pub(super) fn join(&self, row: i64, moment: i64, body: &Body, cast: &Cast, tally: &mut Tally) -> Result<()> {
        self.put_cast(row, moment, body, cast, tally)?;
        self.put_sayings(row, body, cast)?;
        let mut points = self.connection.prepare_cached("INSERT OR IGNORE INTO points VALUES (?1, ?2)")?;
        for target in points::of(&body.briefing, &body.article) {
            points.execute((target, row))?;
        }
        Ok(())
    }

    /// Takes back what [`join`](Self::join) did.
    pub(super) fn part(&self, row: i64, moment: i64, body: &Body, cast: &Cast, tally: &mut Tally) -> Result<()> {
        self.take_cast(row, moment, body, cast, tally)?;
        self.take_sayings(row, &body.article, &body.briefing)?;
        let mut points = self.connection.prepare_cached("DELETE FROM points WHERE target = ?1 AND row = ?2")?;
        for target in points::of(&body.briefing, &body.article) {
            points.execute((target, row))?;
        }
        Ok(())
    }

    /// Notes that the files are about to change.
    fn unsettle(&mut self) -> Result<()> {
        if !self.unsettled {
            self.reader.folder().stamp(self.reader.version(), true)?;
            self.unsettled = true;
        }
        Ok(())
    }

    /// Lets the word index take up what changed.
    fn index_words(&mut self) -> Result<()> {
        let seq = Reader::seq(&self.connection)?;
        let folder = self.reader.folder().words();
        if self.indexer.is_none() {
            self.indexer = Some(Indexer::open(&folder)?);
        }
        if let Some(indexer) = self.indexer.as_mut().filter(|indexer| indexer.is_behind(seq)) {
            indexer.catch_up(&self.connection, seq)?;
        }
        self.connection.execute("DELETE FROM gone WHERE seq <= ?1", [seq])?;
        self.behind = None;
        Ok(())
    }

    /// Moves the write-ahead log into the catalogue when it has grown long.
    fn spare_log(&self) -> Result<()> {
        let mut log = self.reader.folder().catalogue().into_os_string();
        log.push("-wal");
        if std::fs::metadata(log).is_ok_and(|data| data.len() > LOG_LIMIT) {
            self.checkpoint()?;
        }
        Ok(())
    }

    fn checkpoint(&self) -> Result<()> {
        Ok(self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", (), |_| Ok(()))?)
    }

    /// Sets the index aside and begins an empty one.
    pub(crate) fn renew(&mut self) -> Result<()> {
        self.heads.clear();
        self.apart.clear();
        self.forget_numbers();
        // The old files are let go of before they are moved.
        self.connection = Connection::open_in_memory()?;
        self.indexer = None;
        self.behind = None;
        self.unsettled = false;
        self.reader.renew()?;
        self.connection = super::schema::writing(&self.reader.folder().catalogue())?;
        Ok(())
    }

    /// Brings all to rest: the word index up to date and merged, the log moved into the catalogue, the files stamped. A
    /// log that another process still reads is left for the next time.
    pub(crate) fn settle(&mut self) -> Result<()> {
        let seq = Reader::seq(&self.connection)?;
        if !self.unsettled && self.reader.indexed()? == Some(seq) {
            return Ok(());
        }
        self.unsettle()?;
        self.index_words()?;
        if let Some(indexer) = self.indexer.take() {
            indexer.finish()?;
        }
        self.checkpoint()?;
        self.forget_numbers();
        self.reader.folder().stamp(self.reader.version(), false)?;
        self.unsettled = false;
        Ok(())
    }
}

/// Empties a word index that knows of changes which the catalogue has lost (its log was cut): rows may be other articles
/// by and by, and their changes would carry numbers that the word index takes for seen.
fn forget_the_future(reader: &Reader, connection: &Connection) -> Result<()> {
    let seq = Reader::seq(connection)?;
    if reader.indexed()?.is_some_and(|indexed| indexed > seq) {
        reader.folder().stamp(reader.version(), true)?;
        let words = reader.folder().words();
        std::fs::remove_dir_all(&words)?;
        words::create(&words)?;
    }
    Ok(())
}

impl Drop for Writer {
    fn drop(&mut self) {
        // A failure leaves the stamp at "busy": the next start looks closer.
        let _ = self.settle();
    }
}
