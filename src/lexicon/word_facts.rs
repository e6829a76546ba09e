//! What kind of name a word can be, and whether it is an everyday word: one look-up in a table made by
//! `training/names/words.py`.

/// Open addressing with linear probing over 2^n slots of little-endian u32: the upper half is the upper 16 bits of the
/// word's hash, the lower half its facts; an empty slot is 0.
static TABLE: &[u8] = include_bytes!("../../data/words.bin");

/// What is known of a folded word or name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordFacts(pub u16);

impl WordFacts {
    /// A man's given name.
    pub const MALE: u16 = 1;
    /// A woman's given name.
    pub const FEMALE: u16 = 1 << 1;
    /// A family name.
    pub const FAMILY: u16 = 1 << 2;
    /// A city of 15,000 people or more.
    pub const CITY: u16 = 1 << 3;
    /// A city of 200,000 people or more.
    pub const BIG_CITY: u16 = 1 << 4;
    /// A U.S. state.
    pub const REGION: u16 = 1 << 5;
    /// A country.
    pub const COUNTRY: u16 = 1 << 6;
    /// One of the words of a place's name.
    pub const PLACE_PART: u16 = 1 << 7;
    /// A word that news writes in lower case.
    pub const EVERYDAY: u16 = 1 << 8;
    /// One of the three thousand commonest family names of the United States.
    pub const COMMON_FAMILY: u16 = 1 << 9;
    /// A given name of either gender.
    pub const GIVEN: u16 = Self::MALE | Self::FEMALE;
    /// Any sort of place.
    pub const PLACE: u16 = Self::CITY | Self::REGION | Self::COUNTRY;

    /// What is known of `folded`, a word or several words as [`fold`](super::fold::fold) gives them.
    ///
    /// Two words may share a slot's 16 bits: about one unknown word in thirty thousand is taken for a known one.
    pub fn of(folded: &str) -> Self {
        let hash = hash(folded);
        let slots = TABLE.len() / 4;
        let mut at = hash as usize & (slots - 1);
        for _ in 0..slots {
            let slot = slot(at);
            if slot == 0 {
                break;
            }
            if slot >> 16 == (hash >> 48) as u32 {
                return Self(slot as u16);
            }
            at = (at + 1) & (slots - 1);
        }
        Self(0)
    }

    /// Whether any of `facts` holds.
    pub fn any(self, facts: u16) -> bool {
        self.0 & facts != 0
    }
}

fn slot(at: usize) -> u32 {
    TABLE.get(at * 4..at * 4 + 4).and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes)
}

/// FNV-1a, 64 bits.
fn hash(key: &str) -> u64 {
    key.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_a_power_of_two() {
        assert!((TABLE.len() / 4).is_power_of_two());
    }

    #[test]
    fn names_places_and_everyday_words_are_told_apart() {
        assert!(WordFacts::of("natalia").any(WordFacts::FEMALE));
        assert!(!WordFacts::of("natalia").any(WordFacts::MALE));
        assert!(WordFacts::of("rotterdam").any(WordFacts::BIG_CITY));
        assert!(WordFacts::of("buenos aires").any(WordFacts::CITY));
        assert!(WordFacts::of("announced").any(WordFacts::EVERYDAY));
        assert!(!WordFacts::of("announced").any(WordFacts::GIVEN | WordFacts::FAMILY));
        assert_eq!(WordFacts::of("qqzzxv"), WordFacts(0));
        assert_eq!(WordFacts::of(""), WordFacts(0));
    }
}
