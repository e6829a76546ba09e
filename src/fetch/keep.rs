//! Articles kept as files in a folder of the library.
//!
//! A file's name is a slug of the headline and a hash of what tells the article from others; nothing that a server says
//! gets further into a path. A file is there whole or not at all, so that an interrupted round just goes on.

use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::file;
use super::incoming::{Incoming, hash_in};
use super::sign::{self, Sign, Signs};
use super::stored::{Stamp, markdown};
use crate::feed;
use crate::model::{Article, slug};

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

/// Where an article stands before it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    New,
    /// Kept in the file of this number, with other words.
    Changed(usize),
    /// Kept in the file of this number.
    Same(usize),
}

/// A folder that articles are kept in.
#[derive(Debug)]
pub struct Shelf {
    folder: PathBuf,
    names: Vec<String>,
    fingerprints: Vec<String>,
    /// Which of them have the text of their pages.
    filled: Vec<bool>,
    /// Files by each of the signs that their articles are known by; none where two share one.
    known: HashMap<Sign, Option<usize>>,
    is_settled: bool,
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
        let mut shelf = Self {
            folder: folder.clone(),
            names: Vec::new(),
            fingerprints: Vec::new(),
            filled: Vec::new(),
            known: HashMap::new(),
            is_settled: true,
        };
        for entry in fs::read_dir(&folder).map_err(fault)? {
            let entry = entry.map_err(fault)?;
            if file::is_unfinished(&entry) {
                continue;
            }
            if let Some((name, hash)) = entry.file_name().to_str().and_then(|name| Some((name, hash_in(name)?))) {
                let signs = Signs::of_file(&entry.path()).unwrap_or_default();
                shelf.learn(name.to_owned(), hash, &signs);
            }
        }
        Ok(shelf)
    }

    /// Whether the article is there already, under whatever headline.
    pub fn holds(&self, article: &Article) -> bool {
        self.standing(&Incoming::single(article)) != Standing::New
    }

    /// Keeps `article` as it is.
    ///
    /// # Errors
    /// When its file cannot be written; what was there before then stands.
    pub fn keep(&mut self, article: &Article) -> Result<Kept, KeepError> {
        let incoming = Incoming::single(article);
        self.store(self.standing(&incoming), article, &incoming)
    }

    /// Keeps `article` only if it is not there already, in whatever words. `before` hears of the new file, its path and
    /// what will stand in it, before it is written, and may forbid it.
    ///
    /// # Errors
    /// When its file cannot be written, or `before` says so.
    pub fn keep_new(
        &mut self,
        article: &Article,
        before: impl FnOnce(&Path, &str) -> io::Result<()>,
    ) -> Result<Kept, KeepError> {
        let incoming = Incoming::single(article);
        match self.standing(&incoming) {
            Standing::Same(number) | Standing::Changed(number) => Ok(Kept::Same(self.folder.join(&self.names[number]))),
            Standing::New => self.place_new(article, &incoming, before),
        }
    }

    /// Puts the text of `article` into the kept `file`; what the publisher sends is held against its own words as before.
    pub(super) fn put_text(file: &Path, article: &Article) -> Result<Kept, KeepError> {
        let write = || {
            let fingerprint = Signs::of_file(file)?.fingerprint().to_owned();
            let stamp = Stamp { fingerprint, updated: None, filled: true };
            file::write(file, markdown(article, &stamp).as_bytes())?;
            // Other words of the publisher's than these have nothing to be compared with any more.
            fs::remove_file(feed::version_before(file)).or_else(ignore_missing)
        };
        write().map_err(|source| KeepError { path: file.to_owned(), source })?;
        Ok(Kept::Updated(file.to_owned()))
    }

    /// Returns when all that was kept is on the disk.
    ///
    /// # Errors
    /// When the disk refuses it.
    pub fn settle(&mut self) -> Result<(), KeepError> {
        if !self.is_settled {
            file::settle(&self.folder).map_err(|source| KeepError { path: self.folder.clone(), source })?;
            self.is_settled = true;
        }
        Ok(())
    }

    /// Where `incoming` stands: known again by its name, else by guid, by address, by words.
    pub(super) fn standing(&self, incoming: &Incoming) -> Standing {
        let signs = incoming.signs.telling(incoming.alone);
        let mut found = std::iter::once(sign::of("name", &incoming.identity)).chain(signs);
        match found.find_map(|sign| self.known.get(&sign).copied().flatten()) {
            None => Standing::New,
            Some(number) if self.fingerprints[number] == incoming.fingerprint => Standing::Same(number),
            Some(number) => Standing::Changed(number),
        }
    }

    /// Whether what stands so has the text of its page, which a shorter one must not take the place of.
    pub(super) fn is_filled(&self, standing: Standing) -> bool {
        matches!(standing, Standing::Same(number) | Standing::Changed(number) if self.filled[number])
    }

    /// Keeps `article`, which stands as [`Shelf::standing`] said.
    pub(super) fn store(
        &mut self,
        standing: Standing,
        article: &Article,
        incoming: &Incoming,
    ) -> Result<Kept, KeepError> {
        match standing {
            Standing::Same(number) => Ok(Kept::Same(self.folder.join(&self.names[number]))),
            Standing::Changed(number) => self.renew(number, article, incoming),
            Standing::New => self.place_new(article, incoming, |_, _| Ok(())),
        }
    }

    fn place_new(
        &mut self,
        article: &Article,
        incoming: &Incoming,
        before: impl FnOnce(&Path, &str) -> io::Result<()>,
    ) -> Result<Kept, KeepError> {
        let mut headline = slug(&article.title);
        headline.truncate(HEADLINE);
        let name = format!("{}-{}.md", headline.trim_end_matches('-'), incoming.identity);
        let page = markdown(article, &Stamp::of(incoming));
        let path = self.folder.join(&name);
        before(&path, &page).map_err(|source| KeepError { path: path.clone(), source })?;
        self.place(&path, &page)?;
        self.learn(name, &incoming.identity, &incoming.signs);
        Ok(Kept::New(path))
    }

    fn renew(&mut self, number: usize, article: &Article, incoming: &Incoming) -> Result<Kept, KeepError> {
        let path = self.folder.join(&self.names[number]);
        let before = fs::read(&path).map_err(|source| KeepError { path: path.clone(), source })?;
        let mut article = article.clone();
        if let Some(known) = feed::read("kept.md", &before).ok().and_then(|mut kept| kept.pop()) {
            // Marks hang on the identifier under which the article first came; tags may be the reader's own.
            article.guid = known.guid.or(article.guid);
            let own = known.tags.into_iter().filter(|tag| !article.tags.contains(tag)).collect::<Vec<_>>();
            article.tags.extend(own);
        }
        let mut stamp = Stamp::of(incoming);
        let was_whole = self.fingerprints[number] != Incoming::UNFILLED;
        if was_whole {
            stamp.updated = Some(Timestamp::now());
            self.place(&feed::version_before(&path), &String::from_utf8_lossy(&before))?;
        }
        self.place(&path, &markdown(&article, &stamp))?;
        self.fingerprints[number].clone_from(&incoming.fingerprint);
        self.filled[number] = incoming.signs.filled;
        for sign in incoming.signs.all() {
            self.known.entry(sign).or_insert(Some(number));
        }
        Ok(Kept::Updated(path))
    }

    fn place(&mut self, path: &Path, page: &str) -> Result<(), KeepError> {
        self.is_settled = false;
        file::place(path, page.as_bytes()).map_err(|source| KeepError { path: path.to_owned(), source })
    }

    fn learn(&mut self, name: String, hash: &str, signs: &Signs) {
        let number = self.names.len();
        self.names.push(name);
        self.fingerprints.push(signs.fingerprint().to_owned());
        self.filled.push(signs.filled);
        self.known.insert(sign::of("name", hash), Some(number));
        for sign in signs.all() {
            self.known.entry(sign).and_modify(|slot| *slot = None).or_insert(Some(number));
        }
    }
}

