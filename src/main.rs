//! Arguments in, exit code out.

use std::process::ExitCode;

use dateline::cli::{self, Cli};
use dateline::config::Settings;
use dateline::tui;

fn main() -> ExitCode {
    let Cli { paths, config, plain, command } = match cli::parse(std::env::args_os()) {
        Ok(cli) => cli,
        Err(status) => return status,
    };
    let settings = match Settings::load(config.as_deref()) {
        Ok(settings) => settings,
        Err(error) => return cli::refuse(&error.to_string()),
    };
    match command {
        Some(verb) => cli::run(verb, &settings),
        None => match tui::open(&paths, &settings, plain, cli::hand_on) {
            Ok(code) => ExitCode::from(code.clamp(0, 255) as u8),
            Err(error) => cli::fail(&error),
        },
    }
}
