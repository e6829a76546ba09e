//! Topics of different wording that are surely one.

use std::collections::{BTreeSet, HashMap};

/// Topics of one head that are compared with each other; a head with more says too little by itself.
const COMPARED: usize = 200;

/// The topics `keys` (see [`topic`](super::fold::topic)) in groups, by index: those of one head of which the one says
/// only more than the other. Where a short one could be either of two longer ones ("talks" beside "talks with Iran" and
/// "talks on grain"), it stays alone. Groups and their members are in the order given.
pub(super) fn groups(keys: &[&str]) -> Vec<Vec<usize>> {
    let mut heads: HashMap<&str, Vec<usize>> = HashMap::new();
    for (index, key) in keys.iter().enumerate() {
        heads.entry(key.split(' ').next().unwrap_or_default()).or_default().push(index);
    }
    let mut leads: Vec<usize> = (0..keys.len()).collect();
    for members in heads.values().filter(|members| (2..=COMPARED).contains(&members.len())) {
        let words: Vec<BTreeSet<&str>> = members.iter().map(|&index| keys[index].split(' ').collect()).collect();
        for (at, own) in words.iter().enumerate() {
            let mut longer: Vec<usize> =
                (0..words.len()).filter(|&other| other != at && own.is_subset(&words[other])).collect();
            longer.sort_by_key(|&other| words[other].len());
            if longer.windows(2).all(|pair| words[pair[0]].is_subset(&words[pair[1]])) {
                for other in longer {
                    join(&mut leads, members[at], members[other]);
                }
            }
        }
    }
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut at: HashMap<usize, usize> = HashMap::new();
    for index in 0..keys.len() {
        let group = *at.entry(lead(&leads, index)).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[group].push(index);
    }
    groups
}

fn lead(leads: &[usize], mut index: usize) -> usize {
    while leads[index] != index {
        index = leads[index];
    }
    index
}

fn join(leads: &mut [usize], one: usize, other: usize) {
    let (one, other) = (lead(leads, one), lead(leads, other));
    leads[one.max(other)] = one.min(other);
}

#[cfg(test)]
mod tests {
    use super::super::fold::topic;
    use super::*;

    fn check(topics: &[&str], expected: &[&[usize]]) {
        let keys: Vec<String> = topics.iter().map(|words| topic(words)).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        assert_eq!(groups(&keys), expected, "{topics:?}");
    }

    #[test]
    fn a_topic_that_says_only_more_is_the_same() {
        check(&["the premium", "elections", "a premium for night work"], &[&[0, 2], &[1]]);
        check(&["tariffs", "new tariffs", "new tariffs on grain"], &[&[0, 1, 2]]);
    }

    #[test]
    fn a_short_topic_that_could_be_either_stays_alone() {
        check(&["talks", "talks with Iran", "talks on grain"], &[&[0], &[1], &[2]]);
    }

    #[test]
    fn another_head_is_another_topic() {
        check(&["night work", "a ban on night work", "work"], &[&[0, 2], &[1]]);
        check(&[], &[]);
    }
}
