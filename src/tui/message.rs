//! What happens to the reader: keys, answers, news of the library. Everything comes in by one channel.

use std::sync::Arc;

use jiff::civil::DateTime;
use ratatui::crossterm::event::{KeyEvent, MouseEvent};

use crate::command::Command;
use crate::fetch::{Progress, Round};
use crate::library::corrections::Correction;
use crate::library::{Event, Order};
use crate::marks::{Change, Mark};
use crate::model::{
    ActorPage, ActorRow, Appearance, Backlinks, Counts, Digest, Entry, Id, Matrix, PlacePage, PlaceRow, PositionRow,
    QuoteRow, Row, Scope, Span, Story, Subject, ThreadPage, ThreadRow, Window, Windowed,
};
use crate::search::{Completion, Facet, QueryError, Results};

use super::outgoing::Outgoing;
use super::page::Target;
use super::state::AHEAD;

/// One thing that happened.
#[derive(Debug)]
pub enum Message {
    /// A key was pressed.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse was clicked or its wheel turned.
    Mouse(MouseEvent),
    /// The terminal has another size: columns, rows.
    Resize(u16, u16),
    /// The library tells something.
    Library(Event),
    /// What a page asked for.
    Answer(Ticket, Box<Answer>),
    /// A mark or a saved search was written: what is counted by marks is out of date.
    Written,
    /// The last mark or correction was taken back, or there was none.
    Undone(Option<Undone>),
    /// Something went wrong outside.
    Failed(String),
    /// A mark could not be written, and why: what is shown of it is not so.
    Refused(String),
    /// Something to tell.
    Told(String),
    /// A file was not written, for something of that name is there.
    Exists(Outgoing, String),
    /// A round through the feeds goes on.
    Fetching(Progress),
    /// A round through the feeds ended.
    Fetched(Result<Round, String>),
    /// The clock, read whenever something else happens.
    Clock(DateTime),
    /// What was open when the program last ended is to be opened again, in the words it was remembered by.
    Reopen(String),
    /// A command given by its name.
    Run(Command),
    /// Something to follow, chosen by its number.
    Follow(Target),
    /// A signal by its number.
    Signal(i32),
    /// Someone asked from outside that the program stop for a while.
    Stopped,
    /// Draw everything again.
    Redraw,
}

impl Message {
    /// Whether nothing on the screen changes by it: it brings what was asked before it is wanted.
    pub fn is_unseen(&self) -> bool {
        matches!(self, Message::Answer(ticket, _) if ticket.page == AHEAD)
    }
}

/// What was taken back.
#[derive(Debug, Clone, PartialEq)]
pub enum Undone {
    /// A mark of the briefing with this key, now as it was before.
    Mark(String, Change),
    /// A correction.
    Correction(Correction),
}

/// The number of a page that is open.
pub type PageId = u64;

/// Which question an answer answers; one that is no longer the newest of its kind is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ticket {
    /// The page that asked.
    pub page: PageId,
    /// The kind of question.
    pub slot: u8,
    /// Which one it was.
    pub number: u64,
}

/// A question to library, search or marks, answered off the drawing thread.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each names the function of the library that answers it
pub enum Request {
    Counts,
    Entries {
        scope: Scope,
        order: Order,
        window: Window,
    },
    /// The list of the library: as entries, but narrowed by a query, and without what is hidden.
    List {
        query: String,
        order: Order,
        window: Window,
    },
    Story(Id),
    Actors {
        scope: Scope,
        filter: String,
        window: Window,
    },
    Places {
        scope: Scope,
        filter: String,
        window: Window,
    },
    Actor(String),
    Place(String),
    Quotes {
        scope: Scope,
        wanted: Wanted,
        window: Window,
    },
    Positions {
        scope: Scope,
        wanted: Wanted,
        window: Window,
    },
    Matrix(Scope),
    /// What is new in a scope since so many days; none is since ever.
    Digest {
        scope: Scope,
        days: Option<u32>,
    },
    Threads {
        scope: Scope,
        window: Window,
    },
    Thread(Id),
    Backlinks(Id),
    /// The other briefings that carry the quote at this place of this one.
    Elsewhere(Id, Span),
    Search {
        query: String,
        /// Whether it is still being typed: its last word may be the beginning of one.
        unfinished: bool,
        window: Window,
    },
    /// The counts beside the results of a query.
    Facets {
        query: String,
        unfinished: bool,
    },
    /// Everything that a query finds, as a scope.
    Found(String),
    Complete {
        query: String,
        cursor: usize,
    },
    Headlines(String),
    /// Where a briefing stands in the list.
    PositionOf {
        id: Id,
        query: String,
        order: Order,
    },
    /// Where the next briefing names this, on the older side of `from` or the newer.
    Mention {
        subject: Subject,
        from: Option<Id>,
        newer: bool,
    },
    /// The next unread briefing of the list from the place `from` on.
    NextUnread {
        query: String,
        order: Order,
        from: usize,
    },
}

