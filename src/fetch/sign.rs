//! The signs by which an article is known again: the publisher's identifier, its address, its words.
//!
//! They are read off the front matter of a kept file line by line, as it was written: what a file says is compared, not
//! understood, so that a folder of ten thousand files is looked through in a moment.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use toml_edit::value;

use crate::model::Article;

/// Longest front matter that is looked through, in bytes.
const FRONT: u64 = 1 << 16;
/// Fewer words than this may be another article's as well.
const TELLING: usize = 24;

/// A hash of what an article is known by.
pub(super) type Sign = [u8; 16];

/// What one article is known by.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Signs {
    guid: Option<Sign>,
    url: Option<Sign>,
    /// Only where there are words enough.
    words: Option<Sign>,
    fingerprint: String,
    /// Whether the text is its page's.
    pub filled: bool,
}

impl Signs {
    /// Those of an article on its way in.
    pub fn of(article: &Article, fingerprint: &str) -> Self {
        let written = |key: &str, word: &str| of(key, value(word).to_string().trim());
        let is_telling = article.text.as_str().split_whitespace().nth(TELLING).is_some();
        Self {
            guid: article.guid.as_deref().map(|guid| written("guid", guid)),
            url: article.url.as_deref().map(|url| written("url", url)),
            words: is_telling.then(|| of("words", fingerprint)),
            fingerprint: fingerprint.to_owned(),
            filled: false,
        }
    }

    /// Those of the kept file `path`.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut front = BufReader::with_capacity(2048, File::open(path)?.take(FRONT));
        let mut signs = Self::default();
        let mut line = String::new();
        front.read_line(&mut line)?;
        loop {
            line.clear();
            if front.read_line(&mut line)? == 0 || line.trim_end() == "+++" {
                break;
            }
            let Some((key, written)) = line.trim_end().split_once(" = ") else { continue };
            match key {
                "guid" => signs.guid = Some(of("guid", written)),
                "url" => signs.url = Some(of("url", written)),
                "full" => signs.filled = written == "true",
                "fingerprint" => signs.fingerprint = written.trim_matches('"').to_owned(),
                _ => {}
            }
        }
        // A short article is known by its words only to itself: asked for by none, the sign does no harm.
        signs.words = (!signs.fingerprint.is_empty()).then(|| of("words", &signs.fingerprint));
        Ok(signs)
    }

    /// The surest one first.
    pub fn all(&self) -> impl Iterator<Item = Sign> {
        self.telling(true)
    }

    /// Those that tell the article from others: its address only when it is `alone` at it.
    pub fn telling(&self, alone: bool) -> impl Iterator<Item = Sign> {
        [self.guid, self.url.filter(|_| alone), self.words].into_iter().flatten()
    }

    /// The fingerprint of the words; empty where none is known.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }
}

/// The sign of `word`, being a `kind` of sign.
pub(super) fn of(kind: &str, word: &str) -> Sign {
    let mut hash = blake3::Hasher::new();
    hash.update(kind.as_bytes()).update(b"\0").update(word.as_bytes());
    let mut sign = [0; 16];
    sign.copy_from_slice(&hash.finalize().as_bytes()[..16]);
    sign
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fetch::stored::{Stamp, fingerprint, markdown};
    use crate::model::Text;

    #[test]
    fn a_kept_file_has_the_signs_of_its_article() {
        let article = Article {
            title: "Ferries \"stop\"".into(),
            guid: Some("tag:ferry.example,2025:\"7\"\\x".into()),
            url: Some("https://ferry.example/?a='1'".into()),
            text: Text::new(&"The ferries stop at dusk while the wind holds. ".repeat(4)),
            ..Article::default()
        };
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let stamp = Stamp { fingerprint: fingerprint(&article), ..Stamp::default() };
        std::fs::write(&path, markdown(&article, &stamp)).unwrap();
        assert_eq!(Signs::of_file(&path).unwrap(), Signs::of(&article, &stamp.fingerprint));
        assert_eq!(Signs::of(&article, "").telling(false).count(), 2);
    }
}
