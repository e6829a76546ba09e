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

/// Stretches that only captions hold, in small letters, each behind something that it holds itself: where that is not to
/// be found, none of them is.
const MARKS: [(&str, &[&str]); 4] = [
    ("photo", &["file photo", "photo by", "photo:", "(photo)", "ap photo"]),
    ("image", &["image:", "getty images", "image copyright", "image caption"]),
    ("(", &["(pictured", "(left)", "(right)", "(center)", "(centre)"]),
    (":", &["picture:", "photograph:"]),
];

/// Picture credits, as agencies write them, likewise.
const CREDITS: [(&str, &[&str]); 3] = [
    ("/", &["REUTERS/", "AFP/", "/AFP", "/Reuters", "/AP)", "/Getty", "EPA-EFE/"]),
    ("Shutterstock", &["Shutterstock"]),
    ("Credit:", &["Credit:"]),
];

/// Whether `word` says what somebody does in a picture.
pub fn is_picture_verb(word: &str) -> bool {
    word.len() <= 12 && VERBS.contains(word)
}

/// Whether `line`, also given in small letters, holds words that only captions and picture credits hold.
pub fn has_picture_mark(line: &str, small: &str) -> bool {
    holds(small, &MARKS) || holds(line, &CREDITS)
}

fn holds(line: &str, table: &[(&str, &[&str])]) -> bool {
    table.iter().any(|(shared, marks)| line.contains(shared) && marks.iter().any(|mark| line.contains(mark)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_holds_what_it_is_looked_for_behind() {
        for (shared, marks) in MARKS.iter().chain(&CREDITS) {
            assert!(marks.iter().all(|mark| mark.contains(shared)), "{shared}");
        }
    }

    #[test]
    fn credits_and_captions_are_told_from_prose() {
        let check = |line: &str| has_picture_mark(line, &line.to_lowercase());
        assert!(check("A lamp is lit. Photo by Ann Berg"));
        assert!(check("Ann Berg (left) and Bo Lee"));
        assert!(check("A harbour. Ann Berg/AFP"));
        assert!(!check("She left: the photograph and the image/text were hers."));
    }
}
