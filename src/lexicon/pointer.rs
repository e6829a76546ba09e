//! Words that introduce a pointer to other reading.

use std::sync::LazyLock;

/// Markers, longest first, each with whether it needs no colon after it.
static MARKERS: LazyLock<Vec<(&'static str, bool)>> = LazyLock::new(|| {
    let lines = include_str!("pointer.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let mut markers: Vec<_> = lines.map(|l| l.strip_prefix('*').map_or((l, false), |marker| (marker, true))).collect();
    markers.sort_by_key(|&(marker, bare)| (std::cmp::Reverse(marker.len()), !bare));
    markers
});

/// Marks between the words and the pointer; the first two after any marker, the others after the plain ones.
const STRONG: [char; 10] = [':', '|', '-', '–', '—', '>', '»', '→', '›', '•'];

/// The byte offset in `line` of what follows the words that introduce a pointer; the length of the line when they stand
/// alone, none when there are none. Brackets may stand around the whole ("[Read more: A bridge]").
pub fn after_marker(line: &str) -> Option<usize> {
    let bracketed = line.starts_with('[') && line.ends_with(']') || line.starts_with('(') && line.ends_with(')');
    let head = usize::from(bracketed);
    after_words(&line[head..]).map(|after| head + after).filter(|&after| !bracketed || after + 1 < line.len())
}

fn after_words(line: &str) -> Option<usize> {
    let first = *line.as_bytes().first()?;
    let likely = MARKERS.iter().filter(|(marker, _)| first.eq_ignore_ascii_case(&marker.as_bytes()[0]));
    likely.copied().find_map(|(marker, strong)| {
        let head = line.get(..marker.len())?;
        if !head.eq_ignore_ascii_case(marker) {
            return None;
        }
        let rest = &line[marker.len()..];
        let trimmed = rest.trim_start();
        let marks: &[char] = if strong { &STRONG } else { &STRONG[..2] };
        let body = trimmed.trim_start_matches(marks).trim_start();
        let marked = body.len() < trimmed.len() && !rest.starts_with('-');
        // Without a mark only capitals tell the words from prose.
        let shouted = strong && !body.is_empty() && !head.chars().any(char::is_lowercase) && rest.starts_with(' ');
        (body.is_empty() || marked || shouted).then(|| line.len() - body.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_known_with_colon_or_in_capitals() {
        assert_eq!(after_marker("SEE ALSO: A bridge"), Some(10));
        assert_eq!(after_marker("Read more – A bridge").map(|at| &"Read more – A bridge"[at..]), Some("A bridge"));
        assert_eq!(after_marker("READ ALSO A bridge"), Some(10));
        assert_eq!(after_marker("More on this story"), Some(18));
        assert_eq!(after_marker("(Read: A bridge)"), Some(7));
    }

    #[test]
    fn prose_with_the_same_words_is_not() {
        assert_eq!(after_marker("See also the report of 1912."), None);
        assert_eq!(after_marker("More rain fell."), None);
        assert_eq!(after_marker("Related matters were discussed"), None);
        assert_eq!(after_marker("More-than-usual rain"), None);
        for line in ["[[Read more]]", "(Read more)", "[]", "(", "(Read: all of it) and weep", "Read all of it"] {
            assert_eq!(after_marker(line), None, "{line}");
        }
    }
}
