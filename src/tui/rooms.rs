//! Library, search and marks behind the one door that the screen asks.

// What goes wrong is an answer like any other, made once a question and never passed on in a hot loop.
#![allow(clippy::result_large_err)]

use std::collections::HashSet;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::{ToSpan, Zoned};

use crate::export::Form;
use crate::library::corrections::Correction;
use crate::library::{Library, Narrowing, Order};
use crate::marks::{Change, Mark, Marks};
use crate::model::{Counts, Entry, Id, Row, Scope, Window};
use crate::search::{self, Marked, Searcher};

use super::effect::Source;
use super::kept::Kept;
use super::message::{Answer, Request, Saved, Undone, Wanted};
use super::outgoing::Outgoing;

/// Stories of a digest.
const STORIES: usize = 60;
/// Headlines offered at most.
const OFFERED: usize = 50;

/// The rooms that answer.
pub struct Rooms {
    pub(super) library: Library,
    searcher: Searcher,
    marks: Marks,
    kept: Kept,
    /// What can be taken back of this run, in its order: a correction, or (none) whatever mark is the newest.
    corrected: Mutex<Vec<Option<Correction>>>,
}

type Result<T> = std::result::Result<T, Answer>;

fn failed(why: impl ToString) -> Answer {
    Answer::Failed(why.to_string())
}

impl Rooms {
    /// The three rooms.
    pub fn new(library: Library, searcher: Searcher, marks: Marks) -> Self {
        Self { library, searcher, marks, kept: Kept::default(), corrected: Mutex::default() }
    }

    fn corrected(&self) -> MutexGuard<'_, Vec<Option<Correction>>> {
        self.corrected.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn marked(&self) -> Result<Marked> {
        self.kept.marked(&self.library, &self.marks).map_err(failed)
    }

    /// The marks that the answer to `query` hangs on: most hang on what is hidden alone, which is soon known.
    fn marked_for(&self, query: &search::Query) -> Result<Marked> {
        if query.asks_for_marks() {
            return self.marked();
        }
        let hidden = self.kept.hidden(&self.library, &self.marks).map_err(failed)?;
        Ok(Marked { hidden: Arc::new(hidden.iter().copied().collect()), ..Marked::default() })
    }

    /// The briefings that `query` finds; all for an empty one.
    fn scope(&self, query: &str) -> Result<Scope> {
        if query.trim().is_empty() {
            return Ok(Scope::All);
        }
        let parsed = search::parse(query).map_err(Answer::WrongQuery)?;
        self.kept.scope(query, parsed.asks_for_marks(), || {
            Ok(Scope::Rows(self.searcher.rows(&parsed, &self.marked_for(&parsed)?).map_err(failed)?))
        })
    }

    /// What narrows a list of quotes or positions.
    pub(super) fn narrowing(&self, wanted: &Wanted) -> Result<Narrowing> {
        let query = search::parse(&wanted.words).map_err(Answer::WrongQuery)?;
        self.kept.narrowing(wanted, query.asks_for_marks(), || {
            let mut narrowing =
                self.searcher.narrowing(&query, &self.marked_for(&query)?).map_err(failed)?.on(&wanted.topics);
            if let Some(key) = &wanted.actor {
                narrowing = narrowing.of_actor(key);
            }
            if wanted.changed {
                narrowing = narrowing.changed();
            }
            if wanted.oldest_first {
                narrowing = narrowing.oldest_first();
            }
            Ok(narrowing)
        })
    }

