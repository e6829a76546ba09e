//! Articles on disk, their ids, what changed, and the links between them.
//!
//! The one door to what is known: pages ask here for rows and stories, a window at a time, and nothing is held whole.

pub mod ids;
pub mod walk;

use std::path::PathBuf;

use crate::model::{
    ActorPage, ActorRow, Counts, Entry, Id, Matrix, PlacePage, PlaceRow, PositionRow, QuoteRow, Row, Scope, Story,
    ThreadPage, ThreadRow, Window, Windowed,
};

/// How a library is opened.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folder of the derived cache; none keeps everything in a temporary folder.
    pub cache: Option<PathBuf>,
    /// Whether files are watched while the library is open.
    pub watch: bool,
}

/// How the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// Newest first; undated ones by when they came in.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By headline.
    Headline,
    /// By source, then newest first.
    Source,
}

/// One clear line about a file that could not be read, or about the library itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The file, as the reader named it; none when it is about the library itself.
    pub path: Option<String>,
    /// Line and column, from 1, where there is one.
    pub place: Option<(usize, usize)>,
    /// What is wrong, in one line.
    pub message: String,
    /// Whether it is a fault, not just something left aside.
    pub fault: bool,
}

/// What happens while a library is open.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// So far so many of so many files were read; `total` grows while folders are walked.
    Progress {
        /// Files read.
        done: usize,
        /// Files known of.
        total: usize,
        /// Files read a second, of late.
        rate: f32,
    },
    /// Rows changed: lists on the screen want to be asked for again.
    Changed,
    /// Something to tell the reader.
    Notice(Notice),
    /// All that is on disk is in the library.
    Ready,
}

/// An open library: a cheap handle that can be cloned and sent to any thread.
#[derive(Clone)]
pub struct Library {
    _private: (),
}

/// Why the library could not answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct LibraryError(pub String);

type Result<T> = std::result::Result<T, LibraryError>;

#[allow(unused_variables)]
impl Library {
    /// Opens the library of `sources` (files and folders) on what is stored of it; reads no article yet.
    ///
    /// # Errors
    /// When neither the cache folder nor a temporary one can be used.
    pub fn open(sources: &[PathBuf], options: Options) -> Result<Self> {
        todo!()
    }

    /// Walks the sources, splits what is new or changed, and with [`Options::watch`] goes on watching; `tell` hears of
    /// it from the worker's thread. Dropping the worker stops it at the next file.
    pub fn keep_up(&self, tell: impl Fn(Event) + Send + 'static) -> Worker {
        todo!()
    }

    /// How much it holds.
    pub fn counts(&self) -> Result<Counts> {
        todo!()
    }

    /// Briefings of `scope` in `order`.
    pub fn entries(&self, scope: &Scope, order: Order, window: Window) -> Result<Windowed<Entry>> {
        todo!()
    }

    /// Where the briefing `id` stands among the entries of `scope` in `order`.
    pub fn position_of(&self, id: &Id, scope: &Scope, order: Order) -> Result<Option<usize>> {
        todo!()
    }

    /// A briefing with all that its page shows.
    pub fn story(&self, id: &Id) -> Result<Option<Story>> {
        todo!()
    }

    /// Actors of `scope` whose name holds `filter`, most mentioned first.
    pub fn actors(&self, scope: &Scope, filter: &str, window: Window) -> Result<Windowed<ActorRow>> {
        todo!()
    }

    /// Places of `scope` whose name holds `filter`, most mentioned first.
    pub fn places(&self, scope: &Scope, filter: &str, window: Window) -> Result<Windowed<PlaceRow>> {
        todo!()
    }

    /// The page of the actor `key`.
    pub fn actor(&self, key: &str) -> Result<Option<ActorPage>> {
        todo!()
    }

    /// The page of the place `key`.
    pub fn place(&self, key: &str) -> Result<Option<PlacePage>> {
        todo!()
    }

    /// Quotes of `scope`, newest first; with `actor` only what that actor said.
    pub fn quotes(&self, scope: &Scope, actor: Option<&str>, window: Window) -> Result<Windowed<QuoteRow>> {
        todo!()
    }

    /// Positions of `scope` (confidence of one half and more), newest first; with `actor` only that actor's.
    pub fn positions(&self, scope: &Scope, actor: Option<&str>, window: Window) -> Result<Windowed<PositionRow>> {
        todo!()
    }

    /// Actors by topics in `scope`: the most mentioned actors and the commonest topics.
    pub fn matrix(&self, scope: &Scope) -> Result<Matrix> {
        todo!()
    }

    /// Story threads of `scope`, newest first; a briefing that is alone is a thread of one.
    pub fn threads(&self, scope: &Scope, window: Window) -> Result<Windowed<ThreadRow>> {
        todo!()
    }

    /// The page of the thread that holds the briefing `id`.
    pub fn thread(&self, id: &Id) -> Result<Option<ThreadPage>> {
        todo!()
    }

    /// Briefings that link to the briefing `id`, marked or related.
    pub fn backlinks(&self, id: &Id) -> Result<Vec<Entry>> {
        todo!()
    }

    /// The rows of the briefings whose mark keys are `keys`, one for each; none for a key that is not in the library.
    pub fn rows_of(&self, keys: &[String]) -> Result<Vec<Option<Row>>> {
        todo!()
    }

    /// Rows of all entries, oldest stored first: what the headline finder walks through.
    pub fn headlines(&self, from: Row, count: usize) -> Result<Vec<(Row, Id, String)>> {
        todo!()
    }
}

/// The background work of a library; ends when dropped.
pub struct Worker {
    _private: (),
}
