//! Files of many formats in, articles out: decodes and cleans what comes from the open web.
//!
//! Knows nothing of libraries; it hands articles back to its caller.

use crate::model::Article;

/// Why a file gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FeedError {
    /// It is no article: empty, binary, of no known format.
    #[error("{0}")]
    NoArticle(String),
    /// It should be one, and is broken at a place (line and column from 1).
    #[error("{}{message}", .place.map(|(l, c)| format!("{l}:{c}: ")).unwrap_or_default())]
    Broken {
        /// Line and column, from 1.
        place: Option<(usize, usize)>,
        /// What is wrong, in one line.
        message: String,
    },
}

/// The articles in `bytes`, the content of the file that the reader calls `path` (`-` for standard input); a feed file
/// gives one an item, any other file one.
///
/// # Errors
/// When it holds no article, or is broken.
pub fn read(path: &str, bytes: &[u8]) -> Result<Vec<Article>, FeedError> {
    let _ = (path, bytes);
    todo!()
}
