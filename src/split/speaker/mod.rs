//! Who said it: the source of an attribution resolved to an actor.

mod confidence;
mod content;
mod description;
mod key;
mod pronoun;
mod source;
mod speech;

use std::ops::Range;

use super::actor::Cast;
use super::document::Document;
use super::quote::{Attribution, Reading};
use crate::model::Quote;
pub use confidence::{Traits, Weights};
use speech::Speech;
pub use speech::Statement;

/// Attributions less likely to be right than this are left out: chosen on development data for the best balance of finds
/// and false alarms.
const LEAST: f32 = 0.25;

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
    let mut quotes: Vec<Quote> = judged(document, reading, cast, attributions)
        .into_iter()
        .filter_map(|(statement, traits)| {
            let confidence = traits.map_or(statement.sure, |traits| confidence::of(&traits));
            (confidence >= LEAST).then(|| statement.into_quote(document, confidence))
        })
        .collect();
    quotes.sort_by_key(|quote| (quote.span.start, quote.span.end));
    key::mark(document, cast, &mut quotes);
    quotes
}

/// What each attribution states, in tokens, with the traits by which its confidence is judged; no traits where only
/// rules are at work.
pub fn judged(
    document: &Document,
    reading: &Reading,
    cast: &Cast,
    attributions: Vec<Attribution>,
) -> Vec<(Statement, Option<Traits>)> {
    let scene = Scene { document, reading, cast };
    let statement = |speech: Speech| {
        let statement = speech.statement(&scene)?;
        let traits = cfg!(feature = "learned").then(|| Traits::of(&scene, &speech, &statement));
        Some((statement, traits))
    };
    speech::all(&scene, attributions).into_iter().filter_map(statement).collect()
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
