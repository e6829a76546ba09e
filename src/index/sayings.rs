//! Quotes that several briefings carry: found by a few of their words, and compared.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::cast::cast_at;
use super::entries::{self, entry_at, row_of};
use super::fold::fold;
use super::record::{self, Body, Cast};
use super::repeats::{self, Item};
use super::ruling::NOBODY;
use super::writer::Writer;
use super::{Reader, Result};
use crate::model::{Appearance, Article, Briefing, Id, Quote, QuoteKind, Row, Span};

/// Words of a run by which a quote is looked for.
const RUN: usize = 4;
/// Runs by which it is looked for.
const KEYS: usize = 3;
/// Words below which a quote is too short to be known again.
const SHORTEST: usize = 6;
/// Quotes looked at that share a run; of a set phrase there are more.
const COMMON: usize = 40;
/// Quotes compared word for word.
const COMPARED: usize = 16;
/// Likeness (one less the share of letters edited) from which two wordings are one quote.
const SAME: f64 = 0.75;

impl Writer {
    /// Has the quotes of the article `row` found, and be one with those that say the same.
    pub(super) fn put_sayings(&self, row: i64, body: &Body, cast: &Cast) -> Result<()> {
        let mut put = self.connection.prepare_cached("INSERT OR IGNORE INTO saying VALUES (?1, ?2, ?3, ?4)")?;
        for (item, quote) in said(&body.briefing) {
            let saying =
                Saying { row, words: words(&body.article, quote), speaker: speaker(&body.briefing, cast, quote) };
            let keys = keys(&saying.words);
            let firsts = self.same(&saying, &keys)?;
            if !firsts.is_empty() {
                repeats::join(&self.connection, (row, item as i64), &firsts)?;
            }
            for key in keys {
                put.execute((key, row, item, saying.speaker))?;
            }
        }
        Ok(())
    }

    /// Takes back what [`put_sayings`](Self::put_sayings) did.
    pub(super) fn take_sayings(&self, row: i64, article: &Article, briefing: &Briefing) -> Result<()> {
        let mut take =
            self.connection.prepare_cached("DELETE FROM saying WHERE hash = ?1 AND row = ?2 AND item = ?3")?;
        for (item, quote) in said(briefing) {
            repeats::leave(&self.connection, (row, item as i64))?;
            for key in keys(&words(article, quote)) {
                take.execute((key, row, item))?;
            }
        }
        Ok(())
    }

