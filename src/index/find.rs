//! Briefings found by a [`Condition`]: the best of them, all of them, and what they have in common.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::SystemTime;

use tantivy::collector::{Collector, Count, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, IndexReader, ReloadPolicy, Score, SegmentOrdinal, SegmentReader};

use super::condition::Condition;
use super::reader::{Reader, lock};
use super::ruling::{NOBODY, heads};
use super::words::{Fields, of_order};
use super::{IndexError, Result};
use crate::model::{Row, Window};

/// What a search found.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    pub total: usize,
    /// The rows of the window asked for, best first.
    pub rows: Vec<Row>,
    /// How many have each actor, place, source and month (counted from year 0), in no order.
    pub actors: Vec<(i64, usize)>,
    pub places: Vec<(i64, usize)>,
    pub sources: Vec<(String, usize)>,
    pub months: Vec<(i64, usize)>,
}

/// The word index as it is read: opened again when another commit is there.
pub(super) struct Open {
    fields: Fields,
    reader: IndexReader,
    meta: Option<(SystemTime, u64)>,
}

impl Reader {
    /// The best of what `condition` finds.
    pub(crate) fn find(&self, condition: &Condition, window: Window) -> Result<Findings> {
        let Some((searcher, fields)) = self.words()? else { return Ok(Findings::default()) };
        let wanted = window.from.saturating_add(window.count);
        let heads = self.ask(heads)?;
        let heads = heads.into_iter().map(|(no, head)| (no as u64, head as u64)).collect();
        let gather = Gather { ranks: condition.ranks(), best: Some(wanted), heads: Arc::new(heads) };
        let gathered = searcher.search(&condition.query(&fields), &gather).map_err(IndexError::damaged)?;
        let rows = gathered.best.into_iter().skip(window.from).take(window.count);
        Ok(Findings {
            total: gathered.total,
            rows: rows.map(|(_, order)| of_order(order).0).collect(),
            actors: gathered.actors.into_iter().map(|(no, count)| (no as i64, count)).collect(),
            places: gathered.places.into_iter().map(|(no, count)| (no as i64, count)).collect(),
            sources: gathered.sources.into_iter().collect(),
            months: months(gathered.days),
        })
    }

    /// Every row that `condition` finds, ascending.
    pub(crate) fn find_rows(&self, condition: &Condition) -> Result<Arc<[Row]>> {
        let Some((searcher, fields)) = self.words()? else { return Ok(Arc::default()) };
        let gather = Gather { ranks: false, best: None, heads: Arc::default() };
        let gathered = searcher.search(&condition.query(&fields), &gather).map_err(IndexError::damaged)?;
        let mut rows: Vec<Row> = gathered.best.into_iter().map(|(_, order)| of_order(order).0).collect();
        rows.sort_unstable();
        Ok(rows.into())
    }

    /// How many briefings `condition` finds.
    pub(crate) fn count(&self, condition: &Condition) -> Result<usize> {
        let Some((searcher, fields)) = self.words()? else { return Ok(0) };
        searcher.search(&condition.query(&fields), &Count).map_err(IndexError::damaged)
    }

    /// The newest change that the word index has taken up.
    pub(super) fn indexed(&self) -> Result<Option<i64>> {
        let payload = super::words::open(&self.folder().words())?.load_metas().map_err(IndexError::damaged)?.payload;
        Ok(payload.and_then(|payload| payload.split_once(' ')?.0.parse().ok()))
    }

    /// A searcher of the newest commit; none before the first.
    pub(super) fn words(&self) -> Result<Option<(tantivy::Searcher, Fields)>> {
        let folder = self.folder().words();
        let meta =
            std::fs::metadata(folder.join("meta.json")).ok().and_then(|data| Some((data.modified().ok()?, data.len())));
        if meta.is_none() {
            return Ok(None);
        }
        let mut open = lock(&self.inner.words);
        match &mut *open {
            Some(open) if open.meta == meta => {}
            Some(open) => {
                open.reader.reload().map_err(IndexError::damaged)?;
                open.meta = meta;
            }
            None => {
                let index = super::words::open(&folder)?;
                let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
                *open = Some(Open { fields: Fields::new(), reader: reader.map_err(IndexError::damaged)?, meta });
            }
        }
        Ok(open.as_ref().map(|open| (open.reader.searcher(), open.fields.clone())))
    }
}

/// Gathers hits in one pass: how many, the best, and the counts beside them.
struct Gather {
    ranks: bool,
    /// How many of the best are wanted; none wants all of them and no counts.
    best: Option<usize>,
    /// Actors that are ruled to be another.
    heads: Arc<HashMap<u64, u64>>,
}

