//! Plain text: which line is the headline, who wrote it, when.

use std::ops::Range;

use super::{clean_line, date};
use crate::model::{Article, Text};

/// Longest headline, in bytes; longer first lines are prose.
const HEADLINE: usize = 250;
/// Longest first line that is a headline although it ends in a full stop.
const HEADLINE_WITH_STOP: usize = 90;
/// Length, in code points, of the title cut from the beginning of a text without a headline.
const BEGINNING: usize = 80;
/// Lines of the head that are searched for a byline and a date.
const HEAD_LINES: usize = 8;
/// Longest line that may name the author, in bytes.
const BYLINE: usize = 120;

/// The article in the text `content`, which is kept whole.
pub fn read(content: &str) -> Article {
    let text = Text::new(content);
    let headline = headline(text.as_str());
    let head = head_of(text.as_str(), headline.as_ref().map_or(0, |line| line.end));
    Article {
        title: headline.clone().map_or_else(|| beginning(text.as_str()), |line| clean_line(&text.as_str()[line])),
        title_span: headline.map(|line| text.span(line)),
        date: head.iter().find_map(|line| date::of_line(line).or_else(|| dateline_date(line))),
        byline: head.iter().find_map(|line| byline(line)),
        text,
        ..Article::default()
    }
}

/// A title for a text that has none: its beginning, cut between words.
pub fn beginning(text: &str) -> String {
    let start: String = text.trim_start().chars().take(4 * BEGINNING).collect();
    let line = clean_line(start.lines().next().unwrap_or(""));
    let mut cut = String::new();
    for (count, c) in line.chars().enumerate() {
        if count == BEGINNING {
            cut.truncate(cut.rfind(' ').unwrap_or(cut.len()));
            cut.push('…');
            break;
        }
        cut.push(c);
    }
    if cut.is_empty() { "Untitled".to_owned() } else { cut }
}

/// The first line, trimmed, where it reads like a headline.
fn headline(text: &str) -> Option<Range<usize>> {
    let start = text.find(|c: char| !c.is_whitespace())?;
    let end = text[start..].find('\n').map_or(text.len(), |end| start + end);
    let line = text[start..end].trim_end();
    let follows = text[end..].trim_start_matches(['\n', '\r']);
    let goes_on = text[end..].lines().nth(1).is_some_and(|next| next.trim_start().starts_with(char::is_lowercase));
    let prose = line.len() > HEADLINE_WITH_STOP && line.ends_with(['.', '”', '"']);
    let alone = follows.trim().is_empty() && line.ends_with('.');
    (line.len() <= HEADLINE && !prose && !goes_on && !alone).then(|| start..start + line.len())
}

/// The lines after the headline that may tell author and date.
fn head_of(text: &str, from: usize) -> Vec<&str> {
    text[from..].lines().map(str::trim).filter(|line| !line.is_empty()).take(HEAD_LINES).collect()
}

/// The date in the dateline of a report: "GENEVA, May 4, 2024 (Agency) -- Talks ...".
fn dateline_date(line: &str) -> Option<crate::model::Moment> {
    let head: String = line.chars().take(80).collect();
    let end = [" -- ", " — ", " – ", " - "].iter().filter_map(|dash| head.find(dash)).min()?;
    let dateline = &head[..end];
    let before_agency = dateline.split('(').next().unwrap_or(dateline);
    let is_place = dateline
        .split([',', ' '])
        .next()
        .is_some_and(|word| word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || !c.is_alphabetic()));
    is_place.then(|| date::of_line(before_agency)).flatten()
}

/// The author in a line such as "By Anna Weber" or "BY ANNA WEBER, Staff Writer".
fn byline(line: &str) -> Option<String> {
    let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY ")).or_else(|| line.strip_prefix("by "))?;
    let author = clean_line(rest);
    let names = author.split([' ', ',', '|', '/']).filter(|word| word.starts_with(char::is_uppercase)).count();
    let words = author.split(' ').count();
    let is_name = author.starts_with(char::is_uppercase) && names * 3 >= words * 2 && words <= 12;
    (line.len() <= BYLINE && is_name && !author.ends_with(['.', ':', ',', '?'])).then_some(author)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_first_line_is_the_headline() {
        let article = read("\n  Envoys ‘Will Return’ To Geneva \n\nTalks resumed on Friday.\n");
        assert_eq!(article.title, "Envoys ‘Will Return’ To Geneva");
        assert_eq!(article.text.slice(article.title_span.unwrap()), article.title);
    }

    #[test]
    fn prose_is_no_headline() {
        let long = "The first envoys arrived in Geneva on Friday, and the others were expected by the end of the week.";
        for text in [long.to_owned(), format!("{long}\nTalks go on."), "Talks resumed in Geneva.".to_owned()] {
            let article = read(&text);
            assert_eq!(article.title_span, None, "{text}");
            assert!(!article.title.is_empty());
        }
        assert_eq!(read("Envoys met in Geneva on Friday and\nagreed to meet again.\n\nNo date.").title_span, None);
    }

    #[test]
    fn a_short_headline_may_end_in_a_full_stop() {
        assert!(read("ENVOYS MEET AGAIN-SWISS OFFICIAL.\nGENEVA 1996-08-31\nTalks resumed.").title_span.is_some());
    }

    #[test]
    fn byline_and_date_stand_below_the_headline() {
        let article = read("Envoys Return\n\nBy Anna Weber and Jean Roux\n\nPublished 4 May 2024\n\nTalks resumed.");
        assert_eq!(article.byline.as_deref(), Some("Anna Weber and Jean Roux"));
        assert_eq!(article.date.unwrap().date.to_string(), "2024-05-04");
    }

    #[test]
    fn prose_is_no_byline() {
        for line in
            ["By Friday the envoys had left Geneva.", "By and large, so", "By Friday Geneva was empty, said Weber"]
        {
            assert_eq!(byline(line), None, "{line}");
        }
    }

    #[test]
    fn a_dateline_with_a_year_gives_the_date() {
        let article = read("Envoys Return\n\nGENEVA, May 4, 2024 (Swiss Wire) -- Talks resumed.\n");
        assert_eq!(article.date.unwrap().date.to_string(), "2024-05-04");
        assert_eq!(read("Envoys Return\n\nGENEVA, May 4 -- Talks resumed.\n").date, None);
    }

    #[test]
    fn a_text_without_headline_is_named_by_its_beginning() {
        let title = read(&"Envoys met again and again ".repeat(20)).title;
        assert!(title.ends_with("again…") || title.ends_with("met…") || title.ends_with("and…"), "{title}");
        assert!(title.chars().count() <= BEGINNING + 1);
    }

    proptest! {
        #[test]
        fn the_headline_stands_in_the_text(content in "[ \\nA-Za-zé“”.,:0-9]{1,200}") {
            let article = read(&content);
            if let Some(span) = article.title_span {
                prop_assert_eq!(clean_line(article.text.slice(span)), article.title);
            }
        }
    }
}
