//! One quote in several briefings: which quotes are one, known by the first of them in time. Lists show the first one and
//! tell of the others.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension};

use super::Result;

/// A quote: its article's row, and its place among the quotes there.
pub(super) type Item = (i64, i64);

/// The first of the quotes that are one with `own`, itself where it is that or alone.
pub(super) fn first_of(connection: &Connection, own: Item) -> Result<Item> {
    let mut query = connection.prepare_cached("SELECT first, first_item FROM repeat WHERE row = ?1 AND item = ?2")?;
    Ok(query.query_row(own, |found| Ok((found.get(0)?, found.get(1)?))).optional()?.unwrap_or(own))
}

/// Has `own`, which stood alone, be one with the quotes that are known by each of `firsts`.
pub(super) fn join(connection: &Connection, own: Item, firsts: &BTreeSet<Item>) -> Result<()> {
    let mut moment = connection.prepare_cached("SELECT moment FROM article WHERE row = ?1")?;
    let mut all: Vec<(i64, Item)> = Vec::with_capacity(firsts.len() + 1);
    for &item in firsts.iter().chain([&own]) {
        all.push((moment.query_row([item.0], |found| found.get(0))?, item));
    }
    all.sort_unstable();
    let first = all[0].1;
    let mut hand = connection
        .prepare_cached("UPDATE repeat SET first = ?1, first_item = ?2 WHERE first = ?3 AND first_item = ?4")?;
    let mut put = connection.prepare_cached("INSERT OR REPLACE INTO repeat VALUES (?3, ?4, ?1, ?2)")?;
    for &(_, (row, item)) in &all[1..] {
        hand.execute((first.0, first.1, row, item))?;
        put.execute((first.0, first.1, row, item))?;
        recount(connection, row)?;
    }
    Ok(())
}

/// Has `own` stand alone; where the others were known by it, they are by the next of them.
pub(super) fn leave(connection: &Connection, own: Item) -> Result<()> {
    let mut take = connection.prepare_cached("DELETE FROM repeat WHERE row = ?1 AND item = ?2")?;
    if take.execute(own)? > 0 {
        return recount(connection, own.0);
    }
    let mut next = connection.prepare_cached(
        "SELECT repeat.row, item FROM repeat JOIN article ON article.row = repeat.row
         WHERE first = ?1 AND first_item = ?2 ORDER BY moment, repeat.row, item LIMIT 1",
    )?;
    let next: Option<Item> = next.query_row(own, |found| Ok((found.get(0)?, found.get(1)?))).optional()?;
    let Some(next) = next else { return Ok(()) };
    take.execute(next)?;
    connection
        .prepare_cached("UPDATE repeat SET first = ?1, first_item = ?2 WHERE first = ?3 AND first_item = ?4")?
        .execute((next.0, next.1, own.0, own.1))?;
    recount(connection, next.0)
}

/// Counts anew how many quotes of the article `row` repeat another.
fn recount(connection: &Connection, row: i64) -> Result<()> {
    connection
        .prepare_cached(
            "UPDATE article SET repeats = (SELECT count(*) FROM repeat WHERE repeat.row = ?1) WHERE article.row = ?1",
        )?
        .execute([row])?;
    Ok(())
}