fn ignore_missing(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Text;

    /// Long enough to be known by its words.
    const REPORT: &str = "The council of the harbour town voted on Monday to keep the old pier open to walkers through \
        the winter, although the engineers who looked at its piles in August had asked for a fence. A second look is \
        planned for the week after the autumn storms, the mayor said.";

    fn article(guid: &str, title: &str, text: &str) -> Article {
        Article { guid: Some(guid.into()), title: title.into(), text: Text::new(text), ..Article::default() }
    }

    fn at(url: &str, article: Article) -> Article {
        Article { url: Some(url.into()), ..article }
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
        assert!(matches!(shelf.keep(&article("1", "Talks open", "In  Geneva.")).unwrap(), Kept::Same(_)));
        let mut again = Shelf::open(library.path(), "World News").unwrap();
        let Kept::Updated(path) = again.keep(&article("1", "Talks fail", "In Geneva.")).unwrap() else {
            panic!("an update is one")
        };
        assert!(path.file_name().unwrap().to_string_lossy().starts_with("talks-open-"));
        assert!(fs::read_to_string(&path).unwrap().contains("updated = "));
        assert!(fs::read_to_string(feed::version_before(&path)).unwrap().contains("Talks open"));
        assert_eq!(files(&library.path().join("world-news")).len(), 2);
    }

    #[test]
    fn an_article_is_known_again_by_guid_by_address_and_by_words() {
        let library = tempfile::tempdir().unwrap();
        let first = at("https://pier.example/1", article("g1", "Pier stays open", REPORT));
        Shelf::open(library.path(), "Pier").unwrap().keep(&first).unwrap();
        let shelf = Shelf::open(library.path(), "Pier").unwrap();
        for again in [
            at("https://www.pier.example/1?from=feed", article("g1", "Pier stays open", REPORT)),
            at("https://pier.example/1", article("g1#2", "Pier stays open", REPORT)),
            at("https://moved.example/1", article("g9", "Pier stays open", REPORT)),
        ] {
            assert_eq!(shelf.standing(&Incoming::of(&again, true)), Standing::Same(0), "{again:?}");
        }
        for other in [
            at("https://pier.example/2", article("g2", "Pier stays open", "Short.")),
            at("https://pier.example/1", article("g3", "Pier closes", "Short.")),
        ] {
            assert_eq!(shelf.standing(&Incoming::of(&other, false)), Standing::New, "{other:?}");
        }
    }

    #[test]
    fn an_update_keeps_the_identifier_that_marks_hang_on_and_the_readers_tags() {
        let library = tempfile::tempdir().unwrap();
        let mut shelf = Shelf::open(library.path(), "Pier").unwrap();
        let mut first = at("https://pier.example/1", article("g1#0", "Pier stays open", "One."));
        first.tags = vec!["harbour".into()];
        shelf.keep(&first).unwrap();
        let again = at("https://pier.example/1", article("g1#1", "Pier closes", "Two."));
        let incoming = Incoming::of(&again, true);
        let Kept::Updated(path) = shelf.store(shelf.standing(&incoming), &again, &incoming).unwrap() else {
            panic!("an update is one")
        };
        let kept = feed::read("kept.md", &fs::read(path).unwrap()).unwrap().remove(0);
        assert_eq!((kept.guid.as_deref(), kept.tags.as_slice()), (Some("g1#0"), &["harbour".to_owned()][..]));
        assert_eq!(kept.text.as_str(), "Two.");
    }

    #[test]
    fn what_the_reader_edits_stays_until_the_publisher_changes_it() {
        let library = tempfile::tempdir().unwrap();
        let first = article("1", "Talks open", "In Geneva.");
        let Kept::New(path) = Shelf::open(library.path(), "W").unwrap().keep(&first).unwrap() else { panic!() };
        let edited = fs::read_to_string(&path).unwrap() + "\nMy own line.\n";
        fs::write(&path, &edited).unwrap();
        let mut shelf = Shelf::open(library.path(), "W").unwrap();
        assert!(matches!(shelf.keep(&first).unwrap(), Kept::Same(_)));
        assert_eq!(fs::read_to_string(&path).unwrap(), edited);
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
