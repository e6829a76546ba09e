//! `dateline import`: lists of feeds and articles from other programs, taken once however often it is run, and taken back
//! when it was a mistake.

mod report;
mod take;
mod undo;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::desk::{desk, failed, wrong};
use super::{PARTLY, complain};
use crate::config::{Folders, Settings};
use crate::fetch::{Kind, recognise};
use crate::library::walk;
use report::Report;
use take::{TakeError, Taker};

/// What is imported.
#[derive(Debug, Args)]
#[command(override_usage = "dateline import [opml|newsboat|mail|kite] PATH...\n       dateline import --undo")]
pub struct Import {
    /// OPML, newsboat's urls and cache.db, mail (EML, mbox, Maildir), Kagi Kite JSON, or folders of them, known by their
    /// content; a first word `opml`, `newsboat`, `mail` or `kite` says what they are
    #[arg(value_name = "PATH", required_unless_present = "undo")]
    what: Vec<PathBuf>,
    /// Take the last import back: its articles, feeds and marks
    #[arg(long, conflicts_with = "what")]
    undo: bool,
}

/// What the reader says that the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Said {
    Opml,
    Newsboat,
    Mail,
    Kite,
}

const SAID: &[(&str, Said)] =
    &[("opml", Said::Opml), ("newsboat", Said::Newsboat), ("mail", Said::Mail), ("kite", Said::Kite)];

/// Imports what `import` names; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(import: Import, settings: &Settings, out: &mut impl Write) -> io::Result<u8> {
    let (desk, folders) = match (desk(settings), Folders::find()) {
        (Ok(desk), Some(folders)) => (desk, folders),
        (Err(status), _) => return Ok(status),
        (_, None) => return Ok(PARTLY),
    };
    if import.undo {
        return undo::run(&desk, &folders, out);
    }
    let (said, mut paths) = said(import.what);
    if paths.is_empty() && said == Some(Said::Newsboat) {
        paths = usual_places();
    }
    if paths.is_empty() {
        return Ok(wrong(&"no file is named, and none lies where newsboat keeps its own"));
    }
    let mut taker = match Taker::new(&desk, &folders, &paths) {
        Ok(taker) => taker,
        Err(error) => return Ok(failed(&error)),
    };
    let (mut status, mut all) = (0, Report::default());
    for path in &paths {
        let mut report = Report::default();
        let done = take_path(path, said, &mut taker, &mut report).and_then(|()| taker.settle(&mut report));
        if done.is_ok() || !report.is_empty() {
            report.print(path, out)?;
        }
        all.add(&report);
        if let Err(error) = done {
            status = failed(&format!("{}: {error}", path.display()));
        }
    }
    if let Err(error) = taker.finish() {
        return Ok(failed(&error));
    }
    if let Some(next) = all.next(&desk.library) {
        out.flush()?;
        complain::line(&format!("note: {next}"));
    }
    Ok(status)
}

/// Takes a first word that says what the files are off `what`, unless it is a file itself.
fn said(mut what: Vec<PathBuf>) -> (Option<Said>, Vec<PathBuf>) {
    let word = what.first().and_then(|first| SAID.iter().find(|(word, _)| Path::new(word) == first));
    match word {
        Some((word, said)) if what.len() > 1 || !Path::new(word).exists() => {
            what.remove(0);
            (Some(*said), what)
        }
        _ => (None, what),
    }
}

/// Where newsboat keeps its own.
fn usual_places() -> Vec<PathBuf> {
    let Ok(home) = etcetera::home_dir() else { return Vec::new() };
    let places = [".newsboat/urls", ".config/newsboat/urls", ".newsboat/cache.db", ".local/share/newsboat/cache.db"];
    places.iter().map(|place| home.join(place)).filter(|path| path.is_file()).collect()
}

fn take_path(path: &Path, said: Option<Said>, taker: &mut Taker, report: &mut Report) -> Result<(), TakeError> {
    let found = recognise(path)?;
    let kind = match (said, found) {
        (_, Some(kind @ (Kind::Folder | Kind::Maildir))) => Some(kind),
        (Some(Said::Opml), _) => Some(Kind::Opml),
        (Some(Said::Mail), _) => Some(Kind::Mail),
        (Some(Said::Kite), _) => Some(Kind::Kite),
        (Some(Said::Newsboat), Some(Kind::NewsboatCache)) => Some(Kind::NewsboatCache),
        (Some(Said::Newsboat), _) => Some(Kind::NewsboatUrls),
        (None, found) => found,
    };
    match kind {
        Some(Kind::Folder) => {
            take_folder(path, said, taker, report);
            Ok(())
        }
        Some(kind) => taker.take(path, kind, report),
        None => Err(TakeError::Unknown),
    }
}

/// Takes what is in a folder; what is nothing that can be imported is counted, what fails is told.
fn take_folder(folder: &Path, said: Option<Said>, taker: &mut Taker, report: &mut Report) {
    let mut maildirs: Vec<PathBuf> = Vec::new();
    for found in walk::walk(&[folder.to_owned()]).flatten() {
        let parent = found.path.parent().unwrap_or(folder);
        let maildir = parent.parent().filter(|above| matches!(recognise(above), Ok(Some(Kind::Maildir))));
        let done = match maildir {
            Some(maildir) if maildirs.iter().any(|known| known == maildir) => continue,
            Some(maildir) => {
                maildirs.push(maildir.to_owned());
                taker.take(maildir, Kind::Maildir, report)
            }
            None => take_path(&found.path, said, taker, report),
        };
        match done {
            Ok(()) => {}
            Err(TakeError::Unknown) => report.strangers += 1,
            Err(error) => complain::line(&format!("{}: {error}", found.path.display())),
        }
    }
}
