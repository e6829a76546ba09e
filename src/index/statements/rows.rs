//! Quotes and positions cut from a stored briefing.

use rusqlite::{Connection, OptionalExtension};

use super::narrow::Statement;
use crate::index::Result;
use crate::index::cast::{cast_at, key_of, own_number};
use crate::index::entries::{self, entry_at};
use crate::index::fold::topic;
use crate::index::record::{self, Body, Cast};
use crate::index::sayings;
use crate::index::terms::stems;
use crate::model::{Entry, Position, PositionRow, Quote, QuoteRow, Row, Span, Stance};

/// Other briefings told of a quote in a list.
const APPEARANCES: usize = 8;

/// A stored briefing with what its quotes and positions need.
pub(super) struct Place {
    entry: Entry,
    body: Body,
    cast: Cast,
}

impl Place {
    pub(super) fn at(connection: &Connection, row: Row) -> Result<Option<Self>> {
        let (Some(entry), Some(body)) = (entry_at(connection, row)?, entries::body(connection, row)?) else {
            return Ok(None);
        };
        let cast = cast_at(connection, row)?.unwrap_or_default();
        Ok(Some(Self { entry, body, cast }))
    }

    /// The number of the actor that the briefing calls `name`.
    fn actor(&self, name: &str) -> Option<i64> {
        actor(&self.body, &self.cast, name)
    }
}

fn actor(body: &Body, cast: &Cast, name: &str) -> Option<i64> {
    let index = record::actor_called(&body.briefing, name)?;
    cast.actors.get(index).map(|part| part.actor)
}

/// A sort of statement: what a list of them is made of.
pub(super) trait Sort: Sized {
    /// The column of the tables that counts them.
    const COLUMN: &'static str;

    /// What counts those of an article that a list of the whole library shows.
    const LISTED: &'static str;

    /// Whether one may stand in several briefings, and is to be listed once.
    const REPEATS: bool;

    /// The one of `quotes` and `positions` that is its own.
    fn of<T>(quotes: T, positions: T) -> T;

    /// The rows of the briefing that `wanted` takes, by index in the briefing and the number of the actor.
    fn rows(connection: &Connection, place: &Place, wanted: &dyn Fn(usize, Option<i64>) -> bool) -> Result<Vec<Self>>;

    /// All of a briefing as claims look at them, each with its index.
    fn statements(row: Row, body: &Body, cast: &Cast) -> Vec<(usize, Statement)>;
}

impl Sort for QuoteRow {
    const COLUMN: &'static str = "quotes";
    const LISTED: &'static str = "quotes - repeats";
    const REPEATS: bool = true;

    fn of<T>(quotes: T, _: T) -> T {
        quotes
    }

    fn rows(connection: &Connection, place: &Place, wanted: &dyn Fn(usize, Option<i64>) -> bool) -> Result<Vec<Self>> {
        let mut rows = Vec::new();
        for (index, quote) in place.body.briefing.quotes.iter().enumerate() {
            let actor = quote.speaker.as_deref().and_then(|name| place.actor(name));
            if wanted(index, actor) {
                let key = actor.map(|no| key_of(connection, no)).transpose()?.flatten();
                let own = (place.entry.row as i64, index as i64);
                let (elsewhere, appearances) =
                    sayings::appearances(connection, own, &place.body.article, quote, APPEARANCES)?;
                rows.push(QuoteRow { appearances, elsewhere, ..quote_row(place, quote, key) });
            }
        }
        Ok(rows)
    }

    fn statements(row: Row, body: &Body, cast: &Cast) -> Vec<(usize, Statement)> {
        let text = &body.article.text;
        let statement = |quote: &Quote| Statement {
            row,
            holder: quote.speaker.as_deref().and_then(|name| actor(body, cast, name)),
            name: quote.speaker.as_deref().map(stems).unwrap_or_default(),
            words: quote.parts.iter().map(|&part| stems(text.slice(part))).collect(),
            stances: stances(body, quote),
        };
        body.briefing.quotes.iter().map(statement).enumerate().collect()
    }
}

impl Sort for PositionRow {
    const COLUMN: &'static str = "positions";
    const LISTED: &'static str = "positions";
    const REPEATS: bool = false;

