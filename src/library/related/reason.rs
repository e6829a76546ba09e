//! Why two articles are related, in words a reader believes.

use super::TermKind;

/// Names told at most, and words.
const NAMES: usize = 2;
const WORDS: usize = 3;

/// A term that two articles share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shared<'a> {
    /// What it is.
    pub kind: TermKind,
    /// As a reader is shown it.
    pub shown: &'a str,
    /// How much it adds to the likeness.
    pub strength: f32,
}

/// What two articles share, and how many `days` after the one the other was published.
pub(crate) fn reason(mut shared: Vec<Shared>, days: Option<i32>) -> String {
    shared.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(a.shown.cmp(b.shown)));
    let names: Vec<&str> = distinct(shared.iter().filter(|s| s.kind != TermKind::Word).map(|s| s.shown), NAMES);
    let in_names = |word: &str| names.iter().any(|n| n.to_lowercase().contains(&word.to_lowercase()));
    let words =
        shared.iter().filter(|s| s.kind == TermKind::Word && !s.shown.starts_with(|c: char| c.is_ascii_digit()));
    let words: Vec<&str> = distinct(words.map(|s| s.shown).filter(|w| !in_names(w)), WORDS);
    let mut parts = vec![names.join(", "), words.join(", ")];
    parts.extend(days.map(distance));
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn distinct<'a>(words: impl Iterator<Item = &'a str>, most: usize) -> Vec<&'a str> {
    let mut found: Vec<&str> = Vec::new();
    for word in words {
        if found.len() == most {
            break;
        }
        if !found.iter().any(|f| f.eq_ignore_ascii_case(word)) {
            found.push(word);
        }
    }
    found
}

/// "2 days earlier", "same day", "3 weeks later".
fn distance(days: i32) -> String {
    let (count, unit) = match days.unsigned_abs() {
        0 => return "same day".to_owned(),
        n @ 1..=27 => (n, "day"),
        n @ 28..=364 => ((n + 15) / 30, "month"),
        n => ((n + 182) / 365, "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {unit}{plural} {}", if days < 0 { "earlier" } else { "later" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_read_as_a_person_says_them() {
        assert_eq!(distance(-2), "2 days earlier");
        assert_eq!(distance(1), "1 day later");
        assert_eq!(distance(0), "same day");
        assert_eq!(distance(-60), "2 months earlier");
        assert_eq!(distance(700), "2 years later");
    }
}
