//! Stretches of an article's text.

use serde::{Deserialize, Serialize};

/// A half-open stretch `[start, end)` of an article's text, counted in code points (Unicode scalar values).
///
/// Bytes and screen columns are made at the edge, by [`Text`](super::Text) and by the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// Index of the first code point.
    pub start: u32,
    /// Index after the last code point; never less than `start`.
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives an empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let start = start as u32;
        Self { start, end: (end as u32).max(start) }
    }

    /// Number of code points.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it holds no code point.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a code point.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_before_the_start_is_empty() {
        assert!(Span::new(5, 3).is_empty());
    }

    #[test]
    fn neighbours_do_not_overlap() {
        assert!(!Span::new(0, 3).overlaps(Span::new(3, 5)));
        assert!(Span::new(0, 4).overlaps(Span::new(3, 5)));
    }

    #[test]
    fn a_span_contains_itself() {
        let span = Span::new(2, 9);
        assert!(span.contains(span));
        assert!(!span.contains(Span::new(2, 10)));
    }
}
