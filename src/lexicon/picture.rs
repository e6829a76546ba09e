//! What captions say.

use std::sync::LazyLock;

use super::key::ListSet;

static VERBS: LazyLock<ListSet<&'static str>> = LazyLock::new(|| {
    include_str!("picture.txt")
        .lines()
        .filter_map(|l| l.strip_prefix("verb:"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Stretches that only captions hold, in small letters.
const MARKS: [&str; 18] = [
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
    "(photo)",
    "(photo by",
    "getty images",
    "image copyright",
    "image caption",
    "ap photo",
];

/// Picture credits, as agencies write them.
const CREDITS: [&str; 9] =
    ["REUTERS/", "AFP/", "/AFP", "/Reuters", "/AP)", "/Getty", "EPA-EFE/", "Shutterstock", "Credit:"];

/// Whether `word` says what somebody does in a picture.
pub fn is_picture_verb(word: &str) -> bool {
    word.len() <= 12 && VERBS.contains(word)
}

/// Whether `line`, also given in small letters, holds words that only captions and picture credits hold.
pub fn has_picture_mark(line: &str, small: &str) -> bool {
    MARKS.iter().any(|mark| small.contains(mark)) || CREDITS.iter().any(|credit| line.contains(credit))
}
