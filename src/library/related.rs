//! Which articles tell of the same: an inverted index of stems and names that grows with the library.
//!
//! Likeness is the cosine of the articles' terms, weighted by how rare each is in the library, and less the further
//! apart they were published. A link is shown only above an absolute threshold, for a wrong one is worse than none.

mod digest;
mod memory;
mod reason;

use std::sync::{Arc, LazyLock};

pub use digest::{Digest, Term, TermKind};
pub use memory::{Relative, Relatives};
pub(crate) use reason::reason;

/// Related articles shown of one.
const SHOWN: usize = 5;

/// Likeness that the nearest article must have for any to be related; set on the development kit so that an article
/// alone in its story stays alone.
const FIRST: f32 = 0.21;

/// Likeness of the further ones, once the nearest shows that the story has others.
const FURTHER: f32 = 0.168;

/// Days after which likeness counts a good deal less.
const DECAY: f32 = 30.0;

/// Share of likeness that no distance in time takes away.
const TIMELESS: f32 = 0.3;

/// What is left of likeness where only one of two articles is dated: about what a usual distance leaves, so that those
/// known to be near go first. Where neither is, dates say nothing.
const HALF_DATED: f32 = 0.8;

/// Terms of an article by which relatives are looked for, the rarest and weightiest first.
const PROBES: usize = 48;

/// Postings read for one article at most; what is left of the commoner terms is compared exactly afterwards.
const POSTINGS: usize = 60_000;

/// Postings beyond which a term that every fifth article holds finds nobody: in a feed of ten thousand items about one
/// thing, such terms would compare each with each.
const COMMON: usize = 1_000;

/// Candidates whose likeness is worked out exactly.
const EXACT: usize = 60;

/// Articles that the library is taken to hold at least, when the rarity of a term is judged: in a handful every word is
/// rare.
const FEWEST: f32 = 50.0;

/// What names count over words: their words count besides.
const NAMES: f32 = 0.8;

/// Where the terms of a library's articles are kept, so that relatives are found: in memory, or in the index. Articles
/// and terms are told by small numbers.
pub trait Holdings {
    /// Why it could not answer.
    type Error;

    /// How many articles there are.
    fn articles(&self) -> usize;

    /// One more than the greatest number of an article.
    fn bound(&self) -> usize;

    /// What a term is.
    fn kind(&self, term: u32) -> TermKind;

    /// How many articles hold a term.
    fn holding(&self, term: u32) -> Result<usize, Self::Error>;

    /// The day an article was published, counted from 1970-01-01.
    fn day(&self, article: u32) -> Result<Option<i32>, Self::Error>;

    /// How rare a term is, as [`rarity`] has it.
    fn rarity(&self, term: u32) -> Result<f32, Self::Error> {
        Ok(rarity(self.kind(term), self.holding(term)?, self.articles()))
    }

    /// Tells `take` each article that holds a term, with the term's weight there.
    fn postings(&self, term: u32, take: impl FnMut(u32, f32)) -> Result<(), Self::Error>;

    /// What is known of an article; none when it is not there.
    fn profile(&self, article: u32) -> Result<Option<Arc<Profile>>, Self::Error>;
}

/// What is known of an article for finding its relatives.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// The day it was published, counted from 1970-01-01.
    pub day: Option<i32>,
    /// Its terms by number, ascending, with their weights.
    pub terms: Box<[(u32, f32)]>,
}

/// The articles like the article `own`, best first, with their likeness, be they few enough to be shown or not.
pub fn alike<H: Holdings>(holdings: &H, own: u32) -> Result<Vec<(u32, f32)>, H::Error> {
    let Some(profile) = holdings.profile(own)? else { return Ok(Vec::new()) };
    let weighted = Weighted::of(holdings, &profile)?;
    let mut found = Vec::new();
    for other in candidates(holdings, own, profile.day, &weighted)? {
        let Some(known) = holdings.profile(other)? else { continue };
        let score = weighted.cosine(holdings, &known)? * nearness(profile.day, known.day);
        if score >= FURTHER {
            found.push((other, score.min(1.0)));
        }
    }
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    Ok(found)
}

/// Of articles alike, best first, cuts off those that are not to be shown as related.
pub fn keep_shown<T>(found: &mut Vec<T>, score: impl Fn(&T) -> f32) {
    found.truncate(if found.first().is_none_or(|best| score(best) < FIRST) { 0 } else { SHOWN });
}

