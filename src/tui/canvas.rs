//! What stands between the drawing of a frame and the terminal: a frame that is like the one before is not sent.

use std::io;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};

use super::terminal::Screen;

/// The terminal's screen and the frame that stands on it.
///
/// The terminal is told only of cells that changed; but each time it is also told of its cursor. Much that happens behind
/// the screen changes nothing on it, and then not even that is written.
pub struct Canvas {
    screen: Screen,
    shown: Option<(Buffer, Option<Position>)>,
    next: Buffer,
}

impl Canvas {
    /// A canvas on `screen`, nothing drawn yet.
    pub fn new(screen: Screen) -> Self {
        Self { screen, shown: None, next: Buffer::default() }
    }

    /// Columns and rows.
    ///
    /// # Errors
    /// When the terminal does not tell.
    pub fn size(&self) -> io::Result<Size> {
        self.screen.size()
    }

    /// Forgets what stands on the screen: the next frame is sent whole.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn forget(&mut self, size: Size) -> io::Result<()> {
        self.shown = None;
        // Unlike `clear`, this asks the terminal nothing; its answer would come among the keys.
        self.screen.resize(size.into())
    }

    /// Draws a frame by `paint`, which gives the place of the cursor.
    ///
    /// # Errors
    /// When the terminal cannot be written.
    pub fn draw(&mut self, paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<()> {
        let area = self.size()?.into();
        self.next.resize(area);
        self.next.reset();
        let cursor = paint(area, &mut self.next);
        if self.shown.as_ref().is_some_and(|(shown, at)| *shown == self.next && *at == cursor) {
            return Ok(());
        }
        let mut fits = false;
        let next = &self.next;
        self.screen.draw(|frame| {
            // Between asking for the size and drawing it may have changed; then another frame follows at once.
            fits = frame.area() == area;
            if fits {
                frame.buffer_mut().clone_from(next);
            }
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        })?;
        let before = self.shown.take().map(|(buffer, _)| buffer).unwrap_or_default();
        self.shown = fits.then(|| (std::mem::replace(&mut self.next, before), cursor));
        Ok(())
    }
}
