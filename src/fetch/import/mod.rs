//! What other programs keep: their lists of feeds, and their articles.

mod newsboat_urls;
mod opml;

pub use newsboat_urls::{Urls, newsboat_urls};
pub use opml::{OpmlError, opml};
