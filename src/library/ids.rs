//! Ids: readable names of articles that stay the same from run to run.

use std::collections::{HashMap, HashSet};

use crate::model::{Id, slug};

/// Hexadecimal digits of the hash that tells two articles of one name apart.
const DIGITS: usize = 6;

/// The ids in use in one library.
#[derive(Debug, Clone, Default)]
pub struct Ids {
    taken: HashSet<String>,
    /// The last number given to each hashed slug that even its hash does not tell apart.
    numbers: HashMap<String, u32>,
}

impl Ids {
    /// Takes the id of an article: the slug of its `stem`, or where another article has that, the slug with a short
    /// hash of `origin` (its path within the library and, for an item of a feed, its guid).
    pub fn take(&mut self, stem: &str, origin: &str) -> Id {
        let slug = slug(stem);
        if self.taken.insert(slug.clone()) {
            return Id::new(slug);
        }
        let hash = blake3::hash(origin.as_bytes()).to_hex();
        let hashed = format!("{slug}-{}", &hash[..DIGITS]);
        if self.taken.insert(hashed.clone()) {
            return Id::new(hashed);
        }
        // The very same origin again, or one hash in millions: number what nothing else tells apart.
        let number = self.numbers.entry(hashed.clone()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{hashed}-{number}");
            if self.taken.insert(numbered.clone()) {
                return Id::new(numbered);
            }
        }
    }

    /// Marks `id`, given in an earlier run, as taken.
    pub fn keep(&mut self, id: &Id) {
        self.taken.insert(id.as_str().to_owned());
    }
}

/// The id to try after `attempt` others were found taken: what [`Ids::take`] gives, for who keeps the ids elsewhere.
pub(super) fn proposal(stem: &str, origin: &str, attempt: usize) -> Id {
    let slug = slug(stem);
    let hash = blake3::hash(origin.as_bytes()).to_hex();
    Id::new(match attempt {
        0 => slug,
        1 => format!("{slug}-{}", &hash[..DIGITS]),
        more => format!("{slug}-{}-{more}", &hash[..DIGITS]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_a_name_has_a_hash() {
        let mut ids = Ids::default();
        assert_eq!(ids.take("talks", "a/talks.txt").as_str(), "talks");
        let second = ids.take("Talks", "b/talks.txt");
        assert!(second.as_str().starts_with("talks-") && second.as_str().len() == "talks-".len() + DIGITS);
        assert_ne!(ids.take("talks", "c/talks.txt"), second);
    }

    #[test]
    fn proposals_are_what_is_taken() {
        let mut ids = Ids::default();
        for attempt in 0..4 {
            assert_eq!(proposal("same", "feed.xml", attempt), ids.take("same", "feed.xml"));
        }
    }

    #[test]
    fn even_the_same_origin_gets_its_own() {
        let mut ids = Ids::default();
        let all: HashSet<Id> = (0..200).map(|_| ids.take("same", "feed.xml")).collect();
        assert_eq!(all.len(), 200);
    }
}
