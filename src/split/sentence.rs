//! Where sentences begin and end.

use std::ops::Range;

/// The sentences of one `paragraph`, in bytes, without the white space around them.
pub fn sentences(paragraph: &str) -> Vec<Range<usize>> {
    let trimmed = paragraph.trim();
    if trimmed.is_empty() {
        return Vec::new();
    }
    let from = paragraph.len() - paragraph.trim_start().len();
    vec![from..from + trimmed.len()]
}
