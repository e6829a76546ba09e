//! The full text with its quotes and mentions marked.

use std::ops::Range;

use crate::command::Role;
use crate::model::{Span, Text, paragraphs};

use super::{Line, Piece, wrap};

/// A stretch of the text that is not plain: quoted words, or a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// The link it belongs to.
    pub link: Option<usize>,
}

/// The text but for its `title`, wrapped to `width` columns after `indent`, with an empty line between paragraphs.
///
/// Lines that their writer broke at a set width flow again as the paragraphs they are. Quoted words lie below links: a
/// name inside a quote is shown as a name. Linear in the text and the ink.
pub fn lay_text(text: &Text, inks: &[Ink], title: Option<Span>, width: usize, indent: usize) -> Vec<Line> {
    let runs = runs(text, inks);
    let content = text.as_str();
    let title = title.map(|span| text.bytes(span));
    let skip = title.clone().unwrap_or(0..0);
    let mut lines: Vec<Line> = Vec::new();
    let (mut run, mut char_at, mut byte_at) = (0, 0usize, 0usize);
    for paragraph in paragraphs(content, title.as_ref()) {
        if paragraph.start < skip.end && skip.start < paragraph.end {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        // One byte for one: ranges in what flows are ranges in the text.
        let flowing = content[paragraph.clone()].replace('\n', " ");
        for (index, range) in wrap(&flowing, width.saturating_sub(indent)).into_iter().enumerate() {
            let range = paragraph.start + range.start..paragraph.start + range.end;
            char_at += content[byte_at..range.start].chars().count();
            let length = content[range.clone()].chars().count();
            byte_at = range.end;
            while run < runs.len() && runs[run].bytes.end <= range.start {
                run += 1;
            }
            let pieces = cut(content, range, &runs[run..]);
            let source = Some(Span::new(char_at, char_at + length));
            char_at += length;
            lines.push(Line { indent, pieces, stop: true, source, joined: index > 0, ..Line::default() });
        }
    }
    lines
}

struct Run {
    bytes: Range<usize>,
    role: Role,
    link: Option<usize>,
}

/// The inks without overlaps: links over quoted words, the earlier link over the later.
fn runs(text: &Text, inks: &[Ink]) -> Vec<Run> {
    let mut links: Vec<&Ink> = inks.iter().filter(|ink| ink.link.is_some() && !ink.span.is_empty()).collect();
    let mut washes: Vec<&Ink> = inks.iter().filter(|ink| ink.link.is_none() && !ink.span.is_empty()).collect();
    links.sort_by_key(|ink| (ink.span.start, std::cmp::Reverse(ink.span.end)));
    washes.sort_by_key(|ink| ink.span.start);
    let mut runs: Vec<(Span, Role, Option<usize>)> = Vec::new();
    let mut links = links.into_iter().peekable();
    let mut end = 0;
    let mut link_until =
        |limit: u32, from: &mut u32, wash: Option<Role>, runs: &mut Vec<(Span, Role, Option<usize>)>| {
            while let Some(ink) = links.peek() {
                if ink.span.start < *from {
                    links.next();
                } else if ink.span.start >= limit {
                    break;
                } else {
                    if let Some(role) = wash.filter(|_| ink.span.start > *from) {
                        runs.push((Span { start: *from, end: ink.span.start }, role, None));
                    }
                    runs.push((ink.span, ink.role, ink.link));
                    *from = ink.span.end;
                    links.next();
                }
            }
        };
    for wash in washes {
        link_until(wash.span.start, &mut end, None, &mut runs);
        let mut from = end.max(wash.span.start);
        link_until(wash.span.end, &mut from, Some(wash.role), &mut runs);
        if from < wash.span.end {
            runs.push((Span { start: from, end: wash.span.end }, wash.role, None));
        }
        end = from.max(wash.span.end);
    }
    link_until(u32::MAX, &mut end, None, &mut runs);
    runs.into_iter().map(|(span, role, link)| Run { bytes: text.bytes(span), role, link }).collect()
}

/// The pieces of one line.
fn cut(content: &str, line: Range<usize>, runs: &[Run]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = line.start;
    for run in runs.iter().take_while(|run| run.bytes.start < line.end) {
        let (from, to) = (run.bytes.start.max(at), run.bytes.end.min(line.end));
        if from >= to {
            continue;
        }
        if at < from {
            pieces.push(Piece::new(on_one_line(&content[at..from]), Role::Text));
        }
        pieces.push(Piece { text: on_one_line(&content[from..to]), role: run.role, link: run.link });
        at = to;
    }
    if at < line.end {
        pieces.push(Piece::new(on_one_line(&content[at..line.end]), Role::Text));
    }
    pieces
}

/// `words` with each line end, and the space around it, as one space.
fn on_one_line(words: &str) -> String {
    let mut lines = words.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.truncate(out.trim_end_matches(' ').len());
        out.push(' ');
        out.push_str(line.trim_start_matches(' '));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ink(start: usize, end: usize, role: Role, link: Option<usize>) -> Ink {
        Ink { span: Span::new(start, end), role, link }
    }

    fn pieces(line: &Line) -> Vec<(&str, Role)> {
        line.pieces.iter().map(|piece| (piece.text.as_str(), piece.role)).collect()
    }

    #[test]
    fn a_name_inside_a_quote_is_a_name() {
        let text = Text::new("“We met Ada there,” he said.");
        let lines = lay_text(&text, &[ink(1, 17, Role::Quote, None), ink(8, 11, Role::Actor, Some(0))], None, 60, 0);
        assert_eq!(
            pieces(&lines[0]),
            [
                ("“", Role::Text),
                ("We met ", Role::Quote),
                ("Ada", Role::Actor),
                (" there", Role::Quote),
                (",” he said.", Role::Text)
            ]
        );
    }

    #[test]
    fn lines_know_where_they_stand_in_code_points() {
        let text = Text::new("Überschrift\n\n  Der Präsident sprach lange.\nDann ging er.");
        let lines = lay_text(&text, &[], Some(Span::new(0, 11)), 14, 0);
        let words: Vec<_> = lines.iter().map(Line::words).collect();
        assert_eq!(words, ["Der Präsident", "sprach lange.", "", "Dann ging er."]);
        for line in lines.iter().filter(|line| line.source.is_some()) {
            assert_eq!(text.slice(line.source.unwrap()), line.words());
        }
    }

    #[test]
    fn lines_broken_at_a_set_width_flow_again() {
        let text = Text::new(
            "Ferry timetable\n\nThe night boats of the Sound will sail again from Saturday,\r\n\
             the harbour master said, under a deal that pays the crews a\n\
             premium for one summer and not a day longer than that.\n\nFerries: 4\n",
        );
        let lines = lay_text(&text, &[ink(139, 166, Role::Quote, None)], Some(Span::new(0, 15)), 40, 0);
        let words: Vec<_> = lines.iter().map(Line::words).collect();
        assert_eq!(
            words,
            [
                "The night boats of the Sound will sail",
                "again from Saturday, the harbour master",
                "said, under a deal that pays the crews a",
                "premium for one summer and not a day",
                "longer than that.",
                "",
                "Ferries: 4"
            ]
        );
        for line in lines.iter().filter(|line| line.source.is_some()) {
            let source = text.slice(line.source.unwrap()).split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(source, line.words());
        }
    }

    #[test]
    fn overlapping_inks_neither_repeat_nor_lose_a_word() {
        let text = Text::new("one two three four");
        let inks = [
            ink(0, 13, Role::Quote, None),
            ink(4, 18, Role::Quote, None),
            ink(2, 9, Role::Place, Some(0)),
            ink(3, 6, Role::Actor, Some(1)),
        ];
        let lines = lay_text(&text, &inks, None, 60, 0);
        assert_eq!(lines[0].words(), "one two three four");
    }
}
