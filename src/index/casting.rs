//! Who and what one briefing names, written into the tables of actors and places, and taken out again.

use std::collections::{BTreeSet, HashMap, HashSet};

use rusqlite::{OptionalExtension, params};

use super::copies::is_copy;
use super::fold::{fold, topic};
use super::record::{self, Body, Cast, Named, Part};
use super::ruling::{Apart, NOBODY};
use super::tally::{NAME, ROLE, Tally};
use super::{IndexError, Result, Writer};
use crate::lexicon::actor_key::word_keys;
use crate::lexicon::gazetteer;
use crate::model::{Actor, Briefing, Place};

impl Writer {
    /// The actors of the article `id`, in the briefing's order; `named` tells who they are, unless the reader said that
    /// one is another here.
    pub(super) fn parts_of(&mut self, id: &str, briefing: &Briefing, named: &[Named]) -> Result<Vec<Part>> {
        let mut parts = Vec::with_capacity(named.len());
        for (actor, named) in briefing.actors.iter().zip(named) {
            let other = self.apart.get(&(id.to_owned(), named.key.clone())).cloned();
            let actor_no = match &other {
                Some((named, name)) => self.actor_no(named, name, actor.kind as u8)?,
                None => self.actor_no(named, &actor.name, actor.kind as u8)?,
            };
            parts.push(Part { actor: actor_no, mentions: actor.mentions.len() as u32, quotes: 0, positions: 0 });
        }
        for quote in &briefing.quotes {
            let speaker = quote.speaker.as_deref().and_then(|name| record::actor_called(briefing, name));
            if let Some(part) = speaker.and_then(|speaker| parts.get_mut(speaker)) {
                part.quotes += 1;
            }
        }
        for position in briefing.positions.iter().filter(|position| record::is_shown(position)) {
            let holder = record::actor_called(briefing, &position.actor);
            if let Some(part) = holder.and_then(|holder| parts.get_mut(holder)) {
                part.positions += 1;
            }
        }
        Ok(parts)
    }

    /// The places of a briefing with their mentions, in its order.
    pub(super) fn places_of(&mut self, briefing: &Briefing, named: &[Named]) -> Result<Vec<(i64, u32)>> {
        let places = briefing.places.iter().zip(named);
        places.map(|(place, named)| Ok((self.place_no(named, place)?, place.mentions.len() as u32))).collect()
    }

    fn actor_no(&mut self, named: &Named, name: &str, kind: u8) -> Result<i64> {
        if let Some(&no) = self.actors.get(&named.key) {
            return Ok(no);
        }
        // A country goes by its own name, not by its capital's or by what the first article calls it.
        let name = named.key.strip_prefix('=').and_then(gazetteer::country_name).unwrap_or(name);
        let found = self
            .connection
            .prepare_cached("SELECT no FROM actor WHERE key = ?1")?
            .query_row([&named.key], |row| row.get(0))
            .optional()?;
        let no = match found {
            Some(no) => no,
            None => {
                self.connection
                    .prepare_cached("INSERT INTO actor(key, name, folded, kind) VALUES (?1, ?2, ?3, ?4)")?
                    .execute((&named.key, name, fold(name), kind))?;
                self.connection.last_insert_rowid()
            }
        };
        let mut words = self.connection.prepare_cached("INSERT OR IGNORE INTO actor_word VALUES (?1, ?2)")?;
        for word in named.words.iter().cloned().chain(word_keys(name)) {
            words.execute((word, no))?;
        }
        self.actors.insert(named.key.clone(), no);
        Ok(no)
    }