#[derive(Default)]
struct Gathered {
    total: usize,
    /// Rank and order.
    best: Vec<(i32, u64)>,
    actors: HashMap<u64, usize>,
    places: HashMap<u64, usize>,
    sources: HashMap<String, usize>,
    days: HashMap<i64, usize>,
}

struct Part {
    ranks: bool,
    limit: Option<usize>,
    heads: Arc<HashMap<u64, u64>>,
    orders: Column<u64>,
    actors: Column<u64>,
    places: Column<u64>,
    papers: Option<StrColumn>,
    total: usize,
    best: Vec<(i32, u64)>,
    actor_counts: Counter,
    place_counts: Counter,
    paper_counts: Counter,
    days: HashMap<i64, usize>,
}

/// Counts of small numbers.
#[derive(Default)]
struct Counter(Vec<u32>);

impl Counter {
    fn add(&mut self, no: u64) {
        let at = no as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] += 1;
    }

    fn counted(self) -> impl Iterator<Item = (u64, usize)> {
        self.0.into_iter().enumerate().filter(|&(_, count)| count > 0).map(|(no, count)| (no as u64, count as usize))
    }
}

impl Collector for Gather {
    type Fruit = Gathered;
    type Child = Part;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Part> {
        let fast = reader.fast_fields();
        Ok(Part {
            ranks: self.ranks,
            limit: self.best,
            heads: self.heads.clone(),
            orders: fast.u64("order")?,
            actors: fast.u64("actor")?,
            places: fast.u64("place")?,
            papers: fast.str("paper")?,
            total: 0,
            best: Vec::new(),
            actor_counts: Counter::default(),
            place_counts: Counter::default(),
            paper_counts: Counter::default(),
            days: HashMap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.ranks
    }

    fn merge_fruits(&self, parts: Vec<Gathered>) -> tantivy::Result<Gathered> {
        let mut whole = Gathered::default();
        for part in parts {
            whole.total += part.total;
            whole.best.extend(part.best);
            add(&mut whole.actors, part.actors);
            add(&mut whole.places, part.places);
            add(&mut whole.sources, part.sources);
            add(&mut whole.days, part.days);
        }
        if let Some(limit) = self.best {
            keep_best(&mut whole.best, limit);
            whole.best.sort_unstable_by(|a, b| b.cmp(a));
        }
        Ok(whole)
    }
}

fn add<K: std::hash::Hash + Eq>(whole: &mut HashMap<K, usize>, part: HashMap<K, usize>) {
    for (key, count) in part {
        *whole.entry(key).or_default() += count;
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
        self.total += 1;
        // Steps of about a tenth: what matches as well as another is told apart by its date.
        let rank = if self.ranks { (score.max(0.001).ln() * 10.0).round() as i32 } else { 0 };
        self.best.push((rank, order));
        let Some(limit) = self.limit else { return };
        if self.best.len() >= 2 * limit + 1000 {
            keep_best(&mut self.best, limit);
        }
        if self.heads.is_empty() {
            self.actors.values_for_doc(document).for_each(|no| self.actor_counts.add(no));
        } else {
            let head = |no| self.heads.get(&no).copied().unwrap_or(no);
            let mut heads: Vec<u64> = self.actors.values_for_doc(document).map(head).collect();
            heads.sort_unstable();
            heads.dedup();
            heads.into_iter().filter(|no| *no != NOBODY as u64).for_each(|no| self.actor_counts.add(no));
        }
        self.places.values_for_doc(document).for_each(|no| self.place_counts.add(no));
        if let Some(papers) = &self.papers {
            papers.term_ords(document).for_each(|no| self.paper_counts.add(no));
        }
        *self.days.entry(of_order(order).1.div_euclid(86_400)).or_default() += 1;
    }

    fn harvest(self) -> Gathered {
        let mut sources = HashMap::new();
        if let Some(papers) = &self.papers {
            for (no, count) in self.paper_counts.counted() {
                let mut name = String::new();
                if papers.ord_to_str(no, &mut name).unwrap_or(false) {
                    sources.insert(name, count);
                }
            }
        }
        Gathered {
            total: self.total,
            best: self.best,
            actors: self.actor_counts.counted().collect(),
            places: self.place_counts.counted().collect(),
            sources,
            days: self.days,
        }
    }
}

/// Counts by day as counts by month, months counted from year 0.
fn months(days: HashMap<i64, usize>) -> Vec<(i64, usize)> {
    let mut months: HashMap<i64, usize> = HashMap::new();
    for (day, count) in days {
        if let Some(moment) = super::record::moment(day * 86_400, 1) {
            let month = i64::from(moment.date.year()) * 12 + i64::from(moment.date.month()) - 1;
            *months.entry(month).or_default() += count;
        }
    }
    months.into_iter().collect()
}
