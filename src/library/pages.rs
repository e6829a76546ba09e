//! Pages put together from what is stored: a briefing, an actor, a place.

use std::path::Path;
use std::sync::Arc;

use super::{Library, Result, changes, kin, see_also};
use crate::index::{Body, Narrowing};
use crate::model::{ActorPage, Backlinks, Entry, Id, PlacePage, Scope, Story, Window};

/// Rows of each list on an actor's or a place's page; the lists themselves are pages of their own.
const SHOWN: usize = 200;
/// Briefings, newest first, that are looked through for who appears together.
const LOOKED_THROUGH: usize = 5_000;
/// Companions shown.
const COMPANIONS: usize = 20;

/// The briefing `id` with all that its page shows.
pub(super) fn story(library: &Library, id: &Id) -> Result<Option<Story>> {
    let reader = &library.reader;
    let Some(entry) = reader.entry(id)? else { return Ok(None) };
    let Some(Body { mut article, briefing }) = reader.body(entry.row)? else { return Ok(None) };
    if let Some(file) = reader.file_of(entry.row)? {
        // Stored under one name, shown under the one that the reader uses today.
        Arc::make_mut(&mut article).path = library.roots.shown(&file.root, &file.folder, &file.name);
    }
    let see_also = see_also::rows(library, entry.row, &article, &briefing)?;
    let (keys, place_keys) = reader.keys_of(entry.row)?;
    let mut briefing = briefing;
    if keys.iter().any(Option::is_none) {
        // Who the reader said is nobody is no actor of the briefing; what was found stays as it was stored.
        let mut kept = keys.iter().map(Option::is_some);
        Arc::make_mut(&mut briefing).actors.retain(|_| kept.next().unwrap_or(true));
    }
    let actor_keys = keys.into_iter().flatten().collect();
    let changes = changes::changes(Path::new(&article.path), &article);
    Ok(Some(Story { entry, article, briefing, see_also, actor_keys, place_keys, changes }))
}

/// The page of the actor `key`.
pub(super) fn actor(library: &Library, key: &str) -> Result<Option<ActorPage>> {
    let reader = &library.reader;
    let Some((no, actor)) = reader.actor_by_key(key)? else { return Ok(None) };
    let rows = reader.rows_of_actor(no, LOOKED_THROUGH)?;
    let shares = reader.shares_of(&rows)?;
    let companions: Vec<_> = shares.actors.iter().filter(|share| share.no != no).take(COMPANIONS).cloned().collect();
    let places: Vec<_> = shares.places.iter().take(COMPANIONS).cloned().collect();
    let (own, whole) = (Narrowing::default().of_actor(key), Window { from: 0, count: SHOWN });
    let mut stands = reader.positions(&Scope::All, &own, whole)?.rows;
    stands.sort_by(|a, b| a.topic.to_lowercase().cmp(&b.topic.to_lowercase()).then(b.date.cmp(&a.date)));
    Ok(Some(ActorPage {
        roles: reader.actor_forms(no, 1, 12)?.into_iter().filter(|role| !is_courtesy(role)).collect(),
        year: reader.year_of_actor(no)?,
        variants: reader.actor_forms(no, 0, 24)?.into_iter().filter(|name| *name != actor.name).collect(),
        said: reader.quotes(&Scope::All, &own, whole)?.rows,
        stands,
        with: reader.actor_rows(&companions)?,
        places: reader.place_rows(&places)?,
        briefings: reader.entries_at(rows.into_iter().take(SHOWN))?,
        actor,
    }))
}

/// Whether the title says nothing of what somebody does.
fn is_courtesy(title: &str) -> bool {
    matches!(title.trim_end_matches('.'), "Mr" | "Mrs" | "Ms" | "Miss" | "Mx")
}

/// The page of the place `key`.
pub(super) fn place(library: &Library, key: &str) -> Result<Option<PlacePage>> {
    let reader = &library.reader;
    let Some((no, place)) = reader.place_by_key(key)? else { return Ok(None) };
    let within = reader.places_within(no, SHOWN)?;
    let numbers: Vec<i64> = std::iter::once(no).chain(within.iter().map(|(no, _)| *no)).collect();
    let rows = reader.rows_of_places(&numbers, LOOKED_THROUGH)?;
    let shares = reader.shares_of(&rows)?;
    let actors: Vec<_> = shares.actors.iter().take(COMPANIONS).cloned().collect();
    Ok(Some(PlacePage {
        variants: reader.place_forms(no, 24)?.into_iter().filter(|name| *name != place.name).collect(),
        within: within.into_iter().map(|(_, place)| place).collect(),
        actors: reader.actor_rows(&actors)?,
        briefings: reader.entries_at(rows.into_iter().take(SHOWN))?,
        place,
    }))
}

/// What links to the briefing `id`.
pub(super) fn backlinks(library: &Library, id: &Id) -> Result<Backlinks> {
    let reader = &library.reader;
    let Some(entry) = reader.entry(id)? else { return Ok(Backlinks::default()) };
    let url = reader.body(entry.row)?.and_then(|body| body.article.url.clone());
    let marked = see_also::pointing_at(reader, &entry, url.as_deref())?;
    let mut related = kin::showing(reader, entry.row)?;
    related.retain(|row| !marked.contains(row));
    let newest_first = |rows| -> Result<Vec<Entry>> {
        let mut entries = reader.entries_at(rows)?;
        entries.sort_by(|a, b| b.date.cmp(&a.date).then(b.row.cmp(&a.row)));
        entries.dedup_by_key(|entry| entry.row);
        Ok(entries)
    };
    Ok(Backlinks { marked: newest_first(marked)?, related: newest_first(related)? })
}
