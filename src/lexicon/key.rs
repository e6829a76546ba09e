//! Words as numbers: what the splitter looks up without making strings.

use std::hash::{BuildHasherDefault, Hasher};

/// The number of a word, the same for every case of its letters and either form of the apostrophe (FNV-1a, 64 bits;
/// Fowler, Noll and Vo).
pub fn key(word: &str) -> u64 {
    let mut hash = Fnv::default();
    if word.is_ascii() {
        for byte in word.bytes() {
            hash.byte(byte.to_ascii_lowercase());
        }
    } else {
        let mut bytes = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| hash.byte(byte));
        }
    }
    hash.0
}

/// A map from keys of words; the keys are hashes already.
pub type KeyMap<T> = std::collections::HashMap<u64, T, BuildHasherDefault<Passing>>;

/// Passes a key on as its own hash.
#[derive(Debug, Default, Clone, Copy)]
pub struct Passing(u64);

impl Hasher for Passing {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| hash.rotate_left(8) ^ u64::from(byte));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A map whose keys are known when the program is built: words of the lists. What an article says must not be kept in
/// one, for it could be written so that all its words collide.
pub type ListMap<K, T> = std::collections::HashMap<K, T, BuildHasherDefault<Fnv>>;

/// A set of words of the lists.
pub type ListSet<K> = std::collections::HashSet<K, BuildHasherDefault<Fnv>>;

/// Hashes by FNV-1a, 64 bits.
#[derive(Debug, Clone, Copy)]
pub struct Fnv(u64);

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.byte(byte));
    }

    fn write_u8(&mut self, byte: u8) {
        self.byte(byte);
    }
}

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn byte(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_apostrophe_do_not_matter() {
        assert_eq!(key("DOESN'T"), key("doesn’t"));
        assert_eq!(key("Élysée"), key("élysée"));
        assert_ne!(key("said"), key("says"));
    }
}
