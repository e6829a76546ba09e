//! The reader's desk: where subscriptions, what is remembered of feeds, and the library lie, and what is done there.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread::JoinHandle;

use jiff::Timestamp;

use super::address::{self, Trust};
use super::client::{Client, Limits};
use super::full::{self, FullTextError};
use super::keep::{KeepError, Kept, Shelf};
use super::round::{Fetched, Outcome, fetch_all};
use super::state::States;
use super::subscription::{Subscription, SubscriptionError, Subscriptions};
use crate::feed;
use crate::model::Article;

/// The folder of the library that single articles are kept in.
pub const SAVED: &str = "saved";

/// Where fetching reads and writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Desk {
    /// The file of subscriptions, `feeds.toml`.
    pub feeds: PathBuf,
    /// What is remembered of feeds from round to round; derived.
    pub states: PathBuf,
    /// The folder of the library that articles are kept in.
    pub library: PathBuf,
    /// What a request may cost.
    pub limits: Limits,
}

/// What is told while a round is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// So many feeds are looked after.
    Begun(usize),
    /// One of them is done.
    Fetched(Box<Fetched>),
}

/// What came of a round.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Round {
    /// Feeds looked after.
    pub feeds: usize,
    /// Feeds that could not be read.
    pub failed: usize,
    /// Feeds that were not due.
    pub waiting: usize,
    /// Articles that were not there.
    pub new: usize,
    /// Articles whose words changed.
    pub updated: usize,
    /// Their files.
    pub files: Vec<PathBuf>,
}

/// Why nothing could be done.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The subscriptions.
    #[error(transparent)]
    Subscriptions(#[from] SubscriptionError),
    /// The library.
    #[error(transparent)]
    Keep(#[from] KeepError),
    /// The page.
    #[error(transparent)]
    FullText(#[from] FullTextError),
    /// Another round is on.
    #[error("another dateline is fetching")]
    Busy,
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
}

impl Desk {
    /// Who asks servers for what is kept here.
    pub fn client(&self) -> Client {
        Client::new(self.limits)
    }

    /// Asks the feeds that are called `names`, or with none those that are due, and keeps what is new; `tell` hears of
    /// each feed as it is done. Blocks until all are: [`Desk::start_round`] does the same in a thread of its own.
    ///
    /// # Errors
    /// When the subscriptions cannot be read, a name is unknown, or another round is on. What fails with one feed is told
    /// of that feed only.
    pub fn round(&self, names: &[String], tell: impl FnMut(Progress)) -> Result<Round, DeskError> {
        self.round_with(&self.client(), names, tell)
    }

    /// Runs [`Desk::round`] in a thread: `tell` hears of its progress there, and what came of it is what the thread ends
    /// with. For a reader that must not block.
    pub fn start_round(
        self,
        names: Vec<String>,
        tell: impl FnMut(Progress) + Send + 'static,
    ) -> JoinHandle<Result<Round, DeskError>> {
        std::thread::spawn(move || self.round(&names, tell))
    }

    /// [`Desk::round`] with a client of other limits.
    ///
    /// # Errors
    /// As [`Desk::round`].
    pub fn round_with(
        &self,
        client: &Client,
        names: &[String],
        mut tell: impl FnMut(Progress),
    ) -> Result<Round, DeskError> {
        let _lock = self.lock()?;
        let mut list = Subscriptions::read(&self.feeds)?;
        let chosen: Vec<Subscription> = match names {
            [] => list.feeds().to_vec(),
            names => names.iter().map(|name| list.find(name).cloned()).collect::<Result<_, _>>()?,
        };
        tell(Progress::Begun(chosen.len()));
        let mut states = States::read(&self.states);
        let mut round = Round { feeds: chosen.len(), ..Round::default() };
        let mut moves = Vec::new();
        let now = Timestamp::now();
        fetch_all(client, &chosen, &mut states, &self.library, now, !names.is_empty(), |mut fetched| {
            round.count(&fetched);
            if let Some(new) = fetched.moved.take() {
                match list.moved(&fetched.url, &new) {
                    Ok(()) => moves.push((fetched.url.clone(), new.clone())),
                    Err(error) => fetched.notices.push(format!("moved to {new}, which is not followed: {error}")),
                }
                fetched.moved = Some(new);
            }
            tell(Progress::Fetched(Box::new(fetched)));
        });
        for (old, new) in &moves {
            states.moved(old, Some(new));
        }
        if !moves.is_empty() {
            states.write().map_err(|source| DeskError::io(&self.states, source))?;
        }
        Ok(round)
    }

    /// Fetches the page at `url`, the address of the article in `file`, and puts its text in the place of a shorter one
    /// there. A file that was not written by dateline is left alone: the full text then stands in a new one. Blocks.
    ///
    /// # Errors
    /// When the page does not come, has no more text, or cannot be kept.
    pub fn full_text(&self, file: &Path, url: &str) -> Result<Kept, DeskError> {
        let client = self.client();
        let trust = self.trust(url);
        let Some(mut article) = kept_article(file) else {
            let article = full::page(&client, url, trust)?;
            return Ok(self.save(&article, SAVED)?);
        };
        article.url.get_or_insert_with(|| url.to_owned());
        full::fill(&client, trust, &mut article)?;
        Shelf::put_text(file, &article).map_err(DeskError::from)
    }

    /// Keeps `article` in the folder `folder` of the library.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save(&self, article: &Article, folder: &str) -> Result<Kept, KeepError> {
        let mut shelf = Shelf::open(&self.library, folder)?;
        let kept = shelf.keep(article)?;
        shelf.settle()?;
        Ok(kept)
    }

    /// Feeds that the reader typed vouch for their own hosts.
    fn trust(&self, url: &str) -> Trust {
        let host = |url: &str| address::read(url).ok()?.host_str().map(str::to_owned);
        let wanted = host(url);
        let list = Subscriptions::read(&self.feeds);
        let is_own = |list: &Subscriptions| list.feeds().iter().any(|feed| !feed.found && host(&feed.url) == wanted);
        if wanted.is_some() && list.is_ok_and(|list| is_own(&list)) { Trust::Typed } else { Trust::Found }
    }

    /// Holds other rounds back for as long as it lives.
    fn lock(&self) -> Result<Lock, DeskError> {
        let path = self.states.with_extension("lock");
        let fault = |source| DeskError::io(&path, source);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(fault)?;
        }
        let file = File::options().create(true).append(true).open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock(file)),
            Err(TryLockError::WouldBlock) => Err(DeskError::Busy),
            Err(TryLockError::Error(source)) => Err(fault(source)),
        }
    }
}

