//! What a page says, set to a width: lines of pieces that know their role, what they link to, and where in the
//! article they stand. Colours and columns are made when it is drawn.

mod build;
mod ink;
mod reading;
mod wrap;

pub use build::{Builder, flow_pieces};
pub use ink::{Ink, lay_text};
pub use reading::Reading;
pub use wrap::{Flow, width_of, wrap};

use crate::command::Role;
use crate::model::Span;

use super::page::Target;

/// A stretch of one line in one role.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Its words, as they are in the source; cleaned when drawn.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// The link it belongs to, as an index into [`Doc::links`].
    pub link: Option<usize>,
}

impl Piece {
    /// A piece that is no link.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role, link: None }
    }
}

/// One line of the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Columns left free before the pieces.
    pub indent: usize,
    /// What stands on it.
    pub pieces: Vec<Piece>,
    /// What stands at the right end, where there is room.
    pub right: Option<Piece>,
    /// Whether the cursor stops here.
    pub stop: bool,
    /// The item it belongs to, as an index into [`Doc::items`].
    pub item: Option<usize>,
    /// The stretch of the article's text that its pieces are, where they are that to the letter.
    pub source: Option<Span>,
    /// Whether it goes on from the line before, which was too long.
    pub joined: bool,
}

impl Line {
    /// A line of pieces.
    pub fn of(pieces: Vec<Piece>) -> Self {
        Self { pieces, ..Self::default() }
    }

    /// The link that covers the column `column` of the line's text.
    pub fn link_at(&self, column: usize) -> Option<usize> {
        let mut end = self.indent;
        self.pieces.iter().find_map(|piece| {
            let start = end;
            end += width_of(&piece.text);
            (start..end).contains(&column).then_some(piece.link)?
        })
    }

    /// The words of the line.
    pub fn words(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// A part of a page that has its number in the section bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name.
    pub label: String,
    /// How much is in it, in words of the section bar ("5+3").
    pub count: String,
    /// The line of its heading.
    pub line: usize,
}

/// A page set to a width.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Doc {
    /// Its lines.
    pub lines: Vec<Line>,
    /// What Enter does on each item.
    pub items: Vec<Target>,
    /// Where each link leads.
    pub links: Vec<Target>,
    /// The parts that the section bar names.
    pub sections: Vec<Section>,
}

impl Doc {
    /// The line that shows the code point `offset` of the article's text, or the last one before it.
    pub fn line_at(&self, offset: u32) -> Option<usize> {
        self.lines.iter().rposition(|line| line.source.is_some_and(|span| span.start <= offset))
    }

    /// The section that `line` stands in.
    pub fn section_at(&self, line: usize) -> Option<usize> {
        self.sections.iter().rposition(|section| section.line <= line)
    }

    /// The first line of link `link`.
    pub fn line_of_link(&self, link: usize) -> Option<usize> {
        self.lines.iter().position(|line| line.pieces.iter().any(|piece| piece.link == Some(link)))
    }

    /// What Enter means on `line` when no link is chosen.
    pub fn target_at(&self, line: usize) -> Option<&Target> {
        self.lines.get(line)?.item.map(|item| &self.items[item])
    }
}
