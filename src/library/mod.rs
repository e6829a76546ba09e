//! Articles on disk, their ids, what changed, and the links between them.
//!
//! The one door to what is known: pages ask here for rows and stories, a window at a time, and nothing is held whole.

pub mod changes;
pub mod corrections;
mod digest;
pub mod ids;
mod keep;
mod kin;
mod link;
mod names;
mod pages;
mod prepare;
pub mod related;
mod roots;
pub mod samples;
mod scan;
mod see_also;
pub mod target;
pub mod thread;
mod timeline;
pub mod walk;
mod watch;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

pub use crate::index::Narrowing;
use crate::index::{IndexError, Reader, Sort};
use crate::model::{
    ActorPage, ActorRow, Appearance, Backlinks, Counts, Digest, Entry, Id, Matrix, PlacePage, PlaceRow, PositionRow,
    QuoteRow, Row, Scope, Span, Story, Subject, ThreadPage, ThreadRow, Window, Windowed,
};
use crate::split;
use corrections::{Correction, Store};
use jiff::civil::Date;
use keep::{Ground, Keeper, Wake};
use roots::Roots;

/// Briefings that are told of one quote at most.
const APPEARANCES: usize = 300;

/// How a library is opened.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Folder of the derived cache; none keeps everything in a temporary folder.
    pub cache: Option<PathBuf>,
    /// Whether files are watched while the library is open.
    pub watch: bool,
    /// The file of the reader's corrections to actors, which need not exist; none keeps them as long as the library is
    /// open.
    pub corrections: Option<PathBuf>,
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
    /// By story: the one with the newest briefing first, and in each the newest first.
    Story,
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
    reader: Reader,
    roots: Arc<Roots>,
    watch: bool,
    corrections: Arc<Store>,
    /// Whom to wake when there is something to do.
    wake: Arc<Mutex<Option<Sender<Wake>>>>,
    /// What opening it had to tell, until somebody listens.
    notice: Arc<Mutex<Option<String>>>,
}

/// Why the library could not answer.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct LibraryError(pub String);

impl LibraryError {
    /// A notice as one line.
    fn of(notice: Notice) -> Self {
        let place = notice.place.map(|(line, column)| format!(":{line}:{column}")).unwrap_or_default();
        let path = notice.path.map(|path| format!("{path}{place}: ")).unwrap_or_default();
        Self(format!("{path}{}", notice.message))
    }
}

impl From<IndexError> for LibraryError {
    fn from(error: IndexError) -> Self {
        Self(error.message)
    }
}

type Result<T> = std::result::Result<T, LibraryError>;

impl Library {
    /// Opens the library of `sources` (files and folders) on what is stored of it; reads no article yet.
    ///
    /// # Errors
    /// When neither the cache folder nor a temporary one can be used.
    pub fn open(sources: &[PathBuf], options: Options) -> Result<Self> {
        let roots = Roots::of(sources);
        let folder = options.cache.map(|cache| cache.join(roots.cache_name()));
        let (reader, notice) = Reader::open(folder, split::VERSION)?;
        Ok(Self {
            reader,
            roots: Arc::new(roots),
            watch: options.watch,
            corrections: Arc::new(Store::at(options.corrections)),
            wake: Arc::default(),
            notice: Arc::new(notice.into()),
        })
    }

    /// Walks the sources, splits what is new or changed, and with [`Options::watch`] goes on watching; `tell` hears of
    /// it from the worker's thread. Dropping the worker stops it at the next file.
    pub fn keep_up(&self, tell: impl Fn(Event) + Send + 'static) -> Worker {
        let stop = Arc::new(AtomicBool::new(false));
        let (wake, wakes) = channel();
        if let Some(message) = self.notice.lock().ok().and_then(|mut notice| notice.take()) {
            tell(Event::Notice(Notice { path: None, place: None, message, fault: false }));
        }
        if let Ok(mut waiting) = self.wake.lock() {
            *waiting = Some(wake.clone());
        }
        let ends = Arc::new(AtomicBool::new(false));
        let ground =
            Ground { reader: self.reader.clone(), roots: self.roots.clone(), stop: stop.clone(), ends: ends.clone() };
        let keeper = Keeper { ground, watch: self.watch, corrections: self.corrections.clone(), tell: Box::new(tell) };
        let sender = wake.clone();
        let thread = std::thread::spawn(move || keeper.run(&wakes, &sender));
        Worker { stop, ends, wake, thread: Some(thread) }
    }