/// Holds other rounds back until it is dropped.
///
/// Closing the file is not enough: a program that is just being started holds a copy of it for a moment, and with it the
/// lock.
#[derive(Debug)]
struct Lock(File);

impl Drop for Lock {
    fn drop(&mut self) {
        // What cannot be unlocked is unlocked when the last copy is closed.
        let _ = self.0.unlock();
    }
}

/// The article in `file`, when dateline wrote it.
fn kept_article(file: &Path) -> Option<Article> {
    super::incoming::hash_in(file.file_name()?.to_str()?)?;
    feed::read("kept.md", &fs::read(file).ok()?).ok()?.pop()
}

impl Round {
    fn count(&mut self, fetched: &Fetched) {
        match &fetched.outcome {
            Outcome::Read { new, updated } => {
                self.new += new;
                self.updated += updated;
            }
            Outcome::Unchanged => {}
            Outcome::NotDue => self.waiting += 1,
            Outcome::Gone | Outcome::Failed(_) => self.failed += 1,
        }
        self.files.extend_from_slice(&fetched.files);
    }
}

impl DeskError {
    fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.display().to_string(), source }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_just_being_started_holds_no_round_back() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name| folder.path().join(name);
        let desk =
            Desk { feeds: at("feeds.toml"), states: at("states.json"), library: at("news"), limits: Limits::default() };
        let lock = desk.lock().unwrap();
        assert!(matches!(desk.lock(), Err(DeskError::Busy)));
        let inherited = lock.0.try_clone().unwrap();
        drop(lock);
        assert!(desk.lock().is_ok());
        drop(inherited);
    }
}
