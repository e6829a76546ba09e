//! Phrases by which web pages speak of themselves.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words above which a line that holds such a phrase is taken for prose all the same.
const LONGEST_LINE: usize = 40;

struct Phrases {
    whole: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
    inner: Vec<&'static str>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases { whole: HashSet::new(), beginnings: Vec::new(), inner: Vec::new() };
    for line in include_str!("boilerplate.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match line.as_bytes()[0] {
            b'=' => _ = phrases.whole.insert(&line[1..]),
            b'^' => phrases.beginnings.push(&line[1..]),
            _ => phrases.inner.push(line),
        }
    }
    phrases
});

/// Whether `line`, folded by [`fold`], is something that a web page says of itself.
pub fn is_boilerplate(line: &str) -> bool {
    if line.split(' ').nth(LONGEST_LINE).is_some() {
        return false;
    }
    PHRASES.whole.contains(line)
        || PHRASES.beginnings.iter().any(|p| line.starts_with(p))
        || PHRASES.inner.iter().any(|p| line.contains(p))
}

/// `line` in small letters, with straight apostrophes, single spaces and no full stop at the end.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(
            word.chars().flat_map(char::to_lowercase).map(|c| if matches!(c, '’' | '‘' | '`') { '\'' } else { c }),
        );
    }
    folded.truncate(folded.trim_end_matches(['.', ':']).len());
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_speaking_of_themselves_are_known() {
        assert!(is_boilerplate(&fold("Your browser doesn’t support HTML5")));
        assert!(is_boilerplate(&fold("Advertisement")));
        assert!(is_boilerplate(&fold("Sign up for our weekly newsletter.")));
    }

    #[test]
    fn prose_about_such_things_is_left_alone() {
        assert!(!is_boilerplate(&fold("The advertisement cost the party a million, its treasurer said.")));
        assert!(!is_boilerplate(&fold("Video of the flood was shared widely.")));
        assert!(!is_boilerplate(&fold("Home owners protested.")));
    }
}
