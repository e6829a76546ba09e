//! Which countries, capitals and peoples act: "Moscow said", "Ukraine rejected", "Kurds voted".

use std::ops::Range;

use crate::lexicon::nation::{self, Naming};
use crate::lexicon::vocabulary::Marks;
use crate::split::document::{Document, TokenKind};

/// The nation that `tokens` name, and how.
pub fn nation(document: &Document, tokens: &Range<usize>) -> Option<(&'static str, Naming)> {
    if tokens.len() > 6 { None } else { nation::lookup(document.phrase(tokens.clone())) }
}

/// Whether the name at `tokens` stands where one stands that acts: before a verb, and not after a preposition.
pub fn acts(document: &Document, tokens: &Range<usize>) -> bool {
    let sentence = &document.sentences[document.sentence_of(tokens.start)].tokens;
    let word = |index: usize| if sentence.contains(&index) { document.word(index) } else { "" };
    let before = tokens.start.checked_sub(1).map_or("", word);
    let before = if matches!(before, "the" | "The") { tokens.start.checked_sub(2).map_or("", word) } else { before };
    if is_preposition(before) {
        return false;
    }
    let mut next = tokens.end;
    if matches!(
        word(next),
        "also"
            | "still"
            | "now"
            | "never"
            | "recently"
            | "later"
            | "then"
            | "already"
            | "officially"
            | "formally"
            | "repeatedly"
    ) {
        next += 1;
    }
    sentence.contains(&next) && document.tokens[next].kind == TokenKind::Word && is_verb(word(next))
}

/// Whether the name at `tokens` is a noun for people ("Danes", "Democrats"), not an adjective before one.
pub fn is_people(document: &Document, tokens: &Range<usize>) -> bool {
    let marks = Marks::of(document.word(tokens.end - 1));
    marks.any(Marks::DEMONYM | Marks::PEOPLE) && acts(document, tokens)
}

fn is_preposition(word: &str) -> bool {
    matches!(
        word.to_ascii_lowercase().as_str(),
        "in" | "at"
            | "from"
            | "to"
            | "of"
            | "near"
            | "across"
            | "on"
            | "with"
            | "against"
            | "for"
            | "by"
            | "into"
            | "toward"
            | "towards"
            | "around"
            | "over"
            | "under"
            | "outside"
            | "inside"
            | "between"
            | "about"
            | "through"
            | "via"
            | "like"
            | "within"
            | "throughout"
            | "leaving"
            | "left"
            | "visit"
            | "visiting"
            | "visited"
    )
}

/// Whether `word` looks like a verb after a subject: an auxiliary, a common verb of acting or saying, or a past form.
fn is_verb(word: &str) -> bool {
    // Sorted, for binary search.
    const VERBS: &[&str] = &[
        "accuses",
        "admits",
        "agrees",
        "aims",
        "allows",
        "announces",
        "appears",
        "approves",
        "are",
        "argues",
        "asks",
        "backs",
        "bans",
        "became",
        "becomes",
        "began",
        "begins",
        "believe",
        "believes",
        "blames",
        "blocks",
        "broke",
        "brought",
        "buys",
        "calls",
        "came",
        "can",
        "cannot",
        "chose",
        "claims",
        "condemns",
        "considers",
        "continues",
        "controls",
        "could",
        "cut",
        "cuts",
        "demands",
        "denies",
        "did",
        "do",
        "does",
        "expects",
        "face",
        "faces",
        "fear",
        "fears",
        "fell",
        "fought",
        "found",
        "gave",
        "gets",
        "gives",
        "got",
        "grew",
        "had",
        "has",
        "have",
        "held",
        "helps",
        "holds",
        "hope",
        "hopes",
        "insists",
        "intends",
        "invades",
        "is",
        "joins",
        "keeps",
        "kept",
        "knows",
        "launches",
        "leads",
        "led",
        "lost",
        "made",
        "maintains",
        "makes",
        "may",
        "meets",
        "might",
        "must",
        "need",
        "needs",
        "offers",
        "opposes",
        "orders",
        "plans",
        "pledges",
        "promises",
        "proposes",
        "put",
        "puts",
        "reacts",
        "refuses",
        "rejects",
        "remain",
        "remains",
        "responds",
        "said",
        "sanctions",
        "saw",
        "say",
        "says",
        "seeks",
        "seems",
        "sees",
        "sends",
        "sent",
        "set",
        "should",
        "shows",
        "shut",
        "signals",
        "signs",
        "sold",
        "sought",
        "spent",
        "stands",
        "starts",
        "stood",
        "struck",
        "supports",
        "takes",
        "tells",
        "tests",
        "threatens",
        "told",
        "took",
        "tries",
        "urges",
        "vote",
        "vows",
        "want",
        "wants",
        "warns",
        "was",
        "welcomes",
        "went",
        "were",
        "will",
        "wins",
        "won",
        "would",
        "wrote",
    ];
    VERBS.binary_search_by(|verb| verb.cmp(&word)).is_ok()
        || (word.len() > 4 && word.ends_with("ed") && word.bytes().all(|b| b.is_ascii_lowercase()))
}
