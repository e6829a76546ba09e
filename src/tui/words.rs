//! Dates, counts and cuts in the words that the screen uses.

use jiff::civil::DateTime;
use unicode_width::UnicodeWidthChar;

use crate::model::Moment;

/// Columns that [`day`] takes at most.
pub const DAY: usize = 11;

/// A date as a list shows it: "14:02", "yesterday", "25 Apr", "22 Oct 1962".
pub fn day(moment: Moment, now: DateTime) -> String {
    let (date, today) = (moment.date, now.date());
    if date == today {
        return moment.time.map_or("today".to_owned(), |time| format!("{:02}:{:02}", time.hour(), time.minute()));
    }
    if today.yesterday().is_ok_and(|yesterday| yesterday == date) {
        return "yesterday".to_owned();
    }
    if date.year() == today.year() { format!("{} {}", date.day(), month(date.month())) } else { short_day(moment) }
}

/// A date as a page shows it: "today 14:02", "yesterday", "25 April 2025".
pub fn long_day(moment: Moment, now: DateTime) -> String {
    let (date, today) = (moment.date, now.date());
    let time = moment.time.map(|time| format!(" {:02}:{:02}", time.hour(), time.minute())).unwrap_or_default();
    if date == today {
        return format!("today{time}");
    }
    if today.yesterday().is_ok_and(|yesterday| yesterday == date) {
        return format!("yesterday{time}");
    }
    format!("{} {} {}", date.day(), MONTHS[date.month() as usize - 1], date.year())
}

/// A date in the fewest columns that still tell the year: "25 Apr 2025".
pub fn short_day(moment: Moment) -> String {
    format!("{} {} {}", moment.date.day(), month(moment.date.month()), moment.date.year())
}

/// The days from `first` to `last`, told once: "13 to 16 May 2025", "30 Apr to 2 May 2025".
pub fn days(first: Moment, last: Moment) -> String {
    let (from, to) = (first.date, last.date);
    if from == to {
        return short_day(last);
    }
    let from = match (from.year() == to.year(), from.month() == to.month()) {
        (true, true) => from.day().to_string(),
        (true, false) => format!("{} {}", from.day(), month(from.month())),
        _ => short_day(first),
    };
    format!("{from} to {}", short_day(last))
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(number: i8) -> &'static str {
    &MONTHS[number as usize - 1][..3]
}

/// "1 quote", "2 quotes".
pub fn plural(count: usize, noun: &str) -> String {
    match (count, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{} {stem}ies", thousands(count)),
        _ => format!("{} {noun}s", thousands(count)),
    }
}

/// A count with a thin separator between the thousands: "12,345".
pub fn thousands(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `text` in at most `width` columns, with `ellipsis` in place of what falls away.
pub fn cut(text: &str, width: usize, ellipsis: &str) -> String {
    if super::doc::width_of(text) <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(super::doc::width_of(ellipsis));
    let mut used = 0;
    let mut out = String::new();
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > room {
            break;
        }
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    if width >= super::doc::width_of(ellipsis) {
        out.push_str(ellipsis);
    }
    out
}

/// Counts as a row of bars, the highest full.
pub fn sparkline(counts: &[u32], bars: &[&str; 8]) -> String {
    let most = counts.iter().copied().max().unwrap_or(0).max(1);
    let bar = |count: &u32| match count {
        0 => " ",
        count => bars[(u64::from(*count) * 7 / u64::from(most)) as usize],
    };
    counts.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn days_from_one_to_another_are_told_shortly() {
        let at = |year, month, day| Moment::from(date(year, month, day));
        assert_eq!(days(at(2025, 5, 13), at(2025, 5, 16)), "13 to 16 May 2025");
        assert_eq!(days(at(2025, 4, 30), at(2025, 5, 2)), "30 Apr to 2 May 2025");
        assert_eq!(days(at(2024, 12, 30), at(2025, 1, 2)), "30 Dec 2024 to 2 Jan 2025");
        assert_eq!(days(at(2025, 5, 13), at(2025, 5, 13)), "13 May 2025");
    }

    #[test]
    fn days_near_today_have_names() {
        let now = date(2025, 4, 26).at(9, 30, 0, 0);
        let at = |d, t| Moment { date: d, time: t };
        assert_eq!(day(at(date(2025, 4, 26), Some(time(8, 5, 0, 0))), now), "08:05");
        assert_eq!(long_day(at(date(2025, 4, 26), Some(time(8, 5, 0, 0))), now), "today 08:05");
        assert_eq!(long_day(at(date(2025, 4, 25), None), now), "yesterday");
        assert_eq!(day(at(date(2025, 1, 3), None), now), "3 Jan");
        assert_eq!(day(at(date(1962, 10, 22), None), now), "22 Oct 1962");
        assert_eq!(long_day(at(date(1962, 10, 22), None), now), "22 October 1962");
    }

    #[test]
    fn a_cut_never_exceeds_its_width() {
        assert_eq!(cut("日本語の見出し", 6, "…"), "日本…");
        assert_eq!(cut("short", 6, "…"), "short");
        assert_eq!(cut("too long", 0, "…"), "");
    }

    #[test]
    fn counts_are_words() {
        assert_eq!(
            (plural(1, "quote"), plural(12345, "quote"), plural(2, "country")),
            ("1 quote".into(), "12,345 quotes".into(), "2 countries".into())
        );
    }

    #[test]
    fn a_single_mention_beside_many_is_still_seen() {
        assert_eq!(sparkline(&[0, 1, 800], &["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]), " ▁█");
    }
}
