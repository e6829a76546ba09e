//! Subscriptions: `feeds.toml`, which the reader may edit by hand; comments and order survive a change made here.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Deserialize;
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, Value, value};

use super::address::Trust;
use super::file;

/// A feed that the reader follows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// Where the feed is.
    pub url: String,
    /// What the reader calls it.
    #[serde(default)]
    pub name: String,
    /// Folder inside the library; made from the name when empty.
    #[serde(default)]
    pub folder: String,
    /// Tags that each of its articles gets.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Whether each item's page is fetched for its full text.
    #[serde(default)]
    pub full_text: bool,
    /// How often it is asked at most: a number and `m`, `h` or `d`.
    #[serde(default)]
    pub every: String,
    /// Whether a server or a page named the address, not the reader: then no private host is asked at it.
    #[serde(default)]
    pub found: bool,
}

impl Subscription {
    /// Whether the reader vouches for the host.
    pub fn trust(&self) -> Trust {
        if self.found { Trust::Found } else { Trust::Typed }
    }

    /// The shortest time between two requests; ten minutes where nothing is said.
    pub fn interval(&self) -> Duration {
        interval(&self.every).unwrap_or(Duration::from_secs(600))
    }
}

/// Why the subscriptions could not be read or changed.
#[derive(Debug, thiserror::Error)]
pub enum SubscriptionError {
    /// The file is not as it should be, with line and column from 1.
    #[error("{path}:{line}:{column}: {message}")]
    Wrong {
        /// The file.
        path: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1, in code points.
        column: usize,
        /// What is wrong.
        message: String,
    },
    /// The file could not be read or written.
    #[error("{path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A feed is there already, under the name given.
    #[error("already followed as “{0}”")]
    Known(String),
    /// It is no length of time.
    #[error("“{0}” is no time: write 30m, 6h or 1d")]
    Every(String),
    /// No feed has that name or address.
    #[error("no feed is called “{0}”")]
    Unknown(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listing {
    #[serde(default)]
    feed: Vec<Subscription>,
}

/// The file of subscriptions.
#[derive(Debug, Clone)]
pub struct Subscriptions {
    path: PathBuf,
    document: DocumentMut,
    feeds: Vec<Subscription>,
}

impl Subscriptions {
    /// Reads the file `path`; one that is not there is an empty list.
    ///
    /// # Errors
    /// When it cannot be read, or is not as it should be.
    pub fn read(path: &Path) -> Result<Self, SubscriptionError> {
        match fs::read_to_string(path) {
            Ok(content) => Self::parse(path, &content),
            Err(e) if e.kind() == io::ErrorKind::NotFound => Self::parse(path, ""),
            Err(source) => Err(SubscriptionError::Io { path: path.display().to_string(), source }),
        }
    }

    fn parse(path: &Path, content: &str) -> Result<Self, SubscriptionError> {
        let wrong = |at: usize, message: String| {
            let before = content.get(..at).unwrap_or(content);
            SubscriptionError::Wrong {
                path: path.display().to_string(),
                line: before.matches('\n').count() + 1,
                column: before.rsplit('\n').next().unwrap_or("").chars().count() + 1,
                message,
            }
        };
        let fault = |e: toml::de::Error| wrong(e.span().map_or(0, |span| span.start), e.message().to_owned());
        let listing: Listing = toml::from_str(content).map_err(fault)?;
        let document = content.parse::<DocumentMut>().map_err(|e| wrong(0, e.to_string()))?;
        let mut feeds = listing.feed;
        for feed in &mut feeds {
            if !feed.every.is_empty() && interval(&feed.every).is_none() {
                let at = content.find(&feed.every).unwrap_or(0);
                return Err(wrong(at, format!("“{}” is no time: write 30m, 6h or 1d", feed.every)));
            }
            if feed.name.is_empty() {
                feed.name.clone_from(&feed.url);
            }
        }
        Ok(Self { path: path.to_owned(), document, feeds })
    }

    /// The feeds, in the order of the file.
    pub fn feeds(&self) -> &[Subscription] {
        &self.feeds
    }

    /// The feed that is called `name`, or has that address.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(&self, name: &str) -> Result<&Subscription, SubscriptionError> {
        self.position(name).map(|index| &self.feeds[index])
    }

    /// Adds `feed` and writes the file.
    ///
    /// # Errors
    /// When its address is followed already, or the file cannot be written.
    pub fn add(&mut self, feed: Subscription) -> Result<(), SubscriptionError> {
        if let Some(known) = self.feeds.iter().find(|known| known.url == feed.url) {
            return Err(SubscriptionError::Known(known.name.clone()));
        }
        if !feed.every.is_empty() && interval(&feed.every).is_none() {
            return Err(SubscriptionError::Every(feed.every));
        }
        self.append(feed);
        self.write()
    }

    /// Adds those of `feeds` whose addresses are not followed yet, under names of their own, and writes the file once;
    /// gives the addresses of the others. `before` hears of those that will be added.
    ///
    /// # Errors
    /// When the file cannot be written, or `before` says so.
    pub fn add_all(
        &mut self,
        feeds: Vec<Subscription>,
        before: impl FnOnce(&[Subscription]) -> io::Result<()>,
    ) -> Result<Vec<String>, SubscriptionError> {
        let (known, new): (Vec<_>, Vec<_>) =
            feeds.into_iter().partition(|feed| self.feeds.iter().any(|known| known.url == feed.url));
        before(&new).map_err(|source| SubscriptionError::Io { path: self.path.display().to_string(), source })?;
        let any = !new.is_empty();
        for feed in new {
            let name = self.free_name(&feed.name, &feed.url);
            self.append(Subscription { name, ..feed });
        }
        if any {
            self.write()?;
        }
        Ok(known.into_iter().map(|feed| feed.url).collect())
    }

    fn append(&mut self, feed: Subscription) {
        let mut table = Table::new();
        table["url"] = value(&feed.url);
        table["name"] = value(&feed.name);
        if !feed.folder.is_empty() {
            table["folder"] = value(&feed.folder);
        }
        if !feed.tags.is_empty() {
            table["tags"] = value(feed.tags.iter().collect::<Array>());
        }
        if feed.full_text {
            table["full_text"] = value(true);
        }
        if !feed.every.is_empty() {
            table["every"] = value(&feed.every);
        }
        if feed.found {
            table["found"] = value(true);
        }
        self.tables().push(table);
        self.feeds.push(feed);
    }

    /// `wanted` as a name that no other feed has: where one does, with the host of `url` behind it, or a number.
    pub fn free_name(&self, wanted: &str, url: &str) -> String {
        let wanted = crate::feed::clean_line(wanted);
        let host = url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        let hosted = format!("{wanted} ({host})");
        let numbered = (2..).map(|number| format!("{wanted} ({host} {number})"));
        let taken = |name: &String| self.feeds.iter().any(|feed| feed.url == *name || same(&feed.name, name));
        let mut names = [wanted.clone(), hosted].into_iter().chain(numbered);
        names.find(|name| name == url || !taken(name)).unwrap_or(wanted)
    }

    /// Removes the feed `name` and writes the file; its articles stay.
    ///
    /// # Errors
    /// When there is none, or the file cannot be written.
    pub fn remove(&mut self, name: &str) -> Result<Subscription, SubscriptionError> {
        let index = self.position(name)?;
        self.tables().remove(index);
        let gone = self.feeds.remove(index);
        self.write()?;
        Ok(gone)
    }

    /// Calls the feed `name` by another name.
    ///
    /// # Errors
    /// As [`Self::remove`].
    pub fn rename(&mut self, name: &str, new: &str) -> Result<(), SubscriptionError> {
        let index = self.position(name)?;
        // A folder made from the old name is kept, so that the articles stay together.
        let folder = self.feeds[index].folder.clone();
        if folder.is_empty() {
            let kept = crate::model::slug(&self.feeds[index].name);
            self.feeds[index].folder.clone_from(&kept);
            self.set(index, "folder", &*kept);
        }
        new.clone_into(&mut self.feeds[index].name);
        self.set(index, "name", new);
        self.write()
    }

    /// Follows the feed at `url` to the address that it moved to for good.
    ///
    /// # Errors
    /// As [`Self::remove`].
    pub fn moved(&mut self, url: &str, new: &str) -> Result<(), SubscriptionError> {
        let index = self.position(url)?;
        let host = |url: &str| Some(url::Url::parse(url).ok()?.host_str()?.to_owned());
        if host(url) != host(new) {
            self.feeds[index].found = true;
            self.set(index, "found", true);
        }
        new.clone_into(&mut self.feeds[index].url);
        self.set(index, "url", new);
        self.write()
    }

    fn position(&self, name: &str) -> Result<usize, SubscriptionError> {
        let found = self.feeds.iter().position(|feed| feed.url == name || feed.name == name).or_else(|| {
            let mut close = self.feeds.iter().enumerate().filter(|(_, feed)| same(&feed.name, name));
            close.next().map(|(index, _)| index).filter(|_| close.next().is_none())
        });
        found.ok_or_else(|| SubscriptionError::Unknown(name.to_owned()))
    }

    fn tables(&mut self) -> &mut ArrayOfTables {
        let item = self.document.entry("feed").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        if item.as_array_of_tables().is_none() {
            // `feed = [{…}]` means the same, but cannot be added to in place.
            let tables = std::mem::take(item).into_array_of_tables().unwrap_or_default();
            *item = Item::ArrayOfTables(tables);
        }
        item.as_array_of_tables_mut().expect("made one above")
    }

    fn set(&mut self, index: usize, key: &str, new: impl Into<Value>) {
        if let Some(table) = self.tables().get_mut(index) {
            table[key] = value(new);
        }
    }

    fn write(&self) -> Result<(), SubscriptionError> {
        file::write(&self.path, self.document.to_string().as_bytes())
            .map_err(|source| SubscriptionError::Io { path: self.path.display().to_string(), source })
    }
}

/// Whether two names are one to the eye.
fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// Whether `text` is a length of time that a feed may be asked by.
pub(super) fn is_interval(text: &str) -> bool {
    interval(text).is_some()
}

fn interval(text: &str) -> Option<Duration> {
    let (number, unit) = text.trim().split_at_checked(text.trim().len().checked_sub(1)?)?;
    let seconds = match unit {
        "m" => 60,
        "h" => 3600,
        "d" => 24 * 3600,
        _ => return None,
    };
    number.trim().parse::<u64>().ok()?.checked_mul(seconds).map(Duration::from_secs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(content: &str) -> Result<Subscriptions, SubscriptionError> {
        let folder = tempfile::tempdir().unwrap().keep();
        Subscriptions::parse(&folder.join("feeds.toml"), content)
    }

    fn feed(url: &str, name: &str) -> Subscription {
        Subscription {
            url: url.into(),
            name: name.into(),
            folder: String::new(),
            tags: vec!["world".into()],
            full_text: true,
            every: "30m".into(),
            found: false,
        }
    }

    #[test]
    fn a_change_keeps_comments_and_reads_back() {
        let mut list = parse("# mine\n[[feed]]\nurl = \"https://a.example/\" # first\nname = \"A\"\n").unwrap();
        list.add(feed("https://b.example/", "B")).unwrap();
        list.rename("a", "Alpha").unwrap();
        let written = fs::read_to_string(&list.path).unwrap();
        assert!(written.starts_with("# mine\n") && written.contains("# first"), "{written}");
        let again = Subscriptions::read(&list.path).unwrap();
        assert_eq!(again.feeds(), list.feeds());
        assert_eq!((again.feeds()[0].name.as_str(), again.feeds()[0].folder.as_str()), ("Alpha", "a"));
        assert_eq!(again.feeds()[1].interval(), Duration::from_secs(1800));
    }

    #[test]
    fn a_host_that_a_server_named_is_not_the_readers() {
        let mut list = parse("").unwrap();
        list.add(feed("https://b.example/", "B")).unwrap();
        list.moved("https://b.example/", "https://b.example/new").unwrap();
        assert_eq!(list.feeds()[0].trust(), Trust::Typed);
        list.moved("https://b.example/new", "https://c.example/").unwrap();
        assert_eq!(Subscriptions::read(&list.path).unwrap().feeds()[0].trust(), Trust::Found);
    }

    #[test]
    fn one_address_is_followed_once() {
        let mut list = parse("").unwrap();
        list.add(feed("https://b.example/", "B")).unwrap();
        assert!(
            matches!(list.add(feed("https://b.example/", "C")), Err(SubscriptionError::Known(name)) if name == "B")
        );
        assert_eq!(list.remove("B").unwrap().url, "https://b.example/");
        assert!(matches!(list.remove("B"), Err(SubscriptionError::Unknown(_))));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_place() {
        for (content, place) in [
            ("[[feed]]\nurl = \"https://a.example/\"\nnaem = \"A\"\n", ":3:1:"),
            ("[[feed]]\nurl = 3\n", ":2:7:"),
            ("[[feed]]\nurl = \"https://a.example/\"\nevery = \"often\"\n", ":3:10:"),
        ] {
            let error = parse(content).unwrap_err().to_string();
            assert!(error.contains(place), "{error}");
        }
    }

    #[test]
    fn a_list_in_one_line_can_be_added_to() {
        let mut list = parse("feed = [{ url = \"https://a.example/\", name = \"A\" }]\n").unwrap();
        list.add(feed("https://b.example/", "B")).unwrap();
        assert_eq!(Subscriptions::read(&list.path).unwrap().feeds().len(), 2);
    }
}
