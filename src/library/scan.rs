//! What on disk differs from what is stored: folder by folder, so that memory does not grow with the library.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::Notice;
use super::prepare::{self, Task};
use super::roots::{Root, Roots};
use super::walk::{self, Found};
use crate::index::{FilePlace, IndexError, Reader, StoredFile};

/// One finding of the walk.
#[derive(Debug)]
pub(super) enum Finding {
    /// A file that is new or looks changed.
    Task(Box<Task>),
    /// A stored file, by number, that is no more.
    Gone(i64),
    /// Something that cannot be read.
    Notice(Notice),
}

/// Walks the sources and compares.
pub(super) struct Scan<'a> {
    pub reader: &'a Reader,
    pub roots: &'a Roots,
    /// Takes a finding; false ends the walk.
    pub give: &'a mut dyn FnMut(Finding) -> bool,
}

/// A folder of which some files were seen.
struct Open {
    root: String,
    folder: Vec<u8>,
    stored: HashMap<Vec<u8>, StoredFile>,
}

impl Scan<'_> {
    /// Looks at everything.
    pub(super) fn all(&mut self) -> Result<(), IndexError> {
        let mut visited: HashSet<(String, Vec<u8>)> = HashSet::new();
        let mut unread: Vec<PathBuf> = Vec::new();
        for root in &self.roots.0.clone() {
            if !self.walk(root, &root.named.clone(), &mut visited, &mut unread)? {
                return Ok(());
            }
        }
        for (root, folder) in self.reader.folders()? {
            if !visited.contains(&(root.clone(), folder.clone())) && !self.hidden_from_us(&root, &folder, &unread) {
                for file in self.reader.files_of(&root, &folder)?.into_values() {
                    if !(self.give)(Finding::Gone(file.no)) {
                        return Ok(());
                    }
                }
            }
        }
        Ok(())
    }

    /// Looks at what lies at `paths`.
    pub(super) fn at(&mut self, paths: &[PathBuf]) -> Result<(), IndexError> {
        let mut folders: Vec<(Root, PathBuf)> = Vec::new();
        for path in paths {
            for root in &self.roots.0 {
                let Ok(below) = path.strip_prefix(&root.name) else { continue };
                if below.components().any(|part| part.as_os_str().as_encoded_bytes().starts_with(b".")) {
                    continue;
                }
                let below = if path.is_dir() { below } else { below.parent().unwrap_or(Path::new("")) };
                let folder = (root.clone(), below.to_owned());
                if !folders.contains(&folder) {
                    folders.push(folder);
                }
            }
        }
        // A folder within another that is looked at whole need not be looked at again.
        for (root, below) in folders {
            let (mut visited, mut unread) = (HashSet::new(), Vec::new());
            let path = root.named.join(&below);
            if !self.walk(
                &root,
                if below.as_os_str().is_empty() { &root.named } else { &path },
                &mut visited,
                &mut unread,
            )? {
                return Ok(());
            }
            let prefix = bytes(&below);
            for (name, folder) in self.reader.folders()? {
                let within = prefix.is_empty() || folder == prefix || folder.starts_with(&[&prefix[..], b"/"].concat());
                if name == root.name
                    && within
                    && !visited.contains(&(name.clone(), folder.clone()))
                    && unread.is_empty()
                {
                    for file in self.reader.files_of(&name, &folder)?.into_values() {
                        (self.give)(Finding::Gone(file.no));
                    }
                }
            }
        }
        Ok(())
    }

    /// Walks what lies below `start`, a folder of `root`; false when nobody listens any more.
    fn walk(
        &mut self,
        root: &Root,
        start: &Path,
        visited: &mut HashSet<(String, Vec<u8>)>,
        unread: &mut Vec<PathBuf>,
    ) -> Result<bool, IndexError> {
        let mut open: Option<Open> = None;
        // Files of one folder do not follow each other when folders lie between them: what was seen of each is kept
        // until the walk has left it.
        let mut parked: HashMap<Vec<u8>, Open> = HashMap::new();
        for found in walk::walk(&[start.to_owned()]) {
            let found = match found {
                Ok(found) => found,
                Err(notice) => {
                    unread.extend(notice.path.as_ref().map(PathBuf::from));
                    if !(self.give)(Finding::Notice(notice)) {
                        return Ok(false);
                    }
                    continue;
                }
            };
            let (folder, name) = place_in(root, &found);
            if open.as_ref().is_none_or(|open| open.folder != folder) {
                if let Some(left) = open.take() {
                    parked.insert(left.folder.clone(), left);
                }
                open = Some(match parked.remove(&folder) {
                    Some(parked) => parked,
                    None => {
                        visited.insert((root.name.clone(), folder.clone()));
                        let stored = self.reader.files_of(&root.name, &folder)?;
                        Open { root: root.name.clone(), folder, stored }
                    }
                });
            }
            if let Some(open) = &mut open
                && !self.compare(open, found, name)
            {
                return Ok(false);
            }
        }
        for left in open.into_iter().chain(parked.into_values()) {
            for (name, file) in left.stored {
                let path = unread.iter().any(|path| path.file_name().is_some_and(|n| n.as_encoded_bytes() == name));
                if !path && !(self.give)(Finding::Gone(file.no)) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn compare(&mut self, open: &mut Open, found: Found, name: Vec<u8>) -> bool {
        let stored = open.stored.remove(&name);
        let Ok(data) = fs::metadata(&found.path) else { return true };
        let stat = prepare::stat(&data);
        if stored.as_ref().is_some_and(|stored| stored.stat == stat) {
            return true;
        }
        let place = FilePlace { root: open.root.clone(), folder: open.folder.clone(), name };
        (self.give)(Finding::Task(Box::new(Task { found, place, stat, before: stored.map(|stored| stored.hash) })))
    }

    /// Whether a folder was not seen only because it, or what holds it, could not be read just now.
    fn hidden_from_us(&self, root: &str, folder: &[u8], unread: &[PathBuf]) -> bool {
        let Some(named) = self.roots.named(root) else { return false };
        let path = named.join(String::from_utf8_lossy(folder).as_ref());
        unread.iter().any(|unread| path.starts_with(unread))
    }
}

/// The folder under the root and the file's name, as the index keeps them.
fn place_in(root: &Root, found: &Found) -> (Vec<u8>, Vec<u8>) {
    match found.path.strip_prefix(&root.named) {
        Ok(below) if !below.as_os_str().is_empty() => {
            let folder = below.parent().unwrap_or(Path::new(""));
            (bytes(folder), below.file_name().unwrap_or_default().as_encoded_bytes().to_owned())
        }
        _ => (Vec::new(), Vec::new()),
    }
}

fn bytes(path: &Path) -> Vec<u8> {
    path.as_os_str().as_encoded_bytes().to_owned()
}
