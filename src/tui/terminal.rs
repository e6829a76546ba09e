//! The terminal: taken, given back whatever happens, and listened to by one thread that never wakes for nothing.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, PipeReader, PipeWriter, Read, Stdout, Write, stdin, stdout};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Duration;

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::Show;
use ratatui::crossterm::event::{
    self, DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture, Event,
};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use rustix::event::{PollFd, PollFlags, poll};

use super::answers::Answers;
use super::message::Message;

/// The screen that frames are drawn on; each frame goes out in few writes.
pub type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// How long crossterm may look for the rest of what was typed. It reads nothing when it may not wait at all, and asks
/// without a pause while less than a millisecond is left: this is processor time of every key.
const MOMENT: Duration = Duration::from_micros(30);
/// How often it is asked, for a thread that is held up for longer than the moment sees nothing of what is there.
const ASKED: usize = 3;

/// Whether the terminal is ours at the moment; the panic hook asks.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Whether there is a terminal to read keys from and to draw on.
pub fn is_there() -> bool {
    stdout().is_terminal() && (stdin().is_terminal() || File::open("/dev/tty").is_ok())
}

/// Takes the terminal: raw, on the other screen, pastes in brackets.
pub fn take(mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(stdout(), EnableMouseCapture)?;
    }
    Ok(())
}

/// Gives the terminal back as it was; harmless when it is not ours, and silent when it is gone.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _ = execute!(stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
    }
}

/// Gives the terminal back when dropped.
pub struct Hold;

impl Drop for Hold {
    fn drop(&mut self) {
        give_back();
    }
}

/// The screen, once the terminal was taken.
pub fn screen() -> io::Result<Screen> {
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(1 << 16, stdout())))
}

/// Has a panic of the drawing thread give the terminal back before it is told; one of a worker goes to the log, for
/// its question is answered all the same.
pub fn mind_panics() {
    let before = std::panic::take_hook();
    let drawing = thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if thread::current().id() == drawing || !TAKEN.load(Ordering::SeqCst) {
            give_back();
            before(info);
        } else {
            log::error!("{info}");
        }
    }));
}

/// The thread that reads keys; it can be told to leave the terminal alone while another program has it.
pub struct Keys {
    wake: PipeWriter,
    stopped: Receiver<()>,
    go: Arc<(Mutex<bool>, Condvar)>,
}

impl Keys {
    /// Starts reading; every event goes to `tell`.
    pub fn listen(tell: Sender<Message>) -> io::Result<Self> {
        let tty: OwnedFd = match stdin().is_terminal() {
            true => stdin().as_fd().try_clone_to_owned()?,
            false => File::open("/dev/tty")?.into(),
        };
        let (bell, wake) = io::pipe()?;
        let (stop, stopped) = channel();
        let go = Arc::new((Mutex::new(true), Condvar::new()));
        let gate = go.clone();
        thread::Builder::new().name("keys".into()).spawn(move || read_keys(&tty, bell, &stop, &gate, &tell))?;
        Ok(Self { wake, stopped, go })
    }

    /// Runs `other` while no key is read here.
    pub fn pause<T>(&mut self, other: impl FnOnce() -> T) -> T {
        *self.go.0.lock().expect("the gate is never held over a panic") = false;
        if self.wake.write_all(b".").is_ok() {
            let _ = self.stopped.recv_timeout(Duration::from_secs(1));
        }
        let done = other();
        *self.go.0.lock().expect("the gate is never held over a panic") = true;
        self.go.1.notify_all();
        done
    }
}

/// Waits for the terminal or the bell; nothing wakes it but these.
fn read_keys(
    tty: &OwnedFd,
    mut bell: PipeReader,
    stop: &Sender<()>,
    gate: &(Mutex<bool>, Condvar),
    tell: &Sender<Message>,
) {
    let mut answers = Answers::default();
    loop {
        let mut ready = [PollFd::new(tty, PollFlags::IN), PollFd::new(&bell, PollFlags::IN)];
        if poll(&mut ready, None).is_err_and(|error| error != rustix::io::Errno::INTR) {
            return;
        }
        let (typed, rung) = (ready[0].revents(), ready[1].revents());
        if rung.contains(PollFlags::IN) {
            let _ = bell.read(&mut [0]);
            let _ = stop.send(());
            let shut = gate.0.lock().expect("the gate is never held over a panic");
            drop(gate.1.wait_while(shut, |open| !*open));
            continue;
        }
        if rung.contains(PollFlags::HUP) || typed.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            // The terminal is gone: as if it had said so.
            let _ = tell.send(Message::Signal(signal_hook::consts::SIGHUP));
            return;
        }
        while (0..ASKED).any(|_| event::poll(MOMENT).unwrap_or(false)) {
            let messages = match event::read() {
                Ok(Event::Key(key)) => answers.take(key).into_iter().map(Message::Key).collect(),
                Ok(Event::Paste(words)) => vec![Message::Paste(words)],
                Ok(Event::Mouse(mouse)) => vec![Message::Mouse(mouse)],
                Ok(Event::Resize(columns, rows)) => vec![Message::Resize(columns, rows)],
                Ok(_) => continue,
                Err(_) => return,
            };
            if messages.into_iter().any(|message| tell.send(message).is_err()) {
                return;
            }
        }
        if answers.rest().into_iter().any(|key| tell.send(Message::Key(key)).is_err()) {
            return;
        }
    }
}

/// Waits until a key is pressed; the terminal must not be ours, and nobody else may read it.
pub fn wait_for_key() {
    let Ok(mut tty) = File::open("/dev/tty") else { return };
    if enable_raw_mode().is_ok() {
        let _ = tty.read(&mut [0; 16]);
        let _ = disable_raw_mode();
    }
}

/// Has signals told as messages. In a build for tests SIGUSR1 stands for a fault of the program.
pub fn mind_signals(tell: Sender<Message>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGWINCH};
    let mut wanted = vec![SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGCONT, SIGTSTP];
    if cfg!(debug_assertions) {
        wanted.push(SIGUSR1);
    }
    let mut signals = signal_hook::iterator::Signals::new(wanted)?;
    thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let message = match signal {
                SIGWINCH => match ratatui::crossterm::terminal::size() {
                    Ok((columns, rows)) => Message::Resize(columns, rows),
                    Err(_) => continue,
                },
                SIGCONT => Message::Redraw,
                SIGTSTP => Message::Stopped,
                other => Message::Signal(other),
            };
            if tell.send(message).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

/// Stops this process as Ctrl-Z does; returns when the shell has it go on.
pub fn stop() {
    let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
}
