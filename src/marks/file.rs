//! The file of marks: opened, mended from its last good copy, or done without.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::table::MIGRATIONS;
use super::{MarksError, Result};

/// A file this large is not looked through at the start; what is wrong with it is met when it is read.
const LARGE: u64 = 32 << 20;

/// What the name of a folder begins with in which a copy is being made.
const COPY: &str = ".marks-";
/// After so long nobody is making it any more.
const ABANDONED: Duration = Duration::from_secs(3600);

/// An open store of marks.
pub(super) struct Opened {
    pub connection: Connection,
    /// Where it lives if it goes with the program.
    pub passing: Option<tempfile::TempDir>,
    pub notice: Option<String>,
    /// The copy that is being put by.
    pub copying: Copying,
}

/// A copy being made, which is waited for at the latest when the store is closed.
#[derive(Default)]
pub(super) struct Copying(Option<std::thread::JoinHandle<()>>);

impl Drop for Copying {
    fn drop(&mut self) {
        // A copy that failed is no loss: there is the one before.
        let _ = self.0.take().map(std::thread::JoinHandle::join);
    }
}

/// Opens `file`, whatever state it is in.
pub(super) fn open(file: &Path) -> Result<Opened> {
    let trouble = match fs::create_dir_all(file.parent().unwrap_or(Path::new("."))) {
        Err(error) => error.to_string(),
        Ok(()) => match connect(file) {
            Ok(connection) => return Ok(kept(file, connection, None)),
            Err(Trouble::Damaged(why)) => match mend(file) {
                Ok((connection, how)) => {
                    return Ok(kept(file, connection, Some(format!("your marks were damaged ({why}); {how}"))));
                }
                Err(Trouble::Damaged(why) | Trouble::Other(why)) => why,
            },
            Err(Trouble::Other(why)) => why,
        },
    };
    let (connection, passing) = passing(file)?;
    let notice = format!("marks cannot be kept in {} ({trouble}); what you mark lasts until you quit", file.display());
    Ok(Opened { connection, passing: Some(passing), notice: Some(notice), copying: Copying::default() })
}

/// Why a file could not be opened.
enum Trouble {
    /// Its pages are not what SQLite wrote.
    Damaged(String),
    Other(String),
}

impl From<rusqlite::Error> for Trouble {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged(error.to_string()),
            _ => Self::Other(error.to_string()),
        }
    }
}

/// A file that is open and sound: a copy of it is put by for the day it is not.
fn kept(file: &Path, connection: Connection, notice: Option<String>) -> Opened {
    let (from, to) = (file.to_owned(), copy_of(file));
    let copying = std::thread::spawn(move || {
        clear(&to);
        copy(&from, &to);
    });
    Opened { connection, passing: None, notice, copying: Copying(Some(copying)) }
}

fn connect(file: &Path) -> std::result::Result<Connection, Trouble> {
    let mut connection = Connection::open(file)?;
    // FULL: what `change` acknowledged is on disk, whatever happens next.
    connection.execute_batch(
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -1000;",
    )?;
    if connection.is_readonly("main")? {
        return Err(Trouble::Other("the file may not be written".to_owned()));
    }
    // Where nothing is to be brought up to date nothing is locked: others that mark without a pause would keep this
    // instance from opening.
    if version(&connection)? != MIGRATIONS.len() {
        migrate(&mut connection)?;
    }
    if fs::metadata(file).is_ok_and(|data| data.len() < LARGE) {
        let answer: String = connection.query_row("PRAGMA quick_check(1)", (), |row| row.get(0))?;
        if answer != "ok" {
            return Err(Trouble::Damaged(answer));
        }
    }
    Ok(connection)
}

fn version(connection: &Connection) -> rusqlite::Result<usize> {
    connection.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Brings the tables up to what this version knows.
fn migrate(connection: &mut Connection) -> std::result::Result<(), Trouble> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Asked again, for another instance may have been quicker.
    let version = version(&transaction)?;
    if version > MIGRATIONS.len() {
        return Err(Trouble::Other("it was written by a newer dateline".to_owned()));
    }
    for migration in &MIGRATIONS[version..] {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len())?;
    Ok(transaction.commit()?)
}