/// The quotes of the article `row` that repeat one of an earlier article, ascending.
pub(super) fn of_row(connection: &Connection, row: u32) -> Result<Vec<u16>> {
    let mut query = connection.prepare_cached("SELECT item FROM repeat WHERE row = ?1 ORDER BY item")?;
    let found = query.query_map([row], |found| found.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Quotes of the article `row` that are one with quotes elsewhere, each with the first of those.
pub(super) fn firsts_of_row(connection: &Connection, row: u32) -> Result<Vec<(u16, Item)>> {
    let mut query = connection.prepare_cached(
        "SELECT item, first, first_item FROM repeat WHERE row = ?1
         UNION SELECT first_item, first, first_item FROM repeat WHERE first = ?1",
    )?;
    let found = query.query_map([row], |found| Ok((found.get(0)?, (found.get(1)?, found.get(2)?))))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// All quotes that are one with quotes elsewhere, by row, each with the first of those.
pub(super) fn all_firsts(connection: &Connection) -> Result<Vec<(u32, (u16, Item))>> {
    let mut query = connection.prepare_cached(
        "SELECT row, item, first, first_item FROM repeat
         UNION SELECT first, first_item, first, first_item FROM repeat ORDER BY 1, 2",
    )?;
    let found = query
        .query_map((), |found| Ok((found.get(0)?, (found.get(1)?, (found.get(2)?, found.get(3)?)))))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

/// In how many other articles the quote `own` stands, and the first `count` of those in time.
pub(super) fn elsewhere(connection: &Connection, own: Item, count: usize) -> Result<(usize, Vec<Item>)> {
    let first = first_of(connection, own)?;
    let mut total = connection.prepare_cached(
        "SELECT count(*) FROM (SELECT row FROM repeat WHERE first = ?1 AND first_item = ?2 UNION SELECT ?1)
         WHERE row != ?3",
    )?;
    let total: usize = total.query_row((first.0, first.1, own.0), |found| found.get(0))?;
    if total == 0 {
        return Ok((0, Vec::new()));
    }
    let mut query = connection.prepare_cached(
        "SELECT one.row, min(one.item) FROM
           (SELECT row, item FROM repeat WHERE first = ?1 AND first_item = ?2 UNION ALL SELECT ?1, ?2) AS one
         JOIN article ON article.row = one.row
         WHERE one.row != ?3 GROUP BY one.row ORDER BY moment, one.row LIMIT ?4",
    )?;
    let found = query.query_map((first.0, first.1, own.0, count), |found| Ok((found.get(0)?, found.get(1)?)))?;
    Ok((total, found.collect::<rusqlite::Result<_>>()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five articles with two quotes each; article 3 is the oldest, then 1, 2, 4, 5.
    fn tables() -> Connection {
        let connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(crate::index::schema::TABLES).unwrap();
        for row in 1..6 {
            let moment = if row == 3 { 0 } else { row };
            let put = "INSERT INTO article(row, file, seq, id, key, hash, title, folded, moment, dated, tags, quotes, positions, words)
                       VALUES (?1, 1, 1, ?1, ?1, x'', '', '', ?2, 1, '', 2, 0, 9)";
            connection.execute(put, (row, moment)).unwrap();
        }
        connection
    }

    fn counted(connection: &Connection) -> i64 {
        connection.query_row("SELECT value FROM meta WHERE name = 'quotes'", (), |row| row.get(0)).unwrap()
    }

    fn firsts(items: &[Item]) -> BTreeSet<Item> {
        items.iter().copied().collect()
    }

    #[test]
    fn the_first_in_time_stands_for_all_whatever_order_they_come_in() {
        let connection = tables();
        join(&connection, (2, 0), &firsts(&[(1, 1)])).unwrap();
        join(&connection, (5, 0), &firsts(&[(4, 0)])).unwrap();
        assert_eq!(counted(&connection), 8);
        join(&connection, (3, 1), &firsts(&[(1, 1), (4, 0)])).unwrap();
        for item in [(1, 1), (2, 0), (4, 0), (5, 0), (3, 1)] {
            assert_eq!(first_of(&connection, item).unwrap(), (3, 1));
        }
        assert_eq!(counted(&connection), 6);
        assert_eq!(elsewhere(&connection, (2, 0), 2).unwrap(), (4, vec![(3, 1), (1, 1)]));
        assert_eq!(elsewhere(&connection, (2, 1), 2).unwrap(), (0, vec![]));
    }

    #[test]
    fn when_the_first_goes_the_next_in_time_stands_for_the_others() {
        let connection = tables();
        join(&connection, (1, 0), &firsts(&[(3, 0)])).unwrap();
        join(&connection, (2, 0), &firsts(&[(3, 0)])).unwrap();
        leave(&connection, (3, 0)).unwrap();
        assert_eq!(first_of(&connection, (2, 0)).unwrap(), (1, 0));
        assert_eq!(of_row(&connection, 1).unwrap(), [] as [u16; 0]);
        assert_eq!(counted(&connection), 9);
        leave(&connection, (2, 0)).unwrap();
        assert_eq!((counted(&connection), elsewhere(&connection, (1, 0), 9).unwrap().0), (10, 0));
    }
}
