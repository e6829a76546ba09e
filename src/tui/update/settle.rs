//! After every message: what is on the screen is set to its width, scrolled into view, and asked for where it is
//! missing. What is not on the screen costs nothing.

use crate::tui::ahead;
use crate::tui::effect::Effect;
use crate::tui::layout::{Layout, layout};
use crate::tui::message::{PageId, Request};
use crate::tui::page::{Setting, Target};
use crate::tui::state::{AHEAD, FRAME, LIBRARY, Leaf, PREVIEW, State};
use crate::tui::view::body_of;

use super::{arrive, ask};

/// Makes state fit the screen again.
pub fn settle(state: &mut State, effects: &mut Vec<Effect>) {
    let places = layout(state.size, state);
    if places.too_small {
        return;
    }
    if state.dirty_counts && !state.tickets.waits(FRAME, Request::Counts.slot()) {
        state.dirty_counts = false;
        ask(state, FRAME, Request::Counts, effects);
    }
    preview(state, &places);
    if places.list.is_some() {
        settle_leaf(state, LIBRARY, effects);
    }
    if let Some(id) = state.shown().map(|leaf| leaf.id).filter(|_| places.page.is_some()) {
        at_hand(state, id, effects);
        settle_leaf(state, id, effects);
    }
    if state.at == 0 && places.page.is_some() && !state.tickets.waits(AHEAD, 0) {
        let next = ahead::next(state);
        next.into_iter().for_each(|request| ask(state, AHEAD, request, effects));
    }
    if places.aside.is_some() {
        settle_aside(state, &places);
    }
}

/// Beside the list stands the briefing under its cursor, as long as no page is open.
fn preview(state: &mut State, places: &Layout) {
    if state.at > 0 || places.page.is_none() {
        if state.at > 0 {
            state.preview = None;
        }
        return;
    }
    let list = &state.history[0].page;
    let target = list.list().and_then(|view| list.target(view.at));
    if let Some(target) =
        target.filter(|target| state.preview.as_ref().is_none_or(|leaf| leaf.target.as_ref() != Some(target)))
    {
        state.tickets.forget(PREVIEW);
        state.preview =
            crate::tui::page::open(&target).map(|page| Leaf { id: PREVIEW, page, target: Some(target), dirty: true });
    }
}

/// Gives the page `id` what it is about to ask for, where that is at hand.
fn at_hand(state: &mut State, id: PageId, effects: &mut Vec<Effect>) {
    if state.tickets.waits(id, 0) {
        return;
    }
    let asked = state.leaf_mut(id).filter(|leaf| leaf.dirty).map(|leaf| leaf.page.ask());
    let Some([request]) = asked.as_deref() else { return };
    if let Some(answer) = state.ahead.answer(request) {
        if let Some(leaf) = state.leaf_mut(id) {
            leaf.dirty = false;
        }
        arrive(state, id, answer, effects);
    }
}

fn settle_leaf(state: &mut State, id: PageId, effects: &mut Vec<Effect>) {
    let Some(area) = area_of(state, id) else { return };
    let height = area.height as usize;
    let width = area.width as usize;
    let look = state.look.clone();
    let now = state.now;
    let (tickets, marks) = (&state.tickets, &state.marks);
    let leaf = if id == PREVIEW { state.preview.as_mut() } else { state.history.iter_mut().find(|leaf| leaf.id == id) };
    let Some(leaf) = leaf else { return };
    let setting = Setting { width, glyphs: &look.glyphs, now, marks, keys: &look.keys };
    let mut requests = Vec::new();
    let idle = !tickets.waits(id, 0);
    if leaf.dirty && idle {
        leaf.dirty = false;
        requests.extend(leaf.page.ask());
        if let Some(view) = leaf.page.list_mut() {
            view.stale = true;
        }
    }
    if leaf.page.reading().is_some_and(|reading| reading.stale || reading.width != width) {
        let doc = leaf.page.doc(&setting);
        if let Some(reading) = leaf.page.reading_mut() {
            reading.set(doc, width, height);
        }
    } else if let Some(reading) = leaf.page.reading_mut() {
        reading.settle(height);
    }
    if let Some(mut view) = leaf.page.list().cloned() {
        if view.loaded {
            view.settle(height, |row| leaf.page.row(row, &setting).map_or(1, |lines| lines.len().max(1)));
        }
        if let Some(window) = view.wants(height) {
            requests.extend(leaf.page.window(window));
            (view.stale, view.asked) = (false, Some(window));
        }
        *leaf.page.list_mut().expect("it was just read") = view;
    }
    for request in requests {
        ask(state, id, request, effects);
    }
}

/// The rectangle of the text of the page `id`.
pub fn area_of(state: &State, id: PageId) -> Option<ratatui::layout::Rect> {
    let places = layout(state.size, state);
    let (area, leaf) = match id {
        LIBRARY => (places.list?, &state.history[0]),
        _ => (places.page?, state.shown().filter(|leaf| leaf.id == id)?),
    };
    Some(body_of(state, leaf, area).body)
}

fn settle_aside(state: &mut State, places: &Layout) {
    let Some(area) = places.aside else { return };
    let look = state.look.clone();
    let setting = Setting {
        width: area.width as usize - 4,
        glyphs: &look.glyphs,
        now: state.now,
        marks: &state.marks,
        keys: &look.keys,
    };
    let doc = state.shown().and_then(|leaf| leaf.page.aside(&setting)).unwrap_or_default();
    if doc != state.aside.doc {
        state.aside.set(doc, setting.width, area.height as usize);
    }
    state.aside.settle(area.height as usize);
}

/// The height of the text that keys act on.
pub fn height(state: &State) -> usize {
    let places = layout(state.size, state);
    if state.focus == crate::tui::state::Focus::Aside {
        return places.aside.map_or(1, |area| area.height as usize);
    }
    area_of(state, state.focused().id).map_or(1, |area| area.height as usize)
}

/// The target that Enter follows: the chosen link, else the item under the cursor.
pub fn target(state: &State) -> Option<Target> {
    if state.focus == crate::tui::state::Focus::Aside {
        return state.aside.doc.target_at(state.aside.cursor).cloned();
    }
    let page = &state.focused().page;
    if let Some(reading) = page.reading() {
        let chosen = reading.link.and_then(|link| reading.doc.links.get(link));
        return chosen.or_else(|| reading.doc.target_at(reading.cursor)).cloned();
    }
    page.list().and_then(|view| page.target(view.at))
}
