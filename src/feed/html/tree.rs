//! A page as a tree that is cleared of what does not belong to its article.
//!
//! The nodes stand in the order of the page, each knowing where it ends, so that what lies in an element is a range and
//! every measure of it the difference of two sums.

use std::ops::Range;

use super::entity;
use super::prune::is_inline;
use super::scan::{Tag, Token, tokens};
use super::text::{is_one_of, is_void};
use crate::feed::clean_line;

/// Shortest line that is taken for running text, in bytes.
const PROSE: usize = 40;
/// Shortest line that is running text although no sentence ends it, in bytes.
const LONG: usize = 120;

/// A page that [`prune`](super::prune::prune) made well nested.
pub struct Tree<'p> {
    nodes: Vec<Node<'p>>,
    lines: Vec<Line>,
    sums: Vec<Sums>,
}

struct Node<'p> {
    /// None for a text.
    tag: Option<Tag<'p>>,
    text: &'p str,
    parent: usize,
    /// The first node after it and all that it holds.
    end: usize,
    gone: bool,
}

/// A run of text that nothing interrupts: a paragraph, or what stands between two line breaks.
pub struct Line {
    /// The nodes from its first text to its last.
    pub nodes: Range<usize>,
    /// The element that it stands in, formatting and links aside.
    pub block: usize,
    bytes: usize,
    /// Of these in links.
    linked: usize,
}

/// What stands before a node.
#[derive(Clone, Copy, Default)]
struct Sums {
    bytes: usize,
    linked: usize,
    prose: usize,
}

impl<'p> Tree<'p> {
    /// The tree of the well-nested page `html`.
    pub fn of(html: &'p str) -> Self {
        let mut builder = Builder {
            tree: Self { nodes: Vec::new(), lines: Vec::new(), sums: Vec::new() },
            open: Vec::new(),
            links: 0,
            line: None,
        };
        for token in tokens(html) {
            builder.token(token);
        }
        let mut tree = builder.finish();
        tree.measure();
        tree
    }

    /// Counts anew what is left.
    pub fn measure(&mut self) {
        let mut own = vec![Sums::default(); self.nodes.len()];
        let mut shown = vec![true; self.nodes.len()];
        for (at, node) in self.nodes.iter().enumerate() {
            shown[at] = !node.gone && (at == 0 || shown[node.parent]);
        }
        for line in &self.lines {
            // A line whose first text is gone is gone.
            if !shown[line.nodes.start] {
                continue;
            }
            own[line.nodes.start].bytes += line.bytes;
            own[line.nodes.start].linked += line.linked;
            if line.is_prose() && !self.is_heading(line.block) {
                own[line.nodes.start].prose += line.bytes;
            }
        }
        let mut sum = Sums::default();
        self.sums.clear();
        for one in own {
            self.sums.push(sum);
            sum = Sums { bytes: sum.bytes + one.bytes, linked: sum.linked + one.linked, prose: sum.prose + one.prose };
        }
        self.sums.push(sum);
    }

    /// All nodes.
    pub fn all(&self) -> Range<usize> {
        0..self.nodes.len()
    }

    /// The element `at` and all that it holds.
    pub fn within(&self, at: usize) -> Range<usize> {
        at..self.nodes.get(at).map_or(at, |node| node.end)
    }

    /// The nodes right below `at` that are left.
    pub fn children(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.nodes[at].end;
        let mut next = at + 1;
        std::iter::from_fn(move || {
            let child = (next < end).then_some(next)?;
            next = self.nodes[child].end;
            Some(child)
        })
        .filter(|&child| !self.nodes[child].gone)
    }

    /// The element that holds `at`; the first node holds itself.
    pub fn parent(&self, at: usize) -> usize {
        self.nodes[at].parent
    }

