//! Quotes and positions as rows of a table (RFC 4180), for a spreadsheet.

use csv::Writer;

use super::day;
use crate::model::{PositionRow, QuoteRow, shown_line};

/// The header of quotes.
pub(super) const QUOTE: [&str; 11] =
    ["date", "speaker", "role", "quote", "kind", "cue", "confidence", "headline", "id", "start", "end"];
/// The header of positions.
pub(super) const POSITION: [&str; 11] =
    ["date", "actor", "stance", "topic", "evidence", "changed_from", "confidence", "headline", "id", "start", "end"];
/// The header of both in one table.
pub(super) const BOTH: [&str; 13] =
    ["is", "date", "who", "words", "kind", "cue", "stance", "topic", "confidence", "headline", "id", "start", "end"];

/// One row.
pub(super) fn line<T: AsRef<[u8]>>(cells: impl IntoIterator<Item = T>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    // Writing to a Vec cannot fail.
    let _ = writer.write_record(cells);
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

pub(super) fn quote(row: &QuoteRow) -> String {
    line([
        day(row.date),
        cell(row.speaker.as_deref()),
        cell(row.role.as_deref()),
        cell(Some(&row.text)),
        row.kind.as_str().to_owned(),
        cell(row.cue.as_deref()),
        format!("{:.2}", row.confidence),
        cell(Some(&row.title)),
        row.id.to_string(),
        row.span.start.to_string(),
        row.span.end.to_string(),
    ])
}

pub(super) fn position(row: &PositionRow) -> String {
    line([
        day(row.date),
        cell(Some(&row.actor)),
        row.stance.as_str().to_owned(),
        cell(Some(&row.topic)),
        cell(Some(&row.text)),
        row.changed_from.map(|stance| stance.as_str().to_owned()).unwrap_or_default(),
        format!("{:.2}", row.confidence),
        cell(Some(&row.title)),
        row.id.to_string(),
        row.span.start.to_string(),
        row.span.end.to_string(),
    ])
}

pub(super) fn quote_of_both(row: &QuoteRow) -> String {
    line([
        "quote".to_owned(),
        day(row.date),
        cell(row.speaker.as_deref()),
        cell(Some(&row.text)),
        row.kind.as_str().to_owned(),
        cell(row.cue.as_deref()),
        String::new(),
        String::new(),
        format!("{:.2}", row.confidence),
        cell(Some(&row.title)),
        row.id.to_string(),
        row.span.start.to_string(),
        row.span.end.to_string(),
    ])
}

pub(super) fn position_of_both(row: &PositionRow) -> String {
    line([
        "position".to_owned(),
        day(row.date),
        cell(Some(&row.actor)),
        cell(Some(&row.text)),
        String::new(),
        String::new(),
        row.stance.as_str().to_owned(),
        cell(Some(&row.topic)),
        format!("{:.2}", row.confidence),
        cell(Some(&row.title)),
        row.id.to_string(),
        row.span.start.to_string(),
        row.span.end.to_string(),
    ])
}

/// A cell on one line. One that begins like a formula gets an apostrophe, for spreadsheets run formulas that they read.
fn cell(words: Option<&str>) -> String {
    let line = shown_line(words.unwrap_or_default());
    if line.starts_with(['=', '+', '-', '@']) { format!("'{line}") } else { line }
}
