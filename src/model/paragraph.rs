//! Lines put together to paragraphs: one line each, or lines of a set width up to a blank one. The splitter reads by
//! them and the page is set by them.

use std::ops::Range;

/// Widest line, in code points, of a text that was wrapped by hand or by a mail program.
const WIDEST: usize = 100;

/// Narrowest line that counts as filled.
const NARROWEST: usize = 40;

struct Line {
    bytes: Range<usize>,
    /// Code points.
    width: usize,
    /// Whether it follows the line before without a blank line or an indent.
    follows: bool,
}

/// The paragraphs of `text` as byte ranges in order, trimmed; `title` is never joined with what follows it. Linear.
pub fn paragraphs(text: &str, title: Option<&Range<usize>>) -> Vec<Range<usize>> {
    let lines = lines(text);
    let filled = wrap_width(text, &lines);
    let spaced = lines.iter().filter(|line| line.follows).count() * 2 < lines.len();
    let mut quotation = Quotation::default();
    let mut found: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let previous = index.checked_sub(1).map(|i| &lines[i]);
        let words = &text[line.bytes.clone()];
        let joins = line.follows
            && title.is_none_or(|t| line.bytes.start >= t.end && previous.is_none_or(|p| p.bytes.end > t.end))
            && previous.is_some_and(|p| {
                filled.is_some_and(|width| goes_on(text, p, line, width))
                    || spaced && (p.width >= NARROWEST && is_broken(text, p, line) || quotation.is_closed_by(words))
            });
        if !joins {
            quotation = Quotation::default();
        }
        quotation.read(words);
        match found.last_mut() {
            Some(last) if joins => last.end = line.bytes.end,
            _ => found.push(line.bytes.clone()),
        }
    }
    found
}

fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let (mut start, mut follows) = (0, false);
    for raw in text.split_inclusive('\n') {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            follows = false;
        } else {
            let indent = raw.len() - raw.trim_start().len();
            let bytes = start + indent..start + indent + trimmed.len();
            let width = trimmed.chars().take(WIDEST + 1).count();
            found.push(Line {
                bytes,
                width,
                follows: follows && indent < 2 && without_bullet(trimmed).len() == trimmed.len(),
            });
            follows = true;
        }
        start += raw.len();
    }
    found
}

/// The width that the lines of a wrapped text are set to; none when each line is a paragraph.
///
/// A text is wrapped when no line is wider than a page and nearly every line that another follows is filled: the first
/// word of the next would not have fitted.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let (mut width, mut pairs) = (0, 0);
    for line in lines {
        if line.width > WIDEST {
            return None;
        }
        width = width.max(line.width);
        pairs += usize::from(line.follows);
    }
    if pairs < 2 || width < NARROWEST {
        return None;
    }
    let filled = lines.windows(2).filter(|w| w[1].follows && is_filled(text, &w[0], &w[1], width)).count();
    let open = lines.windows(2).filter(|w| w[1].follows && !ends_sentence(&text[w[0].bytes.clone()])).count();
    (filled * 10 >= pairs * 8 && open * 2 >= pairs).then_some(width)
}

/// Whether the first word of `next` would not have fitted on `line`.
fn is_filled(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = text[next.bytes.clone()].split_whitespace().next().map_or(0, |w| w.chars().count());
    // Editors break some columns early; a fifth of the width is the slack that old mail texts show.
    line.width + 1 + word > width - width / 5
}

fn goes_on(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    is_filled(text, line, next, width) || is_broken(text, line, next)
}

/// Whether a sentence runs over the end of `line`, where blank lines part the paragraphs.
fn is_broken(text: &str, line: &Line, next: &Line) -> bool {
    !ends_sentence(&text[line.bytes.clone()]) && text[next.bytes.clone()].starts_with(char::is_lowercase)
}

/// Whether a quotation in double marks is open at the end of what was read of a paragraph.
#[derive(Default)]
struct Quotation {
    is_open: bool,
}

impl Quotation {
    fn read(&mut self, line: &str) {
        for mark in line.chars() {
            match mark {
                '“' | '«' | '„' => self.is_open = true,
                '”' | '»' => self.is_open = false,
                '"' => self.is_open = !self.is_open,
                _ => {}
            }
        }
    }

    /// Whether the open quotation ends on `line`; one that begins anew there is a paragraph of its own.
    fn is_closed_by(&self, line: &str) -> bool {
        let mark = line.char_indices().find(|(_, c)| matches!(c, '“' | '«' | '„' | '”' | '»' | '"'));
        self.is_open && mark.is_some_and(|(at, c)| at > 0 && matches!(c, '”' | '»' | '"'))
    }
}

fn ends_sentence(line: &str) -> bool {
    line.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?'])
}

/// `line` without the bullet that it begins with.
pub fn without_bullet(line: &str) -> &str {
    for bullet in ["- ", "* ", "• ", "– ", "— ", "▪ ", "▸ ", "► ", "> ", "» ", "→ ", "·", "◦ ", "‣ ", "■ ", "+ "]
    {
        if let Some(rest) = line.strip_prefix(bullet) {
            return rest.trim_start();
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: usize) {
        assert_eq!(paragraphs(text, None).len(), expected, "{text}");
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        check(
            "The council of the harbour town voted on Tuesday to keep\nthe old lighthouse open, after weeks of letters from\n\
             sailors who said that they steer by it in heavy fog.\n\nThe keeper, who had packed his things already, said\n\
             that he would light the lamp again on the same night.\n",
            2,
        );
    }

    #[test]
    fn one_wrapped_paragraph_among_others_is_one() {
        let others = "The council met on Tuesday in the old hall by the harbour, as it does each month.\n\n\
                      The keeper did not come, and nobody knew where he was that evening.\n\n";
        check(&format!("{others}The mayor said that the lamp would be lit again before\nthe winter.\n"), 3);
        check(
            &format!("{others}“The lamp will be lit again by the keeper of the light at\nElmouth,” said Ann Poe.\n"),
            3,
        );
        check(&format!("{others}“The lamp will be lit again by the keeper.\n“He has come back,” said Ann Poe.\n"), 4);
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        check("Elmouth beat Harwick 2-1 on Friday.\nScorers: Berg, Poe\nAttendance: 200\nThe referee was ill.", 4);
        check(
            "The council voted on Tuesday.\nThe keeper said that he was glad.\nSailors cheered in the harbour of Elmouth.",
            3,
        );
    }
}
