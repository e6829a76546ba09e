//! The second half of the background work: links between the articles that are stored.

use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

use rayon::prelude::*;

use super::keep::Ground;
use super::kin;
use super::thread::{self, Edge};
use crate::index::{IndexError, Writer};
use crate::model::Row;

/// Articles linked before the worker looks whether something else is to be done.
const STRIDE: usize = 2_048;
/// Articles put into threads at a time: those of one time, so that a story is looked at once.
const THREADED: usize = 1_024;

/// Does some of what there is to do: puts terms among the postings, finds relatives, those of all articles anew when the
/// library has grown, makes threads; false when nothing is left.
pub(super) fn some(ground: &Ground, writer: &mut Writer) -> Result<bool, IndexError> {
    Ok(writer.post_waiting()? || writer.relink_grown()? || relate(ground, writer)? || make_threads(ground, writer)?)
}

/// Finds relatives for some of the articles that wait for it.
fn relate(ground: &Ground, writer: &mut Writer) -> Result<bool, IndexError> {
    let rows = ground.reader.unlinked(STRIDE)?;
    if rows.is_empty() {
        return Ok(false);
    }
    let begun = Instant::now();
    // Neighbours share what is read: each core gets one stretch.
    let part = rows.len().div_ceil(rayon::current_num_threads());
    let found = rows.par_chunks(part).map(|rows| kin::alike(&ground.reader, rows, &|| ground.stopped()));
    let found = found.collect::<Result<Vec<_>, _>>()?.concat();
    log::debug!("relatives of {} articles found in {:?}", found.len(), begun.elapsed());
    writer.write_relatives(&found)?;
    Ok(!ground.stopped())
}

/// Puts some of the articles that wait for it into threads, together with all whose threads that may change.
fn make_threads(ground: &Ground, writer: &mut Writer) -> Result<bool, IndexError> {
    let reader = &ground.reader;
    let rows = reader.unthreaded(THREADED)?;
    if rows.is_empty() {
        return Ok(false);
    }
    let mut around = rows.clone();
    around.extend(reader.relatives_from(&rows)?.into_iter().flat_map(|(_, found)| found).map(|(other, _)| other));
    let touched = reader.with_mates(&around)?;
    let lists = reader.relatives_from(&touched)?;
    let days: HashMap<Row, Option<i32>> = kin::days(reader, &touched)?.into_iter().collect();
    let mut edges = Vec::new();
    for (from, mut found) in lists {
        super::related::keep_shown(&mut found, |(_, score)| *score);
        for (to, score) in found {
            if let Some(&day) = days.get(&to) {
                let days = days[&from].zip(day).map(|(one, other)| other - one);
                edges.push(Edge { from, to, score, days });
            }
        }
    }
    let mut threads: BTreeMap<Row, Option<Row>> = touched.into_iter().map(|row| (row, None)).collect();
    for mates in thread::threads(&edges) {
        threads.extend(mates.iter().map(|&row| (row, Some(mates[0]))));
    }
    writer.write_threads(&threads.into_iter().collect::<Vec<_>>(), &rows)?;
    Ok(true)
}
