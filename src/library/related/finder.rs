//! Looks for the articles like one, over what [`Holdings`] tell.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt};

use super::sought::Sought;
use super::{FURTHER, Holdings, TIMELESS, nearness};

/// Terms of an article by which relatives are looked for, the rarest and weightiest first.
const PROBES: usize = 48;

/// Postings read for one article at most; what is left of the commoner terms is compared exactly afterwards.
const POSTINGS: usize = 60_000;

/// Postings beyond which a term that every fifth article holds finds nobody: in a feed of ten thousand items about one
/// thing, such terms would compare each with each.
const COMMON: usize = 1_000;

/// Candidates whose likeness is worked out exactly.
const EXACT: usize = 60;

/// Articles whose weighted terms are kept at hand, about a kilobyte each: neighbours have the same relatives.
const KEPT: usize = 1_000;

/// Looks for relatives, and keeps at hand what the next article is likely to need, too.
pub struct Finder<'a, H> {
    holdings: &'a H,
    weighted: HashMap<u32, Rc<Weighted>>,
    sought: Sought,
    /// To each article how much it shares with the one that is looked at; zero between two searches.
    dots: Vec<f32>,
    /// The articles whose number in `dots` is not zero.
    touched: Vec<u32>,
}

/// An article's terms weighted by rarity, by number, with the length of that vector.
struct Weighted {
    day: Option<i32>,
    terms: Box<[(u32, f32)]>,
    length: f32,
}

impl<'a, H: Holdings> Finder<'a, H> {
    /// A finder over `holdings`, which must not change while it is used.
    pub fn new(holdings: &'a H) -> Self {
        Self {
            holdings,
            weighted: HashMap::new(),
            sought: Sought::default(),
            dots: vec![0.0; holdings.bound()],
            touched: Vec::new(),
        }
    }

    /// The articles like the article `own`, best first, with their likeness, be they few enough to be shown or not.
    ///
    /// # Errors
    /// When the holdings cannot answer.
    pub fn alike(&mut self, own: u32) -> Result<Vec<(u32, f32)>, H::Error> {
        let Some(weighted) = self.weighted(own)? else { return Ok(Vec::new()) };
        let candidates = self.candidates(own, &weighted)?;
        self.sought.set(&weighted.terms);
        let mut found = Vec::new();
        for other in candidates {
            let Some(known) = self.weighted(other)? else { continue };
            let lengths = weighted.length * known.length;
            let cosine = if lengths > 0.0 { self.sought.dot(&known.terms) / lengths } else { 0.0 };
            let score = cosine * nearness(weighted.day, known.day);
            if score >= FURTHER {
                found.push((other, score.min(1.0)));
            }
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Ok(found)
    }

    /// Articles that share a good deal of the terms that tell most, the likeliest first.
    fn candidates(&mut self, own: u32, weighted: &Weighted) -> Result<Vec<u32>, H::Error> {
        let gathered = self.gather(own, weighted);
        let dots = &mut self.dots;
        let take = |other: u32| (other, std::mem::take(&mut dots[other as usize]));
        let mut ranked: Vec<(u32, f32)> = self.touched.drain(..).map(take).filter(|(other, _)| *other != own).collect();
        gathered?;
        if ranked.len() > EXACT {
            // However far it is, each of these keeps so much: what has less when it is near cannot be among them.
            ranked.select_nth_unstable_by(EXACT - 1, |a, b| b.1.total_cmp(&a.1));
            let least = ranked[EXACT - 1].1 * TIMELESS;
            ranked.retain(|(_, dot)| *dot >= least);
        }
        for (other, dot) in &mut ranked {
            *dot *= nearness(weighted.day, self.holdings.day(*other)?);
        }
        let by_dot = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if ranked.len() > EXACT {
            ranked.select_nth_unstable_by(EXACT, by_dot);
            ranked.truncate(EXACT);
        }
        ranked.sort_unstable_by(by_dot);
        Ok(ranked.into_iter().map(|(other, _)| other).collect())
    }

    /// Adds up in `dots` what each article shares with the article `own`.
    fn gather(&mut self, own: u32, weighted: &Weighted) -> Result<(), H::Error> {
        let Self { holdings, dots, touched, .. } = self;
        let is_posted = holdings.is_posted(own)?;
        let mut probes = weighted.terms.to_vec();
        probes.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut read = 0;
        for (term, weight) in probes.into_iter().take(PROBES) {
            let holding = holdings.holding(term)?;
            let is_common = holding > COMMON && holding * 5 > holdings.articles();
            if is_common || weight <= 0.0 || read + holding > POSTINGS {
                continue;
            }
            read += holding;
            if is_posted && holding == 1 {
                // Nobody but the article itself.
                continue;
            }
            let rarity = holdings.rarity(term)?;
            holdings.postings(term, |other, other_weight| {
                let Some(dot) = dots.get_mut(other as usize) else { return };
                if *dot == 0.0 {
                    touched.push(other);
                }
                *dot += weight * other_weight * rarity;
            })?;
        }
        Ok(())
    }

    /// What is known of an article; none when it is not there.
    fn weighted(&mut self, article: u32) -> Result<Option<Rc<Weighted>>, H::Error> {
        if let Some(known) = self.weighted.get(&article) {
            return Ok(Some(known.clone()));
        }
        let Some(read) = Weighted::read(self.holdings, article)? else { return Ok(None) };
        if self.weighted.len() >= KEPT {
            self.weighted.clear();
        }
        let read = Rc::new(read);
        self.weighted.insert(article, read.clone());
        Ok(Some(read))
    }
}

impl Weighted {
    fn read<H: Holdings>(holdings: &H, article: u32) -> Result<Option<Self>, H::Error> {
        let Some(mut terms) = holdings.terms(article)? else { return Ok(None) };
        for (term, weight) in &mut terms {
            *weight *= holdings.rarity(*term)?;
        }
        let length = terms.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
        Ok(Some(Self { day: holdings.day(article)?, terms: terms.into(), length }))
    }
}
