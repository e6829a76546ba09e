//! One round through the feeds: eight hosts at once, one request at a time a host.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::io;
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::address::{self, Trust};
use super::client::{Answer, Client, Page};
use super::file;
use super::full;
use super::guid;
use super::incoming::Incoming;
use super::keep::{Kept, Shelf, Standing};
use super::state::{FeedState, States};
use super::subscription::Subscription;
use crate::feed;
use crate::model::Article;

/// Hosts asked at once.
const HOSTS: usize = 8;
/// Full texts fetched for one feed in one round.
const PAGES: usize = 50;
/// What is told of a server that answers 429 or 503.
const BUSY: &str = "the server asks to wait";

/// What came of one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It was read: so many items are new, so many have other words than before.
    Read {
        /// Items that were not there.
        new: usize,
        /// Items whose words changed.
        updated: usize,
    },
    /// Nothing new.
    Unchanged,
    /// Not asked: it was a short time ago, the server asked to wait, or it is gone.
    NotDue,
    /// Gone for good: it is not asked any more unless it is named.
    Gone,
    /// It could not be read, in one line.
    Failed(String),
}

/// One feed of a round, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The feed's address.
    pub url: String,
    /// What the reader calls it.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
    /// Where it moved to for good.
    pub moved: Option<String>,
    /// What could not be kept or fetched on the way, a line each.
    pub notices: Vec<String>,
    /// Files that are new or changed.
    pub files: Vec<std::path::PathBuf>,
}

