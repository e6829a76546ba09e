//! The subcommands, one file each.

mod actors;
mod add;
mod check;
mod complain;
mod desk;
mod digest;
mod export;
mod feeds;
mod fetch;
mod import;
mod manual;
mod marks;
mod names;
mod open;
mod paper;
mod places;
mod proof;
mod search;
mod show;
mod sources;
mod split;
mod spool;
mod statements;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::config::Settings;
use crate::library::samples;

/// Some of what was asked for could not be read or done.
pub const PARTLY: u8 = 1;
/// The command line was wrong.
pub const USAGE: u8 = 2;

/// The command line of dateline.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, max_term_width = 100)]
pub struct Cli {
    /// Files and folders of articles to open in the reader; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// The configuration file to read in the place of your own
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Open the reader line by line: pages as plain text with numbers, commands by name
    #[arg(long)]
    pub plain: bool,
    /// What to do instead of opening the reader
    #[command(subcommand)]
    pub command: Option<Verb>,
}

/// What dateline does on the command line.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Split articles and print one JSON object for each
    Split {
        /// Files and folders of articles; `-` is standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Json)]
        format: Format,
    },
    /// Print briefings as a person reads them: their parts, then the whole text
    Show {
        /// Files and folders of articles; `-` is standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
    },
    /// Read the files again and prove that every item stands in its source
    Check {
        /// Files and folders of articles, else the configured ones; `-` is standard input
        paths: Vec<PathBuf>,
    },
    /// Print the documented defaults of config.toml, or where your own file belongs
    Config {
        /// Print where your own file belongs
        #[arg(long)]
        path: bool,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of one command where it is named
    Man {
        /// The command
        command: Option<String>,
    },
    /// Print the briefings that a query finds, best first
    Search {
        /// The query, as in `actor:kennedy place:cuba -harbour`
        query: String,
        /// Which library, and how it is printed
        #[command(flatten)]
        list: List,
    },
    /// Print who appears, most mentioned first
    Actors {
        /// A part of the name
        #[arg(default_value = "")]
        filter: String,
        /// Which library, and how it is printed
        #[command(flatten)]
        list: List,
    },
    /// Print the places, most mentioned first
    Places {
        /// A part of the name
        #[arg(default_value = "")]
        filter: String,
        /// Which library, and how it is printed
        #[command(flatten)]
        list: List,
    },
    /// Print who said what, newest first
    Quotes {
        /// Which, and how they are printed
        #[command(flatten)]
        asked: statements::Statements,
    },
    /// Print who stands where on what, newest first
    Positions {
        /// Which, and how they are printed
        #[command(flatten)]
        asked: statements::Statements,
        /// Only positions whose actor was on the other side before
        #[arg(long)]
        changed: bool,
    },
    /// Print briefings for other programs and people: JSON Lines, Markdown, a table, text; or the feeds as OPML
    Export {
        /// Of which briefings: a query
        #[arg(default_value = "")]
        query: String,
        /// Files and folders of the library, else the configured ones
        #[arg(long, value_name = "PATH", num_args = 1..)]
        library: Vec<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value_t = export::Export::Jsonl)]
        format: export::Export,
    },
    /// Print what is new, story by story: who said what, who moved, where
    Digest {
        /// Of which briefings: a query
        #[arg(default_value = "")]
        query: String,
        /// From when on: 12h, 1d, 2w, or a day such as 2025-04-25
        #[arg(long, value_name = "TIME", default_value = "1d")]
        since: String,
        /// Files and folders of the library, else the configured ones
        #[arg(long, value_name = "PATH", num_args = 1..)]
        library: Vec<PathBuf>,
        /// How to print
        #[arg(long, value_enum, default_value_t = digest::Paper::Md)]
        format: digest::Paper,
    },
    /// List the feeds you follow with their state; follow more or fewer of them
    Feeds(feeds::Feeds),
    /// Fetch what is new in the feeds you follow
    Fetch {
        /// Names or addresses of feeds to ask, due or not; else all that are due
        #[arg(value_name = "NAME")]
        names: Vec<String>,
    },
    /// Keep articles in the library: web addresses, saved pages, files, folders of them
    Add(add::Add),
    /// Your own marks as JSON Lines: read, bookmarks, tags, notes, saved searches
    #[command(subcommand)]
    Marks(OwnMarks),
    /// Take over feeds and articles from other programs
    Import(import::Import),
    /// Say of each line's pair of names whether they can be one actor's: `same` or `different`
    Names {
        /// A tab-separated file with a pair in the first two columns; `-` is standard input
        file: PathBuf,
    },
}

