//! Names in lines that are set like headlines, where a capital tells nothing.
//!
//! There the model takes whole clauses for names ("Harbour Board Meets As Strike Looms"). So such a line holds the names
//! that the running text of the article shows or that the lists know; of what else the model saw only pieces stay that
//! look like a name word for word.

use std::collections::hash_map::Entry;
use std::ops::Range;

use foldhash::HashMap;

use super::word::{Case, Words};
use super::{Name, NameKind, evidence};
use crate::lexicon::nation::{self, Naming};
use crate::lexicon::vocabulary::{self, Marks};
use crate::lexicon::word_facts::WordFacts;
use crate::split::document::Document;

/// The longest name that is looked up, in tokens.
const LONGEST: usize = 6;
/// The words that headlines leave in small letters.
const STAYS_SMALL: [&str; 33] = [
    "a", "an", "the", "and", "or", "nor", "but", "as", "at", "by", "for", "from", "in", "into", "of", "off", "on",
    "onto", "over", "per", "than", "that", "to", "up", "upon", "via", "vs", "with", "amid", "also", "more", "'s", "’s",
];

/// How sure a name is that is known from elsewhere.
const KNOWN: f32 = 0.8;

/// Puts the names of `document` right that stand in headline case; the others stay as they are.
pub fn apply(document: &Document, words: &Words, names: Vec<Name>) -> Vec<Name> {
    let titled: Vec<Range<usize>> = document
        .sentences
        .iter()
        .map(|sentence| sentence.tokens.clone())
        .filter(|tokens| is_titled(words, tokens))
        .chain(names.iter().filter(|name| holds_small_word(words, &name.tokens)).map(|name| name.tokens.clone()))
        .collect();
    if titled.is_empty() {
        return names;
    }
    let mut inside = vec![false; document.tokens.len()];
    for tokens in titled {
        inside[tokens].fill(true);
    }
    let (doubtful, mut kept): (Vec<Name>, Vec<Name>) = names.into_iter().partition(|name| inside[name.tokens.start]);
    let known = Known::of(document, words, &kept);
    let mut read = Line { document, words, known, doubtful: &doubtful, found: Vec::new() };
    let mut index = 0;
    while index < inside.len() {
        let end = (index..inside.len()).find(|&at| !inside[at]).unwrap_or(inside.len());
        read.stretch(index..end);
        index = end + 1;
    }
    kept.append(&mut read.found);
    kept.sort_by_key(|name| name.tokens.start);
    kept
}

/// Whether every word of `tokens` that a headline sets with a capital has one; tables of names and figures are left
/// alone.
fn is_titled(words: &Words, tokens: &Range<usize>) -> bool {
    let (mut long, mut numbers) = (0, 0);
    for index in tokens.clone() {
        let word = words.at(index);
        match word.case {
            Case::Number => numbers += 1,
            Case::Lower if !STAYS_SMALL.contains(&word.text) => return false,
            Case::Capital | Case::Upper | Case::Inner if word.text.len() > 3 => long += 1,
            _ => {}
        }
    }
    long >= 3 && numbers < 3
}

/// Whether a small word with a capital stands in the midst of what should be a name, as it does only in headlines.
fn holds_small_word(words: &Words, tokens: &Range<usize>) -> bool {
    let inner = tokens.start + 1..tokens.end.saturating_sub(1);
    inner.into_iter().any(|at| words.at(at).case == Case::Capital && is_small(words.at(at).text))
}

/// Pronouns, auxiliaries and conjunctions, which no name holds with a capital.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "It" | "He"
            | "She"
            | "They"
            | "We"
            | "You"
            | "As"
            | "Is"
            | "Are"
            | "Was"
            | "Were"
            | "Has"
            | "Have"
            | "Had"
            | "Would"
            | "Could"
            | "Should"
            | "Cannot"
            | "Not"
            | "But"
            | "If"
            | "After"
            | "Says"
    )
}

/// What the running text shows of names.
struct Known<'a> {
    as_written: HashMap<&'a str, NameKind>,
    in_small: HashMap<String, NameKind>,
}

impl<'a> Known<'a> {
    fn of(document: &'a Document, words: &Words<'a>, names: &[Name]) -> Self {
        let mut known = Self { as_written: HashMap::default(), in_small: HashMap::default() };
        for name in names {
            known.add(document.phrase(name.tokens.clone()), name.kind);
            if name.kind == NameKind::Person && name.tokens.len() > 1 {
                known.add(words.at(name.tokens.end - 1).text, name.kind);
            }
        }
        known
    }

    /// What is written first counts, also where two spellings are one in small letters.
    fn add(&mut self, name: &'a str, kind: NameKind) {
        if let Entry::Vacant(place) = self.as_written.entry(name) {
            place.insert(kind);
            self.in_small.entry(name.to_lowercase()).or_insert(kind);
        }
    }

