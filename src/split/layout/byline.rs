//! Who wrote it, and when.

use crate::lexicon::calendar::{is_weekday, month};

/// Words of a byline at most.
const LONGEST: usize = 16;

/// Words of the credits of an agency report at most.
const LONGEST_CREDITS: usize = 40;

/// Whether `line` says who wrote the article, who published it or when; `in_head` when no prose stands before it.
pub(super) fn is_byline(line: &str, in_head: bool) -> bool {
    if credits(line) && line.split_whitespace().nth(LONGEST_CREDITS).is_none() {
        return true;
    }
    if !in_head {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().take(LONGEST + 1).collect();
    words.len() <= LONGEST && (is_by(&words) || is_date(&words) || is_stamp(&words))
}

/// "(Reporting by Ann Berg; Editing by Bo Poe)", at the end of agency reports.
fn credits(line: &str) -> bool {
    let bare = line.trim_start_matches(['(', '[', '—', '-', '*', ' ']);
    [
        "Reporting by ",
        "Additional reporting by ",
        "Editing by ",
        "Writing by ",
        "Compiled by ",
        "Reporting and editing by ",
    ]
    .iter()
    .any(|head| bare.get(..head.len()).is_some_and(|b| b.eq_ignore_ascii_case(head)))
}

/// "By Ann Berg", "BY ANN BERG, Staff Writer": capitalised words, no full stop at the end.
fn is_by(words: &[&str]) -> bool {
    let [first, second, rest @ ..] = words else { return false };
    first.eq_ignore_ascii_case("by")
        && second.starts_with(char::is_uppercase)
        && month(second).is_none()
        && !words[words.len() - 1].ends_with(['.', '!', '?'])
        && rest.iter().filter(|w| w.starts_with(char::is_lowercase)).count() <= 3
}

/// A line of nothing but a date, a time, a weekday, a zone, and perhaps a city before it.
fn is_date(words: &[&str]) -> bool {
    let mut figures = false;
    let mut dated = false;
    let mut others = 0;
    for word in words {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if bare.starts_with(|c: char| c.is_ascii_digit()) {
            figures = true;
            dated |= bare.len() >= 8 && bare.bytes().filter(|b| matches!(b, b'-' | b'/' | b'.')).count() == 2;
        } else if month(bare).is_some() || is_weekday(bare) {
            dated = true;
        } else if !is_filler(bare) {
            others += 1;
        }
    }
    figures
        && dated
        && (others == 0 || others <= 2 && words.iter().all(|w| !w.starts_with(char::is_lowercase)) && words.len() <= 6)
}

/// "Updated 5:12 p.m.", "Published: 2 March", "Reuters", "5 min read".
fn is_stamp(words: &[&str]) -> bool {
    const HEADS: [&str; 8] =
        ["updated", "published", "posted", "last updated", "last modified", "first published", "modified", "filed"];
    let line = words.join(" ").to_lowercase();
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    HEADS.iter().any(|head| {
        bare.starts_with(head)
            && bare[head.len()..].starts_with([' ', ':'])
            && bare.contains(|c: char| c.is_ascii_digit())
    }) || matches!(
        bare,
        "reuters"
            | "ap"
            | "afp"
            | "associated press"
            | "the associated press"
            | "agence france-presse"
            | "staff and agencies"
            | "rfe/rl"
    ) || bare.ends_with(" min read")
        || bare.ends_with(" minute read")
}

fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 22] = [
        "",
        "at",
        "on",
        "am",
        "pm",
        "a.m",
        "p.m",
        "gmt",
        "utc",
        "est",
        "edt",
        "et",
        "pst",
        "pdt",
        "cet",
        "cest",
        "bst",
        "uk",
        "updated",
        "published",
        "ist",
        "msk",
    ];
    FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler))
}
