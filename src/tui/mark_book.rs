//! The reader's marks of what the pages have loaded.

use std::collections::HashMap;

use crate::marks::Mark;
use crate::model::Entry;

/// Marks kept of what was loaded.
const MARKS: usize = 20_000;

/// The reader's marks of what was loaded, by mark key.
#[derive(Debug, Clone, Default)]
pub struct MarkBook {
    marks: HashMap<String, Mark>,
    /// The keys of other sources that carry the same words.
    copies: HashMap<String, Vec<String>>,
}

impl MarkBook {
    /// The mark of `key`; an empty one where there is none.
    pub fn of(&self, key: &str) -> Mark {
        self.marks.get(key).cloned().unwrap_or_default()
    }

    /// Whether `key` was read; quicker than taking the whole mark.
    pub fn is_read(&self, key: &str) -> bool {
        self.marks.get(key).is_some_and(|mark| mark.read)
    }

    /// The mark of `key`, to be changed.
    pub fn entry(&mut self, key: &str) -> &mut Mark {
        self.marks.entry(key.to_owned()).or_default()
    }

    /// The other sources of what is marked under `key`.
    pub fn copies(&self, key: &str) -> Vec<String> {
        self.copies.get(key).cloned().unwrap_or_default()
    }

    /// Takes in the marks of entries.
    pub fn learn<'a>(&mut self, entries: impl IntoIterator<Item = &'a Entry>, marks: Vec<Mark>) {
        if self.marks.len() > MARKS {
            *self = Self::default();
        }
        for (entry, mark) in entries.into_iter().zip(marks) {
            let kin = entry.kin_keys();
            if !kin.is_empty() {
                self.copies.insert(entry.key.clone(), kin);
            }
            self.marks.insert(entry.key.clone(), mark);
        }
    }
}
