//! Which of the places of a name is meant: each name's candidates support and are supported by those of the others.
//!
//! Every candidate begins with a share by its people; then, round by round, it gains by what else lies in its division, its
//! country and nearby. The names of an article are resolved together, one sense each.

use std::cell::Cell;

use super::context::Context;
use super::toponym::{Found, Within};
use crate::lexicon::gazetteer::{self, Known, PlaceId, REGIONS};
use crate::model::PlaceKind;

/// Candidates of one name that are looked at, the likeliest first; more Springfields do not change the answer.
const CANDIDATES: usize = 64;
/// Readings of one name that support is reckoned for.
const READINGS: usize = 32;
/// A reading with a smaller share supports no other.
const FAINT: f32 = 0.02;
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
/// Added for a country, which is meant far more often than a town of its name.
const COUNTRY: f32 = 3.0;
/// Weight of a doubling of the people beyond those of a large town, where the article is about more than one country:
/// its Geneva is hardly ever the one in Illinois.
const WORLD: f32 = 2.0;
/// See [`WORLD`]: binary logarithm of the people of a large town.
const LARGE: f32 = 18.0;
/// See [`WORLD`]: the share of other countries from which an article is about several.
const MIXED: f32 = 0.5;
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
    region: Option<u16>,
    country: Option<u8>,
    /// What speaks for it by itself.
    base: f32,
    share: f32,
}

/// The sense of every name of `found`, none where it is unsure.
pub fn choose(found: &Found, context: &Context) -> Vec<Option<Sense>> {
    let within = enclosures(found);
    let abroad = context.abroad();
    let mut outer = vec![false; found.names.len()];
    found.mentions.iter().filter(|m| m.outer).for_each(|m| outer[m.name] = true);
    let mut names: Vec<Vec<Reading>> =
        (0..found.names.len()).map(|name| options(found, name, &within, outer[name], abroad)).collect();
    let counts = mention_counts(found);
    // The first shares are flat, so that small places of one division find each other before the big ones win.
    for options in &mut names {
        share(options, FLAT, |_| 0.0);
    }
    // A name of one reading keeps it whatever speaks for it.
    if names.iter().any(|options| options.len() > 1) {
        settle(&mut names, &counts, context);
    }
    names.iter().map(|options| best(options)).collect()
}

