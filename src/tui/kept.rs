//! What is worked out of marks and library together and kept at hand until either changes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::library::{Library, Narrowing};
use crate::marks::{Mark, Marks};
use crate::model::{Row, Scope};
use crate::search::{Marked, Signs};

use super::message::Wanted;

/// Headlines that the finder looks through: the newest. Older ones it finds by their words.
const HEADLINES: usize = 50_000;

/// The newest headlines with their rows.
#[derive(Default)]
pub(super) struct Headlines {
    pub rows: Vec<Row>,
    pub titles: Vec<String>,
}

/// What is kept.
#[derive(Default)]
pub(super) struct Kept(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    /// Counts what made things out of date, so that what was begun before is not kept after.
    changes: u64,
    /// With the number by which marks tell that another instance has written.
    marked: Option<(i64, Marked)>,
    hidden: Option<(i64, Arc<[Row]>)>,
    /// What the filter of the list finds.
    scope: Slot<String, Scope>,
    /// What narrows the list of quotes or positions.
    narrowing: Slot<Wanted, Narrowing>,
    headlines: Option<Arc<Headlines>>,
}

/// The newest answer of its kind, with what was asked and whether it depends on marks.
type Slot<K, V> = Option<(K, bool, V)>;

type Result<T> = std::result::Result<T, String>;

fn failed(why: impl ToString) -> String {
    why.to_string()
}

impl Kept {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Forgets all: the library changed.
    pub(super) fn clear(&self) {
        let mut inner = self.lock();
        *inner = Inner { changes: inner.changes + 1, ..Inner::default() };
    }

    /// The reader's marks by row, as queries want them.
    pub(super) fn marked(&self, library: &Library, marks: &Marks) -> Result<Marked> {
        let elsewhere = marks.elsewhere().map_err(failed)?;
        let before = {
            let inner = self.lock();
            if let Some((_, marked)) = inner.marked.as_ref().filter(|(seen, _)| *seen == elsewhere) {
                return Ok(marked.clone());
            }
            inner.changes
        };
        let all = marks.all().map_err(failed)?;
        let keys: Vec<String> = all.iter().map(|(key, _)| key.clone()).collect();
        let rows = library.rows_of(&keys).map_err(failed)?;
        let mut marked = Marked::default();
        for ((_, mark), row) in all.iter().zip(rows) {
            if let Some(row) = row {
                marked.add(row, signs(mark));
            }
        }
        let mut inner = self.lock();
        if inner.changes == before {
            inner.marked = Some((elsewhere, marked.clone()));
        }
        Ok(marked)
    }

    /// The rows that the reader hid, ascending: all that the first screen needs of the marks.
    pub(super) fn hidden(&self, library: &Library, marks: &Marks) -> Result<Arc<[Row]>> {
        let elsewhere = marks.elsewhere().map_err(failed)?;
        let before = {
            let inner = self.lock();
            if let Some((_, hidden)) = inner.hidden.as_ref().filter(|(seen, _)| *seen == elsewhere) {
                return Ok(hidden.clone());
            }
            inner.changes
        };
        let rows = library.rows_of(&marks.hidden().map_err(failed)?).map_err(failed)?;
        let hidden: Arc<[Row]> = rows.into_iter().flatten().collect::<BTreeSet<_>>().into_iter().collect();
        let mut inner = self.lock();
        if inner.changes == before {
            inner.hidden = Some((elsewhere, hidden.clone()));
        }
        Ok(hidden)
    }

    /// Takes in that the marks under `key` changed.
    pub(super) fn mark(&self, library: &Library, marks: &Marks, key: &str) {
        let mut keys = vec![key.to_owned()];
        let row = library.rows_of(&keys).ok().and_then(|rows| rows.first().copied()?);
        keys.extend(library.copies_of(key).unwrap_or_default());
        let found = row.zip(marks.of(&keys).ok().map(all_of));
        let mut inner = self.lock();
        inner.changes += 1;
        inner.hidden = None;
        let hides = match (found, &mut inner.marked) {
            (Some((row, mark)), Some((_, marked))) => {
                let hides = mark.hidden != marked.hidden.contains(&row);
                marked.note(row, signs(&mark));
                hides
            }
            _ => {
                inner.marked = None;
                true
            }
        };
        inner.scope.take_if(|(_, depends, _)| *depends || hides);
        inner.narrowing.take_if(|(_, depends, _)| *depends || hides);
    }

    /// What `query` finds, worked out by `find` unless it is at hand; `depends` tells whether it depends on marks.
    pub(super) fn scope<E>(
        &self,
        query: &str,
        depends: bool,
        find: impl FnOnce() -> std::result::Result<Scope, E>,
    ) -> std::result::Result<Scope, E> {
        self.at_hand(|inner| &mut inner.scope, query.to_owned(), depends, find)
    }

    /// What narrows the list that is `wanted`, likewise.
    pub(super) fn narrowing<E>(
        &self,
        wanted: &Wanted,
        depends: bool,
        find: impl FnOnce() -> std::result::Result<Narrowing, E>,
    ) -> std::result::Result<Narrowing, E> {
        self.at_hand(|inner| &mut inner.narrowing, wanted.clone(), depends, find)
    }

    fn at_hand<K: PartialEq, V: Clone, E>(
        &self,
        slot: impl Fn(&mut Inner) -> &mut Slot<K, V>,
        key: K,
        depends: bool,
        find: impl FnOnce() -> std::result::Result<V, E>,
    ) -> std::result::Result<V, E> {
        let before = {
            let mut inner = self.lock();
            if let Some((.., kept)) = slot(&mut inner).as_ref().filter(|(other, ..)| *other == key) {
                return Ok(kept.clone());
            }
            inner.changes
        };
        let found = find()?;
        let mut inner = self.lock();
        if inner.changes == before {
            *slot(&mut inner) = Some((key, depends, found.clone()));
        }
        Ok(found)
    }

    /// The newest headlines.
    pub(super) fn headlines(&self, library: &Library) -> Result<Arc<Headlines>> {
        if let Some(headlines) = &self.lock().headlines {
            return Ok(headlines.clone());
        }
        let (rows, titles) = library.headlines(HEADLINES).map_err(failed)?.into_iter().unzip();
        let headlines = Arc::new(Headlines { rows, titles });
        self.lock().headlines = Some(headlines.clone());
        Ok(headlines)
    }
}

/// What a briefing is marked with that is marked under several keys.
fn all_of(marks: Vec<Mark>) -> Mark {
    let mut all = Mark::default();
    for mark in marks {
        all.read |= mark.read;
        all.bookmarked |= mark.bookmarked;
        all.hidden |= mark.hidden;
        all.tags.extend(mark.tags);
    }
    all
}

fn signs(mark: &Mark) -> Signs<'_> {
    Signs { read: mark.read, bookmarked: mark.bookmarked, hidden: mark.hidden, tags: &mark.tags }
}
