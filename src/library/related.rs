//! Which articles tell of the same: an inverted index of stems and names that grows with the library.
//!
//! Likeness is the cosine of the articles' terms, weighted by how rare each is in the library, and less the further
//! apart they were published. A link is shown only above an absolute threshold, for a wrong one is worse than none.

mod digest;
mod reason;

use std::collections::HashMap;

pub use digest::{Digest, Term, TermKind};

use crate::model::Row;

/// Related articles shown of one.
const SHOWN: usize = 5;

/// Likeness that the nearest article must have for any to be related; set on the development kit so that an article
/// alone in its story stays alone.
const FIRST: f32 = 0.2;

/// Likeness of the further ones, once the nearest shows that the story has others.
const FURTHER: f32 = 0.17;

/// Days after which likeness counts a good deal less.
const DECAY: f32 = 30.0;

/// Share of likeness that no distance in time takes away.
const TIMELESS: f32 = 0.3;

/// Terms of an article by which relatives are looked for, the rarest and weightiest first.
const PROBES: usize = 48;

/// Postings read for one article at most; what is left of the commoner terms is compared exactly afterwards.
const POSTINGS: usize = 60_000;

/// Postings beyond which a term that every fifth article holds finds nobody: in a feed of ten thousand items about one
/// thing, such terms would compare each with each.
const COMMON: usize = 1_000;

/// Candidates whose likeness is worked out exactly.
const EXACT: usize = 60;

/// Articles that the library is taken to hold at least, when the rarity of a term is judged: in a handful every word is
/// rare.
const FEWEST: f32 = 50.0;

/// What names count over words: their words count besides.
const NAMES: f32 = 0.8;

/// An article related to another.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative {
    /// Which.
    pub row: Row,
    /// Likeness, 0 to 1.
    pub score: f32,
    /// Why, in words: what the two share, and how far apart they are.
    pub reason: String,
}

/// The terms of a library's articles, for finding relatives.
#[derive(Debug, Clone, Default)]
pub struct Relatives {
    numbers: HashMap<(TermKind, String), u32>,
    terms: Vec<Posted>,
    slots: Vec<Slot>,
    by_row: HashMap<Row, u32>,
    free: Vec<u32>,
}

/// A term of the library.
#[derive(Debug, Clone)]
struct Posted {
    kind: TermKind,
    shown: Box<str>,
    /// Slots of the articles that hold it, with its weight there.
    postings: Vec<(u32, f32)>,
}

/// An article.
#[derive(Debug, Clone, Default)]
struct Slot {
    row: Row,
    day: Option<i32>,
    terms: Box<[(u32, f32)]>,
}

impl Relatives {
    /// How many articles it holds.
    pub fn len(&self) -> usize {
        self.by_row.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.by_row.is_empty()
    }

    /// Puts the article `row` in, or exchanges what is known of it.
    pub fn add(&mut self, row: Row, digest: &Digest) {
        self.remove(row);
        let slot = self.free.pop().unwrap_or(self.slots.len() as u32);
        let terms: Box<[(u32, f32)]> = digest.terms.iter().map(|term| (self.number(term), term.weight)).collect();
        for &(term, weight) in &terms {
            self.terms[term as usize].postings.push((slot, weight));
        }
        let filled = Slot { row, day: digest.day, terms };
        match self.slots.get_mut(slot as usize) {
            Some(place) => *place = filled,
            None => self.slots.push(filled),
        }
        self.by_row.insert(row, slot);
    }

    /// Takes the article `row` out, if it is there.
    pub fn remove(&mut self, row: Row) {
        let Some(slot) = self.by_row.remove(&row) else { return };
        for (term, _) in std::mem::take(&mut self.slots[slot as usize].terms) {
            let postings = &mut self.terms[term as usize].postings;
            if let Some(at) = postings.iter().position(|p| p.0 == slot) {
                postings.swap_remove(at);
            }
        }
        self.free.push(slot);
    }

