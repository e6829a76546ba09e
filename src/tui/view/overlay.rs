//! What lies above the pages: prompts with their choices, and link hints.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::layout::{Position, Rect};
use unicode_width::UnicodeWidthStr;

use crate::command::Role;
use crate::model::shown;
use crate::search::{Piece as QueryPiece, pieces};
use crate::tui::layout::{GUTTER, Layout};
use crate::tui::overlay::{Choice, Correcting, How, Prompt, Purpose, Spot};
use crate::tui::state::{Focus, State};
use crate::tui::words::{cut, plural, thousands};

use super::painter::Painter;
use super::{body_of, pane, rows_in_view};

/// Choices shown at once.
const CHOICES: usize = 10;

/// Draws a prompt on the last line and its choices above; gives where the cursor belongs.
pub fn prompt(painter: &mut Painter, state: &State, prompt: &Prompt, places: &Layout) -> Position {
    let area = places.footer;
    painter.clear(area);
    choices(painter, state, prompt, area);
    let mut x = area.x + 1;
    x += painter.text(x, area.y, area.width / 2, &label(state, prompt), Role::Accent) + 1;
    let room = area.right().saturating_sub(x + 1) as usize;
    let before: String = prompt.words.chars().take(prompt.cursor).collect();
    // A line longer than the screen is shown around its cursor.
    let skip = before.width().saturating_sub(room.saturating_sub(4));
    let words: String = skip_columns(&prompt.words, skip);
    if prompt.purpose == Purpose::Page && skip == 0 && state.focused().page.completes() {
        query(painter, x, area, &words);
    } else {
        painter.text(x, area.y, room as u16, &words, Role::Text);
    }
    let nothing = match prompt.purpose {
        Purpose::Palette => Some("no such command"),
        Purpose::Headlines => Some("no such headline"),
        Purpose::Beside(_) => Some("nobody is called so"),
        _ => None,
    };
    let wrong = prompt.wrong.as_ref().map(ToString::to_string);
    let nothing = nothing.filter(|_| prompt.choices.is_empty() && !prompt.words.is_empty()).map(str::to_owned);
    if let Some(wrong) = wrong.or(nothing) {
        let words = cut(&wrong, room.saturating_sub(prompt.words.width() + 2), painter.glyphs.ellipsis);
        let at = area.right().saturating_sub(words.width() as u16 + 1);
        painter.text(at, area.y, words.width() as u16, &words, Role::Error);
    }
    Position::new((x + (before.width() - skip.min(before.width())) as u16).min(area.right() - 1), area.y)
}

fn skip_columns(words: &str, columns: usize) -> String {
    let mut skipped = 0;
    words
        .chars()
        .skip_while(|c| {
            let before = skipped;
            skipped += unicode_width::UnicodeWidthChar::width(*c).unwrap_or(0);
            before < columns
        })
        .collect()
}

fn label<'a>(state: &State, prompt: &'a Prompt) -> Cow<'a, str> {
    let label = match &prompt.purpose {
        Purpose::Find => "/",
        Purpose::Palette => ":",
        Purpose::Headlines => "headline",
        Purpose::Note(_) => "note",
        Purpose::Tag(_) => "tag",
        Purpose::Save(_) => "keep as",
        Purpose::Narrow(..) => "narrow to",
        Purpose::Correct(Correcting { how, name, .. }) => {
            return Cow::Owned(match how {
                How::Merge => format!("merge {name} into"),
                How::Rename => format!("rename {name} to"),
                How::Split(_) => format!("{name} is here"),
            });
        }
        Purpose::Beside(_) => "beside",
        Purpose::Export(_) => "write to",
        Purpose::Overwrite { question, .. } => question,
        Purpose::Pipe(..) => "give to",
        Purpose::Page => match state.kind() {
            crate::command::PageKind::Search => "search",
            _ => "filter",
        },
    };
    Cow::Borrowed(label)
}

/// A query in the colours of its fields, also used by the head of the search page.
fn query(painter: &mut Painter, x: u16, area: Rect, words: &str) {
    painter.text(x, area.y, area.right().saturating_sub(x), words, Role::Text);
    for (range, piece) in pieces(words) {
        let (Some(before), Some(part)) = (words.get(..range.start), words.get(range)) else { continue };
        let at = x + shown(before).width() as u16;
        painter.text(at, area.y, area.right().saturating_sub(at), part, role_of(piece));
    }
}

/// The role of a piece of a query.
pub fn role_of(piece: QueryPiece) -> Role {
    match piece {
        QueryPiece::Word => Role::Text,
        QueryPiece::Field => Role::Key,
        QueryPiece::Value => Role::Actor,
        QueryPiece::Operator => Role::Stance,
        QueryPiece::Wrong => Role::Error,
    }
}

