//! Quotes that several briefings carry: found by a few of their words, and compared.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::Result;
use super::cast::{cast_at, own_number};
use super::entries::{self, entry_at};
use super::fold::fold;
use super::record;
use super::writer::Writer;
use crate::model::{Article, Briefing, Id, Quote, QuoteKind, Row};

/// Words of a run by which a quote is looked for.
const RUN: usize = 4;
/// Runs by which it is looked for.
const KEYS: usize = 3;
/// Words below which a quote is too short to be known again.
const SHORTEST: usize = 6;
/// Quotes that share a run, beyond which it counts as a set phrase.
const COMMON: usize = 40;
/// Likeness (one less the share of letters edited) from which two wordings are one quote.
const SAME: f64 = 0.75;
/// Other briefings told of a quote at most.
const TOLD: usize = 8;

/// Another briefing that carries a quote: its headline, its name, and the wording there where it differs.
pub(super) type Appearance = (String, Id, Option<String>);

impl Writer {
    /// Has the quotes of the article `row` found.
    pub(super) fn put_sayings(&self, row: i64, article: &Article, briefing: &Briefing) -> Result<()> {
        let mut put = self.connection.prepare_cached("INSERT OR IGNORE INTO saying VALUES (?1, ?2, ?3)")?;
        for (item, quote) in said(briefing) {
            for key in keys(&words(article, quote)) {
                put.execute((key, row, item))?;
            }
        }
        Ok(())
    }

    /// Takes back what [`put_sayings`](Self::put_sayings) did.
    pub(super) fn take_sayings(&self, row: i64, article: &Article, briefing: &Briefing) -> Result<()> {
        let mut take =
            self.connection.prepare_cached("DELETE FROM saying WHERE hash = ?1 AND row = ?2 AND item = ?3")?;
        for (item, quote) in said(briefing) {
            for key in keys(&words(article, quote)) {
                take.execute((key, row, item))?;
            }
        }
        Ok(())
    }
}

/// Other briefings that carry the quote `item` of the article at `row`, whose speaker has the number `speaker`.
pub(super) fn appearances(
    connection: &Connection,
    row: Row,
    article: &Article,
    quote: &Quote,
    speaker: Option<i64>,
) -> Result<Vec<Appearance>> {
    if quote.kind == QuoteKind::Indirect {
        return Ok(Vec::new());
    }
    let own = words(article, quote);
    let mut query = connection.prepare_cached("SELECT row, item FROM saying WHERE hash = ?1 AND row != ?2 LIMIT ?3")?;
    let mut found: BTreeSet<(i64, usize)> = BTreeSet::new();
    for key in keys(&own) {
        let others = query.query_map((key, row as i64, COMMON), |found| Ok((found.get(0)?, found.get(1)?)))?;
        found.extend(others.collect::<rusqlite::Result<Vec<_>>>()?);
    }
    let mut told: Vec<Appearance> = Vec::new();
    for (other, item) in found {
        let (Some(entry), Some(body)) = (entry_at(connection, other as Row)?, entries::body(connection, other as Row)?)
        else {
            continue;
        };
        let Some(quote) = body.briefing.quotes.get(item) else { continue };
        let theirs = words(&body.article, quote);
        let known = told.iter().any(|(_, id, _)| *id == entry.id);
        if known || !is_same(&own, &theirs) || !by_same(connection, other as Row, &body.briefing, quote, speaker)? {
            continue;
        }
        let wording = (own != theirs).then(|| wording(&body.article, quote));
        told.push((entry.title, entry.id, wording));
        if told.len() >= TOLD {
            break;
        }
    }
    Ok(told)
}

/// Whether nothing speaks against it that `quote` is by the actor of the number `speaker`.
fn by_same(
    connection: &Connection,
    row: Row,
    briefing: &Briefing,
    quote: &Quote,
    speaker: Option<i64>,
) -> Result<bool> {
    let named = quote.speaker.as_deref().and_then(|name| record::actor_called(briefing, name));
    let (Some(named), Some(speaker)) = (named, speaker) else { return Ok(true) };
    let Some(part) = cast_at(connection, row)?.and_then(|cast| cast.actors.get(named).copied()) else {
        return Ok(true);
    };
    Ok(own_number(connection, part.actor)? == own_number(connection, speaker)?)
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

/// What a folded wording is looked for by: the least hashes of its runs of words.
fn keys(words: &str) -> Vec<i64> {
    let words: Vec<&str> = words.split(' ').collect();
    if words.len() < SHORTEST {
        return Vec::new();
    }
    let mut hashes: Vec<i64> = words.windows(RUN).map(|run| super::sketch::hash(&run.join(" ")) as i64).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEYS);
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
