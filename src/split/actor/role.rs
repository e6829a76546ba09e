//! The title or role given with a name: "Russian President", "Putin aide", or ", a military analyst,".

use std::ops::Range;

use crate::lexicon::vocabulary::Marks;
use crate::split::document::{Document, TokenKind};
use crate::split::name::Name;

/// Tokens that a role may reach back from the name.
const REACH: usize = 10;
/// Tokens that an apposition may be long.
const APPOSITION: usize = 14;

/// The role of the name `names[at]`: the words right before it, else an apposition after it.
pub fn of(document: &Document, names: &[Name], at: usize) -> Option<Range<usize>> {
    before(document, names, at).or_else(|| after(document, names[at].tokens.clone()))
}

fn before(document: &Document, names: &[Name], at: usize) -> Option<Range<usize>> {
    let name = &names[at].tokens;
    let sentence = document.sentences[document.sentence_of(name.start)].tokens.clone();
    let floor = sentence.start.max(name.start.saturating_sub(REACH));
    let mut start = name.start;
    let mut headed = false;
    let mut previous = at;
    while start > floor {
        let marks = Marks::of(document.word(start - 1));
        let other = previous.checked_sub(1).map(|i| &names[i].tokens).filter(|tokens| tokens.end == start);
        if marks.any(Marks::TITLE | Marks::ROLE) {
            headed = true;
        } else if !headed
            || !(marks.any(Marks::DEMONYM | Marks::PEOPLE) || is_modifier(document.word(start - 1)) || other.is_some())
        {
            break;
        }
        match other {
            Some(tokens) => {
                start = tokens.start;
                previous -= 1;
            }
            None => start -= 1,
        }
    }
    (headed && start < name.start).then_some(start..name.start)
}

fn after(document: &Document, name: Range<usize>) -> Option<Range<usize>> {
    let sentence = document.sentences[document.sentence_of(name.start)].tokens.clone();
    let word = |index: usize| if sentence.contains(&index) { document.word(index) } else { "" };
    if word(name.end) != "," {
        return None;
    }
    let articled = matches!(word(name.end + 1), "a" | "an" | "the" | "his" | "her" | "its" | "their");
    let from = name.end + 1 + usize::from(articled);
    let end = (from..sentence.end.min(from + APPOSITION)).find(|&index| {
        document.tokens[index].kind == TokenKind::Punctuation || matches!(word(index), "who" | "said" | "told")
    })?;
    let head = (from..end.min(from + 6)).any(|index| Marks::of(word(index)).any(Marks::ROLE));
    let lower = word(from).chars().next().is_some_and(char::is_lowercase)
        || articled
        || Marks::of(word(from)).any(Marks::TITLE | Marks::DEMONYM);
    (head && lower && matches!(word(end), "," | ".") && end > from).then_some(from..end)
}

fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "top"
            | "senior"
            | "chief"
            | "former"
            | "then"
            | "late"
            | "veteran"
            | "special"
            | "foreign"
            | "lead"
            | "leading"
            | "outgoing"
            | "incoming"
            | "acting"
            | "interim"
            | "deputy"
            | "vice"
            | "prime"
            | "military"
            | "political"
            | "opposition"
            | "human"
            | "rights"
            | "party"
            | "policy"
            | "defence"
            | "defense"
            | "security"
            | "presidential"
            | "first"
            | "longtime"
            | "ex"
            | "US"
            | "U.S."
            | "UK"
            | "EU"
            | "UN"
            | "state"
            | "national"
            | "police"
            | "army"
    )
}
