//! The full text of an article from its page, where a feed has only its beginning.

use super::address::Trust;
use super::client::{Answer, Client, FetchError, Page};
use crate::feed::{self, FeedError};
use crate::model::Article;

/// Why an article has no other text than before.
#[derive(Debug, thiserror::Error)]
pub enum FullTextError {
    /// It has no address.
    #[error("the article has no address")]
    NoAddress,
    /// Its page did not come.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The server has no page to give: gone, or asked too often.
    #[error("the server has no page to give now")]
    NoPage,
    /// The page holds no article.
    #[error("the page {0}")]
    Page(#[from] FeedError),
    /// It is a feed.
    #[error("is a feed: `dateline feeds add` follows it")]
    Feed,
    /// The page has no more than is here.
    #[error("the page has no more text than is here")]
    NoLonger,
}

impl FullTextError {
    /// Whether the page may well have the text another time.
    pub(super) fn may_pass(&self) -> bool {
        matches!(self, Self::Fetch(_) | Self::NoPage | Self::Page(_) | Self::Feed)
    }
}

/// The article on the page at `url`, whatever the reader's trust in it.
///
/// # Errors
/// When the page does not come, or holds no article.
pub fn page(client: &Client, url: &str, trust: Trust) -> Result<Article, FullTextError> {
    let Answer::Page(page) = client.get(url, trust)? else { return Err(FullTextError::NoPage) };
    let mut articles = feed::read(name_of(&page), &page.text())?;
    if articles.len() > 1 {
        return Err(FullTextError::Feed);
    }
    let mut article = articles.pop().ok_or(FullTextError::NoPage)?;
    article.url.get_or_insert_with(|| page.url.to_string());
    article.source.get_or_insert_with(|| page.url.host_str().unwrap_or_default().trim_start_matches("www.").to_owned());
    // The name by which it was read says nothing of it.
    article.stem.clone_from(&article.title);
    Ok(article)
}

/// A file name that tells the format of `page`: what is not said to be something else is a web page.
fn name_of(page: &Page) -> &'static str {
    let kind = page.content_type.as_deref().and_then(|kind| kind.split(';').next()).unwrap_or_default();
    match kind.trim().to_ascii_lowercase().as_str() {
        "text/plain" => "page.txt",
        "text/markdown" => "page.md",
        "application/json" | "application/feed+json" => "page.json",
        "application/rss+xml" | "application/atom+xml" => "page.xml",
        "application/xml" | "text/xml" if feed::read_feed("", &page.bytes).is_ok() => "page.xml",
        _ => "page.html",
    }
}

/// Puts the full text of the article's page in the place of the short one, where it is longer.
pub(super) fn fill(client: &Client, trust: Trust, article: &mut Article) -> Result<(), FullTextError> {
    let url = article.url.clone().ok_or(FullTextError::NoAddress)?;
    let full = page(client, &url, trust)?;
    if full.text.len() <= article.text.len() {
        return Err(FullTextError::NoLonger);
    }
    article.text = full.text;
    article.links = full.links;
    article.pointers = full.pointers;
    article.title_span = full.title_span;
    article.byline = article.byline.take().or(full.byline);
    article.date = article.date.or(full.date);
    article.language = article.language.take().or(full.language);
    Ok(())
}
