//! What of a page is no part of any article, and what may point at other ones: told by names, by tags, and by what an
//! element holds.

use super::furniture::{self, Name};
use super::prune::is_inline;
use super::text::is_one_of;
use super::tree::Tree;

/// Elements that are no part of an article, whatever they are called.
const NEVER: &[&str] = &["nav", "form", "figcaption", "menu"];
/// Elements that hold a page or an article, whatever they are called.
const ALWAYS: &[&str] = &["html", "body", "main"];
/// Elements that may be a card: a linked headline and a line or two.
const CARDS: &[&str] = &["div", "section", "li", "aside"];
/// Most running text in an element that is furniture only when it is small, in bytes.
const SMALL: usize = 400;
/// Least running text of an article below which readers' comments are not told from it, in bytes.
pub const ARTICLE: usize = 600;

/// What becomes of an element that does not stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is taken away.
    Goes,
    /// It may hold pointers and is no text.
    IsBox(Kind),
}

/// What is known of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It is called a box of related reading.
    Related,
    /// It is called a box of other reading.
    Other,
    /// It stands aside.
    Aside,
}

/// The elements of the page that do not stay, in order, none in another; `headline` is where the headline stands.
pub fn boxes(tree: &Tree<'_>, headline: Option<usize>) -> Vec<(usize, Verdict)> {
    let page = Page { tree, whole: tree.prose(0), headline };
    let mut found = page.all(|at| page.judge(at));
    // A page of nothing but cards is a digest: there they are the text.
    let cards = page.all(|at| page.is_card(at).then_some(Verdict::IsBox(Kind::Other)));
    let prose: usize = cards.iter().map(|&(at, _)| tree.prose(at)).sum();
    if prose * 3 <= page.whole {
        let overlaps = |at: usize| {
            let next = found.partition_point(|&(other, _)| other < tree.within(at).end);
            next > 0 && tree.within(found[next - 1].0).end > at
        };
        let alone: Vec<_> = cards.into_iter().filter(|&(at, _)| !overlaps(at)).collect();
        found.extend(alone);
        found.sort_by_key(|&(at, _)| at);
    }
    found
}

struct Page<'t, 'p> {
    tree: &'t Tree<'p>,
    /// Bytes of running text.
    whole: usize,
    headline: Option<usize>,
}

impl Page<'_, '_> {
    /// The outermost elements about which `judge` has something to say.
    fn all(&self, judge: impl Fn(usize) -> Option<Verdict>) -> Vec<(usize, Verdict)> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.tree.all().end {
            let holds_headline = self.headline.is_some_and(|headline| self.tree.within(at).contains(&headline));
            match judge(at).filter(|_| !holds_headline) {
                Some(verdict) => {
                    found.push((at, verdict));
                    at = self.tree.within(at).end;
                }
                None => at += 1,
            }
        }
        found
    }

    fn judge(&self, at: usize) -> Option<Verdict> {
        let tag = self.tree.tag(at)?;
        if is_one_of(tag.name, ALWAYS) {
            return None;
        }
        let prose = self.tree.prose(at);
        let names = furniture::names(tag);
        let is = |name| names.contains(&name);
        if is(Name::Unseen) && prose * 2 < self.whole.max(1) {
            return Some(Verdict::Goes);
        }
        if is_inline(tag.name) && !tag.is("a") {
            let is_named = is(Name::Furniture) || is(Name::SmallFurniture);
            return (is_named && prose == 0 && self.is_whole_line(at)).then_some(Verdict::Goes);
        }
        if (is(Name::Comments) || self.is_talk(at)) && self.whole - prose >= ARTICLE {
            return Some(Verdict::Goes);
        }
        if prose * 2 >= self.whole && prose > 0 {
            return None;
        }
        if is(Name::Furniture) || is_one_of(tag.name, NEVER) {
            Some(Verdict::Goes)
        } else if is(Name::Related) {
            Some(Verdict::IsBox(Kind::Related))
        } else if is(Name::Other) || tag.is("article") && prose <= SMALL && self.heads_elsewhere(at) {
            Some(Verdict::IsBox(Kind::Other))
        } else if tag.is("aside") || tag.is("footer") && !self.tree.is_inside(at, &["blockquote"]) {
            Some(Verdict::IsBox(Kind::Aside))
        } else if tag.is("figure") && !self.holds(at, &["blockquote", "table", "pre"])
            || is(Name::SmallFurniture) && prose <= SMALL && !self.tree.is_heading(at)
            || is_one_of(tag.name, CARDS) && prose <= SMALL && self.holds(at, &["form"])
        {
            Some(Verdict::Goes)
        } else {
            None
        }
    }

    /// Whether the element has a linked headline and little else: it points at another article.
    fn is_card(&self, at: usize) -> bool {
        self.tree.is(at, CARDS) && self.tree.prose(at) <= SMALL && self.heads_elsewhere(at) && {
            let lines = self.tree.lines_in(&self.tree.within(at)).map(|number| self.tree.line(number));
            lines.filter(|line| line.is_prose() && !self.tree.is_heading(line.block)).count() <= 1
        }
    }

    /// Whether the first heading in `at` is a link, or stands in one.
    fn heads_elsewhere(&self, at: usize) -> bool {
        let mut headings = self.tree.within(at).filter(|&inner| self.tree.is_heading(inner));
        headings.any(|inner| self.tree.linked(inner) > 0)
    }

    /// Whether what readers wrote follows in `at`, by its first line.
    fn is_talk(&self, at: usize) -> bool {
        let first = self.tree.lines_in(&self.tree.within(at)).next();
        first.is_some_and(|number| {
            let line = self.tree.line(number);
            !line.is_prose() && furniture::is_above_talk(&self.tree.words(line.nodes.clone()))
        })
    }

    /// Whether nothing stands beside the element in its line.
    fn is_whole_line(&self, at: usize) -> bool {
        let range = self.tree.within(at);
        let lines = self.tree.lines_in(&range);
        lines.len() == 1 && self.tree.line(lines.start).nodes.end <= range.end
    }

    fn holds(&self, at: usize, names: &[&str]) -> bool {
        self.tree.within(at).any(|inner| self.tree.is(inner, names))
    }
}
