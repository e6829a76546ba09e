//! Links of a box that lead to other reading.

use std::collections::BTreeMap;

use super::furniture;
use super::tree::Tree;
use crate::feed::body::is_harmless;
use crate::feed::clean_line;
use crate::model::Pointer;

/// Pointers of one page at most.
pub const MOST: usize = 40;
/// Fewest words of a headline, and fewest where the box says what it is.
const HEADLINE: usize = 4;
const NAMED: usize = 3;
/// Most words of a headline.
const LONGEST: usize = 40;

/// Where the links in the element `at` lead that have a headline for words; `named` when the box says that they do.
pub fn links(tree: &Tree<'_>, at: usize, named: bool) -> Vec<Pointer> {
    let mut order: Vec<Pointer> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let mut next = at;
    let end = tree.within(at).end;
    while next < end {
        let link = next;
        next += 1;
        let Some(target) = tree.tag(link).filter(|tag| tag.is("a")).and_then(|tag| tag.attribute("href")) else {
            continue;
        };
        next = tree.within(link).end;
        let target = clean_line(&target);
        let title = title(tree, link);
        let words = title.split_whitespace().count();
        let least = if named { NAMED } else { HEADLINE };
        let says_nothing = furniture::is_line(&title) || furniture::is_above_links(&title);
        if !(least..=LONGEST).contains(&words) || says_nothing || !leads_on(&target) {
            continue;
        }
        // A picture and a headline are often two links to one page.
        match known.get(&target) {
            Some(&number) if order[number].title.len() < title.len() => order[number].title = title,
            Some(_) => {}
            None => {
                known.insert(target.clone(), order.len());
                order.push(Pointer { title, target });
            }
        }
    }
    order
}

/// The line that says that links to related reading follow: the first one of the element `at`, or the one before it.
pub fn heading(tree: &Tree<'_>, at: usize) -> Option<usize> {
    let first = tree.lines_in(&tree.within(at)).start;
    let is_heading = |&number: &usize| {
        tree.has_line(number) && furniture::is_above_links(&tree.words(tree.line(number).nodes.clone()))
    };
    std::iter::once(first).chain(first.checked_sub(1)).find(is_heading)
}

/// The words of a link: its heading or else its first line that may be a headline, without "Read more:" before it.
fn title(tree: &Tree<'_>, link: usize) -> String {
    let heading = tree.within(link).find(|&at| tree.is_heading(at) && tree.bytes(at) > 0);
    let lines = tree.lines_in(&tree.within(link)).map(|number| tree.words(tree.line(number).nodes.clone()));
    let line = || lines.into_iter().find(|words| words.split_whitespace().nth(NAMED - 1).is_some());
    let words = heading.map(|heading| tree.words(tree.within(heading))).or_else(line);
    let words = words.unwrap_or_else(|| tree.words(tree.within(link)));
    let words = match words.split_once(": ") {
        Some((before, rest)) if furniture::is_above_links(before) => rest,
        _ => words.as_str(),
    };
    words.trim_matches(|c: char| c.is_whitespace() || matches!(c, '»' | '→' | '›' | '>' | '•' | '«')).to_owned()
}

/// Whether `target` is a page of its own: not a place on this one, nor a button that shares it.
fn leads_on(target: &str) -> bool {
    let shares =
        ["/sharer", "/share?", "/share/", "/intent/", "wa.me/", "/submit?"].iter().any(|part| target.contains(part));
    !target.starts_with('#') && !target.starts_with("mailto:") && !shares && is_harmless(target)
}
