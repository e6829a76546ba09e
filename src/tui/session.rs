//! What goes on behind the screen: the library that keeps itself up, and the threads that answer and write.

use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::export::Form;
use crate::library::{Event, Library, Notice, Worker};
use crate::marks::Marks;
use crate::search::Searcher;

use super::effect::{Effect, Source, Workers};
use super::incoming::Incoming;
use super::last;
use super::message::Message;
use super::outgoing::{self, Delivered, Outgoing};
use super::rooms::Rooms;

/// What is told where nothing can be fetched.
const NOWHERE: &str = "There is no home folder, and so no place for what comes in.";

/// The rooms at work; what they have to say goes to one channel.
pub struct Session {
    workers: Workers,
    source: Arc<dyn Source>,
    library: Library,
    incoming: Option<Incoming>,
    tell: Sender<Message>,
    /// Files that are being written.
    writing: Mutex<Vec<JoinHandle<()>>>,
    /// Whether the page a session ends on is kept: not of a library that goes with this run.
    keeps: bool,
    _keeper: Worker,
}

impl Session {
    /// Sets the rooms to work; news, answers and `notices` go to `tell`, and with `keeps` the page that was open last.
    pub fn begin(
        library: Library,
        marks: Marks,
        incoming: Option<Incoming>,
        keeps: bool,
        notices: Vec<String>,
        tell: &Sender<Message>,
    ) -> Self {
        let last = if keeps { marks.recall(&last::slot("page", &library)) } else { Ok(None) };
        if let Some(words) = last.unwrap_or_default() {
            let _ = tell.send(Message::Reopen(words));
        }
        let searcher = Searcher::new(library.reader());
        let source: Arc<dyn Source> = Arc::new(Rooms::new(library.clone(), searcher, marks));
        let workers = Workers::start(source.clone(), tell.clone());
        let (news, given) = (tell.clone(), source.clone());
        let keeper = library.keep_up(move |event| {
            if matches!(event, Event::Changed | Event::Ready) {
                source.changed();
            }
            let _ = news.send(Message::Library(event));
        });
        for message in notices {
            let notice = Notice { path: None, place: None, message, fault: true };
            let _ = tell.send(Message::Library(Event::Notice(notice)));
        }
        let (writing, tell) = (Mutex::default(), tell.clone());
        Self { workers, source: given, library, incoming, tell, writing, keeps, _keeper: keeper }
    }

    /// Does what the rooms do; gives back what they do not.
    pub fn perform(&self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Ask(ticket, request) => self.workers.ask(ticket, request),
            Effect::Remember(..) if !self.keeps => {}
            Effect::Export { what, name, over } => self.export(what, name, over),
            Effect::Fetch => match &self.incoming {
                Some(incoming) => incoming.fetch(&self.library, &self.tell),
                None => drop(self.tell.send(Message::Fetched(Err(NOWHERE.to_owned())))),
            },
            Effect::FullText { file, url } => match &self.incoming {
                Some(incoming) => incoming.full_text(file, url, &self.library, &self.tell),
                None => drop(self.tell.send(Message::Failed(NOWHERE.to_owned()))),
            },
            effect if self.workers.write(&effect) => {}
            other => return Some(other),
        }
        None
    }

    /// Writes a file in a thread of its own.
    fn export(&self, what: Outgoing, name: String, over: bool) {
        let (source, tell) = (self.source.clone(), self.tell.clone());
        let thread = std::thread::spawn(move || {
            let message = match outgoing::save(&what, &name, over, |form, out| source.write(&what, form, out)) {
                Ok(Delivered::Done(path)) => Message::Told(format!("Written: {}", path.display())),
                Ok(Delivered::Exists(_)) => Message::Exists(what, name),
                Err(why) => Message::Failed(why),
            };
            let _ = tell.send(message);
        });
        let mut writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        writing.retain(|thread| !thread.is_finished());
        writing.push(thread);
    }

    /// What a page gives out, as text.
    ///
    /// # Errors
    /// One line on what could not be read.
    pub fn text(&self, what: &Outgoing, form: Form) -> Result<Vec<u8>, String> {
        let mut text = Vec::new();
        self.source.write(what, form, &mut text).map(|()| text)
    }

    /// Waits until everything the reader marked is on disk, and every file written.
    pub fn flush(&self) {
        self.workers.flush();
        let writing = std::mem::take(&mut *self.writing.lock().unwrap_or_else(PoisonError::into_inner));
        for thread in writing {
            // One that panicked has nothing more to write.
            let _ = thread.join();
        }
    }
}
