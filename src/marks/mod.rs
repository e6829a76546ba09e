//! The reader's own data, in a file of its own that is never derived again.
//!
//! Each change is one durable write; several instances may write at once.
//!
//! A mark key is a name (a feed's identifier, or a path) and after a line feed a hash of the words. Marks are found by
//! the name, and where that is not known by the words: so they survive an edit as well as a move.

mod file;
mod lines;
mod table;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// One change to the reader's data about the briefing whose mark key it is given with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Read or unread.
    Read(bool),
    /// Bookmarked or not.
    Bookmark(bool),
    /// Hidden from lists or not.
    Hide(bool),
    /// The note, or none.
    Note(Option<String>),
    /// Tag added (true) or taken away.
    Tag(String, bool),
    /// A passage lit by the reader (true) or no longer, in code points of the text.
    Highlight(crate::model::Span, bool),
    /// The reading place, in code points of the text.
    Place(usize),
}

/// What the reader did with one briefing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// Read.
    pub read: bool,
    /// Bookmarked.
    pub bookmarked: bool,
    /// Hidden from lists.
    pub hidden: bool,
    /// The note.
    pub note: Option<String>,
    /// The reader's tags.
    pub tags: Vec<String>,
    /// Passages lit by the reader.
    pub highlights: Vec<crate::model::Span>,
    /// The reading place, in code points of the text.
    pub place: usize,
}

/// The reader's data could not be read or written; the state before stands whole.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct MarksError(pub String);

type Result<T> = std::result::Result<T, MarksError>;

/// The open file of the reader's data; cheap to clone, may be used from any thread.
#[derive(Clone)]
pub struct Marks {
    connection: Arc<Mutex<Connection>>,
    _copying: Arc<file::Copying>,
    /// Where a store that is not kept lives.
    passing: Option<Arc<tempfile::TempDir>>,
}

impl Marks {
    /// Opens or makes the file. A damaged one is set aside for its last good copy; a folder that cannot be written
    /// gives marks that are kept in memory only. Either comes with a line to tell the reader.
    ///
    /// # Errors
    /// When not even a store in memory can be had.
    pub fn open(file: &Path) -> Result<(Self, Option<String>)> {
        let opened = file::open(file)?;
        let marks = Self {
            connection: Arc::new(Mutex::new(opened.connection)),
            _copying: Arc::new(opened.copying),
            passing: opened.passing.map(Arc::new),
        };
        Ok((marks, opened.notice))
    }

    /// Whether what is marked outlasts the program.
    pub fn lasts(&self) -> bool {
        self.passing.is_none()
    }

