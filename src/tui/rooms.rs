//! Library, search and marks behind the one door that the screen asks.

// What goes wrong is an answer like any other, made once a question and never passed on in a hot loop.
#![allow(clippy::result_large_err)]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use crate::library::{Library, Narrowing, Order};
use crate::marks::{Change, Mark, Marks};
use crate::model::{Entry, Id, Row, Scope, Window};
use crate::search::{self, Marked, Searcher};

use super::effect::Source;
use super::message::{Answer, Request, Wanted};

/// Entries looked through at a time for the next unread one.
const STRIDE: usize = 500;
/// Headlines offered at most.
const OFFERED: usize = 50;

/// The rooms that answer.
pub struct Rooms {
    library: Library,
    searcher: Searcher,
    marks: Marks,
    kept: Mutex<Kept>,
}

/// What was derived from marks and library; dropped when either changes.
#[derive(Default)]
struct Kept {
    marked: Option<Marked>,
    scope: Option<(String, Scope)>,
    narrowing: Option<(Wanted, Narrowing)>,
    headlines: Vec<(Row, Id, String)>,
}

type Result<T> = std::result::Result<T, Answer>;

fn failed(why: impl ToString) -> Answer {
    Answer::Failed(why.to_string())
}

impl Rooms {
    /// The three rooms.
    pub fn new(library: Library, searcher: Searcher, marks: Marks) -> Self {
        Self { library, searcher, marks, kept: Mutex::default() }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// The reader's marks by row, as queries want them.
    fn marked(&self) -> Result<Marked> {
        if let Some(marked) = &self.kept().marked {
            return Ok(marked.clone());
        }
        let all = self.marks.all().map_err(failed)?;
        let keys: Vec<String> = all.iter().map(|(key, _)| key.clone()).collect();
        let rows = self.library.rows_of(&keys).map_err(failed)?;
        let mut tags: BTreeMap<String, BTreeSet<Row>> = BTreeMap::new();
        let (mut read, mut bookmarked, mut hidden) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for ((_, mark), row) in all.into_iter().zip(rows) {
            let Some(row) = row else { continue };
            let sets = [(mark.read, &mut read), (mark.bookmarked, &mut bookmarked), (mark.hidden, &mut hidden)];
            for (_, set) in sets.into_iter().filter(|(marked, _)| *marked) {
                set.insert(row);
            }
            for tag in mark.tags {
                tags.entry(tag).or_default().insert(row);
            }
        }
        let marked = Marked {
            read: Arc::new(read),
            bookmarked: Arc::new(bookmarked),
            hidden: Arc::new(hidden),
            tags: Arc::new(tags),
        };
        self.kept().marked = Some(marked.clone());
        Ok(marked)
    }

    /// What the list shows under `query`: all, unless something narrows it or something is hidden.
    fn scope(&self, query: &str) -> Result<Scope> {
        let marked = self.marked()?;
        if query.trim().is_empty() && marked.hidden.is_empty() {
            return Ok(Scope::All);
        }
        if let Some((_, scope)) = self.kept().scope.as_ref().filter(|(kept, _)| kept == query) {
            return Ok(scope.clone());
        }
        let parsed = search::parse(query).map_err(Answer::WrongQuery)?;
        let scope = Scope::Rows(self.searcher.rows(&parsed, &marked).map_err(failed)?);
        self.kept().scope = Some((query.to_owned(), scope.clone()));
        Ok(scope)
    }

    /// What narrows a list of quotes or positions.
    fn narrowing(&self, wanted: &Wanted) -> Result<Narrowing> {
        if let Some((_, narrowing)) = self.kept().narrowing.as_ref().filter(|(kept, _)| kept == wanted) {
            return Ok(narrowing.clone());
        }
        let query = search::parse(&wanted.words).map_err(Answer::WrongQuery)?;
        let mut narrowing = self.searcher.narrowing(&query, &self.marked()?).map_err(failed)?.on(&wanted.topics);
        if let Some(key) = &wanted.actor {
            narrowing = narrowing.of_actor(key);
        }
        if wanted.changed {
            narrowing = narrowing.changed();
        }
        if wanted.oldest_first {
            narrowing = narrowing.oldest_first();
        }
        self.kept().narrowing = Some((wanted.clone(), narrowing.clone()));
        Ok(narrowing)
    }

    fn marks_of<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Mark> {
        let keys: Vec<String> = entries.into_iter().map(|entry| entry.key.clone()).collect();
        // Without marks the page can still be read; that they cannot be had was told when they were opened.
        self.marks.of(&keys).unwrap_or_default()
    }

    fn list(&self, query: &str, order: Order, window: Window) -> Result<Answer> {
        let scope = self.scope(query)?;
        let entries = self.library.entries(&scope, order, window).map_err(failed)?;
        let marks = self.marks_of(&entries.rows);
        Ok(Answer::Entries { entries, marks, scope })
    }

    fn search(&self, query: &str, window: Window) -> Result<Answer> {
        let parsed = search::parse(query).map_err(Answer::WrongQuery)?;
        let results = self.searcher.run(&parsed, &self.marked()?, window).map_err(failed)?;
        let marks = self.marks_of(results.hits.iter().map(|hit| &hit.entry));
        Ok(Answer::Search(results, marks))
    }

    fn next_unread(&self, query: &str, order: Order, after: usize) -> Result<Answer> {
        let scope = self.scope(query)?;
        let read = self.marked()?.read;
        let mut from = after + 1;
        loop {
            let entries = self.library.entries(&scope, order, Window { from, count: STRIDE }).map_err(failed)?;
            let unread = entries.rows.iter().position(|entry| !read.contains(&entry.row));
            if let Some(at) = unread {
                return Ok(Answer::NextUnread(Some((from + at, entries.rows[at].clone()))));
            }
            from += entries.rows.len();
            if entries.rows.is_empty() || from >= entries.total {
                return Ok(Answer::NextUnread(None));
            }
        }
    }

    /// Headlines that `needle` may mean, best first.
    fn headlines(&self, needle: &str) -> Result<Answer> {
        if self.kept().headlines.is_empty() {
            let all = self.library.headlines(0, usize::MAX).map_err(failed)?;
            self.kept().headlines = all;
        }
        let kept = self.kept();
        if needle.is_empty() {
            return Ok(Answer::Headlines(kept.headlines.iter().rev().take(OFFERED).cloned().collect()));
        }
        let haystack: Vec<&str> = kept.headlines.iter().map(|(_, _, title)| title.as_str()).collect();
        let matches = frizbee::Matcher::new(needle, &frizbee::Config::default()).match_list(&haystack);
        let found = matches.iter().take(OFFERED).map(|found| kept.headlines[found.index as usize].clone());
        Ok(Answer::Headlines(found.collect()))
    }

    fn try_answer(&self, request: &Request) -> Result<Answer> {
        let library = &self.library;
        Ok(match request.clone() {
            Request::Counts => {
                let counts = library.counts().map_err(failed)?;
                let unread = counts.briefings.saturating_sub(self.marked()?.read.len());
                Answer::Counts { counts, unread }
            }
            Request::Entries { scope, order, window } => {
                let entries = library.entries(&scope, order, window).map_err(failed)?;
                let marks = self.marks_of(&entries.rows);
                Answer::Entries { entries, marks, scope }
            }
            Request::List { query, order, window } => self.list(&query, order, window)?,
            Request::Story(id) => {
                let story = library.story(&id).map_err(failed)?;
                let mark = story.iter().flat_map(|story| self.marks_of([&story.entry])).next().unwrap_or_default();
                Answer::Story(story.map(Box::new), mark)
            }
            Request::Actors { scope, filter, window } => {
                Answer::Actors(library.actors(&scope, &filter, window).map_err(failed)?)
            }
            Request::Places { scope, filter, window } => {
                Answer::Places(library.places(&scope, &filter, window).map_err(failed)?)
            }
            Request::Actor(key) => {
                let page = library.actor(&key).map_err(failed)?;
                let marks = self.marks_of(page.iter().flat_map(|page| &page.briefings));
                Answer::Actor(page.map(Box::new), marks)
            }
            Request::Place(key) => {
                let page = library.place(&key).map_err(failed)?;
                let marks = self.marks_of(page.iter().flat_map(|page| &page.briefings));
                Answer::Place(page.map(Box::new), marks)
            }
            Request::Quotes { scope, wanted, window } => {
                Answer::Quotes(library.quotes(&scope, &self.narrowing(&wanted)?, window).map_err(failed)?)
            }
            Request::Positions { scope, wanted, window } => {
                Answer::Positions(library.positions(&scope, &self.narrowing(&wanted)?, window).map_err(failed)?)
            }
            Request::Matrix(scope) => Answer::Matrix(library.matrix(&scope).map_err(failed)?),
            Request::Threads { scope, window } => Answer::Threads(library.threads(&scope, window).map_err(failed)?),
            Request::Thread(id) => Answer::Thread(library.thread(&id).map_err(failed)?.map(Box::new)),
            Request::Backlinks(id) => {
                let entries = library.backlinks(&id).map_err(failed)?;
                let marks = self.marks_of(&entries);
                Answer::Backlinks(entries, marks)
            }
            Request::Search { query, window } => self.search(&query, window)?,
            Request::Complete { query, cursor } => Answer::Complete(self.searcher.complete(&query, cursor)),
            Request::Headlines(needle) => self.headlines(&needle)?,
            Request::PositionOf { id, query, order } => {
                let scope = self.scope(&query)?;
                Answer::PositionOf(library.position_of(&id, &scope, order).map_err(failed)?)
            }
            Request::NextUnread { query, order, after } => self.next_unread(&query, order, after)?,
        })
    }
}

impl Source for Rooms {
    fn answer(&self, request: &Request) -> Answer {
        self.try_answer(request).unwrap_or_else(|failure| failure)
    }

    fn mark(&self, key: &str, change: Change) -> std::result::Result<(), String> {
        let moves_rows = !matches!(change, Change::Place(_) | Change::Note(_) | Change::Highlight(..));
        self.marks.change(key, change).map_err(|why| why.to_string())?;
        if moves_rows {
            let mut kept = self.kept();
            (kept.marked, kept.scope, kept.narrowing) = (None, None, None);
        }
        Ok(())
    }

    fn undo(&self) -> std::result::Result<Option<(String, Change)>, String> {
        let undone = self.marks.undo().map_err(|why| why.to_string())?;
        let mut kept = self.kept();
        (kept.marked, kept.scope, kept.narrowing) = (None, None, None);
        Ok(undone)
    }

    fn save_search(&self, name: &str, query: &str) -> std::result::Result<(), String> {
        self.marks.save_search(name, Some(query)).map_err(|why| why.to_string())
    }

    fn remember(&self, name: &str, value: &str) -> std::result::Result<(), String> {
        self.marks.remember(&super::last::slot(name, &self.library), value).map_err(|why| why.to_string())
    }

    fn changed(&self) {
        *self.kept() = Kept::default();
    }
}
