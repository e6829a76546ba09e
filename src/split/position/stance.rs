//! Which stance a cue takes, or the words that it reports.

use std::ops::Range;

use super::words::Words;
use crate::lexicon::cue::Manner;
use crate::lexicon::stance::{Sort, StanceWord};
use crate::model::Stance;
use crate::split::document::TokenKind;
use crate::split::quote::Small;

/// A stance, how sure it is, and where what it is on begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// The stance.
    pub stance: Stance,
    /// How sure it is, 0 to 1.
    pub sure: f32,
    /// The token from which on its topic stands.
    pub from: usize,
}

/// How many tokens into the content a stance word of the speaker's own may stand ("he would reject").
const OPENING: usize = 8;

/// How far into a statement the speaker may say what is to be done, in tokens.
const DEPTH: usize = 40;

/// How many helping words before a cue are looked at.
const REACH: usize = 4;

/// The longest name of who is told to do something, in tokens.
const LONGEST_HEARER: usize = 14;

/// Words that begin a question.
const QUESTIONS: [&str; 8] = ["whether", "if", "about", "how", "why", "what", "who", "when"];

/// Pronouns by which somebody speaks of itself.
const SELF: [&str; 6] = ["he", "she", "they", "it", "we", "i"];

/// How sure a stance is that a cue takes.
const BY_CUE: f32 = 0.85;

/// How sure a stance is that a word takes which is a deed as often as a stand ("attacked the ship", "requires a fee").
const BY_DEED: f32 = 0.62;

/// Such words, in their stems.
const DEEDS: [&str; 12] = [
    "attack", "requir", "block", "resist", "challeng", "contest", "celebrat", "float", "draft", "pitch", "weigh",
    "thwart",
];

/// How sure a stance is that the speaker takes in its own words.
const BY_WORDS: f32 = 0.7;

