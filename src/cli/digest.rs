//! `dateline digest`: the morning's briefing of the library.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;
use jiff::Zoned;

use super::open::{failed, on_library};
use super::search::{Unanswered, matching, wrong};
use crate::export::{self, Form};
use crate::model::Scope;
use crate::search::since;

/// How a digest is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Paper {
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// One HTML page
    Html,
    /// Plain text
    Text,
}

/// Stories told at most; of the others it is said how many there are.
const STORIES: usize = 200;

/// Prints what is new in `sources` since `from` ("1d", "2w", "2025-04-25"), of what `query` finds.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(sources: &[PathBuf], query: &str, from: &str, paper: Paper, out: &mut impl Write) -> io::Result<u8> {
    let since = match since(from, Zoned::now().date()) {
        Ok(since) => since,
        Err(error) => return wrong(&Unanswered::Wrong(error)),
    };
    let form = match paper {
        Paper::Md => Form::Markdown,
        Paper::Html => Form::Html,
        Paper::Text => Form::Text,
    };
    on_library(sources, |library| {
        let scope = match matching(library, query) {
            Ok(rows) => rows.map_or(Scope::All, Scope::Rows),
            Err(error) => return wrong(&error),
        };
        let digest = library.digest(&scope, Some(since), STORIES).map_err(failed)?;
        out.write_all(export::digest(&digest, form).as_bytes()).map(|()| 0)
    })
}
