//! What lies above a page: a line that is being typed, or letters to follow something by.

use crate::command::Command;
use crate::export::Form;
use crate::model::{ActorKind, ActorRow, Id};
use crate::search::{Completion, Facet, QueryError};

use super::outgoing::Outgoing;

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
    Command(Command),
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
