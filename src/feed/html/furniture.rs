//! What stands on a page and is not its article: known by the names that pages give it, and by what it says.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::scan::Tag;

/// Longest name looked for, in words.
const NAME: usize = 4;
/// Words above which a line is prose, whatever it begins with.
const LINE: usize = 30;
/// Longest `aria-label` that is a name, in words; longer ones are headlines.
const LABEL: usize = 3;

/// Attributes that name an element.
const NAMING: &[&str] =
    &["class", "id", "role", "itemprop", "data-component", "data-testid", "data-area", "data-gu-name"];

/// Names of boxes of related reading.
const RELATED: &[&str] = &[
    "related",
    "related-articles",
    "related-stories",
    "related-posts",
    "relatedposts",
    "jp-relatedposts",
    "rich-link",
    "read-more",
    "readmore",
    "read-also",
    "also-read",
    "see-also",
    "more-on",
    "links-block",
    "catcher",
    "post-embed",
    "bookmark-card",
    "interstitial-link",
    "inline-link",
];
/// Names of boxes of other reading.
const OTHER: &[&str] = &[
    "recommended",
    "recommendations",
    "recirc",
    "recirculation",
    "hub-peek",
    "page-list",
    "read-next",
    "most-read",
    "most-popular",
    "most-viewed",
    "popular",
    "trending",
    "teaser",
    "teasers",
];
/// Names of what readers write below.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "comment-list",
    "commentlist",
    "comments-list",
    "disqus",
    "respond",
    "responses",
    "conversation",
    "coral",
    "livefyre",
    "fyre",
    "hyvor",
    "isso",
    "utterances",
    "giscus",
    "spotim",
    "openweb",
    "kommentare",
    "commentaires",
    "comentarios",
    "commenti",
];
/// Names of what screen readers say and nobody sees.
const UNSEEN: &[&str] = &[
    "screen-reader-text",
    "screen-reader",
    "screenreader",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "assistive-text",
    "a11y-text",
    "offscreen",
    "off-screen",
];
/// Names of words set large from the text.
const PULLED: &[&str] =
    &["pull-quote", "pullquote", "pulled-quote", "quote-large", "big-quote", "quote", "zitat", "citation"];
/// Names of the sentence or two between headline and text.
const STANDFIRST: &[&str] = &[
    "standfirst",
    "subtitle",
    "subhead",
    "subheadline",
    "subheading",
    "dek",
    "deck",
    "article-summary",
    "article-desc",
    "chapo",
    "article-intro",
    "article-lead",
    "article-description",
    "entry-summary",
    "teaser-text",
    "kurzfassung",
];

/// What the name of an element says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// It is furniture.
    Furniture,
    /// It is what readers write below, of which there may be more than of the article.
    Comments,
    /// It is furniture if it holds little text.
    SmallFurniture,
    /// It is there for screen readers alone.
    Unseen,
    /// It is set large from the text.
    Pulled,
    /// It points to related reading.
    Related,
    /// It points to other reading.
    Other,
    /// It stands between headline and text.
    Standfirst,
}

#[derive(Default)]
struct Known {
    furniture: HashSet<&'static str>,
    small: HashSet<&'static str>,
    lines: HashSet<&'static str>,
    /// Lines above links to related reading.
    above: HashSet<&'static str>,
    /// Lines above what readers write.
    talk: HashSet<&'static str>,
    beginnings: Vec<&'static str>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known::default();
    for line in include_str!("furniture.txt").lines() {
        match line.split_at_checked(1) {
            Some(("-", name)) => _ = known.furniture.insert(name.trim_end_matches('-')),
            Some(("~", name)) => _ = known.small.insert(name.trim_end_matches('~')),
            Some(("=", words)) => _ = known.lines.insert(words),
            Some(("!", words)) => _ = known.talk.insert(words),
            Some(("?", words)) => _ = known.above.insert(words),
            Some(("^", words)) => known.beginnings.push(words),
            _ => {}
        }
    }
    known.beginnings.sort_unstable();
    known
});

/// What the names of the element `tag` say of it, the clearest first.
pub fn names(tag: &Tag<'_>) -> Vec<Name> {
    let mut found = Vec::new();
    for (attribute, value) in std::iter::once(("class", tag.name)).chain(tag.attributes()) {
        let is_name = NAMING.iter().any(|naming| attribute.eq_ignore_ascii_case(naming));
        let is_label = attribute.eq_ignore_ascii_case("aria-label") && value.split_whitespace().nth(LABEL).is_none();
        if is_name || is_label {
            judge(&words_of(value), &mut found);
        }
    }
    found
}

