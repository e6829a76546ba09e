//! Puts articles into the catalogue and takes them out; only the process that holds the lock has one.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params};

use super::fold::{fold, topic};
use super::record::{self, Cast, FilePlace, FileRecord, IdMaker, Named, Part, Record};
use super::tally::{NAME, ROLE, Tally};
use super::words::{self, Indexer};
use super::{IndexError, Reader, Result, points};
use crate::model::{Article, Place, Row};

/// Numbers of actors and places kept at hand while writing.
const REMEMBERED: usize = 100_000;

/// The write-ahead log is moved into the catalogue when it has grown to so many bytes.
const LOG_LIMIT: u64 = 64 << 20;

/// So long the word index may lag behind the catalogue while much comes in: each of its commits costs.
const PATIENCE: Duration = Duration::from_secs(4);

/// The right to write, and what is needed for it.
pub(crate) struct Writer {
    pub(super) reader: Reader,
    pub(super) connection: Connection,
    actors: HashMap<String, i64>,
    places: HashMap<String, i64>,
    /// Numbers of terms by their spelling.
    pub(super) terms: HashMap<String, u32>,
    indexer: Option<Indexer>,
    /// Since when there are changes that the word index has not taken up.
    behind: Option<Instant>,
    /// Whether the files have changed since they were stamped.
    unsettled: bool,
    _lock: File,
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
    pub(crate) fn new(reader: Reader, lock: File) -> Result<Self> {
        let connection = super::schema::writing(&reader.folder().catalogue())?;
        Ok(Self {
            reader,
            connection,
            actors: HashMap::new(),
            places: HashMap::new(),
            terms: HashMap::new(),
            indexer: None,
            behind: None,
            unsettled: false,
            _lock: lock,
        })
    }

