//! What stands in sight around a headline: when it came out, and who wrote it.

use std::ops::Range;

use super::furniture;
use super::metadata::is_by;
use super::tree::Tree;
use crate::feed::{clean_line, date};
use crate::model::Moment;

/// Paragraphs behind the headline that may stand before the date, among them a standfirst and captions.
const PARAGRAPHS: usize = 4;
/// Lines behind and before the headline that are searched.
const BEHIND: usize = 60;
const BEFORE: usize = 8;
/// Longest line that tells a date or a name, in characters.
const LINE: usize = 120;
/// Nodes before a date that may say that it is that of a change.
const SAID: usize = 8;
/// Bytes of them that are looked at.
const WORDS: usize = 24;
/// Words before "by", and words of names behind it.
const LEAD: usize = 2;
const NAMES: usize = 8;
/// Small words within names.
const PARTICLES: &[&str] =
    &["and", "und", "et", "y", "&", "de", "da", "del", "van", "von", "der", "den", "la", "le", "bin", "al"];

/// What stands around a headline.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Around {
    /// The date that the page seems to give its article.
    pub date: Option<Moment>,
    /// The author.
    pub byline: Option<String>,
}

/// What stands around the headline at the node `headline`; around the beginning of the page where there is none.
pub fn around(tree: &Tree<'_>, headline: Option<usize>) -> Around {
    let start = headline.map_or(0, |at| tree.within(at).end);
    let (mut behind, mut paragraphs) = (Vec::new(), 0);
    for number in tree.lines_in(&(start..tree.all().end)).take(BEHIND) {
        let line = tree.line(number);
        paragraphs += usize::from(line.is_prose() && !tree.is_heading(line.block) && !is_short(tree, number));
        if paragraphs > PARAGRAPHS {
            break;
        }
        behind.push(number);
    }
    let end = behind.last().map_or(start, |&number| tree.line(number).nodes.end);
    let before = tree.lines_in(&(0..headline.unwrap_or(0)));
    let before = || before.clone().rev().take(BEFORE);
    let first = before().next_back().map_or(0, |number| tree.line(number).nodes.start);
    let near = [seen(tree, start..end, behind.iter().copied()), seen(tree, first..start, before())];
    let marked = || vec![seen(tree, 0..tree.all().end, std::iter::empty())];
    Around {
        date: chosen(&near).or_else(|| chosen(&marked())),
        byline: behind.iter().copied().chain(before()).find_map(|line| byline(tree, line)),
    }
}

/// A date on the page.
struct Seen {
    /// The node that tells it.
    at: usize,
    moment: Moment,
    /// Whether it is said to be that of a change.
    changed: bool,
}

/// The date of the first of `places` that has one, the first there that is not that of a change; else that of a change.
fn chosen(places: &[Vec<Seen>]) -> Option<Moment> {
    let one = places.iter().find_map(|seen| seen.iter().find(|one| !one.changed));
    let one = one.or_else(|| places.iter().flatten().next())?;
    // The same date elsewhere may tell the hour as well.
    let hour =
        places.iter().flatten().find(|other| other.moment.date == one.moment.date && other.moment.time.is_some());
    Some(hour.unwrap_or(one).moment)
}

/// The dates that elements in `nodes` carry in their attributes and `lines` tell that are no prose, in order.
fn seen(tree: &Tree<'_>, nodes: Range<usize>, lines: impl Iterator<Item = usize>) -> Vec<Seen> {
    let mut all: Vec<Seen> = nodes.filter_map(|at| marked(tree, at)).collect();
    for number in lines.filter(|&number| is_short(tree, number)) {
        let nodes = tree.line(number).nodes.clone();
        if let Some((moment, changed)) = date::within(&spaced(tree, nodes.clone())) {
            all.push(Seen { at: nodes.start, moment, changed });
        }
    }
    all.retain(|one| date::is_plausible(&one.moment));
    all.sort_by_key(|one| one.at);
    all
}

/// The date that the element `at` carries in its attributes.
fn marked(tree: &Tree<'_>, at: usize) -> Option<Seen> {
    let tag = tree.tag(at)?;
    let property = tag.attribute("itemprop").unwrap_or_default();
    if !tag.is("time") && !tag.is("abbr") && !property.contains("date") {
        return None;
    }
    let moment = ["datetime", "content", "title"].iter().find_map(|name| parsed(&tag.attribute(name)?))?;
    // Only what stands right before it tells.
    let texts = (at.saturating_sub(SAID)..at).rev().map(|before| tree.words(before..before + 1));
    let before = texts.into_iter().find(|words| !words.is_empty()).unwrap_or_default();
    let before = &before[before.floor_char_boundary(before.len().saturating_sub(WORDS))..];
    Some(Seen { at, moment, changed: property.contains("Modified") || date::tells_a_change(before) })
}

