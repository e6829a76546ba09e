//! An article on its way in, and what it is known by.

use super::sign::Signs;
use super::stored::fingerprint;
use crate::model::Article;

/// Hexadecimal digits of the hash in a file's name.
const DIGITS: usize = 12;

/// An article on its way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Incoming {
    /// Tells it from all others: the hash in its file's name.
    pub identity: String,
    pub signs: Signs,
    /// Whether no other article came from its address with it.
    pub alone: bool,
    /// Of the words that the publisher sent.
    pub fingerprint: String,
}

impl Incoming {
    /// The fingerprint of an article whose full text is still to come.
    pub(super) const UNFILLED: &str = "unfilled";

    /// `article` as it comes by itself: one that has an identifier is known by it, not by its address.
    pub(super) fn single(article: &Article) -> Self {
        Self::of(article, article.guid.is_none())
    }

    /// `article` as its publisher sent it; `alone` unless others came with it from the same address.
    pub(super) fn of(article: &Article, alone: bool) -> Self {
        let fingerprint = fingerprint(article);
        let signs = Signs::of(article, &fingerprint);
        Self { identity: identity(article), signs, alone, fingerprint }
    }
}

/// What tells one article from all others: the publisher's own identifier and address, else its words.
fn identity(article: &Article) -> String {
    let mut hash = blake3::Hasher::new();
    match (&article.guid, &article.url) {
        (None, None) => {
            hash.update(article.title.as_bytes()).update(b"\0").update(article.text.as_str().as_bytes());
        }
        (guid, url) => {
            hash.update(guid.as_deref().unwrap_or_default().as_bytes()).update(b"\0");
            hash.update(url.as_deref().unwrap_or_default().as_bytes());
        }
    }
    hash.finalize().to_hex()[..DIGITS].to_owned()
}

/// The hash in the name of a file that was kept here; none in the name of any other file.
pub(super) fn hash_in(name: &str) -> Option<&str> {
    let (_, hash) = name.strip_suffix(".md")?.rsplit_once('-')?;
    (hash.len() == DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit())).then_some(hash)
}
