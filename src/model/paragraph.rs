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
    let mut found: Vec<Range<usize>> = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let previous = index.checked_sub(1).map(|i| &lines[i]);
        let joins = line.follows
            && filled.is_some()
            && title.is_none_or(|t| line.bytes.start >= t.end && previous.is_none_or(|p| p.bytes.end > t.end))
            && previous.is_some_and(|p| goes_on(text, p, line, filled.unwrap_or(0)));
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
    is_filled(text, line, next, width)
        || !ends_sentence(&text[line.bytes.clone()]) && text[next.bytes.clone()].starts_with(char::is_lowercase)
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
    fn lines_that_are_paragraphs_stay_apart() {
        check("Elmouth beat Harwick 2-1 on Friday.\nScorers: Berg, Poe\nAttendance: 200\nThe referee was ill.", 4);
        check(
            "The council voted on Tuesday.\nThe keeper said that he was glad.\nSailors cheered in the harbour of Elmouth.",
            3,
        );
    }
}
