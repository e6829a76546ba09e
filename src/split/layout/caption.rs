//! Words under a picture, titles of videos.

use crate::lexicon::calendar::month;
use crate::lexicon::picture::{has_picture_mark, is_picture_verb};

/// Words of a caption at most.
const LONGEST: usize = 45;

/// Words of a video's title at most.
const LONGEST_TITLE: usize = 25;

/// Whether the line after a video player is the video's title: short and no sentence.
pub(super) fn is_video_title(line: &str) -> bool {
    !line.ends_with(['.', '"', '”']) && line.split_whitespace().nth(LONGEST_TITLE).is_none()
}

/// Whether `line` stands under a picture. `in_head` says that no prose stands before it, `next` is the line after it.
///
/// Agency captions tell in the present tense what is seen, and end with where and when it was taken.
pub(super) fn is_caption(line: &str, folded: &str, in_head: bool, next: Option<&str>) -> bool {
    let named = ["file - ", "file photo", "image caption"].iter().any(|head| folded.starts_with(head));
    let marked = named || has_picture_mark(line, folded);
    let before_prose = in_head && next.is_some_and(|next| next.len() > line.len());
    if !marked && !before_prose {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().take(LONGEST + 1).collect();
    words.len() <= LONGEST && (named || !reports(&words) && (marked || shows(&words) && ends_with_date(&words)))
}

/// Whether somebody says something, which nobody does in a picture.
fn reports(words: &[&str]) -> bool {
    words.iter().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        matches!(bare, "said" | "says" | "told" | "announced" | "was" | "were" | "has" | "had" | "reported" | "will")
    }) || words.iter().any(|w| w.starts_with(['"', '“']))
}

/// Whether the first ten words tell what somebody does in a picture.
fn shows(words: &[&str]) -> bool {
    words.iter().take(14).skip(1).any(|word| is_picture_verb(word.trim_matches(|c: char| !c.is_alphanumeric())))
}

/// Whether the line ends with a day, month or year.
fn ends_with_date(words: &[&str]) -> bool {
    let tail = &words[words.len().saturating_sub(4)..];
    tail.iter().any(|word| month(word.trim_end_matches([',', '.', ')'])).is_some())
        || tail.last().is_some_and(|word| {
            let year = word.trim_end_matches(['.', ')']);
            year.len() == 4
                && (year.starts_with("19") || year.starts_with("20"))
                && year.bytes().all(|b| b.is_ascii_digit())
        })
}
