//! Which files a library has: folders walked in order, links and pipes told apart from articles.

use std::fs::{self, FileType};
use std::io::Read;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::Notice;
use crate::feed::{self, FeedError, Format};
use crate::model::Article;

/// Larger files are no articles; the cap bounds memory.
const LARGEST: u64 = 64 << 20;

/// A file that may hold articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: PathBuf,
    /// Its path below the folder it was found in; the file's name when it was given by itself.
    pub relative: PathBuf,
    /// Whether the reader named the file itself, so that failing to read it is a fault.
    pub named: bool,
}

/// The files below each of `sources`, in the order given, folders sorted by path; hidden files and folders are left
/// out, links to folders are not followed.
pub fn walk(sources: &[PathBuf]) -> impl Iterator<Item = Result<Found, Notice>> + '_ {
    sources.iter().flat_map(|source| -> Box<dyn Iterator<Item = Result<Found, Notice>>> {
        match fs::metadata(source) {
            Ok(meta) if meta.is_dir() => Box::new(below(source)),
            Ok(meta) => Box::new(std::iter::once(match no_file(meta.file_type()) {
                None => Ok(Found {
                    path: source.clone(),
                    relative: source.file_name().map_or_else(|| source.clone(), PathBuf::from),
                    named: true,
                }),
                Some(why) => Err(notice(source, why, true)),
            })),
            Err(error) => Box::new(std::iter::once(Err(notice(source, &explain(&error), true)))),
        }
    })
}

/// The articles in the file `found`.
///
/// # Errors
/// One clear line on a file that cannot be read or holds no article; the latter is a fault only when it was named.
pub fn read(found: &Found) -> Result<Vec<Article>, Notice> {
    expect_format(found)?;
    feed::read(&found.path.to_string_lossy(), &bytes(found)?)
        .map_err(|error| complaint(&found.path, &error, found.named))
}

/// Refuses a file that was only walked over and whose name says that it is no article.
pub(super) fn expect_format(found: &Found) -> Result<(), Notice> {
    let is_known = Format::of_name(&found.path.to_string_lossy()).is_some();
    match found.named || is_known || is_in_maildir(&found.path) {
        true => Ok(()),
        false => Err(notice(&found.path, "has no known format", false)),
    }
}

/// What the file holds.
pub(super) fn bytes(found: &Found) -> Result<Vec<u8>, Notice> {
    bytes_of(&found.path).map_err(|why| notice(&found.path, &why, true))
}

/// The line that tells why `path` gave no article; `named` by the reader makes it a fault.
pub fn complaint(path: &Path, error: &FeedError, named: bool) -> Notice {
    match error {
        FeedError::NoArticle(why) => notice(path, why, named),
        FeedError::Broken { place, message } => Notice { place: *place, ..notice(path, message, true) },
    }
}

/// Whether `path` is a mail of a Maildir, whose files have names that tell no format.
fn is_in_maildir(path: &Path) -> bool {
    let folder = path.parent();
    folder.and_then(Path::file_name).is_some_and(|name| name == "cur" || name == "new")
        && folder
            .and_then(Path::parent)
            .is_some_and(|maildir| maildir.join("cur").is_dir() && maildir.join("tmp").is_dir())
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    let file = fs::File::open(path).map_err(|error| explain(&error))?;
    let length = file.metadata().map_or(0, |meta| meta.len());
    if length > LARGEST {
        return Err(format!("is larger than {} MB", LARGEST >> 20));
    }
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|error| explain(&error))?;
    Ok(bytes)
}

fn below(folder: &Path) -> impl Iterator<Item = Result<Found, Notice>> + '_ {
    let walked = WalkDir::new(folder).follow_root_links(true).sort_by_file_name().into_iter();
    walked.filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry)).filter_map(move |entry| match entry {
        Ok(entry) => file_at(folder, &entry),
        Err(error) => {
            let path = error.path().unwrap_or(folder).to_owned();
            let why = error.io_error().map_or_else(|| "is a loop of links".to_owned(), explain);
            Some(Err(notice(&path, &why, true)))
        }
    })
}

