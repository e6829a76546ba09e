//! Articles kept as files in a folder of the library.
//!
//! A file's name is a slug of the headline and a hash of what tells the article from others; nothing that a server says
//! gets further into a path. A file is there whole or not at all, so that an interrupted round just goes on.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::stored::markdown;
use super::subscription::write_whole;
use crate::model::{Article, slug};

/// Hexadecimal digits of the hash in a file's name.
const DIGITS: usize = 12;
/// Longest part of a headline in a file's name, in bytes.
const HEADLINE: usize = 60;

/// Why an article could not be kept.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct KeepError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// What became of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is new, and stands in this file.
    New(PathBuf),
    /// It was there with other words; the file has the new ones, and the old ones stand beside it, hidden.
    Updated(PathBuf),
    /// It was there already.
    Same(PathBuf),
}

/// A folder that articles are kept in.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// File names by the hash in them.
    known: HashMap<String, String>,
}

impl Shelf {
    /// Opens (and if need be makes) the folder `name` inside the `library`; the name is made a slug first.
    ///
    /// # Errors
    /// When the folder cannot be made or read, or is a link that leads elsewhere.
    pub fn open(library: &Path, name: &str) -> Result<Self, KeepError> {
        let folder = if name.is_empty() { library.to_owned() } else { library.join(slug(name)) };
        let fault = |source| KeepError { path: folder.clone(), source };
        fs::create_dir_all(&folder).map_err(fault)?;
        if !name.is_empty() && fs::symlink_metadata(&folder).map_err(fault)?.is_symlink() {
            return Err(fault(io::Error::other("is a link; articles are kept in real folders only")));
        }
        let mut known = HashMap::new();
        for entry in fs::read_dir(&folder).map_err(fault)? {
            let name = entry.map_err(fault)?.file_name();
            if let Some((name, hash)) = name.to_str().and_then(|name| Some((name, hash_in(name)?))) {
                known.insert(hash.to_owned(), name.to_owned());
            }
        }
        Ok(Self { folder, known })
    }

    /// Whether the article is there already, under whatever headline.
    pub fn holds(&self, article: &Article) -> bool {
        self.known.contains_key(&identity(article))
    }

    /// Keeps `article`.
    ///
    /// # Errors
    /// When its file cannot be written; what was there before then stands.
    pub fn keep(&mut self, article: &Article) -> Result<Kept, KeepError> {
        let hash = identity(article);
        let page = markdown(article);
        if let Some(name) = self.known.get(&hash) {
            let path = self.folder.join(name);
            return renew(path.clone(), &page).map_err(|source| KeepError { path, source });
        }
        let mut headline = slug(&article.title);
        headline.truncate(HEADLINE);
        let name = format!("{}-{hash}.md", headline.trim_end_matches('-'));
        let path = self.folder.join(&name);
        write_whole(&path, page.as_bytes()).map_err(|source| KeepError { path: path.clone(), source })?;
        self.known.insert(hash, name);
        Ok(Kept::New(path))
    }
}

fn renew(path: PathBuf, page: &str) -> io::Result<Kept> {
    let before = fs::read_to_string(&path).unwrap_or_default();
    if before == page {
        return Ok(Kept::Same(path));
    }
    write_whole(&before_path(&path), before.as_bytes())?;
    write_whole(&path, page.as_bytes())?;
    Ok(Kept::Updated(path))
}

/// Where the words stand that `path` had before its last update.
fn before_path(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.before"))
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

fn hash_in(name: &str) -> Option<&str> {
    let (_, hash) = name.strip_suffix(".md")?.rsplit_once('-')?;
    (hash.len() == DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit())).then_some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    fn article(guid: &str, title: &str, text: &str) -> Article {
        Article { guid: Some(guid.into()), title: title.into(), text: Text::new(text), ..Article::default() }
    }

    fn files(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_article_is_kept_once_and_renewed_under_its_first_name() {
        let library = tempfile::tempdir().unwrap();
        let mut shelf = Shelf::open(library.path(), "World News").unwrap();
        assert!(matches!(shelf.keep(&article("1", "Talks open", "In Geneva.")).unwrap(), Kept::New(_)));
        assert!(matches!(shelf.keep(&article("1", "Talks open", "In Geneva.")).unwrap(), Kept::Same(_)));
        let mut again = Shelf::open(library.path(), "World News").unwrap();
        let Kept::Updated(path) = again.keep(&article("1", "Talks fail", "In Geneva.")).unwrap() else {
            panic!("an update is one")
        };
        assert!(path.file_name().unwrap().to_string_lossy().starts_with("talks-open-"));
        assert!(fs::read_to_string(before_path(&path)).unwrap().contains("Talks open"));
        assert_eq!(files(&library.path().join("world-news")).len(), 2);
    }

    #[test]
    fn no_name_leaves_the_folder() {
        let library = tempfile::tempdir().unwrap();
        let mut shelf = Shelf::open(library.path(), "../../outside").unwrap();
        shelf.keep(&article("../../../etc/passwd", "../../etc/passwd\0", "x")).unwrap();
        assert_eq!(files(library.path()), ["outside"]);
        let kept = files(&library.path().join("outside"));
        assert!(kept.len() == 1 && kept[0].starts_with("etc-passwd-"), "{kept:?}");
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_a_link_is_refused() {
        let (library, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), library.path().join("feed")).unwrap();
        assert!(Shelf::open(library.path(), "feed").is_err());
    }
}