impl Words<'_> {
    /// The stance of what `content` holds under `cue`; none for a neutral report.
    pub fn stance(self, cue: Option<Range<usize>>, content: Range<usize>) -> Option<Stand> {
        let own = || self.own(content.clone()).or_else(|| self.calls_for(content.clone()));
        let Some(cue) = cue else { return own() };
        let negated = self.is_negated(cue.start);
        match self.of_words(cue.clone(), true, negated) {
            Some(stand) if stand.stance == Stance::Demands && !self.demands(&cue, &content) => own(),
            Some(stand) if stand.stance != Stance::Asserts => {
                let stand = Stand { from: content.start.max(stand.from.min(content.end)), ..stand };
                Some(self.composed(stand, content.end))
            }
            Some(stand) => own().or(Some(Stand { from: content.start, ..stand })),
            None => own(),
        }
    }

    /// "he would reject …", "we support …", "I am opposed to …": the speaker's own stance, at the head of what is said.
    fn own(self, content: Range<usize>) -> Option<Stand> {
        let head = content.start..content.end.min(content.start + OPENING);
        let is_self = |&i: &usize| {
            let stem = self.word(i).split(['\'', '’']).next().unwrap_or_default();
            SELF.iter().any(|pronoun| stem.eq_ignore_ascii_case(pronoun))
        };
        let subject = head.clone().take(3).find(is_self)?;
        let mut verb = (subject + 1..head.end).find(|&i| !self.helps(i))?;
        // "I think we should", "we want to": the first verb that takes a stance counts.
        if self.is(verb, &["going", "trying", "continuing", "continue", "continues"])
            && verb + 2 < head.end
            && self.is(verb + 1, &["to"])
        {
            verb += 2;
        }
        let stand = self.of_words(subject + 1..verb + 1, false, false)?;
        (stand.stance != Stance::Asserts)
            .then(|| self.composed(Stand { sure: stand.sure.min(BY_WORDS), ..stand }, content.end))
    }

    /// "The government must act", "we should never give in", "you need to stop": what the speaker says is to be done.
    fn calls_for(self, content: Range<usize>) -> Option<Stand> {
        let end = content.end.min(content.start + DEPTH);
        let mut clause = content.start;
        for index in content.start..end {
            if self.ends_clause(index) {
                clause = index + 1;
            }
            let must = self.is(index, &["must", "should", "shouldn't", "shouldn’t", "mustn't", "mustn’t"]);
            let has_to = self.is(index, &["has", "have", "needs", "need", "ought"])
                && index + 1 < end
                && self.is(index + 1, &["to"]);
            let subject = clause < index
                && !self.is(clause, &["if", "when", "what", "how", "why", "whether", "where", "who", "as"]);
            let generic = self.is(
                index - usize::from(index > clause),
                &["i", "it", "you", "that", "this", "there", "which", "who", "don't", "don’t", "not"],
            );
            if !(must || has_to) || !subject || generic || self.small(index - 1) == Some(Small::Auxiliary) {
                continue;
            }
            let from = index + 1 + usize::from(has_to);
            let verb = (from..end).find(|&i| !self.helps(i) || self.is(i, &["be", "have"]))?;
            if self.is(verb, &["have"])
                || self.is(verb, &["be"]) && !(verb + 1 < end && self.word(verb + 1).ends_with("ed"))
            {
                continue;
            }
            let negated = self.negates(index) || (from..verb).any(|i| self.negates(i));
            let stance = if negated { Stance::Opposes } else { Stance::Demands };
            return Some(Stand { stance, sure: 0.62, from: verb });
        }
        None
    }

    /// Whether a negation stands among the helping words right before the token `index`: "did not call for".
    pub fn is_negated(self, index: usize) -> bool {
        (index.saturating_sub(REACH)..index)
            .rev()
            .take_while(|&i| self.helps(i) || self.is(i, &["to", "be"]))
            .any(|i| self.negates(i))
    }

    /// The stance of the first stance word among `words`, turned over where it is negated. Who does not support is
    /// against; who does not reject is not yet for it, but nearer; who does not demand or promise says nothing.
    fn of_words(self, words: Range<usize>, is_cue: bool, mut negated: bool) -> Option<Stand> {
        let mut found: Option<(StanceWord, usize)> = None;
        for index in words {
            negated |= self.negates(index);
            if let Some(word) = self.stand(index).filter(|word| is_cue || word.sort != Sort::Noun)
                && (word.sort != Sort::Feeling || self.is_feeling(index))
                && found.is_none_or(|(word, _)| word.stance == Stance::Asserts)
            {
                found = Some((word, index + 1 + usize::from(word.particle)));
            }
        }
        let (word, from) = found?;
        let deed = DEEDS.iter().any(|stem| self.word(from - 1 - usize::from(word.particle)).starts_with(stem));
        let sure = match word.stance {
            Stance::Asserts => 0.45,
            _ if deed => BY_DEED,
            _ => BY_CUE,
        };
        let stand = Stand { stance: word.stance, sure, from };
        if negated { turned(stand) } else { Some(stand) }
    }

    /// Whether an adjective tells a stand here: "is opposed to", "was ready to", not "the angry crowd".
    pub fn is_feeling(self, index: usize) -> bool {
        let before =
            (index.saturating_sub(3)..index).rev().find(|&i| self.small(i) != Some(Small::Adverb) && !self.negates(i));
        let is = before.is_some_and(|i| {
            self.is(i, &["is", "are", "was", "were", "be", "been", "remains", "remain", "remained", "am"])
                || ["'s", "'re", "'m", "’s", "’re", "’m"].iter().any(|end| self.word(i).ends_with(end))
        });
        let next = self.reading.keys.get(index + 1).map(|_| index + 1);
        is && next.is_some_and(|next| self.is(next, &["to", "of", "about", "that", "with", "for", "on", "at", "over"]))
    }

    /// A stance on another stance, where the two stand side by side: "refused to support", "rejected calls for".
    fn composed(self, stand: Stand, end: usize) -> Stand {
        if !matches!(stand.stance, Stance::Opposes | Stance::Denies | Stance::Supports) {
            return stand;
        }
        let opens = |i: usize| {
            self.small(i) == Some(Small::Determiner)
                || self.is(i, &["to", "on", "for", "against", "of"])
                || self.kind(i) == TokenKind::QuoteMark
        };
        let Some(inner) = (stand.from..end.min(stand.from + 3)).find(|&i| !opens(i)) else { return stand };
        let Some(word) = self.stand(inner).filter(|word| word.stance != Stance::Asserts || word.sort == Sort::Noun)
        else {
            return stand;
        };
        let infinitive = inner > stand.from && self.is(inner - 1, &["to"]);
        let noun = !infinitive && self.leads_on(inner, end);
        if !(infinitive && word.sort == Sort::Verb || noun) {
            return stand;
        }
        let (stance, share) = match (stand.stance, word.stance) {
            (Stance::Supports, Stance::Asserts) | (_, Stance::Denies) => return stand,
            (Stance::Supports, inner) => (inner, 1.0),
            (_, Stance::Opposes) if infinitive => (Stance::Supports, 0.5),
            (_, Stance::Asserts | Stance::Opposes) => (Stance::Denies, 0.9),
            _ => (Stance::Opposes, 1.0),
        };
        Stand { stance, sure: stand.sure * share, from: inner + 1 + usize::from(word.particle) }
    }

    /// Whether the noun at `index` goes on to what it is about: "calls for", "the claim that".
    fn leads_on(self, index: usize, end: usize) -> bool {
        index + 1 < end && self.is(index + 1, &["for", "to", "that", "of", "by", "on", "from", "against"])
    }

    /// Whether a word that may demand does so here. Some only ask or arrange ("asked a question", "ordered the
    /// invasion"): they demand where somebody is to do something.
    fn demands(self, cue: &Range<usize>, content: &Range<usize>) -> bool {
        let tells =
            cue.clone().any(|i| self.reading.cues[i].is_some_and(|cue| cue.manner == Manner::Tell && !cue.particle))
                && !cue.clone().any(|i| self.is(i, &["urge", "urges", "urged", "urging"]));
        if !tells {
            return true;
        }
        let question = content.clone().take(1).chain(cue.clone()).any(|i| self.is(i, &QUESTIONS))
            || content.clone().next_back().is_some_and(|last| self.word(last) == "?");
        let task =
            cue.clone().chain(content.clone().take(LONGEST_HEARER)).any(|i| self.is(i, &["to", "that", "not", "for"]));
        !question && task
    }
}

/// The other side of a stance that is denied.
pub fn turned(stand: Stand) -> Option<Stand> {
    match stand.stance {
        Stance::Supports => Some(Stand { stance: Stance::Opposes, sure: 0.7, ..stand }),
        Stance::Opposes | Stance::Denies => Some(Stand { stance: Stance::Supports, sure: 0.5, ..stand }),
        _ => None,
    }
}
