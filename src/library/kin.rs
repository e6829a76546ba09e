//! Relatives of the library's articles: found over the stored terms, and told with their reasons.

use std::cell::RefCell;
use std::collections::HashMap;

use super::related::{self, Digest, Finder, Holdings, TermKind};
use crate::index::{Holder, IndexError, KINDS, Reader, Relatives, Told, ToldTerm, stored_weight};
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
        let mut finder = Finder::new(&stored);
        let of_one = |&row: &Row| {
            let found = finder.alike(row as u32)?;
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

/// Why each of `others` is related to the article at `row`, in words; `own` are the terms of that article.
///
/// Of the others nothing is read but their stored terms. Terms are stored by number, and how one is shown stands in `own`
/// alone.
pub(super) fn reasons(reader: &Reader, row: Row, own: &Digest, others: &[Row]) -> Result<Vec<String>, IndexError> {
    reader.holdings(|holder| {
        let known = holder.terms(row as u32)?.unwrap_or_default();
        let spelling = Spelling { holder, own, looked_up: RefCell::default(), found: RefCell::default() };
        let reason = |&other: &Row| {
            let shared = shared(holder, &known, &holder.terms(other as u32)?.unwrap_or_default())?;
            let alike = shared.chunk_by(|one, other| one.strength == other.strength);
            let days = own.day.zip(holder.day(other as u32)?).map(|(own, other)| other - own);
            related::reason(alike.map(|terms| spelling.shown(terms)), days)
        };
        others.iter().map(reason).collect()
    })
}

/// A term that two articles share.
struct Shared {
    no: u32,
    kind: TermKind,
    /// Its weight in the first of the two.
    weight: f32,
    /// How much it adds to their likeness.
    strength: f32,
}

/// The terms that two articles share, those that add most to the likeness first.
fn shared(holder: &Holder, own: &[(u32, f32)], other: &[(u32, f32)]) -> Result<Vec<Shared>, IndexError> {
    let mut shared = Vec::new();
    for &(no, weight) in other {
        let Ok(at) = own.binary_search_by_key(&no, |(own, _)| *own) else { continue };
        let (own, kind) = (own[at].1, kind_of(no));
        let rarity = related::rarity(kind, holder.holding(no)?, holder.articles());
        shared.push(Shared { no, kind, weight: own, strength: weight * own * rarity * rarity });
    }
    shared.sort_by(|a, b| b.strength.total_cmp(&a.strength));
    Ok(shared)
}

/// How the terms of one article are shown, by their numbers.
struct Spelling<'a> {
    holder: &'a Holder<'a>,
    own: &'a Digest,
    /// Kinds and stored weights whose terms were looked up.
    looked_up: RefCell<Vec<(TermKind, f32)>>,
    found: RefCell<HashMap<u32, usize>>,
}

impl<'a> Spelling<'a> {
    /// What `terms` are, and how they are shown; those left out that the article has not.
    fn shown(&self, terms: &[Shared]) -> Result<Vec<(TermKind, &'a str)>, IndexError> {
        terms.iter().try_for_each(|term| self.look_up(term))?;
        let found = self.found.borrow();
        let shown = |term: &Shared| Some((term.kind, self.own.terms[*found.get(&term.no)?].shown.as_str()));
        Ok(terms.iter().filter_map(shown).collect())
    }

    /// Finds a term by its number; only those that weigh the same need to be looked up for it.
    fn look_up(&self, &Shared { no, kind, weight, .. }: &Shared) -> Result<(), IndexError> {
        let mut found = self.found.borrow_mut();
        let mut looked_up = self.looked_up.borrow_mut();
        if found.contains_key(&no) || looked_up.contains(&(kind, weight)) {
            return Ok(());
        }
        looked_up.push((kind, weight));
        for (at, own) in self.own.terms.iter().enumerate() {
            if own.kind == kind && stored_weight(own.weight) == weight {
                found.extend(self.holder.term(kind as u8, &own.key)?.map(|no| (no, at)));
            }
        }
        Ok(())
    }
}

/// What the term of this number is.
fn kind_of(term: u32) -> TermKind {
    TermKind::ALL[(term % KINDS) as usize % TermKind::ALL.len()]
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
        kind_of(term)
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

    fn is_posted(&self, article: u32) -> Result<bool, IndexError> {
        self.holder.is_posted(article)
    }

    fn terms(&self, article: u32) -> Result<Option<Vec<(u32, f32)>>, IndexError> {
        self.holder.terms(article)
    }
}
