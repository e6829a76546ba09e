//! The article of a page: what holds it, cleared of furniture, and the pointers that stand among its paragraphs.

use std::collections::HashSet;

use super::furniture::{self, Name};
use super::metadata::is_by;
use super::prune::is_inline;
use super::title::folded;
use super::tree::Tree;
use super::verdict::{self, ARTICLE, Kind, Verdict};
use super::{pointer, pulled};
use crate::feed::date;
use crate::model::Pointer;

/// Elements of running text, which hold no article.
const PARAGRAPHS: &[&str] = &["p", "blockquote", "li", "a", "h1", "h2", "h3", "h4", "h5", "h6"];
/// Fewest words of a line before and after the running text that may be a sentence.
const SENTENCE: usize = 3;
/// Least letters of a line that is taken away when it was there before.
const REPEATED: usize = 40;

/// What [`clear`] found on a page.
pub struct Cleared {
    /// What holds the article.
    pub core: String,
    /// Its lines of running text, folded.
    pub lines: Vec<String>,
    /// The lines between headline and text that stand outside of it, as HTML.
    pub standfirst: String,
    /// The lines taken out above the running text, which may tell author and date.
    pub head: String,
    /// Where boxes of links among the paragraphs lead.
    pub pointers: Vec<Pointer>,
}

/// Clears the page `tree`, whose headline `title` stands at the node `headline`.
pub fn clear(tree: Tree<'_>, title: &str, headline: Option<usize>) -> Cleared {
    let boxes = verdict::boxes(&tree, headline);
    let mut clearing = Clearing { tree, title: folded(title), headline, boxes: Vec::new(), before: vec![0] };
    for (at, verdict) in boxes {
        match verdict {
            Verdict::Goes => clearing.tree.take_away(at),
            Verdict::IsBox(kind) => clearing.boxes.push((at, kind)),
        }
    }
    clearing.tree.measure();
    clearing.weigh();
    let core = clearing.core();
    let standfirst = clearing.standfirst(core);
    let pointers = clearing.pointers(core);
    let head = clearing.lines(core);
    let mut tree = clearing.tree;
    pulled::take_away(&mut tree, core);
    tree.measure();
    let lines = tree.lines_in(&tree.within(core)).filter(|&number| {
        let line = tree.line(number);
        tree.has_line(number) && line.is_prose() && !tree.is_heading(line.block)
    });
    let lines = lines.map(|number| folded(&tree.words(tree.line(number).nodes.clone()))).collect();
    Cleared { core: tree.html(tree.within(core)), lines, standfirst, head, pointers }
}

struct Clearing<'p> {
    tree: Tree<'p>,
    /// The headline, folded.
    title: String,
    /// Where it stands.
    headline: Option<usize>,
    /// Elements that may hold pointers and are no text, in order, none in another.
    boxes: Vec<(usize, Kind)>,
    /// Running text in the boxes before each, and in all.
    before: Vec<usize>,
}

