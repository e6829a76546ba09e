//! Briefings out, in forms that other programs and people read; pure: rows in, text out.

mod csv;
mod digest;
mod html;
pub mod json;
mod markdown;
mod opml;
mod statement;
mod story;
mod text;

pub use digest::digest;
pub use opml::{Outline, opml};
pub use statement::{Statement, head_of_both, rows_of_both, statements};
pub use story::story;

use crate::model::{Moment, QuoteKind, shown_line};

/// What something is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// For a person, 76 columns wide.
    Text,
    /// One JSON object a line.
    JsonLines,
    /// A table with a header (RFC 4180), for a spreadsheet.
    Csv,
    /// Markdown.
    Markdown,
    /// One HTML page that needs nothing else.
    Html,
}

impl Form {
    /// Forms of quotes and positions.
    pub const OF_STATEMENTS: &'static [Self] = &[Self::JsonLines, Self::Csv, Self::Markdown, Self::Text];
    /// Forms of a briefing.
    pub const OF_STORIES: &'static [Self] = &[Self::Markdown, Self::JsonLines, Self::Text];
    /// Forms of a digest.
    pub const OF_DIGESTS: &'static [Self] = &[Self::Markdown, Self::Html, Self::Text];

    /// How the names of files in this form end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::JsonLines => "jsonl",
            Self::Csv => "csv",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }

    /// The one of `forms` that a file called `name` is in, by its ending.
    pub fn of_file(name: &str, forms: &[Self]) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1;
        forms.iter().copied().find(|form| form.ending().eq_ignore_ascii_case(ending))
    }
}

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

/// A quote's words as a reader sees them: all of a direct one in marks, others as they stand.
fn quoted(words: &str, kind: QuoteKind) -> String {
    if kind == QuoteKind::Direct { format!("“{words}”") } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_tells_its_form() {
        assert_eq!(Form::of_file("a.b/quotes.JSONL", Form::OF_STATEMENTS), Some(Form::JsonLines));
        assert_eq!(Form::of_file("quotes.html", Form::OF_STATEMENTS), None);
        assert_eq!(Form::of_file("quotes", Form::OF_STATEMENTS), None);
    }
}