    /// Has the files at `paths` looked at now, whether files are watched or not: who wrote them knows that they changed.
    pub fn look_at(&self, paths: Vec<PathBuf>) {
        let absolute = |path: PathBuf| path.canonicalize().unwrap_or(path);
        let wake = match paths.len() > watch::MANY {
            true => Wake::All,
            false => Wake::Paths(paths.into_iter().map(absolute).collect()),
        };
        if let Some(worker) = self.wake.lock().ok().as_deref().and_then(Option::as_ref) {
            let _ = worker.send(wake);
        }
    }

    /// What this library is called among others: the same for the same sources, whatever their order.
    pub fn name(&self) -> String {
        self.roots.cache_name()
    }

    /// What the word index of this library is read through.
    pub fn reader(&self) -> Reader {
        self.reader.clone()
    }

    /// Writes a correction down; it is applied at once, or by the process that keeps the library.
    ///
    /// # Errors
    /// When it makes no sense, or the file cannot be read or written; then nothing changed.
    pub fn correct(&self, correction: &Correction) -> Result<()> {
        self.corrections.add(correction).map_err(LibraryError::of)?;
        self.apply_corrections()
    }

    /// Takes the last correction that says the same away again; false when there is none.
    ///
    /// # Errors
    /// When the file cannot be read or written; then nothing changed.
    pub fn take_back(&self, correction: &Correction) -> Result<bool> {
        let taken = self.corrections.take_back(correction).map_err(LibraryError::of)?;
        self.apply_corrections()?;
        Ok(taken)
    }

    fn apply_corrections(&self) -> Result<()> {
        match self.reader.try_writer()? {
            // Nobody keeps the library just now.
            Some(mut writer) => drop(self.corrections.apply(&mut writer, &mut |_| {})?),
            None => {
                if let Some(wake) = self.wake.lock().ok().as_deref().and_then(Option::as_ref) {
                    let _ = wake.send(Wake::Corrected);
                }
            }
        }
        Ok(())
    }

    /// How much it holds.
    pub fn counts(&self) -> Result<Counts> {
        Ok(self.reader.counts()?)
    }

    /// Briefings of `scope` in `order`.
    pub fn entries(&self, scope: &Scope, order: Order, window: Window) -> Result<Windowed<Entry>> {
        Ok(self.reader.entries(scope, order.sort(), window)?)
    }

    /// Where the briefing `id` stands among the entries of `scope` in `order`.
    pub fn position_of(&self, id: &Id, scope: &Scope, order: Order) -> Result<Option<usize>> {
        Ok(self.reader.position_of(id, scope, order.sort())?)
    }

    /// The rows of the briefings that marks under `keys` belong to, one for each; none where it is no more.
    pub fn rows_of(&self, keys: &[String]) -> Result<Vec<Option<Row>>> {
        Ok(self.reader.rows_of_keys(keys)?)
    }

    /// The keys on which marks of the other sources hang that carry the words of the article under `key`.
    pub fn copies_of(&self, key: &str) -> Result<Vec<String>> {
        Ok(self.reader.copies_of(key)?)
    }

    /// A briefing with all that its page shows.
    pub fn story(&self, id: &Id) -> Result<Option<Story>> {
        pages::story(self, id)
    }

    /// Actors of `scope` whose name holds `filter`, most mentioned first.
    pub fn actors(&self, scope: &Scope, filter: &str, window: Window) -> Result<Windowed<ActorRow>> {
        Ok(self.reader.actors(scope, filter, window)?)
    }

    /// Places of `scope` whose name holds `filter`, most mentioned first.
    pub fn places(&self, scope: &Scope, filter: &str, window: Window) -> Result<Windowed<PlaceRow>> {
        Ok(self.reader.places(scope, filter, window)?)
    }

    /// The page of the actor `key`.
    pub fn actor(&self, key: &str) -> Result<Option<ActorPage>> {
        pages::actor(self, key)
    }

    /// The page of the place `key`.
    pub fn place(&self, key: &str) -> Result<Option<PlacePage>> {
        pages::place(self, key)
    }

    /// The first mention of `subject` in the next older briefing than `from` that names it, or with `newer` the last one in
    /// the next newer; without `from` in the newest or oldest of all.
    pub fn mention(&self, subject: &Subject, from: Option<&Id>, newer: bool) -> Result<Option<(Id, Span)>> {
        Ok(self.reader.mention(subject, from, newer)?)
    }

    /// Quotes of `scope`, as `narrowing` wants them: without more all of them, newest first.
    pub fn quotes(&self, scope: &Scope, narrowing: &Narrowing, window: Window) -> Result<Windowed<QuoteRow>> {
        Ok(self.reader.quotes(scope, narrowing, window)?)
    }

