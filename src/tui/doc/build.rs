//! Puts a page together line by line.

use crate::command::Role;
use crate::tui::page::Target;

use super::{Doc, Flow, Line, Piece, Section, width_of, wrap};

/// A page in the making; every page writes itself through one of these.
#[derive(Debug)]
pub struct Builder {
    doc: Doc,
    width: usize,
}

impl Builder {
    /// An empty page of `width` columns.
    pub fn new(width: usize) -> Self {
        Self { doc: Doc::default(), width: width.max(1) }
    }

    /// The columns there are.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The finished page.
    pub fn finish(mut self) -> Doc {
        while self.doc.lines.last().is_some_and(|line| line.pieces.is_empty()) {
            self.doc.lines.pop();
        }
        self.doc
    }

    /// A link to `target`, to be given to pieces.
    pub fn link(&mut self, target: Target) -> usize {
        self.doc.links.push(target);
        self.doc.links.len() - 1
    }

    /// A piece that leads to `target`.
    pub fn linked(&mut self, text: impl Into<String>, role: Role, target: Target) -> Piece {
        Piece { text: text.into(), role, link: Some(self.link(target)) }
    }

    /// An empty line, unless the last one is.
    pub fn blank(&mut self) {
        if self.doc.lines.last().is_some_and(|line| !line.pieces.is_empty()) {
            self.doc.lines.push(Line::default());
        }
    }

    /// A section with its heading in the page and its name and count in the section bar.
    pub fn section(&mut self, label: &str, count: impl Into<String>) {
        self.blank();
        self.doc.sections.push(Section { label: label.to_owned(), count: count.into(), line: self.doc.lines.len() });
        self.doc.lines.push(Line::of(vec![Piece::new(label.to_uppercase(), Role::Section)]));
    }

    /// A line as it is.
    pub fn line(&mut self, line: Line) {
        self.doc.lines.push(line);
    }

    /// Pieces wrapped to the width after `indent` columns.
    pub fn para(&mut self, indent: usize, pieces: &[Piece]) {
        let flow = Flow { width: self.width, indent };
        self.doc.lines.extend(flow_pieces(pieces, flow));
    }

    /// Pieces wrapped like [`Builder::para`], as one item on which Enter goes to `target`.
    pub fn item(&mut self, indent: usize, pieces: &[Piece], target: Target) {
        self.item_with(indent, pieces, None, target);
    }

    /// An item with something at the right end of its last line, or of a line of its own where it does not fit.
    pub fn item_with(&mut self, indent: usize, pieces: &[Piece], right: Option<Piece>, target: Target) {
        let item = self.doc.items.len();
        self.doc.items.push(target);
        let from = self.doc.lines.len();
        self.para(indent, pieces);
        if let Some(right) = right {
            self.set_right(right);
        }
        let lines = &mut self.doc.lines[from..];
        lines.iter_mut().for_each(|line| line.item = Some(item));
        if let Some(first) = lines.first_mut() {
            first.stop = true;
        }
    }

    fn set_right(&mut self, right: Piece) {
        let Some(last) = self.doc.lines.last_mut() else { return };
        let indent = last.indent;
        let (used, width) = (indent + width_of(&last.words()), width_of(&right.text));
        if used + 2 + width <= self.width {
            last.right = Some(right);
        } else if indent + width <= self.width {
            // The empty piece says that the line is not blank.
            let pieces = vec![Piece::new("", right.role)];
            self.doc.lines.push(Line { indent, pieces, right: Some(right), joined: true, ..Line::default() });
        } else {
            let lines = flow_pieces(&[right], Flow { width: self.width, indent });
            self.doc.lines.extend(lines.into_iter().map(|line| Line { joined: true, ..line }));
        }
    }

    /// Lines of the article's own text, which the cursor walks one by one.
    pub fn text_lines(&mut self, lines: Vec<Line>) {
        self.doc.lines.extend(lines);
    }
}

/// Pieces wrapped to a width: each line takes its share of every piece.
pub fn flow_pieces(pieces: &[Piece], flow: Flow) -> Vec<Line> {
    let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let ranges = wrap(&text, flow.width.saturating_sub(flow.indent));
    let mut lines = Vec::with_capacity(ranges.len());
    for (index, range) in ranges.into_iter().enumerate() {
        let mut line = Line { indent: flow.indent, joined: index > 0, ..Line::default() };
        let mut at = 0;
        for piece in pieces {
            let (from, to) = (at.max(range.start), (at + piece.text.len()).min(range.end));
            if from < to {
                line.pieces.push(Piece { text: text[from..to].to_owned(), ..piece.clone() });
            }
            at += piece.text.len();
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_piece_keeps_its_role_and_link_on_every_line() {
        let pieces =
            [Piece::new("said ", Role::Dim), Piece { text: "Ada Lovelace".into(), role: Role::Actor, link: Some(3) }];
        let lines = flow_pieces(&pieces, Flow { width: 10, indent: 0 });
        assert_eq!(lines.iter().map(Line::words).collect::<Vec<_>>(), ["said Ada", "Lovelace"]);
        assert_eq!(lines[0].pieces[1].link, Some(3));
        assert_eq!(lines[1].pieces[0], Piece { text: "Lovelace".into(), role: Role::Actor, link: Some(3) });
    }

    #[test]
    fn what_does_not_fit_at_the_right_goes_under_the_item() {
        let mut page = Builder::new(20);
        page.item_with(
            2,
            &[Piece::new("short", Role::Text)],
            Some(Piece::new("told reporters", Role::Cue)),
            Target::None,
        );
        page.item_with(2, &[Piece::new("short", Role::Text)], Some(Piece::new("said", Role::Cue)), Target::None);
        let doc = page.finish();
        assert_eq!(doc.lines.len(), 3);
        assert_eq!(doc.lines[1].item, Some(0));
        assert!(doc.lines[1].right.is_some() && doc.lines[1].words().is_empty());
        assert!(!doc.lines[1].stop);
        assert!(doc.lines[2].right.is_some());
    }
}
