//! The word index: which briefings hold which words, names, places and stances. Made from the catalogue alone.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use tantivy::indexer::{LogMergePolicy, MergePolicy, NoMergePolicy};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError, Term};

use super::cast::cast_at;
use super::copies;
use super::entries::body;
use super::record::{self, Body, Cast};
use super::terms::Stems;
use super::{IndexError, Result};
use crate::model::Row;

/// Memory of the one indexing thread: how much is gathered before a segment is written.
const MEMORY: usize = 16 << 20;
/// Articles read from the catalogue at a time.
const STRIDE: usize = 500;
/// How often tantivy's lock is tried for.
const LOCK_TRIES: usize = 100;
/// How long is waited in between.
const LOCK_PAUSE: Duration = Duration::from_millis(10);
/// Bits of the order that hold the row; the rest hold the moment.
const ROW_BITS: u32 = 27;
/// Moved moments are positive from some two thousand years before 1970 on.
const MOMENT_ZERO: i64 = 1 << 36;

/// The fields of the word index.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub schema: Schema,
    /// The row, by which an article is taken out.
    pub row: Field,
    /// Moment and row in one number (see [`order`]): what results are sorted and told by.
    pub order: Field,
    pub headline: Field,
    pub words: Field,
    /// Names of actors and places, as words.
    pub names: Field,
    /// Content of quotes; topics and evidence of positions.
    pub about: Field,
    pub source: Field,
    /// The source as it is shown.
    pub paper: Field,
    pub tag: Field,
    /// Numbers of actors and places.
    pub actor: Field,
    pub place: Field,
    /// Codes of the countries and regions that its places lie in.
    pub within: Field,
    /// Numbers of the actors that speak.
    pub speaker: Field,
    /// Headlines that its marked see-also point at.
    pub points: Field,
    /// `opposes`, and with the actor's number `12:opposes`.
    pub stance: Field,
}

impl Fields {
    pub(super) fn new() -> Self {
        let mut schema = Schema::builder();
        let text = |record| {
            TextOptions::default().set_indexing_options(
                TextFieldIndexing::default().set_tokenizer("stems").set_index_option(record).set_fieldnorms(true),
            )
        };
        let exact = TextOptions::default().set_indexing_options(
            TextFieldIndexing::default()
                .set_tokenizer("raw")
                .set_index_option(IndexRecordOption::Basic)
                .set_fieldnorms(false),
        );
        Self {
            row: schema.add_u64_field("row", INDEXED),
            order: schema.add_u64_field("order", FAST),
            headline: schema.add_text_field("headline", text(IndexRecordOption::WithFreqsAndPositions)),
            words: schema.add_text_field("words", text(IndexRecordOption::WithFreqsAndPositions)),
            names: schema.add_text_field("names", text(IndexRecordOption::WithFreqs)),
            about: schema.add_text_field("about", text(IndexRecordOption::Basic)),
            source: schema.add_text_field("source", text(IndexRecordOption::WithFreqsAndPositions)),
            paper: schema.add_text_field("paper", TextOptions::default().set_fast("raw")),
            tag: schema.add_text_field("tag", exact.clone()),
            actor: schema.add_u64_field("actor", INDEXED | FAST),
            place: schema.add_u64_field("place", INDEXED | FAST),
            within: schema.add_text_field("within", exact.clone()),
            speaker: schema.add_u64_field("speaker", INDEXED),
            points: schema.add_text_field("points", text(IndexRecordOption::WithFreqs)),
            stance: schema.add_text_field("stance", exact),
            schema: schema.build(),
        }
    }
}

/// Moment and row as one number that sorts by the moment first.
pub(super) fn order(moment: i64, row: Row) -> u64 {
    first_order(moment) | (row & ((1 << ROW_BITS) - 1))
}

/// The least order of the moment `moment`.
pub(super) fn first_order(moment: i64) -> u64 {
    (moment.saturating_add(MOMENT_ZERO).clamp(0, (1 << 37) - 1) as u64) << ROW_BITS
}

