//! Which stance a cue takes, or the words that it reports.

use std::ops::Range;

use crate::lexicon::cue::Manner;
use crate::model::Stance;
use crate::split::document::Document;
use crate::split::quote::{Reading, Small, small};

/// A stance and how sure it is, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stand {
    /// The stance.
    pub stance: Stance,
    /// How sure it is.
    pub sure: f32,
}

/// How many tokens into the content a stance word of the speaker's own may stand ("he would reject").
const OPENING: usize = 8;

/// How many helping words before a cue are looked at.
const REACH: usize = 4;

/// The longest name of who is told to do something, in tokens.
const LONGEST_HEARER: usize = 14;

/// Words that begin a question.
const QUESTIONS: [&str; 8] = ["whether", "if", "about", "how", "why", "what", "who", "when"];

/// The stance of what `content` holds under `cue`; none for a neutral report.
pub fn of(document: &Document, reading: &Reading, cue: Option<Range<usize>>, content: Range<usize>) -> Option<Stand> {
    let own = opening(document, reading, content.clone());
    let Some(cue) = cue else { return own };
    let negated = denied_before(document, reading, cue.start);
    match of_words(document, reading, cue.clone(), true, negated) {
        Some(stand) if stand.stance == Stance::Demands && !demands(document, reading, &cue, &content) => own,
        Some(stand) if stand.stance != Stance::Asserts => Some(stand),
        Some(stand) => own.or(Some(stand)),
        None => own,
    }
}

/// "he would reject …", "we support …": the speaker's own stance, at the head of what is reported.
fn opening(document: &Document, reading: &Reading, content: Range<usize>) -> Option<Stand> {
    let head = content.start..content.end.min(content.start + OPENING);
    let subject = head.clone().take(3).find(|&i| {
        small(reading.keys[i]) == Some(Small::Pronoun)
            && ["he", "she", "they", "it", "we", "i"].iter().any(|p| document.word(i).eq_ignore_ascii_case(p))
    })?;
    let verb = (subject + 1..head.end).find(|&i| {
        !matches!(small(reading.keys[i]), Some(Small::Auxiliary | Small::Adverb)) && !is_negation(document.word(i))
    })?;
    let stand = of_words(document, reading, subject + 1..verb + 1, false, false)?;
    (stand.stance != Stance::Asserts).then_some(Stand { sure: stand.sure.min(0.7), ..stand })
}

/// Whether a negation stands among the helping words right before the token `index`: "did not call for".
fn denied_before(document: &Document, reading: &Reading, index: usize) -> bool {
    (index.saturating_sub(REACH)..index)
        .rev()
        .take_while(|&i| {
            matches!(small(reading.keys[i]), Some(Small::Auxiliary | Small::Adverb)) || is_negation(document.word(i))
        })
        .any(|i| is_negation(document.word(i)))
}

/// The stance of the last stance word among `words`, turned over where it is negated. Who does not support is against;
/// who does not reject is not yet for it, but nearer; who does not demand or promise says nothing.
fn of_words(
    document: &Document,
    reading: &Reading,
    words: Range<usize>,
    is_cue: bool,
    mut negated: bool,
) -> Option<Stand> {
    let mut found = None;
    for index in words {
        negated |= is_negation(document.word(index));
        if let Some(cue) = reading.cues[index].filter(|cue| is_cue || cue.manner != Manner::Noun)
            && let Some(stance) = cue.stance
            && found.is_none_or(|s| s == Stance::Asserts)
        {
            found = Some(stance);
        }
    }
    let stance = found?;
    if !negated {
        return Some(Stand { stance, sure: if stance == Stance::Asserts { 0.45 } else { 0.85 } });
    }
    match stance {
        Stance::Supports => Some(Stand { stance: Stance::Opposes, sure: 0.7 }),
        Stance::Opposes | Stance::Denies => Some(Stand { stance: Stance::Supports, sure: 0.5 }),
        _ => None,
    }
}

fn is_negation(word: &str) -> bool {
    ["not", "never", "no", "n't", "n’t", "without"].iter().any(|n| word.eq_ignore_ascii_case(n))
        || word.ends_with("n't")
        || word.ends_with("n’t")
}

/// Whether a word that may demand does so here. Some only ask or arrange ("asked a question", "ordered the invasion"):
/// they demand where somebody is to do something.
fn demands(document: &Document, reading: &Reading, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let is = |i: usize, words: &[&str]| words.iter().any(|word| document.word(i).eq_ignore_ascii_case(word));
    let tells = cue.clone().any(|i| reading.cues[i].is_some_and(|cue| cue.manner == Manner::Tell && !cue.particle))
        && !cue.clone().any(|i| is(i, &["urge", "urges", "urged", "urging"]));
    if !tells {
        return true;
    }
    let question = content.clone().take(1).chain(cue.clone()).any(|i| is(i, &QUESTIONS))
        || content.clone().next_back().is_some_and(|last| document.word(last) == "?");
    let task = cue.clone().chain(content.clone().take(LONGEST_HEARER)).any(|i| is(i, &["to", "that", "not", "for"]));
    !question && task
}