    /// Positions of `scope` (confidence of one half and more), as `narrowing` wants them.
    pub fn positions(&self, scope: &Scope, narrowing: &Narrowing, window: Window) -> Result<Windowed<PositionRow>> {
        Ok(self.reader.positions(scope, narrowing, window)?)
    }

    /// Actors by topics in `scope`: the most mentioned actors that take a stand, and the topics that most of them speak
    /// to; at most a few dozen of each, however large the library.
    pub fn matrix(&self, scope: &Scope) -> Result<Matrix> {
        Ok(self.reader.matrix(scope)?)
    }

    /// What is new in `scope` since the day `since` (none: everything), story by story, at most `most` of them.
    pub fn digest(&self, scope: &Scope, since: Option<Date>, most: usize) -> Result<Digest> {
        digest::digest(self, scope, since, most)
    }

    /// Story threads of `scope`, newest first; a briefing that is alone is a thread of one.
    pub fn threads(&self, scope: &Scope, window: Window) -> Result<Windowed<ThreadRow>> {
        timeline::threads(self, scope, window)
    }

    /// The page of the thread that holds the briefing `id`.
    pub fn thread(&self, id: &Id) -> Result<Option<ThreadPage>> {
        timeline::page(self, id)
    }

    /// What links to the briefing `id`.
    pub fn backlinks(&self, id: &Id) -> Result<Backlinks> {
        pages::backlinks(self, id)
    }

    /// The articles alike to the one at `row`, best first, with their likeness, looked for now: what linking it does.
    pub fn alike(&self, row: Row) -> Result<Vec<(Row, f32)>> {
        let found = kin::alike(&self.reader, &[row], &|| false)?.pop();
        Ok(found.map(|(_, alike)| alike).unwrap_or_default())
    }

    /// Other briefings that carry the quote at `span` of the briefing `id`, the oldest first; of one that went around, the
    /// first few hundred.
    pub fn appearances(&self, id: &Id, span: Span) -> Result<Vec<Appearance>> {
        Ok(self.reader.appearances(id, span, APPEARANCES)?)
    }

    /// Briefings of the whole library in `order`, those of the rows `hidden` (ascending) left out.
    pub fn entries_but(&self, hidden: &[Row], order: Order, window: Window) -> Result<Windowed<Entry>> {
        Ok(self.reader.entries_but(hidden, order.sort(), window)?)
    }

    /// Where the briefing `id` stands in the whole library in `order`, without the rows `hidden`.
    pub fn position_but(&self, hidden: &[Row], id: &Id, order: Order) -> Result<Option<usize>> {
        Ok(self.reader.position_but(hidden, id, order.sort())?)
    }

    /// The first briefing of `scope` in `order` whose row is `wanted`, from the place `from` on, and its place; the rows
    /// `hidden` (ascending) have none.
    pub fn first_where(
        &self,
        scope: &Scope,
        hidden: &[Row],
        order: Order,
        from: usize,
        wanted: impl Fn(Row) -> bool,
    ) -> Result<Option<(usize, Entry)>> {
        Ok(self.reader.first_where(scope, hidden, order.sort(), from, wanted)?)
    }

    /// The newest `count` headlines: what the headline finder looks through.
    pub fn headlines(&self, count: usize) -> Result<Vec<(Row, String)>> {
        Ok(self.reader.headlines(count)?)
    }

    /// The briefings at `rows`, those left out that are no more.
    pub fn entries_at(&self, rows: &[Row]) -> Result<Vec<Entry>> {
        Ok(self.reader.entries_at(rows.iter().copied())?)
    }
}

impl Order {
    fn sort(self) -> Sort {
        match self {
            Self::Newest => Sort::Newest,
            Self::Oldest => Sort::Oldest,
            Self::Headline => Sort::Headline,
            Self::Source => Sort::Source,
            Self::Story => Sort::Story,
        }
    }
}

/// The background work of a library; ends when dropped.
pub struct Worker {
    stop: Arc<AtomicBool>,
    /// Whether it ends when there is nothing left to do.
    ends: Arc<AtomicBool>,
    wake: Sender<Wake>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Worker {
    /// Waits until the work is done: for who opened the library without [`Options::watch`].
    pub fn finish(mut self) {
        self.ends.store(true, Ordering::Relaxed);
        let _ = self.wake.send(Wake::End);
        if let Some(thread) = self.thread.take() {
            // A worker that panicked has nothing more to say.
            let _ = thread.join();
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.wake.send(Wake::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
