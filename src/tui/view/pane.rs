//! One pane: a page that is read, a list, a page that draws itself, or the face in its place.

use ratatui::layout::Rect;

use crate::command::Role;
use crate::model::Span;
use crate::tui::doc::{Line, Reading, wrap};
use crate::tui::layout::GUTTER;
use crate::tui::page::Face;
use crate::tui::state::{Focus, LIBRARY, Leaf, State};

use super::painter::{Painter, Wash};
use super::{body_of, head_of, setting};

/// Draws the page of `leaf` on `area`.
pub fn leaf(painter: &mut Painter, state: &State, leaf: &Leaf, area: Rect, focused: bool) {
    let places = body_of(state, leaf, area);
    for (row, line) in head_of(state, leaf, area).iter().enumerate().take(places.head.height as usize) {
        let at = Rect { y: places.head.y + row as u16, height: 1, ..places.head };
        if line.pieces.is_empty() {
            painter.rule(at);
        } else {
            painter.line(at, line, &[], None);
        }
    }
    if let Some(face) = leaf.page.face() {
        // A library that is still being read is not empty yet.
        let reading = !state.ready && leaf.id == LIBRARY && leaf.page.words().is_empty();
        let face = if reading && matches!(face, Face::Empty(_)) { Face::Loading } else { face };
        return self::face(painter, state, &face, places.body);
    }
    if let Some(reading) = leaf.page.reading() {
        self::reading(painter, reading, places.body, focused);
    } else if leaf.page.list().is_some() {
        list(painter, state, leaf, places.body, focused);
    } else {
        let setting = setting(state, places.body.width as usize);
        leaf.page.draw(painter, places.body, &setting);
    }
}

/// A page that is read: the lines in view, the cursor's mark, what is lit and what was found.
fn reading(painter: &mut Painter, reading: &Reading, area: Rect, focused: bool) {
    let lines = reading.doc.lines.iter().enumerate().skip(reading.top).take(area.height as usize);
    for (row, (at, line)) in lines.enumerate() {
        let place = Rect { y: area.y + row as u16, height: 1, ..area };
        let mut washes: Vec<Wash> = Vec::new();
        washes.extend(reading.lit.and_then(|lit| lit_on(line, lit)));
        if let Some(finding) = &reading.finding {
            let first = finding.hits.partition_point(|hit| hit.line < at);
            let hits = finding.hits[first..].iter().take_while(|hit| hit.line == at);
            washes.extend(hits.map(|hit| (hit.from..hit.to, Role::Hit)));
        }
        painter.line(place, line, &washes, reading.link.filter(|_| focused));
        if at == reading.cursor && line.stop {
            let role = if focused { Role::Accent } else { Role::Dim };
            painter.text(place.x.saturating_sub(2), place.y, 1, painter.glyphs.cursor, role);
        }
    }
}

/// The part of a line that belongs to the lit sentence.
fn lit_on(line: &Line, lit: Span) -> Option<Wash> {
    let source = line.source.filter(|source| source.overlaps(lit))?;
    let from = lit.start.max(source.start) - source.start;
    let to = lit.end.min(source.end) - source.start;
    Some((from as usize..to as usize, Role::Lit))
}

fn list(painter: &mut Painter, state: &State, leaf: &Leaf, area: Rect, focused: bool) {
    let Some(view) = leaf.page.list() else { return };
    let setting = setting(state, area.width as usize);
    let mut y = area.y;
    for index in view.top..view.total {
        let lines = leaf.page.row(index, &setting);
        let missing = [Line::of(vec![crate::tui::page::dim(painter.glyphs.ellipsis)])];
        for (at, line) in lines.as_deref().unwrap_or(&missing).iter().enumerate() {
            if y >= area.bottom() {
                return;
            }
            let place = Rect { y, height: 1, ..area };
            let chosen = index == view.at;
            if chosen && !line.pieces.is_empty() && focused {
                let strip = Rect { x: area.x.saturating_sub(GUTTER - 1), width: area.width + GUTTER - 1, ..place };
                painter.buffer.set_style(strip, painter.theme.style(Role::Selected));
            }
            painter.line(place, line, &[], None);
            if chosen && !line.pieces.is_empty() && focused {
                painter.buffer.set_style(place, painter.theme.style(Role::Selected));
            }
            if chosen && at == 0 {
                let role = if focused { Role::Accent } else { Role::Dim };
                painter.text(place.x.saturating_sub(2), y, 1, painter.glyphs.cursor, role);
            }
            y += 1;
        }
    }
}

/// Actors and places beside a briefing.
pub fn aside(painter: &mut Painter, state: &State, area: Rect) {
    reading(painter, &state.aside, aside_body(area), state.focus == Focus::Aside);
}

/// The text of the third pane.
pub fn aside_body(area: Rect) -> Rect {
    Rect { x: area.x + GUTTER, width: area.width.saturating_sub(GUTTER + 1), ..area }
}

/// What stands in the page pane while there is no page to show.
pub fn hint(painter: &mut Painter, area: Rect) {
    let width = area.width.saturating_sub(2 * GUTTER);
    painter.text(area.x + GUTTER, area.y + 1, width, "Enter opens the briefing under the cursor.", Role::Dim);
}

fn face(painter: &mut Painter, state: &State, face: &Face, area: Rect) {
    let (words, role) = match face {
        Face::Loading => (loading(state, painter.glyphs.ellipsis), Role::Dim),
        Face::Empty(words) => (words.clone(), Role::Text),
        Face::Failed(words) => (format!("{words} Ctrl-l tries again."), Role::Error),
    };
    let top = area.y + u16::from(area.height > 4);
    for (row, range) in wrap(&words, area.width as usize).into_iter().enumerate().take(area.height as usize - 1) {
        painter.text(area.x, top + row as u16, area.width, &words[range], role);
    }
}

fn loading(state: &State, ellipsis: &str) -> String {
    match state.progress {
        Some(progress) => format!("Reading {} of {} files {ellipsis}", progress.done, progress.total),
        None => format!("One moment {ellipsis}"),
    }
}
