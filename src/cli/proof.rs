//! The proof that a briefing's items stand in the file they were taken from.
//!
//! It shares no code with the readers of formats: it looks at the letters and digits of the file alone, with character
//! references resolved and tags left out, and wants the words of each item there in their order.

use std::collections::HashMap;

use crate::feed;
use crate::library::Notice;
use crate::model::{Article, Briefing, Span};

/// Words of markup (a link's address, say) that may stand between two words of an item.
const GAP: usize = 24;

/// What was found of one article.
pub struct Proof {
    /// Items looked at.
    pub items: usize,
    /// Items that do not stand where they should.
    pub faults: Vec<Notice>,
}

/// The words of a file, in each way it may be read.
pub struct Ground {
    readings: Vec<Reading>,
}

/// The words of a file in their order.
#[derive(Default)]
struct Reading {
    words: Vec<u32>,
    /// A number for each word.
    numbers: HashMap<String, u32>,
    /// Where each word stands.
    places: HashMap<u32, Vec<usize>>,
}

impl Ground {
    /// The words of the file that holds the bytes `raw`.
    pub fn of(raw: &[u8]) -> Self {
        Self { readings: feed::bare(raw).iter().map(|text| Reading::of(text)).collect() }
    }

    fn holds(&self, text: &str) -> bool {
        self.readings.iter().any(|reading| reading.holds(text))
    }
}

impl Reading {
    fn of(text: &str) -> Self {
        let mut reading = Self::default();
        for word in words(text) {
            let next = reading.numbers.len() as u32;
            let number = *reading.numbers.entry(word).or_insert(next);
            reading.places.entry(number).or_default().push(reading.words.len());
            reading.words.push(number);
        }
        reading
    }

    /// Whether the words of `text` stand in the file, in their order.
    fn holds(&self, text: &str) -> bool {
        let Some(wanted) = words(text).map(|word| self.numbers.get(&word).copied()).collect::<Option<Vec<u32>>>()
        else {
            return false;
        };
        let Some((first, rest)) = wanted.split_first() else { return true };
        let starts = self.places.get(first).map(Vec::as_slice).unwrap_or_default();
        starts.iter().any(|&start| self.follow(start, rest))
    }

    fn follow(&self, start: usize, rest: &[u32]) -> bool {
        let mut at = start + 1;
        for word in rest {
            let window = &self.words[at.min(self.words.len())..self.words.len().min(at + GAP)];
            let Some(next) = window.iter().position(|found| found == word) else { return false };
            at += next + 1;
        }
        true
    }
}

/// Proves that every item of `briefing` stands in `article`'s text, and that text in `ground`.
pub fn prove(article: &Article, briefing: &Briefing, ground: &Ground) -> Proof {
    let mut proof = Proof { items: 0, faults: Vec::new() };
    let mut look = |what: &str, span: Span| {
        proof.items += 1;
        let words = article.text.slice(span);
        let why = if span.end as usize > article.text.len() || words.trim().is_empty() {
            Some("stands nowhere in the text".to_owned())
        } else if !ground.holds(words) {
            Some(format!("does not stand in the file: {}", words.chars().take(60).collect::<String>()))
        } else {
            None
        };
        if let Some(why) = why {
            let message = format!("{what} at {}: {why}", span.start);
            proof.faults.push(Notice { path: Some(article.path.clone()), place: None, message, fault: true });
        }
    };
    briefing.summary.iter().for_each(|&span| look("a summary sentence", span));
    for quote in &briefing.quotes {
        quote.parts.iter().for_each(|&part| look("a quote", part));
        quote.source.into_iter().for_each(|span| look("a quote's source", span));
        quote.cue.into_iter().for_each(|span| look("a quote's cue", span));
    }
    for position in &briefing.positions {
        look("a position's topic", position.topic);
        position.evidence.iter().for_each(|&span| look("a position", span));
    }
    let actors = briefing.actors.iter().flat_map(|actor| &actor.mentions);
    let places = briefing.places.iter().flat_map(|place| &place.mentions);
    actors.chain(places).for_each(|mention| look("a mention", mention.span));
    briefing.see_also.iter().filter_map(|link| link.span).for_each(|span| look("a see-also", span));
    proof
}

/// Runs of letters and digits.
fn words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Quote, QuoteKind, Text};

    #[test]
    fn words_are_found_across_markup() {
        let ground =
            Ground::of("<p>Talks <a href='https://a.example/x'>re&shy;sumed</a> [in](y.md) Z&uuml;rich</p>".as_bytes());
        assert!(ground.holds("in Zürich"));
        assert!(!ground.holds("Zürich in"));
        assert!(!ground.holds("Talks failed"));
    }

    #[test]
    fn a_quote_that_was_never_said_is_a_fault() {
        let article = Article { text: Text::new("“We never met,” she said."), ..Article::default() };
        let quote = Quote {
            span: Span::new(1, 14),
            parts: vec![Span::new(1, 14)],
            kind: QuoteKind::Direct,
            key: true,
            speaker: None,
            role: None,
            confidence: 1.0,
            source: None,
            cue: None,
        };
        let briefing = Briefing { quotes: vec![quote], ..Briefing::default() };
        let faults = |raw: &str| prove(&article, &briefing, &Ground::of(raw.as_bytes())).faults.len();
        assert_eq!(faults("“We never met,” she said."), 0);
        assert_eq!(faults("“We always met,” she said."), 1);
    }
}
