//! The search among all small sets of a few sentences.

/// Words of a summary at most.
const LIMIT: usize = 75;

/// Sentences of a summary at most.
const MOST: u32 = 4;

/// How much more a set is worth whose sentences follow each other in the article: they hold together, and people who
/// sum up seldom jump.
const FLOW: f32 = 0.03;

/// A sentence that a set may hold.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// The sentence, as the candidate that it is.
    pub candidate: usize,
    /// Words as the measure counts them, and as white space parts them.
    pub length: usize,
    pub shown: usize,
    /// Whether it is understood only after the candidate before it.
    pub leans: bool,
    /// The entries before it that say the same, a bit each.
    pub twins: u16,
    /// Expected hits among what no other entry holds.
    pub own: f32,
    /// What other entries hold, too.
    pub shared: Vec<Item>,
}

/// A word or pair of words of an entry that another entry holds, too.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    /// Its number among all that are shared.
    pub number: usize,
    /// Expected hits where it comes first.
    pub hits: f32,
    /// What share of its hits it leaves to entries after this one.
    pub leaves: f32,
}

impl Entry {
    /// Expected hits that it adds to a set which leaves these shares of what is shared.
    fn hits(&self, left: &[f32]) -> f32 {
        self.own + self.shared.iter().map(|item| item.hits * left[item.number]).sum::<f32>()
    }

    fn take(&self, left: &mut [f32]) {
        self.shared.iter().for_each(|item| left[item.number] *= item.leaves);
    }
}

/// A set of entries.
#[derive(Debug, Clone, Default)]
struct Set {
    /// Its entries by their places, a bit each.
    places: u16,
    /// The candidate taken last.
    last: Option<usize>,
    /// Sentences in it that follow right on the one before.
    following: u32,
    hits: f32,
    length: usize,
    shown: usize,
    /// What share of the hits of each shared item is still to be had.
    left: Vec<f32>,
}

impl Set {
    fn len(&self) -> u32 {
        self.places.count_ones()
    }

    /// The set with `entry`, but for what is left after it.
    fn with(&self, place: usize, entry: &Entry) -> Self {
        Self {
            places: self.places | 1 << place,
            last: Some(entry.candidate),
            following: self.following + u32::from(self.follows(entry)),
            hits: self.hits + entry.hits(&self.left),
            length: self.length + entry.length,
            shown: self.shown + entry.shown,
            left: Vec::new(),
        }
    }

    fn follows(&self, entry: &Entry) -> bool {
        self.last.is_some_and(|last| last + 1 == entry.candidate)
    }
}

/// The search for the best set.
pub(super) struct Search<'a> {
    entries: &'a [Entry],
    /// Words of the summary that a person would write.
    length: f32,
    /// Entries that a set must hold at least.
    least: u32,
    /// By their places, a bit each.
    best: u16,
    best_value: f32,
}

impl<'a> Search<'a> {
    /// A search among `entries`, sixteen at most, for what a person would sum up in `length` words.
    pub fn new(entries: &'a [Entry], length: f32) -> Self {
        Self { entries, length, least: 0, best: 0, best_value: -1.0 }
    }

    /// The places of the best set of at least `least` entries, or of fewer where none is allowed; ascending.
    pub fn best(mut self, least: u32) -> Vec<usize> {
        let shared = self.entries.iter().flat_map(|entry| &entry.shared).map(|item| item.number + 1).max();
        let nothing = Set { left: vec![1.0; shared.unwrap_or(0)], ..Set::default() };
        for (least, upright) in [(least, true), (least, false), (1, true), (1, false)] {
            self.least = least;
            self.extend(&nothing, upright);
            if self.best != 0 {
                return (0..self.entries.len()).filter(|place| self.best & 1 << place != 0).collect();
            }
        }
        // Nothing within the limit: the first sentence, however long.
        (0..self.entries.len()).take(1).collect()
    }

    /// Tries all sets that go on from `set`; `upright` ones hold no sentence without the one that it leans on.
    fn extend(&mut self, set: &Set, upright: bool) {
        let from = (u16::BITS - set.places.leading_zeros()) as usize;
        for (place, entry) in self.entries.iter().enumerate().skip(from) {
            let stands = !entry.leans || set.follows(entry);
            if set.shown + entry.shown > LIMIT || upright && !stands || entry.twins & set.places != 0 {
                continue;
            }
            let mut grown = set.with(place, entry);
            let value = self.value(&grown);
            if grown.len() >= self.least && value > self.best_value {
                self.best_value = value;
                self.best = grown.places;
            }
            if grown.len() < MOST {
                grown.left.clone_from(&set.left);
                entry.take(&mut grown.left);
                self.extend(&grown, upright);
            }
        }
    }

    fn value(&self, set: &Set) -> f32 {
        let flow = set.following as f32 / (set.len().max(2) - 1) as f32;
        (1.0 + FLOW * flow) * 2.0 * set.hits / (set.length as f32 + self.length)
    }
}
