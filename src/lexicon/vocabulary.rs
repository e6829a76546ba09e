//! The short word lists about names: titles, roles, what organisations are called, peoples.

use std::sync::LazyLock;

use super::key::ListMap;

/// Longest word in capitals that is looked up as a capitalised one, in bytes; the lists have none that is longer.
const LONGEST: usize = 32;

/// What the lists say of a word, as written; several may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(pub u16);

impl Marks {
    /// A title of a man: "Mr".
    pub const TITLE_MALE: u16 = 1;
    /// A title of a woman: "Mrs".
    pub const TITLE_FEMALE: u16 = 1 << 1;
    /// A title of either: "President".
    pub const TITLE_EITHER: u16 = 1 << 2;
    /// A noun of what a person does: "aide".
    pub const ROLE: u16 = 1 << 3;
    /// Says that a name is an organisation's: "Ministry".
    pub const ORG_HEAD: u16 = 1 << 4;
    /// A legal form at a company's end: "Ltd".
    pub const ORG_SUFFIX: u16 = 1 << 5;
    /// Often stands in an organisation's name: "National".
    pub const ORG_HINT: u16 = 1 << 6;
    /// An organisation's whole name or its first word: "Gazprom".
    pub const ORG_NAME: u16 = 1 << 7;
    /// A country's adjective or people: "Danish", "Danes".
    pub const DEMONYM: u16 = 1 << 8;
    /// Another people, faith or movement: "Kurds".
    pub const PEOPLE: u16 = 1 << 9;
    /// A capitalised word that is no name: "Monday".
    pub const STOP: u16 = 1 << 10;
    /// A country's name of one word, or the first word of one.
    pub const COUNTRY: u16 = 1 << 11;
    /// A capital that stands for its government.
    pub const CAPITAL: u16 = 1 << 12;
    /// Any title.
    pub const TITLE: u16 = Self::TITLE_MALE | Self::TITLE_FEMALE | Self::TITLE_EITHER;

    /// What the lists say of `word`. A word in capitals is looked up as a capitalised one, too.
    pub fn of(word: &str) -> Self {
        let found = MARKS.get(word).copied().unwrap_or_default();
        if found != 0 || !(4..=LONGEST).contains(&word.len()) || word.bytes().any(|b| !b.is_ascii_uppercase()) {
            return Self(found);
        }
        let mut letters = [0; LONGEST];
        letters[..word.len()].copy_from_slice(word.as_bytes());
        letters[1..word.len()].make_ascii_lowercase();
        let capitalised = std::str::from_utf8(&letters[..word.len()]).unwrap_or_default();
        Self(MARKS.get(capitalised).copied().unwrap_or_default())
    }

    /// Whether any of `marks` holds.
    pub fn any(self, marks: u16) -> bool {
        self.0 & marks != 0
    }
}

/// The organisations that are known by name, each as its words.
pub fn organizations() -> impl Iterator<Item = &'static str> {
    words(include_str!("lists/organizations.txt"))
}

/// Whether the list of organisations has `phrase`, as written.
pub fn is_organization(phrase: &str) -> bool {
    static NAMES: LazyLock<ListMap<String, ()>> =
        LazyLock::new(|| organizations().map(|name| (name.replace('_', " "), ())).collect());
    NAMES.contains_key(phrase)
}

/// `word` with its first letter in upper and the others in lower case.
pub fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(characters.flat_map(char::to_lowercase)).collect())
}

static MARKS: LazyLock<ListMap<String, u16>> = LazyLock::new(|| {
    let mut marks: ListMap<String, u16> = ListMap::default();
    let mut add = |word: &str, mark: u16| *marks.entry(word.replace('_', " ")).or_default() |= mark;
    for (line, mark) in lettered(
        include_str!("lists/titles.txt"),
        &[('m', Marks::TITLE_MALE), ('f', Marks::TITLE_FEMALE), ('u', Marks::TITLE_EITHER)],
    ) {
        add(line, mark);
        add(&line.to_lowercase(), mark);
    }
    for word in words(include_str!("lists/roles.txt")) {
        add(word, Marks::ROLE);
        add(&capitalised(word), Marks::ROLE);
    }
    for (word, mark) in lettered(
        include_str!("lists/org_words.txt"),
        &[('h', Marks::ORG_HEAD), ('s', Marks::ORG_SUFFIX), ('m', Marks::ORG_HINT)],
    ) {
        add(word, mark);
    }
    for name in organizations() {
        add(name.split('_').next().unwrap_or(name), if name.contains('_') { 0 } else { Marks::ORG_NAME });
    }
    for word in words(include_str!("lists/peoples.txt")) {
        add(word, Marks::PEOPLE);
    }
    for word in words(include_str!("lists/stop_capitals.txt")) {
        add(word, Marks::STOP);
    }
    for nation in super::nation::nations() {
        for demonym in nation.demonyms() {
            add(demonym.split(' ').next_back().unwrap_or(&demonym), Marks::DEMONYM);
        }
        for name in nation.names() {
            add(name, Marks::COUNTRY);
        }
        for capital in nation.capitals() {
            add(capital, Marks::CAPITAL);
        }
    }
    marks
});

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

/// The words of a list whose lines begin with a letter that says what they are.
fn lettered<'a>(list: &'static str, letters: &'a [(char, u16)]) -> impl Iterator<Item = (&'static str, u16)> + 'a {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(move |line| {
        let mark = letters.iter().find(|(letter, _)| line.starts_with(*letter)).map_or(0, |&(_, mark)| mark);
        line.split_whitespace().skip(1).map(move |word| (word, mark))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_single_word_is_longer_than_the_limit() {
        assert!(MARKS.keys().all(|word| word.len() <= LONGEST || !word.bytes().all(|byte| byte.is_ascii_alphabetic())));
    }

    #[test]
    fn words_are_marked_as_written_and_in_capitals() {
        assert!(Marks::of("Mrs").any(Marks::TITLE_FEMALE));
        assert!(Marks::of("president").any(Marks::TITLE_EITHER));
        assert!(Marks::of("MINISTRY").any(Marks::ORG_HEAD));
        assert!(Marks::of("Danes").any(Marks::DEMONYM));
        assert!(!Marks::of("us").any(Marks::COUNTRY));
        assert!(Marks::of("US").any(Marks::COUNTRY));
        assert_eq!(Marks::of("walked"), Marks(0));
    }
}
