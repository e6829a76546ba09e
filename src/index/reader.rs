//! The door to the stored briefings: connections, and what is kept at hand between two questions.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::folder::{self, FileId, Folder, State};
use super::order::Orders;
use super::{IndexError, Result, Writer, schema, words};
use crate::model::Counts;

/// Reads the index; cheap to clone, may be used from any thread.
#[derive(Clone)]
pub struct Reader {
    pub(super) inner: Arc<Inner>,
}

pub(super) struct Inner {
    folder: Folder,
    version: String,
    /// Connections that nobody uses just now, all to one file.
    idle: Mutex<(FileId, Vec<Connection>)>,
    pub(super) orders: Mutex<Orders>,
    pub(super) tables: Mutex<super::cast::Tables>,
    pub(super) words: Mutex<Option<super::find::Open>>,
    pub(super) picks: Mutex<super::statements::Picks>,
    /// Set when a question met damage: the writer then makes all anew.
    damaged: AtomicBool,
}

/// How many idle connections are kept: as many as pages ask at once.
const IDLE: usize = 4;

impl Reader {
    /// Opens the index in the folder `path` (none: in a temporary one), made by the splitter of version `splitter`.
    /// What cannot be used is set aside, unless another process writes there; then a line says why.
    pub(crate) fn open(path: Option<PathBuf>, splitter: u32) -> Result<(Self, Option<String>)> {
        let version = super::version(splitter);
        let kept = path.map(|path| (kept(path.clone(), &version), path));
        let (folder, notice) = match kept {
            None => (temporary(&version)?, None),
            Some((Ok(kept), _)) => kept,
            Some((Err(error), path)) => {
                let notice = format!("cannot keep an index in {}: {error}; this time all is read anew", path.display());
                (temporary(&version)?, Some(notice))
            }
        };
        let inner = Inner {
            folder,
            version,
            idle: Mutex::default(),
            orders: Mutex::default(),
            tables: Mutex::default(),
            words: Mutex::default(),
            picks: Mutex::default(),
            damaged: AtomicBool::new(false),
        };
        Ok((Self { inner: Arc::new(inner) }, notice))
    }

    /// The right to write, if no other process has it.
    pub(crate) fn try_writer(&self) -> Result<Option<Writer>> {
        let lock = self.folder().try_lock()?;
        lock.map(|lock| Writer::new(self.clone(), lock)).transpose()
    }

    /// The right to write, when the process that has it ends.
    pub(crate) fn wait_writer(&self) -> Result<Writer> {
        let lock = self.folder().lock()?;
        // What looked like damage may have been the other process making all anew.
        self.inner.damaged.store(false, Ordering::Relaxed);
        Writer::new(self.clone(), lock)
    }

    pub(super) fn folder(&self) -> &Folder {
        &self.inner.folder
    }

    pub(super) fn version(&self) -> &str {
        &self.inner.version
    }

    /// The folder whose files change whenever another process has written.
    pub(crate) fn path(&self) -> &std::path::Path {
        self.inner.folder.path()
    }

