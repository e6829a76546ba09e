//! The files that articles were read from, as they were then.

use std::collections::HashMap;

use super::record::FileStat;
use super::{Reader, Result};

/// A file as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredFile {
    pub no: i64,
    pub stat: FileStat,
    pub hash: Vec<u8>,
}

impl Reader {
    /// The files stored of one folder, by name.
    pub(crate) fn files_of(&self, root: &str, path: &[u8]) -> Result<HashMap<Vec<u8>, StoredFile>> {
        self.ask(|connection| {
            let mut files = connection.prepare_cached(
                "SELECT name, file.no, size, mtime, hash FROM folder JOIN file ON folder = folder.no
                 WHERE root = ?1 AND path = ?2",
            )?;
            let rows = files.query_map((root, path), |row| {
                let stat = FileStat { size: row.get(2)?, mtime: row.get(3)? };
                Ok((row.get(0)?, StoredFile { no: row.get(1)?, stat, hash: row.get(4)? }))
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// The folders stored, as root and path.
    pub(crate) fn folders(&self) -> Result<Vec<(String, Vec<u8>)>> {
        self.ask(|connection| {
            let mut folders = connection.prepare_cached("SELECT root, path FROM folder ORDER BY no")?;
            let rows = folders.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}
