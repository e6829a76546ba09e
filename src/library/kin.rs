//! Relatives of the library's articles: found over the stored terms, and told with their reasons.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::related::{self, Digest, Holdings, Profile, Shared, TermKind};
use crate::index::{Body, Holder, IndexError, KINDS, Reader, Relatives, Told, ToldTerm};
use crate::model::{Article, Briefing, Row};

/// The terms of an article as the index takes them.
pub(super) fn told(article: &Article, briefing: &Briefing) -> Told {
    let digest = Digest::of(article, briefing);
    let term = |term: related::Term| ToldTerm { kind: term.kind as u8, key: term.key, weight: term.weight };
    Told { day: digest.day, terms: digest.terms.into_iter().map(term).collect() }
}

/// The articles alike to each of `rows`, best first, as far as they may be related; of the first rows only, once it is
/// to stop.
pub(super) fn alike(reader: &Reader, rows: &[Row], stopped: &dyn Fn() -> bool) -> Result<Vec<Relatives>, IndexError> {
    reader.holdings(|holder| {
        let stored = Stored::new(holder);
        let of_one = |&row: &Row| {
            let found = related::alike(&stored, row as u32)?;
            Ok((row, found.into_iter().map(|(other, score)| (other.into(), score)).collect()))
        };
        rows.iter().take_while(|_| !stopped()).map(of_one).collect()
    })
}

/// The day of each of `rows`.
pub(super) fn days(reader: &Reader, rows: &[Row]) -> Result<Vec<(Row, Option<i32>)>, IndexError> {
    reader.holdings(|holder| rows.iter().map(|&row| Ok((row, holder.day(row as u32)?))).collect())
}

/// What is shown as related to the article at `row`, best first, with its likeness.
pub(super) fn shown(reader: &Reader, row: Row) -> Result<Vec<(Row, f32)>, IndexError> {
    let row = reader.original_of(row)?;
    let mut found = match reader.is_unlinked(row)? {
        // It came in a moment ago: what it is related to among those known so far.
        true => alike(reader, &[row], &|| false)?.pop().map(|(_, found)| found).unwrap_or_default(),
        false => reader.relatives_of(row, LOOKED_AT)?,
    };
    related::keep_shown(&mut found, |(_, score)| *score);
    Ok(found)
}

/// Links of an article that are looked at: more than are shown.
const LOOKED_AT: usize = 40;

/// Articles that show the article at `row` as related.
pub(super) fn showing(reader: &Reader, row: Row) -> Result<Vec<Row>, IndexError> {
    let mut rows = Vec::new();
    for (other, _) in reader.relatives_of(row, LOOKED_AT)? {
        if shown(reader, other)?.iter().any(|(shown, _)| *shown == row) {
            rows.push(other);
        }
    }
    Ok(rows)
}

/// Why the article `other` is related to the article `own`, in words.
pub(super) fn reason(reader: &Reader, own: &Digest, other: &Body) -> Result<String, IndexError> {
    let other = Digest::of(&other.article, &other.briefing);
    let weights: HashMap<(TermKind, &str), f32> =
        own.terms.iter().map(|term| ((term.kind, term.key.as_str()), term.weight)).collect();
    reader.holdings(|holder| {
        let mut shared = Vec::new();
        for term in &other.terms {
            let Some(weight) = weights.get(&(term.kind, term.key.as_str())) else { continue };
            let holding = match holder.term(term.kind as u8, &term.key)? {
                Some(no) => holder.holding(no)?,
                None => 0,
            };
            let rarity = related::rarity(term.kind, holding, holder.articles());
            shared.push(Shared {
                kind: term.kind,
                shown: &term.shown,
                strength: term.weight * weight * rarity * rarity,
            });
        }
        Ok(related::reason(shared, own.day.zip(other.day).map(|(own, other)| other - own)))
    })
}

/// Terms whose rarity is kept at hand; a number beyond is no term of any library, or the last of a huge one.
const FORESEEN: usize = 1 << 24;

/// The stored terms as finding relatives wants them.
struct Stored<'a> {
    holder: &'a Holder<'a>,
    /// Rarities that were asked for; the others are not a number.
    rarities: RefCell<Vec<f32>>,
}

impl<'a> Stored<'a> {
    fn new(holder: &'a Holder<'a>) -> Self {
        Self { holder, rarities: RefCell::default() }
    }
}

impl Holdings for Stored<'_> {
    type Error = IndexError;

    fn articles(&self) -> usize {
        self.holder.articles()
    }

    fn bound(&self) -> usize {
        self.holder.bound()
    }

    fn kind(&self, term: u32) -> TermKind {
        TermKind::ALL[(term % KINDS) as usize % TermKind::ALL.len()]
    }

    fn holding(&self, term: u32) -> Result<usize, IndexError> {
        self.holder.holding(term)
    }

    fn rarity(&self, term: u32) -> Result<f32, IndexError> {
        let mut rarities = self.rarities.borrow_mut();
        let at = term as usize;
        if at >= FORESEEN {
            return Ok(related::rarity(self.kind(term), self.holder.holding(term)?, self.holder.articles()));
        }
        if rarities.len() <= at {
            rarities.resize((at + 1).next_power_of_two(), f32::NAN);
        }
        if rarities[at].is_nan() {
            rarities[at] = related::rarity(self.kind(term), self.holder.holding(term)?, self.holder.articles());
        }
        Ok(rarities[at])
    }

    fn day(&self, article: u32) -> Result<Option<i32>, IndexError> {
        self.holder.day(article)
    }

    fn postings(&self, term: u32, take: impl FnMut(u32, f32)) -> Result<(), IndexError> {
        self.holder.postings(term, take)
    }

    fn profile(&self, article: u32) -> Result<Option<Arc<Profile>>, IndexError> {
        let found = self.holder.terms(article)?;
        Ok(found.map(|terms| Arc::new(Profile { day: self.holder.day(article).ok().flatten(), terms })))
    }
}
