//! `dateline import --undo`: the last import taken back, but for what was changed since.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::complain;
use crate::cli::desk::{count, failed};
use crate::config::Folders;
use crate::fetch::{Deed, Desk, Journal, States, Subscriptions};
use crate::marks::{Change, Marks};
use crate::model::shown_line;

/// Where the journals of imports lie.
pub(super) fn journals(folders: &Folders) -> PathBuf {
    folders.data.join("imports")
}

#[derive(Debug, Default)]
struct Undone {
    articles: usize,
    changed: usize,
    feeds: usize,
    marks: Vec<(String, Change)>,
    folders: BTreeSet<PathBuf>,
}

/// Takes the last import back; gives the exit status.
pub(super) fn run(desk: &Desk, folders: &Folders, out: &mut impl Write) -> io::Result<u8> {
    let last = match Journal::last(&journals(folders)) {
        Ok(Some(last)) => last,
        Ok(None) => {
            complain::line("there is no import to take back");
            return Ok(0);
        }
        Err(error) => return Ok(failed(&format!("the journal of the last import: {error}"))),
    };
    let (journal, deeds) = last;
    let sources = deeds.iter().find_map(|deed| match deed {
        Deed::Begun(sources) => Some(sources.iter().map(|source| name(source)).collect::<Vec<_>>().join(", ")),
        _ => None,
    });
    match undo(deeds, desk, folders).and_then(|undone| fs::remove_file(journal).map(|()| undone)) {
        Ok(undone) => {
            let of = sources.map(|sources| format!(" the import of {sources}")).unwrap_or_default();
            writeln!(out, "{}", shown_line(&format!("took back{of}: {}", undone.told())))?;
            Ok(0)
        }
        Err(error) => Ok(failed(&error)),
    }
}

fn undo(deeds: Vec<Deed>, desk: &Desk, folders: &Folders) -> io::Result<Undone> {
    let mut feeds = Subscriptions::read(&desk.feeds).map_err(io::Error::other)?;
    let mut states = States::read(&desk.states);
    let mut undone = Undone::default();
    for deed in deeds {
        match deed {
            Deed::File { path, hash } => undone.file(&path, &hash)?,
            Deed::Feed(url) => {
                if feeds.remove(&url).is_ok() {
                    states.moved(&url, None);
                    undone.feeds += 1;
                }
            }
            Deed::Mark { key, change } => {
                let back = serde_json::from_value(change).ok().and_then(back);
                undone.marks.extend(back.map(|back| (key, back)));
            }
            Deed::Begun(_) | Deed::Done => {}
        }
    }
    if !undone.marks.is_empty() {
        let marks = Marks::open(&folders.data.join("marks.db")).map_err(io::Error::other)?.0;
        marks.change_all(&undone.marks).map_err(io::Error::other)?;
    }
    if undone.feeds > 0 {
        states.write()?;
    }
    for folder in &undone.folders {
        // One that holds something else stays.
        let _ = fs::remove_dir(folder);
    }
    Ok(undone)
}

/// The name by which the reader knows an imported file.
fn name(source: &Path) -> String {
    source.file_name().map_or_else(|| source.display().to_string(), |name| name.to_string_lossy().into_owned())
}

impl Undone {
    fn told(&self) -> String {
        let parts = [(self.articles, "article"), (self.feeds, "feed"), (self.marks.len(), "mark")];
        let some: Vec<String> =
            parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| count(number, noun)).collect();
        let mut told = if some.is_empty() { "nothing was left of it".to_owned() } else { some.join(", ") };
        if self.changed > 0 {
            told.push_str(&format!("; left {} that changed since", count(self.changed, "article")));
        }
        told
    }

    /// Removes the file if it is as it was written.
    fn file(&mut self, path: &Path, hash: &str) -> io::Result<()> {
        match fs::read(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
            Ok(content) if Journal::hash(&content) != hash => self.changed += 1,
            Ok(_) => {
                fs::remove_file(path)?;
                self.articles += 1;
                self.folders.extend(path.parent().map(Path::to_owned));
            }
        }
        Ok(())
    }
}

/// The change that takes `change` back.
fn back(change: Change) -> Option<Change> {
    match change {
        Change::Read(_) => Some(Change::Read(false)),
        Change::Bookmark(_) => Some(Change::Bookmark(false)),
        Change::Tag(tag, _) => Some(Change::Tag(tag, false)),
        _ => None,
    }
}
