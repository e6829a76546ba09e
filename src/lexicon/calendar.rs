//! Months and weekdays.

/// English months, with their usual abbreviations.
const MONTHS: [(&str, u8); 23] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
];

/// English weekdays.
pub const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The usual abbreviations of weekdays.
const SHORT_WEEKDAYS: [&str; 10] = ["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"];

/// The number of the month that `word` names, 1 to 12; capitals and a full stop at the end do not matter.
pub fn month(word: &str) -> Option<u8> {
    let word = word.trim_end_matches('.');
    if word.eq_ignore_ascii_case("dec") {
        return Some(12);
    }
    MONTHS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, number)| number)
}

/// Whether `word` names a weekday; capitals and a full stop at the end do not matter.
pub fn is_weekday(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    WEEKDAYS.iter().chain(&SHORT_WEEKDAYS).any(|name| word.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_and_weekdays_are_known_in_any_dress() {
        assert_eq!(month("Sept."), Some(9));
        assert_eq!(month("DECEMBER"), Some(12));
        assert_eq!(month("Mayor"), None);
        assert!(is_weekday("Fri.") && !is_weekday("Friends"));
    }
}
