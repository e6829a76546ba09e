//! Briefings found by words of their headline, or of the headlines they point at; for pointers that are not spelt as
//! their target is.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

use super::terms::stems;
use super::words::{Fields, of_order};
use super::{IndexError, Reader, Result};
use crate::model::Row;

impl Reader {
    /// The briefings whose headline shares most with `words`, the rarest words counting most; at most `count`.
    pub(crate) fn headlines_like(&self, words: &str, count: usize) -> Result<Vec<Row>> {
        self.like(words, count, |fields| fields.headline)
    }

    /// The briefings that point at headlines which share most with `words`; at most `count`.
    pub(crate) fn pointers_like(&self, words: &str, count: usize) -> Result<Vec<Row>> {
        self.like(words, count, |fields| fields.points)
    }

    /// How rare each of `words` is in headlines: the logarithm of the share that holds it.
    pub(crate) fn headline_rarity(&self, words: &[&str]) -> Result<Vec<f32>> {
        self.look(|searcher, fields| {
            let all = searcher.num_docs() as f32;
            let rarity = |word: &&str| {
                let term = stems(word).first().map(|stem| Term::from_field_text(fields.headline, stem));
                let holding = term.map_or(Ok(0), |term| searcher.doc_freq(&term)).map_err(IndexError::damaged)?;
                Ok(((all + 2.0) / (holding as f32 + 1.0)).ln().max(0.1))
            };
            words.iter().map(rarity).collect()
        })
    }

    fn like(&self, words: &str, count: usize, field: impl Fn(&Fields) -> Field) -> Result<Vec<Row>> {
        self.look(|searcher, fields| {
            let field = field(fields);
            let one = |stem: String| -> (Occur, Box<dyn Query>) {
                let term = Term::from_field_text(field, &stem);
                (Occur::Should, Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)))
            };
            let any: Vec<_> = stems(words).into_iter().take(WORDS).map(one).collect();
            if any.is_empty() {
                return Ok(Vec::new());
            }
            best(searcher, &BooleanQuery::new(any), count)
        })
    }
}

/// Words of a pointer that are looked for.
const WORDS: usize = 24;

fn best(searcher: &Searcher, query: &dyn Query, count: usize) -> Result<Vec<Row>> {
    let best = searcher.search(query, &TopDocs::with_limit(count).order_by_score()).map_err(IndexError::damaged)?;
    let row = |(_, address): (f32, tantivy::DocAddress)| {
        let orders = searcher.segment_reader(address.segment_ord).fast_fields().u64("order");
        let orders = orders.map_err(IndexError::damaged)?;
        Ok(orders.first(address.doc_id).map(|order| of_order(order).0))
    };
    best.into_iter().filter_map(|found| row(found).transpose()).collect()
}
