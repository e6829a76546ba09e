//! `dateline add`: articles from the web, from files and from standard input, kept in the library.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;

use super::PARTLY;
use super::complain::{self, Complaints};
use super::desk::{count, desk, failed};
use super::sources::{self, sources};
use crate::config::Settings;
use crate::fetch::{self, KeepError, Kept, SAVED, Shelf, Trust};
use crate::model::{Article, shown_line};

/// What is added, and how it is kept.
#[derive(Debug, Args)]
pub struct Add {
    /// Web addresses, files, and folders of saved pages; `-` is standard input
    #[arg(required = true, value_name = "URL|PATH")]
    what: Vec<PathBuf>,
    /// Folder of the library to keep them in
    #[arg(long, default_value = SAVED)]
    folder: String,
    /// Tag for each of them
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
}

/// What became of what was added.
#[derive(Debug, Default)]
struct Tally {
    new: usize,
    updated: usize,
    same: usize,
}

/// Adds what `add` names; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(add: Add, settings: &Settings, out: &mut impl Write) -> io::Result<u8> {
    let desk = match desk(settings) {
        Ok(desk) => desk,
        Err(status) => return Ok(status),
    };
    let mut shelf = match Shelf::open(&desk.library, &add.folder) {
        Ok(shelf) => shelf,
        Err(error) => return Ok(failed(&error)),
    };
    let mut tally = Tally::default();
    let mut complaints = Complaints::default();
    let mut status = 0;
    for what in &add.what {
        let mut keep = |article| tally.keep(&mut shelf, article, &add.tags);
        let kept = match address(what) {
            Some(url) => match fetch::page(&desk.client(), url, Trust::Typed) {
                Ok(article) => keep(article),
                Err(error) => {
                    status = failed(&format!("{url}: {error}"));
                    Ok(())
                }
            },
            None => files(what, &desk.library, &mut complaints, &mut keep),
        };
        if let Err(error) = kept.and_then(|()| shelf.settle()) {
            return Ok(failed(&error));
        }
    }
    writeln!(out, "{}", shown_line(&tally.told(&desk.library)))?;
    Ok(if complaints.end() { PARTLY } else { status })
}

/// `what` as an address, when it is one and no file.
fn address(what: &Path) -> Option<&str> {
    what.to_str().filter(|what| what.contains("://"))
}

/// Keeps the articles in the file or folder `path`, or on standard input.
fn files(
    path: &PathBuf,
    library: &Path,
    complaints: &mut Complaints,
    keep: &mut impl FnMut(Article) -> Result<(), KeepError>,
) -> Result<(), KeepError> {
    if is_within(path, library) {
        complain::line(&format!("note: {}: is in the library already", path.display()));
        return Ok(());
    }
    for source in sources(std::slice::from_ref(path)) {
        match sources::read(source) {
            Ok((articles, _)) => articles.into_iter().try_for_each(&mut *keep)?,
            Err(notice) => complaints.add(&notice),
        }
    }
    Ok(())
}

fn is_within(path: &Path, library: &Path) -> bool {
    path.canonicalize().ok().zip(library.canonicalize().ok()).is_some_and(|(path, library)| path.starts_with(library))
}

impl Tally {
    fn keep(&mut self, shelf: &mut Shelf, mut article: Article, tags: &[String]) -> Result<(), KeepError> {
        let own = tags.iter().filter(|tag| !article.tags.contains(tag)).cloned().collect::<Vec<_>>();
        article.tags.extend(own);
        match shelf.keep(&article)? {
            Kept::New(_) => self.new += 1,
            Kept::Updated(_) => self.updated += 1,
            Kept::Same(_) => self.same += 1,
        }
        Ok(())
    }

    fn told(&self, library: &Path) -> String {
        let mut told = format!("{} in {}", count(self.new, "new article"), library.display());
        if self.updated > 0 {
            told.push_str(&format!(", {} updated", self.updated));
        }
        if self.same > 0 {
            told.push_str(&format!(", {} there already", self.same));
        }
        told
    }
}
