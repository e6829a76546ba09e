//! Everything the reader knows while it runs; only `update` changes it, `view` reads it.

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::DateTime;

use crate::command::PageKind;
use crate::library::Notice;
use crate::model::Counts;

use super::ahead::Ahead;
use super::doc::Reading;
use super::keymap::Keymap;
use super::mark_book::MarkBook;
use super::message::PageId;
use super::overlay::{Overlay, Prompt};
use super::page::{LibraryPage, Page, Target};
use super::theme::{Glyphs, Theme};
use super::tickets::Tickets;

/// The page at the right of the list while no page is open: the briefing under the list's cursor.
pub const PREVIEW: PageId = 1;
/// The library list.
pub const LIBRARY: PageId = 0;
/// What is asked before it is wanted.
pub const AHEAD: PageId = PageId::MAX - 1;
/// What belongs to no page: counts, completions of the palette.
pub const FRAME: PageId = PageId::MAX;
/// Pages kept to go back to.
const KEPT: usize = 200;

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
    pub(super) ahead: Ahead,
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
            ahead: Ahead::default(),
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
        self.ahead.clear();
        self.tickets.forget(AHEAD);
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
