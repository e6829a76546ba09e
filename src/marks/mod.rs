//! The reader's own data, in a file of its own that is never derived again.
//!
//! Each change is one durable write; several instances may write at once.

use std::path::Path;

/// One change to the reader's data about the briefing whose mark key it is given with.
#[derive(Debug, Clone, PartialEq)]
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
    _private: (),
}

#[allow(unused_variables)]
impl Marks {
    /// Opens or makes the file. A damaged one is set aside for its last good copy; a folder that cannot be written
    /// gives marks that are kept in memory only. Either comes with a line to tell the reader.
    ///
    /// # Errors
    /// When not even a store in memory can be had.
    pub fn open(file: &Path) -> Result<(Self, Option<String>)> {
        todo!()
    }

    /// The marks of each of `keys`, in their order.
    pub fn of(&self, keys: &[String]) -> Result<Vec<Mark>> {
        todo!()
    }

    /// Makes `change` to the briefing `key`; durable when it returns.
    pub fn change(&self, key: &str, change: Change) -> Result<()> {
        todo!()
    }

    /// Takes the newest change back that was not yet taken back, and says which it was.
    pub fn undo(&self) -> Result<Option<(String, Change)>> {
        todo!()
    }

    /// Keys with any read, bookmark, hide or tag mark, with those marks: what `is:` and unread counts are made from.
    pub fn all(&self) -> Result<Vec<(String, Mark)>> {
        todo!()
    }

    /// Remembers the page a session ended on, as the screen spells it.
    pub fn remember(&self, name: &str, value: &str) -> Result<()> {
        todo!()
    }

    /// What was remembered under `name`.
    pub fn recall(&self, name: &str) -> Result<Option<String>> {
        todo!()
    }

    /// Queries kept by the reader, as `(name, query)`, by name.
    pub fn saved_searches(&self) -> Result<Vec<(String, String)>> {
        todo!()
    }

    /// Keeps (or with none drops) a query under `name`.
    pub fn save_search(&self, name: &str, query: Option<&str>) -> Result<()> {
        todo!()
    }
}
