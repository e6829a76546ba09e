//! Shell completions and manual pages, made from the one definition of the command line; the documented defaults.

use std::io::{self, Write};

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, complain};
use crate::config::{DEFAULTS, Folders};
use crate::model::shown_line;

/// Prints the completion script for `shell`; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn completions(shell: Shell, out: &mut impl Write) -> io::Result<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "dateline", &mut script);
    out.write_all(&script).map(|()| 0)
}

/// Prints the manual page of dateline, or of its command `name`; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn page(name: Option<&str>, out: &mut impl Write) -> io::Result<u8> {
    let mut command = Cli::command();
    command.build();
    let Some(name) = name else {
        return clap_mangen::Man::new(command).render(out).map(|()| 0);
    };
    let Some(verb) = command.find_subcommand(name) else {
        complain::line(&format!("there is no command `{name}`; `dateline help` lists them"));
        return Ok(super::USAGE);
    };
    let verb = verb.clone().display_name(format!("dateline-{name}"));
    clap_mangen::Man::new(verb).title(format!("dateline-{name}")).render(out).map(|()| 0)
}

/// Prints the documented defaults, or with `path` where the reader's own file belongs; gives the exit status.
///
/// # Errors
/// When `out` cannot be written.
pub fn config(path: bool, out: &mut impl Write) -> io::Result<u8> {
    if !path {
        return out.write_all(DEFAULTS.as_bytes()).map(|()| 0);
    }
    match Folders::find() {
        Some(folders) => {
            let file = folders.config.join("config.toml");
            writeln!(out, "{}", shown_line(&file.to_string_lossy())).map(|()| 0)
        }
        None => {
            complain::line("there is no home folder, and so no place for config.toml");
            Ok(super::PARTLY)
        }
    }
}
