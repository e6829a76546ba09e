//! The pages. One file a page holds its state, what it asks for, what it does with answers and how it is written.
//!
//! To add a page: (1) give it a [`PageKind`] and, where it wants one, a command in `crate::command`; (2) write
//! `page/yours.rs` with a struct that implements [`Page`]: either *read* (keep a [`Reading`], give it out by
//! [`Page::reading`], write the page in [`Page::doc`]) or *listed* (keep a [`Listing`], give it out by [`Page::list`],
//! ask for a window of rows in [`Page::window`], write one row in [`Page::row`]) or *drawn* (fill [`Page::draw`]);
//! (3) open it from [`open`] by its [`Target`]. Moving, links, hints, find, sections, scrolling, loading faces, history
//! and drawing are done for it by the frame.

mod actor;
mod appearance;
mod backlinks;
mod briefing;
mod cast;
mod changes;
mod digest;
mod elsewhere;
mod help;
mod library;
mod listing;
mod loaded;
mod map;
mod matrix;
mod pair;
mod place;
mod said;
mod saved;
mod scoped;
mod search;
mod see_also;
mod timeline;

use std::borrow::Cow;

use jiff::civil::DateTime;
use ratatui::layout::Rect;

use crate::command::{Command, PageKind};
use crate::model::{ActorKind, ActorPage, Id, PlacePage, QuoteRow, Scope, Span, ThreadPage, Window};
use crate::search::Facet;

use super::doc::{Doc, Line, Piece, Reading};
use super::keymap::Keymap;
use super::mark_book::MarkBook;
use super::message::{Answer, Request, Wanted};
use super::outgoing::Outgoing;
use super::theme::Glyphs;
use super::view::Painter;

pub use briefing::BriefingPage;
pub use cast::{ActorsPage, PlacesPage};
pub use help::HelpPage;
pub use library::LibraryPage;
pub use listing::{ListView, Listing};
pub use loaded::LoadedPage;
pub use map::MapPage;
pub use matrix::MatrixPage;
pub use pair::PairPage;
pub use said::{PositionsPage, QuotesPage};

/// Where something leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// Nowhere.
    None,
    /// To a sentence of this page's text, lit.
    Lit(Span),
    /// To a briefing, and there to a sentence.
    Story {
        /// The briefing.
        id: Id,
        /// The sentence to be lit.
        lit: Option<Span>,
    },
    /// To the actor of this key.
    Actor(String),
    /// To the place of this key.
    Place(String),
    /// Out to the web.
    Url(String),
    /// To the results of a query.
    Search(String),
    /// To the story that holds this briefing.
    Timeline(Id),
    /// To a page about a scope; with a name that says what the scope is.
    Scoped(PageKind, Scope, String),
    /// To the quotes or positions of a scope that are wanted, under a title.
    Wanted(PageKind, Scope, String, Wanted),
    /// To two actors side by side, by their keys.
    Pair(String, String),
    /// To what links to this briefing.
    Backlinks(Id, String),
    /// To all the briefings that carry this quote.
    Elsewhere(Box<QuoteRow>),
    /// To the keys of a page.
    Help(PageKind),
}

/// What a page wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Follow a target.
    Follow(Target),
    /// Tell the reader on the status line.
    Say(String),
    /// Ask the library.
    Ask(Request),
    /// Drop the search kept under a name.
    Drop(String),
    /// Let the reader choose a value that narrows the query.
    Narrow(String, Vec<Facet>),
}

/// What a page is written for.
pub struct Setting<'a> {
    /// Columns of the page.
    pub width: usize,
    /// The marks and lines to draw with.
    pub glyphs: &'a Glyphs,
    /// The time of day, for "today 14:02".
    pub now: DateTime,
    /// The reader's marks of what was loaded.
    pub marks: &'a MarkBook,
    /// The keys in force.
    pub keys: &'a Keymap,
}

/// What is shown in place of a page that has nothing to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Face {
    /// It is being fetched.
    Loading,
    /// There is nothing, and what to do about it.
    Empty(String),
    /// It went wrong.
    Failed(String),
}

impl Face {
    /// What is shown while there is no answer: that it is being fetched, or why it cannot be had.
    fn unanswered(failed: Option<&String>) -> Self {
        failed.map_or(Self::Loading, |why| Self::Failed(why.clone()))
    }
}

/// A page of the reader. Only what a page has of its own is to be filled in; see the module's first lines.
#[allow(unused_variables)]
pub trait Page {
    /// What kind of page it is.
    fn kind(&self) -> PageKind;

    /// Its name in the header.
    fn title(&self) -> Cow<'_, str>;

    /// The scope that actors, places, map, quotes, positions opened from here are about, and its name.
    fn scope(&self) -> (Scope, String) {
        (Scope::All, String::new())
    }

    /// What to ask when it is opened, and again when the library changed.
    fn ask(&self) -> Vec<Request> {
        Vec::new()
    }

    /// What to ask for a window of its rows.
    fn window(&self, window: Window) -> Option<Request> {
        None
    }

