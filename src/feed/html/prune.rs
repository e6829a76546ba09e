//! A linear pass before any tree is built: what hostile pages pile up is cut, what nobody reads is dropped.
//!
//! Building a tree and scoring it takes more than linear time on deep nesting, on formatting left open over many
//! paragraphs, and on tags with thousands of attributes. What comes out of here is well nested, at most [`DEPTH`] deep,
//! and carries only the attributes that tell content from decoration.

use super::scan::{Tag, Token, tokens};
use super::text::{is_block, is_hidden, is_left_out, is_one_of, is_void};

/// Deepest nesting that is kept; deeper elements give their content to their parent.
const DEPTH: usize = 96;
/// How many open elements an end tag may look back through.
const REACH: usize = 48;
/// Formatting elements that may be open at once.
const FORMATTING: usize = 6;
/// Longest value of an attribute, in bytes: pictures are sometimes written out in one.
const VALUE: usize = 2048;

/// Elements that are dropped with all they hold.
const DROPPED: &[&str] = &[
    "script", "style", "template", "svg", "math", "iframe", "object", "embed", "audio", "video", "canvas", "noscript",
    "select", "textarea", "button", "input", "link", "map", "dialog",
];
/// Attributes of a `template` that is shown.
const SHADOW: &[&str] = &["shadowrootmode", "shadowroot"];
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark",
    "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];
/// Attributes by which an extractor tells content from decoration.
const ATTRIBUTES: &[&str] = &[
    "class",
    "id",
    "href",
    "src",
    "alt",
    "role",
    "itemprop",
    "itemtype",
    "rel",
    "datetime",
    "content",
    "title",
    "dir",
    "lang",
    "name",
    "aria-label",
    "data-component",
    "data-testid",
    "data-area",
    "data-gu-name",
];

/// Whether `name` is an element of running text.
pub fn is_inline(name: &str) -> bool {
    is_one_of(name, INLINE)
}

/// `html` as a well-nested document of bounded depth.
pub fn prune(html: &str) -> String {
    let mut pruner = Pruner { out: String::with_capacity(html.len() / 2), ..Pruner::default() };
    for token in tokens(html) {
        pruner.token(token);
    }
    pruner.close_down_to(0);
    pruner.out
}

