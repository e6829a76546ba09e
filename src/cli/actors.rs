//! `dateline actors`: who appears, most mentioned first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::Format;
use super::open::{on_library, print};
use crate::model::Scope;

/// Prints the actors of `sources` whose name holds `filter`.
pub fn run(sources: &[PathBuf], filter: &str, format: Format, limit: usize, out: &mut impl Write) -> io::Result<u8> {
    on_library(sources, |library| {
        print(
            out,
            format,
            limit,
            |window| library.actors(&Scope::All, filter, window),
            |actor| {
                json!({"key": actor.key, "name": actor.name, "kind": actor.kind.as_str(),
                    "briefings": actor.briefings, "mentions": actor.mentions})
            },
            |actor| {
                format!("{:>6} {:>6}  {:<12}  {}", actor.mentions, actor.briefings, actor.kind.as_str(), actor.name)
            },
        )?;
        Ok(0)
    })
}
