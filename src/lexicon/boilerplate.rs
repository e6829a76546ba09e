//! Phrases by which web pages speak of themselves.

use std::sync::LazyLock;

use super::key::{ListMap, ListSet};

/// Words above which a line that holds such a phrase is taken for prose all the same.
const LONGEST_LINE: usize = 40;

struct Phrases {
    whole: ListSet<&'static str>,
    /// By first word: the phrase, and whether it must stand at the beginning.
    by_word: ListMap<&'static str, Vec<(&'static str, bool)>>,
}

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| {
    let mut phrases = Phrases { whole: ListSet::default(), by_word: ListMap::default() };
    for line in include_str!("boilerplate.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match line.as_bytes()[0] {
            b'=' => _ = phrases.whole.insert(&line[1..]),
            mark => {
                let phrase = line.trim_start_matches('^');
                let word = phrase.split(' ').next().unwrap_or(phrase);
                phrases.by_word.entry(word).or_default().push((phrase, mark == b'^'));
            }
        }
    }
    phrases
});

/// Whether `line`, folded by [`fold`], is something that a web page says of itself.
pub fn is_boilerplate(line: &str) -> bool {
    if line.split_ascii_whitespace().nth(LONGEST_LINE).is_some() {
        return false;
    }
    if PHRASES.whole.contains(line) {
        return true;
    }
    let mut at = 0;
    line.split_ascii_whitespace().any(|word| {
        let rest = &line[at..];
        let found = PHRASES.by_word.get(word).is_some_and(|phrases| {
            phrases.iter().any(|&(phrase, first)| (at == 0 || !first) && begins_with(rest, phrase))
        });
        at += word.len() + 1;
        found
    })
}

/// Whether `text` begins with the words of `phrase`.
fn begins_with(text: &str, phrase: &str) -> bool {
    text.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
}

/// `line` in small letters, with straight apostrophes, single spaces and no full stop at the end.
pub fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split_ascii_whitespace() {
        if word.is_ascii() {
            begin_word(&mut folded);
            folded.push_str(word);
        } else {
            // Spaces of other kinds part words, too.
            word.split_whitespace().for_each(|word| push_small(&mut folded, word));
        }
    }
    folded.make_ascii_lowercase();
    if folded.contains('`') {
        folded = folded.replace('`', "'");
    }
    folded.truncate(folded.trim_end_matches(['.', ':']).len());
    folded
}

fn push_small(folded: &mut String, word: &str) {
    begin_word(folded);
    for c in word.chars() {
        match c {
            '’' | '‘' => folded.push('\''),
            c if c.is_ascii() => folded.push(c),
            c => folded.extend(c.to_lowercase()),
        }
    }
}

fn begin_word(line: &mut String) {
    if !line.is_empty() {
        line.push(' ');
    }
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
    fn a_line_is_folded_word_by_word() {
        assert_eq!(fold("  Don’t   MISS\u{a0}Élan ‘now`. "), "don't miss élan 'now'");
        assert_eq!(fold("Loading..."), "loading");
        assert_eq!(fold("\u{a0} "), "");
    }

    #[test]
    fn prose_about_such_things_is_left_alone() {
        assert!(!is_boilerplate(&fold("The advertisement cost the party a million, its treasurer said.")));
        assert!(!is_boilerplate(&fold("Video of the flood was shared widely.")));
        assert!(!is_boilerplate(&fold("Home owners protested.")));
    }
}