    /// The marks of each entry; one whose words were read in another source is read.
    fn marks_of<'a>(&self, entries: impl IntoIterator<Item = &'a Entry>) -> Vec<Mark> {
        let entries: Vec<&Entry> = entries.into_iter().collect();
        let of = |keys: Vec<String>| self.marks.of(&keys);
        let own = of(entries.iter().map(|entry| entry.key.clone()).collect());
        let marks = own.and_then(|mut marks| {
            for (entry, mark) in entries.iter().zip(&mut marks) {
                let kin = entry.kin_keys();
                if !kin.is_empty() {
                    mark.read |= of(kin)?.iter().any(|copy| copy.read);
                }
            }
            Ok(marks)
        });
        // Without marks the page can still be read; that they cannot be had was told when they were opened.
        marks.unwrap_or_default()
    }

    fn list(&self, query: &str, order: Order, window: Window) -> Result<Answer> {
        let scope = self.scope(query)?;
        let entries = match scope {
            Scope::All => {
                let hidden = self.kept.hidden(&self.library, &self.marks).map_err(failed)?;
                self.library.entries_but(&hidden, order, window)
            }
            _ => self.library.entries(&scope, order, window),
        };
        let entries = entries.map_err(failed)?;
        let marks = self.marks_of(&entries.rows);
        Ok(Answer::Entries { entries, marks, scope })
    }

    fn position(&self, id: &Id, query: &str, order: Order) -> Result<Answer> {
        let scope = self.scope(query)?;
        let found = match scope {
            Scope::All => {
                let hidden = self.kept.hidden(&self.library, &self.marks).map_err(failed)?;
                self.library.position_but(&hidden, id, order)
            }
            _ => self.library.position_of(id, &scope, order),
        };
        Ok(Answer::PositionOf(found.map_err(failed)?))
    }

    fn search(&self, query: &str, unfinished: bool, window: Window) -> Result<Answer> {
        let parsed = parse(query, unfinished)?;
        let results = self.searcher.run(&parsed, &self.marked_for(&parsed)?, window).map_err(failed)?;
        let marks = self.marks_of(results.hits.iter().map(|hit| &hit.entry));
        Ok(Answer::Search(results, marks))
    }

    fn next_unread(&self, query: &str, order: Order, from: usize) -> Result<Answer> {
        let scope = self.scope(query)?;
        let marked = self.marked()?;
        let hidden: Vec<Row> = match scope {
            Scope::All => marked.hidden.iter().copied().collect(),
            _ => Vec::new(),
        };
        let unread = |row| !marked.read.contains(&row);
        let found = self.library.first_where(&scope, &hidden, order, from, unread);
        Ok(Answer::NextUnread(found.map_err(failed)?))
    }

    /// How much there is, how much of it is unread, and the same of each saved search.
    fn counts(&self) -> Result<Answer> {
        let counts = self.library.counts().map_err(failed)?;
        let marked = self.marked()?;
        let saved = self.marks.saved_searches().map_err(failed)?;
        let saved = saved.into_iter().map(|(name, query)| self.saved(name, query, &marked)).collect::<Result<_>>()?;
        Ok(Answer::Counts { counts, unread: unread(counts, &marked), saved })
    }

    fn saved(&self, name: String, query: String, marked: &Marked) -> Result<Saved> {
        // A query that is not understood (any more) stays in the list, where the reader can mend it.
        let Ok(parsed) = search::parse(&query) else { return Ok(Saved { name, query, total: 0, unread: 0 }) };
        let total = self.searcher.count(&parsed, marked).map_err(failed)?;
        let unread = self.searcher.unread(&parsed, marked).map_err(failed)?;
        Ok(Saved { name, query, total, unread })
    }

    /// Headlines that `needle` may mean, best first: the newest ones by their letters, all by how their words begin.
    fn headlines(&self, needle: &str) -> Result<Answer> {
        let newest = self.kept.headlines(&self.library).map_err(failed)?;
        let rows: Vec<Row> = match needle.trim() {
            "" => newest.rows.iter().take(OFFERED).copied().collect(),
            needle => {
                let matches = frizbee::Matcher::new(needle, &frizbee::Config::default()).match_list(&newest.titles);
                matches.iter().take(OFFERED).map(|found| newest.rows[found.index as usize]).collect()
            }
        };
        let mut entries = self.library.entries_at(&rows).map_err(failed)?;
        if entries.len() < OFFERED && !needle.trim().is_empty() {
            let known: HashSet<Row> = rows.into_iter().collect();
            let older = self.searcher.headlines(needle, OFFERED).map_err(failed)?;
            entries.extend(older.into_iter().filter(|entry| !known.contains(&entry.row)));
        }
        let found = entries.into_iter().take(OFFERED).map(|entry| (entry.row, entry.id, entry.title));
        Ok(Answer::Headlines(found.collect()))
    }

    pub(super) fn try_answer(&self, request: &Request) -> Result<Answer> {
        let library = &self.library;
        Ok(match request.clone() {
            Request::Counts => self.counts()?,
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
            Request::Digest { scope, days } => {
                let since = days.and_then(|days| Zoned::now().date().checked_sub(i64::from(days).days()).ok());
                let digest = library.digest(&scope, since, STORIES).map_err(failed)?;
                let entries = digest.stories.iter().flat_map(|story| &story.new).map(|new| &new.step.entry);
                let marks = self.marks_of(entries);
                Answer::Digest(Box::new(digest), marks)
            }
            Request::Matrix(scope) => Answer::Matrix(library.matrix(&scope).map_err(failed)?),
            Request::Threads { scope, window } => Answer::Threads(library.threads(&scope, window).map_err(failed)?),
            Request::Thread(id) => {
                let page = library.thread(&id).map_err(failed)?;
                let marks = self.marks_of(page.iter().flat_map(|page| &page.thread.entries));
                Answer::Thread(page.map(Box::new), marks)
            }
            Request::Backlinks(id) => {
                let links = library.backlinks(&id).map_err(failed)?;
                let marks = self.marks_of(links.marked.iter().chain(&links.related));
                Answer::Backlinks(links, marks)
            }
            Request::Elsewhere(id, span) => Answer::Elsewhere(library.appearances(&id, span).map_err(failed)?),
            Request::Search { query, unfinished, window } => self.search(&query, unfinished, window)?,
            Request::Facets { query, unfinished } => {
                let parsed = parse(&query, unfinished)?;
                Answer::Facets(self.searcher.facets(&parsed, &self.marked_for(&parsed)?).map_err(failed)?)
            }
            Request::Found(query) => Answer::Found(self.scope(&query)?),
            Request::Complete { query, cursor } => Answer::Complete(self.searcher.complete(&query, cursor)),
            Request::Headlines(needle) => self.headlines(&needle)?,
            Request::PositionOf { id, query, order } => self.position(&id, &query, order)?,
            Request::NextUnread { query, order, from } => self.next_unread(&query, order, from)?,
            Request::Mention { subject, from, newer } => {
                Answer::Mention(library.mention(&subject, from.as_ref(), newer).map_err(failed)?, newer)
            }
        })
    }
}

