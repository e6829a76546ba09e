//! A query for briefings that are known by their rows: those that the reader marked, those that a look-up found.

use std::sync::Arc;

use tantivy::query::{BitSetDocSet, ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::words::of_order;
use crate::model::Row;

/// The documents of given rows.
#[derive(Debug, Clone)]
pub(super) struct RowsQuery {
    rows: Arc<[Row]>,
    row: Field,
}

impl RowsQuery {
    /// Finds `rows`, ascending; `row` is the field that holds the number.
    pub(super) fn new(rows: Arc<[Row]>, row: Field) -> Self {
        Self { rows, row }
    }
}

/// Up to so many rows are looked up one by one; more are told by a look at every document.
const FEW: usize = 512;

impl Query for RowsQuery {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RowsWeight(self.clone())))
    }
}

struct RowsWeight(RowsQuery);

impl RowsWeight {
    fn documents(&self, reader: &SegmentReader) -> tantivy::Result<BitSet> {
        let rows = &self.0.rows;
        let mut found = BitSet::with_max_value(reader.max_doc());
        if rows.len() <= FEW {
            let inverted = reader.inverted_index(self.0.row)?;
            for &row in rows.iter() {
                let term = Term::from_field_u64(self.0.row, row);
                if let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? {
                    while postings.doc() != TERMINATED {
                        found.insert(postings.doc());
                        postings.advance();
                    }
                }
            }
            return Ok(found);
        }
        let mut wanted = vec![false; rows.last().map_or(0, |&last| last as usize + 1)];
        for &row in rows.iter() {
            wanted[row as usize] = true;
        }
        let orders = reader.fast_fields().u64("order")?;
        for document in 0..reader.max_doc() {
            let row = orders.first(document).map(|order| of_order(order).0 as usize);
            if row.is_some_and(|row| wanted.get(row) == Some(&true)) {
                found.insert(document);
            }
        }
        Ok(found)
    }
}

impl Weight for RowsWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(self.documents(reader)?), boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("one of the rows", 1.0))
    }
}
