//! What an import took, and what it left, told to the reader.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::desk::count;
use crate::model::shown_line;

/// Lines of what was left that are told one by one.
const TOLD: usize = 50;

/// What became of one source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Report {
    pub feeds: usize,
    /// Feeds that were followed already.
    pub known_feeds: usize,
    pub articles: usize,
    /// Articles that were there already.
    pub known_articles: usize,
    pub read: usize,
    pub bookmarked: usize,
    /// What was left, and what to do instead, a line each.
    pub left: Vec<String>,
    /// Articles that were deleted in the other program.
    pub deleted: usize,
    /// Items that say nothing.
    pub empty: usize,
    /// Files of a folder that are nothing that can be imported.
    pub strangers: usize,
}

impl Report {
    pub fn print(&self, source: &Path, out: &mut impl Write) -> io::Result<()> {
        let source = source.display();
        writeln!(out, "{}", shown_line(&format!("{source}: {}", self.taken())))?;
        for line in self.left.iter().take(TOLD) {
            writeln!(out, "{}", shown_line(&format!("{source}: left: {line}")))?;
        }
        if self.left.len() > TOLD {
            writeln!(out, "{}", shown_line(&format!("{source}: left: and {} more", self.left.len() - TOLD)))?;
        }
        let dropped = self.dropped();
        if !dropped.is_empty() {
            writeln!(out, "{}", shown_line(&format!("{source}: left: {dropped}")))?;
        }
        Ok(())
    }

    fn taken(&self) -> String {
        let mut parts = Vec::new();
        if self.feeds + self.known_feeds > 0 {
            parts.push(format!("took {}", count(self.feeds, "feed")));
            parts.extend((self.known_feeds > 0).then(|| format!("{} followed already", self.known_feeds)));
        }
        if self.articles + self.known_articles > 0 {
            parts.push(format!("took {}", count(self.articles, "article")));
            parts.extend((self.known_articles > 0).then(|| format!("{} there already", self.known_articles)));
            parts.extend((self.read > 0).then(|| format!("{} marked read", self.read)));
            parts.extend((self.bookmarked > 0).then(|| format!("{} bookmarked", self.bookmarked)));
        }
        if parts.is_empty() { "took nothing".to_owned() } else { parts.join(", ") }
    }

    fn dropped(&self) -> String {
        let parts = [
            (self.deleted, "deleted article"),
            (self.empty, "item without words"),
            (self.strangers, "file that is nothing to import"),
        ];
        let told =
            parts.into_iter().filter(|(number, _)| *number > 0).map(|(number, noun)| match noun.split_once(' ') {
                Some((first, rest)) if number > 1 && rest.starts_with(['w', 't']) => {
                    format!("{number} {first}s {}", rest.replace("that is", "that are"))
                }
                _ => count(number, noun),
            });
        told.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_taken_and_left_is_told() {
        let report = Report {
            feeds: 2,
            known_feeds: 1,
            left: vec!["line 3: “exec:” lines are not run".into()],
            strangers: 2,
            deleted: 1,
            ..Report::default()
        };
        let mut out = Vec::new();
        report.print(Path::new("urls"), &mut out).unwrap();
        let expected = "urls: took 2 feeds, 1 followed already\nurls: left: line 3: “exec:” lines are not run\n\
            urls: left: 1 deleted article, 2 files that are nothing to import\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert_eq!(Report::default().taken(), "took nothing");
    }
}
