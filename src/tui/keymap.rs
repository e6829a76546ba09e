//! From keys to commands.

use std::collections::{BTreeMap, HashMap};

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::command::{Chord, Command, Key, PageKind, TABLE};

/// Which command each key gives on each page.
#[derive(Debug, Clone)]
pub struct Keymap {
    keys: HashMap<Chord, Vec<Command>>,
    of: BTreeMap<Command, Vec<Chord>>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&BTreeMap::new())
    }
}

impl Keymap {
    /// The default keys, with those of `own` in place of the command's default ones.
    pub fn new(own: &BTreeMap<Command, Vec<Chord>>) -> Self {
        let mut map = Self { keys: HashMap::new(), of: BTreeMap::new() };
        for entry in TABLE {
            let defaults = || entry.keys.iter().filter_map(|key| key.parse().ok()).collect();
            let chords: Vec<Chord> = own.get(&entry.command).cloned().unwrap_or_else(defaults);
            for chord in &chords {
                map.keys.entry(*chord).or_default().push(entry.command);
            }
            map.of.insert(entry.command, chords);
        }
        map
    }

    /// The command of `chord` on a page of kind `page`: first what works while finding, then what names the page, then
    /// what works everywhere.
    pub fn command(&self, chord: Chord, page: PageKind, finding: bool) -> Option<Command> {
        let candidates = self.keys.get(&chord)?;
        let usable = |command: &&Command| {
            command.entry().works_on(page) && (finding || !command.while_finding() || candidates.len() == 1)
        };
        let rank = |command: &&Command| (!(finding && command.while_finding()), command.entry().pages.is_empty());
        candidates.iter().filter(usable).min_by_key(rank).copied()
    }

    /// The keys of `command`.
    pub fn keys_of(&self, command: Command) -> &[Chord] {
        self.of.get(&command).map_or(&[], Vec::as_slice)
    }
}

/// The chord of a key press, where it is one that can be bound.
pub fn chord(event: KeyEvent) -> Option<Chord> {
    let key = match event.code {
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::F(n) => Key::Function(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => Key::BackTab,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Insert => Key::Insert,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        _ => return None,
    };
    let held = |modifier| event.modifiers.contains(modifier);
    Some(Chord { ctrl: held(KeyModifiers::CONTROL), alt: held(KeyModifiers::ALT), key })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(spelling: &str) -> Chord {
        spelling.parse().expect(spelling)
    }

    #[test]
    fn a_key_that_names_the_page_wins() {
        let keymap = Keymap::default();
        assert_eq!(keymap.command(key("+"), PageKind::Map, false), Some(Command::ZoomIn));
        assert_eq!(keymap.command(key("+"), PageKind::Briefing, false), Some(Command::Wider));
    }

    #[test]
    fn n_is_for_hits_only_while_finding() {
        let keymap = Keymap::default();
        assert_eq!(keymap.command(key("N"), PageKind::Briefing, false), Some(Command::Note));
        assert_eq!(keymap.command(key("N"), PageKind::Briefing, true), Some(Command::FindPrevious));
    }

    #[test]
    fn own_keys_replace_the_default_ones() {
        let keymap = Keymap::new(&BTreeMap::from([(Command::Next, vec![key("e")])]));
        assert_eq!(keymap.command(key("j"), PageKind::Library, false), None);
        assert_eq!(keymap.keys_of(Command::Next), [key("e")]);
    }
}
