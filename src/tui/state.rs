//! Everything the reader knows while it runs; only `update` changes it, `view` reads it.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::command::PageKind;
use crate::export::Form;
use crate::library::Notice;
use crate::marks::Mark;
use crate::model::{ActorKind, ActorRow, Counts, Entry, Id};
use crate::search::{Completion, Facet, QueryError};

use super::doc::Reading;
use super::keymap::Keymap;
use super::message::{PageId, Request, Ticket};
use super::outgoing::Outgoing;
use super::page::{LibraryPage, Page, Target};
use super::theme::{Glyphs, Theme};

/// The page at the right of the list while no page is open: the briefing under the list's cursor.
pub const PREVIEW: PageId = 1;
/// The library list.
pub const LIBRARY: PageId = 0;
/// What belongs to no page: counts, completions of the palette.
pub const FRAME: PageId = PageId::MAX;
/// Pages kept to go back to.
const KEPT: usize = 200;
/// Marks kept of what was loaded.
const MARKS: usize = 20_000;

/// How the screen looks and which keys it knows; settings in a form ready for use.
#[derive(Debug, Clone)]
pub struct Look {
    /// Colours by role.
    pub theme: Theme,
    /// Marks and lines.
    pub glyphs: Glyphs,
    /// Keys to commands.
    pub keys: Keymap,
    /// Columns of running text.
    pub measure: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { theme: Theme::new(Default::default()), glyphs: Glyphs::UNICODE, keys: Keymap::default(), measure: 76 }
    }
}

/// A page that is open.
pub struct Leaf {
    /// Its number.
    pub id: PageId,
    /// The page.
    pub page: Box<dyn Page>,
    /// What it was opened from; none for the list, which is always there.
    pub target: Option<Target>,
    /// Whether the library changed since it asked.
    pub dirty: bool,
}

/// The pane that keys go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The library list.
    List,
    /// The page.
    Page,
    /// Actors and places beside it.
    Aside,
}

/// What a prompt's words are for.
#[derive(Debug, Clone, PartialEq)]
pub enum Purpose {
    /// Find on this page.
    Find,
    /// The page's own words: its query, its filter.
    Page,
    /// A command by name.
    Palette,
    /// A headline.
    Headlines,
    /// A note to the briefing of this mark key.
    Note(String),
    /// A tag of the briefing of this mark key.
    Tag(String),
    /// The name to keep a query under.
    Save(String),
    /// The actor that is put beside the one of this key.
    Beside(String),
    /// The name of the file that this is written to.
    Export(Outgoing),
    /// Whether the file of this name is replaced.
    Overwrite {
        /// What is written.
        what: Outgoing,
        /// The file, as the reader called it.
        name: String,
        /// What is asked.
        question: String,
    },
    /// The program that gets this, in this form.
    Pipe(Outgoing, Form),
    /// A value to narrow the results of the first query to, out of the counts beside them.
    Narrow(String, Vec<Facet>),
    /// The name that belongs in a correction.
    Correct(Correcting),
}

/// A correction that waits for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correcting {
    /// What is done to the actor.
    pub how: How,
    /// The actor's name.
    pub name: String,
    /// What it is.
    pub kind: ActorKind,
}

/// What a correction does to an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// It is another one, too.
    Merge,
    /// It is called otherwise.
    Rename,
    /// In this briefing it is somebody else.
    Split(Id),
}

/// A line that is being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Prompt {
    /// What for.
    pub purpose: Purpose,
    /// What was typed so far.
    pub words: String,
    /// The character the cursor stands before.
    pub cursor: usize,
    /// What may be chosen.
    pub choices: Vec<Choice>,
    /// Which of them is.
    pub chosen: Option<usize>,
    /// What is wrong with it.
    pub wrong: Option<QueryError>,
    /// The words before it was opened, to go back to.
    pub before: String,
}

/// What may be chosen under a prompt.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// A command.
    Command(crate::command::Command),
    /// A completion of the query.
    Completion(Completion),
    /// A headline.
    Headline(Id, String),
    /// A value that results have.
    Facet(Facet),
    /// An actor of the library.
    Actor(ActorRow),
}

/// What lies above the page; the top one gets the keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// A line that is being typed.
    Prompt(Box<Prompt>),
    /// Letters on everything in view that can be followed: those typed so far, and the letters of each.
    Hints {
        /// Typed so far.
        typed: String,
        /// What each letters stand for.
        marks: Vec<(String, Spot)>,
    },
}

/// Something in view that can be followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A link of the page.
    Link(usize),
    /// The item that begins on this line of the page.
    Item(usize),
    /// A row of the list.
    Row(usize),
}

/// A line for the reader at the bottom of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it says.
    pub words: String,
    /// Whether something went wrong.
    pub fault: bool,
}

