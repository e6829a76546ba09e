//! Why two articles are related, in words a reader believes.

use super::TermKind;

/// Names told at most, and words.
const NAMES: usize = 2;
const WORDS: usize = 3;

/// What two articles share, and how many `days` after the one the other was published.
///
/// `shared` are terms as a reader is shown them, together those that add the same to the likeness, those that add most
/// first; no more of them is asked for than is told.
///
/// # Errors
/// Whatever `shared` meets.
pub(crate) fn reason<'a, E>(
    shared: impl Iterator<Item = Result<Vec<(TermKind, &'a str)>, E>>,
    days: Option<i32>,
) -> Result<String, E> {
    let (mut names, mut words): (Vec<&str>, Vec<&str>) = Default::default();
    for alike in shared {
        let mut alike = alike?;
        alike.sort_by_key(|(_, shown)| *shown);
        for (kind, shown) in alike {
            match kind {
                TermKind::Word if shown.starts_with(|c: char| c.is_ascii_digit()) => {}
                TermKind::Word => add(&mut words, shown),
                _ if names.len() < NAMES => add(&mut names, shown),
                _ => {}
            }
        }
        if names.len() == NAMES && beside(&words, &names).count() >= WORDS {
            break;
        }
    }
    let words: Vec<&str> = beside(&words, &names).take(WORDS).collect();
    let mut parts = vec![names.join(", "), words.join(", ")];
    parts.extend(days.map(distance));
    parts.retain(|part| !part.is_empty());
    Ok(parts.join("; "))
}

fn add<'a>(found: &mut Vec<&'a str>, word: &'a str) {
    if !found.iter().any(|other| other.eq_ignore_ascii_case(word)) {
        found.push(word);
    }
}

/// Those of `words` that the names do not say.
fn beside<'a>(words: &[&'a str], names: &[&str]) -> impl Iterator<Item = &'a str> {
    let told: Vec<String> = names.iter().map(|name| name.to_lowercase()).collect();
    words.iter().copied().filter(move |word| {
        let word = word.to_lowercase();
        !told.iter().any(|name| name.contains(&word))
    })
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
    fn names_come_first_and_words_that_they_do_not_say() {
        use TermKind::{Actor, Place, Word};
        let terms = [
            (Word, "dredging"),
            (Word, "Marsh"),
            (Word, "1987"),
            (Actor, "Ada Marsh"),
            (Word, "Dredging"),
            (Place, "Elmouth"),
            (Word, "silt"),
            (Actor, "Harbour Board"),
            (Word, "pilot"),
        ];
        let told = terms.iter().map(|term| Ok::<_, ()>(vec![*term]));
        assert_eq!(reason(told, Some(3)).unwrap(), "Ada Marsh, Elmouth; dredging, silt, pilot; 3 days later");
        let alike = [Ok::<_, ()>(terms.to_vec())].into_iter();
        assert_eq!(reason(alike, None).unwrap(), "Ada Marsh, Elmouth; Dredging, pilot, silt");
        let enough = [Ok(terms.to_vec()), Err("cut")];
        assert!(reason(enough.into_iter(), None).is_ok());
        assert_eq!(reason([Err("cut")].into_iter(), None), Err("cut"));
    }

    #[test]
    fn distances_read_as_a_person_says_them() {
        assert_eq!(distance(-2), "2 days earlier");
        assert_eq!(distance(1), "1 day later");
        assert_eq!(distance(0), "same day");
        assert_eq!(distance(-60), "2 months earlier");
        assert_eq!(distance(700), "2 years later");
    }
}
