//! What follows a word that takes a stance: the phrase or the short clause that the stance is on.

use std::ops::Range;

use super::phrase::LONGEST;
use super::words::Words;
use crate::lexicon::plain_word::Plain;
use crate::model::Stance;
use crate::split::document::TokenKind;
use crate::split::quote::Small;

/// How many small words a complement may begin with.
const OPENING: usize = 6;

/// Words that a complement may begin with and that are no part of the topic.
const OPENERS: [&str; 20] = [
    "that", "for", "on", "against", "about", "over", "with", "from", "at", "in", "as", "by", "of", "into", "both",
    "what", "out", "upon", "how", "because",
];

/// Particles that belong to the verb before them.
const PARTICLES: [&str; 13] =
    ["up", "out", "off", "down", "back", "away", "together", "apart", "aside", "forward", "ahead", "over", "along"];

/// A topic found by its place in the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complement {
    /// The topic.
    pub tokens: Range<usize>,
    /// The word that it is at heart.
    pub head: usize,
}

impl Words<'_> {
    /// The complement of a word of `stance` in the tokens right after it.
    pub fn complement(self, content: Range<usize>, stance: Stance) -> Option<Complement> {
        let end = content.end;
        let (at, reports) = self.opened(content.clone());
        if let Some(whole) = self.whole(at..end).filter(|_| reports || stance == Stance::Asserts) {
            return Some(whole);
        }
        if at >= end {
            return None;
        }
        if self.is(at, &["not"]) && at + 1 < end && self.is_infinitive(at + 1, end) || self.is_infinitive(at, end) {
            return self.infinitive(at, end);
        }
        if self.is(at, &["to"]) {
            return self.noun(at + 1, end);
        }
        let helped = at == content.start && at > 0 && (self.helps(at - 1) || self.is(at - 1, &["to"]));
        if helped && self.is_plain_word(at) || self.is(at, &["be"]) {
            return self.predicate(at, end);
        }
        if self.is_gerund(at) {
            return self.predicate(at, end).or_else(|| self.noun(at, end));
        }
        if at > content.start && self.is(at - 1, &["what"]) {
            let named = (at..end.min(at + OPENING))
                .find(|&i| self.is(i, &["be", "a", "an", "the"]) || self.kind(i) == TokenKind::QuoteMark)?;
            return self.noun(named + usize::from(self.is(named, &["be"])), end);
        }
        if self.is_subject_pronoun(at) {
            return self.clause(at + 1, end);
        }
        self.of_noun(at, end, stance)
    }

    /// Where the complement itself begins, and whether it is a whole clause: "that", quotation marks and prepositions
    /// are passed over.
    fn opened(self, content: Range<usize>) -> (usize, bool) {
        let mut reports = false;
        let mut at = content.start;
        while at < content.end.min(content.start + OPENING) {
            let skips = self.kind(at) == TokenKind::QuoteMark
                || self.is(at, &OPENERS)
                || self.word(at) == ","
                || self.kind(at) == TokenKind::Word && self.is_date(at..at + 1)
                || self.small(at) == Some(Small::Adverb) && !self.negates(at)
                || self.word(at).ends_with("ly") && !self.capital(at) && self.plain(at).is_none();
            if !skips {
                break;
            }
            reports |= self.is(at, &["that"]);
            at += 1;
        }
        (at, reports)
    }

    /// A clause that is short enough to be the topic as it stands.
    fn whole(self, content: Range<usize>) -> Option<Complement> {
        let mut end = content.end;
        while end > content.start && (self.ends_clause(end - 1) || self.kind(end - 1) == TokenKind::QuoteMark) {
            end -= 1;
        }
        let tokens = content.start..end;
        let clean = tokens.clone().all(|i| !self.ends_clause(i) && self.kind(i) != TokenKind::QuoteMark);
        let short = (3..LONGEST).contains(&tokens.len()) && self.count(tokens.clone()) >= 3;
        let subject = self.phrase_at(content.start, end)?;
        let verb = (subject.run.end..end).find(|&i| self.small(i) == Some(Small::Auxiliary));
        (clean && short && !self.is_subject_pronoun(content.start) && verb.is_some())
            .then(|| Complement { tokens, head: subject.run.end - 1 })
    }

    /// "to release her tax returns", "not to strike".
    fn infinitive(self, at: usize, end: usize) -> Option<Complement> {
        let to = if self.is(at, &["to"]) { at } else { at + 1 };
        let helps =
            |i: usize| self.helps(i) && !self.is(i, &["be", "have", "do"]) || self.kind(i) == TokenKind::QuoteMark;
        let verb = (to + 1..end).find(|&i| !helps(i))?;
        let predicate = self.predicate(verb, end)?;
        let negated = to > at || verb > to + 1 && self.negates(to + 1);
        let start = if negated { at } else { predicate.tokens.start };
        Some(Complement { tokens: start..predicate.tokens.end, ..predicate })
    }

    /// The rest of a clause whose subject ends before `at`: what its verb says.
    fn clause(self, at: usize, end: usize) -> Option<Complement> {
        let verb = (at..end.min(at + OPENING)).find(|&i| !self.helps(i) || self.is(i, &["be"]))?;
        if self.is_infinitive(verb, end) {
            return self.infinitive(verb, end);
        }
        let is = (at..verb).any(|i| self.is(i, &["is", "are", "was", "were", "be", "been"]));
        if is && !self.is_gerund(verb) && !self.word(verb).ends_with("ed") {
            return self.noun(verb, end);
        }
        self.predicate(verb, end)
    }

    /// A verb with its object: the verb stands at `verb`.
    pub fn predicate(self, verb: usize, end: usize) -> Option<Complement> {
        if self.kind(verb) != TokenKind::Word || self.ends_clause(verb) {
            return None;
        }
        if self.is(verb, &["be"]) && verb + 1 < end {
            let subject = self.small(verb + 1) == Some(Small::Determiner);
            if let Some(phrase) = self.phrase_at(verb + 1, end).filter(|_| subject) {
                return Some(Complement { head: phrase.run.end - 1, tokens: phrase.tokens });
            }
        }
        let (mut last, mut head) = (verb + 1, verb);
        if self.is(verb, &["be", "being", "have", "having", "do", "doing", "get", "getting"])
            && last < end
            && self.is_plain_word(last)
        {
            (last, head) = (last + 1, last);
        }
        if last < end && self.is(last, &PARTICLES) {
            last += 1;
        }
        if last < end && (self.is_object_pronoun(last) || self.is(last, &["it"])) {
            last += 1;
        }
        if let Some(phrase) = self.object(verb, last, end) {
            (last, head) = (phrase.end, phrase.end - 1);
        }
        while let Some(more) = self.prepositional(verb, last, end) {
            (last, head) = (more, if head == verb { more - 1 } else { head });
        }
        if last == verb + 1 && last < end && self.word(last).ends_with("ly") {
            last += 1;
        }
        let says = (verb..last).any(|i| self.says(i));
        says.then_some(Complement { tokens: verb..last, head })
    }

    /// The object of the verb at `verb` that begins at `at`, where it fits into a topic.
    fn object(self, verb: usize, at: usize, end: usize) -> Option<Range<usize>> {
        let phrase = self.phrase_at(at, end)?;
        let fits = |to: usize| self.count(verb..to) <= LONGEST;
        let marked = (at..phrase.run.start).any(|i| self.kind(i) == TokenKind::QuoteMark);
        let begins = phrase.run.start - at <= 2 && !marked && !self.is_date(phrase.run.clone());
        let closed = phrase.run.end < end && self.kind(phrase.run.end) == TokenKind::QuoteMark;
        if marked && closed && phrase.run.start - at <= 2 && fits(phrase.run.end) {
            return Some(at..phrase.run.end + 1);
        }
        if begins && fits(phrase.tokens.end) {
            Some(at..phrase.tokens.end)
        } else {
            (begins && fits(phrase.run.end)).then_some(at..phrase.run.end)
        }
    }

    /// Where the preposition at `at` ends with its phrase, where both fit into the topic that begins at `start`.
    fn prepositional(self, start: usize, at: usize, end: usize) -> Option<usize> {
        if at + 1 >= end
            || self.small(at) != Some(Small::Preposition)
            || self.is(at, &["than", "like", "as", "since", "until", "after", "before", "during", "amid", "while"])
        {
            return None;
        }
        if self.is_infinitive(at, end) {
            return None;
        }
        let phrase = self.phrase_at(at + 1, end).filter(|phrase| phrase.run.start - at <= 2)?;
        let marked = (at..phrase.run.start).any(|i| self.kind(i) == TokenKind::QuoteMark);
        let fits = self.count(start..phrase.run.end) <= LONGEST && !marked && !self.is_date(phrase.run.clone());
        fits.then_some(phrase.run.end)
    }

    /// A complement that begins with a noun phrase: the phrase, or what it is to do or accused of.
    fn of_noun(self, at: usize, end: usize, stance: Stance) -> Option<Complement> {
        let Some(phrase) = self.phrase_at(at, end) else {
            let pronoun = (at..end.min(at + 2)).find(|&i| self.is_object_pronoun(i))?;
            return self.after_somebody(pronoun + 1, end, stance);
        };
        if let Some(beyond) = self.beyond_aside(phrase.tokens.end, end) {
            return Some(beyond);
        }
        let whole = Complement { head: phrase.run.end - 1, tokens: phrase.tokens.clone() };
        let wants = matches!(stance, Stance::Demands | Stance::Proposes | Stance::Promises | Stance::Warns);
        let somebody = self.is_somebody(phrase.run.clone());
        for after in [phrase.tokens.end, phrase.run.end] {
            if after >= end {
                continue;
            }
            let after_marks =
                if self.kind(after) == TokenKind::QuoteMark && after + 1 < end { after + 1 } else { after };
            if (somebody || wants)
                && let Some(complement) = self.after_somebody(after_marks, end, stance)
            {
                return Some(complement);
            }
            if self.is_infinitive(after, end)
                && let Some(predicate) = self.infinitive(after, end)
                && self.count(phrase.tokens.start..predicate.tokens.end) <= LONGEST
            {
                return Some(Complement { tokens: phrase.tokens.start..predicate.tokens.end, ..whole });
            }
        }
        Some(whole)
    }

    /// What follows an aside between dashes that parts an adjective at `at` from its noun.
    fn beyond_aside(self, at: usize, end: usize) -> Option<Complement> {
        let dash = |i: usize| matches!(self.word(i), "--" | "—" | "–");
        let open = (at..end.min(at + 2)).find(|&i| dash(i))?;
        let close = (open + 1..end.min(open + OPENING)).find(|&i| dash(i))?;
        if close + 1 < end && self.small(close + 1).is_none() { self.noun(close + 1, end) } else { None }
    }

    /// What somebody named right before `at` is to do ("to …", "must …"), or is accused of or thanked for.
    fn after_somebody(self, at: usize, end: usize, stance: Stance) -> Option<Complement> {
        if at + 1 >= end {
            return None;
        }
        let negation = self.is(at, &["not"]) && self.is_infinitive(at + 1, end);
        if self.is_infinitive(at, end) || negation {
            return self.infinitive(at, end);
        }
        let judged = matches!(stance, Stance::Opposes | Stance::Supports | Stance::Warns);
        if judged && self.is(at, &["of", "for", "over", "about", "against", "on"]) {
            let next = at + 1 + usize::from(self.kind(at + 1) == TokenKind::QuoteMark);
            return if next < end && self.is_gerund(next) { self.predicate(next, end) } else { self.noun(next, end) };
        }
        if self.small(at) == Some(Small::Auxiliary) || self.is(at, &["not"]) {
            return self.clause(at, end);
        }
        // "that Chile keep its market open": a verb without an ending.
        let bare = matches!(stance, Stance::Demands | Stance::Proposes)
            && self.is_plain_word(at)
            && (self.plain(at) == Some(Plain::Verb) || self.small(at + 1) == Some(Small::Determiner));
        bare.then(|| self.predicate(at, end)).flatten()
    }

    /// The noun phrase at `at`.
    fn noun(self, at: usize, end: usize) -> Option<Complement> {
        let phrase = self.phrase_at(at, end)?;
        Some(Complement { head: phrase.run.end - 1, tokens: phrase.tokens })
    }

    /// Whether the word at `index` is neither small nor a mark.
    fn is_plain_word(self, index: usize) -> bool {
        self.kind(index) == TokenKind::Word && self.small(index).is_none() && !self.capital(index)
    }

    /// Whether the word at `index` says something by itself.
    pub fn says(self, index: usize) -> bool {
        self.facts.says(index)
    }
}
