//! Which of the places of a name is meant: each name's candidates support and are supported by those of the others.
//!
//! Every candidate begins with a share by its people; then, round by round, it gains by what else lies in its division, its
//! country and nearby. The names of an article are resolved together, one sense each.

use std::collections::HashMap;

use super::context::Context;
use super::toponym::{Found, Within};
use crate::lexicon::gazetteer::{Known, PlaceId};
use crate::model::PlaceKind;

/// Candidates of one name that are looked at, the likeliest first; more Springfields do not change the answer.
const CANDIDATES: usize = 64;
/// Rounds of mutual support.
const ROUNDS: usize = 3;
/// What is left of a place's weight in the first round.
const FLAT: f32 = 0.5;
/// Weight of a doubling of the people.
const PEOPLE: f32 = 0.485;
/// Weight of what lies in the same division, in the same country and nearby; found on the development texts, as are
/// the other weights here, small towns and world news counting alike.
const SAME_REGION: f32 = 1.6;
const SAME_COUNTRY: f32 = 1.6;
const NEARBY: f32 = 0.8;
/// How soon more of the same says nothing new.
const STEEP: f32 = 10.0;
/// Weight of a division or a country that the article names, beside a place that lies in it.
const NAMED_REGION: f32 = 2.4;
const NAMED_COUNTRY: f32 = 0.5;
/// Degrees of a cell of nearness.
const CELL: f32 = 1.5;
/// Taken off for a name in another language or shortened.
const ALTERNATE: f32 = 1.2;
/// Weight of standing where the article says it stands; more than all else together.
const SAID: f32 = 30.0;
/// A sense with a smaller share than this is not believed.
const LEAST: f32 = 0.2;

/// What a name means.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sense {
    /// The place.
    pub place: PlaceId,
    /// Its share among the candidates, 0 to 1.
    pub share: f32,
}

/// One place that a name may mean, with what speaks for it.
struct Reading {
    place: PlaceId,
    known: Known,
    /// What speaks for it by itself.
    base: f32,
    share: f32,
}

/// The sense of every name of `found`, none where it is unsure.
pub fn choose(found: &Found, context: &Context) -> Vec<Option<Sense>> {
    let within = enclosures(found);
    let mut outer = vec![false; found.names.len()];
    found.mentions.iter().filter(|m| m.outer).for_each(|m| outer[m.name] = true);
    let mut names: Vec<Vec<Reading>> =
        (0..found.names.len()).map(|name| options(found, name, &within, outer[name])).collect();
    let counts = mention_counts(found);
    // The first shares are flat, so that small places of one division find each other before the big ones win.
    for options in &mut names {
        share(options, FLAT, |_| 0.0);
    }
    for round in 1..=ROUNDS {
        let support = Support::of(&names, &counts, context);
        let firm = FLAT + (1.0 - FLAT) * round as f32 / ROUNDS as f32;
        for (name, options) in names.iter_mut().enumerate() {
            let own = Support::of_one(options, counts[name]);
            share(options, firm, |option| support.for_option(&option.known, &own));
        }
    }
    names.iter().map(|options| best(options)).collect()
}

/// What each name is said to lie in.
fn enclosures(found: &Found) -> Vec<Vec<Within>> {
    let mut within = vec![Vec::new(); found.names.len()];
    for mention in &found.mentions {
        if let Some(outer) = mention.within {
            within[mention.name].push(outer);
        }
    }
    within
}

fn mention_counts(found: &Found) -> Vec<f32> {
    let mut counts = vec![0.0f32; found.names.len()];
    for mention in &found.mentions {
        counts[mention.name] += if mention.dateline { 3.0 } else { 1.0 };
    }
    counts.iter().map(|count| count.sqrt().min(3.0)).collect()
}

fn options(found: &Found, name: usize, within: &[Vec<Within>], outer: bool) -> Vec<Reading> {
    let mut options: Vec<Reading> = found.names[name]
        .candidates
        .iter()
        .take(CANDIDATES)
        .map(|candidate| {
            let known = candidate.place.known();
            let said = within[name].iter().any(|w| w.holds(known.country, known.region));
            let base = PEOPLE * known.weight - if candidate.alternate { ALTERNATE } else { 0.0 }
                + if said && known.kind != PlaceKind::Country { SAID } else { 0.0 }
                + if outer && matches!(known.kind, PlaceKind::Region | PlaceKind::Country) { 3.0 } else { 0.0 };
            Reading { place: candidate.place, known, base, share: 0.0 }
        })
        .collect();
    // Said to lie where the gazetteer has none of that name: the place is one that it lacks.
    if !within[name].is_empty() && options.iter().all(|o| o.base < SAID) {
        options.clear();
    }
    options.sort_by(|a, b| b.base.total_cmp(&a.base));
    options
}

