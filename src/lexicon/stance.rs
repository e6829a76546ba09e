//! Words that take a stance, those that report (`cues.tsv`) and others (`stance_words.txt`).

use std::sync::LazyLock;

use super::cue::{Cue, Manner};
use super::inflection::{self, Form};
use super::key::{KeyMap, key};
use crate::model::Stance;

/// How a word takes its stance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// "opposes".
    Verb,
    /// "opposition to".
    Noun,
    /// "is opposed to".
    Feeling,
}

/// A word that takes a stance, in one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StanceWord {
    /// The stance.
    pub stance: Stance,
    /// How it takes it.
    pub sort: Sort,
    /// Its form.
    pub form: Form,
    /// Whether a particle belongs to it ("lash out").
    pub particle: bool,
}

/// What the reporting word `cue` says of a stance.
pub fn of_cue(cue: Cue) -> Option<StanceWord> {
    let sort = if cue.manner == Manner::Noun { Sort::Noun } else { Sort::Verb };
    Some(StanceWord { stance: cue.stance?, sort, form: cue.form, particle: cue.particle })
}

/// The stance that `word`, no reporting word, takes before the word `next`, both as keys.
pub fn stance_word(word: u64, next: Option<u64>) -> Option<StanceWord> {
    let entries = WORDS.get(&word)?;
    let with_particle = entries.iter().find(|e| e.particle.is_some() && e.particle == next);
    with_particle.or_else(|| entries.iter().find(|e| e.particle.is_none())).map(|e| e.word)
}

struct Entry {
    particle: Option<u64>,
    word: StanceWord,
}

static WORDS: LazyLock<KeyMap<Vec<Entry>>> = LazyLock::new(|| read(include_str!("stance_words.txt")));

fn read(table: &str) -> KeyMap<Vec<Entry>> {
    let mut found: KeyMap<Vec<Entry>> = KeyMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split(' ');
        let (Some(stance), Some(sort)) = (words.next().and_then(Stance::parse), words.next().and_then(sort)) else {
            continue;
        };
        for word in words {
            let (word, irregular) = word.split_once('/').unwrap_or((word, ""));
            let (head, particle) = word.split_once('_').map_or((word, None), |(head, rest)| (head, Some(rest)));
            for (form_of, form) in forms(head, irregular, sort) {
                let word = StanceWord { stance, sort, form, particle: particle.is_some() };
                found.entry(key(&form_of)).or_default().push(Entry { particle: particle.map(key), word });
            }
        }
    }
    found
}

fn forms(head: &str, irregular: &str, sort: Sort) -> Vec<(String, Form)> {
    let irregular: Vec<&str> = irregular.split(',').filter(|form| !form.is_empty()).collect();
    match sort {
        Sort::Verb => inflection::verb(head, &irregular),
        Sort::Noun => inflection::noun(head),
        Sort::Feeling => vec![(head.to_owned(), Form::Base)],
    }
}

fn sort(name: &str) -> Option<Sort> {
    Some(match name {
        "verb" => Sort::Verb,
        "noun" => Sort::Noun,
        "feeling" => Sort::Feeling,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(word: &str, next: &str) -> Option<StanceWord> {
        stance_word(key(word), Some(key(next)))
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in include_str!("stance_words.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split(' ');
            let stance = words.next().and_then(Stance::parse);
            assert!(stance.is_some() && words.next().and_then(sort).is_some(), "{line}");
            for word in words {
                let (head, next) = word.split('/').next().unwrap().split_once('_').unwrap_or((word, ""));
                let head = head.split('/').next().unwrap();
                assert!(find(head, next).is_some(), "{word}");
            }
        }
    }

    #[test]
    fn forms_and_particles_are_known() {
        assert_eq!(find("upheld", "the").unwrap().stance, Stance::Supports);
        assert_eq!(find("lashed", "out").unwrap().stance, Stance::Opposes);
        assert!(find("lashed", "down").is_none());
        assert_eq!(find("opposed", "to").unwrap().sort, Sort::Feeling);
        assert_eq!(find("ultimatums", "to").unwrap().sort, Sort::Noun);
    }
}
