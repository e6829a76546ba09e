//! What a line means: a number, a key, or a command with its words.

use crate::command::{Chord, Command, Key, PageKind, TABLE};
use crate::tui::keymap::Keymap;

/// What a typed line asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A command, with the words for its prompt.
    Run(Command, String),
    /// The thing of this index among those numbered.
    Follow(usize),
    /// The page once more.
    Again,
    /// None of these, and what to say about it.
    Unknown(String),
}

/// The meaning of `line` on a page of kind `kind` with `numbered` things to follow.
pub fn wish(line: &str, numbered: usize, keys: &Keymap, kind: PageKind) -> Wish {
    if let Ok(number) = line.parse::<usize>() {
        return match number.checked_sub(1).filter(|index| *index < numbered) {
            Some(index) => Wish::Follow(index),
            None => Wish::Unknown(format!("This page has no number {number}.")),
        };
    }
    let (first, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim().to_owned();
    match first {
        "" => return Wish::Run(Command::PageDown, rest),
        "again" => return Wish::Again,
        _ => {}
    }
    let named = Command::named(first).or_else(|| begun(first));
    let typed = || first.parse::<Chord>().ok().filter(|chord| !is_arrow(chord));
    match named.or_else(|| keys.command(typed()?, kind, false)) {
        // What the map shows, as words.
        Some(Command::Map) => Wish::Run(Command::Places, rest),
        Some(command) => Wish::Run(command, rest),
        None => Wish::Unknown(format!("There is no command “{first}”. help lists them; a number follows.")),
    }
}

/// The only command that begins so; one letter is always a key.
fn begun(name: &str) -> Option<Command> {
    let mut found = TABLE.iter().filter(|entry| name.len() > 1 && entry.name.starts_with(name));
    let first = found.next()?;
    found.next().is_none().then_some(first.command)
}

fn is_arrow(chord: &Chord) -> bool {
    matches!(chord.key, Key::Left | Key::Right | Key::Up | Key::Down)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Wish) {
        assert_eq!(wish(line, 3, &Keymap::default(), PageKind::Library), expected, "{line}");
    }

    #[test]
    fn numbers_follow() {
        check("3", Wish::Follow(2));
        assert!(matches!(wish("4", 3, &Keymap::default(), PageKind::Library), Wish::Unknown(_)));
        assert!(matches!(wish("0", 3, &Keymap::default(), PageKind::Library), Wish::Unknown(_)));
    }

    #[test]
    fn keys_and_names_are_the_same_commands() {
        check("s said:marsh", Wish::Run(Command::Search, "said:marsh".into()));
        check("search said:marsh", Wish::Run(Command::Search, "said:marsh".into()));
        check("<", Wish::Run(Command::Back, String::new()));
        check("M", Wish::Run(Command::Places, String::new()));
        check("next-u", Wish::Run(Command::NextUnread, String::new()));
        check("", Wish::Run(Command::PageDown, String::new()));
    }

    #[test]
    fn what_means_nothing_is_told() {
        for line in ["nonsense", "page", "Left", "“”"] {
            assert!(matches!(wish(line, 3, &Keymap::default(), PageKind::Library), Wish::Unknown(_)), "{line}");
        }
    }
}
