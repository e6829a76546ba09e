//! Where actors stood, in order of time: which positions are on a topic, and which are a change of sides.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Row as SqlRow};

use super::Result;
use super::ruling::{NOBODY, heads};
use crate::model::Stance;

/// One position, as it is told apart from others on the same topic.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stand {
    pub actor: i64,
    pub topic: String,
    pub moment: i64,
    pub row: u32,
    pub item: u16,
    pub stance: Stance,
}

const COLUMNS: &str = "actor, topic, moment, row, item, stance";

/// All positions of `actors`, of all of them where none are named; copies left out, merged actors as the one they are.
/// By actor and topic, then in order of time.
pub(super) fn stands(connection: &Connection, actors: Option<&[i64]>) -> Result<Vec<Stand>> {
    let mut found = Vec::new();
    match actors {
        None => {
            let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM stands"))?;
            found.extend(query.query_map((), stand)?.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Some(actors) => {
            let mut query = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM stands WHERE actor = ?1"))?;
            for actor in actors {
                found.extend(query.query_map([actor], stand)?.collect::<rusqlite::Result<Vec<_>>>()?);
            }
        }
    }
    let mut query = connection.prepare_cached("SELECT row FROM article WHERE copy_of IS NOT NULL")?;
    let copies: HashSet<u32> = query.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    found.retain(|stand| !copies.contains(&stand.row));
    let heads: HashMap<i64, i64> = heads(connection)?;
    for stand in &mut found {
        stand.actor = heads.get(&stand.actor).copied().unwrap_or(stand.actor);
    }
    found.retain(|stand| stand.actor != NOBODY);
    found.sort_by(|a, b| (a.actor, &a.topic, a.time()).cmp(&(b.actor, &b.topic, b.time())));
    Ok(found)
}

fn stand(row: &SqlRow) -> rusqlite::Result<Stand> {
    let stance: usize = row.get(5)?;
    Ok(Stand {
        actor: row.get(0)?,
        topic: row.get(1)?,
        moment: row.get(2)?,
        row: row.get(3)?,
        item: row.get(4)?,
        stance: Stance::ALL.get(stance).copied().unwrap_or(Stance::Asserts),
    })
}

impl Stand {
    fn time(&self) -> (i64, u32, u16) {
        (self.moment, self.row, self.item)
    }
}

/// Those of `stands` that stand on the other side than the actor did on the topic in the briefing before.
pub(super) fn changes(stands: &[Stand]) -> impl Iterator<Item = &Stand> {
    let same = |a: &Stand, b: &Stand| a.actor == b.actor && a.topic == b.topic;
    stands.chunk_by(same).flat_map(|on_topic| {
        let mut before: Option<Stance> = None;
        let mut changed = Vec::new();
        for in_briefing in on_topic.chunk_by(|a, b| a.row == b.row) {
            changed.extend(in_briefing.iter().filter(|stand| before.is_some_and(|b| stand.stance.crosses(b))));
            before = in_briefing.iter().rev().map(|stand| stand.stance).find(|s| s.side().is_some()).or(before);
        }
        changed
    })
}

/// The positions of `actors` (none: of all) on one of `topics` (none: on any), or with `changed` only those of them
/// that are a change: by briefing, newest first, each with the indices of its positions.
pub(super) fn listed(
    connection: &Connection,
    actors: Option<&[i64]>,
    topics: &[String],
    changed: bool,
) -> Result<Vec<(u32, Box<[u16]>)>> {
    let mut all = stands(connection, actors)?;
    all.retain(|stand| topics.is_empty() || topics.contains(&stand.topic));
    let kept: Vec<&Stand> = if changed { changes(&all).collect() } else { all.iter().collect() };
    let mut times: Vec<(i64, u32, u16)> = kept.iter().map(|stand| stand.time()).collect();
    times.sort_unstable_by(|a, b| (b.0, b.1, a.2).cmp(&(a.0, a.1, b.2)));
    times.dedup();
    let by_briefing = times.chunk_by(|a, b| a.1 == b.1);
    Ok(by_briefing.map(|chunk| (chunk[0].1, chunk.iter().map(|time| time.2).collect())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(actor: i64, topic: &str, row: u32, stance: Stance) -> Stand {
        Stand { actor, topic: topic.to_owned(), moment: i64::from(row) * 100, row, item: 0, stance }
    }

    #[test]
    fn only_crossing_over_is_a_change() {
        use Stance::*;
        let all = [
            stand(1, "premium", 1, Denies),
            stand(1, "premium", 2, Warns),
            stand(1, "premium", 3, Supports),
            stand(1, "premium", 4, Demands),
            stand(1, "premium", 5, Opposes),
            stand(1, "sailings", 6, Supports),
            stand(2, "sailings", 7, Opposes),
        ];
        assert_eq!(changes(&all).map(|stand| stand.row).collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn two_stands_in_one_briefing_are_no_change() {
        let all = [stand(1, "premium", 1, Stance::Denies), stand(1, "premium", 1, Stance::Supports)];
        assert_eq!(changes(&all).count(), 0);
    }
}
