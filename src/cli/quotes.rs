//! `dateline quotes`: who said what, newest first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::Format;
use super::open::{day, on_library, print};
use super::search::{matching, wrong};
use crate::library::Narrowing;
use crate::model::Scope;

/// Prints the quotes of the briefings of `sources` that `query` finds; an empty one finds all.
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
            |window| library.quotes(&scope, &Narrowing::default(), window),
            |quote| {
                json!({"id": quote.id, "title": quote.title, "date": day(quote.date), "speaker": quote.speaker,
                    "role": quote.role, "cue": quote.cue, "text": quote.text, "start": quote.span.start,
                    "end": quote.span.end, "kind": quote.kind.as_str(), "key": quote.key, "confidence": quote.confidence})
            },
            |quote| {
                let speaker = quote.speaker.as_deref().unwrap_or("—");
                format!("{}  {speaker}: {}  [{}]", day(quote.date).unwrap_or_default(), quote.text, quote.id)
            },
        )?;
        Ok(0)
    })
}
