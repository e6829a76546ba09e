//! What is new, story by story: each new briefing with what it added to what was known.

use jiff::civil::Date;

use super::{Library, Narrowing, Result};
use crate::index::{Condition, seconds};
use crate::model::{
    Digest, DigestStep, DigestStory, Entry, Moment, PositionRow, QuoteRow, Scope, ThreadRow, ThreadStep, Window,
};

/// Quotes told of one briefing.
const QUOTES: usize = 4;
/// Changes of side told in all.
const MOVED: usize = 30;
/// Actors and places named.
const NAMED: usize = 12;

/// What is new in `scope` since the day `since` (none: everything), at most `most` stories of it.
pub(super) fn digest(library: &Library, scope: &Scope, since: Option<Date>, most: usize) -> Result<Digest> {
    let scope = match since {
        None => scope.clone(),
        Some(since) => newer(library, scope, since)?,
    };
    let first = |count| Window { from: 0, count };
    let threads = library.threads(&scope, first(most))?;
    let stories = threads.rows.iter().map(|thread| story(library, &scope, thread)).collect::<Result<_>>()?;
    Ok(Digest {
        since,
        briefings: library.entries(&scope, super::Order::Newest, first(0))?.total,
        moved: library.positions(&scope, &Narrowing::default().changed(), first(MOVED))?.rows,
        stories,
        more: threads.total.saturating_sub(threads.rows.len()),
        actors: library.actors(&scope, "", first(NAMED))?.rows,
        places: library.places(&scope, "", first(NAMED))?.rows,
    })
}

/// The briefings of `scope` from the day `since` on.
fn newer(library: &Library, scope: &Scope, since: Date) -> Result<Scope> {
    let dated = Condition::Between(seconds(Moment::from(since)), i64::MAX);
    let condition = match scope {
        Scope::All => dated,
        Scope::Rows(rows) => Condition::All(vec![dated, Condition::Rows(rows.clone())]),
        Scope::One(id) => {
            let row = library.reader.entry(id)?.map(|entry| entry.row);
            Condition::All(vec![dated, Condition::Rows(row.into_iter().collect())])
        }
    };
    Ok(Scope::Rows(library.reader.find_rows(&condition)?))
}

fn story(library: &Library, scope: &Scope, thread: &ThreadRow) -> Result<DigestStory> {
    let is_new = |entry: &Entry| match scope {
        Scope::Rows(rows) => rows.binary_search(&entry.row).is_ok(),
        _ => true,
    };
    let known = match thread.entries.first() {
        Some(newest) => library.thread(&newest.id)?.filter(|page| page.steps.len() > 1),
        None => None,
    };
    let (steps, earlier) = match known {
        Some(page) => {
            let all = page.steps.len();
            let new: Vec<ThreadStep> = page.steps.into_iter().filter(|step| is_new(&step.entry)).collect();
            let earlier = all - new.len();
            (new, earlier)
        }
        None => {
            let alone = thread.entries.iter().map(|entry| alone(library, entry)).collect::<Result<_>>()?;
            (alone, 0)
        }
    };
    let new = steps.into_iter().map(|step| told(library, step)).collect::<Result<_>>()?;
    Ok(DigestStory { title: thread.title.clone(), new, earlier })
}

/// What a briefing says that belongs to no story but its own.
fn alone(library: &Library, entry: &Entry) -> Result<ThreadStep> {
    let own = Scope::One(entry.id.clone());
    let (all, whole) = (Narrowing::default(), Window { from: 0, count: usize::MAX });
    let mut quotes: Vec<QuoteRow> = library.quotes(&own, &all, whole)?.rows;
    quotes.retain(|quote| quote.key);
    let mut positions: Vec<PositionRow> = library.positions(&own, &all, whole)?.rows;
    positions.retain(|position| position.changed_from.is_some());
    Ok(ThreadStep { entry: entry.clone(), new_actors: Vec::new(), new_quotes: quotes, changed: positions })
}

/// The step with the summary of its briefing.
fn told(library: &Library, mut step: ThreadStep) -> Result<DigestStep> {
    step.new_quotes.truncate(QUOTES);
    let body = library.reader.body(step.entry.row)?;
    let summary = body.map(|body| {
        let text = &body.article.text;
        body.briefing.summary.iter().map(|&span| text.slice(span).to_owned()).collect()
    });
    Ok(DigestStep { step, summary: summary.unwrap_or_default() })
}
