//! Briefings found by a [`Condition`]: the best of them, all of them, how many.

use std::sync::Arc;

use tantivy::collector::{Collector, Count, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, IndexReader, ReloadPolicy, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::condition::Condition;
use super::reader::{Reader, lock};
use super::words::{self, Fields, of_order};
use super::{IndexError, Result};
use crate::model::{Row, Window};

/// What a search found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub total: usize,
    /// The rows of the window asked for, best first.
    pub rows: Vec<Row>,
}

/// The word index as it is read: opened again when another commit is there.
pub(super) struct Open {
    fields: Fields,
    reader: IndexReader,
    /// The description of the commit that is read. Its bytes tell, for two commits may fall into one tick of the clock.
    meta: Vec<u8>,
}

impl Reader {
    /// The best of what `condition` finds.
    pub(crate) fn find(&self, condition: &Condition, window: Window) -> Result<Findings> {
        let wanted = window.from.saturating_add(window.count);
        let gathered = self.gather(condition, Gather { ranks: condition.ranks(), best: Some(wanted) })?;
        let rows = gathered.best.into_iter().skip(window.from).take(window.count);
        Ok(Findings { total: gathered.total, rows: rows.map(|(_, order)| of_order(order).0).collect() })
    }

    /// Every row that `condition` finds, ascending.
    pub(crate) fn find_rows(&self, condition: &Condition) -> Result<Arc<[Row]>> {
        let gathered = self.gather(condition, Gather { ranks: false, best: None })?;
        let mut rows: Vec<Row> = gathered.best.into_iter().map(|(_, order)| of_order(order).0).collect();
        rows.sort_unstable();
        Ok(rows.into())
    }

    /// How many briefings `condition` finds.
    pub(crate) fn count(&self, condition: &Condition) -> Result<usize> {
        self.gather(condition, Count)
    }

    /// What `collector` makes of the briefings that `condition` finds.
    pub(super) fn gather<C: Collector>(&self, condition: &Condition, collector: C) -> Result<C::Fruit> {
        self.look(|searcher, fields| searcher.search(&condition.query(fields), &collector).map_err(IndexError::damaged))
    }

    /// Asks the word index.
    pub(super) fn look<T>(&self, question: impl FnOnce(&Searcher, &Fields) -> Result<T>) -> Result<T> {
        let answer = self.words().and_then(|(searcher, fields)| question(&searcher, &fields));
        self.heed(&answer);
        answer
    }

    /// The newest change that the word index has taken up.
    pub(super) fn indexed(&self) -> Result<Option<i64>> {
        let payload = words::open(&self.folder().words())?.load_metas().map_err(IndexError::damaged)?.payload;
        Ok(payload.and_then(|payload| payload.split_once(' ')?.0.parse().ok()))
    }

    /// A searcher of the newest commit. No answer is better than an empty one while there is none to be read.
    fn words(&self) -> Result<(Searcher, Fields)> {
        let folder = self.folder().words();
        let mut open = lock(&self.inner.words);
        let meta = std::fs::read(folder.join("meta.json"))
            .map_err(|error| IndexError::other(format!("the word index cannot be read just now: {error}")))?;
        if open.as_ref().is_none_or(|open| open.meta != meta) {
            let reader = match open.take() {
                Some(open) => open.reader,
                None => words::open(&folder)?
                    .reader_builder()
                    .reload_policy(ReloadPolicy::Manual)
                    .try_into()
                    .map_err(IndexError::damaged)?,
            };
            reader.reload().map_err(IndexError::damaged)?;
            *open = Some(Open { fields: Fields::new(), reader, meta });
        }
        let Some(open) = &*open else { return Err(IndexError::other("the word index is not open")) };
        Ok((open.reader.searcher(), open.fields.clone()))
    }
}

/// Gathers hits in one pass: how many, and the best.
struct Gather {
    ranks: bool,
    /// How many of the best are wanted; none wants all of them.
    best: Option<usize>,
}

