//! What is stored of briefings so that they are found again: one narrow interface, two stores behind it.
//!
//! The *catalogue* (SQLite) holds the briefings, and every list that a page shows as an index or a sum, so that a
//! window of it costs the same in a library of ten and of a million. The *word index* (tantivy) finds briefings by their
//! words; it is made from the catalogue alone. Both are derived and may be thrown away at any time. One process writes;
//! others read.
//!
//! Neither store checks all of its bytes when it is read. So the files are stamped with size and time whenever they
//! come to rest (see [`folder`]): a file that is not as it was left is set aside with all the rest, and made anew.

mod beginning;
mod cast;
mod casting;
mod condition;
mod copies;
mod counts;
mod edges;
mod entries;
mod files;
mod find;
mod fold;
mod folder;
mod headlines;
mod heirs;
mod holdings;
mod lookup;
mod matrix;
mod mention;
mod order;
pub(crate) mod points;
mod posting;
mod profile;
mod reader;
mod record;
mod repeats;
mod rows_query;
mod ruling;
mod sayings;
mod schema;
mod sketch;
mod stances;
mod statements;
mod tally;
mod terms;
mod threads;
mod topics;
mod visible;
mod words;
mod writer;

pub(crate) use condition::Condition;
pub(crate) use counts::Common;
pub(crate) use edges::Relatives;
pub(crate) use entries::Sort;
pub(crate) use files::StoredFile;
pub(crate) use fold::fold;
pub(crate) use holdings::Holder;
pub(crate) use profile::{KINDS, Told, ToldTerm, stored_weight};
pub use reader::Reader;
pub(crate) use record::{Body, FilePlace, FileRecord, FileStat, Named, Record};
pub(crate) use ruling::{Apart, Known, Ruling, Rulings};
pub use statements::Narrowing;
pub(crate) use statements::{Asked, Claim};
pub(crate) use terms::words as terms;
pub(crate) use writer::Writer;

/// Why the index could not answer.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{message}")]
pub struct IndexError {
    /// What is wrong, in one line.
    pub message: String,
    /// Whether the stored files are damaged, so that the index wants to be made anew.
    pub damaged: bool,
}

pub(crate) type Result<T> = std::result::Result<T, IndexError>;

impl IndexError {
    pub(crate) fn damaged(what: impl std::fmt::Display) -> Self {
        Self { message: format!("the index is damaged: {what}"), damaged: true }
    }

    pub(crate) fn other(what: impl std::fmt::Display) -> Self {
        Self { message: what.to_string(), damaged: false }
    }
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        let damaged = match &error {
            rusqlite::Error::SqliteFailure(failure, _) => matches!(failure.code, DatabaseCorrupt | NotADatabase),
            // The tables are declared by this program alone: a value of another type was not written by it.
            FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..) => true,
            _ => false,
        };
        if damaged { Self::damaged(error) } else { Self::other(error) }
    }
}

impl From<std::io::Error> for IndexError {
    fn from(error: std::io::Error) -> Self {
        Self::other(error)
    }
}

/// Seconds since 1970 of the moment.
pub(crate) fn seconds(moment: crate::model::Moment) -> i64 {
    record::seconds(moment).0
}

/// What an index must match to be used: the format of the files, and the splitter whose work they hold.
fn version(splitter: u32) -> String {
    format!("dateline index {} splitter {splitter}", schema::FORMAT)
}