/// Sets the damaged file aside and goes on with its last good copy, and with what can still be read of it.
fn mend(file: &Path) -> std::result::Result<(Connection, String), Trouble> {
    let rescued = rescue(file);
    let aside = free_name(file);
    for ending in ["", "-wal", "-shm"] {
        let from = with_ending(file, ending);
        if from.exists() {
            fs::rename(from, with_ending(&aside, ending)).map_err(|error| Trouble::Other(error.to_string()))?;
        }
    }
    let copy = copy_of(file);
    let had_copy = copy.exists() && fs::copy(&copy, file).is_ok();
    let (connection, from) = match connect(file) {
        Ok(connection) => {
            (connection, if had_copy { "the copy of the last start is used" } else { "new ones are begun" })
        }
        Err(_) => {
            fs::remove_file(file).map_err(|error| Trouble::Other(error.to_string()))?;
            (connect(file)?, "new ones are begun")
        }
    };
    let how = format!(
        "{from}, {} marks were saved from the damaged file, which is kept as {}",
        rescued.len(),
        aside.display()
    );
    super::lines::merge(&connection, &rescued)?;
    Ok((connection, how))
}

/// What can still be read of a damaged file, line by line.
fn rescue(file: &Path) -> Vec<super::lines::Line> {
    let mut lines = Vec::new();
    if let Ok(connection) = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        // Stops at the first page that cannot be read; what was read before that is good.
        let _ = super::lines::each(&connection, &mut |line| {
            lines.push(line);
            Ok(())
        });
    }
    lines
}

/// Removes what copies that were cut have left beside `to`.
fn clear(to: &Path) {
    for entry in to.parent().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten() {
        let age = entry.metadata().ok().and_then(|data| data.modified().ok()?.elapsed().ok());
        let is_copy = entry.file_name().as_encoded_bytes().starts_with(COPY.as_bytes());
        if is_copy && age.is_some_and(|age| age > ABANDONED) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Writes a copy of a sound file beside it; it appears whole or not at all.
fn copy(from: &Path, to: &Path) -> Option<()> {
    let folder = tempfile::Builder::new().prefix(COPY).tempdir_in(to.parent()?).ok()?;
    let fresh = folder.path().join("copy");
    let connection = Connection::open_with_flags(from, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
    connection.execute("VACUUM INTO ?1", [fresh.to_str()?]).ok()?;
    fs::File::open(&fresh).ok()?.sync_all().ok()?;
    fs::rename(fresh, to).ok()
}

/// A store that goes with the program, holding what the file held.
fn passing(file: &Path) -> Result<(Connection, tempfile::TempDir)> {
    let failed = |error: &dyn std::fmt::Display| MarksError(format!("marks cannot be kept, not even for now: {error}"));
    let folder = tempfile::tempdir().map_err(|error| failed(&error))?;
    let own = folder.path().join("marks.db");
    for ending in ["", "-wal"] {
        let from = with_ending(file, ending);
        if from.exists() {
            let _ = fs::copy(from, with_ending(&own, ending));
        }
    }
    let connection = connect(&own).or_else(|_| {
        fs::remove_file(&own)
            .and_then(|()| fs::remove_file(with_ending(&own, "-wal")).or(Ok(())))
            .map_err(|error| Trouble::Other(error.to_string()))?;
        connect(&own)
    });
    match connection {
        Ok(connection) => Ok((connection, folder)),
        Err(Trouble::Damaged(why) | Trouble::Other(why)) => Err(failed(&why)),
    }
}

fn copy_of(file: &Path) -> PathBuf {
    with_ending(file, ".good")
}

fn free_name(file: &Path) -> PathBuf {
    let names = (1..).map(|n| with_ending(file, &format!(".damaged-{n}")));
    names.into_iter().find(|name| !name.exists()).unwrap_or_else(|| with_ending(file, ".damaged"))
}

fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}