    fn of<T>(_: T, positions: T) -> T {
        positions
    }

    fn rows(connection: &Connection, place: &Place, wanted: &dyn Fn(usize, Option<i64>) -> bool) -> Result<Vec<Self>> {
        let mut rows = Vec::new();
        for (index, position) in shown(&place.body) {
            let actor = place.actor(&position.actor);
            if wanted(index, actor) {
                let actor = actor.map(|no| own_number(connection, no)).transpose()?;
                rows.push(position_row(connection, place, position, actor)?);
            }
        }
        Ok(rows)
    }

    fn statements(row: Row, body: &Body, cast: &Cast) -> Vec<(usize, Statement)> {
        let text = &body.article.text;
        let statement = |position: &Position| Statement {
            row,
            holder: actor(body, cast, &position.actor),
            name: stems(&position.actor),
            words: position.evidence.iter().chain([&position.topic]).map(|&span| stems(text.slice(span))).collect(),
            stances: vec![position.stance],
        };
        shown(body).map(|(index, position)| (index, statement(position))).collect()
    }
}

/// The positions that are sure enough to be shown, each with its index in the briefing.
fn shown(body: &Body) -> impl Iterator<Item = (usize, &Position)> {
    body.briefing.positions.iter().enumerate().filter(|(_, position)| position.confidence >= 0.5)
}

/// The stances that a quote is evidence of.
fn stances(body: &Body, quote: &Quote) -> Vec<Stance> {
    let overlaps = |span: &Span| span.overlaps(quote.span);
    let theirs = shown(body).filter(|(_, position)| Some(&position.actor) == quote.speaker.as_ref());
    theirs.filter(|(_, position)| position.evidence.iter().any(overlaps)).map(|(_, position)| position.stance).collect()
}

fn quote_row(place: &Place, quote: &Quote, actor_key: Option<String>) -> QuoteRow {
    let text = &place.body.article.text;
    QuoteRow {
        id: place.entry.id.clone(),
        title: place.entry.title.clone(),
        date: place.entry.date,
        speaker: quote.speaker.clone(),
        actor_key,
        role: quote.role.map(|span| text.slice(span).to_owned()),
        cue: quote.cue.map(|span| text.slice(span).to_owned()),
        text: text.slice(quote.span).to_owned(),
        span: quote.span,
        parts: quote.parts.clone(),
        kind: quote.kind,
        key: quote.key,
        confidence: quote.confidence,
        appearances: Vec::new(),
        elsewhere: 0,
    }
}

fn position_row(
    connection: &Connection,
    place: &Place,
    position: &Position,
    actor: Option<i64>,
) -> Result<PositionRow> {
    let text = &place.body.article.text;
    let span = position.evidence.first().copied().unwrap_or(position.topic);
    let words = text.slice(position.topic);
    let before = actor.map(|no| stance_before(connection, no, words, place.entry.row)).transpose()?.flatten();
    Ok(PositionRow {
        id: place.entry.id.clone(),
        title: place.entry.title.clone(),
        date: place.entry.date,
        actor: position.actor.clone(),
        actor_key: actor.map(|no| key_of(connection, no)).transpose()?.flatten(),
        stance: position.stance,
        topic: words.to_owned(),
        text: text.slice(span).to_owned(),
        span,
        confidence: position.confidence,
        changed_from: before.filter(|&before| position.stance.crosses(before)),
    })
}

/// Where the actor stood on the topic in the last briefing before the one at `row` in which it took a side.
fn stance_before(connection: &Connection, actor: i64, words: &str, row: Row) -> Result<Option<Stance>> {
    let mut query = connection.prepare_cached(
        "SELECT stance FROM stands WHERE topic = ?2 AND stance != ?4
           AND actor IN (SELECT no FROM actor WHERE no = ?1 OR same = ?1)
           AND (moment, row) < (SELECT moment, row FROM article WHERE row = ?3)
         ORDER BY moment DESC, row DESC, item DESC LIMIT 1",
    )?;
    let values = (actor, topic(words), row as i64, Stance::Warns as u8);
    let stance: Option<usize> = query.query_row(values, |row| row.get(0)).optional()?;
    Ok(stance.and_then(|stance| Stance::ALL.get(stance).copied()))
}
