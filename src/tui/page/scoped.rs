//! Lists of what a scope holds: its actors, places, quotes, positions. They differ in what a row is, not in how a list
//! behaves.

use std::borrow::Cow;

use crate::command::{Command, PageKind};
use crate::model::{Scope, Window, Windowed};
use crate::tui::doc::Line;
use crate::tui::message::{Answer, Request};
use crate::tui::words::thousands;

use super::{Action, Face, ListView, Listing, Page, Setting, Target, dim};

/// What a list of a scope is made of.
pub trait Rowed: Sized + 'static {
    /// The kind of page.
    const KIND: PageKind;
    /// What it lists, in the plural.
    const NOUN: &'static str;
    /// Whether it can be narrowed by a name that is typed.
    const NARROWS: bool;
    /// What stands there when there is nothing, and what to do about it.
    const EMPTY: &'static str;

    /// The question for a window of rows; `words` is what was typed to narrow the list.
    fn request(scope: &Scope, words: &str, window: Window) -> Request;

    /// The rows, where the answer is to that question.
    fn rows(answer: Answer) -> Option<Windowed<Self>>;

    /// The row as it is shown.
    fn lines(&self, setting: &Setting) -> Vec<Line>;

    /// Where it leads.
    fn target(&self) -> Target;

    /// What is copied of it.
    fn copied(&self) -> String;
}

/// A list of `T` in a scope.
pub struct ScopedPage<T> {
    scope: Scope,
    name: String,
    words: String,
    list: Listing<T>,
    failed: Option<String>,
}

impl<T: Rowed> ScopedPage<T> {
    /// The list of `scope`, whose name is `name`; an empty name is the whole library.
    pub fn new(scope: Scope, name: &str) -> Self {
        Self { scope, name: name.to_owned(), words: String::new(), list: Listing::default(), failed: None }
    }
}

impl<T: Rowed> Page for ScopedPage<T> {
    fn kind(&self) -> PageKind {
        T::KIND
    }

    fn title(&self) -> Cow<'_, str> {
        match self.name.as_str() {
            "" => Cow::Borrowed(T::NOUN),
            name => Cow::Owned(format!("{} in {name}", T::NOUN)),
        }
    }

    fn scope(&self) -> (Scope, String) {
        (self.scope.clone(), self.name.clone())
    }

    fn window(&self, window: Window) -> Option<Request> {
        Some(T::request(&self.scope, &self.words, window))
    }

    fn answer(&mut self, answer: Answer) -> Vec<Action> {
        match answer {
            Answer::Failed(why) => self.failed = Some(why),
            Answer::WrongQuery(error) => return vec![Action::Say(error.to_string())],
            answer => {
                if let Some(rows) = T::rows(answer) {
                    self.list.fill(rows);
                    self.failed = None;
                }
            }
        }
        Vec::new()
    }

    fn face(&self) -> Option<Face> {
        match (&self.failed, self.list.view.loaded) {
            (Some(why), false) => Some(Face::Failed(why.clone())),
            (None, false) => Some(Face::Loading),
            _ if !self.list.is_empty() => None,
            _ if self.words.is_empty() => Some(Face::Empty(T::EMPTY.to_owned())),
            _ => {
                let (noun, words) = (T::NOUN, &self.words);
                Some(Face::Empty(format!("No {noun} match “{words}”. F clears the filter, f changes it.")))
            }
        }
    }

    fn list(&self) -> Option<&ListView> {
        Some(&self.list.view)
    }

    fn list_mut(&mut self) -> Option<&mut ListView> {
        Some(&mut self.list.view)
    }

    fn row(&self, index: usize, setting: &Setting) -> Option<Vec<Line>> {
        self.list.get(index).map(|row| row.lines(setting))
    }

    fn target(&self, index: usize) -> Option<Target> {
        self.list.get(index).map(Rowed::target)
    }

    fn head(&self, setting: &Setting) -> Vec<Line> {
        let dot = setting.glyphs.dot;
        let mut words = format!("{} {}", thousands(self.list.view.total), T::NOUN);
        if !self.words.is_empty() {
            words.push_str(&format!(" {dot} filter: {}", self.words));
        }
        vec![Line::of(vec![dim(words)]), Line::default()]
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        (command == Command::ClearFilter).then(|| self.typed(""))
    }

    fn words(&self) -> String {
        self.words.clone()
    }

    fn typed(&mut self, words: &str) -> Vec<Action> {
        if self.words != words {
            self.words = words.to_owned();
            self.list.view.stale = true;
            self.list.view.go(0);
            self.list.view.top = 0;
        }
        Vec::new()
    }

    fn takes_words(&self) -> bool {
        T::NARROWS
    }

    fn copied(&self) -> Option<String> {
        self.list.current().map(Rowed::copied)
    }
}