#[derive(Default)]
struct Gathered {
    total: usize,
    /// Rank and order.
    best: Vec<(i32, u64)>,
}

struct Part {
    ranks: bool,
    limit: usize,
    orders: Column<u64>,
    gathered: Gathered,
}

impl Collector for Gather {
    type Fruit = Gathered;
    type Child = Part;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Part> {
        let orders = reader.fast_fields().u64("order")?;
        let limit = self.best.unwrap_or(usize::MAX);
        Ok(Part { ranks: self.ranks, limit, orders, gathered: Gathered::default() })
    }

    fn requires_scoring(&self) -> bool {
        self.ranks
    }

    fn merge_fruits(&self, parts: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut whole = Gathered::default();
        for part in parts {
            whole.total += part.total;
            whole.best.extend(part.best);
        }
        if let Some(limit) = self.best {
            keep_best(&mut whole.best, limit);
            whole.best.sort_unstable_by(|a, b| b.cmp(a));
        }
        Ok(whole)
    }
}

fn keep_best(best: &mut Vec<(i32, u64)>, limit: usize) {
    if best.len() > limit && limit > 0 {
        best.select_nth_unstable_by(limit - 1, |a, b| b.cmp(a));
    }
    best.truncate(limit);
}

impl SegmentCollector for Part {
    type Fruit = Gathered;

    fn collect(&mut self, document: DocId, score: Score) {
        let Some(order) = self.orders.first(document) else { return };
        let Gathered { total, best } = &mut self.gathered;
        *total += 1;
        // Steps of about a tenth: what matches as well as another is told apart by its date.
        let rank = if self.ranks { (score.max(0.001).ln() * 10.0).round() as i32 } else { 0 };
        best.push((rank, order));
        if best.len() >= self.limit.saturating_mul(2).saturating_add(1000) {
            keep_best(best, self.limit);
        }
    }

    fn harvest(self) -> Gathered {
        self.gathered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(folder: &std::path::Path) -> Reader {
        Reader::open(Some(folder.to_owned()), 1).unwrap().0
    }

    #[test]
    fn words_that_cannot_be_looked_for_are_an_error_and_not_an_empty_answer() {
        let folder = tempfile::tempdir().unwrap();
        let reader = opened(folder.path());
        assert_eq!(reader.count(&Condition::Any).unwrap(), 0);
        std::fs::remove_file(folder.path().join("words/meta.json")).unwrap();
        assert!(reader.count(&Condition::Any).is_err());
    }

    #[test]
    fn damage_that_a_search_meets_is_heeded() {
        let folder = tempfile::tempdir().unwrap();
        let reader = opened(folder.path());
        std::fs::write(folder.path().join("words/meta.json"), "{").unwrap();
        assert!(reader.count(&Condition::Any).is_err());
        assert!(reader.met_damage());
    }

    #[test]
    fn who_only_reads_follows_to_the_index_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (writing, reading) = (opened(folder.path()), opened(folder.path()));
        let newest = || reading.ask(Reader::seq).unwrap();
        let mut writer = writing.try_writer().unwrap().unwrap();
        writer.transaction(|writer| writer.next_seq()).unwrap();
        assert_eq!(newest(), 1);
        writer.renew().unwrap();
        assert_eq!(newest(), 0);
    }

    #[test]
    fn a_word_index_ahead_of_the_catalogue_is_emptied_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let reader = opened(folder.path());
        let mut writer = reader.try_writer().unwrap().unwrap();
        writer.transaction(|writer| writer.next_seq()).unwrap();
        drop(writer);
        assert_eq!(reader.indexed().unwrap(), Some(1));
        // The catalogue loses what it was told last.
        let catalogue = crate::index::schema::writing(&reader.folder().catalogue()).unwrap();
        catalogue.execute("UPDATE meta SET value = 0 WHERE name = 'seq'", ()).unwrap();
        let writer = reader.try_writer().unwrap().unwrap();
        assert_eq!(reader.indexed().unwrap(), None);
        drop(writer);
    }
}
