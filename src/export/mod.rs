//! Briefings out, in forms that other programs and people read; pure: rows in, text out.

mod csv;
mod digest;
mod markdown;
mod opml;

pub use csv::{positions as positions_csv, quotes as quotes_csv};
pub use digest::{Digest, DigestStory, Form};
pub use markdown::{positions as positions_markdown, quotes as quotes_markdown, story as story_markdown};
pub use opml::{Outline, opml};

use crate::model::{Moment, shown_line};

/// A day as it is written everywhere: `2025-04-25`, or nothing.
fn day(date: Option<Moment>) -> String {
    date.map(|moment| moment.date.to_string()).unwrap_or_default()
}

/// `words` on one line and harmless, without what Markdown would read as its own.
fn plain(words: &str) -> String {
    let line = shown_line(words);
    let mut plain = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#') {
            plain.push('\\');
        }
        plain.push(c);
    }
    plain
}
