//! The feed that an address means: the feed itself, or the one that a page offers.

use url::Url;

use super::address::{self, Trust};
use super::client::{Answer, Client, FetchError, Page};
use super::discover::feed_links;
use crate::feed;

/// Where sites keep a feed that their pages do not name.
const USUAL: &[&str] = &["feed", "rss", "feed.xml", "rss.xml", "atom.xml", "index.xml", "feed.json"];
/// Offered feeds that are tried.
const TRIED: usize = 4;

/// A feed that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFeed {
    /// Where it is.
    pub url: String,
    /// What it calls itself; empty when it does not.
    pub title: String,
    /// Items in it.
    pub items: usize,
    /// Other feeds that the page offers.
    pub others: Vec<String>,
    /// Whether it lies on another host than the address that the reader typed.
    pub named: bool,
}

/// Why no feed was found.
#[derive(Debug, thiserror::Error)]
pub enum FindError {
    /// The address gave nothing.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It has nothing to give.
    #[error("nothing is there (any more)")]
    Nothing,
    /// It offers no feed.
    #[error("is no feed, and offers none")]
    NoFeed,
    /// It is a feed that cannot be read.
    #[error("{0}")]
    Broken(String),
}

/// Finds the feed that the reader means by `address`: a feed, or a page that offers one.
///
/// # Errors
/// When nothing comes from there, or no feed.
pub fn find_feed(client: &Client, address: &str) -> Result<FoundFeed, FindError> {
    let address = address
        .strip_prefix("feed://")
        .map_or_else(|| address.strip_prefix("feed:").unwrap_or(address).to_owned(), |rest| format!("https://{rest}"));
    let typed = address::read(&address).ok();
    let Answer::Page(page) = client.get(&address, Trust::Typed)? else { return Err(FindError::Nothing) };
    let fault = match feed::read_feed(page.url.as_str(), &page.text()) {
        Ok(articles) => return Ok(found(&page, &articles, Vec::new(), typed.as_ref())),
        Err(fault) => fault,
    };
    let text = String::from_utf8_lossy(&page.bytes);
    let offered = feed_links(&text, &page.url);
    if offered.is_empty() && matches!(fault, feed::FeedError::Broken { .. }) {
        return Err(FindError::Broken(fault.to_string()));
    }
    let usual = USUAL.iter().filter_map(|name| page.url.join(&format!("/{name}")).ok());
    let tried: Vec<Url> =
        if offered.is_empty() { usual.collect() } else { offered.iter().take(TRIED).cloned().collect() };
    for url in tried {
        // What is on the host that was typed was meant as well.
        let trust = if Some(url.host()) == typed.as_ref().map(Url::host) { Trust::Typed } else { Trust::Found };
        if let Ok(Answer::Page(page)) = client.get(url.as_str(), trust)
            && let Ok(articles) = feed::read_feed(page.url.as_str(), &page.text())
        {
            let others = offered.iter().filter(|other| **other != url).map(Url::to_string).collect();
            return Ok(found(&page, &articles, others, typed.as_ref()));
        }
    }
    Err(FindError::NoFeed)
}

fn found(page: &Page, articles: &[crate::model::Article], others: Vec<String>, typed: Option<&Url>) -> FoundFeed {
    let title = articles.iter().find_map(|article| article.source.clone()).unwrap_or_default();
    let named = typed.and_then(Url::host) != page.url.host();
    FoundFeed { url: page.url.to_string(), title, items: articles.len(), others, named }
}
