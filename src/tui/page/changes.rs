//! What a publisher changed in a briefing's article, below its headline.

use crate::command::Role;
use crate::model::{Changes, Text, shown_line};
use crate::tui::doc::{Builder, Piece};
use crate::tui::words::long_day;

use super::{Setting, Target, dim};

/// Sentences of each kind that are shown; the rest is counted.
const SHOWN: usize = 4;

/// Writes what changed in the article of `text`: each new sentence leads to its place.
pub(super) fn lines(page: &mut Builder, changes: &Changes, text: &Text, setting: &Setting) {
    let when = changes.when.map(|moment| format!(" {}", long_day(moment, setting.now))).unwrap_or_default();
    page.para(0, &[Piece::new(format!("updated{when}"), Role::Accent), dim(counts(changes))]);
    if let Some(headline) = &changes.headline {
        page.para(2, &[dim("headline was  "), dim(shown_line(headline))]);
    }
    for span in changes.came.iter().take(SHOWN) {
        let words = text.slice(*span).replace('\n', " ");
        page.item(2, &[Piece::new("+ ", Role::Accent), Piece::new(words, Role::Text)], Target::Lit(*span));
    }
    for sentence in changes.gone.iter().take(SHOWN) {
        page.para(2, &[dim("− "), dim(shown_line(sentence))]);
    }
}

fn counts(changes: &Changes) -> String {
    let count = |number: usize, word: &str| (number > 0).then(|| format!("  {number} {word}"));
    [count(changes.came.len(), "new"), count(changes.gone.len(), "gone")].into_iter().flatten().collect()
}
