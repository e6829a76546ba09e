//! Dumps what the recogniser sees of tagged articles, for `training/names/train.py`.
//!
//! Standard input: JSON Lines of `{"text": …, "names": [[start, end, "PER"], …]}`, code points. Standard output: a line
//! `#` for each article, then for each stretch its tokens, a line each: label, tab, features in base 16; then a blank line.

use std::io::{self, BufRead, Write};

use dateline::model::{Article, Text};
use dateline::split::document::Document;
use dateline::split::name::show_features;

fn main() -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let tagged: serde_json::Value = serde_json::from_str(&line?)?;
        let text = Text::new(tagged["text"].as_str().unwrap_or_default());
        let article = Article { text, ..Article::default() };
        let document = Document::read(&article);
        let mut begins = vec![""; document.tokens.len()];
        let mut inside = vec![""; document.tokens.len()];
        let none = Vec::new();
        for name in tagged["names"].as_array().unwrap_or(&none) {
            let at = |n: usize| article.text.byte(name[n].as_u64().unwrap_or_default() as usize);
            let kind = name[2].as_str().unwrap_or_default();
            let (start, end) = (at(0), at(1));
            let from = document.tokens.partition_point(|token| token.bytes.end <= start);
            let to = document.tokens.partition_point(|token| token.bytes.start < end);
            for index in from..to {
                let tags = if index == from { &mut begins } else { &mut inside };
                tags[index] = match kind {
                    "PER" => "PER",
                    "ORG" => "ORG",
                    "LOC" => "LOC",
                    _ => "MISC",
                };
            }
        }
        writeln!(out, "#")?;
        let mut failed = Ok(());
        show_features(&document, |stretch, features| {
            let mut write = || -> io::Result<()> {
                for (index, features) in stretch.clone().zip(&features) {
                    match (begins[index], inside[index]) {
                        ("", "") => write!(out, "O\t")?,
                        ("", kind) if index == stretch.start => write!(out, "B-{kind}\t")?,
                        ("", kind) => write!(out, "I-{kind}\t")?,
                        (kind, _) => write!(out, "B-{kind}\t")?,
                    }
                    let features: Vec<String> = features.iter().map(|feature| format!("{feature:x}")).collect();
                    writeln!(out, "{}", features.join(" "))?;
                }
                writeln!(out)
            };
            if failed.is_ok() {
                failed = write();
            }
        });
        failed?;
    }
    out.flush()
}