impl Source for Rooms {
    fn answer(&self, request: &Request) -> Answer {
        self.try_answer(request).unwrap_or_else(|failure| failure)
    }

    fn mark(&self, key: &str, change: Change) -> std::result::Result<(), String> {
        let is_seen = !matches!(change, Change::Place(_) | Change::Note(_) | Change::Highlight(..));
        let is_taken_back = !matches!(change, Change::Place(_));
        if change == Change::Read(false) {
            // What was read in one source is read in all: it is unread only when it is so in each.
            for copy in self.library.copies_of(key).map_err(|why| why.to_string())? {
                if self.marks.of(std::slice::from_ref(&copy)).is_ok_and(|marks| marks.iter().any(|mark| mark.read)) {
                    self.marks.change(&copy, Change::Read(false)).map_err(|why| why.to_string())?;
                }
            }
        }
        self.marks.change(key, change).map_err(|why| why.to_string())?;
        if is_seen {
            self.kept.mark(&self.library, &self.marks, key);
        }
        if is_taken_back {
            self.corrected().push(None);
        }
        Ok(())
    }

    fn correct(&self, correction: &Correction) -> std::result::Result<(), String> {
        self.library.correct(correction).map_err(|why| why.to_string())?;
        self.corrected().push(Some(correction.clone()));
        self.changed();
        Ok(())
    }

    fn undo(&self) -> std::result::Result<Option<Undone>, String> {
        while let Some(Some(correction)) = self.corrected().pop() {
            // One that was taken out of the file by hand meanwhile is passed over.
            if self.library.take_back(&correction).map_err(|why| why.to_string())? {
                self.changed();
                return Ok(Some(Undone::Correction(correction)));
            }
        }
        let undone = self.marks.undo().map_err(|why| why.to_string())?;
        if let Some((key, _)) = &undone {
            self.kept.mark(&self.library, &self.marks, key);
        }
        Ok(undone.map(|(key, change)| Undone::Mark(key, change)))
    }

    fn save_search(&self, name: &str, query: Option<&str>) -> std::result::Result<(), String> {
        self.marks.save_search(name, query).map_err(|why| why.to_string())
    }

    fn remember(&self, name: &str, value: &str) -> std::result::Result<(), String> {
        self.marks.remember(&super::last::slot(name, &self.library), value).map_err(|why| why.to_string())
    }

    fn write(&self, what: &Outgoing, form: Form, out: &mut dyn Write) -> std::result::Result<(), String> {
        self.deliver(what, form, out)
    }

    fn changed(&self) {
        self.kept.clear();
    }
}

fn parse(query: &str, unfinished: bool) -> Result<search::Query> {
    let parsed = if unfinished { search::parse_unfinished(query) } else { search::parse(query) };
    parsed.map_err(Answer::WrongQuery)
}

/// Briefings that are neither read nor hidden.
fn unread(counts: Counts, marked: &Marked) -> usize {
    let done = marked.read.len() + marked.hidden.difference(&marked.read).count();
    counts.briefings.saturating_sub(done)
}
