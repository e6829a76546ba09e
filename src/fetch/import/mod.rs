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
pub use newsboat_urls::{Urls, newsboat_urls};
pub use opml::{OpmlError, opml};
pub use recognise::{Kind, recognise};

use crate::model::Article;

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