/// How far the library is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Progress {
    /// Files read.
    pub done: usize,
    /// Files known of.
    pub total: usize,
    /// Files a second.
    pub rate: f32,
}

/// How far a round through the feeds is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fetching {
    /// Feeds asked.
    pub done: usize,
    /// Feeds to be asked.
    pub total: usize,
    /// Articles that were not there.
    pub new: usize,
    /// The first feed that could not be read, with the reason.
    pub failed: Option<String>,
}

/// The reader's marks of what was loaded, by mark key.
#[derive(Debug, Clone, Default)]
pub struct MarkBook {
    marks: HashMap<String, Mark>,
    keys: HashMap<Id, String>,
    /// The keys of other sources that carry the same words.
    copies: HashMap<String, Vec<String>>,
}

impl MarkBook {
    /// The mark of `key`; an empty one where there is none.
    pub fn of(&self, key: &str) -> Mark {
        self.marks.get(key).cloned().unwrap_or_default()
    }

    /// Whether `key` was read; quicker than taking the whole mark.
    pub fn is_read(&self, key: &str) -> bool {
        self.marks.get(key).is_some_and(|mark| mark.read)
    }

    /// The mark of `key`, to be changed.
    pub fn entry(&mut self, key: &str) -> &mut Mark {
        self.marks.entry(key.to_owned()).or_default()
    }

    /// The other sources of what is marked under `key`.
    pub fn copies(&self, key: &str) -> Vec<String> {
        self.copies.get(key).cloned().unwrap_or_default()
    }

    /// Takes in the marks of entries.
    pub fn learn<'a>(&mut self, entries: impl IntoIterator<Item = &'a Entry>, marks: Vec<Mark>) {
        if self.marks.len() > MARKS {
            *self = Self::default();
        }
        for (entry, mark) in entries.into_iter().zip(marks) {
            self.keys.insert(entry.id.clone(), entry.key.clone());
            if !entry.copies.is_empty() {
                let copies = entry.copies.iter().map(|copy| copy.key.clone()).collect();
                self.copies.insert(entry.key.clone(), copies);
            }
            self.marks.insert(entry.key.clone(), mark);
        }
    }
}

/// Which answers are still waited for; the newest of each kind for each page.
#[derive(Debug, Default)]
pub struct Tickets {
    next: u64,
    open: HashMap<(PageId, u8), (u64, Request)>,
}

impl Tickets {
    /// A ticket for `request` of `page`; none when the very same question is open already.
    pub fn draw(&mut self, page: PageId, request: &Request) -> Option<Ticket> {
        let slot = request.slot();
        if self.open.get(&(page, slot)).is_some_and(|(_, asked)| asked == request) {
            return None;
        }
        self.next += 1;
        self.open.insert((page, slot), (self.next, request.clone()));
        Some(Ticket { page, slot, number: self.next })
    }

    /// Whether an answer of this ticket is still wanted; a ticket is good once.
    pub fn redeem(&mut self, ticket: Ticket) -> Option<Request> {
        let key = (ticket.page, ticket.slot);
        let wanted = self.open.get(&key).is_some_and(|(number, _)| *number == ticket.number);
        wanted.then(|| self.open.remove(&key).expect("it was just seen").1)
    }

    /// Whether `page` waits for an answer of this kind.
    pub fn waits(&self, page: PageId, slot: u8) -> bool {
        self.open.contains_key(&(page, slot))
    }

    /// Whether any answer is waited for.
    pub fn any(&self) -> bool {
        !self.open.is_empty()
    }

    /// Forgets what a closed page asked.
    pub fn forget(&mut self, page: PageId) {
        self.open.retain(|(asker, _), _| *asker != page);
    }
}

/// The whole state of the reader.
pub struct State {
    pub(super) size: (u16, u16),
    pub(super) look: Arc<Look>,
    pub(super) now: DateTime,
    /// The library list first, then the pages followed from it.
    pub(super) history: Vec<Leaf>,
    pub(super) at: usize,
    pub(super) preview: Option<Leaf>,
    pub(super) aside: Reading,
    pub(super) focus: Focus,
    pub(super) overlays: Vec<Overlay>,
    pub(super) status: Option<Status>,
    pub(super) counts: Option<(Counts, usize)>,
    pub(super) progress: Option<Progress>,
    pub(super) ready: bool,
    pub(super) notices: Vec<Notice>,
    pub(super) marks: MarkBook,
    pub(super) measure: usize,
    pub(super) zen: bool,
    pub(super) tickets: Tickets,
    pub(super) dirty_counts: bool,
    pub(super) needle: String,
    pub(super) seen: HashSet<PageId>,
    /// Whether the one briefing there is, if it is one, is opened once the library is there.
    pub(super) lone: bool,
    /// The line by which a program was given something last.
    pub(super) piped: String,
    /// The round through the feeds that is on.
    pub(super) fetching: Option<Fetching>,
    next_page: PageId,
}

