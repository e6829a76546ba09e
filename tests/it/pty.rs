//! The real program on a real terminal: it draws, answers keys, and leaves the terminal as it was.

use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

/// How long anything may take before the test gives up.
const PATIENCE: Duration = Duration::from_secs(20);

struct Walk {
    child: Box<dyn Child + Send + Sync>,
    keys: Box<dyn Write + Send>,
    screen: Arc<Mutex<vt100::Parser>>,
    _home: tempfile::TempDir,
}

impl Walk {
    fn begin() -> Self {
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("news");
        std::fs::create_dir(&folder).unwrap();
        let text = "Ferries stay in port\n\nPORT ELLERY, May 12 -- The ferries stayed in port on Monday.\n\n“We have bread until Thursday,” said Ines Calloway, the governor.\n";
        std::fs::write(folder.join("ferries.txt"), text).unwrap();
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, ..PtySize::default() }).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_dateline"));
        command.arg(&folder);
        command.env_clear();
        command.env("HOME", home.path());
        command.env("TERM", "xterm-256color");
        command.env("NO_COLOR", "1");
        command.env("LANG", "C.UTF-8");
        let child = pair.slave.spawn_command(command).unwrap();
        let screen = Arc::new(Mutex::new(vt100::Parser::new(24, 80, 0)));
        let (mut output, seen) = (pair.master.try_clone_reader().unwrap(), screen.clone());
        let keys = pair.master.take_writer().unwrap();
        std::thread::spawn(move || {
            let _held = pair.master;
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                seen.lock().unwrap().process(&bytes[..count]);
            }
        });
        Self { child, keys, screen, _home: home }
    }

    fn until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.screen.lock().unwrap().screen()) {
            assert!(Instant::now() < end, "{what}:\n{}", self.screen.lock().unwrap().screen().contents());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn sees(&self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    fn ends_restored(&mut self) -> u32 {
        let code = self.child.wait().unwrap().exit_code();
        self.until("the terminal as it was", |screen| {
            !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
        });
        code
    }
}

#[test]
fn a_briefing_is_opened_a_quote_followed_and_the_terminal_given_back() {
    let mut walk = Walk::begin();
    walk.sees("Ferries stay in port");
    walk.press("\r");
    walk.sees("KEY QUOTES");
    walk.press("?");
    walk.sees("Keys on the page");
    walk.press("<");
    walk.sees("KEY QUOTES");
    walk.press("Q");
    assert_eq!(walk.ends_restored(), 0);
}

#[test]
fn sigterm_gives_the_terminal_back() {
    let mut walk = Walk::begin();
    walk.sees("Ferries stay in port");
    let id = walk.child.process_id().unwrap().to_string();
    std::process::Command::new("kill").args(["-TERM", &id]).status().unwrap();
    assert_eq!(walk.ends_restored(), 128 + 15);
}

#[test]
fn a_panic_gives_the_terminal_back() {
    let mut walk = Walk::begin();
    walk.sees("Ferries stay in port");
    let id = walk.child.process_id().unwrap().to_string();
    std::process::Command::new("kill").args(["-USR1", &id]).status().unwrap();
    assert_ne!(walk.ends_restored(), 0);
}
