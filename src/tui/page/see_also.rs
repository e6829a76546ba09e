//! What to read after a briefing: the part of its page that points elsewhere.

use crate::command::Role;
use crate::model::{Entry, SeeAlsoRow};
use crate::tui::doc::{Builder, Piece};
use crate::tui::words::short_day;

use super::{Setting, Target, dim};

/// Writes the section: marked ones first, then related ones, best first.
pub fn section(page: &mut Builder, rows: &[SeeAlsoRow], setting: &Setting) {
    let marked = rows.iter().filter(|row| row.marked).count();
    let count = if rows.is_empty() { "0".to_owned() } else { format!("{marked}+{}", rows.len() - marked) };
    page.section("See also", count);
    if rows.is_empty() {
        page.para(0, &[dim("The article points nowhere, and nothing in the library is related.")]);
    }
    for row in rows {
        item(page, row, setting);
    }
}

/// One pointer: its sign, its headline, and where it leads or why it is there.
fn item(page: &mut Builder, row: &SeeAlsoRow, setting: &Setting) {
    let glyphs = setting.glyphs;
    let sign = match (row.marked, &row.target) {
        (true, Some(_)) => glyphs.marked,
        (true, None) => glyphs.outside,
        (false, _) => glyphs.related,
    };
    let target = match (&row.target, &row.url) {
        (Some(entry), _) => story(entry),
        (None, Some(url)) => Target::Url(url.clone()),
        (None, None) => Target::None,
    };
    let title = if target == Target::None { Role::Dim } else { Role::Link };
    let pieces = [Piece::new(format!("{sign} "), Role::Accent), Piece::new(row.title.as_str(), title)];
    let date = row.target.as_ref().and_then(|entry| entry.date).map(short_day);
    let right = match (row.marked, &row.target, &row.reason) {
        (true, Some(_), _) => Some(date.map_or("in library".to_owned(), |date| format!("{date}  in library"))),
        (true, None, _) if row.url.is_some() => Some("on the web".to_owned()),
        (true, None, _) => Some("not in library".to_owned()),
        (false, _, Some(reason)) => Some(reason.clone()),
        (false, _, None) => date,
    };
    page.item_with(0, &pieces, right.map(dim), target);
    if let Some(nearest) = &row.nearest {
        let pieces = [dim("nearest: "), Piece::new(nearest.title.as_str(), Role::Link)];
        page.item_with(2, &pieces, nearest.date.map(short_day).map(dim), story(nearest));
    }
}

fn story(entry: &Entry) -> Target {
    Target::Story { id: entry.id.clone(), lit: None }
}
