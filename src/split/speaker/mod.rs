//! Who said it: the source of an attribution resolved to an actor.

mod content;
mod description;
mod key;
mod pronoun;
mod source;

use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::quote::{Attribution, Reading};
use crate::model::{Quote, QuoteKind};

/// Who a source was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Speaker {
    /// The actor, as an index into [`Cast::members`].
    member: Option<usize>,
    /// The name or description that is shown.
    name: Option<String>,
    /// Tokens of the title or role given here.
    role: Option<Range<usize>>,
}

/// What the resolvers look at.
struct Scene<'a> {
    document: &'a Document<'a>,
    reading: &'a Reading,
    cast: &'a Cast,
}

/// Gives each attribution its speaker, and marks the key quotes.
pub fn attribute(document: &Document, reading: &Reading, cast: &Cast, attributions: Vec<Attribution>) -> Vec<Quote> {
    let scene = Scene { document, reading, cast };
    let mut speeches: Vec<Speech> = Vec::new();
    for attribution in attributions {
        let speech = match carried(&scene, speeches.last(), &attribution) {
            Carried::Continues => {
                if let Some(last) = speeches.last_mut() {
                    last.attribution.parts.extend(attribution.parts);
                }
                continue;
            }
            Carried::Follows => {
                let last = speeches.last();
                let speaker = last.map(|s| s.speaker.clone()).unwrap_or_default();
                let source = last.and_then(|s| s.attribution.source.clone());
                let confidence = attribution.confidence.min(last.map_or(0.5, |s| s.attribution.confidence));
                Speech { speaker, attribution: Attribution { source, confidence, ..attribution } }
            }
            Carried::No => {
                let before = speeches.last().and_then(|s| s.speaker.member);
                Speech { speaker: source::resolve(&scene, &attribution, before), attribution }
            }
        };
        speeches.push(speech);
    }
    let mut quotes: Vec<Quote> = speeches.into_iter().filter_map(|speech| quote(&scene, speech)).collect();
    quotes.sort_by_key(|quote| (quote.span.start, quote.span.end));
    key::mark(document, cast, &mut quotes);
    quotes
}

struct Speech {
    attribution: Attribution,
    speaker: Speaker,
}

enum Carried {
    /// The same statement goes on: its paragraph was left open.
    Continues,
    /// A statement without a cue after one of the same speaker.
    Follows,
    /// Stands on its own.
    No,
}

fn carried(scene: &Scene, last: Option<&Speech>, attribution: &Attribution) -> Carried {
    let (Some(last), None) = (last, &attribution.cue) else { return Carried::No };
    let Some(part) = last.attribution.parts.last() else { return Carried::No };
    let here = scene.document.paragraph_of(attribution.parts[0].start);
    let mark_end = last.attribution.cue.as_ref().map_or(part.end, |cue| cue.end.max(part.end));
    let there = scene.document.paragraph_of(mark_end.max(1) - 1);
    if here != there + 1 && here != there {
        return Carried::No;
    }
    let stretches = &scene.reading.marks.stretches;
    let open = stretches.partition_point(|q| q.tokens.end < part.end);
    let left_open = stretches.get(open).is_some_and(|q| !q.closed && q.tokens.end <= part.end + 1);
    if left_open && here == there + 1 { Carried::Continues } else { Carried::Follows }
}

fn quote(scene: &Scene, speech: Speech) -> Option<Quote> {
    let Speech { attribution, speaker } = speech;
    let kind = content::kind(scene.document, scene.reading, &attribution.parts);
    let parts: Vec<_> = attribution
        .parts
        .iter()
        .filter_map(|part| content::trimmed(scene.document, scene.reading, part.clone(), kind == QuoteKind::Direct))
        .map(|tokens| scene.document.span(tokens))
        .collect();
    let (first, last) = (parts.first()?, parts.last()?);
    Some(Quote {
        span: crate::model::Span { start: first.start, end: last.end.max(first.end) },
        kind,
        key: false,
        speaker: speaker.name,
        role: speaker.role.map(|tokens| scene.document.span(tokens)),
        confidence: attribution.confidence,
        source: attribution.source.map(|tokens| scene.document.span(tokens)),
        cue: attribution.cue.map(|tokens| scene.document.span(tokens)),
        parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Text};
    use crate::split::{actor, name, quote};

    /// The quotes of `text`, each as "speaker: kind: words", parts joined by " / ".
    fn quotes(text: &str) -> Vec<String> {
        let article = Article { text: Text::new(text), ..Article::default() };
        let document = Document::read(&article);
        let names = name::recognise(&document);
        let cast = actor::join(&document, &names);
        let reading = Reading::of(&document, &names);
        let found = quote::find(&document, &reading);
        let quotes = attribute(&document, &reading, &cast, found);
        let line = |quote: &Quote| {
            let words: Vec<&str> = quote.parts.iter().map(|&part| article.text.slice(part)).collect();
            format!("{}: {}: {}", quote.speaker.as_deref().unwrap_or("-"), quote.kind.as_str(), words.join(" / "))
        };
        quotes.iter().map(line).collect()
    }

    #[test]
    fn a_speaker_after_the_quote() {
        let text = "\"The bridge will open in May, whatever the weather,\" said Greta Holm, the harbour master.";
        assert_eq!(quotes(text), ["Greta Holm: direct: The bridge will open in May, whatever the weather"]);
    }

    #[test]
    fn an_interrupted_quote_is_one() {
        let text = "“We will pay,” Greta Holm said, “and we will build.”";
        assert_eq!(quotes(text), ["Greta Holm: direct: We will pay / and we will build."]);
    }

    #[test]
    fn an_open_quote_goes_on_in_the_next_paragraph() {
        let text = "Greta Holm said: “The ferry is late again.\n\n“The bridge is not built yet.”";
        assert_eq!(quotes(text), ["Greta Holm: direct: The ferry is late again. / The bridge is not built yet."]);
    }

    #[test]
    fn a_statement_without_a_cue_is_the_last_speakers() {
        let text = "“The ferry is late again,” Greta Holm said.\n\n“The bridge is not built yet. Nobody pays.”";
        assert_eq!(quotes(text)[1], "Greta Holm: direct: The bridge is not built yet. Nobody pays.");
    }

    #[test]
    fn marks_of_two_shapes_close_each_other() {
        let text = "“The ferry is late again,\" Greta Holm said.";
        assert_eq!(quotes(text), ["Greta Holm: direct: The ferry is late again"]);
    }

    #[test]
    fn a_term_between_marks_is_nobodys_quote() {
        assert!(quotes("The so-called \"ghost ferry\" lay in the harbour for years.").is_empty());
    }
}