    fn place_no(&mut self, named: &Named, place: &Place) -> Result<i64> {
        if let Some(&no) = self.places.get(&named.key) {
            return Ok(no);
        }
        let found = self
            .connection
            .prepare_cached("SELECT no FROM place WHERE key = ?1")?
            .query_row([&named.key], |row| row.get(0))
            .optional()?;
        let no = match found {
            Some(no) => no,
            None => {
                let name = place.standard.as_deref().unwrap_or(&place.name);
                let (lat, lon) = place.point.unzip();
                self.connection
                    .prepare_cached(
                        "INSERT INTO place(key, name, folded, kind, country, region, lat, lon, geonames)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                    )?
                    .execute(params![
                        named.key,
                        name,
                        fold(name),
                        place.kind as u8,
                        place.country,
                        place.region,
                        lat,
                        lon,
                        place.geonames_id,
                    ])?;
                self.connection.last_insert_rowid()
            }
        };
        let mut words = self.connection.prepare_cached("INSERT OR IGNORE INTO place_word VALUES (?1, ?2)")?;
        for word in &named.words {
            words.execute((word, no))?;
        }
        self.places.insert(named.key.clone(), no);
        Ok(no)
    }

    /// Moment and cast of the article at `row`.
    pub(super) fn cast_at(&self, row: i64) -> Result<(i64, Cast)> {
        let (moment, packed): (i64, Vec<u8>) = self
            .connection
            .prepare_cached("SELECT moment, packed FROM cast WHERE row = ?1")?
            .query_row([row], |found| Ok((found.get(0)?, found.get(1)?)))?;
        let cast = Cast::unpack(&packed).ok_or_else(|| IndexError::damaged("a stored cast is cut"))?;
        Ok((moment, cast))
    }

    /// Keeps the cast of the article at `row`.
    pub(super) fn keep_cast(&self, row: i64, moment: i64, cast: &Cast) -> Result<()> {
        self.connection.prepare_cached("INSERT OR REPLACE INTO cast VALUES (?1, ?2, ?3)")?.execute((
            row,
            moment,
            cast.pack(),
        ))?;
        Ok(())
    }

    /// Writes where the cast of the article at `row` appears and stands.
    pub(super) fn put_cast(&self, row: i64, moment: i64, body: &Body, cast: &Cast, tally: &mut Tally) -> Result<()> {
        count(1, body, cast, moment, &self.heads, tally);
        let mut appears = self.connection.prepare_cached(
            "INSERT INTO appears VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET
             mentions = mentions + ?4, quotes = quotes + ?5, positions = positions + ?6",
        )?;
        for part in &cast.actors {
            appears.execute((part.actor, moment, row, part.mentions, part.quotes, part.positions))?;
        }
        let mut placed = self.connection.prepare_cached(
            "INSERT INTO placed VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET mentions = mentions + ?4",
        )?;
        for (place, mentions) in &cast.places {
            placed.execute((place, moment, row, mentions))?;
        }
        let mut stands =
            self.connection.prepare_cached("INSERT OR REPLACE INTO stands VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
        let positions = body.briefing.positions.iter().enumerate();
        for (item, position) in positions.filter(|(_, position)| record::is_shown(position)) {
            let holder = record::actor_called(&body.briefing, &position.actor);
            if let Some(part) = holder.and_then(|holder| cast.actors.get(holder)) {
                let topic = topic(body.article.text.slice(position.topic));
                stands.execute((part.actor, topic, moment, row, item, position.stance as u8))?;
            }
        }
        Ok(())
    }

    /// Takes away what [`put_cast`](Self::put_cast) wrote.
    pub(super) fn take_cast(&self, row: i64, moment: i64, body: &Body, cast: &Cast, tally: &mut Tally) -> Result<()> {
        count(-1, body, cast, moment, &self.heads, tally);
        for part in &cast.actors {
            self.connection
                .prepare_cached("DELETE FROM appears WHERE actor = ?1 AND moment = ?2 AND row = ?3")?
                .execute((part.actor, moment, row))?;
            self.connection
                .prepare_cached("DELETE FROM stands WHERE actor = ?1 AND row = ?2")?
                .execute((part.actor, row))?;
        }
        for (place, _) in &cast.places {
            self.connection
                .prepare_cached("DELETE FROM placed WHERE place = ?1 AND moment = ?2 AND row = ?3")?
                .execute((place, moment, row))?;
        }
        Ok(())
    }

    /// Has exactly the actors of `apart` be others from now on, in articles that are stored and in those to come; gives
    /// whether that changed anything. `named` tells who an actor is without that.
    pub(crate) fn set_apart(&mut self, apart: Apart, named: impl Fn(&Actor) -> Named) -> Result<bool> {
        let mut query = self.connection.prepare_cached("SELECT id FROM apart")?;
        let before = query.query_map((), |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<String>>>()?;
        drop(query);
        let after: BTreeSet<String> = apart.keys().map(|(id, _)| id.clone()).collect();
        if apart == self.apart && before == after {
            return Ok(false);
        }
        self.apart = apart;
        self.transaction(|writer| {
            let seq = writer.next_seq()?;
            let mut tally = Tally::default();
            for id in before.union(&after) {
                writer.cast_anew(id, seq, &named, &mut tally)?;
            }
            tally.write(&writer.connection)?;
            writer.connection.execute("DELETE FROM apart", ())?;
            for id in &after {
                writer.connection.execute("INSERT INTO apart VALUES (?1)", [id])?;
            }
            Ok(true)
        })
    }

    /// Works out anew who the actors of the article `id` are, if it is stored.
    fn cast_anew(&mut self, id: &str, seq: i64, named: &impl Fn(&Actor) -> Named, tally: &mut Tally) -> Result<()> {
        let stored: Option<(i64, Vec<u8>)> = self
            .connection
            .prepare_cached("SELECT row, packed FROM article JOIN body USING (row) WHERE id = ?1")?
            .query_row([id], |found| Ok((found.get(0)?, found.get(1)?)))
            .optional()?;
        let Some((row, packed)) = stored else { return Ok(()) };
        let body = record::unpack(&packed)?;
        let (moment, old) = self.cast_at(row)?;
        let named: Vec<Named> = body.briefing.actors.iter().map(named).collect();
        let new = Cast { actors: self.parts_of(id, &body.briefing, &named)?, places: old.places.clone() };
        if new == old {
            return Ok(());
        }
        self.keep_cast(row, moment, &new)?;
        if !is_copy(&self.connection, row)? {
            self.take_cast(row, moment, &body, &old, tally)?;
            self.put_cast(row, moment, &body, &new, tally)?;
        }
        // The word index, too, tells briefings by the numbers of their actors.
        self.connection.prepare_cached("UPDATE article SET seq = ?2 WHERE row = ?1")?.execute((row, seq))?;
        Ok(())
    }
}

/// Adds (or with `-1` takes away) what one briefing counts for.
fn count(sign: i64, body: &Body, cast: &Cast, moment: i64, heads: &HashMap<i64, i64>, tally: &mut Tally) {
    let Body { article, briefing } = body;
    let week = record::week(moment);
    let mut met = HashSet::new();
    for (actor, part) in briefing.actors.iter().zip(&cast.actors) {
        // Sums are kept with the actor that it is ruled to be, the words with the one that was found.
        let head = heads.get(&part.actor).copied().filter(|head| *head != NOBODY).unwrap_or(part.actor);
        let once = if met.insert(head) { sign } else { 0 };
        tally.actor(sign, once, head, week, [part.mentions, part.quotes, part.positions]);
        tally.actor_form(sign, part.actor, NAME, &actor.name);
        for mention in &actor.mentions {
            let words = article.text.slice(mention.span);
            if words != actor.name {
                tally.actor_form(sign, part.actor, NAME, words);
            }
            if let Some(role) = mention.role {
                tally.actor_form(sign, part.actor, ROLE, article.text.slice(role));
            }
        }
    }
    let mut met = HashSet::new();
    for (place, &(no, mentions)) in briefing.places.iter().zip(&cast.places) {
        let once = if met.insert(no) { sign } else { 0 };
        tally.place(sign, once, no, week, mentions);
        tally.place_form(sign, no, &place.name);
    }
}
