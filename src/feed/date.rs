//! Dates as files and articles write them.

use jiff::civil::{Date, Time};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;

use crate::model::Moment;

/// A longer line is prose, not a date.
const LINE: usize = 120;
const MONTHS: [&str; 12] = [
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
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Words that stand beside a date without making a sentence of it.
const COMPANIONS: &[&str] = &[
    "am",
    "at",
    "bst",
    "by",
    "cdt",
    "cest",
    "cet",
    "cst",
    "date",
    "dated",
    "eastern",
    "edt",
    "est",
    "et",
    "first",
    "gmt",
    "ist",
    "last",
    "modified",
    "msk",
    "of",
    "on",
    "pdt",
    "pm",
    "posted",
    "pst",
    "published",
    "pt",
    "the",
    "time",
    "updated",
    "utc",
    "z",
];

/// The date in `raw`: ISO 8601, RFC 2822, or as English writes it ("25 April 2025", "Apr. 25, 2025 10:04 am").
pub fn parse(raw: &str) -> Option<Moment> {
    let raw = raw.trim();
    if raw.len() > LINE {
        return None;
    }
    iso(raw).or_else(|| mail(raw)).or_else(|| english(raw, Companions::Known)).filter(is_plausible)
}

/// The date that a line of its own tells: nothing but a date and words like "Published", or a place and a date.
pub fn of_line(line: &str) -> Option<Moment> {
    let line = line.trim();
    if line.len() > LINE || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    iso(line).or_else(|| english(line, Companions::Places)).filter(is_plausible)
}

/// Whether news may be of `moment`: newspapers are four hundred years old, and what lies far ahead is a fault.
pub fn is_plausible(moment: &Moment) -> bool {
    (1600..=2200).contains(&moment.date.year())
}

fn iso(raw: &str) -> Option<Moment> {
    if !raw.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let parser = temporal::DateTimeParser::new();
    let spaced = raw.replacen(" +", "+", 1).replacen(" UTC", "Z", 1).replacen(" Z", "Z", 1);
    if let Ok(timestamp) = parser.parse_timestamp(&spaced) {
        return Some(at(Offset::UTC.to_datetime(timestamp)));
    }
    if raw.len() > "2025-04-25".len()
        && let Ok(moment) = parser.parse_datetime(raw)
    {
        return Some(at(moment));
    }
    parser.parse_date(raw).ok().filter(|_| raw.len() >= 8).map(Moment::from)
}

fn mail(raw: &str) -> Option<Moment> {
    let parser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    parser.parse_timestamp(raw).ok().map(|timestamp| at(Offset::UTC.to_datetime(timestamp)))
}

fn at(moment: jiff::civil::DateTime) -> Moment {
    Moment { date: moment.date(), time: Some(moment.time()) }
}

/// Which words may stand beside a date.
#[derive(Clone, Copy, PartialEq)]
enum Companions {
    /// Only words that belong to dates.
    Known,
    /// Names as well: "LONDON, England 1996-08-30".
    Places,
}

/// Reads a date written out in English, whatever the order of day and month; a month's name and a year of four digits
/// must be there. A time with an offset that only its name tells is left out.
fn english(raw: &str, companions: Companions) -> Option<Moment> {
    let (mut day, mut month, mut year, mut dashed) = (None, None, None, None);
    let mut names = 0;
    for word in raw.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '•' | '·' | '—')) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = word.to_lowercase();
        if word.is_empty() || is_clock(&lower) || COMPANIONS.contains(&lower.as_str()) || is_weekday(&lower) {
            continue;
        }
        if let Some(found) = month_of(&lower).filter(|_| month.is_none()) {
            month = Some(found);
        } else if let Some(number) = day_of(&lower).filter(|_| day.is_none()) {
            day = Some(number);
        } else if lower.len() == 4 && year.is_none() && lower.bytes().all(|b| b.is_ascii_digit()) {
            year = lower.parse().ok();
        } else if let Some(found) = iso(word).filter(|_| dashed.is_none()) {
            dashed = Some(found);
        } else if companions == Companions::Places && word.starts_with(char::is_uppercase) && names < 4 {
            names += 1;
        } else {
            return None;
        }
    }
    match (dashed, day, month, year) {
        (Some(moment), None, None, None) => Some(moment),
        (None, Some(day), Some(month), Some(year)) => Date::new(year, month, day).ok().map(Moment::from),
        _ => None,
    }
}