    /// The start tag of an element; none of a text.
    pub fn tag(&self, at: usize) -> Option<&Tag<'p>> {
        self.nodes[at].tag.as_ref()
    }

    /// Whether `at` is an element called one of `names`.
    pub fn is(&self, at: usize, names: &[&str]) -> bool {
        self.tag(at).is_some_and(|tag| is_one_of(tag.name, names))
    }

    /// Whether `at` is a heading.
    pub fn is_heading(&self, at: usize) -> bool {
        self.is(at, &["h1", "h2", "h3", "h4", "h5", "h6"])
    }

    /// Whether one of the elements from `at` outwards is called one of `names`.
    pub fn is_inside(&self, at: usize, names: &[&str]) -> bool {
        let mut at = at;
        while at > 0 {
            if self.is(at, names) {
                return true;
            }
            at = self.parent(at);
        }
        false
    }

    /// Bytes of text in `at`.
    pub fn bytes(&self, at: usize) -> usize {
        self.sums[self.nodes[at].end].bytes - self.sums[at].bytes
    }

    /// Bytes of text within links in `at`.
    pub fn linked(&self, at: usize) -> usize {
        self.sums[self.nodes[at].end].linked - self.sums[at].linked
    }

    /// Bytes of running text in `at`.
    pub fn prose(&self, at: usize) -> usize {
        self.sums[self.nodes[at].end].prose - self.sums[at].prose
    }

    /// Takes `at` away with all that it holds.
    pub fn take_away(&mut self, at: usize) {
        self.nodes[at].gone = true;
    }

    /// Takes the line `line` away.
    pub fn take_line_away(&mut self, line: usize) {
        for at in self.lines[line].nodes.clone() {
            if self.nodes[at].tag.is_none() {
                self.nodes[at].gone = true;
            }
        }
    }

    /// The numbers of the lines in `nodes`, whether they are left or not.
    pub fn lines_in(&self, nodes: &Range<usize>) -> Range<usize> {
        let first = self.lines.partition_point(|line| line.nodes.start < nodes.start);
        first..self.lines.partition_point(|line| line.nodes.start < nodes.end)
    }

    /// The line `number`.
    pub fn line(&self, number: usize) -> &Line {
        &self.lines[number]
    }

    /// Whether the line `number` is left.
    pub fn has_line(&self, number: usize) -> bool {
        let at = self.lines[number].nodes.start;
        self.sums[at + 1].bytes > self.sums[at].bytes && !self.nodes[at].gone
    }

    /// The words in `nodes`, as one clean line.
    pub fn words(&self, nodes: Range<usize>) -> String {
        let mut words = String::new();
        let mut at = nodes.start;
        while at < nodes.end {
            let node = &self.nodes[at];
            if node.gone {
                at = node.end;
                continue;
            }
            words.push_str(node.text);
            if node.tag.is_some_and(|tag| !is_inline(tag.name)) {
                words.push(' ');
            }
            at += 1;
        }
        clean_line(&entity::decode(&words).replace('\u{ad}', ""))
    }

    /// What is left of `nodes`, as HTML.
    pub fn html(&self, nodes: Range<usize>) -> String {
        let mut html = String::new();
        let mut open: Vec<usize> = Vec::new();
        let mut at = nodes.start;
        while at < nodes.end {
            while open.last().is_some_and(|&element| self.nodes[element].end <= at) {
                self.close(open.pop(), &mut html);
            }
            let node = &self.nodes[at];
            if node.gone {
                at = node.end;
                continue;
            }
            match &node.tag {
                None => html.push_str(node.text),
                Some(tag) => {
                    tag.write(&mut html);
                    if !is_void(tag.name) {
                        open.push(at);
                    }
                }
            }
            at += 1;
        }
        while !open.is_empty() {
            self.close(open.pop(), &mut html);
        }
        html
    }

    fn close(&self, element: Option<usize>, html: &mut String) {
        if let Some(tag) = element.and_then(|at| self.tag(at)) {
            html.push_str("</");
            html.push_str(tag.name);
            html.push('>');
        }
    }
}

impl Line {
    /// Whether it is running text: long enough, and not mostly links.
    pub fn is_prose(&self) -> bool {
        self.bytes >= PROSE && self.linked * 2 < self.bytes
    }

