//! Arguments in, exit code out.

use std::process::ExitCode;

use dateline::cli::{self, Cli};

fn main() -> ExitCode {
    match cli::parse(std::env::args_os()) {
        Ok(Cli { command: Some(verb), .. }) => cli::run(verb),
        Ok(Cli { paths, .. }) => {
            let _ = paths;
            ExitCode::from(cli::USAGE)
        }
        Err(status) => status,
    }
}
