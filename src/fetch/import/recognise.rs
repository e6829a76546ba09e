//! What a file or folder of another program is, by its content.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::feed::{self, Format};

/// Bytes that tell what a file is.
const HEAD: u64 = 1 << 16;

/// What can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A list of feeds as OPML.
    Opml,
    /// newsboat's list of feeds.
    NewsboatUrls,
    /// newsboat's articles.
    NewsboatCache,
    /// A mail, or a mailbox file.
    Mail,
    /// A folder of mails.
    Maildir,
    /// A category of Kagi's news.
    Kite,
    /// A folder of any of these.
    Folder,
}

/// What `path` is; none when it is nothing that can be imported.
///
/// # Errors
/// When it cannot be read.
pub fn recognise(path: &Path) -> io::Result<Option<Kind>> {
    if fs::metadata(path)?.is_dir() {
        let is_maildir = path.join("cur").is_dir() && path.join("new").is_dir();
        return Ok(Some(if is_maildir { Kind::Maildir } else { Kind::Folder }));
    }
    let mut head = Vec::new();
    File::open(path)?.take(HEAD).read_to_end(&mut head)?;
    Ok(of_head(&path.to_string_lossy(), &head))
}

fn of_head(name: &str, head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"SQLite format 3\0") {
        return Some(Kind::NewsboatCache);
    }
    if feed::is_mail(head) || Format::of_name(name) == Some(Format::Mail) {
        return Some(Kind::Mail);
    }
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') && text.to_ascii_lowercase().contains("<opml") {
        return Some(Kind::Opml);
    }
    if text.starts_with('{') {
        return text.contains("\"clusters\"").then_some(Kind::Kite);
    }
    // The last line may be cut in the middle; one that is whole is enough.
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    (lines.peek().is_some() && lines.all(is_feed_line)).then_some(Kind::NewsboatUrls)
}

fn is_feed_line(line: &str) -> bool {
    let line = line.trim_start_matches('"');
    ["http://", "https://", "exec:", "filter:", "query:", "file://"].iter().any(|scheme| line.starts_with(scheme))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells() {
        for (content, kind) in [
            ("SQLite format 3\0x", Some(Kind::NewsboatCache)),
            ("\u{feff}<?xml version='1.0'?>\n<OPML version='2.0'>", Some(Kind::Opml)),
            ("{\"category\": \"World\", \"clusters\": []}", Some(Kind::Kite)),
            ("{\"version\": \"https://jsonfeed.org/version/1\"}", None),
            ("# mine\n\nhttps://a.example/feed world\n\"query:x:unread = \\\"yes\\\"\"\n", Some(Kind::NewsboatUrls)),
            ("https://a.example/feed\nand some words\n", None),
            ("From a@b Fri Apr 25\nFrom: a@b.example\n\nx", Some(Kind::Mail)),
            ("Ferries stop\n\nAt dusk.", None),
            ("", None),
        ] {
            assert_eq!(of_head("x", content.as_bytes()), kind, "{content}");
        }
        assert_eq!(of_head("letters/1.eml", b"Subject: x\n\ny"), Some(Kind::Mail));
    }
}
