//! Where one is in a list of which only the rows around the cursor are held.

use crate::model::{Window, Windowed};

/// Cursor, scroll and what is loaded.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListView {
    /// The row of the cursor.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
    /// How many rows there are.
    pub total: usize,
    /// The first row held.
    pub from: usize,
    /// How many rows are held.
    pub held: usize,
    /// Whether anything was answered yet.
    pub loaded: bool,
    /// Whether what is held is out of date.
    pub stale: bool,
}

impl ListView {
    /// The rows to ask for when the screen shows `height` lines, unless those held will do.
    pub fn wants(&self, height: usize) -> Option<Window> {
        let first = self.top.min(self.at);
        let last = (self.top + height).max(self.at + 1).min(if self.loaded { self.total } else { usize::MAX });
        let held = self.loaded && self.from <= first && last <= self.from + self.held;
        let window = Window { from: first.saturating_sub(2 * height), count: 5 * height.max(10) };
        (self.stale || !held).then_some(window)
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
        (at.total, at.from, at.held) = (window.total, window.from, window.rows.len());
        (at.loaded, at.stale) = (true, false);
        at.at = at.at.min(at.total.saturating_sub(1));
        self.rows = window.rows;
    }

    /// Row `index`, where it is held.
    pub fn get(&self, index: usize) -> Option<&T> {
        self.rows.get(index.checked_sub(self.view.from)?)
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
