//! Everyday words that tell nothing of what a phrase is about (`plain_words.txt`).

use std::sync::LazyLock;

use super::inflection;
use super::key::{KeyMap, key};

/// What an everyday word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// A verb in any of its forms.
    Verb,
    /// A noun or adjective that says nothing when it stands last in a phrase.
    Vague,
    /// An adverb or particle, part of no noun phrase.
    Loose,
}

/// What the everyday word whose key is `word` is; none when it is not one.
pub fn plain(word: u64) -> Option<Plain> {
    PLAIN.get(&word).copied()
}

static PLAIN: LazyLock<KeyMap<Plain>> = LazyLock::new(|| read(include_str!("plain_words.txt")));

fn read(table: &str) -> KeyMap<Plain> {
    let mut plain = KeyMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let kind = match words.next() {
            Some("verb") => Plain::Verb,
            Some("vague") => Plain::Vague,
            _ => Plain::Loose,
        };
        for word in words {
            let (base, irregular) = word.split_once('/').unwrap_or((word, ""));
            plain.insert(key(base), kind);
            if kind == Plain::Verb {
                let irregular: Vec<&str> = irregular.split(',').filter(|form| !form.is_empty()).collect();
                for (form, _) in inflection::verb(base, &irregular) {
                    plain.insert(key(&form), kind);
                }
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_their_forms() {
        assert_eq!(plain(key("took")), Some(Plain::Verb));
        assert_eq!(plain(key("allowing")), Some(Plain::Verb));
        assert_eq!(plain(key("percent")), Some(Plain::Vague));
        assert_eq!(plain(key("together")), Some(Plain::Loose));
        assert_eq!(plain(key("sanctions")), None);
    }
}
