//! What is wrong in a configuration file, and where.

use std::fmt;
use std::path::{Path, PathBuf};

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// What is wrong and what would be right, in one line.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path.display(), self.line, self.column, self.message)
    }
}

/// Why there are no settings: a line for each thing that is wrong.
#[derive(Debug, thiserror::Error)]
#[error("{}", .lines.join("\n"))]
pub struct ConfigError {
    lines: Vec<String>,
}

impl ConfigError {
    pub(super) fn wrong(faults: Vec<Fault>) -> Self {
        Self { lines: faults.iter().map(Fault::to_string).collect() }
    }

    pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self { lines: vec![format!("{}: {error}", path.display())] }
    }
}

/// The word of `known` that is nearest to `word`, if any is near enough to have been meant.
///
/// Damerau-Levenshtein, since two letters swapped are the commonest slip; a third of the letters may differ.
pub(super) fn meant<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let far = word.chars().count().div_ceil(3);
    let distances = known.into_iter().map(|other| (strsim::damerau_levenshtein(word, other), other));
    distances.filter(|(distance, _)| *distance <= far).min_by_key(|(distance, _)| *distance).map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_was_meant() {
        assert_eq!(meant("thmee", ["theme", "mouse"]), Some("theme"));
        assert_eq!(meant("colour", ["theme", "mouse"]), None);
    }
}
