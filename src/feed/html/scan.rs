//! HTML as a stream of tags and texts: one pass, no tree, no memory of what is open.

use std::borrow::Cow;

use super::entity;

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'a> {
    /// Text between tags, references not yet resolved.
    Text(&'a str),
    /// Content of an element whose content is no markup, as it stands.
    Raw(&'a str),
    /// A start tag.
    Open(Tag<'a>),
    /// An end tag: its name.
    Close(&'a str),
    /// A comment's content.
    Comment(&'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Its name, as written.
    pub name: &'a str,
    /// Everything between name and `>`.
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Whether its name is `name` (in lower case).
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of the attribute `name`, references resolved; empty when it has none.
    pub fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        self.attributes().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| entity::decode(value))
    }

    /// Writes it as it was read.
    pub fn write(&self, html: &mut String) {
        html.push('<');
        html.push_str(self.name);
        html.push_str(self.attributes);
        html.push('>');
    }

    /// Its attributes: names and values as written.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.attributes }
    }
}

/// The attributes of a tag, in order.
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let is_space = |c: char| c.is_ascii_whitespace() || c == '/';
        let rest = self.rest.trim_start_matches(is_space);
        if rest.is_empty() {
            return None;
        }
        // An equals sign at the very beginning is part of the name.
        let end = rest.char_indices().skip(1).find(|&(_, c)| c == '=' || is_space(c)).map_or(rest.len(), |(at, _)| at);
        let (name, rest) = rest.split_at(end);
        let Some(value) = rest.trim_start_matches(|c: char| c.is_ascii_whitespace()).strip_prefix('=') else {
            self.rest = rest;
            return Some((name, ""));
        };
        let value = value.trim_start_matches(|c: char| c.is_ascii_whitespace());
        let (value, rest) = match value.as_bytes().first() {
            Some(&quote @ (b'"' | b'\'')) => {
                let value = &value[1..];
                value.split_once(char::from(quote)).unwrap_or((value, ""))
            }
            _ => value.split_at(value.find(|c: char| c.is_ascii_whitespace()).unwrap_or(value.len())),
        };
        self.rest = rest;
        Some((name, value))
    }
}

/// The pieces of `html`, in order.
pub fn tokens(html: &str) -> Tokens<'_> {
    Tokens { rest: html, raw: None }
}

/// Iterates over the pieces of HTML.
pub struct Tokens<'a> {
    rest: &'a str,
    /// The element just opened whose content is no markup.
    raw: Option<&'a str>,
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(name) = self.raw.take() {
            return Some(self.raw_content(name));
        }
        if self.rest.is_empty() {
            return None;
        }
        if let Some(markup) = self.rest.strip_prefix('<')
            && let Some(token) = self.markup(markup)
        {
            return Some(token);
        }
        // A `<` that begins no markup is text.
        let after = self.rest.chars().next().map_or(0, char::len_utf8);
        let end = self.rest[after..].find('<').map_or(self.rest.len(), |at| after + at);
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(Token::Text(text))
    }
}

impl<'a> Tokens<'a> {
    fn markup(&mut self, markup: &'a str) -> Option<Token<'a>> {
        match markup.as_bytes().first()? {
            b'!' if markup.starts_with("!--") => Some(self.comment(&markup[3..], "-->")),
            b'!' if markup.starts_with("![CDATA[") => {
                let Token::Comment(content) = self.comment(&markup[8..], "]]>") else { return None };
                Some(Token::Text(content))
            }
            b'!' | b'?' => Some(self.comment(&markup[1..], ">")),
            b'/' if markup[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                let (inside, rest) = markup[1..].split_once('>').unwrap_or((&markup[1..], ""));
                self.rest = rest;
                Some(Token::Close(name_of(inside)))
            }
            b'/' => Some(self.comment(&markup[1..], ">")),
            first if first.is_ascii_alphabetic() => {
                let name = name_of(markup);
                let (attributes, rest) = tag_end(&markup[name.len()..]);
                self.rest = rest;
                self.raw = RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)).then_some(name);
                Some(Token::Open(Tag { name, attributes }))
            }
            _ => None,
        }
    }

    fn comment(&mut self, content: &'a str, end: &str) -> Token<'a> {
        let (inside, rest) = content.split_once(end).unwrap_or((content, ""));
        self.rest = rest;
        Token::Comment(inside)
    }

    /// What stands before the end tag of the raw element `name`.
    fn raw_content(&mut self, name: &str) -> Token<'a> {
        let mut from = 0;
        let end = loop {
            let Some(at) = self.rest[from..].find("</").map(|at| from + at) else { break self.rest.len() };
            let after = &self.rest.as_bytes()[at + 2..];
            if after.len() >= name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
                break at;
            }
            from = at + 2;
        };
        let (content, rest) = self.rest.split_at(end);
        self.rest = rest;
        Token::Raw(content)
    }
}

