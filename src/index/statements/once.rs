//! One quote that stands in several briefings of a list, kept once: where it was said first.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::items::{Items, Listed};
use super::rows::Sort;
use crate::index::cast::cast_at;
use crate::index::repeats::{self, Item};
use crate::index::{Result, entries};
use crate::model::Row;

/// Briefings of a list up to which each is asked for its quotes; for more, all repeated quotes are read at once.
const FEW: usize = 1_000;

/// Leaves of quotes that are one the first in time of those that are in `listed`, which is newest first.
pub(super) fn keep_first<T: Sort>(connection: &Connection, listed: &mut Listed) -> Result<()> {
    let shared = shared(connection, listed)?;
    if shared.is_empty() {
        return Ok(());
    }
    let mut seen: HashSet<Item> = HashSet::new();
    for (row, items) in listed.iter_mut().rev() {
        let Some(shared) = shared.get(row) else { continue };
        let held = held::<T>(connection, *row, items)?;
        let is_again = |item: &u16| shared.iter().find(|(other, _)| other == item).map(|(_, first)| *first);
        let kept: Vec<u16> =
            held.iter().copied().filter(|item| is_again(item).is_none_or(|first| seen.insert(first))).collect();
        if kept.len() < held.len() {
            *items = Items::These(kept.into());
        }
    }
    listed.retain(|(_, items)| items.count() > 0);
    Ok(())
}

/// By row the quotes that stand elsewhere too, with the first of their kind.
fn shared(connection: &Connection, listed: &Listed) -> Result<HashMap<u32, Vec<(u16, Item)>>> {
    let mut shared: HashMap<u32, Vec<(u16, Item)>> = HashMap::new();
    if listed.len() > FEW {
        for (row, of_row) in repeats::all_firsts(connection)? {
            shared.entry(row).or_default().push(of_row);
        }
        return Ok(shared);
    }
    for &(row, _) in listed {
        let of_row = repeats::firsts_of_row(connection, row)?;
        if !of_row.is_empty() {
            shared.insert(row, of_row);
        }
    }
    Ok(shared)
}

/// The indices that `items` holds of the briefing at `row`, ascending.
fn held<T: Sort>(connection: &Connection, row: u32, items: &Items) -> Result<Vec<u16>> {
    match items {
        Items::These(items) => Ok(items.to_vec()),
        Items::All(count) | Items::Once(count) => Ok((0..u16::try_from(*count).unwrap_or(u16::MAX)).collect()),
        Items::Of(..) => {
            let at = Row::from(row);
            let Some(body) = entries::body(connection, at)? else { return Ok(Vec::new()) };
            let cast = cast_at(connection, at)?.unwrap_or_default();
            let statements = T::statements(at, &body, &cast).into_iter();
            let held = statements.filter(|(index, statement)| items.hold(*index, statement.holder));
            Ok(held.filter_map(|(index, _)| u16::try_from(index).ok()).collect())
        }
    }
}
