//! Lists of what a scope holds: its actors, places, quotes, positions. They differ in what a row is, not in how a list
//! behaves.

use std::borrow::Cow;

use crate::command::{Command, PageKind};
use crate::model::{ActorKind, Scope, Window, Windowed};
use crate::tui::doc::Line;
use crate::tui::message::{Answer, Request, Wanted};
use crate::tui::outgoing::Outgoing;
use crate::tui::words::{cut, plural};

use super::{Action, Face, ListView, Listing, Page, Setting, Target, dim};

/// What a list of a scope is made of.
pub trait Rowed: Sized + 'static {
    /// The kind of page.
    const KIND: PageKind;
    /// What it lists, in the plural.
    const NOUN: &'static str;
    /// Whether the words that narrow it are a query, to be completed, or a part of a name.
    const BY_QUERY: bool;
    /// Whether it can be seen the other way round in time.
    const IN_TIME: bool;
    /// Whether it can be narrowed to what changed.
    const CHANGES: bool;
    /// What stands there when there is nothing, and what to do about it.
    const EMPTY: &'static str;

    /// The actor that says it or stands there.
    fn subject(&self) -> Option<Target> {
        None
    }

    /// What of it can be written to a file.
    fn outgoing(_: &Scope, _: &Wanted) -> Option<Outgoing> {
        None
    }

    /// The question for a window of rows; the words of `wanted` are what was typed to narrow the list.
    fn request(scope: &Scope, wanted: &Wanted, window: Window) -> Request;

    /// The rows, where the answer is to that question.
    fn rows(answer: Answer) -> Option<Windowed<Self>>;

    /// The row as it is shown.
    fn lines(&self, setting: &Setting) -> Vec<Line>;

    /// Where it leads.
    fn target(&self) -> Target;

    /// All the briefings in which it stands, where it does in several.
    fn elsewhere(&self) -> Option<Target> {
        None
    }

    /// What is copied of it.
    fn copied(&self) -> String;

    /// Name and kind of the actor that it is.
    fn actor(&self) -> Option<(String, ActorKind)> {
        None
    }
}

/// A list of `T` in a scope.
pub struct ScopedPage<T> {
    scope: Scope,
    name: String,
    title: Option<String>,
    wanted: Wanted,
    list: Listing<T>,
    failed: Option<String>,
}

impl<T: Rowed> ScopedPage<T> {
    /// The list of `scope`, whose name is `name`; an empty name is the whole library.
    pub fn new(scope: Scope, name: &str) -> Self {
        let (wanted, list) = (Wanted::default(), Listing::default());
        Self { scope, name: name.to_owned(), title: None, wanted, list, failed: None }
    }

    /// The list of what is `wanted` of a scope, under a title of its own.
    pub fn wanted(scope: Scope, title: &str, wanted: Wanted) -> Self {
        Self { title: Some(title.to_owned()), wanted, ..Self::new(scope, "") }
    }

    /// Asks anew, from the top.
    fn turn(&mut self, change: impl FnOnce(&mut Wanted)) -> Vec<Action> {
        let before = self.wanted.clone();
        change(&mut self.wanted);
        if self.wanted != before {
            self.list.view.stale = true;
            self.list.view.go(0);
            self.list.view.top = 0;
        }
        Vec::new()
    }
}

impl<T: Rowed> Page for ScopedPage<T> {
    fn kind(&self) -> PageKind {
        T::KIND
    }

    fn title(&self) -> Cow<'_, str> {
        match (&self.title, self.name.as_str()) {
            (Some(title), _) => Cow::Borrowed(title),
            (None, "") => Cow::Borrowed(T::NOUN),
            (None, name) => Cow::Owned(format!("{} in {name}", T::NOUN)),
        }
    }

    fn scope(&self) -> (Scope, String) {
        (self.scope.clone(), self.name.clone())
    }

    fn window(&self, window: Window) -> Option<Request> {
        Some(T::request(&self.scope, &self.wanted, window))
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
            _ if self.wanted.changed => {
                Some(Face::Empty(format!("None of the {} here changed sides. v shows all of them.", T::NOUN)))
            }
            _ if self.wanted.words.is_empty() => Some(Face::Empty(T::EMPTY.to_owned())),
            _ => {
                let (noun, words) = (T::NOUN, &self.wanted.words);
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
        let mut parts = vec![plural(self.list.view.total, T::NOUN.trim_end_matches('s'))];
        if T::IN_TIME {
            parts.push(if self.wanted.oldest_first { "oldest first" } else { "newest first" }.to_owned());
        }
        if self.wanted.changed {
            parts.push("changes of side only".to_owned());
        }
        if !self.wanted.words.is_empty() {
            parts.push(format!("filter: {}", self.wanted.words));
        }
        let words = parts.join(&format!(" {} ", setting.glyphs.dot));
        vec![Line::of(vec![dim(cut(&words, setting.width, setting.glyphs.ellipsis))]), Line::default()]
    }

    fn command(&mut self, command: Command) -> Option<Vec<Action>> {
        match command {
            Command::ClearFilter => Some(self.typed("")),
            Command::Sort if T::IN_TIME => Some(self.turn(|wanted| wanted.oldest_first = !wanted.oldest_first)),
            Command::Backlinks => Some(vec![match self.list.current().and_then(Rowed::elsewhere) {
                Some(target) => Action::Follow(target),
                None => Action::Say("It stands in this briefing alone.".to_owned()),
            }]),
            Command::SwitchView if T::CHANGES => Some(self.turn(|wanted| wanted.changed = !wanted.changed)),
            _ => None,
        }
    }

    fn words(&self) -> String {
        self.wanted.words.clone()
    }

    fn typed(&mut self, words: &str) -> Vec<Action> {
        self.turn(|wanted| (wanted.words, wanted.unfinished) = (words.to_owned(), !words.is_empty() && T::BY_QUERY))
    }

    fn accepted(&mut self) -> Vec<Action> {
        self.turn(|wanted| wanted.unfinished = false)
    }

    fn takes_words(&self) -> bool {
        true
    }

    fn completes(&self) -> bool {
        T::BY_QUERY
    }

    fn actor(&self, _: Option<&Target>) -> Option<(String, ActorKind)> {
        self.list.current().and_then(Rowed::actor)
    }

    fn subject(&self) -> Option<Target> {
        self.list.current().and_then(Rowed::subject)
    }

    fn outgoing(&self) -> Option<Outgoing> {
        T::outgoing(&self.scope, &self.wanted)
    }

    fn copied(&self) -> Option<String> {
        self.list.current().map(Rowed::copied)
    }
}
