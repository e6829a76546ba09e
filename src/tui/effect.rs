//! What the screen wants done in the world, and who does it: threads that answer over the one channel.

use std::collections::VecDeque;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;

use crate::export::Form;
use crate::library::Event;
use crate::library::corrections::Correction;
use crate::marks::Change;

use super::message::{Answer, Message, Request, Ticket, Undone};
use super::outgoing::Outgoing;

/// One thing to be done outside; plain data, so that tests can look at it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask library, search or marks.
    Ask(Ticket, Request),
    /// Change a mark.
    Mark(String, Change),
    /// Correct something about an actor.
    Correct(Correction),
    /// Take the last mark or correction back.
    Undo,
    /// Keep a query under a name; with none, drop what is kept under it.
    SaveSearch(String, Option<String>),
    /// Remember something over runs.
    Remember(&'static str, String),
    /// Put text on the clipboard (OSC 52).
    Copy(String),
    /// Open an address in the browser.
    Browse(String),
    /// Open a file in $EDITOR.
    Edit(String),
    /// Write what a page holds to the file of this name; with `over` in the place of what is there.
    Export {
        /// What is written.
        what: Outgoing,
        /// The file, as the reader called it.
        name: String,
        /// Whether what is there already is replaced.
        over: bool,
    },
    /// Give what a page holds to a program, by its argument vector, on standard input.
    Pipe {
        /// What is given.
        what: Outgoing,
        /// In which form.
        form: Form,
        /// The program and its arguments.
        program: Vec<String>,
    },
    /// Fetch what is new in the feeds.
    Fetch,
    /// Fetch the page at the address and put its text in the place of a shorter one in the file.
    FullText {
        /// The article's file, as the reader named it.
        file: String,
        /// The article's address.
        url: String,
    },
    /// Give the terminal back to the shell for a while.
    Suspend,
    /// Forget what is on the screen and draw it all.
    Redraw,
    /// End with this exit code.
    Quit(i32),
}

/// What answers come from.
pub trait Source: Send + Sync + 'static {
    /// Answers a question; may take its time.
    fn answer(&self, request: &Request) -> Answer;
    /// Makes a durable change to the reader's data.
    fn mark(&self, key: &str, change: Change) -> Result<(), String>;
    /// Takes the newest change back.
    fn undo(&self) -> Result<Option<Undone>, String>;
    /// Writes a correction down and has the library follow it.
    fn correct(&self, correction: &Correction) -> Result<(), String>;
    /// Keeps a query under a name, or with none drops it.
    fn save_search(&self, name: &str, query: Option<&str>) -> Result<(), String>;
    /// Remembers a value over runs.
    fn remember(&self, name: &str, value: &str) -> Result<(), String>;
    /// Writes what a page gives out, in a form that it has.
    fn write(&self, what: &Outgoing, form: Form, out: &mut dyn Write) -> Result<(), String>;
    /// Hears that the library changed.
    fn changed(&self) {}
}

/// The threads that do what may take time: two that answer, one that writes marks in their order.
pub struct Workers {
    questions: Arc<Questions>,
    writes: Sender<Job>,
}

enum Job {
    Mark(String, Change),
    Correct(Correction),
    Undo,
    SaveSearch(String, Option<String>),
    Remember(&'static str, String),
    Done(Sender<()>),
}

#[derive(Default)]
struct Questions {
    waiting: Mutex<VecDeque<(Ticket, Request)>>,
    some: Condvar,
}

impl Workers {
    /// Starts the threads; what they have to say goes to `tell`.
    pub fn start(source: Arc<dyn Source>, tell: Sender<Message>) -> Self {
        let questions = Arc::new(Questions::default());
        for is_patient in [false, true] {
            let (questions, source, tell) = (questions.clone(), source.clone(), tell.clone());
            thread::spawn(move || answer_all(&questions, is_patient, &*source, &tell));
        }
        let (writes, inbox) = std::sync::mpsc::channel();
        thread::spawn(move || {
            for write in inbox {
                perform(write, &*source, &tell);
            }
        });
        Self { questions, writes }
    }

    /// Puts a question in line; an older one of the same kind that nobody took up yet is dropped.
    pub fn ask(&self, ticket: Ticket, request: Request) {
        let mut waiting = self.questions.waiting.lock().expect("no thread dies holding the line");
        waiting.retain(|(other, _)| (other.page, other.slot) != (ticket.page, ticket.slot));
        waiting.push_back((ticket, request));
        self.questions.some.notify_all();
    }

    /// Has a write of marks done; false for effects that are none.
    pub fn write(&self, effect: &Effect) -> bool {
        let write = match effect.clone() {
            Effect::Mark(key, change) => Job::Mark(key, change),
            Effect::Correct(correction) => Job::Correct(correction),
            Effect::Undo => Job::Undo,
            Effect::SaveSearch(name, query) => Job::SaveSearch(name, query),
            Effect::Remember(name, value) => Job::Remember(name, value),
            _ => return false,
        };
        let _ = self.writes.send(write);
        true
    }

    /// Waits until all writes given so far are done.
    pub fn flush(&self) {
        let (done, wait) = std::sync::mpsc::channel();
        if self.writes.send(Job::Done(done)).is_ok() {
            let _ = wait.recv_timeout(std::time::Duration::from_secs(2));
        }
    }
}

/// Answers one question after the other. Only who `is_patient` takes those that can wait, so that however long these
/// take, somebody is there for the next key.
fn answer_all(questions: &Questions, is_patient: bool, source: &dyn Source, tell: &Sender<Message>) {
    loop {
        let mut waiting = questions.waiting.lock().expect("no thread dies holding the line");
        let (ticket, request) = loop {
            let next = waiting.iter().position(|(_, request)| is_patient || !request.can_wait());
            match next.and_then(|next| waiting.remove(next)) {
                Some(question) => break question,
                None => waiting = questions.some.wait(waiting).expect("no thread dies holding the line"),
            }
        };
        drop(waiting);
        let answer = catch_unwind(AssertUnwindSafe(|| source.answer(&request)))
            .unwrap_or_else(|_| Answer::Failed("This could not be worked out: a fault in dateline.".to_owned()));
        if tell.send(Message::Answer(ticket, Box::new(answer))).is_err() {
            return;
        }
    }
}

fn perform(write: Job, source: &dyn Source, tell: &Sender<Message>) {
    let say = |message| drop(tell.send(message));
    let done = match write {
        Job::Mark(key, change) => {
            let counts = !matches!(change, Change::Place(_));
            match source.mark(&key, change) {
                Ok(()) if counts => say(Message::Written),
                Ok(()) => {}
                Err(why) => say(Message::Refused(why)),
            }
            Ok(())
        }
        Job::Correct(correction) => source.correct(&correction).map(|()| say(Message::Library(Event::Changed))),
        Job::Undo => source.undo().map(|undone| {
            say(Message::Undone(undone));
            say(Message::Written);
        }),
        Job::SaveSearch(name, query) => source.save_search(&name, query.as_deref()).map(|()| {
            let kept = query.is_some();
            say(Message::Told(if kept {
                format!("Kept as “{name}”.")
            } else {
                format!("“{name}” is dropped.")
            }));
            say(Message::Written);
        }),
        Job::Remember(name, value) => source.remember(name, &value),
        Job::Done(done) => {
            let _ = done.send(());
            Ok(())
        }
    };
    if let Err(why) = done {
        say(Message::Failed(why));
    }
}
