//! The words that name who speaks, resolved to an actor.

use std::ops::Range;

use super::{Scene, Speaker, description, pronoun};
use crate::lexicon::description::Described;
use crate::lexicon::nation;
use crate::split::actor::Appearance;
use crate::split::quote::{Attribution, Small, ending_at};

/// Who the source of `attribution` is; `before` is the speaker of the attribution before it.
pub fn resolve(scene: &Scene, attribution: &Attribution, before: Option<usize>) -> Speaker {
    let Some(source) = attribution.source.clone().filter(|s| !s.is_empty()) else { return Speaker::default() };
    if pronoun::is_one(scene, &source) {
        return match pronoun::resolve(scene, source.start, before) {
            Some(member) => named(scene, member, None),
            None => related(scene, source.start),
        };
    }
    let head = head(scene, source.clone());
    if let Some(appearance) = appearance_ending(scene, &head) {
        let role = appearance.role.clone().or_else(|| apposition(scene, head.end, source.end));
        return named(scene, appearance.member, role);
    }
    if let Some(appearance) = named_after_comma(scene, head.end, source.end) {
        return named(scene, appearance.member, Some(head));
    }
    if let Some(member) = by_last_name(scene, &head) {
        return named(scene, member, None);
    }
    if let Some(owner) = owner(scene, &source, &head) {
        return owner;
    }
    description::resolve(scene, head)
}

/// Who has the last name with which `head` ends, where that name was not seen to be one here; none when two have it.
fn by_last_name(scene: &Scene, head: &Range<usize>) -> Option<usize> {
    let last = head.clone().next_back().filter(|&index| scene.reading.capital[index])?;
    scene.last_names.get(&scene.reading.keys[last]).copied().flatten()
}

/// "the US plan", "elements of Ann Lee's proposal", "a report by the Harbour Board": whose paper it is. A paper speaks
/// for the actor that made it.
fn owner(scene: &Scene, source: &Range<usize>, head: &Range<usize>) -> Option<Speaker> {
    let paper = |index: usize| scene.reading.descriptions[index].is_some_and(|d| d.kind == Described::Paper);
    let is =
        |index: usize, words: &[&str]| words.iter().any(|word| scene.document.word(index).eq_ignore_ascii_case(word));
    let noun = if head.clone().next_back().is_some_and(paper) {
        head.end - 1
    } else {
        // "other elements of the plan"
        let of = Some(head.end).filter(|&of| of < source.end && is(of, &["of", "in"]))?;
        let describes = head.clone().any(|index| scene.reading.descriptions[index].is_some());
        (of + 1..source.end).find(|&index| paper(index)).filter(|_| !describes)?
    };
    let sentence = &scene.document.sentences[scene.document.sentence_of(noun)].tokens;
    let start = (source.start..noun)
        .rev()
        .take_while(|&index| !matches!(scene.reading.small[index], Some(Small::Preposition | Small::Conjunction)))
        .last()
        .unwrap_or(noun);
    let before = (start..noun).rev().find_map(|index| actor_at(scene, index));
    let maker = || {
        let by = Some(noun + 1).filter(|&by| by < sentence.end && is(by, &["by", "from", "of"]))?;
        (by + 1..sentence.end.min(by + 5)).find_map(|index| actor_at(scene, index))
    };
    before.or_else(maker)
}

/// Who is named at the token `index`: an actor of the article, or a nation by any of its names ("the US", "Turkish").
fn actor_at(scene: &Scene, index: usize) -> Option<Speaker> {
    if let Some(appearance) = scene.cast.at(index) {
        return Some(named(scene, appearance.member, None));
    }
    let (code, _) = nation::lookup(scene.document.word(index))?;
    if let Some(&member) = scene.countries.get(code) {
        return Some(named(scene, member, None));
    }
    let name = nation::nations().find(|nation| nation.code == code)?.names().next()?.to_owned();
    Some(Speaker { name: Some(name), ..Speaker::default() })
}

/// "the nurses who say": what stands before a relative pronoun, described.
fn related(scene: &Scene, index: usize) -> Speaker {
    let relative = ["who", "which", "that"].iter().any(|word| scene.document.word(index).eq_ignore_ascii_case(word));
    let end = index - usize::from(index > 0 && scene.document.word(index - 1) == ",");
    let floor = scene.document.sentences[scene.document.sentence_of(index)].tokens.start;
    let before = relative.then(|| ending_at(scene.document, scene.reading, floor, end)).flatten();
    before.filter(|phrase| !pronoun::is_one(scene, phrase)).map_or_else(Speaker::default, |phrase| {
        let head = head(scene, phrase);
        match appearance_ending(scene, &head) {
            Some(appearance) => named(scene, appearance.member, appearance.role.clone()),
            None => description::resolve(scene, head),
        }
    })
}

fn named(scene: &Scene, member: usize, role: Option<Range<usize>>) -> Speaker {
    Speaker { member: Some(member), name: Some(scene.cast.members[member].name.clone()), role }
}

/// The part of a source that holds its head: up to the first comma, bracket, preposition or relative pronoun.
fn head(scene: &Scene, source: Range<usize>) -> Range<usize> {
    let ends = |index: usize| {
        matches!(scene.document.word(index), "," | ";" | ":" | "(" | "--" | "—" | "–" | "-")
            || (scene.cast.at(index).is_none()
                && matches!(scene.reading.small[index], Some(Small::Preposition | Small::Conjunction))
                || matches!(scene.document.word(index), "who" | "whose" | "which" | "that"))
    };
    let end = (source.start + 1..source.end).find(|&index| ends(index)).unwrap_or(source.end);
    source.start..end
}

/// The appearance with which `head` ends, unless it only owns what follows.
fn appearance_ending<'a>(scene: &'a Scene, head: &Range<usize>) -> Option<&'a Appearance> {
    let last = head.clone().rev().find(|&index| !matches!(scene.document.word(index), "." | "'" | "’"))?;
    let appearance = scene.cast.at(last)?;
    (appearance.tokens.end > last).then_some(appearance)
}

/// "the analyst, Ann Lee,": the name right after the comma.
fn named_after_comma<'a>(scene: &'a Scene, comma: usize, end: usize) -> Option<&'a Appearance> {
    if comma + 1 >= end || scene.document.word(comma) != "," {
        return None;
    }
    let after = head(scene, comma + 1..end);
    appearance_ending(scene, &after)
}

/// "Ann Lee, a doctor,": the words after the comma.
fn apposition(scene: &Scene, comma: usize, end: usize) -> Option<Range<usize>> {
    if comma >= end || scene.document.word(comma) != "," {
        return None;
    }
    let start = comma + 1;
    let stop = (start..end).find(|&index| scene.document.word(index) == ",").unwrap_or(end);
    let described = (start..stop).any(|index| scene.reading.descriptions[index].is_some());
    (start < stop && described).then_some(start..stop)
}