    /// Whether it is too long for a name or a date.
    pub fn is_long(&self) -> bool {
        self.bytes >= LONG
    }
}

struct Builder<'p> {
    tree: Tree<'p>,
    open: Vec<usize>,
    /// Links that are open.
    links: usize,
    /// The line being read.
    line: Option<Line>,
}

impl<'p> Builder<'p> {
    fn token(&mut self, token: Token<'p>) {
        match token {
            Token::Text(text) | Token::Raw(text) => self.text(text),
            Token::Open(tag) => {
                if !is_inline(tag.name) && !tag.is("wbr") && !tag.is("img") {
                    self.end_line();
                }
                let at = self.push(Some(tag), "");
                if !is_void(tag.name) {
                    self.links += usize::from(tag.is("a"));
                    self.open.push(at);
                }
            }
            Token::Close(_) => self.close(),
            Token::Comment(_) => {}
        }
    }

    fn text(&mut self, text: &'p str) {
        let at = self.push(None, text);
        let bytes = text.trim().len();
        if bytes == 0 || self.open.iter().any(|&open| self.tree.is(open, &["title", "head"])) {
            return;
        }
        let linked = if self.links > 0 { bytes } else { 0 };
        match &mut self.line {
            Some(line) => {
                line.nodes.end = at + 1;
                line.bytes += bytes;
                line.linked += linked;
            }
            None => {
                let is_block = |&&open: &&usize| self.tree.tag(open).is_some_and(|tag| !is_inline(tag.name));
                let block = self.open.iter().rev().find(is_block).copied().unwrap_or(0);
                self.line = Some(Line { nodes: at..at + 1, block, bytes, linked });
            }
        }
    }

    fn push(&mut self, tag: Option<Tag<'p>>, text: &'p str) -> usize {
        let at = self.tree.nodes.len();
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { tag, text, parent, end: at + 1, gone: false });
        at
    }

    fn close(&mut self) {
        let Some(at) = self.open.pop() else { return };
        if let Some(tag) = self.tree.nodes[at].tag {
            self.links -= usize::from(tag.is("a"));
            if !is_inline(tag.name) {
                self.end_line();
            }
        }
        self.tree.nodes[at].end = self.tree.nodes.len();
    }

    fn end_line(&mut self) {
        self.tree.lines.extend(self.line.take());
    }

    fn finish(mut self) -> Tree<'p> {
        while !self.open.is_empty() {
            self.close();
        }
        self.end_line();
        self.tree
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::prune::prune;
    use super::*;

    #[test]
    fn lines_end_at_blocks_and_breaks() {
        let html = "<div>One <b>two</b><br>three<p>four <a href=x>five</a></p>six</div>";
        let tree = Tree::of(html);
        let lines: Vec<String> = tree.lines.iter().map(|line| tree.words(line.nodes.clone())).collect();
        assert_eq!(lines, ["One two", "three", "four five", "six"]);
        assert_eq!((tree.bytes(0), tree.linked(0)), (22, 4));
    }

    #[test]
    fn what_is_taken_away_is_neither_counted_nor_written() {
        let html = "<div><p>One</p><p>two</p></div>";
        let mut tree = Tree::of(html);
        let second = tree.children(0).nth(1).unwrap();
        tree.take_away(second);
        tree.measure();
        assert_eq!((tree.html(tree.all()), tree.bytes(0)), ("<div><p>One</p></div>".to_owned(), 3));
        assert_eq!(tree.children(0).count(), 1);
    }

    proptest! {
        #[test]
        fn what_is_left_whole_is_written_as_it_was(html in "(<p>|<div>|<b>|<a href=x>|<li>|<ul>|</p>|</div>|</b>|</a>|</ul>|<br>|x|é){0,60}") {
            let pruned = prune(&html);
            let tree = Tree::of(&pruned);
            prop_assert_eq!(tree.html(tree.all()), pruned.clone());
        }
    }
}
