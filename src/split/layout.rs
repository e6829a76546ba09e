//! Which line of an article is what: headline, byline, caption, boilerplate, pointer, prose.
//!
//! Everything here goes by the look of lines, for roles are needed before sentences are read.

mod byline;
mod caption;

use std::ops::Range;

use super::document::Role;
use crate::lexicon::boilerplate;
use crate::lexicon::pointer::after_marker;
use crate::model::{Article, paragraphs as paragraph_ranges, without_bullet};

/// Longest line, in bytes, that may be anything but prose.
const LONGEST: usize = 600;

/// Longest headline, in bytes; where a text without one begins with a longer paragraph, that is prose.
const LONGEST_TITLE: usize = 300;

/// Paragraphs after the headline among which bylines and captions are looked for.
const HEAD: usize = 6;

/// The paragraphs of `article` in reading order, trimmed, in bytes, each with what it is there for.
pub fn paragraphs(article: &Article) -> Vec<(Range<usize>, Role)> {
    let text = article.text.as_str();
    let title = article.title_span.map(|span| article.text.bytes(span));
    let ranges = paragraph_ranges(text, title.as_ref());
    let mut labeller = Labeller {
        text,
        title: boilerplate::fold(&article.title),
        found: Vec::with_capacity(ranges.len()),
        listing: false,
    };
    for (index, range) in ranges.iter().enumerate() {
        let role = match &title {
            Some(title) if range.start < title.end && title.start < range.end && range.len() <= LONGEST_TITLE => {
                Role::Headline
            }
            _ => labeller.role(range, &ranges[index + 1..]),
        };
        labeller.found.push((range.clone(), role));
    }
    labeller.found
}

/// What a sentence inside a paragraph of prose is there for: pages often run their own words and pointers into it.
pub fn role_within(sentence: &str) -> Role {
    if sentence.len() > LONGEST {
        return Role::Body;
    }
    if after_marker(sentence).is_some_and(|after| after < sentence.len()) {
        return Role::SeeAlso;
    }
    if boilerplate::is_boilerplate(&boilerplate::fold(sentence)) { Role::Boilerplate } else { Role::Body }
}

/// Words of a pointer that is several sentences, at most.
const LONGEST_POINTER: usize = 25;

struct Labeller<'a> {
    text: &'a str,
    /// The headline, folded.
    title: String,
    found: Vec<(Range<usize>, Role)>,
    /// Whether the lines here are a list of pointers.
    listing: bool,
}

impl Labeller<'_> {
    fn role(&mut self, range: &Range<usize>, rest: &[Range<usize>]) -> Role {
        let line = &self.text[range.clone()];
        if line.len() > LONGEST {
            self.listing = false;
            return Role::Body;
        }
        let item = without_bullet(line);
        let headline_sized = || line.split_whitespace().nth(LONGEST_POINTER).is_none();
        if let Some(after) = after_marker(item).filter(|_| headline_sized() || !holds_sentences(line)) {
            self.listing = after == item.len();
            if !self.listing || self.heads_list(rest) {
                return Role::SeeAlso;
            }
            self.listing = false;
            return if item.len() < line.len() { Role::Body } else { Role::Boilerplate };
        }
        if self.listing && is_pointer(line, item) {
            return Role::SeeAlso;
        }
        self.listing = false;
        let folded = boilerplate::fold(line);
        if !holds_sentences(line) && boilerplate::is_boilerplate(&folded) {
            return Role::Boilerplate;
        }
        let follows_player =
            self.found.last().is_some_and(|(r, role)| *role == Role::Boilerplate && is_player(&self.text[r.clone()]));
        if follows_player && caption::is_video_title(line) {
            return Role::Caption;
        }
        let in_head =
            self.found.iter().rev().take(HEAD + 1).all(|(_, role)| *role != Role::Body) && self.found.len() <= HEAD;
        if in_head && self.found.len() <= 3 && folded == self.title {
            return Role::Headline;
        }
        if byline::is_byline(line, in_head) {
            return Role::Byline;
        }
        let next = rest.first().map(|r| &self.text[r.clone()]);
        if caption::is_caption(line, &folded, in_head, next) {
            return Role::Caption;
        }
        if self.is_subhead(line, rest) { Role::Subhead } else { Role::Body }
    }

    /// Whether a heading such as "Related stories" is followed by short lines.
    fn heads_list(&self, rest: &[Range<usize>]) -> bool {
        rest.first().is_some_and(|r| is_pointer(&self.text[r.clone()], without_bullet(&self.text[r.clone()])))
    }

    /// A heading inside the article: a short line without a full stop between paragraphs of prose.
    fn is_subhead(&self, line: &str, rest: &[Range<usize>]) -> bool {
        let long = |r: &Range<usize>| r.len() > 120;
        let first = line.chars().next().unwrap_or(' ');
        line.len() <= 80
            && (first.is_uppercase() || first.is_ascii_digit() || matches!(first, '“' | '‘' | '"' | '\''))
            && !line.ends_with(['.', '!', ',', ';', ':', '"', '”', ')', '-', '—', '…'])
            && line.split_whitespace().count() <= 12
            && self.found.iter().any(|(r, role)| *role == Role::Body && long(r))
            && rest.first().is_some_and(long)
    }
}

