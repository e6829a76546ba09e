//! Where else a quote stands, and what is worded otherwise there.

use crate::command::Role;
use crate::model::{Appearance, QuoteRow};
use crate::tui::doc::{Line, Piece};
use crate::tui::words::short_day;

use super::said::flat;
use super::{Target, dim};

/// Words compared at most; longer quotes are told without their differences.
const COMPARED: usize = 300;

/// Where `appearance` leads: to the quote there.
pub(super) fn target(appearance: &Appearance) -> Target {
    Target::Story { id: appearance.id.clone(), lit: Some(appearance.span) }
}

/// How `appearance` words what `quote` says, where it does otherwise; the words that differ are lit.
pub(super) fn altered(quote: &QuoteRow, appearance: &Appearance) -> Vec<Piece> {
    let Some(wording) = &appearance.wording else { return Vec::new() };
    let mut pieces = vec![dim("as “")];
    pieces.extend(difference(&flat(&quote.said()), &flat(wording)));
    pieces.push(dim("”"));
    pieces
}

/// The first of them on one line with how many more there are, for lists.
pub(super) fn first(quote: &QuoteRow) -> Option<Line> {
    let appearance = quote.appearances.first()?;
    let mut pieces = vec![dim("also in "), Piece::new(appearance.title.as_str(), Role::Link)];
    pieces.extend(appearance.date.map(|date| dim(format!(", {}", short_day(date)))));
    if quote.elsewhere > 1 {
        pieces.push(dim(format!(" and {} more", quote.elsewhere - 1)));
    }
    let altered = altered(quote, appearance);
    if !altered.is_empty() {
        pieces.push(dim("  "));
        pieces.extend(altered);
    }
    Some(Line { indent: 2, ..Line::of(pieces) })
}

/// The words of `other`, those lit that do not stand in `own` in the same order.
fn difference(own: &str, other: &str) -> Vec<Piece> {
    let (own, words): (Vec<&str>, Vec<&str>) = (own.split_whitespace().collect(), other.split_whitespace().collect());
    if own.len() > COMPARED || words.len() > COMPARED {
        return vec![dim(other)];
    }
    let shared = shared(&own, &words);
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, (word, is_shared)) in words.iter().zip(shared).enumerate() {
        let role = if is_shared { Role::Dim } else { Role::Hit };
        let gap = if at > 0 { " " } else { "" };
        match pieces.last_mut().filter(|last| last.role == role) {
            Some(last) => last.text.push_str(&format!("{gap}{word}")),
            None => {
                pieces.extend((at > 0).then(|| dim(" ")));
                pieces.push(Piece::new(*word, role));
            }
        }
    }
    pieces
}

/// Which of `words` belong to the longest run of words, gaps allowed, that `own` has too.
fn shared(own: &[&str], words: &[&str]) -> Vec<bool> {
    let alike = |a: &str, b: &str| {
        let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        bare(a) == bare(b)
    };
    let mut lengths = vec![vec![0_u16; words.len() + 1]; own.len() + 1];
    for i in (0..own.len()).rev() {
        for j in (0..words.len()).rev() {
            lengths[i][j] = if alike(own[i], words[j]) {
                lengths[i + 1][j + 1] + 1
            } else {
                lengths[i + 1][j].max(lengths[i][j + 1])
            };
        }
    }
    let mut shared = vec![false; words.len()];
    let (mut i, mut j) = (0, 0);
    while i < own.len() && j < words.len() {
        if alike(own[i], words[j]) {
            shared[j] = true;
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_words_that_differ_are_lit() {
        let lit = |own, other| -> Vec<String> {
            let pieces = difference(own, other).into_iter().filter(|piece| piece.role == Role::Hit);
            pieces.map(|piece| piece.text).collect()
        };
        assert_eq!(lit("We slept on the roof until Sunday", "We slept on a roof until last Sunday."), ["a", "last"]);
        assert_eq!(lit("We slept", "we slept,"), [] as [&str; 0]);
        let whole: String = difference("a b", "a c b").into_iter().map(|piece| piece.text).collect();
        assert_eq!(whole, "a c b");
    }
}
