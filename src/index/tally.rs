//! What a batch of articles adds to the counts of actors and places: gathered in memory, written once a batch.

use std::collections::BTreeMap;

use rusqlite::{Connection, Result};

/// Where an actor or place stands, by number.
type No = i64;

/// Whether words are another spelling of a name (0) or a title or role (1), as `actor_form` keeps them.
pub(crate) const NAME: u8 = 0;
/// See [`NAME`].
pub(crate) const ROLE: u8 = 1;

/// Differences to the counts; ordered, so that the tables are walked in one direction.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Briefings, mentions, quotes, positions.
    actors: BTreeMap<No, [i64; 4]>,
    actor_weeks: BTreeMap<(No, i64), i64>,
    actor_forms: BTreeMap<(No, u8, String), i64>,
    /// Briefings, mentions.
    places: BTreeMap<No, [i64; 2]>,
    place_weeks: BTreeMap<(No, i64), i64>,
    place_forms: BTreeMap<(No, String), i64>,
}

impl Tally {
    /// An actor in a briefing that comes (sign 1) or goes (-1); `briefings` is 0 where that one was counted already.
    pub(crate) fn actor(&mut self, sign: i64, briefings: i64, actor: No, week: i64, counts: [u32; 3]) {
        let sums = self.actors.entry(actor).or_default();
        sums[0] += briefings;
        for (sum, count) in sums[1..].iter_mut().zip(counts) {
            *sum += sign * i64::from(count);
        }
        *self.actor_weeks.entry((actor, week)).or_default() += sign * i64::from(counts[0]);
    }

    /// Words used for an actor: another spelling of its name, or a title.
    pub(crate) fn actor_form(&mut self, sign: i64, actor: No, sort: u8, words: &str) {
        *self.actor_forms.entry((actor, sort, words.to_owned())).or_default() += sign;
    }

    /// A place in a briefing that comes or goes, as [`actor`](Self::actor).
    pub(crate) fn place(&mut self, sign: i64, briefings: i64, place: No, week: i64, mentions: u32) {
        let sums = self.places.entry(place).or_default();
        sums[0] += briefings;
        sums[1] += sign * i64::from(mentions);
        *self.place_weeks.entry((place, week)).or_default() += sign * i64::from(mentions);
    }

    /// Words used for a place.
    pub(crate) fn place_form(&mut self, sign: i64, place: No, words: &str) {
        *self.place_forms.entry((place, words.to_owned())).or_default() += sign;
    }

    /// Adds the differences to the tables.
    pub(crate) fn write(self, connection: &Connection) -> Result<()> {
        let mut update = connection.prepare_cached(
            "UPDATE actor SET briefings = briefings + ?2, mentions = mentions + ?3, quotes = quotes + ?4,
             positions = positions + ?5 WHERE no = ?1",
        )?;
        for (no, [briefings, mentions, quotes, positions]) in self.actors {
            update.execute((no, briefings, mentions, quotes, positions))?;
        }
        let mut update = connection
            .prepare_cached("UPDATE place SET briefings = briefings + ?2, mentions = mentions + ?3 WHERE no = ?1")?;
        for (no, [briefings, mentions]) in self.places {
            update.execute((no, briefings, mentions))?;
        }
        for (table, column, weeks) in
            [("actor_week", "actor", self.actor_weeks), ("place_week", "place", self.place_weeks)]
        {
            let mut add = connection.prepare_cached(&format!(
                "INSERT INTO {table} VALUES (?1, ?2, ?3)
                 ON CONFLICT({column}, week) DO UPDATE SET mentions = mentions + excluded.mentions"
            ))?;
            for ((no, week), mentions) in weeks {
                add.execute((no, week, mentions))?;
            }
        }
        let mut add = connection.prepare_cached(
            "INSERT INTO actor_form VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT(actor, role, words) DO UPDATE SET count = count + excluded.count",
        )?;
        for ((no, sort, words), count) in self.actor_forms {
            add.execute((no, sort, words, count))?;
        }
        let mut add = connection.prepare_cached(
            "INSERT INTO place_form VALUES (?1, ?2, ?3)
             ON CONFLICT(place, words) DO UPDATE SET count = count + excluded.count",
        )?;
        for ((no, words), count) in self.place_forms {
            add.execute((no, words, count))?;
        }
        Ok(())
    }
}
