//! Draws the state; changes nothing.

mod chrome;
mod overlay;
mod painter;
mod pane;

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::command::Role;

use super::doc::Line;
use super::layout::{LEAST, Pane, layout, pane};
use super::overlay::Overlay;
use super::page::Setting;
use super::state::{Focus, Leaf, State};

pub use painter::Painter;

/// Draws everything on `area`; gives where the terminal's cursor belongs, if anywhere.
pub fn view(state: &State, area: Rect, buffer: &mut Buffer) -> Option<Position> {
    let mut painter = Painter::new(buffer, &state.look.theme, &state.look.glyphs);
    let size = (area.width, area.height);
    let places = layout(size, state);
    if places.too_small {
        too_small(&mut painter, area);
        return None;
    }
    chrome::header(&mut painter, state, &places);
    if let Some(list) = places.list {
        pane::leaf(&mut painter, state, &state.history[0], list, state.focus == Focus::List);
    }
    match (places.page, state.shown()) {
        (Some(area), Some(leaf)) => pane::leaf(&mut painter, state, leaf, area, state.focus == Focus::Page),
        (Some(area), None) => pane::hint(&mut painter, area),
        _ => {}
    }
    if let Some(aside) = places.aside {
        pane::aside(&mut painter, state, aside);
    }
    chrome::dividers(&mut painter, &places);
    match state.overlays.last() {
        Some(Overlay::Prompt(prompt)) => Some(overlay::prompt(&mut painter, state, prompt, &places)),
        Some(Overlay::Hints { typed, marks }) => {
            overlay::hints(&mut painter, state, typed, marks, &places);
            None
        }
        None => {
            chrome::footer(&mut painter, state, &places);
            None
        }
    }
}

fn too_small(painter: &mut Painter, area: Rect) {
    let (columns, rows) = LEAST;
    let lines = [format!("dateline needs {columns} x {rows}."), "Make the window larger, or q to quit.".to_owned()];
    for (row, words) in lines.iter().enumerate().take(area.height as usize) {
        painter.text(area.x, area.y + row as u16, area.width, words, Role::Text);
    }
}

/// What a page is written for when its text is `width` columns wide.
pub fn setting(state: &State, width: usize) -> Setting<'_> {
    Setting { width, glyphs: &state.look.glyphs, now: state.now, marks: &state.marks, keys: &state.look.keys }
}

/// The lines that stay on top of a page, the section bar among them.
fn head_of(state: &State, leaf: &Leaf, area: Rect) -> Vec<Line> {
    let width = text_width(state, leaf, area);
    let mut lines = leaf.page.head(&setting(state, width));
    if let Some(reading) = leaf.page.reading().filter(|_| !state.zen) {
        let bar = chrome::section_bar(reading, width);
        lines.extend(bar);
    }
    lines
}

/// Where the text of a page lies in `area`, below the lines that stay.
pub fn body_of(state: &State, leaf: &Leaf, area: Rect) -> Pane {
    let head = head_of(state, leaf, area).len() as u16;
    pane(area, head, measure_of(state, leaf), state.zen)
}

/// The rows of a list that `area` has room for, each with the lines of it that it takes.
pub fn rows_in_view(state: &State, leaf: &Leaf, area: Rect) -> Vec<(usize, Range<u16>)> {
    let Some(view) = leaf.page.list() else { return Vec::new() };
    let setting = setting(state, area.width as usize);
    let mut rows = Vec::new();
    let mut line = 0;
    for row in view.top..view.total {
        if line >= area.height {
            break;
        }
        let tall = leaf.page.row(row, &setting).map_or(1, |lines| lines.len().max(1)) as u16;
        rows.push((row, line..line + tall));
        line += tall;
    }
    rows
}

fn measure_of(state: &State, leaf: &Leaf) -> usize {
    // What takes the whole screen is a table or a map, not running text.
    if leaf.page.whole_screen() {
        return usize::MAX;
    }
    // Rows of a list use the room there is; running text keeps to the measure.
    if leaf.page.reading().is_some() { state.measure } else { 140.max(state.measure) }
}

fn text_width(state: &State, leaf: &Leaf, area: Rect) -> usize {
    pane(area, 0, measure_of(state, leaf), state.zen).body.width as usize
}
