//! Saved searches as rows of the library list.

use crate::command::Role;
use crate::tui::doc::{Line, Piece, width_of};
use crate::tui::message::Saved;
use crate::tui::words::{cut, thousands};

use super::{Setting, dim};

/// A saved search: its name, and how much of what it finds is unread; the last one is set off from the briefings.
pub fn lines(saved: &Saved, last: bool, setting: &Setting) -> Vec<Line> {
    let (unread, total) = (thousands(saved.unread), thousands(saved.total));
    let counts = match saved.unread {
        0 => total,
        _ => format!("{unread} unread {} {total}", setting.glyphs.dot),
    };
    let room = setting.width.saturating_sub(2 + width_of(&counts) + 2);
    let role = if saved.unread > 0 { Role::Unread } else { Role::Text };
    let name = Piece::new(cut(&saved.name, room, setting.glyphs.ellipsis), role);
    let sign = Piece::new(format!("{} ", setting.glyphs.saved), Role::Accent);
    let mut lines = vec![Line { right: Some(dim(counts)), ..Line::of(vec![sign, name]) }];
    if last {
        lines.push(Line::default());
    }
    lines
}
