//! Stories that several briefings tell: as lists show them, and step by step on a page of their own.

use std::collections::HashSet;

use super::{Library, Result};
use crate::index::Narrowing;
use crate::lexicon::fold::fold;
use crate::model::{
    Briefing, Entry, Id, QuoteKind, QuoteRow, Row, Scope, ThreadPage, ThreadRow, ThreadStep, Window, Windowed,
};

/// Briefings of a story that its page goes through, the newest.
const STEPS: usize = 200;
/// Briefings of a story that a list holds, the newest.
const LISTED: usize = 20;
/// Actors of a story.
const ACTORS: usize = 40;
/// Words of a quote below which it is too short to be known again.
const SHORT: usize = 3;

const ALL: Window = Window { from: 0, count: usize::MAX };

/// A window of the stories of `scope`.
pub(super) fn threads(library: &Library, scope: &Scope, window: Window) -> Result<Windowed<ThreadRow>> {
    let (total, found) = library.reader.threads(scope, window)?;
    let rows = found.into_iter().filter_map(|rows| thread_row(library, &rows, LISTED).transpose());
    Ok(Windowed { from: window.from.min(total), total, rows: rows.collect::<Result<_>>()? })
}

/// The page of the story that the briefing `id` belongs to.
pub(super) fn page(library: &Library, id: &Id) -> Result<Option<ThreadPage>> {
    let reader = &library.reader;
    let Some(entry) = reader.entry(id)? else { return Ok(None) };
    let rows = reader.thread_of(entry.row)?;
    let Some(thread) = thread_row(library, &rows, STEPS)? else { return Ok(None) };
    let mut shares = reader.shares_of(&rows)?.actors;
    shares.truncate(ACTORS);
    let mut known = Known::default();
    let steps = thread.entries.iter().rev().map(|entry| known.step(library, entry)).collect::<Result<_>>()?;
    Ok(Some(ThreadPage { actors: reader.actor_rows(&shares)?, steps, thread }))
}

/// The story of `rows`, newest first, with its newest `count` briefings; none when all are gone.
fn thread_row(library: &Library, rows: &[Row], count: usize) -> Result<Option<ThreadRow>> {
    let entries = library.reader.entries_at(rows.iter().take(count).copied())?;
    let Some(newest) = entries.first() else { return Ok(None) };
    let key = newest.thread.map_or(newest.row, |thread| thread.key);
    Ok(Some(ThreadRow { key, title: newest.title.clone(), size: rows.len(), entries }))
}

/// What the briefings of a story told so far.
#[derive(Default)]
struct Known {
    actors: HashSet<String>,
    quotes: HashSet<String>,
    briefings: HashSet<Id>,
}

impl Known {
    /// What `entry` adds to it.
    fn step(&mut self, library: &Library, entry: &Entry) -> Result<ThreadStep> {
        let reader = &library.reader;
        let scope = Scope::One(entry.id.clone());
        let keys = reader.keys_of(entry.row)?.0;
        let body = reader.body(entry.row)?;
        let headline = body.as_ref().and_then(|body| body.article.title_span);
        let actors = body.map(|body| telling(&body.briefing)).unwrap_or_default();
        let named = actors.into_iter().filter_map(|(at, name)| Some((name, keys.get(at)?.clone()?)));
        let new_actors = named.filter(|(_, key)| self.actors.insert(key.clone())).collect();
        let everything = Narrowing::default();
        let quotes = reader.quotes(&scope, &everything, ALL)?.rows.into_iter();
        let in_headline = |quote: &QuoteRow| headline.is_some_and(|headline| headline.overlaps(quote.span));
        let new_quotes = quotes.filter(|quote| !in_headline(quote) && self.is_new(quote)).collect();
        self.briefings.insert(entry.id.clone());
        let positions = reader.positions(&scope, &everything, ALL)?.rows.into_iter();
        let changed = positions.filter(|position| position.changed_from.is_some()).collect();
        Ok(ThreadStep { entry: entry.clone(), new_actors, new_quotes, changed })
    }

    /// Whether a quote is worth telling and nobody told it before.
    fn is_new(&mut self, quote: &QuoteRow) -> bool {
        let folded = fold(&quote.text);
        let is_long = folded.split(' ').count() > SHORT;
        // It may have been told in words a little other than these.
        let is_known = quote.appearances.iter().any(|other| self.briefings.contains(&other.id));
        // What is not in quotation marks are the reporter's words.
        self.quotes.insert(folded) && !is_known && is_long && quote.key && quote.kind != QuoteKind::Indirect
    }
}

/// The actors that do more in a briefing than being named once in passing, by place and name.
fn telling(briefing: &Briefing) -> Vec<(usize, String)> {
    let speaks = |name: &str| briefing.quotes.iter().any(|quote| quote.speaker.as_deref() == Some(name));
    let actors = briefing.actors.iter().enumerate();
    let telling = actors.filter(|(_, actor)| actor.mentions.len() > 1 || speaks(&actor.name));
    telling.map(|(at, actor)| (at, actor.name.clone())).collect()
}
