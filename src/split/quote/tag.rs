//! What part of speech a word most often is, by a table learned from tagged news (`training/quotes`).

use std::sync::LazyLock;

use super::table::Table;

/// How many parts of speech, and mixtures of two of them, are told apart.
pub const COUNT: u32 = 64;

static WORDS: LazyLock<Option<Table<1>>> =
    LazyLock::new(|| Table::read(include_bytes!("../../../data/quotes-words.bin")));

/// The part of speech of the word with the key `word`, a number below [`COUNT`]; 0 when it is not known.
pub fn tag(word: u64) -> u32 {
    let row = WORDS.as_ref().and_then(|words| words.row(number(word)));
    row.map_or(0, |row| u32::from(row[0]))
}

/// The number under which the word with the key `word` stands in the table.
pub fn number(word: u64) -> u32 {
    (word ^ (word >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_shr(32) as u32
}
