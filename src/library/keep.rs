//! The background work: brings the index up to what is on disk, and goes on watching.

use std::cell::Cell;
use std::iter;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, sync_channel};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::corrections::Store;
use super::prepare::{self, Prepared, Task};
use super::roots::Roots;
use super::scan::{Finding, Scan};
use super::{Event, Notice, link, watch};
use crate::index::{FilePlace, FileRecord, IndexError, Reader, Writer};
use crate::model::Article;

/// Files that are read and split together: larger batches hold more in memory.
const BATCH: usize = 96;
/// So long batches are stored in one transaction at most: it writes a page of the catalogue once, however many of its
/// articles touch it, and what is in it is seen when it ends.
const TURN: Duration = Duration::from_secs(1);
/// Batches known of and not yet split: bounds what waits in memory.
const WAITING: usize = 512;
/// While many articles are linked, lists are asked for again this often.
const NEWS: Duration = Duration::from_secs(2);

/// What may wake the worker.
pub(super) enum Wake {
    /// These files or folders changed.
    Paths(Vec<PathBuf>),
    /// More changed than the system could tell: look at all.
    All,
    /// Another process has written.
    Written,
    /// The reader corrected something.
    Corrected,
    /// The right to write came free.
    Lock(Box<Writer>),
    /// Nobody waits for more than what there is to do now.
    End,
    /// The library is closed.
    Stop,
}

/// What the worker works with.
pub(super) struct Keeper {
    pub ground: Ground,
    pub watch: bool,
    pub corrections: Arc<Store>,
    pub tell: Box<dyn Fn(Event) + Send>,
}

/// What all threads of the work stand on.
pub(super) struct Ground {
    pub reader: Reader,
    pub roots: Arc<Roots>,
    pub stop: Arc<AtomicBool>,
    /// Whether the work ends when nothing is left to do.
    pub ends: Arc<AtomicBool>,
}

/// What the walk hands to the splitter: files to read, files that went, and what cannot be read.
#[derive(Default)]
struct Batch {
    tasks: Vec<Task>,
    gone: Vec<i64>,
    notices: Vec<Notice>,
}

/// What the splitter hands to the writer.
struct Ready {
    files: Vec<Prepared>,
    gone: Vec<i64>,
    notices: Vec<Notice>,
}

impl Keeper {
    /// Does all there is to do, then waits for changes if it is to watch.
    pub(super) fn run(&self, wakes: &Receiver<Wake>, wake: &Sender<Wake>) {
        let writer = match self.ground.reader.try_writer() {
            Ok(writer) => writer.or_else(|| self.follow(wakes, wake)),
            Err(error) => return self.fault(&error),
        };
        let Some(mut writer) = writer else { return };
        // Watching begins before the walk, so that no change falls between the two.
        let watcher = self.watch.then(|| watch::files(&self.ground.roots, wake.clone()));
        // Without it, corrections are still seen when anything else happens.
        let _corrections = self.corrections.path().and_then(|path| watch::file(path, wake.clone()).ok());
        self.correct(&mut writer).unwrap_or_else(|error| self.fault(&error));
        self.catch_up(&mut writer, None);
        if self.ground.stopped() {
            return;
        }
        (self.tell)(Event::Ready);
        let _watching = watcher.transpose().unwrap_or_else(|error| {
            self.notice(format!("changes on disk will not show up by themselves: {error}"));
            None
        });
        self.go_on(&mut writer, wakes);
    }

