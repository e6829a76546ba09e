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

/// `html` with a space for every block's tag, nothing for other tags, and references resolved.
pub fn bare(html: &str) -> String {
    let mut bare = String::with_capacity(html.len());
    for token in scan::tokens(html) {
        match token {
            scan::Token::Text(text) | scan::Token::Raw(text) => bare.push_str(&entity::decode(text)),
            scan::Token::Open(tag) if text::is_block(tag.name) || tag.is("br") => bare.push(' '),
            scan::Token::Close(name) if text::is_block(name) => bare.push(' '),
            _ => {}
        }
    }
    bare
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