impl Clearing<'_> {
    fn weigh(&mut self) {
        for &(at, _) in &self.boxes {
            let before = self.before.last().copied().unwrap_or(0);
            self.before.push(before + self.tree.prose(at));
        }
    }

    /// Bytes of running text in `at`, boxes aside.
    fn weight(&self, at: usize) -> usize {
        let range = self.tree.within(at);
        let first = self.boxes.partition_point(|&(at, _)| at < range.start);
        let end = self.boxes.partition_point(|&(at, _)| at < range.end);
        self.tree.prose(at).saturating_sub(self.before[end] - self.before[first])
    }

    /// The innermost element that holds the running text.
    fn core(&self) -> usize {
        let mut at = 0;
        loop {
            let heaviest = self.tree.children(at).max_by_key(|&child| (self.weight(child), std::cmp::Reverse(child)));
            let holds_most = |&child: &usize| self.weight(child) * 10 >= self.weight(at) * 8 && self.weight(child) > 0;
            match heaviest.filter(holds_most) {
                Some(child) if !self.tree.is(child, PARAGRAPHS) && !self.has_twin(at, child) => at = child,
                _ => match self.own_story(at) {
                    Some(child) => at = child,
                    None => return at,
                },
            }
        }
    }

    /// Whether running text stands beside `child` in an element of the same look: both are parts of one article.
    fn has_twin(&self, parent: usize, child: usize) -> bool {
        let look = |at: usize| self.tree.tag(at).and_then(|tag| tag.attribute("class"));
        let own = look(child);
        let is_twin = |&other: &usize| other != child && self.weight(other) > 0 && look(other) == own;
        own.is_some() && self.tree.children(parent).any(|other| is_twin(&other))
    }

    /// The child of `parent` that holds the headline and a whole article, where another whole one stands beside it, with a
    /// headline of its own: pages load the next story below the first.
    fn own_story(&self, parent: usize) -> Option<usize> {
        let headline = self.headline?;
        let own = self.tree.children(parent).find(|&child| self.tree.within(child).contains(&headline))?;
        let heads = |at: usize| {
            let first = self.tree.lines_in(&self.tree.within(at)).map(|number| self.tree.line(number));
            let before_prose = first.take_while(|line| !line.is_prose() || self.tree.is_heading(line.block));
            before_prose.map(|line| line.block).find(|&block| self.tree.is_heading(block))
        };
        let rank = |at: usize| self.tree.tag(at).map(|tag| tag.name.to_ascii_lowercase());
        let is_other = |&other: &usize| {
            let same_rank = || heads(other).is_some_and(|heading| rank(heading) == rank(headline));
            let is_article =
                self.tree.is(own, &["article"]) && self.tree.is(other, &["article"]) && heads(other).is_some();
            other != own && self.weight(other) >= ARTICLE && (is_article || same_rank())
        };
        (self.weight(own) >= ARTICLE && self.tree.children(parent).any(|other| is_other(&other))).then_some(own)
    }

    /// What stands between the headline and the element `core` and reads like text: the standfirst, a first paragraph.
    fn standfirst(&self, core: usize) -> String {
        let Some(headline) = self.headline.filter(|&headline| headline < core) else { return String::new() };
        let mut html = String::new();
        for number in self.tree.lines_in(&(self.tree.within(headline).end..core)) {
            let line = self.tree.line(number);
            let at = line.nodes.start;
            if !self.tree.has_line(number)
                || self.is_boxed(at)
                || self.tree.is_heading(line.block) && !self.is_standfirst(at)
            {
                continue;
            }
            let words = self.tree.words(line.nodes.clone());
            if (line.is_prose() || self.is_standfirst(at)) && is_sentence(&words) && folded(&words) != self.title {
                html.push_str("<p>");
                html.push_str(&self.tree.html(line.nodes.clone()));
                html.push_str("</p>");
            }
        }
        html
    }

    fn is_standfirst(&self, at: usize) -> bool {
        let around = std::iter::successors(Some(self.tree.parent(at)), |&at| Some(self.tree.parent(at))).take(3);
        around.filter_map(|at| self.tree.tag(at)).any(|tag| furniture::names(tag).contains(&Name::Standfirst))
    }

    fn is_boxed(&self, at: usize) -> bool {
        let before = self.boxes.partition_point(|&(first, _)| first <= at);
        before > 0 && self.tree.within(self.boxes[before - 1].0).contains(&at)
    }

    /// Takes the boxes out of the page; gives where those in the element `core` lead.
    fn pointers(&mut self, core: usize) -> Vec<Pointer> {
        let last = self.prose_lines(core).last().copied().map_or(core, |line| self.tree.line(line).nodes.start);
        let mut pointers = Vec::new();
        let range = self.tree.within(core);
        let noted = std::mem::take(&mut self.boxes);
        for &(at, kind) in &noted {
            if core < at && at < range.end {
                let is_aside = kind == Kind::Aside && self.tree.linked(at) * 2 < self.tree.bytes(at);
                if !is_aside && (at < last || kind == Kind::Related) {
                    pointers.push((at, pointer::links(&self.tree, at, kind != Kind::Aside)));
                    pointer::heading(&self.tree, at).into_iter().for_each(|line| self.tree.take_line_away(line));
                }
            }
            if !self.tree.within(at).contains(&core) {
                self.tree.take_away(at);
            }
        }
        self.tree.measure();
        self.unnamed(core, last, &mut pointers);
        self.tree.measure();
        pointers.sort_by_key(|(at, _)| *at);
        let mut known = HashSet::new();
        let distinct = pointers.into_iter().flat_map(|(_, found)| found).filter(|one| known.insert(one.target.clone()));
        distinct.take(pointer::MOST).collect()
    }

    /// Takes out what has no telling name and is little but links.
    fn unnamed(&mut self, core: usize, last: usize, pointers: &mut Vec<(usize, Vec<Pointer>)>) {
        let range = self.tree.within(core);
        let mut at = core + 1;
        while at < range.end {
            let is_box = self.tree.tag(at).is_some_and(|tag| !is_inline(tag.name))
                && !self.tree.is_heading(at)
                && self.tree.bytes(at) > 0
                && self.tree.prose(at) == 0
                && self.tree.linked(at) * 2 >= self.tree.bytes(at);
            if !is_box {
                at += 1;
                continue;
            }
            let found = pointer::links(&self.tree, at, false);
            let heading = pointer::heading(&self.tree, at);
            let is_meant = at < last || self.tree.is(at, &["p"]) || heading.is_some();
            // Short links among the paragraphs may be a list of the article's own.
            if !found.is_empty() || at > last {
                self.tree.take_away(at);
                heading.into_iter().for_each(|line| self.tree.take_line_away(line));
            }
            if !found.is_empty() && is_meant {
                pointers.push((at, found));
            }
            at = self.tree.within(at).end;
        }
    }

    /// The lines of running text in `core` that are left.
    fn prose_lines(&self, core: usize) -> Vec<usize> {
        let is_prose = |&number: &usize| {
            let line = self.tree.line(number);
            line.is_prose()
                && self.tree.has_line(number)
                && !self.tree.is_heading(line.block)
                && !self.is_boxed(line.nodes.start)
                && (line.is_long() || is_sentence(&self.tree.words(line.nodes.clone())))
        };
        self.tree.lines_in(&self.tree.within(core)).filter(is_prose).collect()
    }

    /// Takes lines out of `core` that the page says of itself, the headline, and what before and after the running text
    /// is no sentence: dates, names, buttons. Gives those before.
    fn lines(&mut self, core: usize) -> String {
        let prose = self.prose_lines(core);
        let (Some(&first), Some(&last)) = (prose.first(), prose.last()) else { return String::new() };
        let mut head = String::new();
        let mut known = HashSet::new();
        // A heading stays where something below it does, and so does a list below "More on this story".
        let mut heads = Vec::new();
        let (mut listing, mut above) = (false, None);
        let mut alone = Vec::new();
        for number in self.tree.lines_in(&self.tree.within(core)) {
            if !self.tree.has_line(number) {
                continue;
            }
            let line = self.tree.line(number);
            let words = self.tree.words(line.nodes.clone());
            let key = folded(&words);
            let outside = number < first || number > last;
            let stands_out = || !is_sentence(&words) && !goes_on(&words) && !self.is_below(core, line.block, "table");
            let repeats = key == self.title && !key.is_empty() || key.len() >= REPEATED && !known.insert(key);
            let above_links = furniture::is_above_links(&words);
            listing = above_links || listing && !line.is_prose();
            alone.extend(above.take().filter(|_| !listing || above_links));
            above = above_links.then_some(number);
            if repeats || furniture::is_line(&words) || number < first && self.tree.is(line.block, &["h1"]) {
                self.tree.take_line_away(number);
            } else if above_links || outside && self.tree.is_heading(line.block) {
                heads.push(number);
            } else if outside && !listing && stands_out() {
                if number < first {
                    head.push_str(&words);
                    head.push('\n');
                }
                self.tree.take_line_away(number);
            } else {
                heads.clear();
            }
        }
        for number in heads.into_iter().chain(above).chain(alone) {
            self.tree.take_line_away(number);
        }
        self.tree.measure();
        head
    }

    fn is_below(&self, core: usize, at: usize, name: &str) -> bool {
        std::iter::successors(Some(at), |&at| Some(self.tree.parent(at)))
            .take_while(|&at| at > core)
            .any(|at| self.tree.is(at, &[name]))
    }
}

/// Whether `line` reads like a sentence: some words and an end, in whatever script.
fn is_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '”', '’', '»', '\'', ')', ']', '“', '」', '』', '）']);
    // Where no space parts the words, the end must do.
    end.ends_with(['。', '！', '？'])
        || end.ends_with(['.', '!', '?', '…', '؟', '۔', '।']) && line.split_whitespace().nth(SENTENCE - 1).is_some()
}

/// Whether `line` begins like running text, with a small letter, and is no byline or date: names and buttons begin large.
fn goes_on(line: &str) -> bool {
    let word = line.split_whitespace().next().unwrap_or_default();
    let is_text = word.starts_with(char::is_lowercase) && line.split_whitespace().nth(1).is_some();
    is_text && !is_by(word) && date::within(line).is_none()
}