fn month_of(word: &str) -> Option<i8> {
    let index = MONTHS.iter().position(|month| *month == word || (word.len() >= 3 && month.starts_with(word)));
    index.or_else(|| (word == "sept").then_some(8)).map(|index| index as i8 + 1)
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(word))
}

fn day_of(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    if digits.len() > 2 { None } else { digits.parse().ok().filter(|day| (1..=31).contains(day)) }
}

/// Whether `word` is a time of day: "10:04", "8:44am", "3pm".
fn is_clock(word: &str) -> bool {
    let word = word.strip_suffix("am").or_else(|| word.strip_suffix("pm")).map_or((word, false), |word| (word, true));
    let (digits, half) = word;
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
        && (parts.len() > 1 || half)
        && parts[0].parse::<i8>().is_ok_and(|hour| Time::new(hour, 0, 0, 0).is_ok() || hour == 24)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(raw: &str, expected: &str) {
        assert_eq!(parse(raw).map(|moment| moment.date.to_string()).as_deref(), Some(expected), "{raw}");
    }

    #[test]
    fn iso_dates() {
        for raw in ["2025-04-25", "2025-04-25T10:00:00Z", "2025-04-25 10:00:00 +0000", "2025-04-25T23:30:00.5-00:30"] {
            let expected = if raw.contains("-00:30") { "2025-04-26" } else { "2025-04-25" };
            check(raw, expected);
        }
        check("2025-04-25T10:00", "2025-04-25");
        assert_eq!(parse("2025-04-25").unwrap().time, None);
        assert_eq!(parse("2025-04-25T10:04:00+02:00").unwrap().time.unwrap().to_string(), "08:04:00");
    }

    #[test]
    fn dates_of_mails_and_feeds() {
        check("Fri, 25 Apr 2025 10:00:00 +0200", "2025-04-25");
        check("25 Apr 2025 10:00:00 GMT", "2025-04-25");
        check("Mon, 25 Apr 2025 23:00:00 -0200", "2025-04-26");
    }

    #[test]
    fn dates_written_out() {
        for raw in [
            "April 25, 2025",
            "25 April 2025",
            "Apr. 25, 2025",
            "Friday, 25th of April 2025, 10:04 am ET",
            "25 APR 2025",
        ] {
            check(raw, "2025-04-25");
        }
        check("8:44AM BST 16 Sep 2013", "2013-09-16");
        check("Published: Sept 3, 2024 | Updated 10.30pm", "2024-09-03");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for raw in [
            "",
            "May",
            "12 people, 2025",
            "2025-02-30",
            "-1",
            "Mon, 01 Jan 0000 00:00:00 GMT",
            "April 25",
            "32 April 2025",
        ] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }

    #[test]
    fn a_line_may_begin_with_a_place() {
        assert_eq!(of_line("WIGAN, England 1996-08-31").unwrap().date.to_string(), "1996-08-31");
        assert_eq!(of_line("Geneva, 4 May 2024").unwrap().date.to_string(), "2024-05-04");
        assert_eq!(of_line("In May 2024, 12 envoys met in Geneva."), None);
        assert_eq!(of_line("Envoys Meet In Geneva On 4 May 2024 For Talks About The Future"), None);
    }

    proptest! {
        #[test]
        fn no_line_panics(raw in "\\PC{0,80}|[0-9:, apmAprilMay.-]{0,40}") {
            parse(&raw);
            of_line(&raw);
        }
    }
}