/// How rare a term is that so many of so many articles hold: the logarithm of their share (Spärck Jones, 1972).
pub(crate) fn rarity(kind: TermKind, holding: usize, articles: usize) -> f32 {
    let boost = if kind == TermKind::Word { 1.0 } else { NAMES };
    let library = (articles as f32).max(FEWEST);
    boost * ((library + 1.0) / (holding.max(1) as f32 + 0.5)).ln().max(0.0)
}

/// What a distance of so many days leaves of likeness; what is further apart has no more to lose.
static FADING: LazyLock<[f32; 600]> =
    LazyLock::new(|| std::array::from_fn(|days| TIMELESS + (1.0 - TIMELESS) * (-(days as f32) / DECAY).exp()));

/// What distance in time leaves of likeness.
fn nearness(one: Option<i32>, other: Option<i32>) -> f32 {
    match (one, other) {
        (Some(one), Some(other)) => FADING.get(one.abs_diff(other) as usize).copied().unwrap_or(TIMELESS),
        (None, None) => 1.0,
        _ => HALF_DATED,
    }
}

/// Articles that share a good deal of the terms that tell most, the likeliest first.
fn candidates<H: Holdings>(
    holdings: &H,
    own: u32,
    day: Option<i32>,
    weighted: &Weighted,
) -> Result<Vec<u32>, H::Error> {
    let mut probes = weighted.terms.clone();
    probes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut dots = vec![0.0_f32; holdings.bound()];
    let mut touched = Vec::new();
    let mut read = 0;
    for (term, weight) in probes.into_iter().take(PROBES) {
        let holding = holdings.holding(term)?;
        let is_common = holding > COMMON && holding * 5 > holdings.articles();
        if is_common || weight <= 0.0 || read + holding > POSTINGS {
            continue;
        }
        read += holding;
        let rarity = holdings.rarity(term)?;
        holdings.postings(term, |other, other_weight| {
            let Some(dot) = dots.get_mut(other as usize) else { return };
            if *dot == 0.0 {
                touched.push(other);
            }
            *dot += weight * other_weight * rarity;
        })?;
    }
    let mut ranked: Vec<(u32, f32)> =
        touched.into_iter().filter(|&other| other != own).map(|other| (other, dots[other as usize])).collect();
    if ranked.len() > EXACT {
        // However far it is, each of these keeps so much: what has less when it is near cannot be among them.
        ranked.select_nth_unstable_by(EXACT - 1, |a, b| b.1.total_cmp(&a.1));
        let least = ranked[EXACT - 1].1 * TIMELESS;
        ranked.retain(|(_, dot)| *dot >= least);
    }
    for (other, dot) in &mut ranked {
        *dot *= nearness(day, holdings.day(*other)?);
    }
    let by_dot = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if ranked.len() > EXACT {
        ranked.select_nth_unstable_by(EXACT, by_dot);
        ranked.truncate(EXACT);
    }
    ranked.sort_by(by_dot);
    Ok(ranked.into_iter().map(|(other, _)| other).collect())
}

/// An article's terms weighted by rarity, by number, with the length of that vector.
struct Weighted {
    terms: Vec<(u32, f32)>,
    length: f32,
}

impl Weighted {
    fn of<H: Holdings>(holdings: &H, profile: &Profile) -> Result<Self, H::Error> {
        let mut terms = Vec::with_capacity(profile.terms.len());
        for &(term, weight) in &profile.terms {
            terms.push((term, weight * holdings.rarity(term)?));
        }
        let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Ok(Self { terms, length })
    }

    fn cosine<H: Holdings>(&self, holdings: &H, other: &Profile) -> Result<f32, H::Error> {
        let (mut dot, mut square) = (0.0, 0.0);
        let mut own = self.terms.iter().peekable();
        for &(term, weight) in &other.terms {
            let weight = weight * holdings.rarity(term)?;
            square += weight * weight;
            while own.next_if(|(number, _)| *number < term).is_some() {}
            dot += own.next_if(|(number, _)| *number == term).map_or(0.0, |(_, own)| own * weight);
        }
        let lengths = self.length * f32::sqrt(square);
        Ok(if lengths > 0.0 { dot / lengths } else { 0.0 })
    }
}
