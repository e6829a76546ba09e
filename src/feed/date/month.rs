//! Names of months, of English and of other languages.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The number of each month by its names in small letters.
static MONTHS: LazyLock<HashMap<&'static str, i8>> = LazyLock::new(|| {
    let lines = include_str!("months.txt").lines().filter(|line| !line.starts_with('#'));
    (1..).zip(lines).flat_map(|(month, line)| line.split(' ').map(move |name| (name, month))).collect()
});
/// Full English names, which any beginning of at least three letters stands for.
const ENGLISH: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The month, from 1, that English calls `word` (in small letters), in full or cut short.
pub fn english(word: &str) -> Option<i8> {
    let index = ENGLISH.iter().position(|month| word.len() >= 3 && month.starts_with(word));
    index.or_else(|| (word == "sept").then_some(8)).map(|index| index as i8 + 1)
}

/// The month, from 1, that any language calls `word` (in small letters).
pub fn any(word: &str) -> Option<i8> {
    english(word).or_else(|| MONTHS.get(word).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_month() {
        for (month, name) in (1..).zip(ENGLISH) {
            assert_eq!((english(name), any(name)), (Some(month), Some(month)), "{name}");
        }
        assert_eq!(MONTHS.values().max(), Some(&12));
        for (word, month) in
            [("mrz", 3), ("março", 3), ("октября", 10), ("października", 10), ("أكتوبر", 10), ("août", 8)]
        {
            assert_eq!(any(word), Some(month), "{word}");
        }
        assert_eq!((english("ma"), english("oktober"), any("monday")), (None, None, None));
    }
}