    /// Looks anew which quotes are one with those of the actor `no`: who that is was ruled otherwise.
    pub(super) fn compare_sayings_of(&self, no: i64) -> Result<()> {
        let mut rows = self.connection.prepare_cached("SELECT row FROM appears WHERE actor = ?1 AND quotes > 0")?;
        let rows = rows.query_map([no], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        for row in rows {
            let (Some(body), Some(cast)) =
                (entries::body(&self.connection, row as Row)?, cast_at(&self.connection, row as Row)?)
            else {
                continue;
            };
            self.take_sayings(row, &body.article, &body.briefing)?;
            self.put_sayings(row, &body, &cast)?;
        }
        Ok(())
    }
}

impl Reader {
    /// Other briefings that carry the quote at `span` of the briefing `id`, the oldest first, at most `count`.
    pub(crate) fn appearances(&self, id: &Id, span: Span, count: usize) -> Result<Vec<Appearance>> {
        self.ask(|connection| {
            let Some(row) = row_of(connection, id)? else { return Ok(Vec::new()) };
            let Some(body) = entries::body(connection, row.into())? else { return Ok(Vec::new()) };
            let mut quotes = body.briefing.quotes.iter().enumerate();
            let Some((item, quote)) = quotes.find(|(_, quote)| quote.span == span) else { return Ok(Vec::new()) };
            Ok(appearances(connection, (row.into(), item as i64), &body.article, quote, count)?.1)
        })
    }
}

/// In how many other briefings `quote`, the item `own`, stands, and the first `count` of those in time.
pub(super) fn appearances(
    connection: &Connection,
    own: Item,
    article: &Article,
    quote: &Quote,
    count: usize,
) -> Result<(usize, Vec<Appearance>)> {
    if quote.kind == QuoteKind::Indirect {
        return Ok((0, Vec::new()));
    }
    let (total, items) = repeats::elsewhere(connection, own, count)?;
    let mut found = Vec::with_capacity(items.len());
    for (row, item) in items {
        let (Some(entry), Some(body)) = (entry_at(connection, row as Row)?, entries::body(connection, row as Row)?)
        else {
            continue;
        };
        let Some(there) = body.briefing.quotes.get(item as usize) else { continue };
        let is_altered = words(article, quote) != words(&body.article, there);
        found.push(Appearance {
            id: entry.id,
            title: entry.title,
            date: entry.date,
            source: entry.source,
            span: there.span,
            wording: is_altered.then(|| wording(&body.article, there)),
        });
    }
    Ok((total, found))
}

/// A quote as it is compared with others.
struct Saying {
    row: i64,
    /// Its words, folded.
    words: String,
    /// Who speaks, by the number of the actor; [`NOBODY`] where none is named.
    speaker: i64,
}

impl Writer {
    /// The quotes of other articles that say the same, each group by its first.
    fn same(&self, saying: &Saying, keys: &[i64]) -> Result<BTreeSet<Item>> {
        let mut query =
            self.connection.prepare_cached("SELECT row, item, actor FROM saying WHERE hash = ?1 AND row != ?2")?;
        let (mut firsts, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut compared = 0;
        for key in keys {
            let mut others = query.query((key, saying.row))?;
            for _ in 0..COMMON {
                let Some(found) = others.next()? else { break };
                let other = (found.get(0)?, found.get(1)?);
                // Who speaks tells most of them apart without a look at their words.
                if compared >= COMPARED || !self.may_be_one(saying.speaker, found.get(2)?) || !seen.insert(other) {
                    continue;
                }
                let first = repeats::first_of(&self.connection, other)?;
                if !firsts.contains(&first) {
                    compared += 1;
                    if says(&self.connection, &saying.words, other)? {
                        firsts.insert(first);
                    }
                }
            }
        }
        Ok(firsts)
    }

    /// Whether nothing speaks against it that two actors are one.
    fn may_be_one(&self, one: i64, other: i64) -> bool {
        let head = |no: i64| self.heads.get(&no).copied().unwrap_or(no);
        let (one, other) = (head(one), head(other));
        one == other || one == NOBODY || other == NOBODY
    }
}

/// Whether the quote `other` says what these words do.
fn says(connection: &Connection, own: &str, (row, item): Item) -> Result<bool> {
    let Some(body) = entries::body(connection, row as Row)? else { return Ok(false) };
    let quote = body.briefing.quotes.get(item as usize);
    Ok(quote.is_some_and(|quote| is_same(own, &words(&body.article, quote))))
}

/// Who says `quote`, by the number of the actor; [`NOBODY`] where none is named.
fn speaker(briefing: &Briefing, cast: &Cast, quote: &Quote) -> i64 {
    let named = quote.speaker.as_deref().and_then(|name| record::actor_called(briefing, name));
    named.and_then(|index| cast.actors.get(index)).map_or(NOBODY, |part| part.actor)
}

/// The quotes of which some words stand in quotation marks, with their places.
fn said(briefing: &Briefing) -> impl Iterator<Item = (usize, &Quote)> {
    briefing.quotes.iter().enumerate().filter(|(_, quote)| quote.kind != QuoteKind::Indirect)
}

fn wording(article: &Article, quote: &Quote) -> String {
    quote.parts.iter().map(|&part| article.text.slice(part)).collect::<Vec<_>>().join(" … ")
}

fn words(article: &Article, quote: &Quote) -> String {
    fold(&wording(article, quote))
}

/// Whether two folded wordings are one quote: nearly the same, or one a part of the other.
fn is_same(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    one == other || long.contains(short) || strsim::normalized_levenshtein(one, other) >= SAME
}

/// What a folded wording is looked for by: the hash of all of it, and the least hashes of its runs of words.
fn keys(words: &str) -> Vec<i64> {
    let each: Vec<&str> = words.split(' ').collect();
    if each.len() < SHORTEST {
        return Vec::new();
    }
    let mut hashes: Vec<i64> = each.windows(RUN).map(|run| super::sketch::hash(&run.join(" ")) as i64).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEYS);
    hashes.insert(0, super::sketch::hash(words) as i64);
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn altered_wordings_meet() {
        let one = fold("We slept on the roof for two nights, and nobody came for us until the Sunday morning.");
        let other = fold("We slept on the roof for two nights and nobody came for us till Sunday morning");
        assert!(is_same(&one, &other));
        assert!(keys(&one).iter().any(|key| keys(&other).contains(key)));
        assert!(is_same(&one, &fold("nobody came for us until the Sunday morning")));
    }

    #[test]
    fn other_words_do_not() {
        let one = fold("We slept on the roof for two nights, and nobody came for us.");
        assert!(!is_same(&one, &fold("We paid for the lens, and nobody thanked us for two whole years.")));
        assert!(keys(&fold("We slept here")).is_empty());
    }
}