fn file_at(folder: &Path, entry: &DirEntry) -> Option<Result<Found, Notice>> {
    let path = entry.path();
    let mut kind = entry.file_type();
    if kind.is_dir() {
        return None;
    }
    if kind.is_symlink() {
        match fs::metadata(path) {
            Ok(meta) => kind = meta.file_type(),
            Err(error) => return Some(Err(notice(path, &explain_link(&error), false))),
        }
        if kind.is_dir() {
            return Some(Err(notice(path, "is a link to a folder, not followed", false)));
        }
    }
    Some(match no_file(kind) {
        Some(why) => Err(notice(path, why, false)),
        None => Ok(Found {
            relative: path.strip_prefix(folder).unwrap_or(path).to_owned(),
            path: path.to_owned(),
            named: false,
        }),
    })
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Why a file of this kind is never read; none for plain files.
fn no_file(kind: FileType) -> Option<&'static str> {
    (!kind.is_file()).then(|| special(kind))
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "is a pipe, not a file"
    } else if kind.is_socket() {
        "is a socket, not a file"
    } else {
        "is a device, not a file"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "is no file"
}

fn explain_link(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "is a link that leads nowhere".to_owned(),
        _ => explain(error),
    }
}

/// The operating system's reason as a clause: "cannot be read: permission denied".
fn explain(error: &std::io::Error) -> String {
    if error.kind() == std::io::ErrorKind::NotFound {
        return "does not exist".to_owned();
    }
    let reason = error.to_string();
    let reason = reason.split(" (os error").next().unwrap_or(&reason).to_lowercase();
    format!("cannot be read: {reason}")
}

fn notice(path: &Path, message: &str, fault: bool) -> Notice {
    Notice { path: Some(path.to_string_lossy().into_owned()), place: None, message: message.to_owned(), fault }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(sources: &[PathBuf]) -> Vec<String> {
        walk(sources)
            .map(|found| match found {
                Ok(found) => found.relative.to_string_lossy().into_owned(),
                Err(notice) => format!("! {}", notice.message),
            })
            .collect()
    }

    #[test]
    fn folders_come_sorted_and_hidden_files_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.txt", "a.txt", ".hidden.txt"] {
            fs::write(folder.path().join(name), "x").unwrap();
        }
        fs::create_dir_all(folder.path().join("a/.git")).unwrap();
        fs::write(folder.path().join("a/c.txt"), "x").unwrap();
        fs::write(folder.path().join("a/.git/d.txt"), "x").unwrap();
        assert_eq!(names(&[folder.path().to_owned()]), ["a/c.txt", "a.txt", "b.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_to_folders_are_told_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("good.txt"), "x").unwrap();
        std::os::unix::fs::symlink(".", folder.path().join("loop")).unwrap();
        std::os::unix::fs::symlink("nowhere", folder.path().join("lost.txt")).unwrap();
        let expected = ["good.txt", "! is a link to a folder, not followed", "! is a link that leads nowhere"];
        assert_eq!(names(&[folder.path().to_owned()]), expected);
    }

    #[test]
    fn a_missing_file_is_a_fault() {
        let missing = walk(&[PathBuf::from("no/such/file.txt")]).next().unwrap().unwrap_err();
        assert!(missing.fault);
        assert_eq!(missing.message, "does not exist");
    }

    #[test]
    fn an_unknown_format_is_read_only_when_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.xyz");
        fs::write(&path, "Talks resume\n\nIn Geneva.").unwrap();
        let found = |named| Found { path: path.clone(), relative: "notes.xyz".into(), named };
        assert_eq!(read(&found(true)).unwrap().len(), 1);
        assert!(!read(&found(false)).unwrap_err().fault);
    }
}
