//! What leaves the reader for files and other programs: what it is, how it is named, and how a file of it is written.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::export::Form;
use crate::model::{Id, Scope};

use super::message::Wanted;

/// What a page gives out.
#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    /// The quotes of a list, all of them.
    Quotes(Scope, Wanted),
    /// The positions of a list, all of them.
    Positions(Scope, Wanted),
    /// A briefing.
    Story(Id),
    /// What is new in a scope since so many days; none is since ever.
    Digest(Scope, Option<u32>),
}

/// What came of writing a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// It is written; the path as it was meant.
    Done(PathBuf),
    /// Something is there already, and was left alone.
    Exists(PathBuf),
}

impl Outgoing {
    /// The forms it can be written in.
    pub fn forms(&self) -> &'static [Form] {
        match self {
            Self::Quotes(..) | Self::Positions(..) => Form::OF_STATEMENTS,
            Self::Story(_) => Form::OF_STORIES,
            Self::Digest(..) => Form::OF_DIGESTS,
        }
    }

    /// The file that is proposed: nothing of an article is in its name.
    pub fn file(&self) -> &'static str {
        match self {
            Self::Quotes(..) => "quotes.csv",
            Self::Positions(..) => "positions.csv",
            Self::Story(_) => "briefing.md",
            Self::Digest(..) => "digest.html",
        }
    }

    /// The form that a file called `name` is to be in.
    ///
    /// # Errors
    /// One line that names the endings that there are.
    pub fn form(&self, name: &str) -> Result<Form, String> {
        let endings: Vec<String> = self.forms().iter().map(|form| format!(".{}", form.ending())).collect();
        Form::of_file(name, self.forms()).ok_or_else(|| format!("The name must end in {}.", endings.join(", ")))
    }
}

/// Has `write` fill the file for `what` that the reader called `name`, whole or not at all. What is there already is only
/// replaced with `over`.
///
/// # Errors
/// One line on what could not be written.
pub fn save(
    what: &Outgoing,
    name: &str,
    over: bool,
    write: impl FnOnce(Form, &mut dyn Write) -> Result<(), String>,
) -> Result<Delivered, String> {
    let form = what.form(name)?;
    let path = at_home(name);
    let fault = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    if !over && path.symlink_metadata().is_ok() {
        return Ok(Delivered::Exists(path));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| fault(&error))?;
    let mut out = std::io::BufWriter::new(file.as_file_mut());
    write(form, &mut out)?;
    out.flush().map_err(|error| fault(&error))?;
    drop(out);
    let done = if over { file.persist(&path).map(drop) } else { file.persist_noclobber(&path).map(drop) };
    match done {
        Ok(()) => Ok(Delivered::Done(path)),
        Err(failed) if failed.error.kind() == std::io::ErrorKind::AlreadyExists => Ok(Delivered::Exists(path)),
        Err(failed) => Err(fault(&failed.error)),
    }
}

/// `name` with a leading `~/` as the reader's home.
fn at_home(name: &str) -> PathBuf {
    match (name.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ending(form: Form, out: &mut dyn Write) -> Result<(), String> {
        out.write_all(form.ending().as_bytes()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_file_is_replaced_only_when_that_is_meant() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.md");
        let name = path.to_str().unwrap();
        let story = Outgoing::Story(Id::new("talks"));
        assert_eq!(save(&story, name, false, ending), Ok(Delivered::Done(path.clone())));
        std::fs::write(&path, "own").unwrap();
        assert_eq!(save(&story, name, false, ending), Ok(Delivered::Exists(path.clone())));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "own");
        assert_eq!(save(&story, name, true, ending), Ok(Delivered::Done(path.clone())));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "md");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_cannot_be_written_is_told() {
        let story = Outgoing::Story(Id::new("talks"));
        assert!(save(&story, "talks.pdf", false, ending).is_err_and(|why| why.contains(".jsonl")));
        assert!(save(&story, "/no/such/folder/talks.md", false, ending).is_err());
    }
}
