//! The one table of commands: name, default keys, one line of help, and the pages it works on.
//!
//! Keymap, footer, help page, palette, the README's key table and the keys of `config.toml` are all read from
//! [`TABLE`]. What a command does is the screen's business.

mod chord;
mod role;
mod table;

pub use chord::{Chord, ChordError, Key};
pub use role::Role;
pub use table::{Command, Entry, Group, TABLE};

/// The kinds of page there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PageKind {
    /// The list of briefings.
    Library,
    /// One briefing.
    Briefing,
    /// One actor.
    Actor,
    /// One place.
    Place,
    /// The list of actors.
    Actors,
    /// The list of places.
    Places,
    /// The map of places.
    Map,
    /// Search results.
    Search,
    /// The list of quotes.
    Quotes,
    /// The list of positions.
    Positions,
    /// Actors by topics.
    Matrix,
    /// A story in order of time.
    Timeline,
    /// What is new, story by story.
    Digest,
    /// What links to a briefing.
    Backlinks,
    /// The keys.
    Help,
}

impl Command {
    /// The command's row in the table.
    pub fn entry(self) -> &'static Entry {
        TABLE.iter().find(|entry| entry.command == self).expect("every command has its row")
    }

    /// The command called `name`.
    pub fn named(name: &str) -> Option<Self> {
        TABLE.iter().find(|entry| entry.name == name).map(|entry| entry.command)
    }
}

impl Command {
    /// Whether the command works only while something is looked for on the page, and then wins over others on its key.
    pub fn while_finding(self) -> bool {
        matches!(self, Command::FindNext | Command::FindPrevious)
    }
}

impl Entry {
    /// Whether the command works on pages of this kind.
    pub fn works_on(&self, page: PageKind) -> bool {
        self.pages.is_empty() || self.pages.contains(&page)
    }
}

/// The table of keys in Markdown, as the README prints it.
pub fn markdown() -> String {
    let mut table = String::from("| key | command | does |\n|---|---|---|\n");
    for entry in TABLE {
        let keys: Vec<String> = entry.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
        table.push_str(&format!("| {} | `{}` | {} |\n", keys.join(" "), entry.name, entry.help));
    }
    table
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_unique_and_spelt_alike() {
        let names: BTreeSet<_> = TABLE.iter().map(|entry| entry.name).collect();
        assert_eq!(names.len(), TABLE.len());
        assert!(
            names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'))
        );
    }

    #[test]
    fn every_default_key_is_understood_and_printed_as_it_is_written() {
        for key in TABLE.iter().flat_map(|entry| entry.keys) {
            assert_eq!(key.parse::<Chord>().expect(key).to_string(), *key);
        }
    }

    #[test]
    fn no_key_means_two_things_on_one_page() {
        for (index, one) in TABLE.iter().enumerate() {
            for other in &TABLE[index + 1..] {
                let shared = one.keys.iter().any(|key| other.keys.contains(key));
                let both_everywhere = one.pages.is_empty() == other.pages.is_empty();
                let overlap = one.pages.is_empty() || one.pages.iter().any(|page| other.pages.contains(page));
                let told_apart = one.command.while_finding() != other.command.while_finding();
                assert!(!(shared && both_everywhere && overlap) || told_apart, "{} and {}", one.name, other.name);
            }
        }
    }

    #[test]
    fn help_is_one_plain_line() {
        for entry in TABLE {
            assert!(entry.help.len() <= 64 && !entry.help.ends_with('.'), "{}: {}", entry.name, entry.help);
        }
    }
}
