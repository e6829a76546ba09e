//! `dateline export`: briefings out of the library, in forms that other programs and people read.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ValueEnum;

use super::open::{each, failed, on_library};
use super::search::{matching, wrong};
use super::{PARTLY, USAGE, complain};
use crate::config::Folders;
use crate::export::{self, Form, Outline};
use crate::fetch::Subscriptions;
use crate::library::{Library, Narrowing, Order};
use crate::model::{Entry, Id, Scope, Window};

/// What a library is exported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Export {
    /// JSON Lines: the object that `split` prints, one briefing a line
    #[value(alias = "json")]
    Jsonl,
    /// Markdown: each briefing with its parts
    #[value(alias = "markdown")]
    Md,
    /// A table of quotes and positions
    Csv,
    /// The feeds that you follow, for another feed reader
    Opml,
    /// Plain text: each briefing with its parts, then the article
    Text,
}

/// Between two briefings in one text.
const BREAK: &str = "\n* * *\n\n";

/// Prints the briefings of `sources` that `query` finds.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(sources: &[PathBuf], query: &str, format: Export, out: &mut impl Write) -> io::Result<u8> {
    on_library(sources, |library| {
        let scope = match matching(library, query) {
            Ok(rows) => rows.map_or(Scope::All, Scope::Rows),
            Err(error) => return wrong(&error),
        };
        if format == Export::Csv {
            out.write_all(export::head_of_both().as_bytes())?;
        }
        let mut first = true;
        let ask = |window| library.entries(&scope, Order::Newest, window);
        each(usize::MAX, ask, |entry| {
            let text = match format {
                Export::Csv => table(library, entry)?,
                Export::Jsonl => story(library, &entry.id, Form::JsonLines)?,
                Export::Md => story(library, &entry.id, Form::Markdown)?,
                _ => story(library, &entry.id, Form::Text)?,
            };
            let parted = matches!(format, Export::Md | Export::Text);
            if !std::mem::take(&mut first) && parted {
                out.write_all(BREAK.as_bytes())?;
            }
            out.write_all(text.as_bytes())
        })?;
        Ok(0)
    })
}

/// The briefing `id`; nothing when it went since it was listed.
fn story(library: &Library, id: &Id, form: Form) -> io::Result<String> {
    Ok(library.story(id).map_err(failed)?.map(|story| export::story(&story, form)).unwrap_or_default())
}

fn table(library: &Library, entry: &Entry) -> io::Result<String> {
    let (own, all) = (Scope::One(entry.id.clone()), Narrowing::default());
    let whole = Window { from: 0, count: usize::MAX };
    let quotes = library.quotes(&own, &all, whole).map_err(failed)?;
    let positions = library.positions(&own, &all, whole).map_err(failed)?;
    Ok(export::rows_of_both(&quotes.rows, &positions.rows))
}

/// Prints the subscriptions as OPML; they have nothing to do with a query.
///
/// # Errors
/// When `out` cannot be written.
pub fn subscriptions(query: &str, out: &mut impl Write) -> io::Result<u8> {
    if !query.is_empty() {
        complain::line("feeds are exported all together; leave the query out");
        return Ok(USAGE);
    }
    let Some(folders) = Folders::find() else {
        complain::line("there is no home folder, and so no feeds.toml");
        return Ok(PARTLY);
    };
    match Subscriptions::read(&folders.config.join("feeds.toml")) {
        Ok(list) => {
            let outline = |feed: &crate::fetch::Subscription| Outline {
                title: feed.name.clone(),
                url: feed.url.clone(),
                folder: feed.folder.clone(),
                tags: feed.tags.clone(),
                full_text: feed.full_text,
                every: feed.every.clone(),
                found: feed.found,
            };
            let feeds: Vec<Outline> = list.feeds().iter().map(outline).collect();
            out.write_all(export::opml(&feeds).as_bytes()).map(|()| 0)
        }
        Err(error) => {
            complain::line(&error.to_string());
            Ok(PARTLY)
        }
    }
}
