//! A library as the listing verbs need it: opened, brought up to date, its complaints told.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use serde::Serialize;

use super::Format;
use super::complain::{self, Complaints};
use crate::config::{CORRECTIONS, Folders};
use crate::export::json;
use crate::library::{Event, Library, LibraryError, Options};
use crate::model::{Moment, Window, Windowed, shown_line};

/// Rows asked for at a time.
const STRIDE: usize = 500;

/// Opens the library of `sources` and reads what is new; true with it when some could not be read.
pub(super) fn open(sources: &[PathBuf]) -> Result<(Library, bool), LibraryError> {
    let passing = sources.iter().all(|source| goes_with_the_program(source));
    let folders = Folders::find();
    let corrections = folders.as_ref().map(|folders| folders.data.join(CORRECTIONS));
    let cache = folders.filter(|_| !passing).map(|folders| folders.cache);
    let library = Library::open(sources, Options { cache, watch: false, corrections })?;
    let (sender, events) = channel();
    // Nobody listens any more only when this function has ended.
    library.keep_up(move |event| drop(sender.send(event))).finish();
    let mut complaints = Complaints::default();
    for event in events {
        if let Event::Notice(notice) = event {
            complaints.add(&notice);
        }
    }
    Ok((library, complaints.end()))
}

/// Whether `source` lies in a folder that the `tempfile` crate made: not worth a cache.
fn goes_with_the_program(source: &Path) -> bool {
    let below = source.strip_prefix(std::env::temp_dir()).ok().and_then(|below| below.iter().next());
    below.is_some_and(|name| name.as_encoded_bytes().starts_with(b".tmp"))
}

/// What could not be answered, as an error of printing.
pub(super) fn failed(error: impl std::fmt::Display) -> io::Error {
    io::Error::other(error.to_string())
}

/// Prints every row that `ask` gives, window by window, as JSON or as `line` makes it.
pub(super) fn print<T, J: Serialize>(
    out: &mut impl Write,
    format: Format,
    limit: usize,
    ask: impl Fn(Window) -> Result<Windowed<T>, LibraryError>,
    object: impl Fn(&T) -> J,
    line: impl Fn(&T) -> String,
) -> io::Result<()> {
    each(limit, ask, |row| match format {
        Format::Json => writeln!(out, "{}", json::to_string(&object(row))),
        Format::Text => writeln!(out, "{}", shown_line(&line(row))),
    })
}

/// Hands `what` every row that `ask` gives, at most `limit`, window by window.
pub(super) fn each<T>(
    limit: usize,
    ask: impl Fn(Window) -> Result<Windowed<T>, LibraryError>,
    mut what: impl FnMut(&T) -> io::Result<()>,
) -> io::Result<()> {
    let mut from = 0;
    while from < limit {
        let rows = ask(Window { from, count: STRIDE.min(limit - from) }).map_err(failed)?;
        rows.rows.iter().try_for_each(&mut what)?;
        from += STRIDE;
        if from >= rows.total {
            break;
        }
    }
    Ok(())
}

/// Runs `what` on the library of `sources` and gives the exit status.
pub(super) fn on_library(sources: &[PathBuf], what: impl FnOnce(&Library) -> io::Result<u8>) -> io::Result<u8> {
    match open(sources) {
        Ok((library, partly)) => {
            what(&library).map(|status| if status == 0 && partly { super::PARTLY } else { status })
        }
        Err(error) => {
            complain::line(&error.to_string());
            Ok(super::PARTLY)
        }
    }
}

/// A day as it is printed.
pub(super) fn day(date: Option<Moment>) -> Option<String> {
    date.map(|moment| moment.date.to_string())
}
