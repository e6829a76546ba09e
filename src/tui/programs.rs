//! Other programs: the browser and the editor, by argument vectors and never through a shell.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::model::shown_line;

/// Which programs open what.
#[derive(Debug, Clone, Default)]
pub struct Programs {
    /// The program that opens web addresses, with its arguments; empty for the system's own.
    pub browser: Vec<String>,
    /// The program that edits articles, with its arguments; empty for `$VISUAL` or `$EDITOR`.
    pub editor: Vec<String>,
    /// The program that briefings are given to unless another is named, with its arguments.
    pub pipe: Vec<String>,
}

/// Gives `text` on standard input to a program named by its argument vector; the terminal must have been lent to it.
/// When it ends, that is said, and `wait` waits until it was read.
///
/// # Errors
/// One line for the reader, when the program cannot be started.
pub fn pipe(program: &[String], text: &[u8], wait: impl FnOnce()) -> Result<(), String> {
    let Some((name, arguments)) = program.split_first() else { return Ok(()) };
    let started = Command::new(name).args(arguments).stdin(Stdio::piped()).spawn();
    let mut child = started.map_err(|why| format!("{name} could not be started: {why}"))?;
    let done = std::thread::scope(|scope| {
        // One that has read enough, or reads nothing, is no fault.
        let input = child.stdin.take();
        scope.spawn(move || input.map(|mut input| input.write_all(text)));
        child.wait()
    });
    let status = done.map_err(|why| format!("{name}: {why}"))?;
    println_status(name, &status.to_string());
    wait();
    Ok(())
}

fn println_status(name: &str, status: &str) {
    // The terminal is lent, and nobody else writes to it now.
    let _ = writeln!(std::io::stderr(), "\n{} ended with {status}. Press a key to go back.", shown_line(name));
}

impl Programs {
    /// Opens a web address in the background.
    ///
    /// # Errors
    /// One line for the reader, when the browser cannot be started.
    pub fn browse(&self, address: &str) -> Result<(), String> {
        let done = match self.browser.split_first() {
            None => open::that_detached(address),
            Some((program, arguments)) => Command::new(program)
                .args(arguments)
                .arg(address)
                .stdin(Stdio::null())
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .spawn()
                .map(drop),
        };
        done.map_err(|why| format!("The browser could not be started: {why}"))
    }

    /// Edits a file, and comes back when the editor ends; the terminal must have been lent to it.
    ///
    /// # Errors
    /// One line for the reader, when the editor cannot be started or fails.
    pub fn edit(&self, path: String) -> Result<(), String> {
        let words = self.editor_words(|name| std::env::var(name).ok());
        let Some((program, arguments)) = words.split_first() else { return Ok(()) };
        match Command::new(program).args(arguments).arg(no_option(path)).status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("{program} ended with {status}.")),
            Err(why) => Err(format!("{program} could not be started: {why}")),
        }
    }

    fn editor_words(&self, variable: impl Fn(&str) -> Option<String>) -> Vec<String> {
        if !self.editor.is_empty() {
            return self.editor.clone();
        }
        let named = ["VISUAL", "EDITOR"].into_iter().filter_map(variable).find(|value| !value.trim().is_empty());
        named.unwrap_or("vi".to_owned()).split_whitespace().map(str::to_owned).collect()
    }
}

/// A file whose name begins with a dash is no option of the editor.
fn no_option(path: String) -> PathBuf {
    if path.starts_with('-') { PathBuf::from(".").join(path) } else { PathBuf::from(path) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_win_over_the_environment_and_visual_over_editor() {
        let from = |name: &str| Some(if name == "VISUAL" { "code --wait" } else { "ed" }.to_owned());
        assert_eq!(Programs::default().editor_words(from), ["code", "--wait"]);
        let own = Programs { editor: vec!["my editor".into()], ..Programs::default() };
        assert_eq!(own.editor_words(from), ["my editor"]);
        assert_eq!(Programs::default().editor_words(|_| Some(" ".to_owned())), ["vi"]);
    }

    #[test]
    fn a_program_gets_the_text_as_it_is_and_its_arguments_untouched() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("it's $HOME; here");
        let words = ["tee".to_owned(), file.to_str().unwrap().to_owned()];
        assert_eq!(pipe(&words, "“$(ls)” `x`\n".as_bytes(), || ()), Ok(()));
        assert_eq!(std::fs::read_to_string(file).unwrap(), "“$(ls)” `x`\n");
        assert!(pipe(&["no-such-program-here".to_owned()], b"", || ()).is_err());
        assert_eq!(pipe(&["true".to_owned()], &vec![b'x'; 1 << 20], || ()), Ok(()));
    }

    #[test]
    fn a_name_is_no_option() {
        assert_eq!(no_option("-c".into()), PathBuf::from("./-c"));
        assert_eq!(no_option("news/a.txt".into()), PathBuf::from("news/a.txt"));
    }
}