/// Row and moment of an [`order`].
pub(super) fn of_order(order: u64) -> (Row, i64) {
    (order & ((1 << ROW_BITS) - 1), (order >> ROW_BITS) as i64 - MOMENT_ZERO)
}

/// Opens the word index in `folder`.
pub(super) fn open(folder: &Path) -> Result<Index> {
    let index = Index::open_in_dir(folder).map_err(IndexError::damaged)?;
    index.tokenizers().register("stems", Stems);
    Ok(index)
}

/// Makes an empty word index in `folder`.
pub(super) fn create(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    let index = Index::builder().schema(Fields::new().schema).settings(IndexSettings::default()).create_in_dir(folder);
    index.map(drop).map_err(IndexError::other)
}

/// Whether every file of the word index matches its checksum.
pub(super) fn sound(folder: &Path) -> bool {
    open(folder).is_ok_and(|index| index.validate_checksum().is_ok_and(|damaged| damaged.is_empty()))
}

/// Brings the word index up to the catalogue.
pub(super) struct Indexer {
    fields: Fields,
    writer: IndexWriter,
    /// The newest change that is indexed, and the greatest row.
    seen: (i64, i64),
}

impl Indexer {
    pub(super) fn open(folder: &Path) -> Result<Self> {
        let index = open(folder)?;
        let payload = index.load_metas().map_err(IndexError::damaged)?.payload;
        let seen = payload.as_deref().and_then(|payload| payload.split_once(' '));
        let seen = seen.and_then(|(seq, row)| Some((seq.parse().ok()?, row.parse().ok()?))).unwrap_or((0, 0));
        let writer = writer(&index)?;
        // Segments are merged when the work is done: files then change at known times only.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Self { fields: Fields::new(), writer, seen })
    }

    /// Whether the catalogue holds changes that are not indexed.
    pub(super) fn is_behind(&self, seq: i64) -> bool {
        self.seen.0 != seq
    }

