//! The full text of an article from its page, where a feed has only its beginning.

use super::address::Trust;
use super::client::{Answer, Client, FetchError};
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
    /// The page has no more than is here.
    #[error("the page has no more text than is here")]
    NoLonger,
}

/// The article on the page at `url`.
pub(super) fn page(client: &Client, url: &str, trust: Trust) -> Result<Article, FullTextError> {
    let Answer::Page(page) = client.get(url, trust)? else { return Err(FullTextError::NoPage) };
    let mut articles = feed::read("page.html", &page.bytes)?;
    let mut article = articles.pop().ok_or(FullTextError::NoPage)?;
    article.url.get_or_insert_with(|| page.url.to_string());
    Ok(article)
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
    article.title_span = full.title_span;
    article.byline = article.byline.take().or(full.byline);
    article.date = article.date.or(full.date);
    article.language = article.language.take().or(full.language);
    Ok(())
}