/// Asks each of `feeds` that is due at `now` and keeps what they hold in `library`; `tell` hears of each feed as it is
/// done. With `named` the reader asked for these feeds, and only a server's own wish to wait holds them back.
///
/// An interrupted round loses nothing: each file is written whole, and validators are remembered only after the files.
pub fn fetch_all(
    client: &Client,
    feeds: &[Subscription],
    states: &mut States,
    library: &Path,
    now: Timestamp,
    named: bool,
    mut tell: impl FnMut(Fetched),
) {
    let mut hosts: BTreeMap<String, VecDeque<(Subscription, FeedState)>> = BTreeMap::new();
    for feed in feeds {
        let state = states.of(&feed.url);
        let may_be_asked = if named { state.may_be_asked(now) } else { state.is_due(now, feed.interval()) };
        if !may_be_asked {
            tell(Fetched::of(feed, Outcome::NotDue));
            continue;
        }
        let host = address::read(&feed.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        hosts.entry(host.unwrap_or_default()).or_default().push_back((feed.clone(), state));
    }
    let queues = Mutex::new(hosts.into_values().collect::<VecDeque<_>>());
    let (sender, receiver) = mpsc::channel();
    let mut kept = false;
    thread::scope(|scope| {
        for _ in 0..HOSTS {
            let (sender, queues) = (sender.clone(), &queues);
            scope.spawn(move || work(client, queues, library, now, &sender));
        }
        drop(sender);
        for (mut fetched, state) in receiver {
            states.set(&fetched.url, state);
            kept |= !fetched.files.is_empty();
            if states.is_stale()
                && let Err(e) = remember(states, library, kept)
            {
                fetched.notices.push(format!("what was learnt of the feed is forgotten: {e}"));
            }
            tell(fetched);
        }
    });
    // Without what was learnt today every feed is just asked afresh.
    let _ = remember(states, library, kept);
}

/// Writes down what is known of feeds, after what they held is on the disk: in the other order a feed whose articles
/// went with the power would not be asked for them again.
fn remember(states: &mut States, library: &Path, kept: bool) -> io::Result<()> {
    if kept {
        file::settle(library)?;
    }
    states.write()
}

type Queues = Mutex<VecDeque<VecDeque<(Subscription, FeedState)>>>;

fn work(client: &Client, queues: &Queues, library: &Path, now: Timestamp, sender: &Sender<(Fetched, FeedState)>) {
    loop {
        let Some(queue) = queues.lock().unwrap_or_else(|e| e.into_inner()).pop_front() else { return };
        let mut wait = None;
        for (feed, mut state) in queue {
            let mut fetched = Fetched::of(&feed, Outcome::NotDue);
            match wait {
                // What a server asks of one feed it means for all of its own.
                Some(wait) => state.failed(now, BUSY.to_owned(), wait),
                None => fetched = fetch_one(client, &feed, &mut state, library, now, &mut wait),
            }
            if sender.send((fetched, state)).is_err() {
                return;
            }
        }
    }
}

fn fetch_one(
    client: &Client,
    feed: &Subscription,
    state: &mut FeedState,
    library: &Path,
    now: Timestamp,
    busy: &mut Option<Option<Duration>>,
) -> Fetched {
    let mut fetched = Fetched::of(feed, Outcome::Unchanged);
    match client.get_if_changed(&feed.url, feed.trust(), state.validators()) {
        Ok(Answer::Unchanged) => state.answered(now),
        Ok(Answer::Gone) => {
            state.gone = true;
            fetched.outcome = Outcome::Gone;
        }
        Ok(Answer::Later(wait)) => {
            *busy = Some(wait);
            fetched.fail(state, now, BUSY.to_owned(), wait);
        }
        Ok(Answer::Page(page)) => take_in(client, feed, &page, state, library, now, &mut fetched),
        Err(e) => fetched.fail(state, now, e.to_string(), None),
    }
    fetched
}

/// Keeps the items of the feed `page`; the state is brought up to date only when all of them are kept.
fn take_in(
    client: &Client,
    feed: &Subscription,
    page: &Page,
    state: &mut FeedState,
    library: &Path,
    now: Timestamp,
    fetched: &mut Fetched,
) {
    let articles = match feed::read_feed(page.url.as_str(), &page.text()) {
        Ok(articles) => articles,
        Err(e) => return fetched.fail(state, now, e.to_string(), None),
    };
    let folder = if feed.folder.is_empty() { &feed.name } else { &feed.folder };
    let mut shelf = match Shelf::open(library, folder) {
        Ok(shelf) => shelf,
        Err(e) => return fetched.fail(state, now, e.to_string(), None),
    };
    let items = articles.len();
    let mut pages = PAGES;
    let (mut new, mut updated) = (0, 0);
    for (mut article, alone) in told_apart(articles) {
        article.guid = article.guid.map(|guid| guid::of_feed(&guid, &feed.url));
        let mut incoming = Incoming::of(&article, alone);
        let standing = shelf.standing(&incoming);
        if let Standing::Same(_) = standing {
            continue;
        }
        complete(&mut article, feed);
        let wants_page = feed.full_text || shelf.is_filled(standing);
        if wants_page && pages == 0 && matches!(standing, Standing::Changed(_)) {
            // What is here stays until its turn comes.
            continue;
        } else if wants_page && pages == 0 {
            // Its turn comes in the next round.
            incoming.fingerprint = Incoming::UNFILLED.to_owned();
        } else if wants_page {
            pages -= 1;
            match full::fill(client, vouched(&article, feed), &mut article) {
                Ok(()) => incoming.signs.filled = true,
                Err(e) => {
                    let stays = shelf.is_filled(standing) && e.may_pass();
                    let told = if stays { "; the one that is here stays" } else { "" };
                    fetched.notices.push(format!("{}: no full text: {e}{told}", article.title));
                    if stays {
                        continue;
                    }
                }
            }
        }
        match shelf.store(standing, &article, &incoming) {
            Ok(Kept::New(file)) => {
                new += 1;
                fetched.files.push(file);
            }
            Ok(Kept::Updated(file)) => {
                updated += 1;
                fetched.files.push(file);
            }
            Ok(Kept::Same(_)) => {}
            Err(e) => return fetched.fail(state, now, e.to_string(), None),
        }
    }
    state.answered(now);
    state.remember(page, items);
    fetched.moved = page.moved.as_ref().map(Url::to_string);
    fetched.outcome = Outcome::Read { new, updated };
}

/// Articles of one feed, true doubles left out, each with whether it is alone at its address. Where a publisher gave
/// several one identifier, a hash of headline and address tells them apart.
fn told_apart(articles: Vec<Article>) -> Vec<(Article, bool)> {
    let mut seen = HashSet::new();
    let key = |article: &Article| article.guid.clone().or_else(|| article.url.clone());
    let distinct: Vec<Article> = articles
        .into_iter()
        .filter(|a| key(a).is_none() || seen.insert((a.guid.clone(), a.url.clone(), a.title.clone())))
        .collect();
    let mut keys: HashMap<String, usize> = HashMap::new();
    let mut addresses: HashMap<String, usize> = HashMap::new();
    for article in &distinct {
        if let Some(key) = key(article) {
            *keys.entry(key).or_default() += 1;
        }
        if let Some(url) = article.url.clone() {
            *addresses.entry(url).or_default() += 1;
        }
    }
    let apart = |mut article: Article| {
        let alone = article.url.as_ref().is_some_and(|url| addresses[url] == 1);
        if let Some(key) = key(&article).filter(|key| keys[key] > 1) {
            let own = format!("{}\0{}", article.title, article.url.as_deref().unwrap_or_default());
            article.guid = Some(format!("{key}#{}", &blake3::hash(own.as_bytes()).to_hex()[..8]));
        }
        (article, alone)
    };
    distinct.into_iter().map(apart).collect()
}

fn complete(article: &mut Article, feed: &Subscription) {
    article.source.get_or_insert_with(|| feed.name.clone());
    for tag in &feed.tags {
        if !article.tags.contains(tag) {
            article.tags.push(tag.clone());
        }
    }
}

/// A feed that the reader typed vouches for its own host, for nothing else.
fn vouched(article: &Article, feed: &Subscription) -> Trust {
    let host = |url: &str| address::read(url).ok()?.host_str().map(str::to_owned);
    let own = host(&feed.url);
    let same = own.is_some() && article.url.as_deref().and_then(host) == own;
    if same { feed.trust() } else { Trust::Found }
}

impl Fetched {
    fn of(feed: &Subscription, outcome: Outcome) -> Self {
        Self {
            url: feed.url.clone(),
            name: feed.name.clone(),
            outcome,
            moved: None,
            notices: Vec::new(),
            files: Vec::new(),
        }
    }

    fn fail(&mut self, state: &mut FeedState, now: Timestamp, fault: String, wait: Option<Duration>) {
        state.failed(now, fault.clone(), wait);
        self.outcome = Outcome::Failed(fault);
    }
}
