//! Briefings as lists show them, a window at a time.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Row as SqlRow};

use super::copies::root;
use super::reader::{Reader, number};
use super::record::{self, Body, FilePlace};
use super::{Result, heirs, points, threads};
use crate::model::{Carrier, Entry, Id, Row, Scope, Thread, Window, Windowed};

/// How the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sort {
    Newest,
    Oldest,
    Headline,
    Source,
    /// Threads by their newest briefing, and in each the newest first.
    Story,
}

impl Sort {
    /// The order in SQL; each stands in an index, and ends with the row so that it is total. Of stories it is the order
    /// before briefings of one thread are put together.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Self::Newest | Self::Story => "moment DESC, row DESC",
            Self::Oldest => "moment, row",
            Self::Headline => "folded, row",
            Self::Source => "source, moment DESC, row DESC",
        }
    }

    /// The same from the other end.
    fn backwards(self) -> &'static str {
        match self {
            Self::Newest | Self::Story => Self::Oldest.sql(),
            Self::Oldest => Self::Newest.sql(),
            Self::Headline => "folded DESC, row DESC",
            Self::Source => "source DESC, moment, row",
        }
    }
}

/// Windows within so many rows of either end are read off the tables, without the whole order at hand: the first paint,
/// and a look at the oldest. To step over so many takes two milliseconds.
const NEAR: usize = 20_000;

const COLUMNS: &str =
    "row, id, key, title, moment, dated, place, source, tags, quotes, positions, words, hash, thread, copy_of";

impl Reader {
    /// Briefings of `scope`, in the order `sort`.
    pub(crate) fn entries(&self, scope: &Scope, sort: Sort, window: Window) -> Result<Windowed<Entry>> {
        self.ask(|connection| match scope {
            Scope::One(id) => {
                let rows: Vec<_> = row_of(connection, id)?.into_iter().collect();
                self.window_of(connection, &rows, window)
            }
            Scope::Rows(rows) => self.window_of(connection, &self.sorted(connection, rows, sort)?, window),
            Scope::All => match self.near_an_end(connection, &[], sort, window)? {
                Some(found) => Ok(found),
                None => self.window_of(connection, &self.listing(connection, sort)?.rows, window),
            },
        })
    }