    /// Stores what was read and takes out the files `gone`, all or nothing.
    pub(crate) fn write(&mut self, read: &[FileRecord], gone: &[i64], ids: &IdMaker) -> Result<Written> {
        let written = self.transaction(|writer| writer.write_all(read, gone, ids))?;
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
        }
        self.spare_log()?;
        done
    }

    fn forget_numbers(&mut self) {
        (self.actors, self.places, self.terms) = Default::default();
    }

    fn write_all(&mut self, read: &[FileRecord], gone: &[i64], ids: &IdMaker) -> Result<Written> {
        if self.actors.len() + self.places.len() > REMEMBERED {
            self.actors.clear();
            self.places.clear();
        }
        let mut written = Written::default();
        let mut tally = Tally::default();
        let seq = self.next_seq()?;
        for &file in gone {
            self.remove_file(file, seq, &mut tally, &mut written)?;
        }
        for file in read {
            self.write_file(file, seq, ids, &mut tally, &mut written)?;
        }
        tally.write(&self.connection)?;
        Ok(written)
    }

    /// The number of this change; what the word index has not yet seen carries a greater one than its commit.
    fn next_seq(&self) -> Result<i64> {
        let seq = self.connection.query_row(
            "INSERT INTO meta VALUES ('seq', 1) ON CONFLICT(name) DO UPDATE SET value = value + 1 RETURNING value",
            (),
            |row| row.get(0),
        )?;
        Ok(seq)
    }

    fn remove_file(&self, file: i64, seq: i64, tally: &mut Tally, written: &mut Written) -> Result<()> {
        for row in self.rows_of(file)? {
            self.take_out(row, tally)?;
            self.connection.prepare_cached("DELETE FROM article WHERE row = ?1")?.execute([row])?;
            self.connection.prepare_cached("INSERT INTO gone VALUES (?1, ?2)")?.execute((row, seq))?;
            written.removed.push(row as Row);
        }
        self.connection.prepare_cached("DELETE FROM file WHERE no = ?1")?.execute([file])?;
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
            self.take_out(row, tally)?;
            self.connection.prepare_cached("DELETE FROM article WHERE row = ?1")?.execute([row])?;
            self.connection.prepare_cached("INSERT INTO gone VALUES (?1, ?2)")?.execute((row, seq))?;
            written.removed.push(row as Row);
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
        self.put_in(row, moment, record, tally)?;
        self.write_profile(row, &record.told)?;
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
    fn put_in(&mut self, row: i64, moment: i64, record: &Record, tally: &mut Tally) -> Result<()> {
        let cast = self.cast_of(record)?;
        let packed = record::pack(&record.article, &record.briefing)?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO body VALUES (?1, ?2)")?.execute((row, packed))?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO cast VALUES (?1, ?2, ?3)")?.execute((
            row,
            moment,
            cast.pack(),
        ))?;
        count(1, &record.article, &record.briefing, &cast, moment, tally);
        let mut appears = self.connection.prepare_cached(
            "INSERT INTO appears VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET
             mentions = mentions + ?4, quotes = quotes + ?5, positions = positions + ?6",
        )?;
        for part in &cast.actors {
            appears.execute((part.actor, moment, row, part.mentions, part.quotes, part.positions))?;
        }
        let mut placed = self.connection.prepare_cached(
            "INSERT INTO placed VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET mentions = mentions + ?4",
        )?;
        for (place, mentions) in &cast.places {
            placed.execute((place, moment, row, mentions))?;
        }
        let mut stands =
            self.connection.prepare_cached("INSERT OR REPLACE INTO stands VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        for (item, position) in record.briefing.positions.iter().enumerate().filter(|&(item, _)| record.shown(item)) {
            let holder = record::actor_called(&record.briefing, &position.actor);
            if let Some(part) = holder.and_then(|holder| cast.actors.get(holder)) {
                let topic = topic(record.article.text.slice(position.topic));
                stands.execute((part.actor, topic, moment, row, item, position.stance as u8))?;
            }
        }
        let mut points = self.connection.prepare_cached("INSERT OR IGNORE INTO points VALUES (?1, ?2)")?;
        for target in points::of(&record.briefing, &record.article) {
            points.execute((target, row))?;
        }
        Ok(())
    }

    fn cast_of(&mut self, record: &Record) -> Result<Cast> {
        let briefing = &record.briefing;
        let mut cast = Cast::default();
        for (actor, named) in briefing.actors.iter().zip(&record.actors) {
            let actor_no = self.actor_no(named, &actor.name, actor.kind as u8)?;
            cast.actors.push(Part { actor: actor_no, mentions: actor.mentions.len() as u32, quotes: 0, positions: 0 });
        }
        for quote in &briefing.quotes {
            let speaker = quote.speaker.as_deref().and_then(|name| record::actor_called(briefing, name));
            if let Some(part) = speaker.and_then(|speaker| cast.actors.get_mut(speaker)) {
                part.quotes += 1;
            }
        }
        for (item, position) in briefing.positions.iter().enumerate() {
            let holder = record::actor_called(briefing, &position.actor).filter(|_| record.shown(item));
            if let Some(part) = holder.and_then(|holder| cast.actors.get_mut(holder)) {
                part.positions += 1;
            }
        }
        for (place, named) in briefing.places.iter().zip(&record.places) {
            cast.places.push((self.place_no(named, place)?, place.mentions.len() as u32));
        }
        Ok(cast)
    }

    fn actor_no(&mut self, named: &Named, name: &str, kind: u8) -> Result<i64> {
        if let Some(&no) = self.actors.get(&named.key) {
            return Ok(no);
        }
        let found = self
            .connection
            .prepare_cached("SELECT no FROM actor WHERE key = ?1")?
            .query_row([&named.key], |row| row.get(0))
            .optional()?;
        let no = match found {
            Some(no) => no,
            None => {
                self.connection
                    .prepare_cached("INSERT INTO actor(key, name, folded, kind) VALUES (?1, ?2, ?3, ?4)")?
                    .execute((&named.key, name, fold(name), kind))?;
                self.connection.last_insert_rowid()
            }
        };
        let mut words = self.connection.prepare_cached("INSERT OR IGNORE INTO actor_word VALUES (?1, ?2)")?;
        for word in &named.words {
            words.execute((word, no))?;
        }
        self.actors.insert(named.key.clone(), no);
        Ok(no)
    }

    fn place_no(&mut self, named: &Named, place: &Place) -> Result<i64> {
        if let Some(&no) = self.places.get(&named.key) {
            return Ok(no);
        }
        let found = self
            .connection
            .prepare_cached("SELECT no FROM place WHERE key = ?1")?
            .query_row([&named.key], |row| row.get(0))
            .optional()?;
        let no = match found {
            Some(no) => no,
            None => {
                let name = place.standard.as_deref().unwrap_or(&place.name);
                let (lat, lon) = place.point.unzip();
                self.connection
                    .prepare_cached(
                        "INSERT INTO place(key, name, folded, kind, country, region, lat, lon, geonames)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    )?
                    .execute(params![
                        named.key,
                        name,
                        fold(name),
                        place.kind as u8,
                        place.country,
                        place.region,
                        lat,
                        lon,
                        place.geonames_id,
                    ])?;
                self.connection.last_insert_rowid()
            }
        };
        let mut words = self.connection.prepare_cached("INSERT OR IGNORE INTO place_word VALUES (?1, ?2)")?;
        for word in &named.words {
            words.execute((word, no))?;
        }
        self.places.insert(named.key.clone(), no);
        Ok(no)
    }

    /// Takes away all that hangs on the article `row` but its own line.
    fn take_out(&self, row: i64, tally: &mut Tally) -> Result<()> {
        let (moment, packed): (i64, Vec<u8>) = self
            .connection
            .prepare_cached("SELECT moment, packed FROM cast WHERE row = ?1")?
            .query_row([row], |found| Ok((found.get(0)?, found.get(1)?)))?;
        let cast = Cast::unpack(&packed).ok_or_else(|| IndexError::damaged("a stored cast is cut"))?;
        let packed: Vec<u8> =
            self.connection.prepare_cached("SELECT packed FROM body WHERE row = ?1")?.query_row([row], |r| r.get(0))?;
        let body = record::unpack(&packed)?;
        count(-1, &body.article, &body.briefing, &cast, moment, tally);
        for part in &cast.actors {
            self.connection
                .prepare_cached("DELETE FROM appears WHERE actor = ?1 AND moment = ?2 AND row = ?3")?
                .execute((part.actor, moment, row))?;
            self.connection
                .prepare_cached("DELETE FROM stands WHERE actor = ?1 AND row = ?2")?
                .execute((part.actor, row))?;
        }
        for (place, _) in &cast.places {
            self.connection
                .prepare_cached("DELETE FROM placed WHERE place = ?1 AND moment = ?2 AND row = ?3")?
                .execute((place, moment, row))?;
        }
        self.take_out_profile(row)?;
        for target in points::of(&body.briefing, &body.article) {
            self.connection
                .prepare_cached("DELETE FROM points WHERE target = ?1 AND row = ?2")?
                .execute((target, row))?;
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
        if self.indexer.as_ref().is_some_and(|indexer| indexer.is_ahead(seq)) {
            // The catalogue lost its newest changes (its log was cut): rows may be other articles now.
            self.indexer = None;
            std::fs::remove_dir_all(&folder)?;
            words::create(&folder)?;
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

impl Drop for Writer {
    fn drop(&mut self) {
        // A failure leaves the stamp at "busy": the next start looks closer.
        let _ = self.settle();
    }
}

/// Adds (or with `-1` takes away) what one briefing counts for.
fn count(sign: i64, article: &Article, briefing: &crate::model::Briefing, cast: &Cast, moment: i64, tally: &mut Tally) {
    let week = record::week(moment);
    let mut met = HashSet::new();
    for (actor, part) in briefing.actors.iter().zip(&cast.actors) {
        let once = if met.insert(part.actor) { sign } else { 0 };
        tally.actor(sign, once, part.actor, week, [part.mentions, part.quotes, part.positions]);
        tally.actor_form(sign, part.actor, NAME, &actor.name);
        for mention in &actor.mentions {
            let words = article.text.slice(mention.span);
            if words != actor.name {
                tally.actor_form(sign, part.actor, NAME, words);
            }
            if let Some(role) = mention.role {
                tally.actor_form(sign, part.actor, ROLE, article.text.slice(role));
            }
        }
    }
    let mut met = HashSet::new();
    for (place, &(no, mentions)) in briefing.places.iter().zip(&cast.places) {
        let once = if met.insert(no) { sign } else { 0 };
        tally.place(sign, once, no, week, mentions);
        tally.place_form(sign, no, &place.name);
    }
}
