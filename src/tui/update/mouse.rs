//! Wheel and clicks, when the mouse is switched on.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use crate::tui::effect::Effect;
use crate::tui::layout::layout;
use crate::tui::page::Target;
use crate::tui::state::{Focus, State};
use crate::tui::view::{body_of, rows_in_view};

use super::{follow, settle};

/// Lines that one notch of the wheel moves.
const NOTCH: usize = 3;

/// Takes a mouse event: the wheel scrolls the pane it is over, a click chooses, a click on what is chosen follows.
pub fn mouse(state: &mut State, event: MouseEvent, effects: &mut Vec<Effect>) {
    let at = Position::new(event.column, event.row);
    let places = layout(state.size, state);
    let over = |area: Option<Rect>| area.is_some_and(|area| area.contains(at));
    let pane = if over(places.list) {
        Focus::List
    } else if over(places.page) {
        Focus::Page
    } else if over(places.aside) {
        Focus::Aside
    } else {
        return;
    };
    match event.kind {
        MouseEventKind::ScrollDown | MouseEventKind::ScrollUp => {
            state.focus = pane;
            wheel(state, event.kind == MouseEventKind::ScrollDown);
        }
        MouseEventKind::Down(MouseButton::Left) => {
            state.focus = pane;
            if let Some(target) = click(state, at) {
                follow::follow(state, target, effects);
            }
        }
        _ => {}
    }
}

fn wheel(state: &mut State, down: bool) {
    let height = settle::height(state);
    if state.focus == Focus::Aside {
        return state.aside.scroll(down, NOTCH, height);
    }
    let page = &mut state.focused_mut().page;
    if let Some(reading) = page.reading_mut() {
        reading.scroll(down, NOTCH, height);
    } else if let Some(view) = page.list_mut() {
        view.step(down, NOTCH);
    }
}

/// Moves the cursor to what was clicked; gives where it leads when it was a link, or was chosen already.
fn click(state: &mut State, at: Position) -> Option<Target> {
    let places = layout(state.size, state);
    let area = match state.focus {
        Focus::List => places.list?,
        Focus::Page => places.page?,
        Focus::Aside => places.aside?,
    };
    if state.focus == Focus::Aside {
        state.aside.cursor = state.aside.top + (at.y - area.y) as usize;
        return state.aside.doc.target_at(state.aside.cursor).cloned();
    }
    let body = body_of(state, state.focused(), area).body;
    let row = at.y.checked_sub(body.y)?;
    let column = at.x.saturating_sub(body.x) as usize;
    let rows = rows_in_view(state, state.focused(), body);
    let page = &mut state.focused_mut().page;
    if let Some(reading) = page.reading_mut() {
        let line = reading.top + row as usize;
        let link = reading.doc.lines.get(line)?.link_at(column);
        if let Some(link) = link {
            reading.choose(link, body.height as usize);
            return reading.doc.links.get(link).cloned();
        }
        let again = reading.doc.lines[line].item.is_some()
            && reading.doc.lines[line].item == reading.doc.lines.get(reading.cursor).and_then(|line| line.item);
        reading.link = None;
        reading.cursor = line;
        reading.settle(body.height as usize);
        return again.then(|| reading.doc.target_at(line).cloned()).flatten();
    }
    let (index, _) = rows.iter().find(|(_, lines)| lines.contains(&row))?;
    let again = page.list()?.at == *index;
    page.list_mut()?.go(*index);
    again.then(|| page.target(*index)).flatten()
}
