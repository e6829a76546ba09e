//! The catalogue's tables, and how a connection to them is set up.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

/// Changes whenever what is stored changes its meaning; an index of another format is set aside.
pub(crate) const FORMAT: u32 = 9;

/// Moments are seconds since 1970 (UTC); `dated` tells how much of one is known: 0 nothing (the moment is when the
/// file came in), 1 the day, 2 the time. Rows are never used twice, so that `AUTOINCREMENT` is wanted.
///
/// What the reader ruled: `actor.same` is the number of the actor that one is, 0 for nobody; `actor.found` the name as it
/// was found, where it is called otherwise; `apart` the articles in which an actor is another than its name says.
///
/// `appears`, `placed` and `stands` are what the pages of one actor or place read, in order of time; `cast` holds the
/// same by briefing, in one small blob, for what is counted over a scope. `term`, `profile`, `posting` and `array` find
/// relatives (see [`super::profile`]); `waiting` lists what is not linked yet, so that a kill loses no link;
/// `sketch` finds copies, `saying` one quote in several briefings (with who speaks, 0 where nobody is
/// named); `repeat` holds which quote is one with which earlier
/// one, and `article.repeats` how many of an article are. `heir` holds, by the mark key that it had, which article stands
/// for one that is gone.
pub(super) const TABLES: &str = "
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO meta VALUES
  ('seq', 0), ('briefings', 0), ('quotes', 0), ('positions', 0), ('terms', 0), ('posted', 0), ('linked', 0), ('links', 0);
CREATE TABLE folder(no INTEGER PRIMARY KEY, root TEXT NOT NULL, path BLOB NOT NULL, UNIQUE(root, path));
CREATE TABLE file(
  no INTEGER PRIMARY KEY, folder INTEGER NOT NULL, name BLOB NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
  hash BLOB NOT NULL, notice TEXT, UNIQUE(folder, name));
CREATE TABLE article(
  row INTEGER PRIMARY KEY AUTOINCREMENT, file INTEGER NOT NULL, seq INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, hash BLOB NOT NULL,
  title TEXT NOT NULL, folded TEXT NOT NULL, url TEXT, moment INTEGER NOT NULL, dated INTEGER NOT NULL,
  place TEXT, source TEXT, tags TEXT NOT NULL, quotes INTEGER NOT NULL, positions INTEGER NOT NULL,
  words INTEGER NOT NULL, copy_of INTEGER, thread INTEGER, repeats INTEGER NOT NULL DEFAULT 0);
CREATE INDEX article_file ON article(file);
CREATE INDEX article_seq ON article(seq);
CREATE INDEX article_key ON article(key);
CREATE INDEX article_hash ON article(hash);
CREATE INDEX article_folded ON article(folded, row);
CREATE INDEX article_url ON article(url) WHERE url IS NOT NULL;
CREATE INDEX article_moment ON article(moment, row, quotes, positions, repeats) WHERE copy_of IS NULL;
CREATE INDEX article_source ON article(source, moment, row) WHERE copy_of IS NULL;
CREATE INDEX article_copy ON article(copy_of) WHERE copy_of IS NOT NULL;
CREATE INDEX article_thread ON article(thread, moment, copy_of) WHERE thread IS NOT NULL;
CREATE TRIGGER article_in AFTER INSERT ON article WHEN new.copy_of IS NULL BEGIN
  UPDATE meta SET value = value + 1 WHERE name = 'briefings';
  UPDATE meta SET value = value + new.quotes - new.repeats WHERE name = 'quotes';
  UPDATE meta SET value = value + new.positions WHERE name = 'positions';
END;
CREATE TRIGGER article_out AFTER DELETE ON article WHEN old.copy_of IS NULL BEGIN
  UPDATE meta SET value = value - 1 WHERE name = 'briefings';
  UPDATE meta SET value = value - (old.quotes - old.repeats) WHERE name = 'quotes';
  UPDATE meta SET value = value - old.positions WHERE name = 'positions';
END;
CREATE TRIGGER article_edit AFTER UPDATE OF quotes, positions, copy_of, repeats ON article BEGIN
  UPDATE meta SET value = value + (new.copy_of IS NULL) - (old.copy_of IS NULL) WHERE name = 'briefings';
  UPDATE meta SET value = value + iif(new.copy_of IS NULL, new.quotes - new.repeats, 0)
    - iif(old.copy_of IS NULL, old.quotes - old.repeats, 0) WHERE name = 'quotes';
  UPDATE meta SET value = value + iif(new.copy_of IS NULL, new.positions, 0) - iif(old.copy_of IS NULL, old.positions, 0)
    WHERE name = 'positions';
