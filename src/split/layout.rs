//! Which line of an article is what: headline, caption, boilerplate, pointer, prose.

use std::ops::Range;

use super::document::Role;
use crate::model::Article;

/// The paragraphs of `article` in reading order, trimmed, in bytes, each with what it is there for.
pub fn paragraphs(article: &Article) -> Vec<(Range<usize>, Role)> {
    let text = article.text.as_str();
    let title = article.title_span.map(|span| article.text.bytes(span));
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let from = start + (line.len() - line.trim_start().len());
            let bytes = from..from + trimmed.len();
            let role = if title.as_ref() == Some(&bytes) { Role::Headline } else { Role::Body };
            found.push((bytes, role));
        }
        start += line.len();
    }
    found
}