    /// The marks of each of `keys`, in their order.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(&self, keys: &[String]) -> Result<Vec<Mark>> {
        let connection = self.lock();
        let marks = keys.iter().map(|key| table::mark(&connection, Key::of(key)));
        marks.collect::<rusqlite::Result<_>>().map_err(|error| unread(&error))
    }

    /// Makes `change` to the briefing `key`; durable when it returns.
    ///
    /// # Errors
    /// When it cannot be written; then nothing changed.
    pub fn change(&self, key: &str, change: Change) -> Result<()> {
        self.write(|connection| table::change(connection, Key::of(key), &change))
    }

    /// Makes many changes at once, all or none; durable when it returns. [`Marks::undo`] does not know of them: who makes
    /// them so keeps their own record.
    ///
    /// # Errors
    /// When they cannot be written; then nothing changed.
    pub fn change_all(&self, changes: &[(String, Change)]) -> Result<()> {
        self.write(|connection| {
            changes.iter().try_for_each(|(key, change)| table::put(connection, Key::of(key), change))
        })
    }

    /// Takes the newest change back that was not yet taken back, and says which it was. Reading places are no changes
    /// that a reader would take back.
    ///
    /// # Errors
    /// When it cannot be written; then nothing changed.
    pub fn undo(&self) -> Result<Option<(String, Change)>> {
        self.write(table::undo)
    }

    /// Keys with any read, bookmark, hide or tag mark, with those marks: what `is:` and unread counts are made from.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn all(&self) -> Result<Vec<(String, Mark)>> {
        table::all(&self.lock()).map_err(|error| unread(&error))
    }

    /// Keys of what the reader hid: all that the first screen needs to know.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn hidden(&self) -> Result<Vec<String>> {
        table::hidden(&self.lock()).map_err(|error| unread(&error))
    }

    /// A number that changes when another instance has written.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn elsewhere(&self) -> Result<i64> {
        let read = self.lock().pragma_query_value(None, "data_version", |row| row.get(0));
        read.map_err(|error| unread(&error))
    }

    /// Remembers the page a session ended on, as the screen spells it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn remember(&self, name: &str, value: &str) -> Result<()> {
        self.write(|connection| table::set(connection, "memory", name, Some(value)))
    }

    /// What was remembered under `name`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn recall(&self, name: &str) -> Result<Option<String>> {
        table::get(&self.lock(), "memory", name).map_err(|error| unread(&error))
    }

    /// Queries kept by the reader, as `(name, query)`, by name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn saved_searches(&self) -> Result<Vec<(String, String)>> {
        table::pairs(&self.lock(), "search").map_err(|error| unread(&error))
    }

    /// Keeps (or with none drops) a query under `name`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_search(&self, name: &str, query: Option<&str>) -> Result<()> {
        self.write(|connection| table::set(connection, "search", name, query))
    }

    /// Writes all of it to `out` as JSON Lines, in an order that keeps differences small.
    ///
    /// # Errors
    /// When the file cannot be read or `out` not be written.
    pub fn export(&self, out: &mut dyn std::io::Write) -> Result<()> {
        lines::export(&self.lock(), out)
    }

    /// Adds what [`export`](Self::export) wrote to what is here, all or nothing: what is marked on either side is marked
    /// afterwards. Gives the number of lines taken.
    ///
    /// # Errors
    /// A line that is not understood, with its number; or the file cannot be written.
    pub fn import(&self, input: &mut dyn std::io::BufRead) -> Result<usize> {
        let lines = lines::read(input)?;
        self.write(|connection| lines::merge(connection, &lines))?;
        Ok(lines.len())
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        // A panic between two statements leaves a transaction that SQLite rolls back by itself.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// One transaction, on disk when this returns.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        let mut connection = self.lock();
        let transaction = connection
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
            .map_err(|error| unwritten(&error))?;
        let done = work(&transaction).map_err(|error| unwritten(&error))?;
        transaction.commit().map_err(|error| unwritten(&error))?;
        Ok(done)
    }
}

/// A mark key in its two parts.
#[derive(Debug, Clone, Copy)]
struct Key<'a> {
    name: &'a str,
    /// Empty where the key has none.
    hash: &'a str,
}

impl<'a> Key<'a> {
    fn of(key: &'a str) -> Self {
        let (name, hash) = key.rsplit_once('\n').unwrap_or((key, ""));
        Self { name, hash }
    }

    fn join(name: &str, hash: &str) -> String {
        if hash.is_empty() { name.to_owned() } else { format!("{name}\n{hash}") }
    }
}

fn unread(error: &rusqlite::Error) -> MarksError {
    MarksError(format!("your marks cannot be read: {error}"))
}

fn unwritten(error: &rusqlite::Error) -> MarksError {
    use rusqlite::ErrorCode::{DatabaseBusy, DiskFull, ReadOnly};
    let why = match error.sqlite_error_code() {
        Some(DiskFull) => "the disk is full".to_owned(),
        Some(ReadOnly) => "the file may not be written".to_owned(),
        Some(DatabaseBusy) => "another dateline has held the file for too long".to_owned(),
        _ => error.to_string(),
    };
    MarksError(format!("not kept: {why}"))
}

#[cfg(test)]
mod tests;
