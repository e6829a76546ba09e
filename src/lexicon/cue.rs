//! Words that report, with the stance that each takes (`cues.tsv`).

use std::sync::LazyLock;

use super::inflection::{self, Form};
use super::key::{KeyMap, key};
use crate::model::Stance;

/// How a cue reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Neutral report.
    Say = 1,
    /// Takes a hearer.
    Tell,
    /// What somebody thinks.
    Think,
    /// What somebody wants.
    Want,
    /// What papers and numbers say.
    Show,
    /// For or against.
    Judge,
    /// Binds oneself.
    Vow,
    /// A noun that holds a report.
    Noun,
}

/// A word that reports, in one of its forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cue {
    /// How it reports.
    pub manner: Manner,
    /// The stance that it takes, if any.
    pub stance: Option<Stance>,
    /// Its form.
    pub form: Form,
    /// Whether a particle belongs to it ("call for").
    pub particle: bool,
}

/// What a word reports, by the word after it.
#[derive(Debug)]
pub struct Readings(Vec<Entry>);

#[derive(Debug)]
struct Entry {
    particle: Option<u64>,
    cue: Cue,
}

impl Readings {
    /// The cue that the word is before the word with the key `next`.
    pub fn before(&self, next: Option<u64>) -> Option<Cue> {
        let with_particle = self.0.iter().find(|e| e.particle.is_some() && e.particle == next);
        with_particle.or_else(|| self.0.iter().find(|e| e.particle.is_none())).map(|e| e.cue)
    }
}

/// What the word with the key `word` reports; none when it never does.
pub fn readings(word: u64) -> Option<&'static Readings> {
    CUES.get(&word)
}

static CUES: LazyLock<KeyMap<Readings>> = LazyLock::new(|| read(include_str!("cues.tsv")));

fn read(table: &str) -> KeyMap<Readings> {
    let mut cues: KeyMap<Readings> = KeyMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(base), Some(manner)) = (columns.next(), columns.next().and_then(manner)) else { continue };
        let stance = columns.next().and_then(Stance::parse);
        let irregular: Vec<&str> = columns.next().unwrap_or("").split(',').filter(|form| !form.is_empty()).collect();
        let (head, particle) = base.split_once(' ').map_or((base, None), |(head, rest)| (head, Some(rest)));
        let forms = if manner == Manner::Noun { inflection::noun(head) } else { inflection::verb(head, &irregular) };
        for (word, form) in forms {
            let cue = Cue { manner, stance, form, particle: particle.is_some() };
            cues.entry(key(&word))
                .or_insert_with(|| Readings(Vec::new()))
                .0
                .push(Entry { particle: particle.map(key), cue });
        }
    }
    cues
}

fn manner(name: &str) -> Option<Manner> {
    Some(match name {
        "say" => Manner::Say,
        "tell" => Manner::Tell,
        "think" => Manner::Think,
        "want" => Manner::Want,
        "show" => Manner::Show,
        "judge" => Manner::Judge,
        "vow" => Manner::Vow,
        "noun" => Manner::Noun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(word: &str, next: &str) -> Option<Cue> {
        readings(key(word))?.before(Some(key(next)))
    }

    #[test]
    fn every_line_of_the_table_is_read() {
        let lines = include_str!("cues.tsv").lines().filter(|line| !line.starts_with('#'));
        for line in lines {
            let base = line.split('\t').next().unwrap();
            let (head, next) = base.split_once(' ').unwrap_or((base, ""));
            assert!(find(head, next).is_some(), "{line}");
        }
    }

    #[test]
    fn a_particle_changes_the_stance() {
        assert_eq!(find("calls", "for").unwrap().stance, Some(Stance::Demands));
        assert_eq!(find("calls", "him").unwrap().stance, Some(Stance::Asserts));
        assert!(find("vote", "today").is_none());
    }

    #[test]
    fn forms_are_known() {
        assert_eq!(find("denied", "that").unwrap().form, Form::Past);
        assert_eq!(find("swearing", "that").unwrap().form, Form::Gerund);
        assert_eq!(find("told", "her").unwrap().manner, Manner::Tell);
        assert!(find("table-cloth", "is").is_none());
    }
}
