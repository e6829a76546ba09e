//! Where one is on a page that is read: cursor, scroll, chosen link, lit sentence, hits.

use crate::model::Span;

use super::{Doc, Line};

/// Lines kept in view above and below the cursor, as a share of the height.
const MARGIN: usize = 4;

/// One hit of a find on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The line.
    pub line: usize,
    /// Its first character in the words of the line.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
}

/// What is looked for on a page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Finding {
    /// The words looked for.
    pub needle: String,
    /// Where they stand, in reading order.
    pub hits: Vec<Hit>,
    /// The hit that was gone to last, and the line of the cursor then.
    gone_to: Option<(usize, usize)>,
}

/// Where the reader is, told apart from how the page is set: survives another width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    Offset(u32),
    Item(usize),
    Line(usize),
}

/// A page set to a width, and where one is on it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reading {
    /// The page.
    pub doc: Doc,
    /// The line of the cursor.
    pub cursor: usize,
    /// The first line on the screen.
    pub top: usize,
    /// The chosen link.
    pub link: Option<usize>,
    /// The sentence that was asked for.
    pub lit: Option<Span>,
    /// What is looked for.
    pub finding: Option<Finding>,
    /// Where the page is to be opened, in code points of the text.
    pub open_at: Option<u32>,
    /// Whether the page has to be set again though the width is the same.
    pub stale: bool,
    /// The width it was set to.
    pub width: usize,
}

impl Reading {
    /// A page not yet set, to be opened at the code point `offset` of its text.
    pub fn opened_at(offset: Option<u32>) -> Self {
        Self { open_at: offset, stale: true, ..Self::default() }
    }

    /// Puts in `doc`, set to `width`, and finds the place again.
    pub fn set(&mut self, doc: Doc, width: usize, height: usize) {
        let anchor = self.anchor();
        let row = self.cursor.saturating_sub(self.top);
        let first = self.doc.lines.is_empty();
        self.doc = doc;
        self.width = width;
        self.stale = false;
        self.link = self.link.filter(|link| *link < self.doc.links.len());
        self.cursor = match anchor {
            Anchor::Offset(offset) => self.doc.line_at(offset).unwrap_or(0),
            Anchor::Item(item) => self.doc.lines.iter().position(|line| line.item == Some(item)).unwrap_or(0),
            Anchor::Line(line) => line,
        };
        self.top = self.cursor.saturating_sub(row);
        if first {
            (self.cursor, self.top) = (self.next_stop(0, 0).unwrap_or(0), 0);
        }
        let offset = self.open_at.take_if(|_| !self.doc.lines.is_empty());
        if let Some(line) = offset.and_then(|offset| self.doc.line_at(offset)) {
            self.cursor = line;
            self.top = line.saturating_sub(height / 3);
        }
        if let Some(needle) = self.finding.as_ref().map(|finding| finding.needle.clone()) {
            self.find(&needle);
        }
        self.settle(height);
    }

    fn anchor(&self) -> Anchor {
        match self.doc.lines.get(self.cursor) {
            Some(Line { source: Some(span), .. }) => Anchor::Offset(span.start),
            Some(Line { item: Some(item), .. }) => Anchor::Item(*item),
            _ => Anchor::Line(self.cursor),
        }
    }

    /// The reading place in code points of the text; none while the cursor is above it.
    pub fn offset(&self) -> Option<u32> {
        self.doc.lines.get(self.cursor)?.source.map(|span| span.start)
    }

    /// Keeps cursor and scroll on the page, and the cursor in view.
    pub fn settle(&mut self, height: usize) {
        let last = self.doc.lines.len().saturating_sub(1);
        self.cursor = self.cursor.min(last);
        if !self.doc.lines.get(self.cursor).is_some_and(|line| line.stop) {
            let near = self.next_stop(self.cursor, 0).or_else(|| self.previous_stop(self.cursor));
            self.cursor = near.unwrap_or(self.cursor);
        }
        let margin = (height / MARGIN).min(6);
        let end = self.item_end();
        self.top = self.top.max((end + 1 + margin).min(last + 1).saturating_sub(height));
        self.top = self.top.min(self.cursor.saturating_sub(margin));
        self.top = self.top.min((last + 1).saturating_sub(height));
        if self.next_stop(0, 0) == Some(self.cursor) && self.cursor < height {
            self.top = 0;
        }
    }

