//! A date somewhere in a short line, in whatever language: beside views, names of sections, hours.

use super::{day_of, figures_of, iso, month};
use crate::model::Moment;
use jiff::civil::{Date, Weekday};

/// Longest line that is searched, in characters.
const LINE: usize = 120;
/// Words between day, month and year that only join them.
const JOINTS: &[&str] = &["de", "del", "of", "the", "r", "г", "р"];
/// What stands before the date of a change.
const CHANGED: &[&str] = &[
    "updated",
    "update",
    "modified",
    "changed",
    "edited",
    "mis à jour",
    "modifié",
    "aktualisiert",
    "actualizado",
    "actualizada",
    "aggiornato",
    "atualizado",
    "bijgewerkt",
    "обновлено",
    "изменено",
    "оновлено",
    "更新",
];

/// Whether `words` say that a change came with the date behind them.
pub fn tells_a_change(words: &str) -> bool {
    let words = words.to_lowercase();
    CHANGED.iter().any(|word| words.contains(word))
}

/// The first date in `line` that is not said to be that of a change, and whether there is none but such.
pub fn within(line: &str) -> Option<(Moment, bool)> {
    if line.chars().nth(LINE).is_some() {
        return None;
    }
    let line = plain_digits(line);
    let mut changed = None;
    for (before, moment) in dates(&line) {
        if !tells_a_change(&before) {
            return Some((moment, false));
        }
        changed = changed.or(Some((moment, true)));
    }
    changed
}

/// The dates in `line`, each with the words since the one before.
fn dates(line: &str) -> Vec<(String, Moment)> {
    let words: Vec<&str> = line
        .split(|c: char| c.is_whitespace() || ",|()[]【】•·—–：；;".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .collect();
    let weekday = words.iter().find_map(|word| weekday(word));
    let mut found = Vec::new();
    let (mut at, mut since) = (0, 0);
    while at < words.len() {
        match date_at(&words[at..], weekday) {
            Some((moment, length)) => {
                found.push((words[since..at].join(" "), moment));
                at += length;
                since = at;
            }
            None => at += 1,
        }
    }
    found
}

/// The date that `words` begin with, and how many of them it takes.
fn date_at(words: &[&str], weekday: Option<Weekday>) -> Option<(Moment, usize)> {
    let first = *words.first()?;
    if let Some(moment) = figures_of(first, weekday)
        .or_else(|| iso(first).filter(|_| first.contains('-')))
        .or_else(|| of_characters(first))
    {
        return Some((moment, 1));
    }
    // 2024년 10월 8일, 8-Oct-2024
    let korean = words.get(..3).and_then(|three| Some((of_characters(&three.concat())?, 3)));
    let tied = || {
        let parts: Vec<&str> = first.split('-').collect();
        Some((three(&parts)?, 1)).filter(|_| parts.len() == 3)
    };
    korean.or_else(tied).or_else(|| {
        let is_joint = |word: &str| JOINTS.contains(&word.to_lowercase().as_str());
        let (mut parts, mut length) = (Vec::with_capacity(3), 0);
        for word in words.iter().take(5) {
            length += 1;
            if !is_joint(word) || parts.is_empty() {
                parts.push(*word);
            }
            if parts.len() == 3 {
                return Some((three(&parts)?, length));
            }
        }
        None
    })
}

/// A date of a day, a month's name and a year, in an order that is in use.
fn three(parts: &[&str]) -> Option<Moment> {
    let &[first, second, third] = parts else { return None };
    let year = |word: &str| word.parse::<i16>().ok().filter(|year| word.len() == 4 && (1800..=2200).contains(year));
    let day = |word: &str| day_of(&word.to_lowercase());
    let month = |word: &str| month::any(word.trim_end_matches('.').to_lowercase().as_str());
    let (day, month, year) = match (day(first), month(first), year(first)) {
        (Some(day), _, _) => (day, month(second)?, year(third)?),
        (_, Some(month), _) => (day(second)?, month, year(third)?),
        (_, _, Some(year)) => (day(third)?, month(second)?, year),
        _ => return None,
    };
    Date::new(year, month, day).ok().map(Moment::from)
}

/// A date that the characters for year, month and day tell.
fn of_characters(word: &str) -> Option<Moment> {
    let (year, rest) = word.split_once(['年', '년'])?;
    let (month, rest) = rest.split_once(['月', '월'])?;
    let day: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
    let year: String =
        year.chars().rev().take_while(char::is_ascii_digit).collect::<Vec<_>>().into_iter().rev().collect();
    Date::new(year.parse().ok()?, month.trim().parse().ok()?, day.parse().ok()?).ok().map(Moment::from)
}

fn weekday(word: &str) -> Option<Weekday> {
    const DAYS: [(&str, Weekday); 7] = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    let word = word.to_lowercase();
    DAYS.iter().find(|(day, _)| word.len() >= 3 && day.starts_with(&word)).map(|&(_, day)| day)
}

/// `line` with the digits of other scripts as ASCII ones.
fn plain_digits(line: &str) -> String {
    let zeros = ['\u{660}', '\u{6f0}', '\u{966}', '\u{ff10}'];
    let plain = |c: char| {
        let digit = zeros.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|&digit| digit < 10));
        digit.and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c)
    };
    line.chars().map(plain).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn dates_stand_among_other_words() {
        for line in [
            "By Ida Sommer · 8 October 2024 at 17:20 BST · 4 min",
            "Dienstag, 8. Oktober 2024, 18:20 Uhr",
            "Publié le 8 octobre 2024 à 18h20",
            "8 de octubre de 2024",
            "Вівторок, 8 жовтня 2024, 18:20",
            "2024年10月08日 18:20:30 来源：河谷网",
            "2024年10月8日(火)",
            "2024년 10월 8일 18:20",
            "٨ أكتوبر ٢٠٢٤",
            "Stand: 08.10.2024, 18:20 Uhr",
            "Submitted by Ida Sommer on Tue, 10/08/2024 - 18:20",
            "08-Oct-2024",
            "Reuters 2024-10-08 16:20",
            "Updated October 12, 2024, published October 8, 2024",
            "LINDAU, Oct. 8, 2024 (Wire)",
        ] {
            let found = within(line);
            assert_eq!(found.map(|(moment, _)| moment.date.to_string()).as_deref(), Some("2024-10-08"), "{line}");
        }
        assert!(within("Updated 3:05 PM EDT, Tue October 8, 2024").unwrap().1);
    }

    #[test]
    fn other_numbers_are_no_dates() {
        for line in ["4 min read", "1 204 просмотра", "Room 8, October", "10/08/2024", "12 people, 2025", "May 2024"]
        {
            assert_eq!(within(line), None, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_panics(line in "\\PC{0,80}|[0-9:, 年月日년월일OctMay./-]{0,40}") {
            within(&line);
        }
    }
}