END;
CREATE TABLE body(row INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE cast(row INTEGER PRIMARY KEY, moment INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE gone(row INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
CREATE TABLE actor(
  no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL, kind INTEGER NOT NULL,
  same INTEGER, found TEXT,
  briefings INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0,
  quotes INTEGER NOT NULL DEFAULT 0, positions INTEGER NOT NULL DEFAULT 0);
CREATE INDEX actor_same ON actor(same) WHERE same IS NOT NULL;
CREATE INDEX actor_rank ON actor(mentions DESC, no) WHERE briefings > 0 AND same IS NULL;
CREATE INDEX actor_name ON actor(folded) WHERE briefings > 0 AND same IS NULL;
CREATE INDEX actor_stands ON actor(mentions DESC, no) WHERE positions > 0 AND same IS NULL;
CREATE INDEX actor_found ON actor(no) WHERE found IS NOT NULL;
CREATE TABLE apart(id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE appears(
  actor INTEGER, moment INTEGER, row INTEGER, mentions INTEGER NOT NULL, quotes INTEGER NOT NULL,
  positions INTEGER NOT NULL, PRIMARY KEY(actor, moment, row)) WITHOUT ROWID;
CREATE TABLE actor_week(actor INTEGER, week INTEGER, mentions INTEGER NOT NULL, PRIMARY KEY(actor, week)) WITHOUT ROWID;
CREATE TABLE actor_form(
  actor INTEGER, role INTEGER, words TEXT, count INTEGER NOT NULL, PRIMARY KEY(actor, role, words)) WITHOUT ROWID;
CREATE TABLE actor_word(word TEXT, actor INTEGER, PRIMARY KEY(word, actor)) WITHOUT ROWID;
CREATE TABLE place(
  no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, folded TEXT NOT NULL, kind INTEGER NOT NULL,
  country TEXT, region TEXT, lat REAL, lon REAL, geonames INTEGER,
  briefings INTEGER NOT NULL DEFAULT 0, mentions INTEGER NOT NULL DEFAULT 0);
CREATE INDEX place_rank ON place(mentions DESC, no) WHERE briefings > 0;
CREATE INDEX place_name ON place(folded) WHERE briefings > 0;
CREATE INDEX place_country ON place(country) WHERE country IS NOT NULL;
CREATE TABLE placed(
  place INTEGER, moment INTEGER, row INTEGER, mentions INTEGER NOT NULL, PRIMARY KEY(place, moment, row)) WITHOUT ROWID;
CREATE TABLE place_week(place INTEGER, week INTEGER, mentions INTEGER NOT NULL, PRIMARY KEY(place, week)) WITHOUT ROWID;
CREATE TABLE place_form(place INTEGER, words TEXT, count INTEGER NOT NULL, PRIMARY KEY(place, words)) WITHOUT ROWID;
CREATE TABLE place_word(word TEXT, place INTEGER, PRIMARY KEY(word, place)) WITHOUT ROWID;
CREATE TABLE stands(
  actor INTEGER, topic TEXT, moment INTEGER, row INTEGER, item INTEGER, stance INTEGER NOT NULL,
  PRIMARY KEY(actor, topic, moment, row, item)) WITHOUT ROWID;
CREATE TABLE points(target TEXT, row INTEGER, PRIMARY KEY(target, row)) WITHOUT ROWID;
CREATE TABLE term(spelt TEXT PRIMARY KEY, no INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE profile(row INTEGER PRIMARY KEY, day INTEGER NOT NULL, packed BLOB NOT NULL);
CREATE TABLE posting(term INTEGER, first INTEGER, packed BLOB NOT NULL, PRIMARY KEY(term, first)) WITHOUT ROWID;
CREATE TABLE array(array INTEGER, no INTEGER, packed BLOB NOT NULL, PRIMARY KEY(array, no)) WITHOUT ROWID;
CREATE TABLE waiting(stage INTEGER, day INTEGER, row INTEGER, PRIMARY KEY(stage, day, row)) WITHOUT ROWID;
CREATE TABLE sketch(hash INTEGER, row INTEGER, PRIMARY KEY(hash, row)) WITHOUT ROWID;
CREATE TABLE saying(
  hash INTEGER, row INTEGER, item INTEGER, actor INTEGER NOT NULL, PRIMARY KEY(hash, row, item)) WITHOUT ROWID;
CREATE TABLE repeat(
  row INTEGER, item INTEGER, first INTEGER NOT NULL, first_item INTEGER NOT NULL, PRIMARY KEY(row, item)) WITHOUT ROWID;
CREATE INDEX repeat_first ON repeat(first, first_item, row, item);
CREATE TABLE heir(name TEXT, row INTEGER, hash BLOB NOT NULL, PRIMARY KEY(name, row)) WITHOUT ROWID;
CREATE INDEX heir_row ON heir(row);
CREATE TABLE related(row INTEGER, other INTEGER, score REAL NOT NULL, PRIMARY KEY(row, other)) WITHOUT ROWID;
CREATE INDEX related_other ON related(other, row);
";

/// Makes an empty catalogue at `path`.
pub(crate) fn create(path: &Path) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    connection.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;")?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.execute_batch("BEGIN")?;
    connection.execute_batch(TABLES)?;
    connection.execute_batch(&format!("PRAGMA user_version = {FORMAT}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE);"))
}

/// A connection that only reads.
pub(crate) fn reading(path: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA query_only = 1; PRAGMA cache_size = -4000;")?;
    Ok(connection)
}

/// The connection of the one process that writes. Checkpoints are made by hand, between two stamps of the file;
/// nothing is synced, for what is lost in a power cut is derived again.
pub(crate) fn writing(path: &Path) -> rusqlite::Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.execute_batch(
        "PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -16000;",
    )?;
    Ok(connection)
}
