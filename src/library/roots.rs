//! The sources of a library: how the reader named them, and what they are to the index.

use std::path::{Path, PathBuf};

/// One source, a file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Root {
    /// As the reader named it: what shown paths begin with.
    pub named: PathBuf,
    /// Its one true path: what it is called in the index, whatever the reader calls it.
    pub name: String,
}

/// The sources of a library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Roots(pub Vec<Root>);

impl Roots {
    pub(super) fn of(sources: &[PathBuf]) -> Self {
        let mut roots: Vec<Root> = Vec::new();
        for named in sources {
            let path = named.canonicalize().or_else(|_| std::path::absolute(named)).unwrap_or_else(|_| named.clone());
            let name = path.to_string_lossy().into_owned();
            if !roots.iter().any(|root| root.name == name) {
                roots.push(Root { named: named.clone(), name });
            }
        }
        Self(roots)
    }

    /// Name of the folder in the cache: the same for the same set of sources.
    pub(super) fn cache_name(&self) -> String {
        let mut names: Vec<&str> = self.0.iter().map(|root| root.name.as_str()).collect();
        names.sort_unstable();
        blake3::hash(names.join("\n").as_bytes()).to_hex()[..16].to_owned()
    }

    /// The source called `name`, as the reader named it.
    pub(super) fn named(&self, name: &str) -> Option<&Path> {
        self.0.iter().find(|root| root.name == name).map(|root| root.named.as_path())
    }

    /// A file of the index as the reader would name it.
    pub(super) fn shown(&self, root: &str, folder: &[u8], file: &[u8]) -> String {
        let named = self.named(root).unwrap_or(Path::new(root)).to_string_lossy();
        let mut shown = named.trim_end_matches('/').to_owned();
        for part in [folder, file] {
            if !part.is_empty() {
                shown.push('/');
                shown.push_str(&String::from_utf8_lossy(part));
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_does_not_care_for_order_or_spelling() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::create_dir_all(&a).unwrap();
        std::fs::create_dir_all(&b).unwrap();
        let one = Roots::of(&[a.clone(), b.clone(), a.clone()]);
        assert_eq!(one.0.len(), 2);
        assert_eq!(one.cache_name(), Roots::of(&[b.clone(), a.join("../a")]).cache_name());
        assert_ne!(one.cache_name(), Roots::of(&[b]).cache_name());
    }

    #[test]
    fn paths_are_shown_as_they_were_named() {
        let roots = Roots(vec![Root { named: "news".into(), name: "/home/ada/news".to_owned() }]);
        assert_eq!(roots.shown("/home/ada/news", b"2025/04", b"talks.txt"), "news/2025/04/talks.txt");
        assert_eq!(roots.shown("/home/ada/news", b"", b""), "news");
    }
}
