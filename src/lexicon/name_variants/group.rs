//! Words that are taken for one another: given names across languages, family names spelt in many ways.

use std::sync::LazyLock;

use crate::lexicon::key::ListMap;

/// Whether `a` and `b`, folded, stand in one group of given names.
pub fn given(a: &str, b: &str) -> bool {
    share(&GIVEN, a, b)
}

/// Whether `a` and `b`, folded, stand in one group of family names.
pub fn family(a: &str, b: &str) -> bool {
    share(&FAMILY, a, b)
}

/// The one spelling that stands for all romanisations of the name `word`, folded; none for a word of no such group.
pub fn romanised(word: &str) -> Option<&'static str> {
    static FIRST: LazyLock<ListMap<&'static str, &'static str>> = LazyLock::new(|| {
        let strict = include_str!("../lists/given_groups.txt").lines().filter_map(|line| line.strip_prefix('='));
        let family =
            include_str!("../lists/family_groups.txt").lines().filter(|line| !line.starts_with('#') && line.len() > 20);
        let mut first = ListMap::default();
        for line in strict.chain(family) {
            let usual = line.split_whitespace().next().unwrap_or_default();
            for word in line.split_whitespace() {
                first.entry(word).or_insert(usual);
            }
        }
        first
    });
    FIRST.get(word).copied()
}

type Groups = ListMap<&'static str, Vec<u16>>;

static GIVEN: LazyLock<Groups> = LazyLock::new(|| groups(include_str!("../lists/given_groups.txt")));
static FAMILY: LazyLock<Groups> = LazyLock::new(|| groups(include_str!("../lists/family_groups.txt")));

fn groups(list: &'static str) -> Groups {
    let mut groups = Groups::default();
    for (number, line) in list.lines().filter(|line| !line.starts_with('#')).enumerate() {
        for word in line.split_whitespace().filter(|word| *word != "=") {
            groups.entry(word).or_default().push(number as u16);
        }
    }
    groups
}

fn share(groups: &Groups, a: &str, b: &str) -> bool {
    match (groups.get(a), groups.get(b)) {
        (Some(a), Some(b)) => a.iter().any(|group| b.contains(group)),
        _ => false,
    }
}