    /// Asks the catalogue, in one look at it as it is now; the connection goes back to the idle ones.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let (catalogue, connection) = self.connection()?;
        let answer = at_once(&connection, question);
        if !answer.as_ref().is_err_and(|error| error.damaged) {
            let mut idle = lock(&self.inner.idle);
            if idle.0 == catalogue && idle.1.len() < IDLE {
                idle.1.push(connection);
            }
        }
        self.heed(&answer);
        answer
    }

    /// A connection to the catalogue that is there now: another process may have set aside the one that was.
    fn connection(&self) -> Result<(FileId, Connection)> {
        let path = self.folder().catalogue();
        let catalogue = folder::file_id(&path)?;
        let mut idle = lock(&self.inner.idle);
        if idle.0 != catalogue {
            *idle = (catalogue, Vec::new());
        }
        let connection = match idle.1.pop() {
            Some(connection) => connection,
            None => schema::reading(&path)?,
        };
        Ok((catalogue, connection))
    }

    /// Notes what an answer tells of damage.
    pub(super) fn heed<T>(&self, answer: &Result<T>) {
        if answer.as_ref().is_err_and(|error| error.damaged) {
            self.inner.damaged.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a question met damage since the index was opened or made anew.
    pub(crate) fn met_damage(&self) -> bool {
        self.inner.damaged.load(Ordering::Relaxed)
    }

    /// Sets the index aside and begins an empty one; only for who holds the lock.
    pub(super) fn renew(&self) -> Result<()> {
        // Nobody looks for words while there are none.
        let mut words = lock(&self.inner.words);
        *words = None;
        lock(&self.inner.idle).1.clear();
        self.folder().set_aside()?;
        make(self.folder(), self.version())?;
        *lock(&self.inner.orders) = Orders::default();
        *lock(&self.inner.tables) = super::cast::Tables::default();
        *lock(&self.inner.picks) = super::statements::Picks::default();
        self.inner.damaged.store(false, Ordering::Relaxed);
        Ok(())
    }

    /// The number of the newest change.
    pub(super) fn seq(connection: &Connection) -> Result<i64> {
        number(connection, "seq")
    }

    /// How much is stored.
    pub(crate) fn counts(&self) -> Result<Counts> {
        self.ask(|connection| {
            let (actors, places) = (self.named(connection, "actor")?, self.named(connection, "place")?);
            Ok(Counts { briefings: number(connection, "briefings")? as usize, actors, places })
        })
    }
}

/// Asks within one transaction: the files are locked once, and not for each statement.
fn at_once<T>(connection: &Connection, question: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
    connection.prepare_cached("BEGIN")?.execute(())?;
    let answer = question(connection);
    let closed = connection.prepare_cached("COMMIT").and_then(|mut commit| commit.execute(()));
    let answer = answer?;
    closed?;
    Ok(answer)
}

/// A number that the tables keep of themselves.
pub(super) fn number(connection: &Connection, name: &str) -> Result<i64> {
    Ok(connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?.query_row([name], |row| row.get(0))?)
}

/// A lock that a panic elsewhere does not spoil: all that is guarded so is made anew when in doubt.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The folder `path` with an index that can be used, and what is to be told of it.
fn kept(path: PathBuf, version: &str) -> Result<(Folder, Option<String>)> {
    let folder = Folder::at(path)?;
    let notice = match folder.try_lock()? {
        Some(_lock) => repair(&folder, version)?,
        // Another process writes: it has repaired what was to repair, and is perhaps just making the tables.
        None => {
            wait_for_tables(&folder)?;
            None
        }
    };
    Ok((folder, notice))
}

/// An empty index that goes with the program.
fn temporary(version: &str) -> Result<Folder> {
    let folder = Folder::temporary()?;
    repair(&folder, version)?;
    Ok(folder)
}

/// Makes sure that `folder` holds an index that can be used; a line tells what had to be set aside.
fn repair(folder: &Folder, version: &str) -> Result<Option<String>> {
    let notice = match folder.state(version) {
        State::Whole => return Ok(None),
        State::Empty => None,
        State::Interrupted if sound(folder) => {
            folder.stamp(version, false)?;
            return Ok(None);
        }
        State::Interrupted | State::Foreign => {
            let why = "the index was damaged or made by another version; it was set aside and is made anew";
            Some(why.to_owned())
        }
    };
    folder.set_aside()?;
    make(folder, version)?;
    Ok(notice)
}

/// Makes both stores, empty.
fn make(folder: &Folder, version: &str) -> Result<()> {
    schema::create(&folder.catalogue())?;
    words::create(&folder.words())?;
    Ok(folder.stamp(version, false)?)
}

/// Up to this size the catalogue is looked through after a kill. A larger one is trusted: SQLite's log and tantivy's
/// commits survive a kill by themselves, and looking through gigabytes would keep the reader waiting.
const LOOKED_THROUGH: u64 = 64 << 20;

/// Whether both stores find their own files in order.
fn sound(folder: &Folder) -> bool {
    if std::fs::metadata(folder.catalogue()).is_ok_and(|data| data.len() > LOOKED_THROUGH) {
        return words::open(&folder.words()).is_ok();
    }
    words::sound(&folder.words()) && sound_catalogue(folder)
}

fn sound_catalogue(folder: &Folder) -> bool {
    schema::reading(&folder.catalogue())
        .and_then(|connection| connection.query_row("PRAGMA quick_check(1)", (), |row| row.get::<_, String>(0)))
        .is_ok_and(|answer| answer == "ok")
}

fn wait_for_tables(folder: &Folder) -> Result<()> {
    for _ in 0..100 {
        let made = schema::reading(&folder.catalogue())
            .and_then(|connection| connection.query_row("SELECT count(*) FROM meta", (), |row| row.get::<_, i64>(0)));
        if made.is_ok() {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    Err(IndexError::other("another dateline is making the index and has not finished"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_no_index_can_be_made_one_goes_with_the_program() {
        let folder = tempfile::tempdir().unwrap();
        // What is there can be neither used nor moved aside.
        for name in ["catalogue.db", "aside"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let (reader, notice) = Reader::open(Some(folder.path().to_owned()), 1).unwrap();
        assert!(notice.unwrap().contains("this time all is read anew"));
        assert_eq!(reader.counts().unwrap(), Counts::default());
        assert_ne!(reader.path(), folder.path());
    }
}
