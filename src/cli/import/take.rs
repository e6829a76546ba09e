//! Takes lists of feeds and articles in, each step written down before it is done.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use super::report::Report;
use crate::config::Folders;
use crate::feed;
use crate::fetch::{
    CacheError, Deed, Desk, Journal, KeepError, Kept, Kind, Left, NO_WEB, OpmlError, Shelf, Subscription,
    SubscriptionError, Subscriptions, Taken, kite, newsboat_cache, newsboat_urls, opml,
};
use crate::marks::{Change, Marks, MarksError};

/// Larger lists of feeds, and larger files of JSON, are none.
const LARGEST: u64 = 64 << 20;
/// Articles whose marks are set together.
const BATCH: usize = 500;
/// Folder of the library for mail.
const MAIL: &str = "mail";

/// Why a source could not be taken, or not whole.
#[derive(Debug, thiserror::Error)]
pub(super) enum TakeError {
    #[error("is nothing that can be imported; `dateline add` keeps single articles")]
    Unknown,
    #[error("{}", plain(.0))]
    Io(#[from] io::Error),
    #[error(transparent)]
    Opml(#[from] OpmlError),
    #[error("is no Kite JSON")]
    Kite,
    #[error(transparent)]
    Cache(#[from] CacheError),
    #[error("{0}")]
    Mail(#[from] feed::FeedError),
    #[error(transparent)]
    Keep(#[from] KeepError),
    #[error(transparent)]
    Subscriptions(#[from] SubscriptionError),
    #[error(transparent)]
    Marks(#[from] MarksError),
}

/// Takes things in.
pub(super) struct Taker {
    library: PathBuf,
    marks_file: PathBuf,
    /// Opened with the first mark.
    marks: Option<Marks>,
    feeds: Subscriptions,
    journal: Journal,
    /// The folder that articles are being kept in, by name.
    shelf: Option<(String, Shelf)>,
    /// Marks still to be set, by the key of their article.
    pending: Vec<(String, Vec<Change>)>,
}

impl Taker {
    pub fn new(desk: &Desk, folders: &Folders, sources: &[PathBuf]) -> Result<Self, TakeError> {
        let sources: Vec<PathBuf> = sources.iter().map(std::path::absolute).collect::<Result<_, _>>()?;
        Ok(Self {
            library: desk.library.clone(),
            marks_file: folders.data.join("marks.db"),
            marks: None,
            feeds: Subscriptions::read(&desk.feeds)?,
            journal: Journal::begin(&super::undo::journals(folders), &sources)?,
            shelf: None,
            pending: Vec::new(),
        })
    }

    /// Takes what `path`, being of `kind`, holds.
    pub fn take(&mut self, path: &Path, kind: Kind, report: &mut Report) -> Result<(), TakeError> {
        match kind {
            Kind::Opml => {
                let feeds = opml(&text(path)?)?;
                self.follow(feeds, report)
            }
            Kind::NewsboatUrls => {
                let urls = newsboat_urls(&text(path)?);
                report.left.extend(urls.left);
                self.follow(urls.feeds, report)
            }
            Kind::NewsboatCache => {
                let counts = newsboat_cache(path, |taken| self.keep(taken, report))?;
                report.deleted += counts.deleted;
                report.empty += counts.empty;
                Ok(())
            }
            Kind::Kite => {
                let (clusters, empty) = kite(&text(path)?).ok_or(TakeError::Kite)?;
                report.empty += empty;
                clusters.into_iter().try_for_each(|taken| self.keep(taken, report))
            }
            Kind::Mail => self.mail(path, report),
            Kind::Maildir => self.maildir(path, report),
            Kind::Folder => Err(TakeError::Unknown),
        }
    }

    /// Returns when all that was taken so far is kept.
    pub fn settle(&mut self, report: &mut Report) -> Result<(), TakeError> {
        if let Some((_, mut shelf)) = self.shelf.take() {
            shelf.settle()?;
        }
        self.set_marks(report)
    }

    pub fn finish(self) -> Result<(), TakeError> {
        Ok(self.journal.finish()?)
    }

    fn follow(&mut self, feeds: Vec<Subscription>, report: &mut Report) -> Result<(), TakeError> {
        let is_web = |feed: &Subscription| feed.url.starts_with("http://") || feed.url.starts_with("https://");
        let (feeds, others): (Vec<_>, Vec<_>) = feeds.into_iter().partition(is_web);
        report.left.extend(others.into_iter().map(|feed| Left { what: feed.url, why: NO_WEB.to_owned() }));
        let (all, journal) = (feeds.len(), &mut self.journal);
        let note = |new: &[Subscription]| new.iter().try_for_each(|feed| journal.note(&Deed::Feed(feed.url.clone())));
        let known = self.feeds.add_all(feeds, note)?.len();
        report.feeds += all - known;
        report.known_feeds += known;
        Ok(())
    }

    /// Keeps an article that is not there yet; marks are set on it in either case.
    fn keep(&mut self, mut taken: Taken, report: &mut Report) -> Result<(), TakeError> {
        if let Some(feed) = self.feeds.feeds().iter().find(|feed| taken.feed.as_ref() == Some(&feed.url)) {
            taken.folder.clone_from(if feed.folder.is_empty() { &feed.name } else { &feed.folder });
            taken.article.source.get_or_insert_with(|| feed.name.clone());
            let tags = feed.tags.iter().filter(|tag| !taken.article.tags.contains(tag)).cloned().collect::<Vec<_>>();
            taken.article.tags.extend(tags);
        }
        let shelf = match &mut self.shelf {
            Some((folder, shelf)) if *folder == taken.folder => shelf,
            other => {
                if let Some((_, before)) = other {
                    before.settle()?;
                }
                let shelf = Shelf::open(&self.library, &taken.folder)?;
                &mut other.insert((taken.folder.clone(), shelf)).1
            }
        };
        let journal = &mut self.journal;
        let note = |path: &Path, page: &str| {
            journal.note(&Deed::File { path: path.to_owned(), hash: Journal::hash(page.as_bytes()) })
        };
        let (path, guid) = match shelf.keep_new(&taken.article, note)? {
            Kept::New(path) => {
                report.articles += 1;
                (path, taken.article.guid.clone())
            }
            Kept::Same(path) | Kept::Updated(path) => {
                report.known_articles += 1;
                let guid = feed::read("kept.md", &fs::read(&path)?).ok().and_then(|mut kept| kept.pop()?.guid);
                (path, guid)
            }
        };
        let changes = changes(&taken);
        if !changes.is_empty() {
            self.pending.push((mark_key(&path, guid.as_deref()), changes));
        }
        if self.pending.len() >= BATCH { self.set_marks(report) } else { Ok(()) }
    }

    /// Sets the pending marks that are not set yet, all in one step.
    fn set_marks(&mut self, report: &mut Report) -> Result<(), TakeError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        if self.marks.is_none() {
            self.marks = Some(Marks::open(&self.marks_file)?.0);
        }
        let Some(marks) = &self.marks else { return Ok(()) };
        let (keys, wanted): (Vec<String>, Vec<Vec<Change>>) = self.pending.drain(..).unzip();
        let mut all = Vec::new();
        for ((key, changes), mark) in keys.iter().zip(wanted).zip(marks.of(&keys)?) {
            let is_new = |change: &Change| match change {
                Change::Read(_) => !mark.read,
                Change::Bookmark(_) => !mark.bookmarked,
                Change::Tag(tag, _) => !mark.tags.contains(tag),
                _ => true,
            };
            all.extend(changes.into_iter().filter(is_new).map(|change| (key.clone(), change)));
        }
        for (key, change) in &all {
            report.read += usize::from(*change == Change::Read(true));
            report.bookmarked += usize::from(*change == Change::Bookmark(true));
            report.tagged += usize::from(matches!(change, Change::Tag(_, true)));
            let change = serde_json::to_value(change).map_err(io::Error::from)?;
            self.journal.note(&Deed::Mark { key: key.clone(), change })?;
        }
        Ok(marks.change_all(&all)?)
    }

    /// Takes a mail, or every one of a mailbox file, however large.
    fn mail(&mut self, path: &Path, report: &mut Report) -> Result<(), TakeError> {
        let mut file = BufReader::new(File::open(path)?);
        let is_mailbox = io::BufRead::fill_buf(&mut file)?.starts_with(b"From ");
        if is_mailbox {
            for article in feed::mailbox(file) {
                match article? {
                    Some(article) => self.keep(Taken { article, ..letter() }, report)?,
                    None => report.empty += 1,
                }
            }
            return Ok(());
        }
        let mut bytes = Vec::new();
        file.take(LARGEST).read_to_end(&mut bytes)?;
        self.letters(&bytes, &letter(), report)
    }

    fn letters(&mut self, bytes: &[u8], as_marked: &Taken, report: &mut Report) -> Result<(), TakeError> {
        for article in feed::read("mail.eml", bytes)? {
            self.keep(Taken { article, ..as_marked.clone() }, report)?;
        }
        Ok(())
    }

    /// Takes every mail of a Maildir; what its flags say of a mail is what its reader did with it.
    fn maildir(&mut self, path: &Path, report: &mut Report) -> Result<(), TakeError> {
        for folder in ["cur", "new"] {
            let mut files: Vec<PathBuf> =
                fs::read_dir(path.join(folder))?.map(|e| Ok(e?.path())).collect::<io::Result<_>>()?;
            files.sort();
            for file in files {
                let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                if name.starts_with('.') || !file.is_file() {
                    continue;
                }
                let flags = name.rsplit_once(":2,").map(|(_, flags)| flags).unwrap_or_default();
                let marked = Taken { read: flags.contains('S'), bookmarked: flags.contains('F'), ..letter() };
                let mut bytes = Vec::new();
                File::open(&file)?.take(LARGEST).read_to_end(&mut bytes)?;
                match self.letters(&bytes, &marked, report) {
                    Err(TakeError::Mail(_)) => report.empty += 1,
                    other => other?,
                }
            }
        }
        Ok(())
    }
}

/// What the system says, without its number.
fn plain(error: &io::Error) -> String {
    let told = error.to_string();
    told.split(" (os error").next().unwrap_or_default().to_lowercase()
}

fn letter() -> Taken {
    Taken { folder: MAIL.to_owned(), ..Taken::default() }
}

fn changes(taken: &Taken) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(taken.read.then_some(Change::Read(true)));
    changes.extend(taken.bookmarked.then_some(Change::Bookmark(true)));
    changes.extend(taken.tags.iter().map(|tag| Change::Tag(tag.clone(), true)));
    changes
}

/// What the marks of the article in the kept file `path` hang on, as the library has it.
fn mark_key(path: &Path, guid: Option<&str>) -> String {
    match guid {
        Some(guid) => format!("guid:{}", feed::clean_line(guid)),
        None => {
            let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
            format!("file:{}", path.to_string_lossy()).replace('\n', " ")
        }
    }
}

fn text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    let length = File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if length as u64 > LARGEST {
        return Err(io::Error::other(format!("is larger than {} MB", LARGEST >> 20)));
    }
    Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
}
