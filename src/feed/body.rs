//! The cleaned body of an article, built up word by word from some markup, with its hyperlinks.

use std::ops::Range;

use crate::model::{Link, Text};

/// The space between what stands before and what comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Gap {
    /// None.
    #[default]
    None,
    /// Between words.
    Space,
    /// Between lines of one paragraph or list.
    Line,
    /// Between paragraphs.
    Blank,
}

/// A body under construction.
#[derive(Debug, Default)]
pub struct Body {
    text: String,
    gap: Gap,
    links: Vec<(Range<usize>, String)>,
    /// Where the link that is open began, and where it points.
    open: Option<(usize, String)>,
}

impl Body {
    /// Appends running text; its white space and controls count as spaces between words.
    pub fn words(&mut self, text: &str) {
        let mut pieces = text.split(is_space).peekable();
        while let Some(word) = pieces.next() {
            if !word.is_empty() {
                self.write(word);
            }
            if pieces.peek().is_some() {
                self.gap(Gap::Space);
            }
        }
    }

    /// Appends text whose line feeds and indentation matter.
    pub fn verbatim(&mut self, text: &str) {
        if !text.is_empty() {
            let clean: String = text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
            self.write(&clean);
        }
    }

    /// Makes the space before what comes next at least `gap`; nothing stands before the first word.
    pub fn gap(&mut self, gap: Gap) {
        self.gap = self.gap.max(gap);
    }

    /// Whether the line being written has words already.
    pub fn is_within_line(&self) -> bool {
        !self.text.is_empty() && self.gap < Gap::Line && !self.text.ends_with('\n')
    }

    /// Begins a link to `target`; one that is still open ends.
    pub fn open_link(&mut self, target: &str) {
        self.close_link();
        let target = super::clean_line(target);
        if is_harmless(&target) {
            // The gap before a link is not part of it.
            self.open = Some((usize::MAX, target));
        }
    }

    /// Ends the link that is open, if one is.
    pub fn close_link(&mut self) {
        if let Some((start, target)) = self.open.take()
            && start < self.text.len()
        {
            self.links.push((start..self.text.len(), target));
        }
    }

    /// Bytes written so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The text and its links.
    pub fn finish(mut self) -> (Text, Vec<Link>) {
        self.close_link();
        let text = Text::new(&self.text);
        let links = self.links.into_iter().map(|(bytes, target)| Link { span: text.span(bytes), target }).collect();
        (text, links)
    }

    fn write(&mut self, words: &str) {
        // No-break spaces that begin a line only move it, or keep an empty one open.
        let begins = self.text.is_empty() || self.gap >= Gap::Line;
        let words = if begins { words.trim_start_matches(NO_BREAK) } else { words };
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Line => "\n",
                Gap::Blank => "\n\n",
            });
        }
        self.gap = Gap::None;
        if let Some((start, _)) = &mut self.open
            && *start == usize::MAX
        {
            *start = self.text.len();
        }
        self.text.push_str(words);
    }
}

/// Hold words together, and are part of what was written.
const NO_BREAK: [char; 2] = ['\u{a0}', '\u{202f}'];

fn is_space(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7f}';
    }
    (c.is_whitespace() && !NO_BREAK.contains(&c)) || c.is_control()
}

/// Whether a link may be offered: to the web, to an address, or to a name without a scheme.
pub fn is_harmless(target: &str) -> bool {
    if target.is_empty() {
        return false;
    }
    let scheme = target.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    scheme.is_none_or(|scheme| ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_set_with_single_spaces() {
        let mut body = Body::default();
        body.words("  Talks\n resumed ");
        body.words("in");
        body.words(" Geneva");
        body.words(".");
        assert_eq!(body.finish().0.as_str(), "Talks resumed in Geneva.");
    }

    #[test]
    fn the_widest_gap_wins() {
        let mut body = Body::default();
        body.gap(Gap::Blank);
        body.words("One ");
        body.gap(Gap::Blank);
        body.gap(Gap::Line);
        body.words(" two");
        body.gap(Gap::Blank);
        assert_eq!(body.finish().0.as_str(), "One\n\ntwo");
    }

    #[test]
    fn links_know_where_their_words_stand() {
        let mut body = Body::default();
        body.words("Zürich: ");
        body.open_link("https://a.example/x");
        body.words(" talks ");
        body.close_link();
        body.words(" go on");
        let (text, links) = body.finish();
        assert_eq!(text.slice(links[0].span), "talks");
        assert_eq!(links[0].target, "https://a.example/x");
    }

    #[test]
    fn only_harmless_targets_are_links() {
        for bad in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "", "JaVaScript :x"] {
            assert!(!is_harmless(bad), "{bad}");
        }
        for good in ["https://a.example/b:c", "../other.md", "Talks in Geneva", "mailto:a@b.example", "/a?b=c:d"] {
            assert!(is_harmless(good), "{good}");
        }
    }

    proptest! {
        #[test]
        fn words_keep_every_word(text in "[ \\n\\ta-zé\u{a0}]{0,60}") {
            let mut body = Body::default();
            body.words(&text);
            let expected: Vec<&str> = text.split(is_space).filter(|word| !word.is_empty()).collect();
            let expected = expected.join(" ");
            let (text, _) = body.finish();
            prop_assert_eq!(text.as_str(), expected.trim_start_matches([' ', '\u{a0}']));
        }
    }
}
