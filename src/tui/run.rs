//! The loop: waits for a message, updates, does what is to be done, draws. Sleeps while nothing happens.

use std::io::{self, Write, stdout};
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::Zoned;
use jiff::civil::DateTime;
use ratatui::crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::execute;

use crate::library::Library;
use crate::marks::Marks;
use crate::model::shown;

use super::canvas::Canvas;
use super::effect::Effect;
use super::incoming::Incoming;
use super::message::Message;
use super::programs::{self, Programs};
use super::session::Session;
use super::state::{Look, State};
use super::terminal::{self, Hold, Keys};
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
    /// The browser, the editor and what briefings are given to.
    pub programs: Programs,
    /// Where what is fetched is kept, where there is such a place.
    pub incoming: Option<Incoming>,
    /// Whether the page that is open at the end is kept for the next run.
    pub keeps: bool,
    /// Whether one file was named, which is opened at once where it holds one article.
    pub lone: bool,
    /// Lines to tell at once.
    pub notices: Vec<String>,
}

/// The world as the loop sees it.
struct World {
    canvas: Canvas,
    keys: Keys,
    session: Session,
    tell: Sender<Message>,
    mouse: bool,
    clipboard: bool,
    programs: Programs,
    clear: bool,
}

/// Opens the reader on the terminal and gives the exit code when it is left.
///
/// # Errors
/// When the terminal cannot be taken.
pub fn run(opening: Opening) -> io::Result<i32> {
    let Opening { name, library, marks, look, mouse, clipboard, programs, incoming, keeps, lone, notices } = opening;
    let (tell, inbox) = channel();
    terminal::mind_panics();
    terminal::mind_signals(tell.clone())?;
    terminal::take(mouse)?;
    let hold = Hold;
    let canvas = Canvas::new(terminal::screen()?);
    let keys = Keys::listen(tell.clone())?;
    let session = Session::begin(library, marks, incoming, keeps, notices, &tell);
    let size = canvas.size()?;
    let state = State::new(&name, look, (size.width, size.height), now()).lone(lone).piping(&programs.pipe);
    let mut world = World { canvas, keys, session, tell, mouse, clipboard, programs, clear: false };
    let code = turn(state, &inbox, &mut world);
    drop(hold);
    world.session.flush();
    code
}

/// The clock, here and nowhere below.
pub fn now() -> DateTime {
    Zoned::now().datetime()
}

/// Round and round until something ends it.
fn turn(mut state: State, inbox: &Receiver<Message>, world: &mut World) -> io::Result<i32> {
    let (columns, rows) = state.size();
    let mut effects = update(&mut state, Message::Resize(columns, rows));
    let mut seen = true;
    loop {
        for effect in effects.drain(..) {
            if let Some(code) = world.perform(effect)? {
                return Ok(code);
            }
        }
        if std::mem::take(&mut seen) {
            world.draw(&mut state)?;
        }
        let Ok(first) = inbox.recv() else { return Ok(0) };
        effects.extend(update(&mut state, Message::Clock(now())));
        for message in std::iter::once(first).chain(inbox.try_iter()).take(BATCH) {
            if cfg!(debug_assertions) && matches!(message, Message::Signal(signal_hook::consts::SIGUSR1)) {
                panic!("asked for by SIGUSR1");
            }
            seen |= !message.is_unseen();
            effects.extend(update(&mut state, message));
            if effects.iter().any(|effect| {
                matches!(effect, Effect::Quit(_) | Effect::Suspend | Effect::Edit(_) | Effect::Pipe { .. })
            }) {
                break;
            }
        }
    }
}

impl World {
    fn draw(&mut self, state: &mut State) -> io::Result<()> {
        let size = self.canvas.size()?;
        if state.size() != (size.width, size.height) {
            for effect in update(state, Message::Resize(size.width, size.height)) {
                let _ = self.perform(effect)?;
            }
        }
        if std::mem::take(&mut self.clear) {
            self.canvas.forget(size)?;
        }
        self.canvas.draw(|area, buffer| view(state, area, buffer))
    }

    /// Does one thing; gives the exit code when it ends the program.
    fn perform(&mut self, effect: Effect) -> io::Result<Option<i32>> {
        let Some(effect) = self.session.perform(effect) else { return Ok(None) };
        match effect {
            Effect::Copy(words) => self.copy(&words)?,
            Effect::Browse(address) => {
                if let Err(why) = self.programs.browse(&address) {
                    self.say(Message::Failed(why));
                }
            }
            Effect::Edit(path) => {
                let programs = self.programs.clone();
                self.away(move || programs.edit(path))?;
            }
            Effect::Suspend => self.away(|| {
                terminal::stop();
                Ok(())
            })?,
            Effect::Redraw => self.clear = true,
            Effect::Quit(code) => return Ok(Some(code)),
            Effect::Pipe { what, form, program } => {
                let text = self.session.text(&what, form);
                self.away(move || programs::pipe(&program, &text?, terminal::wait_for_key))?;
            }
            // The rest is the rooms' business, and they have done it.
            _ => {}
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
}
