//! A pseudo-terminal with a program on it: keys go in, what the terminal then shows is waited for and looked at.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::harness::Home;

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the terminal was told besides what it shows.
#[derive(Default)]
pub struct Told {
    /// What was put on the clipboard, still in base64.
    pub copied: Vec<String>,
}

impl vt100::Callbacks for Told {
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.copied.push(String::from_utf8_lossy(data).into_owned());
    }
}

/// A program on a terminal of its own.
pub struct Walk {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    terminal: Arc<Mutex<vt100::Parser<Told>>>,
    master: Box<dyn MasterPty + Send>,
    /// How the terminal was set before.
    before: String,
}

impl Walk {
    /// dateline on a terminal of 80 by 24, without colours.
    pub fn dateline(home: &Home, arguments: &[&str]) -> Self {
        Self::run(home, env!("CARGO_BIN_EXE_dateline"), arguments, &[])
    }

    /// `program` in `home` with a scrubbed environment and `more` in it.
    pub fn run(home: &Home, program: &str, arguments: &[&str], more: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
        let before = settings(&*pair.master);
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.cwd(home.path());
        command.env_clear();
        let home = home.path().to_str().unwrap();
        let path = std::env::var("PATH").unwrap_or_default();
        let usual =
            [("HOME", home), ("PATH", &path), ("TERM", "xterm-256color"), ("NO_COLOR", "1"), ("LANG", "C.UTF-8")];
        usual.iter().chain(more).for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).unwrap();
        let terminal = Arc::new(Mutex::new(vt100::Parser::new_with_callbacks(24, 80, 0, Told::default())));
        let (mut output, seen) = (pair.master.try_clone_reader().unwrap(), terminal.clone());
        let keys = pair.master.take_writer().unwrap();
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                seen.lock().unwrap().process(&bytes[..count]);
            }
        });
        Self { child, keys, terminal, master: pair.master, before }
    }

    /// Waits until the terminal is as `holds` wants it.
    #[track_caller]
    pub fn until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.terminal.lock().unwrap().screen()) {
            assert!(Instant::now() < end, "{what}:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until the terminal shows `words`.
    #[track_caller]
    pub fn sees(&self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    /// Waits until the cursor stands on a line that begins with `words`.
    #[track_caller]
    pub fn stands_on(&self, words: &str) {
        self.sees(&format!("▸ {words}"));
    }

    /// What the terminal shows.
    pub fn screen(&self) -> String {
        shown(self.terminal.lock().unwrap().screen())
    }

    /// Waits until something was put on the clipboard, and gives it in base64.
    #[track_caller]
    pub fn copied(&self) -> String {
        let copied = || self.terminal.lock().unwrap().callbacks().copied.first().cloned();
        let end = Instant::now() + PATIENCE;
        loop {
            match copied() {
                Some(words) => return words,
                None => assert!(Instant::now() < end, "nothing copied:\n{}", self.screen()),
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Types `keys` as the terminal would send them.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.terminal.lock().unwrap().screen_mut().set_size(rows, columns);
        self.master.resize(PtySize { rows, cols: columns, ..PtySize::default() }).unwrap();
    }

    /// Sends the program a signal by its name.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(std::process::Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap().success());
    }

    /// Waits for the end, and until the terminal is as it was; gives the exit code.
    #[track_caller]
    pub fn ends_restored(&mut self) -> u32 {
        let end = Instant::now() + PATIENCE;
        let code = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.exit_code();
            }
            assert!(Instant::now() < end, "it does not end:\n{}", self.screen());
            std::thread::sleep(Duration::from_millis(20));
        };
        self.is_restored();
        assert_eq!(settings(&*self.master), self.before);
        code
    }

    /// Waits until the terminal shows its own screen again, with its cursor and no mode left on.
    #[track_caller]
    pub fn is_restored(&self) {
        self.until("the terminal as it was", |screen| {
            let mouse = screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None;
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste() && !mouse
        });
    }
}

impl Drop for Walk {
    fn drop(&mut self) {
        // Nothing goes on after a test that failed.
        let _ = self.child.kill();
    }
}

/// What `screen` shows, without the space at the ends of its lines, drawn or not.
pub fn shown(screen: &vt100::Screen) -> String {
    screen.contents().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// How the line of the terminal is set: echo, line by line or raw.
fn settings(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios().expect("a terminal has settings"))
}
