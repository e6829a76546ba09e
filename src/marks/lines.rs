//! Marks as JSON Lines: for git, for another machine, and for what can be saved of a damaged file.

use std::io::{BufRead, Write};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::table::{self, apply};
use super::{Change, Mark, MarksError, Result, unread};
use crate::model::Span;

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Line {
    /// The marks of one article.
    Mark(Box<MarkLine>),
    /// A saved search.
    Search { name: String, query: String },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarkLine {
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    hash: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    read: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    bookmarked: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    hidden: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    highlights: Vec<Span>,
    #[serde(default)]
    place: usize,
}

/// Writes every line to `out`.
pub(super) fn export(connection: &Connection, out: &mut dyn Write) -> Result<()> {
    let mut failed = None;
    let done = each(connection, &mut |line| {
        let line = serde_json::to_string(&line).unwrap_or_default();
        if failed.is_none() {
            failed = writeln!(out, "{line}").err();
        }
        Ok(())
    });
    done.map_err(|error| unread(&error))?;
    failed.map_or(Ok(()), |error| Err(MarksError(format!("cannot write the export: {error}"))))
}

/// Gives every line, by name.
pub(super) fn each(
    connection: &Connection,
    give: &mut dyn FnMut(Line) -> rusqlite::Result<()>,
) -> rusqlite::Result<()> {
    let mut names = connection.prepare("SELECT name, hash FROM mark ORDER BY name")?;
    let mut names = names.query(())?;
    while let Some(row) = names.next()? {
        let (name, hash): (String, String) = (row.get(0)?, row.get(1)?);
        let Mark { read, bookmarked, hidden, note, tags, highlights, place } = table::read(connection, &name)?;
        let line = MarkLine { name, hash, read, bookmarked, hidden, note, tags, highlights, place };
        give(Line::Mark(Box::new(line)))?;
    }
    for (name, query) in table::pairs(connection, "search")? {
        give(Line::Search { name, query })?;
    }
    Ok(())
}

/// Reads lines; blank ones are skipped.
pub(super) fn read(input: &mut dyn BufRead) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (number, line) in input.lines().enumerate() {
        let wrong = |error: &dyn std::fmt::Display| MarksError(format!("line {}: {error}", number + 1));
        let line = line.map_err(|error| wrong(&error))?;
        if !line.trim().is_empty() {
            lines.push(serde_json::from_str(&line).map_err(|error| wrong(&error))?);
        }
    }
    Ok(lines)
}

/// Adds `lines` to what is stored.
pub(super) fn merge(connection: &Connection, lines: &[Line]) -> rusqlite::Result<()> {
    for line in lines {
        match line {
            Line::Search { name, query } => table::set(connection, "search", name, Some(query))?,
            Line::Mark(mark) => merge_mark(connection, mark)?,
        }
    }
    Ok(())
}

fn merge_mark(connection: &Connection, line: &MarkLine) -> rusqlite::Result<()> {
    let here = connection
        .query_row("SELECT note, place FROM mark WHERE name = ?1", [&line.name], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get::<_, usize>(1)?))
        })
        .optional()?;
    if here.is_none() {
        connection.execute("INSERT INTO mark(name, hash) VALUES (?1, ?2)", (&line.name, &line.hash))?;
    }
    let (note, place) = here.unwrap_or_default();
    let mut changes = Vec::new();
    changes.extend(line.read.then_some(Change::Read(true)));
    changes.extend(line.bookmarked.then_some(Change::Bookmark(true)));
    changes.extend(line.hidden.then_some(Change::Hide(true)));
    changes.extend(line.tags.iter().map(|tag| Change::Tag(tag.clone(), true)));
    changes.extend(line.highlights.iter().map(|&span| Change::Highlight(span, true)));
    changes.extend((line.place > place).then_some(Change::Place(line.place)));
    // Two notes on one article are both kept.
    changes.extend(match (note, &line.note) {
        (Some(here), Some(there)) if !here.contains(there) => Some(Change::Note(Some(format!("{here}\n{there}")))),
        (None, Some(there)) => Some(Change::Note(Some(there.clone()))),
        _ => None,
    });
    changes.iter().try_for_each(|change| apply(connection, &line.name, change))
}
