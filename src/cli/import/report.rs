//! What an import took, and what it left, told to the reader.

use std::io::{self, Write};
use std::path::Path;

use crate::cli::desk::count;
use crate::fetch::Left;
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
    /// Tags that were set.
    pub tagged: usize,
    /// What was left, and what to do instead.
    pub left: Vec<Left>,
    /// Articles that were deleted in the other program.
    pub deleted: usize,
    /// Items that say nothing.
    pub empty: usize,
    /// Files of a folder that are nothing that can be imported.
    pub strangers: usize,
}

impl Report {
    /// Whether there is anything to tell.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Counts what was taken of another source as well.
    pub fn add(&mut self, other: &Self) {
        self.feeds += other.feeds;
        self.articles += other.articles;
        self.tagged += other.read + other.bookmarked + other.tagged;
    }

    /// What can be done now with what was taken; none when nothing was.
    pub fn next(&self, library: &Path) -> Option<String> {
        let mut parts = Vec::new();
        parts.extend((self.feeds > 0).then(|| "`dateline fetch` brings what the feeds hold".to_owned()));
        parts.extend((self.articles > 0).then(|| format!("the articles are in {}", library.display())));
        let any = self.feeds + self.articles + self.tagged > 0;
        parts.push("`dateline import --undo` takes this back".to_owned());
        any.then(|| parts.join("; "))
    }

    pub fn print(&self, source: &Path, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", shown_line(&format!("{}: {}", source.display(), self.taken())))?;
        for Left { what, why } in self.left.iter().take(TOLD) {
            writeln!(out, "  {}", shown_line(&format!("left {what}: {why}")))?;
        }
        if self.left.len() > TOLD {
            writeln!(out, "  left {} more like these", self.left.len() - TOLD)?;
        }
        let dropped = self.dropped();
        if dropped.is_empty() { Ok(()) } else { writeln!(out, "  left {dropped}") }
    }

    fn taken(&self) -> String {
        let marks = [(self.read, "marked read"), (self.bookmarked, "bookmarked"), (self.tagged, "tagged")];
        let new = [(self.feeds, count(self.feeds, "feed")), (self.articles, count(self.articles, "article"))];
        let mut new: Vec<String> = new.into_iter().filter(|(number, _)| *number > 0).map(|(_, told)| told).collect();
        new.extend(marks.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")));
        let are = |number: usize| if number == 1 { "is" } else { "are" };
        let mut known = Vec::new();
        for (number, noun, state) in
            [(self.known_feeds, "feed", "followed already"), (self.known_articles, "article", "there already")]
        {
            known.extend((number > 0).then(|| format!("{} {} {state}", count(number, noun), are(number))));
        }
        let taken = if new.is_empty() { "nothing new".to_owned() } else { format!("took {}", new.join(", ")) };
        [vec![taken], known].concat().join("; ")
    }

    fn dropped(&self) -> String {
        let parts = [
            (self.deleted, "article that was deleted there", "articles that were deleted there"),
            (self.empty, "item without words", "items without words"),
            (self.strangers, "file that is nothing to import", "files that are nothing to import"),
        ];
        let told = parts.into_iter().filter(|(number, ..)| *number > 0);
        told.map(|(number, one, many)| format!("{number} {}", if number == 1 { one } else { many }))
            .collect::<Vec<_>>()
            .join(", ")
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
            left: vec![Left { what: "line 3, “exec:x”".into(), why: "no program is run".into() }],
            strangers: 2,
            deleted: 1,
            ..Report::default()
        };
        let mut out = Vec::new();
        report.print(Path::new("urls"), &mut out).unwrap();
        let expected = "urls: took 2 feeds; 1 feed is followed already\n  left line 3, “exec:x”: no program is run\n  \
            left 1 article that was deleted there, 2 files that are nothing to import\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        assert_eq!(Report::default().taken(), "nothing new");
        let again = Report { known_articles: 3, bookmarked: 1, ..Report::default() };
        assert_eq!(Report::default().next(Path::new("news")), None);
        let next = "`dateline fetch` brings what the feeds hold; `dateline import --undo` takes this back";
        assert_eq!(report.next(Path::new("news")).as_deref(), Some(next));
        assert_eq!(again.taken(), "took 1 bookmarked; 3 articles are there already");
    }
}
