//! The few quotes that an editor would pull.

use std::collections::BTreeMap;

use crate::model::{Quote, QuoteKind, Span};
use crate::split::actor::Cast;
use crate::split::document::Document;

/// At most so many key quotes an article.
const MOST: usize = 7;

/// With fewer quotes in marks than these, reported ones are taken too.
const FEWEST: usize = 3;

/// Less sure ones than this are not held up to the reader.
const UNSURE: f32 = 0.4;

/// At most so many of one speaker.
const MOST_OF_ONE: usize = 3;

/// Fewer words than these are a fragment.
const FRAGMENT: usize = 6;

/// Fewer words than these are never held up to the reader; a direct quote of a few more is, where there are too few.
const SHORTEST: usize = 3;

/// In what order quotes are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    /// In marks and long enough.
    Whole,
    /// In marks and short.
    Short,
    /// Reported.
    Reported,
}

/// Marks the key quotes: whole statements over fragments, principal actors over passers-by, spread over the speakers.
/// Words in quotation marks come first; where there are too few of them, reported ones fill up.
pub fn mark(document: &Document, cast: &Cast, quotes: &mut [Quote]) {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for appearance in &cast.appearances {
        *named.entry(cast.members[appearance.member].name.as_str()).or_default() += 1;
    }
    let mut ranked: Vec<(Tier, i32, usize)> = quotes
        .iter()
        .enumerate()
        .filter_map(|(index, quote)| {
            let (tier, worth) = worth(document, &named, quote)?;
            Some((tier, worth - (index.min(40) as i32) / 2, index))
        })
        .collect();
    ranked.sort_by_key(|&(tier, worth, index)| (tier, -worth, index));
    let mut of_one: BTreeMap<Option<String>, usize> = BTreeMap::new();
    let mut chosen: Vec<Vec<u64>> = Vec::new();
    for (tier, _, index) in ranked {
        if chosen.len() == MOST || tier > Tier::Whole && chosen.len() >= FEWEST {
            break;
        }
        let count = of_one.entry(quotes[index].speaker.clone()).or_default();
        let words = content_words(document, &quotes[index]);
        if *count >= MOST_OF_ONE || chosen.iter().any(|other| alike(other, &words)) {
            continue;
        }
        *count += 1;
        quotes[index].key = true;
        chosen.push(words);
    }
}

/// When a quote is taken and how much it is worth; none when it is never a key quote.
fn worth(document: &Document, named: &BTreeMap<&str, usize>, quote: &Quote) -> Option<(Tier, i32)> {
    let words =
        quote.parts.iter().map(|&part| document.article.text.slice(part).split_whitespace().count()).sum::<usize>();
    let mentions = quote.speaker.as_deref().map(|name| named.get(name).copied())?;
    let tier = match quote.kind {
        QuoteKind::Indirect if words >= FRAGMENT && mentions.is_some() => Tier::Reported,
        QuoteKind::Direct | QuoteKind::Mixed if words >= FRAGMENT => Tier::Whole,
        QuoteKind::Direct if words >= SHORTEST => Tier::Short,
        _ => return None,
    };
    if quote.confidence < UNSURE {
        return None;
    }
    let whole = document.article.text.slice(quote.span).chars().next().is_some_and(char::is_uppercase);
    let length = if words > 70 { 0 } else { 6 };
    let kind = if quote.kind == QuoteKind::Direct { 10 } else { 0 };
    let sure = (10.0 * quote.confidence) as i32;
    Some((tier, kind + if whole { 6 } else { 0 } + length + sure + mentions.unwrap_or(0).min(10) as i32))
}

fn content_words(document: &Document, quote: &Quote) -> Vec<u64> {
    let mut words: Vec<u64> = quote
        .parts
        .iter()
        .flat_map(|&part: &Span| document.article.text.slice(part).split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() > 3)
        .take(80)
        .map(crate::lexicon::key::key)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Whether the shorter of two quotes says for the most part what the longer one says.
fn alike(a: &[u64], b: &[u64]) -> bool {
    let shared = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    shared * 5 >= a.len().min(b.len()) * 3 && shared > 0
}
