//! What it is about: whole sentences of the article.
//!
//! An extract is good when it holds the words that a person would use in a summary, and few others. So the chance of
//! each word, and of each pair of neighbouring words, to stand in a person's summary is estimated from where and how
//! often it stands in the article (after Hong and Nenkova, "Improving the estimation of word importance for news
//! multi-document summarization", EACL 2014), and of all sets of two to four sentences of at most 75 words the one is
//! taken whose expected F-measure is highest. A word counts once, so that sentences that say the same do not add up. The
//! weights are fitted by `training/summary.py`.

mod candidate;
mod choose;
mod feature;
mod search;
mod weights;
mod word;

use std::ops::Range;
use std::sync::LazyLock;

use super::actor::Cast;
use super::document::Document;
use crate::model::Span;
pub use feature::{PAIR_FEATURES, TEXT_FEATURES, WORD_FEATURES};
pub use weights::Weights;

static FITTED: LazyLock<Weights> = LazyLock::new(|| Weights::parse(include_str!("../../data/summary-weights.tsv")));

/// Two to four sentences that say what the article is about, in reading order.
pub fn pick(document: &Document, cast: &Cast) -> Vec<Span> {
    // Names are read off the capitals: what repeats with a capital is an actor or a place.
    let _ = cast;
    pick_with(document, &FITTED)
}

/// What [`pick`] gives with `weights`.
pub fn pick_with(document: &Document, weights: &Weights) -> Vec<Span> {
    let candidates = candidate::candidates(document);
    let bag = word::Bag::of(document, &candidates);
    let chosen = choose::choose(&candidates, &bag, weights);
    chosen.into_iter().map(|index| document.article.text.span(candidates[index].bytes.clone())).collect()
}

/// What the weights are fitted on: of every word and pair of the article its stems, how it stands there, and whether a
/// summary is likely to hold it is for the fitting to find out.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    /// Each word's stem and features.
    pub words: Vec<(String, [f32; WORD_FEATURES])>,
    /// Each pair's stems and features, the features of the words being left out.
    pub pairs: Vec<([usize; 2], [f32; PAIR_FEATURES])>,
    /// The features of the text, of which the length of its summary is told.
    pub text: [f32; TEXT_FEATURES],
}

/// The sample that `document` gives for the fitting.
pub fn sample(document: &Document) -> Sample {
    let candidates = candidate::candidates(document);
    let bag = word::Bag::of(document, &candidates);
    let words = (0..bag.len()).map(|word| (bag.word(word).stem.to_string(), feature::of_word(&bag, word))).collect();
    let pairs = bag.pairs.iter().map(|pair| (pair.words.map(|w| w as usize), feature::of_pair(&bag, pair))).collect();
    Sample { words, pairs, text: feature::of_text(&bag) }
}

/// A stretch of bytes.
type Bytes = Range<usize>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Text};

    fn summary(raw: &str) -> Vec<String> {
        let text = Text::new(raw);
        let title = text.as_str().lines().next().unwrap_or("").to_owned();
        let article = Article { title_span: Some(text.span(0..title.len())), title, text, ..Article::default() };
        let spans = pick(&Document::read(&article), &Cast::default());
        assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
        spans.into_iter().map(|s| article.text.slice(s).to_owned()).collect()
    }

    const LIGHT: &str = "Elmouth keeps its lighthouse

ELMOUTH (Coast News) -- The council of Elmouth voted on Tuesday to keep the old lighthouse open for ten more years.

SEE ALSO: A short history of fog

The lighthouse, built in 1871, had been due to close in spring because repairs would cost 2 million crowns.

But he was not sure. \"I would rather have the money. It is cold up there,\" the keeper told a newspaper.

Sailors had collected nine thousand signatures for the lighthouse, more than Elmouth has inhabitants.

The weather was mild that day, and children played football on the quay.

The council will pay for the repairs of the lighthouse with a tax on berths in the harbour of Elmouth.";

    #[test]
    fn whole_sentences_within_the_limit() {
        let found = summary(LIGHT);
        assert!((2..=4).contains(&found.len()), "{found:?}");
        assert!(found.iter().map(|s| s.split_whitespace().count()).sum::<usize>() <= 75);
        assert!(found[0].starts_with("The council of Elmouth voted"), "{found:?}");
        assert!(found.iter().all(|s| !s.contains("SEE ALSO") && s.ends_with('.')), "{found:?}");
        let dangling = found.iter().position(|s| s.starts_with("But"));
        assert!(dangling.is_none_or(|at| at > 0 && found[at - 1].starts_with("The lighthouse, built")), "{found:?}");
    }

    #[test]
    fn what_has_no_sentences_has_no_summary() {
        assert!(summary("").is_empty());
        assert!(summary("A headline and no more").is_empty());
    }

    #[test]
    fn a_single_sentence_is_its_own_summary() {
        assert_eq!(
            summary("Rain\n\nIt rained for nine days in the harbour town of Elmouth."),
            ["It rained for nine days in the harbour town of Elmouth."]
        );
    }

    #[test]
    fn the_same_said_twice_is_taken_once() {
        let twice = "The council of Elmouth voted to keep the old lighthouse open.";
        let found = summary(&format!(
            "Elmouth lighthouse\n\n{twice}\n\n{twice}\n\nSailors cheered in the harbour when they heard of it."
        ));
        assert_eq!(found.iter().filter(|s| *s == twice).count(), 1, "{found:?}");
    }
}
