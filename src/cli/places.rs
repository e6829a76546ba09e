//! `dateline places`: where, most mentioned first.

use std::io::{self, Write};
use std::path::PathBuf;

use serde_json::json;

use super::Format;
use super::open::{on_library, print};
use crate::model::Scope;

/// Prints the places of `sources` whose name holds `filter`.
pub fn run(sources: &[PathBuf], filter: &str, format: Format, limit: usize, out: &mut impl Write) -> io::Result<u8> {
    on_library(sources, |library| {
        print(
            out,
            format,
            limit,
            |window| library.places(&Scope::All, filter, window),
            |place| {
                json!({"key": place.key, "name": place.name, "country": place.country, "kind": place.kind.as_str(),
                    "lat": place.point.map(|(lat, _)| lat), "lon": place.point.map(|(_, lon)| lon),
                    "briefings": place.briefings, "mentions": place.mentions, "latest": place.latest})
            },
            |place| {
                let country = place.country.as_deref().unwrap_or("");
                format!(
                    "{:>6} {:>6}  {:<8}  {}  {country}",
                    place.mentions,
                    place.briefings,
                    place.kind.as_str(),
                    place.name
                )
            },
        )?;
        Ok(0)
    })
}
