//! HTML to text: paragraphs, lists and links, without a tree.

use super::entity;
use super::scan::{Tag, Token, tokens};
use crate::feed::body::{Body, Gap};

/// Elements whose content is no reading matter.
const SKIPPED: &[&str] = &[
    "head", "script", "style", "template", "svg", "iframe", "object", "audio", "video", "canvas", "button", "select",
    "textarea", "noscript", "noembed", "noframes", "title", "map",
];
/// Elements that stand as blocks of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "main",
    "nav",
    "p",
    "pre",
    "section",
    "summary",
    "table",
];
/// Elements that begin a line.
const LINES: &[&str] = &["dt", "dd", "tr", "option", "caption", "legend"];
/// Tells a browser where a word may be broken; no part of the word.
const SOFT_HYPHEN: char = '\u{ad}';
/// Deepest list that is numbered by itself.
const LISTS: usize = 16;

/// Writes the text of `html` to `body`.
pub fn write(html: &str, body: &mut Body) {
    let mut writer = Writer { body, skipping: None, lists: Vec::new(), preformatted: 0 };
    for token in tokens(html) {
        writer.token(token);
    }
    writer.body.close_link();
}

/// Whether `name` is an element that stands as a block of its own.
pub fn is_block(name: &str) -> bool {
    is_one_of(name, BLOCKS)
        || is_one_of(name, LINES)
        || is_one_of(name, &["ul", "ol", "li", "td", "th", "tbody", "thead"])
}

/// Whether a reader of the page sees nothing of `tag` and what is in it.
pub fn is_hidden(tag: &Tag<'_>) -> bool {
    let mut hidden = false;
    for (name, value) in tag.attributes() {
        if name.eq_ignore_ascii_case("hidden") {
            hidden |= !value.eq_ignore_ascii_case("until-found");
        } else if name.eq_ignore_ascii_case("style") {
            let style: String = value.chars().filter(|c| !c.is_whitespace()).take(400).collect();
            let style = style.to_ascii_lowercase();
            hidden |= style.contains("display:none") || style.contains("visibility:hidden");
        }
    }
    hidden
}

/// Whether `token` belongs to the element that is left out, if any: its name, and how many of that name are open.
pub fn is_left_out(element: &mut Option<(&str, usize)>, token: &Token<'_>) -> bool {
    let Some((name, depth)) = element else { return false };
    if ends_hidden_paragraph(name, token) {
        *element = None;
        return false;
    }
    match token {
        Token::Open(tag) if tag.is(name) => *depth += 1,
        Token::Close(closed) if closed.eq_ignore_ascii_case(name) => *depth -= 1,
        _ => {}
    }
    if *depth == 0 {
        *element = None;
    }
    true
}

/// Whether `token` ends the element `name` that is left out without being its end tag: a paragraph ends where another
/// block begins or ends.
fn ends_hidden_paragraph(name: &str, token: &Token<'_>) -> bool {
    name.eq_ignore_ascii_case("p")
        && match token {
            Token::Open(tag) => is_block(tag.name),
            Token::Close(closed) => is_block(closed) && !closed.eq_ignore_ascii_case("p"),
            _ => false,
        }
}

/// Elements that have no content and no end tag.
pub fn is_void(name: &str) -> bool {
    is_one_of(
        name,
        &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"],
    )
}

/// Whether `name`, in any case, is one of `names`.
pub fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

