//! The whole library as the list shows it: without what the reader hid, and searched for the next of its kind.

use super::Result;
use super::entries::{Sort, entry_at, row_of};
use super::reader::Reader;
use crate::model::{Entry, Id, Row, Scope, Window, Windowed};

impl Reader {
    /// Briefings of the whole library in the order `sort`, those of the rows `hidden` (ascending) left out.
    pub(crate) fn entries_but(&self, hidden: &[Row], sort: Sort, window: Window) -> Result<Windowed<Entry>> {
        self.ask(|connection| {
            if let Some(found) = self.near_an_end(connection, hidden, sort, window)? {
                return Ok(found);
            }
            let listing = self.listing(connection, sort)?;
            let gaps = gaps(&listing.rank, hidden);
            let total = listing.rows.len() - gaps.len();
            let from = window.from.min(total);
            let begin = from + hidden_before(&gaps, from);
            let shown = listing.rows[begin..].iter().filter(|&&row| hidden.binary_search(&row.into()).is_err());
            let rows: Vec<u32> = shown.take(window.count).copied().collect();
            let found = self.window_of(connection, &rows, Window { from: 0, count: rows.len() })?;
            Ok(Windowed { from, total, rows: found.rows })
        })
    }

    /// Where the briefing `id` stands in the whole library in the order `sort`, without the rows `hidden`.
    pub(crate) fn position_but(&self, hidden: &[Row], id: &Id, sort: Sort) -> Result<Option<usize>> {
        self.ask(|connection| {
            let Some(row) = row_of(connection, id)? else { return Ok(None) };
            let listing = self.listing(connection, sort)?;
            let rank = listing.rank.get(row as usize).copied().filter(|&rank| rank != u32::MAX);
            let seen = rank.filter(|_| hidden.binary_search(&row.into()).is_err());
            Ok(seen.map(|rank| rank as usize - gaps(&listing.rank, hidden).partition_point(|&gap| gap < rank as usize)))
        })
    }

    /// The first briefing of `scope` in the order `sort` whose row is `wanted`, from the place `from` on, and its place;
    /// the rows `hidden` (ascending) have none.
    pub(crate) fn first_where(
        &self,
        scope: &Scope,
        hidden: &[Row],
        sort: Sort,
        from: usize,
        wanted: impl Fn(Row) -> bool,
    ) -> Result<Option<(usize, Entry)>> {
        self.ask(|connection| {
            let found = |rows: &[u32]| {
                let rows = rows.iter().map(|&row| Row::from(row));
                let mut shown = rows.filter(|row| hidden.binary_search(row).is_err()).enumerate().skip(from);
                shown.find(|&(_, row)| wanted(row))
            };
            let found = match scope {
                Scope::One(id) => found(&row_of(connection, id)?.into_iter().collect::<Vec<_>>()),
                Scope::Rows(rows) => found(&self.sorted(connection, rows, sort)?),
                Scope::All => found(&self.listing(connection, sort)?.rows),
            };
            let Some((at, row)) = found else { return Ok(None) };
            Ok(entry_at(connection, row)?.map(|entry| (at, entry)))
        })
    }
}

/// The places of hidden rows in an order, ascending.
fn gaps(rank: &[u32], hidden: &[Row]) -> Vec<usize> {
    let ranks = hidden.iter().filter_map(|&row| rank.get(row as usize).copied());
    let mut gaps: Vec<usize> = ranks.filter(|&rank| rank != u32::MAX).map(|rank| rank as usize).collect();
    gaps.sort_unstable();
    gaps
}

/// How many of `gaps` lie before the place that is the `from`th of those shown.
fn hidden_before(gaps: &[usize], from: usize) -> usize {
    // The gap number n has n gaps before it, so that gap - n places are shown before it: ascending, to be halved.
    let (mut low, mut high) = (0, gaps.len());
    while low < high {
        let middle = (low + high) / 2;
        if gaps[middle] - middle <= from { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_past_what_is_hidden() {
        let gaps = [0, 1, 4, 9];
        let shown: Vec<usize> = (0..12).filter(|place| !gaps.contains(place)).collect();
        for (from, place) in shown.into_iter().enumerate() {
            assert_eq!(from + hidden_before(&gaps, from), place);
        }
    }
}
