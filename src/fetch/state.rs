//! What is remembered of each feed between two rounds: validators, waiting times, the last fault. Derived: without it
//! every feed is just asked afresh.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::{Page, Validators};
use super::file;

/// The longest wait after repeated faults.
const LONGEST_WAIT: Duration = Duration::from_secs(24 * 3600);
/// The wait after a first fault; doubled with each further one.
const FIRST_WAIT: Duration = Duration::from_secs(300);

/// What is remembered of one feed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FeedState {
    /// The validator of the last answer.
    pub etag: Option<String>,
    /// The date of the last answer.
    pub last_modified: Option<String>,
    /// When it was last asked.
    pub asked: Option<Timestamp>,
    /// Before when it is not asked again by itself.
    pub not_before: Option<Timestamp>,
    /// Whether it was the server that asked to wait until then: not even the reader hurries it.
    pub told_to_wait: bool,
    /// Faults in a row.
    pub faults: u32,
    /// What went wrong last, while it does.
    pub fault: Option<String>,
    /// Whether the server said that it is gone for good.
    pub gone: bool,
    /// Items that the last answer held.
    pub items: usize,
}

impl FeedState {
    /// Whether it may be asked at `now`, being asked at most every `interval`.
    pub fn is_due(&self, now: Timestamp, interval: Duration) -> bool {
        let rested = self.asked.is_none_or(|asked| asked + interval <= now);
        !self.gone && rested && self.not_before.is_none_or(|then| then <= now)
    }

    /// Whether it may be asked at `now` because the reader named it: unless the server asked to wait.
    pub fn may_be_asked(&self, now: Timestamp) -> bool {
        !self.told_to_wait || self.not_before.is_none_or(|then| then <= now)
    }

    pub(super) fn validators(&self) -> Validators<'_> {
        Validators { etag: self.etag.as_deref(), last_modified: self.last_modified.as_deref() }
    }

    pub(super) fn answered(&mut self, now: Timestamp) {
        *self = Self {
            asked: Some(now),
            etag: self.etag.take(),
            last_modified: self.last_modified.take(),
            items: self.items,
            ..Self::default()
        };
    }

    pub(super) fn remember(&mut self, page: &Page, items: usize) {
        self.etag.clone_from(&page.etag);
        self.last_modified.clone_from(&page.last_modified);
        self.items = items;
    }

    /// Backs off: five minutes, then twice as long each time, at most a day; or as long as the server `asked` for.
    pub(super) fn failed(&mut self, now: Timestamp, fault: String, asked: Option<Duration>) {
        let wait = asked.unwrap_or_else(|| (FIRST_WAIT * 2u32.saturating_pow(self.faults.min(10))).min(LONGEST_WAIT));
        self.asked = Some(now);
        self.not_before = Some(now + wait);
        self.told_to_wait = asked.is_some();
        self.faults += 1;
        self.fault = Some(fault);
    }
}

/// Time between two writings of the file while a round is on.
const STRIDE: Duration = Duration::from_secs(1);

/// What is remembered of all feeds, by address.
#[derive(Debug, Clone, Default)]
pub struct States {
    path: PathBuf,
    feeds: BTreeMap<String, FeedState>,
    /// When the file was written last, by this round.
    written: Option<Instant>,
}

impl States {
    /// Reads the file `path`; a missing or damaged one only means that every feed is asked afresh.
    pub fn read(path: &Path) -> Self {
        let feeds = std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Self { path: path.to_owned(), feeds: feeds.unwrap_or_default(), written: None }
    }

    /// The state of the feed at `url`.
    pub fn of(&self, url: &str) -> FeedState {
        self.feeds.get(url).cloned().unwrap_or_default()
    }

    /// Sets the state of the feed at `url`; the file follows with [`States::write`].
    pub fn set(&mut self, url: &str, state: FeedState) {
        self.feeds.insert(url.to_owned(), state);
    }

    /// Whether the file was last written some time ago. Written anew for each of a thousand feeds it would be most of the
    /// work of a round.
    pub(super) fn is_stale(&self) -> bool {
        self.written.is_none_or(|then| then.elapsed() >= STRIDE)
    }

    /// Remembers the feed at `url` under the address `new`, or forgets it.
    pub fn moved(&mut self, url: &str, new: Option<&str>) {
        let state = self.feeds.remove(url);
        if let (Some(state), Some(new)) = (state, new) {
            self.feeds.insert(new.to_owned(), state);
        }
    }

    /// Writes the file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self) -> std::io::Result<()> {
        self.written = Some(Instant::now());
        file::place(&self.path, as_json(&self.feeds).as_bytes())
    }
}

fn as_json(feeds: &BTreeMap<String, FeedState>) -> String {
    // A map of plain words and numbers always has a JSON form.
    serde_json::to_string_pretty(feeds).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn faults_back_off_and_an_answer_clears_them() {
        let mut state = FeedState::default();
        state.failed(at(0), "the server answered 500".into(), None);
        assert!(!state.is_due(at(299), Duration::ZERO) && state.is_due(at(300), Duration::ZERO));
        state.failed(at(300), "the server answered 500".into(), None);
        assert!(!state.is_due(at(899), Duration::ZERO) && state.is_due(at(900), Duration::ZERO));
        for _ in 0..40 {
            state.failed(at(900), "still".into(), None);
        }
        assert!(state.is_due(at(900 + 24 * 3600), Duration::ZERO));
        state.answered(at(1000));
        assert_eq!((state.faults, &state.fault), (0, &None));
        assert!(state.is_due(at(1000), Duration::ZERO) && !state.is_due(at(1000), Duration::from_secs(60)));
    }

    #[test]
    fn the_servers_own_wait_wins() {
        let mut state = FeedState::default();
        state.failed(at(0), "asked to wait".into(), Some(Duration::from_secs(7200)));
        assert!(!state.is_due(at(7199), Duration::ZERO) && state.is_due(at(7200), Duration::ZERO));
    }

    #[test]
    fn a_damaged_file_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        let mut states = States::read(&path);
        states.set("https://a.example/", FeedState { items: 3, ..FeedState::default() });
        states.write().unwrap();
        assert_eq!(States::read(&path).of("https://a.example/").items, 3);
        std::fs::write(&path, "{\"https://a.ex").unwrap();
        assert_eq!(States::read(&path).of("https://a.example/"), FeedState::default());
    }
}