    /// Takes up what changed in the catalogue up to the change `seq`.
    pub(super) fn catch_up(&mut self, connection: &Connection, seq: i64) -> Result<()> {
        // Without it, each small question takes the locks of the file anew.
        let connection = &*connection.unchecked_transaction()?;
        let mut gone = connection.prepare_cached("SELECT row FROM gone WHERE seq > ?1")?;
        let gone = gone.query_map([self.seen.0], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for row in gone {
            self.writer.delete_term(Term::from_field_u64(self.fields.row, row as u64));
        }
        let mut last = (self.seen.0, 0);
        let mut greatest = self.seen.1;
        loop {
            let mut query = connection.prepare_cached(
                "SELECT seq, row, moment FROM article WHERE (seq, row) > (?1, ?2) ORDER BY seq, row LIMIT ?3",
            )?;
            let rows = query.query_map((last.0, if last.1 == 0 { i64::MAX } else { last.1 }, STRIDE), |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
            let rows = rows.collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()?;
            let Some(&(seq, row, _)) = rows.last() else { break };
            last = (seq, row);
            for (_, row, moment) in rows {
                if row <= self.seen.1 {
                    self.writer.delete_term(Term::from_field_u64(self.fields.row, row as u64));
                }
                greatest = greatest.max(row);
                self.add(connection, row as Row, moment)?;
            }
        }
        let mut commit = self.writer.prepare_commit().map_err(IndexError::other)?;
        commit.set_payload(&format!("{seq} {greatest}"));
        commit.commit().map_err(IndexError::other)?;
        self.seen = (seq, greatest);
        Ok(())
    }

    fn add(&self, connection: &Connection, row: Row, moment: i64) -> Result<()> {
        if copies::is_copy(connection, row as i64)? {
            return Ok(());
        }
        let (Some(body), Some(cast)) = (body(connection, row)?, cast_at(connection, row)?) else { return Ok(()) };
        let mut document = self.document(row, moment, &body, &cast);
        for source in copies::sources(connection, row)? {
            document.add_text(self.fields.source, source);
        }
        self.writer.add_document(document).map_err(IndexError::other)?;
        Ok(())
    }

    fn document(&self, row: Row, moment: i64, body: &Body, cast: &Cast) -> TantivyDocument {
        let (fields, article, briefing) = (&self.fields, &body.article, &body.briefing);
        let mut document = TantivyDocument::new();
        document.add_u64(fields.row, row);
        document.add_u64(fields.order, order(moment, row));
        document.add_text(fields.headline, &article.title);
        document.add_text(fields.words, article.text.as_str());
        if let Some(source) = &article.source {
            document.add_text(fields.source, source);
            document.add_text(fields.paper, source);
        }
        for tag in &article.tags {
            document.add_text(fields.tag, super::fold(tag));
        }
        for (actor, part) in briefing.actors.iter().zip(&cast.actors) {
            document.add_text(fields.names, &actor.name);
            document.add_u64(fields.actor, part.actor as u64);
            if part.quotes > 0 {
                document.add_u64(fields.speaker, part.actor as u64);
            }
        }
        for (place, &(no, _)) in briefing.places.iter().zip(&cast.places) {
            document.add_text(fields.names, &place.name);
            document.add_u64(fields.place, no as u64);
            for code in place.country.iter().chain(&place.region) {
                document.add_text(fields.within, code);
            }
        }
        for link in &briefing.see_also {
            document.add_text(fields.points, &link.title);
        }
        for quote in &briefing.quotes {
            for &part in &quote.parts {
                document.add_text(fields.about, article.text.slice(part));
            }
        }
        for position in briefing.positions.iter().filter(|position| position.confidence >= 0.5) {
            for &span in position.evidence.iter().chain([&position.topic]) {
                document.add_text(fields.about, article.text.slice(span));
            }
            document.add_text(fields.stance, position.stance.as_str());
            if let Some(holder) = record::actor_called(briefing, &position.actor) {
                document.add_text(fields.stance, format!("{}:{}", cast.actors[holder].actor, position.stance.as_str()));
            }
        }
        document
    }

    /// Merges small segments and lets go of the writer's memory.
    pub(super) fn finish(mut self) -> Result<()> {
        loop {
            let metas = self.writer.index().searchable_segment_metas().map_err(IndexError::other)?;
            let mut candidates = LogMergePolicy::default().compute_merge_candidates(&metas);
            if candidates.is_empty() {
                break;
            }
            let merged = self.writer.merge(&candidates.remove(0).0).wait().map_err(IndexError::other)?;
            if merged.is_none() {
                break;
            }
        }
        self.writer.garbage_collect_files().wait().map_err(IndexError::other)?;
        self.writer.wait_merging_threads().map_err(IndexError::other)
    }
}

/// A writer with one thread. Only the holder of the folder's lock asks, so that tantivy's own lock can only be in the
/// hands of a program that is just being started, which lets go of it at once.
fn writer(index: &Index) -> Result<IndexWriter> {
    for _ in 0..LOCK_TRIES {
        match index.writer_with_num_threads(1, MEMORY) {
            Err(TantivyError::LockFailure(..)) => std::thread::sleep(LOCK_PAUSE),
            tried => return tried.map_err(IndexError::other),
        }
    }
    index.writer_with_num_threads(1, MEMORY).map_err(IndexError::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_sort_by_moment_and_come_back() {
        let orders = [order(-9_000_000_000, 5), order(0, 1), order(0, 2), order(1_745_539_200, 1)];
        assert!(orders.is_sorted());
        assert_eq!(of_order(orders[3]), (1, 1_745_539_200));
        assert_eq!(of_order(orders[0]), (5, -9_000_000_000));
        assert!(first_order(0) <= orders[1] && first_order(1) > orders[2]);
    }
}