impl State {
    /// The reader before it was told anything, on a screen of `size` columns and rows; `name` says what is read.
    pub fn new(name: &str, look: Look, size: (u16, u16), now: DateTime) -> Self {
        let measure = look.measure;
        let library = Leaf { id: LIBRARY, page: Box::new(LibraryPage::new(name)), target: None, dirty: false };
        Self {
            size,
            look: Arc::new(look),
            now,
            history: vec![library],
            at: 0,
            preview: None,
            aside: Reading::opened_at(None),
            focus: Focus::List,
            overlays: Vec::new(),
            status: None,
            counts: None,
            progress: None,
            ready: false,
            notices: Vec::new(),
            marks: MarkBook::default(),
            measure,
            zen: false,
            tickets: Tickets::default(),
            dirty_counts: true,
            needle: String::new(),
            seen: HashSet::new(),
            lone: false,
            piped: String::new(),
            fetching: None,
            next_page: PREVIEW + 1,
        }
    }

    /// The same; with `lone` it opens the one briefing of the library, where there is but one.
    pub fn lone(self, lone: bool) -> Self {
        Self { lone, ..self }
    }

    /// Gives briefings to this program unless another is named.
    pub fn piping(self, program: &[String]) -> Self {
        Self { piped: shell_words::join(program), ..self }
    }

    /// Columns and rows of the screen it is set for.
    pub fn size(&self) -> (u16, u16) {
        self.size
    }

    /// The page that is open: the last one followed, or the list.
    pub(super) fn current(&self) -> &Leaf {
        &self.history[self.at]
    }

    /// The page in the page pane: the open one, or beside the list the briefing under its cursor.
    pub(super) fn shown(&self) -> Option<&Leaf> {
        if self.at > 0 { Some(&self.history[self.at]) } else { self.preview.as_ref() }
    }

    /// Where one is in the text that keys go to, on a page that is read.
    pub(super) fn reading(&self) -> Option<&Reading> {
        if self.focus == Focus::Aside { Some(&self.aside) } else { self.focused().page.reading() }
    }

    /// The page that keys go to.
    pub(super) fn focused(&self) -> &Leaf {
        match self.focus {
            Focus::List => &self.history[0],
            Focus::Page | Focus::Aside => self.shown().unwrap_or(&self.history[0]),
        }
    }

    /// The same, to be changed.
    pub(super) fn focused_mut(&mut self) -> &mut Leaf {
        match self.focus {
            Focus::Page | Focus::Aside if self.at > 0 => &mut self.history[self.at],
            Focus::Page | Focus::Aside if self.preview.is_some() => self.preview.as_mut().expect("it was just seen"),
            _ => &mut self.history[0],
        }
    }

    /// The open page called `id`.
    pub(super) fn leaf_mut(&mut self, id: PageId) -> Option<&mut Leaf> {
        if id == PREVIEW {
            return self.preview.as_mut();
        }
        self.history.iter_mut().find(|leaf| leaf.id == id)
    }

    /// Opens the `page` that `target` leads to after the open one; what lay ahead is forgotten.
    pub(super) fn push(&mut self, page: Box<dyn Page>, target: Target) {
        for closed in self.history.drain(self.at + 1..) {
            self.tickets.forget(closed.id);
        }
        if self.history.len() > KEPT {
            self.history.remove(1);
        }
        self.history.push(Leaf { id: self.next_page, page, target: Some(target), dirty: true });
        self.next_page += 1;
        self.at = self.history.len() - 1;
        self.focus = Focus::Page;
    }

    /// The prompt, where one is open.
    pub(super) fn prompt_mut(&mut self) -> Option<&mut Prompt> {
        match self.overlays.last_mut() {
            Some(Overlay::Prompt(prompt)) => Some(prompt),
            _ => None,
        }
    }

    /// Has every page ask again when it is next on the screen.
    pub(super) fn mark_dirty(&mut self) {
        self.history.iter_mut().for_each(|leaf| leaf.dirty = true);
        if let Some(leaf) = &mut self.preview {
            leaf.dirty = true;
        }
        self.dirty_counts = true;
    }

    /// Has every page written anew: marks or measure changed.
    pub(super) fn refresh(&mut self) {
        for leaf in self.history.iter_mut().chain(&mut self.preview) {
            if let Some(reading) = leaf.page.reading_mut() {
                reading.stale = true;
            }
        }
    }

    /// The kind of the page that keys go to.
    pub(super) fn kind(&self) -> PageKind {
        self.focused().page.kind()
    }

    /// Tells the reader something on the status line.
    pub(super) fn say(&mut self, words: impl Into<String>) {
        self.status = Some(Status { words: words.into(), fault: false });
    }

    /// Tells the reader on the status line what went wrong.
    pub(super) fn complain(&mut self, words: impl Into<String>) {
        self.status = Some(Status { words: words.into(), fault: true });
    }
}
