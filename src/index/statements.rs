//! Quotes and positions as lists show them, newest briefing first, cut from the stored briefings as they are asked for.

use rusqlite::{Connection, OptionalExtension};

use super::Result;
use super::cast::{actor_no, cast_at, key_of};
use super::entries::{self, Sort, entry_at, row_of};
use super::fold::topic;
use super::reader::{Reader, number};
use super::record::{self, Body, Cast};
use crate::model::{Entry, PositionRow, QuoteRow, Row, Scope, Stance, Window, Windowed};

/// Which of the two is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Quotes,
    Positions,
}

/// The briefings of a list, each with the number of items it gives.
type Counted = Vec<(u32, usize)>;

/// What a window is cut out of.
struct Source {
    /// Whose items alone are wanted.
    actor: Option<i64>,
    /// Length of the list, where it is known without counting.
    total: Option<usize>,
    counted: Counted,
}

impl Reader {
    /// Quotes of `scope`, newest first; with `actor` only what the actor of that key said.
    pub(crate) fn quotes(&self, scope: &Scope, actor: Option<&str>, window: Window) -> Result<Windowed<QuoteRow>> {
        self.ask(|connection| match self.counted(connection, scope, actor, Kind::Quotes, window)? {
            Some(source) => items(connection, &source, window, |place| quote_rows(connection, place, source.actor)),
            None => Ok(Windowed::default()),
        })
    }

    /// Shown positions of `scope`, newest first; with `actor` only those of the actor of that key.
    pub(crate) fn positions(
        &self,
        scope: &Scope,
        actor: Option<&str>,
        window: Window,
    ) -> Result<Windowed<PositionRow>> {
        self.ask(|connection| match self.counted(connection, scope, actor, Kind::Positions, window)? {
            Some(source) => items(connection, &source, window, |place| position_rows(connection, place, source.actor)),
            None => Ok(Windowed::default()),
        })
    }

    /// What the list is cut out of; none when no such actor or briefing is known.
    fn counted(
        &self,
        connection: &Connection,
        scope: &Scope,
        actor: Option<&str>,
        sort: Kind,
        window: Window,
    ) -> Result<Option<Source>> {
        if let Some(key) = actor {
            let Some(no) = actor_no(connection, key)? else { return Ok(None) };
            let counted = of_actor(connection, scope, no, sort)?;
            return Ok(Some(Source { actor: Some(no), total: None, counted }));
        }
        let rows = match scope {
            Scope::One(id) => {
                let Some(row) = row_of(connection, id)? else { return Ok(None) };
                let entry = entry_at(connection, row.into())?;
                let count = entry.map_or(0, |entry| if sort == Kind::Quotes { entry.quotes } else { entry.positions });
                return Ok(Some(Source { actor: None, total: None, counted: vec![(row, count)] }));
            }
            Scope::All if self.listing_at_hand(connection, Sort::Newest)?.is_none() => {
                let total = number(connection, if sort == Kind::Quotes { "quotes" } else { "positions" })? as usize;
                let end = window.from.saturating_add(window.count);
                if let Some(counted) = first(connection, sort, end)? {
                    return Ok(Some(Source { actor: None, total: Some(total), counted }));
                }
                None
            }
            Scope::All => None,
            Scope::Rows(rows) => Some(self.sorted(connection, rows, Sort::Newest)?),
        };
        let listing = self.listing(connection, Sort::Newest)?;
        let rows = rows.as_deref().unwrap_or(&listing.rows);
        let count = |&row: &u32| {
            let (quotes, positions) = listing.statements.get(row as usize).copied().unwrap_or_default();
            (row, usize::from(if sort == Kind::Quotes { quotes } else { positions }))
        };
        let counted = rows.iter().map(count).filter(|&(_, count)| count > 0).collect();
        Ok(Some(Source { actor: None, total: None, counted }))
    }
}

fn of_actor(connection: &Connection, scope: &Scope, no: i64, sort: Kind) -> Result<Counted> {
    let column = if sort == Kind::Quotes { "quotes" } else { "positions" };
    let mut query = connection.prepare_cached(&format!(
        "SELECT moment, row, {column} FROM appears
         WHERE actor IN (SELECT no FROM actor WHERE no = ?1 OR same = ?1) AND {column} > 0
         ORDER BY moment DESC, row DESC"
    ))?;
    let one = match scope {
        Scope::One(id) => row_of(connection, id)?,
        _ => None,
    };
    let within = |row: u32| match scope {
        Scope::All => true,
        Scope::One(_) => one == Some(row),
        Scope::Rows(rows) => rows.binary_search(&row.into()).is_ok(),
    };
    let found = query.query_map([no], |row| Ok((row.get(1)?, row.get(2)?)))?.collect::<rusqlite::Result<Counted>>()?;
    Ok(found.into_iter().filter(|&(row, _)| within(row)).collect())
}

/// Cuts the window out of the briefings that reach into it.
fn items<T>(
    connection: &Connection,
    source: &Source,
    window: Window,
    cut: impl Fn(&Place) -> Result<Vec<T>>,
) -> Result<Windowed<T>> {
    let total = source.total.unwrap_or_else(|| source.counted.iter().map(|&(_, count)| count).sum());
    let from = window.from.min(total);
    let end = from.saturating_add(window.count).min(total);
    let mut rows = Vec::new();
    let mut at = 0;
    for &(row, count) in &source.counted {
        if at >= end {
            break;
        }
        if at + count > from
            && let Some(place) = Place::at(connection, row.into())?
        {
            let skip = from.saturating_sub(at);
            rows.extend(cut(&place)?.into_iter().skip(skip).take(end - at.max(from)));
        }
        at += count;
    }
    Ok(Windowed { from, total, rows })
}

