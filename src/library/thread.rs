//! Story threads: related links closed with care.
//!
//! To follow every link would chain one story to the next until all is one thread. Two threads join only where the links
//! between them are many for their size, strongest links first, and none grows without bound.

use std::collections::{HashMap, HashSet};

use crate::model::Row;

/// Days between two briefings above which a link between them joins no threads.
const REACH: i32 = 45;

/// Links between two threads over the briefings of the smaller one, from which the two are one story.
const SUPPORT: f32 = 0.6;

/// Briefings of a thread at most.
const MOST: usize = 400;

/// A link between two related briefings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edge {
    /// The one.
    pub from: Row,
    /// The other.
    pub to: Row,
    /// Likeness.
    pub score: f32,
    /// Days between them, where both dates are known.
    pub days: Option<i32>,
}

/// The threads that `edges` make: rows ascending, threads by their least row. Briefings without a thread are left out.
pub fn threads(edges: &[Edge]) -> Vec<Vec<Row>> {
    let mut near: Vec<Edge> =
        edges.iter().copied().filter(|e| e.from != e.to && e.days.is_none_or(|d| d.abs() <= REACH)).collect();
    near.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.from, a.to).cmp(&(b.from, b.to))));
    let mut groups = Groups::default();
    for edge in &near {
        groups.link(edge.from, edge.to);
    }
    let mut waiting = near;
    // A link that found too little support may find it once its neighbours have joined.
    loop {
        let before = waiting.len();
        waiting.retain(|edge| !groups.join(edge.from, edge.to));
        if waiting.len() == before {
            break;
        }
    }
    groups.into_threads()
}

#[derive(Default)]
struct Groups {
    of: HashMap<Row, usize>,
    members: Vec<Vec<Row>>,
    links: HashMap<Row, HashSet<Row>>,
}

impl Groups {
    fn link(&mut self, one: Row, other: Row) {
        self.links.entry(one).or_default().insert(other);
        self.links.entry(other).or_default().insert(one);
        for row in [one, other] {
            let next = self.members.len();
            if *self.of.entry(row).or_insert(next) == next {
                self.members.push(vec![row]);
            }
        }
    }

    /// Makes the groups of the two one where enough links back it; whether they are one now.
    fn join(&mut self, one: Row, other: Row) -> bool {
        let (mut small, mut large) = (self.of[&one], self.of[&other]);
        if small == large {
            return true;
        }
        if (self.members[small].len(), small) > (self.members[large].len(), large) {
            (small, large) = (large, small);
        }
        let size = self.members[small].len();
        if size + self.members[large].len() > MOST || (self.between(small, large) as f32) < SUPPORT * size as f32 {
            return false;
        }
        for row in std::mem::take(&mut self.members[small]) {
            self.of.insert(row, large);
            self.members[large].push(row);
        }
        true
    }

    fn between(&self, small: usize, large: usize) -> usize {
        let crossing = |row: &Row| self.links[row].iter().filter(|other| self.of[other] == large).count();
        self.members[small].iter().map(crossing).sum()
    }

    fn into_threads(self) -> Vec<Vec<Row>> {
        let mut threads: Vec<Vec<Row>> = self.members.into_iter().filter(|m| m.len() > 1).collect();
        threads.iter_mut().for_each(|thread| thread.sort_unstable());
        threads.sort_by_key(|thread| thread[0]);
        threads
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(from: Row, to: Row, score: f32) -> Edge {
        Edge { from, to, score, days: Some(1) }
    }

    fn clique(rows: &[Row]) -> Vec<Edge> {
        rows.iter().flat_map(|&a| rows.iter().filter(move |&&b| a < b).map(move |&b| edge(a, b, 0.5))).collect()
    }

    #[test]
    fn links_close_to_threads() {
        assert_eq!(threads(&clique(&[1, 2, 3])), [[1, 2, 3]]);
        assert_eq!(threads(&[edge(7, 4, 0.3)]), [[4, 7]]);
    }

    #[test]
    fn one_stray_link_does_not_chain_two_stories() {
        let mut edges = clique(&[1, 2, 3, 4]);
        edges.extend(clique(&[11, 12, 13, 14]));
        edges.push(edge(4, 11, 0.3));
        assert_eq!(threads(&edges), [[1, 2, 3, 4], [11, 12, 13, 14]]);
    }

    #[test]
    fn months_apart_is_another_story() {
        assert!(threads(&[Edge { days: Some(90), ..edge(1, 2, 0.6) }]).is_empty());
    }
}