    fn item_end(&self) -> usize {
        let Some(item) = self.doc.lines.get(self.cursor).and_then(|line| line.item) else { return self.cursor };
        let rest = self.doc.lines[self.cursor..].iter().take(8);
        self.cursor + rest.take_while(|line| line.item == Some(item)).count().saturating_sub(1)
    }

    fn next_stop(&self, line: usize, skip: usize) -> Option<usize> {
        let from = (line + skip).min(self.doc.lines.len());
        self.doc.lines[from..].iter().position(|line| line.stop).map(|at| from + at)
    }

    fn previous_stop(&self, line: usize) -> Option<usize> {
        self.doc.lines[..line.min(self.doc.lines.len())].iter().rposition(|line| line.stop)
    }

    /// To the next (or previous) line on which the cursor stops; at the end the page scrolls on by a line.
    pub fn step(&mut self, forward: bool, height: usize) {
        self.link = None;
        let to = if forward { self.next_stop(self.cursor, 1) } else { self.previous_stop(self.cursor) };
        match to {
            Some(line) => self.cursor = line,
            None if forward => self.top += 1,
            None => self.top = 0,
        }
        self.settle(height);
    }

    /// Scrolls by `lines`, the cursor with it.
    pub fn scroll(&mut self, forward: bool, lines: usize, height: usize) {
        self.link = None;
        let end = self.doc.lines.len();
        let target = if forward { self.cursor + lines } else { self.cursor.saturating_sub(lines) };
        let row = self.cursor.saturating_sub(self.top);
        self.cursor = if forward {
            self.next_stop(target.min(end), 0).or_else(|| self.previous_stop(end))
        } else {
            self.previous_stop(target + 1).or_else(|| self.next_stop(0, 0))
        }
        .unwrap_or(target.min(end));
        self.top = self.cursor.saturating_sub(row);
        self.settle(height);
    }

    /// To the top or the end.
    pub fn jump(&mut self, end: bool, height: usize) {
        self.link = None;
        let lines = self.doc.lines.len();
        let stop = if end { self.previous_stop(lines) } else { self.next_stop(0, 0) };
        self.cursor = stop.unwrap_or(0);
        self.top = if end { lines.saturating_sub(height) } else { 0 };
        self.settle(height);
    }

    /// Puts the cursor on `line`, with no link chosen.
    pub fn stand(&mut self, line: usize, height: usize) {
        self.link = None;
        self.cursor = line;
        self.settle(height);
    }

    /// To the section with index `section`, its heading on the first line.
    pub fn go_to_section(&mut self, section: usize, height: usize) {
        let Some(line) = self.doc.sections.get(section).map(|section| section.line) else { return };
        self.link = None;
        let end = self.doc.sections.get(section + 1).map_or(self.doc.lines.len(), |next| next.line);
        self.cursor = self.next_stop(line, 0).filter(|stop| *stop < end).unwrap_or(line);
        self.top = line.min(self.doc.lines.len().saturating_sub(height));
    }

    /// The section of the cursor.
    pub fn section(&self) -> Option<usize> {
        self.doc.section_at(self.cursor)
    }

    /// Chooses the next (or previous) link from the cursor on, wherever it leads.
    pub fn step_link(&mut self, forward: bool, height: usize) {
        let spots = self.link_spots();
        let here = self.link.and_then(|link| spots.iter().position(|(_, other)| *other == link));
        let to = match (here, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.wrapping_sub(1),
            (None, true) => spots.partition_point(|(line, _)| *line < self.cursor),
            (None, false) => spots.partition_point(|(line, _)| *line < self.cursor).wrapping_sub(1),
        };
        if let Some(&(_, link)) = spots.get(to) {
            self.choose(link, height);
        }
    }

