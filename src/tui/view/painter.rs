//! The one place where words become cells: cleaned, in the colour of their role.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use crate::command::Role;
use crate::tui::doc::{Line, Piece};
use crate::tui::theme::{Glyphs, Theme};

/// What lies over a line: characters in a role.
pub type Wash = (Range<usize>, Role);

/// Draws lines on a buffer.
pub struct Painter<'a> {
    /// The cells; for pages that draw themselves.
    pub buffer: &'a mut Buffer,
    /// The colours.
    pub theme: &'a Theme,
    /// The marks.
    pub glyphs: &'a Glyphs,
}

impl<'a> Painter<'a> {
    /// A painter on `buffer`.
    pub fn new(buffer: &'a mut Buffer, theme: &'a Theme, glyphs: &'a Glyphs) -> Self {
        Self { buffer, theme, glyphs }
    }

    /// Writes `words` in one role, cut at `width` columns; gives the columns taken.
    pub fn text(&mut self, x: u16, y: u16, width: u16, words: &str, role: Role) -> u16 {
        let style = self.theme.style(role);
        self.styled(x, y, width, words, style)
    }

    /// The same in a style of its own.
    pub fn styled(&mut self, x: u16, y: u16, width: u16, words: &str, style: Style) -> u16 {
        if !self.buffer.area.contains((x, y).into()) {
            return 0;
        }
        let clean = clean(words);
        let (end, _) = self.buffer.set_stringn(x, y, &clean, width as usize, style);
        end - x
    }

    /// Draws a line with what lies over it; `chosen` is the link that is chosen.
    pub fn line(&mut self, area: Rect, line: &Line, washes: &[Wash], chosen: Option<usize>) {
        let mut x = area.x + (line.indent as u16).min(area.width);
        let mut character = 0;
        for piece in &line.pieces {
            let mut style = self.theme.style(piece.role);
            if chosen.is_some() && piece.link == chosen {
                style = style.patch(self.theme.style(Role::Accent)).patch(self.theme.style(Role::Selected));
            }
            x = self.piece(area, x, piece, character, washes, style);
            character += piece.text.chars().count();
        }
        if let Some(right) = &line.right {
            let width = (clean(&right.text).width() as u16).min(area.width);
            let at = area.right() - width;
            if at > x {
                self.text(at, area.y, width, &right.text, right.role);
            }
        }
    }

    fn piece(&mut self, area: Rect, mut x: u16, piece: &Piece, from: usize, washes: &[Wash], style: Style) -> u16 {
        let length = piece.text.chars().count();
        let mut cuts = vec![0, length];
        for (range, _) in washes {
            cuts.extend([range.start, range.end].map(|at| at.clamp(from, from + length) - from));
        }
        cuts.sort_unstable();
        cuts.dedup();
        for pair in cuts.windows(2) {
            let words: String = piece.text.chars().skip(pair[0]).take(pair[1] - pair[0]).collect();
            let mut style = style;
            for (range, role) in washes {
                if range.contains(&(from + pair[0])) {
                    style = style.patch(self.theme.style(*role));
                }
            }
            x += self.styled(x, area.y, area.right().saturating_sub(x), &words, style);
        }
        x
    }

    /// A horizontal rule.
    pub fn rule(&mut self, area: Rect) {
        let style = self.theme.style(Role::Rule);
        for x in area.left()..area.right() {
            self.buffer.set_string(x, area.y, self.glyphs.horizontal, style);
        }
    }

    /// Empties an area, for what is drawn over a page.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                self.buffer[(x, y)].reset();
            }
        }
    }
}

/// Words as they may be shown on one line.
fn clean(words: &str) -> String {
    crate::model::shown(words).replace('\n', " ")
}
