//! The terms of one article, as those of many others are held against them.

/// Places for each term: so many that most terms of another article meet an empty one.
const ROOM: usize = 4;

/// No term of any library.
const NONE: u32 = u32::MAX;

/// Terms with their weights, found by number at the first look or the next: a table with open places.
#[derive(Default)]
pub(super) struct Sought {
    places: Vec<(u32, f32)>,
}

impl Sought {
    /// Has it hold these terms, each once, and no others.
    pub(super) fn set(&mut self, terms: &[(u32, f32)]) {
        self.places.clear();
        self.places.resize((terms.len() * ROOM).next_power_of_two(), (NONE, 0.0));
        for &(term, weight) in terms {
            let mut at = self.first(term);
            while self.places[at].0 != NONE {
                at = self.next(at);
            }
            self.places[at] = (term, weight);
        }
    }

    /// The sum of the products of weights over the terms that `others` shares with it.
    pub(super) fn dot(&self, others: &[(u32, f32)]) -> f32 {
        others.iter().fold(0.0, |dot, &(term, weight)| dot + self.weight(term) * weight)
    }

    fn weight(&self, term: u32) -> f32 {
        let mut at = self.first(term);
        loop {
            let (there, weight) = self.places[at];
            if there == term || there == NONE {
                return weight;
            }
            at = self.next(at);
        }
    }

    /// Where a term is looked for first: neighbouring numbers far from each other.
    fn first(&self, term: u32) -> usize {
        (u64::from(term).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & (self.places.len() - 1)
    }

    fn next(&self, at: usize) -> usize {
        (at + 1) & (self.places.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sought(terms: &[(u32, f32)]) -> Sought {
        let mut sought = Sought::default();
        sought.set(&[(7, 9.0)]);
        sought.set(terms);
        sought
    }

    #[test]
    fn only_shared_terms_count() {
        let sought = sought(&[(0, 2.0), (7, 0.5), (40_000, 4.0)]);
        assert_eq!(sought.dot(&[(0, 1.0), (6, 5.0), (7, 2.0), (u32::MAX - 1, 3.0)]), 3.0);
        assert_eq!(sought.dot(&[]), 0.0);
    }

    #[test]
    fn every_term_is_found_however_full_it_gets() {
        let terms: Vec<(u32, f32)> = (0..500).map(|n| (n * 4_096, n as f32)).collect();
        let sought = sought(&terms);
        assert!(terms.iter().all(|&(term, weight)| sought.weight(term) == weight && sought.weight(term + 1) == 0.0));
    }

    #[test]
    fn none_share_nothing() {
        assert_eq!(sought(&[]).dot(&[(1, 1.0)]), 0.0);
    }
}
