//! Dates as files and articles write them.

mod month;
mod within;

use jiff::civil::{Date, Time, Weekday};
use jiff::fmt::{rfc2822, temporal};
use jiff::tz::Offset;

pub use within::{tells_a_change, within};

use crate::model::Moment;

/// A longer line is prose, not a date.
const LINE: usize = 120;
/// Names that may stand beside a date: a place, its country, an agency.
const MOST_NAMES: usize = 4;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Offsets of zones by name, beside those that mail knows; of a name with several meanings none.
const ZONES: [(&str, &str); 15] = [
    ("BST", "+0100"),
    ("WEST", "+0100"),
    ("CET", "+0100"),
    ("CEST", "+0200"),
    ("SAST", "+0200"),
    ("EET", "+0200"),
    ("EEST", "+0300"),
    ("MSK", "+0300"),
    ("HKT", "+0800"),
    ("SGT", "+0800"),
    ("JST", "+0900"),
    ("KST", "+0900"),
    ("AEST", "+1000"),
    ("AEDT", "+1100"),
    ("NZST", "+1200"),
];
/// Words that stand beside a date without making a sentence of it.
const COMPANIONS: &[&str] = &[
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
    let (before, zone) = raw.rsplit_once(' ').unwrap_or((raw, ""));
    let offset = ZONES.iter().find(|(name, _)| zone.eq_ignore_ascii_case(name));
    let named = offset.map(|(_, offset)| format!("{before} {offset}"));
    parser.parse_timestamp(named.as_deref().unwrap_or(raw)).ok().map(|timestamp| at(Offset::UTC.to_datetime(timestamp)))
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
/// must be there, or a date of figures. Of two dates ("Published ... Updated ...") the first counts. A time with an offset
/// that only its name tells is left out.
fn english(raw: &str, companions: Companions) -> Option<Moment> {
    let words = raw.split(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '(' | ')' | '•' | '·' | '—' | '–'));
    let words: Vec<String> = words
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .flat_map(pieces)
        .collect();
    let mut reading = Reading::default();
    for (index, word) in words.iter().enumerate() {
        let hour = words.get(index + 1).is_some_and(|next| is_half(&small(next)));
        let known = hour && day_of(word).is_some() || is_companion(&small(word)) || reading.take(word);
        let known = known || companions == Companions::Places && reading.take_name(word);
        if !known {
            return None;
        }
    }
    reading.moment()
}

/// The parts of a word that hyphens or slashes tie together: "25-Apr-2025", "2012-4:43", "PM/Updated".
fn pieces(word: &str) -> Vec<String> {
    if figures(word).is_some() || iso(word).is_some() {
        return vec![word.to_owned()];
    }
    word.split(['-', '/']).filter(|piece| !piece.is_empty()).map(str::to_owned).collect()
}

/// Small letters, with "a.m" as "am".
fn small(word: &str) -> String {
    word.to_lowercase().replace("a.m", "am").replace("p.m", "pm")
}

/// What of a date was read so far.
#[derive(Default)]
struct Reading {
    day: Option<i8>,
    month: Option<i8>,
    year: Option<i16>,
    /// A date that a single word tells.
    whole: Option<Moment>,
    names: usize,
}

impl Reading {
    /// Takes a part of a date; whether `word` is one that may stand here.
    fn take(&mut self, word: &str) -> bool {
        let lower = small(word);
        let complete = self.moment().is_some();
        if let Some(month) = month::english(&lower) {
            return complete || self.month.replace(month).is_none();
        }
        if let Some(day) = day_of(&lower) {
            return complete || self.day.replace(day).is_none();
        }
        if lower.len() == 4 && lower.bytes().all(|b| b.is_ascii_digit()) {
            return complete || self.year.replace(lower.parse().unwrap_or(0)).is_none();
        }
        match figures(word).or_else(|| iso(word)) {
            Some(_) if complete => true,
            Some(moment) => self.whole.replace(moment).is_none(),
            None => false,
        }
    }

    fn take_name(&mut self, word: &str) -> bool {
        self.names += 1;
        word.starts_with(char::is_uppercase) && self.names <= MOST_NAMES
    }

    fn moment(&self) -> Option<Moment> {
        match (self.whole, self.day, self.month, self.year) {
            (Some(moment), None, None, None) => Some(moment),
            (None, Some(day), Some(month), Some(year)) => Date::new(year, month, day).ok().map(Moment::from),
            _ => None,
        }
    }
}

