//! The articles that a command line names: standard input, files, and what lies in folders.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::feed;
use crate::library::Notice;
use crate::library::walk::{self, Found};
use crate::model::Article;

/// Where articles come from.
pub enum Source {
    /// Standard input.
    StandardInput,
    /// A file, or why there is none.
    File(Result<Found, Notice>),
}

/// What `paths` name, in the order given, folders sorted by path.
pub fn sources(paths: &[PathBuf]) -> impl Iterator<Item = Source> + '_ {
    paths.iter().flat_map(|path| -> Box<dyn Iterator<Item = Source>> {
        if path == Path::new("-") {
            Box::new(std::iter::once(Source::StandardInput))
        } else {
            Box::new(walk::walk(std::slice::from_ref(path)).map(Source::File))
        }
    })
}

/// The articles of `source`, and its path within its folder.
///
/// # Errors
/// One clear line on what could not be read.
pub fn read(source: Source) -> Result<(Vec<Article>, String), Notice> {
    match source {
        Source::StandardInput => Ok((standard_input()?, "-".to_owned())),
        Source::File(found) => {
            let found = found?;
            Ok((walk::read(&found)?, found.relative.to_string_lossy().into_owned()))
        }
    }
}

fn standard_input() -> Result<Vec<Article>, Notice> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Notice {
        path: Some("-".to_owned()),
        place: None,
        message: format!("cannot be read: {error}"),
        fault: true,
    })?;
    feed::read("-", &bytes).map_err(|error| walk::complaint(Path::new("-"), &error, true))
}