    /// Every link with its first line, in reading order.
    pub fn link_spots(&self) -> Vec<(usize, usize)> {
        let mut seen = vec![false; self.doc.links.len()];
        let mut spots = Vec::with_capacity(self.doc.links.len());
        for (at, line) in self.doc.lines.iter().enumerate() {
            for link in line.pieces.iter().filter_map(|piece| piece.link) {
                if !std::mem::replace(&mut seen[link], true) {
                    spots.push((at, link));
                }
            }
        }
        spots
    }

    /// The link over the code point `offset` of the article's text.
    pub fn link_over(&self, offset: u32) -> Option<usize> {
        let line = &self.doc.lines[self.doc.line_at(offset)?];
        let mut start = line.source?.start;
        line.pieces.iter().find_map(|piece| {
            let end = start + piece.text.chars().count() as u32;
            let over = (start..end).contains(&offset);
            start = end;
            over.then_some(piece.link)?
        })
    }

    /// Chooses `link` and brings it into view.
    pub fn choose(&mut self, link: usize, height: usize) {
        if let Some(line) = self.doc.line_of_link(link) {
            self.link = Some(link);
            let stop = if self.doc.lines[line].stop { Some(line) } else { self.previous_stop(line) };
            self.cursor = stop.filter(|stop| line - stop < height / 2).or(self.next_stop(line, 0)).unwrap_or(line);
            self.settle(height);
            if line < self.top || line >= self.top + height {
                self.top = line.saturating_sub(height / 3);
            }
        }
    }

    /// Lights the sentence `span` and brings it a third down the screen.
    pub fn light(&mut self, span: Span, height: usize) {
        self.lit = Some(span);
        self.link = None;
        if let Some(line) = self.doc.line_at(span.start) {
            self.cursor = line;
            self.top = line.saturating_sub(height / 3);
            self.settle(height);
        }
    }

    /// Looks for `needle`, whatever its case, also over line ends; gives the number of hits.
    pub fn find(&mut self, needle: &str) -> usize {
        let hits = if needle.is_empty() { Vec::new() } else { hits(&self.doc, needle) };
        let found = hits.len();
        self.finding = (!needle.is_empty()).then(|| Finding { needle: needle.to_owned(), hits, gone_to: None });
        found
    }

    /// To the next (or previous) hit, around the end; `here` lets a hit on the cursor's line count. Gives which hit of
    /// how many it is, and whether it went around.
    pub fn step_hit(&mut self, forward: bool, here: bool, height: usize) -> Option<(usize, usize, bool)> {
        let finding = self.finding.as_ref()?;
        let (hits, count) = (&finding.hits, finding.hits.len());
        // Where the cursor has not moved since, hits are counted on; the cursor may stand beside a line it cannot stop at.
        let last = finding.gone_to.filter(|(at, cursor)| *cursor == self.cursor && *at < count).map(|(at, _)| at);
        let next = match (last, forward) {
            (Some(at), true) => Some(at + 1).filter(|at| *at < count),
            (Some(at), false) => at.checked_sub(1),
            (None, true) => hits.iter().position(|hit| hit.line > self.cursor || here && hit.line == self.cursor),
            (None, false) => hits.iter().rposition(|hit| hit.line < self.cursor),
        };
        let at = next.or(if forward { Some(0) } else { count.checked_sub(1) }).filter(|at| *at < count)?;
        let line = hits[at].line;
        self.link = None;
        self.cursor = line;
        if line < self.top || line >= self.top + height {
            self.top = line.saturating_sub(height / 3);
        }
        self.settle(height);
        if let Some(finding) = &mut self.finding {
            finding.gone_to = Some((at, self.cursor));
        }
        Some((at + 1, count, next.is_none()))
    }
}

