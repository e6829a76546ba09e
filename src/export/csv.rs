//! Quotes and positions as tables (RFC 4180), for a spreadsheet.

use csv::Writer;

use super::day;
use crate::model::{PositionRow, QuoteRow, shown_line};

/// Quotes as CSV, with a header.
pub fn quotes<'a>(rows: impl IntoIterator<Item = &'a QuoteRow>) -> String {
    let header = ["date", "speaker", "role", "quote", "kind", "cue", "confidence", "headline", "id", "start", "end"];
    table(
        header,
        rows.into_iter().map(|row| {
            [
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
            ]
        }),
    )
}

/// Positions as CSV, with a header.
pub fn positions<'a>(rows: impl IntoIterator<Item = &'a PositionRow>) -> String {
    let header = [
        "date",
        "actor",
        "stance",
        "topic",
        "evidence",
        "changed_from",
        "confidence",
        "headline",
        "id",
        "start",
        "end",
    ];
    table(
        header,
        rows.into_iter().map(|row| {
            [
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
            ]
        }),
    )
}

fn table<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    // Writing records of one length to a Vec cannot fail.
    let _ = writer.write_record(header);
    for row in rows {
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

/// A cell on one line. One that begins like a formula gets an apostrophe, for spreadsheets run formulas that they read.
fn cell(words: Option<&str>) -> String {
    let line = shown_line(words.unwrap_or_default());
    if line.starts_with(['=', '+', '-', '@']) { format!("'{line}") } else { line }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Id, QuoteKind, Span};

    #[test]
    fn a_quote_with_marks_commas_and_a_formula_stays_one_cell() {
        let row = QuoteRow {
            id: Id::new("talks"),
            title: "=HYPERLINK(\"x\")".into(),
            date: None,
            speaker: Some("Ana, Duke".into()),
            actor_key: None,
            role: None,
            cue: Some("said".into()),
            text: "No \"deal\",\nshe said".into(),
            span: Span::new(3, 20),
            kind: QuoteKind::Mixed,
            key: true,
            confidence: 0.5,
            appearances: Vec::new(),
        };
        let table = quotes([&row]);
        let expected =
            ",\"Ana, Duke\",,\"No \"\"deal\"\", she said\",mixed,said,0.50,\"'=HYPERLINK(\"\"x\"\")\",talks,3,20";
        assert_eq!(table.lines().nth(1), Some(expected));
        assert_eq!(table.lines().count(), 2);
    }
}