    /// Takes in what it asked for.
    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        Vec::new()
    }

    /// What is shown instead, when there is nothing to show.
    fn face(&self) -> Option<Face> {
        None
    }

    /// Where one is, on a page that is read.
    fn reading(&self) -> Option<&Reading> {
        None
    }

    /// The same, to be moved.
    fn reading_mut(&mut self) -> Option<&mut Reading> {
        None
    }

    /// The page that is read, set to a width.
    fn doc(&self, setting: &Setting) -> Doc {
        Doc::default()
    }

    /// Where one is, on a page that is a list.
    fn list(&self) -> Option<&ListView> {
        None
    }

    /// The same, to be moved.
    fn list_mut(&mut self) -> Option<&mut ListView> {
        None
    }

    /// The lines of row `index`; none while it is not loaded.
    fn row(&self, index: usize, setting: &Setting) -> Option<Vec<Line>> {
        None
    }

    /// Where row `index` leads.
    fn target(&self, index: usize) -> Option<Target> {
        None
    }

    /// Lines that stay on top of the page while it scrolls.
    fn head(&self, setting: &Setting) -> Vec<Line> {
        Vec::new()
    }

    /// Draws a page that is neither read nor a list.
    fn draw(&self, painter: &mut Painter, area: Rect, setting: &Setting) {}

    /// What stands in the third pane beside it.
    fn aside(&self, setting: &Setting) -> Option<Doc> {
        None
    }

    /// Whether it takes the whole screen even where there is room for two panes.
    fn whole_screen(&self) -> bool {
        false
    }

    /// Does what the command means on this page; none leaves it to the frame.
    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        None
    }

    /// The words that a prompt on this page begins with, where the page has any (the query of a search, a filter).
    fn words(&self) -> String {
        String::new()
    }

    /// Takes the words of its prompt as they are typed; a page that asks anew gives its questions back.
    fn typed(&mut self, words: &str) -> Vec<Action> {
        Vec::new()
    }

    /// Whether it takes words at all.
    fn takes_words(&self) -> bool {
        false
    }

    /// Whether its words are a query, to be completed.
    fn completes(&self) -> bool {
        false
    }

    /// The words of its prompt were accepted.
    fn accepted(&mut self) -> Vec<Action> {
        Vec::new()
    }

    /// The briefing it is about, if it is about one, with its mark key.
    fn story(&self) -> Option<(Id, String)> {
        None
    }

    /// The actor or place that the whole page is about.
    fn subject(&self) -> Option<Target> {
        None
    }

    /// Name and kind of the actor that a correction made here is about: the one that `link` leads to, else the page's or
    /// the row's own.
    fn actor(&self, link: Option<&Target>) -> Option<(String, ActorKind)> {
        None
    }

    /// The link on the web that belongs to it, and its file.
    fn origin(&self) -> (Option<String>, Option<String>) {
        (None, None)
    }

    /// What of it can be written to a file or given to a program.
    fn outgoing(&self) -> Option<Outgoing> {
        None
    }

    /// What `y` copies from where the cursor stands.
    fn copied(&self) -> Option<String> {
        None
    }
}

/// The page that `target` leads to; none when it leads to no page of its own.
pub fn open(target: &Target) -> Option<Box<dyn Page>> {
    Some(match target {
        Target::Story { id, lit } => Box::new(BriefingPage::new(id.clone(), *lit)),
        Target::Help(kind) => Box::new(HelpPage::new(*kind)),
        Target::Actor(key) => Box::new(LoadedPage::<ActorPage>::new(Request::Actor(key.clone()))),
        Target::Place(key) => Box::new(LoadedPage::<PlacePage>::new(Request::Place(key.clone()))),
        Target::Timeline(id) => Box::new(LoadedPage::<ThreadPage>::new(Request::Thread(id.clone()))),
        Target::Pair(one, other) => Box::new(PairPage::new(one, other)),
        Target::Wanted(PageKind::Quotes, scope, title, wanted) => {
            Box::new(QuotesPage::wanted(scope.clone(), title, wanted.clone()))
        }
        Target::Wanted(_, scope, title, wanted) => {
            Box::new(PositionsPage::wanted(scope.clone(), title, wanted.clone()))
        }
        Target::Search(query) => Box::new(search::SearchPage::new(query.clone())),
        Target::Backlinks(id, about) => Box::new(backlinks::BacklinksPage::new(id.clone(), about.clone())),
        Target::Elsewhere(quote) => Box::new(elsewhere::ElsewherePage::new((**quote).clone())),
        Target::Scoped(kind, scope, name) => return scoped(*kind, scope, name),
        _ => return None,
    })
}

/// The page of one kind about a scope.
fn scoped(kind: PageKind, scope: &Scope, name: &str) -> Option<Box<dyn Page>> {
    let scope = scope.clone();
    Some(match kind {
        PageKind::Actors => Box::new(ActorsPage::new(scope, name)),
        PageKind::Places => Box::new(PlacesPage::new(scope, name)),
        PageKind::Quotes => Box::new(QuotesPage::new(scope, name)),
        PageKind::Positions => Box::new(PositionsPage::new(scope, name)),
        PageKind::Map => Box::new(MapPage::new(scope, name)),
        PageKind::Matrix => Box::new(MatrixPage::new(scope, name)),
        PageKind::Digest => Box::new(digest::DigestPage::new(scope, name)),
        _ => return None,
    })
}

/// A piece of dim words between others.
pub fn dim(text: impl Into<String>) -> Piece {
    Piece::new(text, crate::command::Role::Dim)
}
