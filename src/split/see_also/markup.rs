//! Links written out in the text: Markdown, wikilinks, bare addresses.

use std::ops::Range;

use super::Pointer;

/// Longest link, in bytes.
const LONGEST: usize = 400;

/// `[[target]]` and `[[target|words]]` in `bytes`.
pub(super) fn wikilinks(text: &str, bytes: Range<usize>) -> Vec<Pointer> {
    let mut found = Vec::new();
    let mut at = bytes.start;
    while let Some(open) = text[at..bytes.end].find("[[") {
        let start = at + open + 2;
        let Some(close) = within(text, start, bytes.end).find("]]") else { break };
        at = start + close + 2;
        if let Some(pointer) = wikilink(text, start..start + close) {
            found.push(pointer);
        }
    }
    found
}

fn wikilink(text: &str, inner: Range<usize>) -> Option<Pointer> {
    let words = &text[inner.clone()];
    if words.trim().is_empty() || words.contains(['[', '\n']) {
        return None;
    }
    let (target, label) = words.split_once('|').unwrap_or((words, words));
    let start = inner.end - label.len();
    Some(Pointer { bytes: trimmed(text, start..inner.end), link: Some(target.trim().to_owned()) })
        .filter(|p| !p.bytes.is_empty())
}

/// The Markdown links and wikilinks of a pointer's line.
pub(super) fn links(text: &str, bytes: Range<usize>) -> Vec<Pointer> {
    let mut found = wikilinks(text, bytes.clone());
    let mut at = bytes.start;
    while let Some(middle) = text[at..bytes.end].find("](") {
        let close = at + middle;
        let after = close + 2;
        let Some(length) = within(text, after, bytes.end).find(')') else { break };
        if let Some(open) = text[at..close].rfind('[') {
            let words = trimmed(text, at + open + 1..close);
            let target = text[after..after + length].split_whitespace().next().unwrap_or("").trim_matches(['<', '>']);
            if !words.is_empty() && !target.is_empty() {
                found.push(Pointer { bytes: words, link: Some(target.to_owned()) });
            }
        }
        at = after + length + 1;
    }
    found
}

fn within(text: &str, from: usize, end: usize) -> &str {
    let mut limit = end.min(from + LONGEST);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    &text[from..limit]
}

/// The words of a pointer apart from the address given with them, and that address.
pub(super) fn without_address(text: &str, bytes: Range<usize>) -> (Range<usize>, Option<String>) {
    let line = &text[bytes.clone()];
    let Some(at) = ["https://", "http://"].iter().filter_map(|scheme| line.find(scheme)).min() else {
        return (bytes, None);
    };
    let length =
        line[at..].find(|c: char| c.is_whitespace() || matches!(c, ')' | '>' | ']' | '"')).unwrap_or(line.len() - at);
    let address = line[at..at + length].trim_end_matches(['.', ',', ';']).to_owned();
    let before = trimmed(text, bytes.start..bytes.start + at);
    if before.is_empty() {
        (bytes.start + at..bytes.start + at + address.len(), Some(address))
    } else {
        (before, Some(address))
    }
}

/// Marks that part the pointers of one line; dashes stand in headlines, too.
const PARTING: [&str; 7] = [" • ", " ▪ ", " ▸ ", " ► ", " » ", " → ", " ■ "];

/// `bytes` without the bullet or the number at the beginning.
pub(super) fn past_bullet(text: &str, bytes: Range<usize>) -> Range<usize> {
    let line = &text[bytes.clone()];
    let rest =
        line.trim_start_matches(['-', '*', '•', '–', '▪', '▸', '►', '>', '»', '→', '·', '◦', '‣', '■', '+', ' ']);
    let unnumbered = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = (1..=2).contains(&(rest.len() - unnumbered.len()));
    let item = unnumbered.strip_prefix(". ").or_else(|| unnumbered.strip_prefix(") ")).filter(|_| is_number);
    bytes.end - item.unwrap_or(rest).len()..bytes.end
}

/// `bytes` without white space, brackets that hold an address or all of the pointer, and arrows around the words.
pub(super) fn trimmed(text: &str, bytes: Range<usize>) -> Range<usize> {
    let line = &text[bytes.clone()];
    let end = line.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '»' | '→' | '›' | '>' | '(' | '<' | '|' | ':' | '–' | '—')
    });
    let end = without_closing(end);
    let start =
        end.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '»' | '→' | '›' | '>' | '|' | ':' | '•'));
    bytes.start + (end.len() - start.len())..bytes.start + end.len()
}

/// `words` without a last bracket that nothing in them opens.
fn without_closing(words: &str) -> &str {
    let opens = |open: char, close: char| words.matches(open).count() < words.matches(close).count();
    match words.chars().next_back() {
        Some(')') if opens('(', ')') => &words[..words.len() - 1],
        Some(']') if opens('[', ']') => &words[..words.len() - 1],
        _ => words,
    }
}

/// Where a further pointer begins in `bytes`, for pages that run several together.
pub(super) fn next_pointer(text: &str, bytes: &Range<usize>) -> Option<usize> {
    const MARKERS: [&str; 8] =
        ["READ MORE:", "SEE ALSO:", "READ ALSO:", "ALSO READ:", "Read more:", "Read this:", "See also:", "Also read:"];
    let line = &text[bytes.clone()];
    MARKERS.iter().chain(&PARTING).filter_map(|marker| line.find(marker)).min().map(|at| bytes.start + at)
}
