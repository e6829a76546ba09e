//! The subcommands, one file each, and the JSON they print.

mod check;
mod complain;
pub mod json;
mod manual;
mod names;
mod paper;
mod proof;
mod show;
mod sources;
mod split;
mod spool;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

/// Some of what was asked for could not be read or done.
pub const PARTLY: u8 = 1;
/// The command line was wrong.
pub const USAGE: u8 = 2;

/// The command line of dateline.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, about, args_conflicts_with_subcommands = true, max_term_width = 100)]
pub struct Cli {
    /// Files and folders of articles to open in the reader; `-` is standard input
    pub paths: Vec<PathBuf>,
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
        /// Files and folders of articles; `-` is standard input
        #[arg(required = true)]
        paths: Vec<PathBuf>,
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
    /// Say of each line's pair of names whether they can be one actor's: `same` or `different`
    Names {
        /// A tab-separated file with a pair in the first two columns; `-` is standard input
        file: PathBuf,
    },
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON Lines: one object a line
    Json,
}

/// Reads the command line; a wrong one is told on standard error and ends in the exit status to leave with.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, ExitCode> {
    Cli::try_parse_from(arguments).map_err(|error| {
        // Help and version are printed the same way and are no errors; a closed pipe is none either.
        let _ = error.print();
        ExitCode::from(error.exit_code() as u8)
    })
}

/// Does what `verb` says and gives the exit status.
pub fn run(verb: Verb) -> ExitCode {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let done = match verb {
        Verb::Split { paths, format: Format::Json } => split::run(&paths, &mut out),
        Verb::Show { paths } => show::run(&paths, &mut out),
        Verb::Check { paths } => check::run(&paths, &mut out),
        Verb::Completions { shell } => manual::completions(shell, &mut out),
        Verb::Man { command } => manual::page(command.as_deref(), &mut out),
        Verb::Names { file } => names::run(&file, &mut out),
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
