//! The binary as a stranger would run it: an empty home, and nothing of this machine's environment.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use assert_cmd::Command;
use tempfile::TempDir;

/// A home folder of its own, gone when dropped.
pub struct Home {
    folder: TempDir,
}

#[allow(dead_code, reason = "subjects are still being added")]
impl Home {
    /// An empty home.
    pub fn new() -> Self {
        Self { folder: TempDir::new().expect("a temporary folder") }
    }

    /// The home folder, which is also the working folder of what runs in it.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes `content` to `name` under the home and gives the path back.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders of the file");
        std::fs::write(&path, content).expect("a file written");
        path
    }

    /// dateline with `arguments`, not yet run.
    pub fn dateline(&self, arguments: &[&str]) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_dateline"));
        command.args(arguments);
        command
    }

    /// dateline with `arguments` as a process that can be killed; its output goes nowhere.
    pub fn process(&self, arguments: &[&str]) -> std::process::Command {
        let mut process = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        process.args(arguments).env_clear().current_dir(self.path());
        process.env("HOME", self.path()).env("LANG", "C.UTF-8");
        process.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        process
    }

    /// What dateline prints on standard output with `arguments`; anything but exit 0 fails the test.
    pub fn prints(&self, arguments: &[&str]) -> String {
        let output = self.dateline(arguments).assert().success().get_output().stdout.clone();
        String::from_utf8(output).expect("UTF-8 on standard output")
    }

    /// `program` in this home, with a scrubbed environment.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.path());
        command.env("HOME", self.path()).env("LANG", "C.UTF-8").env("TERM", "xterm-256color");
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }
}

/// The folder of the project, where the sample articles lie.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn a_run_sees_only_its_own_home() {
    let home = Home::new();
    let seen = home.command("env").output().expect("env runs").stdout;
    let seen = String::from_utf8(seen).unwrap();
    let mut names: Vec<_> = seen.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    names.sort_unstable();
    assert_eq!(names, ["HOME", "LANG", "PATH", "TERM"]);
    assert!(seen.contains(&format!("HOME={}\n", home.path().display())));
}

/// How often a test that breaks things on purpose does so: `few` times, or as `DATELINE_ROUNDS` says.
pub fn rounds(few: usize) -> usize {
    std::env::var("DATELINE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(few)
}