    /// Links what is stored, a little at a time; what changes on disk goes first. Ends with the library, or when nothing is
    /// left to link and nobody waits for more.
    fn go_on(&self, writer: &mut Writer, wakes: &Receiver<Wake>) {
        let mut told = Instant::now();
        let mut linked = false;
        while !self.ground.stopped() {
            let more = self.link(writer);
            linked |= more;
            if linked && (!more || told.elapsed() > NEWS) {
                (told, linked) = (Instant::now(), false);
                (self.tell)(Event::Changed);
            }
            let first = match more {
                true => wakes.try_recv().ok(),
                false if self.ground.ends.load(Ordering::Relaxed) => return,
                false => Some(wakes.recv().unwrap_or(Wake::Stop)),
            };
            let Some(first) = first.filter(|wake| !matches!(wake, Wake::End)) else { continue };
            let Some(changed) = watch::gather(first, wakes) else { return };
            self.correct(writer).unwrap_or_else(|error| self.fault(&error));
            self.catch_up(writer, changed.as_deref());
            (self.tell)(Event::Ready);
        }
    }

    /// Links some of what is stored; whether there may be more. What cannot be linked now is when the library is
    /// opened next.
    fn link(&self, writer: &mut Writer) -> bool {
        let more = link::some(&self.ground, writer).and_then(|more| match more {
            true => Ok(true),
            false => writer.settle().map(|()| false),
        });
        more.unwrap_or_else(|error| {
            if error.damaged {
                self.renew(writer)
            } else {
                self.fault(&error)
            }
            error.damaged
        })
    }

    /// Lives on what another process writes until that ends.
    fn follow(&self, wakes: &Receiver<Wake>, wake: &Sender<Wake>) -> Option<Writer> {
        (self.tell)(Event::Ready);
        if !self.watch {
            return None;
        }
        let _watcher = watch::index(self.ground.reader.path(), wake.clone());
        let (reader, sender) = (self.ground.reader.clone(), wake.clone());
        // This thread sleeps until the lock comes free; at the latest it ends with the process.
        std::thread::spawn(move || {
            if let Ok(writer) = reader.wait_writer() {
                let _ = sender.send(Wake::Lock(Box::new(writer)));
            }
        });
        loop {
            let first = wakes.recv().ok()?;
            let others = if matches!(first, Wake::Written) { watch::settle(wakes) } else { Vec::new() };
            for wake in std::iter::once(first).chain(others) {
                match wake {
                    Wake::Lock(writer) => return Some(*writer),
                    Wake::Stop => return None,
                    Wake::Written => (self.tell)(Event::Changed),
                    Wake::Paths(_) | Wake::All | Wake::Corrected | Wake::End => {}
                }
            }
        }
    }

    /// Brings the index up to date with all that is on disk, or with what lies at `changed`; one that turns out to be
    /// damaged is made anew.
    fn catch_up(&self, writer: &mut Writer, changed: Option<&[PathBuf]>) {
        let answer = self.try_catch_up(writer, changed);
        let damaged = self.ground.reader.met_damage() || answer.as_ref().is_err_and(|error| error.damaged);
        if !damaged {
            return answer.unwrap_or_else(|error| self.fault(&error));
        }
        self.renew(writer);
    }

    /// Makes a damaged index anew.
    fn renew(&self, writer: &mut Writer) {
        self.notice("the index is damaged; it was set aside and is made anew".to_owned());
        let answer = writer.renew().and_then(|()| {
            (self.tell)(Event::Changed);
            self.try_catch_up(writer, None)
        });
        answer.unwrap_or_else(|error| self.fault(&error));
    }

    fn try_catch_up(&self, writer: &mut Writer, changed: Option<&[PathBuf]>) -> Result<(), IndexError> {
        let (ground, known) = (&self.ground, AtomicUsize::new(0));
        let (found, waiting) = sync_channel::<Batch>(WAITING);
        let (split, finished) = sync_channel::<Ready>(1);
        std::thread::scope(|scope| {
            let walk = scope.spawn(|| ground.walk(changed, found, &known));
            scope.spawn(move || ground.split(&waiting, split));
            let stored = self.store(writer, finished, &known);
            // A walk that panicked has told nothing of what it did not see: nothing wrong was stored.
            let walked = walk.join().unwrap_or_else(|_| Err(IndexError::other("the walk through the folders failed")));
            stored.and(walked)
        })?;
        writer.settle()
    }

