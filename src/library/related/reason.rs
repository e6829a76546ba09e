//! Why two articles are related, in words a reader believes.

use super::{Relatives, TermKind};

/// Names told at most, and words.
const NAMES: usize = 2;
const WORDS: usize = 3;

/// What `own` and `other` share, and how far apart they were published.
pub(super) fn reason(relatives: &Relatives, own: u32, other: u32) -> String {
    let (own, other) = (&relatives.slots[own as usize], &relatives.slots[other as usize]);
    let mut shared: Vec<(f32, TermKind, &str)> = Vec::new();
    for &(term, weight) in &other.terms {
        if let Some(&(_, own_weight)) = own.terms.iter().find(|t| t.0 == term) {
            let rarity = relatives.rarity(term);
            let posted = &relatives.terms[term as usize];
            shared.push((weight * own_weight * rarity * rarity, posted.kind, &posted.shown));
        }
    }
    shared.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.2.cmp(b.2)));
    let names: Vec<&str> = distinct(shared.iter().filter(|s| s.1 != TermKind::Word).map(|s| s.2), NAMES);
    let in_names = |word: &str| names.iter().any(|n| n.to_lowercase().contains(&word.to_lowercase()));
    let words = shared.iter().filter(|s| s.1 == TermKind::Word && !s.2.starts_with(|c: char| c.is_ascii_digit()));
    let words: Vec<&str> = distinct(words.map(|s| s.2).filter(|w| !in_names(w)), WORDS);
    let mut parts = vec![names.join(", "), words.join(", ")];
    if let (Some(own), Some(other)) = (own.day, other.day) {
        parts.push(distance(other - own));
    }
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