    /// A window of the whole library without the rows `hidden` (ascending), read off the tables; none where it is near
    /// neither end, or the order is at hand.
    pub(super) fn near_an_end(
        &self,
        connection: &Connection,
        hidden: &[Row],
        sort: Sort,
        window: Window,
    ) -> Result<Option<Windowed<Entry>>> {
        let total = (number(connection, "briefings")? as usize).saturating_sub(hidden.len());
        let from = window.from.min(total);
        let to = from.saturating_add(window.count).min(total);
        let reach = to.min(total - from) + hidden.len();
        if sort == Sort::Story || reach > NEAR || self.listing_at_hand(connection, sort)?.is_some() {
            return Ok(None);
        }
        let is_late = to > total - from;
        let order = if is_late { sort.backwards() } else { sort.sql() };
        let mut query = connection
            .prepare_cached(&format!("SELECT row FROM article WHERE copy_of IS NULL ORDER BY {order} LIMIT ?1"))?;
        let rows = query.query_map([reach], |row| row.get::<_, i64>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let shown = rows.into_iter().map(|row| row as Row).filter(|row| hidden.binary_search(row).is_err());
        let skip = if is_late { total - to } else { from };
        let mut wanted: Vec<Row> = shown.skip(skip).take(to - from).collect();
        if is_late {
            wanted.reverse();
        }
        Ok(Some(Windowed { from, total, rows: entries_at(connection, wanted)? }))
    }

    pub(super) fn window_of(&self, connection: &Connection, rows: &[u32], window: Window) -> Result<Windowed<Entry>> {
        let from = window.from.min(rows.len());
        let wanted = &rows[from..rows.len().min(from.saturating_add(window.count))];
        // A row that went since the order was made is left out; the next order knows.
        let found = entries_at(connection, wanted.iter().map(|&row| row.into()))?;
        Ok(Windowed { from, total: rows.len(), rows: found })
    }

    /// Where the briefing `id` stands among those of `scope`.
    pub(crate) fn position_of(&self, id: &Id, scope: &Scope, sort: Sort) -> Result<Option<usize>> {
        self.ask(|connection| {
            let Some(row) = row_of(connection, id)? else { return Ok(None) };
            Ok(match scope {
                Scope::One(one) => (one == id).then_some(0),
                Scope::All => {
                    let listing = self.listing(connection, sort)?;
                    listing.rank.get(row as usize).filter(|&&rank| rank != u32::MAX).map(|&rank| rank as usize)
                }
                Scope::Rows(rows) => self.sorted(connection, rows, sort)?.iter().position(|&other| other == row),
            })
        })
    }

    /// The briefings at `rows`, those left out that are no more.
    pub(crate) fn entries_at(&self, rows: impl IntoIterator<Item = Row>) -> Result<Vec<Entry>> {
        self.ask(|connection| entries_at(connection, rows))
    }

    /// The briefing called `id`.
    pub(crate) fn entry(&self, id: &Id) -> Result<Option<Entry>> {
        self.ask(|connection| match row_of(connection, id)? {
            Some(row) => entry_at(connection, row.into()),
            None => Ok(None),
        })
    }

    /// The article and briefing at `row`.
    pub(crate) fn body(&self, row: Row) -> Result<Option<Body>> {
        self.ask(|connection| body(connection, row))
    }

    /// The file that the article at `row` was read from.
    pub(crate) fn file_of(&self, row: Row) -> Result<Option<FilePlace>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT folder.root, folder.path, file.name FROM article JOIN file ON file.no = article.file
                 JOIN folder ON folder.no = file.folder WHERE row = ?1",
            )?;
            let place =
                |found: &SqlRow| Ok(FilePlace { root: found.get(0)?, folder: found.get(1)?, name: found.get(2)? });
            Ok(query.query_row([row as i64], place).optional()?)
        })
    }

    /// The rows that marks under each of `keys` belong to; those of a copy belong to the briefing it is folded into.
    pub(crate) fn rows_of_keys(&self, keys: &[String]) -> Result<Vec<Option<Row>>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT row FROM article WHERE key = ?1 ORDER BY row LIMIT 1")?;
            let mut by_hash =
                connection.prepare_cached("SELECT row FROM article WHERE hash = ?1 ORDER BY row LIMIT 1")?;
            let mut rows = Vec::with_capacity(keys.len());
            for key in keys {
                let (name, hash) = record::read_key(key);
                let mut row = query.query_row([name], |row| row.get(0)).optional()?;
                if row.is_none()
                    && let Some(hash) = hash
                {
                    row = by_hash.query_row([hash], |row| row.get(0)).optional()?;
                }
                if row.is_none() {
                    row = heirs::heir_of(connection, name)?;
                }
                rows.push(row.map(|row: i64| root(connection, row as Row)).transpose()?);
            }
            Ok(rows)
        })
    }

    /// The keys of the other articles that carry the words of the one under `key`, be they there or gone.
    pub(crate) fn copies_of(&self, key: &str) -> Result<Vec<String>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached("SELECT row FROM article WHERE key = ?1 ORDER BY row LIMIT 1")?;
            let row: Option<i64> = query.query_row([record::read_key(key).0], |row| row.get(0)).optional()?;
            let Some(row) = row.map(|row| row as Row) else { return Ok(Vec::new()) };
            let entry = entry_at(connection, row)?;
            Ok(entry.map(|entry| entry.kin_keys()).unwrap_or_default())
        })
    }

    /// The briefing that a see-also with these words and this link points at; the oldest stored where several would do.
    pub(crate) fn target(&self, title: &str, link: Option<&str>) -> Result<Option<Entry>> {
        self.ask(|connection| {
            for spelling in points::spellings(title, link).iter().rev() {
                let (sort, words) = spelling.split_at(2);
                let found = match sort {
                    "u:" => first(connection, "SELECT row FROM article WHERE url = ?1 ORDER BY row LIMIT 1", words)?,
                    "i:" => first(connection, "SELECT row FROM article WHERE id = ?1", words)?,
                    _ => match first(
                        connection,
                        "SELECT row FROM article WHERE folded = ?1 ORDER BY row LIMIT 1",
                        words,
                    )? {
                        Some(row) => Some(row),
                        None => first(connection, "SELECT row FROM article WHERE id = ?1", &words.replace(' ', "-"))?,
                    },
                };
                if let Some(row) = found {
                    return entry_at(connection, root(connection, row)?);
                }
            }
            Ok(None)
        })
    }

    /// Rows whose marked see-also point at the article of these spellings.
    pub(crate) fn pointing_at(&self, entry: &Entry, url: Option<&str>) -> Result<Vec<Row>> {
        self.ask(|connection| {
            let mut rows: Vec<i64> = Vec::new();
            for target in points::targets(entry.id.as_str(), &entry.title, url) {
                let mut query = connection.prepare_cached("SELECT row FROM points WHERE target = ?1")?;
                let found = query.query_map([target], |row| row.get::<_, i64>(0))?;
                rows.extend(found.collect::<rusqlite::Result<Vec<_>>>()?);
            }
            rows.retain(|&row| row as Row != entry.row);
            rows.sort_unstable();
            rows.dedup();
            Ok(rows.into_iter().map(|row| row as Row).collect())
        })
    }

    /// The newest `count` headlines.
    pub(crate) fn headlines(&self, count: usize) -> Result<Vec<(Row, String)>> {
        self.ask(|connection| {
            let mut query = connection.prepare_cached(
                "SELECT row, title FROM article WHERE copy_of IS NULL ORDER BY moment DESC, row DESC LIMIT ?1",
            )?;
            let rows = query.query_map([count], |row| Ok((row.get::<_, i64>(0)? as Row, row.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }
}

fn first(connection: &Connection, query: &str, words: &str) -> Result<Option<Row>> {
    let row = connection.prepare_cached(query)?.query_row([words], |row| row.get::<_, i64>(0)).optional()?;
    Ok(row.map(|row| row as Row))
}

pub(super) fn row_of(connection: &Connection, id: &Id) -> Result<Option<u32>> {
    let mut query = connection.prepare_cached("SELECT row FROM article WHERE id = ?1")?;
    Ok(query.query_row([id.as_str()], |row| row.get(0)).optional()?)
}

pub(super) fn entry_at(connection: &Connection, row: Row) -> Result<Option<Entry>> {
    Ok(entries_at(connection, [row])?.pop())
}

fn entries_at(connection: &Connection, rows: impl IntoIterator<Item = Row>) -> Result<Vec<Entry>> {
    let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM article WHERE row = ?1"))?;
    let mut threads = Threads::default();
    let mut entries = Vec::new();
    for row in rows {
        if let Some(found) = query.query_row([row as i64], found).optional()? {
            entries.push(found.complete(connection, &mut threads)?);
        }
    }
    Ok(entries)
}

pub(super) fn body(connection: &Connection, row: Row) -> Result<Option<Body>> {
    let mut query = connection.prepare_cached("SELECT packed FROM body WHERE row = ?1")?;
    let packed: Option<Vec<u8>> = query.query_row([row as i64], |row| row.get(0)).optional()?;
    packed.map(|packed| record::unpack(&packed)).transpose()
}

/// An entry as its line has it.
struct Found {
    entry: Entry,
    thread: Option<i64>,
    /// What it is a copy of, if it is one.
    original: Option<Row>,
}

/// Threads that were told of in one window; its entries share many.
type Threads = HashMap<i64, Thread>;

impl Found {
    /// The entry with the copies and the thread, which stand elsewhere.
    fn complete(self, connection: &Connection, threads: &mut Threads) -> Result<Entry> {
        let Self { mut entry, thread, original } = self;
        let root = original.unwrap_or(entry.row);
        let family = copies(connection, root)?;
        entry.inherited = heirs::inherited(connection, std::iter::once(root).chain(family.iter().map(|copy| copy.0)))?;
        let others = family.into_iter().filter(|(row, _)| *row != entry.row).map(|(_, copy)| copy);
        entry.copies = others.take(COPIES).collect();
        if entry.row != root {
            entry.copies.extend(carrier(connection, root)?);
        }
        if let Some(thread) = thread {
            entry.thread = Some(match threads.get(&thread) {
                Some(told) => *told,
                None => *threads.entry(thread).or_insert(threads::told(connection, thread)?),
            });
        }
        Ok(entry)
    }
}

fn found(row: &SqlRow) -> rusqlite::Result<Found> {
    let tags: String = row.get(8)?;
    let entry = Entry {
        row: row.get::<_, i64>(0)? as Row,
        id: Id::new(row.get::<_, String>(1)?),
        key: record::mark_key(row.get_ref(2)?.as_str()?, &row.get(12)?),
        title: row.get(3)?,
        date: record::moment(row.get(4)?, row.get(5)?),
        place: row.get(6)?,
        source: row.get(7)?,
        tags: tags.split('\u{1f}').filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        quotes: row.get(9)?,
        positions: row.get(10)?,
        words: row.get(11)?,
        copies: Vec::new(),
        inherited: Vec::new(),
        thread: None,
    };
    Ok(Found { entry, thread: row.get(13)?, original: row.get::<_, Option<i64>>(14)?.map(|row| row as Row) })
}

/// Copies told of an entry at most.
const COPIES: usize = 40;

/// The copies of the article at `root`, with their rows.
fn copies(connection: &Connection, root: Row) -> Result<Vec<(Row, Carrier)>> {
    let mut query = connection.prepare_cached("SELECT source, id, key, hash, row FROM article WHERE copy_of = ?1")?;
    let copies = query.query_map([root as i64], |row| Ok((row.get::<_, i64>(4)? as Row, carried(row)?)))?;
    Ok(copies.take(COPIES + 1).collect::<rusqlite::Result<_>>()?)
}

fn carrier(connection: &Connection, row: Row) -> Result<Option<Carrier>> {
    let mut query = connection.prepare_cached("SELECT source, id, key, hash FROM article WHERE row = ?1")?;
    Ok(query.query_row([row as i64], carried).optional()?)
}

fn carried(row: &SqlRow) -> rusqlite::Result<Carrier> {
    let id: String = row.get(1)?;
    Ok(Carrier {
        source: row.get::<_, Option<String>>(0)?.unwrap_or_else(|| id.clone()),
        key: record::mark_key(row.get_ref(2)?.as_str()?, &row.get(3)?),
        id: Id::new(id),
    })
}