fn name_of(markup: &str) -> &str {
    let end = markup.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(markup.len());
    &markup[..end]
}

/// Splits at the `>` that ends a tag, which may stand in quotation marks as well; a tag that never ends is dropped with
/// what it swallows, as browsers do.
fn tag_end(markup: &str) -> (&str, &str) {
    let bytes = markup.as_bytes();
    let mut at = 0;
    let mut after_equals = false;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return (&markup[..at], &markup[at + 1..]),
            quote @ (b'"' | b'\'') if after_equals => {
                match bytes[at + 1..].iter().position(|&b| b == quote) {
                    Some(length) => at += length + 1,
                    None => return (markup, ""),
                }
                after_equals = false;
            }
            b'=' => after_equals = true,
            b if !b.is_ascii_whitespace() => after_equals = false,
            _ => {}
        }
        at += 1;
    }
    (markup, "")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spelt(html: &str) -> Vec<String> {
        tokens(html)
            .map(|token| match token {
                Token::Text(text) => text.to_owned(),
                Token::Raw(raw) => format!("raw {raw}"),
                Token::Open(tag) => format!("<{}>", tag.name),
                Token::Close(name) => format!("</{name}>"),
                Token::Comment(comment) => format!("comment {comment}"),
            })
            .collect()
    }

    #[test]
    fn tags_and_texts_alternate() {
        assert_eq!(spelt("<p>One<br/>two</P >"), ["<p>", "One", "<br>", "two", "</P>"]);
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(spelt("1 < 2 <3 <> x<"), ["1 ", "< 2 ", "<3 ", "<> x", "<"]);
    }

    #[test]
    fn raw_elements_end_at_their_own_tag() {
        assert_eq!(spelt("<script>if (a</b) '<p>'</SCRIPT>x"), ["<script>", "raw if (a</b) '<p>'", "</SCRIPT>", "x"]);
        assert_eq!(spelt("<style>x"), ["<style>", "raw x"]);
    }

    #[test]
    fn comments_and_declarations_are_no_text() {
        let expected = ["comment doctype html", "comment  a > b ", "x", "comment -- open"];
        assert_eq!(spelt("<!doctype html><!-- a > b -->x<!---- open"), expected);
    }

    #[test]
    fn attributes_with_and_without_quotes() {
        let html = "<a href=\"x?a=1&amp;b>2\" class=q checked title='é &quot;' data-x = y/>z";
        let Some(Token::Open(tag)) = tokens(html).next() else { panic!() };
        assert_eq!(tag.attribute("HREF").unwrap(), "x?a=1&b>2");
        assert_eq!(tag.attribute("class").unwrap(), "q");
        assert_eq!(tag.attribute("checked").unwrap(), "");
        assert_eq!(tag.attribute("title").unwrap(), "é \"");
        assert_eq!(tag.attribute("none"), None);
        assert_eq!(tokens(html).nth(1), Some(Token::Text("z")));
    }

    #[test]
    fn a_tag_that_never_ends_swallows_the_rest() {
        assert_eq!(spelt("x<a href='y>z"), ["x", "<a>"]);
    }

    proptest! {
        #[test]
        fn any_text_ends(html in "[<>/!\\-a-c \"'=&;é\\[\\]]{0,80}") {
            for token in tokens(&html) {
                if let Token::Open(tag) = token {
                    prop_assert!(tag.attributes().count() <= html.len());
                }
            }
        }
    }
}