struct Writer<'b, 'h> {
    body: &'b mut Body,
    /// The element being left out, and how many of its name are open.
    skipping: Option<(&'h str, usize)>,
    /// Next number of each list that is open; none for a bulleted one.
    lists: Vec<Option<u32>>,
    preformatted: usize,
}

impl<'h> Writer<'_, 'h> {
    fn token(&mut self, token: Token<'h>) {
        if is_left_out(&mut self.skipping, &token) {
            return;
        }
        match token {
            Token::Text(raw) => {
                let mut text = entity::decode(raw);
                if text.contains(SOFT_HYPHEN) {
                    text = text.replace(SOFT_HYPHEN, "").into();
                }
                if self.preformatted > 0 { self.body.verbatim(&text) } else { self.body.words(&text) }
            }
            Token::Open(tag) => self.open(tag),
            Token::Close(name) => self.close(name),
            Token::Raw(_) | Token::Comment(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'h>) {
        let name = tag.name;
        if !is_void(name) && (is_one_of(name, SKIPPED) || is_hidden(&tag)) {
            self.skipping = Some((name, 1));
            if is_block(name) {
                self.body.gap(Gap::Blank);
            }
        } else if tag.is("br") {
            self.line_break();
        } else if tag.is("a") {
            match tag.attribute("href") {
                Some(href) => self.body.open_link(&href),
                None => self.body.close_link(),
            }
        } else if tag.is("li") {
            self.item();
        } else if tag.is("ul") || tag.is("ol") {
            self.body.gap(if self.lists.is_empty() { Gap::Blank } else { Gap::Line });
            if self.lists.len() < LISTS {
                self.lists.push(tag.is("ol").then_some(1));
            }
        } else if tag.is("q") {
            self.body.words("“");
        } else if tag.is("td") || tag.is("th") {
            if self.body.is_within_line() {
                self.body.words(" | ");
            }
        } else if is_one_of(name, LINES) {
            self.body.gap(Gap::Line);
        } else if is_one_of(name, BLOCKS) {
            self.body.gap(Gap::Blank);
            self.preformatted += usize::from(tag.is("pre"));
        }
    }

    fn close(&mut self, name: &str) {
        if name.eq_ignore_ascii_case("a") {
            self.body.close_link();
        } else if name.eq_ignore_ascii_case("q") {
            self.body.words("”");
        } else if is_one_of(name, &["ul", "ol"]) {
            self.lists.pop();
            self.body.gap(if self.lists.is_empty() { Gap::Blank } else { Gap::Line });
        } else if is_one_of(name, LINES) || name.eq_ignore_ascii_case("li") {
            self.body.gap(Gap::Line);
        } else if is_one_of(name, BLOCKS) || name.eq_ignore_ascii_case("br") {
            self.body.gap(Gap::Blank);
            if name.eq_ignore_ascii_case("pre") {
                self.preformatted = self.preformatted.saturating_sub(1);
            }
        }
    }

    /// A second line break in a row begins a paragraph.
    fn line_break(&mut self) {
        let gap = if self.body.is_within_line() { Gap::Line } else { Gap::Blank };
        self.body.gap(gap);
    }

    fn item(&mut self) {
        self.body.gap(Gap::Line);
        match self.lists.last_mut() {
            Some(Some(number)) => {
                let marker = format!("{number}. ");
                *number += 1;
                self.body.words(&marker);
            }
            _ => self.body.words("• "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        let mut body = Body::default();
        write(html, &mut body);
        body.finish().0.as_str().to_owned()
    }

    #[test]
    fn paragraphs_stay_apart() {
        assert_eq!(
            text("<p>One\n two</p><p>Three<p>Four<div>Five</div>six"),
            "One two\n\nThree\n\nFour\n\nFive\n\nsix"
        );
    }

    #[test]
    fn line_breaks_make_lines_and_two_make_a_paragraph() {
        assert_eq!(text("One<br>two<br/><br />three"), "One\ntwo\n\nthree");
    }

    #[test]
    fn lists_and_tables_are_lines() {
        assert_eq!(text("<ul><li>One<li>two</ul><ol><li>a</li><li>b</li></ol>"), "• One\n• two\n\n1. a\n2. b");
        assert_eq!(text("<table><tr><th>A<th>B<tr><td>1<td>2</table>"), "A | B\n1 | 2");
    }

    #[test]
    fn words_are_not_glued_nor_torn() {
        assert_eq!(text("<b>Ge</b>neva, <i>on</i> Friday&nbsp;4<sup>th</sup>"), "Geneva, on Friday\u{a0}4th");
    }

    #[test]
    fn scripts_and_hidden_parts_are_left_out() {
        let html = "<script>var x='<p>no';</script><style>p{}</style><p hidden>no<p>yes\
                    <div style='Display: none'><div>no</div>no</div> also<template>no</template>";
        assert_eq!(text(html), "yes\n\nalso");
    }

    #[test]
    fn quotes_set_by_the_browser_are_written() {
        assert_eq!(text("<q>Talks go on</q>, she said"), "“Talks go on”, she said");
    }

    #[test]
    fn preformatted_lines_stay() {
        assert_eq!(text("<pre>a\n  b</pre>c"), "a\n  b\n\nc");
    }

    #[test]
    fn links_keep_their_words() {
        let mut body = Body::default();
        write("See <a href='https://a.example/?a=1&amp;b=2'>the <b>plan</b></a>.<a name=x>y", &mut body);
        let (text, links) = body.finish();
        assert_eq!(text.slice(links[0].span), "the plan");
        assert_eq!(links[0].target, "https://a.example/?a=1&b=2");
        assert_eq!(links.len(), 1);
    }
}