/// A date of three figures: year first ("2025/04/25"), day first with full stops ("25.04.2025"), or with slashes where
/// only one order gives a date ("25/04/2025", "4/25/2025"); "4/5/2025" is two dates, so none.
fn figures(word: &str) -> Option<Moment> {
    figures_of(word, None)
}

/// Like [`figures`], of the `weekday` where that is known: then "4/5/2025" may be one date only.
fn figures_of(word: &str, weekday: Option<Weekday>) -> Option<Moment> {
    let mark = if word.contains('/') { '/' } else { '.' };
    let parts: Vec<&str> = word.split(mark).collect();
    let [first, second, third] = parts[..] else { return None };
    if [first, second, third].iter().any(|part| part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let date = |year: &str, month: &str, day: &str| {
        let short = month.len() <= 2 && day.len() <= 2 && year.len() == 4;
        short.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()).flatten()
    };
    if first.len() == 4 {
        return date(first, second, third).map(Moment::from);
    }
    let (day_first, month_first) = (date(third, second, first), date(third, first, second));
    match (day_first, month_first) {
        (Some(date), _) if mark == '.' => Some(date.into()),
        (Some(one), Some(other)) if one != other => {
            let mut of_day = [one, other].into_iter().filter(|date| Some(date.weekday()) == weekday);
            of_day.next().filter(|_| of_day.next().is_none()).map(Moment::from)
        }
        (found, other) => found.or(other.filter(|_| mark == '/')).map(Moment::from),
    }
}

/// Whether `lower` stands beside dates without telling one.
fn is_companion(lower: &str) -> bool {
    let zone = lower.strip_prefix("gmt").or_else(|| lower.strip_prefix("utc"));
    is_clock(lower)
        || is_half(lower)
        || is_weekday(lower)
        || COMPANIONS.contains(&lower)
        || zone.is_some_and(|offset| offset.starts_with(['+', '-']) && offset.len() <= 6)
}

fn is_half(lower: &str) -> bool {
    matches!(lower, "am" | "pm")
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && WEEKDAYS.iter().any(|day| day.starts_with(word))
}

fn day_of(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word);
    if digits.len() > 2 { None } else { digits.parse().ok().filter(|day| (1..=31).contains(day)) }
}

/// Whether `lower` is a time of day: "10:04", "8.44am", "3pm", "11:55p", "1030pm".
fn is_clock(lower: &str) -> bool {
    let halved = ["am", "pm", "a", "p"].iter().find_map(|half| lower.strip_suffix(half));
    let digits = halved.unwrap_or(lower);
    let parts: Vec<&str> = digits.split([':', '.']).collect();
    if !parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) {
        return false;
    }
    let glued = halved.is_some() && parts.len() == 1 && (3..=4).contains(&digits.len());
    let hour = if glued { &digits[..digits.len() - 2] } else { parts[0] };
    (glued || parts.iter().all(|part| part.len() <= 2))
        && (parts.len() > 1 || halved.is_some())
        && hour.parse::<i8>().is_ok_and(|hour| Time::new(hour, 0, 0, 0).is_ok() || hour == 24)
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
        assert_eq!(parse("Fri, 25 Apr 2025 10:00:00 BST").unwrap().time.unwrap().to_string(), "09:00:00");
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
        check("Published 3 September 2024, updated 5 September 2024", "2024-09-03");
    }

    #[test]
    fn dates_with_a_time_of_any_dress() {
        for raw in [
            "April 25, 2025-4:43 pm",
            "Apr 25, 2025–4:35 PM",
            "7:15 a.m. Apr. 25, 2025",
            "2 A.M. APR. 25, 2025",
            "on Apr 25 2025, 11:55p",
            "Posted Friday, April 25, 2025 at 12:46 PM/Updated at 12:48 PM",
            "25-Apr-2025 14:02 (GMT+3)",
        ] {
            check(raw, "2025-04-25");
        }
    }

    #[test]
    fn dates_of_figures() {
        for raw in ["25/04/2025", "4/25/2025", "2025/04/25", "25.04.2025", "25.4.2025 14:02", "Updated: 25/04/2025"] {
            check(raw, "2025-04-25");
        }
        assert_eq!(parse("4/5/2025"), None);
        check("4/4/2025", "2025-04-04");
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
            "25/13/2025",
            "04.25.2025",
            "10 April 12 2025",
            "1.2.3",
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
