//! The folder that holds what is derived: who may write there, and whether its files are as they were left.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The derived cache of one library on disk. All in it can be thrown away.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    /// Present when the folder goes with the program's end.
    _temporary: Option<tempfile::TempDir>,
}

/// The right to write, given back when dropped.
///
/// Closing the file is not enough: a program that is just being started (an editor, a browser) holds a copy of it for a
/// moment, and with it the lock. Who opened the library then would take it for kept by somebody else, and leave what is
/// damaged as it is.
#[derive(Debug)]
pub(crate) struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be unlocked is unlocked when the last copy is closed.
        let _ = self.0.unlock();
    }
}

/// How the files were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// As they were left.
    Whole,
    /// Nothing there yet.
    Empty,
    /// A writer was killed while it moved pages: SQLite and the checksums of the word index tell what is good.
    Interrupted,
    /// Changed by another hand, cut, or of another format.
    Foreign,
}

impl Folder {
    /// The folder `path`, made if it is not there.
    pub(crate) fn at(path: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&path)?;
        // A folder that can be entered and not written serves nobody: say so now, not at the first commit.
        File::options().create(true).append(true).open(path.join("lock"))?;
        Ok(Self { path, _temporary: None })
    }

    /// A folder of its own that goes with the program.
    pub(crate) fn temporary() -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("dateline-").tempdir()?;
        Ok(Self { path: folder.path().to_owned(), _temporary: Some(folder) })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn catalogue(&self) -> PathBuf {
        self.path.join("catalogue.db")
    }

    pub(crate) fn words(&self) -> PathBuf {
        self.path.join("words")
    }

    fn lock_file(&self) -> io::Result<File> {
        File::options().create(true).append(true).open(self.path.join("lock"))
    }

    /// The right to write, if no other process has it.
    pub(crate) fn try_lock(&self) -> io::Result<Option<Lock>> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Lock(file))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Waits for the right to write; wakes nobody meanwhile.
    pub(crate) fn lock(&self) -> io::Result<Lock> {
        let file = self.lock_file()?;
        file.lock()?;
        Ok(Lock(file))
    }

    /// Notes how the files stand now; with `busy`, that they are about to change.
    pub(crate) fn stamp(&self, version: &str, busy: bool) -> io::Result<()> {
        let mut lines = format!("{version}\n{}\n", if busy { "busy" } else { "still" });
        for line in self.lines()? {
            lines.push_str(&line);
            lines.push('\n');
        }
        let mut file = tempfile::NamedTempFile::new_in(&self.path)?;
        file.write_all(lines.as_bytes())?;
        file.persist(self.path.join("stamp")).map_err(|error| error.error)?;
        Ok(())
    }

    /// How the files stand beside the last stamp.
    pub(crate) fn state(&self, version: &str) -> State {
        if !self.catalogue().exists() {
            return if self.words().exists() { State::Foreign } else { State::Empty };
        }
        let Ok(stamp) = fs::read_to_string(self.path.join("stamp")) else { return State::Foreign };
        let mut stamped = stamp.lines();
        if stamped.next() != Some(version) {
            return State::Foreign;
        }
        match stamped.next() {
            Some("busy") => State::Interrupted,
            Some("still") if self.lines().is_ok_and(|lines| stamped.eq(lines)) => State::Whole,
            _ => State::Foreign,
        }
    }

    /// One line for each file that must not change between two stamps. The write-ahead log is not among them: each of
    /// its frames carries a checksum, and a log that was cut is an older state.
    fn lines(&self) -> io::Result<Vec<String>> {
        let mut lines = vec![line("catalogue.db", &self.catalogue())?];
        if let Ok(files) = fs::read_dir(self.words()) {
            for file in files {
                let file = file?;
                let name = file.file_name().to_string_lossy().into_owned();
                if !name.ends_with(".lock") {
                    lines.push(line(&name, &file.path())?);
                }
            }
        }
        lines.sort();
        Ok(lines)
    }

    /// Moves all aside, so that a new index can be made; what was set aside before goes.
    pub(crate) fn set_aside(&self) -> io::Result<()> {
        let aside = self.path.join("aside");
        if aside.exists() {
            fs::remove_dir_all(&aside)?;
        }
        fs::create_dir(&aside)?;
        for name in ["catalogue.db", "catalogue.db-wal", "catalogue.db-shm", "words", "stamp"] {
            let from = self.path.join(name);
            if from.exists() {
                fs::rename(from, aside.join(name))?;
            }
        }
        Ok(())
    }
}

/// What tells a file from another that has taken its name: device and number on it.
pub(crate) type FileId = (u64, u64);

/// The file that is at `path` now.
pub(crate) fn file_id(path: &Path) -> io::Result<FileId> {
    let data = fs::metadata(path)?;
    Ok((data.dev(), data.ino()))
}

fn line(name: &str, path: &Path) -> io::Result<String> {
    let data = fs::metadata(path)?;
    let changed = data.modified()?.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    Ok(format!("{name} {} {changed}", data.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Folder {
        let folder = Folder::temporary().unwrap();
        fs::write(folder.catalogue(), "pages").unwrap();
        folder
    }

    #[test]
    fn what_was_stamped_is_whole() {
        let folder = folder();
        folder.stamp("1", false).unwrap();
        assert_eq!(folder.state("1"), State::Whole);
        assert_eq!(folder.state("2"), State::Foreign);
    }

    #[test]
    fn a_changed_or_missing_file_is_noticed() {
        let folder = folder();
        folder.stamp("1", false).unwrap();
        fs::write(folder.catalogue(), "pagez!").unwrap();
        assert_eq!(folder.state("1"), State::Foreign);
        fs::remove_file(folder.catalogue()).unwrap();
        assert_eq!(folder.state("1"), State::Empty);
    }

    #[test]
    fn a_busy_stamp_tells_of_a_killed_writer() {
        let folder = folder();
        folder.stamp("1", true).unwrap();
        assert_eq!(folder.state("1"), State::Interrupted);
    }

    #[test]
    fn only_one_may_write() {
        let folder = folder();
        let lock = folder.try_lock().unwrap();
        assert!(lock.is_some());
        assert!(folder.try_lock().unwrap().is_none());
        drop(lock);
        assert!(folder.try_lock().unwrap().is_some());
    }

    #[test]
    fn a_program_that_is_just_being_started_keeps_no_lock() {
        let folder = folder();
        let lock = folder.try_lock().unwrap().unwrap();
        let inherited = lock.0.try_clone().unwrap();
        drop(lock);
        assert!(folder.try_lock().unwrap().is_some());
        drop(inherited);
    }
}
