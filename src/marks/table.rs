//! The tables of marks, and what is done to them inside a transaction.

use rusqlite::{Connection, OptionalExtension, Result, params};

use super::{Change, Key, Mark};
use crate::model::Span;

/// What brings a file from the version of its place in this list to the next.
pub(super) const MIGRATIONS: &[&str] = &[
    "
CREATE TABLE mark(
  name TEXT PRIMARY KEY, hash TEXT NOT NULL, read INTEGER NOT NULL DEFAULT 0, bookmarked INTEGER NOT NULL DEFAULT 0,
  hidden INTEGER NOT NULL DEFAULT 0, note TEXT, place INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE INDEX mark_hash ON mark(hash) WHERE hash != '';
CREATE TABLE tag(name TEXT, tag TEXT, PRIMARY KEY(name, tag)) WITHOUT ROWID;
CREATE TABLE highlight(name TEXT, start INTEGER, stop INTEGER, PRIMARY KEY(name, start, stop)) WITHOUT ROWID;
CREATE TABLE done(no INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, change TEXT NOT NULL, back TEXT NOT NULL);
CREATE TABLE memory(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE search(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
",
    "
CREATE INDEX mark_hidden ON mark(name) WHERE hidden;
",
];

/// Changes that can be taken back.
const UNDONE: i64 = 1000;

/// The marks of one article.
pub(super) fn mark(connection: &Connection, key: Key) -> Result<Mark> {
    match found(connection, key)? {
        Some(name) => read(connection, &name),
        None => Ok(Mark::default()),
    }
}

/// The name under which marks of `key` stand: its own, else that of the same words.
fn found(connection: &Connection, key: Key) -> Result<Option<String>> {
    let mut own = connection.prepare_cached("SELECT name FROM mark WHERE name = ?1")?;
    if let Some(name) = own.query_row([key.name], |row| row.get(0)).optional()? {
        return Ok(Some(name));
    }
    if key.hash.is_empty() {
        return Ok(None);
    }
    let mut moved =
        connection.prepare_cached("SELECT name FROM mark WHERE hash = ?1 AND hash != '' ORDER BY name LIMIT 1")?;
    moved.query_row([key.hash], |row| row.get(0)).optional()
}

pub(super) fn read(connection: &Connection, name: &str) -> Result<Mark> {
    let mut query =
        connection.prepare_cached("SELECT read, bookmarked, hidden, note, place FROM mark WHERE name = ?1")?;
    let mut mark = query.query_row([name], |row| {
        Ok(Mark {
            read: row.get(0)?,
            bookmarked: row.get(1)?,
            hidden: row.get(2)?,
            note: row.get(3)?,
            place: row.get(4)?,
            ..Mark::default()
        })
    })?;
    let mut tags = connection.prepare_cached("SELECT tag FROM tag WHERE name = ?1 ORDER BY tag")?;
    mark.tags = tags.query_map([name], |row| row.get(0))?.collect::<Result<_>>()?;
    let mut lit =
        connection.prepare_cached("SELECT start, stop FROM highlight WHERE name = ?1 ORDER BY start, stop")?;
    let span = |row: &rusqlite::Row| Ok(Span::new(row.get(0)?, row.get(1)?));
    mark.highlights = lit.query_map([name], span)?.collect::<Result<_>>()?;
    Ok(mark)
}

/// Makes `change`, and notes how to take it back.
pub(super) fn change(connection: &Connection, key: Key, change: &Change) -> Result<()> {
    let before = mark(connection, key)?;
    own(connection, key)?;
    apply(connection, key.name, change)?;
    let Some(back) = back(&before, change) else { return Ok(()) };
    connection.prepare_cached("INSERT INTO done(key, change, back) VALUES (?1, ?2, ?3)")?.execute((
        Key::join(key.name, key.hash),
        json(change),
        json(&back),
    ))?;
    connection.prepare_cached("DELETE FROM done WHERE no <= (SELECT max(no) FROM done) - ?1")?.execute([UNDONE])?;
    Ok(())
}

/// Makes `change` without a note of how to take it back.
pub(super) fn put(connection: &Connection, key: Key, change: &Change) -> Result<()> {
    own(connection, key)?;
    apply(connection, key.name, change)
}

/// Makes sure that `key` has marks of its own: those of the same words elsewhere, if there are any.
fn own(connection: &Connection, key: Key) -> Result<()> {
    if let Some(other) = found(connection, key)?.filter(|name| name != key.name) {
        connection.execute(
            "INSERT INTO mark SELECT ?2, ?3, read, bookmarked, hidden, note, place FROM mark WHERE name = ?1",
            (&other, key.name, key.hash),
        )?;
        connection.execute("INSERT INTO tag SELECT ?2, tag FROM tag WHERE name = ?1", (&other, key.name))?;
        connection.execute(
            "INSERT INTO highlight SELECT ?2, start, stop FROM highlight WHERE name = ?1",
            (&other, key.name),
        )?;
        return Ok(());
    }
    connection
        .prepare_cached(
            "INSERT INTO mark(name, hash) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET hash = ?2 WHERE ?2 != ''",
        )?
        .execute((key.name, key.hash))?;
    Ok(())
}

/// The change that takes `change` back; none where nothing changed, and for reading places.
fn back(before: &Mark, change: &Change) -> Option<Change> {
    let back = match change {
        Change::Read(_) => Change::Read(before.read),
        Change::Bookmark(_) => Change::Bookmark(before.bookmarked),
        Change::Hide(_) => Change::Hide(before.hidden),
        Change::Note(_) => Change::Note(before.note.clone()),
        Change::Tag(tag, _) => Change::Tag(tag.clone(), before.tags.contains(tag)),
        Change::Highlight(span, _) => Change::Highlight(*span, before.highlights.contains(span)),
        Change::Place(_) => return None,
    };
    (back != *change).then_some(back)
}

pub(super) fn apply(connection: &Connection, name: &str, change: &Change) -> Result<()> {
    let (query, value): (&str, &dyn rusqlite::ToSql) = match change {
        Change::Read(read) => ("UPDATE mark SET read = ?2 WHERE name = ?1", read),
        Change::Bookmark(bookmarked) => ("UPDATE mark SET bookmarked = ?2 WHERE name = ?1", bookmarked),
        Change::Hide(hidden) => ("UPDATE mark SET hidden = ?2 WHERE name = ?1", hidden),
        Change::Note(note) => ("UPDATE mark SET note = ?2 WHERE name = ?1", note),
        Change::Place(place) => ("UPDATE mark SET place = ?2 WHERE name = ?1", place),
        Change::Tag(tag, true) => ("INSERT OR IGNORE INTO tag VALUES (?1, ?2)", tag),
        Change::Tag(tag, false) => ("DELETE FROM tag WHERE name = ?1 AND tag = ?2", tag),
        Change::Highlight(span, lit) => {
            let query = match lit {
                true => "INSERT OR IGNORE INTO highlight VALUES (?1, ?2, ?3)",
                false => "DELETE FROM highlight WHERE name = ?1 AND start = ?2 AND stop = ?3",
            };
            connection.prepare_cached(query)?.execute((name, span.start, span.end))?;
            return Ok(());
        }
    };
    connection.prepare_cached(query)?.execute(params![name, value])?;
    Ok(())
}

/// Takes the newest change back.
pub(super) fn undo(connection: &Connection) -> Result<Option<(String, Change)>> {
    loop {
        let mut newest =
            connection.prepare_cached("SELECT no, key, change, back FROM done ORDER BY no DESC LIMIT 1")?;
        let found = newest
            .query_row((), |row| {
                Ok((
                    row.get::<_, i64>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, String>(2)?,
                    row.get::<_, String>(3)?,
                ))
            })
            .optional()?;
        let Some((no, key, change, back)) = found else { return Ok(None) };
        connection.prepare_cached("DELETE FROM done WHERE no = ?1")?.execute([no])?;
        // A change of a kind that this version does not know cannot be taken back, only skipped.
        let (Ok(change), Ok(back)) = (serde_json::from_str(&change), serde_json::from_str(&back)) else { continue };
        own(connection, Key::of(&key))?;
        apply(connection, Key::of(&key).name, &back)?;
        return Ok(Some((key, change)));
    }
}

/// All that are marked in a way that lists show or queries ask for.
pub(super) fn all(connection: &Connection) -> Result<Vec<(String, Mark)>> {
    let mut query = connection.prepare_cached(
        "SELECT name, hash, read, bookmarked, hidden FROM mark
         WHERE read OR bookmarked OR hidden OR name IN (SELECT name FROM tag) ORDER BY name",
    )?;
    let rows = query.query_map((), |row| {
        let (name, hash): (String, String) = (row.get(0)?, row.get(1)?);
        let mark = Mark { read: row.get(2)?, bookmarked: row.get(3)?, hidden: row.get(4)?, ..Mark::default() };
        Ok((name, hash, mark))
    })?;
    let mut tags = connection.prepare_cached("SELECT name, tag FROM tag ORDER BY name, tag")?;
    let mut tags = tags.query_map((), |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?.peekable();
    let mut all = Vec::new();
    for row in rows {
        let (name, hash, mut mark) = row?;
        // Both run by name; a tag without its mark is skipped.
        while let Some(tag) = tags.next_if(|tag| tag.as_ref().map_or(true, |(of, _)| *of <= name)) {
            let (of, tag) = tag?;
            if of == name {
                mark.tags.push(tag);
            }
        }
        all.push((Key::join(&name, &hash), mark));
    }
    Ok(all)
}

/// The keys of what the reader hid.
pub(super) fn hidden(connection: &Connection) -> Result<Vec<String>> {
    let mut query = connection.prepare_cached("SELECT name, hash FROM mark WHERE hidden ORDER BY name")?;
    query.query_map((), |row| Ok(Key::join(row.get_ref(0)?.as_str()?, row.get_ref(1)?.as_str()?)))?.collect()
}

/// The value of `name` in a table of pairs.
pub(super) fn get(connection: &Connection, table: &str, name: &str) -> Result<Option<String>> {
    let mut query = connection.prepare_cached(&format!("SELECT value FROM {table} WHERE name = ?1"))?;
    query.query_row([name], |row| row.get(0)).optional()
}

/// All of a table of pairs, by name.
pub(super) fn pairs(connection: &Connection, table: &str) -> Result<Vec<(String, String)>> {
    let mut query = connection.prepare_cached(&format!("SELECT name, value FROM {table} ORDER BY name"))?;
    query.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Sets or takes away the value of `name` in a table of pairs.
pub(super) fn set(connection: &Connection, table: &str, name: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => connection.execute(
            &format!("INSERT INTO {table} VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = ?2"),
            (name, value),
        ),
        None => connection.execute(&format!("DELETE FROM {table} WHERE name = ?1"), [name]),
    }?;
    Ok(())
}

fn json(change: &Change) -> String {
    // A change is plain data: writing it cannot fail.
    serde_json::to_string(change).unwrap_or_default()
}
