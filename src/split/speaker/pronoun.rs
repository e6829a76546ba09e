//! Whom a pronoun stands for.

use std::ops::Range;

use super::Scene;
use crate::lexicon::description::Described;
use crate::model::ActorKind;
use crate::split::actor::{Appearance, Gender};
use crate::split::quote::Small;

/// How many appearances before a pronoun are looked at.
const MEMORY: usize = 40;

/// How many paragraphs back a pronoun may reach.
const PARAGRAPHS: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pronoun {
    He,
    She,
    It,
    They,
    Who,
    Speaker,
}

/// Whether `source` is a pronoun.
pub fn is_one(scene: &Scene, source: &Range<usize>) -> bool {
    source.len() == 1 && pronoun(scene, source.start).is_some()
}

/// The actor that the pronoun at the token `index` stands for; `before` is who spoke last.
pub fn resolve(scene: &Scene, index: usize, before: Option<usize>) -> Option<usize> {
    let pronoun = pronoun(scene, index)?;
    let upto = scene.cast.appearances.partition_point(|a| a.tokens.end <= index);
    let recent = &scene.cast.appearances[upto.saturating_sub(MEMORY)..upto];
    if pronoun == Pronoun::Who {
        return recent.last().filter(|a| index - a.tokens.end <= 1).map(|a| a.member);
    }
    let paragraph = scene.document.paragraph_of(index);
    let mut best: Option<(i32, usize)> = None;
    for (back, appearance) in recent.iter().rev().enumerate() {
        let there = scene.document.paragraph_of(appearance.tokens.start);
        if paragraph - there > PARAGRAPHS {
            break;
        }
        if !agrees(scene, pronoun, appearance.member) || scene.reading.marks.inside[appearance.tokens.start] {
            continue;
        }
        let first_at = scene.document.sentences[scene.document.sentence_of(appearance.tokens.start)].tokens.start;
        let before_it = scene.cast.appearances[..upto - 1 - back].last();
        let opens = before_it.is_none_or(|other| other.tokens.end <= first_at);
        let score = score(scene, appearance, opens, index, paragraph - there, before) - back.min(8) as i32;
        if best.is_none_or(|(other, _)| score > other) {
            best = Some((score, appearance.member));
        }
    }
    best.map(|(_, member)| member)
}

/// Whether the pronoun `source` takes up the speaker described by `last` ("a harbour official said …, he said"): its
/// number fits, it stands near, and nobody whom it could stand for is named between them.
pub fn takes_up(scene: &Scene, source: &Range<usize>, last: &Range<usize>) -> bool {
    let Some(pronoun) = pronoun(scene, source.start).filter(|_| source.len() == 1 && last.end <= source.start) else {
        return false;
    };
    let Some(noun) = last.clone().find_map(|index| scene.reading.descriptions[index]) else { return false };
    // "The candidate" is somebody whom the article names; "a candidate" may well be nobody.
    let is_new =
        ["a", "an", "one", "another"].iter().any(|word| scene.document.word(last.start).eq_ignore_ascii_case(word));
    let fits = match pronoun {
        Pronoun::He | Pronoun::She => is_new && !noun.plural && noun.kind == Described::Person,
        Pronoun::They => noun.plural,
        _ => false,
    };
    // "She is a teacher and says": what is said of somebody known.
    let told_of = last.start > 0 && scene.reading.small[last.start - 1] == Some(Small::Auxiliary);
    let near = scene.document.paragraph_of(source.start) - scene.document.paragraph_of(last.start) <= 1;
    let from = scene.cast.appearances.partition_point(|a| a.tokens.start < last.end);
    let upto = scene.cast.appearances.partition_point(|a| a.tokens.end <= source.start);
    fits && near
        && !told_of
        && !scene.cast.appearances[from.min(upto)..upto]
            .iter()
            .any(|a| !scene.reading.marks.inside[a.tokens.start] && agrees(scene, pronoun, a.member))
}

fn score(
    scene: &Scene,
    appearance: &Appearance,
    opens: bool,
    index: usize,
    paragraphs: usize,
    before: Option<usize>,
) -> i32 {
    let sentence = scene.document.sentence_of(appearance.tokens.start);
    let here = scene.document.sentence_of(index);
    let mut score = 0;
    // A name that opens its sentence is most often its subject, and a subject is what the next pronoun takes up.
    if opens {
        score += 6;
    }
    let owner = scene
        .document
        .tokens
        .get(appearance.tokens.end)
        .is_some_and(|_| matches!(scene.document.word(appearance.tokens.end), "'s" | "’s" | "'" | "’"));
    if owner {
        score -= 6;
    }
    if before == Some(appearance.member) {
        score += 8;
    }
    score - 3 * paragraphs as i32 - (here - sentence).min(5) as i32
}

fn agrees(scene: &Scene, pronoun: Pronoun, member: usize) -> bool {
    let member = &scene.cast.members[member];
    match pronoun {
        Pronoun::He => member.kind == ActorKind::Person && member.gender != Gender::Female,
        Pronoun::She => member.kind == ActorKind::Person && member.gender != Gender::Male,
        Pronoun::It => matches!(member.kind, ActorKind::Organization | ActorKind::Country),
        Pronoun::They => matches!(member.kind, ActorKind::Organization | ActorKind::Group),
        Pronoun::Who | Pronoun::Speaker => false,
    }
}

fn pronoun(scene: &Scene, index: usize) -> Option<Pronoun> {
    let word = scene.document.word(index);
    let is = |other: &str| word.eq_ignore_ascii_case(other);
    Some(if is("he") || is("him") || is("his") || is("himself") {
        Pronoun::He
    } else if is("she") || is("her") || is("herself") {
        Pronoun::She
    } else if is("it") || is("its") {
        Pronoun::It
    } else if is("they") || is("them") || is("their") {
        Pronoun::They
    } else if is("who") || is("which") || is("that") || is("whose") {
        Pronoun::Who
    } else if is("i") || is("we") || is("me") || is("us") || is("you") {
        Pronoun::Speaker
    } else {
        return None;
    })
}
