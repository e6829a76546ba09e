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
    pub number: u32,
    /// Expected hits where it comes first.
    pub hits: f32,
    /// What share of its hits it leaves to entries after this one.
    pub leaves: f32,
}

impl Entry {
    /// Expected hits that it adds to a set which leaves these shares of what is shared.
    fn hits(&self, left: &[f32]) -> f32 {
        self.own + self.shared.iter().map(|item| item.hits * left[item.number as usize]).sum::<f32>()
    }

    fn take(&self, left: &mut [f32]) {
        self.shared.iter().for_each(|item| left[item.number as usize] *= item.leaves);
    }
}

/// A set of entries.
#[derive(Debug, Clone, Copy, Default)]
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
}

impl Set {
    fn len(&self) -> u32 {
        self.places.count_ones()
    }

    /// The set with `entry`, which adds these `hits`.
    fn with(&self, place: usize, entry: &Entry, hits: f32) -> Self {
        Self {
            places: self.places | 1 << place,
            last: Some(entry.candidate),
            following: self.following + u32::from(self.follows(entry)),
            hits: self.hits + hits,
            length: self.length + entry.length,
            shown: self.shown + entry.shown,
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
    /// Words, as white space parts them, of the shortest entry after each.
    shortest_after: Vec<usize>,
    /// For the set under way and each that it grew from, by their sizes.
    stages: [Stage; MOST as usize],
}

/// What is known of a set of some size.
#[derive(Debug, Clone, Default)]
struct Stage {
    /// What share of the hits of each shared item is still to be had.
    left: Vec<f32>,
    /// The hits that each entry would add at most.
    hits: Vec<f32>,
}

/// Sets of fewer entries are asked for the hits that each entry would add: those grow by several, and what they tell
/// bounds the others.
const ASKED: usize = 2;

impl<'a> Search<'a> {
    /// A search among `entries`, sixteen at most, for what a person would sum up in `length` words.
    pub fn new(entries: &'a [Entry], length: f32) -> Self {
        let shared = entries.iter().flat_map(|entry| &entry.shared).map(|item| item.number as usize + 1).max();
        let stage = Stage { left: vec![1.0; shared.unwrap_or(0)], hits: vec![0.0; entries.len()] };
        let stages = std::array::from_fn(|_| stage.clone());
        let mut shortest_after = vec![usize::MAX / 2; entries.len()];
        for place in (1..entries.len()).rev() {
            shortest_after[place - 1] = shortest_after[place].min(entries[place].shown);
        }
        Self { entries, length, least: 0, best: 0, best_value: -1.0, shortest_after, stages }
    }

    /// The places of the best set of at least `least` entries, or of fewer where none is allowed; ascending.
    pub fn best(mut self, least: u32) -> Vec<usize> {
        for (least, upright) in [(least, true), (least, false), (1, true), (1, false)] {
            self.least = least;
            self.extend(Set::default(), upright);
            if self.best != 0 {
                return (0..self.entries.len()).filter(|place| self.best & 1 << place != 0).collect();
            }
        }
        // Nothing within the limit: the first sentence, however long.
        (0..self.entries.len()).take(1).collect()
    }

    /// Tries all sets that go on from `set`; `upright` ones hold no sentence without the one that it leans on.
    fn extend(&mut self, set: Set, upright: bool) {
        let from = (u16::BITS - set.places.leading_zeros()) as usize;
        self.ask(&set, from);
        let (size, entries) = (set.len() as usize, self.entries);
        for (place, entry) in entries.iter().enumerate().skip(from) {
            let stands = !entry.leans || set.follows(entry);
            if set.shown + entry.shown > LIMIT || upright && !stands || entry.twins & set.places != 0 {
                continue;
            }
            let stage = &self.stages[size];
            let most = set.with(place, entry, stage.hits[place]);
            let grows = size + 1 < MOST as usize && most.shown + self.shortest_after[place] <= LIMIT;
            if !grows && self.value(&most) <= self.best_value {
                continue;
            }
            let hits = if size < ASKED { stage.hits[place] } else { entry.hits(&stage.left) };
            let grown = set.with(place, entry, hits);
            self.weigh(&grown);
            if grows {
                let (before, after) = self.stages.split_at_mut(size + 1);
                after[0].left.clone_from(&before[size].left);
                entry.take(&mut after[0].left);
                self.extend(grown, upright);
            }
        }
    }

    /// Notes what the entries from `from` on would add to `set`, or at most. What an entry adds to a set it never adds
    /// less of than to one that grew from it, for products and sums of what is not negative keep their order when they
    /// are rounded.
    fn ask(&mut self, set: &Set, from: usize) {
        let size = set.len() as usize;
        if size < ASKED {
            let Stage { left, hits } = &mut self.stages[size];
            for place in (from..self.entries.len()).filter(|&place| set.shown + self.entries[place].shown <= LIMIT) {
                hits[place] = self.entries[place].hits(left);
            }
        } else {
            let (before, after) = self.stages.split_at_mut(size);
            after[0].hits.clone_from(&before[size - 1].hits);
        }
    }

    /// Keeps `set` where it is the best so far.
    fn weigh(&mut self, set: &Set) {
        let value = self.value(set);
        if set.len() >= self.least && value > self.best_value {
            self.best_value = value;
            self.best = set.places;
        }
    }

    fn value(&self, set: &Set) -> f32 {
        let flow = set.following as f32 / (set.len().max(2) - 1) as f32;
        (1.0 + FLOW * flow) * 2.0 * set.hits / (set.length as f32 + self.length)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(candidate: usize, shown: usize, own: f32, shared: &[(u32, f32, f32)]) -> Entry {
        let shared = shared.iter().map(|&(number, hits, leaves)| Item { number, hits, leaves }).collect();
        Entry { candidate, length: shown, shown, leans: false, twins: 0, own, shared }
    }

    /// The set of the entries at `places`, reckoned by itself from the first to the last.
    fn set(entries: &[Entry], places: &[usize]) -> Set {
        let mut left = Search::new(entries, 0.0).stages[0].left.clone();
        places.iter().fold(Set::default(), |set, &place| {
            let grown = set.with(place, &entries[place], entries[place].hits(&left));
            entries[place].take(&mut left);
            grown
        })
    }

    proptest! {
        #[test]
        fn no_set_is_better_than_the_best(
            own in proptest::collection::vec((5_usize..30, 0_u8..40), 2..8),
            shared in proptest::collection::vec((0_u32..6, 0_u8..30, 0_u8..2), 0..30),
        ) {
            let held = |place: usize| -> Vec<(u32, f32, f32)> {
                let own = shared.iter().skip(place).step_by(place % 3 + 2);
                own.map(|&(number, hits, leaves)| (number, f32::from(hits) / 7.0, f32::from(leaves) / 2.0)).collect()
            };
            let entries: Vec<Entry> = (0..own.len())
                .map(|place| entry(2 * place, own[place].0, f32::from(own[place].1) / 11.0, &held(place)))
                .collect();
            let search = Search::new(&entries, 50.0);
            let sets = (1_u16..1 << entries.len()).map(|places| {
                let chosen: Vec<usize> = (0..entries.len()).filter(|place| places & 1 << place != 0).collect();
                set(&entries, &chosen)
            });
            let allowed = sets.filter(|set| set.shown <= LIMIT && (2..=MOST).contains(&set.len()));
            let best = allowed.map(|set| search.value(&set)).fold(-1.0, f32::max);
            let value = |places: Vec<usize>| search.value(&set(&entries, &places));
            prop_assert_eq!(value(Search::new(&entries, 50.0).best(2)), best);
        }
    }

    #[test]
    fn what_is_shared_counts_once() {
        let entries =
            [entry(0, 20, 1.0, &[(0, 5.0, 0.0)]), entry(2, 20, 0.9, &[(0, 5.0, 0.0)]), entry(4, 20, 2.0, &[])];
        assert_eq!(Search::new(&entries, 40.0).best(2), [0, 2]);
    }
}
