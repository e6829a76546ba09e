//! Which articles tell of the same: an inverted index of stems and names that grows with the library.
//!
//! Likeness is the cosine of the articles' terms, weighted by how rare each is in the library, and less the further
//! apart they were published. A link is shown only above an absolute threshold, for a wrong one is worse than none.

mod digest;
mod finder;
mod memory;
mod reason;
mod sought;

use std::sync::LazyLock;

pub use digest::{Digest, Term, TermKind};
pub use finder::Finder;
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

    /// Whether postings tell of an article: one that has just come in is not among them yet.
    fn is_posted(&self, article: u32) -> Result<bool, Self::Error>;

    /// The terms of an article by number, ascending, with their weights; none when it is not there.
    fn terms(&self, article: u32) -> Result<Option<Vec<(u32, f32)>>, Self::Error>;
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