/// Lets the readings of names that have several support each other, round by round.
fn settle(names: &mut [Vec<Reading>], counts: &[f32], context: &Context) {
    let mut grounds = CLEAR.take().unwrap_or_default();
    let Grounds { support, own } = &mut *grounds;
    for round in 1..=ROUNDS {
        let mut parts = Vec::new();
        for (options, &count) in names.iter().zip(counts) {
            parts.extend(parts_of(options, count));
        }
        parts.extend(named(context));
        parts.iter().for_each(|part| support.add(part));
        let firm = FLAT + (1.0 - FLAT) * round as f32 / ROUNDS as f32;
        for (options, &count) in names.iter_mut().zip(counts).filter(|(options, _)| options.len() > 1) {
            let parts: Vec<Part> = parts_of(options, count).collect();
            parts.iter().for_each(|part| own.add(part));
            share(options, firm, |option| support.for_reading(option, own));
            parts.iter().for_each(|part| own.clear(part));
        }
        parts.iter().for_each(|part| support.clear(part));
    }
    CLEAR.set(Some(grounds));
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

fn options(found: &Found, name: usize, within: &[Vec<Within>], outer: bool, abroad: f32) -> Vec<Reading> {
    let mut options: Vec<Reading> = found.names[name]
        .candidates
        .iter()
        .take(CANDIDATES)
        .map(|candidate| {
            let known = candidate.place.known();
            let said = within[name].iter().any(|w| w.holds(known.country, known.region));
            let base = PEOPLE * known.weight - if candidate.alternate { ALTERNATE } else { 0.0 }
                + if known.kind == PlaceKind::Country && !candidate.alternate { COUNTRY } else { 0.0 }
                + if said && known.kind != PlaceKind::Country { SAID } else { 0.0 }
                + if outer && matches!(known.kind, PlaceKind::Region | PlaceKind::Country) { 3.0 } else { 0.0 };
            let base = base + WORLD * (known.weight - LARGE).max(0.0) * (abroad - MIXED).max(0.0);
            let (region, country) = candidate.place.indices();
            Reading { place: candidate.place, known, region, country, base, share: 0.0 }
        })
        .collect();
    // Said to lie where the gazetteer has none of that name: the place is one that it lacks.
    if !within[name].is_empty() && options.iter().all(|o| o.base < SAID) {
        options.clear();
    }
    options.sort_by(|a, b| b.base.total_cmp(&a.base));
    options.truncate(READINGS);
    options
}

/// Shares one name out among its options by base and support.
fn share(options: &mut [Reading], firm: f32, support: impl Fn(&Reading) -> f32) {
    for option in options.iter_mut() {
        option.share = firm * option.base + support(option);
    }
    let top = options.iter().map(|option| option.share).fold(f32::MIN, f32::max);
    for option in options.iter_mut() {
        option.share = (option.share - top).exp();
    }
    let sum: f32 = options.iter().map(|option| option.share).sum();
    for option in options {
        option.share /= sum;
    }
}

fn best(options: &[Reading]) -> Option<Sense> {
    options
        .iter()
        .max_by(|a, b| a.share.total_cmp(&b.share).then(b.place.cmp(&a.place)))
        .filter(|option| option.share >= LEAST)
        .map(|option| Sense { place: option.place, share: option.share })
}

/// What one reading adds to the support of the others.
#[derive(Clone, Copy)]
struct Part {
    region: Option<u16>,
    country: Option<u8>,
    cell: Option<(i16, i16)>,
    weight: f32,
}

/// What the readings of one name that is named so often add.
fn parts_of(options: &[Reading], count: f32) -> impl Iterator<Item = Part> {
    options.iter().filter(|option| option.share > FAINT).map(move |option| Part::of(option, count))
}

/// What the divisions and countries add that the article names.
fn named(context: &Context) -> impl Iterator<Item = Part> {
    let nothing = Part { region: None, country: None, cell: None, weight: 0.0 };
    let regions = context.regions.iter().filter_map(move |(code, weight)| {
        let region = Some(gazetteer::region_index(code)?);
        Some(Part { region, weight: NAMED_REGION * weight.min(4.0), ..nothing })
    });
    let countries = context.countries.iter().filter_map(move |(code, weight)| {
        let country = Some(gazetteer::country_index(code)?);
        Some(Part { country, weight: NAMED_COUNTRY * weight.min(4.0), ..nothing })
    });
    regions.chain(countries)
}

impl Part {
    fn of(reading: &Reading, count: f32) -> Self {
        let point = !matches!(reading.known.kind, PlaceKind::Country | PlaceKind::Region | PlaceKind::Area);
        Self {
            region: reading.region,
            country: reading.country,
            cell: point.then(|| cell(reading.known.point)),
            weight: reading.share * count,
        }
    }
}

thread_local! {
    /// Grounds on which nothing lies: to clear after each article what lay there costs less than to begin anew.
    static CLEAR: Cell<Option<Box<Grounds>>> = const { Cell::new(None) };
}

/// How much lies where, of all names and of the one that is looked at, which does not support itself.
#[derive(Default)]
struct Grounds {
    support: Weights,
    own: Weights,
}

/// How much lies where.
struct Weights {
    regions: Vec<f32>,
    countries: [f32; 256],
    /// What lies in any country.
    total: f32,
    /// By row and column of the grid of cells, with a rim.
    cells: Vec<f32>,
}

impl Default for Weights {
    fn default() -> Self {
        Self { regions: vec![0.0; REGIONS], countries: [0.0; 256], total: 0.0, cells: vec![0.0; ROWS * COLUMNS] }
    }
}

impl Weights {
    fn add(&mut self, part: &Part) {
        if let Some(region) = part.region {
            self.regions[usize::from(region)] += part.weight;
        }
        if let Some(country) = part.country {
            self.countries[usize::from(country)] += part.weight;
            self.total += part.weight;
        }
        if let Some(cell) = part.cell {
            self.cells[at(cell)] += part.weight;
        }
    }

    /// Sets to nothing what `part` was added to.
    fn clear(&mut self, part: &Part) {
        if let Some(region) = part.region {
            self.regions[usize::from(region)] = 0.0;
        }
        if let Some(country) = part.country {
            self.countries[usize::from(country)] = 0.0;
        }
        if let Some(cell) = part.cell {
            self.cells[at(cell)] = 0.0;
        }
        self.total = 0.0;
    }

    /// What speaks for a reading, the support by its `own` name taken off.
    fn for_reading(&self, reading: &Reading, own: &Self) -> f32 {
        let region = reading.region.map(usize::from).map_or(0.0, |r| (self.regions[r] - own.regions[r]).max(0.0));
        let country = reading.country.map(usize::from).map_or(0.0, |c| (self.countries[c] - own.countries[c]).max(0.0));
        let (row, column) = cell(reading.known.point);
        let near = (self.near(row, column) - own.near(row, column)).max(0.0);
        SAME_REGION * (region * STEEP).ln_1p()
            // Of an article on many countries none says much about its towns.
            + SAME_COUNTRY * (country * STEEP).ln_1p() * (country / self.total.max(1.0)).sqrt()
            + NEARBY * (near * STEEP).ln_1p()
    }

    fn near(&self, row: i16, column: i16) -> f32 {
        let rows = (-1..=1).map(|r| at((row + r, column - 1)));
        rows.map(|from| self.cells[from..from + 3].iter().sum::<f32>()).sum()
    }
}

/// Rows and columns of the grid: cells from pole to pole and around, and a rim of one on each side.
const ROWS: usize = (180.0 / CELL) as usize + 3;
const COLUMNS: usize = (360.0 / CELL) as usize + 3;

/// Where a cell, or one of the rim beside it, is kept.
fn at((row, column): (i16, i16)) -> usize {
    let row = (i32::from(row) + ROWS as i32 / 2).clamp(0, ROWS as i32 - 1) as usize;
    let column = (i32::from(column) + COLUMNS as i32 / 2).clamp(0, COLUMNS as i32 - 3) as usize;
    row * COLUMNS + column
}

fn cell(point: (f32, f32)) -> (i16, i16) {
    ((point.0 / CELL).floor() as i16, (point.1 / CELL).floor() as i16)
}
