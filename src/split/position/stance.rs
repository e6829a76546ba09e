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

/// The stance of what `content` holds under `cue`; none for a neutral report.
pub fn of(document: &Document, reading: &Reading, cue: Option<Range<usize>>, content: Range<usize>) -> Option<Stand> {
    let own = opening(document, reading, content.clone());
    let Some(cue) = cue else { return own };
    let from_cue = of_words(document, reading, cue.clone(), true);
    match from_cue {
        Some(stand) if stand.stance != Stance::Asserts && !asks(document, &cue, &content) => Some(stand),
        Some(stand) if stand.stance == Stance::Asserts => own.or(Some(stand)),
        _ => own,
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
    let stand = of_words(document, reading, subject + 1..verb + 1, false)?;
    (stand.stance != Stance::Asserts).then_some(Stand { sure: 0.7, ..stand })
}

/// The stance of the last stance word among `words`, turned over where it is negated.
fn of_words(document: &Document, reading: &Reading, words: Range<usize>, is_cue: bool) -> Option<Stand> {
    let mut negated = false;
    let mut found = None;
    for index in words {
        let word = document.word(index);
        if is_negation(word) {
            negated = true;
        }
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
    let turned = match stance {
        Stance::Supports | Stance::Promises | Stance::Demands | Stance::Proposes => Stance::Opposes,
        Stance::Opposes | Stance::Denies => Stance::Supports,
        Stance::Warns | Stance::Asserts => return None,
    };
    Some(Stand { stance: turned, sure: 0.55 })
}

fn is_negation(word: &str) -> bool {
    ["not", "never", "no", "n't", "n’t", "without"].iter().any(|n| word.eq_ignore_ascii_case(n))
        || word.ends_with("n't")
        || word.ends_with("n’t")
}

/// "asked whether …" asks a question and demands nothing.
fn asks(document: &Document, cue: &Range<usize>, content: &Range<usize>) -> bool {
    let asks = cue
        .clone()
        .any(|i| ["ask", "asks", "asked", "asking"].iter().any(|a| document.word(i).eq_ignore_ascii_case(a)));
    let opens = |i: usize| {
        ["whether", "if", "about", "how", "why", "what", "who", "when"]
            .iter()
            .any(|w| document.word(i).eq_ignore_ascii_case(w))
    };
    asks && (content.clone().take(1).any(opens)
        || cue.clone().any(opens)
        || content.clone().next_back().is_some_and(|last| document.word(last) == "?"))
}