fn choices(painter: &mut Painter, state: &State, prompt: &Prompt, area: Rect) {
    let count = prompt.choices.len();
    if count == 0 {
        return;
    }
    let rows = count.min(CHOICES).min(area.y.saturating_sub(2) as usize);
    let chosen = prompt.chosen.unwrap_or(0);
    let first = chosen.saturating_sub(rows.saturating_sub(1)).min(count - rows);
    let top = area.y - rows as u16;
    painter.clear(Rect { x: 0, y: top - 1, width: area.width, height: rows as u16 + 1 });
    painter.rule(Rect { x: 0, y: top - 1, width: area.width, height: 1 });
    for (row, at) in (first..first + rows).enumerate() {
        let place = Rect { x: 1, y: top + row as u16, width: area.width - 2, height: 1 };
        choice(painter, state, &prompt.choices[at], place);
        if prompt.chosen == Some(at) {
            painter.buffer.set_style(place, painter.theme.style(Role::Selected));
        }
    }
}

fn choice(painter: &mut Painter, state: &State, choice: &Choice, place: Rect) {
    let Rect { x, y, width, .. } = place;
    match choice {
        Choice::Command(command) => {
            let entry = command.entry();
            let keys: Vec<String> = state.look.keys.keys_of(*command).iter().map(ToString::to_string).collect();
            painter.text(x + 1, y, width, entry.name, Role::Text);
            painter.text(x + 22, y, width.saturating_sub(22), entry.help, Role::Dim);
            let keys = keys.join(" ");
            let at = place.right().saturating_sub(keys.width() as u16 + 1);
            painter.text(at, y, keys.width() as u16, &keys, Role::Key);
        }
        Choice::Completion(completion) => {
            painter.text(x + 1, y, width.saturating_sub(12), &completion.text, Role::Text);
            if let Some(number) = completion.count {
                count(painter, number, place);
            }
        }
        Choice::Facet(facet) => {
            painter.text(x + 1, y, 8, facet.field, Role::Dim);
            painter.text(x + 9, y, width.saturating_sub(20), &facet.value, Role::Text);
            count(painter, facet.count, place);
        }
        Choice::Actor(row) => {
            let count = format!("{}  {}", row.kind.as_str(), plural(row.briefings, "briefing"));
            let at = place.right().saturating_sub(count.width() as u16 + 1);
            let room = at.saturating_sub(x + 2);
            painter.text(x + 1, y, room, &cut(&shown(&row.name), room as usize, painter.glyphs.ellipsis), Role::Actor);
            painter.text(at, y, count.width() as u16, &count, Role::Dim);
        }
        Choice::Headline(_, title) => {
            let title = cut(&shown(title), width.saturating_sub(2) as usize, painter.glyphs.ellipsis);
            painter.text(x + 1, y, width, &title, Role::Text);
        }
    }
}

/// A number at the right end of a line.
fn count(painter: &mut Painter, number: usize, place: Rect) {
    let number = thousands(number);
    let at = place.right().saturating_sub(number.width() as u16 + 1);
    painter.text(at, place.y, number.width() as u16, &number, Role::Dim);
}

/// Letters over what can be followed; those that no longer fit what was typed are gone.
pub fn hints(painter: &mut Painter, state: &State, typed: &str, marks: &[(String, Spot)], places: &Layout) {
    let words = "Type the letters to follow them; Esc leaves.";
    painter.text(places.footer.x + 1, places.footer.y, places.footer.width - 2, words, Role::Text);
    let body = match (state.focus, places.list, places.page, places.aside) {
        (Focus::Aside, _, _, Some(area)) => pane::aside_body(area),
        (Focus::List, Some(area), _, _) | (Focus::Page, _, Some(area), _) => body_of(state, state.focused(), area).body,
        _ => return,
    };
    let rows = rows_in_view(state, state.focused(), body);
    for (letters, spot) in marks.iter().filter(|(letters, _)| letters.starts_with(typed)) {
        let Some((column, row)) = place_of(state, *spot, &rows, body.height) else { continue };
        let rest = &letters[typed.len()..];
        let x = (body.x + column).saturating_sub(GUTTER - 1);
        painter.text(x, body.y + row, rest.len() as u16, rest, Role::Hit);
    }
}

/// Column and line where the letters of `spot` stand, counted from the cursor's mark.
fn place_of(state: &State, spot: Spot, rows: &[(usize, Range<u16>)], height: u16) -> Option<(u16, u16)> {
    if let Spot::Row(row) = spot {
        return rows.iter().find(|(other, _)| *other == row).map(|(_, lines)| (0, lines.start));
    }
    let reading = state.reading()?;
    let (at, column) = match spot {
        Spot::Link(link) => {
            let at = reading.doc.line_of_link(link)?;
            let line = &reading.doc.lines[at];
            let before = line.pieces.iter().take_while(|piece| piece.link != Some(link));
            let column = line.indent + before.map(|piece| shown(&piece.text).width()).sum::<usize>();
            (at, column as u16 + GUTTER - 1)
        }
        Spot::Item(at) => (at, 0),
        Spot::Row(_) => return None,
    };
    let row = at.checked_sub(reading.top).filter(|row| *row < height as usize)?;
    Some((column, row as u16))
}
