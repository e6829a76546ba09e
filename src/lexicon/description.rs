//! Nouns by which news describes who speaks without a name (`descriptions.tsv`).

use std::sync::LazyLock;

use super::inflection;
use super::key::{KeyMap, key};

/// What a describing noun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Described {
    /// One person ("analyst"), or several ("analysts").
    Person = 1,
    /// An organisation ("ministry").
    Body,
    /// A group of people ("authorities").
    People,
    /// What somebody wrote, planned or counted ("report"): it speaks for whoever made it.
    Paper,
}

/// A describing noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Description {
    /// What it stands for.
    pub kind: Described,
    /// Whether it is more than one.
    pub plural: bool,
    /// The key of its singular.
    pub singular: u64,
}

/// The describing noun whose key is `word`.
pub fn description(word: u64) -> Option<Description> {
    DESCRIPTIONS.get(&word).copied()
}

static DESCRIPTIONS: LazyLock<KeyMap<Description>> = LazyLock::new(|| read(include_str!("descriptions.tsv")));

fn read(table: &str) -> KeyMap<Description> {
    let mut nouns = KeyMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(noun), Some(kind)) = (columns.next(), columns.next()) else { continue };
        let kind = match kind {
            "person" => Described::Person,
            "body" => Described::Body,
            "paper" => Described::Paper,
            _ => Described::People,
        };
        let singular = key(noun);
        nouns.insert(singular, Description { kind, plural: kind == Described::People, singular });
        let plurals = columns.next().filter(|plural| !plural.is_empty()).map_or_else(
            || inflection::noun(noun).into_iter().skip(1).map(|(plural, _)| plural).collect(),
            |plural| vec![plural.to_owned()],
        );
        for plural in plurals {
            nouns.entry(key(&plural)).or_insert(Description { kind, plural: true, singular });
        }
    }
    nouns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_lead_to_their_singular() {
        let plural = description(key("spokesmen")).unwrap();
        assert!(plural.plural);
        assert_eq!(plural.singular, key("spokesman"));
        assert_eq!(description(key("agencies")).unwrap().kind, Described::Body);
        assert!(description(key("bridge")).is_none());
    }
}
