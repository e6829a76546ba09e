//! Quotation marks paired: which tokens stand between them.

use std::ops::Range;

use crate::lexicon::key::key;
use crate::split::document::{Document, Role, TokenKind};

/// Fewer tokens than these between marks are a term or a title, and do not tell which marks an article quotes with.
const SAID: usize = 3;

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
enum Side {
    Opens,
    Closes,
    /// Straight: as the place has it.
    Either,
}

/// Marks of one family close each other; those of the other one, between them, are a quote within the quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Double,
    Single,
}

/// Pairs the marks of `document`. Double marks of every shape may close each other, for writers mix them up. Single
/// marks count in a headline without double ones, and in an article that quotes with them, as British papers do.
pub fn pair(document: &Document) -> Marks {
    let doubles = document.paragraphs.iter().map(|p| has_doubles(document, p.tokens.clone())).collect::<Vec<bool>>();
    let british = !doubles.contains(&true) || quotes_with_singles(document);
    let mut marks = Marks { stretches: Vec::new(), inside: vec![false; document.tokens.len()] };
    for (paragraph, has_doubles) in document.paragraphs.iter().zip(doubles) {
        let single = british || paragraph.role == Role::Headline && !has_doubles;
        pair_in(document, paragraph.tokens.clone(), single, &mut marks);
    }
    marks
}

/// The key that a mark is looked up by: that of a double one where a single one parts quote from text, so that both
/// read the same.
pub fn mark_key(word: &str) -> Option<u64> {
    match word {
        "‘" | "‚" | "‹" => Some(key("“")),
        "’" | "›" => Some(key("”")),
        "'" => Some(key("\"")),
        _ => None,
    }
}

fn has_doubles(document: &Document, mut tokens: Range<usize>) -> bool {
    tokens.any(|index| mark(document, index).is_some_and(|(family, _)| family == Family::Double))
}

/// Whether more words of `document` stand between single marks than between double ones, a quote within a quote aside.
fn quotes_with_singles(document: &Document) -> bool {
    let mut marks = Marks { stretches: Vec::new(), inside: vec![false; document.tokens.len()] };
    for paragraph in document.paragraphs.iter().filter(|paragraph| paragraph.role == Role::Body) {
        pair_in(document, paragraph.tokens.clone(), true, &mut marks);
    }
    let (mut single, mut double) = (0, 0);
    for stretch in marks.stretches.iter().filter(|stretch| stretch.tokens.len() >= SAID) {
        match mark(document, stretch.tokens.start - 1) {
            Some((Family::Single, _)) => single += stretch.tokens.len(),
            _ => double += stretch.tokens.len(),
        }
    }
    single > double
}

fn pair_in(document: &Document, tokens: Range<usize>, single: bool, marks: &mut Marks) {
    let counted = |index: usize| mark(document, index).filter(|&(family, _)| single || family == Family::Double);
    let last_single = tokens
        .clone()
        .rev()
        .find(|&index| counted(index).is_some_and(|(family, side)| family == Family::Single && side != Side::Opens));
    // A single mark that nothing closes is an apostrophe, unless the paragraph begins with it and the quote goes on.
    let is_stray = |index: usize, family: Family| {
        family == Family::Single && index > tokens.start && last_single.is_none_or(|last| last <= index)
    };
    let mut open: Option<(usize, Family)> = None;
    for index in tokens.clone() {
        let Some((family, side)) = counted(index) else {
            marks.inside[index] = open.is_some();
            continue;
        };
        match (open, side) {
            (Some((_, outer)), _) if outer != family => marks.inside[index] = true,
            (Some((from, _)), Side::Closes | Side::Either) => {
                if from < index {
                    marks.stretches.push(Quoted { tokens: from..index, closed: true });
                }
                open = None;
            }
            (Some(_), Side::Opens) => marks.inside[index] = true,
            (None, Side::Closes) => {}
            (None, Side::Either) if !may_open(document, index) => {}
            (None, _) if is_stray(index, family) => {}
            (None, _) => open = Some((index + 1, family)),
        }
    }
    if let Some((from, _)) = open.filter(|&(from, _)| from < tokens.end) {
        marks.stretches.push(Quoted { tokens: from..tokens.end, closed: false });
    }
}

fn mark(document: &Document, index: usize) -> Option<(Family, Side)> {
    if document.tokens[index].kind != TokenKind::QuoteMark {
        return None;
    }
    match document.word(index) {
        "“" | "„" | "«" | "``" => Some((Family::Double, Side::Opens)),
        "”" | "»" | "‟" => Some((Family::Double, Side::Closes)),
        "\"" | "''" | "＂" => Some((Family::Double, Side::Either)),
        "‘" | "‚" | "‹" => Some((Family::Single, Side::Opens)),
        "’" | "›" => Some((Family::Single, Side::Closes)),
        "'" => Some((Family::Single, Side::Either)),
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
