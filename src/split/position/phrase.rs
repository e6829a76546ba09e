//! Noun phrases that a topic may be, found without a parser.

use std::ops::Range;

use super::words::Words;
use crate::lexicon::description::Described;
use crate::lexicon::inflection::Form;
use crate::lexicon::plain_word::Plain;
use crate::lexicon::vocabulary::Marks;
use crate::split::document::TokenKind;
use crate::split::quote::Small;

/// The longest topic, in words.
pub const LONGEST: usize = 7;

/// The longest run of words without a preposition, in words; a longer one loses words at its beginning.
const RUN: usize = 6;

/// The longest run that is read at all, in tokens.
const READ: usize = 14;

/// Prepositions that join what follows to a noun.
const JOINS: [&str; 16] = [
    "to", "for", "on", "in", "into", "over", "against", "with", "from", "between", "about", "at", "by", "under",
    "toward", "towards",
];

/// A noun phrase and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// All of it, without its first determiner.
    pub tokens: Range<usize>,
    /// Its first run of words, up to a preposition.
    pub run: Range<usize>,
}

impl Words<'_> {
    /// The noun phrases of `tokens`, in reading order.
    pub fn phrases(self, tokens: Range<usize>) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut index = tokens.start;
        while index < tokens.end {
            let run = self.run(index, tokens.clone());
            if run.is_empty() {
                index += 1;
                continue;
            }
            index = run.end;
            phrases.push(self.with_attachments(run, tokens.end));
        }
        phrases
    }

    /// The noun phrase that begins at `start`, perhaps with a determiner, and ends before `end`.
    pub fn phrase_at(self, start: usize, end: usize) -> Option<Phrase> {
        let mut first = start;
        while first < end && first < start + 3 && self.opens_phrase(first) {
            first += 1;
        }
        let run = self.run(first, start..end);
        (!run.is_empty()).then(|| self.with_attachments(run, end))
    }

    /// Whether the word at `index` may stand before the first word of a phrase.
    fn opens_phrase(self, index: usize) -> bool {
        self.small(index) == Some(Small::Determiner) || self.kind(index) == TokenKind::QuoteMark
    }

    /// `run` with what follows it by "of", and where it is short what follows it by "to", "for", "on" and the like.
    fn with_attachments(self, run: Range<usize>, end: usize) -> Phrase {
        let mut tokens = run.clone();
        while let Some(more) = self.attachment(tokens.clone(), end) {
            tokens.end = more;
        }
        Phrase { tokens, run }
    }

    /// Where `phrase` ends with the preposition and the noun phrase that follow it.
    pub fn attachment(self, phrase: Range<usize>, end: usize) -> Option<usize> {
        let preposition = phrase.end;
        if preposition + 1 >= end {
            return None;
        }
        let of = self.is(preposition, &["of"]);
        let named = phrase.clone().next_back().is_some_and(|last| self.capital(last)) && phrase.len() > 1;
        if !of && (named || !self.is(preposition, &JOINS) || self.is_infinitive(preposition, end)) {
            return None;
        }
        let mut first = preposition + 1;
        while first < end && first < preposition + 3 && self.small(first) == Some(Small::Determiner) {
            first += 1;
        }
        let run = self.run(first, preposition..end);
        let fits = self.count(phrase.start..run.end) <= LONGEST && !self.is_date(run.clone());
        (!run.is_empty() && first == run.start && fits && !self.is_gerund(run.start)).then_some(run.end)
    }

    /// Whether the word at `index` is a people's adjective: "Danish".
    fn is_demonym(self, index: usize) -> bool {
        self.capital(index) && Marks::of(self.word(index)).any(Marks::DEMONYM)
    }

    /// Whether the word at `index` ends as adjectives do.
    pub fn is_adjective(self, index: usize) -> bool {
        const ENDINGS: [&str; 11] = ["able", "ible", "ous", "ful", "less", "istic", "ical", "ive", "ual", "ial", "ian"];
        const NOUNS: [&str; 16] = [
            "initiative",
            "executive",
            "offensive",
            "alternative",
            "incentive",
            "detective",
            "native",
            "archive",
            "drive",
            "motive",
            "perspective",
            "objective",
            "directive",
            "representative",
            "trial",
            "official",
        ];
        let word = self.word(index);
        !self.capital(index) && word.contains('-')
            || !self.capital(index)
                && word.len() > 5
                && ENDINGS.iter().any(|end| word.ends_with(end))
                && !self.is(index, &NOUNS)
            || self.is(
                index,
                &[
                    "racial",
                    "social",
                    "federal",
                    "legal",
                    "public",
                    "private",
                    "political",
                    "economic",
                    "military",
                    "strategic",
                ],
            )
    }

    /// The words in `tokens`, marks and hyphens left out.
    pub fn count(self, tokens: Range<usize>) -> usize {
        tokens
            .filter(|&i| matches!(self.kind(i), TokenKind::Word | TokenKind::Number) && !self.is_possessive(i))
            .count()
    }

    /// Whether `run` tells a time: "Monday", "last week".
    pub fn is_date(self, run: Range<usize>) -> bool {
        run.clone()
            .next_back()
            .is_some_and(|last| self.facts.is_time(last) || self.kind(last) == TokenKind::Number && run.len() < 3)
    }

    /// The unbroken run of words of a noun phrase that begins at `start`; empty where none does.
    fn run(self, start: usize, within: Range<usize>) -> Range<usize> {
        let limit = within.end.min(start + READ);
        let mut end = start;
        while end < limit && self.belongs(&within, start, end) {
            end += 1;
        }
        let mut first = start;
        while self.count(first..end) > RUN && !self.is_inside_name(first + 1) {
            first += 1;
        }
        while end > first && self.ends_nothing(end - 1, within.end) {
            end -= 1;
        }
        while first < end && self.begins_nothing(first) {
            first += 1;
        }
        let says = (first..end).any(|i| self.kind(i) == TokenKind::Word && self.small(i).is_none());
        if says { first..end } else { start..start }
    }

    fn belongs(self, within: &Range<usize>, start: usize, index: usize) -> bool {
        if index > start && self.is_inside_name(index) {
            return true;
        }
        let word = self.word(index);
        match self.kind(index) {
            TokenKind::Word if self.is_possessive(index) => index > start && index + 1 < within.end,
            TokenKind::Number => true,
            TokenKind::Word => {
                word.len() > 1
                    && (self.small(index).is_none() || self.is(index, &["further"]))
                    && self.plain(index) != Some(Plain::Loose)
                    && !self.is_object_pronoun(index)
                    && !self.is_subject_pronoun(index)
                    && !self.negates(index)
                    && !(word.ends_with("ly") && !self.capital(index) && self.plain(index).is_none())
                    && !self.is_verb(within, start, index)
            }
            TokenKind::Punctuation => {
                matches!(word, "&" | "-" | "/" | "%") && index > start || matches!(word, "$" | "€" | "£" | "¥" | "#")
            }
            TokenKind::QuoteMark => false,
        }
    }

    /// Whether the token at `index` goes on with a name that the token before it belongs to.
    fn is_inside_name(self, index: usize) -> bool {
        let at = |i: usize| self.reading.names.get(i).copied().flatten();
        index > 0 && at(index).is_some() && at(index) == at(index - 1) && !self.ends_clause(index)
    }

    fn is_possessive(self, index: usize) -> bool {
        matches!(self.word(index), "'s" | "’s" | "'" | "’")
    }

    /// What must not stand last in a run that is read up to `end`.
    fn ends_nothing(self, index: usize, end: usize) -> bool {
        let word = self.word(index);
        self.kind(index) == TokenKind::Punctuation && word != "%"
            || self.is_possessive(index)
            || self
                .is(index, &["mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "a.m.", "p.m.", "us$", "so-called"])
            || index + 1 == end && matches!(word, "further" | "more" | "other" | "such")
    }

    /// What must not stand first in a run.
    fn begins_nothing(self, index: usize) -> bool {
        self.kind(index) == TokenKind::Punctuation && !matches!(self.word(index), "$" | "€" | "£" | "¥" | "#")
            || self.is_possessive(index)
            || self.is(
                index,
                &[
                    "own",
                    "following",
                    "including",
                    "regarding",
                    "concerning",
                    "according",
                    "such",
                    "same",
                    "very",
                    "so-called",
                ],
            )
    }

    /// Whether the word at `index` is a verb here, in a run that began at `start`.
    fn is_verb(self, within: &Range<usize>, start: usize, index: usize) -> bool {
        if self.capital(index) {
            return false;
        }
        let word = self.word(index);
        let before = index.checked_sub(1).filter(|&i| i >= within.start).map(|i| self.small(i));
        let helped =
            matches!(before, Some(Some(Small::Auxiliary | Small::Pronoun))) || index > 0 && self.negates(index - 1);
        let after_to = index > within.start && self.is(index - 1, &["to"]) || index == within.start;
        let next = Some(index + 1).filter(|next| within.contains(next));
        let object_follows = next.is_some_and(|next| {
            matches!(self.small(next), Some(Small::Determiner | Small::Pronoun))
                || self.is_object_pronoun(next)
                || self.capital(next)
        });
        let after_noun = index > start && !self.is_possessive(index - 1);
        let cue = self.stand_or_report(index);
        let noun_too = self.reading.descriptions[index].is_some_and(|d| d.kind != Described::People);
        let everyday = self.plain(index) == Some(Plain::Verb) || cue && !noun_too;
        let phrase_goes_on = matches!(before, Some(Some(Small::Determiner | Small::Preposition))) && !after_to
            || index > start && !after_noun;
        if helped {
            return self.small(index) != Some(Small::Determiner)
                && (everyday || object_follows || word.ends_with("ing") || word.ends_with("ed"));
        }
        let determined = next.is_some_and(|next| self.small(next) == Some(Small::Determiner));
        if after_noun && self.capital(index - 1) && determined {
            return true;
        }
        // "to talks": no verb in the infinitive ends so.
        if index > 0 && self.is(index - 1, &["to"]) && word.ends_with('s') && !word.ends_with("ss") {
            return false;
        }
        if after_noun && (self.is_adjective(index - 1) || self.is_demonym(index - 1)) {
            return false;
        }
        if word.ends_with("ing") {
            return after_noun && object_follows;
        }
        if word.ends_with("ed") && word.len() > 4 {
            let goes_on = next.is_some_and(|next| self.kind(next) == TokenKind::Word && self.small(next).is_none());
            return after_noun || !goes_on || everyday && !phrase_goes_on;
        }
        if everyday {
            let past = self.reading.cues[index].is_some_and(|cue| cue.form == Form::Past);
            return !phrase_goes_on || past || object_follows;
        }
        after_to && (determined || next.is_some_and(|next| self.is_object_pronoun(next)))
            || after_noun && object_follows && next.is_some_and(|next| self.small(next) == Some(Small::Pronoun))
    }

    fn stand_or_report(self, index: usize) -> bool {
        self.reading.cues[index].is_some_and(|cue| cue.manner != crate::lexicon::cue::Manner::Noun)
    }
}
