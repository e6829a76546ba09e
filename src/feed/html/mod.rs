//! Web pages: the article out of what stands around it, and what the page says of itself.

pub mod entity;
mod metadata;
mod prune;
mod scan;
mod text;

use dom_smoothie::{Config, Readability, TextMode};

pub use text::write;

use super::body::Body;
use super::{FeedError, clean_line};
use crate::model::{Article, Link, Text};
use metadata::Metadata;

/// The article in the web page `html`.
///
/// # Errors
/// When the page holds no text.
pub fn read(html: &str) -> Result<Article, FeedError> {
    let metadata = Metadata::of(html);
    let (text, links) = article_text(html);
    if text.is_empty() {
        return Err(FeedError::no_article("is a page without text"));
    }
    let mut article = Article { text, links, ..Article::default() };
    metadata.describe(&mut article);
    super::relink(&mut article.links, article.url.as_deref());
    Ok(article)
}

/// The text of a piece of HTML, such as the content of a feed's item.
pub fn fragment(html: &str) -> (Text, Vec<Link>) {
    let mut body = Body::default();
    write(html, &mut body);
    body.finish()
}

/// A piece of HTML as one clean line of text.
pub fn line(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return clean_line(html);
    }
    clean_line(fragment(html).0.as_str())
}

/// The text of the page's article, else of the whole page.
fn article_text(html: &str) -> (Text, Vec<Link>) {
    let pruned = prune::prune(html);
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let found = Readability::new(pruned.as_str(), None, Some(config)).ok().and_then(|mut page| page.parse().ok());
    let (text, links) = found.map(|article| fragment(&article.content)).unwrap_or_default();
    if text.is_empty() { fragment(&pruned) } else { (text, links) }
}
