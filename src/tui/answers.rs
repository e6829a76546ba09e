//! Late answers of the terminal. It was asked for its colours before the reader began; what it says once nobody waits
//! any more comes among the keys, letter by letter, and is no key.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// Letters of an answer at most: `11;rgb:ffff/ffff/ffff` has 22.
const LONGEST: usize = 48;

/// Tells answers from keys. An answer is `Esc ]`, the number of a colour and a semicolon, the colour, and at the end
/// `Esc \` or Ctrl-g; a key that is pressed with Alt comes as the same letters.
#[derive(Debug, Default)]
pub struct Answers {
    stage: Stage,
    /// Keys that may be the beginning of an answer.
    held: Vec<KeyEvent>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Stage {
    #[default]
    Keys,
    /// It may be one.
    Beginning,
    /// It is one, of so many letters so far.
    Within(usize),
    /// Its last letter may still come.
    Ending,
}

impl Answers {
    /// Takes what came and gives the keys that are surely keys, in their order.
    pub fn take(&mut self, key: KeyEvent) -> Vec<KeyEvent> {
        let plain = matches!(key.modifiers, KeyModifiers::NONE | KeyModifiers::SHIFT);
        match (self.stage, key.code) {
            (Stage::Keys, KeyCode::Char(']')) if key.modifiers == KeyModifiers::ALT => {
                self.stage = Stage::Beginning;
                self.held.push(key);
            }
            (Stage::Beginning, KeyCode::Char('0'..='9')) if plain && self.held.len() < 4 => self.held.push(key),
            (Stage::Beginning, KeyCode::Char(';')) if plain && self.held.len() > 1 => {
                self.stage = Stage::Within(0);
                self.held.clear();
            }
            (Stage::Within(letters), KeyCode::Char(c)) if plain && letters < LONGEST && is_of_colours(c) => {
                self.stage = Stage::Within(letters + 1);
            }
            (Stage::Within(_), KeyCode::Char('\\')) if key.modifiers == KeyModifiers::ALT => self.stage = Stage::Keys,
            (Stage::Within(_), KeyCode::Char('g')) if key.modifiers == KeyModifiers::CONTROL => {
                self.stage = Stage::Keys;
            }
            (Stage::Within(_), KeyCode::Esc) => self.stage = Stage::Ending,
            (Stage::Ending, KeyCode::Char('\\')) if plain => self.stage = Stage::Keys,
            _ => {
                let mut keys = self.rest();
                self.stage = Stage::Keys;
                keys.push(key);
                return keys;
            }
        }
        Vec::new()
    }

    /// Nothing more is there for now: what only might have been an answer were keys.
    pub fn rest(&mut self) -> Vec<KeyEvent> {
        if self.stage == Stage::Beginning {
            self.stage = Stage::Keys;
        }
        std::mem::take(&mut self.held)
    }
}

fn is_of_colours(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ':' | '/' | ';' | '#')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alt(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::ALT)
    }

    fn typed(words: &str) -> impl Iterator<Item = KeyEvent> {
        words.chars().map(|c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    fn keys(events: impl IntoIterator<Item = KeyEvent>) -> String {
        let mut answers = Answers::default();
        let mut keys: Vec<KeyEvent> = events.into_iter().flat_map(|key| answers.take(key)).collect();
        keys.extend(answers.rest());
        keys.iter().filter_map(|key| key.code.as_char()).collect()
    }

    #[test]
    fn an_answer_types_nothing() {
        let begun = || std::iter::once(alt(']')).chain(typed("11;rgb:1e1e/1e1e/2e2e"));
        let bell = KeyEvent::new(KeyCode::Char('g'), KeyModifiers::CONTROL);
        let escape = KeyEvent::from(KeyCode::Esc);
        assert_eq!(keys(begun().chain([alt('\\')]).chain(typed("jk"))), "jk");
        assert_eq!(keys(begun().chain([bell]).chain(typed("jk"))), "jk");
        assert_eq!(keys(begun().chain([escape]).chain(typed("\\jk"))), "jk");
    }

    #[test]
    fn what_only_begins_like_one_is_typed() {
        assert_eq!(keys([alt(']')]), "]");
        assert_eq!(keys(std::iter::once(alt(']')).chain(typed("12j"))), "]12j");
        assert_eq!(keys(std::iter::once(alt(']')).chain(typed(";j"))), "];j");
        assert_eq!(keys([alt(']'), alt(']'), alt('x')]), "]]x");
    }

    #[test]
    fn an_answer_without_an_end_ends() {
        let letters = "f".repeat(LONGEST + 2);
        let endless = std::iter::once(alt(']')).chain(typed("11;")).chain(typed(&letters));
        assert_eq!(keys(endless), "ff");
        assert_eq!(keys(std::iter::once(alt(']')).chain(typed("11;rgb j"))), " j");
    }
}