/// Which quotes or positions a list shows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// A query asked of each of them.
    pub words: String,
    /// Whether it is still being typed.
    pub unfinished: bool,
    /// Only of the actor with this key.
    pub actor: Option<String>,
    /// Only on a topic of one of these wordings.
    pub topics: Arc<[String]>,
    /// Only those whose actor changed sides.
    pub changed: bool,
    /// Oldest first.
    pub oldest_first: bool,
}

impl Request {
    /// Whether nobody waits for the answer with a finger on a key, and it may take long.
    pub fn can_wait(&self) -> bool {
        matches!(self, Request::Counts | Request::Facets { .. } | Request::Found(_) | Request::Matrix(_))
    }

    /// The kind of question: a new one of the same kind makes the older one void.
    pub fn slot(&self) -> u8 {
        match self {
            Request::Counts => 1,
            Request::Complete { .. } => 2,
            Request::PositionOf { .. } | Request::NextUnread { .. } | Request::Mention { .. } => 3,
            Request::Headlines(_) => 4,
            Request::Found(_) => 5,
            Request::Facets { .. } => 6,
            _ => 0,
        }
    }
}

/// A search that the reader keeps under a name, and how much it finds now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The name.
    pub name: String,
    /// The query.
    pub query: String,
    /// How many briefings it finds.
    pub total: usize,
    /// How many of them are unread.
    pub unread: usize,
}

/// What comes back.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)] // each answers the request of its name
pub enum Answer {
    Counts {
        counts: Counts,
        unread: usize,
        saved: Vec<Saved>,
    },
    /// The saved searches, for the list: a part of the counts.
    Saved(Vec<Saved>),
    Facets(Vec<Facet>),
    Found(Scope),
    /// The rows with the reader's marks of each, and what they were cut from.
    Entries {
        entries: Windowed<Entry>,
        marks: Vec<Mark>,
        scope: Scope,
    },
    Story(Option<Box<Story>>, Mark),
    Actors(Windowed<ActorRow>),
    Places(Windowed<PlaceRow>),
    Actor(Option<Box<ActorPage>>, Vec<Mark>),
    Place(Option<Box<PlacePage>>, Vec<Mark>),
    Quotes(Windowed<QuoteRow>),
    Positions(Windowed<PositionRow>),
    Matrix(Matrix),
    Digest(Box<Digest>, Vec<Mark>),
    Threads(Windowed<ThreadRow>),
    Thread(Option<Box<ThreadPage>>, Vec<Mark>),
    Backlinks(Backlinks, Vec<Mark>),
    Elsewhere(Vec<Appearance>),
    Search(Results, Vec<Mark>),
    Complete(Vec<Completion>),
    Headlines(Vec<(Row, Id, String)>),
    PositionOf(Option<usize>),
    /// The briefing and the mention, and whether it was looked for on the newer side.
    Mention(Option<(Id, Span)>, bool),
    NextUnread(Option<(usize, Entry)>),
    /// The query was not understood.
    WrongQuery(QueryError),
    /// It could not be answered.
    Failed(String),
}