fn judge(words: &[String], found: &mut Vec<Name>) {
    for first in 0..words.len() {
        let mut name = String::new();
        for word in words[first..].iter().take(NAME) {
            if !name.is_empty() {
                name.push('-');
            }
            name.push_str(word);
            let is = |names: &[&str]| names.contains(&name.as_str());
            if KNOWN.furniture.contains(name.as_str()) {
                found.push(Name::Furniture);
            }
            if KNOWN.small.contains(name.as_str()) {
                found.push(Name::SmallFurniture);
            }
            if is(COMMENTS) {
                found.push(Name::Comments);
            }
            if is(RELATED) {
                found.push(Name::Related);
            }
            if is(OTHER) {
                found.push(Name::Other);
            }
            if is(UNSEEN) {
                found.push(Name::Unseen);
            }
            if is(PULLED) {
                found.push(Name::Pulled);
            }
            if is(STANDFIRST) {
                found.push(Name::Standfirst);
            }
        }
    }
}

/// The words of a name: `FreeStar ad-slot_2` is free, star, ad, slot, 2.
fn words_of(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in name.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).take(64) {
        let mut word = String::new();
        let mut before = ' ';
        for c in part.chars() {
            if c.is_uppercase() && before.is_lowercase() && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.extend(c.to_lowercase());
            before = c;
        }
        words.push(word);
    }
    words
}

/// Whether `line` is what pages say of themselves.
pub fn is_line(line: &str) -> bool {
    if line.split_whitespace().nth(LINE).is_some() {
        return false;
    }
    let folded = fold(line);
    let folded = folded.as_str();
    // A row of stars or dots parts nothing that is not parted already.
    if !folded.contains(char::is_alphanumeric) && folded.chars().nth(12).is_none() && !folded.is_empty() {
        return true;
    }
    if KNOWN.lines.contains(folded) {
        return true;
    }
    let at = KNOWN.beginnings.partition_point(|&beginning| beginning <= folded);
    // A beginning sorts right before what it begins, unless another one that begins with it comes between.
    KNOWN.beginnings[..at]
        .iter()
        .rev()
        .take(4)
        .any(|beginning| folded.strip_prefix(beginning).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

/// Whether `line` stands above links to related reading.
pub fn is_above_links(line: &str) -> bool {
    KNOWN.above.contains(fold(line).as_str())
}

/// Whether `line` stands above what readers write: "Comments", "3 comments", "Comments (214)".
pub fn is_above_talk(line: &str) -> bool {
    let folded = fold(line);
    let words = folded.trim_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | ')' | '[' | ']' | '·'));
    line.len() <= 60 && KNOWN.talk.contains(words)
}

fn fold(line: &str) -> String {
    let mut folded = line.to_lowercase().replace('’', "'");
    folded.truncate(folded.trim_end_matches([':', '.', ' ', '|', '»']).len());
    folded
}

#[cfg(test)]
mod tests {
    use super::super::scan::{Token, tokens};
    use super::*;

    fn said(html: &str) -> Vec<Name> {
        let Some(Token::Open(tag)) = tokens(html).next() else { panic!("{html}") };
        names(&tag)
    }

    #[test]
    fn furniture_is_known_by_its_names() {
        for html in [
            "<div class='FreeStar SovrnAd'>",
            "<div id=story-ad-2-wrapper>",
            "<amp-ad width=300>",
            "<section class='email newsletter'>",
            "<div aria-label='Share'>",
            "<div data-component=ad-slot>",
        ] {
            assert!(said(html).contains(&Name::Furniture), "{html}");
        }
        assert_eq!(said("<p class=byline>"), [Name::SmallFurniture]);
        assert_eq!(said("<h2 class=article__subhead>"), [Name::Standfirst]);
        assert!(said("<aside class='element element-rich-link'>").contains(&Name::Related));
    }

    #[test]
    fn other_names_say_nothing() {
        for html in [
            "<div class='shadow add-space loading'>",
            "<p class=lead>",
            "<div aria-label='Why comment sections are closing down now'>",
        ] {
            assert!(said(html).is_empty(), "{html}");
        }
    }

    #[test]
    fn lines_of_the_page_are_known_and_prose_is_not() {
        for line in ["Advertisement", "PUBLICITÉ", "Sign up to our newsletter.", "© 2024 The Post", "Share this:"] {
            assert!(is_line(line), "{line}");
        }
        for line in
            ["Advertisements fell by a tenth.", "Share prices fell.", "Sign upkeep is costly", "Copyrighted songs"]
        {
            assert!(!is_line(line), "{line}");
        }
    }
}