/// Every place where `needle` stands on the page, letters compared without case.
fn hits(doc: &Doc, needle: &str) -> Vec<Hit> {
    let fold = |c: char| c.to_lowercase().next().unwrap_or(c);
    let needle: Vec<char> = needle.chars().map(fold).collect();
    let mut hits = Vec::new();
    let mut block: Vec<(char, usize, usize)> = Vec::new();
    for (at, line) in doc.lines.iter().enumerate() {
        if line.joined {
            block.push((' ', at, usize::MAX));
        } else {
            hits_in(&block, &needle, &mut hits);
            block.clear();
        }
        block.extend(line.words().chars().enumerate().map(|(column, c)| (fold(c), at, column)));
    }
    hits_in(&block, &needle, &mut hits);
    hits
}

/// Hits within the joined lines of one paragraph; one that runs over a line end is lit on both lines.
fn hits_in(block: &[(char, usize, usize)], needle: &[char], hits: &mut Vec<Hit>) {
    let mut at = 0;
    while at + needle.len() <= block.len() {
        let window = &block[at..at + needle.len()];
        if window.iter().zip(needle).all(|((c, _, _), n)| c == n) {
            let mut rest = window;
            while let Some(&(_, line, from)) = rest.iter().find(|(_, _, column)| *column != usize::MAX) {
                let letters = rest.iter().filter(|(_, l, column)| *l == line && *column != usize::MAX).count();
                hits.push(Hit { line, from, to: from + letters });
                let next = rest.iter().position(|(_, l, _)| *l > line).unwrap_or(rest.len());
                rest = &rest[next..];
            }
            at += needle.len();
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Role;
    use crate::model::Text;
    use crate::tui::doc::{Builder, Piece, lay_text};

    fn page(width: usize) -> Doc {
        let mut page = Builder::new(width);
        page.section("Summary", "2");
        page.item(
            2,
            &[Piece::new("The first sentence of the summary, which is long.", Role::Text)],
            crate::tui::page::Target::None,
        );
        page.item(2, &[Piece::new("The second.", Role::Text)], crate::tui::page::Target::None);
        page.section("Text", "");
        let text = Text::new(
            "Rain fell on the harbour all night long. The ferries stayed in.\n\nIn the morning they left, and the harbour was empty.",
        );
        let lines = lay_text(&text, &[], None, width, 2);
        page.text_lines(lines);
        page.finish()
    }

    fn reading(width: usize) -> Reading {
        let mut reading = Reading::opened_at(None);
        reading.set(page(width), width, 6);
        reading
    }

    #[test]
    fn the_place_survives_another_width() {
        let mut reading = reading(24);
        reading.light(Span::new(66, 70), 6);
        let offset = reading.offset().unwrap();
        reading.set(page(60), 60, 6);
        let span = reading.doc.lines[reading.cursor].source.unwrap();
        assert!(span.start <= offset && offset < span.end);
        reading.set(page(24), 24, 6);
        assert_eq!(reading.doc.lines[reading.cursor].source.unwrap().start, 65);
    }

    #[test]
    fn the_cursor_stops_on_items_and_lines_of_text_only() {
        let mut reading = reading(24);
        let mut seen = vec![reading.cursor];
        for _ in 0..20 {
            reading.step(true, 6);
            seen.push(reading.cursor);
        }
        assert!(seen.iter().all(|line| reading.doc.lines[*line].stop));
        assert_eq!(reading.cursor, reading.doc.lines.len() - 1);
    }

    #[test]
    fn a_hit_over_a_line_end_is_lit_on_both_lines() {
        let mut reading = reading(24);
        assert_eq!(reading.find("THE HARBOUR"), 3);
        let hits = &reading.finding.as_ref().unwrap().hits;
        assert_eq!(hits.iter().map(|hit| hit.to - hit.from).sum::<usize>(), 21);
        assert_eq!(reading.find("no such words"), 0);
    }
}
