//! Stands that the report tells of an actor in its own words: "…, while Mayor Holm backed the strikers".

use std::ops::Range;

use super::stance::{Stand, turned};
use super::words::Words;
use crate::lexicon::inflection::Form;
use crate::lexicon::stance::Sort;
use crate::model::{Quote, Stance};
use crate::split::document::Role;
use crate::split::quote::Small;

/// Words by which a sentence goes over to what somebody else does.
const TURNS: [&str; 8] = ["while", "whereas", "although", "though", "but", "as", "and", "when"];

/// How sure a stand is that a clause tells which turns away from what somebody else says.
const TOLD: f32 = 0.62;

/// How sure a stand is that stands alone in the report: about half of them are deeds, not stands.
const ALONE: f32 = 0.45;

/// How far before its subject a turn may stand, in tokens.
const REACH: usize = 10;

/// The longest that such a stand is read, in tokens.
const LONGEST: usize = 80;

/// A stand of an actor, told by the report.
#[derive(Debug, Clone)]
pub struct Told {
    /// Who takes it, as an index into the members of the cast.
    pub member: usize,
    /// The stand.
    pub stand: Stand,
    /// What it is on.
    pub content: Range<usize>,
    /// Where the clause begins that tells it: what stood before belongs to somebody else.
    pub turn: usize,
}

/// The stands that no quote holds, in reading order.
pub fn find(words: Words, quotes: &[Quote]) -> Vec<Told> {
    let mut taken = vec![Taken::Free; words.document.tokens.len()];
    for quote in quotes {
        taken[super::tokens(words.document, quote.span)].fill(Taken::Content);
        for cue in quote.cue.iter() {
            taken[super::tokens(words.document, *cue)].fill(Taken::Cue);
        }
    }
    let mut found = Vec::new();
    for sentence in &words.document.sentences {
        if words.document.paragraphs[sentence.paragraph].role != Role::Body {
            continue;
        }
        let tokens = sentence.tokens.clone();
        for index in tokens.clone() {
            if !words.reading.marks.inside[index]
                && let Some(told) = words.told(index, &tokens, &taken)
            {
                found.push(told);
            }
        }
    }
    found
}

/// What a token belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    Content,
    Cue,
}

impl Words<'_> {
    /// The stand that the verb at `verb` tells, if it is one and somebody is named right before it.
    fn told(self, verb: usize, sentence: &Range<usize>, taken: &[Taken]) -> Option<Told> {
        if taken[verb] == Taken::Cue {
            return None;
        }
        let word = self.stand(verb).filter(|word| word.sort == Sort::Verb && word.stance != Stance::Asserts)?;
        let mut before = verb;
        while before > sentence.start && self.helps(before - 1) {
            before -= 1;
        }
        let helpers = before..verb;
        let passive = helpers.clone().any(|i| self.is(i, &["is", "are", "was", "were", "be", "been", "being"]));
        let helped = helpers.clone().any(|i| self.small(i) == Some(Small::Auxiliary));
        let finite = matches!(word.form, Form::S | Form::Past) || helped;
        if before == sentence.start || !finite || passive || verb + 1 >= sentence.end {
            return None;
        }
        let subject = self.cast.at(before - 1).filter(|a| a.tokens.end == before)?;
        let turn = self.turn(subject.tokens.start, sentence.start);
        if taken[verb] == Taken::Content && turn == sentence.start {
            return None;
        }
        let from = verb + 1 + usize::from(word.particle);
        let content = from..self.clause_end(from, sentence.end.min(from + LONGEST));
        let sure = if taken[verb] == Taken::Content { TOLD } else { ALONE };
        let stand = Stand { stance: word.stance, sure, from };
        let negated = self.is_negated(verb);
        let stand = if negated { turned(stand).map(|s| Stand { sure: s.sure.min(sure), ..s })? } else { stand };
        let free = content.clone().all(|i| taken[i] == Taken::Free) || taken[verb] == Taken::Content;
        (!content.is_empty() && free).then_some(Told { member: subject.member, stand, content, turn })
    }

    /// Where the clause begins whose subject begins at `subject`: at the comma or the word that turns to it.
    fn turn(self, subject: usize, floor: usize) -> usize {
        let turn = (floor.max(subject.saturating_sub(REACH))..subject)
            .rev()
            .take_while(|&i| !self.ends_clause(i))
            .find(|&i| self.is(i, &TURNS));
        match turn {
            Some(turn) if turn > floor && self.word(turn - 1) == "," => turn - 1,
            Some(turn) if turn > floor && !self.is(turn, &["and", "as"]) => turn,
            _ => floor,
        }
    }

    /// Where the clause ends that goes on at `from`.
    fn clause_end(self, from: usize, end: usize) -> usize {
        let stops = |i: usize| {
            matches!(self.word(i), ";" | "." | "!" | "?" | "--" | "—")
                || self.word(i) == ","
                    && i + 1 < end
                    && (self.is(i + 1, &TURNS) || self.is(i + 1, &["who", "which", "said", "says"]))
        };
        (from..end).find(|&i| stops(i)).unwrap_or(end)
    }
}
