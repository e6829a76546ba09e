//! Keys as `config.toml` spells them: `j`, `Ctrl-d`, `Shift-Tab`, `PgDn`.

use std::fmt;
use std::str::FromStr;

/// A key with what is held down beside it; Shift is part of the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// Whether Ctrl is held.
    pub ctrl: bool,
    /// Whether Alt is held.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

/// A key of the keyboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs)] // the names say it
pub enum Key {
    Char(char),
    Function(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

const NAMES: &[(&str, Key)] = &[
    ("Space", Key::Char(' ')),
    ("Enter", Key::Enter),
    ("Esc", Key::Esc),
    ("Tab", Key::Tab),
    ("Shift-Tab", Key::BackTab),
    ("Backspace", Key::Backspace),
    ("Delete", Key::Delete),
    ("Insert", Key::Insert),
    ("Up", Key::Up),
    ("Down", Key::Down),
    ("Left", Key::Left),
    ("Right", Key::Right),
    ("Home", Key::Home),
    ("End", Key::End),
    ("PgUp", Key::PageUp),
    ("PgDn", Key::PageDown),
];

/// A spelling that names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no key; write one character, or Ctrl-d, Alt-x, F5, Enter, Esc, Tab, Shift-Tab, Space, PgDn, Up …")]
pub struct ChordError(pub String);

impl Chord {
    /// The bare key.
    pub fn plain(key: Key) -> Self {
        Self { ctrl: false, alt: false, key }
    }
}

impl From<char> for Chord {
    fn from(c: char) -> Self {
        Self::plain(Key::Char(c))
    }
}

impl FromStr for Chord {
    type Err = ChordError;

    fn from_str(spelling: &str) -> Result<Self, ChordError> {
        let (mut ctrl, mut alt, mut rest) = (false, false, spelling);
        while rest.chars().count() > 1 {
            if let Some(after) = strip(rest, "ctrl-") {
                (ctrl, rest) = (true, after);
            } else if let Some(after) = strip(rest, "alt-") {
                (alt, rest) = (true, after);
            } else {
                break;
            }
        }
        let named = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)).map(|(_, key)| *key);
        let key = named.or_else(|| single(rest)).ok_or_else(|| ChordError(spelling.to_owned()))?;
        Ok(Self { ctrl, alt, key })
    }
}

fn strip<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let head = text.get(..prefix.len())?;
    (head.eq_ignore_ascii_case(prefix) && text.len() > prefix.len()).then(|| &text[prefix.len()..])
}

fn single(text: &str) -> Option<Key> {
    let mut characters = text.chars();
    match (characters.next()?, characters.as_str()) {
        (c, "") if !c.is_control() => Some(Key::Char(c)),
        ('F' | 'f', number) => number.parse().ok().filter(|n| (1..=24).contains(n)).map(Key::Function),
        _ => None,
    }
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("Ctrl-")?;
        }
        if self.alt {
            f.write_str("Alt-")?;
        }
        match (self.key, NAMES.iter().find(|(_, key)| *key == self.key)) {
            (_, Some((name, _))) => f.write_str(name),
            (Key::Char(c), None) => write!(f, "{c}"),
            (Key::Function(n), None) => write!(f, "F{n}"),
            _ => unreachable!("every other key has its name"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_read_whatever_their_case() {
        assert_eq!("ctrl-D".parse(), Ok(Chord { ctrl: true, alt: false, key: Key::Char('D') }));
        assert_eq!("pgdn".parse(), Ok(Chord::plain(Key::PageDown)));
        assert_eq!("-".parse(), Ok(Chord::from('-')));
        assert_eq!("Ctrl--".parse(), Ok(Chord { ctrl: true, alt: false, key: Key::Char('-') }));
        assert_eq!("F5".parse(), Ok(Chord::plain(Key::Function(5))));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for wrong in ["", "Ctrl-", "jj", "F99", "\u{7}", "Hyper-x"] {
            assert!(wrong.parse::<Chord>().is_err(), "{wrong}");
        }
    }
}
