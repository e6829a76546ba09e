//! The reader line by line: every page as plain text with its items numbered, and commands by name or key. For screen
//! readers, for terminals that cannot address the screen, and for a look through a pipe.
//!
//! The same state, pages and commands as on the screen; only what is shown and how one answers differ.

mod input;
mod written;

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::command::Command;

use super::effect::Effect;
use super::message::{Message, PageId};
use super::overlay::Overlay;
use super::page::Target;
use super::programs::{self, Programs};
use super::run::{Opening, now};
use super::session::Session;
use super::state::State;
use super::update;

use input::{Wish, wish};
use written::{Page, Paper};

/// Rows of a list at a time, and lines of a page that count as one.
const ROWS: u16 = 24;
/// How long an answer is waited for before what there is is printed.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens the reader line by line: pages go to `out`, commands come from `input` until it ends. Gives the exit code.
///
/// # Errors
/// When `out` cannot be written.
pub fn run(opening: Opening, input: impl BufRead, out: impl Write, ascii: bool) -> io::Result<i32> {
    let Opening { name, library, marks, look, programs, incoming, keeps, lone, notices, .. } = opening;
    let (tell, inbox) = channel();
    let session = Session::begin(library, marks, incoming, keeps, notices, &tell);
    // As wide as one pane; the gutter of the screen is on top of the measure.
    let width = (look.measure as u16).saturating_add(4).clamp(44, 118);
    let state = State::new(&name, look, (width, ROWS + 6), now()).lone(lone).piping(&programs.pipe);
    let mut reader =
        Plain { state, session, inbox, tell, programs, paper: Paper::new(out, ascii), page: None, code: None };
    let code = reader.read(input)?;
    reader.session.flush();
    Ok(code)
}

struct Plain<W> {
    state: State,
    session: Session,
    inbox: Receiver<Message>,
    tell: Sender<Message>,
    programs: Programs,
    paper: Paper<W>,
    /// What was printed last, and what its numbers lead to.
    page: Option<(Shown, Vec<Target>)>,
    code: Option<i32>,
}

/// What was printed: a page is printed again when it is another one, and otherwise where the cursor went.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
    page: PageId,
    /// The first row of a list.
    top: usize,
    words: String,
    here: String,
}

impl<W: Write> Plain<W> {
    fn read(&mut self, mut input: impl BufRead) -> io::Result<i32> {
        let (columns, rows) = self.state.size();
        self.send(Message::Resize(columns, rows));
        self.catch_up(true);
        self.print()?;
        let mut line = String::new();
        while self.code.is_none() {
            self.paper.ask(self.label())?;
            line.clear();
            // A line that is no UTF-8 ends it like the end of the input.
            if !input.read_line(&mut line).is_ok_and(|read| read > 0) {
                self.send(Message::Run(Command::Quit));
                break;
            }
            self.send(Message::Clock(now()));
            self.obey(line.trim())?;
        }
        Ok(self.code.unwrap_or(0))
    }

    /// The word of the prompt that is open, else none.
    fn label(&self) -> &'static str {
        match self.state.overlays.last() {
            Some(Overlay::Prompt(prompt)) => written::label(&prompt.purpose),
            _ => "",
        }
    }

    fn obey(&mut self, line: &str) -> io::Result<()> {
        if self.state.prompt_mut().is_some() {
            self.answer_prompt(line);
        } else {
            let targets = self.page.as_ref().map_or(&[][..], |(_, targets)| targets);
            match wish(line, targets.len(), &self.state.look.keys, self.state.kind()) {
                Wish::Run(Command::PageDown, _) if self.state.focused().page.list().is_some() => self.more(),
                Wish::Run(command, words) => {
                    self.send(Message::Run(command));
                    if !words.is_empty() && self.state.prompt_mut().is_some() {
                        self.answer_prompt(&words);
                    }
                }
                Wish::Follow(number) => self.send(Message::Follow(targets[number].clone())),
                Wish::Again => self.page = None,
                Wish::Unknown(words) => self.send(Message::Failed(words)),
            }
        }
        self.catch_up(false);
        self.print()
    }

    /// The next rows of a list.
    fn more(&mut self) {
        if let Some(view) = self.state.focused_mut().page.list_mut()
            && view.top + usize::from(ROWS) < view.total
        {
            view.go(view.top + usize::from(ROWS));
            view.top = view.at;
        }
        self.send(Message::Clock(now()));
    }

    /// Puts `words` in the open prompt and accepts them; no words close it.
    fn answer_prompt(&mut self, words: &str) {
        self.send(Message::Paste(words.to_owned()));
        // What is offered for a headline is the answer, so it has to be there first.
        self.catch_up(false);
        let key = if words.is_empty() { KeyCode::Esc } else { KeyCode::Enter };
        self.send(Message::Key(KeyEvent::new(key, KeyModifiers::NONE)));
    }

    /// Takes in what comes until every question is answered, and with `ready` until the library is read.
    fn catch_up(&mut self, ready: bool) {
        while self.code.is_none() && (self.state.tickets.any() || ready && !self.state.ready) {
            let Ok(message) = self.inbox.recv_timeout(PATIENCE) else { return };
            self.send(message);
        }
        while let Ok(message) = self.inbox.try_recv() {
            self.send(message);
        }
    }

    fn send(&mut self, message: Message) {
        for effect in update(&mut self.state, message) {
            if let Some(effect) = self.session.perform(effect) {
                self.perform(effect);
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        let done = match effect {
            Effect::Browse(address) => self.programs.browse(&address),
            Effect::Edit(path) => self.programs.edit(path),
            Effect::Pipe { what, form, program } => {
                self.session.text(&what, form).and_then(|text| programs::pipe(&program, &text, || ()))
            }
            // What would be put on the clipboard is printed, to be taken from there.
            Effect::Copy(words) => {
                let _ = self.tell.send(Message::Told(words));
                Ok(())
            }
            Effect::Quit(code) => {
                self.code = Some(code);
                Ok(())
            }
            _ => Ok(()),
        };
        if let Err(why) = done {
            let _ = self.tell.send(Message::Failed(why));
        }
    }

    /// Prints the page where it is another than before, then what there is to tell.
    fn print(&mut self) -> io::Result<()> {
        if self.code.is_some() {
            return Ok(());
        }
        if self.state.prompt_mut().is_none() {
            let page = Page::of(&self.state);
            let here = written::here(&self.state);
            let shown = Shown { page: page.id, top: page.top, words: page.words.clone(), here };
            let before = self.page.as_ref().map(|(before, _)| before);
            if before.is_none_or(|b| (b.page, b.top, &b.words) != (shown.page, shown.top, &shown.words)) {
                self.paper.page(&page)?;
            } else if before.is_some_and(|before| before.here != shown.here) {
                self.paper.paragraph(&shown.here)?;
            }
            self.page = Some((shown, page.targets));
        }
        if let Some(status) = self.state.status.take() {
            self.paper.paragraph(&status.words)?;
        }
        self.paper.flush()
    }
}
