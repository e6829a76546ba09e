//! What the briefings found by a [`Condition`] have in common: counted apart from the finding, for it takes longer.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::Result;
use super::condition::Condition;
use super::reader::Reader;
use super::ruling::{NOBODY, heads};
use super::words::of_order;

/// How many of the briefings found have each value, in no order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Common {
    /// By number.
    pub actors: Vec<(i64, usize)>,
    /// By number.
    pub places: Vec<(i64, usize)>,
    pub sources: Vec<(String, usize)>,
    /// Months counted from year 0.
    pub months: Vec<(i64, usize)>,
}

impl Reader {
    /// What the briefings that `condition` finds have in common.
    pub(crate) fn common(&self, condition: &Condition) -> Result<Common> {
        let heads = self.ask(heads)?.into_iter().map(|(no, head)| (no as u64, head as u64)).collect();
        let counted = self.gather(condition, Counting { heads: Arc::new(heads) })?;
        Ok(Common {
            actors: counted.actors.counted().map(|(no, count)| (no as i64, count)).collect(),
            places: counted.places.counted().map(|(no, count)| (no as i64, count)).collect(),
            sources: counted.sources.into_iter().collect(),
            months: months(counted.days),
        })
    }
}

struct Counting {
    /// Actors that are ruled to be another.
    heads: Arc<HashMap<u64, u64>>,
}

#[derive(Default)]
struct Counted {
    actors: Counter,
    places: Counter,
    sources: HashMap<String, usize>,
    days: HashMap<i64, usize>,
}

struct Part {
    heads: Arc<HashMap<u64, u64>>,
    orders: Column<u64>,
    actors: Column<u64>,
    places: Column<u64>,
    papers: Option<StrColumn>,
    counted: Counted,
    papers_counted: Counter,
    /// The actors of one briefing.
    heads_met: Vec<u64>,
}

/// Counts of small numbers.
#[derive(Default)]
struct Counter(Vec<u32>);

impl Counter {
    fn add(&mut self, no: u64, count: u32) {
        let at = no as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] += count;
    }

    fn add_all(&mut self, other: Self) {
        for (no, count) in other.0.into_iter().enumerate().filter(|&(_, count)| count > 0) {
            self.add(no as u64, count);
        }
    }

    fn counted(self) -> impl Iterator<Item = (u64, usize)> {
        self.0.into_iter().enumerate().filter(|&(_, count)| count > 0).map(|(no, count)| (no as u64, count as usize))
    }
}

impl Collector for Counting {
    type Fruit = Counted;
    type Child = Part;

    fn for_segment(&self, _: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<Part> {
        let fast = reader.fast_fields();
        Ok(Part {
            heads: self.heads.clone(),
            orders: fast.u64("order")?,
            actors: fast.u64("actor")?,
            places: fast.u64("place")?,
            papers: fast.str("paper")?,
            counted: Counted::default(),
            papers_counted: Counter::default(),
            heads_met: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, parts: Vec<Counted>) -> tantivy::Result<Counted> {
        let mut whole = Counted::default();
        for part in parts {
            whole.actors.add_all(part.actors);
            whole.places.add_all(part.places);
            add(&mut whole.sources, part.sources);
            add(&mut whole.days, part.days);
        }
        Ok(whole)
    }
}

fn add<K: std::hash::Hash + Eq>(whole: &mut HashMap<K, usize>, part: HashMap<K, usize>) {
    for (key, count) in part {
        *whole.entry(key).or_default() += count;
    }
}

impl SegmentCollector for Part {
    type Fruit = Counted;

    fn collect(&mut self, document: DocId, _: Score) {
        let actors = self.actors.values_for_doc(document);
        if self.heads.is_empty() {
            actors.for_each(|no| self.counted.actors.add(no, 1));
        } else {
            let head = |no| self.heads.get(&no).copied().unwrap_or(no);
            self.heads_met.clear();
            self.heads_met.extend(actors.map(head).filter(|no| *no != NOBODY as u64));
            self.heads_met.sort_unstable();
            self.heads_met.dedup();
            self.heads_met.iter().for_each(|&no| self.counted.actors.add(no, 1));
        }
        self.places.values_for_doc(document).for_each(|no| self.counted.places.add(no, 1));
        if let Some(papers) = &self.papers {
            papers.term_ords(document).for_each(|no| self.papers_counted.add(no, 1));
        }
        if let Some(order) = self.orders.first(document) {
            *self.counted.days.entry(of_order(order).1.div_euclid(86_400)).or_default() += 1;
        }
    }

    fn harvest(mut self) -> Counted {
        if let Some(papers) = &self.papers {
            for (no, count) in self.papers_counted.counted() {
                let mut name = String::new();
                if papers.ord_to_str(no, &mut name).unwrap_or(false) {
                    self.counted.sources.insert(name, count);
                }
            }
        }
        self.counted
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
