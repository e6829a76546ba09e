//! `dateline positions`: who stands where on what, newest first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::Format;
use super::open::{day, on_library, print};
use super::search::{matching, wrong};
use crate::library::Narrowing;
use crate::model::Scope;

/// Prints the positions of the briefings of `sources` that `query` finds; an empty one finds all.
pub fn run(sources: &[PathBuf], query: &str, format: Format, limit: usize, out: &mut impl Write) -> io::Result<u8> {
    on_library(sources, |library| {
        let scope = match matching(library, query) {
            Ok(rows) => rows.map_or(Scope::All, Scope::Rows),
            Err(error) => return wrong(&error),
        };
        print(
            out,
            format,
            limit,
            |window| library.positions(&scope, &Narrowing::default(), window),
            |position| {
                json!({"id": position.id, "title": position.title, "date": day(position.date), "actor": position.actor,
                    "stance": position.stance.as_str(), "topic": position.topic, "text": position.text,
                    "start": position.span.start, "end": position.span.end, "confidence": position.confidence,
                    "changed_from": position.changed_from.map(|stance| stance.as_str())})
            },
            |position| {
                let (date, stance) = (day(position.date).unwrap_or_default(), position.stance.as_str());
                format!("{date}  {} {stance} {}: {}  [{}]", position.actor, position.topic, position.text, position.id)
            },
        )?;
        Ok(0)
    })
}
