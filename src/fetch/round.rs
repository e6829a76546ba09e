//! One round through the feeds: eight hosts at once, one request at a time a host.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::Path;
use std::sync::Mutex;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::address::{self, Trust};
use super::client::{Answer, Client, Page};
use super::keep::{Kept, Shelf};
use super::state::{FeedState, States};
use super::subscription::Subscription;
use crate::feed;
use crate::model::Article;

/// Hosts asked at once.
const HOSTS: usize = 8;
/// Full texts fetched for one feed in one round.
const PAGES: usize = 50;

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
    /// Asked too short a time ago, or told to wait.
    NotDue,
    /// Gone for good.
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

/// Asks each of `feeds` that is due at `now` (all of them with `force`) and keeps what they hold in `library`; `tell`
/// hears of each feed as it is done. An interrupted round loses nothing: each file is written whole, and validators are
/// remembered only after the files.
pub fn fetch_all(
    client: &Client,
    feeds: &[Subscription],
    states: &mut States,
    library: &Path,
    now: Timestamp,
    force: bool,
    mut tell: impl FnMut(Fetched),
) {
    let mut hosts: BTreeMap<String, VecDeque<(Subscription, FeedState)>> = BTreeMap::new();
    for feed in feeds {
        let state = states.of(&feed.url);
        if !force && !state.is_due(now, feed.interval()) {
            let outcome = if state.gone { Outcome::Gone } else { Outcome::NotDue };
            tell(Fetched::of(feed, outcome));
            continue;
        }
        let host = address::read(&feed.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        hosts.entry(host.unwrap_or_default()).or_default().push_back((feed.clone(), state));
    }
    let queues = Mutex::new(hosts.into_values().collect::<VecDeque<_>>());
    let (sender, receiver) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..HOSTS {
            let (sender, queues) = (sender.clone(), &queues);
            scope.spawn(move || work(client, queues, library, now, &sender));
        }
        drop(sender);
        for (mut fetched, state) in receiver {
            if let Err(e) = states.set(&fetched.url, state) {
                fetched.notices.push(format!("what was learnt of the feed is forgotten: {e}"));
            }
            tell(fetched);
        }
    });
}

type Queues = Mutex<VecDeque<VecDeque<(Subscription, FeedState)>>>;

fn work(client: &Client, queues: &Queues, library: &Path, now: Timestamp, sender: &Sender<(Fetched, FeedState)>) {
    loop {
        let Some(queue) = queues.lock().unwrap_or_else(|e| e.into_inner()).pop_front() else { return };
        for (feed, mut state) in queue {
            let fetched = fetch_one(client, &feed, &mut state, library, now);
            if sender.send((fetched, state)).is_err() {
                return;
            }
        }
    }
}

fn fetch_one(client: &Client, feed: &Subscription, state: &mut FeedState, library: &Path, now: Timestamp) -> Fetched {
    let mut fetched = Fetched::of(feed, Outcome::Unchanged);
    match client.get_if_changed(&feed.url, Trust::Typed, state.validators()) {
        Ok(Answer::Unchanged) => state.answered(now),
        Ok(Answer::Gone) => {
            state.gone = true;
            fetched.outcome = Outcome::Gone;
        }
        Ok(Answer::Later(wait)) => fetched.fail(state, now, "the server asks to wait".to_owned(), wait),
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
    let articles = match feed::read_feed(page.url.as_str(), &page.bytes) {
        Ok(articles) => articles,
        Err(e) => return fetched.fail(state, now, e.to_string(), None),
    };
    let folder = if feed.folder.is_empty() { &feed.name } else { &feed.folder };
    let mut shelf = match Shelf::open(library, folder) {
        Ok(shelf) => shelf,
        Err(e) => return fetched.fail(state, now, e.to_string(), None),
    };
    let items = articles.len();
    let mut budget = PAGES;
    let (mut new, mut updated) = (0, 0);
    for mut article in told_apart(articles) {
        complete(&mut article, feed);
        if feed.full_text && budget > 0 && !shelf.holds(&article) {
            budget -= 1;
            if let Err(e) = fill(client, feed, &mut article) {
                fetched.notices.push(format!("{}: no full text: {e}", article.title));
            }
        } else if feed.full_text && shelf.holds(&article) {
            // The page's text stands; the feed's short one would only undo it.
            continue;
        }
        match shelf.keep(&article) {
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

/// Articles of one feed whose publisher gave two of them the same identifier, told apart by headline; true doubles go.
fn told_apart(articles: Vec<Article>) -> Vec<Article> {
    let mut seen: HashMap<(Option<String>, Option<String>), Vec<String>> = HashMap::new();
    let mut kept = Vec::with_capacity(articles.len());
    for mut article in articles {
        let titles = seen.entry((article.guid.clone(), article.url.clone())).or_default();
        if titles.contains(&article.title) {
            continue;
        }
        titles.push(article.title.clone());
        if titles.len() > 1 {
            let guid = article.guid.take().unwrap_or_default();
            article.guid = Some(format!("{guid}#{}", article.title));
        }
        kept.push(article);
    }
    kept
}

fn complete(article: &mut Article, feed: &Subscription) {
    article.source.get_or_insert_with(|| feed.name.clone());
    for tag in &feed.tags {
        if !article.tags.contains(tag) {
            article.tags.push(tag.clone());
        }
    }
}

/// Puts the full text of the article's page in the place of the feed's short one, where it is longer.
fn fill(client: &Client, feed: &Subscription, article: &mut Article) -> Result<(), String> {
    let Some(url) = article.url.clone() else { return Ok(()) };
    // A feed that the reader typed vouches for its own host, for nothing else.
    let same_host = host(&url).is_some() && host(&url) == host(&feed.url);
    let trust = if same_host { Trust::Typed } else { Trust::Found };
    let Answer::Page(page) = client.get(&url, trust).map_err(|e| e.to_string())? else {
        return Err("the page did not come".to_owned());
    };
    let full = feed::read("page.html", &page.bytes).map_err(|e| e.to_string())?.into_iter().next();
    if let Some(full) = full.filter(|full| full.text.len() > article.text.len()) {
        article.text = full.text;
        article.links = full.links;
        article.title_span = full.title_span;
        article.byline = article.byline.take().or(full.byline);
        article.date = article.date.or(full.date);
    }
    Ok(())
}

fn host(address: &str) -> Option<String> {
    address::read(address).ok()?.host_str().map(str::to_owned)
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
