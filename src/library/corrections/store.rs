//! The file of corrections on disk, read when it changes and written whole or not at all.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use super::{Correction, Corrections};
use crate::index::{IndexError, Writer};
use crate::library::{Notice, names};

/// Corrections that are kept in a file, or where there is none for as long as the program runs.
#[derive(Default)]
pub(in crate::library) struct Store {
    path: Option<PathBuf>,
    read: Mutex<Read>,
}

/// What was read last.
#[derive(Default)]
struct Read {
    text: String,
    stamp: Option<(SystemTime, u64)>,
    corrections: Corrections,
}

impl Store {
    /// Corrections in the file at `path`, which need not exist.
    pub(in crate::library) fn at(path: Option<PathBuf>) -> Self {
        Self { path, read: Mutex::default() }
    }

    /// The file.
    pub(in crate::library) fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// The corrections in force. A file that cannot be understood leaves those that were in force before; `tell` hears
    /// of it once.
    pub(in crate::library) fn current(&self, tell: &mut dyn FnMut(Notice)) -> Corrections {
        let mut read = self.lock();
        if let Err(notice) = self.refresh(&mut read) {
            tell(notice);
        }
        read.corrections.clone()
    }

    /// Lays the corrections in force over what `writer` has stored; gives whether that changed anything.
    pub(in crate::library) fn apply(
        &self,
        writer: &mut Writer,
        tell: &mut dyn FnMut(Notice),
    ) -> Result<bool, IndexError> {
        let corrections = self.current(tell);
        let apart = writer.set_apart(corrections.apart(), names::of_actor)?;
        let known = writer.known(&corrections.keys())?;
        Ok(writer.rule(&corrections.rulings(&known))? || apart)
    }

    /// Writes `correction` behind the others.
    pub(in crate::library) fn add(&self, correction: &Correction) -> Result<(), Notice> {
        correction.check().map_err(|message| self.notice(None, message.to_owned()))?;
        self.change(|text| Ok(Some(Corrections::with(text, correction)))).map(drop)
    }

    /// Takes the last entry that says `correction` away; false when there is none.
    pub(in crate::library) fn take_back(&self, correction: &Correction) -> Result<bool, Notice> {
        self.change(|text| {
            let shorter = Corrections::without(text, correction);
            shorter.map_err(|error| self.notice(Some((error.line, error.column)), error.message))
        })
    }

    fn change(&self, change: impl FnOnce(&str) -> Result<Option<String>, Notice>) -> Result<bool, Notice> {
        let mut read = self.lock();
        // A file with a fault is not written into: what follows would make no sense either.
        read.stamp = None;
        self.refresh(&mut read)?;
        let Some(text) = change(&read.text)? else { return Ok(false) };
        let corrections =
            Corrections::parse(&text).map_err(|error| self.notice(Some((error.line, error.column)), error.message))?;
        if let Some(path) = &self.path {
            write(path, &text).map_err(|error| self.notice(None, format!("cannot be written: {error}")))?;
        }
        *read = Read { stamp: self.stamp(), text, corrections };
        Ok(true)
    }

    /// Reads the file if it is another than it was.
    fn refresh(&self, read: &mut Read) -> Result<(), Notice> {
        let Some(path) = &self.path else { return Ok(()) };
        let stamp = self.stamp();
        if stamp == read.stamp && stamp.is_some() {
            return Ok(());
        }
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(error) => return Err(self.notice(None, format!("cannot be read: {error}"))),
        };
        read.stamp = stamp;
        read.corrections =
            Corrections::parse(&text).map_err(|error| self.notice(Some((error.line, error.column)), error.message))?;
        read.text = text;
        Ok(())
    }

    fn stamp(&self) -> Option<(SystemTime, u64)> {
        let data = fs::metadata(self.path.as_ref()?).ok()?;
        Some((data.modified().ok()?, data.len()))
    }

    fn notice(&self, place: Option<(usize, usize)>, message: String) -> Notice {
        let path = self.path.as_ref().map(|path| path.to_string_lossy().into_owned());
        Notice { path, place, message, fault: true }
    }

    fn lock(&self) -> MutexGuard<'_, Read> {
        // What a panic may have left half done is read anew.
        self.read.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts `text` into the file at `path`; it is there whole or the old one stays.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // A link to the file, into a shared folder perhaps, stays a link.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().unwrap_or(folder);
    let mut fresh = tempfile::Builder::new().prefix(".corrections-").tempfile_in(folder)?;
    fresh.write_all(text.as_bytes())?;
    fresh.as_file().sync_all()?;
    if let Ok(data) = fs::metadata(&path) {
        fresh.as_file().set_permissions(data.permissions())?;
    }
    fresh.persist(&path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Act;
    use super::*;

    fn nobody(name: &str) -> Correction {
        Correction { act: Act::NotAnActor { name: name.to_owned() }, kind: None }
    }

    #[test]
    fn what_is_added_is_in_the_file_and_taken_back_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own/corrections.toml");
        let store = Store::at(Some(path.clone()));
        store.add(&nobody("Monday")).unwrap();
        store.add(&nobody("Tuesday")).unwrap();
        assert_eq!(Corrections::parse(&fs::read_to_string(&path).unwrap()).unwrap().iter().count(), 2);
        assert!(store.take_back(&nobody("Monday")).unwrap());
        assert!(!store.take_back(&nobody("Monday")).unwrap());
        let other = Store::at(Some(path)).current(&mut |notice| panic!("{notice:?}"));
        assert_eq!(other.iter().collect::<Vec<_>>(), [&nobody("Tuesday")]);
    }

    #[test]
    fn a_fault_is_told_once_and_nothing_is_written_over_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("corrections.toml");
        fs::write(&path, "[[correction]]\nnot-an-actor = \"Monday\"\n").unwrap();
        let store = Store::at(Some(path.clone()));
        assert_eq!(store.current(&mut |notice| panic!("{notice:?}")).iter().count(), 1);
        let wrong = "[[correction]]\nnot-an-actor = Monday and more\n";
        fs::write(&path, wrong).unwrap();
        let mut told = Vec::new();
        assert_eq!(store.current(&mut |notice| told.push(notice)).iter().count(), 1);
        store.current(&mut |notice| told.push(notice));
        assert_eq!(told.iter().map(|notice| notice.place).collect::<Vec<_>>(), [Some((2, 16))]);
        assert!(store.add(&nobody("Friday")).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), wrong);
    }

    #[test]
    fn without_a_file_they_last_while_the_program_runs() {
        let store = Store::default();
        store.add(&nobody("Monday")).unwrap();
        assert!(!store.current(&mut |_| {}).is_empty());
    }
}