fn parsed(raw: &str) -> Option<Moment> {
    let raw = clean_line(raw);
    date::parse(&raw).or_else(|| date::within(&raw).map(|(moment, _)| moment))
}

/// Whether the line is too short for prose, and no sentence.
fn is_short(tree: &Tree<'_>, number: usize) -> bool {
    let words = tree.words(tree.line(number).nodes.clone());
    let is_sentence = words.ends_with(['.', '!', '?', '。', '”', '؟']) && !words.ends_with(".m.");
    words.chars().nth(LINE).is_none() && !is_sentence && !furniture::is_above_links(&words)
}

/// The words in `nodes` with a space between those of different elements.
fn spaced(tree: &Tree<'_>, nodes: Range<usize>) -> String {
    let words = nodes.map(|at| tree.words(at..at + 1)).filter(|words| !words.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The author in a line such as "Submitted by Ida Sommer on Tuesday".
fn byline(tree: &Tree<'_>, number: usize) -> Option<String> {
    if !is_short(tree, number) {
        return None;
    }
    let line = spaced(tree, tree.line(number).nodes.clone());
    let words: Vec<&str> = line.split(' ').collect();
    let by = words.iter().take(LEAD).position(|word| is_by(word))?;
    let mut names = Vec::new();
    for word in words[by + 1..].iter().take(NAMES) {
        let name = word.trim_end_matches([',', '|', '·', '•', ';', ':']);
        let is_name = name.starts_with(char::is_uppercase) && date::within(name).is_none();
        if name.is_empty() || !is_name && !PARTICLES.contains(&name) {
            break;
        }
        names.push(name);
        if name.len() < word.len() {
            break;
        }
    }
    while names.last().is_some_and(|name| PARTICLES.contains(name)) {
        names.pop();
    }
    (names.len() > 1).then(|| names.join(" "))
}

#[cfg(test)]
mod tests {
    use super::super::prune::prune;
    use super::super::title;
    use super::*;

    fn seen(html: &str) -> Around {
        let page = prune(html);
        let tree = Tree::of(&page);
        around(&tree, title::place(&tree, "Talks end"))
    }

    fn day(html: &str) -> Option<String> {
        seen(html).date.map(|moment| moment.date.to_string())
    }

    #[test]
    fn the_nearest_date_behind_the_headline_counts() {
        let html = "<div><time datetime=2024-10-11>now</time></div><h1>Talks end</h1><p>Eleven towns met in the old hall again.</p>\
            <div><span>8 Oct 2024</span><span>4 min</span></div><p>Next: <time datetime=2024-11-02>2 November</time></p>";
        assert_eq!(day(html).as_deref(), Some("2024-10-08"));
    }

    #[test]
    fn a_date_may_stand_above_the_headline_and_prose_tells_none() {
        assert_eq!(day("<h2>Tuesday, October 8, 2024</h2><h3>Talks end</h3><p>x").as_deref(), Some("2024-10-08"));
        assert_eq!(day("<h1>Talks end</h1><p>The dam was opened on 8 October 1968.</p>"), None);
    }

    #[test]
    fn the_date_of_a_change_is_the_last_choice() {
        let html = "<h1>Talks end</h1><p>Updated <time datetime=2024-10-11>x</time></p><p>Published <time datetime=2024-10-08>y</time></p>";
        assert_eq!(day(html).as_deref(), Some("2024-10-08"));
        assert_eq!(day("<h1>Talks end</h1><p>Updated 3 pm, October 11, 2024</p>").as_deref(), Some("2024-10-11"));
    }

    #[test]
    fn authors_stand_behind_a_word() {
        for line in ["Submitted by <b>Ida Sommer</b> on Tue", "By Ida Sommer, Lindau", "Von Ida Sommer 8. Oktober"] {
            assert_eq!(
                seen(&format!("<h1>Talks end</h1><p>{line}</p>")).byline.as_deref(),
                Some("Ida Sommer"),
                "{line}"
            );
        }
        for line in ["By the sea", "Stand by Me", "Led by a choir"] {
            assert_eq!(seen(&format!("<h1>Talks end</h1><p>{line}</p>")).byline, None, "{line}");
        }
    }
}
