//! Sources that are described and not named: "the analyst", "a European diplomat".

use std::ops::Range;

use super::{Scene, Speaker};
use crate::lexicon::description::{Described, Description};
use crate::split::actor::Appearance;

/// Words that name nobody in particular.
const NOBODY: [&str; 16] = [
    "someone",
    "somebody",
    "anyone",
    "anybody",
    "everyone",
    "everybody",
    "nobody",
    "many",
    "some",
    "others",
    "most",
    "one",
    "those",
    "few",
    "all",
    "none",
];

/// How many appearances before the description are looked at.
const MEMORY: usize = 60;

/// Who the description `head` stands for. A definite one may be somebody introduced before by that role; anybody else
/// is kept as described.
pub fn resolve(scene: &Scene, head: Range<usize>) -> Speaker {
    let noun = head.clone().rev().find_map(|index| scene.reading.descriptions[index]);
    let definite = scene.document.word(head.start).eq_ignore_ascii_case("the");
    if let Some(noun) = noun.filter(|noun| definite && !noun.plural && noun.kind == Described::Person)
        && let Some(appearance) = introduced(scene, head.start, noun)
    {
        let name = scene.cast.members[appearance.member].name.clone();
        return Speaker { member: Some(appearance.member), name: Some(name), role: Some(head) };
    }
    let nobody =
        head.len() == 1 && NOBODY.iter().any(|word| scene.document.word(head.start).eq_ignore_ascii_case(word));
    let says_something = !nobody && head.clone().any(|index| scene.reading.small[index].is_none());
    Speaker { member: None, name: says_something.then(|| scene.document.phrase(head).to_owned()), role: None }
}

/// The last actor before `before` whose role or apposition holds the noun.
fn introduced<'a>(scene: &'a Scene, before: usize, noun: Description) -> Option<&'a Appearance> {
    let upto = scene.cast.appearances.partition_point(|a| a.tokens.end <= before);
    let recent = &scene.cast.appearances[upto.saturating_sub(MEMORY)..upto];
    recent.iter().rev().find(|appearance| {
        let role = appearance.role.clone().is_some_and(|role| holds(scene, role, noun));
        role || holds(scene, apposition(scene, appearance), noun)
    })
}

fn holds(scene: &Scene, tokens: Range<usize>, noun: Description) -> bool {
    tokens
        .into_iter()
        .any(|index| scene.reading.descriptions[index].is_some_and(|d| d.singular == noun.singular && !d.plural))
}

/// The few words after "NAME," up to the next comma.
fn apposition(scene: &Scene, appearance: &Appearance) -> Range<usize> {
    let start = appearance.tokens.end;
    if start >= scene.document.tokens.len() || scene.document.word(start) != "," {
        return start..start;
    }
    let limit = (start + 12).min(scene.document.tokens.len());
    let end = (start + 1..limit).find(|&index| matches!(scene.document.word(index), "," | "." | ";")).unwrap_or(limit);
    start + 1..end
}