    /// The relatives of the article `row`, best first; none when it is not there.
    pub fn nearest(&self, row: Row) -> Vec<Relative> {
        let Some(&slot) = self.by_row.get(&row) else { return Vec::new() };
        let own = self.weighted(slot);
        let mut found: Vec<(u32, f32)> = self
            .candidates(slot, &own)
            .into_iter()
            .map(|other| (other, self.cosine(&own, other) * self.nearness(slot, other)))
            .filter(|&(_, score)| score >= FURTHER)
            .collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(self.slots[a.0 as usize].row.cmp(&self.slots[b.0 as usize].row)));
        if found.first().is_none_or(|best| best.1 < FIRST) {
            return Vec::new();
        }
        found.truncate(SHOWN);
        let relative = |(other, score): (u32, f32)| Relative {
            row: self.slots[other as usize].row,
            score: score.min(1.0),
            reason: reason::reason(self, slot, other),
        };
        found.into_iter().map(relative).collect()
    }

    fn number(&mut self, term: &Term) -> u32 {
        if let Some(&number) = self.numbers.get(&(term.kind, term.key.clone())) {
            return number;
        }
        let number = self.terms.len() as u32;
        self.terms.push(Posted { kind: term.kind, shown: term.shown.as_str().into(), postings: Vec::new() });
        self.numbers.insert((term.kind, term.key.clone()), number);
        number
    }

    /// How rare a term is: the logarithm of the share of articles that hold it (Spärck Jones, 1972).
    fn rarity(&self, term: u32) -> f32 {
        let posted = &self.terms[term as usize];
        let holding = posted.postings.len().max(1) as f32;
        let boost = if posted.kind == TermKind::Word { 1.0 } else { NAMES };
        let library = (self.len() as f32).max(FEWEST);
        boost * ((library + 1.0) / (holding + 0.5)).ln().max(0.0)
    }

    /// The terms of `slot` by number, weighted by rarity, with the length of that vector.
    fn weighted(&self, slot: u32) -> Weighted {
        let terms: HashMap<u32, f32> =
            self.slots[slot as usize].terms.iter().map(|&(t, w)| (t, w * self.rarity(t))).collect();
        let length = terms.values().map(|w| w * w).sum::<f32>().sqrt();
        Weighted { terms, length }
    }

    /// Slots that share a good deal of the terms that tell most, the likeliest first.
    fn candidates(&self, slot: u32, own: &Weighted) -> Vec<u32> {
        let mut probes: Vec<(u32, f32)> = own.terms.iter().map(|(&t, &w)| (t, w)).collect();
        probes.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut dots = vec![0.0_f32; self.slots.len()];
        let mut touched = Vec::new();
        let mut read = 0;
        for (term, weight) in probes.into_iter().take(PROBES) {
            let postings = &self.terms[term as usize].postings;
            let is_common = postings.len() > COMMON && postings.len() * 5 > self.len();
            if is_common || weight <= 0.0 || read + postings.len() > POSTINGS {
                continue;
            }
            read += postings.len();
            let rarity = self.rarity(term);
            for &(other, other_weight) in postings {
                let dot = &mut dots[other as usize];
                if *dot == 0.0 {
                    touched.push(other);
                }
                *dot += weight * other_weight * rarity;
            }
        }
        let others = touched.into_iter().filter(|&other| other != slot);
        let mut ranked: Vec<(u32, f32)> =
            others.map(|other| (other, dots[other as usize] * self.nearness(slot, other))).collect();
        let by_dot = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if ranked.len() > EXACT {
            ranked.select_nth_unstable_by(EXACT, by_dot);
            ranked.truncate(EXACT);
        }
        ranked.sort_by(by_dot);
        ranked.into_iter().map(|(other, _)| other).collect()
    }

    fn cosine(&self, own: &Weighted, other: u32) -> f32 {
        let (mut dot, mut square) = (0.0, 0.0);
        for &(term, weight) in &self.slots[other as usize].terms {
            let weight = weight * self.rarity(term);
            square += weight * weight;
            dot += weight * own.terms.get(&term).copied().unwrap_or(0.0);
        }
        let lengths = own.length * square.sqrt();
        if lengths > 0.0 { dot / lengths } else { 0.0 }
    }

    /// What distance in time leaves of likeness; all of it where a date is not known.
    fn nearness(&self, one: u32, other: u32) -> f32 {
        match (self.slots[one as usize].day, self.slots[other as usize].day) {
            (Some(one), Some(other)) => TIMELESS + (1.0 - TIMELESS) * (-(one.abs_diff(other) as f32) / DECAY).exp(),
            _ => 1.0,
        }
    }
}

struct Weighted {
    terms: HashMap<u32, f32>,
    length: f32,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Article, Briefing, Mention, Span, Text};

    fn article(title: &str, body: &str, day: i8) -> Article {
        let text = Text::new(&format!("{title}\n\n{body}"));
        let title_span = Some(Span::new(0, title.chars().count()));
        let date = Some(jiff::civil::date(2024, 5, day).into());
        Article { title: title.to_owned(), title_span, text, date, ..Article::default() }
    }

    fn library() -> Relatives {
        let mention = Mention { span: Span::new(0, 1), role: None };
        let berg = Actor { name: "Anna Berg".to_owned(), kind: ActorKind::Person, mentions: vec![mention; 3] };
        let with_berg = Briefing { actors: vec![berg], ..Briefing::default() };
        let mut relatives = Relatives::default();
        let lamp = "Keeper Anna Berg fears for the lighthouse lamp of Elmouth, whose lens is cracked.";
        relatives.add(1, &Digest::of(&article("Lighthouse lamp to close", lamp, 3), &with_berg));
        let lens = "The cracked lens of the lighthouse lamp in Elmouth will be mended, Anna Berg was told.";
        relatives.add(2, &Digest::of(&article("Lighthouse lamp saved", lens, 5), &with_berg));
        let milk = "Dairy farmers blocked motorways with tractors because the price of milk fell again.";
        relatives.add(3, &Digest::of(&article("Farmers block roads", milk, 4), &Briefing::default()));
        relatives
    }

    #[test]
    fn articles_on_one_matter_are_related_and_say_why() {
        let found = library().nearest(1);
        assert_eq!(found.iter().map(|r| r.row).collect::<Vec<_>>(), [2]);
        assert!(found[0].reason.starts_with("Anna Berg; "), "{}", found[0].reason);
        assert!(found[0].reason.ends_with("; 2 days later"), "{}", found[0].reason);
    }

    #[test]
    fn other_matters_are_not() {
        assert_eq!(library().nearest(3), []);
        assert_eq!(library().nearest(99), []);
    }

    #[test]
    fn what_went_is_found_no_more() {
        let mut relatives = library();
        relatives.remove(2);
        assert_eq!(relatives.nearest(1), []);
        assert_eq!(relatives.len(), 2);
    }
}
