//! What other programs keep: their lists of feeds, and their articles.

mod journal;
mod kite;
mod newsboat_cache;
mod newsboat_urls;
mod opml;
mod recognise;

pub use journal::{Deed, Journal};
pub use kite::kite;
pub use newsboat_cache::{CacheCounts, CacheError, newsboat_cache};
pub use newsboat_urls::{NO_WEB, Urls, newsboat_urls};
pub use opml::{OpmlError, opml};
pub use recognise::{Kind, recognise};

use crate::model::Article;

/// What was left of a list of feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// The line or address that is no feed to follow.
    pub what: String,
    /// Why, and what to do instead.
    pub why: String,
}

/// An article taken from another program, with what the reader had marked there.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// The article.
    pub article: Article,
    /// The feed that it came from.
    pub feed: Option<String>,
    /// Name of the folder of the library that it belongs in.
    pub folder: String,
    /// Whether it was read.
    pub read: bool,
    /// Whether it was flagged.
    pub bookmarked: bool,
    /// What it was flagged with.
    pub tags: Vec<String>,
}
