//! The loop: waits for a message, updates, does what is to be done, draws. Sleeps while nothing happens.

use std::io::{self, Write, stdout};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::Zoned;
use jiff::civil::DateTime;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::execute;

use crate::library::{Event, Library, Notice};
use crate::marks::Marks;
use crate::model::shown;
use crate::search::Searcher;

use super::effect::{Effect, Source, Workers};
use super::message::Message;
use super::rooms::Rooms;
use super::state::{Look, State};
use super::terminal::{self, Hold, Keys, Screen};
use super::{update, view};

/// Messages handled before a frame is drawn, so that a flood of news does not keep the screen from being drawn.
const BATCH: usize = 256;
/// Bytes that are put on the clipboard at most; many terminals drop more.
const CLIPBOARD: usize = 74_000;

/// What the reader is opened with.
pub struct Opening {
    /// What is read, in a word or two for the header.
    pub name: String,
    /// The library.
    pub library: Library,
    /// The reader's own data.
    pub marks: Marks,
    /// Colours, keys, measure.
    pub look: Look,
    /// Whether wheel and clicks are listened to.
    pub mouse: bool,
    /// Whether text may be put on the clipboard.
    pub clipboard: bool,
    /// The program that opens web addresses, with its arguments; empty for the system's own.
    pub browser: Vec<String>,
    /// The program that edits articles, with its arguments; empty for `$VISUAL` or `$EDITOR`.
    pub editor: Vec<String>,
    /// Lines to tell at once.
    pub notices: Vec<String>,
}

/// The world as the loop sees it.
struct World {
    screen: Screen,
    keys: Keys,
    workers: Workers,
    tell: Sender<Message>,
    mouse: bool,
    clipboard: bool,
    browser: Vec<String>,
    editor: Vec<String>,
    clear: bool,
}

/// Opens the reader on the terminal and gives the exit code when it is left.
///
/// # Errors
/// When the terminal cannot be taken.
pub fn run(opening: Opening) -> io::Result<i32> {
    let Opening { name, library, marks, look, mouse, clipboard, browser, editor, notices } = opening;
    let (tell, inbox) = channel();
    let searcher = Searcher::new(library.reader());
    let source: Arc<dyn Source> = Arc::new(Rooms::new(library.clone(), searcher, marks));
    terminal::mind_panics();
    terminal::mind_signals(tell.clone())?;
    terminal::take(mouse)?;
    let hold = Hold;
    let screen = terminal::screen()?;
    let keys = Keys::listen(tell.clone())?;
    let workers = Workers::start(source.clone(), tell.clone());
    let news = tell.clone();
    let worker = library.keep_up(move |event| {
        if matches!(event, Event::Changed | Event::Ready) {
            source.changed();
        }
        let _ = news.send(Message::Library(event));
    });
    for message in notices {
        let notice = Notice { path: None, place: None, message, fault: true };
        let _ = tell.send(Message::Library(Event::Notice(notice)));
    }
    let size = screen.size()?;
    let state = State::new(&name, look, (size.width, size.height), now());
    let mut world = World { screen, keys, workers, tell, mouse, clipboard, browser, editor, clear: false };
    let code = turn(state, &inbox, &mut world);
    drop(hold);
    world.workers.flush();
    drop(worker);
    code
}

fn now() -> DateTime {
    Zoned::now().datetime()
}

/// Round and round until something ends it.
fn turn(mut state: State, inbox: &Receiver<Message>, world: &mut World) -> io::Result<i32> {
    let mut effects = update(&mut state, Message::Clock(now()));
    loop {
        for effect in effects.drain(..) {
            if let Some(code) = world.perform(effect)? {
                return Ok(code);
            }
        }
        world.draw(&mut state)?;
        let Ok(first) = inbox.recv() else { return Ok(0) };
        effects.extend(update(&mut state, Message::Clock(now())));
        for message in std::iter::once(first).chain(inbox.try_iter()).take(BATCH) {
            if cfg!(debug_assertions) && matches!(message, Message::Signal(signal_hook::consts::SIGUSR1)) {
                panic!("asked for by SIGUSR1");
            }
            effects.extend(update(&mut state, message));
            if effects.iter().any(|effect| matches!(effect, Effect::Quit(_) | Effect::Suspend | Effect::Edit(_))) {
                break;
            }
        }
    }
}