/// Whether `line` is more than one sentence, by a first look.
fn holds_sentences(line: &str) -> bool {
    line.match_indices(['.', '!', '?', '"', '”']).any(|(at, mark)| {
        line[at + mark.len()..]
            .trim_start_matches(['"', '”'])
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“')))
    })
}

/// Whether a line below "More on this story" is one of its links: a bullet, or a line that is no sentence.
fn is_pointer(line: &str, item: &str) -> bool {
    item.len() <= 200 && (item.len() < line.len() || !item.ends_with('.') && item.split_whitespace().count() <= 20)
}

fn is_player(line: &str) -> bool {
    let folded = boilerplate::fold(line);
    folded.contains("browser") || folded.contains("media source") || folded.starts_with("play video")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Text;

    fn article(raw: &str) -> Article {
        let text = Text::new(raw);
        let title = text.as_str().lines().next().unwrap_or("").trim_end().to_owned();
        let title_span = Some(text.span(0..title.len()));
        Article { title, title_span, text, ..Article::default() }
    }

    /// Checks the roles of the paragraphs of `raw`, each given by its first letter ("x" for a pointer).
    #[track_caller]
    fn check(raw: &str, expected: &str) {
        let roles: String = paragraphs(&article(raw)).iter().map(|(_, role)| letter(*role)).collect();
        assert_eq!(roles, expected, "{raw}");
    }

    fn letter(role: Role) -> char {
        match role {
            Role::Headline => 'H',
            Role::Byline => 'Y',
            Role::Caption => 'C',
            Role::Boilerplate => 'X',
            Role::SeeAlso => 'L',
            Role::Subhead => 'S',
            Role::Body => 'B',
        }
    }

    const PROSE: &str = "The council of the harbour town voted on Tuesday to keep the old lighthouse open, after weeks of letters from \
                         sailors who said that they still steer by it in fog.";

    #[test]
    fn captions_stand_under_the_headline() {
        check(&format!("Light stays on\n\nFishermen wait in the harbour of Elmouth in March 2014.\n\n{PROSE}"), "HCB");
        check(&format!("Light stays on\n\nA keeper walks past the lamp. (File photo)\n\n{PROSE}"), "HCB");
        check(&format!("Light stays on\n\n{PROSE}\n\nVisitors wait in the harbour every day."), "HBB");
    }

    #[test]
    fn a_lede_is_no_caption() {
        check(&format!("Light stays on\n\nThe lighthouse was closed in March 2014.\n\n{PROSE}"), "HBB");
        check(
            &format!("Light stays on\n\nThe mayor speaks of a new plan, he said on Monday in March.\n\n{PROSE}"),
            "HBB",
        );
    }

    #[test]
    fn players_and_their_titles_are_set_apart() {
        let raw = format!(
            "Light stays on\n\n{PROSE}\n\nYour browser doesn’t support HTML5\n\nKeepers: A Day In The Life Of A Lamp\n\n{PROSE}"
        );
        check(&raw, "HBXCB");
    }

    #[test]
    fn pointers_in_their_dresses() {
        check(&format!("T\n\n{PROSE}\n\nSEE ALSO: A harbour\n\n{PROSE}"), "HBLB");
        check(&format!("T\n\n{PROSE}\n\nMore on this story\n- A harbour\n- A lamp\n\n{PROSE}"), "HBLLLB");
        check(&format!("T\n\n{PROSE}\n\nMore rain fell on the town.\n\n{PROSE}"), "HBBB");
    }

    #[test]
    fn bylines_and_dates_stand_in_the_head() {
        check(&format!("T\n\nBy Ann Berg\n\nMarch 10, 2015\n\n{PROSE}"), "HYYB");
        check(&format!("T\n\n{PROSE}\n\nBy March the lamp was out."), "HBB");
    }

    #[test]
    fn subheads_stand_between_paragraphs() {
        check(&format!("T\n\n{PROSE}\n\nA lamp for the town\n\n{PROSE}"), "HBSB");
    }

    proptest! {
        #[test]
        fn paragraphs_are_trimmed_and_in_order(raw in "([A-Za-z.:’ ]{0,30}\n{0,2}){0,12}|\\PC{0,60}") {
            let article = article(&raw);
            let mut end = 0;
            for (range, _) in paragraphs(&article) {
                prop_assert!(range.start >= end && range.end > range.start);
                let words = &article.text.as_str()[range.clone()];
                prop_assert_eq!(words.trim(), words);
                prop_assert!(article.text.as_str()[end..range.start].trim().is_empty());
                end = range.end;
            }
            prop_assert!(article.text.as_str()[end..].trim().is_empty());
        }
    }
}