/// What is done with the reader's own marks.
#[derive(Debug, Subcommand)]
pub enum OwnMarks {
    /// Print them all, a line for each article and saved search
    Export,
    /// Add those of a file to your own: what is marked on either side is marked afterwards
    Import {
        /// What `marks export` printed; `-` is standard input
        file: PathBuf,
    },
}

/// What is listed, and how.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Files and folders of the library, else the configured ones
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub library: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Rows at most
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub limit: usize,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON Lines: one object a line
    Json,
    /// One line for a person
    Text,
}

pub use split::hand_on;

/// Reads the command line; a wrong one is told on standard error and ends in the exit status to leave with.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, ExitCode> {
    Cli::try_parse_from(arguments).map_err(|error| {
        // Help and version are printed the same way and are no errors; a closed pipe is none either.
        let _ = error.print();
        ExitCode::from(error.exit_code() as u8)
    })
}

/// Tells on standard error what is wrong with the command line or the configuration, and gives the exit status.
pub fn refuse(message: &str) -> ExitCode {
    message.lines().for_each(complain::line);
    ExitCode::from(USAGE)
}

/// Tells on standard error what could not be done, and gives the exit status.
pub fn fail(message: &str) -> ExitCode {
    message.lines().for_each(complain::line);
    ExitCode::from(PARTLY)
}

/// Does `what` with the library that is named: `paths`, else the configured folders, else the samples built in.
fn with_library(
    paths: Vec<PathBuf>,
    settings: &Settings,
    what: impl FnOnce(&[PathBuf]) -> io::Result<u8>,
) -> io::Result<u8> {
    let named = if paths.is_empty() { settings.folders.clone() } else { paths };
    if !named.is_empty() {
        return what(&named);
    }
    complain::line("note: no folder is named, here or in config.toml: these are the samples that are built in");
    let holder = tempfile::tempdir()?;
    what(&[samples::unpack(holder.path())?])
}

/// Does what the verbs that list a library say.
fn list(verb: Verb, settings: &Settings, out: &mut impl Write) -> io::Result<u8> {
    type Run<W> = fn(&[PathBuf], &str, Format, usize, &mut W) -> io::Result<u8>;
    let (run, words, list): (Run<_>, String, List) = match verb {
        Verb::Search { query, list } => (search::run, query, list),
        Verb::Actors { filter, list } => (actors::run, filter, list),
        Verb::Places { filter, list } => (places::run, filter, list),
        _ => return Ok(USAGE),
    };
    let List { library, format, limit } = list;
    with_library(library, settings, |paths| run(paths, &words, format, limit, out))
}

/// Does what `verb` says and gives the exit status.
pub fn run(verb: Verb, settings: &Settings) -> ExitCode {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let done = match verb {
        Verb::Split { paths, .. } => split::run(&paths, &mut out),
        verb @ (Verb::Search { .. } | Verb::Actors { .. } | Verb::Places { .. }) => list(verb, settings, &mut out),
        Verb::Quotes { mut asked } => {
            let library = std::mem::take(&mut asked.library);
            with_library(library, settings, |paths| statements::quotes(paths, &asked, &mut out))
        }
        Verb::Positions { mut asked, changed } => {
            let library = std::mem::take(&mut asked.library);
            with_library(library, settings, |paths| statements::positions(paths, &asked, changed, &mut out))
        }
        Verb::Export { query, format: export::Export::Opml, .. } => export::subscriptions(&query, &mut out),
        Verb::Export { query, library, format } => {
            with_library(library, settings, |paths| export::run(paths, &query, format, &mut out))
        }
        Verb::Digest { query, since, library, format } => {
            with_library(library, settings, |paths| digest::run(paths, &query, &since, format, &mut out))
        }
        Verb::Show { paths } => show::run(&paths, &mut out),
        Verb::Check { paths } => with_library(paths, settings, |paths| check::run(paths, &mut out)),
        Verb::Config { path } => manual::config(path, &mut out),
        Verb::Completions { shell } => manual::completions(shell, &mut out),
        Verb::Man { command } => manual::page(command.as_deref(), &mut out),
        Verb::Names { file } => names::run(&file, &mut out),
        Verb::Marks(OwnMarks::Export) => marks::export(&mut out),
        Verb::Marks(OwnMarks::Import { file }) => marks::import(&file),
        Verb::Feeds(feeds) => feeds::run(feeds, settings, &mut out),
        Verb::Fetch { names } => fetch::run(&names, settings, &mut out),
        Verb::Add(add) => add::run(add, settings, &mut out),
        Verb::Import(import) => import::run(import, settings, &mut out),
    };
    match done.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => ExitCode::from(status),
        // The reader of the pipe has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            complain::line(&format!("cannot print: {error}"));
            ExitCode::from(PARTLY)
        }
    }
}