impl World {
    fn draw(&mut self, state: &mut State) -> io::Result<()> {
        let size = self.screen.size()?;
        if state.size() != (size.width, size.height) {
            for effect in update(state, Message::Resize(size.width, size.height)) {
                let _ = self.perform(effect)?;
            }
        }
        if std::mem::take(&mut self.clear) {
            self.screen.clear()?;
        }
        self.screen.draw(|frame| {
            let area = frame.area();
            if let Some(cursor) = view(state, area, frame.buffer_mut()) {
                frame.set_cursor_position(cursor);
            }
        })?;
        Ok(())
    }

    /// Does one thing; gives the exit code when it ends the program.
    fn perform(&mut self, effect: Effect) -> io::Result<Option<i32>> {
        match effect {
            Effect::Ask(ticket, request) => self.workers.ask(ticket, request),
            Effect::Mark(..) | Effect::Undo | Effect::SaveSearch(..) | Effect::Remember(..) => {
                self.workers.write(&effect);
            }
            Effect::Copy(words) => self.copy(&words)?,
            Effect::Browse(address) => self.browse(&address),
            Effect::Edit(path) => self.edit(path)?,
            Effect::Suspend => self.away(|| {
                terminal::stop();
                Ok(())
            })?,
            Effect::Redraw => self.clear = true,
            Effect::Quit(code) => return Ok(Some(code)),
        }
        Ok(None)
    }

    fn say(&self, message: Message) {
        let _ = self.tell.send(message);
    }

    /// Lends the terminal to another program.
    fn away(&mut self, other: impl FnOnce() -> Result<(), String>) -> io::Result<()> {
        let mouse = self.mouse;
        let (done, taken) = self.keys.pause(|| {
            terminal::give_back();
            let done = other();
            (done, terminal::take(mouse))
        });
        taken?;
        self.clear = true;
        if let Err(why) = done {
            self.say(Message::Failed(why));
        }
        Ok(())
    }

    fn copy(&mut self, words: &str) -> io::Result<()> {
        if !self.clipboard {
            self.say(Message::Failed("Copying through the terminal is switched off in config.toml.".to_owned()));
            return Ok(());
        }
        let words = shown(words);
        let end = words.char_indices().map(|(at, c)| at + c.len_utf8()).take_while(|end| *end <= CLIPBOARD).last();
        let words = &words[..end.unwrap_or(0)];
        execute!(stdout(), CopyToClipboard::to_clipboard_from(words))?;
        stdout().flush()
    }

    fn browse(&self, address: &str) {
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
        if let Err(why) = done {
            self.say(Message::Failed(format!("The browser could not be started: {why}")));
        }
    }

    fn edit(&mut self, path: String) -> io::Result<()> {
        let named =
            ["VISUAL", "EDITOR"].iter().find_map(|name| std::env::var(name).ok().filter(|v| !v.trim().is_empty()));
        let from_env = || named.unwrap_or("vi".to_owned()).split_whitespace().map(str::to_owned).collect();
        let words: Vec<String> = if self.editor.is_empty() { from_env() } else { self.editor.clone() };
        let Some((program, arguments)) = words.split_first() else { return Ok(()) };
        // A name that begins with a dash is no option of the editor.
        let path = if path.starts_with('-') { PathBuf::from(".").join(path) } else { PathBuf::from(path) };
        let (program, arguments) = (program.clone(), arguments.to_vec());
        self.away(move || match Command::new(&program).args(arguments).arg(path).status() {
            Ok(_) => Ok(()),
            Err(why) => Err(format!("{program} could not be started: {why}")),
        })
    }
}