/// The newest briefings up to the item `end`, if few will do.
fn first(connection: &Connection, sort: Kind, end: usize) -> Result<Option<Counted>> {
    let column = if sort == Kind::Quotes { "quotes" } else { "positions" };
    let mut query = connection.prepare_cached(&format!(
        "SELECT row, {column} FROM article WHERE copy_of IS NULL ORDER BY moment DESC, row DESC LIMIT 2000"
    ))?;
    let mut found = query.query(())?;
    let (mut counted, mut sum) = (Counted::new(), 0);
    while let Some(row) = found.next()? {
        let (row, count): (u32, usize) = (row.get(0)?, row.get(1)?);
        if count > 0 {
            counted.push((row, count));
        }
        sum += count;
        if sum >= end {
            return Ok(Some(counted));
        }
    }
    // All were seen, or too many hold nothing: then the whole order is worth its making.
    Ok(None)
}

/// A stored briefing with what its items need.
struct Place {
    entry: Entry,
    body: Body,
    cast: Cast,
}

impl Place {
    fn at(connection: &Connection, row: Row) -> Result<Option<Self>> {
        let (Some(entry), Some(body)) = (entry_at(connection, row)?, entries::body(connection, row)?) else {
            return Ok(None);
        };
        let cast = cast_at(connection, row)?.unwrap_or_default();
        Ok(Some(Self { entry, body, cast }))
    }

    /// The number of the actor that the briefing calls `name`.
    fn actor(&self, name: &str) -> Option<i64> {
        let index = record::actor_called(&self.body.briefing, name)?;
        self.cast.actors.get(index).map(|part| part.actor)
    }
}

fn is(connection: &Connection, no: Option<i64>, wanted: Option<i64>) -> Result<bool> {
    let (Some(wanted), Some(no)) = (wanted, no) else { return Ok(wanted.is_none()) };
    if no == wanted {
        return Ok(true);
    }
    let mut query = connection.prepare_cached("SELECT 1 FROM actor WHERE no = ?1 AND same = ?2")?;
    Ok(query.exists((no, wanted))?)
}

fn quote_rows(connection: &Connection, place: &Place, wanted: Option<i64>) -> Result<Vec<QuoteRow>> {
    let text = &place.body.article.text;
    let mut rows = Vec::new();
    for quote in &place.body.briefing.quotes {
        let actor = quote.speaker.as_deref().and_then(|name| place.actor(name));
        if !is(connection, actor, wanted)? {
            continue;
        }
        rows.push(QuoteRow {
            id: place.entry.id.clone(),
            title: place.entry.title.clone(),
            date: place.entry.date,
            speaker: quote.speaker.clone(),
            actor_key: actor.map(|no| key_of(connection, no)).transpose()?,
            role: quote.role.map(|span| text.slice(span).to_owned()),
            cue: quote.cue.map(|span| text.slice(span).to_owned()),
            text: text.slice(quote.span).to_owned(),
            span: quote.span,
            kind: quote.kind,
            key: quote.key,
            confidence: quote.confidence,
            appearances: Vec::new(),
        });
    }
    Ok(rows)
}

fn position_rows(connection: &Connection, place: &Place, wanted: Option<i64>) -> Result<Vec<PositionRow>> {
    let text = &place.body.article.text;
    let mut rows = Vec::new();
    for position in place.body.briefing.positions.iter().filter(|position| position.confidence >= 0.5) {
        let actor = place.actor(&position.actor);
        if !is(connection, actor, wanted)? {
            continue;
        }
        let span = position.evidence.first().copied().unwrap_or(position.topic);
        let words = text.slice(position.topic);
        let before = actor.map(|no| stance_before(connection, no, words, place.entry.row)).transpose()?.flatten();
        rows.push(PositionRow {
            id: place.entry.id.clone(),
            title: place.entry.title.clone(),
            date: place.entry.date,
            actor: position.actor.clone(),
            actor_key: actor.map(|no| key_of(connection, no)).transpose()?,
            stance: position.stance,
            topic: words.to_owned(),
            text: text.slice(span).to_owned(),
            span,
            confidence: position.confidence,
            changed_from: before.filter(|&stance| stance != position.stance),
        });
    }
    Ok(rows)
}

/// Where the actor stood on the topic in the last briefing before the one at `row`.
fn stance_before(connection: &Connection, actor: i64, words: &str, row: Row) -> Result<Option<Stance>> {
    let mut query = connection.prepare_cached(
        "SELECT stance FROM stands WHERE actor = ?1 AND topic = ?2 AND (moment, row) < (
           SELECT moment, row FROM article WHERE row = ?3)
         ORDER BY moment DESC, row DESC, item DESC LIMIT 1",
    )?;
    let stance: Option<usize> = query.query_row((actor, topic(words), row as i64), |row| row.get(0)).optional()?;
    Ok(stance.and_then(|stance| Stance::ALL.get(stance).copied()))
}
