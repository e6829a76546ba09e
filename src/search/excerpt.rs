//! A stretch of an article around the best hit, with the hits lit.

use std::collections::HashSet;
use std::ops::Range;

use crate::index::{Body, terms};

/// Bytes of an excerpt, more or less.
const LENGTH: usize = 220;
/// Bytes kept before the first hit.
const LEAD: usize = 60;

/// The excerpt of `body` for the `stems` looked for and the spans (in bytes of the text) of names looked for.
pub(super) fn cut(body: &Body, stems: &HashSet<String>, names: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let text = body.article.text.as_str();
    // Hits after the headline say more than the headline itself, which stands above the excerpt anyway.
    let start = body.article.title_span.map_or(0, |span| body.article.text.bytes(span).end);
    let mut hits: Vec<(Range<usize>, &str)> = Vec::new();
    let found = if stems.is_empty() { Vec::new() } else { terms(text) };
    hits.extend(
        found.iter().filter(|word| stems.contains(&word.stem)).map(|word| (word.bytes.clone(), word.stem.as_str())),
    );
    hits.extend(names.iter().map(|range| (range.clone(), "")));
    hits.sort_by_key(|(range, _)| range.start);
    let window = best(&hits, start).unwrap_or(start);
    let from = edge(text, window.saturating_sub(LEAD).max(start.min(window)));
    let to = end_edge(text, from + LENGTH);
    let mut lit: Vec<Range<usize>> = Vec::new();
    for (range, _) in hits {
        if range.start >= from && range.end <= to && lit.last().is_none_or(|last| last.end <= range.start) {
            lit.push(range);
        }
    }
    // One for one, so that the hits stay where they are.
    let excerpt: String = text[from..to].chars().map(|c| if c == '\n' { ' ' } else { c }).collect();
    let lead = excerpt.len() - excerpt.trim_start().len();
    let lit = lit.into_iter().filter(|range| range.start >= from + lead);
    let lit = lit.map(|range| range.start - from - lead..range.end - from - lead).collect();
    (excerpt[lead..].trim_end().to_owned(), lit)
}

/// Where the window with the most different hits begins; the first of equals.
fn best(hits: &[(Range<usize>, &str)], start: usize) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    for (at, (range, _)) in hits.iter().enumerate().filter(|(_, (range, _))| range.start >= start) {
        let within = hits[at..].iter().take_while(|(other, _)| other.start < range.start + LENGTH - LEAD).take(40);
        let different = within.map(|(_, stem)| stem).collect::<HashSet<_>>().len();
        if best.is_none_or(|(most, _)| different > most) {
            best = Some((different, range.start));
        }
    }
    best.map(|(_, at)| at)
}

/// The beginning of the word at or after `at`.
fn edge(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    if at == 0 || text[..at].ends_with(char::is_whitespace) {
        return at;
    }
    text[at..]
        .char_indices()
        .take(LEAD)
        .find(|(_, c)| c.is_whitespace())
        .map_or(at, |(space, c)| at + space + c.len_utf8())
}

/// The end of the word before `at`.
fn end_edge(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at.min(text.len()));
    if at == text.len() {
        return at;
    }
    text[..at].char_indices().rev().take(LEAD).find(|(_, c)| c.is_whitespace()).map_or(at, |(space, _)| space)
}
