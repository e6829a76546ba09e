//! What captions say.

use std::collections::HashSet;
use std::sync::LazyLock;

static VERBS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("picture.txt")
        .lines()
        .filter_map(|l| l.strip_prefix("verb:"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Stretches that only captions hold, in small letters.
const MARKS: [&str; 24] = [
    "(file photo)",
    "file photo",
    "(pictured",
    "(left)",
    "(right)",
    "(center)",
    "(centre)",
    "photo by",
    "photo:",
    "image:",
    "picture:",
    "photograph:",
    "credit:",
    "(photo",
    "(image",
    "getty images",
    "image copyright",
    "image caption",
    "ap photo",
    "reuters/",
    "/afp",
    "/reuters",
    "epa-efe",
    "shutterstock",
];

/// Whether `word` says what somebody does in a picture.
pub fn is_picture_verb(word: &str) -> bool {
    word.len() <= 12 && VERBS.contains(word)
}

/// Whether `line`, in small letters, holds words that only captions and picture credits hold.
pub fn has_picture_mark(line: &str) -> bool {
    MARKS.iter().any(|mark| line.contains(mark))
}
