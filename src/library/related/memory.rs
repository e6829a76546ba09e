//! The terms of a library held in memory: for as many articles as are given at once.

use std::convert::Infallible;
use std::sync::OnceLock;

use foldhash::HashMap;

use super::{Digest, Finder, Holdings, Term, TermKind, keep_shown, rarity, reason};
use crate::model::Row;

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
    /// By kind, the numbers of terms.
    numbers: [HashMap<String, u32>; TermKind::ALL.len()],
    terms: Vec<Posted>,
    slots: Vec<Slot>,
    by_row: HashMap<Row, u32>,
    free: Vec<u32>,
    /// How rare each term is; reckoned when first asked for after a change.
    rarities: OnceLock<Box<[f32]>>,
}

/// A term of the library.
#[derive(Debug, Clone)]
struct Posted {
    kind: TermKind,
    shown: Box<str>,
    /// Slots of the articles that hold it, with its weight there.
    postings: Vec<(u32, f32)>,
}

impl Posted {
    fn shown(&self) -> (TermKind, &str) {
        (self.kind, &self.shown)
    }
}

/// An article.
#[derive(Debug, Clone, Default)]
struct Slot {
    row: Row,
    /// The day it was published, counted from 1970-01-01.
    day: Option<i32>,
    /// Its terms by number, ascending, with their weights.
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
        self.rarities.take();
        let slot = self.free.pop().unwrap_or(self.slots.len() as u32);
        let mut terms: Box<[(u32, f32)]> = digest.terms.iter().map(|term| (self.number(term), term.weight)).collect();
        terms.sort_unstable_by_key(|(term, _)| *term);
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
        self.rarities.take();
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
        let Ok(mut found) = Finder::new(self).alike(slot);
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(self.row(a.0).cmp(&self.row(b.0))));
        keep_shown(&mut found, |(_, score)| *score);
        let relative = |(other, score)| {
            let shared = self.shared(slot, other);
            let alike = shared.chunk_by(|one, other| one.0 == other.0);
            let alike = alike.map(|terms| Ok::<_, Infallible>(terms.iter().map(|(_, term)| term.shown()).collect()));
            let Ok(reason) = reason(alike, self.days(slot, other));
            Relative { row: self.row(other), score, reason }
        };
        found.into_iter().map(relative).collect()
    }

    fn row(&self, slot: u32) -> Row {
        self.slots[slot as usize].row
    }

    /// What two articles share and how much it adds to their likeness, the most first.
    fn shared(&self, own: u32, other: u32) -> Vec<(f32, &Posted)> {
        let own: HashMap<u32, f32> = self.slots[own as usize].terms.iter().copied().collect();
        let shared = |&(term, weight): &(u32, f32)| {
            let posted = &self.terms[term as usize];
            let rarity = rarity(posted.kind, posted.postings.len(), self.len());
            Some((weight * own.get(&term)? * rarity * rarity, posted))
        };
        let mut shared: Vec<_> = self.slots[other as usize].terms.iter().filter_map(shared).collect();
        shared.sort_by(|a, b| b.0.total_cmp(&a.0));
        shared
    }

    /// How many days after `own` the article `other` was published.
    fn days(&self, own: u32, other: u32) -> Option<i32> {
        Some(self.slots[other as usize].day? - self.slots[own as usize].day?)
    }

    fn number(&mut self, term: &Term) -> u32 {
        if let Some(&number) = self.numbers[term.kind as usize].get(&term.key) {
            return number;
        }
        let number = self.terms.len() as u32;
        self.terms.push(Posted { kind: term.kind, shown: term.shown.as_str().into(), postings: Vec::new() });
        self.numbers[term.kind as usize].insert(term.key.clone(), number);
        number
    }
}

impl Holdings for Relatives {
    type Error = Infallible;

    fn articles(&self) -> usize {
        self.len()
    }

    fn bound(&self) -> usize {
        self.slots.len()
    }

    fn kind(&self, term: u32) -> TermKind {
        self.terms[term as usize].kind
    }

    fn holding(&self, term: u32) -> Result<usize, Infallible> {
        Ok(self.terms[term as usize].postings.len())
    }

    fn day(&self, article: u32) -> Result<Option<i32>, Infallible> {
        Ok(self.slots[article as usize].day)
    }

    fn rarity(&self, term: u32) -> Result<f32, Infallible> {
        let of_term = |posted: &Posted| rarity(posted.kind, posted.postings.len(), self.len());
        Ok(self.rarities.get_or_init(|| self.terms.iter().map(of_term).collect())[term as usize])
    }

    fn postings(&self, term: u32, mut take: impl FnMut(u32, f32)) -> Result<(), Infallible> {
        self.terms[term as usize].postings.iter().for_each(|&(slot, weight)| take(slot, weight));
        Ok(())
    }

    fn is_posted(&self, _: u32) -> Result<bool, Infallible> {
        Ok(true)
    }

    fn terms(&self, article: u32) -> Result<Option<Vec<(u32, f32)>>, Infallible> {
        Ok(self.slots.get(article as usize).map(|slot| slot.terms.to_vec()))
    }
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
    fn a_dated_article_goes_first() {
        let mut relatives = library();
        let mut undated =
            article("Lighthouse lamp saved", "The cracked lens of the lighthouse lamp will be mended.", 5);
        undated.date = None;
        relatives.add(4, &Digest::of(&undated, &Briefing::default()));
        undated.date = Some(jiff::civil::date(2024, 5, 3).into());
        relatives.add(5, &Digest::of(&undated, &Briefing::default()));
        let rows: Vec<Row> = relatives.nearest(1).iter().map(|r| r.row).collect();
        assert!(rows.iter().position(|&r| r == 5) < rows.iter().position(|&r| r == 4), "{rows:?}");
        assert!(rows.contains(&4), "{rows:?}");
    }

    #[test]
    fn what_went_is_found_no_more() {
        let mut relatives = library();
        relatives.remove(2);
        assert_eq!(relatives.nearest(1), []);
        assert_eq!(relatives.len(), 2);
    }
}
