//! Where everything stands: one pure function of size and state, asked by update (to page and scroll) and by view.

use ratatui::layout::Rect;

use crate::command::PageKind;

use super::state::{Focus, State};

/// The least size that can be drawn on.
pub const LEAST: (u16, u16) = (40, 10);
/// Columns from which list and page stand side by side.
const TWO_PANES: u16 = 120;
/// Columns from which actors and places stand beside the briefing.
const THREE_PANES: u16 = 180;
/// Columns left of a pane's text, for the mark of the cursor.
pub const GUTTER: u16 = 3;

/// Where the parts of the screen are; none is not shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Whether the screen is too small for anything but saying so.
    pub too_small: bool,
    /// The line with name, place and counts.
    pub header: Option<Rect>,
    /// The rule under it.
    pub rule: Option<Rect>,
    /// The library list.
    pub list: Option<Rect>,
    /// The page.
    pub page: Option<Rect>,
    /// What stands beside the page: actors and places of a briefing, counts of a search.
    pub aside: Option<Rect>,
    /// The line with keys, status or prompt.
    pub footer: Rect,
}

/// The layout of a screen of `size` columns and rows.
pub fn layout(size: (u16, u16), state: &State) -> Layout {
    let (width, height) = size;
    if width < LEAST.0 || height < LEAST.1 {
        return Layout { too_small: true, ..Layout::default() };
    }
    let footer = Rect::new(0, height - 1, width, 1);
    let bare = state.zen;
    let (header, rule, top) = match (bare, height >= 16) {
        (true, _) => (None, None, 0),
        (false, false) => (Some(Rect::new(0, 0, width, 1)), None, 1),
        (false, true) => (Some(Rect::new(0, 0, width, 1)), Some(Rect::new(0, 1, width, 1)), 2),
    };
    let silent = bare && state.status.is_none() && state.overlays.is_empty();
    let body = Rect::new(0, top, width, height - top - u16::from(!silent));
    let (list, page, aside) = panes(body, state);
    Layout { too_small: false, header, rule, list, page, aside, footer }
}

fn panes(body: Rect, state: &State) -> (Option<Rect>, Option<Rect>, Option<Rect>) {
    let whole = state.at > 0 && state.current().page.whole_screen();
    if state.zen || body.width < TWO_PANES || whole {
        return match state.focus {
            Focus::List => (Some(body), None, None),
            Focus::Page | Focus::Aside if state.shown().is_some() => (None, Some(body), None),
            _ => (Some(body), None, None),
        };
    }
    let beside = |kind| matches!(kind, PageKind::Briefing | PageKind::Search);
    let three = body.width >= THREE_PANES && state.shown().is_some_and(|leaf| beside(leaf.page.kind()));
    let left = if body.width >= THREE_PANES { 52 } else { (body.width / 3).clamp(38, 48) };
    let right = if three { 40 } else { 0 };
    let list = Rect { width: left, ..body };
    let page_width = body.width - left - 1 - if three { right + 1 } else { 0 };
    let page = Rect { x: left + 1, width: page_width, ..body };
    let aside = three.then(|| Rect { x: page.right() + 1, width: right, ..body });
    (Some(list), Some(page), aside)
}

/// The parts of a pane: the lines that stay on top, and the text below them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pane {
    /// Lines that stay.
    pub head: Rect,
    /// The text, set off from the edge; the gutter lies left of it.
    pub body: Rect,
}

/// Cuts `area` into `head` lines on top and text of at most `measure` columns; `centred` puts the text in the middle.
pub fn pane(area: Rect, head: u16, measure: usize, centred: bool) -> Pane {
    let room = area.width.saturating_sub(GUTTER + 1);
    let width = room.min(measure.min(u16::MAX as usize) as u16);
    let x = area.x + GUTTER + if centred { (room - width) / 2 } else { 0 };
    let head = head.min(area.height.saturating_sub(1));
    Pane {
        head: Rect { x, y: area.y, width, height: head },
        body: Rect { x, y: area.y + head, width, height: area.height - head },
    }
}