    fn kind(&self, phrase: &str, shouted: bool) -> Option<NameKind> {
        let listed = || match nation::lookup(phrase)?.1 {
            Naming::Demonym => Some(NameKind::Other),
            Naming::Name | Naming::Capital => Some(NameKind::Place),
        };
        let organization = || vocabulary::is_organization(phrase).then_some(NameKind::Organization);
        let seen = self.as_written.get(phrase).copied();
        let small = || if shouted { self.in_small.get(&phrase.to_lowercase()).copied() } else { None };
        seen.or_else(small).or_else(listed).or_else(organization)
    }
}

/// The reading of lines in headline case.
struct Line<'a> {
    document: &'a Document<'a>,
    words: &'a Words<'a>,
    known: Known<'a>,
    doubtful: &'a [Name],
    found: Vec<Name>,
}

impl Line<'_> {
    fn stretch(&mut self, tokens: Range<usize>) {
        let mut index = tokens.start;
        while index < tokens.end {
            let name = self.known_at(index, tokens.end).or_else(|| self.piece_at(index, tokens.end));
            index = name.as_ref().map_or(index + 1, |name| name.tokens.end);
            self.found.extend(name);
        }
    }

    /// The longest name known from elsewhere that begins at `index`.
    fn known_at(&self, index: usize, end: usize) -> Option<Name> {
        if !self.words.at(index).case.is_name_like() {
            return None;
        }
        let sentence = self.document.sentences[self.document.sentence_of(index)].tokens.end;
        let longest = LONGEST.min(end.min(sentence) - index);
        (1..=longest).rev().map(|length| index..index + length).find_map(|tokens| {
            let last = self.words.at(tokens.end - 1);
            let shouted = tokens.clone().all(|at| self.words.at(at).case == Case::Upper) && last.text.len() > 3;
            if !last.case.is_name_like() {
                return None;
            }
            let kind = self.known.kind(self.document.phrase(tokens.clone()), shouted)?;
            Some(Name { tokens, kind, confidence: KNOWN })
        })
    }

    /// What is left of a name of the model at `index` once everyday words are taken away, if it looks like a name.
    fn piece_at(&self, index: usize, end: usize) -> Option<Name> {
        let after = self.doubtful.partition_point(|name| name.tokens.end <= index);
        let name = self.doubtful.get(after).filter(|name| name.tokens.contains(&index))?;
        let end = (index..name.tokens.end.min(end)).find(|&at| self.is_plain(at)).unwrap_or(name.tokens.end.min(end));
        let tokens = index..end;
        let (first, last) = (self.words.at(index), tokens.clone().last().map(|at| self.words.at(at))?);
        let kind = if first.facts.any(WordFacts::GIVEN) && tokens.len() > 1 {
            NameKind::Person
        } else if last.marks.any(Marks::ORG_HEAD | Marks::ORG_SUFFIX) && tokens.len() > 1 {
            NameKind::Organization
        } else if tokens == name.tokens {
            name.kind
        } else if tokens.len() == 1 && first.facts.any(WordFacts::BIG_CITY | WordFacts::REGION) {
            NameKind::Place
        } else {
            return None;
        };
        Some(Name { tokens, kind, confidence: name.confidence.min(KNOWN) })
    }

    /// Whether the word at `index` is one that news writes small.
    fn is_plain(&self, index: usize) -> bool {
        let word = self.words.at(index);
        !word.case.is_name_like()
            || word.evidence & evidence::LOWER_TOO != 0
            || word.marks.any(Marks::STOP)
            || (word.facts.any(WordFacts::EVERYDAY) && !word.marks.any(Marks::ORG_HEAD | Marks::ORG_SUFFIX))
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::names;
    use super::*;

    #[test]
    fn a_headline_holds_the_names_of_the_text_and_no_clause() {
        let found = names(
            "Lehtola And Okafor Hold Talks As Finland Says Harbour 'Will Stay Open'\n\n\
             Prime Minister Aino Lehtola met the minister Chidi Okafor on Monday, and Lehtola called the talks useful.\n\n\
             SEE ALSO: Okafor Rules Out Giving Up Harbour\n",
        );
        let lines: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert!(lines.starts_with(&["Lehtola", "Okafor", "Finland"]), "{lines:?}");
        assert_eq!(lines.last(), Some(&"Okafor"), "{lines:?}");
        assert!(lines.iter().all(|name| name.split(' ').count() <= 2), "{lines:?}");
    }

    #[test]
    fn a_headline_quoted_in_running_text_is_no_name() {
        let found = names("The election is told of in Finland Readies for a Vote It Cannot Yet Hold, of last week.");
        assert!(found.iter().all(|(name, _)| !name.contains("Cannot")), "{found:?}");
    }

    #[test]
    fn a_name_that_only_the_headline_gives_stays() {
        let found = names("Aino Lehtola Wins Vote in Riverton\n\nThe count went on until late, and few had gone home.");
        assert!(found.contains(&("Aino Lehtola".to_owned(), NameKind::Person)), "{found:?}");
    }
}
