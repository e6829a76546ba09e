//! The reader's own command after a fetch.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What becomes of what the program prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Told {
    /// It goes where dateline's own goes.
    Aloud,
    /// It is dropped: the screen is in use.
    Silently,
}

/// Writes the briefings of the articles in files as JSON Lines.
pub type HandOn = fn(&[PathBuf], &mut dyn Write) -> io::Result<()>;

/// Runs the program `command[0]` with the arguments behind it, never a shell, and lets `write` fill its standard input.
/// An empty `command` is none. Blocks until the program ends.
///
/// # Errors
/// One clear line, when it cannot be run, its input not be made, or it says that it failed.
pub fn run_hook(
    command: &[String],
    told: Told,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let name = program.clone();
    let fault = |why: &dyn std::fmt::Display| format!("after-fetch: {name}: {why}");
    let mut program = Command::new(program);
    program.args(arguments).stdin(Stdio::piped());
    if told == Told::Silently {
        program.stdout(Stdio::null()).stderr(Stdio::null());
    }
    let mut child = program.spawn().map_err(|e| fault(&e))?;
    let written = match child.stdin.take() {
        Some(input) => {
            let mut input = io::BufWriter::new(input);
            write(&mut input).and_then(|()| input.flush())
        }
        None => Ok(()),
    };
    let status = child.wait().map_err(|e| fault(&e))?;
    match written {
        // It may end without having read all of it.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(fault(&error)),
        _ if !status.success() => Err(fault(&status)),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn command(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_command_reads_what_is_written_and_its_arguments_are_words() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("; echo x");
        let tee = command(&["dd", "status=none", &format!("of={}", file.display())]);
        run_hook(&tee, Told::Aloud, |input| input.write_all(b"{\"id\":\"a\"}\n")).unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"{\"id\":\"a\"}\n");
    }

    #[test]
    fn what_fails_is_told_and_no_command_is_none() {
        assert!(run_hook(&command(&["false"]), Told::Aloud, |_| Ok(())).unwrap_err().contains("exit status: 1"));
        assert!(run_hook(&command(&["/no/such/program"]), Told::Silently, |_| Ok(())).is_err());
        assert_eq!(run_hook(&[], Told::Aloud, |_| panic!("nobody reads")), Ok(()));
        let much = |input: &mut dyn Write| (0..1000).try_for_each(|_| input.write_all(&[b'x'; 4096]));
        assert_eq!(run_hook(&command(&["true"]), Told::Silently, much), Ok(()));
    }
}
