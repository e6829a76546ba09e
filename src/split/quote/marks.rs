//! Quotation marks paired: which tokens stand between them.

use std::ops::Range;

use crate::split::document::{Document, Role, TokenKind};

/// A stretch between quotation marks; never runs over a paragraph's end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The tokens between the marks.
    pub tokens: Range<usize>,
    /// Whether a closing mark stands after it; a quote that goes on in the next paragraph has none.
    pub closed: bool,
}

/// The quotation marks of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Marks {
    /// The stretches between marks, in reading order.
    pub stretches: Vec<Quoted>,
    /// For each token whether it stands between marks; the marks themselves do not.
    pub inside: Vec<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Opens,
    Closes,
    /// Straight: as the place has it.
    Either,
}

/// Pairs the marks of `document`. Double marks of every shape may close each other, for writers mix them up. Single
/// marks count where no double one stands: in a headline, and in an article that has none.
pub fn pair(document: &Document) -> Marks {
    let doubles = (0..document.tokens.len()).any(|index| mark(document, index, false).is_some());
    let mut marks = Marks { stretches: Vec::new(), inside: vec![false; document.tokens.len()] };
    for paragraph in &document.paragraphs {
        let headline = paragraph.role == Role::Headline
            && !paragraph.tokens.clone().any(|index| mark(document, index, false).is_some());
        pair_in(document, paragraph.tokens.clone(), headline || !doubles, &mut marks);
    }
    marks
}

fn pair_in(document: &Document, tokens: Range<usize>, single: bool, marks: &mut Marks) {
    let mut open: Option<usize> = None;
    for index in tokens.clone() {
        let Some(mark) = mark(document, index, single) else {
            marks.inside[index] = open.is_some();
            continue;
        };
        match (open, mark) {
            (Some(from), Mark::Closes | Mark::Either) => {
                if from < index {
                    marks.stretches.push(Quoted { tokens: from..index, closed: true });
                }
                open = None;
            }
            (Some(_), Mark::Opens) => marks.inside[index] = true,
            (None, Mark::Opens) => open = Some(index + 1),
            (None, Mark::Either) if may_open(document, index) => open = Some(index + 1),
            (None, _) => {}
        }
    }
    if let Some(from) = open.filter(|&from| from < tokens.end) {
        marks.stretches.push(Quoted { tokens: from..tokens.end, closed: false });
    }
}

fn mark(document: &Document, index: usize, single: bool) -> Option<Mark> {
    if document.tokens[index].kind != TokenKind::QuoteMark {
        return None;
    }
    match document.word(index) {
        "“" | "„" | "«" | "``" => Some(Mark::Opens),
        "”" | "»" | "‟" => Some(Mark::Closes),
        "\"" | "''" | "＂" => Some(Mark::Either),
        "‘" | "‚" | "‹" if single => Some(Mark::Opens),
        "’" | "›" if single => Some(Mark::Closes),
        "'" if single => Some(Mark::Either),
        _ => None,
    }
}

/// A straight mark opens before a word and after a space or bracket; elsewhere it is a stray or means inches.
fn may_open(document: &Document, index: usize) -> bool {
    let bytes = &document.tokens[index].bytes;
    let before = document.text[..bytes.start].chars().next_back();
    let after = document.text[bytes.end..].chars().next();
    after.is_some_and(|c| !c.is_whitespace()) && before.is_none_or(|c| !c.is_alphanumeric())
}
