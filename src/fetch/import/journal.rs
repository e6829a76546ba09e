//! What an import did, written down before each step, so that it can be taken back, however it ended.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One step of an import.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// It began, with these sources.
    Begun(Vec<PathBuf>),
    /// The feed at this address is followed.
    Feed(String),
    /// A file was written.
    File {
        /// Where.
        path: PathBuf,
        /// Hash of what stands in it.
        hash: String,
    },
    /// A mark was set.
    Mark {
        /// The key of the article.
        key: String,
        /// The change, as who keeps the marks spells it.
        change: serde_json::Value,
    },
    /// It ended.
    Done,
}

/// The journal of one import: a file of JSON Lines.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    deeds: usize,
}

impl Journal {
    /// Begins a journal in `folder`, or goes on with the newest one when that stopped in the middle of the same `sources`.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn begin(folder: &Path, sources: &[PathBuf]) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let begun = Deed::Begun(sources.to_owned());
        if let Some(path) = newest(folder)? {
            let deeds = read(&path)?;
            if deeds.first() == Some(&begun) && !deeds.contains(&Deed::Done) {
                let mut file = File::options().append(true).open(&path)?;
                // The last line may have been cut.
                file.write_all(b"\n")?;
                return Ok(Self { path, file, deeds: deeds.len() - 1 });
            }
        }
        let path = folder.join(format!("{}.jsonl", Timestamp::now().strftime("%Y%m%dT%H%M%S%.9fZ")));
        let file = File::options().create_new(true).append(true).open(&path)?;
        let mut journal = Self { path, file, deeds: 0 };
        journal.write(&begun)?;
        Ok(journal)
    }

    /// Writes a step down that is about to be done.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn note(&mut self, deed: &Deed) -> io::Result<()> {
        self.deeds += 1;
        self.write(deed)
    }

    /// Ends the journal; one without a step is dropped.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(mut self) -> io::Result<()> {
        if self.deeds == 0 {
            return fs::remove_file(&self.path);
        }
        self.write(&Deed::Done)?;
        self.file.sync_all()
    }

    /// The newest journal in `folder` with its steps, the last one first; none when there is none.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last(folder: &Path) -> io::Result<Option<(PathBuf, Vec<Deed>)>> {
        let Some(path) = newest(folder)? else { return Ok(None) };
        let mut deeds = read(&path)?;
        deeds.reverse();
        Ok(Some((path, deeds)))
    }

    /// The hash by which a written file is known to be as it was.
    pub fn hash(content: &[u8]) -> String {
        blake3::hash(content).to_hex()[..32].to_owned()
    }

    fn write(&mut self, deed: &Deed) -> io::Result<()> {
        let mut line = serde_json::to_vec(deed)?;
        line.push(b'\n');
        self.file.write_all(&line)
    }
}

fn newest(folder: &Path) -> io::Result<Option<PathBuf>> {
    if !folder.is_dir() {
        return Ok(None);
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    Ok(paths.into_iter().filter(|path| path.extension().is_some_and(|e| e == "jsonl")).max())
}

/// The steps in the file `path`; a line that was cut is none.
fn read(path: &Path) -> io::Result<Vec<Deed>> {
    let content = fs::read_to_string(path)?;
    Ok(content.lines().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_that_was_cut_goes_on_in_its_journal() {
        let folder = tempfile::tempdir().unwrap();
        let sources = [PathBuf::from("urls")];
        let mut journal = Journal::begin(folder.path(), &sources).unwrap();
        journal.note(&Deed::Feed("https://a.example/".into())).unwrap();
        journal.file.write_all(b"{\"feed\":\"https://b.ex").unwrap();
        drop(journal);
        let mut journal = Journal::begin(folder.path(), &sources).unwrap();
        journal.note(&Deed::Feed("https://c.example/".into())).unwrap();
        journal.finish().unwrap();
        let (path, deeds) = Journal::last(folder.path()).unwrap().unwrap();
        assert_eq!(deeds.iter().filter(|deed| matches!(deed, Deed::Feed(_))).count(), 2);
        let other = Journal::begin(folder.path(), &sources).unwrap();
        assert_ne!(other.path, path);
        other.finish().unwrap();
        assert_eq!(Journal::last(folder.path()).unwrap().unwrap().0, path);
    }
}
