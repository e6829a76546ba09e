//! What `training/summary.py` works with: `features FILE...` prints what each article's summary is told from, `pick WEIGHTS
//! FILE...` prints the summaries that weights give, in the shape of `dateline split`, `stems` the stems of each line of
//! standard input.

use std::io::{self, Write};

use dateline::feed;
use dateline::lexicon::stem::{stem, words};
use dateline::model::Article;
use dateline::split::document::Document;
use dateline::split::summary::{Weights, pick_with, sample};
use serde_json::json;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let verb = arguments.next().unwrap_or_default();
    if verb == "stems" {
        return stems();
    }
    let weights = match verb.as_str() {
        "pick" => Some(Weights::parse(&std::fs::read_to_string(arguments.next().unwrap_or_default())?)),
        _ => None,
    };
    let mut out = io::stdout().lock();
    for path in arguments {
        let articles = feed::read(&path, &std::fs::read(&path)?).map_err(|e| io::Error::other(e.to_string()))?;
        for article in articles {
            writeln!(out, "{}", line(&article, weights.as_ref()))?;
        }
    }
    Ok(())
}

fn stems() -> io::Result<()> {
    for line in io::stdin().lines() {
        let line = line?.to_lowercase();
        println!("{}", words(&line).map(|word| stem(&line[word])).collect::<Vec<_>>().join(" "));
    }
    Ok(())
}

fn line(article: &Article, weights: Option<&Weights>) -> serde_json::Value {
    let document = Document::read(article);
    let Some(weights) = weights else {
        let sample = sample(&document);
        return json!({"id": article.stem, "words": sample.words, "pairs": sample.pairs, "text": sample.text});
    };
    let sentence =
        |span: dateline::model::Span| json!({"text": article.text.slice(span), "start": span.start, "end": span.end});
    let summary: Vec<_> = pick_with(&document, weights).into_iter().map(sentence).collect();
    json!({"path": article.path, "id": article.stem, "text": article.text.as_str(), "summary": summary})
}
