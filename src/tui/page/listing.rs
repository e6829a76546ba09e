//! Where one is in a list of which only the rows around the cursor are held.

use crate::model::{Window, Windowed};

/// Cursor, scroll and what is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListView {
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many rows there are, those ahead included.
    pub total: usize,
    /// Rows that stand before those asked for and need no asking.
    pub ahead: usize,
    /// Lines that a row takes at least; 0 counts as 1.
    pub least: usize,
    /// The first row held, those ahead not counted.
    pub from: usize,
    /// How many rows are held.
    pub held: usize,
    /// The window that was asked for last.
    pub asked: Option<Window>,
    /// Whether anything was answered yet.
    pub loaded: bool,
    /// Whether what is held is out of date.
    pub stale: bool,
}

impl ListView {
    /// The rows to ask for when the screen shows `height` lines, unless those held will do.
    pub fn wants(&self, height: usize) -> Option<Window> {
        let height = height.div_ceil(self.least.max(1));
        let first = self.top.min(self.at).saturating_sub(self.ahead);
        let last = (self.top + height).max(self.at + 1).min(if self.loaded { self.total } else { usize::MAX });
        let last = last.saturating_sub(self.ahead);
        let window = Window { from: first.saturating_sub(2 * height), count: 5 * height.max(10) };
        // Asked for a screen before it is needed, so that a key never waits for rows; once, should some be no more.
        let end = self.from + self.held;
        let begins = self.from == 0 || self.from + height <= first;
        let ends = end + self.ahead >= self.total || last + height <= end;
        let held = self.loaded && (first >= last || (begins && ends) || self.asked == Some(window));
        (self.stale || !held).then_some(window)
    }

    /// Puts `ahead` rows before those asked for, in the place of the ones that stood there; the cursor stays on its row.
    pub fn put_ahead(&mut self, ahead: usize) {
        let before = std::mem::replace(&mut self.ahead, ahead);
        let moved = |row: usize| if row >= before { row - before + ahead } else { row.min(ahead) };
        self.top = if self.top > 0 { moved(self.top) } else { 0 };
        (self.at, self.total) = (moved(self.at), moved(self.total));
    }

    /// Moves the cursor by `rows`.
    pub fn step(&mut self, forward: bool, rows: usize) {
        let last = self.total.saturating_sub(1);
        self.at = if forward { (self.at + rows).min(last) } else { self.at.saturating_sub(rows) };
    }

    /// Puts the cursor on `row`.
    pub fn go(&mut self, row: usize) {
        self.at = row.min(self.total.saturating_sub(1));
    }

    /// Keeps the cursor in view: `tall` gives the lines that a row takes, of `height` in all.
    pub fn settle(&mut self, height: usize, tall: impl Fn(usize) -> usize) {
        self.at = self.at.min(self.total.saturating_sub(1));
        self.top = self.top.min(self.at);
        // The rows above the cursor that fit on the screen with it, one of them left for a look ahead.
        let next = if self.at + 1 < self.total { tall(self.at + 1) } else { 0 };
        let mut room = height.saturating_sub(tall(self.at) + next);
        let mut least = self.at;
        while least > self.top && tall(least - 1) <= room {
            least -= 1;
            room -= tall(least);
        }
        self.top = self.top.max(least);
        // A list that ends above the bottom of the screen is drawn down.
        if self.top > 0 && self.loaded {
            let below: usize = (self.top..self.total.min(self.top + height)).map(&tall).sum();
            let mut free = height.saturating_sub(below);
            while self.top > 0 && tall(self.top - 1) <= free {
                self.top -= 1;
                free -= tall(self.top);
            }
        }
    }
}

/// A list with the rows held.
#[derive(Debug, Clone, PartialEq)]
pub struct Listing<T> {
    /// Where one is in it.
    pub view: ListView,
    rows: Vec<T>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self { view: ListView::default(), rows: Vec::new() }
    }
}

impl<T> Listing<T> {
    /// Takes in a window of rows.
    pub fn fill(&mut self, window: Windowed<T>) {
        let at = &mut self.view;
        (at.total, at.from, at.held) = (at.ahead + window.total, window.from, window.rows.len());
        (at.loaded, at.stale) = (true, false);
        at.at = at.at.min(at.total.saturating_sub(1));
        self.rows = window.rows;
    }

    /// Row `index`, where it is held.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.rows.get(index.checked_sub(self.view.ahead + self.view.from)?)
    }

    /// The row of the cursor, where it is held.
    pub fn current(&self) -> Option<&T> {
        self.get(self.view.at)
    }

    /// The rows held.
    pub fn rows(&self) -> &[T] {
        &self.rows
    }

    /// Whether it is known to have no rows.
    pub fn is_empty(&self) -> bool {
        self.view.loaded && self.view.total == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(total: usize, from: usize, held: usize) -> ListView {
        ListView { total, from, held, loaded: true, ..ListView::default() }
    }

    #[test]
    fn nothing_is_asked_while_the_screen_is_covered() {
        let mut view = list(1_000_000, 0, 100);
        assert_eq!(view.wants(20), None);
        view.go(999_999);
        view.settle(20, |_| 1);
        let window = view.wants(20).expect("the end is not held");
        assert!(window.from <= 999_980 && window.from + window.count >= 1_000_000 && window.count <= 100);
    }

    #[test]
    fn rows_are_asked_for_a_screen_before_they_are_needed_and_once() {
        let mut view = list(1000, 100, 100);
        (view.at, view.top) = (150, 140);
        assert_eq!(view.wants(20), None);
        (view.at, view.top) = (175, 165);
        let window = view.wants(20).expect("185 + 20 is past the end");
        view.asked = Some(window);
        assert_eq!(view.wants(20), None);
        view.stale = true;
        assert_eq!(view.wants(20), Some(window));
    }

    #[test]
    fn rows_ahead_are_never_asked_for_and_move_nothing() {
        let mut list: Listing<usize> = Listing::default();
        list.fill(Windowed { from: 0, total: 40, rows: (0..40).collect() });
        list.view.go(2);
        list.view.put_ahead(3);
        assert_eq!((list.current(), list.view.total, list.view.top), (Some(&2), 43, 0));
        assert_eq!(list.get(2), None);
        list.view.put_ahead(1);
        assert_eq!(list.current(), Some(&2));
        assert_eq!(list.view.wants(20), None);
        list.view.go(0);
        list.view.put_ahead(0);
        assert_eq!(list.current(), Some(&0));
        let window =
            ListView { ahead: 3, at: 100, top: 95, total: 1003, loaded: true, ..ListView::default() }.wants(10);
        assert_eq!(window, Some(Window { from: 72, count: 50 }));
    }

    #[test]
    fn tall_rows_are_asked_for_sparingly() {
        let view = ListView { least: 4, ..ListView::default() };
        assert_eq!(view.wants(40), Some(Window { from: 0, count: 50 }));
    }

    #[test]
    fn the_cursor_stays_in_view_with_rows_of_any_height() {
        let tall = |row: usize| 1 + row % 3;
        let mut view = list(50, 0, 50);
        for row in (0..50).chain((0..50).rev()) {
            view.go(row);
            view.settle(9, tall);
            let used: usize = (view.top..=view.at).map(tall).sum();
            assert!(used <= 9, "row {row}: {view:?}");
        }
    }

    #[test]
    fn a_short_list_begins_at_its_beginning() {
        let mut view = list(3, 0, 3);
        (view.at, view.top) = (2, 2);
        view.settle(20, |_| 2);
        assert_eq!(view.top, 0);
    }
}