/// Shares one name out among its options by base and support.
fn share(options: &mut [Reading], firm: f32, support: impl Fn(&Reading) -> f32) {
    let scores: Vec<f32> = options.iter().map(|option| firm * option.base + support(option)).collect();
    let top = scores.iter().copied().fold(f32::MIN, f32::max);
    let sum: f32 = scores.iter().map(|score| (score - top).exp()).sum();
    for (option, score) in options.iter_mut().zip(scores) {
        option.share = (score - top).exp() / sum;
    }
}

fn best(options: &[Reading]) -> Option<Sense> {
    options
        .iter()
        .max_by(|a, b| a.share.total_cmp(&b.share).then(b.place.cmp(&a.place)))
        .filter(|option| option.share >= LEAST)
        .map(|option| Sense { place: option.place, share: option.share })
}

/// How much lies where.
#[derive(Debug, Default)]
struct Support {
    regions: HashMap<&'static str, f32>,
    countries: HashMap<&'static str, f32>,
    /// What lies in any country.
    total: f32,
    cells: HashMap<(i16, i16), f32>,
}

impl Support {
    fn of(names: &[Vec<Reading>], counts: &[f32], context: &Context) -> Self {
        let mut support = Self::default();
        for (options, &count) in names.iter().zip(counts) {
            support.add(options, count);
        }
        for (code, weight) in &context.regions {
            *support.regions.entry(code).or_default() += NAMED_REGION * weight.min(4.0);
        }
        for (code, weight) in &context.countries {
            *support.countries.entry(code).or_default() += NAMED_COUNTRY * weight.min(4.0);
        }
        support.total += context.countries.values().map(|w| NAMED_COUNTRY * w.min(4.0)).fold(0.0, |a, b| a + b);
        support
    }

    fn of_one(options: &[Reading], count: f32) -> Self {
        let mut support = Self::default();
        support.add(options, count);
        support
    }

    fn add(&mut self, options: &[Reading], count: f32) {
        for option in options.iter().filter(|o| o.share > 0.02) {
            let weight = option.share * count;
            if let Some(code) = option.known.region {
                *self.regions.entry(code).or_default() += weight;
            }
            if let Some(code) = option.known.country {
                *self.countries.entry(code).or_default() += weight;
                self.total += weight;
            }
            if !matches!(option.known.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Area) {
                *self.cells.entry(cell(option.known.point)).or_default() += weight;
            }
        }
    }

    /// What speaks for a place, `own` support of its name taken off.
    fn for_option(&self, known: &Known, own: &Self) -> f32 {
        let of = |all: &HashMap<&'static str, f32>, own: &HashMap<&'static str, f32>, code: Option<&'static str>| {
            code.map_or(0.0, |code| all.get(code).unwrap_or(&0.0) - own.get(code).unwrap_or(&0.0)).max(0.0)
        };
        let country = of(&self.countries, &own.countries, known.country);
        SAME_REGION * (of(&self.regions, &own.regions, known.region) * STEEP).ln_1p()
            // Of an article on many countries none says much about its towns.
            + SAME_COUNTRY * (country * STEEP).ln_1p() * (country / self.total.max(1.0)).sqrt()
            + NEARBY * (self.near(known.point) - own.near(known.point)).max(0.0).mul_add(STEEP, 0.0).ln_1p()
    }

    fn near(&self, point: (f32, f32)) -> f32 {
        let (row, column) = cell(point);
        let mut sum = 0.0;
        for r in -1..=1 {
            for c in -1..=1 {
                sum += self.cells.get(&(row + r, column + c)).unwrap_or(&0.0);
            }
        }
        sum
    }
}

fn cell(point: (f32, f32)) -> (i16, i16) {
    ((point.0 / CELL).floor() as i16, (point.1 / CELL).floor() as i16)
}
