//! `dateline marks`: the reader's own marks as JSON Lines, out of the program and back in.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

use super::{PARTLY, complain};
use crate::config::Folders;
use crate::marks::{Marks, MarksError};

/// Prints all marks, a line for each article and saved search.
pub fn export(out: &mut impl Write) -> io::Result<u8> {
    // Gathered first: that a pipe is closed early is no fault of the marks.
    let mut lines = Vec::new();
    let read = done(open().and_then(|marks| marks.export(&mut lines)).map(|()| None))?;
    out.write_all(&lines)?;
    Ok(read)
}

/// Adds the marks of `file` (`-` is standard input) to those that are there, all or nothing.
pub fn import(file: &Path) -> io::Result<u8> {
    let input: io::Result<Box<dyn BufRead>> = match file == Path::new("-") {
        true => Ok(Box::new(io::stdin().lock())),
        false => File::open(file).map(|file| Box::new(BufReader::new(file)) as Box<dyn BufRead>),
    };
    let mut input = match input {
        Ok(input) => input,
        Err(error) => {
            complain::line(&format!("{}: {error}", file.display()));
            return Ok(PARTLY);
        }
    };
    let taken = open().and_then(|marks| marks.import(&mut *input));
    done(taken.map(|lines| Some(format!("{lines} lines taken in"))))
}

/// The marks of this reader; for a command that is about them alone, marks that do not last are none.
fn open() -> Result<Marks, MarksError> {
    let folders = Folders::find().ok_or_else(|| MarksError("there is no home folder".to_owned()))?;
    let (marks, notice) = Marks::open(&folders.data.join("marks.db"))?;
    if marks.lasts() {
        notice.iter().for_each(|notice| complain::line(notice));
        Ok(marks)
    } else {
        Err(MarksError(notice.unwrap_or_default()))
    }
}

fn done(result: Result<Option<String>, MarksError>) -> io::Result<u8> {
    match result {
        Ok(told) => {
            told.iter().for_each(|told| complain::line(told));
            Ok(0)
        }
        Err(error) => {
            complain::line(&error.to_string());
            Ok(PARTLY)
        }
    }
}
