//! What goes on behind the screen: the library that keeps itself up, and the threads that answer and write.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::library::{Event, Library, Notice, Worker};
use crate::marks::Marks;
use crate::search::Searcher;

use super::effect::{Effect, Source, Workers};
use super::last;
use super::message::Message;
use super::rooms::Rooms;

/// The rooms at work; what they have to say goes to one channel.
pub struct Session {
    workers: Workers,
    /// Whether the page a session ends on is kept: not of a library that goes with this run.
    keeps: bool,
    _keeper: Worker,
}

impl Session {
    /// Sets the rooms to work; news, answers and `notices` go to `tell`, and with `keeps` the page that was open last.
    pub fn begin(library: Library, marks: Marks, keeps: bool, notices: Vec<String>, tell: &Sender<Message>) -> Self {
        let last = if keeps { marks.recall(&last::slot("page", &library)) } else { Ok(None) };
        if let Some(words) = last.unwrap_or_default() {
            let _ = tell.send(Message::Reopen(words));
        }
        let searcher = Searcher::new(library.reader());
        let source: Arc<dyn Source> = Arc::new(Rooms::new(library.clone(), searcher, marks));
        let workers = Workers::start(source.clone(), tell.clone());
        let news = tell.clone();
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
        Self { workers, keeps, _keeper: keeper }
    }

    /// Does what the rooms do; gives back what they do not.
    pub fn perform(&self, effect: Effect) -> Option<Effect> {
        match effect {
            Effect::Ask(ticket, request) => self.workers.ask(ticket, request),
            Effect::Remember(..) if !self.keeps => {}
            effect if self.workers.write(&effect) => {}
            other => return Some(other),
        }
        None
    }

    /// Waits until everything the reader marked is on disk.
    pub fn flush(&self) {
        self.workers.flush();
    }
}
