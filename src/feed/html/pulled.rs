//! Pull quotes: words set large that stand elsewhere in the article as well.

use super::furniture::{self, Name};
use super::title::folded;
use super::tree::Tree;

/// Quotations that are looked for elsewhere, at most.
const QUOTATIONS: usize = 24;
/// Least text of a quotation that is looked for elsewhere in the article, in letters; of a line that only looks like one.
const PULLED: usize = 20;
const LINE: usize = 40;
/// Most text beside the words that goes with them: who said them, in bytes.
const BESIDE: usize = 80;

/// Takes quotations out of `core` that are set large from a sentence that stands elsewhere in it.
pub fn take_away(tree: &mut Tree<'_>, core: usize) {
    let mut text = None;
    for (number, least) in candidates(tree, core) {
        let nodes = tree.line(number).nodes.clone();
        let said = folded(&tree.words(nodes.clone()));
        if said.len() < least || !tree.has_line(number) {
            continue;
        }
        let text: &String = text.get_or_insert_with(|| folded(&tree.words(tree.within(core))));
        if text.match_indices(&said).nth(1).is_some() {
            let holder = holder(tree, core, number);
            tree.take_away(holder);
            tree.measure();
        }
    }
}

/// Lines that may be pull quotes, with the least length of each.
fn candidates(tree: &Tree<'_>, core: usize) -> Vec<(usize, usize)> {
    let kind = |number: usize| {
        let block = tree.line(number).block;
        let words = || tree.words(tree.line(number).nodes.clone());
        let is_named = || {
            let around =
                std::iter::successors(Some(block), |&at| Some(tree.parent(at))).take(4).take_while(|&at| at > core);
            around.filter_map(|at| tree.tag(at)).any(|tag| furniture::names(tag).contains(&Name::Pulled))
        };
        if tree.is_inside(block, &["blockquote"]) || is_named() {
            Some((number, PULLED))
        } else if !tree.is(block, &["p", "li"]) && words().starts_with(['“', '"', '«', '„', '‘', '「']) {
            Some((number, LINE))
        } else {
            None
        }
    };
    tree.lines_in(&tree.within(core))
        .filter(|&number| tree.has_line(number))
        .filter_map(kind)
        .take(QUOTATIONS)
        .collect()
}

/// The outermost element around the line that holds little else.
fn holder(tree: &Tree<'_>, core: usize, number: usize) -> usize {
    let block = tree.line(number).block;
    let own = tree.words(tree.line(number).nodes.clone()).len();
    let around = std::iter::successors(Some(block), |&at| Some(tree.parent(at)));
    around.take_while(|&at| at > core && tree.bytes(at) <= own + BESIDE).last().unwrap_or(tree.line(number).nodes.start)
}