#[derive(Default)]
struct Pruner<'h> {
    out: String,
    /// Open elements, outermost first, and whether each was written.
    open: Vec<(&'h str, bool)>,
    /// How many of them were written.
    depth: usize,
    formatting: usize,
    /// The element being dropped, and how many of its name are open.
    dropping: Option<(&'h str, usize)>,
    title: bool,
}

impl<'h> Pruner<'h> {
    fn token(&mut self, token: Token<'h>) {
        if is_left_out(&mut self.dropping, &token) {
            return;
        }
        match token {
            Token::Text(text) => self.out.push_str(text),
            Token::Raw(text) if self.title => self.out.push_str(text),
            Token::Open(tag) => self.open(tag),
            Token::Close(name) => self.close(name),
            Token::Raw(_) | Token::Comment(_) => {}
        }
    }

    fn open(&mut self, tag: Tag<'h>) {
        let void = is_void(tag.name);
        // The tree of an element that shows what stands in it, as saved pages write it out.
        let is_shadow = tag.is("template") && tag.attributes().any(|(name, _)| is_one_of(name, SHADOW));
        if is_shadow {
            self.open.push((tag.name, false));
            return;
        }
        if is_one_of(tag.name, DROPPED) || is_hidden(&tag) {
            if !void {
                self.dropping = Some((tag.name, 1));
            }
            return;
        }
        self.title = tag.is("title");
        if void {
            self.write(&tag);
            return;
        }
        self.end_implied(&tag);
        let is_inline = is_one_of(tag.name, INLINE);
        let written = self.depth < DEPTH && (!is_inline || self.formatting < FORMATTING);
        if written {
            self.write(&tag);
            self.depth += 1;
            self.formatting += usize::from(is_inline);
        }
        self.open.push((tag.name, written));
    }

    /// Closes what the start tag `tag` ends without saying so: the paragraph before a block, the item before an item.
    fn end_implied(&mut self, tag: &Tag<'_>) {
        let (ended, borders): (&[&str], &[&str]) = if tag.is("li") {
            (&["li"], &["ul", "ol"])
        } else if is_one_of(tag.name, &["dt", "dd"]) {
            (&["dt", "dd"], &["dl"])
        } else if is_one_of(tag.name, &["td", "th"]) {
            (&["td", "th"], &["tr", "table"])
        } else if tag.is("tr") {
            (&["tr"], &["table"])
        } else if tag.is("option") {
            (&["option"], &["select"])
        } else if tag.is("a") {
            (&["a"], &["p", "div", "td", "li"])
        } else if is_block(tag.name) {
            (&["p"], &["div", "td", "li", "blockquote", "table", "article", "section", "body"])
        } else {
            return;
        };
        let recent = self.open.iter().enumerate().rev().take(REACH);
        for (index, (name, _)) in recent {
            if is_one_of(name, ended) {
                return self.close_down_to(index);
            }
            if is_one_of(name, borders) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        self.title = false;
        let found = self.open.iter().rev().take(REACH).position(|(open, _)| open.eq_ignore_ascii_case(name));
        if let Some(back) = found {
            // An end tag of formatting does not reach out of its paragraph.
            let first = self.open.len() - 1 - back;
            let crosses = is_one_of(name, INLINE) && self.open[first + 1..].iter().any(|(open, _)| is_block(open));
            if !crosses {
                self.close_down_to(first);
            }
        } else if name.eq_ignore_ascii_case("p") || name.eq_ignore_ascii_case("br") {
            self.out.push_str("<br>");
        }
    }

    fn close_down_to(&mut self, count: usize) {
        for (name, written) in self.open.drain(count..).rev() {
            if written {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
                self.depth -= 1;
                self.formatting -= usize::from(is_one_of(name, INLINE));
            }
        }
    }

    fn write(&mut self, tag: &Tag<'_>) {
        self.out.push('<');
        self.out.push_str(tag.name);
        let mut kept = 0_usize;
        for (name, value) in tag.attributes() {
            let Some(known) = ATTRIBUTES.iter().position(|known| name.eq_ignore_ascii_case(known)) else { continue };
            if kept & (1 << known) != 0 || value.len() > VALUE || value.starts_with("data:") {
                continue;
            }
            kept |= 1 << known;
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.out.push_str(&value.replace('"', "&quot;"));
            self.out.push('"');
        }
        self.out.push('>');
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn deepest(html: &str) -> usize {
        let (mut depth, mut deepest) = (0_usize, 0);
        for token in tokens(html) {
            match token {
                Token::Open(tag) if !is_void(tag.name) => depth += 1,
                Token::Close(_) => depth = depth.checked_sub(1).expect("every end tag has a start tag"),
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        assert_eq!(depth, 0, "every start tag has an end tag: {html}");
        deepest
    }

    #[test]
    fn depth_is_capped_and_words_stay() {
        let html = prune(&format!("{}deep{}", "<div>".repeat(5000), "</div>".repeat(5000)));
        assert!(deepest(&html) <= DEPTH);
        assert!(html.contains("deep"));
    }

    #[test]
    fn formatting_ends_with_its_paragraph() {
        assert_eq!(prune("<p><b>one<p>two"), "<p><b>one</b></p><p>two</p>");
        assert_eq!(prune("<p><font color=red>w<p><font>x"), "<p><font>w</font></p><p><font>x</font></p>");
    }

    #[test]
    fn items_end_before_items() {
        assert_eq!(prune("<ul><li>a<li>b<ul><li>c</ul></ul>"), "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>");
    }

    #[test]
    fn attributes_that_decorate_are_dropped() {
        let html =
            "<p onclick='x' style='color:red' class=lead class=two data-a=1>a</p><img src='data:image/png;base64,AA'>";
        assert_eq!(prune(html), "<p class=\"lead\">a</p><img>");
    }

    #[test]
    fn what_nobody_reads_is_dropped() {
        let html = "<script>a<b</script><p hidden>no<p>yes</p><svg><path d=''/></svg><noscript><img></noscript>!";
        assert_eq!(prune(html), "<p>yes</p>!");
    }

    proptest! {
        #[test]
        fn what_comes_out_is_well_nested(html in "(<p>|<div>|<b>|<a href=x>|<li>|<ul>|<td>|<tr>|<table>|</p>|</div>|</b>|</a>|</ul>|</table>|<br>|x){0,60}") {
            prop_assert!(deepest(&prune(&html)) <= DEPTH);
        }
    }
}