    fn store(&self, writer: &mut Writer, finished: Receiver<Ready>, known: &AtomicUsize) -> Result<(), IndexError> {
        let begun = Instant::now();
        let done = Cell::new(0);
        let open = |batch: Ready| {
            done.set(done.get() + batch.files.len());
            let (files, notices): (Vec<FileRecord>, Vec<Option<Notice>>) =
                batch.files.into_iter().map(|file| (file.record, file.notice)).unzip();
            for notice in batch.notices.into_iter().chain(notices.into_iter().flatten()) {
                (self.tell)(Event::Notice(notice));
            }
            (files, batch.gone)
        };
        while let Ok(batch) = finished.recv() {
            let first = open(batch);
            if first.0.is_empty() && first.1.is_empty() {
                continue;
            }
            // The first turns are short, so that there is something to read at once.
            let end = Instant::now() + TURN.min(begun.elapsed());
            let more = iter::from_fn(|| finished.recv_timeout(end.saturating_duration_since(Instant::now())).ok());
            let written = writer.write(iter::once(first).chain(more.map(&open)), &propose)?;
            // Some of those named may be corrected already.
            self.correct(writer)?;
            if !written.stored.is_empty() || !written.removed.is_empty() {
                (self.tell)(Event::Changed);
            }
            let done = done.get();
            let total = known.load(Ordering::Relaxed).max(done);
            (self.tell)(Event::Progress { done, total, rate: done as f32 / begun.elapsed().as_secs_f32().max(0.001) });
        }
        Ok(())
    }

    /// Lays the reader's corrections over what is stored.
    fn correct(&self, writer: &mut Writer) -> Result<(), IndexError> {
        if self.corrections.apply(writer, &mut |notice| (self.tell)(Event::Notice(notice)))? {
            (self.tell)(Event::Changed);
        }
        Ok(())
    }

    fn notice(&self, message: String) {
        (self.tell)(Event::Notice(Notice { path: None, place: None, message, fault: false }));
    }

    fn fault(&self, error: &IndexError) {
        (self.tell)(Event::Notice(Notice { path: None, place: None, message: error.to_string(), fault: true }));
    }
}

impl Ground {
    fn walk(
        &self,
        changed: Option<&[PathBuf]>,
        found: SyncSender<Batch>,
        known: &AtomicUsize,
    ) -> Result<(), IndexError> {
        let mut batch = Batch::default();
        let mut give = |finding| {
            match finding {
                Finding::Task(task) => {
                    batch.tasks.push(*task);
                    known.fetch_add(1, Ordering::Relaxed);
                }
                Finding::Gone(file) => batch.gone.push(file),
                Finding::Notice(notice) => batch.notices.push(notice),
            }
            if batch.tasks.len() + batch.gone.len() + batch.notices.len() < BATCH {
                return !self.stopped();
            }
            !self.stopped() && found.send(std::mem::take(&mut batch)).is_ok()
        };
        let mut scan = Scan { reader: &self.reader, roots: &self.roots, give: &mut give };
        match changed {
            None => scan.all()?,
            Some(paths) => scan.at(paths)?,
        }
        let _ = found.send(batch);
        Ok(())
    }

    fn split(&self, waiting: &Receiver<Batch>, split: SyncSender<Ready>) {
        for batch in waiting {
            if self.stopped() {
                return;
            }
            let files = batch.tasks.into_par_iter().map(Task::run).collect();
            if split.send(Ready { files, gone: batch.gone, notices: batch.notices }).is_err() {
                return;
            }
        }
    }

    /// Whether the library is closed.
    pub(super) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

fn propose(article: &Article, place: &FilePlace, attempt: usize) -> crate::model::Id {
    let mut relative = String::from_utf8_lossy(&place.folder).into_owned();
    if !relative.is_empty() {
        relative.push('/');
    }
    relative.push_str(&String::from_utf8_lossy(&place.name));
    prepare::propose(article, &relative, attempt)
}
