//! Countries and what news calls them: names, capitals that stand for the government, peoples.

use std::sync::LazyLock;

use super::key::ListMap;

/// A country or territory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nation {
    /// ISO 3166-1 alpha-2 code.
    pub code: &'static str,
    names: &'static str,
    capitals: &'static str,
    demonyms: &'static str,
}

impl Nation {
    /// Its names, the usual one first.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.names.split('|')
    }

    /// Cities that stand for its government ("Moscow said").
    pub fn capitals(&self) -> impl Iterator<Item = &'static str> {
        self.capitals.split('|').filter(|name| !name.is_empty())
    }

    /// Its adjectives and the names of its people.
    pub fn demonyms(&self) -> impl Iterator<Item = String> {
        self.demonyms.split_whitespace().map(|word| word.replace('_', " "))
    }
}

/// How a phrase names a nation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Naming {
    /// By one of its names.
    Name,
    /// By the capital where its government sits.
    Capital,
    /// By its adjective or its people.
    Demonym,
}

/// Every nation, in the order of the list.
pub fn nations() -> impl Iterator<Item = Nation> {
    include_str!("lists/countries.tsv").lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut columns = line.split('\t');
        let mut next = || columns.next().unwrap_or_default();
        Nation { code: next(), names: next(), capitals: next(), demonyms: next() }
    })
}

/// The code of the nation that `phrase`, as written, names, and how.
pub fn lookup(phrase: &str) -> Option<(&'static str, Naming)> {
    static NATIONS: LazyLock<ListMap<String, (&'static str, Naming)>> = LazyLock::new(|| {
        let mut map = ListMap::default();
        for nation in nations() {
            let names = nation.names().map(|name| (name.to_owned(), Naming::Name));
            let capitals = nation.capitals().map(|name| (name.to_owned(), Naming::Capital));
            let demonyms = nation.demonyms().map(|name| (name, Naming::Demonym));
            for (name, naming) in names.chain(capitals).chain(demonyms) {
                map.entry(name).or_insert((nation.code, naming));
            }
        }
        map
    });
    NATIONS.get(phrase).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_capitals_and_peoples_lead_to_the_nation() {
        assert_eq!(lookup("U.S."), Some(("US", Naming::Name)));
        assert_eq!(lookup("Ankara"), Some(("TR", Naming::Capital)));
        assert_eq!(lookup("South Koreans"), Some(("KR", Naming::Demonym)));
        assert_eq!(lookup("us"), None);
    }

    #[test]
    fn every_line_has_a_code_and_a_name() {
        for nation in nations() {
            assert_eq!(nation.code.len(), 2, "{nation:?}");
            assert!(nation.names().next().is_some_and(|name| !name.is_empty()), "{nation:?}");
        }
    }
}
